"""Reports as plain text: an optional header block, an optional title line, the text."""

from __future__ import annotations

import re
from datetime import date

from casus.model import Report
from casus.sources.dates import BadDate, publication_date
from casus.sources.jsonl import measure, media_type, whole_text
from casus.sources.limits import Limits, Unusable, unusable
from casus.text.junk import line_reason

_KEYS = {
    "title": "title", "headline": "title", "published": "published", "date": "published", "publisher": "publisher",
    "source": "publisher", "url": "url", "link": "url", "id": "name",
}  # fmt: skip
_FIELD = re.compile(r"([A-Za-z]{2,10})[ \t]{0,3}:[ \t]{0,10}(.{0,2000}?)[ \t]*(?:\r\n?|\n|\Z)")
_BLANK = re.compile(r"[ \t]*(?:\r\n?|\n|\Z)")
_FIRST = re.compile(r"\s*(?P<title>[^\r\n]{1,199}?)[ \t]*(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)(?=\s*\S)")
_DATE_LIKE = re.compile(r"\d{4,6}-\d\d-\d\d")


def read(text: str, where: str, encoding: str, limits: Limits, published: date | None) -> Report:
    """A plain text file as one report.

    A header block is lines "Title:", "Published:", "Publisher:", "URL:", "Id:" at the top, ended by a blank line.
    Without a title in it, the first line is the title if it is shorter than 200 characters, has no full stop
    at its end, is no page junk, and a blank line and more text follow. Raises `Unusable`.
    """
    text = whole_text(text)
    fields, start = _header(text, where)
    title, body = fields.get("title"), text[start:]
    if title is None:
        title = ""
        found = _FIRST.match(body)
        if found is not None and not found["title"].endswith((".", ",", ";", ":")) and not line_reason(found["title"]):
            title, body = found["title"].lstrip("#").strip(), body[found.end() :]
    body = body.strip("\r\n")
    problem = measure(title, body, where, limits)
    if problem is not None:
        raise Unusable(problem)
    return Report(
        title=title,
        text=body,
        published=_day(fields.get("published"), where) or published,
        publisher=fields.get("publisher") or None,
        url=fields.get("url") or None,
        name=fields.get("name", ""),
        origin=where,
        media_type=media_type("text/plain", encoding),
    )


def _header(text: str, where: str) -> tuple[dict[str, str], int]:
    """The fields of the header block and where the text after it starts; nothing if there is none."""
    fields: dict[str, str] = {}
    at = 0
    while (found := _FIELD.match(text, at)) is not None and (key := _KEYS.get(found[1].lower())) is not None:
        fields.setdefault(key, found[2].strip())
        at = found.end()
    blank = _BLANK.match(text, at)
    if not fields or blank is None or not _is_day(fields.get("published"), where):
        return {}, 0
    return fields, blank.end()


def _is_day(words: str | None, where: str) -> bool:
    """False for "Published: 10 minutes ago", which is left to the cleaning. Raises `Unusable` for a wrong date."""
    try:
        publication_date(words or "")
    except BadDate as error:
        if _DATE_LIKE.search(words or ""):
            raise unusable(where, f'"Published:" {error}', "write YYYY-MM-DD") from error
        return False
    return True


def _day(words: str | None, where: str) -> date | None:
    return publication_date(words or "")
