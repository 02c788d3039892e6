"""Counts and what is made of them: precision, recall, F1, B-cubed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

Figures = dict[str, float | int | None]


@dataclass(slots=True)
class Rate:
    """How many records the gold has, how many we have, how many of ours are right."""

    gold: int = 0
    system: int = 0
    hit: int = 0

    def add(self, gold: int, system: int, hit: int) -> None:
        """Count one report more."""
        self.gold += gold
        self.system += system
        self.hit += hit

    def __add__(self, other: Rate) -> Rate:
        return Rate(self.gold + other.gold, self.system + other.system, self.hit + other.hit)

    @property
    def precision(self) -> float:
        """The share of ours that is right; 0.0 when there is nothing of ours."""
        return self.hit / self.system if self.system else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that we have; 0.0 when there is no gold."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return _harmonic(self.precision, self.recall)

    @property
    def figures(self) -> Figures:
        """Rounded to three digits, for the table and for JSON."""
        rates = {"p": round(self.precision, 3), "r": round(self.recall, 3), "f1": round(self.f1, 3)}
        return {**rates, "gold": self.gold, "system": self.system, "hit": self.hit}


def bcubed(pairs: Sequence[tuple[str, str]]) -> Figures:
    """B-cubed precision, recall and F1 of (gold cluster, our cluster) pairs, one a matched event."""
    if not pairs:
        return {"p": 0.0, "r": 0.0, "f1": 0.0, "pairs": 0}
    by_gold, by_ours, both = Counter(gold for gold, _ in pairs), Counter(ours for _, ours in pairs), Counter(pairs)
    precision = sum(both[pair] / by_ours[pair[1]] for pair in pairs) / len(pairs)
    recall = sum(both[pair] / by_gold[pair[0]] for pair in pairs) / len(pairs)
    f1 = _harmonic(precision, recall)
    return {"p": round(precision, 3), "r": round(recall, 3), "f1": round(f1, 3), "pairs": len(pairs)}


def _harmonic(precision: float, recall: float) -> float:
    total = precision + recall
    return 2 * precision * recall / total if total else 0.0
