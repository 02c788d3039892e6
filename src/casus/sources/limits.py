"""What input may measure at most, and what is said of input that can't be used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

FIRST_YEAR, LAST_YEAR = 1800, 2100  # a publication date outside is a mistake


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper limits; each holds for one input.

    `file_bytes`: a document (after unpacking); `line_bytes`: a line of JSON lines; `stream_bytes`: a whole file
    of JSON lines, which is never held in memory; `ratio`: how much bigger than packed, once `ratio_from` bytes
    are unpacked; `text_chars`, `title_chars`: a report; `depth`: folders within folders; `files`: of a run.
    """

    file_bytes: int = 20_000_000
    line_bytes: int = 5_000_000
    stream_bytes: int = 20_000_000_000
    ratio: int = 200
    ratio_from: int = 1_000_000
    text_chars: int = 2_000_000
    title_chars: int = 2_000
    depth: int = 16
    files: int = 200_000


@dataclass(frozen=True, slots=True)
class Problem:
    """Input that can't be used: where it is, what is wrong, and what to do."""

    where: str
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        where = self.where if len(self.where) <= 200 else f"…{self.where[-199:]}"
        return f"{where}: {self.what}" + (f"; {self.remedy}" if self.remedy else "")


class Unusable(Exception):
    """Raised inside `casus.sources` with a `Problem`; never leaves it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def unusable(where: str, what: str, remedy: str = "") -> Unusable:
    """The exception for a problem."""
    return Unusable(Problem(where, what, remedy))


def sensible(day: date) -> bool:
    """Whether a day can be a publication date."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def size(count: int) -> str:
    """A number of bytes in words: "20 MB"."""
    for unit, name in ((1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")):
        if count >= unit:
            return f"{count / unit:.3g} {name}"
    return f"{count} bytes"
