"""A line a report, in the shape of a reading; each event record carries `cluster`, the event it went into."""

from __future__ import annotations

from collections.abc import Iterator

from casus.ledger.filters import Filters
from casus.ledger.view import View
from casus.serial import line, reading_line


def lines(view: View, filters: Filters) -> Iterator[str]:
    """Reports by label. With filters: the reports that tell of at least one event that passes them, whole."""
    clusters = view.clusters()
    only = None
    if filters:
        chosen = {summary.id for summary in view.events(filters)}
        only = view.reports_of(claim for claim, event in clusters.items() if event in chosen)
    for report, reading in view.readings(only):
        yield line(reading_line(report, reading, clusters))
