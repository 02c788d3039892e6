"""The casualty frames by name, and the first that finds people for a casualty word."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .acts import act, active, forced, harm, hospital, hostage, lose, participle, soft, strict_act, take, troop
from .clauses import Clause
from .outcomes import Case, Hit, Outcome
from .states import body, event_noun, fall, noun_later, noun_troop, of_later, own_death, state, tally, toll


def outcomes(c: Clause, hit: Hit, triggers: list[Hit]) -> Iterator[Outcome]:
    """Every figure of one casualty word: the first of its frames that finds people."""
    inside = next((g for g in c.groups if g.start <= hit.start and hit.end <= g.end and g.form != "singular"), None)
    for frame in (*hit.frames, *of_later(c, hit)):
        found = list(FRAMES[frame.frame](Case(c, hit, frame, inside, triggers)))
        if found:
            yield from found
            return


FRAMES: dict[str, Callable[[Case], Iterator[Outcome]]] = {
    "verb": act, "part": participle, "past": active, "base": active, "ing": active, "self": own_death, "fall": fall,
    "lose": lose, "state": state, "tally": tally, "lives": tally, "toll": toll, "noun": event_noun, "body": body,
    "treat": strict_act, "soft": soft, "hold": strict_act, "take": take, "seize": strict_act, "force": forced,
    "hostage": hostage, "hospital": hospital, "harm": harm, "noun_later": noun_later, "troop": troop,
    "noun_troop": noun_troop,
}  # fmt: skip
