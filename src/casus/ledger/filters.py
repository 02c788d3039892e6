"""The filter language: the same words on the command line, in a URL, in an export.

`since=2023-11-20 until=2023-11-24 country=IQ,SY kind=airstrike actor="islamic state" bbox=38,29,49,38
min_killed=5 status=denied q="abu ghraib"`. All conditions must hold; several values with commas between are
alternatives.
"""

from __future__ import annotations

import math
import re
import shlex
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from urllib.parse import parse_qsl

from sqlalchemy import ColumnElement, and_, or_

from casus.codebook import KINDS
from casus.errors import InputError
from casus.ledger.schema import EVENTS
from casus.model import STATUSES
from casus.summary.rules import fold

MAX_WORDS = 200  # characters of `q` and `actor`: more is a slip, and databases limit such patterns
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Filters:
    """Which events are wanted; the default is all.

    `since`, `until`: events that may have happened on these days (inclusive); undated ones are left out.
    `country`: ISO codes. `actor`: words of the name of a doer, a target or a claimant. `bbox`: west, south,
    east, north in degrees; west may be greater than east (across the date line). `min_killed`: at least one
    figure vouches for so many. `q`: every word occurs in the evidence, names, places or report titles.
    """

    since: date | None = None
    until: date | None = None
    country: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    actor: str | None = None
    bbox: Box | None = None
    min_killed: int | None = None
    status: tuple[str, ...] = ()
    q: str | None = None

    @classmethod
    def parse(cls, words: str | Iterable[str] | Mapping[str, str] = ()) -> Filters:
        """From `name=value` words, one string of them, a URL query, or a mapping. Raises InputError."""
        values: dict[str, Any] = {}
        for name, text in _pairs(words):
            if name not in PARSERS:
                raise InputError(f"filter {name!r}", "there is no such filter", f"use {', '.join(PARSERS)}")
            if name in values:
                raise InputError(f"filter {name!r}", "is given twice", "give alternatives as name=a,b")
            values[name] = PARSERS[name](name, text.strip())
        filters = cls(**values)
        if filters.since and filters.until and filters.since > filters.until:
            raise InputError("filter 'since'", f"{filters.since} is after until={filters.until}", "swap the two")
        return filters

    @classmethod
    def of(cls, given: FilterWords) -> Filters:
        """Filters in any form in which a call takes them; `None` is all events. Raises InputError."""
        return given if isinstance(given, Filters) else cls.parse(given or ())

    def __bool__(self) -> bool:
        return self != Filters()

    def __str__(self) -> str:
        """The words that `parse` reads back."""
        out = []
        for each in fields(self):
            value = getattr(self, each.name)
            if value is not None and value != ():
                text = ",".join(map(_text, value)) if isinstance(value, tuple) else str(value)
                out.append(shlex.quote(f"{each.name}={text}"))
        return " ".join(out)

    def where(self) -> list[ColumnElement[bool]]:
        """The conditions on the table of events."""
        found = [CONDITIONS[each.name](getattr(self, each.name)) for each in fields(self) if self._set(each.name)]
        return [condition for conditions in found for condition in conditions]

    def _set(self, name: str) -> bool:
        return getattr(self, name) not in (None, ())


FilterWords = Filters | str | Iterable[str] | Mapping[str, str] | None


