"""Lists of people and what they add up to: "two boys, a girl and their aunt" is four."""

from __future__ import annotations

from dataclasses import dataclass

from casus.model import Count

from . import tables
from .clauses import Clause
from .mentions import within
from .phrases import ONE, Group

_JOINTS = frozenset(("and", "&", "+", "plus"))


_LONG_JOINTS = (("as", "well", "as"), ("along", "with"), ("together", "with"), ("and", "also"), ("as", "also"))


NUMERIC = frozenset("digits words vague".split())


_ORDINALS = frozenset("second third fourth fifth sixth seventh eighth".split())


@dataclass(slots=True)
class People:
    """Who: the noun phrases added up, and their token range."""

    start: int
    end: int
    count: Count
    groups: tuple[Group, ...]

    @property
    def side(self) -> str:
        """The side of the first noun, if all share it."""
        sides = {group.side for group in self.groups if group.person or group.head < 0}
        return sides.pop() if len(sides) == 1 else ""


def personish(c: Clause, group: Group, strict: bool = False) -> bool:
    """Could these be people? With `strict` only nouns known to be of people, and bare numbers."""
    if group.person:
        return True
    if group.form in NUMERIC or group.form == "none":
        if group.head < 0:
            return True
        low = c.low(group.head)
        return not strict and not _never(low)
    if group.form == "name":
        return True
    if group.form in ("thing", "unknown"):
        low = c.low(group.head)
        return low in _ORDINALS or (not strict and not _never(low))
    return False


def _never(low: str) -> bool:
    return (
        low in tables.BEAST
        or low in tables.MEASURE
        or low in tables.TIME
        or low in tables.THING
        or low in tables.COMPOUND
        or low in tables.ORGANISATION
    )


def joint(c: Clause, end: int) -> tuple[int, str]:
    """The start of the item after a list joint at `end`, and the joint: "and", "," or "" for none."""
    low = c.low(end)
    for words in _LONG_JOINTS:
        if low == words[0] and tuple(c.lx.low[end : end + len(words)]) == words:
            return end + len(words), "and"
    if low in _JOINTS:
        return end + 1, "and"
    if low == ",":
        if c.low(end + 1) in _JOINTS:
            return end + 2, "and"
        return end + 1, ","
    return end, ""


_KNOWN = tables.words("known")
_ALSO_CONJUNCTIONS = frozenset("after before since until till as when while".split())


def embedded(c: Clause, start: int) -> bool:
    """True if the phrase at `start` hangs on a preposition or a verb before it."""
    return hanging(c, start) != ""


def hanging(c: Clause, start: int) -> str:
    """What a phrase hangs on: "phrase" (a preposition, an -ing form), "said", "verb" (a casualty verb), "" nothing."""
    before = c.low(start - 1)
    if before in ("said", "says", "saying") and c.low(start - 2) in (",", "”", '"'):
        return "said"
    if before in _ALSO_CONJUNCTIONS:
        return "phrase" if before == "as" and c.low(start - 2) in _KNOWN else ""
    if before in tables.PREP:
        return "phrase"
    if before.endswith("ing") and len(before) > 4 and before not in tables.PERSONS:
        return "phrase"
    if before in ("killed", "wounded", "injured", "shot", "arrested", "abducted", "kidnapped", "attacked", "captured"):
        return "" if c.low(start - 2) in tables.BE else "verb"
    return ""


def rightward(c: Clause, first: int, strict: bool = False) -> People | None:
    """The people named from group number `first` on: one phrase or a list ("two boys, a girl and their aunt")."""
    items = [c.groups[first]]
    if not personish(c, items[0], strict):
        rest = _rest_of_list(c, items[0], first)
        return rightward(c, rest, True) if rest is not None else None
    series: list[tuple[str, Group]] = []
    n = first
    while True:
        last = c.groups[n]
        end = last.tail if last.tail > last.end else last.end
        at, how = joint(c, end)
        if not how and end != last.end:
            at, how = joint(c, last.end)
        nxt = c.at.get(at)
        if not how or nxt is None or not _joins(c, c.groups[nxt], how):
            break
        series.append((how, c.groups[nxt]))
        n = nxt
    while series and series[-1][0] == ",":  # a comma alone does not end a list: "killed two, police said"
        if len(series) == 1 and _apposed(c, items[0], series[0][1]):
            break
        series.pop()
    return people(c, [*items, *(group for _, group in series)])


def _rest_of_list(c: Clause, group: Group, n: int) -> int | None:
    at, how = joint(c, group.end)
    nxt = c.at.get(at)
    if (
        how == "and"
        and nxt is not None
        and nxt > n
        and personish(c, c.groups[nxt], True)
        and c.groups[nxt].form in NUMERIC
    ):
        return nxt
    return None


