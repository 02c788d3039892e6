"""Paragraphs: which line breaks end one, and which are only the edge of a hard-wrapped line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
LIST_ITEM = re.compile(
    r"\s*(?:[•◦‣▪●■►▶✔➤⚡\-–—*·+>#]\s+|[•◦‣▪●■►▶➤⚡]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)/]\s|\d{1,2}/\d{0,2}\s|[\U0001f300-\U0001faff\u2600-\u27bf])"
)
# Words that begin with a small letter though they are names: "al-Shabaab fighters ..." may open a paragraph.
_ARTICLE = re.compile(r"(?:a[dhlnrstz]|ash|ath|el|ul|e[dnrst])[-‐‑’'`](?=[^\W\d_])|i[A-Z]|eB")
_STOP = re.compile(r"[.!?…:;。！？؟۔।॥။][\"'”’»)\]]*$")
# What can't be the last word of a line that stands alone: the sentence goes on below.
_OPEN_END = re.compile(
    r"(?:,|[^\W\d_]-|\b(?:the|a|an|of|in|on|at|to|by|for|from|with|and|or|but|that|which|who|as|into|near|than|its|their|his|her|was|were|is|are|has|have|had|been))$",
    re.IGNORECASE,
)
_WIDTHS = (40, 100)  # columns of wrapped text: mail and wire terminals use 60..80


@dataclass(frozen=True, slots=True)
class Line:
    """One line: offsets without its line break and without white space at its ends."""

    start: int
    end: int


def lines(text: str) -> tuple[Line, ...]:
    """The lines of a text; a blank line has `start == end`."""
    return tuple(_trim(text, start, end) for start, end in _raw(text))


def paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    """Offsets (start, end) of the paragraphs, without white space at their ends, in order.

    A blank line ends a paragraph, and so does a line break, unless the sentence plainly goes on in the next
    line: that line starts with a small letter, or the text is hard-wrapped and the line was full.
    """
    found = lines(text)
    width = wrap_width(text, found)
    return tuple(_join(text, found, width))


def wrap_width(text: str, found: Sequence[Line]) -> int | None:
    """The column at which the text is hard-wrapped; `None` if its lines are paragraphs."""
    lengths = sorted(line.end - line.start for line in found if line.end > line.start)
    if len(lengths) < 3:
        return None
    width = lengths[min(len(lengths) - 1, len(lengths) * 95 // 100)]
    if not _WIDTHS[0] <= width <= _WIDTHS[1]:
        return None
    pairs = [(a, b) for a, b in pairwise(found) if a.end > a.start and b.end > b.start]
    running = [(a, b) for a, b in pairs if not _STOP.search(text, max(a.start, a.end - 4), a.end)]
    if not running:
        return None
    if not any(char.islower() for line in found[:200] for char in text[line.start : line.end]):
        full = sum(a.end - a.start >= 0.7 * width for a, _ in running)
        return width if 2 * full >= len(running) else None
    small = sum(_starts_small(text, b) for _, b in running)
    return width if 3 * small >= len(running) else None


def goes_on(text: str, above: Line, below: Line, width: int | None) -> bool:
    """True if the break between two lines is inside a sentence (or a wrapped paragraph)."""
    if above.start == above.end or below.start == below.end or LIST_ITEM.match(text, below.start, below.end):
        return False
    stopped = _STOP.search(text, max(above.start, above.end - 4), above.end) is not None
    if width is None:
        return not stopped and (
            _starts_small(text, below)
            or _OPEN_END.search(text, max(above.start, above.end - 12), above.end) is not None
        )
    word = re.compile(r"\S{1,30}").match(text, below.start, below.end)
    room = above.end - above.start + 1 + (len(word[0]) if word else 0)
    # A full line runs on, whatever its last character; a shorter one only if nothing was closed there.
    return room > width if stopped else room > width - 12 or _starts_small(text, below)


def _join(text: str, found: Sequence[Line], width: int | None) -> Iterator[tuple[int, int]]:
    start: int | None = None
    for line, below in zip(found, [*found, Line(len(text), len(text))][1:], strict=True):
        if line.start == line.end:
            continue
        start = line.start if start is None else start
        if not goes_on(text, line, below, width):
            yield start, line.end
            start = None


def _starts_small(text: str, line: Line) -> bool:
    return text[line.start].islower() and not _ARTICLE.match(text, line.start, line.end)


def _raw(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in BREAK.finditer(text):
        yield start, found.start()
        start = found.end()
    yield start, len(text)


def _trim(text: str, start: int, end: int) -> Line:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Line(start, end)
