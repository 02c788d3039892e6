"""The run of words that a noun phrase may hold after its number or article, and its head."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from . import tables
from .lexer import Lexed
from .numbers import is_number

_RUN = 9  # tokens of one noun phrase after its number; longer ones in news are lists


PARTICLES = frozenset("al el de da di del dela van von bin ibn bint abu ould la le dos den der ul ur ud e y".split())


_QUOTES = frozenset("\"'“”‘’«»„")


_MASS = frozenset("police staff crew".split())


@cache
def stops() -> frozenset[str]:
    """Words that no noun phrase goes through."""
    sorts = "prep aux_be aux_have modal negation conj det possessive pronoun adverb verb intent particle".split()
    return frozenset().union(*(tables.words(sort) for sort in sorts)) - tables.ADJECTIVE


@cache
def breaks() -> frozenset[str]:
    """Single casualty words: a noun phrase ends before them, unless they qualify its noun ("wounded men")."""
    out = set()
    for row in tables.rows("casualties.tsv"):
        if row["frame"] in (
            "verb",
            "self",
            "state",
            "ing",
            "soft",
            "fall",
            "part",
            "past",
            "lose",
            "hold",
            "seize",
            "base",
        ):
            out |= {phrase.split()[0] for phrase in row["words"].split("|")}
    return frozenset(out) - frozenset(
        "in with were was had under prisoner prisoners never reported throat throats".split()
    )


def _qualifies(lx: Lexed, i: int, stop: int) -> bool:
    """True if the word at `i` looks like a verb and yet belongs to the noun after it: "two wounded men"."""
    return (
        lx.low[i] in tables.ADJECTIVE
        and i + 1 < stop
        and lx.low[i + 1] not in ("dead", "wounded", "injured")
        and (
            lx.low[i + 1] in tables.PERSONS or (i + 2 < stop and lx.low[i + 2] in tables.PERSONS and _plain(lx, i + 1))
        )
    )


def _old(lx: Lexed, i: int, stop: int) -> int | None:
    """The last token of "17-year-old" or "17 year old" at `i`."""
    if lx.kind[i] == "x":
        return i if lx.low[i].endswith(("year-old", "year-olds")) else None
    if (
        lx.kind[i] == "d"
        and i + 2 < stop
        and lx.low[i + 1] in ("year", "yr", "years")
        and lx.low[i + 2] in ("old", "olds")
    ):
        return i + 2
    return None


def _followed(lx: Lexed, i: int, stop: int) -> bool:
    """True if a word of the same noun phrase follows token `i`."""
    return i + 1 < stop and _plain(lx, i + 1) and lx.low[i + 1] not in breaks()


def _plain(lx: Lexed, i: int) -> bool:
    """An ordinary word that may stand between an adjective and its noun."""
    return lx.kind[i] in "wx" and lx.low[i] not in stops() and lx.low[i] not in tables.TIME and not is_number(lx.low[i])


@dataclass(slots=True)
class Run:
    """What `run` found: the head token, the end, and the noun (None if the head is no person)."""

    head: int = -1
    end: int = 0
    noun: tables.Noun | None = None
    caps: bool = False


def scan(lx: Lexed, i: int, stop: int) -> Run:
    """The nouns from token `i` on: the last noun of persons, or else the last word of the phrase."""
    run, at = Run(end=i), i
    stop = min(stop, i + _RUN)
    last = -1
    run.caps = True
    while at < stop:
        low, kind = lx.low[at], lx.kind[at]
        if kind == "p":
            if low in _QUOTES or (low == "." and last == at - 1):
                at += 1
                continue
            break
        if kind != "w":
            old = _old(lx, at, stop)
            if old is None and kind != "x":
                break
            if old is not None and not _followed(lx, old, stop):
                run.head, run.noun, run.end = old, tables.Noun("person", "", lx.low[old].endswith("s")), old + 1
                break
            if old is not None:
                at = old + 1
                continue
        elif _ends_run(lx, at, stop, run):
            break
        noun = tables.noun(low)
        if low in _MASS and _followed(lx, at, stop):
            noun = None  # "two police officers", but "four police were hurt"
        if noun is not None and not (noun.sort == "collective" and run.noun is not None):
            run.head, run.noun, run.end = at, noun, at + 1
        elif run.noun is not None and (run.noun.plural or not _goes_on(lx, at)):
            break
        elif run.noun is not None and _names_person(lx, at):
            run.end = at + 1
        elif run.noun is not None:
            run.noun, run.head, run.end = None, at, at + 1  # "a passenger bus": the noun of persons only qualified
        elif not low.endswith("'s"):
            run.head, run.end = at, at + 1
        if run.noun is None and not (lx.cap(at) or low in PARTICLES):
            run.caps = False
        last = at
        at += 1
    return run


@lru_cache(maxsize=8192)
def _mark(low: str) -> str:
    """What a word means to a noun phrase: "" nothing, end, stop, time, break, person, verbal."""
    if is_number(low) or low.endswith(("'ll", "'re", "'ve", "'d", "'m")):
        return "end"
    for mark, words in (("stop", stops()), ("time", tables.TIME), ("break", breaks()), ("person", tables.PERSONS)):
        if low in words:
            return mark
    looks_verbal = low.endswith(("ed", "ing")) and len(low) > 4 and "-" not in low
    return "verbal" if looks_verbal and low not in tables.ADJECTIVE else ""


def _ends_run(lx: Lexed, at: int, stop: int, run: Run) -> bool:
    low = lx.low[at]
    mark = _mark(low)
    if mark == "time":
        return run.head >= 0 or low in ("today", "yesterday", "tonight", "tomorrow", "overnight")
    if mark == "break":
        return run.head >= 0 or not _qualifies(lx, at, stop)
    if mark == "person":
        held = low in ("hostage", "captive", "prisoner") and run.noun is not None
        return held or low in ("dead", "wounded", "injured")
    if mark == "verbal":
        return not lx.cap(at)
    return mark == "end" or (mark == "stop" and not (low == "us" and lx.raw[at] == "US"))


def _goes_on(lx: Lexed, at: int) -> bool:
    """After a singular noun of persons: does the word at `at` still belong to the phrase?"""
    if lx.upper:
        return lx.low[at] in tables.COMPOUND or lx.kind[at] == "w"
    return lx.kind[at] == "w"


def _names_person(lx: Lexed, at: int) -> bool:
    """True if the word at `at`, after "the mayor", is that person's name."""
    if lx.upper:
        return lx.low[at] not in tables.COMPOUND
    return lx.cap(at) or lx.low[at] in PARTICLES
