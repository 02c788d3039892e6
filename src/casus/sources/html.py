"""Reports as HTML pages: the main text, the title, and what the page's metadata say."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Any

from casus.model import Report
from casus.sources import bare
from casus.sources.dates import BadDate, publication_date
from casus.sources.jsonl import measure, media_type, whole_text
from casus.sources.limits import Limits, Problem, Unusable, unusable

_HEAD = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|p|h1|meta|title)\b", re.I | re.S
)
_META = re.compile(r"<(?:meta|time|link)\b[^<>]{1,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""([a-z][a-z:-]{0,20})\s{0,3}=\s{0,3}(?:"([^"]{0,1500})"|'([^']{0,1500})'|([^\s"'<>]{1,500}))""", re.I
)
_LINKED = re.compile(r"""["']datePublished["']\s{0,5}:\s{0,5}["']([^"']{4,40})["']""")
_URL_DAY = re.compile(r"/((?:19|20)\d\d)/(\d\d)/(\d\d)/")
# Where pages state their day of publication, most reliable first.
_DAY_NAMES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date.published",
    "parsely-pub-date", "sailthru.date", "article.published", "publish-date", "publication_date", "publishdate",
    "pubdate", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date", "dcterms.date",
    "cxenseparse:recs:publishtime", "date", "timestamp",
)  # fmt: skip
# Above these the main text is not looked for: 200,000 tags take the search 70 s, 15,000 less than 1 s.
_PAGE, _TAGS = 3_000_000, 30_000  # characters; "<" (two a pair of tags)
_LOUD = ("trafilatura", "htmldate", "justext", "courlan")


def looks_like_html(text: str) -> bool:
    """Whether text starts as a page."""
    return _HEAD.match(text[:5000]) is not None


def read(text: str, where: str, encoding: str, limits: Limits, published: date | None) -> Report:
    """A page as one report. Raises `Unusable`."""
    text = whole_text(text).replace("\0", "")
    found = _extract(text) if len(text) <= _PAGE and bare.tags_of(text) <= _TAGS else {}
    body = (found.get("text") or "").strip() or bare.text_of(text)
    if not body:
        raise unusable(where, "no text found in the page", "save it as plain text")
    title = " ".join((found.get("title") or "").split()) or bare.title_of(text)
    url = found.get("url") or None
    problem: Problem | None = measure(title[: limits.title_chars], body, where, limits)
    if problem is not None:
        raise Unusable(problem)
    return Report(
        title=title[: limits.title_chars],
        text=body,
        published=published_in(text, url) or published,
        publisher=found.get("sitename") or found.get("hostname") or None,
        url=url,
        origin=where,
        media_type=media_type("text/html", encoding),
    )


def _extract(text: str) -> dict[str, Any]:
    from trafilatura import bare_extraction  # 0.5 s to import: only who reads pages pays

    for name in _LOUD:
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = bare_extraction(
                text, include_comments=False, include_tables=True, with_metadata=True,
                date_extraction_params={"original_date": True, "extensive_search": False, "max_date": "2100-12-31"},
            )  # fmt: skip
        except Exception:  # whatever the parsers do on a broken page, its bare text is still there
            found = None
    if found is None:
        return {}
    return dict(found if isinstance(found, dict) else found.as_dict())


def published_in(text: str, url: str | None) -> date | None:
    """The day of publication by the page's metadata, else by its address (/2023/11/22/); `None` if they say none."""
    stated = dict(_stated(text))
    for name in _DAY_NAMES:
        day = _day(stated.get(name, ""))
        if day is not None:
            return day
    linked = _LINKED.search(text)
    if linked is not None and (day := _day(linked[1])) is not None:
        return day
    in_url = _URL_DAY.search(url or "")
    return _day("-".join(in_url.groups())) if in_url else None


def _stated(text: str) -> Iterator[tuple[str, str]]:
    """Names and values of date metadata; of a name that stands twice the first counts."""
    seen: set[str] = set()
    for tag in _META.finditer(text[:1_000_000]):
        parts = {m[1].lower(): unescape(m[2] or m[3] or m[4] or "") for m in _ATTRIBUTE.finditer(tag[0])}
        name = (
            parts.get("property") or parts.get("name") or parts.get("itemprop") or parts.get("http-equiv") or ""
        ).lower()
        if tag[0][1:5].lower() == "time" and not name and "pubdate" in tag[0].lower():
            name = "pubdate"
        if name and name not in seen:
            seen.add(name)
            yield name, parts.get("content") or parts.get("datetime") or ""


def _day(words: str) -> date | None:
    try:
        return publication_date(words)
    except BadDate:
        return None
