"""Past or future, from the verb near a time: "will meet on Friday", "met on Friday", "said on Friday it would"."""

from __future__ import annotations

from casus.reading.times.lexer import Lexed
from casus.reading.times.tables import tenses

_BEHIND = 9  # tokens before the time in which its verb is looked for
_AHEAD = 6  # tokens after it, if nothing stands before
_MODALS = frozenset({"will", "'ll", "shall", "would", "to", "won't"})
_BE = frozenset({"be", "been", "being", "is", "are"})
_AGAIN = frozenset({"expected", "scheduled", "planned", "slated", "due"})


def tense(lexed: Lexed, first: int, last: int) -> str:
    """ "past", "future" or "" (no verb near) for the time at tokens `first` up to `last`.

    The nearest verb before it in the sentence decides, else the nearest after it.
    """
    sentence = lexed.tokens[first].sentence
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


def _verb(lexed: Lexed, at: int) -> str:
    token = lexed.tokens[at]
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
    if token.text == "to" and lexed.word(at - 1) in ("set", "due", "going", "scheduled", "expected", "likely", "about", "ready"):
        return "future"
    return ""


def _after_modal(lexed: Lexed, at: int) -> bool:
    """True for the participle of "will be buried", "to be held"."""
    if lexed.word(at - 1) in _BE:
        return any(lexed.word(i) in _MODALS for i in (at - 2, at - 3))
    return lexed.word(at - 1) in ("will", "shall", "would")
