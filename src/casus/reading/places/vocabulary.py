"""The tables of `casus/data/places` that the reading of places uses, loaded once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from casus.reading.gazetteer.keys import key


def _rows(name: str) -> list[list[str]]:
    text = files("casus").joinpath("data", "places", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@dataclass(frozen=True, slots=True)
class Country:
    """A row of `countries.tsv`."""

    iso: str
    name: str
    capital: str
    neighbours: tuple[str, ...]


@cache
def countries() -> dict[str, Country]:
    """ISO code to country."""
    return {
        row[0]: Country(row[0], row[1], key(row[7]), tuple(n for n in row[8].split("|") if n))
        for row in _rows("countries.tsv")
    }


@cache
def demonyms() -> dict[str, str]:
    """Key of a country's adjective or people ("south korean") to ISO code."""
    out: dict[str, str] = {}
    for row in _rows("countries.tsv"):
        for word in row[6].split("|"):
            if word:
                out.setdefault(key(word), row[0])
    return out


@cache
def capitals() -> dict[str, str]:
    """Key of a capital to ISO code, with the names that news use for a government."""
    out = {country.capital: iso for iso, country in countries().items() if country.capital}
    return out | {"washington": "US", "kiev": "UA", "kyiv": "UA", "the kremlin": "RU", "tel aviv": "IL", "sanaa": "YE"}


@cache
def cues() -> dict[str, frozenset[str]]:
    """Class of cue to its words."""
    return {name: frozenset(words.split()) for name, words, _ in _rows("cues.tsv")}


@cache
def words() -> frozenset[str]:
    """Ordinary words that are also names of places."""
    return frozenset(row[0] for row in _rows("words.txt"))


@cache
def given_names() -> frozenset[str]:
    """Given names, lower case."""
    return frozenset(row[0] for row in _rows("given.txt"))


@cache
def surnames() -> frozenset[str]:
    """Common surnames, lower case."""
    return frozenset(row[0] for row in _rows("surnames.txt"))


@dataclass(frozen=True, slots=True)
class Short:
    """A short name: for a unit ("US.CA") or for a place ("New York City"); `free` if it may stand alone."""

    unit: str | None
    name: str | None
    free: bool


@cache
def short_names() -> dict[str, Short]:
    """Short names as written ("Calif.", "TX") to what they stand for."""
    out: dict[str, Short] = {}
    for words_, target, where in _rows("abbreviations.tsv"):
        unit = target if len(target) > 2 and target[2] == "." else None
        out[words_] = Short(unit, None if unit else target, where == "free")
    return out


@cache
def unit_names() -> dict[str, str]:
    """Code of a first-level unit ("US.CA") to its name."""
    return {row[0]: row[1] for row in _rows("admin1.tsv")}


@cache
def telling() -> dict[str, tuple[str, float]]:
    """Key of one or two words to the country they speak for and how much ("boko haram": NG)."""
    return {key(row[0]): (row[1], float(row[2])) for row in _rows("telling.tsv")}
