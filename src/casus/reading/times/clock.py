"""Times of day: "4 p.m.", "23:40", "0400 GMT", "half past eight" to "HH:MM"."""

from __future__ import annotations

import re

from casus.reading.times.lexer import Token

_DIGITS = re.compile(r"[0-9]+")
_AFTERNOON = frozenset({"afternoon", "evening"})


def hhmm(hour: int, minute: int = 0) -> str:
    """ "HH:MM", or "" if there is no such time of day."""
    return f"{hour % 24:02d}:{minute:02d}" if 0 <= hour <= 24 and 0 <= minute < 60 else ""


def of_token(token: Token) -> str:
    """The time of day of a CLOCK, FOUR, YEAR, DEC or DTG token; "" if there is none."""
    numbers = _DIGITS.findall(token.text)
    digits = "".join(numbers)
    if token.cls == "DTG":
        return hhmm(int(digits[2:4]), int(digits[4:6]))
    if len(numbers) == 1 and len(digits) >= 3:
        hour, minute = int(digits[:-2]), int(digits[-2:])
    else:
        hour, minute = int(numbers[0]), int(numbers[1]) if len(numbers) > 1 else 0
        if token.cls == "DEC" and len(numbers[1]) != 2:
            return ""
    letters = re.sub(r"[^apm]", "", token.text)
    if letters in ("am", "pm"):
        if not 1 <= hour <= 12:
            return hhmm(hour, minute) if hour < 24 else ""
        hour = hour % 12 + (12 if letters == "pm" else 0)
    return hhmm(hour, minute) if hour < 25 else ""


def with_part(hour: int, minute: int, part: str) -> str:
    """An hour of twelve in a part of the day: (8, 30, "evening") is 20:30; (2, 0, "night") is 02:00."""
    if not 0 < hour <= 12:
        return hhmm(hour, minute)
    if part in _AFTERNOON or (part == "night" and 6 <= hour < 12) or (part == "noon" and hour < 3):
        hour = hour % 12 + 12
    elif hour == 12 and part in ("night", "midnight", "early"):
        hour = 0
    return hhmm(hour, minute)
