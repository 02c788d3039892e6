"""The reader `rules/1`: a report in, a reading out, by tables and small grammars alone.

Pure: no clock, no network, no database. What it takes from a report is laid out in `scene`, put into
`frames` (one telling each), gathered into `records` (one event each), and written here as claims whose
every value has its spans in the stored report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from casus.model import (
    TOLL_FIELDS,
    Actor,
    Claim,
    Interval,
    Link,
    PlaceMention,
    Reading,
    Report,
    Span,
    Statement,
    Status,
    Tally,
    Value,
    Witness,
)
from casus.reading import gate, links, statements, tallies, tolls
from casus.reading.actors import ActorMention, same
from casus.reading.frames import EVENT_PLACES, VIOLENCE, Frame, dates_an_event, frames, located, weapons
from casus.reading.records import Record, gather
from casus.reading.scene import Scene, inside, lay_out
from casus.reading.tallies import Counted
from casus.reading.times import TimeMention
from casus.reading.witnesses import Attribution

READER = "rules/1"
EVIDENCE = 4  # quotes a record shows at most; the others stay in its values
FRESH = 2  # sentences of text, besides the title, in which an undated event is taken for the news of the day
RUNNING = ("attacks", "strikes", "killed", "injured", "detained", "other")  # tallies whose words tell no event
SIDES = frozenset(
    ("state_force", "government", "rebel", "militia", "gang", "communal", "international", "unidentified")
)
VICTIMS = ("state_force", "rebel", "militia", "international")  # types that a toll may name
THINGS = ("interception", "destruction", "aid", "seizure", "deployment")  # kinds that are done to things
CIRCULAR = frozenset(
    "bomber bombers attacker attackers kidnapper kidnappers abductors killer killers assailant".split()
)
BACKDROP = frozenset("highway road capital street town village city area region district sector time night".split())
PRONOUNS = frozenset("he she it they we i you who him her them this that these those one others some many".split())
MANY = re.compile(r"\b(?:attacks|strikes|raids|bombings|operations|all of|both|those places)\b", re.IGNORECASE)
NEAR_BEFORE = 600  # characters before a claim of "the attacks" in which they were told
UNDATED = ("sanction", "judgment")  # kinds that are news without being fresh
GOES_ON = 3  # sentences over which a day that was told still holds
PAST = frozenset("had earlier previously ago last before since".split())
SAME, PARTY = 0.99, 0.5  # likeness from which two mentions are one actor, and from which a witness speaks for one
ONE_DOER = 0.6  # a state and its forces are one doer of one event
BARE = frozenset(
    "men man members member people persons person others fighters fighter martyrs martyr militants ones group groups "
    "forces force dead victims victim bodies body".split()
)


def read_report(report: Report) -> Reading:
    """Everything that `rules/1` takes from one report."""
    scene = lay_out(report)
    counted = tallies.read(scene)
    told = [f for f in frames(scene) if not _told_by_tally(f, counted)]
    records = gather(scene, told, [(t.start, t.end) for t in counted], gate.is_conflict(scene))
    spoken = [(mention, _about(scene, mention, records)) for mention in scene.statements]
    claims = [
        _settle(scene, record, _claim(scene, record), [m for m, about in spoken if number in about])
        for number, record in enumerate(records)
    ]
    return Reading(
        report=report.id,
        reader=READER,
        claims=tuple(claims),
        statements=tuple(_statement(scene, m, claims[about[0]].id if about else None) for m, about in spoken),
        tallies=tuple(_tally(scene, t) for t in counted),
        links=tuple(
            Link(claims[a.source].id, claims[a.target].id, a.relation, (scene.span(a.start, a.end),))
            for a in links.read(scene, records)
        ),
        places=tuple(PlaceMention(scene.span(m.start, m.end), m.place) for m in scene.places),
    )


def _told_by_tally(frame: Frame, counted: Sequence[Counted]) -> bool:
    """A trigger in the clause of a running total tells no event of its own."""
    first, last = frame.told.clause
    here = [t for t in counted if (first < t.end and t.start < last) or t.start <= frame.told.start < t.end]
    if any(t.unit in RUNNING for t in here):
        return True
    idle = frame.kind in ("armed_clash", "deployment") and not frame.times and not frame.figures
    return idle and any(t.unit == "troops" for t in here)


# --- claims ---------------------------------------------------------------------------------------------------


def _claim(scene: Scene, record: Record) -> Claim:
    values = [
        *_time(scene, record),
        *_place(scene, record),
        *_party(scene, record, "actors"),
        *_party(scene, record, "targets"),
        *_tolls(scene, record),
        *_says(scene, record),
        *_weapon(scene, record),
    ]
    return Claim(
        report=scene.report.id,
        reader=READER,
        kind=record.kind,
        evidence=tuple(dict.fromkeys(_quote(scene, frame) for frame in _best_first(record)))[:EVIDENCE],
        values=tuple(values),
        primary=_fresh(record),
        count=max(frame.count for frame in record.frames),
        status="reported",
    )


def _best_first(record: Record) -> list[Frame]:
    """The telling that names the event best: one of the text before the title's, a sure word before a class."""
    return sorted(record.frames, key=lambda f: (f.title, f.told.trigger.kind.startswith("<"), f.start))


