"""Quotations: the words between quotation marks, whatever the marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casus.text.lines import paragraphs

_PAIRS = {
    "“": "”",
    "«": "»",
    "„": "“”",
    "‹": "›",
    "‘": "’",
    '"': '"',
    "'": "'",
    "``": "''",
    "「": "」",
    "『": "』",
    "‟": "”",
}
_MARK = re.compile(r"``|''|[“”„‟«»‹›‘’\"「」『』']")
_SENTENCE_END = re.compile(r"[.!?…](?=\s)")
_DEEPEST = 8  # levels of nesting kept; more are marks that were never closed, and the time must stay linear
_SINGLE = frozenset("‘'’")


def quotations(text: str) -> tuple[tuple[int, int], ...]:
    """Offsets (start, end) of what stands inside quotation marks, sorted; a quotation within another comes too.

    Marks: “ ”, « », „ “, ‹ ›, ‘ ’, " ", ' ', `` '', 「 」. A quotation ends with its paragraph: an opening mark
    that is never closed holds to the paragraph's end if the next paragraph opens with one (the custom for long
    quotations), else to the first mark closed inside it, else to the end of its sentence. A closing mark with
    nothing open is no quotation. Never raises; linear in the text.
    """
    blocks = paragraphs(text)
    out: list[tuple[int, int]] = []
    for (start, end), (below, _) in zip(blocks, [*blocks, (len(text), len(text))][1:], strict=True):
        out.extend(_inside(text, start, end, goes_on=text[below : below + 1] in {"“", '"', "«", "„"}))
    return tuple(sorted({(a, b) for a, b in out if text[a:b].strip()}))


def _inside(text: str, start: int, end: int, goes_on: bool) -> Iterator[tuple[int, int]]:
    stack: list[list[int | str]] = []  # mark, offset inside it, first close within it (-1: none)
    for found in _MARK.finditer(text, start, end):
        mark, at = found[0], found.start()
        before = text[at - 1] if at > start else " "
        after = text[found.end()] if found.end() < end else " "
        if mark in _SINGLE and before.isalnum() and after.isalnum():
            continue  # an apostrophe
        level = _closes(stack, mark, before, after)
        if level is not None:
            yield from _cut(text, stack[level + 1 :], at, end, goes_on=False)
            yield int(stack[level][1]), at
            del stack[level:]
            for frame in stack:
                frame[2] = at if frame[2] == -1 else frame[2]
        elif _opens(mark, before, after):
            stack.append([mark, found.end(), -1])
            del stack[:-_DEEPEST]
    yield from _cut(text, stack, end, end, goes_on)


def _closes(stack: list[list[int | str]], mark: str, before: str, after: str) -> int | None:
    """The level of the stack that a mark closes; only the nearest frame of its kind can be."""
    if mark in _SINGLE and (
        after.isalnum() or before.isspace() or (before in "sS" and after == " " and len(stack) > 1)
    ):
        return None
    if mark == '"' and before.isspace() and not after.isspace():
        return None
    for level in range(len(stack) - 1, max(-1, len(stack) - 4), -1):
        opener = str(stack[level][0])
        if mark in _PAIRS.get(opener, "") and not (mark == "“" and opener == "„" and before.isspace()):
            return level
        if opener == "”" and mark == "”" and not before.isspace():  # ”Swedish quotation marks”
            return level
    return None


def _opens(mark: str, before: str, after: str) -> bool:
    if after.isspace() and mark not in "“«„‘":
        return False
    outside = before.isspace() or before in "([{“«„\"‘'—–-/:"
    if mark == "”":
        return outside and after.isalnum()
    return mark in _PAIRS and (
        outside or mark in "“«„‹「『" or (mark == '"' and not before.isalnum() and before not in ".,!?")
    )


def _cut(text: str, stack: list[list[int | str]], limit: int, end: int, goes_on: bool) -> Iterator[tuple[int, int]]:
    """What to make of marks that were never closed."""
    for mark, inside, first in stack:
        if mark in ("'", "‘", "”"):  # an apostrophe before a word, or junk
            continue
        if goes_on and limit == end:
            yield int(inside), limit
        elif int(first) > int(inside):
            yield int(inside), int(first)
        else:
            stop = _SENTENCE_END.search(text, int(inside), limit)
            yield int(inside), stop.end() if stop else limit
