"""Is a text English at all? `rules/1` reads no other language, and an empty reading should say why."""

from __future__ import annotations

import re

COMMON = frozenset(
    "the of and to in a that for was on is were with said by at it from as his have has had be an are not".split()
)
ENOUGH = 30  # words below which nothing is said: a headline may have none of the common words
# The least of 752 invented and some 3,500 other English reports is .095; Spanish, French, German texts: under .03.
SHARE = 0.08
NOTE = "hardly looks like English, the only language that rules/1 reads: translate it, or read it with another reader"


def note(text: str) -> str | None:
    """A sentence for `Reading.notes` where the text does not look English."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    if len(words) < ENOUGH:
        return None
    return NOTE if sum(word in COMMON for word in words) / len(words) < SHARE else None
