"""Walks over tagged words: the ends of a noun phrase, the subject of a verb, the doer after "by".

Ranges are word numbers (first, last), `last` exclusive. Walks never leave their sentence and look at no more than
`REACH` words, so everything is linear in the text.
"""

from __future__ import annotations

from casus.reading.tagging import FINITE, NOMINAL, Parse, speech

REACH = 60  # words a walk may cross: of 2,625 subjects found in 752 reports the farthest stands 36 before its verb
JOINING = frozenset(
    {"of", "for", "in", "at", "from", "with", "near", "on", "to", "against", "between", "inside", "around"}
)
CHANNEL = frozenset(
    "e-mail email phone telephone radio statement interview telegram twitter facebook whatsapp letter communique "
    "communiqué post message fax video tweet television tv broadcast website audio recording leaflet "
    "pamphlet press media".split()
)
MEANS = frozenset({"by", "in", "on", "via", "through", "over"})


def phrase_left(words: Parse, last: int, low: int) -> int:
    """The first word of the noun phrase whose last word is `last`, not before `low`."""
    at = last
    while at >= low:
        word = words.words[at]
        if word.tag in NOMINAL or (word.tag == "time" and at < last):
            at -= 1
        elif word.tag == "det":
            at -= 1
            while at >= low and (words.words[at].tag == "det" or words.words[at].low in ("of the", "only")):
                at -= 1
            if not _joined(words, at, low):
                break
            at -= 1
        elif _joined(words, at, low) and at < last:
            at -= 1
        else:
            break
    first = at + 1
    while first < last and words.words[first].tag == "dot":
        first += 1
    return first


def _joined(words: Parse, at: int, low: int) -> bool:
    """True if the word at `at` ties what follows to a noun phrase before it."""
    if at <= low:
        return False
    word, before = words.words[at], words.words[at - 1]
    if word.tag == "prep":
        return word.low in JOINING and before.tag in NOMINAL
    if word.tag == "conj" and word.low in ("and", "&", "or") and before.tag in NOMINAL:
        first = phrase_left(words, at - 1, max(low, at - 8))
        return first == low or words.words[first - 1].tag in ("comma", "semi", "stop", "quote", "sub", "dash")
    return False


def phrase_right(words: Parse, first: int, high: int, joining: frozenset[str] = JOINING) -> int:
    """The word after the noun phrase that begins at `first`; `first` itself if none begins there."""
    at = first
    if at < high and words.words[at].tag == "pron":
        return at + 1
    fresh = True
    while at < high:
        word = words.words[at]
        after = words.words[at + 1].tag if at + 1 < high else ""
        if word.tag in NOMINAL or (word.tag == "time" and (after in NOMINAL or fresh)):
            fresh = False
            if (
                after == "prep"
                and words.words[at + 1].low == "of"
                and at + 2 < high
                and words.words[at + 2].tag == "pron"
            ):
                return at + 3  # "eleven of them"
        elif (word.tag == "det" and fresh) or (
            word.tag == "prep" and not fresh and word.low in joining and after in ("noun", "num", "det", "dot")
        ):
            fresh = True
        elif word.tag == "conj" and word.low in ("and", "&") and not fresh and after in ("noun", "num", "det"):
            end = phrase_right(words, at + 1, high, frozenset())
            if end < high and words.words[end].tag in FINITE:
                break
            fresh = True
        else:
            break
        at += 1
    while at > first and words.words[at - 1].tag in ("det", "prep", "conj", "dot"):
        if words.words[at - 1].tag == "dot" and words.text[words.words[at - 1].start] in ")\"”'’»":
            break
        at -= 1
    return at


def _skip_left(words: Parse, at: int, low: int) -> int:
    """Over helpers, adverbs and times to the left of a verb: "the army [on Monday also] denied"."""
    while at >= low:
        word = words.words[at]
        timed = word.tag in ("prep", "det") and at + 1 < len(words.words) and words.words[at + 1].tag in ("time", "num")
        numbered = word.tag == "num" and at > low and words.words[at - 1].tag in ("time",)
        if (
            word.tag in ("aux", "adv", "time")
            or (timed and words.words[at + 1].tag == "time")
            or numbered
            or (
                word.low in ("all", "both", "each")
                and word.tag == "pron"
                and at > low
                and words.words[at - 1].tag in ("comma", "noun")
            )
            or (word.low == "first" and at > low and words.words[at - 1].tag in ("comma", "noun", "pron", "aux"))
        ):
            at -= 1
        elif word.low in CHANNEL and _means(words, at, low) > low:
            at = _means(words, at, low) - 1
        else:
            break
    return at


def _means(words: Parse, at: int, low: int) -> int:
    """Where "by e-mail", "in a statement" begins that ends at `at`; -1 if nothing does."""
    for back in range(at - 1, max(low, at - 5), -1):
        if words.words[back].low in MEANS:
            return back
        if words.words[back].tag not in ("det", "noun"):
            break
    return -1


