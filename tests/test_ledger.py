"""The ledger: an append-only log, tables derived from it, one writer at a time, readers any time."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ledger_parts as parts
from casus.errors import InputError, LedgerError
from casus.ledger import Filters, Ledger, Problem
from casus.ledger.check import faults
from casus.model import Claim, Count, Link, Place, Reading, Report, Span, Statement, Value
from casus.runner import Failure, map_reports

HERE = Path(__file__).parent
REPORTS = parts.reports(45)


def clock():
    return "2024-02-01T00:00:00+00:00"


def opened(path, **options):
    return Ledger.open(path, fuse=parts.fuse, now=clock, **options)


def add(ledger, reports=REPORTS, **options):
    return ledger.add(reports, **({"read": parts.read, "reader": parts.READER} | options))


@pytest.fixture
def ledger(tmp_path):
    with opened(tmp_path / "a.ledger") as book:
        yield book


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    with opened(tmp_path_factory.mktemp("full") / "full.ledger") as book:
        add(book)
        yield book


def sql(ledger, statement):
    with sqlite3.connect(ledger.name) as connection:
        connection.execute(statement)
    connection.close()


# Adding -----------------------------------------------------------------------------------------------------


def test_adding_stores_every_report_and_its_reading(full):
    assert [r.id for r in full.reports()] == [r.id for r in sorted(REPORTS, key=lambda r: r.label)]
    for report in REPORTS:
        assert full.report(report.id) == full.report(report.label) == report
        assert full.reading(report.id) == parts.read(report)


def test_adding_the_same_again_adds_nothing(ledger):
    first = add(ledger)
    before = ledger.dump(), ledger.sizes()
    second = add(ledger)
    assert (first.added, first.known, second.added, second.known) == (len(REPORTS), 0, 0, len(REPORTS))
    assert (ledger.dump(), ledger.sizes()) == before
    assert first.events == second.events == len(ledger.events())


def test_a_report_given_twice_in_one_run_is_one_report(ledger):
    result = add(ledger, [REPORTS[0], REPORTS[1], REPORTS[0]])
    assert (result.added, result.known, ledger.sizes().reports) == (2, 1, 2)


def test_adding_in_two_steps_gives_the_same_events_as_in_one(ledger, full):
    add(ledger, REPORTS[20:])
    add(ledger, REPORTS[:20])
    assert ledger.events() == full.events()


def test_progress_tells_each_report_once_and_the_number_if_it_is_known(ledger):
    told = []
    add(ledger, progress=lambda *step: told.append(step))
    assert told == [(n, len(REPORTS)) for n in range(1, len(REPORTS) + 1)]
    told.clear()
    add(ledger, iter(REPORTS), progress=lambda *step: told.append(step))
    assert told[-1] == (len(REPORTS), None)


def test_a_reader_that_fails_on_one_report_leaves_a_problem_and_the_rest_goes_on(ledger):
    bad = replace(REPORTS[3], title="raise", name="bad")
    result = add(ledger, [*REPORTS[:3], bad, *REPORTS[4:8]], read=parts.touchy)
    assert result.added == 7
    (problem,) = ledger.problems()
    assert problem.where == "bad"
    assert problem.what == "the reader failed with ValueError: two lines"
    assert ledger.verify() == []


def test_a_problem_is_told_once_and_goes_when_a_retry_works(ledger):
    bad = replace(REPORTS[3], title="raise", name="bad")
    add(ledger, [bad], read=parts.touchy)
    lines = ledger.sizes().lines
    assert len(add(ledger, [bad], read=parts.touchy).problems) == 1
    assert ledger.sizes().lines == lines
    assert add(ledger, [bad]).added == 1
    assert ledger.problems() == ()
    assert ledger.verify() == []


def test_problems_of_sources_are_kept_in_the_ledger(ledger):
    problem = Problem("in/x.html", "is cut off", "fetch it again")
    result = add(ledger, [problem, REPORTS[0]])
    assert result.problems == ledger.problems() == (problem,)
    assert result.added == 1


def test_files_and_folders_are_added_and_their_problems_go_when_they_are_mended(ledger, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for folder in ("in", "inside"):
        Path(folder).mkdir()
        Path(folder, "empty.txt").write_text("")
        Path(folder, "good.txt").write_text(REPORTS[0].text)
        Path(folder, "list.jsonl").write_text('{"id": "n1", "title": "T", "text": "Words."}\n{broken\n')
    first = add(ledger, [Path("in"), "inside/", "none.txt"], published=date(2024, 1, 9))
    assert (first.added, first.known) == (2, 2)
    assert [r.label for r in ledger.reports()] == ["in/good.txt", "n1"]
    assert ledger.report("in/good.txt").published == date(2024, 1, 9)
    wheres = ["in/empty.txt", "in/list.jsonl, line 2", "inside/empty.txt", "inside/list.jsonl, line 2", "none.txt"]
    assert [problem.where for problem in ledger.problems()] == wheres
    lines = ledger.sizes().lines
    assert add(ledger, ["./in", "inside", "none.txt"], published=date(2024, 1, 9)).added == 0
    assert ledger.sizes().lines == lines
    Path("in/empty.txt").write_text("Now there are words.")
    Path("in/list.jsonl").write_text("")
    assert add(ledger, ["./in"]).added == 2
    assert [problem.where for problem in ledger.problems()] == ["in/list.jsonl", *wheres[2:]]
    Path("in/list.jsonl").unlink()
    Path("none.txt").write_text("Words at last.")
    add(ledger, ["in", "none.txt"])
    assert [problem.where for problem in ledger.problems()] == wheres[2:4]
    assert ledger.verify() == []


CITES_NOTHING = [
    (lambda r: parts.spans_outside(r), "outside the report"),
    (lambda r: Reading(r.id, parts.READER, (Claim(r.id, parts.READER, "protest", ()),)), "no words as evidence"),
    (lambda r: Reading(r.id, "other/1"), "signed other/1"),
    (lambda r: Reading("elsewhere", parts.READER), "another report"),
    (lambda r: None, "gave a NoneType"),
]


@pytest.mark.parametrize(("reader", "words"), CITES_NOTHING)
def test_a_reading_without_its_words_does_not_enter(ledger, reader, words):
    result = add(ledger, [REPORTS[0]], read=reader)
    assert result.added == 0
    assert ledger.sizes().claims == 0
    with pytest.raises(LedgerError, match="has not been read"):
        ledger.reading(REPORTS[0].id)
    assert words in result.problems[0].what


REPORT = Report("T", "Four were killed.", name="x")
HEAD = (Span(2, 6),)


def claim(*values, **more):
    return Claim(REPORT.id, "r/1", "protest", HEAD, tuple(values), **more)


FAULTY = [
    (Reading(REPORT.id, "r/1", (claim(), claim())), "two claims are the same"),
    (Reading(REPORT.id, "r/1", (claim(),), links=(Link(claim().id, "x", "part_of", HEAD),)), "does not hold"),
    (Reading(REPORT.id, "r/1", (claim(Value("killed", Count(4, 4), ())),)), "the value killed of a claim"),
    (Reading(REPORT.id, "r/1", (claim(Value("place", Place(("X",), lat=91.0, lon=0.0), HEAD)),)), "off the globe"),
    (Reading(REPORT.id, "r/1", (claim(Value("place", Place(("X",), lat=9.0), HEAD)),)), "off the globe"),
    (Reading(REPORT.id, "r/2", (claim(),)), "names another report or reader"),
    (Reading(REPORT.id, "r/1", (claim(Value("weapon", "gun", (Span(5, 5),))),)), "is empty"),
    (Reading(REPORT.id, "r/1", statements=(Statement(REPORT.id, "r/1", "deny", parts.Actor(("x",)), HEAD, about="y"),)),
     "about a claim"),
]  # fmt: skip


@pytest.mark.parametrize(("reading", "words"), FAULTY)
def test_what_is_wrong_with_a_reading_is_said_in_words(reading, words):
    assert any(words in fault for fault in faults(REPORT, reading))


def test_a_report_found_in_two_places_is_called_by_the_first_by_name_in_either_order(tmp_path):
    here = Report("T", "text", origin="b.txt")
    there = replace(here, origin="a.txt")
    for n, order in enumerate(([here, there], [there, here])):
        with opened(tmp_path / f"{n}.ledger") as ledger:
            add(ledger, order)
            add(ledger, order)
            assert [r.label for r in ledger.reports()] == ["a.txt"]
            assert ledger.sizes().lines == 3
            assert ledger.verify() == []


def test_another_reader_reads_known_reports_again_and_the_newest_reading_is_in_force(ledger):
    add(ledger, REPORTS[:3])
    second = add(ledger, REPORTS[:3], reader="none/1", read=lambda r: Reading(r.id, "none/1"))
    assert second.added == 3
    assert ledger.reading(REPORTS[0].id).reader == "none/1"
    assert ledger.events() == ()
    assert add(ledger, REPORTS[:3], again=True).known == 3
    assert ledger.reading(REPORTS[0].id).reader == parts.READER
    lines = ledger.sizes().lines
    add(ledger, REPORTS[:3], again=True)
    assert ledger.sizes().lines == lines
    assert ledger.verify() == []


STRANGE = [
    Report("nul \x00", "a\x00b", publisher="\x00"),
    Report("half a pair \ud800", "text \udfff", name="\ud800"),
    Report("", ""),
    Report("year", "x", date(9999, 12, 31)),
    Report("rtl \u202e", "مرحبا " * 1000),
    Report("long", "x" * 1_000_000),
]


@pytest.mark.parametrize("report", STRANGE)
def test_any_report_can_be_stored(ledger, report):
    assert add(ledger, [report]).added == 1
    assert ledger.report(report.id).text == report.text
    assert ledger.verify() == []


def test_a_pair_in_two_halves_is_refused_since_no_file_can_hold_it(ledger):
    result = add(ledger, [Report("T", "\ud83d\ude00"), REPORTS[0]])
    assert result.added == 1
    assert "two halves" in result.problems[0].what


def test_a_number_too_big_for_the_database_is_kept_whole(ledger):
    text = (
        f"On 2024-01-08 Army gunners were behind a clash in Marwa. {10**30} people were killed, local officials said."
    )
    add(ledger, [Report("T", text)])
    (event,) = ledger.events("min_killed=5")
    assert event.killed == Count(10**30, 10**30)
    assert ledger.verify() == []


# Log and tables ---------------------------------------------------------------------------------------------


def test_dropped_tables_are_made_again_from_the_log_to_the_same_bytes(ledger):
    add(ledger)
    add(ledger, [replace(REPORTS[0], title="raise")], read=parts.touchy)
    before = ledger.dump()
    for table in ("claims", "events", "membership", "joins", "reports"):
        sql(ledger, f"DELETE FROM {table}")
    assert ledger.dump() != before
    ledger.rebuild()
    assert ledger.dump() == before
    assert ledger.verify() == []


def test_a_ledger_derived_by_an_older_version_is_derived_anew_when_opened(ledger):
    add(ledger)
    before = ledger.dump()
    sql(ledger, "UPDATE state SET value = 0 WHERE name = 'version'")
    sql(ledger, "DELETE FROM claims")
    with opened(ledger.name) as again:
        assert again.dump() == before


def test_a_ledger_of_a_newer_version_is_left_alone(ledger):
    sql(ledger, "UPDATE state SET value = 99 WHERE name = 'version'")
    with pytest.raises(LedgerError, match="newer Casus"):
        opened(ledger.name)


TAMPERED = [
    ("UPDATE log SET recorded = '2020' WHERE seq = 5", "log line 5"),
    ("UPDATE log SET kind = 'reading' WHERE seq = 3", "log line 3"),
    ("DELETE FROM log WHERE seq = 7", "missing"),
    ("UPDATE log SET body = (SELECT body FROM log WHERE seq = 1) WHERE seq = 3", "log line 3"),
    ("UPDATE log SET body = x'00' WHERE seq = 4", "log line 4 can't be read"),
    ("UPDATE claims SET kind = 'riot' WHERE position = 0", "the table claims"),
    ("DELETE FROM membership", "the table membership"),
    ("UPDATE events SET killed_low = 99", "the table events"),
    ("DELETE FROM state WHERE name = 'events_at'", "not fused yet"),
]


@pytest.mark.parametrize(("statement", "words"), TAMPERED)
def test_verify_finds_what_was_changed_by_hand(ledger, statement, words):
    add(ledger)
    assert ledger.verify() == []
    sql(ledger, statement)
    assert any(words in finding for finding in ledger.verify())


def test_the_time_of_recording_is_under_the_hash_and_nowhere_else(tmp_path):
    with opened(tmp_path / "a.ledger") as first:
        add(first)
        with Ledger.open(tmp_path / "b.ledger", fuse=parts.fuse, now=lambda: "1999") as second:
            add(second)
            assert first.dump() == second.dump()


def test_events_that_lag_behind_the_log_are_completed_by_the_next_add(ledger):
    def cut(reports, readings):
        raise KeyboardInterrupt

    with Ledger.open(ledger.name, fuse=cut, now=clock) as broken, pytest.raises(KeyboardInterrupt):
        add(broken)
    assert ledger.sizes().pending == len(REPORTS)
    assert ledger.verify() == [
        f"events: {len(REPORTS)} lines of the log are not fused yet; `add` (with or without files) completes them"
    ]
    assert ledger.add(read=parts.read).events > 0
    assert ledger.sizes().pending == 0
    assert ledger.verify() == []


# Several at once --------------------------------------------------------------------------------------------


def test_a_reader_sees_one_state_while_another_writes(ledger):
    add(ledger, REPORTS[:10])
    with opened(ledger.name) as other, other.view() as view:
        before = view.sizes(), view.events()
        add(ledger, REPORTS[10:])
        assert (view.sizes(), view.events()) == before
    assert ledger.sizes().reports == len(REPORTS)


WRITER = """
import sys
import ledger_parts as parts
from casus.ledger import Ledger
for _ in range(2):
    with Ledger.open(sys.argv[1], fuse=parts.fuse) as ledger:
        ledger.add(parts.reports(90)[int(sys.argv[2]):int(sys.argv[3])], read=parts.read, reader=parts.READER)
