"""Joins frames that stand side by side: "4 p.m." + "on Tuesday", "Sunday" + "(Jan 27)", "May 3" + "and" + "May 7".

Frames are pushed on a stack; the top two are joined as long as a row of the table allows it, so the work is linear.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from casus.reading.times.frame import DAYS, PERIODS, POINTS, Frame
from casus.reading.times.grammar import compile_
from casus.reading.times.lexer import Lexed

Join = Callable[[Lexed, Frame, Frame], Frame | None]
_GAP = 5  # tokens: the longest gap of the table


def _time_of_day(lexed: Lexed, time: Frame, day: Frame) -> Frame | None:
    """ "dawn on Thursday": the day keeps the time's part and clock."""
    part = time.part or (day.part if time.clock else "")
    if day.kind == "anaphor" and day.unit not in ("day", ""):
        return None
    return replace(
        day, first=time.first, part=part or day.part, clock=time.clock or day.clock, mod=time.mod or day.mod,
        about=time.about or day.about,
    )  # fmt: skip


def _day_and_time(lexed: Lexed, day: Frame, time: Frame) -> Frame | None:
    if (day.clock and time.clock) or (day.part and time.part) or day.kind in ("fixed",):
        return None
    if day.kind == "anaphor" and day.unit not in ("day", ""):
        return None
    about = day.about or any(lexed.cls(i) == "ABOUT" for i in range(day.last, time.first))
    last = time.last + (1 if lexed.cls(day.last) == "OPEN" and lexed.cls(time.last) == "CLOSE" else 0)
    return replace(day, last=last, part=time.part or day.part, clock=time.clock or day.clock, about=about)


def _two_times(lexed: Lexed, left: Frame, right: Frame) -> Frame | None:
    """ "early" + "morning", "4 a.m." + "at dawn", "10:20 and 11:05": one time of day, the first clock."""
    if left.part and right.part:
        return None
    return replace(
        left, last=right.last, part=left.part or right.part, clock=left.clock or right.clock, mod=left.mod or right.mod
    )


def _modified(lexed: Lexed, mod: Frame, point: Frame) -> Frame | None:
    if mod.mod == "eve":
        return replace(point, first=mod.first, mod="eve") if point.kind in DAYS else None
    if point.kind == "time" and mod.mod in ("mid", "earlier", "later") and not point.part:
        return None
    if mod.mod in ("earlier", "later") and point.kind not in POINTS:
        return None
    if point.mod and point.kind != "time":
        return None
    return replace(point, first=mod.first, mod=mod.mod)


def _same_day(lexed: Lexed, left: Frame, right: Frame) -> Frame | None:
    """ "Sunday (Jan 27)", "yesterday, Monday 28 March", "16 May, Thursday": one day said twice."""
    kinds = {left.kind, right.kind}
    if len(kinds) < 2 or left.day2 or right.day2 or (left.shift or right.shift) in ("previous", "following"):
        return None
    opened = any(lexed.cls(i) == "OPEN" for i in range(left.last, right.first))
    closed = opened and lexed.cls(right.last) == "CLOSE"
    main, other = (left, right) if _RANK[left.kind] >= _RANK[right.kind] else (right, left)
    weekday = other.weekday if other.kind == "weekday" else main.weekday
    return replace(
        main, first=left.first, last=right.last + closed, weekday=weekday, part=left.part or right.part,
        clock=left.clock or right.clock, mod=left.mod or right.mod, attribute=right.attribute,
        right=other if main.kind == "weekday" else main.right,
    )  # fmt: skip


_RANK = {"date": 3, "dom": 2, "weekday": 1, "near": 2, "festival": 0}


def _range(lexed: Lexed, left: Frame, right: Frame) -> Frame | None:
    """ "from 3 May to 5 May", "between Friday and Sunday", "27 Jan-2 Feb", "June and July"."""
    if "span" in (left.kind, right.kind) or "range" in (left.kind, right.kind) or left.kind == "mod":
        return None
    if left.attribute or (left.kind == "time") != (right.kind == "time"):
        return None
    gap = [lexed.word(i) for i in range(left.last, right.first)]
    led = lexed.word(left.first - 1)
    if led == "the":
        led = lexed.word(left.first - 2)
    joined_by_and = "and" in gap or "," in gap
    if joined_by_and and led != "between":
        alike = left.kind == right.kind and left.kind in ("weekday", "month", "date", "dom", "near")
        if not alike or left.shift != right.shift or not _next_to(left, right):
            return None
    if "to" in gap and led not in ("from", "between") and left.kind != right.kind:
        return None
    return Frame("range", left.first, right.last, left=left, right=right, part=_common(left, right))


def _common(left: Frame, right: Frame) -> str:
    return left.part if left.part == right.part or not right.part else ""


def _next_to(left: Frame, right: Frame) -> bool:
    """True for "Tuesday and Wednesday", "June and July", not for "Tuesday and Friday" (two occasions)."""
    if left.kind == "weekday":
        return (right.weekday - left.weekday) % 7 == 1
    if left.kind == "month":
        return (right.month - left.month) % 12 == 1
    return left.kind == "near"


def _offset(lexed: Lexed, span: Frame, point: Frame) -> Frame | None:
    """ "ten days after the start of the war", "two days before Christmas", "three days from 13 March"."""
    back = lexed.word(span.last - 1) in ("before", "earlier", "prior") or any(
        lexed.word(i) in ("before", "prior") for i in range(span.last, point.first)
    )
    unit = span.unit
    return Frame(
        "offset", span.first, point.last, low=span.low or 1, high=span.high or 1, unit=unit, sign=-1 if back else 1,
        right=point, part=span.part, about=span.about,
    )  # fmt: skip


