"""The figures: each field of each matched event, statements, tallies, links, grouping, verbatim quotes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from casus.evaluation.matching import (
    FULL_STATEMENT,
    FULL_TALLY,
    Record,
    event_likeness,
    match,
    statement_likeness,
    tally_likeness,
)
from casus.evaluation.names import actor_hits, same_name
from casus.evaluation.rates import Figures, Rate, bcubed
from casus.evaluation.values import Json, overlap, same_count, same_country, same_place, same_time

HEADLINE = ("kind", "time", "place", "actors", "targets", "killed", "injured")
RECORDS = ("events", "statements", "tallies", "links")

Has = Callable[[Json], int]
Hits = Callable[[Json, Json], int]


def _given(name: str, part: str = "") -> Has:
    """1 if the record gives the field (or this part of it)."""

    def has(record: Json) -> int:
        value = record.get(name)
        return int(bool((value or {}).get(part) if part else value))

    return has


def _each(name: str) -> tuple[Has, Hits]:
    """Every actor of a list counts."""

    def has(record: Json) -> int:
        return len(record.get(name) or [])

    def hits(gold: Json, ours: Json) -> int:
        return actor_hits(gold.get(name) or [], ours.get(name) or [])

    return has, hits


def _by(name: str, same: Callable[[Json | None, Json | None], bool], part: str = "") -> tuple[Has, Hits]:
    """One value, compared by a rule of its own."""
    return _given(name, part), lambda gold, ours: int(same(gold.get(name), ours.get(name)))


def _equal(gold: Json, ours: Json, name: str) -> int:
    return int(gold.get(name) == ours.get(name))


def _witness(gold: Json, ours: Json) -> int:
    return int(any(same_name(name, gold.get("says") or []) for name in ours.get("says") or []))


def _claimant(gold: Json, ours: Json) -> int:
    return int(actor_hits(gold.get("claimed_by") or [], ours.get("claimed_by") or []) > 0)


# What is counted in each event: the row's name, how many values a record holds, how many of ours are the gold's.
FIELDS: tuple[tuple[str, Has, Hits], ...] = (
    ("kind", lambda record: 1, lambda gold, ours: _equal(gold, ours, "kind")),
    ("time", *_by("time", same_time, "start")),
    ("time (overlap)", *_by("time", overlap, "start")),
    ("place", *_by("place", same_place)),
    ("country", *_by("place", same_country, "country")),
    ("actors", *_each("actors")),
    ("targets", *_each("targets")),
    ("killed", *_by("killed", same_count)),
    ("injured", *_by("injured", same_count)),
    ("abducted", *_by("abducted", same_count)),
    ("arrested", *_by("arrested", same_count)),
    ("says", _given("says"), _witness),
    ("claimed_by", _given("claimed_by"), _claimant),
    ("status", _given("status"), lambda gold, ours: _equal(gold, ours, "status")),
)


@dataclass(frozen=True, slots=True)
class Error:
    """An event that was missed, or one that is not there. `quote` is its first evidence."""

    fault: str
    report: str
    kind: str
    quote: str

    def __str__(self) -> str:
        return "\t".join((self.fault, self.report, self.kind, self.quote))


@dataclass(slots=True)
class Scores:
    """What was counted. `clusters` pairs the gold's event with ours for every matched record that has both."""

    reports: int = 0
    rates: dict[str, Rate] = field(default_factory=dict)
    clusters: list[tuple[str, str]] = field(default_factory=list)
    quotes: int = 0
    verbatim: int = 0
    errors: list[Error] = field(default_factory=list)

    def rate(self, name: str) -> Rate:
        """The rate of a row, made when first asked for."""
        return self.rates.setdefault(name, Rate())

    @property
    def ledger(self) -> Rate:
        """The headline: who did what to whom, when and where, and how many were hurt, in one rate."""
        return sum((self.rate(name) for name in HEADLINE), Rate())

    @property
    def figures(self) -> dict[str, Any]:
        """Every figure under its row's name; plain values that JSON can hold."""
        share = round(self.verbatim / self.quotes, 4) if self.quotes else None
        verbatim: Figures = {"share": share, "quotes": self.quotes}
        rows = {name: rate.figures for name, rate in self.rates.items()}
        fusion = {"fusion (B-cubed on matched events)": bcubed(self.clusters), "evidence verbatim": verbatim}
        return {"reports": self.reports, "ledger": self.ledger.figures, **rows, **fusion}


