"""Gold and system files: JSON lines, checked, with every fault said by file and line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from casus.errors import InputError
from casus.evaluation.values import NEAR_KM, Json

GOLD_NAME = "gold.jsonl"
RECORDS = ("events", "statements", "tallies", "links")

Check = Callable[[Json, str], None]


def load_gold(path: Path) -> list[Json]:
    """The reports of a gold file, or of every gold file in a folder and below it, in the order of their names.

    Where a folder holds files named `gold.jsonl`, only these are gold. Raises `InputError` for a path that
    can't be read, a line that is not in the shape of docs/codebook.md, a quote that is not in its report, an
    id that stands twice, and for no gold at all.
    """
    golds: dict[str, Json] = {}
    for file in _gold_files(path):
        for where, report in _lines(file):
            _check_report(report, where)
            if report["id"] in golds:
                raise InputError(where, f"report {report['id']!r} stands twice in the gold", "give each its own id")
            golds[report["id"]] = report
    if not golds:
        raise InputError(str(path), "holds no gold", "name a .jsonl file of coded reports, or a folder of them")
    return list(golds.values())


def load_system(path: Path) -> list[Json]:
    """The readings of a system file. Raises `InputError` where a line is no reading."""
    readings = []
    for where, reading in _lines(path):
        _check_records(reading, where)
        readings.append(reading)
    return readings


def _gold_files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = sorted(path.rglob("*.jsonl"))
    return [file for file in files if file.name == GOLD_NAME] or files


def _lines(path: Path) -> Iterator[tuple[str, Json]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise InputError(str(path), error.strerror or "can't be read") from error
    except UnicodeDecodeError as error:
        raise InputError(str(path), "is not UTF-8 text", "give JSON lines, one report a line") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            where = f"{path}:{number}"
            yield where, _object(line, where)


def _object(line: str, where: str) -> Json:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(where, "is not JSON", "give one JSON object a line") from error
    if not isinstance(data, dict):
        raise InputError(where, "is not a JSON object", "give one object a report")
    return data


def _check_records(reading: Json, where: str) -> None:
    if not isinstance(reading.get("id"), str):
        raise InputError(where, "has no `id`", "each line names its report by the report's id")
    for name in RECORDS:
        records = reading.get(name) or []
        if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
            raise InputError(where, f"`{name}` is not a list of objects")
        for record in records:
            quotes = record.get("evidence") or []
            if not isinstance(quotes, list) or not all(isinstance(quote, str) for quote in quotes):
                raise InputError(where, f"`evidence` in `{name}` is not a list of strings")


def _check_report(report: Json, where: str) -> None:
    _check_records(report, where)
    if not isinstance(report.get("text"), str):
        raise InputError(where, "has no `text`", "gold holds the report that it codes")
    _check_published(report.get("published"), where)
    whole = f"{report.get('title') or ''}\n{report['text']}"
    for name in RECORDS:
        for record in report.get(name) or []:
            label = f"{name} {record.get('id', '')}".strip()
            for quote in record.get("evidence") or []:
                if quote not in whole:
                    raise InputError(where, f"{label}: {quote!r} is not in the report", "quote it letter by letter")
            CHECKS[name](record, f"{where}: {label}")
    _check_links(report, where)


def _check_published(published: object, where: str) -> None:
    try:
        valid = published is None or bool(date.fromisoformat(str(published)))
    except ValueError:
        valid = False
    if not valid:
        raise InputError(where, f"`published` is {published!r}", "write YYYY-MM-DD or null")


def _check_event(event: Json, where: str) -> None:
    if not isinstance(event.get("id"), str) or not isinstance(event.get("kind"), str):
        raise InputError(where, "an event needs `id` and `kind`")
    if not event.get("evidence"):
        raise InputError(where, "has no `evidence`", "quote the words that name the event")
    place = event.get("place")
    if place is None:
        return
    if not isinstance(place, dict) or not isinstance(place.get("names"), list):
        raise InputError(where, "`place` has no `names`")
    if place.get("precision") not in (*NEAR_KM, "country"):
        raise InputError(where, f"`precision` of the place is {place.get('precision')!r}")


def _check_statement(statement: Json, where: str) -> None:
    if not isinstance(statement.get("kind"), str):
        raise InputError(where, "a statement needs `kind`")


def _check_tally(tally: Json, where: str) -> None:
    if not isinstance(tally.get("count"), dict):
        raise InputError(where, "a tally needs `count`")


def _check_link(link: Json, where: str) -> None:
    if not {"from", "to"} <= set(link):
        raise InputError(where, "a link needs `from` and `to`")


def _check_links(report: Json, where: str) -> None:
    events = [event["id"] for event in report.get("events") or []]
    for link in report.get("links") or []:
        for end in ("from", "to"):
            if link[end] not in events:
                raise InputError(where, f"a link names the event {link[end]!r}, which is not there")


CHECKS: dict[str, Check] = {
    "events": _check_event,
    "statements": _check_statement,
    "tallies": _check_tally,
    "links": _check_link,
}
