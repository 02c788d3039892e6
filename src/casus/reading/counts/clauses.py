"""One sentence as the casualty frames see it: its noun phrases, and the words around its verbs."""

from __future__ import annotations

from dataclasses import dataclass, field

from . import tables
from .lexer import Lexed
from .mentions import counts
from .phrases import Group, groups

_PURPOSE = tables.words("purpose")


@dataclass(slots=True)
class Clause:
    """A sentence (token range) with its noun phrases."""

    lx: Lexed
    start: int
    stop: int
    groups: list[Group] = field(default_factory=list)
    at: dict[int, int] = field(default_factory=dict)

    def low(self, i: int) -> str:
        """The word at token `i`, "" outside the sentence."""
        return self.lx.low[i] if self.start <= i < self.stop else ""


def clause(lx: Lexed, start: int, stop: int) -> Clause:
    """Look at one sentence."""
    out = Clause(lx, start, stop)
    out.groups = [group for group in groups(lx, start, stop) if counts(lx, group, start, stop)]
    out.at = {group.start: n for n, group in enumerate(out.groups)}
    return out


@dataclass(slots=True)
class Verb:
    """The words before a verb: is it passive, perfect, negated, only possible; `start` is its first token."""

    start: int
    passive: bool
    perfect: bool
    negated: bool
    doubtful: bool
    singular: bool
    plural: bool
    captured: bool = False


def verb(c: Clause, at: int) -> Verb:
    """Read the verb group that ends before token `at`."""
    be, have, modal, negation = (tables.words(s) for s in ("aux_be", "aux_have", "modal", "negation"))
    adverbs = tables.ADVERB
    i, flags = at, {"be": False, "have": False, "modal": False, "not": False, "to": False}
    singular = plural = False
    while i - 1 >= c.start:
        low = c.low(i - 1)
        if low in be or low in have or low in modal or low in negation:
            flags["be"] |= low in be
            flags["have"] |= low in have
            flags["modal"] |= low in modal
            flags["not"] |= low in negation or low.endswith("n't")
            singular |= low in ("was", "is", "has", "wasn't", "isn't", "hasn't")
            plural |= low in ("were", "are", "have", "weren't", "aren't", "haven't")
        elif low == "to" and (flags["be"] or at == i or c.low(i) in have):
            flags["to"] = c.low(i - 2) not in ("managed", "on", "succeeded")
        elif (
            (low in ("all", "both", "each") and flags["be"] is False and c.low(i - 2) in (be | have))
            or (low in ('"', "“", "”", "'") and i > c.start + 1)
            or (low.endswith("ly") and len(low) > 5 and low not in tables.PERSONS)
            or (
                low in adverbs
                and low not in ("found", "said", "left", "lying")
                and not (low == "once" and i - 1 == c.start)
            )
            or (low in ("left", "found", "lying", "said") and i == at)
        ):
            pass
        else:
            break
        i -= 1
    while i < at and c.low(i) in adverbs and c.low(i) not in ("found",):
        i += 1
    captured = c.low(at) in ("captured", "capture", "captures", "capturing", "taken", "made")
    doubtful = flags["modal"] or flags["to"] or conditional(c, i)
    going = c.low(at).endswith("ing")  # "are holding" is no passive
    if going and c.low(i - 1) in ("of", "at") and c.low(i - 2) in _PURPOSE:
        doubtful = True
    return Verb(
        i,
        flags["be"] and not going,
        flags["have"] or (going and flags["be"]),
        flags["not"],
        doubtful,
        singular,
        plural,
        captured,
    )


def conditional(c: Clause, at: int) -> bool:
    """True after "if", or "threatened to" and the like, in the same sentence and near."""
    conditions = tables.CONDITION
    for i in range(at - 1, max(c.start, at - 14) - 1, -1):
        low = c.low(i)
        if low in conditions:
            return low != "whether"
        if low in (";", ":", '"', "”"):
            return False
    return False


def following(c: Clause, at: int, slack: int = 3) -> int | None:
    """The number of the group that starts at `at`, adverbs, quotes and days passed over."""
    adverbs, times = tables.ADVERB, tables.TIME
    for i in range(at, min(at + slack, c.stop)):
        if i in c.at:
            return c.at[i]
        low = c.lx.low[i]
        if not (low in adverbs or low in times or c.lx.kind[i] == "s" or low in ('"', "“", "'", "‘", "«")):
            return None
    return None
