"""Records: the frames of one report that tell of the same event, put together.

A report comes back to its event again and again ("the attack", "the blast"). Each frame is compared with
the records so far by a table of reasons (`TOGETHER`, `APART`); the best record takes it if the sum reaches
`ENOUGH`, else it opens a record of its own if it says enough to stand alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from casus.model import Actor, Count, Interval, Place
from casus.reading.actors import ActorMention, same
from casus.reading.answers import PATTERN as ANSWERS
from casus.reading.counts import Figure
from casus.reading.figures import standing
from casus.reading.frames import DOUBTED, FIGURE_KINDS, TOLLS, VIOLENCE, Frame, distance, frame_of
from casus.reading.kinds import FIGHTS, STRIKES
from casus.reading.places import PlaceMention, resolve
from casus.reading.scene import Scene, Sentence, Told
from casus.reading.times import TimeMention
from casus.reading.triggers import Trigger

ENOUGH = 1.3
# What speaks for two tellings being one event, and what against. Each weight was tried at 0 and at 1.7 of itself, at an earlier
# state of the reader: ledger F1 moved by up to five points for the kinds, time and place, by about one for all others.
TOGETHER = {
    "same kind": 1.0,
    "both violent, one of unsaid means": 0.9,
    "neighbouring kinds": 0.4,
    "same sentence": 0.9,
    "next sentence": 0.5,
    "same paragraph": 0.2,
    "the event ('the attack')": 0.9,
    "same time": 0.6,
    "same place": 0.7,
    "same actor": 0.5,
    "same target": 0.4,
    "same toll": 0.8,
    "the title's event": 0.4,
    "a bare toll": 0.7,
    "the event told last": 0.8,
}
APART = {
    "other kind": -9.0,
    "other means": -1.2,
    "other time": -2.5,
    "other place": -2.0,
    "other actor": -0.9,
    "other toll": -0.3,
    "another": -2.0,
    "answers the other": -3.0,
}
ANOTHER = re.compile(
    r"\b(another|separate(?:ly)?|elsewhere|second|third|also|other|previous(?:ly)?|earlier|meanwhile|similar|last (?:week|month|year)|"
    r"in a different|days? (?:before|earlier)|fresh|new|later)\b",
    re.IGNORECASE,
)
ALL_OF_THEM = re.compile(
    r"\b(?:none|any|all|neither|both) of\b|\b(?:the|these|those) (?:attacks|strikes|incidents|blasts)\b", re.IGNORECASE
)
TO_OPEN, SURE_TO_OPEN = (
    0.35,
    0.5,
)  # chances from which a trigger may open a record; the second where its word says little
VAGUE_KINDS = ("other", "displacement", "deployment", "withdrawal", "aid", "sanction")
# What counts less for its record's kind: words in quotation marks, and a sentence that only gives a toll.
QUOTED, TOLD_BY_TOLL = 0.2, 0.4
AGAINST_THINGS = frozenset(("destruction", "deployment", "withdrawal"))  # where people died it was not this
AGAINST_PEOPLE = VIOLENCE - AGAINST_THINGS
CLEAR = 0.3  # chance of its kind from which a word of many uses may open a record
FAR_KM = 40.0
ALIKE = 0.3  # likeness from which two mentions may be one actor
TOLL_REACH = 3  # sentences after an event in which a toll with no place or day of its own still belongs to it


@dataclass(slots=True)
class Record:
    """Frames about one event, in the text's order, and the casualty figures that belong to it.

    It grows by `add` and `count` alone: what its tellings say together is kept as they come, since every later
    frame of the report is compared with it.
    """

    frames: list[Frame] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    time: TimeMention | None = None
    place: PlaceMention | None = None
    _votes: dict[str, float] = field(default_factory=dict)
    _tolls: dict[str, Count] = field(default_factory=dict)
    _known: dict[str, dict[Actor, bool]] = field(default_factory=lambda: {"actors": {}, "targets": {}})
    _kind: str = ""

    def add(self, frame: Frame) -> None:
        """One more telling, with its figures.

        `time` becomes the first narrowest day that a frame names, `place` the most specific place, one with
        coordinates first.
        """
        self.frames.append(frame)
        weight = QUOTED if frame.told.quoted else TOLD_BY_TOLL if bare_toll(frame) else 1.0
        for kind, chance in frame.kinds.items():
            self._votes[kind] = self._votes.get(kind, 0.0) + weight * chance
        self.time = min([m for m in (self.time, *frame.times[:1]) if m], key=lambda m: _width(m.interval), default=None)
        places = [m for m in (self.place, most_specific(frame.places)) if m]
        self.place = min(places, key=lambda m: (rank(m.place), m.place.lat is None), default=None)
        for name, known in self._known.items():
            for mention in getattr(frame, name):
                known[mention.actor] = known.get(mention.actor, False) or mention.kind == "named"
        self._kind = ""
        for figure in frame.figures:
            self.count(figure)

    def count(self, figure: Figure) -> None:
        """One more figure of the event's toll."""
        self.figures.append(figure)
        self._tolls.setdefault(figure.sort, figure.count)
        self._kind = ""

    @property
    def kind(self) -> str:
        """The kind that all tellings together make the likeliest."""
        if not self._kind:
            votes = self._votes
            if any(f.sort in ("killed", "injured") and f.count.low > 0 for f in self.figures):
                votes = {kind: vote for kind, vote in votes.items() if kind not in AGAINST_THINGS} or votes
            self._kind = max(votes, key=lambda kind: votes[kind])
        return self._kind

    @property
    def last(self) -> Frame:
        """The telling that came last."""
        return self.frames[-1]

    def mentions(self, name: str) -> list[ActorMention]:
        """`actors` or `targets` of all frames, in order."""
        return [m for frame in self.frames for m in getattr(frame, name)]

    def known(self, name: str) -> dict[Actor, bool]:
        """Each of its `actors` or `targets` once, and whether the report gives it a name."""
        return self._known[name]

    def toll(self, sort: str) -> Count | None:
        """The first figure of a sort."""
        return self._tolls.get(sort)


