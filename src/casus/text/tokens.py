"""Words, numbers and punctuation with their offsets."""

from __future__ import annotations

import re
from typing import NamedTuple

# Python's \w leaves out the vowel signs of the scripts of South and South-East Asia (U+0900..U+109F), the points of
# Hebrew and Arabic and combining accents; without them a Hindi or Burmese word falls to pieces. The dandas
# (U+0964, U+0965) and the Burmese section marks (U+104A, U+104B) are full stops and stay out.
MARKS = (
    "\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670"
    "\u0900-\u0963\u0966-\u1049\u104c-\u109f\u200c\u200d\u00ad"
)
WORD = rf"[\w{MARKS}]"
APOSTROPHES = "'’ʼʻ`´"
HYPHENS = "-‐‑"

_POSSESSIVE = rf"(?!['’ʼ][sS](?!{WORD}))"
_JOINED = (
    rf"(?:{_POSSESSIVE}(?:[{HYPHENS}]|[{APOSTROPHES}](?=[^\W\d_])){WORD}+"  # ceasefire-line, Sana'a
    rf"|(?<=\d)[.,:](?=\d){WORD}+)*"  # 1,200  2.7m  10:45
)
_TOKEN = re.compile(
    rf"(?P<initials>[^\W\d_](?:\.[^\W\d_])+\.?(?!{WORD})(?:[{HYPHENS}]{WORD}+{_JOINED})?)"  # U.S.  a.m.  U.N.-backed
    rf"|(?P<word>{WORD}+{_JOINED})"
    rf"|(?P<possessive>['’ʼ][sS](?!{WORD}))"
    r"|\S"
)


class Token(NamedTuple):
    """A run of characters: `text` is `source[start:end]`. A named tuple: a report has a thousand of them."""

    start: int
    end: int
    text: str


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text, in order; they never overlap and leave out only white space.

    Words keep their inner hyphens and apostrophes ("22-year-old", "Sana'a"), numbers their separators
    ("1,200", "2.7m", "10:45"), initials their stops ("U.S.", "a.m."). A possessive "'s" is a token of its
    own; every other character is one token. Never raises; linear in the text.
    """
    return tuple(Token(found.start(), found.end(), found[0]) for found in _TOKEN.finditer(text))
