"""What resolving needs besides the words of one expression, and what all kinds share."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from casus.model import Interval, Precision
from casus.reading.times import calendar
from casus.reading.times.frame import Frame
from casus.reading.times.lexer import Lexed
from casus.reading.times.tense import tense
from casus.reading.times.wars import Wars

REACH = 600  # characters: no sentence of news is longer
HINT = 1  # sentences over which a year carries ("In 2015 the town fell. It was retaken on 4 June")


@dataclass(slots=True)
class Context:
    """What resolving needs besides the words: the day to count from and the days told so far.

    `base` is the dateline's day if the text has one near publication, else the publication day; `anchor` its name
    in `Interval.anchor`.
    """

    lexed: Lexed
    base: date | None
    anchor: str | None
    wars: Wars
    day: date | None = None
    point: Interval | None = None
    told_year: tuple[int, int] | None = None  # (year, token that told it)
    tenses: dict[int, str] = field(default_factory=dict)

    def tense(self, frame: Frame) -> str:
        """ "past", "future" or ""."""
        if frame.first not in self.tenses:
            self.tenses[frame.first] = tense(self.lexed, frame.first, frame.last)
        return self.tenses[frame.first]

    def hint(self, frame: Frame) -> int | None:
        """The year that this sentence or the one before it told."""
        if self.told_year is None:
            return None
        year, index = self.told_year
        told, here = self.lexed.tokens[index], self.lexed.tokens[frame.first]
        near = here.sentence - told.sentence <= HINT and here.start - told.end <= REACH
        near = near and "\n" not in self.lexed.text[told.end : here.start]
        return year if near else None


PRECISION: dict[str, Precision] = {
    "day": "day", "night": "day", "week": "week", "fortnight": "week", "weekend": "range", "month": "month",
    "year": "year", "decade": "decade", "minute": "day", "hour": "day", "century": "range",
}  # fmt: skip


def unknown(frame: Frame, anaphoric: bool = True) -> Interval:
    """An expression whose day can't be told."""
    precision: Precision = "part" if frame.part or frame.clock else PRECISION.get(frame.unit, "day")
    return Interval(
        None,
        None,
        precision,
        part=frame.part or None,
        clock=None if frame.clock.startswith("~") else frame.clock or None,
        anaphoric=anaphoric,
    )


def one(day: date, context: Context | None = None, inferred: bool = False) -> Interval:
    """The interval of one day."""
    return Interval(day, day, "day", year_inferred=inferred, anchor=context.anchor if context else None)


def span(
    days: calendar.Days | None, precision: Precision, context: Context | None = None, approx: bool = False
) -> Interval | None:
    """The interval of a stretch of days; `None` for none."""
    if days is None:
        return None
    return Interval(days[0], days[1], precision, approx=approx, anchor=context.anchor if context else None)


def clipped(interval: Interval | None, context: Context, future: bool) -> Interval | None:
    """A period under way ends, for what has happened in it, with the day of the report."""
    base = context.base
    if interval is None or base is None or future or interval.start is None or interval.end is None:
        return interval
    return replace(interval, end=base) if interval.start <= base < interval.end else interval


SHIFT = {"before last": -2, "last": -1, "past": -1, "this": 0, "next": 1, "coming": 1}


def shifted_year(frame: Frame, context: Context) -> int | None:
    """The year that "last year", "the same year" beside the words tell."""
    if not frame.year_shift:
        return None
    if frame.year_shift in SHIFT:
        return context.base.year + SHIFT[frame.year_shift] if context.base else None
    if context.point is None or context.point.start is None:
        return None
    return context.point.start.year + {"previous": -1, "preceding": -1, "following": 1}.get(frame.year_shift, 0)


def ordered(left: date, right: date) -> calendar.Days:
    """The two days, the earlier first."""
    return (left, right) if left <= right else (right, left)


LOOSE_MODS = frozenset({"early", "mid", "late", "daysfirst", "dayslast"})


def within(whole: calendar.Days | None, mod: str, unit: str) -> calendar.Days | None:
    """The part of a period that "early", "mid", "late", "the first week of" name."""
    if whole is None or not mod or mod in ("earlier", "later"):
        return whole
    start, end = whole
    size = (end - start).days + 1
    if size < 3:
        return whole
    weeks = {"week1": 0, "week2": 7, "week3": 14, "week4": 21}
    if mod in weeks:
        return calendar.plus(start, weeks[mod]), calendar.plus(start, weeks[mod] + 6)
    if mod == "weeklast":
        return calendar.plus(end, -6), end
    if mod == "daysfirst":
        return start, calendar.plus(start, 4)
    if mod == "dayslast":
        return calendar.plus(end, -5), end
    if unit == "year":
        return _year_part(start.year, mod)
    if mod in ("half1", "half2"):
        half = 15 if unit == "month" else size // 2
        return (start, calendar.plus(start, half - 1)) if mod == "half1" else (calendar.plus(start, half), end)
    thirds = {"month": (10, 20), "week": (2, 4)}.get(unit, (size // 3, 2 * size // 3))
    cuts = {"early": (0, thirds[0] - 1), "mid": (thirds[0], thirds[1] - 1), "late": (thirds[1], size - 1)}
    low, high = cuts.get(mod, (0, size - 1))
    return calendar.plus(start, low), calendar.plus(start, high)


def _year_part(number: int, mod: str) -> calendar.Days | None:
    months = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "half1": (1, 6), "half2": (7, 12)}.get(mod, (1, 12))
    first, last = calendar.month(number, months[0]), calendar.month(number, months[1])
    return (first[0], last[1]) if first and last else None
