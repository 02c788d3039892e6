"""Words that look like times: the verbs may and march, Mr Sunday, "2000 people", girls called April."""

from __future__ import annotations

from casus.reading.times.lexer import Lexed
from casus.reading.times.tables import word_list

_LED = word_list("before_month")
_VERBS = frozenset({"may", "march"})
_GIRLS = frozenset({"april", "june", "may", "march"})
_AFTER_MAY = word_list("after_may")
# A date before one of these is the name of a group, a street, a day school.
_BEARERS = word_list("bearers")
_TITLES = word_list("titles")
_PEOPLE = word_list("things")
_BEFORE_YEAR = word_list("before_year")


def name_follows(lexed: Lexed, at: int) -> bool:
    """True if the word at `at` makes a name of the date before it: "April 19 Movement", "17 July Bridge"."""
    return lexed.word(at) in _BEARERS


def stray_month(lexed: Lexed, at: int, dated: bool, day_first: bool, shift: str = "") -> bool:
    """True if the month word at `at` is a verb, a girl's name or a short word of its own.

    `dated`: a year stands with it. `day_first`: a number stands before it.
    """
    token = lexed.tokens[at]
    upper = lexed.text[token.start : token.end].isupper() and len(token.text) > 1
    beside = lexed.cls(at + 1) in ("NUM", "ORD") or (
        lexed.word(at + 1) == "the" and lexed.cls(at + 2) in ("ORD", "ORDW")
    )
    numbered = beside or day_first or dated
    if dated:
        return False
    if token.text in _VERBS:
        if not token.capital and not (numbered and lexed.word(at - 1) in ("of", "on")):
            return True
        if lexed.word(at + 1) in _AFTER_MAY and not beside:
            return True
        if not numbered and upper and (shift == "this" or lexed.word(at - 1) in ("to", "and", "or", "for")):
            return True
    if numbered:
        return token.cls == "MON" and not token.capital and not token.text.rstrip(".").isalpha()
    led = bool(shift) or lexed.word(at - 1) in _LED or lexed.cls(at - 1) in ("MOD", "HYPH", "SLASH", "PART")
    if token.cls == "MON":
        clear = token.capital or token.text.rstrip(".") in ("aug", "sept", "oct", "nov", "feb", "jul", "apr")
        return not (led and clear and len(token.text.rstrip(".")) <= 4)
    if token.text in _GIRLS:
        return not (led and token.capital)
    return not token.capital and not led


def stray_year(lexed: Lexed, at: int) -> bool:
    """True if the four figures are a number of things, a price, a model."""
    token = lexed.tokens[at]
    after = lexed.word(at + 1)
    if after in _PEOPLE or lexed.cls(at + 1) in ("UNITS", "HYPH", "SLASH", "COLON"):
        return True
    before = lexed.word(at - 1)
    if lexed.cls(at - 1) == "HYPH":  # "mid-2015", but not the telephone's 555-2020
        return lexed.cls(at - 2) not in ("MOD", "MONTH", "MON", "SEASON")
    closed = lexed.cls(at + 1) in ("STOP", "COMMA", "CLOSE", "PARA") and not token.text.endswith("00")
    if before in ("about", "around") and closed:
        return False
    if before in ("more", "about", "around", "over", "nearly", "almost", "than", "up", "some", "for"):
        return before not in ("about", "around") or lexed.cls(at - 2) not in ("in", "since", "from")
    if before not in _BEFORE_YEAR and lexed.cls(at - 1) not in ("MOD", "OPEN", "COMMA", "the", "DASH", "HYPH"):
        return True
    if before in ("and", "to", ",", "-", "–", "—", "on", "as", "for"):
        return not (
            lexed.cls(at + 1) in ("STOP", "CLOSE", "COMMA", "PARA", "and", "DASH")
            and lexed.cls(at - 2) in ("YEAR", "X", "NUM")
        )
    return before == "of" and lexed.cls(at + 1) == "X" and token.text.endswith("000")


def person(lexed: Lexed, at: int, bare: bool) -> bool:
    """True if the weekday at `at` is somebody's name: "Mr Sunday Igboho", "activist Friday Okon"."""
    if not bare:
        return False
    before = lexed.word(at - 1).rstrip(".")
    if before == "" and lexed.word(at - 2) in _TITLES:
        before = lexed.word(at - 2)
    after = lexed.tokens[at + 1] if at + 1 < len(lexed.tokens) else None
    named = after is not None and after.cls == "X" and after.capital
    stop_title = lexed.cls(at - 1) == "STOP" and lexed.word(at - 2) in _TITLES
    return named and (before in _TITLES or stop_title)


def short_form(lexed: Lexed, at: int) -> bool:
    """True if a short weekday ("Sun", "Sat.") may be another word and needs a date beside it."""
    token = lexed.tokens[at]
    clear = token.text.rstrip(".") in ("tue", "tues", "thu", "thur", "thurs", "weds") and token.capital
    led = lexed.word(at - 1) in ("on", "last", "since", "until", "by")
    return not (led and token.capital and (clear or token.text.endswith(".") or token.text in ("fri", "wed", "mon")))
