"""Frames to intervals of days: one function a kind, told by `KINDS`.

Each function gets the frame and the context and returns an interval, or `None` for words that can't be a time at all
(31 February). What can't be told is an interval open at both ends, never the publication date.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from casus.model import Interval, Precision
from casus.reading.times import calendar
from casus.reading.times.frame import Frame
from casus.reading.times.lexer import Lexed
from casus.reading.times.tense import tense
from casus.reading.times.wars import Wars

SOON = 45  # days: "on 2 June" without a verb, not yet come, is the coming one only so near
STALE = 290  # days: and only if the last one is so long past that a writer would have named its year
HINT = 400  # characters back in the paragraph in which a year carries over ("In 2015 ... On March 3 ...")
_MONTHS = {"month": 1, "year": 12, "decade": 120}
_DAYS = {"day": 1, "night": 1, "week": 7, "fortnight": 14}


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
    told_year: tuple[int, int] | None = None  # (year, offset where it was told)
    tenses: dict[int, str] = field(default_factory=dict)

    def tense(self, frame: Frame) -> str:
        """ "past", "future" or ""."""
        if frame.first not in self.tenses:
            self.tenses[frame.first] = tense(self.lexed, frame.first, frame.last)
        return self.tenses[frame.first]

    def hint(self, frame: Frame) -> int | None:
        """The year that the same paragraph told just before, if it still holds."""
        if self.told_year is None:
            return None
        year, at = self.told_year
        here = self.lexed.tokens[frame.first].start
        between = self.lexed.text[at:here] if here - at <= HINT else "\n\n"
        return None if "\n" in between else year


def resolve(frame: Frame, context: Context) -> Interval | None:
    """The interval of a frame; `None` drops the mention."""
    interval = KINDS[frame.kind](frame, context)
    if interval is None:
        return None
    return replace(
        interval,
        part=frame.part or interval.part or _part(frame, interval),
        clock=frame.clock or interval.clock,
        approx=interval.approx or frame.about,
        precision="part" if (frame.part or frame.clock) and interval.precision == "day" else interval.precision,
    )


def _part(frame: Frame, interval: Interval) -> str | None:
    """ "early" and "late" on a day are parts of it; "mid" is not said of days."""
    return frame.mod if interval.precision in ("day", "part") and frame.mod in ("early", "late") else None


def unknown(frame: Frame, anaphoric: bool = True) -> Interval:
    """An expression whose day can't be told."""
    precision: Precision = "part" if frame.part or frame.clock else _PRECISION.get(frame.unit, "day")
    return Interval(None, None, precision, part=frame.part or None, clock=frame.clock or None, anaphoric=anaphoric)


_PRECISION: dict[str, Precision] = {
    "day": "day", "night": "day", "week": "week", "fortnight": "week", "weekend": "range", "month": "month",
    "year": "year", "decade": "decade", "minute": "day", "hour": "day", "century": "range",
}  # fmt: skip


def _one(day: date, context: Context | None = None, inferred: bool = False) -> Interval:
    return Interval(day, day, "day", year_inferred=inferred, anchor=context.anchor if context else None)


def _span(
    days: calendar.Days | None, precision: Precision, context: Context | None = None, approx: bool = False
) -> Interval | None:
    if days is None:
        return None
    return Interval(days[0], days[1], precision, approx=approx, anchor=context.anchor if context else None)


def _clipped(interval: Interval | None, context: Context, future: bool) -> Interval | None:
    """A period under way ends, for what has happened in it, with the day of the report."""
    base = context.base
    if interval is None or base is None or future or interval.start is None or interval.end is None:
        return interval
    return replace(interval, end=base) if interval.start <= base < interval.end else interval


# --- days -----------------------------------------------------------------------------------------------------------


def _date(frame: Frame, context: Context) -> Interval | None:
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
    shifted = _shifted_year(frame, context)
    if shifted is not None:
        return shifted, False
    base = context.base
    hint = context.hint(frame)
    if hint is not None and (base is None or hint != base.year):
        return hint, True
    if base is None:
        return hint, True
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
    return _nearest(days, frame, context).year, True


