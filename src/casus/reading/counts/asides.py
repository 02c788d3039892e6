"""Figures without a casualty verb: "no casualties", "900 soldiers in Syria", "the rebels said six"."""

from __future__ import annotations

from collections.abc import Iterator

from . import tables
from .clauses import Clause
from .lexer import Lexed
from .lists import People
from .outcomes import ZERO, Hit, Outcome, alone, superseded, troops
from .phrases import NONE, Group

_ASIDE_WORDS = frozenset([*ZERO, "soldiers", "troops", "personnel"])
_SILENT = tables.words("unknown")


_STOCK = 100  # fewer soldiers "in" a place are mostly passengers; garrisons are told in hundreds
_STATIONED = tables.words("stationed")
_PARTLY = tables.words("partly")
_CLOSING = tables.words("closing") | {""}


def stocks(c: Clause, triggers: list[Hit]) -> Iterator[tuple[Hit, Outcome]]:
    """ "Has 900 soldiers in Syria": forces that stand somewhere, where no other word counts them."""
    if any(frame.sort != "troops" for hit in triggers for frame in hit.frames):
        return
    for group in c.groups:
        if not troops(c, group) or group.count.low < _STOCK or c.low(group.head) in ("officers", "policemen"):
            continue
        if c.low(group.end) in _STATIONED:
            hit = Hit(group.head, group.head + 1, (tables.Frame("troops", "stock"),))
            yield hit, Outcome("troops", alone(group), group.count)


def zero_words(lx: Lexed, start: int, stop: int) -> bool:
    """True if a noun stands there that "no" would make a nil figure of, or a count of forces."""
    return not _ASIDE_WORDS.isdisjoint(lx.low[start:stop])


def none_found(c: Clause) -> Iterator[tuple[Hit, Outcome]]:
    """ "No casualties", "without loss of life", "none of the attacks caused injuries or deaths"."""
    if _ASIDE_WORDS.isdisjoint(c.lx.low[c.start : c.stop]):
        return
    for i in range(c.start, c.stop):
        sorts = ZERO.get(c.low(i))
        if (
            sorts is None
            or c.lx.kind[i] != "w"
            or c.low(i + 1) in ("figure", "figures", "toll", "count", "list", "lists", "penalty")
        ):
            continue
        first = _denied(c, i)
        if first < 0:
            continue
        group = Group(first, i + 1, NONE, "none", i, True, tail=i + 1)
        who = People(first, i + 1, NONE, (group,))
        for sort in sorts:
            yield Hit(i, i + 1, (tables.Frame(sort, "zero"),)), Outcome(sort, who, NONE)


def _denied(c: Clause, i: int) -> int:
    """The token of the word that says none of the noun at `i`; -1 if nothing does."""
    lone = c.low(i) in ("dead", "wounded", "injured", "death", "injury", "loss")
    for k in range(i - 1, max(c.start, i - 8) - 1, -1):
        low = c.low(k)
        if low in _SILENT or low in _PARTLY:
            return -1
        between = [c.low(n) for n in range(k + 1, i)]
        if low in ("no", "without", "zero", "nil", "negative"):
            linked = any(w in tables.DET or (w in tables.PREP and w != "of") for w in between)
            never = low == "without" and any(c.low(n) in tables.MODAL for n in range(k - 4, k))
            return k if not ((lone and i - k > 3) or linked or never) else -1
        if low in ("not", "never", "neither", "none", "nor") or low.endswith("n't"):
            said = low == "none" or (k == i - 1 and c.low(k - 1) in tables.BE) or any(w in _CAUSING for w in between)
            return k if said and not lone else -1
        if low in (".", ";", ":", "but", "that", "killed", "were", "was") or c.lx.kind[k] == "d":
            return -1
    return -1


_CAUSING = tables.words("causing")


RIVAL_WORDS = tables.words("rival")


_NUMBER_OF = frozenset("spoke speaks speak speaking figure figures total number count toll talks talk".split())


_PUT_AT = frozenset("put puts it them figure number toll count total dead losses deaths killed".split())


def rivals(c: Clause, sort: str) -> Iterator[tuple[Hit, Outcome]]:
    """Bare numbers that a source "says", "gives", "puts it at": rival figures of the toll before."""
    for group in c.groups:
        if group.form not in ("digits", "words"):
            continue
        if group.head >= 0 or group.more:
            return  # the sentence counts something of its own
        at = group.start - 1
        if c.low(group.start) == "one":
            continue
        if not _rival_word(c, at) or c.low(group.end) not in _CLOSING:
            continue
        yield (
            Hit(at, at + 1, (tables.Frame(sort, "rival"),)),
            Outcome(sort, alone(group), group.count, True, superseded(c, alone(group))),
        )


def _rival_word(c: Clause, at: int) -> bool:
    low, before = c.low(at), c.low(at - 1)
    if low not in RIVAL_WORDS:
        return False
    if low == "at":
        return before in _PUT_AT
    if low == "of":
        return before in _NUMBER_OF
    if low in ("is", "was"):
        return before in ("number", "figure", "total", "count", "toll")
    if low == "to":
        return any(c.low(i) in ("raised", "revised", "corrected", "lowered") for i in range(at - 5, at))
    return True
