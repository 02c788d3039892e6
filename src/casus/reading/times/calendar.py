"""Days of the calendar: months, weeks, Easter, the days of festivals."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta

from casus.reading.times.tables import festival_days, festivals, other_months

Days = tuple[date, date]
FIRST, LAST = date(1, 1, 1), date(9999, 12, 31)


def day(year: int, month: int, number: int) -> date | None:
    """The day, or `None` if there is none (31 February, year 0)."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def plus(start: date, days: int) -> date:
    """`start` and so many days, held inside the calendar."""
    return date.fromordinal(min(max(start.toordinal() + days, FIRST.toordinal()), LAST.toordinal()))


def month(year: int, number: int) -> Days | None:
    """First and last day of a month; `number` may run past the year (13 is next January)."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    if not 1 <= year < 9999:
        return None
    following = date(year + number // 12, number % 12 + 1, 1)
    return date(year, number, 1), following - timedelta(days=1)


def year(number: int) -> Days | None:
    """First and last day of a year."""
    return (date(number, 1, 1), date(number, 12, 31)) if 1 <= number <= 9999 else None


def week(base: date, shift: int = 0) -> Days:
    """Monday to Sunday of the week of `base`, or of one `shift` weeks off."""
    monday = plus(base, -base.weekday() + 7 * shift)
    return monday, plus(monday, 6)


def easter(number: int) -> date:
    """Western Easter (the Gregorian rule, Meeus)."""
    a, b, c = number % 19, number // 100, number % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(number, f // 31, f % 31 + 1)


def orthodox_easter(number: int) -> date:
    """Orthodox Easter in the Gregorian calendar (Julian rule; 13 days off from 1900 to 2099)."""
    a, b, c = number % 4, number % 7, number % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    return plus(date(number, (d + e + 114) // 31, (d + e + 114) % 31 + 1), 13)


def nth_weekday(number: int, month_: int, weekday: int, nth: int) -> date:
    """The nth weekday of a month; -1 is the last."""
    if nth > 0:
        first = date(number, month_, 1)
        return plus(first, (weekday - first.weekday()) % 7 + 7 * (nth - 1))
    span = month(number, month_)
    assert span is not None
    return plus(span[1], -((span[1].weekday() - weekday) % 7))


def festival_firsts(key: str, years: range) -> list[date]:
    """First days of a festival that fall in the years, in order; 1980-2030 for those that follow the moon."""
    if key == "eid":
        return sorted((*festival_firsts("eid_fitr", years), *festival_firsts("eid_adha", years)))
    if key.startswith("omonth "):
        found = other_months()[key[7:]]
        return [date(y, found.month, found.day) for y in years]
    rule = festivals()[key].rule.split()
    if rule[0] == "table":
        return [first for first in festival_days().get(key, ()) if first.year in years]
    return [first for y in years if (first := _by_rule(rule, y)).year in years]


def _by_rule(rule: list[str], number: int) -> date:
    if rule[0] == "fixed":
        return date(number, int(rule[1][:2]), int(rule[1][3:]))
    if rule[0] == "nth":
        more = int(rule[4]) if len(rule) > 4 else 0
        return plus(nth_weekday(number, int(rule[1]), int(rule[2]), int(rule[3])), more)
    first = easter(number) if rule[0] == "easter" else orthodox_easter(number)
    return plus(first, int(rule[1]))


def festival_length(key: str) -> tuple[int, bool]:
    """How many days a festival lasts, and whether its day is approximate."""
    if key == "eid":
        return 3, True
    if key.startswith("omonth "):
        return other_months()[key[7:]].length, True
    found = festivals()[key]
    return found.length, found.approx


def latest(days: list[date], base: date) -> date | None:
    """The latest of the days (in order) up to `base`."""
    at = bisect_right(days, base)
    return days[at - 1] if at else None
