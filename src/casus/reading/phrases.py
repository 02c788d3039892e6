"""Noun phrases and clauses by tables: who stands before a verb, what stands after it, who did it by "by".

No parser: the walks (`casus.reading.walks`) go over tagged words (`casus.reading.tagging`) and stop where a noun
phrase stops. They work without capitals (upper-case wires) as well as with them.
"""

from __future__ import annotations

from casus.reading.tagging import FINITE, NOMINAL, Parse, parse
from casus.reading.walks import REACH, agent_of, phrase_right, subject_of

__all__ = ["NOMINAL", "Parse", "agent_by", "clauses", "object_after", "parse", "subject_before"]

LOOSE = frozenset({"after", "before", "since", "until", "till", "than", "as", "except", "following"})


def subject_before(text: str, at: int) -> tuple[int, int] | None:
    """Offsets of the noun phrase that is the subject of the verb at offset `at`; `None` if none is found.

    Asides are crossed ("Jan Roe, who chairs the council, [condemned]" gives "Jan Roe"), helpers, adverbs and
    times skipped, and for a second verb ("... and demanded", "..., adding") the first one's subject is given.
    """
    words = parse(text)
    index = words.at(at)
    found = None if index is None else subject_of(words, index)
    return None if found is None else words.span(*found)


def object_after(text: str, at: int) -> tuple[int, int] | None:
    """Offsets of the noun phrase right after the verb at offset `at`, with its "of", "in" ... parts."""
    words = parse(text)
    index = words.at(at)
    if index is None:
        return None
    high = words.bounds(index)[1]
    first = index + 1
    while first < high and words.words[first].tag in ("adv", "aux"):
        first += 1
    last = phrase_right(words, first, high)
    return words.span(first, last) if last > first else None


def agent_by(text: str, at: int) -> tuple[int, int] | None:
    """Offsets of the doer named by "by" after the verb or noun at offset `at` ("was claimed [by the group]")."""
    words = parse(text)
    index = words.at(at)
    found = None if index is None else agent_of(words, index)
    return None if found is None else words.span(*found)


def clauses(text: str) -> tuple[tuple[int, int], ...]:
    """Offsets of the clauses, in order, without overlap: sentences cut where a new subject and verb begin."""
    words = parse(text)
    out: list[tuple[int, int]] = []
    for first, last in words.ranges:
        cuts = [at for at in range(first + 1, last) if _opens_clause(words, at, first, last)]
        for begin, end in zip([first, *cuts], [*cuts, last], strict=True):
            while end > begin and words.words[end - 1].tag in ("comma", "semi", "dash", "stop"):
                end -= 1
            if end > begin:
                out.append(words.span(begin, end))
    return tuple(out)


def _opens_clause(words: Parse, at: int, first: int, last: int) -> bool:
    word, before = words.words[at], words.words[at - 1]
    if before.tag in ("semi", "dash") or word.tag in ("sub", "rel"):
        return True
    if word.tag == "part":
        return before.tag == "comma"
    if word.tag == "conj" or (word.tag == "prep" and word.low in LOOSE):
        after = phrase_right(words, at + 1, min(last, at + 12))
        while after < last and words.words[after].tag == "adv":
            after += 1
        return after < last and words.words[after].tag in FINITE and (word.tag != "conj" or _has_verb(words, first, at))
    return False


def _has_verb(words: Parse, first: int, last: int) -> bool:
    return any(words.words[at].tag in FINITE for at in range(max(first, last - REACH), last))
