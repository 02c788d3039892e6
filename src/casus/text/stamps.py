"""What a page says of its own date: "Published 10 minutes ago, updated 3 minutes ago"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from casus.model import Span

_MINUTES = {"sec": 0, "min": 1, "h": 60, "hr": 60, "hour": 60, "day": 1440, "week": 10080, "month": 43200}
_AGO = re.compile(
    r"(?P<what>published|updated|posted|modified|edited)?(?: at| on)?:?\s{0,3}(?:about )?(?P<count>an?|\d{1,4})\s{0,2}"
    r"(?P<unit>sec|min|hour|hr|h|day|week|month)[a-z]{0,4}\.? ago",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAYS = (
    re.compile(r"(?<!\d)(?P<year>\d{4})[-/.](?P<number>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)"),
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ -]{_NAME},?[ -](?P<year>\d{{4}})(?!\d)", re.IGNORECASE),
    re.compile(rf"\b{_NAME} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})(?!\d)", re.IGNORECASE),
    re.compile(r"(?<!\d)(?P<day>1[3-9]|2\d|3[01])[-/.](?P<number>\d{1,2})[-/.](?P<year>\d{4})(?!\d)"),
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A line of metadata: `span` in `Report.whole`.

    `published` is the day it names (`None`: no day, or one that can be read two ways such as 3/4/2020);
    `minutes_ago` and `updated_minutes_ago` are ages at the time the page was fetched, in minutes.
    """

    span: Span
    published: date | None = None
    minutes_ago: int | None = None
    updated_minutes_ago: int | None = None


def stamp(words: str, span: Span) -> Stamp | None:
    """Reads a metadata line; `None` if it holds neither a day nor an age."""
    ages: dict[str, int] = {}
    for found in _AGO.finditer(words):
        count = 1 if found["count"].lower() in ("a", "an") else int(found["count"])
        what = (found["what"] or "published").lower()
        key = "updated" if what in ("updated", "modified", "edited") else "published"
        ages.setdefault(key, count * _MINUTES[found["unit"].lower()])
    day = day_in(words)
    if day is None and not ages:
        return None
    return Stamp(span, day, ages.get("published"), ages.get("updated"))


def day_in(words: str) -> date | None:
    """The first day written in full; `None` if there is none or it can be read two ways."""
    for pattern in _DAYS:
        found = pattern.search(words)
        if found is None:
            continue
        parts = found.groupdict()
        month = int(parts["number"]) if "number" in parts else _MONTHS.index(parts["month"].lower()) + 1
        try:
            return date(int(parts["year"]), month, int(parts["day"]))
        except ValueError:
            continue
    return None
