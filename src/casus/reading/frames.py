"""Frames: one trigger with what its own sentence says of it - kind, who, whom, where, when, how many, who says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from casus.reading import attach, cues, linear, phrases
from casus.reading.actors import ActorMention
from casus.reading.counts import Figure
from casus.reading.kinds import weigh
from casus.reading.places import PlaceMention
from casus.reading.roles import LIGHT, roles
from casus.reading.scene import Scene, Sentence, Told, inside
from casus.reading.times import TimeMention
from casus.reading.weapons import weapons
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
UNSAID = 0.35  # what a "strike" of unsaid means adds to air strikes
HARDLY = 0.02  # kinds that the fitted table all but rules out gain nothing from cues
SINCE = re.compile(r"\bsince (?:the |its |their )?(?:\w+ )?\Z", re.IGNORECASE)
RUN = re.compile(
    r"\b(?:repeated|recent|ongoing|continuing|continued|regular|frequent|daily|near-daily|almost daily|past|such|similar|previous) "
    r"(?:\w+ )?\Z",
    re.IGNORECASE,
)
ANSWERED_BARE = re.compile(
    r"\b(?:retaliation|response|revenge|reprisal|answer)s? (?:for|to) (?:\w+ )?\Z|\b(?:most|many|some|all) of (?:the|these|such) (?:\w+ )?\Z",
    re.IGNORECASE,
)
LONG_AGO = 30  # days: what goes on since longer than this is a campaign
HELD = ("funeral", "talks", "protest", "judgment", "agreement")  # what "was held" may be said of
CARRIED = 8  # words between a carrying verb and its noun
# The same where the words before it speak of threats, plans, ifs or nots.
DOUBTED = {"threatened": 0.95, "planned": 0.55, "hypothetical": 0.55, "negated": 0.55, "history": 0.55}
TOLD = 0.4  # chance below which a trigger is passed over
NEXT = 30  # characters after a trigger in which a place is its object ("seized Marib")
FEW_TIMES = 12  # more occurrences than this are a running total (a tally), not one record
TIMES = re.compile(
    r"\b(twice|(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2})(?= times\b)|thrice)", re.IGNORECASE
)
TIMES_WORDS = {
    word: n
    for n, words in enumerate(
        ("", "", "twice two", "thrice three", "four", "five", "six", "seven", "eight", "nine", "ten")
    )
    for word in words.split()
}
EVENT_PLACES = ("locative", "origin")
LOCATIVE = re.compile(
    r"(?:\b(?:in|into|from|near|across|inside|outside|over|around|throughout|within|between|entering|leaving|reached|entered|"
    r"northern|southern|eastern|western|central|northeastern|northwestern|southeastern|southwestern)"
    r"(?: the| neighbouring| neighboring| nearby| war-torn)?|,|(?:\b(?:in|across|between)\b[^.;:]{1,25}\band)) ?\Z",
    re.IGNORECASE,
)
WIDE = 21  # days: "in recent weeks" and wider dates no occurrence
DATELINE = re.compile(r" ?(?:[–—]|--?) ")
SPACES = re.compile(r"\s*")
SAID_REACH, SAID_WORDS = 24, 2  # characters and words between a verb of saying and the day on which it was said
ALLOWED = 0.08  # chance below which the fitted tables overrule grammar
PLACED = 0.3  # what standing in the grammatical place adds when doer and target compete
ROLE, WHERE, WHEN = 0.7, 0.65, 0.65  # chances from which a mention is taken although grammar did not put it there
Parties = tuple[list[ActorMention], list[ActorMention]]  # doers, and those whom it befell
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
        """Where its trigger begins."""
        return self.told.start

    @property
    def title(self) -> bool:
        """True if the title tells it."""
        return self.sentence.paragraph == 0


def frames(scene: Scene) -> list[Frame]:
    """A frame for every trigger that probably tells an event, in the text's order."""
    return [
        frame_of(scene, sentence, told)
        for sentence in scene.sentences
        for told in _uncarried(sentence)
        if told.chance >= _least(told) and not _campaign(scene, told)
    ]


def _least(told: Told) -> float:
    """The chance from which a trigger is taken. "Denied the bombing" speaks of a bombing that was told: it may join it."""
    if told.modality == "negated" and told.trigger.form == "n" and told.trigger.definite:
        return TOLD
    return DOUBTED.get(told.modality, TOLD)


def _uncarried(sentence: Sentence) -> list[Told]:
    """The sentence's triggers without the verbs that only carry an event noun, which is as likely as its carrier."""
    nouns = {id(told): _carried(sentence, told) for told in sentence.told}
    raised: dict[int, float] = {}
    for told in sentence.told:
        noun = nouns[id(told)]
        if noun is not None:
            raised[id(noun)] = max(told.chance, noun.chance, raised.get(id(noun), 0.0))
    kept = [told for told in sentence.told if nouns[id(told)] is None]
    return [replace(told, chance=raised[id(told)]) if id(told) in raised else told for told in kept]


