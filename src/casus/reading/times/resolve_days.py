"""Days of the calendar and of the week to intervals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from casus.model import Interval, Precision
from casus.reading.times import calendar
from casus.reading.times.context import (
    SHIFT,
    Context,
    one,
    shifted_year,
    unknown,
)
from casus.reading.times.frame import Frame
from casus.reading.times.wars import war_nouns

SOON = 45  # days: "on 2 June" without a verb, not yet come, is the coming one only so near


STALE = 290  # days: and only if the last one is so long past that a writer would have named its year


FAR = 200  # days: further ahead a writer would have named the year, whatever the verb beside it says


FRESH = 31  # days


def date_(frame: Frame, context: Context) -> Interval | None:
    """ "3 May", "3 May 2024"."""
    if frame.key == "either":
        return _either(frame, context)
    year, inferred = _year_of(frame, context)
    if year is None:
        return None
    start = calendar.day(year, frame.month, frame.day)
    if start is None:
        return None
    anchor = context.anchor if inferred else None
    if frame.mod == "eve":
        start = calendar.plus(start, -1)
    end = calendar.day(year, frame.month, frame.day2) if frame.day2 else start
    if end is None:
        return None
    precision: Precision = "range" if frame.day2 else "day"
    return Interval(start, end, precision, year_inferred=inferred, anchor=anchor)


def _year_of(frame: Frame, context: Context) -> tuple[int | None, bool]:
    """(year, inferred) of a day and month."""
    if frame.year:
        return frame.year, False
    shifted = shifted_year(frame, context)
    if shifted is not None:
        return shifted, False
    base = context.base
    hint = context.hint(frame)
    if hint is not None and not _fresh(frame, base) and context.tense(frame) != "future":
        return hint, True
    if base is None:
        return None, True
    if frame.weekday >= 0:
        year = _weekday_year(frame, base)
        if year is not None:
            return year, True
    days = [found for y in range(base.year - 4, base.year + 5) if (found := calendar.day(y, frame.month, frame.day))]
    if not days:
        return None, True
    war = context.wars.is_start(frame.month, frame.day, base) if _war_may_hold(frame, context, base) else None
    if war is not None:
        return war.year, True
    return nearest(days, frame, context).year, True


def _fresh(frame: Frame, base: date | None) -> bool:
    """True if the day of the year has just passed: then it is news, whatever year was told before it."""
    if base is None:
        return False
    days = (calendar.day(year, frame.month, frame.day) for year in (base.year, base.year - 1))
    return any(found is not None and 0 <= (base - found).days <= FRESH for found in days)


def _war_may_hold(frame: Frame, context: Context, base: date) -> bool:
    """ "since October 7" a year and more later still means the war's first day; other dates mean the latest."""
    here = calendar.day(base.year, frame.month, frame.day)
    fresh = here is not None and 0 <= (base - here).days <= 14
    led = context.lexed.word(frame.first - 1)
    if led == "the":
        led = context.lexed.word(frame.first - 2)
    return not fresh and (led == "since" or context.lexed.word(frame.last) in war_nouns())


def nearest(days: list[date], frame: Frame, context: Context) -> date:
    """The latest of the days up to publication, or the next if the verb says so or it is near."""
    base = context.base
    assert base is not None
    # One day ahead still is past: the report's date may be a day behind the place it writes about.
    past = calendar.latest(days, calendar.plus(base, 1 if frame.kind == "date" else 0)) or days[0]
    ahead = next((found for found in days if found >= base), days[-1])
    told = context.tense(frame)
    if led_by_until(frame, context):
        return ahead if (ahead - base) < (base - past) else past
    if (told == "future" and (ahead - base).days <= FAR) or (
        not told and (base - past).days > STALE and (ahead - base).days <= SOON
    ):
        return ahead
    return past


def led_by_until(frame: Frame, context: Context) -> bool:
    """ "shut until January": the nearer one, whichever way."""
    return context.lexed.word(frame.first - 1) in ("until", "till", "through")


def _weekday_year(frame: Frame, base: date) -> int | None:
    """The year in which the day and month fall on the weekday named with them: this, last or next; else `None`."""
    for year in (base.year, base.year - 1, base.year + 1):
        found = calendar.day(year, frame.month, frame.day)
        if found is not None and found.weekday() == frame.weekday and (found - base).days <= SOON:
            return year
    return None


