"""Which mention belongs to which trigger, and as what: three fitted tables over named features of the pair.

`role.weights.tsv`: an actor mention is the doer, the victim or target, or neither. `where.weights.tsv` and
`when.weights.tsv`: a place or a day is the event's, or not. Fitted by `training/fit_rules.py`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from casus.reading import phrases
from casus.reading.actors import ActorMention
from casus.reading.cues import side
from casus.reading.places import PlaceMention
from casus.reading.scene import Placed, Scene, Sentence, Told, inside
from casus.reading.times import TimeMention

FARTHEST = 1500  # characters to each side, whatever the sentences: keeps the work linear
WINDOW = 1  # sentences before and after the trigger's own in which its mentions are looked for


class Grammar:
    """What the noun phrases around one trigger are to it: worked out once, asked for every mention."""

    def __init__(self, scene: Scene, sentence: Sentence, told: Told) -> None:
        self.scene, self.sentence, self.told = scene, sentence, told
        text = scene.text
        self.parts = {
            "subject": phrases.subject_before(text, told.start),
            "object": phrases.object_after(text, told.start),
            "agent": phrases.agent_by(text, told.start),
        }
        window = (sentence.start, sentence.end)
        self.others = [t.start for t in sentence.told if t is not told and window[0] <= t.start < window[1]]

    def crossed(self, mention: Placed) -> int:
        """How many other triggers begin between the mention and the trigger."""
        first, last = sorted((mention.start, self.told.start))
        return bisect_left(self.others, last) - bisect_right(self.others, first)

    def of(self, mention: Placed) -> Iterator[str]:
        """Names of the phrases that hold the mention; "+" marks the first mention in it."""
        for name, span in self.parts.items():
            if span is not None and span[0] <= mention.start < span[1]:
                first = inside(self.scene.actors, span[0], mention.start) == []
                yield name + ("+" if first else "")


def near(scene: Scene, sentence: Sentence, told: Told) -> tuple[int, int]:
    """Offsets of the sentences in which a trigger's mentions are looked for; the title is its own world."""
    first = max(0, sentence.number - WINDOW)
    last = min(len(scene.sentences) - 1, sentence.number + WINDOW)
    if sentence.paragraph == 0:
        first = last = sentence.number
    elif scene.sentences[first].paragraph == 0:
        first = sentence.number
    start, end = scene.sentences[first].start, scene.sentences[last].end
    return max(start, told.start - FARTHEST), min(end, told.end + FARTHEST)  # a page without full stops is one sentence


def features(grammar: Grammar, mention: Placed, tags: Sequence[str]) -> Iterator[str]:
    """Features of a trigger and a mention; `tags` describe the mention alone."""
    scene, sentence, told = grammar.scene, grammar.sentence, grammar.told
    trigger = told.trigger
    way = "before" if mention.start < told.start else "after"
    here = sentence.start <= mention.start < sentence.end
    clause = told.clause[0] <= mention.start < told.clause[1]
    where = "clause" if clause else "sentence" if here else "previous" if way == "before" else "next"
    voice = f"{trigger.form}{'p' if trigger.passive else ''}{trigger.tag if trigger.form == 'v' else ''}"
    spot = f"{where} {way}"
    lead, tail = _beside(scene, mention)
    between = scene.text[min(mention.end, told.end) : max(mention.start, told.start)]
    gap = len(between.split())
    crossed = grammar.crossed(mention)
    parts = [*grammar.of(mention)] if here else []
    yield "bias"
    yield spot
    yield f"{spot}&{voice}&{trigger.frame}"
    yield f"{spot}&{trigger.kind}"
    yield f"text={trigger.text}&{way}"
    yield f"gap={_bucket(gap)}&{way}&{trigger.form}"
    yield f"crossed={min(crossed, 2)}&{where}"
    yield f"lead={lead}&{way}&{voice}"
    yield f"lead={lead}&{where}"
    yield f"tail={tail}"
    if here and gap == 0:
        yield f"joined {way}&{trigger.form}&{trigger.frame}"
    for part in parts:
        yield f"{part}&{voice}"
        yield f"{part}&{voice}&{trigger.frame}"
        yield f"{part}&{trigger.kind}"
    if not parts and here:
        yield f"loose&{spot}&{voice}"
    for tag in tags:
        yield tag
        yield f"{tag}&{spot}"
        yield f"{tag}&{trigger.kind}"
        for part in parts:
            yield f"{tag}&{part}&{voice}"


def _bucket(gap: int) -> str:
    return str(gap) if gap < 3 else "3-5" if gap < 6 else "6-10" if gap < 11 else "11-20" if gap < 21 else "far"


def _beside(scene: Scene, mention: Placed) -> tuple[str, str]:
    """The word before the mention (articles and numbers aside) and the word after it, in lower case."""
    before = scene.text[max(0, mention.start - 40) : mention.start].lower().split()
    while before and (before[-1] in ("the", "a", "an", "his", "its", "their") or before[-1][0].isdigit()):
        before.pop()
    after = scene.text[mention.end : mention.end + 25].lower().split()
    return (before[-1][-12:] if before else "^"), (after[0][:12] if after else "$")


def actor_tags(scene: Scene, mention: ActorMention) -> list[str]:
    """What an actor mention is by itself."""
    tags = [f"type={side(mention.actor.type)}", f"mention={mention.kind}", f"head={mention.head.lower()[:16]}"]
    tags += ["definite"] if mention.definite else []
    tags += ["plural"] if mention.plural else []
    if scene.sources.cover(mention.start):
        tags.append("cited")
    if any(p.start <= mention.start < p.end for p in inside(scene.places, mention.start, mention.end)):
        tags.append("place")
    return tags


def place_tags(scene: Scene, mention: PlaceMention) -> list[str]:
    """What a place mention is by itself."""
    tags = [f"role={mention.role}", f"precision={mention.place.precision}"]
    if scene.sources.cover(mention.start):
        tags.append("cited")
    if inside(scene.actors, mention.start, mention.end):
        tags.append("actor")
    return tags


def time_tags(scene: Scene, mention: TimeMention) -> list[str]:
    """What a time mention is by itself."""
    tags = [f"relation={mention.relation}", f"precision={mention.interval.precision}"]
    tags += ["frequency"] if mention.frequency else []
    tags += ["anaphoric"] if mention.interval.anaphoric else []
    said = scene.text[max(0, mention.start - 30) : mention.start].lower().split()[-2:]
    if any(word in ("said", "told", "announced", "statement", "reported", "says", "added") for word in said):
        tags.append("said")
    return tags
