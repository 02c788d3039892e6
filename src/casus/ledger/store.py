"""Opens the database. SQLite by a path (the default), PostgreSQL by a URL; one writer at a time, readers any time.

SQLite runs in WAL mode: a reader sees the state before or after a transaction and never waits. Writers take
their turn by BEGIN IMMEDIATE; PostgreSQL's by one advisory lock. A process that is killed loses at most the
transaction it was in.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, exc, text

from casus.errors import LedgerError

APPLICATION_ID = 0x43617375  # "Casu" in the file's header: a SQLite file without it is somebody else's
BUSY_SECONDS = 60  # a writer waits so long for its turn; a batch of `add` holds the lock for well under a second
POSTGRES_LOCK = 0x43617375
POSTGRES = ("postgresql://", "postgres://", "postgresql+psycopg://")

EXPLAINED: tuple[tuple[str, str], ...] = (
    ("file is not a database", "this file is not a Casus ledger; give another name"),
    ("malformed", "the file is damaged; restore a copy, and make ledgers anew from their reports if there is none"),
    ("database is locked", f"another program has been writing to it for over {BUSY_SECONDS} s; try again later"),
    ("readonly", "it can't be written to; check the rights of the file and of its folder"),
    ("unable to open", "it can't be opened; check the name and the rights of the file and of its folder"),
    ("disk is full", "the disk is full; nothing was lost, make room and try again"),
    ("disk i/o", "the disk failed to read or write"),
    ("connection", "the database server can't be reached; check the address and that it runs"),
)


def is_url(name: str) -> bool:
    """True for a PostgreSQL URL, False for a path."""
    return name.startswith(POSTGRES)


def connect(name: str, create: bool) -> Engine:
    """An engine for a path or a PostgreSQL URL. Raises LedgerError if there is no such ledger."""
    if is_url(name):
        return _postgres(name)
    _check_file(name, create)
    url = URL.create("sqlite", database=name)  # not by text: a name may hold "?" or "#"
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})
    event.listen(engine, "connect", _sqlite_connected)
    event.listen(engine, "begin", _sqlite_begin)
    return engine


def memory() -> Engine:
    """A database that lives in memory for as long as one connection: for checks."""
    engine = create_engine("sqlite://")
    event.listen(engine, "connect", _sqlite_connected)
    event.listen(engine, "begin", _sqlite_begin)
    return engine


def _check_file(name: str, create: bool) -> None:
    path = Path(name)
    if path.is_dir():
        raise LedgerError(f"{name}: is a folder, not a ledger; give the name of a file")
    if not path.exists() and not create:
        raise LedgerError(f"{name}: there is no such ledger; make one with `casus add {name} FILE...`")
    if not path.parent.is_dir():
        raise LedgerError(f"{name}: the folder {path.parent} does not exist; make it first")


def _postgres(name: str) -> Engine:
    url = "postgresql+psycopg://" + name.partition("://")[2]
    try:
        return create_engine(url)
    except ModuleNotFoundError as error:
        raise LedgerError(
            "PostgreSQL ledgers need the package psycopg; install it with `pip install psycopg[binary]`"
        ) from error


def _sqlite_connected(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver starts no transactions behind our back
    connection.execute("PRAGMA synchronous = NORMAL")


def _sqlite_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def prepare_sqlite(engine: Engine, name: str, create: bool) -> None:
    """Mark a new file as a ledger and turn WAL on. Raises LedgerError for a file of another program."""
    raw = engine.raw_connection()
    try:
        cursor: Any = raw.cursor()
        found = cursor.execute("PRAGMA application_id").fetchone()[0]
        empty = cursor.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
        if found != APPLICATION_ID and (not empty or not create):
            raise LedgerError(f"{name}: this file is not a Casus ledger; give another name")
        if found != APPLICATION_ID:
            cursor.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        _turn_wal_on(cursor)
    finally:
        raw.close()


def _turn_wal_on(cursor: Any) -> None:  # noqa: ANN401
    # SQLite answers "locked" at once here, whatever the time-out, when two programs open a new file together.
    for attempt in range(100):
        try:
            if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or attempt == 99:
                raise
            time.sleep(0.05)


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Turns what the database reports into a LedgerError with one clear sentence."""
    try:
        yield
    except exc.IntegrityError:
        raise  # a fault in the program, not in the file: the trace is wanted
    except (exc.DBAPIError, sqlite3.Error) as error:
        said = " ".join(str(getattr(error, "orig", None) or error).split())
        reason = next((words for mark, words in EXPLAINED if mark in said.casefold()), f"the database says: {said}")
        raise LedgerError(f"{name}: {reason}") from error


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one state of the ledger throughout, whatever others write meanwhile."""
    options = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One write transaction: all of it is stored or nothing; others wait for their turn."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": POSTGRES_LOCK})
        yield connection
