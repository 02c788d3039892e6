"""A line an event: its summary, every claim with its words, and why the claims are together."""

from __future__ import annotations

from collections.abc import Iterator

from casus.export.shapes import event_json
from casus.ledger.filters import Filters
from casus.ledger.view import View
from casus.serial import line

PAGE = 200  # events whose claims are in memory at once


def lines(view: View, filters: Filters) -> Iterator[str]:
    """Events by day."""
    summaries = view.events(filters)
    for start in range(0, len(summaries), PAGE):
        page = summaries[start : start + PAGE]
        events = view.whole([summary.id for summary in page])
        reports = view.reports_by_id({claim.report for event in events for claim in event.claims})
        for summary, event in zip(page, events, strict=True):
            yield line(event_json(summary, event, reports))