def _campaign(scene: Scene, told: Told) -> bool:
    """ "have been attacking it since last April": no occurrence but a campaign."""
    lead = scene.text[max(0, told.start - 40) : told.start]
    plural = told.trigger.plural and told.trigger.form == "n"
    if SINCE.search(lead) or (plural and (RUN.search(lead) or ANSWERED_BARE.search(lead))):
        return True
    published = scene.report.published
    for mention in inside(scene.times, *told.clause):
        start = mention.interval.start
        if (
            mention.relation == "since"
            and start is not None
            and published is not None
            and (published - start).days > LONG_AGO
        ):
            return True
    return False


def _carried(sentence: Sentence, told: Told) -> Told | None:
    """The event noun that a verb only carries: "a funeral was held", "launched an attack"."""
    if told.trigger.form != "v" or not LIGHT.intersection(told.trigger.text.split()):
        return None
    for other in sentence.told:
        if other.trigger.form != "n" or other.trigger.kind == "<act>":
            continue
        gap = told.trigger.first - other.trigger.first
        if told.clause[0] <= other.start < told.clause[1] and abs(gap) <= CARRIED:
            return other
        if told.trigger.passive and 0 < gap <= 2 * CARRIED and other.trigger.kind in HELD:
            return other
    return None


def frame_of(scene: Scene, sentence: Sentence, told: Told) -> Frame:
    """What a trigger's own sentence and those beside it say of its event."""
    parties = roles(scene, sentence, told)
    kinds = _kinds(scene, sentence, told, parties)
    grammar = attach.Grammar(scene, sentence, told)
    window = attach.near(scene, sentence, told)
    doers, hit = _parties(grammar, window, *parties)
    return Frame(
        sentence,
        told,
        max(kinds, key=lambda each: kinds[each]),
        kinds,
        actors=doers,
        targets=hit,
        places=_places(grammar, window),
        times=_times(grammar, window),
        weapons=weapons(scene.text, sentence.start, sentence.end),
        says=scene.cited.touching(told.start, told.end),
        count=_occurrences(scene, sentence, told),
    )


def _parties(
    grammar: attach.Grammar, window: tuple[int, int], doers: list[ActorMention], hit: list[ActorMention]
) -> Parties:
    """Doers and those whom it befell: where grammar puts them unless the fitted table objects, or the table is sure."""
    model = linear.load("role.weights.tsv")
    if grammar.sentence.paragraph == 0:  # the tables know no headlines
        shortened = (
            grammar.told.trigger.tag == "ed" and not hit
        )  # "17 protesters shot dead": a passive without its verb
        return ([], doers) if shortened else (doers, hit)
    placed = {"actor": doers, "target": hit}
    found: dict[str, list[ActorMention]] = {"actor": [], "target": []}
    for mention in inside(grammar.scene.actors, *window):
        chances = model.chances(attach.features(grammar, mention, attach.actor_tags(grammar.scene, mention)))
        best = max(found, key=lambda role: chances.get(role, 0.0) + PLACED * (mention in placed[role]))
        chance = chances.get(best, 0.0)
        if chance >= (ALLOWED if mention in placed[best] else ROLE):
            found[best].append(mention)
    return found["actor"], found["target"]


def _places(grammar: attach.Grammar, window: tuple[int, int]) -> list[PlaceMention]:
    """The places of the trigger's clause or sentence, and others that the fitted table is sure of; a country only where it
    is said to be in it."""
    scene = grammar.scene
    fit = [m for m in inside(scene.places, *window) if m.role in EVENT_PLACES]
    fit = [m for m in fit if m.place.precision != "country" or located(scene, m.start, m.end)]
    fit = [m for m in fit if not scene.sources.cover(m.start)]
    return _chosen(grammar, "where", fit, attach.place_tags, WHERE)


def _times(grammar: attach.Grammar, window: tuple[int, int]) -> list[TimeMention]:
    """The days of the trigger's clause or sentence, and others that the fitted table is sure of."""
    scene = grammar.scene
    fit = [m for m in inside(scene.times, *window) if dates_an_event(scene, m)]
    return _chosen(grammar, "when", fit, attach.time_tags, WHEN)


def _chosen(
    grammar: attach.Grammar, name: str, mentions: Sequence[M], tags: Callable[[Scene, M], list[str]], sure: float
) -> list[M]:
    """Mentions of the trigger's clause (else sentence) that the table allows, likeliest first; else the sure ones."""
    told, sentence = grammar.told, grammar.sentence
    rated = [(m, chance) for m, chance in _rated(grammar, name, mentions, tags) if chance >= ALLOWED]
    clause = [m for m, _ in rated if told.clause[0] <= m.start < told.clause[1]]
    here = [m for m, _ in rated if sentence.start <= m.start < sentence.end]
    return clause or here or [m for m, chance in rated if chance >= sure]


