"""The tables. `log` is the ledger; all others are a function of it and can be dropped and made again.

The same definitions serve SQLite and PostgreSQL. Compound values (a place, a list of names, spans) are
canonical JSON in text columns; the plain columns beside them are there to filter and to sort by.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, Index, Integer, LargeBinary, MetaData, String, Table, Text

VERSION = 1  # of the derived tables: a ledger made with another version is derived anew from its log when opened

META = MetaData()

LOG = Table(
    "log", META,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),      # report, origin, reading, problem, cleared
    Column("recorded", String(32), nullable=False),  # when, ISO 8601 UTC
    Column("body", LargeBinary, nullable=False),     # canonical JSON, zlib
    Column("hash", String(64), nullable=False),      # SHA-256 over the hash before, kind, recorded, JSON
)  # fmt: skip

REPORTS = Table(
    "reports", META,
    Column("id", String(20), primary_key=True),
    Column("label", Text, nullable=False),
    Column("published", String(10)),
    Column("publisher", Text),
    Column("title", Text, nullable=False),
    Column("seq", Integer, nullable=False),          # the line of the log that holds all of it
    Column("reading_seq", Integer),                  # the line with the reading in force
    Column("reader", Text),
)  # fmt: skip

ORIGINS = Table(
    "origins", META,
    Column("report", String(20), primary_key=True),
    Column("origin", Text, primary_key=True),
)  # fmt: skip

READINGS = Table(
    "readings", META,
    Column("report", String(20), primary_key=True),
    Column("reader", Text, primary_key=True),
    Column("seq", Integer, nullable=False),          # the newest by this reader
)  # fmt: skip

CLAIMS = Table(
    "claims", META,
    Column("report", String(20), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("id", String(20), nullable=False, unique=True),
    Column("reader", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("is_primary", Boolean, nullable=False),
    Column("occurrences", BigInteger, nullable=False),
    Column("status", Text, nullable=False),
    Column("spans", Text, nullable=False),
)  # fmt: skip

CLAIM_VALUES = Table(
    "claim_values", META,
    Column("report", String(20), primary_key=True),
    Column("claim", String(20), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("field", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("says", Text, nullable=False),
    Column("spans", Text, nullable=False),
)  # fmt: skip

STATEMENTS = Table(
    "statements", META,
    Column("report", String(20), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("id", String(20), nullable=False),
    Column("kind", Text, nullable=False),
    Column("speaker", Text, nullable=False),
    Column("about", String(20)),
    Column("spans", Text, nullable=False),
)  # fmt: skip

TALLIES = Table(
    "tallies", META,
    Column("report", String(20), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("id", String(20), nullable=False),
    Column("unit", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("low", BigInteger, nullable=False),
    Column("high", BigInteger),
    Column("approx", Boolean, nullable=False),
    Column("since", String(10)),
    Column("until", String(10)),
    Column("spans", Text, nullable=False),
)  # fmt: skip

LINKS = Table(
    "links", META,
    Column("report", String(20), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("source", String(20), nullable=False),
    Column("target", String(20), nullable=False),
    Column("relation", Text, nullable=False),
    Column("spans", Text, nullable=False),
)  # fmt: skip

EVENTS = Table(
    "events", META,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("first_day", String(10)),
    Column("last_day", String(10)),
    Column("place", Text),
    Column("country", String(2)),
    Column("lat", Float),
    Column("lon", Float),
    Column("precision", Text),
    Column("killed_low", BigInteger),
    Column("killed_high", BigInteger),
    Column("killed_most", BigInteger),
    Column("injured_low", BigInteger),
    Column("injured_high", BigInteger),
    Column("status", Text, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("sources", Integer, nullable=False),
    Column("witnesses", Integer, nullable=False),
    Column("disputed", Boolean, nullable=False),
    Column("parties", Text, nullable=False),         # folded names of actors, targets, claimants, each between bars
    Column("search", Text, nullable=False),          # folded words: evidence, names, places, titles
    Column("body", Text, nullable=False),            # the whole summary
    Index("events_by_kind", "kind", "first_day"),
    Index("events_by_day", "first_day"),
    Index("events_by_country", "country", "first_day"),
    Index("events_by_place", "lat", "lon"),
)  # fmt: skip

MEMBERSHIP = Table(
    "membership", META,
    Column("claim", String(20), primary_key=True),
    Column("event", Text, nullable=False, index=True),
    Column("position", Integer, nullable=False),
)  # fmt: skip

JOINS = Table(
    "joins", META,
    Column("event", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("left", String(20), nullable=False),
    Column("right", String(20), nullable=False),
    Column("score", Float, nullable=False),
    Column("reasons", Text, nullable=False),
)  # fmt: skip

PROBLEMS = Table(
    "problems", META,
    Column("where", Text, primary_key=True),
    Column("what", Text, primary_key=True),
    Column("remedy", Text, nullable=False),
)  # fmt: skip

STATE = Table(
    "state", META,
    Column("name", String(32), primary_key=True),
    Column("value", Integer, nullable=False),
)  # fmt: skip

OF_A_READING = (CLAIMS, CLAIM_VALUES, STATEMENTS, TALLIES, LINKS)
OF_FUSION = (EVENTS, MEMBERSHIP, JOINS)
DERIVED = (REPORTS, ORIGINS, READINGS, *OF_A_READING, *OF_FUSION, PROBLEMS, STATE)
