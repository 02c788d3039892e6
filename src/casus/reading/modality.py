"""Did it happen? Asserted, planned, threatened, hypothetical, negated, history or general.

Only what is asserted (by the report or by somebody in it) becomes an event. The words that decide are
tables below; they are looked for left of the trigger inside its clause, nearest first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from casus.reading.triggers import BE, DETERMINERS, MODALS, Trigger

Modality = Literal["asserted", "planned", "threatened", "hypothetical", "negated", "history", "general"]

REACH = 7  # words left of the trigger in which a governor is looked for; not swept
STOPS = frozenset([".", ";", ":", "?", "!", "“", "”", '"', "—", "–", "(", ")"])

NEGATIONS = frozenset("not never n't no nobody none neither nor without cannot nothing".split())
CONDITIONS = frozenset("if unless whether lest".split())
PLAN_MODALS = frozenset("will shall 'll won".split())

# The verb or noun that governs "to do X" / "of X": what it makes of X.
_GOVERNORS: dict[Modality, str] = {
    "asserted": "forced managed began begun begins started starts continued continues proceeded helped had came compelled "
    "obliged returned able used led went driven made had claimed seen known reported said believed found appeared seems "
    "admitted confessed having confirmed",
    "negated": "failed fails refused refuses unable declined denied denies denying deny avoided avoid refusing denial ruled "
    "disproved false rumour rumours rumor rumors hoax untrue unfounded stopped",
    "planned": "plan plans planned planning intend intends intended want wants wanted due set expected scheduled prepare "
    "prepares prepared preparing preparations ready agreed agrees vow vowed vows pledged pledges promised promises promise "
    "ordered orders decided going wish hopes hope hoped hoping called calls calling call urged urges demanded demands demand "
    "demanding asked asks appeal appealed appeals invited proposed proposes proposal seek seeks sought wished mandate right "
    "postponed delayed upcoming announced forthcoming awaiting tomorrow next eve ahead",
    "threatened": "threaten threatens threatened threatening threat threats warned warning warn warns vengeance",
    "hypothetical": "fear fears feared fearing risk risks danger possible possibility potential prospect case event "
    "prevent prevents prevented preventing avoid avert averted tried trying try attempt attempted attempts attempting likely "
    "might chance suspected would against imminent exercise drill simulated rumoured speculation concern concerns worry "
    "alarm suspicion",
    "history": "anniversary commemorate commemorated commemorates commemorating remembered memory memories decades centuries "
    "century ottoman colonial historic remembrance veterans veteran",
}
GOVERNORS: dict[str, Modality] = {word: kind for kind, words in _GOVERNORS.items() for word in words.split()}
OF_LIKE = frozenset("of for against from to with on about over by".split())

# Words right before an event noun.
_NOUN_MODIFIERS: dict[Modality, str] = {
    "negated": "no any without denied",
    "hypothetical": "possible potential further future imminent feared any hypothetical would-be",
    "planned": "planned upcoming forthcoming next scheduled proposed",
    "threatened": "threatened",
    "history": "civil world historic past previous cold",
}
NOUN_MODIFIERS: dict[str, Modality] = {word: kind for kind, words in _NOUN_MODIFIERS.items() for word in words.split()}
WARS = frozenset("war wars insurgency conflict rebellion revolution uprising campaign crisis jihad genocide".split())
# Adverbs that may stand between a verb and what governs it.
ADVERBS = frozenset(
    "also then again later now soon already just only ever finally reportedly allegedly still even once".split()
)


def judge(words: Sequence[str], trigger: Trigger) -> Modality:
    """The modality of a trigger; `words` are the sentence's tokens in lower case."""
    if trigger.form == "v":
        return _verb(words, trigger)
    return _noun(words, trigger)


def _left(words: Sequence[str], at: int, reach: int = REACH) -> list[str]:
    """Words left of `at`, nearest first, up to the clause's edge."""
    out: list[str] = []
    for i in range(at - 1, max(-1, at - 1 - reach), -1):
        if words[i] in STOPS:
            break
        out.append(words[i])
    return out


def _conditional(words: Sequence[str], at: int) -> bool:
    """An "if" opens the clause (a comma after it closes the condition)."""
    for i in range(at - 1, max(-1, at - 14), -1):
        if words[i] in STOPS:
            return False
        if words[i] in CONDITIONS:
            return words[i] != "whether" or i < at - 1
    return False


def _verb(words: Sequence[str], t: Trigger) -> Modality:
    left = _left(words, t.first)
    if _conditional(words, t.first):
        return "hypothetical"
    for distance, word in enumerate(left):
        if word == ",":
            break
        if word in NEGATIONS and distance <= 3:
            return "negated"
        if word in PLAN_MODALS:
            return "planned"
        if word in MODALS:
            return _modal(word, left[:distance], t)
        if word == "to" and distance <= 2:
            return _infinitive(left[distance + 1 :])
        if (
            word in BE
            or word in ADVERBS
            or word in ("have", "has", "had", "been", "being", "be")
            or word.endswith("ly")
        ):
            continue
        if t.tag == "ing" and word in GOVERNORS and distance <= 2:
            kind = GOVERNORS[word]
            return "asserted" if kind == "hypothetical" and word in ("against", "suspected") else kind
        break
    if any(word in ("nobody", "none", "no") for word in left[:4]):
        return "negated"
    return "asserted"


def _modal(word: str, between: Sequence[str], t: Trigger) -> Modality:
    """ "could have been killed" and "must be hit" did not happen; "would" tells a plan."""
    if word in ("would", "'d"):
        return "planned" if "have" not in between else "hypothetical"
    return "hypothetical"


def _infinitive(left: Sequence[str]) -> Modality:
    """What stands before "to": "managed to", "plans to", "forced them to"."""
    for word in left[:4]:
        if word == ",":
            break
        if word in GOVERNORS:
            return GOVERNORS[word]
        if word in ("only",):
            return "asserted"
    return "planned"


def _noun(words: Sequence[str], t: Trigger) -> Modality:
    left = _left(words, t.first)
    for word in left[:3]:
        if word in NOUN_MODIFIERS:
            return NOUN_MODIFIERS[word]
        if word in OF_LIKE or word in DETERMINERS:
            break
    if _conditional(words, t.first):
        return "hypothetical"
    for distance, word in enumerate(left[:5]):
        if word == ",":
            break
        if word in GOVERNORS and GOVERNORS[word] != "asserted":
            between = left[:distance]
            if word == "against" and t.form == "n":
                return "asserted"
            if distance == 0 or any(w in OF_LIKE or w in DETERMINERS or w == "more" for w in between):
                return GOVERNORS[word]
        if word in ("will", "would", "could", "may", "might", "should"):
            return "planned" if word in ("will", "would") else "hypothetical"
        if word in ("not", "n't") and distance <= 3:
            return "negated"
    after = words[t.last + 1 : t.last + 4]
    if any(word in ("will", "would", "could", "may", "might") for word in after[:1]):
        return "planned" if after[0] in ("will", "would") else "hypothetical"
    if t.text.split()[-1] in WARS:
        return "history"
    return "asserted"