def dates_an_event(scene: Scene, mention: TimeMention) -> bool:
    """A day or a span of days on which something may have happened: no duration, no season, not when it was said."""
    if (
        mention.relation != "at"
        or not _dated(mention)
        or ((mention.interval.days or 0) > WIDE and mention.interval.approx)
    ):
        return False
    if DATELINE.match(scene.text, mention.end):
        return False
    return not _dates_the_saying(scene, mention)


def _dates_the_saying(scene: Scene, mention: TimeMention) -> bool:
    """ "... said on Wednesday", "officials today condemned": the day is the speaker's."""
    following = SPACES.match(scene.text, mention.end)
    reach = mention.end if following is None else following.end()
    for start, end in scene.sayings.touching(mention.start - SAID_REACH, reach + 1):
        lead, tail = scene.text[end : mention.start], scene.text[mention.end : start]
        after = (
            end <= mention.start
            and len(lead) < SAID_REACH
            and len(lead.split()) <= SAID_WORDS
            and not set(",;.:") & set(lead)
        )
        before = mention.end <= start and not tail.strip()
        if after or before:
            return True
    return False


def _dated(mention: TimeMention) -> bool:
    return mention.interval.start is not None and mention.interval.end is not None and not mention.frequency


def _rated(
    grammar: attach.Grammar, name: str, mentions: Sequence[M], tags: Callable[[Scene, M], list[str]]
) -> list[tuple[M, float]]:
    model = linear.load(f"{name}.weights.tsv")
    label = {"where": "place", "when": "time"}[name]
    rated = [(m, model.chances(attach.features(grammar, m, tags(grammar.scene, m))).get(label, 0.0)) for m in mentions]
    return sorted(rated, key=lambda each: (-each[1], each[0].start))


def _occurrences(scene: Scene, sentence: Sentence, told: Told) -> int:
    """How often it happened: "three strikes", "bombed the road twice"; 1 unless said."""
    if told.trigger.form == "n" and told.trigger.plural:
        for number in scene.numbers:
            if number.start < told.start < number.head_end and number.count.low == number.count.high:
                return number.count.low if 1 < number.count.low <= FEW_TIMES else 1
        return 1
    found = (
        TIMES.search(scene.text, told.end, min(told.clause[1], told.end + 80)) if told.end < told.clause[1] else None
    )
    if found is None:
        return 1
    return TIMES_WORDS.get(found[1].lower()) or (
        int(found[1]) if found[1].isdigit() and int(found[1]) <= FEW_TIMES else 1
    )


def _kinds(scene: Scene, sentence: Sentence, told: Told, parties: Parties) -> dict[str, float]:
    """How much speaks for each kind: the fitted table's chance, a sure word, and the means named beside it."""
    votes = linear.load("kind.weights.tsv").chances(kind_features(scene, sentence, told, parties))
    if told.trigger.kind in votes:
        votes[told.trigger.kind] += SURE
    if told.trigger.kind == "<strike>" and not weigh(scene.words(*told.clause)):
        votes["airstrike"] += UNSAID
    for weight, text in ((CLAUSE, scene.words(*told.clause)), (SENTENCE, scene.words(sentence.start, sentence.end))):
        for kind, value in weigh(text).items():
            if kind in votes and votes[kind] > HARDLY:
                votes[kind] += weight * value
    return votes


def kind_features(scene: Scene, sentence: Sentence, told: Told, parties: Parties) -> list[str]:
    """What the fitted table of kinds sees of a trigger: words, cues, and the types of who did it to whom."""
    doers, hit = parties
    near = [word for other in _neighbours(scene, sentence) for word in other.words]
    features = list(
        cues.means(sentence.words, told.trigger, [m.actor.type for m in doers], [m.actor.type for m in hit])
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


TOUCHING = re.compile(
    r"\b(?:of|at|on|off|to|toward|towards|against|and|through|by)(?: the)? ?\Z|['’]s? ?\Z", re.IGNORECASE
)


def located(scene: Scene, start: int, end: int) -> bool:
    """True if "in", "from", "near" ... or a place and a comma stand before the name, and no hyphen after it."""
    if scene.text[end : end + 1] in ("-", "‑"):
        return False
    if scene.sources.cover(start):
        return False
    if LOCATIVE.search(scene.text, max(0, start - 40), start) is not None:
        return True
    return TOUCHING.search(scene.text, max(0, start - 20), start) is not None and not _modifies(scene, end)


def _modifies(scene: Scene, end: int) -> bool:
    """ "on U.S. troops": a noun follows at once, so that the name only says whose they are."""
    words = phrases.parse(scene.text)
    index = words.at(end)
    if index is None or scene.text[end : words.words[index].start].strip(" ") or scene.text[end : end + 1] in ",.;":
        return False
    return words.words[index].tag in phrases.NOMINAL


def distance(a: int, b: int, c: int, d: int) -> int:
    """Characters between two runs; 0 if they touch."""
    return max(0, c - b, a - d)
