"""Find cues and their sources: the verbs that report, and the phrases that lead to a source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casus.reading.tagging import FINITE, NOMINAL, Parse
from casus.reading.walks import agent_of, phrase_right, subject_of
from casus.reading.witnesses.tables import Cue, Mood, channels, leads, outlets, speakers, verbs, words_of

Range = tuple[int, int]

BE = frozenset("is are was were be been being".split())
HAVE = frozenset("has have had having".split())
UNREAL = frozenset("would could should might may must will shall can cannot".split())
NOT = frozenset("not never n't without hardly".split())
HOLDS_BACK = words_of("holds_back")
NO_SOURCE = words_of("no_source")
NO_HEAD = words_of("no_head")
INVERTS = words_of("inverts")
JOURNALISTS = words_of("journalists")
SEES = frozenset("saw seen counted heard witnessed watched found noticed".split())
TOLLS = frozenset("toll figure figures number account dead".split())
WARDS = words_of("wards")
CLOSE = frozenset({"comma", "quote", "dash", "close"})


@dataclass(frozen=True, slots=True)
class Find:
    """A cue with its source, as ranges of words. `place`: where the source stands ("before", "after", "lead")."""

    cue: Range
    source: Range
    place: str
    shape: str
    mood: Mood
    hearer: Range | None = None
    links: tuple[Range, ...] = ()


def finds(words: Parse) -> Iterator[Find]:
    """Every cue with a source, in order."""
    table, known = verbs(), leads()
    passed = -1
    for at, word in enumerate(words.words):
        if at < passed:
            continue
        lead = next((lead for lead in known.get(word.low, ()) if _matches(words, at, lead)), None)
        found = None if lead is None else _lead(words, at, at + len(lead))
        if found is not None:
            passed = found.cue[1]
            yield found
            continue
        cue = table.get(word.low)
        if word.tag in ("verb", "part") or (cue is not None and word.tag == "noun" and _verb_after_all(words, at)):
            found = _by_verb(words, at, cue) if cue else _by_eye(words, at)
            if found is not None:
                yield found
    yield from _headlines(words)


def _verb_after_all(words: Parse, at: int) -> bool:
    """Forms that the tagger took for nouns (capitals in a headline, "The ministry claims that")."""
    low, high = words.bounds(at)
    after = words.words[at + 1] if at + 1 < high else None
    return at > low and after is not None and after.low == "that"


def _matches(words: Parse, at: int, lead: tuple[str, ...]) -> bool:
    high = words.bounds(at)[1]
    return at + len(lead) < high and all(words.words[at + i].low == part for i, part in enumerate(lead))


def _lead(words: Parse, first: int, after: int) -> Find | None:
    high = words.bounds(first)[1]
    last = phrase_right(words, after, high)
    if last == after or not sound(words, (after, last)):
        return None
    head = words.words[last - 1]
    if words.words[first].low == "per" and (
        head.low in ("cent", "day", "week", "month", "year", "hour", "person", "head") or head.tag == "time"
    ):
        return None
    if words.words[first].low == "according" and head.tag == "time":
        return None
    return Find((first, after), (after, last), "lead", "lead", "asserts")


def sound(words: Parse, source: Range) -> bool:
    """False for what cannot speak: times, figures, "that", "nothing", bare events."""
    first, last = source
    head = words.words[last - 1]
    if last - first == 1 and (head.low in NO_SOURCE or head.tag in ("num", "time", "dot", "det")):
        return False
    if words.words[first].low in ("no", "nobody", "neither", "nothing"):
        return False
    core = head_of(words, source)
    return words.words[core].low not in NO_HEAD and words.words[core].tag not in ("time",)


def head_of(words: Parse, source: Range) -> int:
    """The number of the head word: the last before the first preposition."""
    first, last = source
    for at in range(first + 1, last):
        if words.words[at].tag == "prep":
            return at - 1
    return last - 1


def _by_verb(words: Parse, at: int, cue: Cue) -> Find | None:
    low, high = words.bounds(at)
    before = words.words[at - 1] if at > low else None
    group = _group(words, at, low)
    if any(words.words[i].low in NOT or words.words[i].low.endswith("n't") for i in range(max(low, group - 1), at)):
        return None
    helpers = [words.words[i].low for i in range(group, at) if words.words[i].tag == "aux"]
    if any(helper in UNREAL for helper in helpers):
        return None
    if cue.shape == "quote of":
        return _quoted(words, at, cue, helpers)
    if any(helper in BE for helper in helpers) and words.words[at].tag != "part":
        return _passive(words, at, cue)
    if before is not None and before.low == "to" and _holds_back(words, at, low):
        return None
    inverted = _inverted(words, at, cue, group)
    if inverted is not None:
        return Find((at, at + 1), inverted, "after", cue.shape, cue.mood)
    hearer = _hearer(words, at, high) if cue.shape == "tell" else None
    if not _fits(words, at, cue, high, hearer):
        return None
    source = subject_of(words, at)
    if source is None or not sound(words, source) or source[1] > at:
        return None
    if cue.shape == "ward" and not any(words.words[i].low in WARDS for i in range(*source)):
        return None
    return Find((at, at + 1), source, "before", cue.shape, cue.mood, hearer)


def _group(words: Parse, at: int, low: int) -> int:
    """The first word of the verb group that ends at `at`: "[has not] said"."""
    first = at
    while first > low and words.words[first - 1].tag in ("aux", "adv"):
        first -= 1
    return first


def _holds_back(words: Parse, at: int, low: int) -> bool:
    return any(words.words[i].low in HOLDS_BACK for i in range(max(low, at - 4), at))


def _passive(words: Parse, at: int, cue: Cue) -> Find | None:
    """ "was confirmed by the ministry"; without "by" nobody is named."""
    agent = agent_of(words, at)
    if agent is None or cue.shape in ("tell", "mind", "put") or not sound(words, agent):
        return None
    return Find((at, at + 1), agent, "lead", cue.shape, cue.mood)


def _inverted(words: Parse, at: int, cue: Cue, group: int) -> Range | None:
    """ "..., said a teacher who ...": the source stands after the cue."""
    low, high = words.bounds(at)
    if cue.verb not in INVERTS or at + 1 >= high or words.words[at].tag == "part":
        return None
    before = words.words[group - 1] if group > low else None
    opens = before is None or (group - 1 == low and before.tag in ("conj", "adv"))
    if not opens and before is not None and before.tag not in CLOSE and before.low != "as":
        return None
    first = at + 1
    if words.words[first].tag not in (*NOMINAL, "det", "pron"):
        return None
    last = phrase_right(words, first, high)
    if last == first or not sound(words, (first, last)):
        return None
    follows = words.words[last].tag if last < high else "stop"
    if follows in FINITE:
        return None
    if opens:
        return (
            (first, last)
            if follows in ("stop", "comma", "rel") or words.words[min(last, high - 1)].low == "that"
            else None
        )
    if before is None or before.tag == "quote" or before.low == "as":
        return None if follows == "sub" else (first, last)
    if cue.verb not in ("say", "report", "write", "add") or follows == "sub":
        return None
    ends = follows in ("stop", "comma", "rel", "part", "semi", "dash", "close", "quote") or not _finite_ahead(
        words, last, high
    )
    if before.tag == "comma" and subject_of(words, at) is not None and (not ends or cue.verb == "report"):
        return None
    return first, last


def _finite_ahead(words: Parse, at: int, high: int) -> bool:
    """Whether a finite verb comes before the next comma or relative."""
    while at < high and words.words[at].tag not in ("comma", "stop", "semi", "rel", "dash"):
        if words.words[at].tag in FINITE and not words.words[at].low.endswith("en"):
            return True
        at += 1
    return False


def _hearer(words: Parse, at: int, high: int) -> Range | None:
    """Who is told: "told [Reuters] that"."""
    first = at + 1
    if first >= high:
        return None
    last = phrase_right(words, first, high, frozenset({"of", "in", "at"}))
    return (first, last) if last > first else None


def _fits(words: Parse, at: int, cue: Cue, high: int, hearer: Range | None) -> bool:
    """Whether what follows (or stands before) is what the cue's shape asks for."""
    after = words.words[at + 1] if at + 1 < high else None
    follow = "" if after is None else after.low
    window = words.words[at + 1 : min(high, at + 9)]
    shape = cue.shape
    if shape == "put":
        figure = any(word.tag == "num" or word.low in ("a", "none") for word in window)
        return figure and any(word.low in ("at", "to", "as") for word in window)
    if shape in ("number", "figure", "ward"):
        toll = shape == "figure" and any(word.low in TOLLS for word in window[:4])
        return toll or any(word.tag == "num" for word in window[:4])
    if shape == "of":
        return follow in ("of", "to", "about") or (
            after is not None and after.tag == "adv" and len(window) > 1 and window[1].low == "of"
        )
    if shape == "out":
        return follow == "out"
    if shape == "that":
        return follow == "that" or (after is not None and after.tag in ("quote", "semi"))
    if shape == "quote":
        return (
            follow == "that"
            or (after is not None and after.tag in ("quote", "semi"))
            or words.words[at - 1].tag == "quote"
        )
    if shape in ("object", "name"):
        return (
            after is not None
            and after.tag not in ("stop", "close", "semi")
            and not after.low.endswith(("self", "selves"))
        )
    if shape == "tell":
        return hearer is not None or follow == "that"
    return True


