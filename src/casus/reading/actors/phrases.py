"""Turns the phrases of a page into actor mentions."""

from __future__ import annotations

from collections.abc import Iterator

from casus.model import Actor
from casus.reading.actors import people
from casus.reading.actors.chunks import DEFINITE, DETERMINERS, NUMBERS, PARTICLES, SKIP, Chunk, Chunker
from casus.reading.actors.mention import ActorMention, Kind, unique
from casus.reading.actors.names import Name
from casus.reading.actors.page import COMMA, HYPHEN, LOWER, SPACE, UPPER
from casus.reading.actors.parties import country, listed, organ_of, stately
from casus.reading.actors.tables import ARMED, Head, key, neutral_labels, word_list

PRONOUNS = {"he": False, "she": False, "him": False, "they": True, "them": True, "we": True, "it": False}
# "A group of gunmen" is about the gunmen; "a convoy of lorries" is about the convoy.
COLLECTIVE = word_list("collective")
# Heads that speak or act for the body named before them: "Hamas official", "Taliban statement".
AGENTS = word_list("agents")
LOCATIVE = word_list("locative")
SEAT_BEFORE = word_list("seat_before")
SEAT_NOT = word_list("seat_not")
NO_PARTY = word_list("no_party")
NOT_PARTY = frozenset(name.replace("_", " ") for name in word_list("not_party"))
DEEDS = word_list("deeds")
OF_LAND = word_list("of_land")
PLACE_WORDS = people.PLACE_BEFORE | {"on", "for", "capital", "city", "of"}


def mentions(chunker: Chunker) -> Iterator[ActorMention]:
    """Every mention of the page, by start."""
    page, at, total = chunker.page, 0, len(chunker.page)
    while at < total:
        if page.key[at] in SKIP and at not in chunker.at and (at + 1 == total or page.gap[at + 1] != HYPHEN):
            at += 1
            continue
        found, end = _from(chunker, at)
        yield from found
        at = max(at + 1, end)


def _from(chunker: Chunker, at: int) -> tuple[list[ActorMention], int]:
    page = chunker.page
    if (
        page.key[at] in PRONOUNS
        and page.gap[at] != HYPHEN
        and (page.case[at] == LOWER or page.initial(at) or page.shout[at])
    ):
        return [_pronoun(chunker, at)], at + 1
    if page.key[at] in people.TITLES or page.capital(at) or page.initial(at) or page.shout[at]:
        person = _titled(chunker, at) or _plain_person(chunker, at)
        if person is not None:
            return [person[0]], person[1]
    chunk = chunker.parse(at)
    if chunk is not None:
        return _chunk(chunker, chunk)
    return _acronym(chunker, at), at + 1


def _acronym(chunker: Chunker, at: int) -> list[ActorMention]:
    """Capitals that no table has ("the HDP") may be a party's; nothing is known but the letters."""
    page = chunker.page
    word = page.words(at, at + 1)
    if page.case[at] != UPPER or page.shout[at] or page.titled[at] or not word.isalpha() or not 3 <= len(word) <= 7:
        return []
    if (
        word in NO_PARTY
        or page.key[at] in chunker.common
        or page.initial(at)
        or page.gap[at] == HYPHEN
        or page.gap[min(at + 1, len(page) - 1)] == HYPHEN
    ):
        return []
    if any(0 <= i < len(page) and page.case[i] == UPPER and len(page.key[i]) > 2 for i in (at - 1, at + 1)):
        return []
    actor = Actor((word,))
    return [ActorMention(page.start[at], page.end[at], actor, "named", page.key[at - 1] == "the", False, page.key[at])]


def _pronoun(chunker: Chunker, at: int) -> ActorMention:
    page = chunker.page
    word = page.words(at, at + 1)
    return ActorMention(
        page.start[at], page.end[at], Actor((word,)), "pronoun", True, PRONOUNS[page.key[at]], page.key[at]
    )


def _titled(chunker: Chunker, at: int) -> tuple[ActorMention, int] | None:
    """ "General Pat Ryder", "Mr Gambari": one or more titles and a name."""
    page, name = chunker.page, at
    while name < len(page) and name - at < 5 and page.key[name] in people.TITLES and (name == at or page.joined(name)):
        name += 1
    if name == at or name >= len(page) or not page.joined(name):
        return None
    return _person(chunker, at, name)


