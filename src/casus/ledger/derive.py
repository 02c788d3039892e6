"""From the log to the tables. Everything here is a function of the log: never edit a derived row by hand."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from casus.ledger import log
from casus.ledger.schema import (
    CLAIM_VALUES,
    CLAIMS,
    DERIVED,
    EVENTS,
    JOINS,
    LINKS,
    MEMBERSHIP,
    OF_A_READING,
    OF_FUSION,
    ORIGINS,
    PROBLEMS,
    READINGS,
    REPORTS,
    STATE,
    STATEMENTS,
    TALLIES,
    VERSION,
)
from casus.model import Claim, Event, Reading, Report, Span
from casus.serial import dumps, encode, read_reading, read_report
from casus.summary import EventSummary, summarise
from casus.summary.rules import fold

Row = dict[str, Any]
Fuse = Callable[[Sequence[Report], Sequence[Reading]], tuple[Event, ...]]

BIGGEST = 2**63 - 1  # what a column holds; a bigger number is kept whole in the JSON beside it
SCORE_PLACES = 6
SURROGATES = dict.fromkeys((0, *range(0xD800, 0xE000)), "\ufffd")  # no database takes them in text


def apply(connection: Connection, line: log.Line) -> None:
    """Bring the derived tables from the line before to this one. Events wait for `store_events`."""
    APPLY[line.kind](connection, line)


def _report(connection: Connection, line: log.Line) -> None:
    report = read_report(line.body)
    row = {
        "id": report.id,
        "label": plain(report.label),
        "published": _iso(report.published),
        "publisher": plain(report.publisher),
        "title": plain(report.title),
        "seq": line.seq,
    }
    connection.execute(insert(REPORTS), row)
    if report.origin:
        connection.execute(insert(ORIGINS), {"report": report.id, "origin": plain(report.origin)})


def _origin(connection: Connection, line: log.Line) -> None:
    row = json.loads(line.body)
    connection.execute(insert(ORIGINS), {"report": row["report"], "origin": plain(row["origin"])})
    if not row["name"]:
        origins = connection.execute(select(ORIGINS.c.origin).where(ORIGINS.c.report == row["report"])).scalars()
        connection.execute(update(REPORTS).where(REPORTS.c.id == row["report"]).values(label=min(origins)))


def _reading(connection: Connection, line: log.Line) -> None:
    reading = read_reading(line.body)
    for table in OF_A_READING:
        connection.execute(delete(table).where(table.c.report == reading.report))
    by = (READINGS.c.report == reading.report, READINGS.c.reader == plain(reading.reader))
    connection.execute(delete(READINGS).where(*by))
    row = {"report": reading.report, "reader": plain(reading.reader), "seq": line.seq}
    connection.execute(insert(READINGS), row)
    current = {"reading_seq": line.seq, "reader": plain(reading.reader)}
    connection.execute(update(REPORTS).where(REPORTS.c.id == reading.report).values(**current))
    for table, rows in _rows_of(reading).items():
        connection.execute(insert(table), rows)


def _problem(connection: Connection, line: log.Line) -> None:
    connection.execute(insert(PROBLEMS), {name: plain(text) for name, text in json.loads(line.body).items()})


def _cleared(connection: Connection, line: log.Line) -> None:
    where = plain(json.loads(line.body)["where"])
    connection.execute(delete(PROBLEMS).where(PROBLEMS.c.where == where))


APPLY: dict[str, Callable[[Connection, log.Line], None]] = {
    log.REPORT: _report,
    log.ORIGIN: _origin,
    log.READING: _reading,
    log.PROBLEM: _problem,
    log.CLEARED: _cleared,
}


def _rows_of(reading: Reading) -> Mapping[Table, list[Row]]:
    rows: dict[Table, list[Row]] = defaultdict(list)
    for position, claim in enumerate(reading.claims):
        _add_claim(rows, position, claim)
    for position, said in enumerate(reading.statements):
        row = {"id": said.id, "kind": plain(said.kind), "speaker": dumps(encode(said.speaker)), "about": said.about}
        rows[STATEMENTS].append(_row(reading, position, said.evidence) | row)
    for position, tally in enumerate(reading.tallies):
        row = {"id": tally.id, "unit": plain(tally.unit), "what": plain(tally.what)}
        row |= {"low": whole(tally.count.low), "high": whole(tally.count.high), "approx": tally.count.approx}
        row |= {"since": _iso(tally.since), "until": _iso(tally.until)}
        rows[TALLIES].append(_row(reading, position, tally.evidence) | row)
    for position, link in enumerate(reading.links):
        row = {"source": link.source, "target": link.target, "relation": plain(link.relation)}
        rows[LINKS].append(_row(reading, position, link.evidence) | row)
    return rows


def _row(reading: Reading, position: int, spans: tuple[Span, ...]) -> Row:
    return {"report": reading.report, "position": position, "spans": dumps(encode(spans))}


def _add_claim(rows: dict[Table, list[Row]], position: int, claim: Claim) -> None:
    made = claim.id
    rows[CLAIMS].append(
        {
            "report": claim.report,
            "position": position,
            "id": made,
            "reader": plain(claim.reader),
            "kind": plain(claim.kind),
            "is_primary": claim.primary,
            "occurrences": whole(claim.count),
            "status": plain(claim.status),
            "spans": dumps(encode(claim.evidence)),
        }
    )
    for n, value in enumerate(claim.values):
        row = {"report": claim.report, "claim": made, "position": n, "field": plain(value.field)}
        row |= {"value": dumps(encode(value.value)), "says": dumps(list(value.says))}
        rows[CLAIM_VALUES].append(row | {"spans": dumps(encode(value.spans))})


# Events -----------------------------------------------------------------------------------------------------


def fused(connection: Connection, fuse: Fuse) -> tuple[tuple[Event, ...], dict[str, Report]]:
    """The events of all readings in force, and the reports by id. Order of adding plays no part."""
    pairs = list(current(connection))
    reports = {report.id: report for report, _ in pairs}
    events = fuse([report for report, _ in pairs], [reading for _, reading in pairs])
    return tuple(sorted(events, key=lambda event: event.id)), reports


def current(connection: Connection) -> Iterator[tuple[Report, Reading]]:
    """Every report that has been read, with the reading in force, by the report's id."""
    query = select(REPORTS.c.id, REPORTS.c.seq, REPORTS.c.reading_seq).where(REPORTS.c.reading_seq.is_not(None))
    rows = sorted(connection.execute(query).all(), key=lambda row: row.id)
    for start in range(0, len(rows), log.PAGE):
        page = rows[start : start + log.PAGE]
        bodies = log.bodies(connection, [seq for row in page for seq in (row.seq, row.reading_seq)])
        for row in page:
            yield read_report(bodies[row.seq]), read_reading(bodies[row.reading_seq])


