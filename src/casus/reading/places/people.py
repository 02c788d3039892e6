"""Words that are names of persons in a text: a surname stays one wherever it stands ("Jordan Smith ... Smith")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from casus.reading.places import vocabulary
from casus.reading.places.scan import Found, Word

_BESIDE = (" ", "-", "\n", "  ", " '", " “", " ‘")
# Titles that are also parts of names of bodies and places ("General Hospital", "State Department").
_NO_TITLE = frozenset(("state", "general", "major"))


def is_unit(held: Found | None) -> bool:
    """True if a found run is the own name of a country, a first-level unit or a region."""
    return held is not None and any(e.kind in ("country", "admin1", "region") and not e.rank for e in held.entries[:2])


def people(words: Sequence[Word], taken: Mapping[int, Found]) -> set[str]:
    """Given names and surnames, lower case, of persons named in full or with a title."""
    given, cues = vocabulary.given_names(), vocabulary.cues()
    nouns = cues["organ"] | cues["unit"] | cues["settled"] | cues["site"] | cues["stop"]
    out: set[str] = set()
    for at in range(1, len(words)):
        word, before = words[at], words[at - 1]
        if not (word.cap and before.cap) or word.low in nouns or before.low in cues["stop"]:
            continue
        held, other = taken.get(at), taken.get(at - 1)
        if word.gap == ". ":
            if before.low in cues["title"] and len(before.text) < 5:
                out.add(word.low)
        elif word.gap not in _BESIDE:
            continue
        elif before.low in given:
            inside = other is not None and (other.first != other.last or is_unit(other))
            if not inside and (held is None or held.first == at):
                out.update((word.low, before.low))
        elif before.low in cues["title"] - _NO_TITLE and (held is None or held.last == at) and not is_unit(held):
            out.add(word.low)
    return out