def _plain_person(chunker: Chunker, at: int) -> tuple[ActorMention, int] | None:
    if at in chunker.at:
        return None
    end = people.loud_run(chunker, at) if chunker.page.shout[at] else people.run(chunker, at)
    if not people.likely(chunker, at, end):
        return None
    return _person(chunker, at, at)


def _person(chunker: Chunker, first: int, name: int, chunk: Chunk | None = None) -> tuple[ActorMention, int] | None:
    page = chunker.page
    if name in chunker.at and (chunker.at[name].row is not None or chunker.at[name].form != "name" or name != first):
        return None
    end = people.loud_run(chunker, name) if page.shout[name] else people.run(chunker, name)
    if page.shout[name] and end == name + 1 and page.key[max(first, name - 1)] not in people.RANKS:
        return None
    if end == name or (page.case[name] == LOWER and page.key[name] not in PARTICLES):
        return None
    if any(page.key[i] in chunker.heads and page.key[i] not in people.GIVEN for i in range(name, end)):
        return None
    if " ".join(page.key[first:end]) in NOT_PARTY or _no_name(chunker, first, name, end):
        return None
    bare, whole = page.words(name, end), page.words(first, end)
    titled = page.words(name - 1, end) if name > first else bare
    states = tuple(dict.fromkeys(c for n in (chunk.own if chunk else ()) for c in n.countries))
    actor = Actor(unique(bare, titled, whole), "", "person", states)
    return ActorMention(page.start[first], page.end[end - 1], actor, "person", True, False, page.key[end - 1]), end


def _no_name(chunker: Chunker, first: int, name: int, end: int) -> bool:
    """ "Criminal Code", "local MLA": adjectives or letters and no person."""
    page = chunker.page
    if page.shout[name]:
        return False
    if end == name + 1 and page.case[name] == UPPER:
        return True
    adjectives = any(page.key[i] in chunker.modifiers and page.key[i] not in people.GIVEN for i in range(name, end))
    return name == first and adjectives and page.key[name] not in people.GIVEN


def _chunk(chunker: Chunker, chunk: Chunk) -> tuple[list[ActorMention], int]:
    page, noun = chunker.page, chunk.noun
    if noun is None:
        found = _bare(chunker, chunk)
        return found, chunk.last
    if noun.sense == "person" and not noun.plural and page.joined(chunk.head + 1) and page.spaced(chunk.head + 1):
        person = _person(chunker, chunk.first, chunk.head + 1, chunk)
        if person is not None and not page.possessive[chunk.head]:
            return [person[0]], person[1]
    if " ".join(page.key[chunk.first : chunk.core]) in NOT_PARTY or _region(chunker, chunk):
        return [], chunk.core
    definite, numbered = _lead(chunker, chunk.first)
    if _apposed(chunker, chunk):
        return [], chunk.core
    mention = _phrase(chunker, chunk, noun, definite, numbered)
    out = [mention]
    if noun.type == "site" or mention.actor.id == "":
        out += [inside for inside in _nested(chunker, chunk) if inside.end <= mention.end]
    return out, chunk.last


def _region(chunker: Chunker, chunk: Chunk) -> bool:
    """ "Kogi State" is a land."""
    page, head = chunker.page, chunk.head
    if page.key[head] not in ("state", "states"):
        return False
    return page.capital(head) or (chunk.first < head and page.case[head - 1] != LOWER)


def _apposed(chunker: Chunker, chunk: Chunk) -> bool:
    """ "rebel Sudan Liberation Army": a singular noun that only introduces a listed name."""
    name = chunker.at.get(chunk.core)
    joined = chunker.page.spaced(chunk.core) and name is not None and name.row is not None
    return joined and chunk.noun is not None and not chunk.noun.plural and not chunk.own


