"""Puts the steps together: scan, judge, resolve, and say the place as an area with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from casus.model import Candidate, Place
from casus.reading.gazetteer.keys import bare, key
from casus.reading.gazetteer.store import Entry, Gazetteer, open_gazetteer
from casus.reading.places import vocabulary
from casus.reading.places.areas import Area, area
from casus.reading.places.judge import Judge
from casus.reading.places.resolve import ASKED, base, distinct, leading, resolve, told
from casus.reading.places.scan import Found, Scanner
from casus.reading.places.unknown import Unknown

Role = Literal["locative", "dateline", "government", "adjective", "origin", "in_name"]
PRECISION = {"settlement": "settlement", "continent": "region"} | {
    kind: kind for kind in ("admin1", "admin2", "country", "region", "sea")
}
CANDIDATE = 0.03  # share from which a namesake is worth showing
# A village far from every country that the report names is more likely a namesake of one we lack.
STRANGE_PEOPLE, STRANGE_SHARE, CLEAR_SHARE, LEAD_SHARE = 300_000, 0.03, 0.55, 0.4


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in the text: `start`, `end` count characters of it.

    `role`: locative (something can have happened there), dateline, government (a capital or country that acts),
    adjective ("Syrian troops"), origin ("migrants from Niger"), in_name (part of another name).
    """

    start: int
    end: int
    place: Place
    role: Role


def read(text: str, *, country: str | None = None, gazetteer: Gazetteer | None = None) -> tuple[PlaceMention, ...]:
    """The places that a text names, in its order, without overlaps.

    `country` (ISO 3166-1 alpha-2) is where the text is known to be about; it weighs like several mentions.
    """
    gazetteer = gazetteer or open_gazetteer()
    scanner = Scanner(text, gazetteer)
    found = scanner.found()
    judge = Judge(text, scanner.words, found)
    kept = judge.keep()
    hints = told(scanner.words)
    if country is not None:
        hints[country] = hints.get(country, 0.0) + ASKED
    resolve(kept, hints)
    about = leading(kept, hints)
    unknown = Unknown(text, scanner.words, kept, judge.people, gazetteer)
    clear = _clear(kept, about, hints)
    _distrust(kept, about, unknown)
    kept = sorted([*kept, *unknown.found(about)], key=lambda name: name.start)
    for name in kept:
        name.about = clear
    out: list[PlaceMention] = []
    for at, name in enumerate(kept):
        mention = _mention(text, name, kept[at + 1] if at + 1 < len(kept) else None)
        if not out or mention.start >= out[-1].end:
            out.append(mention)
        elif mention.end > out[-1].end:
            out.append(PlaceMention(out[-1].end, mention.end, mention.place, mention.role))
    return tuple(out)


def _clear(kept: Sequence[Found], about: Sequence[tuple[str, float]], hints: Mapping[str, float]) -> str | None:
    """The country that a report is clearly about, by more than one name or word; else None."""
    if not about or about[0][1] < CLEAR_SHARE:
        return None
    country = about[0][0]
    names = {n.key for n in kept if n.demonym == country or (n.choice is not None and n.choice.country == country)}
    sure = any(
        n.demonym == country or (n.choice is not None and n.choice.kind == "country" and n.choice.country == country)
        for n in kept
    )
    return country if sure or len(names) > 1 or hints.get(country, 0.0) >= 1.0 else None


def _distrust(kept: Sequence[Found], about: Sequence[tuple[str, float]], unknown: Unknown) -> None:
    """Give up small places of countries that nothing else in the report names."""
    if not about or about[0][1] < LEAD_SHARE:
        return
    shares = dict(about)
    for name in kept:
        entry = name.choice
        if entry is None or name.parent is not None or entry.kind not in ("settlement", "admin2"):
            continue
        if entry.population < STRANGE_PEOPLE and entry.country != about[0][0]:
            others = shares.get(entry.country or "", 0.0) - _own(kept, name, shares)
            if others < STRANGE_SHARE:
                near = unknown.fuzzy(name.text, about[0][0])
                name.choice, name.note = near, "spelt nearly so" if near is not None else "only namesakes elsewhere"


