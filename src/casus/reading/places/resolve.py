"""Which of its namesakes a name means: prominence, the report's countries and units, "X, Y", and nearness.

Every name of the report is weighed with every other: what most names point to (a country, a unit, a patch of
the map) speaks for the candidates that lie there. One name means one place in one report.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from casus.reading.gazetteer.keys import key
from casus.reading.gazetteer.store import Entry
from casus.reading.places import vocabulary
from casus.reading.places.scan import Found, Word

# Swept on LGL and GeoWebNews: COUNTRY 1.0-1.3, UNIT 1.3-1.8, NEAR 0.9-1.3 move accuracy by less than a point.
COUNTRY, UNIT, NEAR, CONTAINED, FEATURE, ASKED, NEIGHBOUR = 1.0, 1.3, 1.3, 4.0, 3.0, 4.0, 0.35
ALONE, ALONE_CITY = 1.8, 2.0  # against a country, or a city of one, that nothing else in the report is about
ROUNDS = 3
CANDIDATES = 25
BASE = {"country": 7.0, "continent": 6.5, "region": 6.0, "sea": 6.0, "admin1": 4.0, "admin2": 2.0}
_SITE, _AIRPORT = 3.2, 2.4
_SUPPLEMENT = 20_000  # people: a village is in the conflict supplement because news name it
_OWN_COUNTRY = 3.0  # "Guatemala" alone is the country, whatever else lies in Guatemala City
_PEOPLE = 0.4  # a country of a hundred million is likelier meant than one of ten
_CAPITAL, _ALTERNATE = 0.9, 1.0
_FAMOUS_UNITS = frozenset(("US", "CA", "AU", "IN", "GB", "DE", "NG", "BR", "MX"))
_FAMOUS = 5.0
_CITY_BEFORE_UNIT = 10_000  # people: the bare name of a unit and of such a city in it means the city
_NAMESAKE_KM = 12.0


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two (lat, lon) points."""
    p, q = math.radians(a[0]), math.radians(b[0])
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def base(entry: Entry, namesakes: Sequence[Entry], namesake_key: str) -> float:
    """The prior of a candidate, about log10 of how often news mean it."""
    if entry.kind == "settlement":
        score = math.log10(max(entry.population, _SUPPLEMENT if entry.note else 300)) - 1.6
        row = vocabulary.countries().get(entry.country or "")
        if row is not None and row.capital and key(entry.name).startswith(row.capital) and entry.population > 200_000:
            score += _CAPITAL if score < 4.5 else 0.5 * _CAPITAL
        if entry.rank and key(entry.name).startswith(namesake_key + " "):
            score += _ALTERNATE  # "New York" is as good as "New York City"
    elif entry.kind == "admin1":
        score = _FAMOUS if entry.country in _FAMOUS_UNITS else BASE["admin1"]
        for other in namesakes:
            same = other.kind == "settlement" and other.country == entry.country and other.admin1 == entry.admin1
            if same and other.population >= _CITY_BEFORE_UNIT:
                score = min(score, base(other, (), namesake_key) - 0.6)
    elif entry.kind in BASE:
        score = BASE[entry.kind]
        if entry.kind == "country":
            score += _PEOPLE * (math.log10(max(entry.population, 100_000)) - 7.0)
    else:
        score = _AIRPORT if entry.kind in ("airport", "airbase") else _SITE
    if entry.kind != "country" and any(e.kind == "country" and e.country == entry.country for e in namesakes):
        score -= _OWN_COUNTRY
    return score - (_ALTERNATE if entry.rank and entry.kind not in ("country", "region", "sea") else 0.0)


def distinct(entries: Iterable[Entry]) -> list[Entry]:
    """Candidates without second rows of the same place (our table and GeoNames may both have it)."""
    out: list[Entry] = []
    for entry in entries:
        twin = next((e for e in out if _twins(e, entry)), None)
        if twin is None:
            out.append(entry)
        elif (twin.kind == entry.kind == "settlement" and entry.geonames and not twin.geonames) or (
            twin.kind == "region" and entry.kind == "admin1"
        ):
            out[out.index(twin)] = replace(entry, note=entry.note or twin.note)  # the row with a code says more
        if len(out) >= CANDIDATES:
            break
    return out


def _twins(a: Entry, b: Entry) -> bool:
    units = ("country", "region", "sea", "continent", "admin1", "admin2")
    if a.country != b.country:
        return False
    if a.kind in units or b.kind in units:
        return (
            a.kind in ("region", "admin1")
            and b.kind in ("region", "admin1")
            and kilometres(_at(a), _at(b)) < a.radius + 50
        )
    return kilometres(_at(a), _at(b)) < max(_NAMESAKE_KM, a.radius, b.radius)


