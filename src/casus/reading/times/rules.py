"""The rules of `data/times/rules.tsv`: patterns over token classes, each with a builder of frames that may refuse.

Of the frames that start at one token the longest is taken; a rule that refuses leaves the words to shorter ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from casus.reading.times import days, distances, hours, periods
from casus.reading.times.frame import Frame
from casus.reading.times.grammar import compile_, required
from casus.reading.times.lexer import Lexed
from casus.reading.times.tables import rows
from casus.reading.times.wars import war_frames

Build = Callable[[Lexed, int, int], Frame | None]

BUILDERS: dict[str, Build] = {
    "calendar": days.calendar,
    "numeric": days.numeric,
    "dtg": days.dtg,
    "other_month": days.other_month,
    "day_of_month": days.day_of_month,
    "day_of_a_month": days.day_of_a_month,
    "nth_weekday": days.nth_weekday,
    "weekday": days.weekday,
    "weekday_week": days.weekday_week,
    "weekday_ago": days.weekday_ago,
    "near": days.near,
    "overnight": days.overnight,
    "month": periods.month,
    "period": periods.period,
    "before_last": periods.before_last,
    "week_of": periods.week_of,
    "weekend": periods.weekend,
    "window": periods.window,
    "year": periods.year,
    "decade": periods.decade,
    "season": periods.season,
    "quarter": periods.quarter,
    "festival": periods.festival,
    "named": periods.named,
    "ago": distances.ago,
    "later": distances.later,
    "anaphor_part": distances.anaphor_part,
    "in_the": distances.in_the,
    "same_date": distances.same_date,
    "eve": distances.eve,
    "then": distances.then,
    "part": hours.part,
    "clock": hours.clock,
    "clock_near": hours.clock_near,
    "spoken_clock": hours.spoken_clock,
    "span": hours.span,
    "nothing": hours.nothing,
    "frequency": hours.frequency,
}
# Short for patterns that many rules share. COUNT: "about two to three", "a year and a half" without its unit.
_N = "(NUM|NUMW|VAGUE|A)"
SHORT = {
    "{N}": _N,
    "{COUNT}": f"(ABOUT|exactly)* {_N} ((to|or|HYPH|and) (NUM|NUMW|half|A half))?",
    "{UNIT}": "(UNIT|UNITS|NIGHT)",
    "{DAY}": "(NUM|ORD|ORDW)",
}
_MODS = compile_("MOD|earlier|later")


@cache
def rules() -> tuple[tuple[str, re.Pattern[str], Build], ...]:
    """(symbols every match holds, pattern, builder), in the table's order."""
    out = []
    for builder, pattern, _ in rows("rules"):
        for short, long in SHORT.items():
            pattern = pattern.replace(short, long)
        out.append((required(pattern), compile_(pattern), BUILDERS[builder]))
    return tuple(out)


def frames(lexed: Lexed) -> list[Frame]:
    """The frames of a text in order, not overlapping: at each token the longest that some rule accepts."""
    found: list[Frame] = []
    for needed, pattern, build in rules():
        if any(symbol not in lexed.symbols for symbol in needed):
            continue
        for match in pattern.finditer(lexed.symbols):
            frame = build(lexed, match.start(), match.end())
            if frame is not None and lexed.tokens[frame.first].sentence == lexed.tokens[frame.last - 1].sentence:
                found.append(frame)
    for match in _MODS.finditer(lexed.symbols):
        token = lexed.tokens[match.start()]
        found.append(Frame("mod", match.start(), match.end(), mod=token.value or token.text))
    found.extend(war_frames(lexed))
    found.sort(key=lambda frame: (frame.first, -frame.last))
    return list(_leftmost(lexed, found))


def _leftmost(lexed: Lexed, found: list[Frame]) -> Iterator[Frame]:
    end = 0
    for frame in found:
        if frame.first >= end:
            if lexed.cls(frame.last) == "POSS" and frame.kind not in ("mod", "time", "span"):
                frame = replace(frame, attribute=True)
            yield frame
            end = frame.last
