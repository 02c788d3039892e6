"""Attributions: finds with their words, names of those who speak, chains, quotations that go on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from casus.model import Witness
from casus.reading.phrases import Parse, parse
from casus.reading.witnesses.contents import content
from casus.reading.witnesses.finding import (
    Find,
    Range,
    appositive_name,
    channel_of,
    finds,
    head_of,
    nearest_subject,
    outlet_of,
)
from casus.reading.witnesses.tables import Mood
from casus.text.quotes import quotations

PERSONAL = frozenset({"he", "she", "i", "him", "her"})
PLURAL = frozenset({"they", "we", "them"})
THING = frozenset({"it"})
WHO = frozenset({"who", "which"})
BODIES = frozenset(
    "ministry army police government agency group command council office force forces party union movement front organisation "
    "organization committee court embassy state mission radio television statement report navy military union coalition "
    "administration house newspaper watch centre center department company militia brigade".split()
)
OWN = re.compile(r"\W*(?:that\s+)?(?:it|its|they|their|we|our|he himself)\b", re.IGNORECASE)
LONG_QUOTE = 5  # words: shorter quotations without a cue are scare quotes
ORPHAN_REACH = 2  # sentences between a speaker and a quotation without a cue


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody is cited for words of the report. Offsets are into the text that was read.

    `start`, `end`: the words attributed (they may hold the cue where the speaker interrupts them). `cue_*`: the
    verb or "according to"; for a quotation that goes on without one, its opening mark. `source_*`: the noun phrase as written
    ("he" where the report says so; `witness.name` then has the name he was last called). `mood`: whether the
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


@dataclass(slots=True)
class _Cast:
    """Who has spoken so far, for "he", "they", "it"."""

    person: str = ""
    crowd: str = ""
    body: str = ""

    def remember(self, name: str, low_head: str) -> None:
        if low_head in BODIES:
            self.body = name
        elif low_head.endswith("s") and not low_head.endswith(("ss", "us", "is")) and " " not in name.strip():
            self.crowd = name
        elif low_head.endswith("s") and name[:1].islower():
            self.crowd = name
        else:
            self.person = name
            self.body = self.body or name

    def of(self, pronoun: str) -> str:
        if pronoun in PERSONAL:
            return self.person
        if pronoun in PLURAL:
            return self.crowd or self.body
        return self.body or self.person


def read(text: str) -> tuple[Attribution, ...]:
    """Every attribution of a text, in the order of their cues.

    Scope: the sentence of the cue, a quotation to its end, and quotations without a cue that follow their
    speaker. Nested reports come as one attribution each, the inner with the outer names in `witness.through`.
    Any text will do; nothing is raised.
    """
    words = parse(text)
    found = sorted(finds(words), key=lambda find: (find.cue, find.source))
    quotes = _outer(quotations(text))
    cast = _Cast()
    out: list[Attribution] = []
    seen_sentence = -1
    for number, find in enumerate(found):
        sentence = words.words[find.cue[0]].sentence
        span = content(words, find, _of_sentence(words, found, number))
        if span is None:
            continue
        name = _name(words, find.source, cast, sentence, seen_sentence)
        seen_sentence = sentence
        if not name:
            continue
        span = _whole_quote(text, span, quotes)
        out.append(_attribution(words, find, span, name, out))
    return tuple(sorted([*out, *_orphans(words, out, quotes)], key=lambda one: (one.cue_start, one.start)))


def _of_sentence(words: Parse, found: list[Find], number: int) -> list[Find]:
    sentence = words.words[found[number].cue[0]].sentence
    out = []
    for find in found[number + 1 :]:
        if words.words[find.cue[0]].sentence != sentence:
            break
        out.append(find)
    return out


def _name(words: Parse, source: Range, cast: _Cast, sentence: int, seen: int) -> str:
    first, last = source
    low = words.words[first].low
    if last - first == 1 and words.words[first].tag in ("pron", "rel") or low in PERSONAL | PLURAL | THING:
        known = cast.of(low)
        if low in PERSONAL and seen < sentence - 2:
            known = _earlier_person(words, sentence) or known
        return known or words.words_of(first, last)
    named = appositive_name(words, source)
    name = clean(words.words_of(*(named or source)))
    if name:
        cast.remember(name, words.words[head_of(words, source)].low)
    return name


def _earlier_person(words: Parse, sentence: int) -> str:
    """The subject of one of the two sentences before, if it looks like a person's name."""
    for back in (1, 2):
        subject = nearest_subject(words, sentence - back)
        if subject is not None and subject[1] - subject[0] >= 2:
            name = words.words_of(*subject)
            if name[:1].isupper() and words.words[subject[1] - 1].low not in BODIES and words.text[words.words[subject[1] - 1].start].isupper():
                return clean(name)
    return ""


def clean(name: str) -> str:
    """A name in one line without marks at its ends."""
    return " ".join(name.split()).strip(" \"“”«»„,;:'‘’`-–—.")if not re.search(r"[A-Z]\.$", name) else " ".join(name.split()).strip(" \"“”«»„,;:'‘’`-–—")


def _attribution(words: Parse, find: Find, span: Range, name: str, before: list[Attribution]) -> Attribution:
    cue = words.span(*find.cue)
    through = [clean(words.words_of(*link)) for link in find.links]
    outlet = outlet_of(words, find.hearer)
    if outlet is not None:
        through.insert(0, clean(outlet))
    outer = _outer_of(before, cue, words.span(*find.source))
    if outer is not None and not find.links:
        through = [*outer.witness.through, outer.witness.name, *through]
    own = bool(OWN.match(words.text, span[0], span[1])) and find.place == "before"
    mood = find.mood
    witness = Witness(name, channel_of(words, find), tuple(dict.fromkeys(link for link in through if link != name)))
    return Attribution(*span, *cue, *words.span(*find.source), witness, mood, own)


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
    for first, last in quotes:
        if last < start or first > end:
            continue
        if first <= start < last and len(text[first:last].split()) >= LONG_QUOTE:
            start = min(start, first)
        if first < end <= last and len(text[first:last].split()) >= LONG_QUOTE:
            end = max(end, last)
    return start, end


def _orphans(words: Parse, found: list[Attribution], quotes: list[Range]) -> list[Attribution]:
    """Quotations without a cue belong to the speaker before them."""
    out = []
    at = 0
    covered = sorted((one.start, one.end) for one in found)
    for start, end in quotes:
        if len(words.text[start:end].split()) < LONG_QUOTE or any(a < end and start < b for a, b in covered):
            continue
        while at < len(found) and found[at].cue_start < start:
            at += 1
        last = found[at - 1] if at else None
        index = words.at(start)
        before = words.at(last.cue_start) if last else None
        if last is None or index is None or before is None:
            continue
        if words.words[index].sentence - words.words[before].sentence <= ORPHAN_REACH:
            mark = max(start - 1, 0)
            out.append(
                Attribution(start, end, mark, start, last.source_start, last.source_end, last.witness, "asserts", False)
            )
    return out
