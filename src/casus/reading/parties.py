"""Who did it and whom it befell, for a whole record: the mentions fit for the role, one actor a party."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from casus.model import Actor, Value
from casus.reading.actors import ActorMention, same
from casus.reading.frames import EVENT_PLACES, located
from casus.reading.records import Record
from casus.reading.scene import Scene, inside
from casus.reading.weapons import weapons

SAME = 0.99  # likeness from which two mentions are one actor
SIDES = frozenset(
    ("state_force", "government", "rebel", "militia", "gang", "communal", "international", "unidentified")
)
VICTIMS = ("state_force", "rebel", "militia", "international")  # types that a toll may name
THINGS = ("interception", "destruction", "aid", "seizure", "deployment")  # kinds that are done to things
CIRCULAR = frozenset(
    "bomber bombers attacker attackers kidnapper kidnappers abductors killer killers assailant".split()
)
BACKDROP = frozenset("highway road capital street town village city area region district sector time night".split())
BLOWS = ("airstrike", "shelling", "bombing", "suicide_bombing", "armed_attack")  # kinds that hit where they happen
ONE_DOER = 0.6  # a state and its forces are one doer of one event
BARE = frozenset(
    "men man members member people persons person others fighters fighter martyrs martyr militants ones group groups "
    "forces force dead victims victim bodies body".split()
)


def values(scene: Scene, record: Record, name: str) -> Iterable[Value]:
    """The record's `actors` or `targets`, one value a party with all its names and words."""
    for group in _alike(_serving(scene, record, name), ONE_DOER if name == "actors" else SAME):
        names = tuple(dict.fromkeys(n for m in group for n in m.actor.names))
        best = min(group, key=lambda m: (m.kind != "named", m.start))
        actor = Actor(names, best.actor.id, best.actor.type, best.actor.countries)
        spans = tuple(dict.fromkeys(scene.span(m.start, m.end) for m in group))
        yield Value(name, actor, spans)
    if name == "targets":
        yield from _site_hit(scene, record)


def _site_hit(scene: Scene, record: Record) -> Iterable[Value]:
    """A base, a market or a hospital where a blow fell is what it hit, under the name of the place."""
    place = record.place
    if record.kind not in BLOWS or place is None or place.place.precision != "site":
        return
    known = [m for m in record.mentions("targets") if m.start < place.end and place.start < m.end]
    if not known or all(m.actor.type == "site" and m.end - m.start < place.end - place.start for m in known):
        yield Value("targets", Actor(place.place.names, "", "site"), (scene.span(place.start, place.end),))


def _serving(scene: Scene, record: Record, name: str) -> list[ActorMention]:
    """The mentions fit for the role: no pronouns, no one merely cited, no country where it only says where."""
    clash = record.kind == "armed_clash"
    if name == "actors":
        found = record.mentions("actors")
        found += [m for m in record.mentions("targets") if clash and m.actor.type in SIDES]  # both sides of a clash act
        found = [m for m in found if not _cited(scene, m) and m.head.lower() not in CIRCULAR and m.actor.type != "site"]
    else:
        doers = record.mentions("actors")
        found = [*record.mentions("targets"), *_victims(scene, record)]
        found = [m for m in found if not _says_where(scene, m) and not (clash and m.actor.type in SIDES)]
        found = [m for m in found if not any(same(m.actor, d.actor) >= SAME for d in doers)]
        if record.kind not in THINGS:
            found = [m for m in found if not _is_weapon(scene, m) and m.head.lower() not in BACKDROP]
    found = [m for m in found if m.kind != "pronoun" and m.actor.type != "media"]
    named = [m for m in found if m.kind in ("named", "person") or m.actor.type == "site"]
    return [m for m in found if m in named or not named or m.head.lower() not in BARE]


def _victims(scene: Scene, record: Record) -> Iterable[ActorMention]:
    """Whom the record's figures count, where the text names them: "eight US troops were wounded"."""
    for figure in record.figures:
        if figure.count.high == 0 or not figure.victims:
            continue
        for mention in inside(scene.actors, figure.victims_start, figure.victims_end)[:1]:
            if mention.head.lower() not in BARE and mention.actor.type in VICTIMS:
                yield mention


def _is_weapon(scene: Scene, mention: ActorMention) -> bool:
    return mention.actor.type == "site" and bool(weapons(scene.text, mention.start, mention.end))


def _cited(scene: Scene, mention: ActorMention) -> bool:
    """Who is only cited did not do it; one who claims it comes in by his claim."""
    return scene.sources.cover(mention.start)


def _says_where(scene: Scene, mention: ActorMention) -> bool:
    """ "troops in Syria": the country only says where."""
    return any(
        p.start < mention.end and mention.start < p.end and p.role in EVENT_PLACES and located(scene, p.start, p.end)
        for p in inside(scene.places, mention.start, mention.end)
    )


def _alike(mentions: Sequence[ActorMention], least: float) -> list[list[ActorMention]]:
    groups: list[list[ActorMention]] = []
    for mention in mentions:
        for group in groups:
            if any(_one(mention, other, least) for other in group):
                group.append(mention)
                break
        else:
            groups.append([mention])
    return groups


def _one(a: ActorMention, b: ActorMention, least: float) -> bool:
    """True for two names of one actor, and for two descriptions with one head ("militias", "militias loyal to ...")."""
    described = a.kind == b.kind == "description" and a.head.lower() == b.head.lower()
    return described or same(a.actor, b.actor) >= least
