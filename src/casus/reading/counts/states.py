"""Frames of states and nouns: "five dead", "died", "the death of", "12 deaths", "the toll rose to 30"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from . import tables
from .clauses import Clause, Verb, conditional, following, verb
from .lists import People, people, personish, rightward
from .outcomes import (
    COUNTED,
    Case,
    Hit,
    Outcome,
    alone,
    attributive,
    inverted,
    lone_start,
    outcome_of,
    superseded,
    troops,
    zero_noun,
)
from .phrases import NONE
from .runs import stops
from .subjects import subject

_EVENTS = {
    "kidnapping": "abducted", "abduction": "abducted", "kidnap": "abducted", "killing": "killed", "murder": "killed",
    "death": "killed", "deaths": "killed", "murders": "killed", "killings": "killed", "assassination": "killed",
    "execution": "killed", "arrest": "arrested", "detention": "arrested", "arrests": "arrested", "capture": "arrested",
}  # fmt: skip
_AFTER_FALL = tables.words("after_fall") | {""}
_DEAD_THINGS = tables.words("dead_thing")


def of_later(c: Clause, hit: Hit) -> Iterator[tables.Frame]:
    """ "The kidnapping earlier this month of three engineers": the "of" stands a few words on."""
    sort = _EVENTS.get(c.low(hit.end - 1))
    if sort is not None and any(c.low(i) == "of" for i in range(hit.end + 1, hit.end + 6)):
        yield tables.Frame(sort, "noun_later")


def noun_later(case: Case) -> Iterator[Outcome]:
    """People after an "of" that stands a few words on."""
    for i in range(case.hit.end, min(case.hit.end + 6, case.c.stop)):
        if case.low(i) == "of":
            n = case.c.at.get(i + 1)
            if n is not None and personish(case.c, case.c.groups[n], True):
                yield from outcome_of(case.c, case.frame, rightward(case.c, n, True))
            return
        low = case.low(i)
        if not (
            low in tables.TIME
            or low in _EVENTS
            or low in tables.ADVERB
            or low in ("this", "and", "in", "on", "earlier", "the", "by", "at")
            or case.c.lx.cap(i)
            or case.c.lx.kind[i] in "sd"
        ):
            return


def own_death(case: Case) -> Iterator[Outcome]:
    """ "Died", "fled", "vanished": the subject."""
    told = verb(case.c, case.hit.start)
    if case.frame.sort == "displaced" and case.low(case.hit.start - 1) == "to":
        return
    who = subject(case.c, told.start)
    if who is not None and lone_start(case.c, who):
        who = None
    if who is not None and _may_die(case, who):
        yield from outcome_of(case.c, case.frame, who, told)
        return
    if case.frame.sort == "killed":
        yield from inverted(case)


def _may_die(case: Case, who: People) -> bool:
    """Only persons flee; an unknown noun may well die ("a welder died") but hardly perish or drown."""
    if zero_noun(case.c, who):
        return False
    if case.frame.sort != "killed" and not all(g.person or g.form == "name" for g in who.groups):
        return False
    last = who.groups[-1]
    return personish(case.c, last, last.form in ("thing", "unknown") and case.low(case.hit.start) != "died")


def fall(case: Case) -> Iterator[Outcome]:
    """ "Four of his men fell"."""
    who = subject(case.c, verb(case.c, case.hit.start).start, near=True)
    if who is None or not all(group.person and group.form in COUNTED for group in who.groups):
        return
    if case.low(case.hit.end) in _AFTER_FALL:
        yield from outcome_of(case.c, case.frame, who, verb(case.c, case.hit.start))


def state(case: Case) -> Iterator[Outcome]:
    """ "Five dead", "were missing", "put the dead at 20"."""
    if case.low(case.hit.start) == "to" and any(
        case.low(i) in ("sentenced", "condemned", "sentence") for i in range(case.hit.start - 8, case.hit.start)
    ):
        return
    if (
        case.low(case.hit.end) == "at" and (n := case.c.at.get(case.hit.end + 1)) is not None
    ):  # "put the dead at over 20"
        group = case.c.groups[n]
        if group.form in ("digits", "words", "vague") and group.head < 0 and not told_of(case.c, case.hit):
            yield Outcome(case.frame.sort, alone(group), group.count, True, superseded(case.c, alone(group)))
            return
    if case.inside is not None:
        yield from inverted(case) if case.inside.form == "definite" else attributive(case)
        return
    if case.low(case.hit.end) in tables.BEAST or case.low(case.hit.end) in _DEAD_THINGS:
        return
    told = verb(case.c, case.hit.start)
    who = subject(case.c, told.start, near=not told.passive)
    if who is None and not told.passive:
        who = _left_before(case.c, case.hit)
    if who is not None and _may_be(case, who, told):
        yield from outcome_of(case.c, case.frame, who, told)
    else:
        yield from inverted(case)


def _may_be(case: Case, who: People, told: Verb) -> bool:
    """A name needs its verb ("Ana Ruiz was dead", "left Ana Ruiz dead"); an unknown noun must be one of persons."""
    if zero_noun(case.c, who):
        return False
    last, after = who.groups[-1], case.low(case.hit.end)
    if last.form == "article" and last.head < 0 and after.isalpha() and after not in stops():
        return False  # "a dead phone"
    named = who.groups[-1].form in ("name", "unknown")
    if named and not told.passive and case.low(who.start - 1) not in ("left", "leaving", "shot"):
        return False
    return all(personish(case.c, group, group.form in ("thing", "unknown")) for group in who.groups)


def told_of(c: Clause, hit: Hit) -> bool:
    """True if a number stands right before the state ("five dead at")."""
    return any(group.end == hit.start and group.form in COUNTED for group in c.groups)


def _left_before(c: Clause, hit: Hit) -> People | None:
    """ "Left five people, among them a child, dead": the first phrase after "left"."""
    for i in range(hit.start - 1, max(c.start, hit.start - 16) - 1, -1):
        if c.low(i) in ("left", "leaving", "leaves", "shot"):
            n = c.at.get(i + 1)
            return rightward(c, n, True) if n is not None else None
    return None


def tally(case: Case) -> Iterator[Outcome]:
    """ "12 deaths", "three arrests"."""
    if case.inside is not None:
        yield from attributive(case)
        return
    who = subject(case.c, case.hit.start, near=True)
    if who is not None and who.groups[-1].head < 0 and who.groups[-1].form in COUNTED and who.count != NONE:
        yield from outcome_of(case.c, case.frame, who)


def event_noun(case: Case) -> Iterator[Outcome]:
    """ "The killing of two guards"."""
    n = following(case.c, case.hit.end)
    if n is None:
        return
    group = case.c.groups[n]
    if group.form in ("thing", "unknown") and not group.head < 0 and not case.c.lx.upper:
        return
    who = rightward(case.c, n, case.frame.sort in ("abducted", "arrested", "released", "displaced"))
    if who is not None and case.low(case.hit.start - 1) not in ("sentence", "penalty"):
        told = verb(case.c, case.hit.start)
        yield from outcome_of(
            case.c,
            case.frame,
            who,
            replace(told, negated=False, plural=False, doubtful=conditional(case.c, case.hit.start)),
        )


def noun_troop(case: Case) -> Iterator[Outcome]:
    """ "The deployment of 500 soldiers"."""
    n = following(case.c, case.hit.end)
    if n is not None and troops(case.c, case.c.groups[n]):
        yield from outcome_of(case.c, case.frame, rightward(case.c, n, True))


def body(case: Case) -> Iterator[Outcome]:
    """ "The bodies of five civilians", "seven bodies"."""
    if case.low(case.hit.end) == "of" and (
        case.inside is None or case.inside.form in ("definite", "plural", "article")
    ):
        n = following(case.c, case.hit.end + 1)
        if n is not None and personish(case.c, case.c.groups[n], True):
            yield from outcome_of(case.c, case.frame, rightward(case.c, n, True))
            return
    if (
        case.inside is not None
        and case.inside.form in ("digits", "words", "vague")
        and case.inside.head == case.hit.end - 1
    ):
        yield from outcome_of(case.c, case.frame, people(case.c, [case.inside]))


_TOLL_REACH = 16


def toll(case: Case) -> Iterator[Outcome]:
    """ "The death toll rose to 30 from 24", "put the toll at 17"."""
    vague = next((g for g in case.c.groups if g.start <= case.hit.start < g.end and g.form == "vague"), None)
    if vague is not None:  # "an unknown number of wounded"
        yield from outcome_of(case.c, case.frame, alone(vague))
        return
    main = False
    for group in case.c.groups:
        if (
            group.start < case.hit.end
            or group.start - case.hit.end > _TOLL_REACH
            or group.form not in ("digits", "words", "vague", "none")
        ):
            continue
        if not personish(case.c, group, True) or case.low(group.start - 1) in ("by", "since", "in", "on", "after"):
            continue
        if group.form == "vague" and case.low(group.start - 1) not in ("to", "at", "of", "is", "was"):
            continue
        hurt = any(case.low(i) in ("wounded", "injured", "hurt", "missing") for i in range(group.end, group.end + 3))
        if hurt and case.frame.sort == "killed":
            return
        revised = case.low(group.start - 1) == "from" or superseded(case.c, alone(group))
        if main and not revised:
            return
        main = main or not revised
        yield Outcome(case.frame.sort, alone(group), group.count, not conditional(case.c, case.hit.start), revised)