def _at(entry: Entry) -> tuple[float, float]:
    return entry.lat, entry.lon


def _cell(entry: Entry) -> tuple[int, int]:
    return math.floor(entry.lat), math.floor(entry.lon)


_POINTS = ("country", "continent", "region", "sea", "admin1")


class Weights:
    """What the names of the report point to, as sums of shares."""

    def __init__(self) -> None:
        self.country: defaultdict[str, float] = defaultdict(float)
        self.unit: defaultdict[tuple[str, str], float] = defaultdict(float)
        self.cell: defaultdict[tuple[int, int], float] = defaultdict(float)

    def add(self, entry: Entry, share: float) -> None:
        """Count one candidate of a name with its share."""
        if share < 0.02 or entry.country is None:
            return
        self.country[entry.country] += share
        if entry.admin1 and entry.kind in ("settlement", "admin1", "admin2"):
            self.unit[entry.country, entry.admin1] += share
        if entry.kind not in _POINTS:
            self.cell[_cell(entry)] += share

    def near(self, entry: Entry) -> float:
        """The sum within about 100 km."""
        lat, lon = _cell(entry)
        get = self.cell.get
        return sum(get((lat + i, lon + j), 0.0) for i in (-1, 0, 1) for j in (-1, 0, 1))


class Group:
    """All mentions of one name with one key."""

    def __init__(self, names: list[Found]) -> None:
        self.names = names
        self.entries = distinct(names[0].entries)
        self.base = [base(e, self.entries, names[0].key) for e in self.entries]
        self.shares = softmax(self.base)
        self.weight = math.sqrt(len(names))
        self.features = [n.feature for n in names]
        self.parents = [(n.parent, n.held) for n in names if n.parent is not None]

    def feature(self, entry: Entry) -> float:
        """What words such as "province" beside the mentions say for a candidate, on average."""
        return sum(featured(entry, word) for word in self.features) / len(self.features)


def featured(entry: Entry, word: str | None) -> float:
    """What a word beside a name ("province", "village") says for a candidate."""
    cues, total = vocabulary.cues(), 0.0
    if word is None:
        return total
    if word in cues["admin1"]:
        total = FEATURE * (entry.kind == "admin1" or (entry.kind == "region" and word != "state"))
    elif word in cues["admin2"]:
        total = FEATURE * (entry.kind == "admin2") + 0.5 * (entry.kind == "admin1")
    elif word in cues["settled"]:
        total = 0.6 * FEATURE * (entry.kind == "settlement" or entry.kind == word)
    return total


def softmax(scores: Sequence[float]) -> list[float]:
    """Scores as shares of one."""
    if not scores:
        return []
    top = max(scores)
    powers = [math.exp(1.4 * (s - top)) for s in scores]
    total = sum(powers)
    return [p / total for p in powers]


TELLING = 2.0  # the most that words such as "sheriff" or "Boko Haram" count for a country


def told(words: Sequence[Word]) -> dict[str, float]:
    """Country to what words that name no place say for it, at most `TELLING` each."""
    table = vocabulary.telling()
    out: dict[str, float] = {}
    for at, word in enumerate(words):
        hit = table.get(word.low)
        if hit is None and at + 1 < len(words):
            hit = table.get(f"{word.low} {words[at + 1].low}")
        if hit is not None:
            out[hit[0]] = min(TELLING, out.get(hit[0], 0.0) + hit[1])
    return out


def resolve(names: Sequence[Found], hints: Mapping[str, float]) -> None:
    """Set `choice`, `scores` and `guess` of every name; `hints` is what else speaks for countries."""
    by_key: dict[tuple[str, str | None], list[Found]] = {}
    fixed = Weights()
    people: defaultdict[str, int] = defaultdict(int)
    for name in names:
        if name.demonym is not None:
            people[name.demonym] += 1
        elif name.entries:
            by_key.setdefault((name.key, name.unit), []).append(name)
    for iso, count in people.items():
        fixed.country[iso] += math.sqrt(count)
    for iso, value in hints.items():
        fixed.country[iso] += value
    groups = [Group(found) for found in by_key.values()]
    of = {id(name): group for group in groups for name in group.names}
    for _ in range(ROUNDS):
        weights = Weights()
        for iso, value in fixed.country.items():
            weights.country[iso] += value
        for group in groups:
            for entry, share in zip(group.entries, group.shares, strict=True):
                weights.add(entry, share * group.weight)
        for group in groups:
            group.shares = softmax(_scores(group, weights, of))
    weights = Weights()
    for group in groups:
        for entry, share in zip(group.entries, group.shares, strict=True):
            weights.add(entry, share * group.weight)
    for iso, value in fixed.country.items():
        weights.country[iso] += value
    for group in groups:
        _settle(group, _scores(group, weights, of))


