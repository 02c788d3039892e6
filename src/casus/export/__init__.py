"""What a ledger gives away: one module a format, and one call that writes a file.

The bytes depend on the ledger's reports, readings and rulings alone: not on the order they came in, nor on
locale, time zone, clock or number of workers.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from casus.errors import InputError
from casus.export import csv, geojson, jsonl, readings
from casus.ledger.book import Ledger
from casus.ledger.filters import Filters, FilterWords
from casus.ledger.view import View

Format = Callable[[View, Filters], Iterator[str]]

FORMATS: dict[str, Format] = {
    "readings": readings.lines,
    "jsonl": jsonl.lines,
    "csv": csv.lines,
    "geojson": geojson.lines,
}

__all__ = ["FORMATS", "export", "lines"]


def lines(view: View, format: str, filters: FilterWords = None) -> Iterator[str]:
    """The lines of one format, without line ends. Raises InputError for an unknown format or a bad filter."""
    if format not in FORMATS:
        raise InputError(f"format {format!r}", "there is no such format", f"use {', '.join(FORMATS)}")
    return FORMATS[format](view, Filters.of(filters))


def export(
    ledger: Ledger,
    format: str,
    filters: FilterWords = None,
    out: BinaryIO | str | os.PathLike[str] | None = None,
) -> int:
    """Write the events (or readings) that pass the filters, as UTF-8 with line feeds; returns the lines written.

    `out` is a binary stream or a path. A path is written beside itself first and then moved into place, so
    that a failure leaves the old file. `None` only counts.
    """
    with ledger.view() as view:
        source = lines(view, format, filters)
        if out is None:
            return sum(1 for _ in source)
        if isinstance(out, (str, os.PathLike)):
            return _to_path(source, Path(out))
        return _to_stream(source, out)


def _to_stream(source: Iterator[str], stream: BinaryIO) -> int:
    written = 0
    for line in source:
        stream.write(f"{line}\n".encode())
        written += 1
    return written


def _to_path(source: Iterator[str], path: Path) -> int:
    if not path.name:
        raise InputError("the file to write", "has no name", "give one")
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("wb") as stream:
            written = _to_stream(source, stream)
        beside.replace(path)
    except OSError as error:
        raise InputError(str(path), f"can't be written ({error.strerror})", "choose another name or folder") from error
    finally:
        beside.unlink(missing_ok=True)
    return written