def _joins(c: Clause, group: Group, how: str) -> bool:
    """Does this phrase belong to the list before it? Not if it has a verb of its own."""
    if within(c.lx, group):
        return False
    if not personish(c, group, strict=group.form in ("thing", "unknown", "definite")) and group.form != "thing":
        return False
    if group.form == "none":
        return False
    after = group.tail if group.tail > group.end else group.end
    low = c.low(after)
    if low in (
        "wounded",
        "injured",
        "hurt",
        "dead",
        "missing",
        "killed",
        "arrested",
        "detained",
        "captured",
        "seriously",
        "more",
    ):
        return False
    if low in tables.BE or low in tables.HAVE or low in tables.MODAL:
        return False
    if group.form in ("plural", "definite", "name", "pronoun", "unknown", "singular"):
        if low in tables.VERB or (low.endswith("ed") and not c.lx.cap(after)):
            return False
        return group.form != "pronoun"
    return how in ("and", ",")


def _apposed(c: Clause, first: Group, second: Group) -> bool:
    """ "The mayor, Ana Ruiz" and "Ana Ruiz, a teacher" are one person."""
    if not (first.count == ONE == second.count):
        return False
    if first.form in NUMERIC:
        return second.form in ("name", "unknown", "article", "singular")
    naming = second.form in ("name", "unknown") or (second.form == "singular" and first.form != "name")
    named = first.form in ("name", "unknown") and second.form in ("article", "definite", "thing", "singular")
    return (naming and first.form in ("article", "definite", "singular", "thing")) or (
        named and not _relative(c, second)
    )


def _relative(c: Clause, group: Group) -> bool:
    return c.low(group.start) in tables.POSSESSIVE and group.person


def people(c: Clause, items: list[Group]) -> People | None:
    """Add a list up; a phrase that only says again who the one before is does not add."""
    known = [group for group in items if personish(c, group)]
    if not known:
        return None
    start = items[0].start
    end = max(
        group.tail if group.form in NUMERIC or group.form in ("plural", "article", "definite") else group.end
        for group in items[-1:]
    )
    kept = [known[0]]
    k = 1
    while k < len(known):
        group = known[k]
        if len(kept) == 1 and _told_again(kept[0], known[k:]):
            break
        role = kept[-1].form == "singular" and group.form == "name" and group.person  # "senator and candidate Ana Ruiz"
        if role:
            kept[-1] = group
        elif not _apposed(c, kept[-1], group) or (k == len(known) - 1 and c.low(group.start - 1) in _JOINTS):
            kept.append(group)
        k += 1
    total = kept[0].count
    for group in kept[1:]:
        total = total.plus(group.count)
    return People(start, end, total, tuple(kept))


def _bare_number(group: Group) -> bool:
    """ "It is 20, and 81 wounded": a number without a noun is no item of a list."""
    return group.form in NUMERIC and group.head < 0 and not group.more and not group.part


def _told_again(first: Group, rest: list[Group]) -> bool:
    """ "Two civilians, a man of 66 and a woman of 33": the parts add up to the number before them."""
    if first.form not in NUMERIC or len(rest) < 2 or first.count.high is None:
        return False
    return sum(group.count.low for group in rest) == first.count.low > 1 and all(
        g.count.high == g.count.low for g in rest
    )


def _listed_before(c: Clause, k: int, start: int) -> tuple[str, int]:
    """The joint and the number of the group that a list joint ties to the group `k` at token `start`.

    A group inside the "of" phrase of an earlier one is passed over ("a colonel of the Guards, Ali Reza").
    """
    for back in range(k - 1, max(-1, k - 4), -1):
        group = c.groups[back]
        for end in sorted({group.end, group.tail}):
            at, how = joint(c, end)
            if how and at == start:
                outer = next((n for n in range(back - 1, max(-1, back - 3), -1) if c.groups[n].tail >= group.end), back)
                return how, outer
    return "", k - 1


def leftward(c: Clause, n: int) -> tuple[list[Group], bool]:
    """The list that ends with group `n`, and whether it hangs on a preposition or a verb."""
    items, k, seen_and = [c.groups[n]], n, False
    while k > 0 and not _bare_number(items[0]) and items[0].form != "pronoun":
        found, k_before = _listed_before(c, k, items[0].start)
        before = c.groups[k_before]
        if not found or not (personish(c, before, before.form == "thing") or before.form in NUMERIC):
            break
        if within(c.lx, items[0]) or _bare_number(before):
            break
        if found == "," and not seen_and and not _apposed(c, before, items[0]):
            break
        seen_and = seen_and or found == "and"
        items.insert(0, before)
        k = k_before
    if within(c.lx, items[0]):
        return items, True
    while embedded(c, items[0].start):
        counted = items[0].form in NUMERIC and items[-1].form in NUMERIC and c.low(items[0].start - 1) in tables.PREP
        if len(items) == 1 or counted:
            return items, True
        items.pop(0)
    return items, False
