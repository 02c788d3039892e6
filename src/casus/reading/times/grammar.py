"""A small pattern language over token classes.

    compile_("(the)? (last|next) UNIT")   # upper case: a class of the lexer; lower case: that very word

Spaces only separate; `( ) | ? * +` mean what they mean in a regular expression; `_` is any one token.
"""

from __future__ import annotations

import re

from casus.reading.times.lexer import SYMBOL

_ITEM = re.compile(r"[A-Za-z'_]+|[()|?*+]|\s+|!")


def compile_(pattern: str) -> re.Pattern[str]:
    """A pattern over symbols. `ValueError` for a word that the lexer does not know as class or literal."""
    out: list[str] = []
    at = 0
    while at < len(pattern):
        item = _ITEM.match(pattern, at)
        if item is None:
            raise ValueError(f"cannot read the pattern {pattern!r} at {at}")
        at = item.end()
        word = item.group()
        if word.isspace():
            continue
        if word == "_":
            out.append(".")
        elif word == "(":
            out.append("(?:")
        elif word in ")|?*+":
            out.append(word)
        elif word in SYMBOL:
            out.append(SYMBOL[word])
        else:
            raise ValueError(f"unknown word {word!r} in the pattern {pattern!r}")
    return re.compile("".join(out))
