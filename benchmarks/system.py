"""Reads the reports of a set and writes the readings that its scorer wants, one JSON line a report.

    python benchmarks/system.py REPORTS.jsonl OUT.jsonl [--fuse] [--split NAME]

REPORTS.jsonl holds {"id", "title", "text", "published", ...}; title and published may be null. `--fuse` puts the
claims of all reports together, as `casus add` would, and gives each event record its `cluster`. `--split` reads only
the reports whose `split` (or whose gold's `split`, in gold.jsonl beside REPORTS.jsonl) is NAME. Nothing is stored.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import casus
from casus.fusion import fuse
from casus.model import Report
from casus.serial import line, reading_line

Json = dict[str, Any]


def rows(path: Path) -> Iterator[Json]:
    """The objects of a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        for text in lines:
            if text.strip():
                yield json.loads(text)


def splits(path: Path) -> Mapping[str, str]:
    """The split of each report that the gold beside a set's reports names."""
    gold = path.with_name("gold.jsonl")
    return {row["id"]: row["split"] for row in rows(gold) if row.get("split")} if gold.exists() else {}


def report_of(row: Json) -> Report:
    """A row of a set as a report."""
    day = row.get("published")
    return Report(
        title=row.get("title") or "",
        text=row["text"],
        published=date.fromisoformat(day[:10]) if day else None,
        publisher=row.get("publisher"),
        url=row.get("url"),
        name=row["id"],
    )


def main() -> None:
    """Write the readings and say how long it took."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("reports", type=Path)
    cli.add_argument("out", type=Path)
    cli.add_argument("--fuse", action="store_true", help="give each event record its cluster")
    cli.add_argument("--split", help="only the reports of this split")
    args = cli.parse_args()
    split_of = splits(args.reports) if args.split else {}
    chosen = [
        report_of(row)
        for row in rows(args.reports)
        if args.split is None or args.split in (row.get("split"), split_of.get(row["id"]))
    ]
    started = time.perf_counter()
    readings = [casus.read(report) for report in chosen]
    read_in = time.perf_counter() - started
    clusters = {claim.id: event.id for event in fuse(chosen, readings) for claim in event.claims} if args.fuse else {}
    args.out.parent.mkdir(parents=True, exist_ok=True)
    with args.out.open("w", encoding="utf-8") as lines:
        for report, reading in zip(chosen, readings, strict=True):
            lines.write(line(reading_line(report, reading, clusters)) + "\n")
    rate = len(chosen) / read_in if read_in else 0.0
    print(f"{len(chosen)} reports read in {read_in:.1f} s ({rate:.1f} a second)", file=sys.stderr)


if __name__ == "__main__":
    main()
