"""Builders for times counted from another: "three days ago", "two days later", "the same day", "since then"."""

from __future__ import annotations

from casus.reading.times.days import SHIFTS
from casus.reading.times.frame import Frame
from casus.reading.times.lexer import Lexed
from casus.reading.times.numbers import NUMBERS, number
from casus.reading.times.tables import tenses

_EARLIER = frozenset({"earlier", "before", "previously", "prior", "beforehand"})


def ago(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "three days ago", "49 minutes ago", "weeks ago", "a year ago today"."""
    tokens = lexed.tokens[first:last]
    unit = next(token for token in tokens if token.cls in ("UNIT", "UNITS", "NIGHT"))
    counted = any(token.cls in NUMBERS for token in tokens)
    if not counted and unit.cls == "NIGHT":
        return None
    loose = not counted and unit.cls == "UNITS"
    low, high = _AGO.get(unit.value, (2, 9)) if loose else number(tokens)
    about = loose or any(token.cls in ("VAGUE", "ABOUT", "half", "or") for token in tokens)
    exact = tokens[-1].cls == "NEAR"
    part = "night" if unit.text.startswith("night") else ""
    return Frame(
        "ago", first, last, low=low, high=high, unit=unit.value, sign=-1, about=about, key="exact" if exact else "",
        part=part,
    )  # fmt: skip


_AGO = {"minute": (1, 59), "hour": (1, 23), "day": (2, 6), "week": (2, 6), "month": (2, 11), "year": (2, 10)}


def later(lexed: Lexed, first: int, last: int) -> Frame | None:
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


def anaphor_part(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "that night", "the same evening", "the following morning"."""
    tokens = lexed.tokens[first:last]
    shift = next(word for word in (token.text for token in tokens) if word in SHIFTS)
    if shift in ("last", "past", "coming"):
        return None
    if shift == "this":
        return Frame("near", first, last, part=tokens[-1].value)
    if shift == "next" and tokens[0].text != "the" and tokens[-1].value not in ("morning", "dawn"):
        return None
    return Frame("anaphor", first, last, shift=shift, unit="day", part=tokens[-1].value)


def in_the(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "earlier in the week", "later in the day", "since the start of the year", "during the day"."""
    tokens = lexed.tokens[first:last]
    unit, mod = tokens[-1], tokens[0]
    value = mod.value or mod.text if mod.cls in ("MOD", "earlier", "later") else ""
    if unit.value == "day":
        return Frame("anaphor", first, last, shift="same", unit="day", part="" if value else "day")
    if not value or lexed.word(last) == "of" or unit.value not in ("week", "month", "year", "decade"):
        return None
    return Frame("period", first, last, shift="this", unit=unit.value, mod=value)


def same_date(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "the same date"."""
    return Frame("anaphor", first, last, shift="same", unit="day")


def eve(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "On the eve, the army pulled back": the day before the one told last."""
    if lexed.tokens[last - 1].value != "eve" or lexed.cls(last) not in ("COMMA", "STOP"):
        return None
    return Frame("anaphor", first + 1, last, low=1, high=1, unit="day", sign=-1, shift="count")


def then(lexed: Lexed, first: int, last: int) -> Frame | None:
    """ "since then"."""
    return Frame("anaphor", first, last, shift="same", unit="day", relation="since")
