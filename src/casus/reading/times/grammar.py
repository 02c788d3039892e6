"""A small pattern language over token classes.

    compile_("(the)? (last|next) UNIT")   # upper case: a class of the lexer; lower case: that very word

Spaces only separate; `( ) | ?` mean what they mean in a regular expression, `*` is up to `REPEATS` times.
"""

from __future__ import annotations

import re
from itertools import pairwise

from casus.reading.times.lexer import SYMBOL

REPEATS = 6  # what `*` allows: a match is of bounded length, so finding all is linear in the text
_ITEM = re.compile(r"[A-Za-z'_]+|[()|?*]|\s+")


def compile_(pattern: str) -> re.Pattern[str]:
    """A pattern over symbols. `ValueError` for a word that the lexer does not know as class or literal."""
    out: list[str] = []
    for item in _items(pattern):
        if item == "(":
            out.append("(?:")
        elif item == "*":
            out.append(f"{{0,{REPEATS}}}")
        elif item in ")|?":
            out.append(item)
        else:
            out.append(SYMBOL[item])
    return re.compile("".join(out))


def required(pattern: str) -> str:
    """Symbols that every match holds: the words outside brackets that are neither optional nor alternatives.

    Looking for them first is much cheaper than running the pattern over a text that cannot match.
    """
    items = [*_items(pattern), ""]
    depth, out = 0, ""
    for item, after in pairwise(items):
        depth += {"(": 1, ")": -1}.get(item, 0)
        if item == "|" and not depth:
            return ""
        if not depth and item in SYMBOL and after not in ("?", "*"):
            out += SYMBOL[item]
    return out


def _items(pattern: str) -> list[str]:
    out: list[str] = []
    at = 0
    while at < len(pattern):
        item = _ITEM.match(pattern, at)
        if item is None or (item.group()[0].isalpha() and item.group() not in SYMBOL):
            raise ValueError(f"cannot read the pattern {pattern!r} at {at}: {pattern[at : at + 20]!r}")
        at = item.end()
        if not item.group().isspace():
            out.append(item.group())
    return out
