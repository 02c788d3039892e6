import importlib.util
import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from casus.codebook import KINDS
from casus.evaluation import load_gold
from casus.model import RELATIONS, STATEMENT_KINDS, STATUSES, TALLY_UNITS, TOLL_FIELDS, Report

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
SETS = ("lake", "week", "world")
SEED = ROOT.parent / "shared" / "eval" / "gold" / "week.jsonl"

GOLD = {name: load_gold(EXAMPLES / name) for name in SETS}
REPORTS = [report for name in SETS for report in GOLD[name]]
EVENTS = [(report["id"], event) for report in REPORTS for event in report["events"]]

every_report = pytest.mark.parametrize("report", REPORTS, ids=lambda report: report["id"])


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def words(text):
    return re.findall(r"\w+", text.casefold())


@pytest.mark.parametrize("name", SETS)
def test_the_gold_codes_exactly_the_reports(name):
    reports = lines(EXAMPLES / name / "reports.jsonl")
    assert reports == [{key: report[key] for key in reports[0]} for report in GOLD[name]]


def test_no_id_stands_twice():
    ids = [report["id"] for report in REPORTS]
    assert len(ids) == len(set(ids))


@every_report
def test_a_report_says_where_its_facts_are_from_and_that_it_is_no_copy(report):
    assert report["publisher"]
    assert report["url"].startswith("http")
    assert date.fromisoformat(report["published"])
    assert report["licence"].startswith("own")
    assert "source page" in report["licence"] or "the page" in report["licence"]
    assert "not copied" in report["licence"]


@every_report
def test_a_report_is_coded_by_the_codebook(report):
    for event in report["events"]:
        assert event["kind"] in KINDS
        assert event["status"] in STATUSES
        assert event["count"] >= 1
        assert isinstance(event["primary"], bool)
        assert re.fullmatch(r"\d{4}(-[a-z0-9]+)+", event["cluster"])
    for statement in report["statements"]:
        assert statement["kind"] in STATEMENT_KINDS
        assert statement["speaker"]
        assert statement["about"] in (None, *(event["id"] for event in report["events"]))
    for tally in report["tallies"]:
        assert tally["unit"] in TALLY_UNITS
    for link in report["links"]:
        assert link["relation"] in RELATIONS
        assert link["from"] != link["to"]


@pytest.mark.parametrize(("report", "event"), EVENTS, ids=[f"{report}-{event['id']}" for report, event in EVENTS])
def test_times_and_counts_are_well_formed(report, event):
    time = event["time"]
    assert time is None or date.fromisoformat(time["start"]) <= date.fromisoformat(time["end"])
    for count in filter(None, map(event.get, TOLL_FIELDS)):
        assert count["low"] >= 0
        assert count["high"] is None or count["high"] >= count["low"]
    place = event["place"]
    if place is not None:
        assert (place["lat"] is None) == (place["lon"] is None)
        assert place["country"] is None or re.fullmatch("[A-Z]{2}", place["country"])


@every_report
def test_a_weapon_and_a_witness_are_words_of_the_report(report):
    whole = f"{report['title']}\n{report['text']}".casefold()
    for event in report["events"]:
        assert (event["weapon"] or "").casefold() in whole
        for witness in event["says"]:
            assert witness.casefold().split()[-1].strip("'’s") in whole


@pytest.mark.parametrize(("name", "reports"), [("lake", ["falconets", "deby-0412"]), ("world", ["b38", "b37"])])
def test_some_reports_hold_no_event(name, reports):
    assert {report["id"] for report in GOLD[name] if not report["events"]} == set(reports)


def test_the_lake_set_has_two_copies_of_one_text_and_no_others():
    from casus.text.copies import copies

    reports = [Report(title=report["title"], text=report["text"], name=report["id"]) for report in GOLD["lake"]]
    names = {report.id: report.name for report in reports}
    groups = [sorted(names[report] for report in group) for group in copies(reports)]
    assert [group for group in groups if len(group) > 1] == [["boma-wire-1", "boma-wire-2"]]


def test_one_event_is_told_by_many_reports():
    told = {}
    for report, event in EVENTS:
        told.setdefault(event["cluster"], set()).add(report)
    assert len(told["2020-03-23-boma-attack"]) == 6
    assert len(told["2023-11-22-jurf-al-sakhar-airstrike"]) == 8


def test_the_page_about_the_examples_counts_them_right():
    page = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    for name in SETS:
        events = sum(len(report["events"]) for report in GOLD[name])
        silent = sum(not any(report[kind] for kind in ("events", "statements", "tallies")) for report in GOLD[name])
        assert re.search(rf"^\| `{name}` \|.*\| {len(GOLD[name])} \| {events} \| {silent} \|$", page, re.MULTILINE)
    assert f"{len(REPORTS)} reports with hand coding" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.skipif(not SEED.exists(), reason="the publisher's page is not here")
def test_nothing_is_copied_from_the_publishers_page_that_the_week_grew_from():
    seed = next(report for report in lines(SEED) if report["id"] == "seed")

    def runs(text, length=9):
        found = words(text)
        return {tuple(found[i : i + length]) for i in range(len(found) - length + 1)}

    theirs = runs(seed["text"])
    for path in sorted(EXAMPLES.rglob("*.*")):
        assert not runs(path.read_text(encoding="utf-8")) & theirs, path


@pytest.fixture(scope="module")
def tour():
    spec = importlib.util.spec_from_file_location("tour", EXAMPLES / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_tour_deletes_its_own_ledger_and_nothing_else(tour, tmp_path):
    mine, theirs = tmp_path / "new" / "mine.ledger", tmp_path / "theirs.ledger"
    theirs.write_text("not yours")
    assert not tour.make_room(theirs)
    assert theirs.read_text() == "not yours"
    assert tour.make_room(mine)
    mine.write_text("old")
    assert tour.make_room(mine)
    assert not mine.exists()


def test_the_tour_shows_the_events_and_says_what_to_type_next(tmp_path):
    ledger = tmp_path / "tour.ledger"
    run = subprocess.run(
        [sys.executable, EXAMPLES / "run.py", ledger], cwd=ROOT, capture_output=True, text=True, timeout=300
    )
    assert run.returncode == 0, run.stderr
    typed = [line.split()[2] for line in run.stdout.splitlines() if line.startswith("$ casus ")]
    assert typed == ["add", "events", "show"]
    assert "24 reports added" in run.stdout
    assert "What to type next" in run.stdout