def _war_may_hold(frame: Frame, context: Context, base: date) -> bool:
    """ "since October 7" a year and more later still means the war's first day; other dates mean the latest."""
    here = calendar.day(base.year, frame.month, frame.day)
    fresh = here is not None and 0 <= (base - here).days <= 14
    return not fresh and context.lexed.word(frame.first - 1) == "since"


def _nearest(days: list[date], frame: Frame, context: Context) -> date:
    """The latest of the days up to publication, or the next one if the verb says so (or says nothing and it is near)."""
    base = context.base
    assert base is not None
    # One day ahead still is past: the report's date may be a day behind the place it writes about.
    past = calendar.latest(days, calendar.plus(base, 1)) or days[0]
    ahead = next((found for found in days if found >= base), days[-1])
    told = context.tense(frame)
    if told == "future" or (not told and (base - past).days > STALE and (ahead - base).days <= SOON):
        return ahead
    return past


def _weekday_year(frame: Frame, base: date) -> int | None:
    """The year in which the day and month fall on the weekday named with them: this, last, next, up to 10 back."""
    for year in (base.year, base.year - 1, base.year + 1, *range(base.year - 2, base.year - 11, -1)):
        found = calendar.day(year, frame.month, frame.day)
        if found is not None and found.weekday() == frame.weekday and (found - base).days <= SOON:
            return year
    return None


def _shifted_year(frame: Frame, context: Context) -> int | None:
    if not frame.year_shift:
        return None
    if frame.year_shift in _SHIFT:
        return context.base.year + _SHIFT[frame.year_shift] if context.base else None
    if context.point is None or context.point.start is None:
        return None
    return context.point.start.year + {"previous": -1, "preceding": -1, "following": 1}.get(frame.year_shift, 0)


_SHIFT = {"last": -1, "past": -1, "this": 0, "next": 1, "coming": 1}


def _either(frame: Frame, context: Context) -> Interval | None:
    """ "03/04/2015": the reading next to publication if only one is within 60 days before it, else both as a range."""
    both = [calendar.day(frame.year, frame.month, frame.day), calendar.day(frame.year, frame.day, frame.month)]
    days = sorted(found for found in both if found is not None)
    if context.base is not None:
        close = [found for found in days if -1 <= (context.base - found).days <= 60]
        if len(close) == 1:
            return Interval(close[0], close[0], "day", approx=True, anchor=context.anchor)
    return Interval(days[0], days[-1], "range", approx=True)


def _day_of_month(frame: Frame, context: Context) -> Interval | None:
    """ "the 19th": of the month told last if that was a day, else the latest up to publication."""
    anchor = context.day
    base = context.base
    if anchor is None and base is None:
        return None
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
    return _one(chosen, context, inferred=True) if chosen else None


def _weekday(frame: Frame, context: Context) -> Interval | None:
    base = context.base
    if frame.shift in ("previous", "preceding", "following", "that", "same"):
        return _anaphoric_weekday(frame, context)
    if base is None:
        return None
    back = (base.weekday() - frame.weekday) % 7
    if frame.shift.endswith(" week"):
        return _weekday_of_week(frame, context, base)
    if frame.shift == "ago":
        return _one(calendar.plus(base, -back - 7 * frame.low), context)
    if frame.shift in ("last", "past"):
        return _one(calendar.plus(base, -(back or 7)), context)
    if frame.shift in ("next", "coming"):
        return _one(calendar.plus(base, (-back) % 7 or 7), context)
    future = context.tense(frame) == "future"
    chosen = calendar.plus(base, (-back) % 7) if future else calendar.plus(base, -back)
    if frame.mod == "eve":
        chosen = calendar.plus(chosen, -1)
    if frame.key == "into":
        return Interval(calendar.plus(chosen, -1), chosen, "part", part="night", anchor=context.anchor)
    return _one(chosen, context)


def _anaphoric_weekday(frame: Frame, context: Context) -> Interval | None:
    anchor = context.day
    if anchor is None:
        if frame.shift in ("that", "same") and context.base is not None:
            return _weekday(replace(frame, shift=""), context)
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