def _text(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _pairs(words: str | Iterable[str] | Mapping[str, str]) -> Iterable[tuple[str, str]]:
    if isinstance(words, Mapping):
        return list(words.items())
    if isinstance(words, str):
        words = words.strip().removeprefix("?")
        if re.match(r"\w+=[^\s\"']*&\w+=", words):
            return parse_qsl(words, keep_blank_values=True)
        words = _split(words)
    return [_pair(word) for word in words]


def _split(words: str) -> list[str]:
    try:
        return shlex.split(words)
    except ValueError as error:
        raise InputError("filters", f"a quotation mark is not closed in {words!r}", "close it") from error


def _pair(word: str) -> tuple[str, str]:
    name, equals, text = word.partition("=")
    if not equals:
        raise InputError(f"filter {word!r}", "is not of the form name=value", f"use {', '.join(PARSERS)}")
    return name.strip(), text


def _day(name: str, text: str) -> date:
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError as error:
        raise _bad(name, text, "is not a day", "write it as YYYY-MM-DD") from error


def _names(name: str, text: str, pattern: str, remedy: str, change: Callable[[str], str]) -> tuple[str, ...]:
    found = [change(part.strip()) for part in text.split(",") if part.strip()]
    if not found or not all(re.fullmatch(pattern, each, re.ASCII) for each in found):
        raise _bad(name, text, "can't be used", remedy)
    return tuple(sorted(set(found)))


def _countries(name: str, text: str) -> tuple[str, ...]:
    return _names(name, text, "[A-Z]{2}", "use two-letter codes (ISO 3166-1), such as IQ,SY", str.upper)


def _kinds(name: str, text: str) -> tuple[str, ...]:
    found = _names(name, text, "[a-z][a-z_]*", f"use {', '.join(KINDS)}", str.lower)
    unknown = [kind for kind in found if kind not in KINDS]
    if unknown:
        raise _bad(name, unknown[0], "is no kind of event", f"use {', '.join(KINDS)}")
    return found


def _statuses(name: str, text: str) -> tuple[str, ...]:
    return _names(name, text, "|".join(STATUSES), f"use {', '.join(STATUSES)}", str.lower)


def _words(name: str, text: str) -> str:
    if not fold(text):
        raise _bad(name, text, "holds no words", "give at least one letter or digit")
    if len(text) > MAX_WORDS:
        raise InputError(f"filter {name!r}", f"has {len(text)} characters", f"use at most {MAX_WORDS}")
    return text


def _number(name: str, text: str) -> int:
    if not re.fullmatch(r"\d{1,12}", text, re.ASCII):
        raise _bad(name, text, "is not a number of people", "use a whole number, such as 10")
    return int(text)


def _box(name: str, text: str) -> Box:
    remedy = "use west,south,east,north in degrees, such as 38.8,29.1,48.6,37.4"
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError as error:
        raise _bad(name, text, "is not four numbers", remedy) from error
    if not all(map(math.isfinite, (west, south, east, north))):
        raise _bad(name, text, "is not four numbers", remedy)
    if not (-90 <= south <= north <= 90 and abs(west) <= 180 and abs(east) <= 180):
        raise _bad(name, text, "is not a box on the globe", remedy)
    return west, south, east, north


def _bad(name: str, text: str, what: str, remedy: str) -> InputError:
    return InputError(f"filter {name!r}", f"{text[:80]!r} {what}", remedy)


PARSERS: dict[str, Callable[[str, str], Any]] = {
    "since": _day,
    "until": _day,
    "country": _countries,
    "kind": _kinds,
    "actor": _words,
    "bbox": _box,
    "min_killed": _number,
    "status": _statuses,
    "q": _words,
}

Conditions = list[ColumnElement[bool]]
E = EVENTS.c


def _since(day: date) -> Conditions:
    still_open = and_(E.last_day.is_(None), E.first_day.is_not(None))
    return [or_(E.last_day >= day.isoformat(), still_open)]


def _until(day: date) -> Conditions:
    always_open = and_(E.first_day.is_(None), E.last_day.is_not(None))
    return [or_(E.first_day <= day.isoformat(), always_open)]


def _in_box(box: Box) -> Conditions:
    west, south, east, north = box
    across = or_(E.lon >= west, E.lon <= east) if west > east else E.lon.between(west, east)
    return [E.lat.between(south, north), across]


CONDITIONS: dict[str, Callable[[Any], Conditions]] = {
    "since": _since,
    "until": _until,
    "country": lambda codes: [E.country.in_(codes)],
    "kind": lambda kinds: [E.kind.in_(kinds)],
    "actor": lambda name: [E.parties.contains(f" {fold(name)} ", autoescape=True)],
    "bbox": _in_box,
    "min_killed": lambda number: [E.killed_most >= number],
    "status": lambda statuses: [E.status.in_(statuses)],
    "q": lambda words: [E.search.contains(word, autoescape=True) for word in fold(words).split()],
}