def _lead(chunker: Chunker, first: int) -> tuple[bool, bool]:
    """Whether "the" or the like stands before the phrase, and whether a number does."""
    page, at, numbered = chunker.page, first - 1, False
    for _ in range(5):
        if at < 0 or page.gap[at + 1] > HYPHEN:
            break
        word = page.key[at]
        if word in DETERMINERS:
            return word in DEFINITE, numbered
        if page.possessive[at]:
            return True, numbered
        if word not in NUMBERS and not word[0].isdigit():
            break
        numbered = True
        at -= 1
    return False, numbered


def _bare(chunker: Chunker, chunk: Chunk) -> list[ActorMention]:
    """A name without a noun behind it."""
    page, name = chunker.page, chunk.own[0]
    written = page.words(name.first, name.last)
    definite = name.first > 0 and page.key[name.first - 1] == "the" and page.gap[name.first] == SPACE
    if name.row is not None:
        actor = listed(name.row, written)
    elif name.state is not None and _acts(chunker, name):
        violent = _did(chunker, name)
        people_of = name.form == "demonym" and not violent and not _beside(chunker, name)
        actor = _people(name, written) if people_of else country(name.state, written)
        if violent:
            actor = stately(name.state, "military", "state_force", written)
    else:
        return []
    start, end = page.start[name.first], page.end[name.last - 1]
    noun = chunker.heads.get(page.key[name.last - 1])
    plural = noun.plural if noun else name.form == "demonym" or page.key[name.last - 1].endswith("s")
    return [ActorMention(start, end, actor, "named", definite, plural, page.key[name.last - 1])]


def _acts(chunker: Chunker, name: Name) -> bool:
    """True if a state's name stands for the state and not for the land."""
    page = chunker.page
    before = page.key[name.first - 1] if name.first and page.gap[name.first] <= HYPHEN else ""
    after = page.key[name.last] if name.last < len(page) and page.spaced(name.last) else ""
    if _did(chunker, name):
        return True
    if page.possessive[name.last - 1] or before in LOCATIVE:
        return False
    if name.last < len(page) and page.gap[name.last] == HYPHEN:
        return False
    if before == "of" and name.first > 1 and page.key[name.first - 2] in OF_LAND:
        return False
    if name.form == "seat":
        if before in SEAT_BEFORE:
            return True
        if name.last < len(page) and page.gap[name.last] == COMMA and page.key[name.last] == "which":
            return before not in PLACE_WORDS
        speaks = (
            after != ""
            and (page.case[name.last] == LOWER or page.shout[name.last])
            and after not in SEAT_NOT
            and (after in people.SAYING or after not in chunker.heads)
        )
        return speaks and before not in PLACE_WORDS
    if name.form == "demonym":
        return page.key[name.last - 1].endswith("s") or before == "the" or _beside(chunker, name)
    return True


def _did(chunker: Chunker, name: Name) -> bool:
    """ "Israeli air strike", "Russia's shelling": the state's forces did what the noun says."""
    page, at = chunker.page, name.last
    if (name.form == "name" and not page.possessive[at - 1]) or name.state is None:
        return False
    while at < len(page) and at < name.last + 3 and page.joined(at):
        if page.key[at] in DEEDS:
            return True
        if page.key[at] not in chunker.modifiers:
            return False
        at += 1
    return False


def _beside(chunker: Chunker, name: Name) -> bool:
    """ "Indian and Chinese soldiers": an adjective that shares its noun with the next."""
    page, at = chunker.page, name.last
    if at < len(page) and page.gap[at] <= COMMA and page.key[at] == "and":
        at += 1
    after = chunker.at.get(at)
    near = at < len(page) and page.gap[at] <= COMMA and (at > name.last or page.gap[at] == COMMA)
    return near and after is not None and after.form == "demonym" and not page.key[name.last - 1].endswith("s")


def _people(name: Name, written: str) -> Actor:
    state = name.state
    names = unique(written, f"people of {state.name}" if state else "", state.demonyms[0] if state else "")
    return Actor(names, "", "civilians", name.countries)


