"""The casualty frames: from a casualty word to the people it counts, by what stands around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from casus.model import Count

from . import tables
from .clauses import Clause, People, following, people, personish, rightward, subject
from .lexer import Lexed
from .phrases import MANY, NONE, ONE, Group

_NUMERIC = frozenset("digits words vague article none".split())
_ZERO = {
    "casualties": ("killed", "injured"), "casualty": ("killed", "injured"), "victims": ("killed", "injured"),
    "victim": ("killed", "injured"), "injuries": ("injured",), "injury": ("injured",), "wounded": ("injured",),
    "injured": ("injured",), "deaths": ("killed",), "death": ("killed",), "fatalities": ("killed",),
    "fatality": ("killed",), "dead": ("killed",), "losses": ("killed",), "loss": ("killed",), "harm": ("killed", "injured"),
    "bloodshed": ("killed", "injured"),
}  # fmt: skip
_STATE_ACTORS = frozenset(
    "guard gendarme policeman commandos sailors coastguard troopers police policemen officers soldiers soldier troops army gendarmes gendarmerie security authorities intelligence agents "
    "forces military government rangers constables ministry guards marines navy officials prosecutors militiamen sheriff "
    "deputies detectives carabinieri customs".split()
)
_SILENT = frozenset("word information details figures figure idea indication account data estimate news count".split())


@dataclass(frozen=True, slots=True)
class Hit:
    """A casualty word in the text: token range and its rows of casualties.tsv."""

    start: int
    end: int
    frames: tuple[tables.Frame, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one frame found."""

    sort: str
    who: People
    count: Count
    asserted: bool = True
    revised: bool = False
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Verb:
    """The words before a verb: is it passive, perfect, negated, only possible; `start` is its first token."""

    start: int
    passive: bool
    perfect: bool
    negated: bool
    doubtful: bool
    singular: bool
    plural: bool


def hits(lx: Lexed, start: int, stop: int) -> list[Hit]:
    """The casualty words of a sentence, longest first, none inside another."""
    out: list[Hit] = []
    trie, at = tables.casualties(), start
    while at < stop:
        end, found = (at, []) if lx.kind[at] in "sd" else trie.at(lx.low, at, stop)
        if found:
            out.append(Hit(at, end, tuple(found)))
            at = end
        else:
            at += 1
    return out


def verb(c: Clause, at: int) -> Verb:
    """Read the verb group that ends before token `at`."""
    be, have, modal, negation = (tables.words(s) for s in ("aux_be", "aux_have", "modal", "negation"))
    adverbs = tables.words("adverb")
    i, flags = at, {"be": False, "have": False, "modal": False, "not": False, "to": False}
    singular = plural = False
    while i - 1 >= c.start:
        low = c.low(i - 1)
        if low in be or low in have or low in modal or low in negation:
            flags["be"] |= low in be
            flags["have"] |= low in have
            flags["modal"] |= low in modal
            flags["not"] |= low in negation or low.endswith("n't")
            singular |= low in ("was", "is", "has", "wasn't", "isn't", "hasn't")
            plural |= low in ("were", "are", "have", "weren't", "aren't", "haven't")
        elif low == "to" and (flags["be"] or at == i or c.low(i) in have):
            flags["to"] = True
        elif low in ('"', "“", "”", "'") and i > c.start + 1:
            pass
        elif low.endswith("ly") and len(low) > 5 and low not in tables.persons():
            pass
        elif low in adverbs and low not in ("found", "said", "left", "lying") and not (low == "once" and i - 1 == c.start):
            pass
        elif low in ("left", "found", "lying", "said") and i == at:
            pass
        else:
            break
        i -= 1
    while i < at and c.low(i) in adverbs and c.low(i) not in ("found",):
        i += 1
    return Verb(
        i, flags["be"], flags["have"], flags["not"], flags["modal"] or flags["to"] or _conditional(c, i), singular, plural
    )


def _conditional(c: Clause, at: int) -> bool:
    """True after "if", or "threatened to" and the like, in the same sentence and near."""
    conditions, intents = tables.words("condition"), tables.words("intent")
    for i in range(at - 1, max(c.start, at - 14) - 1, -1):
        low = c.low(i)
        if low in conditions:
            return not (low == "whether")
        if low == "to" and c.low(i - 1) in intents and at - i <= 3:
            return True
        if low in (";", ":", '"', "”"):
            return False
    return False


