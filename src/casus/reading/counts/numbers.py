"""Number phrases with their hedges: "at least eight", "between 10 and 15", "dozens", "2.5 lakh", "no one"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from casus.model import Count

from . import tables
from .lexer import Lexed

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = {word: n for n, word in enumerate(_UNITS)} | {word: 10 * n for n, word in enumerate(_TENS, 2)} | {"fourty": 40}
_SCALES = {
    "hundred": 100, "thousand": 1000, "lakh": 100_000, "lakhs": 100_000, "lac": 100_000, "million": 1_000_000,
    "mn": 1_000_000, "mln": 1_000_000, "crore": 10_000_000, "crores": 10_000_000, "billion": 1_000_000_000,
    "bn": 1_000_000_000, "dozen": 12, "score": 20,
}  # fmt: skip
_GLUED = {"k": 1000, "mn": 1_000_000, "mln": 1_000_000, "m": 1_000_000, "bn": 1_000_000_000}
_DASHES = frozenset("-–—‐‑")
_ODD = {"odd": "about", "some": "about", "something": "about", "plus": "floor", "ish": "about"}
_RISEN = tables.words("risen")
_MAX_WORDS = 14  # tokens of one cardinal: "nine hundred and ninety-nine thousand nine hundred and ninety-nine" has 8
_MAX_DIGITS = 12  # longer runs are telephone or account numbers


@dataclass(slots=True)
class Cardinal:
    """A plain number: token range, value, and a hedge that its own form carries ("30-odd")."""

    end: int
    value: int
    digits: bool
    own: str = ""


@dataclass(slots=True)
class Quantity:
    """A number phrase. `form` is digits, words, vague or none; `hedge` the sort of its hedge ("" if it has none)."""

    start: int
    end: int
    count: Count
    form: str
    hedge: str = ""
    plain: int = -1  # the token of the bare number: what dates, ages and labels are told by


def cardinal(lx: Lexed, i: int, stop: int) -> Cardinal | None:
    """The plain number that starts at token `i`."""
    kind = lx.kind[i] if i < stop else "p"
    if kind == "d":
        return _digits(lx, i, stop)
    if kind == "x":
        return _glued(lx, i, stop)
    return _spelled(lx, i, stop) if kind == "w" else None


def _digits(lx: Lexed, i: int, stop: int) -> Cardinal | None:
    raw = lx.raw[i]
    follow = lx.low[i + 1] if i + 1 < stop else ""
    scale = _SCALES.get(follow)
    if "." in raw:
        whole, _, rest = raw.partition(".")
        if scale is None and ((len(rest) != 3 and raw.count(".") == 1) or whole == "0"):
            return None
        if scale is not None and raw.count(".") == 1 and scale >= 1000:
            number = int(whole + rest) * scale
            return Cardinal(i + 2, number // 10 ** len(rest), True) if len(raw) <= _MAX_DIGITS else None
    figures = "".join(char for char in raw if char.isdigit())
    if len(figures) > _MAX_DIGITS or (figures[0] == "0" and len(figures) > 2):
        return None
    value = int(figures)
    end = i + 1
    if scale is not None and not (follow == "score" and value > 9):
        value, end = value * scale, end + 1
        if end < stop and lx.low[end] in ("million", "crore", "crores"):  # "2 lakh crore", "3 hundred million"
            value, end = value * _SCALES[lx.low[end]], end + 1
    return Cardinal(end, value, True)


def _glued(lx: Lexed, i: int, stop: int) -> Cardinal | None:
    raw = lx.low[i]
    size = 0
    while size < len(raw) and (raw[size].isdigit() or raw[size] in ".,"):
        size += 1
    number, tail = raw[:size].replace(",", ""), raw[size:].lstrip("-")
    if tail in _ODD and number.isdigit():
        return Cardinal(i + 1, int(number), True, _ODD[tail]) if len(number) <= _MAX_DIGITS else None
    if tail not in _GLUED or len(number) > _MAX_DIGITS or number.count(".") > 1 or number.endswith("."):
        return None
    if tail == "m" and not (i + 1 < stop and lx.low[i + 1] in tables.PERSONS):
        return None
    whole, _, rest = number.partition(".")
    return Cardinal(i + 1, int(whole + rest) * _GLUED[tail] // 10 ** len(rest), True)


def _parts(word: str) -> tuple[list[str], str] | None:
    """The number words of "twenty-three" and the hedge of "forty-odd"; None for any other word."""
    if word in _SMALL or word in _SCALES:
        return [word], ""
    if "-" not in word:
        return None
    pieces = word.split("-")
    own = _ODD.get(pieces[-1], "") if len(pieces) > 1 else ""
    if own:
        pieces.pop()
    return (pieces, own) if all(piece in _SMALL or piece in _SCALES or piece == "and" for piece in pieces) else None


@lru_cache(maxsize=8192)
def is_number(word: str) -> bool:
    """True for a number word, "twenty-three" included."""
    return word != "score" and _parts(word) is not None


def _spelled(lx: Lexed, i: int, stop: int) -> Cardinal | None:
    low, at, words, own = lx.low, i, list[str](), ""
    stop = min(stop, i + _MAX_WORDS)
    if (
        low[at] == "half"
        and at + 2 < stop
        and low[at + 1] in ("a", "an")
        and low[at + 2] in ("million", "dozen", "thousand")
    ):
        return Cardinal(at + 3, _SCALES[low[at + 2]] // 2, False)
    if low[at] in ("a", "an"):
        if not (at + 1 < stop and low[at + 1] in _SCALES):
            return None
        words.append("one")
        at += 1
    half = _and_a_half(lx, at, stop)
    if half is not None:
        return half
    while at < stop and lx.kind[at] == "w":
        found = _parts(low[at])
        if found is None or not _may_follow(words, found[0][0]):
            joins = low[at] == "and" and words and words[-1] in ("hundred", "thousand") and at + 1 < stop
            rest = _parts(low[at + 1]) if joins else None
            if rest is None or rest[0][0] not in _SMALL or own:
                break
            at += 1
            continue
        words += found[0]
        own = found[1]
        at += 1
        if own:
            break
    if not words:
        return None
    return Cardinal(at, _value(words), False, own)


def _and_a_half(lx: Lexed, at: int, stop: int) -> Cardinal | None:
    """ "Two and a half million"."""
    if at + 4 < stop and lx.low[at + 1 : at + 4] == ["and", "a", "half"] and lx.low[at] in _SMALL:
        scale = _SCALES.get(lx.low[at + 4], 0)
        if scale >= 1000:
            return Cardinal(at + 5, _SMALL[lx.low[at]] * scale + scale // 2, False)
    return None


def _may_follow(words: list[str], word: str) -> bool:
    """Number words that make one number: "two three" is two numbers, "twenty three" is one."""
    if not words or word in _SCALES:
        return word != "score" or len(words) < 2
    last = words[-1]
    if last in _SCALES:
        return last not in ("dozen", "score")
    return last in _TENS and word in _SMALL and 0 < _SMALL[word] < 10


def _value(words: list[str]) -> int:
    total, current = 0, 0
    for word in words:
        if word in _SMALL:
            current += _SMALL[word]
        elif word in _SCALES:
            scale = _SCALES[word]
            if scale <= 100:
                current = max(current, 1) * scale
            else:
                total, current = total + max(current, 1) * scale, 0
    return total + current


@lru_cache(maxsize=8192)
def may_start(word: str) -> bool:
    """A quick look: can a number phrase begin with this word?"""
    listed = word in tables.hedges("before") or word in tables.vague()
    return listed or word in ("a", "an", "half", "between", "from") or is_number(word)


def quantity(lx: Lexed, i: int, stop: int) -> Quantity | None:
    """The number phrase that starts at token `i`, hedges before and after included."""
    if lx.kind[i] == "w" and not may_start(lx.low[i]):
        return None
    at, hedge = i, ""
    for _ in range(3):
        end, found = tables.hedges("before").at(lx.low, at, stop) if at < stop else (at, [])
        if not found:
            break
        if found[0].sort != "exact":
            hedge = hedge if hedge in ("floor", "ceiling") else found[0].sort
        at = end
    return _numeric(lx, i, at, stop, hedge) or _vague(lx, i, at, stop, hedge)


def _numeric(lx: Lexed, start: int, at: int, stop: int, hedge: str) -> Quantity | None:
    between = at < stop and lx.low[at] in ("between", "from") and not (at and lx.low[at - 1] in _RISEN)
    first = cardinal(lx, at + between, stop)
    if first is None:
        return None
    hedge = hedge or first.own
    risen = at > 1 and lx.low[at - 1] == "from" and lx.low[at - 2] in _RISEN
    last = None if risen else _range_end(lx, first, stop, between)
    if between and last is None:
        return None
    end = (last or first).end
    end = _repeated(lx, end, stop, (last or first).value)
    end, hedge = _after(lx, end, stop, hedge)
    form = "digits" if first.digits else "words"
    if last is not None:
        if last.value <= first.value:
            return None
        return Quantity(start, end, Count(first.value, last.value, hedge == "about"), form, hedge, at + between)
    return Quantity(start, end, bounded(first.value, hedge), form, hedge, at)


def _range_end(lx: Lexed, first: Cardinal, stop: int, between: bool) -> Cardinal | None:
    at = first.end
    if at + 1 >= stop:
        return None
    joint = lx.low[at]
    if joint in _DASHES:
        tight = lx.end[at - 1] == lx.start[at] and lx.end[at] == lx.start[at + 1]
        if not (tight or joint != "-"):
            return None
    elif joint not in ("to", "or", "and") or (joint == "and" and not between):
        return None
    last = cardinal(lx, at + 1, stop)
    if last is None or (joint == "or" and not first.value < last.value <= first.value * 2 + 2):
        return None
    if joint in _DASHES and last.value <= first.value:
        return None
    return last


def _repeated(lx: Lexed, end: int, stop: int, value: int) -> int:
    """Skip the figure that repeats a word: "three (3)"."""
    if end + 2 < stop and lx.low[end] == "(" and lx.low[end + 2] == ")":
        again = cardinal(lx, end + 1, stop)
        if again is not None and again.value == value:
            return end + 3
    return end


def _after(lx: Lexed, end: int, stop: int, hedge: str) -> tuple[int, str]:
    if end < stop:
        after, found = tables.hedges("after").at(lx.low, end, stop)
        # "12 at least 3 of whom": a hedge that starts the next number is not this one's
        if found and cardinal(lx, after, stop) is None:
            return after, found[0].sort
    return end, hedge


ROUND = 1000  # from here a round number is an estimate: 200,001 for "more than 200,000" would feign exactness


def bounded(value: int, hedge: str) -> Count:
    """The count of a number under a hedge: "more than 60" is 61..open, "up to 12" is 1..12."""
    if hedge == "floor":
        return Count(value, None)
    if hedge == "over":
        return Count(value if value >= ROUND and value % 100 == 0 else value + 1, None)
    if hedge == "ceiling":
        return Count(min(1, value), value)
    if hedge == "under":
        return Count(min(1, max(value - 1, 0)), max(value - 1, 0))
    return Count(value, value, hedge == "about")


def _vague(lx: Lexed, start: int, at: int, stop: int, hedge: str) -> Quantity | None:
    # the hedge may itself be a vague word: "some" in "some were hurt", "another" in "another was hurt"
    for begin in (at, start) if at != start else (at,):
        if begin >= stop or lx.kind[begin] != "w":
            continue
        end, found = tables.vague().at(lx.low, begin, stop)
        if not found:
            continue
        count = found[0]
        if begin == at and hedge in ("over", "floor") and count.high is not None and count.high > 0:
            count = bounded(count.high, hedge)
        form = "none" if count.high == 0 else "vague"
        return Quantity(start, end, count, form, hedge, begin)
    return None
