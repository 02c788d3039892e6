"""The words that are attributed: a clause after the cue, the sentence before it, a quotation to its end."""

from __future__ import annotations

from collections.abc import Sequence

from casus.reading.tagging import FINITE, Parse
from casus.reading.walks import phrase_right
from casus.reading.witnesses.finding import Find
from casus.reading.witnesses.tables import channels, words_of

Span = tuple[int, int]

HEARERS = words_of("hearers")
TAILS = frozenset({"comma", "stop", "close", "dash", "semi", ""})


def content(words: Parse, find: Find, nexts: Sequence[Find]) -> Span | None:
    """Offsets of what `find` attributes; `None` if it attributes nothing. `nexts`: the finds of the sentence."""
    low, high = _segment(words, find)
    if find.shape == "headline":
        return _trim(words, find.cue[1], high) if find.place == "before" else _trim(words, low, find.cue[0])
    if find.place == "lead":
        return _around_lead(words, find, low, high)
    start = find.cue[1] if find.place == "before" else find.source[1]
    if find.hearer is not None:
        start = find.hearer[1]
    start = _skip(words, start, high)
    if find.shape == "quoted":
        start = _after_as(words, find.cue[1], high)
    follows = words.words[start].tag if start < high else ""
    tail = (find.source[0] if find.place == "before" else find.cue[0]) - 1
    while tail >= low and words.words[tail].tag in ("adv", "aux"):
        tail -= 1
    can_tail = tail >= low and (
        words.words[tail].tag in ("comma", "quote", "dash", "close") or words.words[tail].low == "as"
    )
    if find.shape in ("object", "name", "number", "put", "of", "that", "out") and find.place == "before":
        return _trim(words, start, _cut(words, find, start, high, nexts))
    if can_tail and (follows in TAILS or find.place == "after"):
        return _tail(words, tail, start, low, high, find.place == "before")
    if follows in ("stop", "") or start >= high:
        return _sentence_before(words, low)
    if follows == "comma" and start + 1 < high and words.words[start + 1].tag in ("part", "conj"):
        return _sentence_before(words, low)
    return _trim(words, start, _cut(words, find, start, high, nexts))


def _after_as(words: Parse, at: int, high: int) -> int:
    """After "as saying" (or "as having said")."""
    for index in range(at, high - 1):
        if words.words[index].low == "as":
            return index + 2
    return at


def _segment(words: Parse, find: Find) -> tuple[int, int]:
    """The run of words between semicolons that holds the cue."""
    low, high = words.bounds(find.cue[0])
    for at in range(find.cue[0], low - 1, -1):
        if words.words[at].low == ";":
            low = at + 1
            break
    for at in range(find.cue[1], high):
        if words.words[at].low == ";":
            return low, at
    return low, high


def _skip(words: Parse, at: int, high: int) -> int:
    """Over times, adverbs and channels: "said [on Monday in a statement] that"."""
    known = channels()
    while at < high:
        word = words.words[at]
        if word.tag in ("adv", "time"):
            at += 1
        elif word.tag == "prep":
            end = phrase_right(words, at + 1, high)
            inside = words.words[at + 1 : end]
            if inside and any(w.low in known or w.low in HEARERS or w.tag == "time" for w in inside):
                at = end
            else:
                break
        else:
            break
    return at


def _tail(words: Parse, tail: int, start: int, low: int, high: int, before: bool) -> Span | None:
    """The words before ", X said", and those after it when the sentence goes on ("The men, police said, fled")."""
    goes_on = (
        start + 1 < high
        and words.words[start].tag in ("comma", "dash", "stop")
        and words.words[start + 1].tag in (*FINITE, "quote", "prep", "noun", "det", "pron", "sub")
        and words.words[start + 1].low not in ("as", "who", "while")
    )
    if goes_on and words.words[start + 1].tag in ("noun", "det", "pron"):
        clause = any(words.words[at].tag in FINITE for at in range(start + 1, min(high, start + 12)))
        goes_on = before and clause and tail - low <= 6
    return _trim(words, low, high if goes_on else tail)


def _around_lead(words: Parse, find: Find, low: int, high: int) -> Span | None:
    first = min(find.cue[0], find.source[0])
    if first - low <= 1:
        return _trim(words, max(find.source[1], find.cue[1]), high)
    return _trim(words, low, first) or _trim(words, max(find.source[1], find.cue[1]), high)


def _cut(words: Parse, find: Find, start: int, high: int, nexts: Sequence[Find]) -> int:
    """Where a second speaker begins: "X said ..., [while Y said ...]"."""
    for other in nexts:
        if other.cue[0] <= find.cue[0] or other.cue[0] < start:
            continue
        first = min(other.source[0], other.cue[0])
        if first < start:  # a second verb of the same speaker: "said X and denied Y"
            before = words.words[other.cue[0] - 1]
            if other.source == find.source and before.tag in ("conj", "comma"):
                return other.cue[0] - 1
            continue
        if first > start and (
            words.words[first - 1].tag in ("conj", "semi")
            or words.words[first - 1].low in ("while", "whereas", "although", "though", "but")
        ):
            return first - 1
    return high


def _sentence_before(words: Parse, low: int) -> Span | None:
    """ "A spokesman confirmed." speaks of the sentence before, in the same paragraph."""
    if low == 0:
        return None
    sentence = words.words[low - 1].sentence
    first, last = words.ranges[sentence]
    if "\n" in words.text[words.words[last - 1].end : words.words[low].start]:
        return None
    return _trim(words, first, last)


def _trim(words: Parse, first: int, last: int) -> Span | None:
    """Offsets without the marks at the ends, and without a leading "that"."""
    while first < last and (
        words.words[first].tag in ("comma", "semi", "dash", "quote", "close")
        or words.words[first].low in ("that", "as")
    ):
        first += 1
    while last > first and words.words[last - 1].tag in ("comma", "semi", "dash", "quote", "stop", "open", "conj"):
        last -= 1
    return words.span(first, last) if last > first else None