def _own(kept: Sequence[Found], name: Found, shares: dict[str, float]) -> float:
    """About how much of its country's share comes from the name itself."""
    same = sum(1 for n in kept if n.choice is not None and n.choice is name.choice)
    country = sum(
        1 for n in kept if n.choice is not None and name.choice is not None and n.choice.country == name.choice.country
    ) + sum(1 for n in kept if name.choice is not None and n.demonym == name.choice.country)
    return shares.get(name.choice.country or "", 0.0) * same / max(1, country) if name.choice else 0.0


def _mention(text: str, name: Found, after: Found | None) -> PlaceMention:
    role: Role = name.role  # type: ignore[assignment]
    if name.demonym is not None:
        row = open_gazetteer().find(key(vocabulary.countries()[name.demonym].name))
        entry = next(e for e in row if e.kind == "country" and e.country == name.demonym)
        return PlaceMention(name.start, name.end, place_of(entry, name.text, reason="adjective of the country"), role)
    if name.choice is None:
        holder = name.parent.choice if name.parent is not None else None
        country, unit = (holder.country, holder.admin1) if holder is not None else (name.about, None)
        source = f"in {holder.name}" if holder is not None else "country from the report"
        reason = f"not in the gazetteer{': ' + name.note if name.note else ''}; {source}"
        place = Place((" ".join(name.text.split()),), country, precision="settlement", admin1=unit, reason=reason)
        return PlaceMention(name.start, name.end, place, role)
    where = area(text, name, after)
    reason = name.note or _reason(name)
    candidates = tuple(
        Candidate(e.name, e.country, e.lat, e.lon, round(share, 3))
        for share, e in name.scores
        if e.id != name.choice.id and share >= CANDIDATE
    )
    place = place_of(name.choice, name.text, reason, where, candidates, text[where.start : where.end] if where else "")
    start, end = (where.start, where.end) if where else (name.start, name.end)
    return PlaceMention(start, end, place, role)


def _reason(name: Found) -> str:
    entry = name.choice
    if entry is None:
        return "not in the gazetteer"
    parts = [f"{entry.kind} in the gazetteer"]
    if name.parent is not None and name.parent.choice is not None:
        parts.append(f'in {name.parent.choice.name} ("{name.text}, {name.parent.text}")')
    elif len(name.scores) > 1:
        parts.append(f"likeliest of {len(name.scores)} namesakes ({name.guess:.2f})")
    if entry.note:
        parts.append(entry.note)
    return "; ".join(parts)


def place_of(
    entry: Entry,
    written: str,
    reason: str = "",
    where: Area | None = None,
    candidates: tuple[Candidate, ...] = (),
    phrase: str = "",
) -> Place:
    """A gazetteer entry as a place; `where` moves or widens it."""
    names = tuple(dict.fromkeys(n for n in (entry.name, " ".join(written.split()), " ".join(phrase.split())) if n))
    precision = PRECISION.get(entry.kind, "site")
    lat, lon, radius = entry.lat, entry.lon, entry.radius
    if where is not None:
        lat, lon, radius, precision, reason = where.lat, where.lon, where.radius, where.precision, where.reason
    return Place(
        names, entry.country, round(lat, 4), round(lon, 4), precision, radius,
        entry.admin1, entry.geonames, reason, candidates,
    )  # fmt: skip


def lookup(name: str, country: str | None = None, *, gazetteer: Gazetteer | None = None) -> tuple[Place, ...]:
    """Places with this name, the likeliest first; in one country if given. Nearly so spelt if none is so named.

    Near spellings are looked for only within `country`: everywhere else they find the wrong place.
    """
    gazetteer = gazetteer or open_gazetteer()
    whole = key(name)
    for form in dict.fromkeys((whole, bare(whole))):
        entries = [e for e in gazetteer.find(form) if country is None or e.country == country]
        if entries:
            break
    else:
        entries = []
    if not entries and country is not None:
        return tuple(
            place_of(entry, name, f"spelt nearly so ({score:.0f} of 100)")
            for entry, score in gazetteer.fuzzy(name, country)
        )
    unit = next((w for w in whole.split()[::-1] if w in vocabulary.cues()["admin1"]), None)
    kinds = distinct(entries)
    ranked = sorted(kinds, key=lambda e: (-(base(e, kinds, whole) + 3.0 * bool(unit and e.kind == "admin1")), e.id))
    return tuple(place_of(entry, name, f"{entry.kind} in the gazetteer") for entry in ranked)
