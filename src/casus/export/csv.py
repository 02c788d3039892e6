"""A line an event for spreadsheets: RFC 4180 with line feeds, UTF-8 without a mark, text made harmless.

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula, and reports are written by
strangers. Such text gets an apostrophe in front; numbers are left alone, since only text can carry a formula.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator

from casus.ledger.filters import Filters
from casus.ledger.view import View
from casus.model import TOLL_FIELDS, Actor, Count
from casus.serial import degrees
from casus.summary import EventSummary

Cell = str | int | float | None

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # full-width too: spreadsheets fold them
SEPARATOR = "; "
_BLANKS = re.compile(r"\s+")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def _start(event: EventSummary) -> Cell:
    return event.time.start.isoformat() if event.time and event.time.start else None


def _end(event: EventSummary) -> Cell:
    return event.time.end.isoformat() if event.time and event.time.end else None


def _names(actors: Iterable[Actor]) -> str:
    return SEPARATOR.join(actor.name for actor in actors)


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _place(name: str) -> Callable[[EventSummary], Cell]:
    def cell(event: EventSummary) -> Cell:
        value: Cell = getattr(event.place, name) if event.place else None
        return value

    return cell


def _toll(field: str, of: Callable[[Count], Cell]) -> Callable[[EventSummary], Cell]:
    def cell(event: EventSummary) -> Cell:
        count = event.toll(field)
        return None if count is None else of(count)

    return cell


def _toll_columns() -> dict[str, Callable[[EventSummary], Cell]]:
    columns: dict[str, Callable[[EventSummary], Cell]] = {}
    for field in TOLL_FIELDS:
        columns[f"{field}_low"] = _toll(field, lambda count: count.low)
        columns[f"{field}_high"] = _toll(field, lambda count: count.high)
        columns[f"{field}_said"] = _toll(field, lambda count: _said(count))
    return columns


def _said(count: Count) -> str:
    """Tells an open range from an unknown high, which an empty cell can't."""
    shape = "at least" if count.high is None else "exact" if count.low == count.high else "range"
    return f"about, {shape}" if count.approx else shape


COLUMNS: dict[str, Callable[[EventSummary], Cell]] = {
    "id": lambda event: event.id,
    "kind": lambda event: event.kind,
    "start": _start,
    "end": _end,
    "time_precision": lambda event: event.time.precision if event.time else None,
    "place": lambda event: event.place.names[0] if event.place and event.place.names else None,
    "country": _place("country"),
    "lat": lambda event: degrees(event.place.lat) if event.place else None,
    "lon": lambda event: degrees(event.place.lon) if event.place else None,
    "place_precision": _place("precision"),
    "radius_km": _place("radius_km"),
    "actors": lambda event: _names(event.actors),
    "targets": lambda event: _names(event.targets),
    **_toll_columns(),
    "count": lambda event: event.count,
    "status": lambda event: event.status,
    "says": lambda event: SEPARATOR.join(event.says),
    "claimed_by": lambda event: _names(event.claimed_by),
    "weapons": lambda event: SEPARATOR.join(event.weapons),
    "claims": lambda event: event.claims,
    "reports": lambda event: event.reports,
    "sources": lambda event: event.sources,
    "witnesses": lambda event: event.witnesses,
    "disputed": lambda event: _yes(event.disputed),
    "disputes": lambda event: SEPARATOR.join(event.disputes),
    "words": lambda event: event.words,
    "rule": lambda event: event.rule,
}


def lines(view: View, filters: Filters) -> Iterator[str]:
    """A head line, then events by day. An empty cell means unknown, never zero."""
    yield row(list(COLUMNS))
    for event in view.events(filters):
        yield row([column(event) for column in COLUMNS.values()])


def row(cells: Iterable[Cell]) -> str:
    """One line; text on one line, without control characters, and never a formula."""
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(["" if cell is None else harmless(cell) for cell in cells])
    return out.getvalue()


def harmless(cell: Cell) -> Cell:
    """Text that no spreadsheet takes for a formula; numbers as they are."""
    if not isinstance(cell, str):
        return cell
    text = _CONTROL.sub("\ufffd", _BLANKS.sub(" ", cell).strip())
    return f"'{text}" if text.startswith(FORMULA) else text
