"""Who stands before a verb: the subject, past relative clauses, parentheses and phrases in between."""

from __future__ import annotations

from . import tables
from .clauses import Clause, verb
from .lists import People, hanging, leftward, people, personish
from .phrases import Group

_JOINED = 14  # tokens from "and" back to the first verb
_REACH = 40  # tokens between a verb and its subject; relative clauses in news are shorter


_LEAVING = frozenset("left leaving leave leaves with found".split())


_SAYS = tables.words("say_verb")


def subject(c: Clause, at: int, near: bool = False) -> People | None:
    """Who stands before the verb at token `at`. With `near` only the phrase right before it."""
    n = len(c.groups) - 1
    while n >= 0 and c.groups[n].end > at:
        n -= 1
    adverbs = tables.ADVERB
    if c.low(at - 1) in ("who", "that") and not near:  # "ten conscripts who were shot": the phrase before "who"
        antecedent = next((k for k in range(n, -1, -1) if c.groups[k].end < at), None)
        if antecedent is None or at - 2 > max(c.groups[antecedent].tail, c.groups[antecedent].end):
            return None
        items, hangs = leftward(c, antecedent)
        own = [c.groups[antecedent]] if hangs else items
        return people(c, own) if personish(c, own[-1]) else None
    if c.low(at - 1) in ("and", "but") and not near:
        return _of_first_verb(c, at - 1)
    while n >= 0:
        group = c.groups[n]
        tail = group.tail if group.end <= group.tail <= at else group.end
        if at - tail > _REACH or _barrier(c, tail, at):
            return None
        gap = [c.low(i) for i in range(tail, at)]
        adjacent = all(low in adverbs or low in ('"', "”", "(", ")") for low in gap)
        adjacent = adjacent or (gap == ["of"] and group.form == "vague")  # "an unknown number of injured"
        if ")" in gap and "(" in [c.low(i) for i in range(group.start - 12, group.start)] and "(" not in gap:
            n -= 1  # "five civilians (three women, two men) were killed"
            continue
        if near and not adjacent:
            return None
        if gap and gap[0] in _SAYS:  # "nine people, a councillor said on Thursday, were led away"
            n -= 1
            continue
        items, hangs = leftward(c, n)
        apart = adjacent and not _listed_part(c, group)
        if apart and hangs and personish(c, group) and hanging(c, group.start) != "phrase":
            return people(c, [group])
        if near:
            whole = not hangs or c.low(items[0].start - 1) in _LEAVING
            return people(c, items if whole else [group]) if personish(c, group) else None
        if not hangs:
            return people(c, items) if personish(c, items[-1]) or any(personish(c, g) for g in items) else None
        n -= max(len(items), 1) if hangs and not adjacent else 1
    return None


def _of_first_verb(c: Clause, joint: int) -> People | None:
    """ "A man was beaten in the street and died": the second verb has the subject of the first."""
    for i in range(joint - 1, max(c.start, joint - _JOINED) - 1, -1):
        if c.low(i) in tables.BE:
            return subject(c, verb(c, i + 1).start)
    return None


def _listed_part(c: Clause, group: Group) -> bool:
    return c.low(group.start - 1) in ("including", "among")


def _barrier(c: Clause, start: int, stop: int) -> bool:
    for i in range(start, stop):
        low = c.low(i)
        if low in (":", ";", "but", "because", "while", "although", "though"):
            return True
        if low in _SAYS and c.low(i + 1) == "that":
            return True
    return False