def score(golds: Sequence[Json], systems: Iterable[Json], errors: int = 0) -> Scores:
    """Score readings against gold.

    Both hold one object a report with `id`, `events`, `statements`, `tallies`, `links`; gold also `title` and
    `text`. A report without a reading counts as one in which nothing was found. `errors`: how many missed and
    false events to keep.
    """
    readings = {reading["id"]: reading for reading in systems}
    scores = Scores(reports=len(golds))
    for report in golds:
        _score_report(scores, report, readings.get(report["id"], {}), errors)
    return scores


def _score_report(scores: Scores, report: Json, reading: Json, errors: int) -> None:
    whole = f"{report.get('title') or ''}\n{report['text']}"
    golds = {name: [Record(record, whole) for record in report.get(name) or []] for name in RECORDS}
    ours = {name: [Record(record, whole) for record in reading.get(name) or []] for name in RECORDS}
    _quotes(scores, ours, whole)
    pairs = match(golds["events"], ours["events"], event_likeness)
    _events(scores, golds["events"], ours["events"], pairs)
    _errors(scores, report["id"], golds["events"], ours["events"], pairs, errors)
    for name, alike, full in (
        ("statements", statement_likeness, FULL_STATEMENT),
        ("tallies", tally_likeness, FULL_TALLY),
    ):
        found = match(golds[name], ours[name], alike)
        hits = sum(alike(golds[name][i], ours[name][j]) >= full for i, j in found)
        scores.rate(name).add(len(golds[name]), len(ours[name]), hits)
    _links(scores, report, reading, dict(pairs))


def _quotes(scores: Scores, ours: dict[str, list[Record]], whole: str) -> None:
    for records in ours.values():
        for record in records:
            quotes = record.data.get("evidence") or []
            scores.quotes += len(quotes)
            scores.verbatim += sum(quote in whole for quote in quotes)


def _events(scores: Scores, golds: list[Record], ours: list[Record], pairs: list[tuple[int, int]]) -> None:
    found = {i for i, _ in pairs}
    scores.rate("event").add(len(golds), len(ours), len(pairs))
    primary = [i for i, gold in enumerate(golds) if gold.data.get("primary")]
    scores.rate("primary event (recall)").add(len(primary), len(primary), sum(i in found for i in primary))
    if not golds:
        scores.rate("false events in empty reports").add(0, len(ours), 0)
    matched = [(golds[i].data, ours[j].data) for i, j in pairs]
    for name, has, hits in FIELDS:
        gold_values, our_values = (sum(has(record.data) for record in records) for records in (golds, ours))
        scores.rate(name).add(gold_values, our_values, sum(hits(gold, own) for gold, own in matched))
    for gold, own in matched:
        if gold.get("cluster") and own.get("cluster"):
            scores.clusters.append((gold["cluster"], own["cluster"]))


def _errors(
    scores: Scores, report: str, golds: list[Record], ours: list[Record], pairs: list[tuple[int, int]], limit: int
) -> None:
    found, taken = ({pair[side] for pair in pairs} for side in (0, 1))
    missed = [("missed", gold) for i, gold in enumerate(golds) if i not in found]
    false = [("false", own) for j, own in enumerate(ours) if j not in taken]
    for fault, record in [*missed, *false][: max(0, limit - len(scores.errors))]:
        quote = next(iter(record.data.get("evidence") or []), "-")
        scores.errors.append(Error(fault, report, str(record.data.get("kind")), quote))


def _links(scores: Scores, report: Json, reading: Json, found: dict[int, int]) -> None:
    answer = {event["id"]: found.get(i) for i, event in enumerate(report.get("events") or [])}
    place = {event.get("id"): j for j, event in enumerate(reading.get("events") or [])}
    golds = report.get("links") or []
    wanted = {(answer[link["from"]], answer[link["to"]]) for link in golds}
    ours = {(place.get(link.get("from")), place.get(link.get("to"))) for link in reading.get("links") or []}
    hits = sum(None not in ends for ends in wanted & ours)
    scores.rate("links").add(len(golds), len(ours), hits)