def _near(frame: Frame, context: Context) -> Interval | None:
    base = context.base
    if base is None:
        return None
    start, end = calendar.plus(base, frame.low), calendar.plus(base, frame.high)
    if frame.key == "into":
        start = calendar.plus(start, -1)
    return Interval(start, end, "day" if start == end else "part", anchor=context.anchor)


def _ago(frame: Frame, context: Context) -> Interval | None:
    if context.base is None:
        return None
    return _counted(frame, context.base, -1, context.anchor, anaphoric=False)


def _counted(frame: Frame, anchor: date, sign: int, name: str | None, anaphoric: bool) -> Interval | None:
    """`low`..`high` units before or after a day: exact for days, a week or a calendar month or year for longer units."""
    low, high, unit = frame.low, frame.high, frame.unit
    about = frame.about or low != high
    days: calendar.Days | None
    precision: Precision = _PRECISION.get(unit, "day")
    if unit in ("minute", "hour"):
        near, far = (0, 0) if unit == "minute" else (low // 24, -(-high // 24) if high > 3 else 0)
        days = _ordered(calendar.plus(anchor, sign * near), calendar.plus(anchor, sign * far))
        precision = "day" if days[0] == days[1] else "range"
        about = about or days[0] != days[1]
    elif unit in _DAYS:
        slack = 3 if _DAYS[unit] > 1 and frame.key != "exact" else 0
        days = _ordered(calendar.plus(anchor, sign * low * _DAYS[unit]), calendar.plus(anchor, sign * high * _DAYS[unit]))
        days = (calendar.plus(days[0], -slack), calendar.plus(days[1], slack))
        about = about or slack > 0
        precision = "day" if days[0] == days[1] else precision if precision != "day" else "range"
    elif frame.key == "exact" and low == high:
        found = _months_off(anchor, sign * low * _MONTHS.get(unit, 1))
        days, precision = (found, found), "day"
    elif unit in _MONTHS:
        days, about = _long(anchor, sign * low, sign * high, unit), True
    else:
        return None
    if days is None:
        return None
    return Interval(days[0], days[1], precision, approx=about, anaphoric=anaphoric, anchor=name)


def _ordered(left: date, right: date) -> calendar.Days:
    return (left, right) if left <= right else (right, left)


def _months_off(anchor: date, months: int) -> date:
    span = calendar.month(anchor.year, anchor.month + months)
    if span is None:
        return anchor
    return calendar.plus(span[0], min(anchor.day, span[1].day) - 1)


def _long(anchor: date, low: int, high: int, unit: str) -> calendar.Days | None:
    """The calendar months, years or decades so many units off."""
    if unit == "month":
        ends = [calendar.month(anchor.year, anchor.month + shift) for shift in (low, high)]
    else:
        size = 10 if unit == "decade" else 1
        ends = [calendar.year(anchor.year + shift * size) for shift in (low, high)]
        if unit == "decade":
            ends = [(calendar.plus(e[0], -730), calendar.plus(e[1], 730)) if e else None for e in ends]
    if ends[0] is None or ends[1] is None:
        return None
    return min(ends[0][0], ends[1][0]), max(ends[0][1], ends[1][1])


# --- counted from another day of the text ---------------------------------------------------------------------------


def _anaphor(frame: Frame, context: Context) -> Interval | None:
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
            return _whole(unit, anchor, frame.sign, name)
        if unit in ("week", "month", "year") and (frame.low, frame.high) == (1, 1) and not _indefinite(frame, context):
            return _whole(unit, anchor, frame.sign, name)
        return _counted(frame, anchor, frame.sign, name, anaphoric=True)
    sign = {"previous": -1, "preceding": -1, "next": 1, "following": 1}.get(frame.shift, 0)
    if unit == "day":
        found = calendar.plus(anchor, sign)
        return Interval(found, found, anaphoric=True, anchor=name)
    return _whole(unit, anchor, sign, name)


def _indefinite(frame: Frame, context: Context) -> bool:
    """ "a week later" is about seven days on; "the week after" is the calendar week."""
    return context.lexed.cls(frame.first) != "the"


def _whole(unit: str, anchor: date, sign: int, name: str) -> Interval | None:
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
    return Interval(days[0], days[1], _PRECISION.get(unit, "range"), anaphoric=True, anchor=name)


def _offset(frame: Frame, context: Context) -> Interval | None:
    assert frame.right is not None
    base = resolve(frame.right, context)
    anchor = None if base is None else base.start if frame.sign < 0 else (base.end or base.start)
    if anchor is None:
        return unknown(frame, anaphoric=frame.right.kind in ("war", "anaphor"))
    name = anchor.isoformat()
    return _counted(frame, anchor, frame.sign, name, anaphoric=False)


def _war(frame: Frame, context: Context) -> Interval | None:
    day = context.wars.start(frame.key, context.base)
    return Interval(day, day, anchor=day.isoformat()) if day else unknown(frame)


def _fixed(frame: Frame, context: Context) -> Interval | None:
    return Interval(frame.start, frame.end, "day" if frame.start == frame.end else "range")


# --- periods --------------------------------------------------------------------------------------------------------


def _month(frame: Frame, context: Context) -> Interval | None:
    year, inferred, future = _year_of_month(frame, context)
    if year is None:
        return None
    whole = calendar.month(year, frame.month)
    interval = _span(_within(whole, frame.mod, "month"), "month", approx=frame.mod in _LOOSE_MODS)
    if interval is None:
        return None
    interval = replace(interval, year_inferred=inferred, anchor=context.anchor if inferred else None)
    return _clipped(interval, context, future)


_LOOSE_MODS = frozenset({"early", "mid", "late", "daysfirst", "dayslast"})


def _year_of_month(frame: Frame, context: Context) -> tuple[int | None, bool, bool]:
    """(year, inferred, lies ahead) of a month."""
    if frame.year:
        return frame.year, False, False
    shifted = _shifted_year(frame, context)
    if shifted is not None:
        return shifted, False, False
    base, hint = context.base, context.hint(frame)
    if hint is not None and not frame.shift and (base is None or hint != base.year):
        return hint, True, False
    if base is None:
        return None, True, False
    latest = base.year if frame.month <= base.month else base.year - 1
    if frame.shift in ("last", "past"):
        return (latest if frame.month != base.month else base.year - 1), True, False
    told = context.tense(frame)
    stale = (frame.month - base.month) % 12 in (1, 2) and not told and frame.shift != "that"
    if frame.shift == "next" or told == "future" or (stale and frame.shift == "this"):
        return (base.year if frame.month >= base.month else base.year + 1), True, True
    return latest, True, False


def _within(whole: calendar.Days | None, mod: str, unit: str) -> calendar.Days | None:
    """The part of a period that "early", "mid", "late", "the first week of" name."""
    if whole is None or not mod or mod in ("earlier", "later"):
        return whole
    start, end = whole
    size = (end - start).days + 1
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


def _year(frame: Frame, context: Context) -> Interval | None:
    interval = _span(_within(calendar.year(frame.year), frame.mod, "year"), "year", approx=frame.mod in _LOOSE_MODS)
    return _clipped(interval, context, context.base is not None and frame.year > context.base.year)


def _decade(frame: Frame, context: Context) -> Interval | None:
    parts = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}
    low, high = parts.get(frame.mod, (0, 9))
    first, last = calendar.year(frame.year + low), calendar.year(frame.year + high)
    if first is None or last is None:
        return None
    interval = Interval(first[0], last[1], "decade", approx=frame.mod in _LOOSE_MODS)
    return _clipped(interval, context, False)


