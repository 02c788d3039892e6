"""Measures the time grammar.

python benchmarks/times.py                    the table of expressions, speed, the training text's `time` marks
python benchmarks/times.py --gold FILE...     also gold files in the project's own form (JSON lines)
python benchmarks/times.py --misses           also print what was missed
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from casus.reading.times import TimeMention, read

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "tests" / "data" / "times.tsv"
FLAGS = {"a": "approx", "n": "anaphoric", "y": "year_inferred"}


@dataclass(frozen=True, slots=True)
class Row:
    """An expression of the table: the text, where the tested words stand, and what they mean."""

    text: str
    start: int
    end: int
    published: date | None
    relation: str
    days: tuple[date | None, date | None]
    precision: str
    part: str | None
    clock: str | None
    flags: frozenset[str]

    @property
    def words(self) -> str:
        """The tested words."""
        return self.text[self.start : self.end]


def rows(path: Path = TABLE) -> Iterator[Row]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        text, published, relation, start, end, precision, part, clock, flags = line.split("\t")
        first, last = text.rindex("["), text.rindex("]")
        plain = text[:first] + text[first + 1 : last] + text[last + 1 :]
        yield Row(
            plain, first, last - 1, _date(published), relation, (_date(start), _date(end)), precision,
            None if part == "." else part, None if clock == "." else clock,
            frozenset(FLAGS[letter] for letter in flags if letter != "."),
        )  # fmt: skip


def _date(word: str) -> date | None:
    return None if word == "." else date.fromisoformat(word)


def found(row: Row) -> TimeMention | None:
    """The mention that shares most characters with the tested words."""
    best, most = None, 0
    for mention in read(row.text, row.published):
        shared = min(mention.end, row.end) - max(mention.start, row.start)
        if shared > most:
            best, most = mention, shared
    return best


def faults(row: Row) -> tuple[bool, list[str]]:
    """(days and relation right, what else is wrong)."""
    mention = found(row)
    if mention is None or row.relation == "none":
        return mention is None and row.relation == "none", []
    interval = mention.interval
    relation = "frequency" if mention.frequency else mention.relation
    right = relation == row.relation and (interval.start, interval.end) == row.days
    flags = frozenset(name for name in FLAGS.values() if getattr(interval, name))
    pairs = (
        ("precision", interval.precision, row.precision), ("part", interval.part, row.part),
        ("clock", interval.clock, row.clock), ("flags", sorted(flags), sorted(row.flags)),
    )  # fmt: skip
    return right, [f"{name} {got} for {want}" for name, got, want in pairs if got != want]


def table(misses: bool) -> None:
    total = right = whole = 0
    for row in rows():
        good, others = faults(row)
        total, right, whole = total + 1, right + good, whole + (good and not others)
        if misses and (not good or others):
            mention = found(row)
            got = f"{mention.relation} {mention.interval}" if mention else "none"
            want = f"{row.relation} {row.days[0] or ''}..{row.days[1] or ''}"
            print(f"  {row.words!r} ({row.published}): {got}, expected {want}; {'; '.join(others)}")
    print(f"table: {right} of {total} days and relation right ({right / total:.1%}), {whole} with every field")


def marks(misses: bool) -> None:
    try:
        from training.marks import load
    except ImportError:
        print("marks: no training text here")
        return
    total = touched = valued = words = 0
    spent = 0.0
    for marked in load():
        whole = marked.report.whole
        words += len(whole.split())
        started = time.process_time()
        mentions = read(whole, marked.report.published)
        spent += time.process_time() - started
        for mark in marked.marks:
            if not any(role.startswith("time#") for role in mark.roles):
                continue
            total += 1
            over = [m for m in mentions if m.start < mark.end and mark.start < m.end]
            touched += bool(over)
            good = any(m.interval.start or m.interval.end for m in over)
            valued += good
            if misses and not good:
                context = whole[max(mark.start - 40, 0) : mark.end + 40].replace("\n", " ")
                print(f"  {marked.words(mark)!r} {'no day' if over else 'no mention'}: ...{context}...")
    if total:
        share = f"{valued / total:.1%}"
        print(f"marks: {valued} of {total} time marks overlap a mention with a day ({share}), {touched} any mention")
        print(f"speed: {spent / words * 700 * 1000:.2f} ms for 700 words ({words} words)")


def gold(path: Path, misses: bool) -> None:
    total = equal = near = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        report = json.loads(line)
        published = date.fromisoformat(report["published"]) if report["published"] else None
        mentions = read(f"{report['title'] or ''}\n{report['text']}", published)
        for event in report["events"]:
            if not event["time"]:
                continue
            total += 1
            days = date.fromisoformat(event["time"]["start"]), date.fromisoformat(event["time"]["end"])
            closed = [(m.interval.start, m.interval.end or published) for m in mentions]
            hit = days in closed
            equal += hit
            near += hit or any(s and e and s <= days[1] and days[0] <= e for s, e in closed)
            if misses and not hit:
                print(f"  {report['id']} {days[0]}..{days[1]} {event['evidence'][0][:70]!r}")
    print(
        f"gold {path.name}: {equal} of {total} event times equal a mention's ({equal / total:.1%}), {near} share a day"
    )


def main(arguments: Iterable[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", nargs="*", type=Path, default=[])
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args(None if arguments is None else list(arguments))
    sys.path.insert(0, str(ROOT))
    table(options.misses)
    marks(options.misses)
    for path in options.gold:
        gold(path, options.misses)


if __name__ == "__main__":
    main()
