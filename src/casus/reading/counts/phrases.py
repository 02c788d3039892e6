"""Noun phrases that stand for people or things, with how many: "at least eight fighters", "a woman", "his wife"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from casus.model import Count

from . import tables
from .lexer import Lexed
from .numbers import Quantity, bounded, is_number, may_start, quantity
from .runs import PARTICLES, Run, breaks, scan, stops

ONE = Count(1, 1)


MANY = Count(2, None)


NONE = Count(0, 0)


_PLACE_BEFORE = tables.words("place_before")
_MORE = frozenset("more other others further additional".split())


_STATES = frozenset("dead wounded injured killed missing hurt injuries deaths fatalities casualties arrests".split())


_SINGULAR = frozenset("he she him himself herself each someone somebody everyone everybody".split())
_DETERMINERS = frozenset("the these those all this whose any every".split())


_PLURALS = frozenset("they them themselves".split())


@dataclass(slots=True)  # never changed once made; not frozen, since a frozen one takes four times as long to make
class Group:
    """A noun phrase: token range, how many, and what kind of words say so.

    `form` is digits, words, vague, none, article, plural, definite, name, pronoun or list. `head` is the
    token of its noun (-1: none), `tail` the end with an "of" phrase. `fresh` is False for "the two", "his".
    """

    start: int
    end: int
    count: Count
    form: str
    head: int = -1
    person: bool = False
    side: str = ""
    sort: str = ""
    tail: int = 0
    more: bool = False
    definite: bool = False
    part: bool = False
    plain: int = -1
    hedge: str = ""


@lru_cache(maxsize=8192)
def _role(low: str) -> str:
    """What a noun phrase that begins with this word is: det, number, one, many, bare; "" if none can begin."""
    if low in _DETERMINERS or low in tables.POSSESSIVE:
        return "det"
    if low in _SINGULAR:
        return "one"
    if low in _PLURALS:
        return "many"
    if low in ("a", "an", "another") or may_start(low):
        return "number"
    return "" if low in stops() or low in breaks() else "bare"


def parse(lx: Lexed, i: int, stop: int) -> Group | None:
    """The noun phrase that starts at token `i`, if one does."""
    low, kind = lx.low[i], lx.kind[i]
    if kind in "ps" and low not in ("~", ">", "<", "≈"):
        return None
    role = "number" if kind in "dx" else _role(low)
    if not role:
        return None
    if low == "those" and i + 1 < stop and lx.low[i + 1] in ("who", "in", "on", "at", "killed", "wounded", "injured"):
        role = "many"
    if role == "det":
        return _determined(lx, i, stop)
    if role == "number":
        return _numbered(lx, i, stop)
    if role == "bare":
        return _bare(lx, i, stop)
    return Group(i, i + 1, ONE if role == "one" else MANY, "pronoun", i, True, tail=i + 1, definite=True)


def _numbered(lx: Lexed, i: int, stop: int) -> Group | None:
    low = lx.low[i]
    found = quantity(lx, i, stop)
    if found is not None and not (found.form == "vague" and i and lx.low[i - 1] in ("how", "so", "as", "too")):
        return _counted(lx, found, stop)
    if low in ("a", "an", "another"):
        return _article(lx, i, stop)
    hedged = _hedged_article(lx, i, stop)
    if hedged is not None or lx.kind[i] not in "wx" or low in stops() or low in breaks():
        return hedged
    return _bare(lx, i, stop)


def _determined(lx: Lexed, i: int, stop: int) -> Group | None:
    at = i + 1
    if at >= stop:
        return None
    if lx.low[i] == "all" and lx.low[at] in ("the", "of"):
        at += 1
    found = quantity(lx, at, stop) if at < stop else None
    if found is not None and found.form in ("digits", "words", "vague"):
        group = _counted(lx, found, stop)
        return None if group is None else replace(group, start=i, definite=True)
    run = scan(lx, at, stop)
    low = lx.low[at] if at < stop else ""
    if run.noun is None:
        if lx.low[i] == "her" and run.head < 0:
            return Group(i, i + 1, ONE, "pronoun", i, True, tail=i + 1, definite=True)
        if low in ("dead", "wounded", "injured") and lx.low[i] in ("the", "their", "its"):
            return Group(i, at + 1, MANY, "definite", at, True, tail=at + 1, definite=True)
        if run.head >= 0:
            return Group(i, run.end, ONE, "thing", run.head, tail=run.end, definite=True)
        return None
    if run.noun.sort == "collective":
        return _collective(lx, i, run, stop, definite=True)
    count = MANY if run.noun.plural else ONE
    return Group(
        i,
        run.end,
        count,
        "definite",
        run.head,
        True,
        run.noun.side,
        run.noun.sort,
        _tail(lx, run.end, stop),
        definite=True,
    )


def _hedged_article(lx: Lexed, i: int, stop: int) -> Group | None:
    """ "At least a soldier"."""
    end, found = tables.hedges("before").at(lx.low, i, stop)
    if not found or end >= stop or lx.low[end] not in ("a", "an"):
        return None
    inner = _article(lx, end, stop)
    if inner is None or not inner.person:
        return None
    return replace(inner, start=i, count=bounded(1, found[0].sort), hedge=found[0].sort)


def _article(lx: Lexed, i: int, stop: int) -> Group | None:
    run = scan(lx, i + 1, stop)
    if run.head < 0 and i + 1 < stop and lx.low[i + 1] in ("dead", "wounded", "injured", "killed"):
        return Group(i, i + 1, ONE, "article", -1, True, tail=i + 1)
    if run.noun is None:
        return Group(i, run.end, ONE, "thing", run.head, tail=run.end) if run.head >= 0 else None
    if run.noun.sort == "collective":
        return _collective(lx, i, run, stop)
    if run.noun.plural and lx.low[run.head] not in ("staff", "dead") and _singular(lx, run.head) is None:
        return Group(i, run.end, MANY, "plural", run.head, True, run.noun.side, run.noun.sort, run.end)
    return Group(
        i, run.end, ONE, "article", run.head, True, run.noun.side, run.noun.sort, _tail(lx, run.end, stop),
        more=lx.low[i] == "another",
    )  # fmt: skip


def _singular(lx: Lexed, head: int) -> str | None:
    """The word itself where one form serves for one and for many ("a Chinese", "a Shia")."""
    word = lx.low[head]
    return word if not word.endswith("s") or word.endswith(("ss", "swiss")) else None


def _collective(lx: Lexed, i: int, run: Run, stop: int, definite: bool = False) -> Group | None:
    """ "A family of five", "a group of gunmen", "a crew of 12 sailors"."""
    at = run.end
    if at + 1 < stop and lx.low[at] == "of":
        found = quantity(lx, at + 1, stop)
        if found is not None and found.form in ("digits", "words", "vague"):
            inner = _counted(lx, found, stop)
            if inner is not None and (inner.person or inner.head < 0):
                head = inner.head if inner.person else run.head
                return replace(inner, start=i, head=head, person=True, form="words", definite=definite)
            return None
        inner_run = scan(lx, at + 1, stop)
        if inner_run.noun is not None and inner_run.noun.plural:
            noun = inner_run.noun
            return Group(i, inner_run.end, MANY, "plural", inner_run.head, True, noun.side, noun.sort, inner_run.end)
    if lx.low[run.head] in ("family", "families", "household", "crew", "couple"):
        return Group(i, run.end, MANY, "definite", run.head, True, tail=_tail(lx, run.end, stop), definite=definite)
    return Group(i, run.end, ONE, "thing", run.head, tail=run.end, definite=definite)


def _counted(lx: Lexed, found: Quantity, stop: int) -> Group | None:
    at, more = found.end, lx.low[found.plain] in ("others", "another")
    base = Group(found.start, at, found.count, found.form, tail=at, more=more, plain=found.plain, hedge=found.hedge)
    if lx.low[at - 1] == "others":
        return replace(base, person=True, head=at - 1)
    if at < stop and lx.low[at] in _MORE:
        at, more = at + 1, True
        base = replace(base, end=at, tail=at, more=True)
        if lx.low[at - 1] == "others":
            return replace(base, person=True, head=at - 1)
        if at < stop and lx.low[at] == "than":
            return base
    if at < stop and lx.low[at] == "of":
        partitive = _partitive(lx, base, at, stop)
        if partitive is not None:
            return replace(partitive, end=partitive.tail)
        if found.form in ("vague", "none") or (at + 1 < stop and lx.low[at + 1] in tables.PERSONS):
            at += 1
    run = scan(lx, at, stop)
    if run.head < 0:
        return _headless(lx, base, at, stop)
    if run.noun is None or (run.noun.sort == "collective" and not _families(lx, run.head)):
        return _thing(lx, base, run, at)
    end, head = run.end, run.head
    nxt = end
    # "20 women and children": one number for both
    if run.noun.plural and nxt + 1 < stop and lx.low[nxt] in ("and", "&", "or") and found.form != "none":
        other = scan(lx, nxt + 1, stop)
        if other.noun is not None and other.noun.plural and other.noun.sort != "collective" and other.end <= nxt + 4:
            follow = lx.low[other.end] if other.end < stop else ""
            if not _finite(follow) or _finite_plural(follow):
                end = other.end
    return replace(
        base,
        end=end,
        head=head,
        person=True,
        side=run.noun.side,
        sort=run.noun.sort,
        tail=_tail(lx, end, stop),
        more=more,
    )


def _families(lx: Lexed, head: int) -> bool:
    return lx.low[head] in ("families", "households", "forces", "crew")


def _finite(low: str) -> bool:
    return low in tables.VERB or low in tables.HAVE or low in tables.MODAL


def _finite_plural(low: str) -> bool:
    return low in tables.BE or low in tables.HAVE


def _thing(lx: Lexed, base: Group, run: Run, at: int) -> Group:
    """A number of things; the run's first words if it looks too long for one noun phrase."""
    return replace(base, end=run.end, head=run.head, form=base.form, tail=run.end, person=False)


