"""Attributions: finds with their words, names of those who speak, chains, quotations that go on."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from casus.model import Witness
from casus.reading.tagging import Parse, parse
from casus.reading.witnesses.cast import PRONOUNS, Mention, antecedent, clean, name_of, named, sort_of
from casus.reading.witnesses.contents import content
from casus.reading.witnesses.finding import (
    Find,
    Range,
    channel_of,
    finds,
    outlet_of,
)
from casus.reading.witnesses.tables import Mood
from casus.text.quotes import quotations

OWN = re.compile(r"\W*(?:that\s+)?(?:it|its|they|their|we|our|he himself)\b", re.IGNORECASE)
CHAIN = 3  # links kept before the nearest one
LETTERS = 5  # characters a word, the space with it
LONG_QUOTE = 5  # words: shorter quotations without a cue are scare quotes
ORPHAN_REACH = 2  # sentences between a speaker and a quotation without a cue


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody is cited for words of the report. Offsets are into the text that was read.

    `start`, `end`: the words attributed (they may hold the cue where the speaker interrupts them). `cue_*`: the
    verb or "according to"; for a quotation that goes on without one, its opening mark. `source_*`: the noun phrase
    as written ("he" where the report says so; `witness.name` then has the name he was last called). `mood`: whether the
    speaker asserts, denies or doubts the words, or the report only lets him allege them. `self_report`: the
    speaker tells of his own side's deed ("said it had shelled").
    """

    start: int
    end: int
    cue_start: int
    cue_end: int
    source_start: int
    source_end: int
    witness: Witness
    mood: Mood = "asserts"
    self_report: bool = False


@lru_cache(maxsize=8)
def read(text: str) -> tuple[Attribution, ...]:
    """Every attribution of a text, in the order of their cues.

    Scope: the sentence of the cue, a quotation to its end, and quotations without a cue that follow their
    speaker. Nested reports come as one attribution each, the inner with the outer names in `witness.through`.
    Any text will do; nothing is raised.
    """
    words = parse(text)
    found = sorted(finds(words), key=lambda find: (find.cue, find.source))
    quotes = _outer(quotations(text))
    cast: list[Mention] = []
    out: list[Attribution] = []
    for number, find in enumerate(found):
        span = content(words, find, _of_sentence(words, found, number))
        if span is None:
            continue
        name = _name(words, find.source, cast)
        if not name:
            continue
        span = _whole_quote(text, span, quotes)
        out.append(_attribution(words, find, span, name, out))
    return tuple(sorted([*out, *_orphans(words, out, quotes)], key=lambda one: (one.cue_start, one.start)))


def _of_sentence(words: Parse, found: list[Find], number: int) -> list[Find]:
    """The finds after this one in the same sentence."""
    sentence = words.words[found[number].cue[0]].sentence
    last = number + 1
    while last < len(found) and words.words[found[last].cue[0]].sentence == sentence:
        last += 1
    return found[number + 1 : last]


def _name(words: Parse, source: Range, cast: list[Mention]) -> str:
    first, last = source
    if last - first == 1 and words.words[first].low in PRONOUNS:
        return antecedent(words, first, cast) or words.words_of(first, last)
    name = name_of(words, source)
    if name:
        cast.append(Mention(first, name, sort_of(words, named(words, source) or source)))
    return name


def _attribution(words: Parse, find: Find, span: Range, name: str, before: list[Attribution]) -> Attribution:
    cue = words.span(*find.cue)
    source = words.span(find.source[0], (named(words, find.source) or find.source)[1])
    through = [clean(words.words_of(*link)) for link in find.links]
    outlet = outlet_of(words, find.hearer)
    if outlet is not None:
        through.insert(0, clean(outlet))
    outer = _outer_of(before, cue, source)
    if outer is not None and not find.links:
        through = [*outer.witness.through[-CHAIN:], outer.witness.name, *through]
    own = bool(OWN.match(words.text, span[0], span[1])) and find.place == "before"
    mood = find.mood
    witness = Witness(name, channel_of(words, find), tuple(dict.fromkeys(link for link in through if link != name)))
    return Attribution(*span, *cue, *source, witness, mood, own)


def _outer_of(before: list[Attribution], cue: Range, source: Range) -> Attribution | None:
    """The attribution whose words hold this cue and its source: the next link of the chain."""
    for one in reversed(before[-4:]):
        inside = one.start <= min(cue[0], source[0]) and cue[1] <= one.end
        if inside and one.cue_start < one.start and (one.source_start, one.source_end) != source:
            return one
    return None


def _outer(quotes: tuple[Range, ...]) -> list[Range]:
    """Quotations that stand in no other."""
    out: list[Range] = []
    for start, end in quotes:
        if not out or start >= out[-1][1]:
            out.append((start, end))
    return out


def _whole_quote(text: str, span: Range, quotes: list[Range]) -> Range:
    """Words that touch a quotation of several sentences are the whole quotation."""
    start, end = span
    at = max(bisect_right(quotes, (start, len(text))) - 1, 0)
    while at < len(quotes) and quotes[at][0] <= end:
        first, last = quotes[at]
        long = last - first >= LONG_QUOTE * LETTERS
        if long and first <= start < last:
            start = first
        if long and first < end <= last:
            end = last
        at += 1
    return start, end


def _orphans(words: Parse, found: list[Attribution], quotes: list[Range]) -> list[Attribution]:
    """Quotations without a cue belong to the speaker before them."""
    out = []
    at = 0
    reach = 0  # up to where the attributions that begin before the quotation's end go
    spans = sorted((one.start, one.end) for one in found)
    following = 0
    for start, end in quotes:
        while following < len(spans) and spans[following][0] < end:
            reach = max(reach, spans[following][1])
            following += 1
        while at < len(found) and found[at].cue_start < start:
            at += 1
        if reach > start or at == 0 or len(words.text[start:end].split()) < LONG_QUOTE:
            continue
        last = found[at - 1]
        index, before = words.at(start), words.at(last.cue_start)
        if index is None or before is None:
            continue
        if words.words[index].sentence - words.words[before].sentence <= ORPHAN_REACH:
            source = last.source_start, last.source_end
            out.append(Attribution(start, end, max(start - 1, 0), start, *source, last.witness))
    return out
