"""Exports: a line a report or an event, in four formats, safe for spreadsheets and right for maps."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ledger_parts as parts
from casus.errors import InputError
from casus.export import FORMATS, export
from casus.export.csv import COLUMNS, harmless, row
from casus.ledger import Ledger
from casus.model import (
    Actor,
    Claim,
    Count,
    Event,
    Interval,
    Place,
    Reading,
    Report,
    Span,
    Value,
    Witness,
)
from casus.summary import EventSummary, rules, summarise

REPORTS = parts.reports(60)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    with Ledger.open(tmp_path_factory.mktemp("export") / "a.ledger", fuse=parts.fuse) as book:
        book.add(REPORTS, read=parts.read, reader=parts.READER)
        yield book


def text(ledger, form, filters=None):
    out = io.BytesIO()
    lines = export(ledger, form, filters, out)
    written = out.getvalue().decode()
    assert written.count("\n") == lines
    assert "\r" not in written
    return written


def records(ledger, form, filters=None):
    return [json.loads(line) for line in text(ledger, form, filters).splitlines()]


# Formats ----------------------------------------------------------------------------------------------------


def test_readings_has_a_line_for_every_report_by_its_label_with_clusters(ledger):
    found = records(ledger, "readings")
    assert [line["id"] for line in found] == sorted(report.name for report in REPORTS)
    events = {event.id for event in ledger.events()}
    assert {event["cluster"] for line in found for event in line["events"]} == events
    whole = {report.name: report.whole for report in REPORTS}
    for line in found:
        for record in (*line["events"], *line["statements"], *line["tallies"], *line["links"]):
            assert record["evidence"]
            assert all(quote in whole[line["id"]] for quote in record["evidence"])


def test_readings_with_filters_has_the_reports_that_tell_of_such_events(ledger):
    chosen = {event.id for event in ledger.events("kind=bombing country=SY")}
    wanted = [line["id"] for line in records(ledger, "readings") if any(e["cluster"] in chosen for e in line["events"])]
    assert wanted
    assert [line["id"] for line in records(ledger, "readings", "kind=bombing country=SY")] == wanted


def test_jsonl_has_a_line_for_every_event_with_its_claims_and_why_they_are_together(ledger):
    found = records(ledger, "jsonl")
    assert [event["id"] for event in found] == [event.id for event in ledger.events()]
    whole = {report.id: report.whole for report in REPORTS}
    for event in found:
        assert event["claims"]
        assert len({claim["report"] for claim in event["claims"]}) == event["reports"]
        for claim in event["claims"]:
            for field, spans in claim["spans"].items():
                assert all(whole[claim["report"]][a:b] for a, b in spans), field
        assert len(event["joins"]) == len(event["claims"]) - 1


def test_csv_has_a_line_for_every_event_and_leaves_unknown_cells_empty(ledger):
    head, *rows = csv.reader(io.StringIO(text(ledger, "csv")))
    assert head == list(COLUMNS)
    assert [cells[0] for cells in rows] == [event.id for event in ledger.events()]
    for cells, event in zip(rows, ledger.events(), strict=True):
        named = dict(zip(head, cells, strict=True))
        assert named["killed_low"] == str(event.killed.low)
        assert named["killed_high"] == ("" if event.killed.high is None else str(event.killed.high))
        assert ("at least" in named["killed_said"]) == (event.killed.high is None)
        assert named["injured_low"] == named["injured_said"] == ""
        assert (named["lat"] == "") == (event.place.lat is None)


def test_geojson_has_a_feature_for_every_event_and_no_point_for_those_off_the_map(ledger):
    layer = json.loads(text(ledger, "geojson"))
    assert layer["type"] == "FeatureCollection"
    assert [feature["id"] for feature in layer["features"]] == [event.id for event in ledger.events()]
    points = {
        feature["properties"]["place"]["names"][0]: feature["geometry"] and feature["geometry"]["coordinates"]
        for feature in layer["features"]
    }
    assert points == {"Marwa": [43.9, 33.3], "Old Kesh": [40.5, 35.12346], "Tel Dor": None}


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_ledger_gives_a_valid_file(tmp_path, form):
    with Ledger.open(tmp_path / "a.ledger", fuse=parts.fuse) as empty:
        written = text(empty, form)
    if form == "csv":
        assert written.split(",")[0] == "id"
    elif form == "geojson":
        assert json.loads(written) == {"type": "FeatureCollection", "features": []}
    else:
        assert written == ""


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_is_the_same_as_a_stream(ledger, tmp_path, form):
    lines = export(ledger, form, "country=IQ", tmp_path / "out")
    assert (tmp_path / "out").read_bytes().decode() == text(ledger, form, "country=IQ")
    assert export(ledger, form, ["country=IQ"]) == lines
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_cannot_be_written_is_said_and_leaves_nothing(ledger, tmp_path):
    with pytest.raises(InputError, match="can't be written"):
        export(ledger, "csv", out=tmp_path / "no" / "out.csv")
    with pytest.raises(InputError, match="no such format; use readings, jsonl, csv, geojson"):
        export(ledger, "xml", out=tmp_path / "out.xml")
    assert list(tmp_path.iterdir()) == []


# Spreadsheets -----------------------------------------------------------------------------------------------

CELLS = [
    ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
    ("+1", "'+1"),
    ("-2", "'-2"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("  =1", "'=1"),
    ("\t=1", "'=1"),
    ("\r\n-1", "'-1"),
    ("\x00=1", "\ufffd=1"),
    ("＝1", "'＝1"),
    ("a\nb\r\nc", "a b c"),
    ("plain = text", "plain = text"),
    (-3.5, -3.5),
    (-3, -3),
    (None, None),
]


@pytest.mark.parametrize(("cell", "written"), CELLS)
def test_text_that_a_spreadsheet_would_run_is_made_harmless_and_numbers_are_left_alone(cell, written):
    assert harmless(cell) == written


@given(st.lists(st.text(st.characters(exclude_categories=())), min_size=2))
def test_a_row_is_one_line_that_reads_back_and_never_begins_a_formula(cells):
    line = row(cells)
    assert "\n" not in line
    assert "\r" not in line
    (again,) = csv.reader([line])
    assert again == [harmless(cell) for cell in cells]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in again)
    line.encode()


def test_names_in_an_export_are_made_harmless(tmp_path):
    words = "=cmd() were behind a clash in Marwa"
    report = Report("T", words)
    actor = Value("actors", Actor(("=cmd()",)), (Span(2, 8),))
    claim = Claim(report.id, "x/1", "armed_clash", (Span(2, 8),), (actor,))
    with Ledger.open(tmp_path / "a.ledger", fuse=lambda _, r: (Event("e", r[0].claims),)) as book:
        book.add([report], read=lambda r: Reading(r.id, "x/1", (claim,)), reader="x/1")
        (cells,) = list(csv.DictReader(io.StringIO(text(book, "csv"))))
    assert cells["actors"] == cells["words"] == "'=cmd()"


# Summaries --------------------------------------------------------------------------------------------------

OLD = Report("Old", "words " * 50, date(2024, 1, 1), name="old")
NEW = Report("New", "words " * 50, date(2024, 1, 9), name="new")
BOTH = {report.id: report for report in (OLD, NEW)}
HERE = (Span(0, 3),)
DAY = date(2024, 1, 1)


def claim(*values, report=OLD, kind="airstrike", **more):
    made = tuple(Value(field, value, HERE) for field, value in values)
    return Claim(report.id, "x/1", kind, HERE, made, **more)


def summary(*claims, **more):
    return summarise(Event("e", tuple(claims), **more), BOTH)


def killed(*counts):
    return [claim(("killed", count)) for count in counts]


TOLLS = [
    ([Count(8, None), Count(5, 5), Count(0, 0)], Count(0, None), 8, True),
    ([Count(8, 8), Count(8, 8)], Count(8, 8), 8, False),
    ([Count(8, None), Count(9, 9)], Count(8, None), 9, False),
    ([Count(8, None), Count(7, 7)], Count(7, None), 8, True),
    ([Count(60, 60, True), Count(62, 62)], Count(60, 62, True), 62, False),
    ([Count(60, 60, True), Count(80, 80)], Count(60, 80, True), 80, True),
    ([Count(0, 20)], Count(0, 20), 0, False),
    ([], None, None, False),
]


@pytest.mark.parametrize(("counts", "toll", "most", "disputed"), TOLLS)
def test_the_range_holds_every_figure_and_says_if_they_disagree(counts, toll, most, disputed):
    for order in (counts, counts[::-1]):
        found = summary(*(killed(*order) or [claim()]))
        assert (found.killed, found.killed_most, found.disputed) == (toll, most, disputed)


def test_a_dispute_names_the_figures_in_order():
    assert summary(*killed(Count(8, None), Count(5, 5), Count(0, 0))).disputes == ("killed: 0, 5, 8+",)


STATUSES = [
    (["reported", "claimed"], "reported", False),
    (["claimed", "claimed"], "claimed", False),
    (["reported", "denied"], "denied", True),
    (["denied"], "denied", True),
]


@pytest.mark.parametrize(("given", "status", "disputed"), STATUSES)
def test_a_denial_stands_beside_what_is_denied(given, status, disputed):
    found = summary(*(claim(status=each) for each in given))
    assert (found.status, found.disputed) == (status, disputed)


def days(first, last):
    return Interval(first and date(2024, 1, first), last and date(2024, 1, last), "range")


TIMES = [
    ([days(1, 9), days(3, 12)], (3, 9)),
    ([days(1, 9), days(3, 3)], (3, 3)),
    ([days(1, 2), days(5, 6)], (1, 6)),
    ([days(1, None), days(5, 6)], (5, 6)),
    ([days(None, 4), days(2, None)], (2, 4)),
    ([days(None, 2), days(5, None)], (None, None)),
    ([days(4, None)], (4, None)),
]


@pytest.mark.parametrize(("told", "wanted"), TIMES)
def test_the_time_is_what_all_allow_or_else_all_that_is_told(told, wanted):
    found = summary(*(claim(("time", each)) for each in told)).time
    assert (found.start, found.end) == tuple(day and date(2024, 1, day) for day in wanted)


def test_a_claims_own_time_keeps_its_flags_when_it_is_the_answer():
    night = Interval(DAY, DAY, part="night", clock="23:00")
    assert summary(claim(("time", night)), claim(("time", days(1, 9)))).time == night


def test_the_place_is_the_most_precise_one_on_the_map_with_all_its_names():
    base = Place(("Base", "the base"), "IQ", 33.0, 44.0, "site", 1.0)
    town = Place(("Town",), "IQ", 33.1, 44.1)
    again = replace(base, names=("Base", "BASE One"))
    unmapped = Place(("Farm",), "IQ", precision="site")
    found = summary(*(claim(("place", each)) for each in (unmapped, town, base, again))).place
    assert (found.names[0], found.precision, found.lat) == ("Base", "site", 33.0)
    assert set(found.names) == {"Base", "the base", "BASE One"}
    assert summary(claim(("place", unmapped))).place == unmapped
    assert summary(claim()).place is None


def test_actors_that_share_a_name_or_an_id_are_one_and_the_most_named_is_first():
    us = Actor(("United States", "US"), "us", "state_force", ("US",))
    short = Actor(("US",))
    plain = Actor(("American forces", "U.S."), "us")
    gunmen = Actor(("gunmen",))
    found = summary(*(claim(("actors", each)) for each in (gunmen, short, plain, us))).actors
    assert [actor.names[0] for actor in found] in (["United States", "gunmen"], ["American forces", "gunmen"])
    assert {"United States", "US", "American forces", "U.S."} == set(found[0].names)
    assert found[0].id == "us"


def test_witnesses_are_counted_once_however_they_are_written():
    told = claim(("says", Witness("The Ministry")), ("says", Witness("residents")))
    also = Claim(NEW.id, "x/1", "airstrike", HERE, (Value("killed", Count(1, 1), HERE, ("the ministry",)),))
    found = summary(told, also)
    assert (found.says, found.witnesses, found.reports) == (("The Ministry", "residents"), 2, 2)


def test_the_kind_is_what_most_say():
    kinds = ["shelling", "airstrike", "airstrike"]
    assert summary(*(claim(kind=kind, count=n) for n, kind in enumerate(kinds, 1))).kind == "airstrike"
    assert summary(claim(kind="shelling"), claim(kind="airstrike")).kind == "airstrike"
    assert summary(claim(kind="shelling", primary=True), claim(kind="airstrike")).kind == "shelling"


def test_the_order_of_the_claims_plays_no_part():
    claims = [c for reading in map(parts.read, REPORTS) for c in reading.claims]
    reports = {report.id: report for report in REPORTS}
    assert summarise(Event("e", tuple(claims)), reports) == summarise(Event("e", tuple(claims[::-1])), reports)


FOLDED = [
    ("  U.S. — Fuerzas  ARMÉES!", "us fuerzas armees"),
    ("Sana’a", "sanaa"),
    ("3.5 km. End.", "3 5 km end"),
    ("", ""),
]


@pytest.mark.parametrize(("name", "folded"), FOLDED)
def test_names_are_compared_without_case_accents_and_points(name, folded):
    assert rules.fold(name) == folded


def test_a_summary_comes_back_from_the_ledger_as_it_was(ledger):
    for event in ledger.events():
        assert isinstance(event, EventSummary)
        reports = {report.id: report for report in REPORTS}
        assert summarise(ledger.event(event.id), reports) == event
