"""A map layer (RFC 7946): a feature an event. Events that are not on the map are in it too, with no geometry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from casus.export.shapes import summary_json
from casus.ledger.filters import Filters
from casus.ledger.view import View
from casus.serial import line
from casus.summary import EventSummary


def lines(view: View, filters: Filters) -> Iterator[str]:
    """One object over several lines: a feature a line, events by day."""
    yield '{"type": "FeatureCollection", "features": ['
    events = view.events(filters)
    for n, event in enumerate(events, 1):
        yield line(feature(event)) + ("," if n < len(events) else "")
    yield "]}"


def feature(event: EventSummary) -> dict[str, Any]:
    """The event as a point (longitude first) with its summary; `radius_km` says how far off it may be."""
    properties = summary_json(event)
    place = properties["place"]
    on_map = place is not None and place["lat"] is not None and place["lon"] is not None
    geometry = {"type": "Point", "coordinates": [place["lon"], place["lat"]]} if on_map else None
    return {"type": "Feature", "id": properties["id"], "geometry": geometry, "properties": properties}
