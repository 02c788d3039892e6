"""Months, years, seasons, festivals and the like to intervals."""

from __future__ import annotations

from dataclasses import replace

from casus.model import Interval
from casus.reading.times import calendar
from casus.reading.times.context import (
    LOOSE_MODS,
    SHIFT,
    Context,
    clipped,
    one,
    shifted_year,
    span,
    within,
)
from casus.reading.times.frame import Frame
from casus.reading.times.resolve_days import led_by_until, nearest
from casus.reading.times.resolve_distances import whole_unit
from casus.reading.times.tables import other_months


def month(frame: Frame, context: Context) -> Interval | None:
    """ "March", "early March 2021", "last March"."""
    year, inferred, future = _year_of_month(frame, context)
    if year is None:
        return None
    whole = calendar.month(year, frame.month)
    interval = span(within(whole, frame.mod, "month"), "month", approx=frame.mod in LOOSE_MODS)
    if interval is None:
        return None
    interval = replace(interval, year_inferred=inferred, anchor=context.anchor if inferred else None)
    return clipped(interval, context, future)


def nth(frame: Frame, context: Context) -> Interval | None:
    """The nth or last such weekday of a month."""
    year, inferred, _ = _year_of_month(frame, context)
    if year is None:
        return None
    found = calendar.nth_weekday(year, frame.month, frame.weekday, frame.low)
    if found.month != frame.month:
        return None
    return one(found, context, inferred=True) if inferred else one(found)


def _year_of_month(frame: Frame, context: Context) -> tuple[int | None, bool, bool]:
    """(year, inferred, lies ahead) of a month."""
    if frame.year:
        return frame.year, False, False
    shifted = shifted_year(frame, context)
    if shifted is not None:
        return shifted, False, False
    base, hint = context.base, context.hint(frame)
    fresh = base is not None and 0 <= base.month - frame.month <= 1
    if hint is not None and not frame.shift and not fresh and (base is None or context.tense(frame) != "future"):
        return hint, True, False
    if base is None:
        return None, True, False
    latest = base.year if frame.month <= base.month else base.year - 1
    if frame.shift in ("last", "past"):
        return (latest if frame.month != base.month else base.year - 1), True, False
    told = context.tense(frame)
    ahead = (frame.month - base.month) % 12
    if led_by_until(frame, context) and not frame.shift and 0 < ahead < 6:
        return (base.year if frame.month >= base.month else base.year + 1), True, True
    if frame.shift == "next" or told == "future" or (frame.shift == "this" and not told and ahead in (1, 2)):
        return (base.year if frame.month >= base.month else base.year + 1), True, True
    return latest, True, False


def year(frame: Frame, context: Context) -> Interval | None:
    """ "2003", "late 2003"."""
    interval = span(within(calendar.year(frame.year), frame.mod, "year"), "year", approx=frame.mod in LOOSE_MODS)
    return clipped(interval, context, context.base is not None and frame.year > context.base.year)


def decade(frame: Frame, context: Context) -> Interval | None:
    """ "the early 1980s"."""
    parts = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}
    low, high = parts.get(frame.mod, (0, 9))
    first, last = calendar.year(frame.year + low), calendar.year(frame.year + high)
    if first is None or last is None:
        return None
    interval = Interval(first[0], last[1], "decade", approx=frame.mod in LOOSE_MODS)
    return clipped(interval, context, False)


def season(frame: Frame, context: Context) -> Interval | None:
    """Northern seasons, always approximate: the text does not tell the hemisphere."""
    year = frame.year or shifted_year(frame, context) or 0
    inferred = not year
    if not year:
        base = context.base
        if base is None:
            return None
        year = base.year if frame.month <= base.month else base.year - 1
        running = 0 <= (base.month - frame.month) % 12 <= 2
        if frame.shift in ("last", "past") and running:
            year -= 1
        if frame.shift == "next" or (context.tense(frame) == "future" and not running):
            year += 1
    first, last = calendar.month(year, frame.month), calendar.month(year, frame.month + 2)
    if first is None or last is None:
        return None
    days = within((first[0], last[1]), frame.mod, "season")
    interval = span(days, "season", context if inferred else None, approx=True)
    ahead = (
        context.base is not None
        and interval is not None
        and interval.start is not None
        and interval.start > context.base
    )
    return clipped(replace(interval, year_inferred=inferred) if interval else None, context, ahead)


