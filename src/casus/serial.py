"""JSON for the nouns: exact both ways for the log, and the public line a report for `read` and `export`.

`encode` and `decode` are driven by the dataclasses themselves. A field that holds its default is left out,
so that a new field with a default leaves every old line as it was. Records that have an id carry it, and
`decode` ignores it: a check can compare the two. `dumps` is canonical: keys sorted, no blanks, characters
written as themselves, valid UTF-8 whatever the text holds.
"""

from __future__ import annotations

import json
import math
import re
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from casus.model import (
    TOLL_FIELDS,
    Actor,
    Claim,
    Count,
    Interval,
    Link,
    Place,
    PlaceMention,
    Reading,
    Report,
    Span,
    Statement,
    Tally,
    Value,
    Witness,
)

Json = dict[str, Any]
Readers = dict[str, Callable[[Any], Any]]
T = TypeVar("T")

DEGREE_PLACES = 5  # about a metre: below any precision that a report gives, above float noise
TAGGED: dict[str, type] = {kind.__name__: kind for kind in (Count, Interval, Place, Actor, Witness)}
WITH_ID = (Report, Claim, Statement, Tally)
FLAGS = ("part", "clock", "approx", "anaphoric", "year_inferred", "anchor")
_PLAIN = (str, int, float, bool, type(None))
_DEFAULTS: dict[type, list[tuple[str, object]]] = {}
_READERS: dict[type, Readers] = {}  # made once a noun: type hints are slow to resolve
_SURROGATE = re.compile("[\ud800-\udfff]")


def dumps(value: object) -> str:
    """Canonical JSON on one line. Raises ValueError for NaN and infinities."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return _escape_surrogates(text)


def line(value: object) -> str:
    """JSON on one line for people: keys in the order given, a blank after each comma and colon."""
    return _escape_surrogates(json.dumps(value, ensure_ascii=False, allow_nan=False))


def _escape_surrogates(text: str) -> str:
    # Half a surrogate pair can come out of a report's own JSON; UTF-8 can't hold it, a JSON escape can.
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def encode(value: object) -> Any:  # noqa: ANN401
    """A noun, or a tuple of them, as plain JSON values."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if isinstance(value, tuple):
        return [encode(each) for each in value]
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return _encode_record(value, kind)
    return value


def _encode_record(record: object, kind: type) -> Json:
    out: Json = {"id": record.id} if isinstance(record, WITH_ID) else {}
    for name, default in _defaults_of(kind):
        value = getattr(record, name)
        if default is MISSING or value != default:
            out[name] = encode(value)
    if isinstance(record, Value) and type(record.value).__name__ in TAGGED:
        out["type"] = type(record.value).__name__
    return out


def _defaults_of(kind: type) -> list[tuple[str, object]]:
    if kind not in _DEFAULTS:
        _DEFAULTS[kind] = [(each.name, each.default) for each in fields(kind)]
    return _DEFAULTS[kind]


def decode(kind: type[T], data: Mapping[str, Any]) -> T:
    """The noun that `encode` wrote. Raises KeyError, TypeError or ValueError for anything else."""
    values = {name: read(data[name]) for name, read in _readers_of(kind).items() if name in data}
    if kind is Value and "type" in data:
        values["value"] = decode(TAGGED[data["type"]], data["value"])
    return kind(**values)


def _readers_of(kind: type) -> Readers:
    if kind not in _READERS:
        _READERS[kind] = {name: _reader(hint) for name, hint in get_type_hints(kind).items()}
    return _READERS[kind]


def _reader(hint: object) -> Callable[[Any], Any]:
    origin, args = get_origin(hint), get_args(hint)
    if origin is tuple:
        each = _reader(args[0])
        return lambda data: tuple(each(item) for item in data)
    if origin in (Union, types.UnionType):
        return _optional([arg for arg in args if arg is not type(None)])
    if origin is Literal or not isinstance(hint, type):
        return _same
    if hint is Span:
        return lambda data: Span(*data)
    if is_dataclass(hint):
        return lambda data: decode(hint, data)
    if hint is date:
        return date.fromisoformat
    return _same  # numbers too: 33 stays an int and 33.0 a float, or ids that rest on `repr` would change