def outcomes(c: Clause, hit: Hit, triggers: list[Hit]) -> Iterator[Outcome]:
    """Every figure of one casualty word: the first of its frames that finds people."""
    inside = next((g for g in c.groups if g.start <= hit.start and hit.end <= g.end), None)
    for frame in (*hit.frames, *_of_later(c, hit)):
        found = list(_FRAMES[frame.frame](c, hit, frame, inside, triggers))
        if found:
            yield from found
            return


_EVENTS = {
    "kidnapping": "abducted", "abduction": "abducted", "kidnap": "abducted", "killing": "killed", "murder": "killed",
    "death": "killed", "deaths": "killed", "murders": "killed", "killings": "killed", "assassination": "killed",
    "execution": "killed", "arrest": "arrested", "detention": "arrested", "arrests": "arrested", "capture": "arrested",
}  # fmt: skip


def _of_later(c: Clause, hit: Hit) -> Iterator[tables.Frame]:
    """ "The kidnapping earlier this month of three engineers": the "of" stands a few words on."""
    sort = _EVENTS.get(c.low(hit.end - 1))
    if sort is not None and any(c.low(i) == "of" for i in range(hit.end + 1, hit.end + 6)):
        yield tables.Frame(sort, "noun_later")


def _noun_later(c: Clause, hit: Hit, frame: tables.Frame, inside: Group | None, triggers: list[Hit]) -> Iterator[Outcome]:
    for i in range(hit.end, min(hit.end + 6, c.stop)):
        if c.low(i) == "of":
            n = c.at.get(i + 1)
            if n is not None and personish(c, c.groups[n], True):
                yield from _outcome(c, frame, rightward(c, n, True))
            return
        low = c.low(i)
        if not (low in tables.words("time") or low in tables.words("adverb") or low in ("this", "in", "on", "earlier", "the", "by", "at") or c.lx.cap(i) or c.lx.kind[i] in "sd"):
            return


def _outcome(c: Clause, frame: tables.Frame, who: People | None, told: Verb | None = None) -> Iterator[Outcome]:
    if who is None:
        return
    count, asserted = who.count, True
    if told is not None:
        asserted = not (told.doubtful or (told.negated and count != NONE))
        first = who.groups[-1]
        if told.plural and len(who.groups) == 1 and first.form in ("name", "unknown", "thing") and first.count == ONE:
            count = MANY
    sort = frame.sort
    if frame.frame in ("hold", "seize", "take") or (sort == "arrested" and c.low(who.groups[0].head) in _FORCE):
        sort = _captive(c, who)
    yield Outcome(sort, who, count, asserted, _superseded(c, who))


_FORCE = frozenset(
    "soldiers soldier troops officer officers peacekeepers policemen policeman marines guards conscripts servicemen captain".split()
)


def _captive(c: Clause, who: People) -> str:
    """Held by a state: arrested; by anybody else: abducted. Told by the doers that the sentence names."""
    if any(group.sort == "force" for group in who.groups):
        return "abducted"
    if any(group.sort == "armed" or c.low(group.head) in ("suspects", "suspect") for group in who.groups):
        return "arrested"
    own = range(who.start, who.end)
    doers = any(c.lx.low[i] in _STATE_ACTORS for i in range(c.start, c.stop) if i not in own)
    return "arrested" if doers else "abducted"


def _superseded(c: Clause, who: People) -> bool:
    """True if the words before say that the figure is an earlier one."""
    for i in range(max(c.start, who.start - 9), who.start):
        if c.low(i) in ("earlier", "initially", "previously", "initial", "first", "preliminary", "previous"):
            near = [c.low(k) for k in range(max(c.start, i - 3), who.start)]
            if any(low in _SAYING for low in near):
                return True
    low, prior = c.low(who.start - 1), c.low(who.start - 2)
    return low == "from" and prior in ("up", "down", "revised", "risen", ",") or (low in ("earlier", "initial", "previous") and prior in ("an", "the"))


_SAYING = frozenset(
    "said put spoke reported reports report toll count figure counted gave given estimate announced speaking spoken listed stated".split()
)


def _attributive(c: Clause, hit: Hit, frame: tables.Frame, inside: Group | None) -> Iterator[Outcome]:
    """The casualty word qualifies or is the noun of a counted phrase: "nine wounded men", "12 deaths"."""
    if inside is None or inside.form not in _NUMERIC or inside.count == NONE:
        return
    if inside.head >= hit.start:
        yield from _outcome(c, frame, people(c, [inside]) or _one(inside))


