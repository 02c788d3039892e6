"""The news agency whose copy a report prints, by its dateline, byline, publisher or last line."""

from __future__ import annotations

import re

from casus.model import Report
from casus.text.tables import table

_NAMES = {alias: row["name"] for row in table("agencies") for alias in row["aliases"].split("|")}
_WORLD = frozenset(row["name"] for row in table("agencies") if row["reason"].startswith("world"))
_ANY = "|".join(re.escape(alias) for alias in sorted(_NAMES, key=lambda alias: (-len(alias), alias)))
_NAME = rf"(?<![\w-])(?:{_ANY})(?!\w)"  # case counts: "SPA" and "APP" are agencies, "spa" and "app" are not
_FIND = re.compile(_NAME)
_BRACKET = re.compile(rf"[(\[][^()\[\]\n]{{0,40}}?{_NAME}[^()\[\]\n]{{0,30}}[)\]]")
_OPENING = re.compile(rf"(?:[^a-z\n]{{0,60}}?[,.–—-] ?)?{_NAME} ?(?:[-–—:/]{{1,2}}) ")  # "AFP - ", "KHARTOUM, AP -- "
_BYLINE = re.compile(
    r"\W{0,3}(?:(?:by|from|source|credit|via|with|agency)\b:?\s?(?-i:[^.!?\n]{0,60}?))?"
    rf"(?-i:{_NAME})(?-i:[^.!?\n]{{0,30}})\W{{0,3}}",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?:[-–—(/|]{1,2}\s?|(?:[Ss]ource|SOURCE|[Cc]opyright[^.\n]{0,20})\W{1,3}(?:\d{4} )?)"
    rf"(?:{_ANY})(?!\w)[^\w\n]{{0,3}}"
    r"(?: All rights.{0,120}| (?:contributed|news agency).{0,60})?$"
)
_VERB = re.compile(r"\b(?:said|told|reported|says|according|quoted|was|were|has|have|killed)\b")
_HEAD_LINES, _HEAD, _TAIL_LINES, _TAIL = (
    5,
    200,
    3,
    200,
)  # where credits stand: lines from each end, characters of a line


def agency(report: Report) -> str | None:
    """The agency's usual name ("AFP", "Reuters"), or `None`.

    Looked for, in this order: the brackets of a dateline ("BAGHDAD (AFP) -"), a byline within the first lines
    ("From the Gazette with AFP"), the publisher ("Mint (Reuters)"), and the credit at the end ("— Reuters").
    Of several the first world agency counts, else the first. An agency that the text only quotes ("a source told
    AFP") doesn't.
    """
    for line in _some(report.text[:4000])[:_HEAD_LINES]:
        found = _OPENING.match(line[:_HEAD]) or _BRACKET.search(line[:_HEAD])
        if found is None and len(line) <= 100 and not _VERB.search(line):
            found = _BYLINE.fullmatch(line)
        if found is not None:
            return _best(found[0])
    named = _best((report.publisher or "")[:_HEAD])
    if named is not None:
        return named
    credits = (_CREDIT.search(line[-_TAIL:]) for line in _some(report.text[-1000:])[-_TAIL_LINES:])
    return next((_best(found[0]) for found in credits if found is not None), None)


def _best(words: str) -> str | None:
    names = [_NAMES[alias] for alias in _FIND.findall(words)]
    return next((name for name in names if name in _WORLD), names[0] if names else None)


def _some(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]
