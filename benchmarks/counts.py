"""How well the count grammar reads: phrases with expected values, the marks of the training reports, speed.

python benchmarks/counts.py            # the three tables
python benchmarks/counts.py --misses 40 --false 40 [--sort killed]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from training.marks import Mark, Marked, load

from casus.model import Count
from casus.reading.counts import CountMention, Figure, figures, read

CASES = Path(__file__).resolve().parent.parent / "tests" / "data" / "counts.tsv"
SORTS = ("killed", "injured", "abducted", "arrested")


def written(count: Count) -> str:
    """A count as the table of cases has it: "8", "8+", "10-15", "~60"."""
    return str(count)


def got(kind: str, phrase: str) -> list[str]:
    """What the grammar reads, one short string an item: "8+ fighters", "killed 8+", "killed 3 part"."""
    if kind == "read":
        return [
            f"{written(m.count)} {m.head}".strip() + (" part" if m.part else "")
            for m in read(phrase)
            if m.person or not m.head
        ]
    return [
        f"{f.sort} {written(f.count)}"
        + (" part" if f.part else "")
        + (" revised" if f.revised else "")
        + ("" if f.asserted else " unasserted")
        for f in figures(phrase)
    ]


def cases() -> list[tuple[str, str, list[str]]]:
    """The rows of tests/data/counts.tsv: kind, phrase, expected items."""
    out = []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, phrase, want = line.split("\t")
            out.append((kind, phrase, [] if want == "-" else [item.strip() for item in want.split(";")]))
    return out


def show_cases(show: int) -> None:
    right, wrong = Counter[str](), list[tuple[str, str, list[str], list[str]]]()
    total = Counter[str]()
    for kind, phrase, want in cases():
        have = got(kind, phrase)
        total[kind] += 1
        if sorted(have) == sorted(want):
            right[kind] += 1
        else:
            wrong.append((kind, phrase, want, have))
    for kind in total:
        print(f"cases {kind}: {right[kind]} of {total[kind]} right ({100 * right[kind] / total[kind]:.1f} %)")
    for kind, phrase, want, have in wrong[:show]:
        print(f"  {kind} | {phrase} | wanted {want} | got {have}")


def expected(marked: Marked, mark: Mark, mentions: tuple[CountMention, ...]) -> Count:
    """What the marked words say by themselves: the sum of the counted phrases in them, one for a name."""
    inside = [m for m in mentions if m.start < mark.end and mark.start < m.end and not m.part]
    total = Count(0, 0)
    for mention in inside:
        total = total.plus(mention.count)
    return total if inside else Count(1, 1)


def overlaps(figure: Figure, mark: Mark) -> bool:
    start, end = figure.start, max(figure.end, figure.victims_end)
    return start < mark.end and mark.start < end


def plain(figure: Figure) -> bool:
    """A figure that a caller would count: asserted, whole, not earlier, with a number or a person of its own."""
    return figure.asserted and not (figure.part or figure.revised or figure.vague or figure.anaphoric)


def show_marks(misses: int, falses: int, only: str) -> None:
    want, hit, value, made, false, spent = (
        Counter[str](),
        Counter[str](),
        Counter[str](),
        Counter[str](),
        Counter[str](),
        0.0,
    )
    other = Counter[str]()
    words = reports = 0
    missed, wrong = list[str](), list[str]()
    for marked in load():
        text = marked.report.whole
        reports += 1
        words += len(text.split())
        began = time.process_time()
        found = figures(text)
        spent += time.process_time() - began
        mentions = read(text)
        own: dict[str, list[Mark]] = {sort: [] for sort in SORTS}
        totals = [mark for mark in marked.marks if any(role.startswith("total#") for role in mark.roles)]
        for mark in marked.marks:
            for sort in sorted({role.partition("#")[0] for role in mark.roles} & set(SORTS)):
                own[sort].append(mark)
                want[sort] += 1
                # "shot" may be either; people who vanished are marked as abducted
                same = [f for f in found if (f.sort == sort or (f.soft and sort == "killed")) and overlaps(f, mark)]
                hit[sort] += bool(same)
                ask = expected(marked, mark, mentions)
                value[sort] += any(f.count.low == ask.low or (f.count.low > ask.low and f.victims) for f in same)
                if not same and only in ("", sort):
                    missed.append(f"{sort} | {context(text, mark.start, mark.end)}")
        for figure in found:
            if (
                figure.sort in SORTS and plain(figure) and figure.start > len(marked.report.title)
            ):  # titles bear no marks
                made[figure.sort] += 1
                if any(overlaps(figure, mark) for mark in [*own[figure.sort], *(own["killed"] if figure.soft else [])]):
                    continue
                if any(overlaps(figure, mark) for mark in totals):
                    other[figure.sort] += 1
                    continue
                false[figure.sort] += 1
                if only in ("", figure.sort):
                    word = text[figure.trigger_start : figure.trigger_end]
                    wrong.append(f"{figure.sort} {figure.count} <{word}> | {context(text, figure.start, figure.end)}")
    for sort in SORTS:
        here = made[sort] - other[sort]
        print(
            f"marks {sort}: {want[sort]} marks, found {share(hit[sort], want[sort])}, "
            f"value {share(value[sort], want[sort])}; "
            f"{here} plain figures (and {other[sort]} on tallies), on a mark {share(here - false[sort], here)}"
        )
    print(f"speed: {reports} reports, {words} words, {1000 * spent / words * 700:.2f} ms for 700 words")
    for title, lines, size in (("MISSED", missed, misses), ("ON NO MARK", wrong, falses)):
        step = max(1, len(lines) // size) if size else 1
        for line in lines[::step][:size]:
            print(f"{title}: {line}")


def share(part: int, whole: int) -> str:
    return f"{100 * part / max(whole, 1):.1f} %"


def context(text: str, start: int, end: int) -> str:
    left, right = text[max(0, start - 70) : start], text[end : end + 60]
    return f"{left}[[{text[start:end]}]]{right}".replace("\n", " ")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--false", type=int, default=0)
    parser.add_argument("--wrong", type=int, default=20)
    parser.add_argument("--sort", default="")
    options = parser.parse_args()
    if CASES.exists():
        show_cases(options.wrong)
    show_marks(options.misses, options.false, options.sort)


if __name__ == "__main__":
    main()
