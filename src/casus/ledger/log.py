"""The append-only log. Each line's hash covers the line before it, so no line can change, go or come unseen."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection, func, select

from casus.ledger.schema import LOG

GENESIS = "casus ledger, log version 1"
REPORT, ORIGIN, READING, PROBLEM, CLEARED = KINDS = ("report", "origin", "reading", "problem", "cleared")
BEARS_ON_EVENTS = (READING,)
PAGE = 500  # lines fetched at once


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log; `body` is canonical JSON."""

    seq: int
    kind: str
    recorded: str
    body: str
    hash: str


class BrokenLine(ValueError):
    """A stored line whose bytes can't be read."""

    def __init__(self, seq: int, why: str) -> None:
        super().__init__(f"log line {seq} can't be read ({why})")
        self.seq = seq


def chain(before: str, kind: str, recorded: str, body: str) -> str:
    """The hash of a line; every part is written with its length, so that no two lines read alike."""
    hasher = sha256()
    for part in (before, kind, recorded, body):
        data = part.encode()
        hasher.update(f"{len(data)}:".encode())
        hasher.update(data)
    return hasher.hexdigest()


def pack(body: str) -> bytes:
    """How a body is stored."""
    return zlib.compress(body.encode(), 6)


def unpack(seq: int, stored: bytes) -> str:
    """What `pack` stored. Raises BrokenLine."""
    try:
        return zlib.decompress(stored).decode()
    except (zlib.error, UnicodeDecodeError) as error:
        raise BrokenLine(seq, str(error)) from error


def tail(connection: Connection) -> tuple[int, str]:
    """Number and hash of the last line; (0, GENESIS) for an empty log."""
    row = connection.execute(select(LOG.c.seq, LOG.c.hash).order_by(LOG.c.seq.desc()).limit(1)).first()
    return (row.seq, row.hash) if row else (0, GENESIS)


def append(connection: Connection, kind: str, body: str, recorded: str) -> Line:
    """Add one line, inside the caller's write transaction."""
    seq, before = tail(connection)
    line = Line(seq + 1, kind, recorded, body, chain(before, kind, recorded, body))
    connection.execute(
        LOG.insert(),
        {"seq": line.seq, "kind": kind, "recorded": recorded, "body": pack(body), "hash": line.hash},
    )
    return line


def lines(connection: Connection) -> Iterator[Line]:
    """Every line in order, a page at a time. Raises BrokenLine."""
    last = 0
    while True:
        page = connection.execute(select(LOG).where(LOG.c.seq > last).order_by(LOG.c.seq).limit(PAGE)).all()
        if not page:
            return
        for row in page:
            yield Line(row.seq, row.kind, row.recorded, unpack(row.seq, row.body), row.hash)
        last = page[-1].seq


def bodies(connection: Connection, seqs: list[int]) -> dict[int, str]:
    """The bodies of some lines."""
    found: dict[int, str] = {}
    for start in range(0, len(seqs), PAGE):
        query = select(LOG.c.seq, LOG.c.body).where(LOG.c.seq.in_(seqs[start : start + PAGE]))
        found |= {row.seq: unpack(row.seq, row.body) for row in connection.execute(query)}
    return found


def last_on_events(connection: Connection) -> int:
    """The last line that bears on events; 0 if there is none."""
    return connection.execute(select(func.max(LOG.c.seq)).where(LOG.c.kind.in_(BEARS_ON_EVENTS))).scalar() or 0


def newer(connection: Connection, seq: int) -> int:
    """How many lines after `seq` bear on events."""
    query = select(func.count()).where(LOG.c.seq > seq, LOG.c.kind.in_(BEARS_ON_EVENTS))
    return connection.execute(query).scalar_one()
