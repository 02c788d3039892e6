"""When two names are the same, and how many actors of a list were found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

ARTICLES = ("the", "a", "an")

Names = str | list[str]


def norm(name: object) -> str:
    """Lower case ASCII words without marks and articles: "The Kata'ib Hizballah" is "kataib hizballah"."""
    text = unicodedata.normalize("NFKD", str(name)).encode("ascii", "ignore").decode().casefold()
    words = re.sub(r"[^a-z0-9 ]", " ", text.replace("'", "").replace(".", "")).split()
    return " ".join(word for word in words if word not in ARTICLES)


def same_name(ours: object, accepted: Iterable[object]) -> bool:
    """True if our name equals an accepted one, or one is a run of words that makes at least half of the other."""
    words = norm(ours).split()
    return bool(words) and any(_same(words, norm(name).split()) for name in accepted)


def _same(left: list[str], right: list[str]) -> bool:
    short, long = (left, right) if len(left) < len(right) else (right, left)
    if not short or len(short) * 2 < len(long):
        return False
    return any(long[i : i + len(short)] == short for i in range(len(long) - len(short) + 1))


def as_names(actor: Names) -> list[str]:
    """The names of an actor, which may be written as one bare name."""
    return actor if isinstance(actor, list) else [actor]


def actor_hits(gold: Sequence[Sequence[str]], ours: Iterable[Names]) -> int:
    """How many of the gold actors are met by an actor of ours, each of ours used once."""
    left, hits = list(ours), 0
    for accepted in gold:
        for i, actor in enumerate(left):
            if any(same_name(name, accepted) for name in as_names(actor)):
                del left[i]
                hits += 1
                break
    return hits