def _season(frame: Frame, context: Context) -> Interval | None:
    """Northern seasons, always approximate: the text does not tell the hemisphere."""
    year = frame.year or _shifted_year(frame, context) or 0
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
    days = _within((first[0], last[1]), frame.mod, "season")
    interval = _span(days, "season", context if inferred else None, approx=True)
    ahead = context.base is not None and interval is not None and interval.start is not None and interval.start > context.base
    return _clipped(replace(interval, year_inferred=inferred) if interval else None, context, ahead)


def _quarter(frame: Frame, context: Context) -> Interval | None:
    year, inferred = frame.year or _shifted_year(frame, context), False
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
    return _clipped(interval, context, False)


def _festival(frame: Frame, context: Context) -> Interval | None:
    base = context.base
    year = frame.year or _shifted_year(frame, context) or 0
    if frame.key.startswith("omonth ") and year and year < 1900:
        year += calendar.other_months()[frame.key[7:]].offset
    if not year and base is None:
        return None
    around = range(year, year + 1) if year else range(base.year - 2, base.year + 3) if base else range(0)
    days = calendar.festival_firsts(frame.key, around)
    if not days:
        return None
    if frame.day:
        days = [calendar.plus(first, frame.day - 1) for first in days]
    first = days[-1] if year and frame.key != "eid" else days[0] if year else _nearest(days, frame, context)
    length, approx = calendar.festival_length(frame.key)
    end = first if frame.day else calendar.plus(first, length - 1)
    if frame.mod == "eve":
        first = end = calendar.plus(first, -1)
    elif frame.mod and not frame.day:
        days_in = _within((first, end), frame.mod, "festival")
        first, end = days_in or (first, end)
    single = first == end
    interval = Interval(
        first, end, "day" if single else "range", approx=approx or frame.mod in _LOOSE_MODS, year_inferred=not year,
        anchor=None if year else context.anchor,
    )  # fmt: skip
    return _clipped(interval, context, context.tense(frame) == "future")


