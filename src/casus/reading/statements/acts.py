"""Statements by a verb of their own: "condemned", "called on ... to", "was claimed by"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casus.reading.statements.tables import Act, acts, kind_of_word, words_of
from casus.reading.tagging import Parse
from casus.reading.walks import agent_of, phrase_right, subject_of
from casus.reading.witnesses.finding import sound

Range = tuple[int, int]

BE = frozenset("is are was were be been being".split())
UNREAL = frozenset("would could should might may must can cannot will shall".split())
NOT = frozenset("not never n't without hardly yet neither nor".split())
UNMET = words_of("unmet")
SMALL = frozenset("for on upon to of out off up at aside".split())
NAMING = words_of("naming")
CALLS = frozenset("called calls described describes branded labelled labeled calling".split())
NAMED = (("false", "deny"), ("bad", "condemn"), ("good", "praise"))
JUDGES = frozenset("police prosecutor prosecutors court courts judge tribunal authorities prosecution".split())
PENALTIES = frozenset("death prison life hang jail years".split())
NEAR = 7  # words after the verb in which its follow word must come
WIDE = 16  # words after the verb that settle what is asked, vowed, rejected
ENDS = frozenset({"semi", "stop"})


@dataclass(frozen=True, slots=True)
class Spoken:
    """A statement as ranges of words: trigger, speaker, target and matter (or `None`), last word of the evidence."""

    kind: str
    trigger: Range
    speaker: Range
    target: Range | None
    about: Range | None
    last: int


def spoken(words: Parse) -> Iterator[Spoken]:
    """Every statement that a verb makes, in order."""
    table = acts()
    for at, word in enumerate(words.words):
        if word.tag not in ("verb", "part"):
            continue
        if word.low in NAMING:
            found = _naming(words, at)
            if found is not None:
                yield found
                continue
        for act in table.get(word.low, ()):
            found = _act(words, at, act)
            if found is not None:
                yield found
                break


def _act(words: Parse, at: int, act: Act) -> Spoken | None:
    low, high = words.bounds(at)
    passive = is_passive(words, at, low)
    if not real(words, at, low):
        return None
    speaker = agent_of(words, at) if passive else subject_of(words, at)
    if speaker is None or not sound(words, speaker) or speaker[0] <= at < speaker[1]:
        return None
    if (at + 1 < high and words.words[at + 1].low == "by" and not passive) or quoted_third(words, at, speaker):
        return None
    if not (_passive_fits(words, at, high, act) if passive else follows(words, at, high, act)):
        return None
    kind = settle(words, at, high, act.kind, speaker)
    if kind is None:
        return None
    if passive:
        subject = subject_of(words, at)
        return Spoken(kind, (at, at + 1), speaker, None, subject, speaker[1])
    target, about = objects(words, at, high)
    last = max((part[1] for part in (target, about) if part is not None), default=at + 1)
    return Spoken(kind, (at, at + 1), speaker, target, about, last)


def quoted_third(words: Parse, at: int, speaker: Range) -> bool:
    """Inside a quotation "they demanded", "he asked" tell of others; only "we" speaks."""
    return words.quoted[at] >= 0 and words.words[speaker[0]].tag == "pron" and words.words[speaker[0]].low != "we"


def _passive_fits(words: Parse, at: int, high: int, act: Act) -> bool:
    """ "responsibility was claimed by": what should follow the verb stands before it."""
    if act.kind in ("asked", "ask", "order", "vow", "warn"):
        return False
    if not act.follow or "*" in act.follow:
        return True
    subject = subject_of(words, at)
    before = set() if subject is None else {words.words[i].low for i in range(*subject)}
    after = {words.words[i].low for i in range(at + 1, min(high, at + NEAR))}
    return bool((before | after) & (act.follow - SMALL)) or ("attack" in act.follow and bool(before & {"it", "this"}))


def is_passive(words: Parse, at: int, low: int) -> bool:
    """ "was claimed": a form of "be" right before a past form."""
    if words.words[at].tag == "part":
        return False
    back = at - 1
    while back >= low and words.words[back].tag == "adv":
        back -= 1
    return back >= low and words.words[back].low in BE


def real(words: Parse, at: int, low: int) -> bool:
    """False for what is not said, or only may be said: "no group", "did not", "would", "expected to", "if"."""
    back = at - 1
    while back >= low and words.words[back].tag in ("aux", "adv"):
        word = words.words[back]
        if word.low in NOT or word.low.endswith("n't") or word.low in UNREAL:
            return False
        back -= 1
    if back >= low and words.words[back].low == "to":
        return not any(
            words.words[i].low in UNMET or words.words[i].low in NOT or words.words[i].low in UNREAL
            for i in range(max(low, back - 4), back)
        )
    return not (back >= low and words.words[back].low in NOT)


def follows(words: Parse, at: int, high: int, act: Act) -> bool:
    """Whether the words after the verb are those that the row asks for."""
    first = at + 1
    while first < high and words.words[first].tag in ("det", "adv"):
        first += 1
    nearest = {words.words[i].low for i in range(at + 1, min(first + 1, high))}
    if nearest & act.bars:
        return False
    if not act.follow:
        return True
    if "*" in act.follow:
        return at + 1 < high and words.words[at + 1].tag not in (*ENDS, "close")
    reach = WIDE if act.kind in ("ask", "asked", "order") and "to" in act.follow else NEAR
    span = [words.words[i] for i in range(at + 1, min(high, at + 1 + reach))]
    for place, word in enumerate(span):
        if word.tag in ENDS:
            return False
        if word.tag == "comma" and reach == WIDE:
            return False
        if word.low not in act.follow:
            continue
        if word.low not in SMALL:
            return True
        timed = place + 1 < len(span) and span[place + 1].tag == "time"
        if not timed and (place == 0 or span[0].tag in ("prep", "adv", "time") or "to" in act.follow):
            return True
    return False


def armed(words: Parse, speaker: Range) -> bool:
    """True if a word of an armed group's name is in the phrase."""
    return any(kind_of_word("armed", words.words[i].low.removesuffix("'s")) for i in range(*speaker))


