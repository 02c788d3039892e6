"""Casus reads reports of armed conflict and keeps a ledger that anyone can check word by word.

import casus

reading = casus.read("Gunmen killed at least 12 villagers in Kora on Tuesday, officials said.", published="2024-05-16")
print(reading.claims[0].kind, reading.claims[0].toll("killed"))

with casus.open("my.ledger") as ledger:
    ledger.add(["reports/"])
    for event in ledger.events("since=2024-01-01 country=ML"):
        print(event.time, event.place, event.killed)
"""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

from casus.errors import CasusError, InputError, LedgerError, QuoteNotFound
from casus.model import Claim, Count, Event, Interval, Place, Reading, Report, Span
from casus.reading import DEFAULT, READERS

if TYPE_CHECKING:
    from casus.ledger import Ledger

__version__ = "0.1.0"
__all__ = [
    "CasusError",
    "Claim",
    "Count",
    "Event",
    "InputError",
    "Interval",
    "Ledger",
    "LedgerError",
    "Place",
    "QuoteNotFound",
    "Reading",
    "Report",
    "Span",
    "open",
    "read",
]


def read(
    report: Report | str, *, title: str = "", published: date | str | None = None, reader: str = DEFAULT
) -> Reading:
    """What one reader takes from one report, or from a bare text with its title and day of publication.

    `published` is a date or "YYYY-MM-DD"; without it relative days ("on Tuesday") stay unknown. Raises
    InputError for a day that is none and for a reader that is not there.
    """
    if reader not in READERS:
        raise InputError(f"reader {reader!r}", "there is no such reader", f"use one of {', '.join(sorted(READERS))}")
    if isinstance(report, str):
        report = Report(title=title, text=report, published=_day(published))
    return READERS[reader](report)


def _day(published: date | str | None) -> date | None:
    if not isinstance(published, str):
        return published
    try:
        return date.fromisoformat(published)
    except ValueError:
        raise InputError(f"published {published!r}", "is no day", "write YYYY-MM-DD") from None


def open(name: str | os.PathLike[str], create: bool = True) -> Ledger:
    """Open a ledger, or make one. See `casus.ledger.Ledger`."""
    from casus.ledger import Ledger  # SQLAlchemy takes a third of a second, which reading alone need not pay

    return Ledger.open(name, create)


def __getattr__(name: str) -> object:
    """`casus.Ledger`, imported when first asked for."""
    if name != "Ledger":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from casus.ledger import Ledger

    return Ledger
