"""JSON for the nouns: exact both ways, canonical, and the public line a report."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.model import (
    PLACE_PRECISIONS,
    Actor,
    Candidate,
    Claim,
    Count,
    Interval,
    Link,
    Place,
    PlaceMention,
    Reading,
    Report,
    Span,
    Statement,
    Tally,
    Value,
    Witness,
)
from casus.serial import dumps, encode, line, read_reading, read_report, reading_line, write_reading, write_report

words = st.text(max_size=12)
days = st.none() | st.dates()
numbers = st.integers(0, 10**20)
degrees = st.none() | st.integers(-90, 90) | st.floats(-90, 90)
names = st.lists(words, min_size=1, max_size=3).map(tuple)
counts = st.builds(Count, numbers, st.none() | numbers, st.booleans())
spans = st.builds(Span, st.integers(0, 99), st.integers(0, 99))
some_spans = st.lists(spans, max_size=3).map(tuple)
intervals = st.builds(
    Interval, days, days, st.sampled_from(["day", "month"]), st.none() | words, st.none() | words,
    st.booleans(), st.booleans(), st.booleans(), st.none() | words,
)  # fmt: skip
candidates = st.builds(Candidate, words, st.none() | words, degrees, degrees, st.floats(0, 1))
places = st.builds(
    Place, names, st.none() | words, degrees, degrees, st.sampled_from(PLACE_PRECISIONS), degrees,
    st.none() | words, st.none() | numbers, words, st.lists(candidates, max_size=2).map(tuple),
)  # fmt: skip
actors = st.builds(Actor, names, words, words, st.lists(words, max_size=2).map(tuple))
witnesses = st.builds(Witness, words, st.none() | words, st.lists(words, max_size=2).map(tuple))
values = st.lists(
    st.builds(Value, words, counts | intervals | places | actors | witnesses | words | numbers, some_spans, names),
    max_size=4,
).map(tuple)
claims = st.builds(Claim, words, words, words, some_spans, values, st.booleans(), numbers)
statements = st.builds(
    Statement, words, words, words, actors, some_spans, st.lists(actors).map(tuple), st.none() | words
)
tallies = st.builds(
    Tally, words, words, words, words, counts, some_spans, days, days,
    st.lists(witnesses, max_size=2).map(tuple), st.none() | places, values,
)  # fmt: skip
readings = st.builds(
    Reading,
    words,
    words,
    st.lists(claims, max_size=2).map(tuple),
    st.lists(statements, max_size=2).map(tuple),
    st.lists(tallies, max_size=2).map(tuple),
    st.lists(st.builds(Link, words, words, words, some_spans), max_size=2).map(tuple),
    st.lists(st.builds(PlaceMention, spans, places), max_size=2).map(tuple),
    st.lists(words, max_size=2).map(tuple),
)
reports = st.builds(Report, st.text(), st.text(), days, st.none() | words, st.none() | words, words, words, words)


@settings(max_examples=60, deadline=None)
@given(readings)
def test_a_reading_comes_back_as_it_was_with_the_same_ids(reading):
    again = read_reading(write_reading(reading))
    assert again == reading
    assert repr(again) == repr(reading)
    assert [claim.id for claim in again.claims] == [claim.id for claim in reading.claims]
    assert write_reading(again) == write_reading(reading)


@settings(max_examples=60, deadline=None)
@given(reports)
def test_a_report_comes_back_as_it_was(report):
    again = read_report(write_report(report))
    assert repr(again) == repr(report)
    assert again.id == report.id


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_is_written_as_one_line_of_valid_utf_8(text):
    for write in (dumps, line):
        written = write({"text": text})
        assert "\n" not in written
        again = json.loads(written.encode().decode())["text"]
        assert again.encode("utf-16", "surrogatepass") == text.encode("utf-16", "surrogatepass")


def test_canonical_json_has_sorted_keys_no_blanks_and_plain_characters():
    assert dumps({"b": [1, None], "a": "Ħé"}) == '{"a":"Ħé","b":[1,null]}'


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_numbers_that_are_none_are_not_written(number):
    with pytest.raises(ValueError, match="JSON"):
        dumps({"lat": number})


def test_defaults_are_left_out_so_that_new_fields_leave_old_lines_as_they_were():
    assert encode(Count(5, 5)) == {"low": 5, "high": 5}
    assert encode(Interval(None, date(2024, 1, 2))) == {"start": None, "end": "2024-01-02"}


TEXT = "Gunmen killed at least 4 people, or six, in Marwa on Monday, police and a doctor said. A mayor denied it."
REPORT = Report(
    "Deaths in Marwa", TEXT, date(2024, 1, 3), "The Plain Paper", "https://example.org/1", "n1", "in/n1.txt"
)


def at(quote: str, whole: str = REPORT.whole) -> tuple[Span, ...]:
    start = whole.index(quote, whole.index("\n"))
    return (Span(start, start + len(quote)),)


CLAIM = Claim(
    REPORT.id,
    "rules/1",
    "armed_attack",
    at("killed"),
    (
        Value("time", Interval(date(2024, 1, 1), date(2024, 1, 1), anchor="published"), at("Monday")),
        Value("place", Place(("Marwa",), "IQ", 33.123456789, -0.000000001, radius_km=2.00049, reason="x"), at("Marwa")),
        Value("actors", Actor(("gunmen",)), at("Gunmen")),
        Value("killed", Count(4, None), at("at least 4"), ("police",)),
        Value("killed", Count(6, 6), at("six"), ("a doctor",)),
        Value("says", Witness("police"), at("police")),
    ),
    primary=True,
)
DENIAL = Statement(REPORT.id, "rules/1", "deny", Actor(("A mayor",)), at("A mayor denied it"), about=CLAIM.id)
MENTIONS = tuple(
    PlaceMention(Span(start, start + 5), Place(("Marwa",), "IQ", 33.1, 43.2)) for start in (10, at("Marwa")[0].start)
)
READING = Reading(REPORT.id, "rules/1", (CLAIM,), (DENIAL,), places=MENTIONS, notes=("short",))
LINE = reading_line(REPORT, READING, {CLAIM.id: "ev1"})


def test_the_public_line_names_the_report_and_its_records():
    assert LINE["id"] == "n1"
    assert LINE["report"] == REPORT.id
    assert (LINE["published"], LINE["url"], LINE["reader"]) == ("2024-01-03", "https://example.org/1", "rules/1")
    assert "text" not in LINE
    assert reading_line(REPORT, READING, text=True)["text"] == TEXT
    assert LINE["notes"] == ["short"]


def test_an_event_record_has_every_field_of_the_guideline():
    (event,) = LINE["events"]
    assert (event["id"], event["claim"], event["cluster"], event["kind"]) == ("E1", CLAIM.id, "ev1", "armed_attack")
    assert event["primary"] is True
    assert event["count"] == 1
    assert event["time"] == {"start": "2024-01-01", "end": "2024-01-01", "precision": "day", "anchor": "published"}
    assert event["actors"] == [["gunmen"]]
    assert event["targets"] == event["claimed_by"] == []
    assert event["killed"] == {"low": 4, "high": None}
    assert event["injured"] is event["abducted"] is event["arrested"] is event["weapon"] is None
    assert event["says"] == ["police"]
    assert event["evidence"] == ["killed"]


def test_coordinates_are_rounded_to_about_a_metre_and_are_never_minus_zero():
    place = LINE["events"][0]["place"]
    assert (place["lat"], str(place["lon"]), place["radius_km"]) == (33.12346, "0.0", 2.0)


def test_rival_figures_are_kept_with_their_witnesses_and_words():
    assert LINE["events"][0]["figures"]["killed"] == [
        {"low": 4, "high": None, "says": ["police"], "evidence": ["at least 4"]},
        {"low": 6, "high": 6, "says": ["a doctor"], "evidence": ["six"]},
    ]


def test_spans_count_characters_of_title_line_feed_text():
    spans = LINE["events"][0]["spans"]
    assert list(spans) == sorted(spans)
    assert [REPORT.whole[a:b] for a, b in spans["killed"]] == ["at least 4", "six"]
    assert [REPORT.whole[a:b] for a, b in spans["evidence"]] == ["killed"]


def test_places_count_characters_of_the_text_and_leave_the_title_out():
    (mention,) = LINE["places"]
    assert TEXT[mention["start"] : mention["end"]] == mention["name"] == "Marwa"


def test_a_claim_in_no_event_has_no_cluster():
    assert "cluster" not in reading_line(REPORT, READING)["events"][0]


def test_a_statement_is_about_a_record_of_the_same_line():
    (said,) = LINE["statements"]
    assert (said["id"], said["kind"], said["about"], said["speaker"]) == ("S1", "deny", "E1", ["A mayor"])