def _one(group: Group) -> People:
    return People(group.start, max(group.end, group.tail), group.count, (replace(group, person=True),))


def _passive_or_active(
    c: Clause, hit: Hit, frame: tables.Frame, inside: Group | None, triggers: list[Hit], strict: bool = False
) -> Iterator[Outcome]:
    if inside is not None and inside.start < hit.start:
        yield from _attributive(c, hit, frame, inside)
        return
    told = verb(c, hit.start)
    joined = _joined_verb(c, hit, triggers)
    if told.passive:
        who = subject(c, told.start)
        if _zero_noun(c, who):
            return
        yield from _shared(c, frame, who, told, joined, strict)
        return
    n = following(c, hit.end)
    if n is not None and not _own_state(c, c.groups[n]):
        who = rightward(c, n, strict)
        if c.groups[n].form != "pronoun" or c.low(c.groups[n].start) not in ("he", "she", "they"):
            yield from _shared(c, frame, who, told, joined, strict)
            return
    if told.perfect and not joined:
        return
    if joined and (told_before := _before_joint(c, hit, triggers)) is not None:
        other = verb(c, told_before.start)
        who = subject(c, other.start) if other.passive else None
        yield from _shared(c, frame, who, other, joined, strict)
        return
    if joined:
        nxt = next((t for t in triggers if t.start == hit.end + 1), None)
        n = following(c, nxt.end) if nxt is not None else None
        who = rightward(c, n, strict) if n is not None and not _own_state(c, c.groups[n]) else None
        if who is not None:
            yield from _shared(c, frame, who, told, joined, strict)
            return
    who = subject(c, told.start, near=True)
    if who is not None and _reduced(c, who, strict):
        yield from _outcome(c, frame, who, told)
        return
    yield from _inverted(c, hit, frame)


def _reduced(c: Clause, who: People, strict: bool) -> bool:
    """May the phrase right before a bare participle be its victims? Not a name or a pronoun: those act."""
    last = who.groups[-1]
    if last.form in ("name", "unknown", "pronoun", "singular"):
        return len(who.groups) > 1 and who.groups[0].form in _NUMERIC
    return personish(c, last, strict=last.form == "thing" or strict)


def _shared(c: Clause, frame: tables.Frame, who: People | None, told: Verb, joined: str, strict: bool) -> Iterator[Outcome]:
    if who is None or (strict and not all(personish(c, group, True) for group in who.groups)):
        return
    if strict and who.groups[0].form == "name" and not who.groups[0].person and (_lone_start(c, who) or _place_like(frame, who)):
        return
    for outcome in _outcome(c, frame, who, told):
        if joined and outcome.count.low > 1 or joined == "or" and outcome.count.low:
            # "killed or wounded 12": each between none (or one) and all
            outcome = replace(outcome, count=Count(0 if joined == "or" else 1, outcome.count.high, outcome.count.approx))
        yield outcome


def _place_like(frame: tables.Frame, who: People) -> bool:
    """A bare name that is "captured", "seized", "liberated" is as often a town: one word does not do."""
    return frame.frame in ("hold", "seize") or (who.groups[0].end - who.groups[0].start) == 1


def _joined_verb(c: Clause, hit: Hit, triggers: list[Hit]) -> str:
    """ "killed or wounded", "killed and wounded": the joint, if the two words stand side by side."""
    for other in triggers:
        if other.start == hit.end + 1 and c.low(hit.end) in ("or", "and", "/") and _verbal(other):
            return _joint_of(hit, other, c.low(hit.end))
        if other.end == hit.start - 1 and c.low(other.end) in ("or", "and", "/") and _verbal(other):
            return _joint_of(hit, other, c.low(other.end))
    return ""


def _joint_of(hit: Hit, other: Hit, low: str) -> str:
    if {frame.sort for frame in hit.frames} & {frame.sort for frame in other.frames}:
        return ""
    return "or" if low in ("or", "/") else "and"


def _verbal(hit: Hit) -> bool:
    return any(frame.frame in ("verb", "ing", "base") for frame in hit.frames)


def _before_joint(c: Clause, hit: Hit, triggers: list[Hit]) -> Hit | None:
    return next((t for t in triggers if t.end == hit.start - 1 and c.low(t.end) in ("or", "and", "/")), None)


