"""Actors for names: listed ones from their row, organs of states by rule ("Iraqi army", "police of Kenya")."""

from __future__ import annotations

from casus.model import Actor
from casus.reading.actors.mention import unique
from casus.reading.actors.tables import Row, State, organs, rows, states, words_of

ORGAN_NAMES = {
    "military": "Military of {}",
    "security": "Security forces of {}",
    "police": "Police of {}",
    "government": "{}",
    "justice": "Courts of {}",
}
PLURAL_LANDS = frozenset(
    {"Philippines", "Netherlands", "Bahamas", "Gambia", "Maldives", "Comoros", "Solomon Islands", "Seychelles"}
)
USUAL = {
    "military": ("{} forces", "{} troops", "{} army", "{} military", "{} soldiers"),
    "security": ("{} security forces",),
    "police": ("{} police",),
    "government": ("{} government", "{} authorities"),
    "justice": ("{} court", "{} authorities"),
}


def listed(row: Row, *written: str) -> Actor:
    """The actor of a row, with the names as written after the canonical one."""
    return Actor(unique(row.name, *written, *row.aliases), row.id, row.type, row.countries)


def state_id(iso: str, organ: str) -> str:
    """The id of a state's organ; the government has the state's own id: "state-iq", "state-iq-police"."""
    return f"state-{iso.lower()}" + ("" if organ == "government" else f"-{organ}")


def organ_of(phrase: str) -> tuple[str, str] | None:
    """The organ and type that a phrase ends in: "riot police" is ("police", "state_force")."""
    words = words_of(phrase)
    for first in range(max(0, len(words) - 4), len(words)):
        found = organs().get(words[first:])
        if found is not None:
            return found
    return None


def stately(state: State, organ: str, kind: str, *written: str) -> Actor:
    """The actor for a state's organ, named as written and as usual."""
    row = rows().get(state_id(state.iso, organ))
    adjective = state.demonyms[0] if state.demonyms else state.name
    short = tuple(a for a in state.aliases if len(a) <= 4)[:2]
    usual = [form.format(adjective) for form in USUAL[organ]]
    if organ in ("security", "police", "justice"):
        names = unique(
            row.name if row else ORGAN_NAMES[organ].format(_with_article(state.name, organ)), *written, *usual
        )
    else:
        first = row.name if row else ORGAN_NAMES[organ].format(_with_article(state.name, organ))
        names = unique(first, *written, state.name, *short, *usual, *(row.aliases if row else ()))
    return Actor(names, state_id(state.iso, organ), kind, (state.iso,))


def _with_article(name: str, organ: str) -> str:
    """ "the United States", "the Philippines" behind "of"."""
    article = organ != "government" and (name.startswith("United ") or "Republic" in name or name in PLURAL_LANDS)
    return f"the {name}" if article else name


def country(state: State, *written: str) -> Actor:
    """A state as an actor."""
    return stately(state, "government", "government", *written)


def by_id(name: str) -> Actor | None:
    """The actor of an id: a listed one, or a state's organ ("state-iq", "state-iq-police")."""
    row = rows().get(name)
    if row is not None:
        return listed(row)
    head, _, organ = name.removeprefix("state-").partition("-")
    state = states().get(head.upper())
    organ = organ or "government"
    if state is None or organ not in ORGAN_NAMES or not name.startswith("state-"):
        return None
    kind = "state_force" if organ in ("military", "security", "police") else "government"
    return stately(state, organ, kind)
