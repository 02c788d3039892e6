"""What a casualty frame gives: the hit, the outcome, and what all frames ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from casus.model import Count

from . import tables
from .clauses import Clause, Verb
from .lexer import Lexed
from .lists import People, people, rightward
from .phrases import MANY, NONE, ONE, Group

# What "no" denies of each noun: "no casualties" is nobody killed and nobody hurt.
ZERO = {
    "casualties": ("killed", "injured"), "casualty": ("killed", "injured"), "victims": ("killed", "injured"),
    "victim": ("killed", "injured"), "injuries": ("injured",), "injury": ("injured",), "wounded": ("injured",),
    "injured": ("injured",), "deaths": ("killed",), "death": ("killed",), "fatalities": ("killed",),
    "fatality": ("killed",), "dead": ("killed",), "losses": ("killed",), "loss": ("killed",),
    "harm": ("killed", "injured"),
    "bloodshed": ("killed", "injured"),
}  # fmt: skip

COUNTED = frozenset("digits words vague article none".split())


_NO_STATE = frozenset("liberation people's peoples resistance salvation lord's rebel".split())  # before "army"
_STATE_ACTORS = tables.words("state_actor")
_OWN = tables.words("own_state")
_OPENING = tables.words("opening")
_LINKING = tables.words("linking")


@dataclass(slots=True)
class Hit:
    """A casualty word in the text: token range and its rows of casualties.tsv."""

    start: int
    end: int
    frames: tuple[tables.Frame, ...]


@dataclass(slots=True)
class Outcome:
    """What one frame found."""

    sort: str
    who: People
    count: Count
    asserted: bool = True
    revised: bool = False
    soft: bool = False


@dataclass(slots=True)
class Case:
    """One casualty word under one of its frames; `inside` is the noun phrase that holds the word, if one does."""

    c: Clause
    hit: Hit
    frame: tables.Frame
    inside: Group | None
    triggers: list[Hit]

    def low(self, i: int) -> str:
        """The word at token `i`, "" outside the sentence."""
        return self.c.low(i)


def hits(lx: Lexed, start: int, stop: int) -> list[Hit]:
    """The casualty words of a sentence, longest first, none inside another."""
    out: list[Hit] = []
    trie, at = tables.casualties(), start
    for i, low in enumerate(lx.low[start:stop], start):
        if i < at or low not in trie or lx.kind[i] in "sd":
            continue
        end, found = trie.at(lx.low, i, stop)
        if found:
            out.append(Hit(i, end, tuple(found)))
            at = end
    return out


def outcome_of(c: Clause, frame: tables.Frame, who: People | None, told: Verb | None = None) -> Iterator[Outcome]:
    """People under a frame as an outcome: its sort settled, doubt and denial marked; nothing for None."""
    if who is None:
        return
    count, asserted = who.count, True
    if told is not None:
        negated = told.negated or c.low(who.start - 1) in ("neither", "nor")
        asserted = not (told.doubtful or (negated and count != NONE))
        first = who.groups[-1]
        if told.plural and len(who.groups) == 1 and first.form in ("name", "unknown", "thing") and first.count == ONE:
            count = MANY
    sort = frame.sort
    if sort == "displaced" and any(c.low(i) in ("wounded", "injured", "bodies") for i in range(who.start, who.end)):
        return
    if frame.frame in ("hold", "seize", "take") or (
        sort == "arrested" and told is not None and told.captured and c.low(who.groups[0].head) in _FORCE
    ):
        sort = _captive(c, who)
    yield Outcome(sort, who, count, asserted, superseded(c, who))


_FORCE = tables.words("taken_force")


def _captive(c: Clause, who: People) -> str:
    """Held by a state: arrested; by anybody else: abducted. Told by the doers that the sentence names."""
    if any(group.sort == "force" for group in who.groups):
        return "abducted"
    if any(group.sort == "armed" or c.low(group.head) in ("suspects", "suspect") for group in who.groups):
        return "arrested"
    own = range(who.start, who.end)
    doers = any(
        c.lx.low[i] in _STATE_ACTORS and c.low(i - 1) not in _NO_STATE for i in range(c.start, c.stop) if i not in own
    )
    return "arrested" if doers else "abducted"


def superseded(c: Clause, who: People) -> bool:
    """True if the words before say that the figure is an earlier one."""
    for i in range(max(c.start, who.start - 9), who.start):
        if c.low(i) in ("earlier", "initially", "previously", "initial", "first", "preliminary", "previous"):
            near = [c.low(k) for k in range(max(c.start, i - 3), who.start)]
            if any(low in _SAYING for low in near):
                return True
    low, prior = c.low(who.start - 1), c.low(who.start - 2)
    return (low == "from" and prior in ("up", "down", "revised", "risen", ",")) or (
        low in ("earlier", "initial", "previous") and prior in ("an", "the")
    )


_SAYING = tables.words("telling")


def alone(group: Group) -> People:
    """A bare number as people."""
    return People(group.start, max(group.end, group.tail), group.count, (replace(group, person=True),))


def attributive(case: Case) -> Iterator[Outcome]:
    """The casualty word qualifies or is the noun of a counted phrase: "nine wounded men", "12 deaths"."""
    if case.inside is None or case.inside.form not in COUNTED or case.inside.count == NONE:
        return
    if case.frame.frame in ("tally", "lives") and case.inside.head >= case.hit.end:  # "310 death penalties"
        return
    if case.inside.head >= case.hit.start:
        yield from outcome_of(case.c, case.frame, people(case.c, [case.inside]) or alone(case.inside))


def own_state(c: Clause, group: Group) -> bool:
    """True if the phrase has a casualty word of its own right after it: "27 killed, 77 injured"."""
    return c.low(max(group.end, group.tail)) in _OWN or (
        c.low(group.end) in ("dead", "wounded", "injured", "hurt", "missing", "killed") and group.head < 0
    )


def inverted(case: Case) -> Iterator[Outcome]:
    """ "Dead are six civilians", "Wounded: 12", "Perished two employees"."""
    before = case.low(case.hit.start - 1)
    if case.hit.start != case.c.start and before not in _OPENING:
        return
    at, linked = case.hit.end, False
    while case.low(at) in _LINKING:
        at, linked = at + 1, True
    n = case.c.at.get(at)
    if n is None or (not linked and case.frame.frame != "self"):
        return
    group = case.c.groups[n]
    if group.form not in COUNTED:
        return
    who = rightward(case.c, n)
    if who is not None and not (linked and case.low(case.hit.end) in (",",)):
        yield from outcome_of(case.c, case.frame, who)


def zero_noun(c: Clause, who: People | None) -> bool:
    """ "No casualties were reported" is told by the noun, not by a verb."""
    return who is not None and who.count == NONE and c.low(who.groups[-1].head) in ZERO


def lone_start(c: Clause, who: People) -> bool:
    """A capital word that opens the sentence is not a name for that: "Fighting died down"."""
    first = who.groups[0]
    return (
        len(who.groups) == 1
        and first.form in ("name", "unknown")
        and first.end - first.start == 1
        and first.start == c.start
    )


def troops(c: Clause, group: Group) -> bool:
    """True for a number of soldiers."""
    return group.form in ("digits", "words", "vague") and (
        group.sort == "force" or c.low(group.head) in ("forces", "personnel")
    )