def _own_state(c: Clause, group: Group) -> bool:
    """True if the phrase has a casualty word of its own right after it: "27 killed, 77 injured"."""
    return c.low(max(group.end, group.tail)) in ("wounded", "injured", "hurt", "missing", "killed", "were", "was", "arrested") or (
        c.low(group.end) in ("dead", "wounded", "injured", "hurt", "missing", "killed") and group.head < 0
    )


def _inverted(c: Clause, hit: Hit, frame: tables.Frame) -> Iterator[Outcome]:
    """ "Dead are six civilians", "Wounded: 12", "Perished two employees"."""
    before = c.low(hit.start - 1)
    if hit.start != c.start and before not in (",", ";", ":", "(", "-", "–", "—", "enemy", "the", "own", "civilian", "•", "*", "losses", "."):
        return
    at, linked = hit.end, False
    while c.low(at) in ("are", "is", "were", "was", ":", "-", "–", "—", "=", "(", "so", "far", "among", "confirmed"):
        at, linked = at + 1, True
    n = c.at.get(at)
    if n is None or (not linked and frame.frame != "self"):
        return
    group = c.groups[n]
    if group.form not in _NUMERIC:
        return
    who = rightward(c, n)
    if who is not None and not (linked and c.low(hit.end) in (",",)):
        yield from _outcome(c, frame, who)


def _verb_frame(c: Clause, hit: Hit, frame: tables.Frame, inside: Group | None, triggers: list[Hit]) -> Iterator[Outcome]:
    yield from _passive_or_active(c, hit, frame, inside, triggers, strict=frame.sort in ("released", "displaced", "arrested"))


def _strict_frame(c: Clause, hit: Hit, frame: tables.Frame, inside: Group | None, triggers: list[Hit]) -> Iterator[Outcome]:
    for outcome in _passive_or_active(c, hit, frame, inside, triggers, strict=True):
        if all(group.person or group.form == "name" for group in outcome.who.groups):
            yield outcome


def _lose(c: Clause, hit: Hit, frame: tables.Frame, inside: Group | None, triggers: list[Hit]) -> Iterator[Outcome]:
    n = following(c, hit.end)
    told = verb(c, hit.start)
    if n is None or told.passive:
        return
    group = c.groups[n]
    if group.person and group.form in ("digits", "words", "vague", "article", "none") and not _own_state(c, group):
        yield from _outcome(c, frame, rightward(c, n, True), told)


def _soft(c: Clause, hit: Hit, frame: tables.Frame, inside: Group | None, triggers: list[Hit]) -> Iterator[Outcome]:
    if any(f.sort == "killed" for other in triggers for f in other.frames) or inside is not None:
        return
    for outcome in _passive_or_active(c, hit, frame, inside, triggers, strict=True):
        if all(group.person or group.form == "name" for group in outcome.who.groups):
            yield replace(outcome, soft=True)


_CARRIED = frozenset("taken rushed admitted airlifted transported brought flown treated remain remains are is was were being evacuated".split())


def _hospital(c: Clause, hit: Hit, frame: tables.Frame, inside: Group | None, triggers: list[Hit]) -> Iterator[Outcome]:
    """ "Six were taken to the district hospital"."""
    if any(f.sort == "killed" or f.sort == "injured" and other is not hit for other in triggers for f in other.frames):
        return
    for i in range(hit.start - 1, max(c.start + 1, hit.start - 7) - 1, -1):
        if c.low(i) in ("to", "in", "at") and c.low(i - 1) in _CARRIED:
            told = verb(c, i)
            told = told if told.passive else verb(c, i - 1)
            who = subject(c, told.start) if told.passive else None
            if who is not None and all(personish(c, group, True) for group in who.groups) and not _names_only(who):
                yield from (replace(outcome, soft=True) for outcome in _outcome(c, frame, who, told))
            return


def _names_only(who: People) -> bool:
    return all(not group.person for group in who.groups if group.form in ("name", "unknown"))and any(group.form in ("name", "unknown") for group in who.groups)


def _part(c: Clause, hit: Hit, frame: tables.Frame, inside: Group | None, triggers: list[Hit]) -> Iterator[Outcome]:
    if inside is not None:
        yield from _attributive(c, hit, frame, inside)
        return
    told = verb(c, hit.start)
    who = subject(c, told.start, near=not told.passive)
    if who is not None and (told.passive or _reduced(c, who, True)):
        yield from _outcome(c, frame, who, told)


