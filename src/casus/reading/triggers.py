"""Triggers: the words that name an event ("killed", "air strike", "opened fire on").

The tables are `data/triggers/verbs.tsv` and `nouns.tsv`; a kind in angle brackets is a class that
`casus.reading.kinds` decides from the words around. This module only finds the words and says how they
stand in their sentence: verb or noun, passive, definite, plural.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from casus.text.tokens import Token

NONE = "none"  # kind of the idioms that name no event
HOLE = "{o}"
HOLE_WORDS = 4  # "take the two hostage": an object of up to four words may stand inside

BE = frozenset("be is are was were been being am 's 're".split())
HAVE = frozenset("has have had having".split())
GET = frozenset("got get gets getting".split())
MODALS = frozenset("will would can could may might shall should must 'll 'd cannot".split())
DETERMINERS = frozenset(
    "the a an this that these those its their his her our my your no any each every another such some several".split()
)
DEFINITE = frozenset("the this that these those its their his her".split())
PREPOSITIONS = frozenset(
    "of in after during by for from with on against before since between under near at over into about amid despite "
    "without following".split()
)
PRONOUNS = frozenset("they we i you he she it who which that".split())

_IRREGULAR = {
    "slay": "slew slain", "lose": "lost lost", "fall": "fell fallen", "take": "took taken", "hit": "hit hit",
    "strike": "struck struck", "shake": "shook shaken", "set": "set set", "shoot": "shot shot", "blow": "blew blown",
    "tear": "tore torn", "cut": "cut cut", "slit": "slit slit", "beat": "beat beaten", "put": "put put",
    "throw": "threw thrown", "step": "stepped stepped", "drive": "drove driven", "fight": "fought fought",
    "come": "came come", "hold": "held held", "lead": "led led", "run": "ran run", "go": "went gone", "burn": "burned burnt",
    "flee": "fled fled", "leave": "left left", "seek": "sought sought", "send": "sent sent", "withdraw": "withdrew withdrawn",
    "quit": "quit quit", "let": "let let", "find": "found found", "bring": "brought brought", "meet": "met met",
    "break": "broke broken", "sell": "sold sold", "give": "gave given", "speak": "spoke spoken", "sit": "sat sat",
    "hang": "hanged hung", "bury": "buried buried", "burst": "burst burst", "retake": "retook retaken", "lay": "laid laid",
    "swap": "swapped swapped", "freeze": "froze frozen", "sever": "severed severed", "overrun": "overran overrun",
    "gun": "gunned gunned", "mow": "mowed mown", "stab": "stabbed stabbed", "ram": "rammed rammed", "pin": "pinned pinned",
    "rip": "ripped ripped", "kidnap": "kidnapped kidnapped", "abduct": "abducted abducted", "trap": "trapped trapped",
    "grab": "grabbed grabbed", "down": "downed downed", "jam": "jammed jammed", "gut": "gutted gutted", "ship": "shipped shipped",
    "have": "had had", "be": "was been", "lob": "lobbed lobbed", "rob": "robbed robbed", "pay": "paid paid", "get": "got got",
    "plan": "planned planned", "drop": "dropped dropped", "stop": "stopped stopped", "rebel": "rebelled rebelled",
    "behead": "beheaded beheaded", "bomb": "bombed bombed", "expel": "expelled expelled", "shell": "shelled shelled",
    "commit": "committed committed", "admit": "admitted admitted", "die": "died died", "lie": "lay lain",
}  # fmt: skip
_ING = {"die": "dying", "lie": "lying", "be": "being", "flee": "fleeing", "free": "freeing"}
_DOUBLING = {"set", "cut", "hit", "put", "run", "let", "slit", "quit", "sit", "get"}  # besides those that double in -ed


def inflect(verb: str) -> dict[str, str]:
    """Every form of a verb, with its tag: base, s, ed (past or participle), ing.

    >>> inflect("ambush")["ambushed"], inflect("shoot")["shot"]
    ('ed', 'ed')
    """
    if verb == "be":
        return dict.fromkeys(BE, "be")
    s = f"{verb}es" if re.search(r"(s|x|z|ch|sh|o)$", verb) else re.sub(r"([^aeiou])y$", r"\1ie", verb) + "s"
    if verb in _IRREGULAR:
        past = _IRREGULAR[verb].split()
    elif verb.endswith("e"):
        past = [verb + "d"]
    else:
        past = [re.sub(r"([^aeiou])y$", r"\1i", verb) + "ed"]
    doubled = past[0][len(verb) :].startswith(verb[-1] + "ed") or verb in _DOUBLING
    if verb in _ING:
        ing = _ING[verb]
    elif verb.endswith("e") and not verb.endswith("ee"):
        ing = verb[:-1] + "ing"
    else:
        ing = verb + (verb[-1] if doubled else "") + "ing"
    forms = {verb: "base", s: "s", ing: "ing"}
    for form in past:
        forms[form] = "ed" if form != verb else "base"
    return forms


def plural(noun: str) -> str:
    """The plural of the last word."""
    if re.search(r"(s|x|z|ch|sh)$", noun):
        return noun + "es"
    return re.sub(r"([^aeiou])y$", r"\1ie", noun) + "s"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the trigger tables."""

    kind: str
    frame: str
    strength: str
    form: str  # "v" or "n"


