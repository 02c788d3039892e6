"""Reports as JSON: one object a line, or a list of objects."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date

from casus.model import Report
from casus.sources.dates import BadDate, publication_date
from casus.sources.decode import NotText, decode
from casus.sources.limits import Limits, Problem, size, unusable

_SHAPE = 'a report is {"id", "title", "text", "published", "publisher", "url"}'
_TYPES = {dict: "an object", list: "a list", str: "a string", int: "a number", float: "a number", bool: "true or false"}


def from_lines(
    lines: Iterator[tuple[int, bytes | None]], where: str, limits: Limits, published: date | None
) -> Iterator[Report | Problem]:
    """The reports of JSON lines; a line that can't be used gives a `Problem` and the next is read."""
    for number, line in lines:
        place = f"{where}, line {number}"
        if line is None:
            yield Problem(place, f"longer than {size(limits.line_bytes)}", "split the report")
        elif line.strip():
            try:
                text, encoding = decode(line)
                yield report(parse(text, place), place, f"{where}:{number}", encoding, limits, published)
            except NotText as error:
                yield Problem(place, error.what, error.remedy)
            except BadRecord as error:
                yield error.problem


def from_value(
    value: object, where: str, encoding: str, limits: Limits, published: date | None
) -> Iterator[Report | Problem]:
    """The reports of one parsed JSON file: an object, or a list of objects."""
    if not isinstance(value, list):
        value = [value]
        places = [(where, where)]
    else:
        places = [(f"{where}, record {n}", f"{where}:{n}") for n in range(1, len(value) + 1)]
        if not value:
            yield Problem(where, "the list is empty", _SHAPE)
    for record, (place, origin) in zip(value, places, strict=True):
        try:
            yield report(record, place, origin, encoding, limits, published)
        except BadRecord as error:
            yield error.problem


class BadRecord(Exception):
    """A record that is no report."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def parse(text: str, where: str) -> object:
    """JSON to Python. Raises `BadRecord`."""
    try:
        return json.loads(text)
    except RecursionError:
        problem = Problem(where, "the JSON is nested too deep", "a report is a flat object")
    except json.JSONDecodeError as error:
        problem = Problem(
            where, f"is not JSON ({error.msg}, character {error.pos + 1})", "write one JSON object a line"
        )
    except ValueError as error:
        problem = Problem(where, f"is not JSON that can be read ({str(error)[:80]})", "write one JSON object a line")
    raise BadRecord(problem)


def report(record: object, where: str, origin: str, encoding: str, limits: Limits, published: date | None) -> Report:
    """One record to a report. Raises `BadRecord`."""
    if not isinstance(record, dict):
        raise BadRecord(Problem(where, f"is {_type(record)}, not an object", _SHAPE))
    title, text = _string(record, "title", where), _string(record, "text", where)
    if text is None and "text" not in record:
        raise BadRecord(Problem(where, 'has no "text"', _SHAPE))
    title, text = title or "", text or ""
    problem = measure(title, text, where, limits)
    if problem is not None:
        raise BadRecord(problem)
    return Report(
        title=title,
        text=text,
        published=_day(record, where) or published,
        publisher=_string(record, "publisher", where) or None,
        url=_string(record, "url", where) or None,
        name=_name(record, where),
        origin=origin,
        media_type=media_type("application/json", encoding),
    )


def measure(title: str, text: str, where: str, limits: Limits) -> Problem | None:
    """What is wrong with the size of a report."""
    if not title.strip() and not text.strip():
        return Problem(where, "the text is empty", "leave it out")
    if len(text) > limits.text_chars:
        return Problem(
            where, f"the text has more than {limits.text_chars:,} characters", "split it into single reports"
        )
    if len(title) > limits.title_chars:
        return Problem(where, f"the title has more than {limits.title_chars:,} characters", "shorten it")
    return None


def media_type(kind: str, encoding: str) -> str:
    """The media type with the encoding the bytes were read by; UTF-8 goes without saying."""
    return kind if encoding == "utf-8" else f"{kind}; charset={encoding.replace(', ', '; ')}"


def whole_text(text: str) -> str:
    """Text without lone surrogates: half a character can be stored nowhere."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _string(record: Mapping[str, object], key: str, where: str) -> str | None:
    value = record.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise BadRecord(Problem(where, f'"{key}" is {_type(value)}, not a string', _SHAPE))
    return whole_text(value)


def _name(record: Mapping[str, object], where: str) -> str:
    value = record.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _string(record, "id", where) or ""


def _day(record: Mapping[str, object], where: str) -> date | None:
    words = _string(record, "published", where)
    try:
        return publication_date(words or "")
    except BadDate as error:
        raise BadRecord(Problem(where, f'"published": {error}', "write YYYY-MM-DD, or null")) from error


def _type(value: object) -> str:
    return "null" if value is None else _TYPES.get(type(value), "something else")


def load(data: bytes, where: str) -> tuple[object, str]:
    """A whole JSON file to Python, and its encoding. Raises `BadRecord` or `Unusable`."""
    try:
        text, encoding = decode(data)
    except NotText as error:
        raise unusable(where, error.what, error.remedy) from error
    return parse(text, where), encoding