def _by_eye(words: Parse, at: int) -> Find | None:
    """ "An agency reporter saw ...": the report's own people."""
    if words.words[at].low not in SEES:
        return None
    source = subject_of(words, at)
    if source is None or not any(words.words[i].low in JOURNALISTS for i in range(*source)):
        return None
    return Find((at, at + 1), source, "before", "object", "asserts")


def _quoted(words: Parse, at: int, cue: Cue, helpers: list[str]) -> Find | None:
    """ "X quoted Y as saying", "Y was quoted as saying", "quoting Y"."""
    high = words.bounds(at)[1]
    outer = subject_of(words, at)
    if any(helper in BE for helper in helpers):
        if outer is None or not sound(words, outer):
            return None
        agent = agent_of(words, at)
        links = (agent,) if agent is not None and sound(words, agent) else ()
        return Find((at, at + 1), outer, "before", "quoted", cue.mood, None, links)
    last = phrase_right(words, at + 1, high)
    if last == at + 1 or not sound(words, (at + 1, last)):
        return None
    said = last < high and words.words[last].low == "as"
    speaks = any(words.words[i].low in speakers() for i in range(at + 1, last))
    if not said and not speaks:
        return None
    links = (outer,) if outer is not None and sound(words, outer) else ()
    place = "before" if said else "lead"
    return Find((at, at + 1), (at + 1, last), place, "quoted" if said else "lead", cue.mood, None, links)