def store_events(connection: Connection, events: Iterable[Event], reports: Mapping[str, Report]) -> int:
    """Replace all events and note the log line up to which they hold. Returns how many there are."""
    for table in OF_FUSION:
        connection.execute(delete(table))
    rows: dict[Table, list[Row]] = defaultdict(list)
    for event in events:
        _add_event(rows, event, reports)
    for table, found in rows.items():
        connection.execute(insert(table), found)
    set_state(connection, "events_at", log.last_on_events(connection))
    return len(rows[EVENTS])


def _add_event(rows: dict[Table, list[Row]], event: Event, reports: Mapping[str, Report]) -> None:
    summary = summarise(event, reports)
    rows[EVENTS].append(_event_row(summary, event, reports))
    for position, claim in enumerate(event.claims):
        rows[MEMBERSHIP].append({"claim": claim.id, "event": event.id, "position": position})
    for position, join in enumerate(event.joins):
        row = {"event": event.id, "position": position, "left": join.left, "right": join.right}
        rows[JOINS].append(row | {"score": round(join.score, SCORE_PLACES), "reasons": dumps(list(join.reasons))})


def _event_row(summary: EventSummary, event: Event, reports: Mapping[str, Report]) -> Row:
    time, place = summary.time, summary.place
    killed, injured = summary.killed, summary.injured
    return {
        "id": summary.id,
        "kind": plain(summary.kind),
        "first_day": _iso(time.start) if time else None,
        "last_day": _iso(time.end) if time else None,
        "place": plain(place.names[0]) if place and place.names else None,
        "country": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "precision": place.precision if place else None,
        "killed_low": whole(killed.low) if killed else None,
        "killed_high": whole(killed.high) if killed else None,
        "killed_most": whole(summary.killed_most),
        "injured_low": whole(injured.low) if injured else None,
        "injured_high": whole(injured.high) if injured else None,
        "status": summary.status,
        "reports": summary.reports,
        "sources": summary.sources,
        "witnesses": summary.witnesses,
        "disputed": summary.disputed,
        "parties": _barred(n for a in _all_parties(event) for n in a),
        "search": _barred(_searchable(event, reports)),
        "body": dumps(encode(summary)),
    }


