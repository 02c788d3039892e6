"""Scoring Casus itself: the gold's reports are read and fused as `casus add` would, and nothing is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from casus.errors import InputError
from casus.evaluation.gold import load_gold, load_system
from casus.evaluation.scoring import Scores, score
from casus.evaluation.values import Json
from casus.model import Report
from casus.reading import DEFAULT, READERS
from casus.serial import reading_line

Track = Callable[[Sequence[Report]], Iterable[Report]]


def evaluate(
    gold: Path, system: Path | None = None, errors: int = 0, track: Track = iter, reader: str = DEFAULT
) -> Scores:
    """Score a system's readings, or without them those of one of our readers, against gold (a file or a folder).

    `track` wraps the reports while they are read, for a progress bar. Raises `InputError` for files that
    can't be used.
    """
    golds = load_gold(gold)
    if system is None:
        return score(golds, read_gold(golds, track, reader), errors)
    readings = load_system(system)
    known = {report["id"] for report in golds}
    if readings and not any(reading["id"] in known for reading in readings):
        remedy = f"both name reports by `id`; the gold's first is {golds[0]['id']!r}"
        raise InputError(str(system), "reads none of the gold's reports", remedy)
    return score(golds, readings, errors)


def read_gold(golds: Sequence[Json], track: Track = iter, reader: str = DEFAULT) -> list[Json]:
    """What a reader of ours finds in the gold's reports, in the shape of `casus export --format readings`."""
    from casus.fusion.fuse import fuse  # scoring a file of readings needs none of it

    reports = [_report(gold) for gold in golds]
    readings = [READERS[reader](report) for report in track(reports)]
    clusters = {claim.id: event.id for event in fuse(reports, readings) for claim in event.claims}
    return [reading_line(report, reading, clusters) for report, reading in zip(reports, readings, strict=True)]


def _report(gold: Json) -> Report:
    published = gold.get("published")
    return Report(
        title=gold.get("title") or "",
        text=gold["text"],
        published=date.fromisoformat(published) if published else None,
        publisher=gold.get("publisher"),
        url=gold.get("url"),
        name=gold["id"],
    )
