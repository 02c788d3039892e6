"""Grouping: pairs that may be one event, and average linkage inside each connected component.

Connected components alone chain events together; average linkage stops where the groups as wholes no
longer agree. Claims of one report stay apart: its reader has told them apart already.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from casus.fusion.features import score
from casus.model import Claim

ENOUGH = 0.5  # swept 0.35-0.75 on the two gold sets: flat from 0.45 to 0.6
UNDATED = "undated"
ANYWHERE, EVERYWHERE = "?", "*"  # no country known; all countries together
LONG = 31  # days: an interval longer than this is blocked by country alone

Pair = tuple[int, int]


def _days(claim: Claim) -> list[object]:
    """The days of a claim with one to each side; undated and long ones are compared with all of their country."""
    time = claim.time
    if time is None or time.start is None or time.end is None or (time.days or 0) > LONG:
        return [UNDATED]
    first, last = time.start.toordinal() - 1, time.end.toordinal() + 1
    return [day for day in range(max(1, first), min(date.max.toordinal(), last) + 1)]


def candidates(claims: Sequence[Claim]) -> list[Pair]:
    """Pairs of claims of different reports that share a country and a day, each once, in order.

    A claim without a country is compared with all countries, one without a day with all days of its country.
    """
    by_country: dict[str, list[int]] = defaultdict(list)
    by_day: dict[tuple[str, object], list[int]] = defaultdict(list)
    for number, claim in enumerate(claims):
        country = (claim.place.country if claim.place is not None else None) or ANYWHERE
        by_country[country].append(number)
        for day in _days(claim):
            by_day[country, day].append(number)
            by_day[EVERYWHERE, day].append(number)
    pairs: set[Pair] = set()
    for (country, day), numbers in by_day.items():
        if country == EVERYWHERE:
            continue
        if day == UNDATED:
            others = by_country[country]
        elif country == ANYWHERE:
            others = by_day[EVERYWHERE, day]
        else:
            others = numbers
        pairs.update((min(a, b), max(a, b)) for a in numbers for b in others if a != b)
    return sorted(p for p in pairs if claims[p[0]].report != claims[p[1]].report)


def groups(claims: Sequence[Claim], scores: Mapping[Pair, float]) -> list[list[int]]:
    """Average linkage over the scored pairs; a pair that is not scored counts as zero.

    Deterministic: claims must come in a fixed order; ties go to the lower numbers.
    """
    cluster: dict[int, list[int]] = {n: [n] for n in range(len(claims))}
    links: dict[int, dict[int, float]] = defaultdict(dict)
    for (a, b), value in scores.items():
        links[a][b] = links[b][a] = value
    while True:
        best: tuple[float, int, int] | None = None
        for a, others in links.items():
            for b, total in others.items():
                if a < b and not _clash(claims, cluster[a], cluster[b]):
                    mean = total / (len(cluster[a]) * len(cluster[b]))
                    if mean >= ENOUGH and (best is None or (-mean, a, b) < (-best[0], best[1], best[2])):
                        best = (mean, a, b)
        if best is None:
            return sorted(sorted(members) for members in cluster.values())
        _, a, b = best
        cluster[a] += cluster.pop(b)
        for other, total in links.pop(b).items():
            del links[other][b]
            if other != a:
                links[a][other] = links[other][a] = links[a].get(other, 0.0) + total


def _clash(claims: Sequence[Claim], left: Sequence[int], right: Sequence[int]) -> bool:
    return not {claims[n].report for n in left}.isdisjoint(claims[n].report for n in right)


def scored(claims: Sequence[Claim]) -> tuple[dict[Pair, float], dict[Pair, tuple[str, ...]]]:
    """Score and words of every candidate pair; vetoed pairs are kept, they pull the mean down."""
    values: dict[Pair, float] = {}
    words: dict[Pair, tuple[str, ...]] = {}
    for pair in candidates(claims):
        values[pair], words[pair] = score(claims[pair[0]], claims[pair[1]])
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
