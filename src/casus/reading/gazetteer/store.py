"""Looking things up in the gazetteer file. Read-only, safe in threads and after a fork."""

from __future__ import annotations

import math
import os
import sqlite3
import threading
import zlib
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz, process

from casus.errors import InputError
from casus.reading.gazetteer.keys import bare, key

DEFAULT = Path(__file__).parents[2] / "data" / "gazetteer.sqlite"
FUZZY = 85.0  # at 78 two of 58 conflict places went to the wrong one, at 85 none did
_CACHED_KEYS = 200_000
_CACHED_COUNTRIES = 12
_COLUMNS = "p.id, p.name, p.country, p.admin1, p.kind, p.lat, p.lon, p.radius, p.population, p.geonames, p.note"


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the gazetteer.

    `kind`: settlement, admin1, admin2, country, continent, region, sea, or the kind of a site (base, camp,
    airport ...). `radius` in km; `rank` tells by which name it was found: 0 its own, 1 another of its names,
    2 without the article.
    """

    id: int
    name: str
    country: str | None
    admin1: str | None
    kind: str
    lat: float
    lon: float
    radius: float
    population: int
    geonames: int | None
    note: str
    rank: int = 0


# First letters that transliterations swap: Kunduz and Qunduz, Zabul and Sabul.
_SOUNDS = {c: group[0] for group in ("aeiouywh", "kqcgx", "szjdt", "bpvf", "lr", "mn") for c in group}


def _sound(word: str) -> str:
    return _SOUNDS.get(word[:1], word[:1])


class Gazetteer:
    """A gazetteer file. Opened lazily, once a thread; answers are cached."""

    def __init__(self, path: Path = DEFAULT) -> None:
        self.path = path
        self._local = threading.local()
        self._lock = threading.Lock()
        self._found: dict[str, tuple[Entry, ...]] = {}
        self._names: OrderedDict[str, dict[str, dict[int, tuple[list[str], list[str]]]]] = OrderedDict()

    def _open(self) -> sqlite3.Connection:
        here = getattr(self._local, "here", None)
        if here is not None and here[0] == os.getpid():
            opened: sqlite3.Connection = here[1]
            return opened
        if not self.path.is_file():
            raise InputError(str(self.path), "no gazetteer file", "run `make setup`, or `casus places build`")
        uri = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
        connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._local.here = (os.getpid(), connection)
        return connection

    def find(self, name_key: str) -> tuple[Entry, ...]:
        """Places with this key (see `keys.key`), the most prominent first, at most 40."""
        found = self._found.get(name_key)
        if found is None:
            rows = self._open().execute(
                f"SELECT {_COLUMNS}, n.rank FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? "
                "ORDER BY n.place LIMIT 40",
                (name_key,),
            )
            found = tuple(Entry(*row) for row in rows)
            if len(self._found) >= _CACHED_KEYS:
                self._found.clear()
            self._found[name_key] = found
        return found

    def named(self, name: str) -> tuple[Entry, ...]:
        """Places with this name in any spelling that has the same key, else the same without articles."""
        whole = key(name)
        found = self.find(whole)
        if not found:
            short = bare(whole)
            found = self.find(short) if short != whole else ()
        return found

    def fuzzy(self, name: str, country: str, cutoff: float = FUZZY) -> tuple[tuple[Entry, float], ...]:
        """Places of one country whose name is nearly this one, with a likeness of `cutoff`..100, best first."""
        wanted = bare(key(name)).replace(" ", "")
        if len(wanted) < 4 or len(wanted) > 60:
            return ()
        length, best = len(wanted), dict[int, tuple[Entry, float]]()
        bounds = cutoff / (200 - cutoff)  # a likeness of 85 of 100 allows lengths from 0.74 to 1.35 times
        bucket = self._country(country).get(_sound(wanted), {})
        for size in range(math.ceil(length * bounds), int(length / bounds) + 1):
            squeezed, keys = bucket.get(size, ((), ()))
            for _, score, at in process.extract(wanted, squeezed, scorer=fuzz.ratio, score_cutoff=cutoff, limit=5):
                self._collect(best, keys[at], country, score)
        return tuple(sorted(best.values(), key=lambda hit: (-hit[1], hit[0].id))[:5])

    def _collect(self, best: dict[int, tuple[Entry, float]], name_key: str, country: str, score: float) -> None:
        for entry in self.find(name_key):
            if entry.country == country and score > best.get(entry.id, (entry, 0.0))[1]:
                best[entry.id] = (entry, score)

    def _country(self, country: str) -> dict[str, dict[int, tuple[list[str], list[str]]]]:
        """Squeezed and whole keys of a country by first sound and length."""
        with self._lock:
            known = self._names.get(country)
            if known is None:
                row = self._open().execute("SELECT keys FROM fuzzy WHERE country = ?", (country,)).fetchone()
                known = self._names[country] = {}
                for name_key in zlib.decompress(row[0]).decode().split("\n") if row else ():
                    squeezed = bare(name_key).replace(" ", "")
                    lists = known.setdefault(_sound(squeezed), {}).setdefault(len(squeezed), ([], []))
                    lists[0].append(squeezed)
                    lists[1].append(name_key)
                if len(self._names) > _CACHED_COUNTRIES:
                    self._names.popitem(last=False)
            else:
                self._names.move_to_end(country)
            return known

    def within(self, south: float, north: float, west: float, east: float, limit: int = 200) -> tuple[Entry, ...]:
        """Settlements and sites in a box of degrees, the most prominent first."""
        rows = self._open().execute(
            f"SELECT {_COLUMNS} FROM box b JOIN place p ON p.id = b.id "
            "WHERE b.south >= ? AND b.north <= ? AND b.west >= ? AND b.east <= ? ORDER BY p.id LIMIT ?",
            (south, north, west, east, limit),
        )
        return tuple(Entry(*row) for row in rows)

    def all(self, *kinds: str) -> Iterator[Entry]:
        """Every place of the given kinds, in order of prominence."""
        marks = ",".join("?" * len(kinds))
        for row in self._open().execute(f"SELECT {_COLUMNS} FROM place p WHERE kind IN ({marks}) ORDER BY id", kinds):
            yield Entry(*row)

    def meta(self) -> dict[str, str]:
        """What the file was baked from: `digest`, `source`, `places`, `names`."""
        return dict(self._open().execute("SELECT key, value FROM meta ORDER BY key"))


CHOICE = (
    "CASUS_GAZETTEER"  # environment variable: a gazetteer baked by `casus places build` in place of the packaged one
)


def open_gazetteer(path: Path | None = None) -> Gazetteer:
    """The gazetteer at `path`, the same object for every caller; by default the one chosen by `CASUS_GAZETTEER`,
    else the packaged one."""
    return _opened(path or Path(os.environ.get(CHOICE) or DEFAULT))


@cache
def _opened(path: Path) -> Gazetteer:
    return Gazetteer(path)