def _headless(lx: Lexed, base: Group, at: int, stop: int) -> Group:
    if at < stop and lx.low[at] in _STATES:
        return replace(base, person=False)
    alone = base.form in ("vague", "none") and lx.low[base.end - 1] in (
        "one",
        "nobody",
        "others",
        "another",
        "no-one",
        "none",
        "else",
    )
    return replace(base, person=alone, head=base.end - 1 if alone and base.form == "none" else -1)


def _partitive(lx: Lexed, base: Group, at: int, stop: int) -> Group | None:
    """ "Three of the attackers", "57 of those", "eleven of its men", "two of them"."""
    of = at + 1
    if of >= stop:
        return None
    low = lx.low[of]
    if low in ("them", "whom", "which", "us"):
        return replace(base, person=low != "which", tail=of + 1, definite=True, head=-1, part=True)
    if low in ("the", "these", "those", "its", "his", "her", "their", "our", "my"):
        whole = quantity(lx, of + 1, stop) if of + 1 < stop else None  # "22 of the 50 policemen"
        run = scan(lx, of + 1 if whole is None else whole.end, stop)
        noun = run.noun
        if noun is not None:
            return replace(
                base, head=run.head, person=True, side=noun.side, sort=noun.sort, tail=run.end, definite=low != "its"
            )
        if low == "those" or lx.low[of + 1 : of + 2] == ["own"]:
            return replace(base, person=True, tail=of + 1, definite=True)
        if run.head >= 0:
            return replace(base, head=run.head, tail=run.end)
    return None


