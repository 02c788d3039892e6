"""The rules: patterns over token classes, each with a function that builds a `Frame` or refuses.

Of the frames that start at one token the longest is taken; a rule that refuses leaves the words to shorter ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from casus.reading.times import clock as clocks
from casus.reading.times.frame import Frame
from casus.reading.times.grammar import compile_
from casus.reading.times.lexer import Lexed, Token
from casus.reading.times.tables import named_days, tenses
from casus.reading.times.traps import name_follows, person, short_form, stray_month, stray_year
from casus.reading.times.wars import war_frames

Build = Callable[[Lexed, int, int], Frame | None]

NUMBERS = frozenset({"NUM", "NUMW", "VAGUE", "A", "ORDW", "ORD"})
MONTHS = frozenset({"MONTH", "MON"})
_BACK = {"last": -1, "past": -1, "previous": -1, "preceding": -1, "recent": -1, "coming": 1, "next": 1}
_EARLIER = frozenset({"earlier", "before", "previously", "prior", "beforehand"})


def number(tokens: list[Token]) -> tuple[int, int]:
    """(lowest, highest) that the number tokens say: "two to three" (2, 3), "twenty-four" (24, 24); (1, 1) for none."""
    lows: list[int] = []
    highs: list[int] = []
    for token in tokens:
        if token.cls not in NUMBERS:
            continue
        if token.cls in ("NUMW", "VAGUE"):
            low, high = (int(part) for part in token.value.split())
        else:
            low = high = int(re.sub(r"\D", "", token.text) or token.value or 1)
        lows.append(low)
        highs.append(high)
    return (min(lows), max(highs)) if lows else (1, 1)


def _of(tokens: list[Token], *classes: str) -> Token | None:
    return next((token for token in tokens if token.cls in classes), None)


def _day(token: Token) -> int:
    return int(token.value) if token.cls == "ORDW" else int(re.sub(r"\D", "", token.text))


def _years(text: str) -> int:
    value = int(re.sub(r"\D", "", text))
    return value if value > 99 else value + (1900 if value > 49 else 2000)


# --- days of the calendar -------------------------------------------------------------------------------------------


def _calendar(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "3 May", "the 3rd of May 2024", "May 3-5", "14 APR 89", "6-7 August"."""
    tokens = lexed.tokens[first:last]
    at = next(i for i, token in enumerate(tokens) if token.cls in MONTHS)
    numbers = [i for i, token in enumerate(tokens) if token.cls in ("NUM", "ORD", "ORDW")]
    before = [i for i in numbers if i < at]
    year = _of(tokens, "YEAR")
    year_value = int(year.text) if year else 0
    if before:
        after = [i for i in numbers if i > at]
        if after:  # "14 APR 89": two figures above 31 are a year
            if int(tokens[after[0]].text) <= 31:
                last, tokens = first + after[0], tokens[: after[0]]
            else:
                year_value = _years(tokens[after[0]].text)
        days = before
        if any(_day(tokens[i]) >= _day(tokens[j]) for i, j in zip(before, before[1:], strict=False)):
            days = before[-1:]
    else:
        days = [i for i in numbers if i > at]
        cut = _cut_days(lexed, first, days)
        if cut < len(days):
            days = days[:cut]
            last, year_value = first + days[-1] + 1, 0
    if any(tokens[i].cls == "ORDW" for i in days) and not _of(tokens, "of", "the"):
        return None
    values = [_day(tokens[i]) for i in days]
    if not values or any(not 1 <= value <= 31 for value in values):
        return None
    if stray_month(lexed, first + at, bool(year_value), day_first=bool(before)) or name_follows(lexed, last):
        return None
    if not before and not year_value and lexed.word(first - 1) == "in" and lexed.cls(last) == "X":
        return None  # "in August 20 people were killed"
    begin = first + days[0] if before and days[0] != before[0] else first
    day2 = values[-1] if len(values) > 1 and values[-1] > values[0] else 0
    return Frame("date", begin, last, day=values[0], day2=day2, month=int(tokens[at].value), year=year_value)


