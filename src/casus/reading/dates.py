"""When a record's event happened: the day told with it, the day told before it, or that it is fresh news."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from casus.model import Interval, Span, Value
from casus.reading.frames import VIOLENCE, dates_an_event
from casus.reading.records import Record
from casus.reading.scene import Scene, inside
from casus.reading.times import TimeMention

FRESH = 2  # sentences of text, besides the title, in which an undated event is taken for the news of the day
UNDATED = ("sanction", "judgment")  # kinds that are news without being fresh
GOES_ON = 3  # sentences over which a day that was told still holds
PAST = frozenset("had earlier previously ago last before since".split())


def fresh(record: Record) -> bool:
    """True if the title or the first sentences of the text tell it."""
    return any(f.title or f.sentence.number <= FRESH for f in record.frames)


def values(scene: Scene, record: Record, quote: Span) -> Iterable[Value]:
    """The record's time; `quote` are the words of the telling, shown where no day is named."""
    mention = record.time
    if mention is not None:
        yield Value("time", mention.interval, (scene.span(mention.start, mention.end),))
        return
    if record.kind in UNDATED:
        return
    told = _told_before(scene, record) or (_date_line(scene) if fresh(record) else None)
    if told is not None:
        interval = replace(told.interval, anaphoric=True, anchor=str(told.interval.start))
        yield Value("time", interval, (scene.span(told.start, told.end),))
        return
    published = scene.report.published
    if published is None or not fresh(record):
        return
    # Undated fresh news: the day before publication to publication, and said to be so.
    before = max(published, date.min + timedelta(days=1)) - timedelta(days=1)
    interval = Interval(before, published, "range", approx=True, anchor="published")
    yield Value("time", interval, (quote,))


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
