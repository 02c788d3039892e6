"""What must hold before a reading enters the ledger, and what `verify` proves about a ledger that exists."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from sqlalchemy import Connection

from casus.ledger import derive, log, store
from casus.ledger.schema import DERIVED, LOG
from casus.model import Candidate, Claim, Place, Reading, Report, Statement, Tally
from casus.serial import read_reading, read_report, write_reading

Record = Claim | Statement | Tally

MOST = 100  # findings told; a broken chain would repeat the same one for every line
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


class Unfit(ValueError):
    """A reading that may not enter the ledger."""

    def __init__(self, why: str) -> None:
        super().__init__(" ".join(why.split())[:300])


def report_faults(report: Report) -> Iterator[str]:
    """Why a report can't be stored exactly, if it can't."""
    if _PAIR.search(report.whole):
        yield "the text holds characters in two halves (surrogate pairs), which no file can hold"


def faults(report: Report, reading: Reading) -> Iterator[str]:
    """Everything that keeps a reading out of the ledger: a value without words, words outside the report, lost ids."""
    if reading.report != report.id:
        yield "the reading is of another report"
    known = [claim.id for claim in reading.claims]
    for record in _records(reading):
        yield from _record_faults(report, reading, record)
    if len(set(known)) < len(known):
        yield "two claims are the same"
    for link in reading.links:
        if link.source not in known or link.target not in known:
            yield f"a link {link.relation} joins claims that the reading does not hold"
    for statement in reading.statements:
        if statement.about is not None and statement.about not in known:
            yield f"a statement ({statement.kind}) is about a claim that the reading does not hold"
    length = len(report.whole)
    for span in reading.spans():
        if not 0 <= span.start < span.end <= length:
            yield f"the span {span.start}-{span.end} is empty or outside the report's {length} characters"
    for place in _places(reading):
        if not (_on_globe(place) and all(map(_on_globe, place.candidates))):
            yield f"the place {', '.join(place.names)} lies off the globe"


def _records(reading: Reading) -> list[Record]:
    return [*reading.claims, *reading.statements, *reading.tallies]


def _record_faults(report: Report, reading: Reading, record: Record) -> Iterator[str]:
    what = _name(record)
    if record.report != report.id or record.reader != reading.reader:
        yield f"a {what} names another report or reader than its reading"
    if not record.evidence:
        yield f"a {what} has no words as evidence"
    for value in record.values:
        if not value.spans:
            yield f"the value {value.field} of a {what} has no words as evidence"


def _name(record: Record) -> str:
    return f"{type(record).__name__.lower()} ({record.unit if isinstance(record, Tally) else record.kind})"


def _places(reading: Reading) -> Iterator[Place]:
    for record in _records(reading):
        yield from (value.value for value in record.values if isinstance(value.value, Place))
    yield from (tally.place for tally in reading.tallies if tally.place)
    yield from (mention.place for mention in reading.places)


def _on_globe(place: Place | Candidate) -> bool:
    if place.lat is None or place.lon is None:
        return place.lat is place.lon
    return math.isfinite(place.lat) and math.isfinite(place.lon) and abs(place.lat) <= 90 and abs(place.lon) <= 180


def storable(report: Report, reading: Reading) -> str:
    """The reading as the log keeps it. Raises Unfit, with the first fault in words, if it may not enter."""
    try:
        found = next(faults(report, reading), None)
        body = write_reading(reading)
        if found is None and read_reading(body) != reading:
            found = "the reading does not survive being written and read back"
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise Unfit(f"the reading can't be written: {error}") from error
    if found is not None:
        raise Unfit(found)
    return body


def verify(connection: Connection, fuse: derive.Fuse) -> list[str]:
    """Everything wrong with a ledger, in words; an empty list if nothing is."""
    found = list(_log_faults(connection))
    if not found:
        found += _derived_faults(connection, fuse)
    if len(found) > MOST:
        found = [*found[:MOST], f"and {len(found) - MOST} more"]
    return found


def _log_faults(connection: Connection) -> Iterator[str]:
    before, last = log.GENESIS, 0
    reports: dict[str, int] = {}
    try:
        for line in log.lines(connection):
            if line.seq != last + 1:
                yield f"log: lines {last + 1} to {line.seq - 1} are missing"
            if line.hash != log.chain(before, line.kind, line.recorded, line.body):
                yield f"log line {line.seq} ({line.kind}) does not match its hash: it or the line before was changed"
            before, last = line.hash, line.seq
            yield from _line_faults(connection, line, reports)
    except log.BrokenLine as broken:
        yield f"{broken}; the lines after it were not checked"


def _line_faults(connection: Connection, line: log.Line, reports: dict[str, int]) -> Iterator[str]:
    """Ids recompute, and every span of a reading is inside its report."""
    if line.kind not in derive.APPLY:
        yield f"log line {line.seq} is of the unknown kind {line.kind!r}: a newer Casus wrote it"
        return
    try:
        data = json.loads(line.body)
        if line.kind == log.REPORT:
            report = read_report(line.body)
            reports[report.id] = line.seq
            if data["id"] != report.id:
                yield f"log line {line.seq}: the report's id is {data['id']}, its content gives {report.id}"
        elif line.kind == log.READING:
            yield from _reading_faults(connection, line, data, reports)
    except (KeyError, TypeError, ValueError) as error:
        yield f"log line {line.seq} ({line.kind}) has not the shape it should have ({type(error).__name__}: {error})"


def _reading_faults(
    connection: Connection, line: log.Line, data: dict[str, Any], reports: dict[str, int]
) -> Iterator[str]:
    reading = read_reading(line.body)
    if reading.report not in reports:
        yield f"log line {line.seq} reads the report {reading.report}, which is not in the log before it"
        return
    seq = reports[reading.report]
    report = read_report(log.bodies(connection, [seq])[seq])
    for fault in faults(report, reading):
        yield f"log line {line.seq}, report {report.label}: {fault}"
    written = [each["id"] for name in ("claims", "statements", "tallies") for each in data.get(name, [])]
    for old, record in zip(written, _records(reading), strict=True):
        if old != record.id:
            yield f"log line {line.seq}: the id of a {_name(record)} is {old}, its content gives {record.id}"


def _derived_faults(connection: Connection, fuse: derive.Fuse) -> list[str]:
    """Makes the derived tables anew beside the ledger and compares them row by row."""
    at = derive.state(connection, "events_at")
    lag = log.newer(connection, at or 0)
    if lag:
        return [f"events: {lag} lines of the log are not fused yet; `add` (with or without files) completes them"]
    engine = store.memory()
    try:
        with engine.connect() as scratch, scratch.begin():
            LOG.create(scratch)
            _copy_log(connection, scratch)
            derive.replay(scratch, log.lines(scratch), fuse)
            return list(_differences(connection, scratch))
    finally:
        engine.dispose()


def _copy_log(source: Connection, target: Connection) -> None:
    for line in log.lines(source):
        row = {"seq": line.seq, "kind": line.kind, "recorded": line.recorded, "hash": line.hash}
        target.execute(LOG.insert(), row | {"body": log.pack(line.body)})


def _differences(stored: Connection, remade: Connection) -> Iterator[str]:
    for table in DERIVED:
        pairs = zip_longest(derive.rows(stored, table), derive.rows(remade, table))
        if any(ours != theirs for ours, theirs in pairs):
            yield f"the table {table.name} is not what the log gives; rebuild the ledger"
