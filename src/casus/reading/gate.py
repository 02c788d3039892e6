"""Is the report about conflict at all? Sport and business use the same verbs ("struck", "battle", "raid").

Evidence is counted once per sort: people killed or hurt, armed actors, weapons, sure triggers. A report that
speaks of games or markets needs `ENOUGH` sorts, any other needs one.
"""

from __future__ import annotations

import re

from casus.reading.frames import TOLLS
from casus.reading.scene import Scene
from casus.reading.weapons import weapons

ENOUGH = 2
ARMED = frozenset(("state_force", "rebel", "militia", "gang", "communal"))
GAMES = re.compile(
    r"\b(?:goals?|match(?:es)?|leagues?|penalty|penalties|strikers?|midfielders?|defenders?|goalkeepers?|keepers?|coach(?:es)?|innings|wickets?|"
    r"tournaments?|semi-?finals?|quarter-?finals?|finals?|fixtures?|batsm[ae]n|football|soccer|cricket|rugby|basketball|tennis|boxing|athletics|"
    r"olympics?|medals?|cup|champions?|championship|squad|stadium|fans|playoffs?|touchdown|half-time|full-time|extra time|referee|kick-off|"
    r"shares?|shareholders?|takeover|bids?|bidders?|investors?|quarterly|profits?|dividends?|stocks?|earnings|retailers?|analysts?|"
    r"box office|albums?|film|movie|band|concert|singer|actress|chess|video game)\b",
    re.IGNORECASE,
)
PLAY = 2  # words of games or markets in a hundred that outweigh one sort of evidence
SHORT = 100  # words: a headline with one such word is no sports page


def evidence(scene: Scene) -> int:
    """How many sorts of evidence of conflict the report holds, less what the density of words of games and markets takes.

    Density and not number, so that a line about a cup final does not silence a long report.
    """
    sorts = [
        any(f.sort in TOLLS and f.asserted for f in scene.figures),
        any(m.actor.type in ARMED for m in scene.actors),
        bool(weapons(scene.text, 0, len(scene.text))),
        any(t.trigger.strength == "s" and t.modality == "asserted" for s in scene.sentences for t in s.told),
        any(m.actor.type == "civilians" for m in scene.actors)
        and any(m.actor.type == "government" for m in scene.actors),
    ]
    words = max(len(scene.text.split()), SHORT)
    return sum(sorts) - len(GAMES.findall(scene.text)) * 100 // words // PLAY


def is_conflict(scene: Scene) -> bool:
    """True if its words may be taken as events. Without a word of games or markets one sort of evidence will do."""
    return evidence(scene) >= (ENOUGH if GAMES.search(scene.text) else 1)