def _active(c: Clause, hit: Hit, frame: tables.Frame, inside: Group | None, triggers: list[Hit]) -> Iterator[Outcome]:
    """Past, present and -ing forms: what follows is the victims."""
    told = verb(c, hit.start)
    if frame.frame == "base" and _nominal(c.low(hit.start - 1)):
        return
    n = following(c, hit.end)
    joined = _joined_verb(c, hit, triggers)
    if n is None and joined:
        nxt = next((t for t in triggers if t.start == hit.end + 1), None)
        n = following(c, nxt.end) if nxt is not None else None
    if n is None or _own_state(c, c.groups[n]) and c.low(c.groups[n].end) not in ("were", "was"):
        return
    strict = frame.sort in ("arrested", "released", "displaced")
    yield from _shared(c, frame, rightward(c, n, strict), told, joined, strict)


def _nominal(before: str) -> bool:
    """After one of these "murder", "arrest", "kills" is a noun."""
    return any(before in tables.words(sort) for sort in ("det", "possessive", "prep")) or before.endswith("'s")


def _self(c: Clause, hit: Hit, frame: tables.Frame, inside: Group | None, triggers: list[Hit]) -> Iterator[Outcome]:
    told = verb(c, hit.start)
    who = subject(c, told.start)
    if who is not None and _lone_start(c, who):
        who = None
    if who is not None and (frame.sort == "killed" or all(g.person or g.form == "name" for g in who.groups)):
        if not _zero_noun(c, who) and personish(c, who.groups[-1], who.groups[-1].form in ("thing", "unknown") and c.low(hit.start) != "died"):
            yield from _outcome(c, frame, who, told)
            return
    if frame.sort == "killed":
        yield from _inverted(c, hit, frame)


def _lone_start(c: Clause, who: People) -> bool:
    """A capital word that opens the sentence is not a name for that: "Fighting died down"."""
    first = who.groups[0]
    return len(who.groups) == 1 and first.form in ("name", "unknown") and first.end - first.start == 1 and first.start == c.start


def _fall(c: Clause, hit: Hit, frame: tables.Frame, inside: Group | None, triggers: list[Hit]) -> Iterator[Outcome]:
    who = subject(c, verb(c, hit.start).start, near=True)
    if who is None or not all(group.person and group.form in _NUMERIC for group in who.groups):
        return
    if c.low(hit.end) in (".", ",", ";", "", "in", "during", "on", "at", "and", "as", "near", "while", '"', "”", ")"):
        yield from _outcome(c, frame, who, verb(c, hit.start))


def _state(c: Clause, hit: Hit, frame: tables.Frame, inside: Group | None, triggers: list[Hit]) -> Iterator[Outcome]:
    if inside is not None:
        yield from _attributive(c, hit, frame, inside)
        return
    if c.low(hit.end) == "at" and (n := c.at.get(hit.end + 1)) is not None:  # "put the dead at over 20"
        group = c.groups[n]
        if group.form in ("digits", "words", "vague") and group.head < 0 and not told_of(c, hit):
            yield Outcome(frame.sort, _one(group), group.count, True, _superseded(c, _one(group)))
            return
    if c.low(hit.end) in tables.things()["beast"] or c.low(hit.end) in ("body", "end", "zone", "line", "sea", "drop"):
        return
    told = verb(c, hit.start)
    who = subject(c, told.start, near=not told.passive)
    if who is None and not told.passive:
        who = _left_before(c, hit)
    if who is not None and not _zero_noun(c, who) and not (who.groups[-1].form in ("name", "unknown") and not told.passive and c.low(who.start - 1) not in ("left", "leaving", "shot")):
        if all(personish(c, group, group.form in ("thing", "unknown")) for group in who.groups):
            yield from _outcome(c, frame, who, told)
            return
    yield from _inverted(c, hit, frame)


def told_of(c: Clause, hit: Hit) -> bool:
    """True if a number stands right before the state ("five dead at")."""
    return any(group.end == hit.start and group.form in _NUMERIC for group in c.groups)


def _left_before(c: Clause, hit: Hit) -> People | None:
    """ "Left five people, among them a child, dead": the first phrase after "left"."""
    for i in range(hit.start - 1, max(c.start, hit.start - 16) - 1, -1):
        if c.low(i) in ("left", "leaving", "leaves", "shot"):
            n = c.at.get(i + 1)
            return rightward(c, n, True) if n is not None else None
    return None


