"""The reader `rules/1`: a report in, a reading out, by tables and small grammars alone.

Pure: no clock, no network, no database. What it takes from a report is laid out in `scene`, put into
`frames` (one telling each), gathered into `records` (one event each), and written here as claims whose
every value has its spans in the stored report.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from casus.model import (
    TOLL_FIELDS,
    Claim,
    Link,
    PlaceMention,
    Reading,
    Report,
    Span,
    Tally,
    Value,
    Witness,
)
from casus.reading import dates, gate, language, links, parties, speech, tallies, tolls
from casus.reading.frames import VIOLENCE, Frame, frames
from casus.reading.records import Record, gather
from casus.reading.scene import Scene, lay_out
from casus.reading.tallies import Counted

READER = "rules/1"
EVIDENCE = 4  # quotes a record shows at most; the others stay in its values
RUNNING = ("attacks", "strikes", "killed", "injured", "detained", "other")  # tallies whose words tell no event
WAVE = 100_000  # so many displaced are a war's, not an event's
PRONOUNS = frozenset("he she it they we i you who him her them this that these those one others some many".split())


def read_report(report: Report) -> Reading:
    """Everything that `rules/1` takes from one report."""
    scene = lay_out(report)
    counted = tallies.read(scene)
    told = [f for f in frames(scene) if not _told_by_tally(f, counted)]
    records = gather(scene, told, [(t.start, t.end) for t in counted], gate.is_conflict(scene))
    told_at = speech.tellings(records)
    spoken = [(mention, speech.about(scene, mention, records, told_at)) for mention in scene.statements]
    claims = [
        speech.settle(scene, record, _claim(scene, record), [m for m, about in spoken if number in about])
        for number, record in enumerate(records)
    ]
    return Reading(
        report=report.id,
        reader=READER,
        claims=tuple(claims),
        statements=tuple(
            speech.statement(scene, m, READER, claims[about[0]].id if about else None) for m, about in spoken
        ),
        tallies=tuple(_tally(scene, t) for t in counted),
        links=tuple(
            Link(claims[a.source].id, claims[a.target].id, a.relation, (scene.span(a.start, a.end),))
            for a in links.read(scene, records)
        ),
        places=tuple(PlaceMention(scene.span(m.start, m.end), m.place) for m in scene.places),
        notes=(remark,) if (remark := language.note(scene.text)) is not None else (),
    )


def _told_by_tally(frame: Frame, counted: Sequence[Counted]) -> bool:
    """A trigger in the clause of a running total tells no event of its own."""
    first, last = frame.told.clause
    here = [t for t in counted if (first < t.end and t.start < last) or t.start <= frame.told.start < t.end]
    if any(t.unit in RUNNING for t in here):
        return True
    if frame.kind == "displacement" and any(t.unit == "displaced" and t.count.low >= WAVE for t in here):
        return True
    idle = frame.kind in ("armed_clash", "deployment") and not frame.times and not frame.figures
    return idle and any(t.unit == "troops" for t in here)


def _claim(scene: Scene, record: Record) -> Claim:
    quotes = tuple(dict.fromkeys(_quote(scene, frame) for frame in _best_first(record)))
    values = [
        *dates.values(scene, record, quotes[0]),
        *_place(scene, record),
        *parties.values(scene, record, "actors"),
        *parties.values(scene, record, "targets"),
        *_tolls(scene, record),
        *_says(scene, record),
        *_weapon(scene, record),
    ]
    return Claim(
        report=scene.report.id,
        reader=READER,
        kind=record.kind,
        evidence=quotes[:EVIDENCE],
        values=tuple(values),
        primary=dates.fresh(record),
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


def _place(scene: Scene, record: Record) -> Iterable[Value]:
    if record.kind in ("sanction", "agreement"):
        return
    mention = record.place
    if mention is not None:
        yield Value("place", mention.place, (scene.span(mention.start, mention.end),))


def _tolls(scene: Scene, record: Record) -> Iterable[Value]:
    for sort in TOLL_FIELDS:
        for figure, field in tolls.ranged([f for f in record.figures if f.sort == sort], sort, scene.clean.title_end):
            says = tuple(a.witness.name for a in scene.cited.touching(figure.start, figure.end))
            yield Value(field, figure.count, (scene.span(figure.start, figure.end),), says)


def _says(scene: Scene, record: Record) -> Iterable[Value]:
    seen: dict[str, list[Span]] = {}
    witnesses: dict[str, Witness] = {}
    heard = [a for frame in record.frames for a in frame.says]
    heard += [a for figure in record.figures for a in scene.cited.touching(figure.start, figure.end)]
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
