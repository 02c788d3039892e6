"""Builders for weeks, months, years, seasons, festivals and stretches up to today: "last week", "the past 24 hours"."""

from __future__ import annotations

import re

from casus.reading.times.frame import Frame
from casus.reading.times.lexer import Lexed
from casus.reading.times.numbers import NUMBERS, day_number, first_of, number
from casus.reading.times.tables import named_days
from casus.reading.times.traps import name_follows, stray_month, stray_year

_BACK = {"last": -1, "past": -1, "previous": -1, "preceding": -1, "recent": -1, "coming": 1, "next": 1}


def month(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "March 2024", "last March", "in March"."""
    tokens = lexed.tokens[first:last]
    month, year = first_of(tokens, "MONTH", "MON"), first_of(tokens, "YEAR")
    assert month is not None
    at = first + tokens.index(month)
    shift = tokens[0].text if tokens[0].text in ("last", "past", "this", "next", "that", "same") else ""
    if stray_month(lexed, at, year is not None, day_first=False, shift=shift) or name_follows(lexed, last):
        return None
    return Frame("month", first, last, month=int(month.value), year=int(year.text) if year else 0, shift=shift)


def period(lexed: Lexed, first: int, last: int) -> Frame | None:
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


def before_last(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "the week before last"."""
    unit = lexed.tokens[last - 3].value
    return Frame("period", first, last, shift="before last", unit=unit) if unit in ("week", "month", "year") else None


def week_of(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "the week of", "week ending": kept only with the day that follows."""
    word = lexed.word(last - 1)
    if lexed.tokens[last - 2].value != "week" or word not in ("of", "beginning", "ending", "commencing"):
        return None
    return Frame("weekof", first, last, mod=word)


def weekend(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "the weekend"."""
    return Frame("weekend", first, last, unit="weekend")


def window(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "the past 24 hours", "recent weeks", "the last few days", "the previous two days"."""
    tokens = lexed.tokens[first:last]
    unit = tokens[-1]
    word = next(token.text for token in tokens if token.text in _BACK)
    low, high = number([token for token in tokens if token.cls != "A"])
    if not any(token.cls in NUMBERS for token in tokens):
        low, high = _LOOSE.get(unit.value, (1, 3))
    key = "anaphor" if word in ("previous", "preceding") else ""
    counted = any(token.cls in NUMBERS for token in tokens)
    about = any(token.cls in ("VAGUE", "ABOUT") for token in tokens) or low != high or not counted
    return Frame("window", first, last, low=low, high=high, unit=unit.value, sign=_BACK[word], about=about, key=key)


# What a bare plural covers at most: "recent days" a week, "recent weeks" six weeks, as coders read them.
_LOOSE = {"minute": (1, 60), "hour": (1, 24), "day": (2, 7), "week": (2, 6), "month": (2, 6), "year": (2, 5)}


def year(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "2003", "2011-2014"."""
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


def decade(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "the 1980s", "the '90s"."""
    token = next(token for token in lexed.tokens[first:last] if token.cls == "DECADE")
    if token.value:  # "the nineties"; "in his nineties" is an age
        led = lexed.word(token_at := first + lexed.tokens[first:last].index(token) - 1)
        known = led == "the" or (lexed.cls(token_at) in ("MOD", "HYPH") and lexed.word(token_at - 1) == "the")
        return Frame("decade", first, last, year=int(token.value)) if known else None
    digits = int(re.sub(r"\D", "", token.text))
    return Frame("decade", first, last, year=digits if digits > 99 else 1900 + digits)


def season(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "the summer of 2014", "last winter", "since spring": no bare season, which may be any (or a coil, or a fall)."""
    tokens = lexed.tokens[first:last]
    season, year = first_of(tokens, "SEASON", "FALL"), first_of(tokens, "YEAR")
    assert season is not None
    shift = next((token.text for token in tokens if token.text in ("last", "past", "this", "next")), "")
    led = lexed.word(first - 1) in ("in", "since", "during", "until", "by", "of", "early", "late", "mid", "before", "-")
    if year is None and not shift and (not led or season.cls == "FALL"):
        return None
    return Frame("season", first, last, month=int(season.value), year=int(year.text) if year else 0, shift=shift)


def quarter(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "the first quarter (of 2022)"."""
    tokens = lexed.tokens[first:last]
    ordinal, year = first_of(tokens, "ORDW", "ORD"), first_of(tokens, "YEAR")
    assert ordinal is not None
    if not 1 <= day_number(ordinal) <= 4 or (year is None and lexed.word(last) == "of" and lexed.cls(last + 1) == "X"):
        return None
    return Frame("quarter", first, last, low=day_number(ordinal), year=int(year.text) if year else 0)


def festival(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "Eid al-Fitr", "Easter Sunday 2019", "the first day of Passover", "15 Ramadan"."""
    tokens = lexed.tokens[first:last]
    name = next(token for token in tokens if token.cls in ("FESTIVAL", "eid"))
    if not name.capital or name.sentence != tokens[-1].sentence:
        return None
    year, day = first_of(tokens, "YEAR"), first_of(tokens, "NUM", "ORD", "ORDW")
    if name_follows(lexed, last):
        return None
    number_ = day_number(day) if day else 0
    if day is not None and not 1 <= number_ <= 30:
        return None
    key = name.value or "eid"
    return Frame("festival", first, last, key=key, day=number_, year=int(year.text) if year else 0)


def named(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "9/11": days that news names without a year."""
    _, start, end = named_days()[int(lexed.tokens[first].value)]
    return Frame("fixed", first, last, start=start, end=end)
