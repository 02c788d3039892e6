"""Publication dates as sources write them."""

from __future__ import annotations

import re
from datetime import date

from casus.sources.limits import FIRST_YEAR, LAST_YEAR, sensible
from casus.text.stamps import day_in

_ISO = re.compile(r"\s*([+-]?\d{1,6})-?(\d{2})-?(\d{2})(?:[T ,].{0,40})?\s*", re.DOTALL)


class BadDate(ValueError):
    """The words name no day that can be a publication date; the message says why."""


def publication_date(words: str) -> date | None:
    """The day of "2023-11-22", "2023-11-22T08:00:00+03:00", "22 November 2023" (a time of day is dropped).

    `None` for empty words. Raises `BadDate` for anything else, also for days that can be read two ways (3/4/2020).
    """
    if not words.strip():
        return None
    words = words[:100]
    found = _ISO.fullmatch(words)
    try:
        day = date(*map(int, found.groups())) if found else day_in(words)
    except ValueError as error:
        raise BadDate(f"{words.strip()!r} is no day of the calendar") from error
    if day is None:
        raise BadDate(f"{words.strip()!r} is no date that can be read in one way only")
    if not sensible(day):
        raise BadDate(f"the year {day.year} is not between {FIRST_YEAR} and {LAST_YEAR}")
    return day
