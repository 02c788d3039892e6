"""Finds listed actors and states in a page: longest name first, mindful of letter case, ambiguous names by context."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from casus.reading.actors.page import CAPITAL, HYPHEN, LOWER, OPEN, SLASH, SPACE, UPPER, Page
from casus.reading.actors.page import page as page_of
from casus.reading.actors.tables import Row, State, Term, common, given_names, lexicon, states, word_list

# Acronyms that upper-case text also has as ordinary words; there they are taken only with their stops ("U.S.").
INSIDE = frozenset({SPACE, HYPHEN, SLASH, OPEN})
DATELINE = 30  # words: title and dateline say which country a report is about
ALSO_WORDS = word_list("also_words")


@dataclass(frozen=True, slots=True)
class Name:
    """Words `first` to `last` (not with it) name a listed actor or a state."""

    first: int
    last: int
    row: Row | None
    state: State | None
    form: str

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries it belongs to."""
        if self.state is not None:
            return (self.state.iso,)
        return self.row.countries if self.row is not None else ()


@lru_cache(maxsize=8)
def find_in(text: str) -> tuple[Name, ...]:
    """The names in a text (kept for the last few texts, since reading and resolving need the same)."""
    return find(page_of(text))


def find(page: Page) -> tuple[Name, ...]:
    """The names in a page, none overlapping another, in order."""
    found = list(_runs(page))
    weights = _countries(found)
    sure = {t.row.id for _, _, terms in found if len(terms) == 1 for t in terms if t.row is not None}
    chosen = ((first, last, _choose(terms, weights, sure)) for first, last, terms in found)
    return tuple(Name(first, last, term.row, term.state, term.form) for first, last, term in chosen if term is not None)


def dominant(names: tuple[Name, ...]) -> str | None:
    """The country that a report is about, if one stands out: named at least twice as often as any other."""
    weights = _countries(
        [(n.first, n.last, (Term((), False, False, row=n.row, state=n.state, form=n.form),)) for n in names]
    )
    ranked = weights.most_common(2)
    if not ranked or ranked[0][1] < 3 or (len(ranked) == 2 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    return ranked[0][0]


def _runs(page: Page) -> Iterator[tuple[int, int, tuple[Term, ...]]]:
    book = lexicon()
    at, total = 0, len(page)
    while at < total:
        sizes = book.lengths.get(page.key[at])
        step = 1
        for size in sizes or ():
            if at + size > total or not all(page.gap[i] in INSIDE for i in range(at + 1, at + size)):
                continue
            terms = book.terms.get(tuple(page.key[at : at + size]))
            fitting = tuple(t for t in terms or () if _fits(page, at, size, t))
            if fitting:
                yield at, at + size, fitting
                step = size
                break
        at += step


def _fits(page: Page, at: int, size: int, term: Term) -> bool:
    """True if the words' letter case allows the name, and a "'s" inside is the name's own."""
    if size > 1 and not term.bracket and any(page.gap[i] == OPEN for i in range(at + 1, at + size)):
        return False
    if size > 1 and not term.genitive and any(page.possessive[i] for i in range(at, at + size - 1)):
        return False
    if page.shout[at]:
        dotted = "." in page.words(at, at + size)
        return dotted or not (size == 1 and term.acronym and page.key[at] in ALSO_WORDS)
    case = page.case[at]
    if term.acronym:
        return case == UPPER or (case == CAPITAL and page.words(at, at + 1) in (term.row.names if term.row else ()))
    if case == LOWER:
        return term.small or (size > 1 and _rest_capital(page, at, size))
    if size > 1:
        return term.small or case != LOWER
    # "Dawn broke", "Wagner said": one ordinary word at a sentence's start says nothing.
    return not (page.initial(at) and page.key[at] in common()) and not _inside_name(page, at)


def _rest_capital(page: Page, at: int, size: int) -> bool:
    """ "al-Shabaab", "al Qaeda", "the Pentagon": a small first word of at most three letters before a capital."""
    return len(page.key[at]) <= 3 and page.case[at + 1] in (CAPITAL, UPPER)


def _inside_name(page: Page, at: int) -> bool:
    """True for the second word of what looks like a person's name: "Pat Jordan", "Ali Badr"."""
    return (
        at > 0
        and page.spaced(at)
        and page.key[at - 1] in given_names()
        and page.case[at - 1] == CAPITAL
        and page.case[at] == CAPITAL
    )


def _countries(found: list[tuple[int, int, tuple[Term, ...]]]) -> Counter[str]:
    """How often each country is named; a listed actor of one country counts half as much as its name."""
    weights: Counter[str] = Counter()
    for first, _, terms in found:
        if len(terms) != 1:
            continue
        (term,) = terms
        if term.state is not None:
            weights[term.state.iso] += (1 if term.form == "seat" else 2) + (2 if first < DATELINE else 0)
        elif term.row is not None and len(term.row.countries) == 1 and term.row.countries[0] in states():
            weights[term.row.countries[0]] += 1
    return weights


def _choose(terms: tuple[Term, ...], weights: Counter[str], sure: set[str]) -> Term | None:
    """The meaning that the report speaks for: another name of it stands there, else its country is named most."""
    if len(terms) == 1:
        return terms[0]

    def score(term: Term) -> tuple[bool, int]:
        countries = (term.state.iso,) if term.state else term.row.countries if term.row else ()
        return (term.row is not None and term.row.id in sure, max((weights[c] for c in countries), default=0))

    ranked = sorted(terms, key=score, reverse=True)
    if score(ranked[0]) > score(ranked[1]):
        return ranked[0]
    outlets = [term for term in terms if term.row is not None and term.row.type == "media"]
    return outlets[0] if len(outlets) == 1 else None
