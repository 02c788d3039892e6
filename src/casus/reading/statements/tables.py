"""The tables of statements: verbs with what must follow them, clauses that speak for themselves, word classes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Act:
    """A verb of a statement. `kind` is a statement kind or a question for `acts.settle` (ask, vow, reject ...).

    `follow`: one of these words must come soon after ("" anything, "*" something); `bars`: not as the next word.
    """

    kind: str
    follow: frozenset[str]
    bars: frozenset[str]


@dataclass(frozen=True, slots=True)
class Clause:
    """A pattern in reported words that makes them a statement; `whose`: said of the speaker's side (self) or not."""

    kind: str
    pattern: re.Pattern[str]
    whose: str


def _rows(name: str) -> list[list[str]]:
    lines = files("casus.data").joinpath(f"statements/{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines[1:]]


@cache
def classes() -> dict[str, frozenset[str]]:
    """Word classes (peace, hostile, bad ...) by name."""
    return {name: frozenset(words.split()) for name, words, _ in _rows("words")}


def words_of(name: str) -> frozenset[str]:
    """The words of one class."""
    return classes()[name]


def kind_of_word(name: str, word: str) -> bool:
    """True if the lower-case word is in the class."""
    return word in classes()[name]


@cache
def acts() -> dict[str, tuple[Act, ...]]:
    """Every verb form with its rows, in the table's order."""
    out: dict[str, tuple[Act, ...]] = {}
    for forms, kind, follow, bars, _ in _rows("acts"):
        wanted: set[str] = set()
        for word in follow.split():
            wanted |= classes()[word[1:]] if word.startswith("@") else {word}
        act = Act(kind, frozenset(wanted), frozenset(bars.split()))
        for form in forms.split():
            out[form] = (*out.get(form, ()), act)
    return out


@cache
def clauses() -> tuple[Clause, ...]:
    """The patterns, in the table's order."""
    return tuple(
        Clause(kind, re.compile(pattern if pattern.startswith("^") else rf"\b{pattern}", re.IGNORECASE), whose)
        for kind, pattern, whose, _ in _rows("clauses")
    )
