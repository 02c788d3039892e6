"""Fit the tables of weights that `rules/1` uses: does a trigger tell an event, of which kind, who, where, when.

    python -m training.fit_rules            # fits on all reports, writes src/casus/data/triggers/*.weights.tsv
    python -m training.fit_rules --held-out # fits on three quarters, prints the figures on the held-out quarter

Pure Python (AdaGrad on the multinomial log loss), seeded; about three minutes. The text is invented: see MARKUP.md.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from casus.codebook import KINDS
from casus.model import digest
from casus.reading import attach
from casus.reading.frames import kind_features
from casus.reading.linear import Linear
from casus.reading.roles import roles
from casus.reading.scene import Scene, Sentence, Told, inside, lay_out, told_features
from training.marks import Marked, load

DATA = Path(__file__).parent.parent / "src" / "casus" / "data" / "triggers"
MARK = re.compile(r"!([a-z_]+)(?:~([a-z]+))?#(\d+)")
EPOCHS, RATE, L1, RARE, SEED = 10, 0.15, 0.02, 3, 7
SMALL = 0.05  # weights nearer to zero are left out of the table

Example = tuple[tuple[str, ...], str]  # features, label


# Further mentions of an event in the sentence that tells it ("the blast killed") are often unmarked: no lesson.
FURTHER = frozenset(
    "<kill> <hurt> <strike> <attack> <fire> <bomb> <blast> airstrike shelling bombing suicide_bombing armed_attack "
    "armed_clash abduction".split()
)


def held_out(name: str) -> bool:
    """A fixed quarter of the reports, by a digest of their ids."""
    return int(digest("held-out", name), 16) % 4 == 0


def examples(marked: Marked) -> tuple[list[Example], list[Example]]:
    """Standing and kind examples of one report."""
    scene = lay_out(marked.report)
    gold = _gold(marked)
    standing: list[Example] = []
    kinds: list[Example] = []
    for sentence in scene.sentences:
        if sentence.paragraph == 0:
            continue  # titles carry no marks: what they tell would be learnt as untold
        span = scene.span(sentence.start, sentence.end)
        told_here = any(g[2] == "asserted" and span.start <= g[0] < span.end for g in gold)
        for told in sentence.told:
            where = scene.span(told.start, told.end)
            found = [g for g in gold if g[0] < where.end and where.start < g[1]]
            features = tuple(told_features(scene, sentence, told))
            if found:
                standing.append((features, "yes" if found[0][2] == "asserted" else "no"))
            elif not (told_here and told.trigger.kind in FURTHER):
                standing.append((features, "no"))
            if found and found[0][2] == "asserted":
                kinds += _kind_example(scene, sentence, told, found[0][3])
    return standing, kinds


def _kind_example(scene: Scene, sentence: Sentence, told: Told, kind: str) -> list[Example]:
    return [(tuple(kind_features(scene, sentence, told, roles(scene, sentence, told))), kind)]


def pair_examples(marked: Marked) -> dict[str, list[Example]]:
    """Which mention belongs to which trigger: role, where and when examples of one report."""
    scene = lay_out(marked.report)
    triggers = _numbered(marked, lambda role: (found := MARK.fullmatch(role)) and not found[2] and found[3])
    out: dict[str, list[Example]] = {name: [] for name in PAIRS}
    marks = {
        name: {label: _numbered(marked, _argument(label)) for label in labels if label != "none"}
        for name, (labels, _, _) in PAIRS.items()
    }
    for sentence in scene.sentences:
        for told in sentence.told:
            where = scene.span(told.start, told.end)
            numbers = {n for a, b, n in triggers if a < where.end and where.start < b}
            if not numbers:
                continue
            grammar = attach.Grammar(scene, sentence, told)
            window = attach.near(scene, sentence, told)
            for name, (_, mentions, tags) in PAIRS.items():
                for mention in inside(mentions(scene), *window):
                    span = scene.span(mention.start, mention.end)
                    label = next(
                        (
                            each
                            for each, found in marks[name].items()
                            if any(a < span.end and span.start < b and n in numbers for a, b, n in found)
                        ),
                        "none",
                    )
                    features = tuple(attach.features(grammar, mention, tags(scene, mention)))
                    out[name].append((features, label))
    return out


def _argument(label: str) -> Callable[[str], str | None]:
    pattern = re.compile(rf"{label}#(\d+)")
    return lambda role: found[1] if (found := pattern.fullmatch(role)) else None


def _numbered(marked: Marked, number: Callable[[str], object]) -> list[tuple[int, int, str]]:
    """Offsets of the marks whose role has an event's number, and the number."""
    return [(m.start, m.end, str(n)) for m in marked.marks for role in m.roles if (n := number(role))]


