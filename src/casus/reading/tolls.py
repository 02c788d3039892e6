"""The toll of one record: which of its figures are rivals, which are parts, and which are overtaken.

Rival figures stand side by side and widen the claim's range. A figure that does not widen it is kept under
another name: `killed_part` (a narrower group: "three children"), `killed_headline` (what the title rounds),
`killed_vague` ("dozens" beside a number). Superseded figures are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from casus.model import Count
from casus.reading.counts import Figure

# Words for victims that name no narrower group than "people".
GENERIC = frozenset(
    "people persons person dead others other civilians civilian bodies body victims victim men members member fighters "
    "militants casualties lives souls residents".split()
)

VAGUE_LOWS = (24, 40, 200)  # what "dozens", "scores" and "hundreds" stand for


def ranged(figures: Sequence[Figure], sort: str, title_end: int) -> list[tuple[Figure, str]]:
    """Each standing figure with the field it goes to; the fields named `sort` alone make the range."""
    standing = [f for f in figures if not f.revised] or list(figures)
    named = _title(standing, sort, title_end)
    named = _vague(named, sort)
    named = _capped(named, sort)
    return _parts(named, sort)


def _of(named: Sequence[tuple[Figure, str]], sort: str) -> list[Figure]:
    return [figure for figure, field in named if field == sort]


def _title(figures: Sequence[Figure], sort: str, title_end: int) -> list[tuple[Figure, str]]:
    """A title rounds and drops hedges: its figure gives way to one of the text."""
    in_text = any(f.start >= title_end for f in figures)
    return [(f, f"{sort}_headline" if in_text and f.start < title_end else sort) for f in figures]


def _vague(named: Sequence[tuple[Figure, str]], sort: str) -> list[tuple[Figure, str]]:
    """ "Dozens", "several" and bare plurals give way to a number."""
    exact = any(not _loose(f) and f.count.high != 0 for f in _of(named, sort))
    return [(f, f"{sort}_vague" if field == sort and exact and _loose(f) else field) for f, field in named]


def _loose(figure: Figure) -> bool:
    return figure.vague or (figure.count.high is None and figure.count.low in VAGUE_LOWS)


def _capped(named: Sequence[tuple[Figure, str]], sort: str) -> list[tuple[Figure, str]]:
    """ "Up to 69" beside "at least 58" is a top, not a bottom of one: 58..69."""
    lows = [f.count.low for f in _of(named, sort) if not _top_only(f)]
    if not lows:
        return list(named)
    out = []
    for figure, field in named:
        if field == sort and _top_only(figure):
            top = figure.count.high or 0
            if top <= max(lows):
                continue
            figure = replace(figure, count=Count(max(lows), top))
        out.append((figure, field))
    tops = [f.count.high for f in _of(out, sort) if f.count.high is not None and f.count.high > max(lows)]
    if tops and any(_top_only(f) for f in _of(named, sort)):
        closed = max(tops)
        out = [
            (replace(f, count=Count(f.count.low, closed)) if field == sort and f.count.high is None else f, field)
            for f, field in out
        ]
    return out


def _top_only(figure: Figure) -> bool:
    return figure.count.low == 1 and figure.count.high is not None and figure.count.high > 1


def _parts(named: Sequence[tuple[Figure, str]], sort: str) -> list[tuple[Figure, str]]:
    """A smaller figure of a narrower group is a part of the largest, not its rival."""
    whole = max((f.count.low for f in _of(named, sort)), default=0)
    return [(f, f"{sort}_part" if field == sort and _narrower(f, whole) else field) for f, field in named]


def _narrower(figure: Figure, whole: int) -> bool:
    words = figure.victims.lower().split()
    top = figure.count.high if figure.count.high is not None else figure.count.low
    return 0 < top < whole and bool(words) and words[-1] not in GENERIC