def _quote(scene: Scene, frame: Frame) -> Span:
    """The clause of the trigger, stretched over the trigger itself, trimmed of spaces."""
    start, end = min(frame.told.clause[0], frame.told.start), max(frame.told.clause[1], frame.told.end)
    start, end = max(start, frame.sentence.start), min(end, frame.sentence.end)
    words = scene.words(start, end)
    start, end = start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))
    return scene.span(start, end)


def _fresh(record: Record) -> bool:
    """True if the title or the first sentences of the text tell it."""
    return any(f.title or f.sentence.number <= FRESH for f in record.frames)


def _time(scene: Scene, record: Record) -> Iterable[Value]:
    mention = record.time
    if mention is not None:
        yield Value("time", mention.interval, (scene.span(mention.start, mention.end),))
        return
    if record.kind in UNDATED:
        return
    told = _told_before(scene, record) or (_date_line(scene) if _fresh(record) else None)
    if told is not None:
        interval = replace(told.interval, anaphoric=True, anchor=str(told.interval.start))
        yield Value("time", interval, (scene.span(told.start, told.end),))
        return
    published = scene.report.published
    if published is None or not _fresh(record):
        return
    # Undated fresh news: the day before publication to publication, and said to be so.
    interval = Interval(published - timedelta(days=1), published, "range", approx=True, anchor="published")
    yield Value("time", interval, (_quote(scene, _best_first(record)[0]),))


def _told_before(scene: Scene, record: Record) -> TimeMention | None:
    """The day told last in the sentences just before, where the report goes on without naming another."""
    first = record.frames[0]
    if record.kind not in VIOLENCE or PAST.intersection(first.sentence.words):
        return None
    start = scene.sentences[max(0, first.sentence.number - GOES_ON)].start
    told = [m for m in inside(scene.times, start, first.start) if dates_an_event(scene, m)]
    return told[-1] if told and (told[-1].interval.days or 99) <= 2 else None


def _date_line(scene: Scene) -> TimeMention | None:
    """A day that stands on a line of its own at the head of the text."""
    for sentence in scene.sentences[: FRESH + 2]:
        for mention in inside(scene.times, sentence.start, sentence.end):
            alone = mention.end - mention.start >= 0.8 * (sentence.end - sentence.start)
            if alone and mention.interval.days == 1:
                return mention
    return None


def _place(scene: Scene, record: Record) -> Iterable[Value]:
    if record.kind in ("sanction", "agreement"):
        return
    mention = record.place
    if mention is not None:
        yield Value("place", mention.place, (scene.span(mention.start, mention.end),))


def _party(scene: Scene, record: Record, name: str) -> Iterable[Value]:
    for group in _alike(_serving(scene, record, name), ONE_DOER if name == "actors" else SAME):
        names = tuple(dict.fromkeys(n for m in group for n in m.actor.names))
        best = min(group, key=lambda m: (m.kind != "named", m.start))
        actor = Actor(names, best.actor.id, best.actor.type, best.actor.countries)
        spans = tuple(dict.fromkeys(scene.span(m.start, m.end) for m in group))
        yield Value(name, actor, spans)


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
    return any(a.source_start <= mention.start < a.source_end for a in scene.attributions)


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


def _tolls(scene: Scene, record: Record) -> Iterable[Value]:
    for sort in TOLL_FIELDS:
        for figure, field in tolls.ranged([f for f in record.figures if f.sort == sort], sort, scene.clean.title_end):
            says = tuple(a.witness.name for a in _attributions(scene, figure.start, figure.end))
            yield Value(field, figure.count, (scene.span(figure.start, figure.end),), says)


