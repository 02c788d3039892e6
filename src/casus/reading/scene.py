"""A report laid out for reading: its sentences with their triggers, and every mention the grammars found.

Offsets here count the clean text (`casus.text.clean`); `Scene.span` maps them to the stored report.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from casus.model import Report, Span
from casus.reading import (
    actors,
    counts,
    cues,
    linear,
    modality,
    phrases,
    places,
    statements,
    times,
    triggers,
    witnesses,
)
from casus.reading.answers import PATTERN as ANSWERS
from casus.reading.runs import Runs
from casus.reading.weapons import weapons
from casus.text.clean import Clean, clean
from casus.text.quotes import quotations
from casus.text.sentences import sentences
from casus.text.tokens import tokens


class Placed(Protocol):
    """Anything with offsets into the clean text."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102


NAMED_AFTER = frozenset(("rebel", "militia", "gang", "communal", "company", "media"))  # whose names may hold a place's
FIRED = ("<launch>",)  # triggers that tell an event where a weapon is named beside them
ARMED = 0.5  # least chance of one with its weapon
SCARE, COLOURED = 3, 0.3  # words in quotation marks that colour rather than cite, and what is left of their chance
ANSWERED = 0.6  # least chance of an event noun beside an answering cue
BESIDE = 4  # characters between a mention and a trigger that stand side by side ("Monday's raid")
T = TypeVar("T", bound=Placed)


@dataclass(frozen=True, slots=True)
class Told:
    """A trigger in its sentence: offsets in the clean text, its clause, and whether it happened.

    `chance` (0..1) is the fitted table's word on whether an event is told here at all.
    """

    trigger: triggers.Trigger
    start: int
    end: int
    clause: tuple[int, int]
    modality: modality.Modality
    quoted: bool
    chance: float = 1.0


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: offsets, the number of its paragraph (0 is the title), what it tells, its words in
    lower case and their offsets (`at`).
    """

    number: int
    paragraph: int
    start: int
    end: int
    told: tuple[Told, ...]
    words: tuple[str, ...]
    at: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything found in one report before it is put together.

    `cited` are the attributions by the words attributed, `sources` by the words for who is cited, and
    `sayings` the verbs and the like by which something is said.
    """

    report: Report
    clean: Clean
    text: str
    sentences: tuple[Sentence, ...]
    times: tuple[times.TimeMention, ...]
    places: tuple[places.PlaceMention, ...]
    actors: tuple[actors.ActorMention, ...]
    numbers: tuple[counts.CountMention, ...]
    figures: tuple[counts.Figure, ...]
    attributions: tuple[witnesses.Attribution, ...]
    statements: tuple[statements.StatementMention, ...]
    cited: Runs[witnesses.Attribution]
    sources: Runs[witnesses.Attribution]
    sayings: Runs[tuple[int, int]]

    def span(self, start: int, end: int) -> Span:
        """Clean offsets to the stored report's."""
        return self.clean.span(start, end)

    def words(self, start: int, end: int) -> str:
        """The clean words."""
        return self.text[start:end]


def inside(mentions: Sequence[T], start: int, end: int) -> list[T]:
    """The mentions that begin in [start, end)."""
    first = bisect_left(mentions, start, key=_start)
    return list(mentions[first : bisect_left(mentions, end, lo=first, key=_start)])


def _start(mention: Placed) -> int:
    return mention.start


def lay_out(report: Report) -> Scene:
    """Clean the report, cut it into sentences, and run every grammar over it."""
    cleaned = clean(report)
    text = cleaned.text
    when = times.read(text, report.published)
    skip = tuple((m.start, m.end) for m in when)
    who = actors.resolve(actors.read(text), text)
    said, acts = witnesses.read(text), statements.read(text)
    named = [m for m in who if m.kind == "named" and m.actor.type in NAMED_AFTER]
    scene = Scene(
        report=report,
        clean=cleaned,
        text=text,
        sentences=(),
        times=when,
        places=tuple(m for m in places.read(text) if not _in_a_name(m, named)),
        actors=tuple(who),
        numbers=counts.read(text, skip),
        figures=counts.figures(text, skip),
        attributions=said,
        statements=acts,
        cited=Runs(said, lambda a: (a.start, a.end)),
        sources=Runs(said, lambda a: (a.source_start, a.source_end)),
        sayings=Runs(
            [*((a.cue_start, a.cue_end) for a in said), *((s.trigger_start, s.trigger_end) for s in acts)],
            lambda run: run,
        ),
    )
    return replace(scene, sentences=tuple(_sentences(scene)))