def _scores(group: Group, weights: Weights, of: dict[int, Group]) -> list[float]:
    out = []
    neighbours = vocabulary.countries()
    own = Weights()  # a name's namesakes in one country, unit or patch do not speak for one another
    for entry, share in zip(group.entries, group.shares, strict=True):
        own.add(entry, share * group.weight)
    rival = max((_local(entry, own, weights) for entry in group.entries), default=0.0)
    for entry, prior in zip(group.entries, group.base, strict=True):
        score = prior + group.feature(entry)
        if entry.country is not None:
            same = max(0.0, weights.country[entry.country] - own.country[entry.country])
            score += COUNTRY * math.log1p(same)
            row = neighbours.get(entry.country)
            if same < 0.5 and row is not None:
                around = max((weights.country.get(n, 0.0) for n in row.neighbours), default=0.0)
                if entry.kind != "country":
                    score += NEIGHBOUR * math.log1p(around)
                support = min(1.0, 2.0 * (same + 0.5 * around))
                alone = ALONE if entry.kind == "country" else ALONE_CITY
                score -= alone * (1.0 - support) * rival
            if entry.admin1 and entry.kind in ("settlement", "admin1", "admin2"):
                score += UNIT * math.log1p(
                    max(0.0, weights.unit[entry.country, entry.admin1] - own.unit[entry.country, entry.admin1])
                )
            if entry.kind not in _POINTS:
                score += NEAR * math.log1p(max(0.0, weights.near(entry) - own.near(entry)))
        score += _contained(group, entry, of)
        out.append(score)
    return out


def _local(entry: Entry, own: Weights, weights: Weights) -> float:
    """0..1: how much else of the report lies in the unit of a settlement."""
    if entry.kind != "settlement" or entry.country is None or not entry.admin1:
        return 0.0
    unit = weights.unit[entry.country, entry.admin1] - own.unit[entry.country, entry.admin1]
    return min(1.0, max(0.0, unit, weights.near(entry) - own.near(entry)) / 1.5)


def _contained(group: Group, entry: Entry, of: dict[int, Group]) -> float:
    best = 0.0
    for parent, held in group.parents:
        holder = of.get(id(parent))
        if holder is None:
            continue
        for other, share in zip(holder.entries, holder.shares, strict=True):
            if holds(other, entry):
                best = max(best, held * CONTAINED * (0.4 + 0.6 * share))
    return best


def holds(outer: Entry, inner: Entry) -> bool:
    """True if `inner` lies in the unit `outer`."""
    if outer.id == inner.id or outer.country != inner.country:
        return False
    if outer.kind == "country":
        return inner.kind != "country"
    if outer.kind == "admin1" and inner.admin1 and inner.kind in ("settlement", "admin2"):
        return outer.admin1 == inner.admin1
    if outer.kind in ("admin1", "admin2", "region"):
        return kilometres(_at(outer), _at(inner)) <= outer.radius * 1.3 + 10
    return (
        outer.kind == "settlement" and outer.population > inner.population and kilometres(_at(outer), _at(inner)) < 40
    )


def _settle(group: Group, scores: list[float]) -> None:
    """One place for all mentions, but for those with a word of their own: "Kherson region" beside "Kherson"."""
    common = [score - group.feature(entry) for score, entry in zip(scores, group.entries, strict=True)]
    ranked: dict[str | None, list[tuple[float, Entry]]] = {}
    for name in group.names:
        if name.feature not in ranked:
            own = [score + featured(entry, name.feature) for score, entry in zip(common, group.entries, strict=True)]
            pairs = zip(softmax(own), group.entries, strict=True)
            ranked[name.feature] = sorted(pairs, key=lambda pair: (-pair[0], pair[1].id))
        name.scores = ranked[name.feature][:6]
        name.guess, name.choice = name.scores[0]


def leading(names: Sequence[Found], hints: Mapping[str, float]) -> list[tuple[str, float]]:
    """Countries that the report is about with their share, the first the likeliest."""
    votes: defaultdict[str, float] = defaultdict(float)
    for iso, value in hints.items():
        votes[iso] += value
    for name in names:
        if name.demonym is not None:
            votes[name.demonym] += 0.5
        elif name.choice is not None and name.choice.country is not None:
            near = name.role in ("locative", "dateline") and name.choice.kind != "country"
            votes[name.choice.country] += name.guess * (1.5 if near else 1.0)
    total = sum(votes.values())
    return sorted(((iso, value / total) for iso, value in votes.items()), key=lambda pair: (-pair[1], pair[0]))
