"""Builders for times of day, lengths of time, frequencies, and for words that only look like a time."""

from __future__ import annotations

from casus.reading.times import clock as clocks
from casus.reading.times.frame import Frame
from casus.reading.times.lexer import Lexed
from casus.reading.times.numbers import first_of, number


def part(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "the morning": kept only beside a day or after "at", "before", "since" and the like."""
    value, number = lexed.tokens[last - 1].value, lexed.tokens[first]
    if number.cls == "NUM" and (number.text != "12" or value not in ("noon", "midnight")):
        return None
    return Frame("time", first, last, part=value)


def clock(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "23:40", "at 0400", "around 9.15"."""
    token = next(t for t in lexed.tokens[first:last] if t.cls in ("CLOCK", "FOUR", "YEAR", "DEC"))
    if len(token.text) > 20:  # a run of digits
        return None
    if token.cls == "DEC" and lexed.cls(last) in ("X", "UNITS", "UNIT", "HYPH"):
        return None
    if token.cls == "YEAR" and (lexed.word(first) != "at" or not 1900 <= int(token.text) <= 2059):
        return None
    time = clocks.of_token(token)
    begin = first + lexed.tokens[first:last].index(token)
    # "1:27" alone may be the length of a film or a score.
    weak = token.cls == "CLOCK" and token.text[1:2] == ":" and token.text[2:].isdigit()
    return Frame("time", begin, last, clock=time, weak=weak) if time else None


def clock_near(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "0500 today": the day is read by its own rule."""
    return clock(lexed, first, last - 1)


def spoken_clock(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "half past eight", "ten to four", "four o'clock", "six in the morning"."""
    tokens = lexed.tokens[first:last]
    words = {token.text for token in tokens}
    figures = [number([token])[0] for token in tokens if token.cls in ("NUM", "NUMW")]
    part = first_of(tokens, "PART", "NIGHT")
    near = first_of(tokens, "NEAR")
    value = part.value if part else near.value.partition(" ")[2] if near else ""
    if not figures or figures[-1] > 24 or (near is not None and not value):
        return None
    hour, minute = figures[-1], 0
    if "past" in words or "to" in words:
        minute = 30 if "half" in words else 15 if "quarter" in words else figures[0] if len(figures) > 1 else 0
        if "to" in words:
            hour, minute = hour - 1, 60 - minute
        spoken = tokens[0].cls == "NUMW" or "quarter" in words  # "at ten to four", not "about 2 to 3 people"
        led = (
            spoken
            and lexed.word(first - 1) in ("at", "before", "after", "by")
            and lexed.cls(last) not in ("X", "UNITS")
        )
        if not 0 < minute < 60 or hour > 12 or not (led or value or "o'clock" in words or "half" in words):
            return None
    time = clocks.with_part(hour, minute, value)
    if not time:
        return None
    if not value and hour <= 12:
        time = f"~{time}"  # "four o'clock": a part of the day that joins it later tells which
    if near is not None:
        offset = int(near.value.partition(" ")[0])
        return Frame("near", first, last, low=offset, high=offset, part=value, clock=time)
    return Frame("time", first, last, clock=time, part=value)


def span(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "two weeks", "24 hours", "six-hour": a length of time."""
    tokens = lexed.tokens[first:last]
    unit = next(token for token in tokens if token.cls in ("UNIT", "UNITS", "NIGHT"))
    led = lexed.word(first - 1)
    lone = all(token.cls in ("A", "UNIT", "NIGHT") or token.text == "one" for token in tokens)
    if tokens[0].text == "many" and led == "as":
        return None
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


def nothing(lexed: Lexed, first: int, last: int) -> Frame | None:
    """Ages, terms in prison, names: words that look like a time and are none."""
    return Frame("trap", first, last)


def frequency(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "daily", "every Friday", "twice a week"."""
    token = lexed.tokens[first]
    if token.cls == "FREQ" and token.capital and first > 0 and lexed.text[token.start : token.end].istitle():
        before = lexed.tokens[first - 1]
        if before.cls not in ("STOP", "PARA", "COLON"):
            return None  # "the Daily Graphic"
    return Frame("frequency", first, last)
