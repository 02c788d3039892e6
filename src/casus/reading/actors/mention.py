"""What the actor reader returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from casus.model import Actor

Kind = Literal["named", "description", "person", "site", "pronoun"]


@dataclass(frozen=True, slots=True)
class ActorMention:
    """Words that stand for a party: `start`, `end` are code points of the text, without determiner and number.

    `definite` is true after "the", "this", "its" and the like; `head` is the noun that the phrase is built on, in
    small letters ("fighters" in "fighters from a pro-Iranian group").
    """

    start: int
    end: int
    actor: Actor
    kind: Kind
    definite: bool = False
    plural: bool = False
    head: str = ""


def unique(*names: str, limit: int = 10) -> tuple[str, ...]:
    """Names in order, each once, without empty ones."""
    return tuple(dict.fromkeys(name for name in (" ".join(n.split()) for n in names) if name))[:limit]
