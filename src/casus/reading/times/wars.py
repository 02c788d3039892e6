""" "Ten days after the start of the war", "since the coup": which war is meant is told by the words of the report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from casus.reading.times.frame import Frame
from casus.reading.times.lexer import Lexed
from casus.reading.times.tables import Start, starts

_BEGUN = frozenset({"began", "begun", "started", "erupted", "start"})
_OPENINGS = frozenset({"start", "beginning", "outbreak", "onset", "eruption"})
# Nouns that mean their own first day: "since the coup", but "since the war" is no start.
_SUDDEN = frozenset(
    {"coup", "invasion", "full-scale invasion", "takeover", "putsch", "genocide", "uprising", "massacre"}
)
_LOOK = 6  # tokens between the noun and "start of" before it or "began" after it


@cache
def war_nouns() -> frozenset[str]:
    """The last words of the nouns in the table: war, invasion, coup ..."""
    return frozenset(noun.split()[-1].split("-")[-1] for start in starts() for noun in start.nouns)


def war_frames(lexed: Lexed) -> Iterator[Frame]:
    """Frames of kind "war": `key` is the noun that names it."""
    nouns = war_nouns()
    for at, token in enumerate(lexed.tokens):
        if token.text not in nouns:
            continue
        opening = _back(lexed, at, _OPENINGS)
        begun = _forward(lexed, at)
        since = _back(lexed, at, frozenset({"since"}))
        if opening is not None:
            yield Frame("war", opening, at + 1, key=token.text)
        elif begun is not None and (since is not None or lexed.word(_led(lexed, at)) in ("after", "before", "until")):
            first = since + 1 if since is not None else _led(lexed, at) + 1
            yield Frame("war", first, begun + 1, key=token.text)
        elif since is not None and at - since <= 4 and token.text in _SUDDEN and not _dated(lexed, since, at):
            yield Frame("war", since + 1, at + 1, key=token.text)


def _dated(lexed: Lexed, first: int, last: int) -> bool:
    return any(token.cls in ("YEAR", "MONTH", "MON", "NUM") for token in lexed.tokens[first:last])


def _led(lexed: Lexed, at: int) -> int:
    return next((i for i in range(at - 1, max(at - _LOOK, -1), -1) if lexed.cls(i) in ("after", "before", "until")), -1)


def _back(lexed: Lexed, at: int, words: frozenset[str]) -> int | None:
    for here in range(at - 1, max(at - _LOOK - 1, -1), -1):
        if lexed.tokens[here].cls in ("STOP", "COMMA", "PARA"):
            return None
        if lexed.tokens[here].text in words and (words == {"since"} or lexed.word(here + 1) == "of"):
            return here
    return None


def _forward(lexed: Lexed, at: int) -> int | None:
    for here in range(at + 1, min(at + _LOOK, len(lexed.tokens))):
        if lexed.tokens[here].cls in ("STOP", "PARA"):
            return None
        if lexed.tokens[here].text in _BEGUN:
            return here
        if lexed.tokens[here].text == "broke" and lexed.word(here + 1) == "out":
            return here + 1
    return None


class Wars:
    """The wars that a report's words point to."""

    def __init__(self, lexed: Lexed) -> None:
        self._text = lexed.text
        self._scores: dict[str, int] | None = None

    def start(self, noun: str, base: date | None) -> date | None:
        """The day the named war began, as far as the report's words and its date tell; `None` if they don't.

        The war with the most cue words wins, then the latest.
        """
        best: tuple[int, date] | None = None
        for row in starts():
            if base is not None and not (row.day <= base and base.year <= row.last_year):
                continue
            if not any(name.split()[-1].split("-")[-1] == noun for name in row.nouns):
                continue
            score = self._score(row)
            if score and (best is None or (score, row.day) > best):
                best = (score, row.day)
        return best[1] if best else None

    def is_start(self, month: int, day: int, base: date) -> date | None:
        """The war start on that day of the year that the report's words point to."""
        for row in starts():
            same = (row.day.month, row.day.day) == (month, day)
            if same and row.day <= base and base.year <= row.last_year and self._score(row):
                return row.day
        return None

    def _score(self, row: Start) -> int:
        if self._scores is None:
            self._scores = {}
        if row.key not in self._scores:
            found = {m.group().lower() for m in _cues(row.cues).finditer(self._text)}
            self._scores[row.key] = len(found)
        return self._scores[row.key]


@cache
def _cues(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(word) for word in words) + r")(?!\w)", re.IGNORECASE)
