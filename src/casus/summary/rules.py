"""The rules, one function a field. Each looks at claims alone, in a fixed order, and invents nothing.

A rule returns one of the values that the claims hold, or a range over them: never an average, never a guess.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

from casus.model import PLACE_PRECISIONS, TOLL_FIELDS, Actor, Claim, Count, Interval, Place, Status, hull

ABOUT = 0.1  # "about 60" and 62 agree: a tenth either way; the widest rounding that news uses for tolls
_WORD = re.compile(r"[^\W_]+")
_JOINED = re.compile(
    r"(?<![^\W_])([^\W\d_])\.|(?<=[^\W\d_])['\u2018\u2019\u02bc](?=[^\W\d_])"
)  # "U.S." is "us", "Sana'a" "sanaa"


def fold(text: str) -> str:
    """Words for comparing names: no case, no accents, no punctuation, one blank between."""
    plain = _JOINED.sub(r"\1", unicodedata.normalize("NFKD", text).casefold())
    return " ".join(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))


def kind(claims: Sequence[Claim]) -> str:
    """The kind most claims give; of equals the one that a report was written for, then the first by name."""
    votes = Counter(claim.kind for claim in claims)
    primary = Counter(claim.kind for claim in claims if claim.primary)
    return min(votes, key=lambda name: (-votes[name], -primary[name], name))


def occurrences(claims: Sequence[Claim]) -> int:
    """The highest number of occurrences that one record stands for."""
    return max((claim.count for claim in claims), default=1)


def toll_range(field: str, claims: Sequence[Claim]) -> Count | None:
    """`range`: the lowest low to the highest high of all figures; open if any is open; `None` if there are none."""
    return hull(figures(field, claims))


def figures(field: str, claims: Sequence[Claim]) -> list[Count]:
    """Every figure for one field, without doubles, in the claims' order."""
    found = (value.value for claim in claims for value in claim.each(field) if isinstance(value.value, Count))
    return list(dict.fromkeys(found))


def disputes(claims: Sequence[Claim]) -> tuple[str, ...]:
    """What the claims do not agree about, in words: figures of which no number fits both, a denial by some."""
    out = []
    for field in TOLL_FIELDS:
        known = figures(field, claims)
        if any(not agree(a, b) for a, b in combinations(known, 2)):
            ordered = sorted(known, key=lambda count: (count.low, count.high is None, count.high or 0, count.approx))
            out.append(f"{field}: " + ", ".join(map(str, ordered)))
    statuses = {claim.status for claim in claims}
    if "denied" in statuses:
        out.append("denied" if len(statuses) > 1 else "denied by some in the report itself")
    return tuple(out)


def agree(left: Count, right: Count) -> bool:
    """True if one number can be both, when an approximate figure gives way by `ABOUT`."""
    return _slack(left).agrees(_slack(right))


def _slack(count: Count) -> Count:
    if not count.approx:
        return count
    high = None if count.high is None else int(count.high * (1 + ABOUT))
    return Count(int(count.low * (1 - ABOUT)), high, True)


def status(claims: Sequence[Claim]) -> Status:
    """`denied` as soon as one denies it, else `reported` as soon as one report vouches for it, else `claimed`."""
    held = {claim.status for claim in claims}
    order: tuple[Status, ...] = ("denied", "reported", "claimed")
    return next((name for name in order if name in held), "reported")


def time(claims: Sequence[Claim]) -> Interval | None:
    """The days that all reports allow; if there are none such, the days from the first to the last told."""
    told = [claim.time for claim in claims if claim.time is not None]
    if not told:
        return None
    shared = _overlap(told)
    return shared if shared is not None else _span(told)


def _overlap(told: Sequence[Interval]) -> Interval | None:
    start = max((each.start for each in told if each.start), default=None)
    end = min((each.end for each in told if each.end), default=None)
    if start and end and start > end:
        return None
    return _named(told, start, end)


def _span(told: Sequence[Interval]) -> Interval:
    starts, ends = [each.start for each in told], [each.end for each in told]
    start = None if None in starts else min(day for day in starts if day)
    end = None if None in ends else max(day for day in ends if day)
    return _named(told, start, end)


