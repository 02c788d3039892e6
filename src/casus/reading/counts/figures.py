"""`figures`: what a report counts as killed, injured, abducted, arrested, missing, displaced, released, as troops."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from casus.model import Count

from . import tables
from .asides import RIVAL_WORDS, none_found, rivals, stocks, zero_words
from .clauses import Clause, clause
from .frames import outcomes
from .lexer import Lexed, lex
from .mentions import within
from .numbers import is_number
from .outcomes import Hit, Outcome, hits
from .phrases import Group


@dataclass(frozen=True, slots=True)
class Figure:
    """One casualty figure; all offsets count characters of the text.

    `start`, `end`: the number phrase with its hedge and noun. `victims`: who, as written ("" if only a number
    stands there). `trigger_*`: the casualty word. `part`: a subset of another figure of the sentence, not to be
    added. `side`: "perpetrators" where the noun is one of those who attack. `revised`: an earlier figure that
    the sentence replaces. `asserted` is False for what is threatened, possible, planned or denied. `anaphoric`:
    the phrase points back ("the two", "she"), so that the people may have been counted before. `soft`: "shot",
    "stabbed": hurt at least; nothing in the sentence says dead. `vague`: a plural without any number.
    """

    sort: str
    start: int
    end: int
    count: Count
    victims: str
    victims_start: int
    victims_end: int
    trigger_start: int
    trigger_end: int
    part: bool = False
    side: str = ""
    revised: bool = False
    asserted: bool = True
    anaphoric: bool = False
    soft: bool = False
    vague: bool = False


def figures(text: str, skip: Sequence[tuple[int, int]] = ()) -> tuple[Figure, ...]:
    """The casualty figures of `text` in order of their number phrases. Words within `skip` are not looked at."""
    lx = lex(text, skip)
    out: list[Figure] = []
    last, age = "", 0
    for start, stop in lx.sentences:
        found = _sentence(lx, start, stop)
        if last and age <= _RIVAL_REACH:
            taken = {(figure.start, figure.end) for figure in found}
            found = sorted([*found, *(f for f in _rivals(lx, start, stop, last) if not _taken(f, taken))], key=_order)
        tolls = [figure for figure in found if figure.sort in ("killed", "injured") and not figure.part]
        last, age = (tolls[-1].sort, 0) if tolls else (last, age + 1)
        out.extend(found)
    return tuple(out)


_RIVAL_REACH = 2  # sentences without a toll between a toll and its rival


def _order(figure: Figure) -> tuple[int, int, str]:
    return figure.start, figure.end, figure.sort


def _taken(figure: Figure, taken: set[tuple[int, int]]) -> bool:
    return any(start < figure.end and figure.start < end for start, end in taken)


def _rivals(lx: Lexed, start: int, stop: int, sort: str) -> Iterator[Figure]:
    """ "The rebels said six": a bare number after a word of saying, soon after a toll, is another figure of it."""
    if not any(
        lx.low[i - 1] in RIVAL_WORDS and (lx.kind[i] == "d" or is_number(lx.low[i])) for i in range(start + 1, stop)
    ):
        return
    c = clause(lx, start, stop)
    for hit, outcome in rivals(c, sort):
        yield figure(c, hit, outcome)


def _sentence(lx: Lexed, start: int, stop: int) -> list[Figure]:
    triggers = hits(lx, start, stop)
    if not triggers and not zero_words(lx, start, stop):
        return []
    c = clause(lx, start, stop)
    found: dict[tuple[str, int], Figure] = {}
    for hit, outcome in _outcomes(c, triggers):
        new = figure(c, hit, outcome)
        found.setdefault((new.sort, new.start), new)
    ordered = sorted(found.values(), key=lambda figure: (figure.start, figure.end, figure.sort))
    return sorted([*ordered, *_parts(c, ordered)], key=lambda figure: (figure.start, figure.end, figure.sort))


def _outcomes(c: Clause, triggers: list[Hit]) -> Iterator[tuple[Hit, Outcome]]:
    yield from none_found(c)
    for hit in triggers:
        for outcome in outcomes(c, hit, triggers):
            yield hit, outcome
    yield from stocks(c, triggers)


def figure(c: Clause, hit: Hit, outcome: Outcome) -> Figure:
    """Put offsets on an outcome."""
    lx, who = c.lx, outcome.who
    first, last = who.groups[0], who.groups[-1]
    start, end = lx.start[who.start], lx.end[max(who.end, first.end) - 1]
    bare = all(group.head < 0 for group in who.groups)
    words_end = lx.end[max(last.end, last.head + 1 if last.head < last.tail else 0) - 1]
    return Figure(
        sort=outcome.sort,
        start=start,
        end=max(words_end, lx.end[first.end - 1]),
        count=outcome.count,
        victims="" if bare else lx.text[start:end],
        victims_start=start,
        victims_end=start if bare else end,
        trigger_start=lx.start[hit.start],
        trigger_end=lx.end[hit.end - 1],
        part=within(lx, first) or _subset_of_none(lx, first),
        side=who.side,
        revised=outcome.revised,
        asserted=outcome.asserted,
        anaphoric=all(group.definite or group.form == "pronoun" for group in who.groups),
        soft=outcome.soft,
        vague=all(group.form in ("plural", "definite") and group.count.high is None for group in who.groups),
    )


_EVERYBODY = tables.words("entire")


def _subset_of_none(lx: Lexed, group: Group) -> bool:
    """ "No civilian was killed" says nothing of soldiers."""
    return group.form == "none" and group.head >= 0 and lx.low[group.head] not in _EVERYBODY


def _parts(c: Clause, found: list[Figure]) -> Iterator[Figure]:
    """Figures for "including four children" after a figure of the sentence."""
    starts = {figure.start for figure in found}
    for group in c.groups:
        if group.form in ("plural", "definite") or not (
            within(c.lx, group) and (group.person or group.head < 0) and group.count.low
        ):
            continue
        at = c.lx.start[group.start]
        whole = next((f for f in reversed(found) if f.start < at and not f.part and f.count.low), None)
        again = any(
            other.tail == group.start and other.part for other in c.groups if other.start < group.start
        )  # "three of them boys"
        if whole is None or again or at in starts or any(f.start <= at < f.end for f in found):
            continue
        end = c.lx.end[max(group.end, group.tail) - 1]
        yield replace(
            whole, start=at, end=c.lx.end[group.end - 1], count=group.count, part=True, side=group.side, vague=False,
            victims=c.lx.text[at:end], victims_start=at, victims_end=end,
        )  # fmt: skip
