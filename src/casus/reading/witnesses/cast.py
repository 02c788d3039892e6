"""Who is meant by "he", "they", "it": the last fitting name among those who spoke and the subjects nearby."""

from __future__ import annotations

import re
from dataclasses import dataclass

from casus.reading.tagging import FINITE, Parse
from casus.reading.walks import phrase_right, subject_of
from casus.reading.witnesses.finding import Range, head_of
from casus.reading.witnesses.tables import speakers, words_of

PERSONAL = frozenset({"he", "she", "i", "him", "her"})
PLURAL = frozenset({"they", "we", "them"})
PRONOUNS = PERSONAL | PLURAL | {"it"}
BODIES = words_of("bodies")
NAME = 7  # words of a name in an aside
LINKING = frozenset("of for and in the de la al bin ibn del".split())
REACH = 6  # sentences over which a name is carried
FORE = 40  # words at a sentence's start among which its subject is looked for


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at a word: `sort` is "person", "crowd" or "body"."""

    at: int
    name: str
    sort: str


def clean(name: str) -> str:
    """A name in one line, without marks at its ends (the stop of "U.S." stays)."""
    flat = " ".join(name.split())
    bare = flat.strip(" \"“”«»„,;:'‘’`-–—()" if flat.count("(") != flat.count(")") else " \"“”«»„,;:'‘’`-–—")
    return bare if re.search(r"\b[^\W\d_]\.$", bare) else bare.rstrip(".")


def sort_of(words: Parse, source: Range, spoke: bool = True) -> str:
    """Whether a phrase names a "person", a "crowd", a "body", or a bare "name" that may be either ("Moreno").

    A common noun that has spoken is a person ("a trader"); one that has not is a "thing".
    """
    head = words.words[head_of(words, source)]
    low = head.low
    if low in BODIES:
        return "body"
    raised = words.text[head.start].isupper()
    if low.endswith("s") and not low.endswith(("ss", "us", "is", "'s")) and (not raised or low in speakers()):
        return "crowd"
    capitals = sum(
        words.text[words.words[at].start].isupper() and words.words[at].tag == "noun" for at in range(*source)
    )
    if low in speakers() or (raised and capitals >= 2 and not words.text[head.start : head.end].isupper()):
        return "person"
    if raised:
        return "name"
    return "person" if spoke else "thing"


def fits(pronoun: str, sort: str) -> bool:
    """Whether the pronoun can stand for a name of that sort."""
    if pronoun in PERSONAL:
        return sort in ("person", "name")
    if pronoun in PLURAL:
        return sort in ("crowd", "body", "name")
    return sort in ("body", "name")


def antecedent(words: Parse, at: int, known: list[Mention]) -> str:
    """The name that the pronoun at word `at` stands for; "" if none fits. `known`: who spoke before, in order."""
    pronoun = words.words[at].low
    sentence = words.words[at].sentence
    best = next(
        (
            one
            for one in reversed(known[-12:])
            if one.at < at and sentence - words.words[one.at].sentence <= REACH and fits(pronoun, one.sort)
        ),
        None,
    )
    for back in (0, 1):
        near = _subject(words, sentence - back)
        if near is None or near[0] >= at or words.words[near[0]].tag == "pron":
            continue
        if (best is None or near[0] > best.at) and fits(pronoun, sort_of(words, near, spoke=False)):
            return clean(words.words_of(*near))
        if best is not None and words.words[best.at].sentence >= sentence - back:
            break
    return best.name if best is not None else ""


def name_of(words: Parse, source: Range) -> str:
    """The name of a source: the phrase, or the name in its aside or after "calling itself"."""
    return clean(words.words_of(*(named(words, source) or source)))


def named(words: Parse, source: Range) -> Range | None:
    """ "A spokesman, [Jan Roe], said", "a rebel group, [the Front for Change], says", "a group calling itself [X]".

    Only where the phrase itself holds no name; `None` if there is no better one.
    """
    high = words.bounds(source[0])[1]
    at = source[1]
    if at + 2 >= high or any(_raised(words, i) and i > source[0] for i in range(*source)):
        return None
    if words.words[at].low in ("calling", "styling") and words.words[at + 1].low.endswith(("self", "selves")):
        last = phrase_right(words, at + 2, high, frozenset({"of", "for", "in"}))
        return (at + 2, last) if last > at + 2 else None
    if words.words[at].low == "known" and words.words[at + 1].low == "as":
        last = phrase_right(words, at + 2, high, frozenset({"of", "for", "in"}))
        return (at + 2, last) if last > at + 2 else None
    if words.words[at].tag != "comma":
        return None
    first = last = at + 1
    while (
        last < high
        and last - first < NAME
        and (_raised(words, last) or (last > first and words.words[last].low in LINKING))
    ):
        last += 1
    lead = words.words[first].tag == "det" and first + 1 < high and words.words[source[1] - 1].tag == "noun"
    if last == first and lead:
        last = first + 1
        while last < high and last - first < NAME and (_raised(words, last) or words.words[last].low in LINKING):
            last += 1
        last = last if last > first + 2 else first
    closed = last < high and words.words[last].tag in ("comma", "stop", "dash")
    return (first, last) if closed and last - first >= 2 and _raised(words, last - 1) else None


def _raised(words: Parse, at: int) -> bool:
    word = words.words[at]
    first = words.text[word.start]
    return (word.tag == "noun" and (first.isupper() or word.low.startswith(("al-", "el-")))) or word.tag == "dot"


def _subject(words: Parse, sentence: int) -> Range | None:
    """The subject of the first finite verb of a sentence."""
    if not 0 <= sentence < len(words.ranges):
        return None
    first, last = words.ranges[sentence]
    for at in range(first + 1, min(last, first + FORE)):
        if words.words[at].tag in FINITE:
            found = subject_of(words, at)
            if found is not None:
                return found
    return None
