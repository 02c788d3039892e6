"""Builders for days of the calendar and of the week: "3 May", "03/04/2015", "last Friday"."""

from __future__ import annotations

import re
from itertools import pairwise

from casus.reading.times import clock as clocks
from casus.reading.times.frame import Frame
from casus.reading.times.lexer import Lexed
from casus.reading.times.numbers import day_number, first_of, full_year, number
from casus.reading.times.tables import tenses, word_list
from casus.reading.times.traps import name_follows, person, short_form, stray_month

MONTHS = frozenset({"MONTH", "MON"})


def calendar(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "3 May", "the 3rd of May 2024", "May 3-5", "14 APR 89", "6-7 August"."""
    tokens = lexed.tokens[first:last]
    at = next(i for i, token in enumerate(tokens) if token.cls in MONTHS)
    numbers = [i for i, token in enumerate(tokens) if token.cls in ("NUM", "ORD", "ORDW")]
    before = [i for i in numbers if i < at]
    year = first_of(tokens, "YEAR")
    year_value = int(year.text) if year else 0
    if before:
        after = [i for i in numbers if i > at]
        if after:  # "14 APR 89": two figures above 31 are a year
            if not 31 < int(tokens[after[0]].text) < 100:
                last, tokens = first + after[0], tokens[: after[0]]
            else:
                year_value = full_year(tokens[after[0]].text)
        days = before
        if any(day_number(tokens[i]) >= day_number(tokens[j]) for i, j in pairwise(before)):
            days = before[-1:]
    else:
        days = [i for i in numbers if i > at]
        cut = _cut_days(lexed, first, days)
        if cut < len(days):
            days = days[:cut]
            last, year_value = first + days[-1] + 1, 0
    if any(tokens[i].cls == "ORDW" for i in days) and not first_of(tokens, "of", "the"):
        return None
    values = [day_number(tokens[i]) for i in days]
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
        if lexed.tokens[first + days[count - 1]].cls == "NUM" and day_number(lexed.tokens[here]) <= day_number(
            lexed.tokens[first + days[count - 1]]
        ):
            return count
    return len(days)


def numeric(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "2024-03-03", "22.11.2023"; "03/04/2015" keeps both readings in day and month until resolved."""
    a, b, c = (int(part) for part in re.split(r"[-/.]", lexed.tokens[first].text))
    if a > 999:
        year, month, day = a, b, c
    else:
        year = full_year(str(c)) if c < 100 else c
        month, day = (a, b) if b > 12 else (b, a)
        if c < 100 and "." in lexed.tokens[first].text and not 1 <= b <= 12:
            return None
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1900 <= year <= 2099):
        return None
    either = a <= 12 and b <= 12 and a != b
    return Frame("date", first, last, day=day, month=month, year=year, key="either" if either else "")


def dtg(lexed: Lexed, first: int, last: int) -> Frame | None:
    """Date-time groups: "300520H JUNE" is 30 June, 05:20; without a month the day of the month."""
    tokens = lexed.tokens[first:last]
    day, time = int(tokens[0].text[:2]), clocks.of_token(tokens[0])
    if not 1 <= day <= 31 or not time:
        return None
    month, year = first_of(tokens, "MONTH", "MON"), first_of(tokens, "YEAR")
    if month is None:
        return Frame("dom", first, last, day=day, clock=time)
    return Frame("date", first, last, day=day, month=int(month.value), year=int(year.text) if year else 0, clock=time)


