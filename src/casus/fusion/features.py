"""What speaks for two claims being one event, as a table of features that can be read out in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from casus.model import Actor, Claim, Count, Interval, Place
from casus.reading.actors import same
from casus.reading.kinds import FIGHTS, STRIKES
from casus.reading.places import resolve

TAKING = frozenset(("abduction", "arrest"))
VIOLENT = STRIKES | FIGHTS | {"interception", "destruction", "seizure"}
SAME_KM = 5.0  # one place under two names
NEAR_KM = 25.0  # two names of one battlefield: the scorer's and the coders' reach for a settlement
COARSE = frozenset(("country", "region", "admin1", "sea"))
TOLLS = ("killed", "injured", "abducted")  # those that are compared
VETO = -1.0  # a feature as heavy as this decides alone; readers err, so one such pair does not split a large group


class Told(Protocol):
    """What the features ask of a claim."""

    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def count(self) -> int: ...  # noqa: D102
    @property
    def time(self) -> Interval | None: ...  # noqa: D102
    @property
    def place(self) -> Place | None: ...  # noqa: D102
    @property
    def actors(self) -> tuple[Actor, ...]: ...  # noqa: D102
    @property
    def targets(self) -> tuple[Actor, ...]: ...  # noqa: D102
    def toll(self, name: str) -> Count | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Facts:
    """A claim's answers, looked up once: a claim searches its values anew at every question."""

    kind: str
    count: int
    time: Interval | None
    place: Place | None
    actors: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    tolls: Mapping[str, Count | None]

    @classmethod
    def of(cls, claim: Claim) -> Facts:
        """The facts of a claim."""
        tolls = {name: claim.toll(name) for name in TOLLS}
        return cls(claim.kind, claim.count, claim.time, claim.place, claim.actors, claim.targets, tolls)

    def toll(self, name: str) -> Count | None:
        """The claim's range for one of `TOLLS`."""
        return self.tolls[name]


@dataclass(frozen=True, slots=True)
class Feature:
    """A named reason with its weight; `test` gives the words to show, or "" when it does not hold."""

    name: str
    weight: float
    test: Callable[[Told, Told], str]


def kilometres(a: Place, b: Place) -> float | None:
    """Great-circle distance of two points; `None` where one has none."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return resolve.kilometres((a.lat, a.lon), (b.lat, b.lon))


def _families(a: Told, b: Told) -> bool:
    return any(a.kind in family and b.kind in family for family in (STRIKES, FIGHTS, TAKING))


def same_kind(a: Told, b: Told) -> str:
    return f"both {a.kind}" if a.kind == b.kind else ""


def near_kind(a: Told, b: Told) -> str:
    return f"{a.kind} beside {b.kind}" if a.kind != b.kind and _families(a, b) else ""


def far_kind(a: Told, b: Told) -> str:
    """A strike told as a clash: possible, seldom."""
    both = a.kind in VIOLENT and b.kind in VIOLENT
    return f"{a.kind} against {b.kind}" if a.kind != b.kind and both and not _families(a, b) else ""


def other_kind(a: Told, b: Told) -> str:
    violent = a.kind in VIOLENT and b.kind in VIOLENT
    return f"{a.kind} is not {b.kind}" if a.kind != b.kind and not violent and not _families(a, b) else ""


def _days(a: Told, b: Told) -> tuple[Interval, Interval] | None:
    return (a.time, b.time) if a.time is not None and b.time is not None else None


def same_day(a: Told, b: Told) -> str:
    days = _days(a, b)
    exact = days is not None and days[0].start == days[1].start and days[0].end == days[1].end and days[0].days == 1
    return f"both on {days[0]}" if days is not None and exact else ""


def days_overlap(a: Told, b: Told) -> str:
    days = _days(a, b)
    return f"{days[0]} and {days[1]} overlap" if days and not same_day(a, b) and days[0].overlaps(days[1]) else ""


def next_day(a: Told, b: Told) -> str:
    """One day apart: night events and time zones."""
    days = _days(a, b)
    near = days is not None and not days[0].overlaps(days[1]) and days[0].overlaps(days[1], slack=1)
    return f"{days[0]} and {days[1]} are a day apart" if days is not None and near else ""


def other_day(a: Told, b: Told) -> str:
    days = _days(a, b)
    return f"{days[0]} is not {days[1]}" if days and not days[0].overlaps(days[1], slack=1) else ""


def no_day(a: Told, b: Told) -> str:
    return "a day is missing" if a.time is None or b.time is None else ""


def _gap(a: Place, b: Place) -> float | None:
    """Kilometres between the two areas' edges; 0 if they touch; `None` if one is not on the map."""
    far = kilometres(a, b)
    return None if far is None else max(0.0, far - (a.radius_km or 0.0) - (b.radius_km or 0.0))