def _headlines(words: Parse) -> Iterator[Find]:
    """ "Police: three held after blast" and "Three held after blast: police"."""
    known = speakers()
    for first, last in words.ranges:
        colons = [at for at in range(first, last) if words.words[at].low == ":"]
        if not colons:
            continue
        head, tail = colons[0], colons[-1]
        end = last - 1 if words.words[last - 1].tag == "stop" else last
        if 0 < head - first <= 5 and end - head > 3 and _names_speaker(words, first, head, known):
            yield Find((head, head + 1), (first, head), "before", "headline", "asserts")
        elif 0 < end - tail - 1 <= 4 and tail - first > 3 and _names_speaker(words, tail + 1, end, known):
            yield Find((tail, tail + 1), (tail + 1, end), "after", "headline", "asserts")


def _names_speaker(words: Parse, first: int, last: int, known: frozenset[str]) -> bool:
    return (
        all(words.words[at].tag in (*NOMINAL, "det", "prep") for at in range(first, last))
        and words.words[head_of(words, (first, last))].low in known
    )


def channel_of(words: Parse, find: Find) -> str | None:
    """How it was said: by words near the cue, by the hearer, by the head of the source."""
    table = channels()
    high = words.bounds(find.cue[0])[1]
    low = words.bounds(find.cue[0])[0]
    near = [*range(find.cue[1], min(high, find.cue[1] + 10))]
    for at in near:
        if words.words[at].tag in ("stop", "semi", "sub") or words.words[at].low == "that":
            break
        if words.words[at].low in table and words.words[at - 1].tag in ("det", "prep", "noun", "num", "verb"):
            return table[words.words[at].low]
    begin = find.source[0]
    while begin > max(low, find.source[0] - 8) and words.words[begin - 1].tag not in ("semi", "stop", *FINITE):
        begin -= 1
    for at in range(begin, find.cue[0]):
        opens = at > low and words.words[at - 1].tag in ("prep", "det", "noun")
        if opens and words.words[at].low in table and not find.source[0] <= at < find.source[1]:
            lead = [words.words[i].low for i in range(max(low, at - 4), at)]
            if any(word in ("in", "on", "by", "via", "through", "to") for word in lead):
                return table[words.words[at].low]
    for at in range(*find.source):
        if words.words[at].low in table:
            return table[words.words[at].low]
    return None


def outlet_of(words: Parse, hearer: Range | None) -> str | None:
    """The outlet that was told, as written; `None` if the hearer is no outlet."""
    if hearer is None:
        return None
    lows = [words.words[at].low for at in range(*hearer)]
    names = outlets()
    for first in range(len(lows)):
        for size in range(min(4, len(lows) - first), 0, -1):
            if tuple(lows[first : first + size]) in names:
                return words.words_of(*hearer)
    if any(low in ("television", "tv", "radio", "newspaper", "agency", "daily", "channel") for low in lows):
        return words.words_of(*hearer)
    return None


__all__ = ["Find", "Range", "channel_of", "finds", "head_of", "outlet_of", "sound"]
