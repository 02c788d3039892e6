"""Measures the actor reader: hand-coded gold, the invented training reports, aliases, size of the tables, speed.

    python benchmarks/actors.py [--gold FILE...] [--misses N]

Printed: rows of the tables by type; for each gold file the share of actors, targets and claimants for which some
mention of that report has an accepted name; the share of gold's alias groups that name one listed actor; for the
marks of `training/text` how many are met by a mention (in place, and by name); milliseconds for 700 words.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from casus.reading import actors
from casus.reading.actors.tables import rows

ROOT = Path(__file__).resolve().parent.parent
ROLES = ("actor", "target", "claimed_by", "speaker")
sys.path.insert(0, str(ROOT))


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--gold", nargs="*", type=Path, default=[], help="gold files in the project's own form")
    cli.add_argument("--misses", type=int, default=0)
    options = cli.parse_args()
    print("listed actors", len(rows()), dict(Counter(row.type for row in rows().values())))
    groups: list[list[str]] = []
    for path in options.gold:
        golds = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        groups += measure_gold(path.stem, golds, options.misses)
    if groups:
        measure_aliases(groups, options.misses)
    measure_marks(options.misses)
    measure_speed()


def whole(report: dict[str, Any]) -> str:
    return f"{report.get('title') or ''}\n{report['text']}"


def measure_gold(name: str, golds: list[dict[str, Any]], misses: int) -> list[list[str]]:
    """Prints the recall on one gold file; gives back its lists of accepted names."""
    from casus.evaluation.names import same_name

    hits, totals, missed = Counter[str](), Counter[str](), list[tuple[str, str, list[str]]]()
    groups: list[list[str]] = []
    mentions = 0
    for report in golds:
        text = whole(report)
        found = actors.resolve(actors.read(text), text)
        mentions += len(found)
        names = sorted({n for m in found for n in m.actor.names})
        for field in ("actors", "targets", "claimed_by"):
            for accepted in (a for event in report["events"] for a in event.get(field) or []):
                groups.append(accepted)
                totals[field] += 1
                if any(same_name(ours, accepted) for ours in names):
                    hits[field] += 1
                else:
                    missed.append((report["id"], field, accepted))
    shares = " ".join(f"{f} {hits[f]}/{totals[f]} = {hits[f] / max(1, totals[f]):.3f}" for f in totals)
    print(f"gold {name}: {shares}; {mentions} mentions in {len(golds)} reports")
    for row in missed[:misses]:
        print("   missed", *row)
    return groups


def measure_aliases(groups: Iterable[list[str]], misses: int) -> None:
    """Of the lists of accepted names that name a listed actor: all names lead to one actor."""
    seen = sorted({tuple(group) for group in groups})
    one = united = listed = 0
    for group in seen:
        found = [(name, actor) for name in group if (actor := actors.find(name)) is not None]
        if len(found) < 2:
            continue
        listed += 1
        ids = {actor.id for _, actor in found}
        one += len(ids) == 1
        together = all(actors.same(a, b) >= 0.6 for _, a in found for _, b in found)
        united += together
        if not together and misses:
            print("   apart", [(name, actor.id) for name, actor in found])
    print(f"alias groups with two or more listed names: {listed}; one id {one / max(1, listed):.3f}; ", end="")
    print(f"one actor and its arms (same >= 0.6) {united / max(1, listed):.3f}")


def measure_marks(misses: int) -> None:
    """Prints how many marked parties of the training reports are met by a mention."""
    from training.marks import load

    from casus.evaluation.names import same_name

    total, place, named = Counter[str](), Counter[str](), Counter[str]()
    missed: dict[str, list[str]] = {role: [] for role in ROLES}
    for marked in load():
        text = marked.report.whole
        found = actors.resolve(actors.read(text), text)
        for mark in marked.marks:
            over = [m for m in found if m.start < mark.end and mark.start < m.end]
            words = marked.words(mark)
            for role in {r.partition("#")[0] for r in mark.roles} & set(ROLES):
                total[role] += 1
                place[role] += bool(over)
                if any(same_name(name, [words]) for m in over for name in m.actor.names):
                    named[role] += 1
                else:
                    missed[role].append(words)
    for role in ROLES:
        shares = f"in place {place[role] / total[role]:.3f}; by name {named[role] / total[role]:.3f}"
        print(f"marks {role}: {total[role]}; {shares}")
        for words in missed[role][:: max(1, len(missed[role]) // max(1, misses))][:misses]:
            print("   missed", words.replace("\n", " "))


def measure_speed() -> None:
    """Prints the milliseconds that reading and resolving 700 words takes."""
    from training.marks import load

    texts = [marked.report.whole for _, marked in zip(range(200), load(), strict=False)]
    words = sum(len(text.split()) for text in texts)
    actors.read("warm up: Hamas")
    begin = time.process_time()
    for text in texts:
        actors.read(text)
    middle = time.process_time()
    for text in texts:
        actors.resolve(actors.read(text), text)
    end = time.process_time()
    print(f"700 words: read {(middle - begin) / words * 7e5:.2f} ms, both {(end - middle) / words * 7e5:.2f} ms")


if __name__ == "__main__":
    main()
