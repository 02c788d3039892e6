"""Links: the words by which a report says that one event answers another ("in retaliation for").

Tables before grammar: a cue joins the event told before it with the one told after it in the same
sentence; where the sentence tells only one, the other is the event told last before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from casus.reading.answers import CUES, PATTERN
from casus.reading.records import Record
from casus.reading.scene import Scene


@dataclass(frozen=True, slots=True)
class Answer:
    """Record number `source` answers (or is part of) record number `target`; the words that say so."""

    source: int
    target: int
    relation: str
    start: int
    end: int


def read(scene: Scene, records: Sequence[Record]) -> tuple[Answer, ...]:
    """The links of a report, each pair once."""
    told = sorted((frame.start, number) for number, record in enumerate(records) for frame in record.frames)
    ends = sorted((frame.start, frame.told.end) for record in records for frame in record.frames)
    out: dict[tuple[int, int], Answer] = {}
    for sentence in scene.sentences:
        for cue in PATTERN.finditer(scene.text, sentence.start, sentence.end):
            relation = CUES[int((cue.lastgroup or "r0")[1:])][1]
            here = [(at, number) for at, number in told if sentence.start <= at < sentence.end]
            before = [number for at, number in here if at < cue.start()]
            after = [number for at, number in here if at >= cue.end()]
            pair = _pair(before, after, [number for at, number in told if at < sentence.start], cue[0].lower())
            if pair is not None and pair not in out and pair[::-1] not in out:
                out[pair] = Answer(
                    *pair, relation, cue.start(), sentence.end if not after else _end(ends, cue.end(), sentence.end)
                )
    return tuple(out.values())


def _pair(before: list[int], after: list[int], earlier: list[int], cue: str) -> tuple[int, int] | None:
    """Who answers whom: "X in response to Y", "in response to Y, X", "X was a response to Y"."""
    if cue.startswith(("responded by", "answered", "answering")):
        source, target = (after[:1], (before[-1:] or earlier[-1:]))
    elif before and after:
        source, target = before[-1:], after[:1]
    elif len(after) >= 2:
        source, target = after[1:2], after[:1]
    else:
        return None
    if not source or not target or source == target:
        return None
    return source[0], target[0]


def _end(ends: Sequence[tuple[int, int]], start: int, stop: int) -> int:
    """The end of the trigger that follows the cue, at most the sentence's."""
    return min(next((end for at, end in ends if at >= start), stop), stop)