@dataclass(frozen=True, slots=True)
class Pattern:
    """The words of one form of one phrase."""

    words: tuple[str, ...]
    tag: str  # base, s, ed, ing, be | sg, pl
    row: Row


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that name an event: token indices [first, last], offsets, and how they stand.

    `kind` is a kind of the codebook or a class in angle brackets. `passive`: the subject undergoes.
    """

    first: int
    last: int
    start: int
    end: int
    text: str
    kind: str
    frame: str
    strength: str
    form: str
    tag: str
    passive: bool = False
    definite: bool = False
    plural: bool = False


def _rows(name: str) -> Iterator[tuple[Row, str]]:
    text = (files("casus") / "data" / "triggers" / name).read_text(encoding="utf-8")
    form = name[0]
    for line in text.splitlines():
        if not line or line.startswith(("#", "kind\t")):
            continue
        kind, frame, strength, phrases, _reason = line.split("\t")
        for phrase in phrases.split("|"):
            yield Row(kind, frame, strength, form), phrase


@cache
def lexicon() -> dict[str, tuple[Pattern, ...]]:
    """First word -> patterns, longest first."""
    found: dict[str, list[Pattern]] = {}
    for row, phrase in _rows("verbs.tsv"):
        head, *rest = phrase.split()
        for form, tag in inflect(head).items():
            found.setdefault(form, []).append(Pattern((form, *rest), tag, row))
    for row, phrase in _rows("nouns.tsv"):
        for words, tag in ((phrase, "sg"), (plural(phrase), "pl")):
            split = tuple(words.split())
            found.setdefault(split[0], []).append(Pattern(split, tag, row))
    return {word: tuple(sorted(patterns, key=lambda p: -len(p.words))) for word, patterns in found.items()}


def _match(words: Sequence[str], at: int, pattern: Sequence[str]) -> int | None:
    """Index of the last matched token, or None."""
    i = at
    for k, want in enumerate(pattern):
        if want == HOLE:
            return next(
                (
                    last
                    for skip in range(1, HOLE_WORDS + 1)
                    if i + skip < len(words)
                    and not any(w in ".,;:!?" for w in words[i : i + skip])
                    and (last := _match(words, i + skip, pattern[k + 1 :])) is not None
                ),
                None,
            )
        if i >= len(words) or words[i] != want:
            return None
        i += 1
    return i - 1


def find(tokens: Sequence[Token]) -> list[Trigger]:
    """The triggers of one sentence, in order; they never overlap."""
    words = [t.text.lower() for t in tokens]
    out: list[Trigger] = []
    at = 0
    table = lexicon()
    while at < len(words):
        best: tuple[int, Trigger] | None = None
        for pattern in table.get(words[at], ()):
            last = _match(words, at, pattern.words)
            if last is None or (best is not None and last < best[0]):
                continue
            trigger = _stand(tokens, words, at, last, pattern)
            if trigger is not None and (best is None or last > best[0]):
                best = (last, trigger)
        if best is None:
            at += 1
        else:
            if best[1].kind != NONE:
                out.append(best[1])
            at = best[0] + 1
    return out


def _stand(tokens: Sequence[Token], words: Sequence[str], first: int, last: int, pattern: Pattern) -> Trigger | None:
    """The trigger as it stands in the sentence; None where the form can't be right."""
    row, tag = pattern.row, pattern.tag
    before = words[first - 1] if first else ""
    if row.form == "v":
        if tag in ("base", "s") and len(pattern.words) == 1 and _noun_here(tokens, words, first, tag):
            return None
        if tag == "ed" and before in DETERMINERS and before not in ("who", "that", "which"):
            return None  # "the occupied city", "the wounded": no event told here
        if tag == "ing" and before in DETERMINERS and last + 1 < len(words) and words[last + 1] not in PREPOSITIONS:
            return None  # "the shooting range"
    elif len(pattern.words) == 1 and (_verb_here(words, first, tag) or _month(tokens, words, first)):
        return None
    return Trigger(
        first=first,
        last=last,
        start=tokens[first].start,
        end=tokens[last].end,
        text=" ".join(words[first : last + 1]),
        kind=row.kind,
        frame=row.frame,
        strength=row.strength,
        form=row.form,
        tag=tag,
        passive=row.form == "v" and (tag == "be" or (tag == "ed" and _passive(words, first))),
        definite=row.form == "n" and _definite(words, first),
        plural=tag == "pl",
    )