RANKS = {"site": 0, "settlement": 1, "admin2": 2, "admin1": 3, "region": 4, "sea": 4, "country": 5}


def rank(place: Place) -> int:
    """How specific: 0 is a site, 5 a country."""
    return RANKS.get(place.precision, 3)


def _width(interval: Interval) -> int:
    days = interval.days
    return 10**6 if days is None else days


def most_specific(places: Sequence[PlaceMention]) -> PlaceMention | None:
    """The most specific of a clause's places; of equals the one nearest to the trigger."""
    return min(places, key=lambda m: rank(m.place), default=None)


def gather(
    scene: Scene, frames: Sequence[Frame], taken: Sequence[tuple[int, int]] = (), conflict: bool = True
) -> list[Record]:
    """The records of a report, in the order in which it first tells them.

    `taken` are the numbers of tallies: they are no event's toll. Where the report is not about `conflict`
    it has no records.
    """
    if not conflict:
        return []
    figures = [f for f in standing(scene) if not any(a <= f.start < b for a, b in taken)]
    frames = _with_bare_tolls(scene, list(frames), figures)
    _share_out(scene, frames, figures)
    records: list[Record] = []
    for frame in frames:
        told_last = _told_last(records, frame)
        best, score = None, 0.0
        for record in reversed(records):
            value = sum(weight for _, weight in reasons(scene, frame, record, record is told_last))
            if value > score:
                best, score = record, value
        if best is not None and score >= ENOUGH:
            best.add(frame)
        elif stands_alone(frame):
            records.append(Record())
            records[-1].add(frame)
    _spread_none(scene, records)
    return records


def _spread_none(scene: Scene, records: Sequence[Record]) -> None:
    """ "None of the attacks caused casualties": nobody was hurt in any of the violent events told before it."""
    for figure in standing(scene):
        if figure.count.high != 0:
            continue
        told = [r for r in records if r.kind in VIOLENCE and r.frames[0].start < figure.end]
        last = told[-1:] if told else []
        sentence = _sentence_at(scene, figure.start)
        plural = sentence is not None and ALL_OF_THEM.search(scene.words(sentence.start, sentence.end))
        for record in told if plural else last:
            if record.toll(figure.sort) is None:
                record.count(figure)


def _with_bare_tolls(scene: Scene, frames: list[Frame], figures: Sequence[Figure]) -> list[Frame]:
    """A sentence that gives only a toll ("Seven bodies lay in the square") tells its event by the toll."""
    here = _by_sentence(scene, figures)
    by_sentence = {frame.sentence.number for frame in frames}
    by_sentence |= {
        s.number for s in scene.sentences for t in s.told if t.modality != "asserted" and t.trigger.strength == "s"
    }
    for sentence in scene.sentences:
        if sentence.number in by_sentence:
            continue
        for figure in here.get(sentence.number, ()):
            if figure.sort in ("killed", "injured") and figure.count.low:
                frames.append(_toll_frame(scene, sentence, figure))
                break
    return sorted(frames, key=lambda f: f.start)


