"""Reports and their readings in, events out: one row per incident, and why its claims are together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from casus.fusion.grouping import ENOUGH, Pair, components, groups, scored
from casus.model import Claim, Event, Join, Reading, Report, digest
from casus.text.copies import copies

COPIED = 1.0  # two claims that rest on the same words of two copies of one text


def fuse(reports: Sequence[Report], readings: Sequence[Reading]) -> tuple[Event, ...]:
    """Every claim ends in one event; the result does not depend on the order of the arguments.

    `Event.sources` counts texts, not reports: copies of one agency's text are one source.
    """
    text_of = {report: group[0] for group in copies(reports) for report in group if len(group) > 1}
    by_id = {claim.id: claim for reading in readings for claim in reading.claims}
    ids = sorted(by_id)  # an id is a digest: worked out once
    claims = [by_id[claim] for claim in ids]
    values, words = scored(claims, text_of)
    _copies_agree(claims, text_of, values, words)
    pairs_of: dict[int, list[Pair]] = defaultdict(list)
    for pair in values:
        pairs_of[pair[0]].append(pair)
    events = []
    for component in components(len(claims), (pair for pair, value in values.items() if value >= ENOUGH)):
        number = {n: i for i, n in enumerate(component)}
        near = {(number[a], number[b]): values[a, b] for a, b in _pairs_of(component, pairs_of) if b in number}
        for group in groups([claims[n] for n in component], near):
            events.append(_event(claims, ids, [component[i] for i in group], values, words, text_of))
    return tuple(sorted(events, key=lambda event: event.id))


def _pairs_of(component: Sequence[int], pairs_of: Mapping[int, Sequence[Pair]]) -> Iterator[Pair]:
    """The scored pairs whose first claim is in the component."""
    for n in component:
        yield from pairs_of.get(n, ())


def _copies_agree(
    claims: Sequence[Claim], text_of: dict[str, str], values: dict[Pair, float], words: dict[Pair, tuple[str, ...]]
) -> None:
    """In copies of one text the same kind at the same point of the order of telling is the same event."""
    for pair in values:
        a, b = claims[pair[0]], claims[pair[1]]
        if text_of.get(a.report, a.report) == text_of.get(b.report, b.report) and values[pair] > 0.3:
            values[pair] = max(values[pair], COPIED)
            words[pair] = (*words[pair], "copies of one text")


def _event(
    claims: Sequence[Claim],
    ids: Sequence[str],
    members: Sequence[int],
    values: dict[Pair, float],
    words: dict[Pair, tuple[str, ...]],
    text_of: dict[str, str],
) -> Event:
    joins = []
    for i, a in enumerate(members):
        for b in members[i + 1 :]:
            if (a, b) in values:
                joins.append(Join(ids[a], ids[b], round(values[a, b], 3), words[a, b]))
    own = tuple(claims[n] for n in members)
    sources = len({text_of.get(claim.report, claim.report) for claim in own})
    return Event(digest("event", ids[members[0]])[:12], own, tuple(joins), sources)
