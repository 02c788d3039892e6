"""Sentences: where a stop ends one, and where it belongs to an abbreviation, a number or a quotation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casus.text.lines import LIST_ITEM, paragraphs
from casus.text.tables import table

_CLOSERS = "\"'”’»›)\\]}"
_OPENERS = "\"'“‘«‹„([{—–-"
_END = re.compile(rf"(?P<stop>[.!?…]+|[。！？؟۔।॥။]+)(?P<close>[{_CLOSERS}]*)(?P<note>(?:\[\d{{1,3}}\])*)")
_WORD_BEFORE = re.compile(r"[^\W_]+(?:\.[^\W\d_])*$")
_NEXT = re.compile(rf"\s*[{re.escape(_OPENERS)}\s]*(?P<word>[^\W_]+(?:['’-][^\W_]+)*)?")
_ARTICLE = re.compile(r"(?:a[dhlnrstz]|ash|ath|el)[-‐‑]", re.IGNORECASE)
_UNSPACED = re.compile(r"[a-z]{2}\.$")  # "...the base.The army": scraped pages lose the space
_LOOK_BACK = 24  # characters: longer than any abbreviation

_AFTER = {(row["word"], row["role"]) for row in table("after_stop")}
_KIND = {row["word"]: row["kind"] for row in table("abbreviations")}


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Offsets (start, end) of the sentences, without white space at their ends, in order and not overlapping.

    Every character that is not white space lies in exactly one sentence. A paragraph's end ends a sentence
    (see `casus.text.lines`). Never raises; linear in the text.
    """
    return tuple(span for start, end in paragraphs(text) for span in _split(text, start, end))


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    upper = not any(char.islower() for char in text[start:end])
    marker = LIST_ITEM.match(text, start, end)
    at = marker.end() if marker else start
    for found in _END.finditer(text, at, end):
        if found.end() >= end:
            break
        if found.start() < at or not _ends(text, found, end, upper):
            continue
        yield start, found.end()
        start = found.end()
        while start < end and text[start].isspace():
            start += 1
        at = start
    if start < end:
        yield start, end


def _ends(text: str, found: re.Match[str], end: int, upper: bool) -> bool:
    stop, after = found["stop"], found.end()
    if stop[0] in "。！？؟۔।॥။":
        return True
    spaced = text[after].isspace()
    nothing = _NEXT.match(text, after, min(end, after + 40))
    word = nothing["word"] if nothing and nothing["word"] else ""
    if not spaced:
        return (
            stop == "."
            and not found["close"]
            and word[:1].isupper()
            and nothing is not None
            and nothing.start("word") == after
            and len(word) > 1
            and _UNSPACED.search(text, max(0, found.end("stop") - 3), found.end("stop")) is not None
            and (word[1].islower() or word[1] in "'’")
        )
    if word[:1].islower() and not _ARTICLE.match(word):
        return False
    if stop != ".":
        return True
    return _stop_ends(text, found.start(), word, upper, bool(found["close"]))


def _stop_ends(text: str, at: int, word: str, upper: bool, closed: bool) -> bool:
    """Whether a single full stop at `at`, followed by `word`, ends the sentence."""
    before = _WORD_BEFORE.search(text, max(0, at - _LOOK_BACK), at)
    if before is None or closed:
        return True
    small, follows = before[0].lower(), word.lower()
    starts = (follows, "start") in _AFTER or (not upper and (follows, "start_mixed") in _AFTER)
    if small in {"a.m", "p.m", "am", "pm"}:
        return (follows, "time") not in _AFTER and not word[:1].isdigit()
    if "." in small:  # U.S., U.N., e.g.
        return starts
    if len(small) == 1 and small.isalpha():  # an initial: J. Smith, Ahmed K. said
        return starts and small != "i" and not upper
    kind = _KIND.get(small)
    if kind == "number":
        # "no" is also a word, "mar", "sep", "dec", "art" are hardly ever: "He said no. The army ..."
        return not word[:1].isdigit() and (starts or small in {"no", "art", "res", "para"})
    return kind is None or (kind == "open" and starts)
