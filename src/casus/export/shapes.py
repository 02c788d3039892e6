"""The event as JSON: what `jsonl` has on a line and `geojson` as properties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casus.model import TOLL_FIELDS, Claim, Event, Report
from casus.serial import count_json, place_json, quotes, spans_json, time_json
from casus.summary import EventSummary
from casus.summary.event import in_order

Json = dict[str, Any]


def summary_json(summary: EventSummary) -> Json:
    """The event's line without its claims."""
    out: Json = {"id": summary.id, "kind": summary.kind, "words": summary.words, "count": summary.count}
    out |= {"time": time_json(summary.time), "place": place_json(summary.place)}
    out |= {"actors": [list(each.names) for each in summary.actors]}
    out |= {"targets": [list(each.names) for each in summary.targets]}
    out |= {field: count_json(summary.toll(field)) for field in TOLL_FIELDS}
    out |= {"status": summary.status, "says": list(summary.says)}
    out |= {"claimed_by": [list(each.names) for each in summary.claimed_by], "weapons": list(summary.weapons)}
    out |= {"claims": summary.claims, "reports": summary.reports, "sources": summary.sources}
    out |= {"witnesses": summary.witnesses, "disputed": summary.disputed, "disputes": list(summary.disputes)}
    return out | {"rule": summary.rule}


def event_json(summary: EventSummary, event: Event, reports: Mapping[str, Report]) -> Json:
    """The event with every claim, its words, and why the claims are together."""
    claims = [claim_json(claim, reports[claim.report]) for claim in in_order(event, reports)]
    joins = [
        {"left": join.left, "right": join.right, "score": round(join.score, 6), "reasons": list(join.reasons)}
        for join in event.joins
    ]
    return summary_json(summary) | {"claims": claims, "joins": joins}


def claim_json(claim: Claim, report: Report) -> Json:
    """One report's claim; `spans` count characters of title, line feed, text."""
    out: Json = {"claim": claim.id, "report": claim.report, "label": report.label, "publisher": report.publisher}
    out |= {"published": report.published.isoformat() if report.published else None, "url": report.url}
    out |= {"title": report.title, "reader": claim.reader, "kind": claim.kind, "status": claim.status}
    out |= {"time": time_json(claim.time), "place": place_json(claim.place)}
    out |= {field: count_json(claim.toll(field)) for field in TOLL_FIELDS}
    out |= {"says": [witness.name for witness in claim.says]}
    return out | {"evidence": quotes(report, claim.evidence), "spans": spans_json(claim.evidence, claim.values)}
