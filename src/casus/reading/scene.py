"""A report laid out for reading: its sentences with their triggers, and every mention the grammars found.

Offsets here count the clean text (`casus.text.clean`); `Scene.span` maps them to the stored report.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from casus.model import Report, Span
from casus.reading import actors, counts, cues, linear, modality, phrases, places, statements, times, triggers, witnesses
from casus.text.clean import Clean, clean
from casus.text.quotes import quotations
from casus.text.sentences import sentences
from casus.text.tokens import tokens


class Placed(Protocol):
    """Anything with offsets into the clean text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


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
    """One sentence: offsets, the number of its paragraph (0 is the title), what it tells, and its words in lower case with
    their offsets (`at`)."""

    number: int
    paragraph: int
    start: int
    end: int
    told: tuple[Told, ...]
    words: tuple[str, ...]
    at: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything found in one report before it is put together."""

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

    def span(self, start: int, end: int) -> Span:
        """Clean offsets to the stored report's."""
        return self.clean.span(start, end)

    def words(self, start: int, end: int) -> str:
        """The clean words."""
        return self.text[start:end]


def inside(mentions: Sequence[T], start: int, end: int) -> list[T]:
    """The mentions that begin in [start, end)."""
    starts = [m.start for m in mentions]
    return list(mentions[bisect_right(starts, start - 1) : bisect_right(starts, end - 1)])


def lay_out(report: Report) -> Scene:
    """Clean the report, cut it into sentences, and run every grammar over it."""
    cleaned = clean(report)
    text = cleaned.text
    when = times.read(text, report.published)
    skip = tuple((m.start, m.end) for m in when)
    who = actors.resolve(actors.read(text), text)
    quotes = quotations(text)
    return Scene(
        report=report,
        clean=cleaned,
        text=text,
        sentences=tuple(_sentences(text, cleaned.title_end, quotes)),
        times=when,
        places=places.read(text),
        actors=tuple(who),
        numbers=counts.read(text, skip),
        figures=counts.figures(text, skip),
        attributions=witnesses.read(text),
        statements=statements.read(text),
    )


def _sentences(text: str, title_end: int, quotes: Sequence[tuple[int, int]]) -> Iterable[Sentence]:
    paragraph, before = 0, 0
    model = linear.load("told.weights.tsv")
    clauses = phrases.clauses(text)
    clause_starts = [start for start, _ in clauses]
    for number, (start, end) in enumerate(sentences(text)):
        if "\n" in text[before:start] and start > title_end:
            paragraph += 1
        before = end
        found = tokens(text[start:end])
        words = tuple(token.text.lower() for token in found)
        told = []
        for trigger in triggers.find(found):
            first, last = start + trigger.start, start + trigger.end
            clause = _clause(clauses, clause_starts, first, (start, end))
            quoted = any(a <= first < b for a, b in quotes)
            judged = modality.judge(words, trigger)
            features = cues.standing(words, trigger, judged, quoted, number == 0 and title_end > 0)
            chance = model.chances(features).get("yes", 1.0)
            told.append(Told(trigger, first, last, clause, judged, quoted, chance))
        at = tuple(start + token.start for token in found)
        yield Sentence(number, paragraph, start, end, tuple(told), words, at)


def _clause(
    clauses: Sequence[tuple[int, int]], starts: Sequence[int], at: int, sentence: tuple[int, int]
) -> tuple[int, int]:
    index = bisect_right(starts, at) - 1
    if index < 0 or clauses[index][1] <= at:
        return sentence
    return clauses[index]
