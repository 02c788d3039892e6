"""The tables of `casus/data/times`, read once: words, names that are no times, festivals, war starts, tenses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Festival:
    """A festival: how its first day is found ("fixed 12-25", "easter -2", "nth 11 3 4", "table"), days it lasts."""

    key: str
    rule: str
    length: int
    approx: bool


@dataclass(frozen=True, slots=True)
class Start:
    """The start of a war: its day, the last year in which a bare "the war" may mean it, nouns, cue words."""

    key: str
    day: date
    last_year: int
    nouns: frozenset[str]
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OtherMonth:
    """A month of another calendar: Gregorian month and day of its first day, length, year offset."""

    month: int
    day: int
    length: int
    offset: int


def rows(name: str) -> list[list[str]]:
    """The rows of `data/times/NAME.tsv`; lines starting with `#` are comments."""
    text = files("casus").joinpath("data", "times", f"{name}.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def festivals() -> dict[str, Festival]:
    """Festivals by key."""
    return {r[0]: Festival(r[0], r[2], int(r[3]), r[4] == "yes") for r in rows("festivals")}


@cache
def festival_days() -> dict[str, tuple[date, ...]]:
    """First days of the festivals that follow the moon, by key, in order."""
    out: dict[str, list[date]] = {}
    for key, day in rows("festival_days"):
        out.setdefault(key, []).append(date.fromisoformat(day))
    return {key: tuple(sorted(days)) for key, days in out.items()}


@cache
def starts() -> tuple[Start, ...]:
    """War starts, in the table's order."""
    return tuple(
        Start(r[0], date.fromisoformat(r[1]), int(r[2]), frozenset(r[3].split("|")), tuple(r[4].split("|")))
        for r in rows("war_starts")
    )


@cache
def other_months() -> dict[str, OtherMonth]:
    """Months of other calendars by word."""
    return {r[0]: OtherMonth(int(r[1][:2]), int(r[1][3:]), int(r[2]), int(r[3])) for r in rows("other_months")}


@cache
def named_days() -> tuple[tuple[str, date, date], ...]:
    """(words, first day, last day) of days that news names without a year."""
    return tuple((r[0], date.fromisoformat(r[1]), date.fromisoformat(r[2])) for r in rows("named_days"))


@cache
def tenses() -> dict[str, str]:
    """Word to "past", "future" or "none" (looks like a verb and is none)."""
    return {r[0]: r[1] for r in rows("tense")}


@cache
def word_list(name: str) -> frozenset[str]:
    """A list of `data/times/word_lists.tsv`."""
    return frozenset(r[1] for r in rows("word_lists") if r[0] == name)


@cache
def lexicon() -> tuple[tuple[str, str, str], ...]:
    """(words, class, value) of everything the lexer knows, one word or several."""
    out = [(r[0], r[1], r[2]) for r in rows("lexicon")]
    out += [(words, "FESTIVAL", r[0]) for r in rows("festivals") for words in r[1].split("|")]
    out += [(r[0], "OMONTH", r[0]) for r in rows("other_months")]
    out += [(words, "NAMED", str(number)) for number, (words, _, _) in enumerate(named_days())]
    out += [(r[0], "TRAP", "") for r in rows("traps")]
    return tuple(out)
