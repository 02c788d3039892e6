"""Grouping: pairs that may be one event, and average linkage inside each connected component.

Connected components alone chain events together; average linkage stops where the groups as wholes no
longer agree. Claims of one report stay apart: its reader has told them apart already.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from heapq import heapify, heappop, heappush

from casus.fusion.features import COARSE, Facts, score
from casus.model import Claim

ENOUGH = 0.5  # tried 0.45-0.6 on the two gold sets and the lake examples: no difference
UNDATED = "undated"
ANYWHERE, EVERYWHERE = "?", "*"  # no country known; all countries together
LONG = 31  # days: an interval longer than this is blocked by country alone

CELL = 0.5  # degrees: wider than the reach of a settlement (25 km) away from the poles

Pair = tuple[int, int]
Cell = tuple[int, int]


def _days(claim: Claim) -> list[object]:
    """The days of a claim with one to each side; undated and long ones are compared with all of their country."""
    time = claim.time
    if time is None or time.start is None or time.end is None or (time.days or 0) > LONG:
        return [UNDATED]
    first, last = time.start.toordinal() - 1, time.end.toordinal() + 1
    return list(range(max(1, first), min(date.max.toordinal(), last) + 1))


def candidates(claims: Sequence[Claim], text_of: Mapping[str, str] | None = None) -> list[Pair]:
    """Pairs of claims of different reports that may be about one event, each once, in order.

    They share a country and a day; a claim without a country is compared with all countries of its day. A
    claim without a day is compared with those whose place lies in its cell or a neighbouring one, whatever
    their day; with neither day nor place only with those of a copy of its text (`text_of`: report -> text).
    """
    by_day: dict[tuple[str, object], list[int]] = defaultdict(list)
    by_cell: dict[Cell, list[int]] = defaultdict(list)
    by_text: dict[str, list[int]] = defaultdict(list)
    undated: list[int] = []
    for number, claim in enumerate(claims):
        country = (claim.place.country if claim.place is not None else None) or ANYWHERE
        if text_of is not None and claim.report in text_of:
            by_text[text_of[claim.report]].append(number)
        for cell in _cells(claim):
            by_cell[cell].append(number)
        days = _days(claim)
        if days == [UNDATED]:
            undated.append(number)
            continue
        for day in days:
            by_day[country, day].append(number)
            by_day[EVERYWHERE, day].append(number)
    pairs: set[Pair] = set()
    for (country, day), numbers in by_day.items():
        if country != EVERYWHERE:
            others = by_day[EVERYWHERE, day] if country == ANYWHERE else numbers
            pairs.update((min(a, b), max(a, b)) for a in numbers for b in others if a != b)
    for a in undated:
        for cell in _cells(claims[a])[:1]:
            pairs.update((min(a, b), max(a, b)) for b in by_cell[cell] if a != b)
    for numbers in by_text.values():
        pairs.update((a, b) for i, a in enumerate(numbers) for b in numbers[i + 1 :])
    return sorted(p for p in pairs if claims[p[0]].report != claims[p[1]].report)


def _cells(claim: Claim) -> list[Cell]:
    """The cell of a claim's place and the eight around it; none for a coarse place."""
    place = claim.place
    if place is None or place.lat is None or place.lon is None or place.precision in COARSE:
        return []
    row, column = int(place.lat // CELL), int(place.lon // CELL)
    around = [(row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1) if (i, j) != (0, 0)]
    return [(row, column), *around]


def groups(claims: Sequence[Claim], scores: Mapping[Pair, float]) -> list[list[int]]:
    """Average linkage over the scored pairs; a pair that is not scored counts as zero.

    Deterministic: claims must come in a fixed order; ties go to the lower numbers.
    """
    cluster: dict[int, list[int]] = {n: [n] for n in range(len(claims))}
    reports: dict[int, set[str]] = {n: {claim.report} for n, claim in enumerate(claims)}
    links: dict[int, dict[int, float]] = defaultdict(dict)
    for (a, b), value in scores.items():
        links[a][b] = links[b][a] = value
    heap = [(-value, a, b, 2) for (a, b), value in scores.items() if value >= ENOUGH]
    heapify(heap)
    while heap:
        _, a, b, size = heappop(heap)
        if a not in cluster or b not in cluster or len(cluster[a]) + len(cluster[b]) != size:
            continue  # one of the two has grown or gone since
        if not reports[a].isdisjoint(reports[b]):
            continue
        cluster[a] += cluster.pop(b)
        reports[a] |= reports.pop(b)
        for other, total in links.pop(b).items():
            del links[other][b]
            if other != a:
                links[a][other] = links[other][a] = links[a].get(other, 0.0) + total
        for other, total in links[a].items():
            mean = total / (len(cluster[a]) * len(cluster[other]))
            if mean >= ENOUGH:
                heappush(heap, (-mean, min(a, other), max(a, other), len(cluster[a]) + len(cluster[other])))
    return sorted(sorted(members) for members in cluster.values())


def scored(
    claims: Sequence[Claim], text_of: Mapping[str, str] | None = None
) -> tuple[dict[Pair, float], dict[Pair, tuple[str, ...]]]:
    """Score and words of every candidate pair; vetoed pairs are kept, they pull the mean down."""
    values: dict[Pair, float] = {}
    words: dict[Pair, tuple[str, ...]] = {}
    facts = [Facts.of(claim) for claim in claims]
    for pair in candidates(claims, text_of):
        values[pair], words[pair] = score(facts[pair[0]], facts[pair[1]])
    return values, words


def components(size: int, pairs: Iterable[Pair]) -> list[list[int]]:
    """Numbers tied by the pairs, smallest first: only inside a component can there be a group."""
    parent = list(range(size))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for a, b in pairs:
        left, right = root(a), root(b)
        parent[max(left, right)] = min(left, right)
    out: dict[int, list[int]] = defaultdict(list)
    for n in range(size):
        out[root(n)].append(n)
    return list(out.values())
