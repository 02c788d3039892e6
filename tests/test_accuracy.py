"""Accuracy has a floor: end-to-end figures on the examples, each beside a digest of the gold it was measured on.

A floor is 0.02 below the figure seen when it was set. Raise it when the reader gets better. Lowering one, or a new
digest, is an edit here with a comment that says why, and a line in the changelog.
"""

from hashlib import sha256
from pathlib import Path

import pytest

from casus.evaluation import evaluate, load_gold, read_gold

EXAMPLES = Path(__file__).parent.parent / "examples"

# set -> digest of its gold, ledger F1, event F1
FLOORS = {
    "week": ("a10bb5731fc52762", 0.498, 0.755),
    "world": ("f82288bcd0e964c0", 0.531, 0.703),
    "lake": ("aa5689f95aefbc7d", 0.348, 0.538),
}

# Reports that hold no event -> events that the reader still takes from them. A ceiling: it may only go down.
SILENT = {
    "b37": 0,
    "b38": 0,
    "falconets": 0,
    "deby-0412": 1,
}  # deby-0412: soldiers "who had died", honoured in a speech


def digest(name):
    return sha256((EXAMPLES / name / "gold.jsonl").read_bytes()).hexdigest()[:16]


@pytest.fixture(scope="module")
def figures():
    return {name: evaluate(EXAMPLES / name).figures for name in FLOORS}


@pytest.fixture(scope="module")
def found():
    return {reading["id"]: reading["events"] for name in FLOORS for reading in read_gold(load_gold(EXAMPLES / name))}


@pytest.mark.parametrize("name", FLOORS)
def test_the_floors_were_measured_on_this_gold(name):
    assert digest(name) == FLOORS[name][0]


@pytest.mark.parametrize(("row", "place"), [("ledger", 1), ("event", 2)])
@pytest.mark.parametrize("name", FLOORS)
def test_no_figure_falls_below_its_floor(figures, name, row, place):
    assert figures[name][row]["f1"] >= FLOORS[name][place]


@pytest.mark.parametrize("name", FLOORS)
def test_a_floor_is_not_left_far_behind(figures, name):
    """More than 0.1 above the floor, and the floor guards nothing: raise it."""
    ahead = [figures[name][row]["f1"] - FLOORS[name][place] for row, place in (("ledger", 1), ("event", 2))]
    assert max(ahead) < 0.1


@pytest.mark.parametrize("name", FLOORS)
def test_every_quote_stands_in_its_report(figures, name):
    assert figures[name]["evidence verbatim"]["share"] == 1.0
    assert figures[name]["evidence verbatim"]["quotes"] > 50


def test_every_report_without_events_is_watched():
    assert set(SILENT) == {
        report["id"] for name in FLOORS for report in load_gold(EXAMPLES / name) if not report["events"]
    }


@pytest.mark.parametrize("report", SILENT)
def test_a_report_without_events_gives_none(found, report):
    assert len(found[report]) <= SILENT[report], [event["evidence"][0] for event in found[report]]
