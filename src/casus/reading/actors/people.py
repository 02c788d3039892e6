"""Persons: titles, roles and what stands around a capitalised name."""

from __future__ import annotations

from casus.reading.actors.chunks import MONTHS_DAYS, PARTICLES, SKIP, Chunker
from casus.reading.actors.page import CAPITAL, COMMA, HYPHEN, LOWER, UPPER
from casus.reading.actors.tables import given_names, word_list

TITLES = word_list("titles")
GIVEN = given_names()
SINGLE_SAYING = word_list("single_saying")
RANKS = word_list("ranks")  # before one single word in upper case these show a name, "JUDGE" or "CHIEF" don't
SAYING = word_list("saying")
PLACE_BEFORE = word_list("place_before")


def run(chunker: Chunker, at: int, limit: int = 6) -> int:
    """The end of a personal name that starts at a word: capitals, particles, initials; `at` if there is none."""
    page, end, solid = chunker.page, at, at
    while end < len(page) and end - at < limit and (end == at or page.gap[end] <= HYPHEN):
        word = page.key[end]
        if word in MONTHS_DAYS or (chunker.at.get(end) is not None and end > at and chunker.at[end].row is not None):
            break
        if page.case[end] in (CAPITAL, UPPER) and not page.shout[end]:
            if page.titled[end] and word in chunker.common and word not in GIVEN:
                break
            solid = end + 1
            if page.possessive[end]:
                break
        elif word not in PARTICLES:
            break
        end += 1
    return solid


def loud_run(chunker: Chunker, at: int) -> int:
    """The same in upper-case text, behind a title: up to four words that are no ordinary words."""
    page, end = chunker.page, at
    while end < len(page) and end - at < 4 and page.shout[end] and (end == at or page.gap[end] <= HYPHEN):
        word = page.key[end]
        ordinary = word in chunker.common or word in chunker.heads or word in chunker.modifiers or word in MONTHS_DAYS
        if word[0].isdigit() or word in SKIP or word in SAYING or (end in chunker.at and end == at):
            break
        if ordinary and word not in GIVEN and word not in PARTICLES:
            break
        end += 1
        if page.possessive[end - 1]:
            break
    while end > at and page.key[end - 1] in PARTICLES:
        end -= 1
    return end


def likely(chunker: Chunker, at: int, end: int) -> bool:
    """True if capitals without a title are a person's: a usual first name, or words of speech or age beside it."""
    page = chunker.page
    if end - at < 2:
        return end > at and _single(chunker, at, end)
    first = page.key[at] in GIVEN
    if at and page.gap[at] == 0 and page.key[at - 1] in PLACE_BEFORE and not first:
        return False
    if any(page.key[i] in chunker.heads and page.key[i] not in GIVEN for i in range(at + 1, end)):
        return False
    if first:
        return True
    after = page.key[end] if end < len(page) and page.gap[end] <= COMMA else ""
    if _introduced(chunker, at):
        return True
    aged = after.isdigit() and len(after) == 2 and page.gap[end] == COMMA
    if aged or (after in ("a", "an", "the") and page.gap[end] == COMMA and _role(chunker, end + 1)):
        return True
    if page.initial(at) and page.key[at] in chunker.common:
        return False
    return after in SAYING and page.case[end] == LOWER


def _single(chunker: Chunker, at: int, end: int) -> bool:
    """ "Zoulou said": one capitalised word that is no ordinary one, before a verb of speech."""
    page, word = chunker.page, chunker.page.key[at]
    if end >= len(page) or not page.spaced(end) or page.key[end] not in SINGLE_SAYING or page.case[end] != LOWER:
        return False
    known = word in chunker.common or word in chunker.heads or word in chunker.modifiers or word in TITLES
    return page.case[at] == CAPITAL and not page.shout[at] and len(word) > 2 and not known


def _introduced(chunker: Chunker, at: int) -> bool:
    """True behind a comma and a word for one person: "A rebel spokesman, Sem Kogoya, said"."""
    noun = chunker.heads.get(chunker.page.key[at - 1]) if at and chunker.page.gap[at] == COMMA else None
    return noun is not None and noun.sense == "person" and not noun.plural


def _role(chunker: Chunker, at: int) -> bool:
    """True if a phrase for a person follows: ", a senior Hashd commander"."""
    chunk = chunker.parse(at) if at < len(chunker.page) and chunker.page.joined(at) else None
    return chunk is not None and chunk.noun is not None and chunk.noun.sense == "person" and not chunk.noun.plural