def other_month(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "22 Bahman", "1 Meskerem 2014": a numbered day of a month of another calendar."""
    tokens = lexed.tokens[first:last]
    month, year, day = first_of(tokens, "OMONTH"), first_of(tokens, "FOUR", "YEAR"), first_of(tokens, "NUM", "ORD")
    if month is None or day is None or not month.capital or not 1 <= day_number(day) <= 31:
        return None
    return Frame(
        "festival", first, last, day=day_number(day), key=f"omonth {month.value}", year=int(year.text) if year else 0
    )


def day_of_month(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "on the 19th": only where no noun follows, so not "the 19th floor" or "the 5th Brigade"."""
    after = lexed.tokens[last] if last < len(lexed.tokens) else None
    if after is not None and after.cls in ("X", "UNIT", "UNITS", "HYPH", "NUM", "DECADE", "quarter", "half", "MOD"):
        ends_clause = after.text in _CLAUSE or tenses().get(after.text) in ("past", "future") or after.text == "'"
        if not ends_clause:
            return None
    day = first_of(lexed.tokens[first:last], "ORD")
    assert day is not None
    value = day_number(day)
    return (
        Frame("dom", last - (2 if lexed.cls(last - 2) == "the" else 1), last, day=value) if 1 <= value <= 31 else None
    )


_CLAUSE = word_list("clause")


def day_of_a_month(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "the first of this month", "the 3rd of the month"."""
    tokens = lexed.tokens[first:last]
    day = first_of(tokens, "ORD", "ORDW")
    if day is None or tokens[-1].value != "month" or not 1 <= day_number(day) <= 31:
        return None
    return Frame("dom", first, last, day=day_number(day), shift=tokens[-2].text)


def nth_weekday(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "the last Wednesday of May", "the first Monday in May 2021"."""
    tokens = lexed.tokens[first:last]
    nth, day = first_of(tokens, "ORDW", "ORD", "last"), first_of(tokens, "WEEKDAY")
    month, year = first_of(tokens, *MONTHS), first_of(tokens, "YEAR")
    if nth is None or day is None or month is None:
        return None
    if stray_month(lexed, first + tokens.index(month), year is not None, day_first=False):
        return None
    number = -1 if nth.cls == "last" else day_number(nth)
    if number > 5:
        return None
    return Frame(
        "nth", first, last, low=number, weekday=int(day.value), month=int(month.value),
        year=int(year.text) if year else 0,
    )  # fmt: skip


SHIFTS = ("previous", "preceding", "following", "coming", "last", "past", "this", "next", "same", "that")


def weekday(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "Tuesday", "last Friday", "the previous Monday", "Sat."."""
    tokens = lexed.tokens[first:last]
    day = first_of(tokens, "WEEKDAY", "WKD")
    assert day is not None
    words = {token.text for token in tokens}
    shift = next((word for word in SHIFTS if word in words), "")
    at = first + tokens.index(day)
    if person(lexed, at, bare=last - first == 1):
        return None
    weak = day.cls == "WKD" and short_form(lexed, at)
    if day.cls == "WKD" and shift and weak:
        return None
    if shift == "following" and lexed.cls(last) == "POSS":
        first, shift = last - 1, ""  # "following Wednesday's raid" is after it
    return Frame("weekday", first, last, weekday=int(day.value), shift=shift, weak=weak)


def weekday_week(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "Friday last week", "last week on Thursday", "Thursday of the previous week"."""
    tokens = lexed.tokens[first:last]
    day, unit = first_of(tokens, "WEEKDAY"), first_of(tokens, "UNIT")
    if day is None or unit is None or unit.value != "week":
        return None
    shift = next((token.text for token in tokens if token.text in SHIFTS), "")
    part = first_of(tokens, "PART", "NIGHT")
    return Frame("weekday", first, last, weekday=int(day.value), shift=f"{shift} week", part=part.value if part else "")


def weekday_ago(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "Friday a week ago", "two weeks ago on Monday"."""
    tokens = lexed.tokens[first:last]
    day, unit = first_of(tokens, "WEEKDAY"), first_of(tokens, "UNIT", "UNITS")
    if day is None or unit is None or unit.value != "week":
        return None
    low, high = number(tokens)
    return Frame("weekday", first, last, weekday=int(day.value), shift="ago", low=low) if low == high else None


def near(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "yesterday", "this morning": the lexicon tells the days from publication."""
    offset, _, part = lexed.tokens[first].value.partition(" ")
    return Frame("near", first, last, low=int(offset), high=int(offset), part=part)


def overnight(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "overnight": the night from the day before."""
    return Frame("near", first, last, low=-1, high=0, part="night", key="overnight")
