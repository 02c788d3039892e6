"""Fusion: claims about the same thing become one event, the same in any order, and every join says why."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.fusion.features import score
from casus.fusion.fuse import fuse
from casus.fusion.grouping import ENOUGH, candidates
from casus.model import Actor, Claim, Count, Interval, Place, Reading, Report, Span, Value

MOSUL = Place(("Mosul",), "IQ", 36.34, 43.13, "settlement", 8.0)
TIKRIT = Place(("Tikrit",), "IQ", 34.6, 43.68, "settlement", 5.0)
IRAQ = Place(("Iraq",), "IQ", 33.0, 44.0, "country", 500.0)
ARMY = Actor(("Iraqi army",), "iq-army", "state_force", ("IQ",))
GUNMEN = Actor(("gunmen",))


def report(number, text=None):
    words = text or " ".join(f"{random.Random(number).random():.9f}" for _ in range(40))
    return Report(title=f"report {number}", text=words, published=date(2024, 5, 10), name=f"r{number}")


def claim(of, kind="airstrike", day=date(2024, 5, 8), place=MOSUL, killed=None, actors=(ARMY,), targets=(), count=1):
    span = (Span(0, 6),)
    values = [Value("actors", actor, span) for actor in actors] + [Value("targets", t, span) for t in targets]
    if day is not None:
        values.append(Value("time", Interval(day, day), span))
    if place is not None:
        values.append(Value("place", place, span))
    if killed is not None:
        values.append(Value("killed", Count(killed, killed), span))
    return Claim(of.id, "rules/1", kind, span, tuple(values), count=count)


def fused(*claims_by_report):
    reports = [r for r, _ in claims_by_report]
    readings = [Reading(r.id, "rules/1", claims=tuple(claims)) for r, claims in claims_by_report]
    return fuse(reports, readings)


def groups(events):
    return sorted(sorted(c.id for c in event.claims) for event in events)


def test_two_reports_of_one_strike_are_one_event_that_says_why():
    a, b = report(1), report(2)
    (event,) = fused((a, [claim(a, killed=8)]), (b, [claim(b, killed=8)]))
    assert len(event.claims) == 2
    assert event.sources == 2
    reasons = " ".join(event.joins[0].reasons)
    assert "both airstrike" in reasons
    assert "Mosul" in reasons
    assert "2024-05-08" in reasons


@pytest.mark.parametrize(
    "other",
    [
        {"day": date(2024, 4, 2)},
        {"place": TIKRIT},
        {"kind": "talks"},
        {"place": Place(("Homs",), "SY", 34.7, 36.7, "settlement", 5.0)},
    ],
)
def test_another_day_place_or_kind_is_another_event(other):
    a, b = report(1), report(2)
    assert len(fused((a, [claim(a)]), (b, [claim(b, **other)]))) == 2


def test_a_coarse_place_may_hold_a_fine_one():
    a, b = report(1), report(2)
    assert len(fused((a, [claim(a)]), (b, [claim(b, place=IRAQ)]))) == 1


def test_rival_tolls_stay_in_one_event():
    a, b = report(1), report(2)
    (event,) = fused((a, [claim(a, killed=8)]), (b, [claim(b, killed=5)]))
    assert "tolls differ" in event.joins[0].reasons


def test_claims_of_one_report_stay_apart():
    a, b = report(1), report(2)
    events = fused((a, [claim(a, killed=3), claim(a, killed=4)]), (b, [claim(b, killed=3)]))
    assert all(len({c.report for c in event.claims}) == len(event.claims) for event in events)


def test_wire_copies_are_one_source():
    words = " ".join(f"word{n}" for n in range(200))
    a, b, c = report(1, words), report(2, words), report(3)
    (event,) = fused((a, [claim(a)]), (b, [claim(b)]), (c, [claim(c)]))
    assert len(event.claims) == 3
    assert event.sources == 2


def test_a_chain_of_neighbours_does_not_become_one_event():
    """Each strike is a day from the next; the first and the last are nine days apart."""
    reports = [report(n) for n in range(10)]
    days = [date(2024, 5, 1) + timedelta(days=n) for n in range(10)]
    events = fused(*((r, [claim(r, day=day)]) for r, day in zip(reports, days, strict=True)))
    assert max(len(event.claims) for event in events) <= 2


def test_only_claims_that_share_a_country_and_a_day_are_compared():
    reports = [report(n) for n in range(3)]
    claims = [claim(reports[0]), claim(reports[1]), claim(reports[2], day=date(2020, 1, 1))]
    assert candidates(claims) == [(0, 1)]


def test_a_score_is_the_same_both_ways():
    a, b = report(1), report(2)
    left, right = claim(a, killed=8), claim(b, place=IRAQ, actors=(GUNMEN,))
    assert score(left, right)[0] == score(right, left)[0]


ANY_CLAIM = st.builds(
    dict,
    kind=st.sampled_from(["airstrike", "shelling", "armed_attack", "talks"]),
    day=st.one_of(st.none(), st.dates(date(2024, 5, 1), date(2024, 5, 4))),
    place=st.sampled_from([MOSUL, TIKRIT, IRAQ, None]),
    killed=st.one_of(st.none(), st.integers(0, 3)),
    actors=st.sampled_from([(ARMY,), (GUNMEN,), ()]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(ANY_CLAIM, max_size=3), max_size=7), st.randoms())
def test_the_order_of_reports_changes_nothing_and_no_claim_is_lost(drawn, chance):
    pairs = [(report(n), values) for n, values in enumerate(drawn)]
    given_ = [(r, [claim(r, **value) for value in values]) for r, values in pairs]
    events = fused(*given_)
    shuffled = list(given_)
    chance.shuffle(shuffled)
    assert fused(*shuffled) == events
    wanted = sorted({c.id for _, claims in given_ for c in claims})
    assert sorted({c.id for event in events for c in event.claims}) == wanted
    for event in events:
        for join in event.joins:
            assert join.reasons or join.score < ENOUGH
