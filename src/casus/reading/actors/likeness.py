"""How likely two actors are one and the same.

| value | when |
| --- | --- |
| 1.0 | the same id, or a name in common that is more than a description |
| 0.6 | one is part of the other, or both are arms of one state ("US", "CENTCOM", "American troops") |
| 0.3 | nothing speaks against it: a description that may stand for the other, the same words for a group |
| 0.0 | else |
"""

from __future__ import annotations

from functools import lru_cache

from casus.model import Actor
from casus.reading.actors.tables import ARMED, heads, modifiers, rows, words_of

IDENTICAL, PART, COMPATIBLE, OTHER = 1.0, 0.6, 0.3, 0.0
_UNNAMED_SIDES = ARMED | {"unidentified"}
_STATE = frozenset({"state_force", "government"})


def same(a: Actor, b: Actor) -> float:
    """1.0, 0.6, 0.3 or 0.0 (see the module's table); symmetric."""
    if a.id and a.id == b.id:
        return IDENTICAL
    if not (a.id and b.id) and _shared_name(a, b):
        return IDENTICAL
    if a.id and b.id:
        return PART if _related(a, b) else OTHER
    return COMPATIBLE if _compatible(a, b) else OTHER


def _shared_name(a: Actor, b: Actor) -> bool:
    if "pronoun" in (a.type, b.type) or not _countries_agree(a, b):
        return False
    return bool(_proper_names(a) & _proper_names(b))


@lru_cache(maxsize=4096)
def _proper_names(actor: Actor) -> frozenset[tuple[str, ...]]:
    """The names that are more than nouns and adjectives of the tables."""
    names = {words_of(name) for name in actor.names}
    return frozenset(n for n in names if n and any(w not in heads() and w not in modifiers() and len(w) > 2 for w in n))


def _related(a: Actor, b: Actor) -> bool:
    if _state(a) and _state(a) == _state(b):
        return True
    return b.id in _wholes(a.id) or a.id in _wholes(b.id)


def _state(actor: Actor) -> str | None:
    """The state whose arm an actor is."""
    for ident in (actor.id, *_wholes(actor.id)):
        if ident.startswith("state-"):
            return ident[:8]
    return None


@lru_cache(maxsize=4096)
def _wholes(ident: str) -> tuple[str, ...]:
    """The ids that a listed actor is part of, near ones first."""
    out: list[str] = []
    waiting = [ident]
    while waiting:
        row = rows().get(waiting.pop(0))
        for part, _ in row.parts if row else ():
            if part not in out:
                out.append(part)
                waiting.append(part)
    return tuple(out)


def _countries_agree(a: Actor, b: Actor) -> bool:
    return not a.countries or not b.countries or bool(set(a.countries) & set(b.countries))


def _compatible(a: Actor, b: Actor) -> bool:
    if not _countries_agree(a, b):
        return False
    if a.type == b.type:
        return a.type not in ("person", "site") or _shared_word(a, b)
    if a.type in _UNNAMED_SIDES and b.type in _UNNAMED_SIDES:
        return True
    return a.type in _STATE and b.type in _STATE


def _shared_word(a: Actor, b: Actor) -> bool:
    """True if the last words of two names agree: "Ameri" and "Hadi al-Ameri", "army base" and "base"."""
    return bool({n[-1] for n in map(words_of, a.names) if n} & {n[-1] for n in map(words_of, b.names) if n})