def _optional(kinds: list[object]) -> Callable[[Any], Any]:
    if len(kinds) > 1:  # only `Value.value`, which `decode` reads by its tag
        return _same
    read = _reader(kinds[0])
    return lambda data: None if data is None else read(data)


def _same(data: Any) -> Any:  # noqa: ANN401
    return data


def write_report(report: Report) -> str:
    """A report with everything it holds, canonical."""
    return dumps(encode(report))


def read_report(text: str) -> Report:
    """The report that `write_report` wrote."""
    return decode(Report, json.loads(text))


def write_reading(reading: Reading) -> str:
    """A reading with everything it holds, canonical."""
    return dumps(encode(reading))


def read_reading(text: str) -> Reading:
    """The reading that `write_reading` wrote."""
    return decode(Reading, json.loads(text))


# The public shape -------------------------------------------------------------------------------------------


def reading_line(
    report: Report, reading: Reading, clusters: Mapping[str, str] | None = None, *, text: bool = False
) -> Json:
    """One report's reading in the public shape (`docs/export.md`).

    `clusters` maps claim ids to event ids; a claim that is in none has no `cluster`. `spans` count
    characters of title, line feed, text; `places` count characters of the text alone, and names in the
    title are left out there. `text` adds the text itself.
    """
    names = {claim.id: f"E{n}" for n, claim in enumerate(reading.claims, 1)}
    out: Json = {"id": report.label, "report": report.id, "title": report.title}
    out |= {"published": _iso(report.published), "publisher": report.publisher, "url": report.url}
    if text:
        out["text"] = report.text
    out["reader"] = reading.reader
    out["events"] = [_event(report, claim, names[claim.id], clusters or {}) for claim in reading.claims]
    out["statements"] = [_statement(report, each, n, names) for n, each in enumerate(reading.statements, 1)]
    out["tallies"] = [_tally(report, each, n) for n, each in enumerate(reading.tallies, 1)]
    out["links"] = [_link(report, each, names) for each in reading.links if {each.source, each.target} <= names.keys()]
    out["places"] = [_mention(report, each) for each in reading.places if each.span.start > len(report.title)]
    out["notes"] = list(reading.notes)
    return out


def _event(report: Report, claim: Claim, name: str, clusters: Mapping[str, str]) -> Json:
    out: Json = {"id": name, "claim": claim.id}
    if claim.id in clusters:
        out["cluster"] = clusters[claim.id]
    out |= {"kind": claim.kind, "primary": claim.primary, "count": claim.count}
    out |= {"time": time_json(claim.time), "place": place_json(claim.place)}
    out |= {"actors": _parties(claim.actors), "targets": _parties(claim.targets)}
    out |= {field: count_json(claim.toll(field)) for field in TOLL_FIELDS}
    out |= {"status": claim.status, "says": [witness.name for witness in claim.says]}
    out |= {"claimed_by": _parties(claim.claimed_by), "weapon": claim.weapon}
    out |= {"evidence": quotes(report, claim.evidence), "spans": spans_json(claim.evidence, claim.values)}
    fields_said = dict.fromkeys(value.field for value in claim.values if isinstance(value.value, Count))
    figures = {field: _figures(report, claim, field) for field in fields_said}
    if any(figures.values()):
        out["figures"] = {field: rows for field, rows in figures.items() if rows}
    return out


