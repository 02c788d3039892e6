"""One state of a ledger, to read from. What others write while it is open does not show in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from casus.errors import LedgerError
from casus.ledger import derive, log
from casus.ledger.filters import Filters
from casus.ledger.schema import CLAIMS, EVENTS, JOINS, LOG, MEMBERSHIP, PROBLEMS, REPORTS, STATE
from casus.model import Claim, Event, Join, Reading, Report
from casus.serial import decode, read_reading, read_report
from casus.sources.limits import Problem
from casus.summary import EventSummary

AnyRow = Any  # rows of several shapes; their columns are named in the query beside each use
LAST = "9999-12-32"  # undated events come after all others


class Sizes(NamedTuple):
    """How much a ledger holds. `pending`: lines of the log that the events do not yet take in."""

    reports: int
    claims: int
    events: int
    problems: int
    lines: int
    pending: int


class View:
    """Reads one state of a ledger (`with ledger.view() as view`)."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def sizes(self) -> Sizes:
        """How much there is."""
        reports, claims, events, problems, lines = (
            self._connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (REPORTS, CLAIMS, EVENTS, PROBLEMS, LOG)
        )
        at = self._connection.execute(select(STATE.c.value).where(STATE.c.name == "events_at")).scalar_one_or_none()
        return Sizes(reports, claims, events, problems, lines, log.newer(self._connection, at or 0))

    def problems(self) -> tuple[Problem, ...]:
        """Inputs that could not be used and have not been used since."""
        rows = self._connection.execute(select(PROBLEMS)).all()
        return tuple(Problem(row.where, row.what, row.remedy) for row in sorted(rows, key=lambda r: (r.where, r.what)))

    def reports(self) -> Iterator[Report]:
        """Every report, by label."""
        for row, bodies in self._pages(self._report_rows()):
            yield _report(row, bodies)

    def readings(self, only: set[str] | None = None) -> Iterator[tuple[Report, Reading]]:
        """Every report that has been read, by label, with the reading in force; `only` these ids."""
        rows = [row for row in self._report_rows() if row.reading_seq and (only is None or row.id in only)]
        for row, bodies in self._pages(rows):
            yield _report(row, bodies), read_reading(bodies[row.reading_seq])

    def reports_by_id(self, ids: set[str]) -> dict[str, Report]:
        """Some reports, by id."""
        columns = [REPORTS.c.id, REPORTS.c.label, REPORTS.c.seq, REPORTS.c.reading_seq]
        rows = self._in(REPORTS.c.id, columns, sorted(ids))
        bodies = log.bodies(self._connection, [row.seq for row in rows])
        return {row.id: _report(row, bodies) for row in rows}

    def reports_of(self, claims: Iterable[str]) -> set[str]:
        """The ids of the reports that make some claims."""
        return {row.report for row in self._in(CLAIMS.c.id, [CLAIMS.c.report], sorted(claims))}

    def report(self, report: str) -> Report:
        """A report by its id or label. Raises LedgerError."""
        row = self._report_row(report)
        return _report(row, log.bodies(self._connection, [row.seq]))

    def reading(self, report: str) -> Reading:
        """The reading in force of a report, by its id or label. Raises LedgerError."""
        row = self._report_row(report)
        if row.reading_seq is None:
            raise LedgerError(f"report {report}: it has not been read; see the problems of the ledger")
        return read_reading(log.bodies(self._connection, [row.reading_seq])[row.reading_seq])

    def clusters(self) -> dict[str, str]:
        """Claim id to event id."""
        return {row.claim: row.event for row in self._connection.execute(select(MEMBERSHIP))}

    def events(self, filters: Filters | None = None) -> tuple[EventSummary, ...]:
        """Events that pass the filters, by day; undated ones last."""
        query = select(EVENTS.c.id, EVENTS.c.first_day, EVENTS.c.last_day, EVENTS.c.body)
        rows = self._connection.execute(query.where(*(filters or Filters()).where())).all()
        rows = sorted(rows, key=lambda row: (row.first_day or row.last_day or LAST, row.last_day or LAST, row.id))
        return tuple(decode(EventSummary, json.loads(row.body)) for row in rows)

    def summary(self, event: str) -> EventSummary:
        """One event's line, by its id or the beginning of it. Raises LedgerError."""
        found = self._event_id(event)
        body = self._connection.execute(select(EVENTS.c.body).where(EVENTS.c.id == found)).scalar_one()
        return decode(EventSummary, json.loads(body))

    def event(self, event: str) -> Event:
        """One event with all its claims and why they are together. Raises LedgerError."""
        return self.whole([self._event_id(event)])[0]

    def whole(self, events: Sequence[str]) -> list[Event]:
        """Events with all their claims, in the order of the ids given."""
        members, joins = self._members(events), self._joins(events)
        claims = self._claims([claim for found in members.values() for claim in found])
        rows = self._in(EVENTS.c.id, [EVENTS.c.id, EVENTS.c.sources], events)
        sources = {row.id: row.sources for row in rows}
        return [
            Event(each, tuple(claims[claim] for claim in members[each]), tuple(joins.get(each, ())), sources[each])
            for each in events
        ]

    def _event_id(self, beginning: str) -> str:
        begins = EVENTS.c.id.startswith(beginning, autoescape=True)
        found = sorted(self._connection.execute(select(EVENTS.c.id).where(begins).limit(3)).scalars())
        if beginning in found or len(found) == 1:
            return beginning if beginning in found else found[0]
        if not found or not beginning:
            raise LedgerError(f"event {beginning!r}: there is no such event; `casus events` lists them")
        raise LedgerError(f"event {beginning!r}: several events begin so ({', '.join(found)}); give more of the id")

    def _members(self, events: Sequence[str]) -> dict[str, list[str]]:
        rows = self._in(MEMBERSHIP.c.event, [MEMBERSHIP.c.event, MEMBERSHIP.c.position, MEMBERSHIP.c.claim], events)
        found: dict[str, list[str]] = {}
        for event, _, claim in sorted(tuple(row) for row in rows):
            found.setdefault(event, []).append(claim)
        return found

    def _joins(self, events: Sequence[str]) -> dict[str, list[Join]]:
        columns = [JOINS.c.event, JOINS.c.position, JOINS.c.left, JOINS.c.right, JOINS.c.score, JOINS.c.reasons]
        found: dict[str, list[Join]] = {}
        for event, _, left, right, score, reasons in sorted(
            tuple(row) for row in self._in(JOINS.c.event, columns, events)
        ):
            found.setdefault(event, []).append(Join(left, right, score, tuple(json.loads(reasons))))
        return found

    def _claims(self, claims: Sequence[str]) -> dict[str, Claim]:
        rows = self._in(REPORTS.c.id, [REPORTS.c.id, REPORTS.c.reading_seq], sorted(self.reports_of(claims)))
        bodies = log.bodies(self._connection, [row.reading_seq for row in rows])
        return {claim.id: claim for body in bodies.values() for claim in read_reading(body).claims}

    def _in(self, column: Any, columns: list[Any], values: Sequence[str]) -> list[AnyRow]:  # noqa: ANN401
        rows: list[AnyRow] = []
        for start in range(0, len(values), log.PAGE):
            query = select(*columns).where(column.in_(values[start : start + log.PAGE]))
            rows += self._connection.execute(query).all()
        return rows

    def _report_rows(self) -> list[AnyRow]:
        query = select(REPORTS.c.id, REPORTS.c.label, REPORTS.c.seq, REPORTS.c.reading_seq)
        # Sorted here: a database's own order of letters depends on its locale.
        return sorted(self._connection.execute(query).all(), key=lambda row: (row.label, row.id))

    def _pages(self, rows: list[AnyRow]) -> Iterator[tuple[AnyRow, dict[int, str]]]:
        for start in range(0, len(rows), log.PAGE):
            page = rows[start : start + log.PAGE]
            seqs = [seq for row in page for seq in (row.seq, row.reading_seq) if seq]
            bodies = log.bodies(self._connection, seqs)
            for row in page:
                yield row, bodies

    def _report_row(self, name: str) -> AnyRow:
        query = select(REPORTS.c.id, REPORTS.c.label, REPORTS.c.seq, REPORTS.c.reading_seq)
        rows = self._connection.execute(query.where((REPORTS.c.id == name) | (REPORTS.c.label == name))).all()
        if not rows:
            raise LedgerError(f"report {name!r}: there is no such report in the ledger")
        if len(rows) > 1:
            raise LedgerError(f"report {name!r}: several reports are called so; give the id")
        return rows[0]


def _report(row: AnyRow, bodies: dict[int, str]) -> Report:
    """The report under the name that the ledger gives it: the first of its origins by name, not by time."""
    report = read_report(bodies[row.seq])
    return report if report.name or derive.plain(report.label) == row.label else replace(report, origin=row.label)
