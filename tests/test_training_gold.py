import importlib.util
import json
import sys
from pathlib import Path

import pytest

from casus.evaluation import load_gold, score

ROOT = Path(__file__).parent.parent

MARKED = """=== id: t-1 | published: 2031-03-04 | publisher: Valley Wire | style: wire | title: Raid on Oxbow
[Gunmen|actor#1] [raided|!armed_attack#1] [Oxbow|place#1] in [Harrow county|place#1], [killing|!armed_attack#1] [at least 12|killed#1] [traders|target#1], [the mayor|says#1,speaker#S1] said. [A medic|says#1] counted [nine|killed#1].

[The army|actor#2] [hit back|!shelling#2] [in reply|because#2>1] with [mortars|weapon#2]; [the rebels|denied_by#2] say it did not. It plans [an assault|!armed_attack~planned#3] on the hills.

[He|speaker#S1] [condemned|!condemn#S1] [the raid|!armed_attack#1,about#S1]. It was the [12th|total#T1] [attack|unit#T1] on the town. Nothing was [raided|!armed_attack~negated#4] since.

In [a clash|!armed_clash#5] [three soldiers|killed#5] fell. The [band|actor#5] lost [four men|killed#5].
"""


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("training_gold", ROOT / "benchmarks" / "training_gold.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


@pytest.fixture(scope="module")
def line(tool, tmp_path_factory):
    path = tmp_path_factory.mktemp("marks") / "x-01.txt"
    path.write_text(MARKED, encoding="utf-8")
    return tool.gold(next(tool.load([path])))


def test_asserted_events_are_gold_and_others_are_not(line):
    assert [(event["id"], event["kind"], event["primary"]) for event in line["events"]] == [
        ("E1", "armed_attack", True),
        ("E2", "shelling", False),
        ("E5", "armed_clash", False),
    ]


def test_arguments_are_the_marked_words(line):
    first, second, _ = line["events"]
    assert first["actors"] == [["Gunmen"]]
    assert first["targets"] == [["traders"]]
    assert first["place"]["names"] == ["Oxbow", "Harrow county"]
    assert first["says"] == ["the mayor", "A medic"]
    assert second["weapon"] == "mortars"
    assert (first["status"], second["status"]) == ("reported", "denied")


def test_rival_figures_widen_and_both_sides_of_a_clash_add_up(line):
    first, _, clash = line["events"]
    assert first["killed"] == {"low": 9, "high": None}
    assert clash["killed"] == {"low": 7, "high": 7}


def test_statements_tallies_and_links_come_along(line):
    assert [(record["kind"], record["speaker"], record["about"]) for record in line["statements"]] == [
        ("condemn", ["the mayor", "He"], "E1")
    ]
    assert [(record["unit"], record["count"]["low"]) for record in line["tallies"]] == [("attacks", 12)]
    assert [(link["from"], link["to"]) for link in line["links"]] == [("E2", "E1")]


def test_quotes_stand_once_in_the_report_and_stop_before_the_next_event(line, tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(line), encoding="utf-8")
    (report,) = load_gold(path)
    whole = f"{report['title']}\n{report['text']}"
    for event in report["events"]:
        assert all(whole.count(quote) == 1 for quote in event["evidence"])
    assert report["events"][0]["evidence"][0] == "Gunmen raided Oxbow in Harrow county"
    assert score([report], [report]).ledger.f1 == 1.0


def test_a_report_always_falls_in_the_same_part(tool):
    names = [f"t-{n}" for n in range(400)]
    assert {tool.part_of(name) for name in names} == {"dev", "rest"}
    assert tool.part_of("t-me-001") == tool.part_of("t-me-001")
    assert 60 < sum(tool.part_of(name) == "dev" for name in names) < 140
