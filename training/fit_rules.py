"""Fit the two tables of weights that `rules/1` uses: does a trigger tell an event, and of which kind.

    python -m training.fit_rules            # fits on all reports, writes src/casus/data/triggers/*.weights.tsv
    python -m training.fit_rules --held-out # fits on three quarters, prints the figures on the held-out quarter

Pure Python (AdaGrad on the multinomial log loss), seeded; about a minute. The text is invented: see MARKUP.md.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from casus.model import digest
from casus.reading import cues
from casus.codebook import KINDS
from casus.reading.linear import Linear
from casus.reading.scene import Sentence, Told, lay_out
from training.marks import Marked, load

DATA = Path(__file__).parent.parent / "src" / "casus" / "data" / "triggers"
MARK = re.compile(r"!([a-z_]+)(?:~([a-z]+))?#(\d+)")
EPOCHS, RATE, L1, RARE, SEED = 10, 0.15, 0.02, 3, 7
SMALL = 0.05  # weights nearer to zero are left out of the table

Example = tuple[tuple[str, ...], str, tuple[str, ...]]  # features, label, allowed labels


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
        span = scene.span(sentence.start, sentence.end)
        told_here = any(g[2] == "asserted" and span.start <= g[0] < span.end for g in gold)
        for told in sentence.told:
            where = scene.span(told.start, told.end)
            found = [g for g in gold if g[0] < where.end and where.start < g[1]]
            features = tuple(
                cues.standing(sentence.words, told.trigger, told.modality, told.quoted, sentence.paragraph == 0)
            )
            if found:
                standing.append((features, "yes" if found[0][2] == "asserted" else "no", ("yes", "no")))
            elif not (told_here and told.trigger.kind in ("<kill>", "<hurt>")):  # further mentions are often unmarked
                standing.append((features, "no", ("yes", "no")))
            if found and found[0][2] == "asserted":
                kinds += _kind_example(scene, sentence, told, found[0][3])
    return standing, kinds


def _kind_example(scene: object, sentence: Sentence, told: Told, kind: str) -> list[Example]:
    from casus.reading.frames import kind_features

    return [(tuple(kind_features(scene, sentence, told)), kind, KINDS)]  # type: ignore[arg-type]


def _gold(marked: Marked) -> list[tuple[int, int, str, str]]:
    out = []
    for mark in marked.marks:
        for role in mark.roles:
            if found := MARK.fullmatch(role):
                out.append((mark.start, mark.end, found[2] or "asserted", found[1]))
    return out


def fit(data: Sequence[Example], labels: Sequence[str]) -> Linear:
    """AdaGrad with an L1 pull to zero, on the features seen at least `RARE` times: most weights end at none."""
    seen = Counter(feature for features, _, _ in data for feature in features)
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    squares: dict[tuple[str, str], float] = defaultdict(lambda: 1e-3)
    model = Linear(tuple(labels), weights)
    order = list(data)
    chooser = random.Random(SEED)
    for _ in range(EPOCHS):
        chooser.shuffle(order)
        for features, label, allowed in order:
            known = [f for f in features if seen[f] >= RARE]
            for name, chance in model.chances(known, allowed).items():
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
    for features, label, allowed in data:
        chances = model.chances(features, allowed)
        guess = max(allowed, key=lambda each: chances.get(each, 0.0))
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
    standing: dict[bool, list[Example]] = {True: [], False: []}
    kinds: dict[bool, list[Example]] = {True: [], False: []}
    for marked in load():
        apart = test and held_out(marked.report.name)
        a, b = examples(marked)
        standing[apart] += a
        kinds[apart] += b
    names = KINDS
    models = [("told", fit(standing[False], ("yes", "no")), standing), ("kind", fit(kinds[False], names), kinds)]
    for name, model, data in models:
        if test:
            report(f"{name} (held out)", model, data[True])
        else:
            write(f"{name}.weights.tsv", model)


if __name__ == "__main__":
    main()
