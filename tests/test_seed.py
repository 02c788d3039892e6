"""A real machine-translated page with junk in it. Its text is a publisher's: it is read where it is, and never copied."""

import json
from pathlib import Path

import pytest

from casus.evaluation import read_gold

GOLD = Path(__file__).parent.parent.parent / "shared" / "eval" / "gold" / "week.jsonl"
pytestmark = pytest.mark.skipif(not GOLD.exists(), reason="the publisher's page is not here")


@pytest.fixture(scope="module")
def seed():
    lines = map(json.loads, GOLD.read_text(encoding="utf-8").splitlines())
    return next(report for report in lines if report["id"] == "seed")


@pytest.fixture(scope="module")
def reading(seed):
    return read_gold([seed])[0]


def names(parties):
    return {name for party in parties for name in party}


@pytest.fixture(scope="module")
def events(reading):
    """By day and place, which tell this page's events apart."""
    return {
        ((event["time"] or {}).get("start"), (event["place"] or {"names": [""]})["names"][-1]): event
        for event in reading["events"]
    }


def test_the_strikes_of_wednesday(events):
    strikes = events["2023-11-22", "Iraq"]
    assert strikes["kind"] == "airstrike"
    assert strikes["killed"] == {"low": 8, "high": None}
    assert names(strikes["actors"]) & {"US", "United States"}
    assert "Iraqi security sources" in strikes["says"]
    assert strikes["primary"]
    witnesses = {figure["evidence"][0]: figure["says"] for figure in strikes["figures"]["killed"]}
    assert witnesses["at least eight fighters"] == ["Iraqi security sources"]


def test_the_strike_on_the_vehicle(events):
    strike = events["2023-11-21", "Abu Ghraib"]
    assert strike["killed"] == {"low": 1, "high": 1}
    assert names(strike["actors"]) & {"US", "United States"}
    assert strike["kind"] in ("airstrike", "bombing")


def test_the_attack_on_the_base_is_answered_by_the_strike_on_the_vehicle(events, reading):
    attack = events["2023-11-20", "Ain al-Assad"]
    assert attack["kind"] == "shelling"
    assert attack["injured"] == {"low": 8, "high": 8}
    strike = events["2023-11-21", "Abu Ghraib"]
    ends = [(link["from"], link["to"], link["relation"]) for link in reading["links"]]
    assert ends == [(strike["id"], attack["id"], "response_to")]


def test_three_bombings_are_one_record(reading):
    (bombings,) = [event for event in reading["events"] if event["place"] and event["place"]["country"] == "SY"]
    assert bombings["count"] == 3
    assert names(bombings["actors"]) & {"US", "United States"}


def test_the_sanctions(reading):
    (sanction,) = [event for event in reading["events"] if event["kind"] == "sanction"]
    assert names(sanction["actors"]) & {"US", "United States"}
    assert any("individuals" in name for name in names(sanction["targets"]))


@pytest.mark.parametrize(
    ("unit", "count", "since"),
    [
        ("attacks", {"low": 66, "high": 66}, "2023-10-17"),
        ("injured", {"low": 60, "high": 60, "approx": True}, "2023-10-17"),
        ("troops", {"low": 900, "high": 900, "approx": True}, None),
        ("troops", {"low": 2500, "high": 2500, "approx": True}, None),
    ],
)
def test_the_tallies(reading, unit, count, since):
    assert (unit, count, since) in [(tally["unit"], tally["count"], tally["since"]) for tally in reading["tallies"]]


@pytest.mark.parametrize(
    ("kind", "speaker"),
    [
        ("condemn", "Iraqi government"),
        ("condemn", "Hadi al-Ameri"),
        ("demand", "Hadi al-Ameri"),
        ("threaten", "the group"),
        ("claim_responsibility", "Washington"),
    ],
)
def test_the_statements_have_their_speakers(reading, kind, speaker):
    assert any(speaker in said["speaker"] for said in reading["statements"] if said["kind"] == kind)


def test_no_event_comes_from_the_wars_name_or_from_the_pages_junk(reading, seed):
    for event in reading["events"]:
        assert not any("data-script" in quote or "Published" in quote for quote in event["evidence"])
        assert "since the start of the war" not in event["evidence"][0]
        assert not names(event["actors"]) & {"Hamas", "Israel"}
    assert len(reading["events"]) <= 6


def test_every_quote_stands_in_the_page(reading, seed):
    whole = f"{seed['title']}\n{seed['text']}"
    for name in ("events", "statements", "tallies", "links"):
        for record in reading[name]:
            assert all(quote in whole for quote in record["evidence"])