def _attributions(scene: Scene, start: int, end: int) -> list[Attribution]:
    return [a for a in scene.attributions if a.start < end and start < a.end]


def _says(scene: Scene, record: Record) -> Iterable[Value]:
    seen: dict[str, list[Span]] = {}
    witnesses: dict[str, Witness] = {}
    heard = [a for frame in record.frames for a in frame.says]
    heard += [a for figure in record.figures for a in _attributions(scene, figure.start, figure.end)]
    for attribution in heard:
        name = attribution.witness.name
        if name.lower() in PRONOUNS:
            continue
        witnesses.setdefault(name, attribution.witness)
        span = scene.span(attribution.source_start, attribution.source_end)
        if span not in seen.setdefault(name, []):
            seen[name].append(span)
    for name, spans in seen.items():
        yield Value("says", witnesses[name], tuple(spans))


def _weapon(scene: Scene, record: Record) -> Iterable[Value]:
    if record.kind not in VIOLENCE:
        return
    found = [w for frame in record.frames for w in frame.weapons]
    if found:
        start, end = found[0]
        yield Value("weapon", scene.words(start, end), (scene.span(start, end),))


# --- status and responsibility ---------------------------------------------------------------------------------


def _settle(scene: Scene, record: Record, claim: Claim, speech: Sequence[statements.StatementMention]) -> Claim:
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
    suspected += [replace(value, field="actors") for value in taken]
    doers = list(claim.actors)
    values = [*claim.values, *_new(taken, [])]
    if record.kind in VIOLENCE | {"abduction", "release"}:
        values += _new(suspected, doers)
    return replace(claim, values=tuple(values), status=_status(scene, record))


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


def _status(scene: Scene, record: Record) -> Status:
    """`claimed` if every telling is some party's word; `denied` if somebody denies what others assert."""
    moods = {a.mood for frame in record.frames for a in frame.says}
    if "denies" in moods and len(moods) > 1:
        return "denied"
    if any(frame.title or not frame.says for frame in record.frames):
        return "reported"
    parties = record.mentions("actors") + record.mentions("targets")
    if all(_speaks_for(scene, a, parties) for frame in record.frames for a in frame.says):
        return "claimed"
    return "reported"


# --- statements and tallies -------------------------------------------------------------------------------------


def _statement(scene: Scene, mention: statements.StatementMention, about: str | None) -> Statement:
    return Statement(
        report=scene.report.id,
        reader=READER,
        kind=mention.kind,
        speaker=_speaker(scene, mention),
        evidence=(scene.span(mention.start, mention.end),),
        targets=tuple(m.actor for m in inside(scene.actors, mention.target_start, mention.target_end)),
        about=about,
    )


def _speaker(scene: Scene, mention: statements.StatementMention) -> Actor:
    """The actor that the speaker's words name, with the words as written among its names."""
    words = mention.speaker
    for actor in scene.actors:
        if mention.speaker_start <= actor.start < mention.speaker_end and actor.kind != "pronoun":
            names = tuple(dict.fromkeys((actor.actor.name, words, *actor.actor.names)))
            return Actor(names, actor.actor.id, actor.actor.type, actor.actor.countries)
    return Actor((words,))


def _about(scene: Scene, mention: statements.StatementMention, records: Sequence[Record]) -> list[int]:
    """Numbers of the records it is about: the one told by its words, else the one told last before it.

    A claim of "the attacks" is about every violent event of the sentences just before.
    """
    told = [(f.start, n) for n, r in enumerate(records) for f in r.frames]
    inside_it = [n for at, n in told if mention.about_start <= at < mention.about_end]
    before = sorted((at, n) for at, n in told if at < mention.end and records[n].kind in VIOLENCE)
    if mention.kind == "claim_responsibility" and MANY.search(scene.text, mention.start, mention.end):
        near = [n for at, n in before if mention.start - at < NEAR_BEFORE and records[n].kind in VIOLENCE]
        return list(dict.fromkeys([*inside_it, *near]))
    return inside_it[:1] or [n for _, n in before[-1:]]


def _tally(scene: Scene, counted: Counted) -> Tally:
    return Tally(
        report=scene.report.id,
        reader=READER,
        unit=counted.unit,
        what=counted.what,
        count=counted.count,
        evidence=(scene.span(counted.start, counted.end),),
        since=counted.since,
        until=counted.until,
        says=tuple(dict.fromkeys(a.witness for a in counted.says)),
        values=(Value("since", str(counted.since), (scene.span(*counted.since_span),)),) if counted.since_span else (),
    )