def _figures(report: Report, claim: Claim, field: str) -> list[Json]:
    """Each figure by itself: where there are rivals, where somebody is cited for it, for parts of a toll."""
    rows = [value for value in claim.each(field) if isinstance(value.value, Count)]
    if field in TOLL_FIELDS and len(rows) < 2 and not any(value.says for value in rows):
        return []
    return [
        {**(count_json(value.value) or {}), "says": list(value.says), "evidence": quotes(report, value.spans)}
        for value in rows
        if isinstance(value.value, Count)
    ]


def _statement(report: Report, statement: Statement, n: int, names: Mapping[str, str]) -> Json:
    return {
        "id": f"S{n}",
        "kind": statement.kind,
        "speaker": list(statement.speaker.names),
        "about": names.get(statement.about or ""),
        "target": _parties(statement.targets),
        "evidence": quotes(report, statement.evidence),
        "spans": spans_json(statement.evidence, statement.values),
    }


def _tally(report: Report, tally: Tally, n: int) -> Json:
    return {
        "id": f"T{n}",
        "unit": tally.unit,
        "what": tally.what,
        "count": count_json(tally.count),
        "since": _iso(tally.since),
        "until": _iso(tally.until),
        "says": [witness.name for witness in tally.says],
        "place": place_json(tally.place),
        "evidence": quotes(report, tally.evidence),
        "spans": spans_json(tally.evidence, tally.values),
    }


def _link(report: Report, link: Link, names: Mapping[str, str]) -> Json:
    return {
        "from": names[link.source],
        "to": names[link.target],
        "relation": link.relation,
        "evidence": quotes(report, link.evidence),
    }


def _mention(report: Report, mention: PlaceMention) -> Json:
    shift, place = len(report.title) + 1, mention.place
    return {
        "name": report.quote(mention.span),
        "start": mention.span.start - shift,
        "end": mention.span.end - shift,
        "lat": degrees(place.lat),
        "lon": degrees(place.lon),
        "country": place.country,
        "precision": place.precision,
    }


def quotes(report: Report, spans: tuple[Span, ...]) -> list[str]:
    """The words of spans, in their order."""
    return [report.quote(span) for span in spans]


def spans_json(evidence: tuple[Span, ...], values: tuple[Value, ...]) -> dict[str, list[list[int]]]:
    """Where each field's words are: sorted and without doubles; fields by name."""
    found = {"evidence": {(span.start, span.end) for span in evidence}}
    for value in values:
        found.setdefault(value.field, set()).update((span.start, span.end) for span in value.spans)
    return {field: [list(span) for span in sorted(found[field])] for field in sorted(found)}


def count_json(count: Count | None) -> Json | None:
    """`{"low", "high"}`, and `approx` where it is; `None` if nothing is said."""
    if count is None:
        return None
    return {"low": count.low, "high": count.high} | ({"approx": True} if count.approx else {})


def time_json(time: Interval | None) -> Json | None:
    """`{"start", "end", "precision"}` and whichever flags are set; `None` if no time is told."""
    if time is None:
        return None
    out: Json = {"start": _iso(time.start), "end": _iso(time.end), "precision": time.precision}
    return out | {flag: getattr(time, flag) for flag in FLAGS if getattr(time, flag)}


def place_json(place: Place | None) -> Json | None:
    """The place with its reason; `None` if none is told."""
    if place is None:
        return None
    out: Json = {"names": list(place.names), "country": place.country}
    out |= {"lat": degrees(place.lat), "lon": degrees(place.lon), "precision": place.precision}
    out |= {"radius_km": None if place.radius_km is None else round(place.radius_km, 3), "reason": place.reason}
    return out | {name: getattr(place, name) for name in ("admin1", "geonames") if getattr(place, name) is not None}


def degrees(value: float | None) -> float | None:
    """Latitude or longitude to `DEGREE_PLACES`; never minus zero."""
    return None if value is None or not math.isfinite(value) else round(float(value), DEGREE_PLACES) + 0.0


def _parties(actors: tuple[Actor, ...]) -> list[list[str]]:
    return [list(actor.names) for actor in actors]


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
