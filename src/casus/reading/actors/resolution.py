"""Gives short forms and descriptions the names that the same report gives them.

Five rules, each on its own words: a short form in brackets, a person's last name, "the army" of the country that the
report is about, "the group" after one named group, "he" after one person. Where two answers are open none is taken.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from casus.model import Actor
from casus.reading.actors.mention import ActorMention, unique
from casus.reading.actors.names import dominant, find_in
from casus.reading.actors.page import Page, page
from casus.reading.actors.parties import stately
from casus.reading.actors.tables import ARMED, key, organs, states, word_list, words_of

NEAR = 1200  # code points: "the group" further behind its name than two long paragraphs is somebody else's
CLOSE = 400  # "he" is the last person named in this or the sentence before

_BRACKETED = re.compile(r"\s?[(\[]\s?(?:the |or |known as )?[\"“']?([A-Z][A-Za-z0-9&/-]{1,11})[\"”']?[)\],;]")
_GANGS = word_list("generic_gangs")
_GROUPS = word_list("generic_groups")
# Words for an organ that may as well be another country's, or nobody's, when they stand alone.
_NOT_ALONE = word_list("not_alone")


def resolve(mentions: Iterable[ActorMention], text: str) -> tuple[ActorMention, ...]:
    """The mentions with the names that the report gives them elsewhere, and further mentions by short forms.

    Takes and returns mentions in text order; those of `mentions` keep their offsets. Never raises.
    """
    known = sorted(mentions, key=_order)
    sheet = page(text)
    for rule in (_brackets, _last_names, _organs, _groups, _pronouns):
        known = sorted(rule(known, sheet), key=_order)
    return tuple(known)


def _order(mention: ActorMention) -> tuple[int, int]:
    return mention.start, -mention.end


class _Covered:
    """Whether a stretch of text lies inside a mention. Mentions are in order and nest."""

    def __init__(self, mentions: list[ActorMention]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for mention in mentions:
            if not self.ends or mention.start >= self.ends[-1]:
                self.starts.append(mention.start)
                self.ends.append(mention.end)

    def __call__(self, start: int, end: int) -> bool:
        at = bisect_left(self.ends, start + 1)
        return at < len(self.starts) and self.starts[at] < end


def _merged(mention: ActorMention, actor: Actor, first: bool = True) -> ActorMention:
    """The mention standing for `actor`: canonical name first, then as written."""
    own = mention.actor.names
    names = unique(actor.names[0], *own, *actor.names[1:]) if first else unique(*own, *actor.names)
    return replace(mention, actor=replace(actor, names=names))


def _brackets(mentions: list[ActorMention], sheet: Page) -> list[ActorMention]:
    """ "Front for Peace (FFP)": later "FFP", "FFP rebels" are the Front."""
    short: dict[str, Actor] = {}
    out: list[ActorMention] = []
    for mention in mentions:
        found = _BRACKETED.match(sheet.text, mention.end)
        if (
            found
            and mention.kind in ("named", "description")
            and not mention.actor.id
            and _abbreviates(found[1], mention)
        ):
            actor = replace(mention.actor, names=unique(*mention.actor.names, found[1]))
            short.setdefault(found[1], actor)
            mention = replace(mention, actor=actor, kind="named")
        out.append(mention)
    if not short:
        return out
    return [*(_shortened(m, short) for m in out), *_more(out, sheet, short)]


def _abbreviates(letters: str, mention: ActorMention) -> bool:
    if sum(c.isupper() for c in letters) < 2:
        return False
    initials = {word[0] for name in mention.actor.names for word in words_of(name)}
    return letters[0].casefold() in initials


def _shortened(mention: ActorMention, short: dict[str, Actor]) -> ActorMention:
    if mention.actor.id or mention.kind in ("pronoun", "person", "site"):
        return mention
    for name in mention.actor.names[:2]:
        first = name.split()[0] if name.split() else ""
        if first in short and short[first].names[0] != mention.actor.names[0]:
            return _merged(replace(mention, kind="named"), short[first])
    return mention


def _more(mentions: list[ActorMention], sheet: Page, short: dict[str, Actor]) -> list[ActorMention]:
    covered = _Covered(mentions)
    out = []
    for i in range(len(sheet)):
        word = sheet.text[sheet.start[i] : sheet.end[i]]
        if word in short and not covered(sheet.start[i], sheet.end[i]):
            out.append(
                ActorMention(
                    sheet.start[i], sheet.end[i], _first(short[word], word), "named", False, False, word.lower()
                )
            )
    return out


def _first(actor: Actor, written: str) -> Actor:
    return replace(actor, names=unique(actor.names[0], written, *actor.names[1:]))


def _last_names(mentions: list[ActorMention], sheet: Page) -> list[ActorMention]:
    """ "Hadi al-Ameri" first, then "al-Ameri", "Mr Ameri" or "Ameri"."""
    full: dict[str, Actor | None] = {}
    for mention in mentions:
        if mention.kind == "person" and len(mention.actor.names[0].split()) > 1:
            last = mention.head
            if last in full and full[last] is not None and key(full[last].names[0]) != key(mention.actor.names[0]):  # type: ignore[union-attr]
                full[last] = None
            else:
                full.setdefault(last, mention.actor)
    known = {last: actor for last, actor in full.items() if actor is not None and len(last) > 2}
    if not known:
        return mentions
    out = [
        _merged(m, known[m.head])
        if m.kind == "person" and m.head in known and len(m.actor.names[0].split()) == 1
        else m
        for m in mentions
    ]
    covered = _Covered(out)
    for i in range(len(sheet)):
        if sheet.key[i] in known and sheet.case[i] in (1, 2) and not covered(sheet.start[i], sheet.end[i]):
            first = i - 1 if i and sheet.gap[i] == 1 and not covered(sheet.start[i - 1], sheet.end[i]) else i
            actor = _first(known[sheet.key[i]], sheet.words(first, i + 1))
            out.append(ActorMention(sheet.start[first], sheet.end[i], actor, "person", True, False, sheet.key[i]))
    return out


def _organs(mentions: list[ActorMention], sheet: Page) -> list[ActorMention]:
    """ "The army" is the army of the one state whose army is named, else of the country that the report is about."""
    named: dict[str, set[str]] = {}
    for mention in mentions:
        ident = mention.actor.id
        if ident.startswith("state-") and len(mention.actor.countries) == 1:
            named.setdefault(ident[8:].lstrip("-") or "government", set()).add(mention.actor.countries[0])
    main = dominant(find_in(sheet.text))
    return [_with_state(m, named, main) for m in mentions]


def _with_state(mention: ActorMention, named: dict[str, set[str]], main: str | None) -> ActorMention:
    actor = mention.actor
    if actor.id or actor.countries or mention.kind not in ("description", "named") or mention.head in _NOT_ALONE:
        return mention
    if mention.end - mention.start > len(actor.names[0]) + 1:
        return mention
    found = organs().get(words_of(actor.names[0]))
    if found is None or not (mention.definite or mention.plural or found[0] in ("military", "police", "security")):
        return mention
    organ, kind = found
    iso = _whose(named.get(organ, set()), main, mention)
    if iso is None:
        return mention
    return _merged(replace(mention, kind="named"), stately(states()[iso], organ, kind, actor.names[0]))


def _whose(named: set[str], main: str | None, mention: ActorMention) -> str | None:
    """The state that an organ belongs to: the one whose organ is named, the main country, or open."""
    if not named:
        return main
    if len(named) > 1:
        return main if main in named else None
    (only,) = named
    back = mention.definite and mention.head in ("troops", "soldiers", "forces")
    return only if main == only or back else None


def _groups(mentions: list[ActorMention], sheet: Page) -> list[ActorMention]:
    """ "The group" is the armed group named last, if no other is named just before."""
    out: list[ActorMention] = []
    last: list[ActorMention] = []
    every = {m.actor.id or m.actor.names[0] for m in mentions if _armed(m)}
    for mention in mentions:
        if _armed(mention):
            last.append(mention)
        elif last and _stands_back(mention) and _fits(mention, last[-1]):
            rivals = {m.actor.id or m.actor.names[0] for m in last[-6:] if last[-1].start - m.start < CLOSE}
            if len(every) == 1 or (len(rivals) == 1 and mention.start - last[-1].end < NEAR):
                mention = _merged(mention, last[-1].actor)
        out.append(mention)
    return out


def _armed(mention: ActorMention) -> bool:
    return mention.kind == "named" and mention.actor.type in ARMED and bool(mention.actor.id or len(mention.head) > 1)


def _stands_back(mention: ActorMention) -> bool:
    actor = mention.actor
    plain = len(actor.names[0].split()) == 1 or key(actor.names[0]).startswith("armed ")
    return mention.definite and plain and not actor.id and not actor.countries and mention.kind == "description"


def _fits(mention: ActorMention, group: ActorMention) -> bool:
    if mention.head in _GANGS:
        return group.actor.type == "gang"
    return mention.head in _GROUPS


def _pronouns(mentions: list[ActorMention], sheet: Page) -> list[ActorMention]:
    """ "He", "she": the person named last, if near."""
    out: list[ActorMention] = []
    person: ActorMention | None = None
    for mention in mentions:
        if mention.kind == "person":
            person = mention
        elif mention.head in ("he", "she", "him") and mention.kind == "pronoun" and person is not None:
            mention = _merged(mention, person.actor) if mention.start - person.end < CLOSE else mention
        out.append(mention)
    return out
