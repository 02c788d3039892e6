"""`read`: the counted noun phrases of a text; dates, clock times, ages, calibres and labels are left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from casus.model import Count

from . import tables
from .lexer import Lexed, lex
from .phrases import Group, groups

_FORMS = frozenset("digits words vague none article".split())


@dataclass(frozen=True, slots=True)
class CountMention:
    """A counted noun phrase: offsets, the count, and the noun that is counted ("" if none is named).

    `person`: the noun is one of persons. `part`: a number inside another one ("including four children").
    """

    start: int
    end: int
    count: Count
    head: str
    head_start: int
    head_end: int
    person: bool
    part: bool = False


def read(text: str, skip: Sequence[tuple[int, int]] = ()) -> tuple[CountMention, ...]:
    """The counted noun phrases of `text` in order. Words within `skip` (start, end) are not looked at."""
    lx = lex(text, skip)
    out: list[CountMention] = []
    for start, stop in lx.sentences:
        found = [g for g in groups(lx, start, stop) if counts(lx, g, start, stop)]
        out.extend(mention(lx, g) for g in _joined(lx, found) if g.form in _FORMS and _worth(lx, g))
    return tuple(out)


def mention(lx: Lexed, group: Group) -> CountMention:
    """A group as a mention with offsets."""
    head = group.head
    start, end = lx.start[group.start], lx.end[group.end - 1]
    if head < 0:
        return CountMention(start, end, group.count, "", end, end, group.person, within(lx, group))
    end = max(end, lx.end[head]) if head < group.tail else end
    return CountMention(
        start, end, group.count, lx.text[lx.start[head] : lx.end[head]], lx.start[head], lx.end[head],
        group.person, within(lx, group),
    )  # fmt: skip


def _worth(lx: Lexed, group: Group) -> bool:
    if group.form == "article":
        return group.person
    lone = lx.low[group.plain]
    if group.head < 0 and lone in ("one", "some", "many", "few", "both", "no", "neither", "several", "another"):
        return group.hedge != "" or group.person
    return True


def _joined(lx: Lexed, found: list[Group]) -> list[Group]:
    """Join "a woman" and "her two children": a person and the relatives told through her."""
    out: list[Group] = []
    for group in found:
        before = out[-1] if out else None
        if (
            before is not None
            and before.person
            and group.person
            and before.tail + 1 == group.start
            and before.form in _FORMS
            and lx.low[group.start - 1] in ("and", ",")
            and lx.low[group.start] in ("his", "her", "their", "its")
        ):
            joined = Group(
                before.start, group.end, before.count.plus(group.count), before.form, before.head, True, before.side,
                before.sort, group.tail, plain=before.plain, hedge=before.hedge,
            )  # fmt: skip
            out[-1] = joined
        else:
            out.append(group)
    return out


def within(lx: Lexed, group: Group) -> bool:
    """True if the group is told as part of another: "including 4 children", "among them two boys", "two of them"."""
    i = group.start
    before = lx.low[i - 1] if i else ""
    if before in ("including", "includes", "included", "include", "namely", "youngest", "oldest", "eldest"):
        return True
    if (
        i >= 2
        and before in ("them", "whom", "these", "which", "dead", "victims")
        and lx.low[i - 2] in ("among", "of", "the", "amongst")
    ):
        return lx.low[i - 2] != "the" or (i >= 3 and lx.low[i - 3] in ("among", "of"))
    if before == "," and lx.low[i] in ("all", "both", "most", "mostly", "half", "many") and group.tail < len(lx.low):
        return lx.low[group.tail] in (",", ")", ".", ";")
    if group.part:
        return before in (",", "(", "-", "–", "—", "and", "with", "at") or before in ("least",)
    return False


def counts(lx: Lexed, group: Group, start: int, stop: int) -> bool:
    """False for a number that counts nothing: dates, clock times, ages, money, shares, labels, scores."""
    if group.plain < 0:
        return True
    return not any(test(lx, group, start, stop) for test in _TESTS)


def _at(lx: Lexed, i: int, start: int, stop: int) -> str:
    return lx.low[i] if start <= i < stop else ""


def _measured(lx: Lexed, g: Group, start: int, stop: int) -> bool:
    """Measures, money, clock times, shares, scores: told by the word after the number."""
    after = _after(lx, g)
    low = _at(lx, after, start, stop)
    tight = after < stop and lx.start[after] == lx.end[after - 1]
    if low in ("m", "g", "am", "pm", "min", "sec", "mark", "marks", "second", "set", "local", "points", "sets", "sh"):
        return low in ("am", "pm", "min", "sec", "points") or tight or (low in ("m", "g") and g.form == "digits")
    if low in ("foot",) and _at(lx, after + 1, start, stop) in ("soldiers", "patrol"):
        return False
    if any(low in words for words in (tables.MEASURE, tables.CLOCK, tables.SHARE, tables.SCORE)):
        return True
    if low in ("square", "per", "cubic", "nautical", "metric", "us", "u.s", "sq"):
        return _at(lx, after + 1, start, stop) in tables.MEASURE
    if low in ("-", "–") and _at(lx, after + 1, start, stop) in tables.MEASURE:
        return tight
    money = lx.low[g.start - 1] if g.start > start else ""
    held = lx.low[g.plain - 1] if g.plain > start else ""
    return money in tables.MONEY or held in tables.MONEY


def _after(lx: Lexed, g: Group) -> int:
    """The first token after the bare number and its scale words."""
    at = g.plain + 1
    while at < g.end and (
        lx.low[at] in _SCALE or lx.kind[at] == "d" or lx.low[at] in ("-", "–", "to", "or", "and", "(", ")")
    ):
        at += 1
    return at


_SCALE = frozenset("hundred thousand million billion lakh lakhs crore crores mn bn dozen a half".split())


def _dated(lx: Lexed, g: Group, start: int, stop: int) -> bool:
    """Days of a month, years, weekdays with a number, and "the 1990s"."""
    if lx.kind[g.plain] != "d":
        return False
    months = tables.MONTH
    before, after = _at(lx, g.plain - 1, start, stop), _at(lx, _after(lx, g), start, stop)
    if before == "." and g.plain >= 2:
        before = lx.low[g.plain - 2]
    raw = lx.raw[g.plain]
    if before in months and (before not in ("may", "march", "mark", "sun", "sat") or lx.raw[g.plain - 1][0].isupper()):
        return raw.isdigit() and len(raw) <= 4 and int(raw) <= 2100 and not (int(raw) > 31 and len(raw) < 4)
    if after in months and raw.isdigit() and int(raw) <= 31:
        follow = _at(lx, _after(lx, g) + 1, start, stop)
        return not (after in ("may", "march") and follow in ("have", "be", "in", "on", "not"))
    if before in tables.WEEKDAY and raw.isdigit() and int(raw) <= 31 and not g.person:
        return True
    if raw.isdigit() and len(raw) == 4 and 1800 <= int(raw) <= 2099 and g.end - g.plain >= 1 and not g.hedge:
        if before in (
            "in",
            "since",
            "until",
            "till",
            "during",
            "year",
            "early",
            "late",
            "mid",
            "from",
            "before",
            "after",
        ):
            return True
        return not g.person or before in (",", "of", "by", "election", "war")
    return before == "," and g.plain - 2 >= start and lx.kind[g.plain - 2] == "d" and len(raw) == 4 and not g.person


def _clocked(lx: Lexed, g: Group, start: int, stop: int) -> bool:
    """ "4:30", "16.00", "0900", "at 1945"."""
    if lx.kind[g.plain] != "d":
        return False
    i = g.plain
    before, after = _at(lx, i - 1, start, stop), _at(lx, i + 1, start, stop)
    if (
        after in (":", ".")
        and i + 2 < stop
        and lx.kind[i + 2] == "d"
        and lx.end[i + 1] == lx.start[i + 2]
        and lx.end[i] == lx.start[i + 1]
    ):
        return True
    if (
        before in (":", ".")
        and i - 2 >= start
        and lx.kind[i - 2] == "d"
        and lx.end[i - 1] == lx.start[i]
        and lx.end[i - 2] == lx.start[i - 1]
    ):
        return True
    raw = lx.raw[i]
    if raw.startswith("0") and len(raw) >= 3:
        return True
    return before == "at" and raw.isdigit() and len(raw) == 4 and not g.person


_AGES = 16  # tokens back from a bare number to "ages": a list of eight children's ages


def _aged(lx: Lexed, g: Group, start: int, stop: int) -> bool:
    """ "Aged 20", "a man of 66", "Ali, 34,", "(34)", "children under 12", "a boy aged between 12 and 15"."""
    before = _at(lx, g.start - 1, start, stop)
    ages = tables.AGE
    if before in ages or (
        before in ("between", "and", "to", "or") and any(_at(lx, g.start - n, start, stop) in ages for n in (2, 3, 4))
    ):
        return True
    if g.head < 0 and before in (",", "and", "to"):  # "ages 15, 19 and 33"
        i = g.start - 1
        while i > max(start, g.start - _AGES) and (lx.kind[i] == "d" or lx.low[i] in (",", "and", "to")):
            i -= 1
        if lx.low[i] in ages:
            return True
    bare = g.head < 0 and not g.more
    if not bare or g.count.high is None or g.count.high > 110:
        return False
    if before in ("of",) and g.form in ("digits", "words") and g.start - 2 >= start:
        noun = tables.noun(lx.low[g.start - 2])
        return (
            noun is not None and noun.sort != "collective" and not (noun.plural and _at(lx, g.end, start, stop) == "")
        )
    if g.hedge == "under" and lx.low[g.start - 1 : g.start] and before in tables.PERSONS:
        return True
    after = _at(lx, g.end, start, stop)
    if (
        before in (",", "(")
        and after in (",", ")", ".", ";", "", "and")
        and g.start - 2 >= start
        and g.form == "digits"
        and g.hedge == ""
    ):
        prior = g.start - 2
        return _named(lx, prior, start) or (before == "(" and lx.kind[prior] == "w" and lx.low[prior] not in _SPELLED)
    return False


_SPELLED = tables.words("spelled")


def _named(lx: Lexed, i: int, start: int) -> bool:
    """True if token `i` may end a person's name or a singular noun of persons."""
    noun = tables.noun(lx.low[i])
    if noun is not None:
        return not noun.plural
    if lx.upper:
        return lx.kind[i] == "w" and lx.low[i] not in ("killed", "dead", "wounded", "injured")
    return lx.cap(i) and i > start