def _toll_frame(scene: Scene, sentence: Sentence, figure: Figure) -> Frame:
    kind = "<kill>" if figure.sort == "killed" else "<hurt>"
    start, end = figure.trigger_start, figure.trigger_end
    trigger = Trigger(
        0, 0, start - sentence.start, end - sentence.start, scene.words(start, end), kind, "und", "s", "n", "sg"
    )
    return frame_of(scene, sentence, Told(trigger, start, end, (sentence.start, sentence.end), "asserted", False))


def _share_out(scene: Scene, frames: Sequence[Frame], figures: Sequence[Figure]) -> None:
    """Gives each figure to the nearest fitting frame of its sentence."""
    beside: dict[int, list[Frame]] = defaultdict(list)
    for frame in frames:
        beside[frame.sentence.number].append(frame)
    for number, here in _by_sentence(scene, figures).items():
        for figure in here:
            home = _home(figure, beside[number])
            if home is not None:
                home.figures.append(figure)


def _home(figure: Figure, frames: Sequence[Frame]) -> Frame | None:
    fitting = [f for f in frames if fits(figure.sort, f.kind)]
    span = (min(figure.start, figure.trigger_start), max(figure.end, figure.trigger_end))
    return min(fitting, key=lambda f: (distance(*span, f.told.start, f.told.end), f.start), default=None)


def _by_sentence(scene: Scene, figures: Sequence[Figure]) -> Mapping[int, list[Figure]]:
    """Number of a sentence -> the figures that begin in it."""
    out: dict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        sentence = _sentence_at(scene, figure.start)
        if sentence is not None:
            out[sentence.number].append(figure)
    return out


def _sentence_at(scene: Scene, at: int) -> Sentence | None:
    index = bisect_right(scene.sentences, at, key=lambda s: s.start) - 1
    return scene.sentences[index] if index >= 0 and at < scene.sentences[index].end else None


def fits(sort: str, kind: str) -> bool:
    """True if a figure of this sort may belong to an event of this kind."""
    return kind in FIGURE_KINDS.get(sort, VIOLENCE)


def stands_alone(frame: Frame) -> bool:
    """True if a frame says enough to open a record: one of time, place, toll, doer, victim, or the title."""
    trigger = frame.told.trigger
    sure = SURE_TO_OPEN if trigger.kind == "<act>" or frame.kind in VAGUE_KINDS else TO_OPEN
    if frame.told.chance < sure or _of_no_moment(frame):
        return False
    if frame.figures and all(f.count.high == 0 for f in frame.figures) and not frame.times:
        return False  # "no one was hurt" tells of what was told before
    own = bool(frame.figures) + bool(frame.times) + bool(frame.places) + bool(frame.actors) + bool(frame.targets)
    if frame.told.quoted:
        return bool(frame.times or frame.figures) and own >= 2
    if trigger.form == "n" and trigger.plural and not trigger.definite:
        return own >= 2
    if trigger.strength == "w":
        return own >= 2
    return own >= 1 or frame.title


def _told_last(records: Sequence[Record], frame: Frame) -> Record | None:
    """For "the attack" the violent event that was told last before it; for other words `None`."""
    if not frame.told.trigger.definite or frame.told.trigger.plural:
        return None
    before = [r for r in records if r.kind in STRIKES | FIGHTS and r.last.start < frame.start]
    return max(before, key=lambda r: r.last.start, default=None)


def _of_no_moment(frame: Frame) -> bool:
    """What is not violent must be told as done; a truce spoken of is an older one; a word of many uses needs a clear kind."""
    trigger = frame.told.trigger
    if frame.told.modality == "negated" and frame.told.chance < DOUBTED["negated"]:
        return True
    if frame.kind not in VIOLENCE and frame.told.modality != "asserted":
        return True
    if frame.kind == "agreement" and trigger.form == "n" and trigger.definite and not frame.times:
        return True
    return trigger.kind == "<act>" and max(frame.kinds.values()) < CLEAR