def _tail(lx: Lexed, end: int, stop: int) -> int:
    """The end of a short "of" phrase or an age after the noun: "members of the family", "a man of 66", "Ali, 34"."""
    aged = _age(lx, end, stop)
    if aged != end:
        return aged
    if end + 1 < stop and lx.low[end] == "of":
        at = end + 1
        if lx.low[at] in tables.DET or lx.low[at] in tables.POSSESSIVE:
            at += 1
        run = scan(lx, at, stop) if at < stop else Run()
        if run.head >= 0:
            return run.end
    return end


def _age(lx: Lexed, end: int, stop: int) -> int:
    """The end of an age that follows a noun or a name at `end`; `end` itself if there is none."""
    at = end
    if at < stop and lx.low[at] == ",":
        at += 1
    if at < stop and lx.low[at] in ("aged", "age", "of", "("):
        opened = lx.low[at]
        at += 1
    elif at == end:
        return end
    else:
        opened = ","
    if opened == "of" and at != end + 1:
        return end
    if at < stop and lx.low[at] in ("about", "around", "only", "just", "some"):
        at += 1
    if not (at < stop and _years(lx, at)):
        return end
    at += 1
    while (
        opened in ("aged", "age")
        and at + 1 < stop
        and lx.low[at] in (",", "and", "to", "or", "-")
        and _years(lx, at + 1)
    ):
        at += 2
    after = lx.low[at] if at < stop else ""
    if opened == "(":
        return at + 1 if after == ")" else end
    if opened == ",":
        return at if after in (",", "and", ")", "&") or at == stop else end
    return end if after in tables.PERSONS or after in tables.ADJECTIVE else at