def subject_of(words: Parse, verb: int) -> tuple[int, int] | None:
    """The words of the subject that stands before the word `verb`; `None` if there is none in its sentence."""
    known = words.subjects
    if verb not in known:
        for at in range(words.bounds(verb)[0], verb + 1):  # in order: a later verb asks for an earlier one's subject
            if at not in known and (at == verb or words.words[at].tag in FINITE or words.words[at].tag == "part"):
                known[at] = _find_subject(words, at)
    return known[verb]


def _find_subject(words: Parse, verb: int) -> tuple[int, int] | None:
    low = max(words.bounds(verb)[0], verb - REACH)
    at = _skip_left(words, verb - 1, low)
    if at < low:
        return None
    word = words.words[at]
    turned = _turned(words, verb)
    if turned is not None:
        return turned
    if word.low == "to" and word.tag == "prep":
        return _for_to(words, at, low) or _of_earlier_verb(words, at, low, verb)
    if word.tag == "conj":
        return _of_earlier_verb(words, at, low, verb)
    if words.words[verb].tag == "part" and word.tag in ("comma", "dash", "quote"):
        return _of_earlier_verb(words, at, low, verb, main=True)
    if word.tag in ("comma", "dash"):
        return _over_asides(words, at, low) or _of_earlier_verb(words, at, low, verb)
    if word.tag == "rel":
        return _before_relative(words, at, low)
    if word.tag == "pron":
        return (_owner(words, at, low) if at > low and words.words[at - 1].tag == "verb" else None) or (at, at + 1)
    if word.tag in ("verb", "part"):
        owner = _owner(words, at + 1, low)
        if owner is not None:
            return owner
    if (
        word.tag == "verb"
        and word.low.endswith("ed")
        and at > low
        and words.words[at - 1].tag in NOMINAL
        and at < verb - 1
    ):
        return phrase_left(words, at - 1, low), at  # "residents reached by telephone said"
    if word.tag in ("noun", "num", "det", "dot"):
        if words.words[verb].tag == "part" and words.words[phrase_left(words, at, low) - 1].tag == "prep":
            return _of_earlier_verb(words, at, low, verb, main=True) or _before_verb(words, at, low)
        return _before_verb(words, at, low)
    return None


def _turned(words: Parse, verb: int) -> tuple[int, int] | None:
    """The speaker after the verb, right after a quotation: "...," answers the group's leader."""
    low, high = words.bounds(verb)
    if verb <= low or verb + 1 >= high or words.words[verb].low not in speech():
        return None
    before = words.words[verb - 1]
    if before.tag != "quote" and not (
        before.tag == "comma" and verb - 2 >= low and words.words[verb - 2].tag == "quote"
    ):
        return None
    last = phrase_right(words, verb + 1, high)
    if last == verb + 1 or (last < high and words.words[last].tag in (*FINITE, "sub")):
        return None
    return verb + 1, last


def _for_to(words: Parse, at: int, low: int) -> tuple[int, int] | None:
    """ "for the group, the largest in the area, to say": who is to act."""
    for back in range(at - 1, max(low, at - 20), -1):
        word = words.words[back]
        if word.low == "for":
            last = phrase_right(words, back + 1, at, frozenset({"of"}))
            return (back + 1, last) if last > back + 1 and (last == at or words.words[last].tag == "comma") else None
        if word.tag in FINITE or word.tag in ("stop", "semi", "conj"):
            return None
    return None


def _before_verb(words: Parse, last: int, low: int) -> tuple[int, int] | None:
    """The phrase that ends at `last`, or the one that a relative clause before it belongs to."""
    first = phrase_left(words, last, low)
    if first > last:
        return None
    before = words.words[first - 1] if first > low else None
    if (
        before is not None
        and before.tag == "prep"
        and (first - 1 == low or words.words[first - 2].tag in ("comma", "semi", "quote", "dash", "conj"))
    ):
        return _after_opening(words, first, last), last + 1
    if before is None or before.tag in ("sub", "rel", "semi", "stop", "quote", "conj"):
        return _with_list(words, first, last + 1, low)
    if before.tag in ("comma", "dash"):
        return _with_list(words, first, last + 1, low)
    owner = _owner(words, first, low)
    if owner is not None:
        return owner
    return first, last + 1


def _after_opening(words: Parse, first: int, last: int) -> int:
    """Where the subject begins after a phrase without its comma: "In a statement [Governor Roe] said"."""
    for at in range(first + 1, last + 1):
        word, before = words.words[at], words.words[at - 1]
        if word.tag == "det" and before.tag in NOMINAL | {"time"}:
            return at
        raised = words.text[word.start].isupper() and word.tag == "noun"
        if raised and before.tag in NOMINAL | {"time"} and (words.text[before.start].islower() or before.tag == "time"):
            return at
    return first


