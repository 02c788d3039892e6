"""Words, numbers and marks of a text with their offsets, and the classes the count grammar asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from . import tables

_BLANK = "    "
# Groups: d digits, x digits glued to letters ("60-year-old", "122mm", "35th"), w words, p marks.
_TOKEN = re.compile(
    rf"(?P<d>\d{{1,3}}(?:[,'’{_BLANK}]\d{{3}})+(?!\d)|\d{{1,3}}(?:,\d\d)+,\d{{3}}(?!\d)|\d{{1,3}}(?:\.\d{{3}})+(?![\d.])|\d+(?:\.\d+)?)"
    r"(?P<x>(?:[-‐‑]?[^\W\d_]+)(?:[-‐‑'’][^\W_]+)*)?"
    r"|(?P<w>(?:[^\W\d_]\.){2,}|[^\W\d_][^\W_]*(?:[-‐‑'’][^\W_]+)*)"
    r"|(?P<p>\.{2,}|[^\w\s]|_)"
)
_ENDS = frozenset(".!?;")
_APOSTROPHES = str.maketrans({"’": "'", "‐": "-", "‑": "-"})


@dataclass(slots=True)
class Lexed:
    """Parallel lists, one item a token. `kind`: d digits, x digits with letters, w word, p mark, s to be skipped."""

    text: str
    low: list[str] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    kind: list[str] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    upper: bool = False

    def cap(self, i: int) -> bool:
        """True if token `i` starts with a capital that means something (not in upper-case text)."""
        return not self.upper and self.kind[i] == "w" and self.raw[i][0].isupper()


def lex(text: str, skip: Sequence[tuple[int, int]] = ()) -> Lexed:
    """Cut `text` into tokens and sentences; tokens that touch a span of `skip` get kind "s"."""
    matches = list(_TOKEN.finditer(text))
    raw = [match[0] for match in matches]
    out = Lexed(
        text,
        low=[word.lower() if word.isascii() else word.translate(_APOSTROPHES).lower() for word in raw],
        raw=raw,
        start=[match.start() for match in matches],
        end=[match.end() for match in matches],
        kind=[match.lastgroup or "p" for match in matches],  # "x" closes after "d", so it is the last group
    )
    _mark_skipped(out, skip)
    out.upper = _is_upper(text)
    out.sentences = _sentences(out)
    return out


def _mark_skipped(out: Lexed, skip: Sequence[tuple[int, int]]) -> None:
    i = 0
    for start, end in sorted(skip):
        while i < len(out.end) and out.end[i] <= start:
            i += 1
        j = i
        while j < len(out.start) and out.start[j] < end:
            out.kind[j] = "s"
            j += 1


def _is_upper(text: str) -> bool:
    """True for wire text in capitals: hardly a small letter among the first 4,000 characters."""
    head = text[:4000]
    small = sum(map(str.islower, head))
    return small * 5 < sum(map(str.isupper, head))


def _sentences(out: Lexed) -> list[tuple[int, int]]:
    """Token ranges that end at . ! ? ; or at an empty line; a line feed ends a line without a full stop too."""
    ranges, start, titles = [], 0, tables.words("title")
    size, text = len(out.low), out.text
    for i, (low, end, following) in enumerate(zip(out.low, out.end, [*out.start[1:], len(text)], strict=True)):
        if following - end <= 1 and low not in _ENDS and text[end:following] != "\n" and i + 1 < size:
            continue
        gap = text[end:following]
        if i + 1 == size or _new_line(out, i, gap) or (low in _ENDS and not _abbreviation(out, i, gap, titles)):
            ranges.append((start, i + 1))
            start = i + 1
    return ranges


def _new_line(out: Lexed, i: int, gap: str) -> bool:
    """A line feed ends a sentence unless the next line goes on with a small letter (wrapped text)."""
    breaks = gap.count("\n")
    return breaks > 1 or (breaks == 1 and not (out.raw[i + 1][0].islower() and out.kind[i] in "wdx,"))


def _abbreviation(out: Lexed, i: int, gap: str, titles: frozenset[str]) -> bool:
    """True if the full stop at `i` belongs to a shortened word ("Lt.", "Gen.", "J.") or to a figure."""
    if out.low[i] != "." or i == 0:
        return False
    if out.end[i - 1] != out.start[i]:
        return False
    before = out.low[i - 1]
    if not gap:
        return out.kind[i + 1] != "p"
    return before in titles or before in tables.things()["month"] and len(before) <= 4 or len(before) == 1 and before.isalpha()
