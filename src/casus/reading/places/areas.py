"""Words that move or widen a place: "10 km north of X", "near X", "between X and Y", "northern X"."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from casus.reading.gazetteer.store import Entry
from casus.reading.places.resolve import kilometres
from casus.reading.places.scan import Found

BEARING = {
    "north": 0.0, "northeast": 45.0, "east": 90.0, "southeast": 135.0, "south": 180.0, "southwest": 225.0,
    "west": 270.0, "northwest": 315.0,
}  # fmt: skip
_WAY = r"north|south|east|west|north[- ]?east|north[- ]?west|south[- ]?east|south[- ]?west"
_NUMBER = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "a dozen": 12, "dozens of": 50, "several": 6, "some": 10, "a few": 4, "eleven": 11, "twelve": 12,
    "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100,
}  # fmt: skip
_MILE = 1.609
_UNIT = r"km|kms|kilometers?|kilometres?|miles?|mi|metres?|meters?|m"
_HEDGE = r"(?:(?:about|around|some|roughly|nearly|almost|just|approximately|over|under|more than|less than) )?"
_NUMBERS = "|".join(sorted(_NUMBER, key=len, reverse=True))
_FAR = (
    rf"(?P<far>{_HEDGE}(?P<number>\d[\d,]*(?:\.\d+)?|{_NUMBERS})[ -](?P<unit>{_UNIT})(?: \([^()]{{1,25}}\))?"
    rf"(?: (?:to the )?(?P<way>{_WAY}))? (?:of|from|outside|away from))"
)
_NEAR = (
    r"(?P<near>near|close to|outside|around|on the outskirts of|outskirts of|in the vicinity of|the vicinity of"
    r"|not far from|just outside|nearby|surrounding|at the edge of)"
)
_PART = rf"(?P<part>{_WAY}|(?:(?:north|south)[- ]?)?(?:north|south|east|west)ern|central)"
BEFORE = re.compile(
    rf"(?:{_FAR}|(?P<side>{_WAY}) of|{_NEAR}|{_PART}|(?P<between>between))"
    r"(?: the(?: city| town| village)?(?: of)?)?\s+$",
    re.IGNORECASE,
)
_LOOK = 90
_AND = re.compile(r"\s+and\s+", re.I)
_ROAD = re.compile(
    r"[\s,]{0,2}(?:main |coastal )?(?:road|highway|route|motorway|corridor|axis|expressway|railway|pipeline)\b", re.I
)
NEAR_KM, SIDE_KM = 10.0, 30.0  # "near X" reaches 10 km beyond it; "south of X" starts from it and ends about 60 km out


@dataclass(frozen=True, slots=True)
class Area:
    """A place moved or widened: the middle, the radius in km, the precision and why; `start` of the words."""

    start: int
    end: int
    lat: float
    lon: float
    radius: float
    precision: str
    reason: str


def moved(lat: float, lon: float, km: float, bearing: float) -> tuple[float, float]:
    """The point so many km away."""
    angle = math.radians(bearing)
    north = lat + km * math.cos(angle) / 111.2
    east = lon + km * math.sin(angle) / (111.2 * max(0.1, math.cos(math.radians(lat))))
    return max(-90.0, min(90.0, north)), (east + 180.0) % 360.0 - 180.0


def _bearing(way: str) -> float:
    return BEARING[re.sub(r"[- ]|ern$", "", way.lower())]


def _precise(entry: Entry) -> str:
    if entry.kind in ("settlement", "admin1", "admin2", "country", "sea", "region"):
        return entry.kind
    return "region" if entry.kind == "continent" else "site"


def area(text: str, name: Found, after: Found | None) -> Area | None:
    """The area that the words before (and after) a name make of its place; None if they leave it as it is.

    `after` is the next name of the text. Only the 90 characters before the name are looked at.
    """
    entry = name.choice
    if entry is None or name.demonym is not None:
        return None
    begin = max(0, name.start - _LOOK)
    before = text[begin : name.start]
    road = _road(text, name, after)
    if road is not None:
        return road
    hit = BEFORE.search(before)
    if hit is None or (hit.start() and before[hit.start() - 1].isalnum()):
        return None
    start = begin + hit.start()
    words = " ".join(text[start : name.end].split())
    if hit["far"]:
        return _far(hit, entry, start, name.end, words)
    if hit["side"]:
        if entry.kind in ("country", "continent", "sea", "region", "admin1"):
            return None
        km = SIDE_KM + entry.radius
        lat, lon = moved(entry.lat, entry.lon, km, _bearing(hit["side"]))
        return Area(start, name.end, lat, lon, round(km), "region", f"{words}: {km:.0f} km out, give or take as much")
    if hit["near"]:
        if entry.kind in ("country", "continent", "sea", "region", "admin1"):
            return None
        radius = entry.radius + NEAR_KM
        return Area(start, name.end, entry.lat, entry.lon, radius, _precise(entry), f"{words}: within {radius:.0f} km")
    if hit["part"]:
        return _part(hit["part"].lower(), entry, start, name.end, words)
    return _between(text, name, after, start)


def _far(hit: re.Match[str], entry: Entry, start: int, end: int, words: str) -> Area | None:
    written = hit["number"].lower().replace(",", "")
    number = float(written) if written[0].isdigit() else float(_NUMBER[written])
    unit = hit["unit"].lower()
    km = number * (
        _MILE
        if unit in ("mi", "mile", "miles")
        else 0.001
        if unit in ("m", "metre", "metres", "meter", "meters")
        else 1.0
    )
    if km > 800:
        return None
    precision = (
        "settlement" if km <= 50 and entry.kind not in ("country", "admin1", "region", "continent") else "region"
    )
    if hit["way"]:
        lat, lon = moved(entry.lat, entry.lon, km, _bearing(hit["way"]))
        return Area(
            start,
            end,
            lat,
            lon,
            round(max(5.0, 0.25 * km), 1),
            precision,
            f"{words}: moved {km:.0f} km {hit['way'].lower()}",
        )
    return Area(
        start, end, entry.lat, entry.lon, round(km + entry.radius, 1), precision, f"{words}: direction not given"
    )


def _part(way: str, entry: Entry, start: int, end: int, words: str) -> Area | None:
    if entry.kind in ("settlement", "continent", "sea") or entry.kind not in ("country", "admin1", "admin2", "region"):
        return None
    if way == "central":
        return Area(start, end, entry.lat, entry.lon, round(entry.radius * 0.5), "region", f"{words}: the middle")
    lat, lon = moved(entry.lat, entry.lon, entry.radius * 0.55, _bearing(way))
    return Area(start, end, lat, lon, round(entry.radius * 0.6), "region", f"{words}: that part of it")


def _pair(name: Found, after: Found | None) -> tuple[Entry, Entry, float] | None:
    one, two = name.choice, after.choice if after is not None else None
    if one is None or two is None or one.id == two.id:
        return None
    for entry in (one, two):
        if entry.kind in ("country", "continent", "region", "sea", "admin1"):
            return None
    far = kilometres((one.lat, one.lon), (two.lat, two.lon))
    return (one, two, far) if far <= 250 else None


def _middle(pair: tuple[Entry, Entry, float], start: int, end: int, words: str) -> Area:
    one, two, far = pair
    radius = round(far / 2 + 5)
    return Area(
        start,
        end,
        (one.lat + two.lat) / 2,
        (one.lon + two.lon) / 2,
        radius,
        "region",
        f"{words}: the middle of {far:.0f} km",
    )


def _between(text: str, name: Found, after: Found | None, start: int) -> Area | None:
    pair = _pair(name, after)
    if pair is None or after is None or not _AND.fullmatch(text[name.end : after.start]):
        return None
    return _middle(pair, start, name.end, " ".join(text[start : after.end].split()))


def _road(text: str, name: Found, after: Found | None) -> Area | None:
    if after is None or after.start - name.end > 3 or text[name.end : after.start].strip() not in ("-", "–", "—", "‑"):
        return None
    pair = _pair(name, after)
    road = _ROAD.match(text, after.end)
    if pair is None or road is None:
        return None
    return _middle(pair, name.start, name.end, " ".join(text[name.start : road.end()].split()))