def _years(lx: Lexed, i: int) -> bool:
    return (lx.kind[i] == "d" and lx.raw[i].isdigit() and 0 < int(lx.raw[i][:4]) <= 110 and len(lx.raw[i]) <= 3) or (
        lx.kind[i] == "w" and lx.low[i] not in ("a", "one", "half") and is_number(lx.low[i])
    )


def _bare(lx: Lexed, i: int, stop: int) -> Group | None:
    """A plural without a number, or a person's name."""
    run = scan(lx, i, stop)
    if run.head < 0:
        return None
    if run.noun is None:
        return _name(lx, i, run, stop)
    if run.noun.sort == "collective":
        return None
    if run.noun.plural:
        return Group(i, run.end, MANY, "plural", run.head, True, run.noun.side, run.noun.sort, _tail(lx, run.end, stop))
    named = run.end > run.head + 1
    return Group(
        i,
        run.end,
        ONE,
        "name" if named else "singular",
        run.head,
        True,
        run.noun.side,
        run.noun.sort,
        _tail(lx, run.end, stop),
    )


def _name(lx: Lexed, i: int, run: Run, stop: int) -> Group | None:
    words = lx.low[i : run.end]
    if i and lx.low[i - 1] in _PLACE_BEFORE:
        return None
    if words[-1] in tables.ORGANISATION or any(word in tables.TIME for word in words):
        return None
    if lx.upper:
        return Group(i, run.end, ONE, "unknown", run.head, tail=_age(lx, run.end, stop))
    end = i
    while end < run.end and (lx.cap(end) or lx.low[end] in PARTICLES or lx.low[end] == "."):
        end += 1
    if end == i or not run.caps:
        return None
    return Group(i, end, ONE, "name", end - 1, False, tail=_age(lx, end, stop))


def groups(lx: Lexed, start: int, stop: int) -> list[Group]:
    """Every noun phrase of a token range, left to right, none inside another."""
    out: list[Group] = []
    at = start
    for i, (low, kind) in enumerate(zip(lx.low[start:stop], lx.kind[start:stop], strict=True), start):
        if i < at or (kind == "w" and not _role(low)):  # a quick look first: half of all words begin no phrase
            continue
        group = parse(lx, i, stop)
        if group is not None:
            out.append(group)
            at = group.end
    return out