def _weekend(frame: Frame, context: Context) -> Interval | None:
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
    return _clipped(interval, context, future)


def _period(frame: Frame, context: Context) -> Interval | None:
    """ "last week", "earlier this month", "late last year", "next decade"."""
    base = context.base
    if base is None:
        return None
    shift = _SHIFT.get(frame.shift, 0)
    whole = _whole(frame.unit, base, shift, context.anchor or "")
    if whole is None or whole.start is None or whole.end is None:
        return None
    days = _within((whole.start, whole.end), frame.mod, frame.unit)
    if days is None:
        return None
    interval = Interval(days[0], days[1], whole.precision, approx=frame.mod in _LOOSE_MODS, anchor=context.anchor)
    if shift:
        return interval
    if frame.mod == "later":
        return replace(interval, start=base)
    return _clipped(interval, context, context.tense(frame) == "future")


def _window(frame: Frame, context: Context) -> Interval | None:
    """ "the past 24 hours": so many units up to publication (or up to a day of the text), both ends included."""
    base, name = context.base, context.anchor
    if frame.key == "anaphor" and context.day is not None:
        base, name = context.day, context.day.isoformat()
    if base is None:
        return None
    high, unit = frame.high, frame.unit
    if unit in ("minute", "hour"):
        far = calendar.plus(base, frame.sign * (0 if unit == "minute" else -(-high // 24)))
    elif unit in _DAYS:
        far = calendar.plus(base, frame.sign * high * _DAYS[unit])
    elif unit in _MONTHS:
        far = _months_off(base, frame.sign * high * _MONTHS[unit])
    else:
        return None
    start, end = _ordered(base, far)
    return Interval(start, end, "range", approx=frame.about, anaphoric=frame.key == "anaphor", anchor=name)


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
    anchor = next((found.anchor for found in ends if found.anchor), None)
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
    return _ordered(start, end)


def _time(frame: Frame, context: Context) -> Interval | None:
    return unknown(frame, anaphoric=True)


def _open(frame: Frame, context: Context) -> Interval | None:
    """Durations and frequencies lie nowhere by themselves."""
    return Interval(None, None, _PRECISION.get(frame.unit, "range") if frame.kind == "span" else "range")


KINDS: dict[str, Callable[[Frame, Context], Interval | None]] = {
    "date": _date, "weekday": _weekday, "near": _near, "dom": _day_of_month, "ago": _ago, "anaphor": _anaphor,
    "offset": _offset, "war": _war, "fixed": _fixed, "month": _month, "year": _year, "decade": _decade,
    "season": _season, "quarter": _quarter, "festival": _festival, "weekend": _weekend, "period": _period,
    "window": _window, "range": _range, "time": _time, "span": _open, "frequency": _open,
}  # fmt: skip
