"""The run of words that a noun phrase may hold after its number or article, and its head."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

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
    sorts = "prep aux_be aux_have modal negation conj det possessive pronoun adverb verb intent".split()
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


def _year_old(lx: Lexed, i: int, stop: int) -> bool:
    """ "17 year old"."""
    return i + 2 < stop and lx.low[i + 1] in ("year", "yr", "years") and lx.low[i + 2] in ("old", "olds")


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
        if (
            kind == "s"
            or (kind == "d" and not _year_old(lx, at, stop))
            or (kind == "w" and _ends_run(lx, at, stop, run))
        ):
            break
        noun = tables.noun(low)
        if kind == "d" and _year_old(lx, at, stop):
            at += 2
            low = lx.low[at]
        if low.endswith(("year-old", "year-olds")) or (low == "old" and kind == "d"):
            if not (at + 1 < stop and _plain(lx, at + 1) and lx.low[at + 1] not in breaks()):
                run.head, run.noun, run.end = at, tables.Noun("person", "", low.endswith("s")), at + 1
                break
            at += 1
            continue
        if low in _MASS and at + 1 < stop and _plain(lx, at + 1) and lx.low[at + 1] not in breaks():
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


def _ends_run(lx: Lexed, at: int, stop: int, run: Run) -> bool:
    low = lx.low[at]
    if is_number(low):
        return True
    if low in PARTICLES and run.head >= 0 and at + 1 < stop and lx.cap(at + 1) and lx.cap(at - 1):
        return False
    if low.endswith(("'ll", "'re", "'ve", "'d", "'m")):
        return True
    if low in stops():
        return not (low == "us" and lx.raw[at] == "US")
    if low in tables.TIME:
        return run.head >= 0 or low in ("today", "yesterday", "tonight", "tomorrow", "overnight")
    if low in breaks():
        return run.head >= 0 or not _qualifies(lx, at, stop)
    if low in tables.PERSONS:
        return low in ("dead", "wounded", "injured") or (
            low in ("hostage", "captive", "prisoner") and run.noun is not None
        )
    if lx.cap(at):
        return False
    if low.endswith(("ed", "ing")) and len(low) > 4 and "-" not in low:
        return low not in tables.ADJECTIVE
    return False


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
