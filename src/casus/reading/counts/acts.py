"""Frames of acts: somebody kills, is wounded, was taken; before or after the verb stand the people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from casus.model import Count

from . import tables
from .clauses import Clause, Verb, following, verb
from .lists import People, personish, rightward
from .outcomes import (
    COUNTED,
    Case,
    Hit,
    Outcome,
    attributive,
    inverted,
    lone_start,
    outcome_of,
    own_state,
    troops,
    zero_noun,
)
from .subjects import subject


def _passive_or_active(case: Case, strict: bool = False) -> Iterator[Outcome]:
    if case.inside is not None and case.inside.start < case.hit.start:
        yield from inverted(case) if case.inside.form == "definite" else attributive(case)  # "the wounded are 40"
        return
    told = verb(case.c, case.hit.start)
    joined = _joined_verb(case.c, case.hit, case.triggers)
    if told.passive:
        who = subject(case.c, told.start)
        if zero_noun(case.c, who):
            return
        yield from _shared(case.c, case.frame, who, told, joined, strict)
        return
    n = following(case.c, case.hit.end)
    if n is not None and not own_state(case.c, case.c.groups[n]):
        who = rightward(case.c, n, strict)
        if case.c.groups[n].form != "pronoun" or case.low(case.c.groups[n].start) not in ("he", "she", "they"):
            yield from _shared(case.c, case.frame, who, told, joined, strict)
            return
    if told.perfect and not joined:
        return
    if joined and (told_before := _before_joint(case.c, case.hit, case.triggers)) is not None:
        other = verb(case.c, told_before.start)
        who = subject(case.c, other.start) if other.passive else None
        yield from _shared(case.c, case.frame, who, other, joined, strict)
        return
    if joined:
        nxt = next((t for t in case.triggers if t.start == case.hit.end + 1), None)
        n = following(case.c, nxt.end) if nxt is not None else None
        who = rightward(case.c, n, strict) if n is not None and not own_state(case.c, case.c.groups[n]) else None
        if who is not None:
            yield from _shared(case.c, case.frame, who, told, joined, strict)
            return
    who = subject(case.c, told.start, near=True)
    if who is not None and _reduced(case.c, who, strict):
        yield from outcome_of(case.c, case.frame, who, told)
        return
    yield from inverted(case)


def _reduced(c: Clause, who: People, strict: bool) -> bool:
    """May the phrase right before a bare participle be its victims? Not a name or a pronoun: those act."""
    last = who.groups[-1]
    if last.form in ("name", "unknown", "pronoun", "singular"):
        return len(who.groups) > 1 and who.groups[0].form in COUNTED
    return personish(c, last, strict=last.form == "thing" or strict)


def _shared(
    c: Clause, frame: tables.Frame, who: People | None, told: Verb, joined: str, strict: bool
) -> Iterator[Outcome]:
    if who is None or (strict and not all(personish(c, group, True) for group in who.groups)):
        return
    if (
        strict
        and who.groups[0].form == "name"
        and not who.groups[0].person
        and (lone_start(c, who) or _place_like(frame, who))
    ):
        return
    for outcome in outcome_of(c, frame, who, told):
        if (joined and outcome.count.low > 1) or (joined == "or" and outcome.count.low):
            # "killed or wounded 12": each between none (or one) and all
            outcome = replace(
                outcome, count=Count(0 if joined == "or" else 1, outcome.count.high, outcome.count.approx)
            )
        yield outcome


def _place_like(frame: tables.Frame, who: People) -> bool:
    """A bare name that is "captured", "seized", "liberated" is as often a town: one word does not do."""
    return frame.frame in ("hold", "seize") or (who.groups[0].end - who.groups[0].start) == 1


def _joined_verb(c: Clause, hit: Hit, triggers: list[Hit]) -> str:
    """ "killed or wounded", "killed and wounded": the joint, if the two words stand side by side."""
    for other in triggers:
        if other.start == hit.end + 1 and c.low(hit.end) in ("or", "and", "/") and _verbal(other):
            return _joint_of(hit, other, c.low(hit.end))
        if other.end == hit.start - 1 and c.low(other.end) in ("or", "and", "/") and _verbal(other):
            return _joint_of(hit, other, c.low(other.end))
    return ""


def _joint_of(hit: Hit, other: Hit, low: str) -> str:
    if {frame.sort for frame in hit.frames} & {frame.sort for frame in other.frames}:
        return ""
    return "or" if low in ("or", "/") else "and"


def _verbal(hit: Hit) -> bool:
    return any(frame.frame in ("verb", "ing", "base") for frame in hit.frames)


def _before_joint(c: Clause, hit: Hit, triggers: list[Hit]) -> Hit | None:
    return next((t for t in triggers if t.end == hit.start - 1 and c.low(t.end) in ("or", "and", "/")), None)


def act(case: Case) -> Iterator[Outcome]:
    """The plain verb, passive or active; arrests and releases only of people known as such."""
    yield from _passive_or_active(case, strict=case.frame.sort in ("released", "displaced", "arrested"))


def strict_act(case: Case) -> Iterator[Outcome]:
    """A verb that is also used of things: only with people."""
    for outcome in _passive_or_active(case, strict=True):
        if all(group.person or group.form == "name" for group in outcome.who.groups):
            yield outcome


_CARED_FOR = frozenset("bodies body wounded injured victims patients".split())
_AWAY = frozenset("away off from hostage prisoner prisoners captive captives".split())


def take(case: Case) -> Iterator[Outcome]:
    """ "Took four men from their homes", "were taken from a mosque"."""
    if any(case.low(i) in ("hospital", "hospitals", "clinic", "safety") for i in range(case.hit.end, case.c.stop)):
        return
    told = verb(case.c, case.hit.start)
    if told.passive:
        who = subject(case.c, told.start) if case.low(case.hit.end) in _AWAY else None
    else:
        n = following(case.c, case.hit.end)
        who = rightward(case.c, n, True) if n is not None and case.c.groups[n].person else None
        if who is not None and not any(_gone(case, i) for i in range(who.end, who.end + 3)):
            return
    if who is None or not all(group.person or group.form == "name" for group in who.groups):
        return
    if not any(case.low(i) in _CARED_FOR for i in range(who.start, who.end)):
        yield from outcome_of(case.c, case.frame, who, told)


def _gone(case: Case, i: int) -> bool:
    return case.low(i) in _AWAY or (case.low(i) == "with" and case.low(i + 1) in ("them", "him"))


def lose(case: Case) -> Iterator[Outcome]:
    """ "Lost two men", "the loss of eleven fighters"."""
    n = following(case.c, case.hit.end)
    told = verb(case.c, case.hit.start)
    if n is None or told.passive:
        return
    group = case.c.groups[n]
    if group.person and group.form in ("digits", "words", "vague", "article", "none") and not own_state(case.c, group):
        yield from outcome_of(case.c, case.frame, rightward(case.c, n, True), told)


def soft(case: Case) -> Iterator[Outcome]:
    """ "Shot", "stabbed": hurt at least; silent where the sentence counts dead."""
    if any(f.sort == "killed" for other in case.triggers for f in other.frames) or case.inside is not None:
        return
    if case.low(case.hit.end) in ("out", "up", "off", "down", "back", "at", "through"):
        return
    named = case.low(case.hit.start) in ("shot", "stabbed")  # towns are hit, struck and burned
    for outcome in _passive_or_active(case, strict=True):
        if all(group.person or (named and group.form == "name") for group in outcome.who.groups):
            yield replace(outcome, soft=True)


_SUFFERED = frozenset("suffered suffering suffer sustained sustaining received receiving got had has have with".split())
_CARRIED = tables.words("carried")


def hospital(case: Case) -> Iterator[Outcome]:
    """ "Six were taken to the district hospital"."""
    if any(f.sort in ("killed", "injured") and f.frame != "hospital" for other in case.triggers for f in other.frames):
        return
    for i in range(case.hit.start - 1, max(case.c.start + 1, case.hit.start - 7) - 1, -1):
        if case.low(i) in ("to", "in", "at") and case.low(i - 1) in _CARRIED:
            told = verb(case.c, i)
            told = told if told.passive else verb(case.c, i - 1)
            who = subject(case.c, told.start) if told.passive else None
            if who is not None and all(personish(case.c, group, True) for group in who.groups) and not _names_only(who):
                yield from (replace(outcome, soft=True) for outcome in outcome_of(case.c, case.frame, who, told))
            return


def harm(case: Case) -> Iterator[Outcome]:
    """ "Four colleagues had burns", "a driver received shrapnel wounds"."""
    for i in range(case.hit.start - 1, max(case.c.start, case.hit.start - 5) - 1, -1):
        low = case.low(i)
        if low in _SUFFERED:
            told = verb(case.c, i)
            who = subject(case.c, told.start)
            if who is not None and all(group.person or group.form == "name" for group in who.groups):
                yield from outcome_of(case.c, case.frame, who, told)
            return
        if low in (",", ".", "no", "any", "without"):
            return


def _names_only(who: People) -> bool:
    return all(not group.person for group in who.groups if group.form in ("name", "unknown")) and any(
        group.form in ("name", "unknown") for group in who.groups
    )


def participle(case: Case) -> Iterator[Outcome]:
    """Participles that are no past tense: "slain"."""
    if case.inside is not None:
        yield from attributive(case)
        return
    told = verb(case.c, case.hit.start)
    who = subject(case.c, told.start, near=not told.passive)
    if who is not None and (told.passive or _reduced(case.c, who, True)):
        yield from outcome_of(case.c, case.frame, who, told)


def active(case: Case) -> Iterator[Outcome]:
    """Past, present and -ing forms: what follows is the victims."""
    told = verb(case.c, case.hit.start)
    if case.frame.frame == "base" and _nominal(case.low(case.hit.start - 1)):
        return
    n = following(case.c, case.hit.end)
    joined = _joined_verb(case.c, case.hit, case.triggers)
    if n is None and joined:
        nxt = next((t for t in case.triggers if t.start == case.hit.end + 1), None)
        n = following(case.c, nxt.end) if nxt is not None else None
    if n is None or (own_state(case.c, case.c.groups[n]) and case.low(case.c.groups[n].end) not in ("were", "was")):
        return
    strict = case.frame.sort in ("arrested", "released", "displaced")
    yield from _shared(case.c, case.frame, rightward(case.c, n, strict), told, joined, strict)


def _nominal(before: str) -> bool:
    """After one of these "murder", "arrest", "kills" is a noun."""
    return (
        before != "to" and any(before in tables.words(sort) for sort in ("det", "possessive", "prep"))
    ) or before.endswith("'s")


_TAKING = frozenset("took take takes taken taking hold holds holding held seized seizing captured".split())


def hostage(case: Case) -> Iterator[Outcome]:
    """ "Took 4 hostages", "took four men hostage"."""
    if case.inside is not None:
        if case.low(case.inside.start - 1) in _TAKING or case.low(case.inside.start - 2) in _TAKING:
            yield from attributive(case)
        return
    for n, group in enumerate(case.c.groups):
        if group.start < case.hit.start and case.low(group.start - 1) in _TAKING and case.hit.start - group.start < 14:
            who = rightward(case.c, n, True)
            if who is not None and who.end <= case.hit.start:
                yield from outcome_of(case.c, case.frame, who, verb(case.c, group.start - 1))
                return


def forced(case: Case) -> Iterator[Outcome]:
    """ "Forced 300 villagers to flee", "cost nine men their lives"."""
    n = following(case.c, case.hit.end)
    if n is None or not case.c.groups[n].person:
        return
    end = case.c.groups[n].tail
    words = [case.low(i) for i in range(end, min(end + 6, case.c.stop))]
    wanted = ("lives", "life") if case.frame.sort == "killed" else ("flee", "homes", "leave")
    if any(word in words for word in wanted):
        yield from outcome_of(case.c, case.frame, rightward(case.c, n, True))


def troop(case: Case) -> Iterator[Outcome]:
    """ "Deployed 2,000 troops"."""
    for outcome in _passive_or_active(case, strict=True):
        if all(troops(case.c, group) for group in outcome.who.groups):
            yield outcome