def _month(tokens: Sequence[Token], words: Sequence[str], at: int) -> bool:
    """ "March" the month: beside a number, or with a capital inside a sentence."""
    if words[at] != "march":
        return False
    beside = (*words[max(0, at - 1) : at], *words[at + 1 : at + 2])
    return any(word[0].isdigit() for word in beside) or (at > 0 and tokens[at].text == "March")


def _noun_here(tokens: Sequence[Token], words: Sequence[str], at: int, tag: str) -> bool:
    """A base or -s form that stands as a noun ("an attack on", "the strikes")."""
    before = words[at - 1] if at else ""
    after = words[at + 1] if at + 1 < len(words) else ""
    if before in MODALS or before in ("to", "not", "n't", "and") or before in PRONOUNS:
        return before == "that" and tag == "base"
    if before in DETERMINERS or before in PREPOSITIONS or before == "'s" or before.endswith("ed"):
        return True
    if after in ("on", "against", "of", "in", "by", "near", "at", "since", "that", "which", "after", "killed", "and"):
        return True
    if tag == "s" and words[at] in _plural_nouns():  # "shells fell", but "Israel shells the town", "mine kills 3"
        opens = bool(after) and (after in DETERMINERS or after[0].isdigit() or tokens[at + 1].text[0].isupper())
        return not opens or before.isdigit() or before.endswith("s")
    return tag == "base" and not before.endswith("s") and before not in ("men", "police", "people", "gunmen")


@cache
def _plural_nouns() -> frozenset[str]:
    """-s forms of the verb table that are plurals of nouns as well."""
    return frozenset(
        "attacks strikes bombs shells mortars rockets raids ambushes hits fires wounds kills protests marches rallies riots clashes "
        "fights battles arrests mines murders massacres falls stations charges targets assaults stones visits ships loots burns "
        "seizes rapes tortures swaps plants engages exchanges".split()
    )


def _verb_here(words: Sequence[str], at: int, tag: str) -> bool:
    """A noun form that stands as a verb ("they attack", "will strike", "Israel strikes the town")."""
    before = words[at - 1] if at else ""
    after = words[at + 1] if at + 1 < len(words) else ""
    if before in MODALS or before in PRONOUNS - {"that", "which", "who"}:
        return True
    if before == "to":
        return after not in ("on", "of", "in", "by", "and", ".", ",", "")
    return (
        tag == "pl"
        and bool(before)
        and before not in DETERMINERS
        and after in ("the", "a", "an", "his", "their", "its")
    )


def _passive(words: Sequence[str], at: int) -> bool:
    """A participle with a form of "be" (or "get") before it, adverbs aside; or followed by "by"."""
    for i in range(at - 1, max(-1, at - 5), -1):
        word = words[i]
        if word in BE or word in GET:
            return True
        if word in HAVE:
            return False
        if not (
            word.endswith("ly")
            or word in ("not", "also", "then", "n't", "being", "been", "reportedly", "either", "all")
        ):
            break
    return at + 1 < len(words) and words[at + 1] == "by"


def _definite(words: Sequence[str], at: int) -> bool:
    """A definite determiner within three words before the noun, nothing but modifiers between."""
    for i in range(at - 1, max(-1, at - 4), -1):
        if words[i] in DEFINITE:
            return True
        if words[i] in PREPOSITIONS or words[i] in ("a", "an", ",", ".", "and"):
            return False
    return False
