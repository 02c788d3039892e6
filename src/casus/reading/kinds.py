"""Classes of triggers whose words leave the kind open ("killed", "hit", "attack"), and the cues that decide it.

`data/triggers/classes.tsv` lists the classes that the trigger tables may name, `cues.tsv` the cues. What a class
turns out to be is fitted (`kind.weights.tsv`, by `training/fit_rules.py`), not taken from its row.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

STRIKES = frozenset(("airstrike", "shelling", "bombing", "suicide_bombing"))
FIGHTS = frozenset(("armed_clash", "armed_attack", "mob_violence", "crackdown"))


def _table(name: str) -> list[list[str]]:
    text = (files("casus") / "data" / "triggers" / name).read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return lines[1:]


@cache
def classes() -> dict[str, tuple[tuple[str, ...], str]]:
    """Class -> (the kinds it may be, its default)."""
    return {row[0]: (tuple(row[1].split("|")), row[2]) for row in _table("classes.tsv")}


@cache
def _cues() -> tuple[re.Pattern[str], dict[str, tuple[tuple[str, float], ...]]]:
    weights: dict[str, list[tuple[str, float]]] = {}
    for kind, weight, phrases, _reason in _table("cues.tsv"):
        for phrase in phrases.split("|"):
            for form in {phrase, phrase + "s"}:
                weights.setdefault(form, []).append((kind, float(weight)))
    words = sorted(weights, key=lambda w: (-len(w), w))
    pattern = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, words)) + r")(?![\w])")
    return pattern, {word: tuple(rows) for word, rows in weights.items()}


def weigh(text: str) -> dict[str, float]:
    """Kind -> weight of the cues in a text; each distinct cue counts once."""
    pattern, weights = _cues()
    out: dict[str, float] = {}
    for word in dict.fromkeys(pattern.findall(text.lower())):
        for kind, weight in weights[word]:
            out[kind] = out.get(kind, 0.0) + weight
    return out