def _cut_days(lexed: Lexed, first: int, days: list[int]) -> int:
    """How many of the numbers after the month are days: "May 3 and 5 people died" has one."""
    for count in range(1, len(days)):
        here = first + days[count]
        joined = lexed.cls(here - 1)
        follows = lexed.cls(here + 1)
        if follows in ("X", "UNITS", "UNIT") and joined not in ("HYPH", "SLASH"):
            return count
        if lexed.tokens[first + days[count - 1]].cls == "NUM" and _day(lexed.tokens[here]) <= _day(
            lexed.tokens[first + days[count - 1]]
        ):
            return count
    return len(days)


def _month(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "March 2024", "last March", "in March"."""
    tokens = lexed.tokens[first:last]
    month, year = _of(tokens, "MONTH", "MON"), _of(tokens, "YEAR")
    assert month is not None
    at = first + tokens.index(month)
    shift = tokens[0].text if tokens[0].text in ("last", "past", "this", "next", "that", "same") else ""
    if stray_month(lexed, at, year is not None, day_first=False, shift=shift) or name_follows(lexed, last):
        return None
    return Frame("month", first, last, month=int(month.value), year=int(year.text) if year else 0, shift=shift)


def _numeric(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "2024-03-03", "22.11.2023"; "03/04/2015" keeps both readings in day and month until resolved."""
    a, b, c = (int(part) for part in re.split(r"[-/.]", lexed.tokens[first].text))
    if a > 999:
        year, month, day = a, b, c
    else:
        year = _years(str(c)) if c < 100 else c
        month, day = (a, b) if b > 12 else (b, a)
        if c < 100 and "." in lexed.tokens[first].text and not 1 <= b <= 12:
            return None
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1900 <= year <= 2099):
        return None
    either = a <= 12 and b <= 12 and a != b
    return Frame("date", first, last, day=day, month=month, year=year, key="either" if either else "")


def _dtg(lexed: Lexed, first: int, last: int) -> Frame | None:
    """Date-time groups: "300520H JUNE" is 30 June, 05:20; without a month the day of the month."""
    tokens = lexed.tokens[first:last]
    day, time = int(tokens[0].text[:2]), clocks.of_token(tokens[0])
    if not 1 <= day <= 31 or not time:
        return None
    month, year = _of(tokens, "MONTH", "MON"), _of(tokens, "YEAR")
    if month is None:
        return Frame("dom", first, last, day=day, clock=time)
    return Frame(
        "date", first, last, day=day, month=int(month.value), year=int(year.text) if year else 0, clock=time
    )


def _other_month(lexed: Lexed, first: int, last: int) -> Frame | None:
    tokens = lexed.tokens[first:last]
    month, year, day = _of(tokens, "OMONTH"), _of(tokens, "FOUR", "YEAR"), _of(tokens, "NUM", "ORD")
    if month is None or day is None or not month.capital or not 1 <= _day(day) <= 31:
        return None
    return Frame(
        "festival", first, last, day=_day(day), key=f"omonth {month.value}", year=int(year.text) if year else 0
    )


