"""Past or future, from the verb near a time: "will meet on Friday", "met on Friday", "said on Friday it would"."""

from __future__ import annotations

from casus.reading.times.lexer import Lexed
from casus.reading.times.tables import tenses

_BEHIND = 9  # tokens before the time in which its verb is looked for
_AHEAD = 6  # tokens after it, if nothing stands before
_MODALS = frozenset({"will", "'ll", "shall", "would", "to", "won't"})
_BE = frozenset({"be", "been", "being", "is", "are"})
_FEW = frozenset({"only", "latest", "last", "others"})
_SET = frozenset("set called scheduled planned promised slated announced due billed expected foreseen fixed".split())
_IS = frozenset({"is", "are", "was", "were"})
_AGAIN = frozenset({"expected", "scheduled", "planned", "slated", "due"})


def tense(lexed: Lexed, first: int, last: int) -> str:
    """ "past", "future" or "" (no verb near) for the time at tokens `first` up to `last`.

    The nearest verb before it in the sentence decides, else the nearest after it.
    """
    sentence = lexed.tokens[first].sentence
    told = _set_for(lexed, first, last) or ("future" if _is_on(lexed, first) else "")
    if told:
        return told
    for here in range(first - 1, max(first - 1 - _BEHIND, -1), -1):
        if lexed.tokens[here].sentence != sentence or lexed.tokens[here].cls in ("PARA", "STOP", "OPEN"):
            break
        found = _verb(lexed, here)
        if found:
            return found
    for here in range(last, min(last + _AHEAD, len(lexed.tokens))):
        if lexed.tokens[here].sentence != sentence or lexed.tokens[here].cls in ("PARA", "STOP"):
            break
        found = _verb(lexed, here)
        if found:
            return found
    return ""


def _set_for(lexed: Lexed, first: int, last: int) -> str:
    """ "future" for "a strike called for Monday", "past" for "promised for Monday did not come", "" for "blamed for".

    "Blamed for Monday's raid" says nothing: the day belongs to the raid.
    """
    led = first - 2 if lexed.word(first - 1) == "the" else first - 1
    if lexed.word(led) != "for" or lexed.cls(last) in ("POSS", "HYPH"):
        return ""
    if lexed.word(led - 1) in _SET:
        return "past" if tenses().get(lexed.word(last)) == "past" else "future"
    return "" if lexed.cls(last) == "X" else "future"


def _is_on(lexed: Lexed, first: int) -> bool:
    """True for "the burial is on Saturday", "is Saturday", "postponed to Saturday"."""
    one, two = lexed.word(first - 1), lexed.word(first - 2)
    if one == "to":
        return two in ("moved", "postponed", "delayed", "adjourned", "until", "shifted", "rescheduled")
    return one in ("is", "are") or (one == "on" and two in ("is", "are"))


def _verb(lexed: Lexed, at: int) -> str:
    token = lexed.tokens[at]
    if token.cls == "NEAR" and token.value == "1":  # "tomorrow, Friday", "tomorrow is Friday"
        return "future"
    if token.cls not in ("X", "MOD") and token.text not in ("to", "ended", "started"):
        return ""
    told = tenses().get(token.text)
    if told == "none":
        return ""
    if told in ("past", "future") and token.text not in _AGAIN:
        if told == "past" and _after_modal(lexed, at):
            return "future"
        return told
    if token.text in _AGAIN:
        return "future" if lexed.word(at + 1) in ("to", "for", "on", "in", "at", "next", "later", "this") else ""
    if token.text.endswith("ed") and len(token.text) > 4 and "-" not in token.text:
        return "future" if _after_modal(lexed, at) else "past"
    if token.text == "to" and lexed.word(at - 1) in _IS:
        return "future"
    if token.text == "to" and lexed.word(at - 1) in (
        "set",
        "due",
        "going",
        "scheduled",
        "expected",
        "likely",
        "about",
    ):
        return "future"
    return ""


def _after_modal(lexed: Lexed, at: int) -> bool:
    """True for the participle of "will be buried", "to be held"."""
    if lexed.word(at - 1) in _BE:
        modal = next((i for i in (at - 2, at - 3) if lexed.word(i) in _MODALS), None)
        if modal is not None and lexed.word(modal) == "to":  # "the third teacher to be killed this year"
            return not any(lexed.cls(i) in ("ORDW", "ORD") or lexed.word(i) in _FEW for i in range(modal - 4, modal))
        return modal is not None
    return lexed.word(at - 1) in ("will", "shall", "would")
