"""One form for all spellings of a name: what the gazetteer is indexed by."""

from __future__ import annotations

import re
import unicodedata

# Letters that NFKD leaves whole, and marks that stand for a glottal stop in transliterations.
_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe"}
    | {"ə": "a", "Ə": "a", "ð": "d", "þ": "th", "Þ": "th", "ħ": "h", "ŋ": "ng"}
    | dict.fromkeys("'’‘ʿʾ`ʼʻ´ʹ′ˈ", "")
)
_WORDS = re.compile(r"[^\W_]+")
_PLAIN = re.compile(r"[A-Za-z]+")
ARTICLES = frozenset("al el ash as ad ar an at az ath adh ul il ez es ed er".split())


def key(name: str) -> str:
    """Casefolded words without marks, accents and apostrophes: "Deïr ez-Zôr" is "deir ez zor".

    Two names with one key are spelt the same for every purpose of the gazetteer. Linear in the name.
    """
    if _PLAIN.fullmatch(name):
        return name.lower()
    name = name.translate(_LETTERS)
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
        name = name.casefold().translate(_LETTERS)
    return " ".join(_WORDS.findall(name.lower()))


def bare(words: str) -> str:
    """A key without its articles: "al bukamal" is "bukamal", "deir ez zor" is "deir zor"."""
    parts = words.split()
    kept = [part for part in parts if part not in ARTICLES]
    return " ".join(kept) if kept else words