def _phrase(chunker: Chunker, chunk: Chunk, noun: Head, definite: bool, numbered: bool) -> ActorMention:
    page = chunker.page
    core, whole = page.words(chunk.first, chunk.core), page.words(chunk.first, chunk.last)
    actor = _named(chunker, chunk, noun, core, whole) or _described(chunker, chunk, noun, core, whole)
    kind: Kind = "site" if actor.type == "site" else "named" if actor.id or chunk.proper else "description"
    start, end = page.start[chunk.first], page.end[chunk.last - 1]
    return ActorMention(start, end, actor, kind, definite, noun.plural or numbered, page.key[chunk.head])


def _named(chunker: Chunker, chunk: Chunk, noun: Head, core: str, whole: str) -> Actor | None:
    """The listed actor or the state's organ that a phrase stands for, if it does."""
    head = chunker.page.key[chunk.head]
    inner = chunk.inner.own if chunk.inner is not None and chunk.inner.head < 0 and chunk.link in ("of", "from") else []
    if chunk.inner is not None and chunk.link == "of" and chunk.inner.noun is not None and head in COLLECTIVE | AGENTS:
        deep = _named(chunker, chunk.inner, chunk.inner.noun, *_spans(chunker, chunk.inner))
        if deep is not None and noun.type != "site":
            return Actor(unique(deep.name, whole, *deep.names[1:]), deep.id, deep.type, deep.countries)
    for name in [*chunk.own, *inner]:
        if name.row is not None and _stands_for(noun, head):
            return listed(name.row, core, whole, chunker.page.words(name.first, name.last))
    for name in [*chunk.own, *inner]:
        if (name.state is not None and name.form != "seat") or (name.state is not None and name in chunk.own):
            organ = _organ(noun, chunker.page.words(name.last, chunk.core) if name in chunk.own else core)
            if organ is not None and name.state is not None:
                return stately(name.state, organ[0], organ[1], core, whole)
    return None


def _spans(chunker: Chunker, chunk: Chunk) -> tuple[str, str]:
    return chunker.page.words(chunk.first, chunk.core), chunker.page.words(chunk.first, chunk.last)


def _stands_for(noun: Head, head: str) -> bool:
    if noun.type == "site":
        return False
    return noun.type in ARMED or noun.type in ("unidentified", "state_force") or head in AGENTS


def _organ(noun: Head, phrase: str) -> tuple[str, str] | None:
    found = organ_of(phrase)
    if found is not None:
        return found
    if noun.type == "state_force":
        return "military", "state_force"
    return ("government", "government") if noun.type == "government" else None


def _described(chunker: Chunker, chunk: Chunk, noun: Head, core: str, whole: str) -> Actor:
    page, inner = chunker.page, chunk.inner
    names = [core, whole]
    kind = noun.type
    if inner is not None and chunk.link == "of" and inner.noun is not None and page.key[chunk.head] in COLLECTIVE:
        within = page.words(inner.first, inner.core)
        names, kind = [within, whole, core], inner.noun.type if noun.type != "site" else kind
    names = [*(neutral(name) for name in names[:1]), *names]
    if chunk.first < chunk.head:
        names.append(page.words(chunk.head, chunk.core))
    countries = tuple(dict.fromkeys(c for n in [*chunk.own, *(inner.own if inner else [])] for c in n.countries))
    return Actor(unique(*names), "", kind, countries)


def neutral(name: str) -> str:
    """The name without a judgement on the party: "terrorist cell" is "cell", "terrorists" are "militants"."""
    words = name.split()
    labels = neutral_labels()
    if not any(key(word) in labels for word in words):
        return name
    kept = [word for word in words[:-1] if key(word) not in labels]
    return " ".join([*kept, labels.get(key(words[-1]), words[-1])])


def _nested(chunker: Chunker, chunk: Chunk) -> list[ActorMention]:
    """Parties inside a phrase for a site or an unlisted body: the owner of the vehicle, the army whose base it is."""
    out: list[ActorMention] = []
    for name in chunk.own:
        if name.row is not None:
            out += _bare(chunker, Chunk(name.first, name.last, core=name.last, own=[name]))
    inner = chunk.inner
    if inner is not None and (inner.noun is not None or inner.own):
        out += _chunk(chunker, inner)[0]
    elif inner is not None:
        person = _plain_person(chunker, inner.first)
        out += [person[0]] if person is not None and person[1] <= inner.last else []
    return out
