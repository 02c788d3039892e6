"""From paths to reports: one way in for every kind of file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from pathlib import Path

from casus.errors import InputError
from casus.model import Report
from casus.sources import html, jsonl, plain
from casus.sources.decode import NotText, check, decode
from casus.sources.files import File, chunks, find, lines, whole
from casus.sources.limits import FIRST_YEAR, LAST_YEAR, Limits, Problem, Unusable, sensible, unusable

_OBJECT = re.compile(rb'\s*\{\s*(?:"|\})')
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # marks of UTF-16 and UTF-32, where a line feed is no single byte


def read_sources(
    paths: Iterable[str | Path], *, published: date | None = None, limits: Limits | None = None
) -> Iterator[Report | Problem]:
    """Reads reports from files, folders and standard input ("-"), in the order given.

    Every input gives reports, or a `Problem` that says where, what and what to do; a problem never ends the
    batch. `published` is used where a source states no date; a file's own time stamps never are. Raises
    `InputError` only for a `published` that can't be one.
    """
    if published is not None and not sensible(published):
        what = f"the year {published.year} is not between {FIRST_YEAR} and {LAST_YEAR}"
        raise InputError("published", what, "give the day the reports were published")
    return _read(paths, published, limits or Limits())


def _read(paths: Iterable[str | Path], published: date | None, limits: Limits) -> Iterator[Report | Problem]:
    for file in find(paths, limits):
        if isinstance(file, Problem):
            yield file
            continue
        try:
            yield from _file(file, published, limits)
        except Unusable as error:
            yield error.problem


def _file(file: File, published: date | None, limits: Limits) -> Iterator[Report | Problem]:
    rest = chunks(file, limits)
    first = next(rest, b"")
    if not first.strip():
        first = b"".join(chain([first], rest)) if len(first) < 1000 else whole(first, rest, file.where, limits)
        if not first.strip(b" \t\r\n\0"):
            raise unusable(file.where, "the file is empty", "leave it out")
        rest = iter(())
    try:
        check(first)
    except NotText as error:
        raise unusable(file.where, error.what, error.remedy) from error
    kind = _kind(file.kind, first)
    if kind == "jsonl" and not first.startswith(_WIDE):
        yield from jsonl.from_lines(lines(first, rest, limits), file.where, limits, published)
        return
    data = whole(first, rest, file.where, limits)
    if kind == "jsonl":
        text = decode(data)[0].encode("utf-8", "surrogatepass")
        yield from jsonl.from_lines(lines(text, iter(()), limits), file.where, limits, published)
    elif kind == "json":
        yield from _json(data, file.where, published, limits)
    else:
        yield _document(data, kind, file.where, published, limits)


def _kind(named: str, first: bytes) -> str:
    """What a file is by its name, or where that says nothing by its first bytes."""
    if named != "unknown":
        return named
    if _OBJECT.match(first):
        return "jsonl" if b"\n" in first.strip() and first.strip().split(b"\n")[0].rstrip().endswith(b"}") else "json"
    return "text"


def _json(data: bytes, where: str, published: date | None, limits: Limits) -> Iterator[Report | Problem]:
    try:
        value, encoding = jsonl.load(data, where)
    except jsonl.BadRecord as error:
        if b"\n" not in data.strip() or not data.lstrip().split(b"\n")[0].rstrip().endswith(b"}"):
            yield error.problem
            return
        yield from jsonl.from_lines(lines(data, iter(()), limits), where, limits, published)
        return
    yield from jsonl.from_value(value, where, encoding, limits, published)


def _document(data: bytes, kind: str, where: str, published: date | None, limits: Limits) -> Report:
    try:
        text, encoding = decode(data, declared=kind == "html" or b"<" in data[:200])
    except NotText as error:
        raise unusable(where, error.what, error.remedy) from error
    page = html.looks_like_html(text)
    if text[:200].lstrip().startswith("<?xml") and "<html" not in text[:2000].lower():
        raise unusable(where, "is XML, not a page", "save it as text or JSON lines")
    reader = html.read if page or kind == "html" else plain.read
    return reader(text, where, encoding, limits, published)
