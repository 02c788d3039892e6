"""What was said about the events: statements, responsibility, accusations, and who stands behind an event."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from casus.model import Actor, Claim, Statement, Status, Value
from casus.reading.actors import ActorMention, same
from casus.reading.actors import read as read_actors
from casus.reading.frames import VIOLENCE
from casus.reading.parties import SIDES
from casus.reading.records import Record, bare_toll
from casus.reading.scene import Scene, inside
from casus.reading.statements import StatementMention
from casus.reading.witnesses import Attribution

ARMED = ("state_force", "rebel", "militia", "gang")  # whoever they are: swapping the names must change nothing
PARTY = 0.5  # likeness from which a witness speaks for a party
MANY = re.compile(r"\b(?:attacks|strikes|raids|bombings|operations|all of|both|those places)\b", re.IGNORECASE)
NEAR_BEFORE = 600  # characters before a claim of "the attacks" in which they were told


def settle(scene: Scene, record: Record, claim: Claim, speech: Sequence[StatementMention]) -> Claim:
    """Who takes responsibility or is accused, and whether the report itself stands behind the event.

    Who claims an event, and who is accused of it, is (suspected of being) its doer.
    """
    taken: list[Value] = []
    suspected: list[Value] = []
    for mention in speech:
        if mention.kind == "claim_responsibility":
            speaker = _speaker(scene, mention)
            taken.append(Value("claimed_by", speaker, (scene.span(mention.speaker_start, mention.speaker_end),)))
        elif mention.kind == "accuse" and record.kind in VIOLENCE:
            for accused in inside(scene.actors, mention.target_start, mention.target_end)[:1]:
                if accused.kind != "pronoun" and accused.actor.type in SIDES:
                    suspected.append(Value("actors", accused.actor, (scene.span(accused.start, accused.end),)))
    for frame in record.frames:
        for attribution in frame.says:
            doer = _speaks_for(scene, attribution, record.mentions("actors"))
            if doer is not None and attribution.mood == "asserts" and doer.actor.type in SIDES:
                spans = (scene.span(attribution.source_start, attribution.source_end),)
                taken.append(Value("claimed_by", doer.actor, spans))
    own = publisher(scene, record)
    if own is not None:
        taken += [replace(value, field="claimed_by") for value in claim.each("actors") if value.value == own][:1]
    suspected += [replace(value, field="actors") for value in taken]
    doers = list(claim.actors)
    values = [*claim.values, *_new(taken, [])]
    if record.kind in VIOLENCE | {"abduction", "release"}:
        values += _new(suspected, doers)
    return replace(claim, values=tuple(values), status=_status(scene, record, own is not None))


def _new(values: Sequence[Value], known: list[Actor]) -> list[Value]:
    """The values whose actor is not known yet, each actor once."""
    out = []
    for value in values:
        if isinstance(value.value, Actor) and not any(same(value.value, actor) >= PARTY for actor in known):
            known.append(value.value)
            out.append(value)
    return out


def _speaks_for(scene: Scene, attribution: Attribution, parties: Sequence[ActorMention]) -> ActorMention | None:
    """The party whose word it is: the source is the party, its spokesman, or one of its bodies."""
    for source in inside(scene.actors, attribution.source_start, attribution.source_end):
        for party in parties:
            if party.kind != "pronoun" and same(source.actor, party.actor) >= PARTY:
                return party
    return None


def _status(scene: Scene, record: Record, own_release: bool) -> Status:
    """`claimed` if every telling is some party's word; `denied` if somebody denies what others assert."""
    moods = {a.mood for frame in record.frames for a in frame.says}
    if "denies" in moods and len(moods) > 1:
        return "denied"
    if own_release:
        return "claimed"
    told = [frame for frame in record.frames if not bare_toll(frame)] or record.frames
    if any(frame.title or not frame.says for frame in told):
        return "reported"
    parties = record.mentions("actors") + record.mentions("targets")
    if all(_is_party(scene, a, parties) for frame in told for a in frame.says):
        return "claimed"
    return "reported"


def _is_party(scene: Scene, attribution: Attribution, parties: Sequence[ActorMention]) -> bool:
    """A doer, a victim, or anybody's army or armed group: not police, hospitals or officials at large."""
    if record_side := _speaks_for(scene, attribution, parties):
        return record_side.actor.type in SIDES
    return any(
        source.actor.type in ARMED and "police" not in f"{source.actor.id} {source.actor.name}".lower()
        for source in inside(scene.actors, attribution.source_start, attribution.source_end)
    )


@lru_cache(maxsize=256)
def _named_in(publisher: str) -> tuple[ActorMention, ...]:
    """The actors in a publisher's name; a batch has few publishers and many reports."""
    return read_actors(publisher)


def publisher(scene: Scene, record: Record) -> Actor | None:
    """The doer who is the publisher himself: a command's release, a group's own channel."""
    own = scene.report.publisher
    if not own:
        return None
    for name in _named_in(own):
        for doer in record.mentions("actors"):
            if (
                doer.kind == "named"
                and same(name.actor, doer.actor) >= PARTY
                and name.actor.type in SIDES - {"government"}
            ):
                return doer.actor
    return None


def statement(scene: Scene, mention: StatementMention, reader: str, about: str | None) -> Statement:
    """A statement as found, with the claim that it is about."""
    return Statement(
        report=scene.report.id,
        reader=reader,
        kind=mention.kind,
        speaker=_speaker(scene, mention),
        evidence=(scene.span(mention.start, mention.end),),
        targets=tuple(m.actor for m in inside(scene.actors, mention.target_start, mention.target_end)),
        about=about,
    )


def _speaker(scene: Scene, mention: StatementMention) -> Actor:
    """The actor that the speaker's words name, with the words as written among its names."""
    words = mention.speaker
    for actor in inside(scene.actors, mention.speaker_start, mention.speaker_end):
        if actor.kind != "pronoun":
            names = tuple(dict.fromkeys((actor.actor.name, words, *actor.actor.names)))
            return Actor(names, actor.actor.id, actor.actor.type, actor.actor.countries)
    return Actor((words,))


def tellings(records: Sequence[Record]) -> list[tuple[int, int]]:
    """Where each telling begins and the number of its record, in the text's order."""
    return sorted((frame.start, number) for number, record in enumerate(records) for frame in record.frames)


def about(
    scene: Scene, mention: StatementMention, records: Sequence[Record], told: Sequence[tuple[int, int]]
) -> list[int]:
    """Numbers of the records it is about: the one told by its words, else the one told last before it.

    A claim of "the attacks" is about every violent event of the sentences just before. `told` are the `tellings`
    of the records.
    """
    inside_it = sorted(n for _, n in _between(told, mention.about_start, mention.about_end))
    if mention.kind == "claim_responsibility" and MANY.search(scene.text, mention.start, mention.end):
        before = _between(told, mention.start - NEAR_BEFORE + 1, mention.end)
        near = [n for _, n in before if records[n].kind in VIOLENCE]
        return list(dict.fromkeys([*inside_it, *near]))
    if inside_it:
        return inside_it[:1]
    last = bisect_left(told, (mention.end, 0))
    return next(([n] for _, n in reversed(told[:last]) if records[n].kind in VIOLENCE), [])


def _between(told: Sequence[tuple[int, int]], start: int, end: int) -> Sequence[tuple[int, int]]:
    return told[bisect_left(told, (start, 0)) : bisect_left(told, (end, 0))]
