"""Are the places of conflict news found, in which spellings, how fast, and how often is a wrong one given?

python benchmarks/gazetteer.py
"""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from pathlib import Path

from casus.reading import places
from casus.reading.gazetteer import key, open_gazetteer
from casus.reading.places.resolve import kilometres

TABLE = Path(__file__).with_name("conflict_places.tsv")
# Names that no gazetteer should know: asked for in a country, an answer is a mistake.
INVENTED = (
    ("Varbelograd", "UA"), ("Khirbet al-Zumurrudi", "SY"), ("Tel Qarmoush", "IQ"), ("Ndakulaswe", "CD"),
    ("Umm Tarqabil", "SD"), ("Zholkivtsevo Nove", "UA"), ("Bandar-e Sivandokht", "IR"), ("Oguzadegbo", "NG"),
    ("Kampong Serayu Indah Lama", "ID"), ("Wadi al-Shamardal", "YE"), ("Tsekhovynske", "UA"),
    ("Al-Muqattabiya", "IQ"), ("Nahr al-Kharzoum", "LB"), ("Fangassouboro", "ML"), ("Tindrizagaten", "NE"),
    ("Qaryat Bu Lahziz", "LY"), ("Dhuusamalow", "SO"), ("Htan Kyauk Pwint Lay", "MM"),
    ("Santa Eulogia del Tigrillo", "CO"), ("Barangay Lumabagtas", "PH"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """A row of the table."""

    name: str
    country: str
    lat: float
    lon: float
    km: float
    variants: tuple[str, ...]

    def met(self, place: object) -> bool:
        """True if the place is in the right country and near enough."""
        lat, lon = getattr(place, "lat", None), getattr(place, "lon", None)
        near = lat is not None and lon is not None and kilometres((lat, lon), (self.lat, self.lon)) <= self.km
        return near and getattr(place, "country", None) == self.country


def wanted() -> list[Wanted]:
    """The rows of the table."""
    out = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, country, lat, lon, km, variants = line.split("\t")
            out.append(
                Wanted(name, country, float(lat), float(lon), float(km), tuple(v for v in variants.split("|") if v))
            )
    return out


def timed(names: list[str], country: str | None = None) -> float:
    """Median microseconds of a first look-up."""
    gazetteer, took = open_gazetteer(), []
    for name in names:
        start = time.perf_counter()
        if country is None:
            gazetteer.find(name)
        else:
            gazetteer.fuzzy(name, country)
        took.append(time.perf_counter() - start)
    return 1e6 * statistics.median(took)


def main() -> None:
    """Print the figures."""
    rows = wanted()
    print("exact look-up, median us:", round(timed([key(row.name) for row in rows]), 1))
    for country in ("IQ", "UA", "NG", "US"):
        open_gazetteer().fuzzy("Warmingup", country)
        print(f"fuzzy look-up in {country}, median us:", round(timed([row.name + "ia" for row in rows], country)))
    any_, first, given, near, missed = 0, 0, 0, 0, []
    variants = [(row, variant) for row in rows for variant in row.variants]
    for row in rows:
        free = places.lookup(row.name)
        inside = places.lookup(row.name, row.country)
        any_ += any(row.met(p) for p in free)
        first += bool(free) and row.met(free[0])
        given += bool(inside) and row.met(inside[0])
        missed += [] if inside and row.met(inside[0]) else [row.name]
    wrong = []
    for row, variant in variants:
        inside = places.lookup(variant, row.country)
        if inside and row.met(inside[0]):
            near += 1
        else:
            wrong.append((variant, [(p.names[0], p.country) for p in inside[:1]]))
    print(f"{len(rows)} places: any {any_}, first {first}, first in the country {given}; missed {missed}")
    print(f"{len(variants)} variants: first in the country {near}; missed {wrong}")
    false = [(name, country) for name, country in INVENTED if places.lookup(name, country)]
    print(f"{len(INVENTED)} invented names: {len(false)} answered {false}")


if __name__ == "__main__":
    main()