def _either(frame: Frame, context: Context) -> Interval | None:
    """ "03/04/2015": the reading next to publication if only one is within 60 days before it, else both as a range."""
    both = [calendar.day(frame.year, frame.month, frame.day), calendar.day(frame.year, frame.day, frame.month)]
    days = sorted(found for found in both if found is not None)
    if context.base is not None:
        close = [found for found in days if -1 <= (context.base - found).days <= 60]
        if len(close) == 1:
            return Interval(close[0], close[0], "day", approx=True, anchor=context.anchor)
    return Interval(days[0], days[-1], "range", approx=True)


def day_of_month(frame: Frame, context: Context) -> Interval | None:
    """ "the 19th": of the month told last if that was a day, else the latest up to publication."""
    anchor = context.day
    base = context.base
    if anchor is None and base is None:
        return None
    if frame.shift in SHIFT and base is not None:
        whole = calendar.month(base.year, base.month + SHIFT[frame.shift])
        found = calendar.day(whole[0].year, whole[0].month, frame.day) if whole else None
        return one(found, context, inferred=True) if found else None
    if anchor is not None and (base is None or anchor.month != base.month or anchor.year != base.year):
        found = calendar.day(anchor.year, anchor.month, frame.day)
        if found is not None:
            return Interval(found, found, anaphoric=True, anchor=anchor.isoformat())
    if base is None:
        return None
    around = (calendar.month(base.year, base.month + shift) for shift in (-2, -1, 0, 1, 2))
    days = [found for m in around if m and (found := calendar.day(m[0].year, m[0].month, frame.day))]
    if frame.weekday >= 0:
        days = [found for found in days if found.weekday() == frame.weekday] or days
    past = calendar.latest(days, calendar.plus(base, 1))
    ahead = next((found for found in days if found >= base), None)
    chosen = ahead if context.tense(frame) == "future" and ahead is not None else past
    return one(chosen, context, inferred=True) if chosen else None


def weekday(frame: Frame, context: Context) -> Interval | None:
    """The latest such day up to publication, unless the words or the verb say otherwise."""
    base = context.base
    if frame.shift in ("previous", "preceding", "following", "that", "same"):
        return _anaphoric_weekday(frame, context)
    if base is None:
        return None
    back = (base.weekday() - frame.weekday) % 7
    if frame.shift.endswith(" week"):
        return _weekday_of_week(frame, context, base)
    if frame.shift == "ago":
        return one(calendar.plus(base, -back - 7 * frame.low), context)
    if frame.shift in ("last", "past"):
        return one(calendar.plus(base, -(back or 7)), context)
    if frame.shift in ("next", "coming"):
        return one(calendar.plus(base, (-back) % 7 or 7), context)
    future = context.tense(frame) == "future"
    chosen = calendar.plus(base, (-back) % 7) if future else calendar.plus(base, -back)
    if frame.mod == "eve":
        chosen = calendar.plus(chosen, -1)
    if frame.key == "into":
        return Interval(calendar.plus(chosen, -1), chosen, "part", part="night", anchor=context.anchor)
    return one(chosen, context)


def _anaphoric_weekday(frame: Frame, context: Context) -> Interval | None:
    anchor = context.day
    if anchor is None:
        if frame.shift in ("that", "same") and context.base is not None:
            return weekday(replace(frame, shift=""), context)
        return unknown(frame)
    back = (anchor.weekday() - frame.weekday) % 7
    days = {"previous": -(back or 7), "preceding": -(back or 7), "following": (-back) % 7 or 7}.get(frame.shift, -back)
    found = calendar.plus(anchor, days)
    return Interval(found, found, anaphoric=True, anchor=anchor.isoformat())


def _weekday_of_week(frame: Frame, context: Context, base: date) -> Interval | None:
    shift = frame.shift.split()[0]
    anchor, anaphoric = base, shift in ("previous", "following", "same", "that")
    if anaphoric:
        if context.day is None:
            return unknown(frame)
        anchor = context.day
    weeks = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(shift, 0)
    found = calendar.plus(calendar.week(anchor, weeks)[0], frame.weekday)
    return Interval(found, found, anaphoric=anaphoric, anchor=anchor.isoformat() if anaphoric else context.anchor)


def near(frame: Frame, context: Context) -> Interval | None:
    """ "yesterday", "overnight"."""
    base = context.base
    if base is None:
        return None
    start, end = calendar.plus(base, frame.low), calendar.plus(base, frame.high)
    if frame.key == "into":
        start = calendar.plus(start, -1)
    return Interval(start, end, "day" if start == end else "part", anchor=context.anchor)