def _up_to(lexed: Lexed, span: Frame, point: Frame) -> Frame | None:
    """ "the 24 hours to Sunday"."""
    if lexed.word(span.first - 1) != "the" or span.low != span.high:
        return None
    return Frame("upto", span.first, point.last, high=span.high, unit=span.unit, right=point)


def _week_of(lexed: Lexed, week: Frame, point: Frame) -> Frame | None:
    """ "the week of May 3", "the week ending 30 July"."""
    return Frame("upto", week.first, point.last, mod=week.mod, unit="week", high=1, right=point)


def _hung(lexed: Lexed, anaphor: Frame, point: Frame) -> Frame | None:
    """The same for "a day before" + "Christmas", where the rule took the word before or after with it."""
    if anaphor.shift != "count" or lexed.word(anaphor.last - 1) not in ("before", "after", "prior"):
        return None
    return _offset(lexed, anaphor, point)


def _year_told(lexed: Lexed, point: Frame, year: Frame) -> Frame | None:
    """ "December 24 last year", "June of last year", "the same year"."""
    if year.unit != "year" or point.year or point.kind not in ("date", "month", "season", "festival", "quarter"):
        return None
    shift = year.shift
    return replace(point, last=year.last, year_shift=shift) if shift else None


def _with_year(lexed: Lexed, point: Frame, year: Frame) -> Frame | None:
    if point.year or point.year_shift or point.kind not in ("festival", "date", "season", "quarter"):
        return None
    return replace(point, last=year.last, year=year.year)


def _into(lexed: Lexed, near: Frame, day: Frame) -> Frame | None:
    """ "overnight into Tuesday", "overnight Monday to Tuesday" (the range is joined first), "overnight on Tuesday"."""
    if near.key != "overnight":
        return None
    if any(lexed.word(i) in ("into", "to", "through") for i in range(near.last, day.first)):
        return replace(day, first=near.first, part="night", key="into")
    return replace(day, first=near.first, part="night")


_TIME = frozenset({"time"})
_SPOT = DAYS | {"range"}
_ABSOLUTE = frozenset(
    {"date", "month", "year", "season", "festival", "fixed", "war", "weekday", "near", "dom", "period"}
)

# Rows: kinds on the left, what may stand between ("" is nothing), kinds on the right, how they join. First fit wins.
TABLE: tuple[tuple[frozenset[str], re.Pattern[str], frozenset[str], Join], ...] = tuple(
    (left, compile_(f"({gap})"), right, join)
    for left, gap, right, join in (
        (
            frozenset({"mod"}),
            "|HYPH|on|in|of|at|on the|in the|of the|the|COMMA on|of the UNIT of",
            POINTS | _TIME,
            _modified,
        ),
        (
            frozenset({"near"}),
            "|on|into|to|through|from|of",
            frozenset({"weekday", "date", "dom", "range"}),
            _into,
        ),
        (
            _TIME,
            "|on|of|of the|on the|COMMA|COMMA? local X COMMA? on?|COMMA on|from|between|in the|the|at|OPEN",
            _SPOT,
            _time_of_day,
        ),
        (
            DAYS,
            "|at|in|in the|at the|during|during the|COMMA|COMMA at|COMMA? at? ABOUT|by|before|after|OPEN|DASH|COLON|"
            "in the ABOUT|COMMA in the|from|to the|ABOUT the|until|COMMA before",
            _TIME,
            _day_and_time,
        ),
        (_TIME, "|in|in the|of the|at|of|COMMA|HYPH|to|DASH|local|and|until|the", _TIME, _two_times),
        (
            frozenset({"weekday", "near", "date", "dom"}),
            "|COMMA|OPEN|the|COMMA the|COMMA on|SLASH|DASH",
            frozenset({"date", "dom", "weekday"}),
            _same_day,
        ),
        (frozenset({"festival"}), "COMMA|OPEN", frozenset({"date"}), _same_day),
        (frozenset({"anaphor"}), "|the|ABOUT", _ABSOLUTE, _hung),
        (frozenset({"span"}), "(to|until|ending) on?", DAYS, _up_to),
        (frozenset({"weekof"}), "|the|on", DAYS, _week_of),
        (frozenset({"span"}), "(before|after|following|prior to|from|since) (the|last)?", _ABSOLUTE, _offset),
        (
            frozenset({"date", "month", "season", "festival", "quarter"}),
            "|of|COMMA|in|COMMA of",
            frozenset({"period", "anaphor"}),
            _year_told,
        ),
        (frozenset({"festival", "date", "season", "quarter"}), "|of|in|COMMA|OPEN", frozenset({"year"}), _with_year),
        (
            DAYS | PERIODS,
            "(and|to|until) the?|till|through|thru|into|HYPH|DASH|SLASH|and on|COMMA and",
            DAYS | PERIODS,
            _range,
        ),
    )
)


def joined(lexed: Lexed, frames: list[Frame]) -> list[Frame]:
    """The frames after joining, in order."""
    stack: list[Frame] = []
    for frame in frames:
        stack.append(frame)
        while len(stack) > 1:
            merged = _try(lexed, stack[-2], stack[-1])
            if merged is None:
                break
            stack[-2:] = [merged]
    return stack


def _try(lexed: Lexed, left: Frame, right: Frame) -> Frame | None:
    if not 0 <= right.first - left.last <= _GAP:
        return None
    if lexed.tokens[left.first].sentence != lexed.tokens[right.first].sentence:
        return None
    gap = lexed.symbols[left.last : right.first]
    for lefts, pattern, rights, join in TABLE:
        if left.kind in lefts and right.kind in rights and pattern.fullmatch(gap):
            merged = join(lexed, left, right)
            if merged is not None:
                return merged
    return None
