"""Actors: who did it and who or what suffered it, named or described, with the words' places in the text.

    from casus.reading import actors
    found = actors.resolve(actors.read(text), text)

`read` finds mentions, `resolve` gives descriptions and short forms the names that the same report gives them,
`same` says how likely two actors are one, `find` looks one name up.
"""

from __future__ import annotations

from casus.model import Actor
from casus.reading.actors import names
from casus.reading.actors.chunks import Chunker
from casus.reading.actors.likeness import same
from casus.reading.actors.mention import ActorMention
from casus.reading.actors.page import page
from casus.reading.actors.parties import country, listed
from casus.reading.actors.phrases import mentions
from casus.reading.actors.resolution import resolve
from casus.reading.actors.tables import lexicon, words_of

__all__ = ["ActorMention", "find", "read", "resolve", "same"]


def read(text: str) -> tuple[ActorMention, ...]:
    """The mentions of parties in a text, in text order. Never raises; time grows with the text's length.

    A phrase for a site or an unlisted body may hold the mention of the party that it belongs to ("a vehicle
    belonging to Hamas"): mentions nest, and never cross.
    """
    found = page(text)
    return tuple(sorted(mentions(Chunker(found, names.find_in(text))), key=lambda m: (m.start, -m.end)))


def find(name: str) -> Actor | None:
    """The listed actor or the state's organ that a name as a whole stands for; `None` if it is not listed."""
    terms = lexicon().terms.get(words_of(name), ())
    if len(terms) == 1:
        row, state = terms[0].row, terms[0].state
        return listed(row, name) if row else country(state, name) if state else None
    best = max(read(name), key=lambda m: m.end - m.start, default=None)
    if best is None or not best.actor.id or best.end - best.start < 0.6 * len(name.strip()):
        return None
    return best.actor
