"""The tables of the count grammar, read once from `casus/data/counts` (each row there has its reason)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Generic, TypeVar

from casus.model import Count

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun of persons: its sort (person, force, armed, collective), its side, and whether it is a plural."""

    sort: str
    side: str
    plural: bool


@dataclass(frozen=True, slots=True)
class Hedge:
    """What "at least", "about", "or more" do to a number: floor, ceiling, over, under, about, exact."""

    sort: str
    after: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """A row of casualties.tsv: what the word counts and how its people are found."""

    sort: str
    frame: str


class Node(Generic[T]):
    """What may follow some words, and what those words mean by themselves."""

    __slots__ = ("after", "values")

    def __init__(self) -> None:
        self.after: dict[str, Node[T]] = {}
        self.values: list[T] = []


class Trie(Generic[T]):
    """Longest match of word sequences."""

    def __init__(self) -> None:
        self._root: Node[T] = Node()

    def add(self, words: str, value: T) -> None:
        """Add a phrase; words are split at blanks."""
        node = self._root
        for word in words.split():
            node = node.after.setdefault(word, Node())
        node.values.append(value)

    def __contains__(self, word: str) -> bool:
        return word in self._root.after

    def at(self, lows: list[str], start: int, stop: int) -> tuple[int, list[T]]:
        """The end of the longest phrase at `start` and its values; (start, []) if there is none."""
        end, found, at = start, list[T](), start
        node = self._root.after.get(lows[start])
        while node is not None:
            at += 1
            if node.values:
                end, found = at, node.values
            node = node.after.get(lows[at]) if at < stop else None
        return end, found


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one table."""
    text = (files("casus") / "data" / "counts" / name).read_text(encoding="utf-8")
    reader = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    for row in reader:
        yield {key: (value or "").strip() for key, value in row.items()}


@cache
def persons() -> dict[str, Noun]:
    """Every form of every noun of persons, lower case."""
    out: dict[str, Noun] = {}
    for row in rows("persons.tsv"):
        single, many = row["noun"], row["plural"]
        if many != single:
            out.setdefault(single, Noun(row["sort"], row["side"], False))
        out[many] = Noun(row["sort"], row["side"], True)
    return out


@cache
def vague() -> Trie[Count]:
    """Words for a number that give only a bound, and words for none."""
    trie: Trie[Count] = Trie()
    for row in rows("vague.tsv"):
        high = int(row["high"]) if row["high"] else None
        trie.add(row["words"], Count(int(row["low"]), high, bool(row["approx"])))
    return trie


@cache
def hedges(place: str) -> Trie[Hedge]:
    """The hedges that stand "before" or "after" the number."""
    trie: Trie[Hedge] = Trie()
    for row in rows("hedges.tsv"):
        if row["place"] == place:
            trie.add(row["words"], Hedge(row["sort"], place == "after"))
    return trie


@cache
def things() -> dict[str, dict[str, bool]]:
    """Sets of words, by sort: measures, money, labels, months ... (dictionaries, so that order is kept)."""
    out: dict[str, dict[str, bool]] = {}
    for row in rows("things.tsv"):
        out.setdefault(row["sort"], {}).update(dict.fromkeys(row["words"].split(), True))
    return out


@cache
def words(sort: str) -> frozenset[str]:
    """The words of one class of words.tsv: prep, aux_be, verb ..."""
    return frozenset(word for row in rows("words.tsv") if row["sort"] == sort for word in row["words"].split())


@cache
def casualties() -> Trie[Frame]:
    """The casualty words and phrases with what they count and how."""
    trie: Trie[Frame] = Trie()
    for row in rows("casualties.tsv"):
        for phrase in row["words"].split("|"):
            trie.add(phrase, Frame(row["sort"], row["frame"]))
    return trie


PERSONS = persons()
PREP, DET, POSSESSIVE, ADVERB, VERB = (words(sort) for sort in ("prep", "det", "possessive", "adverb", "verb"))
BE, HAVE, MODAL, CONDITION = (words(sort) for sort in ("aux_be", "aux_have", "modal", "condition"))
ADJECTIVE, TIME, ORGANISATION, COMPOUND = (words(sort) for sort in ("adjective", "time", "organisation", "compound"))
MEASURE, CLOCK, SHARE, SCORE = (things()[sort] for sort in ("measure", "clock", "share", "score"))
BEAST, THING, LABEL, MONTH, WEEKDAY = (things()[sort] for sort in ("beast", "thing", "label", "month", "weekday"))
MONEY, AGE = things()["money_before"], things()["age_before"]
_NO_MEN = words("no_men")


@lru_cache(maxsize=8192)
def noun(word: str) -> Noun | None:
    """The noun of persons that `word` (lower case) is: in the table, or built like one ("ex-mayor", "gunwoman")."""
    found = PERSONS.get(word)
    if found is not None or len(word) < 5 or word in _NO_MEN:
        return found
    if word.endswith(("men", "women")):
        return Noun("person", "", True)
    if word.endswith(("sman", "woman", "yman", "rman", "dman", "tman", "kman", "wman")):
        return Noun("person", "", False)
    return PERSONS.get(word.rpartition("-")[2]) if word.startswith(("ex-", "vice-", "deputy-", "sub-", "co-")) else None