def _owner(words: Parse, first: int, low: int) -> tuple[int, int] | None:
    """For "a driver who escaped into the scrub", seen from "the scrub": "a driver"."""
    at = first - 1
    verb = -1
    while at >= low and first - at < 16:
        word = words.words[at]
        if word.tag in FINITE or word.tag == "part":
            verb = at
        elif word.tag == "rel" and verb >= 0:
            return _before_relative(words, at, low)
        elif word.tag in ("comma", "semi", "stop", "quote", "dash", "sub", "conj"):
            break
        at -= 1
    if verb < 0:
        return None
    verb = first - 1
    while verb > low and words.words[verb].tag not in FINITE and words.words[verb].tag != "part":
        verb -= 1
    word, direct = words.words[verb], words.words[verb + 1]
    reduced = word.tag == "part" or (word.low.endswith(("ed", "en", "held")) and direct.tag == "prep")
    if reduced and verb > low and words.words[verb - 1].tag in NOMINAL:
        begin = phrase_left(words, verb - 1, low)
        return (begin, verb) if begin < verb else None
    return None


def _before_relative(words: Parse, at: int, low: int) -> tuple[int, int] | None:
    """The phrase before "who", "which", "that" (and before its comma)."""
    last = at - 1
    while last > low and words.words[last].tag in ("comma", "dash", "prep"):
        last -= 1
    if last < low or words.words[last].tag not in (*NOMINAL, "time", "pron"):
        return None
    first = last if words.words[last].tag == "pron" else phrase_left(words, last, low)
    return (first, last + 1) if first <= last else None


def _over_asides(words: Parse, at: int, low: int) -> tuple[int, int] | None:
    """`at` is the comma before the verb: over "who ...", "a ..." back to the phrase that they belong to."""
    best: tuple[int, int] | None = None
    for _ in range(4):
        opening = at - 1
        while opening >= low and words.words[opening].tag not in ("comma", "dash", "semi", "stop"):
            opening -= 1
        segment = opening + 1
        if opening < low or words.words[opening].tag in ("semi", "stop"):
            head = phrase_right(words, segment, at)
            if head == at and head > segment:
                best = (segment, at)
            elif best is None and head > segment and words.words[head].tag in ("rel", "part"):
                best = (segment, head)
            return best
        if words.words[segment].tag == "conj":
            return best or _of_earlier_verb(words, segment, low, at + 1)
        last = opening - 1
        if last >= low and words.words[last].tag in (*NOMINAL, "time", "pron"):
            first = last if words.words[last].tag == "pron" else phrase_left(words, last, low)
            if first <= last and words.words[last].tag != "time":
                best = (first, last + 1)
                begins = first == low or words.words[first - 1].tag in (
                    "sub",
                    "semi",
                    "stop",
                    "quote",
                    "conj",
                    "rel",
                    "dash",
                )
                if begins:
                    return best
        at = opening
    return best


def _of_earlier_verb(words: Parse, at: int, low: int, verb: int, main: bool = False) -> tuple[int, int] | None:
    """The subject of a verb before `at`: the nearest one, or with `main` the first of the sentence.

    A verb of speech goes with an earlier verb of speech ("said the area was calm and [denied] ..."); what stands in
    a quotation that does not hold `verb` is passed over.
    """
    order = range(low, at) if main else range(at - 1, low - 1, -1)
    home = words.quoted[verb]
    verbs: list[int] = []
    for index in order:
        word = words.words[index]
        if word.low == ";" or (word.tag == "stop" and words.quoted[index] == home):
            if not main:
                break
            verbs.clear()
        elif words.quoted[index] in (home, -1) and (
            word.tag == "verb" or (word.tag == "aux" and words.words[index + 1].tag != "verb")
        ):
            verbs.append(index)
    speaks = words.words[verb].low in speech()
    ranked = [index for index in verbs if speaks and words.words[index].low in speech()]
    for index in [*ranked, *verbs][:6]:
        found = subject_of(words, index)
        if found is not None:
            return found
    return None


def _with_list(words: Parse, first: int, last: int, low: int) -> tuple[int, int]:
    """Back over "Syria, France and the United Nations" once "and" is inside the phrase."""
    if not any(words.words[at].low in ("and", "&") for at in range(first, last)):
        return first, last
    while first - 1 > low and words.words[first - 1].tag == "comma" and words.words[first - 2].tag in NOMINAL:
        begin = phrase_left(words, first - 2, max(low, first - 9))
        if begin > low and words.words[begin - 1].tag not in ("comma", "stop", "semi", "sub", "quote"):
            break
        first = begin
    return first, last


def agent_of(words: Parse, verb: int) -> tuple[int, int] | None:
    """The words of the phrase after "by" in the clause of the word `verb`; times and channels are no agents."""
    high = min(words.bounds(verb)[1], verb + 14)
    for at in range(verb + 1, high):
        word = words.words[at]
        if word.tag in ("semi", "stop", "rel", "sub") or (word.tag == "verb" and at > verb + 1):
            return None
        if word.low == "by" and at + 1 < high and words.words[at + 1].tag not in ("part", "time", "verb"):
            last = phrase_right(words, at + 1, words.bounds(verb)[1])
            head = words.words[last - 1].low if last > at + 1 else ""
            if head not in ("", "phone", "telephone", "radio", "email", "air", "sea", "land", "force", "night"):
                return at + 1, last
    return None
