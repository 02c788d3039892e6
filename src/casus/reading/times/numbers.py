"""Numbers in the tokens of a time expression."""

from __future__ import annotations

import re

from casus.reading.times.lexer import Token

NUMBERS = frozenset({"NUM", "NUMW", "VAGUE", "A", "ORDW", "ORD"})


def number(tokens: list[Token]) -> tuple[int, int]:
    """(lowest, highest) that the number tokens say: "two to three" (2, 3), "twenty-four" (24, 24); (1, 1) for none."""
    lows: list[int] = []
    highs: list[int] = []
    for token in tokens:
        if token.cls not in NUMBERS:
            continue
        if token.cls in ("NUMW", "VAGUE"):
            low, high = (int(part) for part in token.value.split())
        else:
            low = high = int(re.sub(r"\D", "", token.text) or token.value or 1)
        lows.append(low)
        highs.append(high)
    return (min(lows), max(highs)) if lows else (1, 1)


def first_of(tokens: list[Token], *classes: str) -> Token | None:
    """The first token of one of the classes."""
    return next((token for token in tokens if token.cls in classes), None)


def day_number(token: Token) -> int:
    """The number of an ordinal or figure: "3rd", "third" are 3."""
    return int(token.value) if token.cls == "ORDW" else int(re.sub(r"\D", "", token.text))


def full_year(text: str) -> int:
    """The year of "1989", "89", "\'89": two figures up to 49 are of this century."""
    value = int(re.sub(r"\D", "", text))
    return value if value > 99 else value + (1900 if value > 49 else 2000)
