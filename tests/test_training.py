"""The fitting of the reader's tables: small, seeded, and it learns what is there."""

import sys
from itertools import islice
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

from training import fit_rules
from training.marks import load


@pytest.fixture(scope="module")
def marked():
    return list(islice(load(), 6))


def test_a_marked_report_gives_examples_for_every_table(marked):
    for report in marked:
        told, kinds = fit_rules.examples(report)
        assert {label for _, label in told} <= {"yes", "no"}
        assert {label for _, label in kinds} <= set(fit_rules.KINDS)
        pairs = fit_rules.pair_examples(report)
        assert set(pairs) == set(fit_rules.PAIRS)
    assert any(label == "actor" for _, label in pairs["role"])


def test_fitting_learns_what_tells_and_is_the_same_twice():
    data = [(("bias", f"word={word}"), label) for word, label in (("blast", "yes"), ("bread", "no")) for _ in range(20)]
    model = fit_rules.fit(data, ("yes", "no"))
    assert model.chances(["bias", "word=blast"])["yes"] > 0.9
    assert model.chances(["bias", "word=bread"])["no"] > 0.9
    assert fit_rules.fit(data, ("yes", "no")).weights == model.weights


def test_the_held_out_quarter_is_about_a_quarter():
    names = [report.report.name for report in load()]
    assert 0.2 < sum(map(fit_rules.held_out, names)) / len(names) < 0.3