def _all_parties(event: Event) -> Iterator[tuple[str, ...]]:
    for claim in event.claims:
        for actor in (*claim.actors, *claim.targets, *claim.claimed_by):
            yield actor.names


def _searchable(event: Event, reports: Mapping[str, Report]) -> Iterator[str]:
    for claim in event.claims:
        report = reports[claim.report]
        yield report.title
        yield claim.kind.replace("_", " ")
        yield from (report.quote(span) for span in claim.evidence)
        yield from (name for value in claim.each("place") for name in getattr(value.value, "names", ()))
        yield from (report.quote(span) for value in claim.values for span in value.spans)
    yield from (name for names in _all_parties(event) for name in names)


def _barred(texts: Iterable[str]) -> str:
    """Folded texts in alphabetical order, once each, with bars between: `| iraq | us military |`."""
    found = sorted({fold(text) for text in texts} - {""})
    return "".join(f"| {text} " for text in found) + "|"


# State ------------------------------------------------------------------------------------------------------


def set_state(connection: Connection, name: str, value: int) -> None:
    """Note a number about the derived tables."""
    connection.execute(delete(STATE).where(STATE.c.name == name))
    connection.execute(insert(STATE), {"name": name, "value": value})


def state(connection: Connection, name: str) -> int | None:
    """What `set_state` noted last."""
    return connection.execute(select(STATE.c.value).where(STATE.c.name == name)).scalar_one_or_none()


def replay(connection: Connection, lines: Iterable[log.Line], fuse: Fuse) -> None:
    """Make every derived table anew from the log, inside the caller's transaction."""
    for table in DERIVED:
        table.drop(connection, checkfirst=True)
        table.create(connection)
    for line in lines:
        apply(connection, line)
    set_state(connection, "version", VERSION)
    events, reports = fused(connection, fuse)
    store_events(connection, events, reports)


def dump(connection: Connection) -> Iterator[tuple[str, str]]:
    """Every derived row as (table, canonical JSON), tables and rows in order of their keys."""
    for table in DERIVED:
        for row in rows(connection, table):
            yield table.name, row


def rows(connection: Connection, table: Table) -> Iterator[str]:
    """The rows of one table as canonical JSON, in order of its keys."""
    keys = [column.name for column in table.primary_key]
    found = [dict(row._mapping) for row in connection.execute(select(table))]
    for row in sorted(found, key=lambda row: [row[key] for key in keys]):
        yield dumps(row)


def plain(text: str | None) -> Any:  # noqa: ANN401
    """Text that any database can hold: NUL and halves of surrogate pairs become U+FFFD."""
    return text if text is None or text.isprintable() else text.translate(SURROGATES)


def whole(number: int | None) -> int | None:
    """A number that fits a column."""
    return None if number is None else max(-BIGGEST, min(number, BIGGEST))


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