def _named(told: Sequence[Interval], start: date | None, end: date | None) -> Interval:
    """The claim's own interval where one has these days (with its flags), else a bare range."""
    same = [each for each in told if (each.start, each.end) == (start, end)]
    if same:
        return min(same, key=lambda each: (each.approx, each.anaphoric, each.year_inferred, repr(each)))
    return Interval(start, end, "day" if start is not None and start == end else "range")


def place(claims: Sequence[Claim]) -> Place | None:
    """The most precise place that is on the map; of equals the one most claims give, then the smallest area."""
    told = [claim.place for claim in claims if claim.place is not None]
    if not told:
        return None
    votes = Counter(fold(each.names[0]) if each.names else "" for each in told)
    best = min(told, key=lambda each: _place_rank(each, votes))
    same = [each for each in told if _shares_name(best, each) and each.country == best.country]
    names = dict.fromkeys([*best.names, *(name for each in same for name in each.names)])
    return replace(best, names=tuple(names))


def _place_rank(each: Place, votes: Counter[str]) -> tuple[object, ...]:
    known = each.precision in PLACE_PRECISIONS
    precise = PLACE_PRECISIONS.index(each.precision) if known else len(PLACE_PRECISIONS)
    name = fold(each.names[0]) if each.names else ""
    radius = each.radius_km if each.radius_km is not None else float("inf")
    return (each.lat is None, precise, -votes[name], radius, name, repr(each))


def _shares_name(left: Place, right: Place) -> bool:
    return not {fold(name) for name in left.names}.isdisjoint(fold(name) for name in right.names)


def parties(groups: Iterable[Sequence[Actor]]) -> tuple[Actor, ...]:
    """Actors of all claims; those that share an id or a name become one. Most often named first."""
    merged: list[_Party] = []
    for group in groups:
        for actor in group:
            _join(merged, actor)
    order = sorted(range(len(merged)), key=lambda n: (-merged[n].votes, n))
    return tuple(merged[n].actor() for n in order)


class _Party:
    """One party while it is being put together."""

    def __init__(self, actor: Actor) -> None:
        self.members, self.keys, self.votes = [actor], _keys(actor), 1

    def take(self, other: _Party) -> None:
        self.members += other.members
        self.keys |= other.keys
        self.votes += other.votes

    def actor(self) -> Actor:
        known = [each for each in self.members if each.id] or self.members
        lead = known[0]
        names = dict.fromkeys([*lead.names, *(name for each in self.members for name in each.names)])
        return Actor(tuple(names), lead.id, lead.type, lead.countries)


def _join(merged: list[_Party], actor: Actor) -> None:
    new = _Party(actor)
    touched = [party for party in merged if not party.keys.isdisjoint(new.keys)]
    if not touched:
        merged.append(new)
        return
    touched[0].take(new)
    for party in touched[1:]:
        touched[0].take(party)
        merged.remove(party)


def _keys(actor: Actor) -> set[str]:
    named = {f"name:{fold(name)}" for name in actor.names if fold(name)}
    return named | ({f"id:{actor.id}"} if actor.id else set())


def cited(claims: Sequence[Claim]) -> tuple[str, ...]:
    """Who is cited for any value of the event, each once, as first written."""
    found: dict[str, str] = {}
    for claim in claims:
        for name in (*(each.name for each in claim.says), *(name for value in claim.values for name in value.says)):
            key = fold(name).removeprefix("the ")
            if key:
                found.setdefault(key, name)
    return tuple(found.values())


def weapons(claims: Sequence[Claim]) -> tuple[str, ...]:
    """The words for the weapon, each once, as first written."""
    found: dict[str, str] = {}
    for claim in claims:
        if claim.weapon:
            found.setdefault(fold(claim.weapon), claim.weapon)
    return tuple(found.values())


RULES: dict[str, Callable[[str, Sequence[Claim]], Count | None]] = {"range": toll_range}