"""


def environment(**more):
    return os.environ | {"PYTHONPATH": str(HERE)} | more


def test_two_writers_and_a_reader_at_once_come_out_without_error(tmp_path, full):
    path = tmp_path / "both.ledger"
    command = [sys.executable, "-W", "error", "-c", WRITER, str(path)]
    writers = [subprocess.Popen([*command, *part], env=environment()) for part in (("0", "60"), ("30", "90"))]
    while not path.exists() or any(writer.poll() is None for writer in writers):
        if path.exists():
            with opened(path) as reader:
                assert reader.sizes().reports <= 90
            time.sleep(0.05)
    assert [writer.wait() for writer in writers] == [0, 0]
    with opened(path) as ledger, opened(tmp_path / "alone.ledger") as alone:
        add(alone, parts.reports(90))
        assert ledger.events() == alone.events()
        assert ledger.reports() == alone.reports()
        assert ledger.verify() == []


def test_threads_may_read_one_open_ledger(full):
    found = []
    threads = [threading.Thread(target=lambda: found.append(len(full.events()))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [len(full.events())] * 4


# Opening ----------------------------------------------------------------------------------------------------


def not_a_database(tmp_path):
    (tmp_path / "x").write_text("These are words, " * 100)
    return tmp_path / "x"


def another_database(tmp_path):
    with sqlite3.connect(tmp_path / "x") as connection:
        connection.execute("CREATE TABLE bills (id)")
    connection.close()
    return tmp_path / "x"


UNUSABLE = [
    (not_a_database, "not a Casus ledger"),
    (another_database, "not a Casus ledger"),
    (lambda tmp: tmp, "is a folder"),
    (lambda tmp: tmp / "no" / "such" / "x", "does not exist"),
    (lambda tmp: "postgresql://nobody@127.0.0.1:1/none", "psycopg|can't be reached"),
]


@pytest.mark.parametrize(("make", "words"), UNUSABLE)
def test_what_is_no_ledger_is_refused_with_one_clear_sentence(tmp_path, make, words):
    with pytest.raises(LedgerError, match=words) as caught:
        Ledger.open(make(tmp_path))
    assert "\n" not in str(caught.value)


def test_a_missing_ledger_is_not_made_when_it_must_exist(tmp_path):
    with pytest.raises(LedgerError, match="no such ledger"):
        Ledger.open(tmp_path / "x", create=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a b?c#d%20.ledger", "ü.ledger", "file:x", ":x:"])
def test_a_ledger_may_have_any_name(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    with opened(name) as ledger:
        add(ledger, REPORTS[:2])
        assert ledger.verify() == []
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_run_that_the_user_cuts_off_keeps_what_it_has_read(ledger):
    def input():
        yield from REPORTS[:5]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add(ledger, input())
    assert ledger.sizes().reports in range(6)
    assert add(ledger, REPORTS[:5]).events > 0
    assert ledger.verify() == []


def test_a_damaged_file_is_reported_and_not_trusted(ledger):
    add(ledger)
    ledger.close()
    data = bytearray(Path(ledger.name).read_bytes())
    for start in range(8192, len(data) - 4096, 4096):
        data[start : start + 64] = b"\xff" * 64
    Path(ledger.name).write_bytes(data)
    try:
        with opened(ledger.name, create=False) as again:
            findings = again.verify()
    except LedgerError as error:
        findings = [str(error)]
    assert any("damaged" in finding for finding in findings)


def test_what_is_not_there_is_named(full):
    for look in (full.report, full.reading, full.event, full.summary):
        with pytest.raises(LedgerError, match="'nothing'"):
            look("nothing")


def test_an_event_is_found_by_the_beginning_of_its_id(full):
    for summary in full.events():
        event = full.event(summary.id)
        assert event.id == full.event(summary.id[:12]).id == full.summary(summary.id[:12]).id
        assert len(event.claims) == summary.claims
        assert event in parts.fuse(REPORTS, [parts.read(report) for report in REPORTS])


# Filters ----------------------------------------------------------------------------------------------------

FILTERS = [
    ("since=2024-01-10", lambda e: e.time.end >= date(2024, 1, 10)),
    ("until=2024-01-10", lambda e: e.time.start <= date(2024, 1, 10)),
    ("since=2024-01-10 until=2024-01-10", lambda e: e.time.start == date(2024, 1, 10)),
    ("country=iq", lambda e: e.place.country == "IQ"),
    ("country=IQ,SY", lambda e: e.place.country in ("IQ", "SY")),
    ("kind=airstrike,bombing", lambda e: e.kind in ("airstrike", "bombing")),
    ("actor='northern rebels'", lambda e: any("Northern rebels" in a.names for a in e.actors)),
    ("actor=Rebels", lambda e: any("Northern rebels" in a.names for a in e.actors)),
    ("actor=rebel", lambda e: False),
    ("bbox=40,35,41,36", lambda e: e.place.country == "SY"),
    ("bbox=43,33,-170,34", lambda e: e.place.country == "IQ"),
    ("min_killed=7", lambda e: (e.killed_most or 0) >= 7),
    ("status=reported", lambda e: True),
    ("status=denied,claimed", lambda e: False),
    ("q='MÁRWA car'", lambda e: e.kind == "bombing"),
    ("q=%", None),
    ("country=IQ kind=airstrike min_killed=3", lambda e: (e.place.country, e.kind) == ("IQ", "airstrike") and e.killed_most >= 3),
]  # fmt: skip


@pytest.mark.parametrize(("words", "wanted"), [row for row in FILTERS if row[1]])
def test_filters_keep_the_events_they_describe(full, words, wanted):
    found = full.events(words)
    assert found == tuple(event for event in full.events() if wanted(event))
    assert Filters.parse(str(Filters.parse(words))) == Filters.parse(words)


@pytest.mark.parametrize(
    "form",
    [
        "since=2024-01-10 kind=airstrike q='abu ghraib'",
        ["since=2024-01-10", "kind=airstrike", "q=abu ghraib"],
        {"since": "2024-01-10", "kind": "airstrike", "q": "abu ghraib"},
        "?since=2024-01-10&kind=airstrike&q=abu+ghraib",
    ],
)
def test_the_same_filters_come_from_a_string_a_list_a_mapping_or_a_url(form):
    assert Filters.parse(form) == Filters(since=date(2024, 1, 10), kind=("airstrike",), q="abu ghraib")


BAD = [
    "since=yesterday", "since=2024-02-30", "since=20240101", "until=", "country=Iraq", "country=", "kind=air strike",
    "kind='a b'", "bbox=1,2,3", "bbox=0,50,10,40", "bbox=nan,0,1,1", "bbox=0,0,200,1", "min_killed=-1", "min_killed=many",
    "min_killed=9999999999999", "status=true", "q=''", "q=...", "actor=!", "colour=red", "loose", "q='open",
    "since=2024-01-02 until=2024-01-01", "kind=a kind=b", f"q={'x' * 201}",
]  # fmt: skip


@pytest.mark.parametrize("words", BAD)
def test_a_bad_filter_is_refused_with_a_remedy(words):
    with pytest.raises(InputError) as caught:
        Filters.parse(words)
    assert caught.value.remedy


@given(st.text(max_size=30))
def test_no_filter_text_raises_anything_else(text):
    try:
        Filters.parse(text)
    except InputError as error:
        assert "\n" not in str(error) or "\n" in text


# The runner -------------------------------------------------------------------------------------------------


def outcomes(read, reports, workers):
    return [(r.id, out) for r, out in map_reports(read, reports, workers)]


def test_two_workers_give_what_one_gives_in_the_same_order():
    assert outcomes(parts.read, REPORTS, 2) == outcomes(parts.read, REPORTS, 1)


def test_a_report_that_kills_its_process_is_the_only_one_that_fails():
    reports = [*REPORTS[:10], Report("die", "now"), *REPORTS[10:14]]
    found = dict(outcomes(parts.deadly, reports, 2))
    dead = found.pop(reports[10].id)
    assert isinstance(dead, Failure)
    assert "process died" in dead.what
    assert found == dict(outcomes(parts.read, REPORTS[:14], 1))


def test_a_reading_that_cannot_be_sent_back_fails_alone():
    reports = [*REPORTS[:3], Report("lambda", ""), *REPORTS[3:5]]
    found = dict(outcomes(parts.unsendable, reports, 2))
    assert "sent back" in found.pop(reports[3].id).what
    assert found == dict(outcomes(parts.read, REPORTS[:5], 1))


def test_no_reports_need_no_workers():
    assert outcomes(parts.read, [], 2) == []


# PostgreSQL -------------------------------------------------------------------------------------------------

SERVERS = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))


def psycopg_is_there():
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return False
    return True


@pytest.fixture
def postgres(tmp_path):
    """A server of our own on a free port, gone after the test."""
    binaries = SERVERS[-1].parent
    shutil.chown(tmp_path, "postgres") if os.geteuid() == 0 else None
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    for parent in tmp_path.parents:
        if parent.name.startswith("pytest"):
            parent.chmod(0o755)
    data = tmp_path / "data"
    run = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/"}
    subprocess.run([*as_user, binaries / "initdb", "-D", data, "--no-sync", "-A", "trust", "-U", "casus"], **run)
    options = f"-p 54397 -k {tmp_path} -c listen_addresses=127.0.0.1"
    subprocess.run([*as_user, binaries / "pg_ctl", "-D", data, "-w", "-o", options, "start"], **run)
    try:
        yield "postgresql://casus@127.0.0.1:54397/postgres"
    finally:
        subprocess.run([*as_user, binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop"], **run)


@pytest.mark.skipif(not SERVERS or not psycopg_is_there(), reason="needs a PostgreSQL server's binaries and psycopg")
def test_a_postgresql_ledger_is_the_same_ledger(postgres, full):
    with opened(postgres) as ledger:
        add(ledger, STRANGE[:3])
        add(ledger, REPORTS)
        add(ledger, REPORTS)
        assert ledger.events() == full.events()
        assert ledger.events("country=IQ q=marwa actor=rebels") == full.events("country=IQ q=marwa actor=rebels")
        assert ledger.verify() == []
        before = ledger.dump()
        ledger.rebuild()
        assert ledger.dump() == before


def test_the_log_is_plain_json_that_anyone_can_read(full):
    import zlib

    with sqlite3.connect(full.name) as connection:
        kind, body = connection.execute("SELECT kind, body FROM log ORDER BY seq LIMIT 1").fetchone()
    connection.close()
    assert kind == "report"
    assert json.loads(zlib.decompress(body))["text"] == REPORTS[0].text
