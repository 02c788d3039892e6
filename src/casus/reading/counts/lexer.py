"""Words, numbers and marks of a text with their offsets, and the classes the count grammar asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from casus.text.sentences import sentences

_BLANK = "    "
# Groups: d digits, x digits glued to letters ("60-year-old", "122mm", "35th"), w words, p marks.
_TOKEN = re.compile(
    r"(?P<w>[^\W\d_](?:\.[^\W\d_]\.(?:[^\W\d_]\.)*|[^\W_]*(?:[-‐‑'’][^\W_]+)*))"
    rf"|(?P<d>\d{{1,3}}(?:[,'’{_BLANK}]\d{{3}})+(?!\d)|\d{{1,3}}(?:,\d\d)+,\d{{3}}(?!\d)"
    r"|\d{1,3}(?:\.\d{3})+(?![\d.])|\d+(?:\.\d+)?)"
    r"(?P<x>(?:[-‐‑]?[^\W\d_]+)(?:[-‐‑'’][^\W_]+)*)?"
    r"|(?P<p>\.{2,}|[^\w\s]|_)"
)
_APOSTROPHES = str.maketrans({"’": "'", "‐": "-", "‑": "-"})

_LONGEST = 250  # tokens; the longest sentence of the training reports has 84


@dataclass(slots=True)
class Lexed:
    """Parallel lists, one item a token. `kind`: d digits, x digits with letters, w word, p mark, s to be skipped."""

    text: str
    low: list[str] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    kind: list[str] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    upper: bool = False

    def cap(self, i: int) -> bool:
        """True if token `i` starts with a capital that means something (not in upper-case text)."""
        return not self.upper and self.kind[i] == "w" and self.raw[i][0].isupper()


def lex(text: str, skip: Sequence[tuple[int, int]] = ()) -> Lexed:
    """Cut `text` into tokens and sentences; tokens that touch a span of `skip` get kind "s"."""
    matches = list(_TOKEN.finditer(text))
    spans = [match.span() for match in matches]
    raw = [text[start:end] for start, end in spans]
    small = text.translate(_APOSTROPHES).lower()
    same = len(small) == len(text)  # "İ".lower() is two characters long
    out = Lexed(
        text,
        low=[small[start:end] for start, end in spans] if same else [_small(word) for word in raw],
        raw=raw,
        start=[start for start, _ in spans],
        end=[end for _, end in spans],
        kind=[match.lastgroup or "p" for match in matches],  # "x" closes after "d", so it is the last group
    )
    _mark_skipped(out, skip)
    out.upper = _is_upper(text)
    out.sentences = _ranges(out)
    return out


def _small(word: str) -> str:
    return word.translate(_APOSTROPHES).lower()


def _mark_skipped(out: Lexed, skip: Sequence[tuple[int, int]]) -> None:
    i = 0
    for start, end in sorted(skip):
        while i < len(out.end) and out.end[i] <= start:
            i += 1
        j = i
        while j < len(out.start) and out.start[j] < end:
            out.kind[j] = "s"
            j += 1


def _is_upper(text: str) -> bool:
    """True for wire text in capitals: hardly a small letter among the first 4,000 characters."""
    head = text[:4000]
    small = sum(map(str.islower, head))
    return small * 5 < sum(map(str.isupper, head))


def _ranges(out: Lexed) -> list[tuple[int, int]]:
    """Token ranges of the sentences; a semicolon ends one too, since each side of it counts by itself.

    So does the token `_LONGEST`: the frames look at a whole sentence for each casualty word, and a page without
    full stops must not cost the square of its length.
    """
    ranges, start, size = [], 0, len(out.low)
    for _, end in sentences(out.text):
        at = start
        while at < size and out.start[at] < end:
            at += 1
            if out.low[at - 1] == ";" or at - start == _LONGEST:
                ranges.append((start, at))
                start = at
        if at > start:
            ranges.append((start, at))
            start = at
    return ranges
