"""Frames to intervals of days: one function a kind, told by `KINDS`.

Each function gets the frame and the context and returns an interval, or `None` for words that can't be a time at all
(31 February). What can't be told is an interval open at both ends, never the publication date.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from casus.model import Interval
from casus.reading.times import calendar
from casus.reading.times import clock as clocks
from casus.reading.times import resolve_days as days
from casus.reading.times import resolve_distances as distances
from casus.reading.times import resolve_periods as periods
from casus.reading.times.context import PRECISION, Context, ordered, unknown
from casus.reading.times.frame import Frame


def resolve(frame: Frame, context: Context) -> Interval | None:
    """The interval of a frame; `None` drops the mention."""
    interval = KINDS[frame.kind](frame, context)
    if interval is None:
        return None
    part = frame.part or interval.part or _part(frame, interval)
    time = _clock(frame.clock, part)
    timed = interval.precision == "day" and (part or time)
    return replace(
        interval,
        part=part,
        clock=time or interval.clock,
        approx=interval.approx or frame.about,
        precision="part" if timed else interval.precision,
    )


def _clock(time: str, part: str | None) -> str | None:
    """A time of day; "~04:30" is one of two until a part of the day decides."""
    if not time.startswith("~"):
        return time or None
    return clocks.with_part(int(time[1:3]), int(time[4:]), part) or None if part else None


def _part(frame: Frame, interval: Interval) -> str | None:
    """ "early" and "late" on a day are parts of it; "mid" is not said of days."""
    return frame.mod if interval.precision in ("day", "part") and frame.mod in ("early", "late") else None


def _offset(frame: Frame, context: Context) -> Interval | None:
    assert frame.right is not None
    base = resolve(frame.right, context)
    anchor = None if base is None else base.start if frame.sign < 0 else (base.end or base.start)
    if anchor is None:
        return unknown(frame, anaphoric=frame.right.kind in ("war", "anaphor"))
    name = anchor.isoformat()
    return distances.counted(frame, anchor, frame.sign, name, anaphoric=False)


def _up_to(frame: Frame, context: Context) -> Interval | None:
    """ "the 24 hours to Sunday", "the week of May 3", "the week beginning 3 May"."""
    assert frame.right is not None
    point = resolve(frame.right, context)
    if point is None or point.start is None or point.end is None:
        return point
    if frame.mod == "of":
        start, end = calendar.week(point.start)
    elif frame.mod:
        shift = -6 if frame.mod == "ending" else 6
        start, end = ordered(point.end, calendar.plus(point.end, shift))
    else:
        window = distances.window(replace(frame, kind="window", sign=-1), replace(context, base=point.end, anchor=None))
        if window is None or window.start is None:
            return point
        start, end = window.start, point.end
    return replace(point, start=start, end=end, precision="week" if frame.mod else "range", part=None, clock=None)


def _war(frame: Frame, context: Context) -> Interval | None:
    """The first day of the war that the report is about."""
    day = context.wars.start(frame.key, context.base)
    return Interval(day, day, anchor=day.isoformat()) if day else unknown(frame)


def _fixed(frame: Frame, context: Context) -> Interval | None:
    """Days that the table names outright."""
    return Interval(frame.start, frame.end, "day" if frame.start == frame.end else "range")


def _range(frame: Frame, context: Context) -> Interval | None:
    """From the first day of the left end to the last of the right; a year told on the right holds for both."""
    left, right = frame.left, frame.right
    assert left is not None and right is not None
    if right.year and not left.year and left.kind in ("date", "month"):
        later = (left.month, left.day) > (right.month, right.day)
        left = replace(left, year=right.year - later)
    if right.year_shift and not left.year_shift and left.kind in ("date", "month"):
        left = replace(left, year_shift=right.year_shift)
    if left.year and not right.year and right.kind in ("date", "month"):
        right = replace(right, year=left.year + ((left.month, left.day) > (right.month, right.day)))
    if left.kind == "dom" and right.kind == "date":
        left = replace(left, kind="date", month=right.month, year=right.year)
    ends = resolve(left, context), resolve(right, context)
    if ends[0] is None or ends[1] is None or ends[0].start is None or ends[1].end is None:
        return None
    start, end = ends[0].start, ends[1].end
    if start > end:
        start, end = _untangled(left, start, end)
    anchor = ends[0].anchor or ends[1].anchor
    return Interval(
        start, end, "range", part=frame.part or left.part or None, approx=ends[0].approx or ends[1].approx,
        anaphoric=ends[0].anaphoric or ends[1].anaphoric, year_inferred=ends[0].year_inferred or ends[1].year_inferred,
        anchor=anchor,
    )  # fmt: skip


def _untangled(left: Frame, start: date, end: date) -> calendar.Days:
    """ "from Friday to Monday" on a Friday: the Friday before; "from December to March": the December before."""
    if left.kind == "weekday":
        return calendar.plus(start, -7 * -(-(start - end).days // 7)), end
    if left.kind in ("date", "month") and not left.year:
        back = calendar.day(start.year - 1, start.month, min(start.day, 28))
        return (back or end), end
    return ordered(start, end)


def _time(frame: Frame, context: Context) -> Interval | None:
    return unknown(frame, anaphoric=True)


def _open(frame: Frame, context: Context) -> Interval | None:
    """Durations and frequencies lie nowhere by themselves."""
    return Interval(None, None, PRECISION.get(frame.unit, "range") if frame.kind == "span" else "range")


KINDS: dict[str, Callable[[Frame, Context], Interval | None]] = {
    "date": days.date_, "weekday": days.weekday, "near": days.near, "dom": days.day_of_month, "ago": distances.ago,
    "anaphor": distances.anaphor, "window": distances.window, "month": periods.month, "year": periods.year,
    "decade": periods.decade, "season": periods.season, "quarter": periods.quarter, "festival": periods.festival,
    "weekend": periods.weekend, "period": periods.period, "offset": _offset, "war": _war, "fixed": _fixed,
    "range": _range, "upto": _up_to, "nth": periods.nth, "time": _time, "span": _open, "frequency": _open,
}  # fmt: skip