def _in_a_name(place: places.PlaceMention, named: Sequence[actors.ActorMention]) -> bool:
    """ "Boko" in "Boko Haram": the place is only part of a group's name."""
    return any(
        m.start <= place.start and place.end <= m.end and m.end - m.start > place.end - place.start for m in named
    )


def _sentences(scene: Scene) -> Iterable[Sentence]:
    text, title_end = scene.text, scene.clean.title_end
    paragraph, before = 0, 0
    model = linear.load("told.weights.tsv")
    clauses = phrases.clauses(text)
    clause_starts = [start for start, _ in clauses]
    cited = quotations(text)
    quotes = Runs(cited, lambda run: run)
    scare = Runs([run for run in cited if len(text[run[0] : run[1]].split()) <= SCARE], lambda run: run)
    for number, (start, end) in enumerate(sentences(text)):
        if "\n" in text[before:start] and start > title_end:
            paragraph += 1
        before = end
        found = tokens(text[start:end])
        bare = Sentence(
            number,
            paragraph,
            start,
            end,
            (),
            tuple(token.text.lower() for token in found),
            tuple(start + token.start for token in found),
        )
        told = []
        for trigger in triggers.find(found):
            first, last = start + trigger.start, start + trigger.end
            clause = _own_side(text, _clause(clauses, clause_starts, first, (start, end)), first)
            quoted = quotes.cover(first)
            one = Told(trigger, first, last, clause, modality.judge(bare.words, trigger), quoted)
            chance = model.chances(told_features(scene, bare, one)).get("yes", 1.0)
            if one.trigger.kind in FIRED and one.modality == "asserted" and weapons(text, *clause):
                chance = max(chance, ARMED)
            if scare.cover(first):
                chance *= COLOURED
            told.append(replace(one, chance=chance))
        yield replace(bare, told=tuple(_answering(text, told)))


def _own_side(text: str, clause: tuple[int, int], at: int) -> tuple[int, int]:
    """The side of an answering cue on which a trigger stands: what "a response to" joins are two tellings."""
    start, end = clause
    for cue in ANSWERS.finditer(text, start, end):
        if cue.end() <= at:
            start = cue.end()
        elif cue.start() > at:
            end = cue.start()
            break
    return start, end


def _answering(text: str, told: Sequence[Told]) -> Iterator[Told]:
    """What stands on the two sides of "a response to" are two events, however little else is said of them."""
    for number, one in enumerate(told):
        before, after = told[number - 1 : number] if number else [], told[number + 1 : number + 2]
        sides = [(other.end, one.start) for other in before] + [(one.end, other.start) for other in after]
        answers = any(a < b and ANSWERS.search(text, a, b) for a, b in sides)
        own = one.trigger.form == "n" and not one.trigger.plural and one.trigger.kind != "<act>"
        yield replace(one, chance=max(one.chance, ANSWERED)) if answers and own else one


def told_features(scene: Scene, sentence: Sentence, told: Told) -> Iterator[str]:
    """What the fitted table sees of a trigger: its words, and what its clause and sentence hold beside it."""
    yield from cues.standing(sentence.words, told.trigger, told.modality, told.quoted)
    first, last = told.clause
    sorts: tuple[tuple[str, Sequence[Placed]], ...] = (
        ("time", scene.times),
        ("place", scene.places),
        ("figure", scene.figures),
        ("actor", scene.actors),
    )
    for name, mentions in sorts:
        here = inside(mentions, sentence.start, sentence.end)
        own = [m for m in here if first <= m.start < last]
        where = "clause" if own else "sentence" if here else "none"
        yield f"{name} in {where}"
        yield f"{name} in {where}&{told.trigger.form}{told.trigger.strength}"
        if any(0 <= told.start - m.end <= BESIDE for m in here):
            yield f"{name} right before&{told.trigger.form}"
        if any(0 <= m.start - told.end <= BESIDE for m in here):
            yield f"{name} right after&{told.trigger.form}"
    for kind in dict.fromkeys(cues.side(m.actor.type) for m in inside(scene.actors, first, last)):
        yield f"clause has {kind}"


def _clause(
    clauses: Sequence[tuple[int, int]], starts: Sequence[int], at: int, sentence: tuple[int, int]
) -> tuple[int, int]:
    index = bisect_right(starts, at) - 1
    if index < 0 or clauses[index][1] <= at:
        return sentence
    return clauses[index]
