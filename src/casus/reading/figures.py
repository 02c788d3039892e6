"""The casualty figures that may belong to events, read on by the words around them."""

from __future__ import annotations

import re
from dataclasses import replace

from casus.model import Count
from casus.reading.counts import Figure
from casus.reading.frames import TOLLS
from casus.reading.scene import Scene, inside

OR_MORE = re.compile(r"[ ,]{1,2}(?:or more|at (?:the )?least|at the minimum|and counting)\b", re.IGNORECASE)
AT_FIRST = re.compile(
    r"\b(?:at first|initial(?:ly)?|first (?:report|count|figure|toll)s?|earlier (?:report|count|toll)s?)\b[^.;]*\Z",
    re.IGNORECASE,
)
ONE = Count(1, 1)


def standing(scene: Scene) -> list[Figure]:
    """The asserted figures of a report that count whole groups, once each."""
    found = [f for f in scene.figures if f.sort in TOLLS and f.asserted and not f.part and not f.anaphoric]
    return [_read_on(scene, figure) for figure in found]


def _read_on(scene: Scene, figure: Figure) -> Figure:
    """What stands around a figure changes it: "12 soldiers or more" is open, "at first 20" is overtaken."""
    end = max(figure.end, figure.victims_end)
    if figure.count.high is not None and figure.count.high > 0 and OR_MORE.match(scene.text, end):
        figure = replace(figure, count=Count(figure.count.low, None, figure.count.approx))
    if figure.count == ONE and figure.part is False:
        figure = _before_aside(scene, figure)
    if AT_FIRST.search(scene.text, max(0, figure.start - 60), figure.start):
        figure = replace(figure, revised=True)
    return figure


def _before_aside(scene: Scene, figure: Figure) -> Figure:
    """ "At least one man of the league, a militia, was killed": the number stands before the aside."""
    lead = scene.text[max(0, figure.start - 60) : figure.start]
    if not lead.endswith(", ") or not scene.text[figure.start : figure.start + 3].lower().startswith(("a ", "an ")):
        return figure
    comma = figure.start - 2
    for number in inside(scene.numbers, comma - 58, comma):
        if (
            number.person
            and scene.text[number.head_end : comma].lstrip().startswith("of ")
            and "," not in scene.text[number.start : comma]
        ):
            return replace(figure, count=number.count, start=number.start, end=number.end)
    return figure
