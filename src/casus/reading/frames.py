"""Frames: one trigger with what its own sentence says of it - kind, who, whom, where, when, how many, who says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TypeVar

from casus.reading import cues, linear
from casus.reading.actors import ActorMention
from casus.reading.counts import Figure
from casus.reading.kinds import weigh
from casus.reading.places import PlaceMention
from casus.reading.roles import roles
from casus.reading.scene import Scene, Sentence, Told, inside
from casus.reading.times import TimeMention
from casus.reading.triggers import plural
from casus.reading.witnesses import Attribution

TOLLS = ("killed", "injured", "abducted", "arrested")
# Which figures belong to which kinds; violence takes killed and injured.
VIOLENCE = frozenset(
    "airstrike shelling bombing suicide_bombing armed_clash armed_attack mob_violence crackdown sexual_violence destruction "
    "interception protest seizure".split()
)
FIGURE_KINDS = {"abducted": frozenset(("abduction",)), "arrested": frozenset(("arrest", "crackdown", "protest"))}
SURE = 1.0  # what a word of one kind only ("air strike") adds to that kind's chance
CLAUSE, SENTENCE = 0.15, 0.08  # what a cue of weight 1 adds from the trigger's clause and from its sentence
HARDLY = 0.02  # kinds that the fitted table all but rules out gain nothing from cues
TOLD = 0.35  # chance below which a trigger is passed over
NEXT = 30  # characters after a trigger in which a place is its object ("seized Marib")
FEW_TIMES = 12  # more occurrences than this are a running total (a tally), not one record
TIMES = re.compile(r"\b(twice|(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2})(?= times\b)|thrice)", re.IGNORECASE)
TIMES_WORDS = {word: n for n, words in enumerate(
    ("", "", "twice two", "thrice three", "four", "five", "six", "seven", "eight", "nine", "ten")) for word in words.split()}
EVENT_PLACES = ("locative", "origin")
OWN_ATTRIBUTION = 4  # words between a reporting verb and a day that tells when it was said, not when it happened
M = TypeVar("M", PlaceMention, TimeMention)


@dataclass(slots=True)
class Frame:
    """One telling of an event. Mentions keep their offsets, so every value can show its words.

    `kinds` gives each kind its chance by the fitted table, `kind` is the likeliest.
    """

    sentence: Sentence
    told: Told
    kind: str
    kinds: dict[str, float]
    actors: list[ActorMention] = field(default_factory=list)
    targets: list[ActorMention] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    times: list[TimeMention] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    weapons: list[tuple[int, int]] = field(default_factory=list)
    says: list[Attribution] = field(default_factory=list)
    count: int = 1

    @property
    def start(self) -> int:
        return self.told.start

    @property
    def title(self) -> bool:
        return self.sentence.paragraph == 0


@cache
def _weapons() -> re.Pattern[str]:
    text = (files("casus") / "data" / "triggers" / "weapons.tsv").read_text(encoding="utf-8")
    names: set[str] = set()
    for line in text.splitlines():
        if line and not line.startswith(("#", "weapons\t")):
            for name in line.split("\t")[0].split("|"):
                names |= {name, plural(name)}
    words = "|".join(re.escape(name) for name in sorted(names, key=lambda n: (-len(n), n)))
    modifier = r"(?:(?:[a-z]+-range|close-range|homemade|home-made|armed|improvised|guided|heavy|mixed|multiple|automatic|anti-[a-z]+|[a-z]+-calibre|[\d.]+-?mm|[\d.]+-?millimet(?:er|re)|qassam|hellfire|surface-to-surface|remote-controlled|suicide|explosive)\s+){0,3}"
    return re.compile(rf"(?<![\w-]){modifier}(?:{words})(?![\w-])", re.IGNORECASE)


def weapons(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Offsets of weapon words in text[start:end]."""
    return [(m.start(), m.end()) for m in _weapons().finditer(text, start, end)]


def frames(scene: Scene) -> list[Frame]:
    """A frame for every trigger that probably tells an event, in the text's order."""
    return [
        frame_of(scene, sentence, told)
        for sentence in scene.sentences
        for told in sentence.told
        if told.chance >= TOLD
    ]