# name -> labels, the scene's mentions, what a mention is by itself
PAIRS: dict[str, tuple[tuple[str, ...], Callable[[Scene], Sequence[Any]], Callable[[Scene, Any], list[str]]]] = {
    "role": (("none", "actor", "target"), lambda scene: scene.actors, attach.actor_tags),
    "where": (("none", "place"), lambda scene: scene.places, attach.place_tags),
    "when": (("none", "time"), lambda scene: scene.times, attach.time_tags),
}


def _gold(marked: Marked) -> list[tuple[int, int, str, str]]:
    out = []
    for mark in marked.marks:
        for role in mark.roles:
            if found := MARK.fullmatch(role):
                out.append((mark.start, mark.end, found[2] or "asserted", found[1]))
    return out


def fit(data: Sequence[Example], labels: Sequence[str]) -> Linear:
    """AdaGrad with an L1 pull to zero, on the features seen at least `RARE` times: most weights end at none."""
    seen = Counter(feature for features, _ in data for feature in features)
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    squares: dict[tuple[str, str], float] = defaultdict(lambda: 1e-3)
    model = Linear(tuple(labels), weights)
    order = list(data)
    chooser = random.Random(SEED)
    for _ in range(EPOCHS):
        chooser.shuffle(order)
        for features, label in order:
            known = [f for f in features if seen[f] >= RARE]
            for name, chance in model.chances(known).items():
                error = (name == label) - chance
                for feature in known:
                    key = (feature, name)
                    squares[key] += error * error
                    step = RATE / squares[key] ** 0.5
                    weight = weights[feature].get(name, 0.0) + step * error
                    weights[feature][name] = max(0.0, abs(weight) - step * L1) * (1 if weight > 0 else -1)
    return model


def report(name: str, model: Linear, data: Sequence[Example]) -> None:
    """Accuracy, and for yes/no precision and recall, on examples."""
    hit = 0
    table: Counter[tuple[str, str]] = Counter()
    for features, label in data:
        chances = model.chances(features)
        guess = max(model.labels, key=lambda each: chances.get(each, 0.0))
        hit += guess == label
        table[label, guess] += 1
    print(f"{name}: {hit / max(1, len(data)):.3f} of {len(data)} right")
    for (label, guess), n in table.most_common(14):
        print(f"    {label:16} read as {guess:16} {n}")


def write(name: str, model: Linear) -> None:
    """The weights as a table, largest features first by name."""
    lines = [
        "# Weights fitted by training/fit_rules.py on the invented text in training/text; do not edit by hand.",
        "# labels: " + " ".join(model.labels),
    ]
    for feature in sorted(model.weights):
        for label in model.labels:
            weight = model.weights[feature].get(label, 0.0)
            if abs(weight) >= SMALL:
                lines.append(f"{feature}\t{label}\t{weight:.2f}")
    (DATA / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{name}: {len(lines)} lines")


def main(arguments: Iterable[str] | None = None) -> None:
    """Fit, and either report on the held-out quarter or write the tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--held-out", action="store_true")
    test = options.parse_args(list(arguments) if arguments is not None else None).held_out
    data: dict[str, dict[bool, list[Example]]] = {name: {True: [], False: []} for name in ("told", "kind", *PAIRS)}
    for marked in load():
        apart = test and held_out(marked.report.name)
        told, kinds = examples(marked)
        for name, found in {"told": told, "kind": kinds, **pair_examples(marked)}.items():
            data[name][apart] += found
    for name, parts in data.items():
        labels = LABELS[name]
        model = fit(parts[False], labels)
        if test:
            report(f"{name} (held out)", model, parts[True])
        else:
            write(f"{name}.weights.tsv", model)


LABELS: dict[str, tuple[str, ...]] = {
    "told": ("yes", "no"),
    "kind": KINDS,
    **{name: labels for name, (labels, _, _) in PAIRS.items()},
}


if __name__ == "__main__":
    main()
