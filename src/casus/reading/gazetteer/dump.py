"""Reading the files that GeoNames offers: `allCountries`, one country, alternate names."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from casus.errors import InputError

_COLUMNS = 19
_STEP = 50_000
# GeoNames feature codes that a report of conflict names, the kind they get, and their radius in km.
FEATURES = {
    "AIRB": "airbase", "AIRP": "airport", "AIRF": "airport", "MILB": "base", "NVB": "base", "INSM": "base",
    "FT": "base", "CMP": "camp", "CMPRF": "camp", "DAM": "dam", "PRN": "prison", "HSP": "hospital", "BDG": "bridge",
    "OILF": "oilfield", "OILR": "plant", "GASF": "oilfield", "PS": "plant", "PSN": "plant", "PRT": "port",
    "BDRY": "crossing", "CSTM": "crossing", "PSTB": "crossing", "ISL": "island", "PASS": "pass", "MN": "mine",
    "ADM2": "admin2", "ADM3": "admin2",
}  # fmt: skip
SITE_KINDS = {"admin2": 25.0, "island": 8.0, "oilfield": 6.0}
_LANGUAGES = frozenset(("en", "", "abbr", "fr", "es", "ar-latn", "tr", "ku", "so", "ha"))


@dataclass(frozen=True, slots=True)
class DumpRow:
    """One line of a GeoNames dump."""

    geonames: int
    name: str
    country: str
    admin1: str | None
    kind: str
    lat: float
    lon: float
    population: int
    others: tuple[str, ...]


@contextmanager
def _lines(path: Path) -> Iterator[IO[str]]:
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            inner = [n for n in archive.namelist() if n.endswith(".txt") and "readme" not in n.lower()]
            if not inner:
                raise InputError(str(path), "no .txt file in it", "give the zip as GeoNames offers it")
            with archive.open(inner[-1]) as raw:
                yield io.TextIOWrapper(raw, encoding="utf-8", newline="\n")
    else:
        with path.open(encoding="utf-8", newline="\n") as stream:
            yield stream


def _row(cells: list[str]) -> DumpRow | None:
    kind = "settlement" if cells[6] == "P" else FEATURES.get(cells[7])
    if kind is None or not cells[8] or cells[7] in ("PPLH", "PPLQ"):
        return None
    return DumpRow(
        int(cells[0]), cells[1], cells[8], cells[10] or None, kind,
        round(float(cells[4]), 4), round(float(cells[5]), 4),
        int(cells[14] or 0), tuple(other for other in (cells[2], *cells[3].split(",")) if other),
    )  # fmt: skip


def dump_places(
    paths: list[Path], countries: set[str] | None, progress: Callable[[int], None] | None
) -> Iterator[DumpRow]:
    """The settlements and sites of the dump files, with the names of any alternate-names file among them."""
    read = 0
    rows: dict[int, DumpRow] = {}
    extra: dict[int, list[str]] = {}
    for path in sorted(paths, key=lambda p: "alternate" in p.name.lower()):
        alternate = "alternate" in path.name.lower()
        with _lines(path) as lines:
            for number, line in enumerate(lines, start=1):
                read += 1
                if progress and read % _STEP == 0:
                    progress(read)
                cells = line.rstrip("\r\n").split("\t")
                try:
                    if alternate:
                        if int(cells[1]) in rows and cells[2] in _LANGUAGES:
                            extra.setdefault(int(cells[1]), []).append(cells[3])
                        continue
                    if len(cells) != _COLUMNS:
                        raise ValueError(f"{len(cells)} columns")
                    row = None if countries is not None and cells[8] not in countries else _row(cells)
                except (ValueError, IndexError) as error:
                    where = f"{path}:{number}"
                    raise InputError(where, f"not a line of a GeoNames dump ({error})", "give XX.txt") from error
                if row is not None:
                    rows[row.geonames] = row
    if progress:
        progress(read)
    for number, row in rows.items():
        yield replace(row, others=(*row.others, *extra[number])) if number in extra else row
