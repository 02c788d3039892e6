"""A linear model over named features, kept as a table: `feature <tab> label <tab> weight`.

The weights are fitted by `training/fit_rules.py` on the invented training text and can be read, compared and
corrected line by line. Scoring is a sum and a softmax; no library, no hidden state.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp


@dataclass(frozen=True, slots=True)
class Linear:
    """`weights[feature][label]`; labels in a fixed order, so that ties fall the same way everywhere."""

    labels: tuple[str, ...]
    weights: Mapping[str, Mapping[str, float]]

    def scores(self, features: Iterable[str]) -> dict[str, float]:
        """Label -> sum of the weights of the features that are there."""
        out = dict.fromkeys(self.labels, 0.0)
        for feature in features:
            for label, weight in self.weights.get(feature, {}).items():
                out[label] += weight
        return out

    def chances(self, features: Iterable[str]) -> dict[str, float]:
        """Label -> probability."""
        scores = self.scores(features)
        top = max(scores.values(), default=0.0)
        parts = {label: exp(score - top) for label, score in scores.items()}
        total = sum(parts.values()) or 1.0
        return {label: part / total for label, part in parts.items()}


def parse(lines: Iterable[str]) -> Linear:
    """The model a table holds; a first line `# labels: a b c` gives the order."""
    labels: tuple[str, ...] = ()
    weights: dict[str, dict[str, float]] = {}
    for line in lines:
        if line.startswith("# labels: "):
            labels = tuple(line.removeprefix("# labels: ").split())
        elif line and not line.startswith("#"):
            feature, label, weight = line.split("\t")
            weights.setdefault(feature, {})[label] = float(weight)
    return Linear(labels, weights)


@cache
def load(name: str) -> Linear:
    """The model in `data/triggers/NAME`."""
    return parse((files("casus") / "data" / "triggers" / name).read_text(encoding="utf-8").splitlines())
