"""Times counted from publication or from another time of the text to intervals."""

from __future__ import annotations

from datetime import date

from casus.model import Interval, Precision
from casus.reading.times import calendar
from casus.reading.times.context import (
    PRECISION,
    Context,
    ordered,
    unknown,
)
from casus.reading.times.frame import Frame

MONTHS = {"month": 1, "year": 12, "decade": 120}


DAYS = {"day": 1, "night": 1, "week": 7, "fortnight": 14}


def ago(frame: Frame, context: Context) -> Interval | None:
    """ "three days ago"."""
    if context.base is None:
        return None
    return counted(frame, context.base, -1, context.anchor, anaphoric=False)


def counted(frame: Frame, anchor: date, sign: int, name: str | None, anaphoric: bool) -> Interval | None:
    """`low`..`high` units before or after a day: exact for days, a whole week, month or year for longer units."""
    low, high, unit = frame.low, frame.high, frame.unit
    about = frame.about or low != high
    days: calendar.Days | None
    precision: Precision = PRECISION.get(unit, "day")
    if unit in ("minute", "hour"):
        near, far = (0, 0) if unit == "minute" else (low // 24, -(-high // 24) if high > 3 else 0)
        days = ordered(calendar.plus(anchor, sign * near), calendar.plus(anchor, sign * far))
        precision = "day" if days[0] == days[1] else "range"
        about = about or days[0] != days[1]
    elif unit in DAYS:
        slack = 3 if DAYS[unit] > 1 and frame.key != "exact" else 0
        days = ordered(calendar.plus(anchor, sign * low * DAYS[unit]), calendar.plus(anchor, sign * high * DAYS[unit]))
        days = (calendar.plus(days[0], -slack), calendar.plus(days[1], slack))
        about = about or slack > 0
        precision = "day" if days[0] == days[1] else precision if precision != "day" else "range"
    elif frame.key == "exact" and low == high:
        found = months_off(anchor, sign * low * MONTHS.get(unit, 1))
        days, precision = (found, found), "day"
    elif unit in MONTHS:
        days, about = _long(anchor, sign * low, sign * high, unit), True
    else:
        return None
    if days is None:
        return None
    return Interval(days[0], days[1], precision, approx=about, anaphoric=anaphoric, anchor=name)


def months_off(anchor: date, months: int) -> date:
    """The same day of the month so many months off, or its last day."""
    span = calendar.month(anchor.year, anchor.month + months)
    if span is None:
        return anchor
    return calendar.plus(span[0], min(anchor.day, span[1].day) - 1)


def _long(anchor: date, low: int, high: int, unit: str) -> calendar.Days | None:
    """The calendar months, years or decades so many units off."""
    if unit == "month":
        ends = [calendar.month(anchor.year, anchor.month + shift) for shift in (low, high)]
    else:
        size, slack = (10, 2) if unit == "decade" else (1, 0)
        years = sorted(anchor.year + shift * size for shift in (low, high))
        ends = [calendar.year(years[0] - slack), calendar.year(years[1] + slack)]
    if ends[0] is None or ends[1] is None:
        return None
    return min(ends[0][0], ends[1][0]), max(ends[0][1], ends[1][1])


def anaphor(frame: Frame, context: Context) -> Interval | None:
    """ "the next day", "two days later", "the previous month": counted from the day or point told last."""
    unit = frame.unit
    if frame.key == "event":
        return unknown(frame)
    anchor = context.day
    if unit in ("month", "year", "decade", "week") and context.point is not None and frame.shift != "count":
        anchor = context.point.start or context.day
    if anchor is None and frame.shift not in ("same", "that", "following", "next") and frame.sign <= 0:
        anchor = context.base
    if anchor is None:
        return unknown(frame)
    name = anchor.isoformat()
    if context.day is None and context.point is None:
        name = context.anchor or name
    if frame.shift == "count":
        if unit == "weekend":
            return whole_unit(unit, anchor, frame.sign, name)
        if unit in ("week", "month", "year") and (frame.low, frame.high) == (1, 1) and not _indefinite(frame, context):
            return whole_unit(unit, anchor, frame.sign, name)
        return counted(frame, anchor, frame.sign, name, anaphoric=True)
    sign = {"previous": -1, "preceding": -1, "next": 1, "following": 1}.get(frame.shift, 0)
    if unit == "day":
        found = calendar.plus(anchor, sign)
        return Interval(found, found, anaphoric=True, anchor=name)
    return whole_unit(unit, anchor, sign, name)


def _indefinite(frame: Frame, context: Context) -> bool:
    """ "a week later" is about seven days on; "the week after" is the calendar week."""
    return context.lexed.cls(frame.first) != "the"


def whole_unit(unit: str, anchor: date, sign: int, name: str) -> Interval | None:
    """The calendar week, weekend, month, year or decade of the anchor, or the one before or after it."""
    days: calendar.Days | None
    if unit in ("week", "fortnight"):
        days = calendar.week(anchor, sign)
    elif unit == "weekend":
        monday, sunday = calendar.week(anchor, sign)
        days = (calendar.plus(monday, 5), sunday)
    elif unit == "month":
        days = calendar.month(anchor.year, anchor.month + sign)
    elif unit == "year":
        days = calendar.year(anchor.year + sign)
    elif unit == "decade":
        first = (anchor.year + 10 * sign) // 10 * 10
        ends = calendar.year(first), calendar.year(first + 9)
        days = (ends[0][0], ends[1][1]) if ends[0] and ends[1] else None
    else:
        return None
    if days is None:
        return None
    return Interval(days[0], days[1], PRECISION.get(unit, "range"), anaphoric=True, anchor=name)


def window(frame: Frame, context: Context) -> Interval | None:
    """ "the past 24 hours": so many units up to publication (or up to a day of the text), both ends included."""
    base, name = context.base, context.anchor
    if frame.key == "anaphor" and context.day is not None:
        base, name = context.day, context.day.isoformat()
    if base is None:
        return None
    high, unit = frame.high, frame.unit
    if unit in ("minute", "hour"):
        far = calendar.plus(base, frame.sign * (0 if unit == "minute" else -(-high // 24)))
    elif unit in DAYS:
        far = calendar.plus(base, frame.sign * high * DAYS[unit])
    elif unit in MONTHS:
        far = months_off(base, frame.sign * high * MONTHS[unit])
    else:
        return None
    start, end = ordered(base, far)
    return Interval(start, end, "range", approx=frame.about, anaphoric=frame.key == "anaphor", anchor=name)