def _tally(c: Clause, hit: Hit, frame: tables.Frame, inside: Group | None, triggers: list[Hit]) -> Iterator[Outcome]:
    if inside is not None:
        yield from _attributive(c, hit, frame, inside)
        return
    who = subject(c, hit.start, near=True)
    if who is not None and who.groups[-1].head < 0 and who.groups[-1].form in _NUMERIC and who.count != NONE:
        yield from _outcome(c, frame, who)


def _noun(c: Clause, hit: Hit, frame: tables.Frame, inside: Group | None, triggers: list[Hit]) -> Iterator[Outcome]:
    n = following(c, hit.end)
    if n is None:
        return
    group = c.groups[n]
    if group.form in ("thing", "unknown") and not group.head < 0 and not c.lx.upper:
        return
    who = rightward(c, n, frame.sort in ("abducted", "arrested", "released", "displaced"))
    if who is not None and c.low(hit.start - 1) not in ("sentence", "penalty"):
        told = verb(c, hit.start)
        yield from _outcome(c, frame, who, replace(told, negated=False, plural=False, doubtful=_conditional(c, hit.start)))


def _noun_troop(c: Clause, hit: Hit, frame: tables.Frame, inside: Group | None, triggers: list[Hit]) -> Iterator[Outcome]:
    n = following(c, hit.end)
    if n is not None and _troops(c, c.groups[n]):
        yield from _outcome(c, frame, rightward(c, n, True))


def _troops(c: Clause, group: Group) -> bool:
    return group.form in ("digits", "words", "vague") and (group.sort == "force" or c.low(group.head) in ("forces", "personnel"))


def _troop(c: Clause, hit: Hit, frame: tables.Frame, inside: Group | None, triggers: list[Hit]) -> Iterator[Outcome]:
    for outcome in _passive_or_active(c, hit, frame, inside, triggers, strict=True):
        if all(_troops(c, group) for group in outcome.who.groups):
            yield outcome


def _body(c: Clause, hit: Hit, frame: tables.Frame, inside: Group | None, triggers: list[Hit]) -> Iterator[Outcome]:
    if c.low(hit.end) == "of" and (inside is None or inside.form in ("definite", "plural", "article")):
        n = following(c, hit.end + 1)
        if n is not None and personish(c, c.groups[n], True):
            yield from _outcome(c, frame, rightward(c, n, True))
            return
    if inside is not None and inside.form in ("digits", "words", "vague") and inside.head == hit.end - 1:
        yield from _outcome(c, frame, people(c, [inside]))


def _force(c: Clause, hit: Hit, frame: tables.Frame, inside: Group | None, triggers: list[Hit]) -> Iterator[Outcome]:
    n = following(c, hit.end)
    if n is None or not c.groups[n].person:
        return
    end = c.groups[n].tail
    words = [c.low(i) for i in range(end, min(end + 6, c.stop))]
    wanted = ("lives", "life") if frame.sort == "killed" else ("flee", "homes", "leave")
    if any(word in words for word in wanted):
        yield from _outcome(c, frame, rightward(c, n, True))


_TAKING = frozenset("took take takes taken taking hold holds holding held seized seizing captured".split())


def _hostage(c: Clause, hit: Hit, frame: tables.Frame, inside: Group | None, triggers: list[Hit]) -> Iterator[Outcome]:
    """ "Took 4 hostages", "took four men hostage"."""
    if inside is not None:
        if c.low(inside.start - 1) in _TAKING or c.low(inside.start - 2) in _TAKING:
            yield from _attributive(c, hit, frame, inside)
        return
    for n, group in enumerate(c.groups):
        if group.start < hit.start and c.low(group.start - 1) in _TAKING and hit.start - group.start < 14:
            who = rightward(c, n, True)
            if who is not None and who.end <= hit.start:
                yield from _outcome(c, frame, who, verb(c, group.start - 1))
                return


_STOCK = 100  # fewer soldiers "in" a place are mostly passengers; garrisons are told in hundreds


def stocks(c: Clause, triggers: list[Hit]) -> Iterator[tuple[Hit, Outcome]]:
    """ "Has 900 soldiers in Syria": forces that stand somewhere, where no other word counts them."""
    if any(frame.sort != "troops" for hit in triggers for frame in hit.frames):
        return
    for group in c.groups:
        if not _troops(c, group) or group.count.low < _STOCK or c.low(group.head) in ("officers", "policemen"):
            continue
        if c.low(group.end) in ("in", "stationed", "based", "deployed", "inside", "on", "at", "across", "near", "remain"):
            hit = Hit(group.head, group.head + 1, (tables.Frame("troops", "stock"),))
            yield hit, Outcome("troops", _one(group), group.count)


