"""What the words of one time expression give, before it is known which days they mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

DAYS = frozenset({"date", "weekday", "near", "dom", "anaphor", "festival", "offset", "fixed", "ago", "nth"})
PERIODS = frozenset({"month", "year", "decade", "season", "quarter", "weekend", "period", "window"})
POINTS = DAYS | PERIODS


@dataclass(frozen=True, slots=True)
class Frame:
    """A time expression: tokens `first` up to `last`, a kind, and the values its words give.

    `shift` says how it hangs on publication or on another day of the text ("last", "this", "next", "past",
    "previous", "following", "same"). `low`..`high` is a number of `unit`s, `sign` -1 backwards and 1 forwards.
    `left` and `right` are the ends of a range; `right` alone is what an offset counts from.
    """

    kind: str
    first: int
    last: int
    day: int = 0
    day2: int = 0
    month: int = 0
    year: int = 0
    year_shift: str = ""
    weekday: int = -1
    shift: str = ""
    low: int = 0
    high: int = 0
    unit: str = ""
    sign: int = 0
    part: str = ""
    clock: str = ""
    mod: str = ""
    about: bool = False
    key: str = ""
    relation: str = "at"
    weak: bool = False
    attribute: bool = False
    start: date | None = None
    end: date | None = None
    left: Frame | None = None
    right: Frame | None = None