def _day_of_month(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "on the 19th": only where no noun follows, so not "the 19th floor" or "the 5th Brigade"."""
    after = lexed.tokens[last] if last < len(lexed.tokens) else None
    if after is not None and after.cls in ("X", "UNIT", "UNITS", "HYPH", "NUM", "DECADE", "quarter", "half", "MOD"):
        ends_clause = after.text in _CLAUSE or tenses().get(after.text) in ("past", "future") or after.text == "'"
        if not ends_clause:
            return None
    day = _of(lexed.tokens[first:last], "ORD")
    assert day is not None
    value = _day(day)
    return Frame("dom", last - (2 if lexed.cls(last - 2) == "the" else 1), last, day=value) if 1 <= value <= 31 else None


_CLAUSE = frozenset("when while where but because he she they it we i police that".split())


# --- days of the week and days near publication ---------------------------------------------------------------------


def _weekday(lexed: Lexed, first: int, last: int) -> Frame | None:
    tokens = lexed.tokens[first:last]
    day = _of(tokens, "WEEKDAY", "WKD")
    assert day is not None
    words = {token.text for token in tokens}
    shift = next((word for word in _SHIFTS if word in words), "")
    at = first + tokens.index(day)
    if person(lexed, at, bare=last - first == 1):
        return None
    weak = day.cls == "WKD" and short_form(lexed, at)
    if day.cls == "WKD" and shift and weak:
        return None
    return Frame("weekday", first, last, weekday=int(day.value), shift=shift, weak=weak)


_SHIFTS = ("previous", "preceding", "following", "coming", "last", "past", "this", "next", "same", "that")


def _weekday_week(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "Friday last week", "last week on Thursday", "Thursday of the previous week"."""
    tokens = lexed.tokens[first:last]
    day, unit = _of(tokens, "WEEKDAY"), _of(tokens, "UNIT")
    if day is None or unit is None or unit.value != "week":
        return None
    shift = next((token.text for token in tokens if token.text in _SHIFTS), "")
    part = _of(tokens, "PART", "NIGHT")
    return Frame(
        "weekday", first, last, weekday=int(day.value), shift=f"{shift} week", part=part.value if part else ""
    )


def _weekday_ago(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "Friday a week ago", "two weeks ago on Monday"."""
    tokens = lexed.tokens[first:last]
    day, unit = _of(tokens, "WEEKDAY"), _of(tokens, "UNIT", "UNITS")
    if day is None or unit is None or unit.value != "week":
        return None
    low, high = number(tokens)
    return Frame("weekday", first, last, weekday=int(day.value), shift="ago", low=low) if low == high else None


def _near(lexed: Lexed, first: int, last: int) -> Frame | None:
    offset, _, part = lexed.tokens[first].value.partition(" ")
    return Frame("near", first, last, low=int(offset), high=int(offset), part=part)


def _overnight(lexed: Lexed, first: int, last: int) -> Frame | None:
    return Frame("near", first, last, low=-1, high=0, part="night", key="overnight")


# --- periods --------------------------------------------------------------------------------------------------------


def _period(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "last week", "this year", "the next day", "the previous month", "last weekend"."""
    tokens = lexed.tokens[first:last]
    words = [token.text for token in tokens]
    unit = tokens[-1]
    the, shift = words[0] == "the", next(word for word in words if word != "the")
    value = unit.value
    if value in ("minute", "hour", "century"):
        return None
    if shift in ("previous", "preceding", "following", "same", "that") or (shift == "next" and (the or value == "day")):
        part = "night" if value == "night" else ""
        return Frame("anaphor", first, last, shift=shift, unit="day" if part else value, part=part)
    if value == "night":
        return Frame("near", first, last, part="night") if shift == "this" else None
    if value == "day":
        past = shift == "past" or (shift == "this" and lexed.word(first - 1) in ("on", "of", "in"))
        if not past:
            return None
        if shift == "this":
            return Frame("near", first, last)
    if shift in ("past", "recent", "coming") or (the and shift == "last" and value != "weekend"):
        return Frame("window", first, last, low=1, high=1, unit=value, sign=_BACK[shift])
    return Frame("weekend" if value == "weekend" else "period", first, last, shift=shift, unit=value)


def _weekend(lexed: Lexed, first: int, last: int) -> Frame | None:
    return Frame("weekend", first, last, unit="weekend")


def _window(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "the past 24 hours", "recent weeks", "the last few days", "the previous two days"."""
    tokens = lexed.tokens[first:last]
    unit = tokens[-1]
    word = next(token.text for token in tokens if token.text in _BACK)
    low, high = number([token for token in tokens if token.cls != "A"])
    if not any(token.cls in NUMBERS for token in tokens):
        low, high = _LOOSE.get(unit.value, (1, 3))
    key = "anaphor" if word in ("previous", "preceding") else ""
    about = any(token.cls in ("VAGUE", "ABOUT") for token in tokens) or low != high
    return Frame("window", first, last, low=low, high=high, unit=unit.value, sign=_BACK[word], about=about, key=key)


# What a bare plural covers at most: "recent days" a week, "recent weeks" six weeks, as coders read them.
_LOOSE = {"minute": (1, 60), "hour": (1, 24), "day": (2, 7), "week": (2, 6), "month": (2, 6), "year": (2, 5)}


def _ago(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "three days ago", "49 minutes ago", "weeks ago", "a year ago today"."""
    tokens = lexed.tokens[first:last]
    unit = next(token for token in tokens if token.cls in ("UNIT", "UNITS", "NIGHT"))
    counted = any(token.cls in NUMBERS for token in tokens)
    if not counted and unit.cls == "UNIT":
        return None
    low, high = number(tokens) if counted else _AGO.get(unit.value, (2, 9))
    about = not counted or any(token.cls in ("VAGUE", "ABOUT", "half", "or") for token in tokens)
    exact = tokens[-1].cls == "NEAR"
    part = "night" if unit.text.startswith("night") else ""
    return Frame(
        "ago", first, last, low=low, high=high, unit=unit.value, sign=-1, about=about, key="exact" if exact else "",
        part=part,
    )  # fmt: skip


_AGO = {"minute": (1, 59), "hour": (1, 23), "day": (2, 6), "week": (2, 6), "month": (2, 11), "year": (2, 10)}


def _later(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "two days later", "a day earlier", "the day before", "hours after": counted from another day of the text."""
    tokens = lexed.tokens[first:last]
    unit = next(token for token in tokens if token.cls in ("UNIT", "UNITS", "NIGHT", "PART", "WEEKEND"))
    word = tokens[-1].text
    counted = any(token.cls in NUMBERS for token in tokens)
    if unit.cls == "PART" and counted:
        return None
    low, high = number(tokens) if counted else ((1, 1) if unit.cls != "UNITS" else _AGO.get(unit.value, (2, 9)))
    hangs = word in ("before", "after", "prior") and event_follows(lexed, last)
    about = any(token.cls in ("VAGUE", "ABOUT") for token in tokens) or (not counted and unit.cls == "UNITS")
    night = unit.text.startswith("night")
    part = "night" if night else unit.value if unit.cls == "PART" else ""
    return Frame(
        "anaphor", first, last, low=low, high=high, unit="day" if part else unit.value, part=part,
        sign=-1 if word in _EARLIER else 1, shift="count", about=about, key="event" if hangs else "",
    )  # fmt: skip


def event_follows(lexed: Lexed, at: int) -> bool:
    """True if a noun phrase follows: "the day before the summit" hangs on an event, "the day before." on a day."""
    token = lexed.tokens[at] if at < len(lexed.tokens) else None
    if token is None or token.cls in ("STOP", "COMMA", "CLOSE", "DASH", "PARA", "COLON", "in", "on", "at", "by", "and"):
        return False
    tense = tenses().get(token.text)
    return tense not in ("past", "future") and not (token.cls == "X" and not token.text[:1].isalpha())


def _anaphor_part(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "that night", "the same evening", "the following morning"."""
    tokens = lexed.tokens[first:last]
    shift = next(word for word in (token.text for token in tokens) if word in _SHIFTS)
    if shift in ("last", "past", "coming"):
        return None
    if shift == "this":
        return Frame("near", first, last, part=tokens[-1].value)
    if shift == "next" and tokens[0].text != "the" and tokens[-1].value not in ("morning", "dawn"):
        return None
    return Frame("anaphor", first, last, shift=shift, unit="day", part=tokens[-1].value)


def _then(lexed: Lexed, first: int, last: int) -> Frame | None:
    return Frame("anaphor", first, last, shift="same", unit="day", relation="since")


def _year(lexed: Lexed, first: int, last: int) -> Frame | None:
    tokens = lexed.tokens[first:last]
    start = int(tokens[0].text)
    if len(tokens) == 1:
        return None if stray_year(lexed, first) else Frame("year", first, last, year=start)
    second = int(tokens[-1].text)
    if second < 100:
        second += start // 100 * 100
    if not start < second <= 2099:
        return None
    return Frame(
        "range", first, last, left=Frame("year", first, first + 1, year=start),
        right=Frame("year", last - 1, last, year=second),
    )  # fmt: skip


def _decade(lexed: Lexed, first: int, last: int) -> Frame | None:
    token = next(token for token in lexed.tokens[first:last] if token.cls == "DECADE")
    digits = int(re.sub(r"\D", "", token.text))
    return Frame("decade", first, last, year=digits if digits > 99 else 1900 + digits)


def _season(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "the summer of 2014", "last winter", "since spring": no bare season, which may be any (or a coil, or a fall)."""
    tokens = lexed.tokens[first:last]
    season, year = _of(tokens, "SEASON", "FALL"), _of(tokens, "YEAR")
    assert season is not None
    shift = next((token.text for token in tokens if token.text in ("last", "past", "this", "next")), "")
    led = lexed.word(first - 1) in ("in", "since", "during", "until", "by", "of", "early", "late", "mid", "before", "-")
    if year is None and not shift and (not led or season.cls == "FALL"):
        return None
    return Frame(
        "season", first, last, month=int(season.value), year=int(year.text) if year else 0, shift=shift
    )


def _quarter(lexed: Lexed, first: int, last: int) -> Frame | None:
    tokens = lexed.tokens[first:last]
    ordinal, year = _of(tokens, "ORDW", "ORD"), _of(tokens, "YEAR")
    assert ordinal is not None
    if not 1 <= _day(ordinal) <= 4 or (year is None and lexed.word(last) == "of" and lexed.cls(last + 1) == "X"):
        return None
    return Frame("quarter", first, last, low=_day(ordinal), year=int(year.text) if year else 0)


def _festival(lexed: Lexed, first: int, last: int) -> Frame | None:
    tokens = lexed.tokens[first:last]
    name = next(token for token in tokens if token.cls in ("FESTIVAL", "eid"))
    if not name.capital or name.sentence != tokens[-1].sentence:
        return None
    year, day = _of(tokens, "YEAR"), _of(tokens, "NUM", "ORD", "ORDW")
    if name_follows(lexed, last):
        return None
    number_ = _day(day) if day else 0
    if day is not None and not 1 <= number_ <= 30:
        return None
    key = name.value or "eid"
    return Frame("festival", first, last, key=key, day=number_, year=int(year.text) if year else 0)


def _named(lexed: Lexed, first: int, last: int) -> Frame | None:
    _, start, end = named_days()[int(lexed.tokens[first].value)]
    return Frame("fixed", first, last, start=start, end=end)


# --- times of day, durations, frequencies ---------------------------------------------------------------------------


def _part(lexed: Lexed, first: int, last: int) -> Frame | None:
    return Frame("time", first, last, part=lexed.tokens[last - 1].value)


def _clock(lexed: Lexed, first: int, last: int) -> Frame | None:
    token = next(t for t in lexed.tokens[first:last] if t.cls in ("CLOCK", "FOUR", "YEAR", "DEC"))
    if token.cls == "DEC" and lexed.cls(last) in ("X", "UNITS", "UNIT", "HYPH"):
        return None
    if token.cls == "YEAR" and (lexed.word(first) != "at" or not 1900 <= int(token.text) <= 2059):
        return None
    time = clocks.of_token(token)
    begin = first + lexed.tokens[first:last].index(token)
    return Frame("time", begin, last, clock=time) if time else None


def _spoken_clock(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "half past eight", "ten to four", "four o'clock", "six in the morning"."""
    tokens = lexed.tokens[first:last]
    words = {token.text for token in tokens}
    figures = [number([token])[0] for token in tokens if token.cls in ("NUM", "NUMW")]
    part = _of(tokens, "PART", "NIGHT")
    near = _of(tokens, "NEAR")
    value = part.value if part else near.value.partition(" ")[2] if near else ""
    if not figures or figures[-1] > 24 or (near is not None and not value):
        return None
    hour, minute = figures[-1], 0
    if "past" in words or "to" in words:
        minute = 30 if "half" in words else 15 if "quarter" in words else figures[0] if len(figures) > 1 else 0
        if "to" in words:
            hour, minute = hour - 1, 60 - minute
        led = lexed.word(first - 1) in ("at", "about", "around", "a", "before", "after", "by")
        if not 0 < minute < 60 or hour > 12 or not (led or value or "o'clock" in words or "half" in words):
            return None
    time = clocks.with_part(hour, minute, value)
    if not time:
        return None
    if near is not None:
        offset = int(near.value.partition(" ")[0])
        return Frame("near", first, last, low=offset, high=offset, part=value, clock=time)
    return Frame("time", first, last, clock=time, part=value)


def _span(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "two weeks", "24 hours", "six-hour": a length of time."""
    tokens = lexed.tokens[first:last]
    unit = next(token for token in tokens if token.cls in ("UNIT", "UNITS", "NIGHT"))
    led = lexed.word(first - 1)
    lone = all(token.cls in ("A", "UNIT", "NIGHT") or token.text == "one" for token in tokens)
    if lone and led not in ("for", "in", "within", "during", "after", "lasting", "lasted", "of", "about"):
        return None
    if unit.cls in ("UNIT", "NIGHT") and not lone and number(tokens) != (1, 1) and lexed.cls(last - 2) != "HYPH":
        return None
    if led in ("aged", "age", "ages") or "sentenced" in (lexed.word(first - 2), lexed.word(first - 3)):
        return None
    if lexed.cls(first - 1) in ("CLOCK", "SLASH") or lexed.word(last) in ("a", "per"):
        return None
    low, high = number(tokens)
    return Frame("span", first, last, low=low, high=high, unit=unit.value)


def _nothing(lexed: Lexed, first: int, last: int) -> Frame | None:
    """Ages, terms in prison, names: words that look like a time and are none."""
    return Frame("trap", first, last)


def _frequency(lexed: Lexed, first: int, last: int) -> Frame | None:
    token = lexed.tokens[first]
    if token.cls == "FREQ" and token.capital and first > 0 and lexed.text[token.start : token.end].istitle():
        before = lexed.tokens[first - 1]
        if before.cls not in ("STOP", "PARA", "COLON"):
            return None  # "the Daily Graphic"
    return Frame("frequency", first, last)


_N = "(NUM|NUMW|VAGUE|A)"
_COUNT = f"(ABOUT|exactly)* {_N} ((to|or|HYPH|and) (NUM|NUMW|half|A half))? "
_UNIT = "(UNIT|UNITS|NIGHT)"
_DAYNUM = "(NUM|ORD|ORDW)"

RULES: tuple[tuple[re.Pattern[str], Build], ...] = tuple(
    (compile_(pattern), build)
    for pattern, build in (
        (f"the? ({_DAYNUM} (HYPH|SLASH|DASH|to|and|COMMA|until|till|through))* {_DAYNUM} (of|de)? (the MONTH? of?)? "
         "(MONTH|MON) ((COMMA|of|de)? YEAR|NUM)?", _calendar),
        (f"(MONTH|MON) the? {_DAYNUM} ((HYPH|SLASH|DASH|to|and|through|COMMA and?) (NUM|ORD))* (COMMA? YEAR)?", _calendar),
        ("(MONTH|MON) (COMMA|of|de)? YEAR", _month),
        ("(last|past|this|next|that|same)? (MONTH|MON)", _month),
        ("NUMDATE", _numeric),
        ("DTG ((MONTH|MON) YEAR?)?", _dtg),
        ("the? (NUM|ORD) of? OMONTH (FOUR|YEAR)?", _other_month),
        ("(on|since|until|till|by|from|of|to|between|and|before) the? ORD", _day_of_month),
        ("the? (last|this|next|past|that|previous|preceding|following|same|coming)? (past|coming|same)? WEEKDAY", _weekday),
        ("(last|this|next|past)? WKD", _weekday),
        (f"the? WEEKDAY (PART|NIGHT)? (of|in)? the? (last|this|next|previous|following|same|that) UNIT", _weekday_week),
        ("(last|this|next) UNIT POSS? on? WEEKDAY", _weekday_week),
        (f"WEEKDAY {_N} {_UNIT} ago", _weekday_ago),
        (f"{_N} {_UNIT} ago on? last? WEEKDAY", _weekday_ago),
        ("NEAR", _near),
        ("OVERNIGHT", _overnight),
        ("the? (last|this|next|past|previous|preceding|following|same|that|coming) same? (UNIT|NIGHT|WEEKEND)", _period),
        ("the? WEEKEND", _weekend),
        (f"(the|this)? (last|past|previous|preceding|coming|next) ABOUT? ({_N} ((to|or|HYPH) (NUM|NUMW))?)? UNITS", _window),
        ("recent UNITS", _window),
        (f"({_COUNT})? HYPH? {_UNIT} (or so)? ago NEAR?", _ago),
        (f"{_N} {_UNIT} and A half ago", _ago),
        (f"(the|{_COUNT})? {_UNIT} (later|afterwards|afterward|after|hence|earlier|before|previously|prior|beforehand)", _later),
        ("the (PART|WEEKEND) (after|before|earlier)", _later),
        ("the? (previous|preceding|next|following|same|that|this) same? PART", _anaphor_part),
        ("since then", _then),
        ("YEAR ((HYPH|SLASH|DASH) (YEAR|NUM))?", _year),
        ("the? DECADE", _decade),
        ("the? (last|past|this|next)? (SEASON|FALL) ((of|in|COMMA)? YEAR)?", _season),
        ("the? (ORDW|ORD) quarter ((of|in)? YEAR)?", _quarter),
        ("(the? (NUM|ORD|ORDW) (UNIT? of)?)? the? (FESTIVAL|eid) YEAR?", _festival),
        ("NAMED", _named),
        ("the? (PART|NIGHT)", _part),
        ("CLOCK ((HYPH|DASH|to|and) CLOCK)?", _clock),
        ("(at|ABOUT|by|from|since|until|till|to|of|before|after) (at|ABOUT)* (FOUR|DEC)", _clock),
        ("at ABOUT* YEAR", _clock),
        ("(FOUR|DEC) NEAR", lambda lexed, first, last: _clock(lexed, first, last - 1)),
        ("(half|quarter|A quarter|NUM|NUMW) (past|to) (NUM|NUMW) o'clock? ((in|of|at) the? (PART|NIGHT)|NEAR)?", _spoken_clock),
        ("(NUM|NUMW) o'clock ((in|of|at) the? (PART|NIGHT)|NEAR)?", _spoken_clock),
        ("(NUM|NUMW) ((in|of) the? (PART|NIGHT)|NEAR)", _spoken_clock),
        (f"(ABOUT|exactly)* {_N} ((to|or|HYPH|and) (NUM|NUMW))? HYPH? (full)? {_UNIT}".replace(" (full)?", ""), _span),
        (f"(NUM|NUMW|A) HYPH? {_UNIT} HYPH? old", _nothing),
        (f"{_N} HYPH? {_UNIT} (X|HYPH)? (in|of|behind)? (hard)? (prison|jail|imprisonment|sentence|sentences|term|terms|"
         "custody|labour|labor|bars|hard)", _nothing),
        ("TRAP", _nothing),
        ("FREQ", _frequency),
        (f"(every|each) (NUM|NUMW|ORDW)? (WEEKDAY|WEEKEND|PART|{_UNIT[1:-1]}|SEASON)", _frequency),
        ("WEEKDAYS", _frequency),
        ("((NUM|NUMW|VAGUE) times|once|twice) A UNIT", _frequency),
        ("per UNIT", _frequency),
    )
)  # fmt: skip
_MODS = compile_("MOD|earlier|later")


def frames(lexed: Lexed) -> list[Frame]:
    """The frames of a text in order, not overlapping: at each token the longest that some rule accepts."""
    found: list[Frame] = []
    for pattern, build in RULES:
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