def zero_words(lx: Lexed, start: int, stop: int) -> bool:
    """True if a noun stands there that "no" would make a nil figure of, or a count of forces."""
    return any(lx.low[i] in _ZERO or lx.low[i] in ("soldiers", "troops", "personnel") for i in range(start, stop))


_TOLL_REACH = 16


def _toll(c: Clause, hit: Hit, frame: tables.Frame, inside: Group | None, triggers: list[Hit]) -> Iterator[Outcome]:
    """ "The death toll rose to 30 from 24", "put the toll at 17"."""
    main = False
    for group in c.groups:
        if group.start < hit.end or group.start - hit.end > _TOLL_REACH or group.form not in ("digits", "words", "vague", "none"):
            continue
        if not personish(c, group, True) or c.low(group.start - 1) in ("by", "since", "in", "on", "after"):
            continue
        after = c.low(group.end)
        if group.form == "vague" and c.low(group.start - 1) not in ("to", "at", "of", "is", "was"):
            continue
        if after in ("wounded", "injured", "hurt", "missing") and frame.sort == "killed":
            return
        revised = c.low(group.start - 1) == "from" or _superseded(c, _one(group))
        if main and not revised:
            return
        main = main or not revised
        yield Outcome(frame.sort, _one(group), group.count, not _conditional(c, hit.start), revised)


def _zero_noun(c: Clause, who: People | None) -> bool:
    """ "No casualties were reported" is told by the noun, not by a verb."""
    return who is not None and who.count == NONE and c.low(who.groups[-1].head) in _ZERO


def none_found(c: Clause) -> Iterator[tuple[Hit, Outcome]]:
    """ "No casualties", "without loss of life", "caused no injuries or deaths", "none of the attacks caused casualties"."""
    for i in range(c.start, c.stop):
        sorts = _ZERO.get(c.low(i))
        if sorts is None or c.lx.kind[i] != "w" or c.low(i + 1) in ("figure", "figures", "toll", "count", "list", "lists", "penalty"):
            continue
        first = _denied(c, i)
        if first < 0:
            continue
        group = Group(first, i + 1, NONE, "none", i, True, tail=i + 1)
        who = People(first, i + 1, NONE, (group,))
        for sort in sorts:
            yield Hit(i, i + 1, (tables.Frame(sort, "zero"),)), Outcome(sort, who, NONE)


def _denied(c: Clause, i: int) -> int:
    """The token of the word that says none of the noun at `i`; -1 if nothing does."""
    lone = c.low(i) in ("dead", "wounded", "injured", "death", "injury", "loss")
    for k in range(i - 1, max(c.start, i - 8) - 1, -1):
        low = c.low(k)
        if low in _SILENT or low in ("immediate", "immediately", "far", "only", "more", "further", "other", "new", "fewer", "less"):
            return -1
        if low in ("no", "without", "zero", "nil", "negative"):
            return k if not (lone and i - k > 3) else -1
        if low in ("not", "never", "neither", "none", "nor") or low.endswith("n't"):
            between = [c.low(n) for n in range(k + 1, i)]
            return k if not lone and any(w in _CAUSING for w in between) else -1
        if low in (".", ";", ":", "but", "that", "killed", "were", "was") or c.lx.kind[k] == "d":
            return -1
    return -1


_CAUSING = frozenset("cause caused causes any suffer suffered suffers have had are were report reported result resulted claim claimed no".split())


_FRAMES: dict[str, Callable[[Clause, Hit, tables.Frame, Group | None, list[Hit]], Iterator[Outcome]]] = {
    "verb": _verb_frame, "part": _part, "past": _active, "base": _active, "ing": _active, "self": _self, "fall": _fall,
    "lose": _lose, "state": _state, "tally": _tally, "lives": _tally, "toll": _toll, "noun": _noun, "body": _body,
    "treat": _strict_frame, "soft": _soft, "hold": _strict_frame, "seize": _strict_frame, "force": _force,
    "hostage": _hostage, "hospital": _hospital, "noun_later": _noun_later, "troop": _troop, "noun_troop": _noun_troop,
}  # fmt: skip
