"""Who did it to whom: the actor mentions that stand in the places where a trigger's grammar puts them."""

from __future__ import annotations

from collections.abc import Sequence

from casus.reading import phrases
from casus.reading.actors import ActorMention
from casus.reading.scene import Scene, Sentence, Told, inside

# Verbs that carry an event noun: "carried out an attack", "held talks", "launched a raid".
LIGHT = frozenset(
    "carry carried carries carrying launch launched launches launching stage staged stages staging conduct conducted conducts "
    "conducting mount mounted mounting make made makes perpetrated perpetrate executed commit committed commits committing "
    "open opened began begun start started hold held holds holding sign signed signs impose imposed imposes imposing announce "
    "announced announces announcing declared declare agreed reached reach concluded extended performed perform performs "
    "answered answers responded responds replied retaliated claimed led lead waged wage attended join joined joins exchanged ordered order orders triggered deliver delivered".split()
)
ACTOR_TYPES_NOT = frozenset(("site", "media"))
TARGET_PREPOSITIONS = ("on", "against", "at", "into", "of", "targeting", "upon", "to", "toward", "towards")
NEAR_NOUN = 3  # tokens between a modifying name and its event noun ("Israeli air force strikes")


def roles(scene: Scene, sentence: Sentence, told: Told) -> tuple[list[ActorMention], list[ActorMention]]:
    """The actors and the targets of one trigger, each in the text's order."""
    if told.trigger.form == "v":
        return _of_verb(scene, told)
    return _of_noun(scene, sentence, told)


def within(scene: Scene, span: tuple[int, int] | None, keep_sites: bool = True) -> list[ActorMention]:
    """The head mentions of a noun phrase: the first and those joined to it by "and" or a comma."""
    if span is None:
        return []
    out: list[ActorMention] = []
    for mention in inside(scene.actors, *span):
        if not keep_sites and mention.actor.type in ACTOR_TYPES_NOT:
            continue
        between = scene.text[out[-1].end if out else span[0] : mention.start].lower()
        if out and not (" and " in between or "," in between or "&" in between or " or " in between):
            continue  # "peacekeepers [of the mission] [in the town]": the tail describes the head
        out.append(mention)
    return out


def _of_verb(scene: Scene, told: Told) -> tuple[list[ActorMention], list[ActorMention]]:
    frame = told.trigger.frame
    subject = phrases.subject_before(scene.text, told.start)
    after = phrases.object_after(scene.text, told.start)
    if told.trigger.passive:
        agent = phrases.agent_by(scene.text, told.start)
        return within(scene, agent, keep_sites=False), within(scene, subject)
    if frame == "und":
        return [], within(scene, subject)
    if frame == "exp":
        return [], _prepositional(scene, told, ("at", "near", "outside", "inside", "against"), within_types=("site",))
    doers = within(scene, subject, keep_sites=False)
    if frame == "both":
        partners = within(scene, after, keep_sites=False) or _prepositional(scene, told, ("with", "against", "and"))
        return [*doers, *partners], []
    if frame == "move":
        if told.trigger.kind == "displacement":
            return [], within(scene, subject)
        return doers, []
    hit = within(scene, after) or _prepositional(scene, told, TARGET_PREPOSITIONS)
    return doers, [m for m in hit if m not in doers]


def _prepositional(
    scene: Scene, told: Told, prepositions: Sequence[str], within_types: Sequence[str] = ()
) -> list[ActorMention]:
    """Mentions after one of the prepositions behind the trigger, in its clause, at most six words on."""
    end = max(told.clause[1], told.end)
    for mention in inside(scene.actors, told.end, end):
        lead = scene.text[told.end : mention.start].lower().split()
        lead = [w for w in lead if w not in ("the", "a", "an", "its", "their", "two", "three", "several")]
        if len(lead) > 6:
            break
        if lead and lead[-1] in prepositions and (not within_types or mention.actor.type in within_types):
            return within(scene, (mention.start, end))
    return []


def _of_noun(scene: Scene, sentence: Sentence, told: Told) -> tuple[list[ActorMention], list[ActorMention]]:
    frame = told.trigger.frame
    before = [m for m in inside(scene.actors, sentence.start, told.start) if m.end <= told.start]
    close = [m for m in before if len(scene.text[m.end : told.start].split()) <= NEAR_NOUN - 1][-1:]
    close = [m for m in close if not set(",;.:()") & set(scene.text[m.end : told.start])]
    agent = within(scene, phrases.agent_by(scene.text, told.start), keep_sites=False)
    carrier = _carrier(scene, sentence, told)
    doers = agent or carrier or [m for m in close if m.actor.type not in ACTOR_TYPES_NOT and frame in ("by", "with")]
    if frame == "with":
        partners = _prepositional(scene, told, ("between", "with", "against", "and", "by"))
        return list(dict.fromkeys([*doers, *partners])), []
    if frame == "of":
        hit = _prepositional(scene, told, ("of", "against", "on", "from")) or [m for m in close if m not in doers]
        return doers, hit
    hit = _prepositional(scene, told, TARGET_PREPOSITIONS)
    return doers, [m for m in hit if m not in doers]


def _carrier(scene: Scene, sentence: Sentence, told: Told) -> list[ActorMention]:
    """The subject of a verb that carries the noun ("X launched an attack"); its agent in the passive."""
    offset = told.trigger.first
    words = sentence.words
    for i in range(offset - 1, max(-1, offset - 6), -1):
        if words[i] in (".", ";", ":", ","):
            break
        if words[i] in LIGHT:
            return within(scene, phrases.subject_before(scene.text, sentence.at[i]), keep_sites=False)
    return []