def _labelled(lx: Lexed, g: Group, start: int, stop: int) -> bool:
    """Unit numbers, roads, articles of law, list numbers, telephone numbers, fractions and scores."""
    i = g.plain
    if lx.kind[i] != "d":
        return False
    before, after = _at(lx, i - 1, start, stop), _at(lx, i + 1, start, stop)
    if before == "." and i - 2 >= start:
        before = lx.low[i - 2] + "." if lx.low[i - 2] in ("no", "nr", "rd", "st", "art", "sec") else before
    if before in ("#", "no.", "nr.", "№", "@", "+", "art.", "sec.") and (before != "+" or len(lx.raw[i]) > 3):
        return True
    if before in tables.LABEL and not g.person:
        return (
            before not in ("part", "line", "house", "train", "bus", "case", "event", "no", "group")
            or lx.cap(i - 1)
            or before == "no"
        )
    if before in ("/", "\\") or (after in ("/", "\\") and i + 2 < stop and lx.kind[i + 2] == "d"):
        return True
    if after in ("-", "–") and i + 2 < stop and lx.kind[i + 2] == "d" and g.end <= i + 1:
        return lx.end[i] == lx.start[i + 1]
    if before in ("-", "–") and i - 2 >= start and lx.kind[i - 2] in "d" and lx.end[i - 1] == lx.start[i]:
        return True
    if (i == start and after in (")", "/")) or (i == start and after == "." and stop - start == 2):
        return True
    return i - 1 == start and before == "(" and after == ")"


_TESTS = (_measured, _dated, _clocked, _aged, _labelled)