def reasons(scene: Scene, frame: Frame, record: Record, told_last: bool = False) -> list[tuple[str, float]]:
    """Why this frame tells of the record's event, or not: named weights of the two tables."""
    names = [_kinds(frame, record), *_nearness(scene, frame, record), *_arguments(frame, record)]
    if told_last:
        names.append("the event told last")
    found = [name for name in names if name]
    return [(name, TOGETHER[name] if name in TOGETHER else APART[name]) for name in found]


def _kinds(frame: Frame, record: Record) -> str:
    kind = record.kind
    if frame.kind == kind:
        return "same kind"
    violent = frame.kind in AGAINST_PEOPLE and kind in AGAINST_PEOPLE
    if violent and (
        frame.told.trigger.kind.startswith("<") or all(f.told.trigger.kind.startswith("<") for f in record.frames)
    ):
        return "both violent, one of unsaid means"
    for family in (STRIKES, FIGHTS):
        if frame.kind in family and kind in family:
            return "neighbouring kinds"
    return "other means" if violent else "other kind"


def _nearness(scene: Scene, frame: Frame, record: Record) -> list[str]:
    out = []
    gap = frame.sentence.number - record.last.sentence.number
    if gap == 0:
        out.append("same sentence")
    elif gap == 1:
        out.append("next sentence")
    elif frame.sentence.paragraph == record.last.sentence.paragraph:
        out.append("same paragraph")
    if frame.told.trigger.definite and not frame.told.trigger.plural:
        out.append("the event ('the attack')")
    if record.frames[0].title:
        out.append("the title's event")
    if bare_toll(frame) and record.kind in VIOLENCE and gap <= TOLL_REACH:
        out.append("a bare toll")
    lead = frame.sentence.words[max(0, frame.told.trigger.first - 12) : frame.told.trigger.first]
    if gap and ANOTHER.search(" ".join(lead)):
        out.append("another")
    if gap == 0 and _answered(scene, frame, record):
        out.append("answers the other")
    return out


def _answered(scene: Scene, frame: Frame, record: Record) -> bool:
    """ "... was a response to ...": what stands on the two sides of it are two events."""
    first = min(other.told.end for other in record.frames if other.sentence is frame.sentence)
    return ANSWERS.search(scene.text, first, frame.start) is not None


def bare_toll(frame: Frame) -> bool:
    """A sentence that only says how many died or were hurt: it belongs to the event told before it."""
    return frame.told.trigger.kind in ("<kill>", "<hurt>") and not frame.times and not frame.places


def _arguments(frame: Frame, record: Record) -> list[str]:
    out = []
    ours, theirs = frame.times[:1], record.time
    if ours and theirs is not None:
        out.append("same time" if ours[0].interval.overlaps(theirs.interval) else "other time")
    place, other = most_specific(frame.places), record.place
    if place is not None and other is not None:
        if not compatible(place.place, other.place):
            out.append("other place")
        elif max(rank(place.place), rank(other.place)) < RANKS["country"]:
            out.append("same place")
    for name, yes, no in (("actors", "same actor", "other actor"), ("targets", "same target", "")):
        mine, known = getattr(frame, name), record.known(name)
        if mine and known:
            alike = any(same(m.actor, actor) >= ALIKE for m in mine for actor in known)
            out.append(yes if alike else no if _named(mine) and any(known.values()) else "")
    for sort in TOLLS:
        mine_count = next((f.count for f in frame.figures if f.sort == sort), None)
        known_count = record.toll(sort)
        if mine_count is not None and known_count is not None:
            out.append("same toll" if mine_count.agrees(known_count) else "other toll")
    return out


def _named(mentions: Sequence[ActorMention]) -> bool:
    return any(m.kind == "named" for m in mentions)


def compatible(a: Place, b: Place) -> bool:
    """True if one may lie in the other: near by, or the coarser of the two is in the same country."""
    if a.country and b.country and a.country != b.country:
        return False
    if set(a.names) & set(b.names) or None in (a.lat, b.lat):
        return True
    coarse = max(rank(a), rank(b))
    if coarse >= RANKS["country"]:
        return True
    reach = (a.radius_km or 10.0) + (b.radius_km or 10.0) + (FAR_KM if coarse <= 1 else 0.0)
    return kilometres(a, b) <= reach


def kilometres(a: Place, b: Place) -> float:
    """Great-circle distance of two points; 0 where one has none."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return 0.0
    return resolve.kilometres((a.lat, a.lon), (b.lat, b.lon))


__all__ = ["Record", "compatible", "fits", "gather", "kilometres", "most_specific", "rank", "reasons"]