def _fine(a: Told, b: Told) -> bool:
    return all(c.place is not None and c.place.precision not in COARSE for c in (a, b))


def same_place(a: Told, b: Told) -> str:
    if a.place is None or b.place is None or not _fine(a, b):
        return ""
    gap = kilometres(a.place, b.place)
    shared = set(a.place.names) & set(b.place.names) and (gap is None or gap <= NEAR_KM)
    return f"both at {a.place.names[0]}" if shared or (gap is not None and gap <= SAME_KM) else ""


def near_place(a: Told, b: Told) -> str:
    if a.place is None or b.place is None or not _fine(a, b) or same_place(a, b):
        return ""
    gap = _gap(a.place, b.place)
    return f"{a.place.names[0]} is near {b.place.names[0]}" if gap is not None and gap <= NEAR_KM else ""


def area_holds(a: Told, b: Told) -> str:
    """A coarse place that may hold the other: "Iraq" and "Jurf al-Sakhar"."""
    if a.place is None or b.place is None or _fine(a, b):
        return ""
    if a.place.country and b.place.country and a.place.country != b.place.country:
        return ""
    gap = _gap(a.place, b.place)
    if "country" in (a.place.precision, b.place.precision):
        return f"both in {a.place.country or b.place.country}" if a.place.country == b.place.country else ""
    return f"{a.place.names[0]} and {b.place.names[0]} overlap" if gap is not None and gap <= NEAR_KM else ""


def other_place(a: Told, b: Told) -> str:
    if a.place is None or b.place is None or same_place(a, b) or near_place(a, b) or area_holds(a, b):
        return ""
    return f"{a.place.names[0]} is not {b.place.names[0]}"


def _alike(left: Sequence[Actor], right: Sequence[Actor]) -> tuple[float, str]:
    pairs = [(same(x, y), f"{x.name} / {y.name}") for x in left for y in right]
    return max(pairs, default=(-1.0, ""))


def shared_actor(a: Told, b: Told) -> str:
    score, words = _alike(a.actors, b.actors)
    return f"same doer: {words}" if score >= 0.5 else ""


def other_actor(a: Told, b: Told) -> str:
    named = all(any(actor.id for actor in c.actors) for c in (a, b))
    score, words = _alike(a.actors, b.actors)
    return f"other doers: {words}" if named and score == 0.0 else ""


def shared_target(a: Told, b: Told) -> str:
    score, words = _alike(a.targets, b.targets)
    return f"same target: {words}" if score >= 0.5 else ""


def _tolls(a: Told, b: Told) -> list[bool]:
    pairs = [(a.toll(name), b.toll(name)) for name in TOLLS]
    return [x.agrees(y) for x, y in pairs if x is not None and y is not None]


def tolls_agree(a: Told, b: Told) -> str:
    tolls = _tolls(a, b)
    return "tolls agree" if tolls and all(tolls) else ""


def tolls_differ(a: Told, b: Told) -> str:
    tolls = _tolls(a, b)
    return "tolls differ" if tolls and not all(tolls) else ""


def counts_differ(a: Told, b: Told) -> str:
    """A record of three strikes is not one of them: it contains it."""
    return f"{a.count} occurrences against {b.count}" if (a.count > 1) != (b.count > 1) else ""


SAME_EVENT = (
    Feature("same kind", 0.25, same_kind),
    Feature("near kind", 0.15, near_kind),
    Feature("far kind", -0.05, far_kind),
    Feature("other kind", -2.0, other_kind),
    Feature("same day", 0.35, same_day),
    Feature("days overlap", 0.25, days_overlap),
    Feature("next day", 0.15, next_day),
    Feature("other day", -1.5, other_day),
    Feature("no day", -0.05, no_day),
    Feature("same place", 0.5, same_place),
    Feature("near place", 0.2, near_place),
    Feature("area holds", 0.15, area_holds),
    Feature("other place", -1.5, other_place),
    Feature("shared actor", 0.2, shared_actor),
    Feature("other actor", -0.2, other_actor),
    Feature("shared target", 0.25, shared_target),
    Feature("tolls agree", 0.1, tolls_agree),
    Feature("tolls differ", -0.05, tolls_differ),
    Feature("counts differ", -0.3, counts_differ),
)


def score(a: Told, b: Told) -> tuple[float, tuple[str, ...]]:
    """The sum of the features that hold, and their words."""
    total, words = 0.0, []
    for feature in SAME_EVENT:
        said = feature.test(a, b)
        if said:
            total += feature.weight
            words.append(said)
            if feature.weight <= VETO:
                break
    return total, tuple(words)
