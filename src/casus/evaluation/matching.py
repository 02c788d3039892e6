"""Which record of ours answers which of the gold: alike in kind and resting on the same words, or on the same
time and place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from casus.codebook import codebook
from casus.evaluation.names import actor_hits, as_names, same_name
from casus.evaluation.values import Json, overlap, same_place

# Kinds of one family (see the codebook) stand for each other at a discount, neighbouring families at a greater one.
NEIGHBOURS = (frozenset({"strike", "fight"}), frozenset({"fight", "unrest"}), frozenset({"fight", "ground"}))
SAME_KIND, SAME_FAMILY, NEIGHBOUR_FAMILY = 1.0, 0.6, 0.3
WORDS, TIME, PLACE, ACTORS = 1.0, 0.5, 0.5, 0.3

FULL_STATEMENT = 3.0  # the words, the speaker and the kind
FULL_TALLY = 2.0  # the words with the number, and the unit

Ranges = list[tuple[int, int]]


class Record:
    """A record with the character ranges of its evidence in the report's title, line feed, text."""

    def __init__(self, data: Json, whole: str) -> None:
        self.data = data
        self.ranges: Ranges = [place for quote in data.get("evidence") or [] for place in _everywhere(quote, whole)]

    def touches(self, other: Record) -> bool:
        """True if some evidence of both shares a character."""
        return any(a < d and c < b for a, b in self.ranges for c, d in other.ranges)


def _everywhere(quote: str, whole: str) -> Ranges:
    out, at = [], whole.find(quote)
    while at >= 0:
        out.append((at, at + len(quote)))
        at = whole.find(quote, at + 1)
    return out


def kind_likeness(gold: str, ours: str | None) -> float:
    """1 for the same kind, less for kinds that are near, 0 for strangers."""
    if gold == ours:
        return SAME_KIND
    families = frozenset(_family(kind) for kind in (gold, ours))
    if len(families) == 1:
        return SAME_FAMILY
    return NEIGHBOUR_FAMILY if families in NEIGHBOURS else 0.0


def _family(kind: str | None) -> str | None:
    known = codebook().get(kind or "")
    return known.family if known else kind


def event_likeness(gold: Record, ours: Record) -> float:
    """0 when the two can't be the same event; else the better, the more alike."""
    kind = kind_likeness(gold.data["kind"], ours.data.get("kind"))
    if not kind:
        return 0.0
    words = gold.touches(ours)
    time = overlap(gold.data.get("time"), ours.data.get("time"))
    place = same_place(gold.data.get("place"), ours.data.get("place"))
    if not words and not (time and place):
        return 0.0
    actors = actor_hits(gold.data.get("actors") or [], ours.data.get("actors") or []) > 0
    return kind + WORDS * words + TIME * time + PLACE * place + ACTORS * actors


def statement_likeness(gold: Record, ours: Record) -> float:
    """One point each for the words (without them 0), the speaker, the kind."""
    if not gold.touches(ours):
        return 0.0
    speaker = as_names(ours.data.get("speaker") or [])
    who = any(same_name(name, gold.data.get("speaker") or []) for name in speaker)
    return 1.0 + who + bool(gold.data["kind"] == ours.data.get("kind"))


def tally_likeness(gold: Record, ours: Record) -> float:
    """One point for the words with the number (without both 0), one for the unit."""
    low = (gold.data.get("count") or {}).get("low")
    same_unit = bool(gold.data.get("unit") == ours.data.get("unit"))
    if low is None or low != (ours.data.get("count") or {}).get("low") or not gold.touches(ours):
        return 0.0
    return 1.0 + same_unit


def match(
    golds: Sequence[Record], ours: Sequence[Record], alike: Callable[[Record, Record], float]
) -> list[tuple[int, int]]:
    """One-to-one pairs of positions, the most alike first; ties go to the earlier records."""
    ranked = sorted((-alike(gold, own), i, j) for i, gold in enumerate(golds) for j, own in enumerate(ours))
    pairs: list[tuple[int, int]] = []
    used_gold, used_ours = set[int](), set[int]()
    for value, i, j in ranked:
        if value < 0 and i not in used_gold and j not in used_ours:
            pairs.append((i, j))
            used_gold.add(i)
            used_ours.add(j)
    return pairs
