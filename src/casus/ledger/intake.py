"""One run of `add`: looks first, reads what is new, and writes in small batches, each all or nothing.

A run that is killed leaves whole batches behind and nothing else; the next run finds what is there and goes on.
Two runs at once take turns; what one has stored, the other finds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, Engine, select

from casus.ledger import check, derive, log, store
from casus.ledger.schema import ORIGINS, PROBLEMS, READINGS, REPORTS
from casus.model import Reading, Report
from casus.runner import Failure, Outcome
from casus.serial import dumps, write_report
from casus.sources.limits import Problem

BATCH = 32  # reports a transaction: at 30 reports/s a kill costs a second; at 3,000/s commits cost a tenth
LOOK = 64  # reports looked up at once

T = TypeVar("T")
Read = tuple[Report, str | Failure]  # a report with its reading as the log keeps it
Item = Read | Problem | Report


@dataclass(frozen=True, slots=True)
class AddResult:
    """What a run of `add` did, in reports. `events` is how many events the ledger holds now."""

    added: int
    known: int
    problems: tuple[Problem, ...]
    events: int


class Intake:
    """The state of one run."""

    def __init__(
        self, engine: Engine, reader: str, now: Callable[[], str], again: bool, progress: Callable[[int], None]
    ) -> None:
        self._engine, self._reader, self._now, self._again = engine, reader, now, again
        self._progress, self._finished = progress, 0
        self.added = self.known = 0
        self.problems: list[Problem] = []
        self._batch: list[Item] = []
        self._met: set[str] = set()

    def unread(self, items: Iterable[Report | Problem]) -> Iterator[Report]:
        """The reports that have to be read; the others and the problems are noted."""
        for page in _pages(items, LOOK):
            done, stored = self._look_up([item for item in page if isinstance(item, Report)])
            for item in page:
                if not isinstance(item, Report):
                    self._note(item)
                elif item.id in done or item.id in self._met:
                    self._pass_over(item, stored)
                elif fault := next(check.report_faults(item), None):
                    self._note(Problem(item.label, fault, "write it as UTF-8"))
                else:
                    self._met.add(item.id)
                    yield item

    def take(self, outcome: Outcome) -> None:
        """One report with what became of it."""
        report, result = outcome
        body = result if isinstance(result, Failure) else self._body(report, result)
        if isinstance(body, Failure):
            self.problems.append(_unreadable(report, body))
        self._finish((report, body))

    def _body(self, report: Report, reading: Reading) -> str | Failure:
        if reading.reader != self._reader:
            return Failure(f"the reading is signed {reading.reader}, not {self._reader}")
        try:
            return check.storable(report, reading)
        except check.Unfit as error:
            return Failure(f"the reading can't be used: {error}")

    def flush(self) -> None:
        """Store what has come together."""
        if not self._batch:
            return
        with store.writing(self._engine) as connection:
            stored = [self._store(connection, item) for item in self._batch]
        self.added += stored.count("added")
        self.known += stored.count("known")
        self._batch.clear()

    def clear(self, places: Iterable[str]) -> None:
        """Problems under these paths that did not come up again in this run are settled."""
        roots, again = tuple(places), {problem.where for problem in self.problems}
        with store.reading(self._engine) as connection:
            known = sorted(set(connection.execute(select(PROBLEMS.c.where)).scalars()))
        settled = [w for w in known if w not in again and any(_under(w, root) for root in roots)]
        if settled:
            with store.writing(self._engine) as connection:
                self._settle(connection, settled)

    def _look_up(self, reports: list[Report]) -> tuple[set[str], set[tuple[str, str]]]:
        """Which of the reports need no reading, and which origins are stored of them."""
        ids = [report.id for report in reports]
        done = select(READINGS.c.report).where(READINGS.c.report.in_(ids), READINGS.c.reader == self._reader)
        origins = select(ORIGINS.c.report, ORIGINS.c.origin).where(ORIGINS.c.report.in_(ids))
        with store.reading(self._engine) as connection:
            stored = {(row.report, row.origin) for row in connection.execute(origins)}
            return set() if self._again else set(connection.execute(done).scalars()), stored

    def _pass_over(self, report: Report, stored: set[tuple[str, str]]) -> None:
        self.known += 1
        new = report.origin and (report.id, derive.plain(report.origin)) not in stored
        self._finish(report if new else None)

    def _note(self, problem: Problem) -> None:
        self.problems.append(problem)
        self._finish(problem)

    def _finish(self, item: Item | None) -> None:
        if item is not None:
            self._batch.append(item)
        if len(self._batch) >= BATCH:
            self.flush()
        self._finished += 1
        self._progress(self._finished)

    def _store(self, connection: Connection, item: Item) -> str:
        """Write one item, unless it is there already; says what it was."""
        if isinstance(item, Problem):
            self._store_problem(connection, item)
            return "problem"
        if isinstance(item, Report):
            self._store_report(connection, item)
            return "origin"
        report, result = item
        self._store_report(connection, report)
        if isinstance(result, Failure):
            self._store_problem(connection, _unreadable(report, result))
            return "problem"
        return self._store_reading(connection, report, result)

    def _store_report(self, connection: Connection, report: Report) -> None:
        known = connection.execute(select(REPORTS.c.id).where(REPORTS.c.id == report.id)).first()
        if known is None:
            self._log(connection, log.REPORT, write_report(report))
            return
        here = (ORIGINS.c.report == report.id, ORIGINS.c.origin == derive.plain(report.origin))
        if report.origin and connection.execute(select(ORIGINS).where(*here)).first() is None:
            self._append(connection, log.ORIGIN, {"report": report.id, "origin": report.origin, "name": report.name})

    def _store_reading(self, connection: Connection, report: Report, body: str) -> str:
        by_us = (READINGS.c.report == report.id, READINGS.c.reader == self._reader)
        read = connection.execute(select(READINGS).where(*by_us)).first() is not None
        if not read or (self._again and self._in_force(connection, report.id) != body):
            self._log(connection, log.READING, body)
        names = {derive.plain(name) for name in (report.label, report.origin)}
        open_ones = select(PROBLEMS.c.where).where(PROBLEMS.c.where.in_(names))
        self._settle(connection, sorted(set(connection.execute(open_ones).scalars())))
        return "known" if read else "added"  # known: another run stored it while this one read

    def _settle(self, connection: Connection, places: list[str]) -> None:
        for where in places:
            self._append(connection, log.CLEARED, {"where": where})

    def _in_force(self, connection: Connection, report: str) -> str | None:
        seq = connection.execute(select(REPORTS.c.reading_seq).where(REPORTS.c.id == report)).scalar_one()
        return None if seq is None else log.bodies(connection, [seq])[seq]

    def _store_problem(self, connection: Connection, problem: Problem) -> None:
        here = (PROBLEMS.c.where == derive.plain(problem.where), PROBLEMS.c.what == derive.plain(problem.what))
        if connection.execute(select(PROBLEMS).where(*here)).first() is None:
            self._append(connection, log.PROBLEM, asdict(problem))

    def _append(self, connection: Connection, kind: str, body: dict[str, str]) -> None:
        self._log(connection, kind, dumps(body))

    def _log(self, connection: Connection, kind: str, body: str) -> None:
        derive.apply(connection, log.append(connection, kind, body, self._now()))


def _unreadable(report: Report, failure: Failure) -> Problem:
    return Problem(report.label, failure.what, "report it as a fault of the reader, with the input")


def _under(where: str, root: str) -> bool:
    """True if a problem's place is the path, is in it, or is a line of it ("a.jsonl, line 7")."""
    rest = where.removeprefix(root)
    return where.startswith(root) and (not rest or root.endswith("/") or not (rest[0].isalnum() or rest[0] in "._-"))


def _pages(items: Iterable[T], size: int) -> Iterator[list[T]]:
    source = iter(items)
    while page := list(islice(source, size)):
        yield page