def political(words: Parse, speaker: Range) -> bool:
    """True if asking by this speaker has weight: bodies, offices, names; not "a trader", "she"."""
    if any(
        kind_of_word("political", words.words[i].low.removesuffix("'s")) or kind_of_word("armed", words.words[i].low)
        for i in range(*speaker)
    ):
        return True
    if words.words[speaker[0]].tag == "pron":
        return True
    return any(words.words[at].tag == "noun" and words.text[words.words[at].start].isupper() for at in range(*speaker))


def settle(words: Parse, at: int, high: int, kind: str, speaker: Range) -> str | None:
    """The kind of an act whose verb leaves it open."""
    window = []
    for index in range(at + 1, min(high, at + 1 + WIDE)):
        if words.words[index].low == ";":
            break
        window.append(words.words[index].low)
    if kind == "asked" and (any(kind_of_word("small", word) for word in window[:8]) or not political(words, speaker)):
        return None
    if kind in ("ask", "asked"):
        return "call_for_peace" if any(kind_of_word("peace", word) for word in window) else "demand"
    if kind == "threaten" and any(kind_of_word("stakes", word) for word in window[:5]):
        return None
    if kind == "condemn" and "to" in window and any(word in PENALTIES for word in window):
        return None
    if kind == "point":
        return "accuse" if political(words, speaker) else None
    if kind == "own":
        return "claim_responsibility" if armed(words, speaker) else None
    if kind == "charge":
        return None if any(words.words[i].low in JUDGES for i in range(*speaker)) else "accuse"
    if kind == "order":
        return "demand"
    if kind == "vow":
        if any(kind_of_word("hostile", word) for word in window[:10]):
            return "threaten"
        if armed(words, speaker) and any(kind_of_word("rough", word) for word in window[:10]):
            return "threaten"
        return "announce" if political(words, speaker) else None
    if kind == "reject":
        return None if any(kind_of_word("offer", word) for word in window[:6]) else "deny"
    return kind


def objects(words: Parse, at: int, high: int) -> tuple[Range | None, Range | None]:
    """Target (the phrase right after the verb or its "on", "to") and matter (what comes after it)."""
    first = at + 1
    while first < high and words.words[first].tag == "adv":
        first += 1
    while first < high and words.words[first].low in ("on", "upon", "to", "with") and words.words[first].tag == "prep":
        first += 1
    if first < high and words.words[first].tag == "quote":
        first += 1
    last = phrase_right(words, first, high, frozenset({"of", "in"}))
    target: Range | None = (first, last) if last > first else None
    if target is not None:
        of = next((i for i in range(first + 1, last) if words.words[i].low == "of"), None)
        if of is not None and words.words[at].low.startswith("accus"):
            target, last = (first, of), of
    start = max(last, first)
    end = start
    while end < high and end - start < WIDE and words.words[end].tag not in (*ENDS, "comma", "dash"):
        end += 1
    about: Range | None = (start, end) if end > start else None
    return target, about or target


def _naming(words: Parse, at: int) -> Spoken | None:
    """ "called the raid "barbaric"": the judging word says whether it condemns, denies or praises."""
    low, high = words.bounds(at)
    if not real(words, at, low) or is_passive(words, at, low):
        return None
    following = words.words[at + 1].low if at + 1 < high else ""
    if following in ("for", "on", "upon", "to", "off", "in"):
        return None
    if words.words[at].low in ("spoke", "speaks") and following != "of":
        return None
    for index in range(at + 1, min(high, at + 14)):
        word = words.words[index]
        if word.tag in ENDS or word.low in ("which", "who", "while"):
            break
        if word.tag == "quote" and words.quoted[at] < 0 and words.words[at].low in CALLS and index - at < 8:
            return _called(words, at, index, high)
        for name, kind in NAMED:
            if kind_of_word(name, word.low):
                speaker = subject_of(words, at)
                if speaker is None or not sound(words, speaker):
                    return None
                last = phrase_right(words, at + 1, high, frozenset({"of"}))
                target = (at + 1, last) if last > at + 1 else None
                return Spoken(kind, (at, at + 1), speaker, target, target, index + 1)
    return None


def _called(words: Parse, at: int, quote: int, high: int) -> Spoken | None:
    """ "called the raid "a satanic harvest"": a judgment in quotation marks condemns unless it denies or praises."""
    speaker = subject_of(words, at)
    if speaker is None or not sound(words, speaker) or not political(words, speaker):
        return None
    end = quote + 1
    kind = "condemn"
    while end < high and words.words[end].tag != "quote":
        for name, other in NAMED:
            if kind_of_word(name, words.words[end].low):
                kind = other
        end += 1
    target = (at + 1, quote) if quote > at + 1 else None
    if target is None or words.words[at + 1].low in ("himself", "itself", "themselves"):
        return None
    return Spoken(kind, (at, at + 1), speaker, target, target, end)