def frame_of(scene: Scene, sentence: Sentence, told: Told) -> Frame:
    doers, hit = roles(scene, sentence, told)
    kinds = _kinds(scene, sentence, told)
    kind = max(kinds, key=lambda each: kinds[each])
    return Frame(
        sentence,
        told,
        kind,
        kinds,
        actors=doers,
        targets=hit,
        places=_near(_event_places(scene, sentence), told),
        times=_near(_event_times(scene, sentence), told),
        weapons=weapons(scene.text, sentence.start, sentence.end),
        says=[a for a in scene.attributions if a.start < told.end and told.start < a.end],
        count=_occurrences(scene, sentence, told),
    )


def _occurrences(scene: Scene, sentence: Sentence, told: Told) -> int:
    """How often it happened: "three strikes", "bombed the road twice"; 1 unless said."""
    if told.trigger.form == "n" and told.trigger.plural:
        for number in scene.numbers:
            if number.start < told.start < number.head_end and number.count.low == number.count.high:
                return number.count.low if 1 < number.count.low <= FEW_TIMES else 1
        return 1
    found = TIMES.search(scene.text, told.end, min(told.clause[1], told.end + 80)) if told.end < told.clause[1] else None
    if found is None:
        return 1
    return TIMES_WORDS.get(found[1].lower()) or (int(found[1]) if found[1].isdigit() and int(found[1]) <= FEW_TIMES else 1)


def _kinds(scene: Scene, sentence: Sentence, told: Told) -> dict[str, float]:
    """How much speaks for each kind: the fitted table's chance, a sure word, and the means named beside it."""
    votes = linear.load("kind.weights.tsv").chances(kind_features(scene, sentence, told))
    if told.trigger.kind in votes:
        votes[told.trigger.kind] += SURE
    for weight, text in ((CLAUSE, scene.words(*told.clause)), (SENTENCE, scene.words(sentence.start, sentence.end))):
        for kind, value in weigh(text).items():
            if kind in votes and votes[kind] > HARDLY:
                votes[kind] += weight * value
    return votes


def kind_features(scene: Scene, sentence: Sentence, told: Told) -> list[str]:
    """What the fitted table of kinds sees of a trigger: words, cues, and the types of who did it to whom."""
    doers, hit = roles(scene, sentence, told)
    near = [word for other in _neighbours(scene, sentence) for word in other.words]
    features = list(
        cues.means(
            sentence.words, told.trigger, [m.actor.type for m in doers], [m.actor.type for m in hit]
        )
    )
    for name, text in (
        ("clause", scene.words(*told.clause)),
        ("sentence", scene.words(sentence.start, sentence.end)),
        ("near", " ".join(near)),
    ):
        features += [f"cue {name}={kind}" for kind in weigh(text)]
    if not hit and inside(scene.places, told.end, told.end + NEXT):
        features.append("place follows")
    return features


def _neighbours(scene: Scene, sentence: Sentence) -> Iterable[Sentence]:
    """The sentences beside it, in its paragraph or the next: they often name the means."""
    for number in (sentence.number - 1, sentence.number + 1):
        if 0 <= number < len(scene.sentences):
            other = scene.sentences[number]
            if abs(other.paragraph - sentence.paragraph) <= 1:
                yield other


def _event_places(scene: Scene, sentence: Sentence) -> list[PlaceMention]:
    return [m for m in inside(scene.places, sentence.start, sentence.end) if m.role in EVENT_PLACES]


def _event_times(scene: Scene, sentence: Sentence) -> list[TimeMention]:
    """The times of a sentence that may date its events: not durations, not when it was said."""
    return [
        m
        for m in inside(scene.times, sentence.start, sentence.end)
        if m.relation == "at" and not m.frequency and not _dates_the_saying(scene, m)
    ]


def _dates_the_saying(scene: Scene, mention: TimeMention) -> bool:
    """ "... said on Wednesday": the day is the speaker's."""
    for attribution in scene.attributions:
        if attribution.cue_end <= mention.start and mention.start - attribution.cue_end < 40:
            between = scene.words(attribution.cue_end, mention.start).split()
            if len(between) <= OWN_ATTRIBUTION and not attribution.start <= mention.start < attribution.end:
                return True
    return False


def _near(mentions: list[M], told: Told) -> list[M]:
    """Those of the trigger's clause if there are any, else all of the sentence; nearest first."""
    own = [m for m in mentions if told.clause[0] <= m.start < told.clause[1]]
    return sorted(own or mentions, key=lambda m: (distance(m.start, m.end, told.start, told.end), m.start))


def distance(a: int, b: int, c: int, d: int) -> int:
    """Characters between two runs; 0 if they touch."""
    return max(0, c - b, a - d)
