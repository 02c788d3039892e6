"""The tables of witnesses: cue verbs, leads, channels, outlets, words for those who speak to the press."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Mood = Literal["asserts", "denies", "doubts", "alleges"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb that reports: what may follow it (`shape`) and how far the report stands behind it (`mood`)."""

    verb: str
    shape: str
    mood: Mood


def _rows(name: str) -> list[list[str]]:
    lines = files("casus.data").joinpath(f"witnesses/{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines[1:]]


MOODS: dict[str, Mood] = {"asserts": "asserts", "denies": "denies", "doubts": "doubts", "alleges": "alleges"}


@cache
def verbs() -> dict[str, Cue]:
    """Every form of a cue verb."""
    return {
        form: Cue(verb, shape, MOODS[mood]) for verb, forms, shape, mood, _ in _rows("verbs") for form in forms.split()
    }


@cache
def leads() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases before a source ("according to") as words, by their first word, longest first."""
    found = sorted((tuple(row[0].split()) for row in _rows("leads")), key=lambda words: (-len(words), words))
    return {lead[0]: tuple(other for other in found if other[0] == lead[0]) for lead in found}


@cache
def words_of(name: str) -> frozenset[str]:
    """The words of one class of `words.tsv`."""
    return next(frozenset(words.split()) for kind, words, _ in _rows("words") if kind == name)


@cache
def channels() -> dict[str, str]:
    """Word to the channel it gives away."""
    return {word: channel for words, channel, _ in _rows("channels") for word in words.split()}


@cache
def outlets() -> frozenset[tuple[str, ...]]:
    """Names of agencies and broadcasters, as lower-case words."""
    return frozenset(tuple(row[0].lower().split()) for row in _rows("outlets"))


@cache
def speakers() -> frozenset[str]:
    """Words for those who speak to the press: officials, bodies, bystanders."""
    return frozenset(word for words, _ in _rows("sources") for word in words.split())