def quarter(frame: Frame, context: Context) -> Interval | None:
    """ "the first quarter of 2022"."""
    year, inferred = frame.year or shifted_year(frame, context), False
    if not year:
        if context.base is None:
            return None
        year, inferred = context.base.year, True
        if 3 * frame.low - 2 > context.base.month:
            year -= 1
    first, last = calendar.month(year, 3 * frame.low - 2), calendar.month(year, 3 * frame.low)
    if first is None or last is None:
        return None
    interval = Interval(first[0], last[1], "range", year_inferred=inferred, anchor=context.anchor if inferred else None)
    return clipped(interval, context, False)


def festival(frame: Frame, context: Context) -> Interval | None:
    """The latest such festival up to publication, or the one of the year told."""
    base = context.base
    year = frame.year or shifted_year(frame, context) or 0
    if frame.key.startswith("omonth ") and year and year < 1900:
        year += other_months()[frame.key[7:]].offset
    if not year and base is None:
        return None
    around = range(year, year + 1) if year else range(base.year - 2, base.year + 3) if base else range(0)
    days = calendar.festival_firsts(frame.key, around)
    if not days:
        return None
    if frame.day:
        days = [calendar.plus(first, frame.day - 1) for first in days]
    first = days[-1] if year and frame.key != "eid" else days[0] if year else nearest(days, frame, context)
    length, approx = calendar.festival_length(frame.key)
    end = first if frame.day else calendar.plus(first, length - 1)
    if frame.mod == "eve":
        first = end = calendar.plus(first, -1)
    elif frame.mod and not frame.day:
        days_in = within((first, end), frame.mod, "festival")
        first, end = days_in or (first, end)
    single = first == end
    interval = Interval(
        first, end, "day" if single else "range", approx=approx or frame.mod in LOOSE_MODS, year_inferred=not year,
        anchor=None if year else context.anchor,
    )  # fmt: skip
    return clipped(interval, context, context.tense(frame) == "future")


def weekend(frame: Frame, context: Context) -> Interval | None:
    """The latest Saturday and Sunday, or the coming ones."""
    base = context.base
    if base is None:
        return None
    future = frame.shift in ("next", "coming") or (frame.shift != "last" and context.tense(frame) == "future")
    saturday = calendar.plus(base, -((base.weekday() - 5) % 7))
    if future:
        saturday = calendar.plus(base, (5 - base.weekday()) % 7) if base.weekday() < 5 else calendar.plus(saturday, 0)
        if frame.shift == "next" and base.weekday() >= 5:
            saturday = calendar.plus(saturday, 7)
    elif frame.shift == "last" and base.weekday() >= 5:
        saturday = calendar.plus(saturday, -7)
    interval = Interval(saturday, calendar.plus(saturday, 1), "range", anchor=context.anchor)
    return clipped(interval, context, future)


def period(frame: Frame, context: Context) -> Interval | None:
    """ "last week", "earlier this month", "late last year", "next decade"."""
    base = context.base
    if base is None:
        return None
    shift = SHIFT.get(frame.shift, 0)
    whole = whole_unit(frame.unit, base, shift, context.anchor or "")
    if whole is None or whole.start is None or whole.end is None:
        return None
    days = within((whole.start, whole.end), frame.mod, frame.unit)
    if days is None:
        return None
    interval = Interval(days[0], days[1], whole.precision, approx=frame.mod in LOOSE_MODS, anchor=context.anchor)
    if shift:
        return interval
    if frame.mod == "later":
        return replace(interval, start=base)
    return clipped(interval, context, context.tense(frame) == "future")
