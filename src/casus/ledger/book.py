"""The ledger: what `casus.open` gives. Only here are reports and readings stored."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sized
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, Engine

from casus.errors import InputError, LedgerError
from casus.ledger import check, derive, log, schema, store
from casus.ledger.filters import Filters, FilterWords
from casus.ledger.intake import AddResult, Intake
from casus.ledger.view import Sizes, View
from casus.model import Event, Reading, Report
from casus.runner import Read, map_reports, read_by
from casus.sources.limits import Problem
from casus.summary import EventSummary

Paths = str | os.PathLike[str]
Item = Report | Problem | Paths
Progress = Callable[[int, int | None], None]

READER = "rules/1"
TRIES = 3  # times that fusing starts afresh because another writer came in between; then it holds the lock


def utc_now() -> str:
    """The time to the second, as the log records it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _reader(reader: str) -> Read:
    from casus.reading import READERS

    if reader not in READERS:
        raise InputError(f"reader {reader!r}", "there is no such reader", f"use one of {', '.join(sorted(READERS))}")
    return partial(read_by, reader)


def _fuse(reports: Iterable[Report], readings: Iterable[Reading]) -> tuple[Event, ...]:
    from casus.fusion.fuse import fuse

    return fuse(tuple(reports), tuple(readings))


class Ledger:
    """An append-only log of reports and readings, and the events derived from it.

    Open it with `Ledger.open(path)`; use it in a `with` statement or call `close`. Every method raises
    LedgerError, with one sentence that says what to do, when the ledger can't be used.
    """

    def __init__(self, name: str, engine: Engine, fuse: derive.Fuse, now: Callable[[], str]) -> None:
        self.name, self._engine, self._fuse, self._now = name, engine, fuse, now

    @classmethod
    def open(
        cls,
        name: Paths,
        create: bool = True,
        *,
        fuse: derive.Fuse = _fuse,
        now: Callable[[], str] = utc_now,
    ) -> Ledger:
        """Open a ledger by path or PostgreSQL URL; make it unless `create` is false.

        `fuse` turns readings into events; it must not depend on their order. `now` is the clock of the log:
        nothing else in a ledger, and nothing that is exported, depends on it.
        """
        text = os.fspath(name)
        engine = store.connect(text, create)
        ledger = cls(text, engine, fuse, now)
        try:
            with store.explained(text):
                ledger._prepare(create)
        except BaseException:
            engine.dispose()
            raise
        return ledger

    def _prepare(self, create: bool) -> None:
        if self._engine.dialect.name == "sqlite":
            store.prepare_sqlite(self._engine, self.name, create)
        with store.reading(self._engine) as connection:
            found = self._version(connection)
        if found == schema.VERSION:
            return
        if found is None and not create:
            raise LedgerError(f"{self.name}: there is no ledger here; make one with `casus add`")
        if found is not None and found > schema.VERSION:
            raise LedgerError(f"{self.name}: a newer Casus wrote this ledger; update Casus")
        with store.writing(self._engine) as connection:
            found = self._version(connection)
            if found is None:
                schema.META.create_all(connection)
                derive.set_state(connection, "version", schema.VERSION)
            elif found < schema.VERSION:
                derive.replay(connection, log.lines(connection), self._fuse)

    def _version(self, connection: Connection) -> int | None:
        if not self._engine.dialect.has_table(connection, "state"):
            return None
        return derive.state(connection, "version")

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Writing ------------------------------------------------------------------------------------------------

    def add(
        self,
        items: Paths | Iterable[Item] = (),
        *,
        published: date | None = None,
        reader: str = READER,
        read: Read | None = None,
        workers: int = 1,
        again: bool = False,
        progress: Progress | None = None,
    ) -> AddResult:
        """Store reports (or the reports in files and folders), read them, and bring the events up to date.

        What is known already is passed over, so a run that was cut off is taken up by the same call. A
        report that can't be read is a problem and the rest goes on. `reader` names the reader; `read`
        replaces it by a function whose readings carry that name. `again` reads known reports anew and
        stores what differs. `progress` is called with the reports done and their number, if known.
        """
        given = [items] if isinstance(items, (str, os.PathLike)) else items
        total = len(given) if isinstance(given, Sized) and not any(map(_is_path, given)) else None
        read = read or _reader(reader)
        paths: list[str] = []
        with store.explained(self.name):
            tell = partial(_tell, progress, total)
            intake = Intake(self._engine, reader, self._now, again, tell)
            source = _expand(given, published, paths)
            try:
                for outcome in map_reports(read, intake.unread(source), workers):
                    intake.take(outcome)
            finally:
                intake.flush()  # what is read stays read when the user, or an error in the input, cuts the run off
            intake.clear(paths)
            events = self._bring_up_to_date()
        return AddResult(intake.added, intake.known, tuple(intake.problems), events)

    def _bring_up_to_date(self) -> int:
        """Fuse if the log has gone on since. Fusing is done outside the lock as long as nobody comes between."""
        for attempt in range(TRIES):
            with store.reading(self._engine) as connection:
                at = log.last_on_events(connection)
                if derive.state(connection, "events_at") == at:
                    return View(connection).sizes().events
                fused = derive.fused(connection, self._fuse)
            with store.writing(self._engine) as connection:
                if log.last_on_events(connection) == at:
                    return derive.store_events(connection, *fused)
                if attempt == TRIES - 1:
                    return derive.store_events(connection, *derive.fused(connection, self._fuse))
        raise AssertionError("unreachable")

    def rebuild(self) -> None:
        """Drop everything that is derived and make it anew from the log."""
        with store.explained(self.name), store.writing(self._engine) as connection:
            derive.replay(connection, log.lines(connection), self._fuse)

    # Reading ------------------------------------------------------------------------------------------------

    @contextmanager
    def view(self) -> Iterator[View]:
        """One state of the ledger, unmoved by what others write meanwhile."""
        with store.explained(self.name), store.reading(self._engine) as connection:
            yield View(connection)

    def verify(self) -> list[str]:
        """What is wrong with the ledger, in words; empty if nothing is.

        Checks the hash chain, every id, every span against its report, and that the derived tables are
        what the log gives.
        """
        try:
            with store.explained(self.name), store.reading(self._engine) as connection:
                return check.verify(connection, self._fuse)
        except LedgerError as error:
            return [str(error)]

    def dump(self) -> list[tuple[str, str]]:
        """Every derived row as (table, JSON): two ledgers with the same log give the same."""
        with store.explained(self.name), store.reading(self._engine) as connection:
            return list(derive.dump(connection))

    def sizes(self) -> Sizes:
        """How many reports, claims, events, problems, lines of the log; how many lines await fusion."""
        with self.view() as view:
            return view.sizes()

    def reports(self) -> tuple[Report, ...]:
        """Every report, by label."""
        with self.view() as view:
            return tuple(view.reports())

    def report(self, report: str) -> Report:
        """A report by its id or label."""
        with self.view() as view:
            return view.report(report)

    def reading(self, report: str) -> Reading:
        """The reading in force of a report, by its id or label."""
        with self.view() as view:
            return view.reading(report)

    def events(self, filters: FilterWords = None) -> tuple[EventSummary, ...]:
        """Events that pass the filters, by day; undated ones last. Raises InputError for a bad filter."""
        chosen = Filters.of(filters)
        with self.view() as view:
            return view.events(chosen)

    def clusters(self) -> dict[str, str]:
        """Claim id to event id, for all claims."""
        with self.view() as view:
            return view.clusters()

    def summary(self, event: str) -> EventSummary:
        """One event's line, by its id or the beginning of it."""
        with self.view() as view:
            return view.summary(event)

    def event(self, event: str) -> Event:
        """One event with all its claims, by its id or the beginning of it."""
        with self.view() as view:
            return view.event(event)

    def problems(self) -> tuple[Problem, ...]:
        """Inputs that could not be used and have not been used since."""
        with self.view() as view:
            return view.problems()


def _is_path(item: object) -> bool:
    return isinstance(item, (str, os.PathLike))


def _expand(items: Iterable[Item], published: date | None, gone_through: list[str]) -> Iterator[Report | Problem]:
    """Reports as they are, files and folders as the reports in them; takes down what those are called."""
    from casus.sources import read_sources

    for item in items:
        if isinstance(item, (str, os.PathLike)):
            path = os.fspath(item)
            yield from read_sources([path], published=published)
            gone_through += {path, str(Path(path)), "standard input" if path == "-" else path}
        else:
            yield item


def _tell(progress: Progress | None, total: int | None, done: int) -> None:
    if progress is not None:
        progress(done, total)
