"""Tallies: counts over a period or of a stock ("66 attacks since October 17", "900 soldiers in Syria").

A number becomes a tally when its noun is one of the units below and its sentence says over what time, or,
for troops, when they are only there (stationed, strong, "has 900 soldiers in"). Numbers of displaced people
are always tallies. The words that tell a tally's attacks or deaths are no event of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from casus.model import Count
from casus.reading.counts import CountMention, Figure
from casus.reading.frames import FEW_TIMES
from casus.reading.scene import Scene, Sentence, inside
from casus.reading.times import TimeMention
from casus.reading.witnesses import Attribution

UNITS: dict[str, frozenset[str]] = {
    unit: frozenset(words.split())
    for unit, words in {
        "strikes": "strike strikes airstrike airstrikes raids bombardments sorties shellings airstrike bombings",
        "attacks": "attack attacks incidents violations clashes assaults ambushes blasts explosions kidnappings massacres "
        "abductions killings robberies operations battles breaches",
        "troops": "troop troops soldier soldiers personnel forces servicemen peacekeepers fighters marines policemen servicemembers "
        "members men advisers advisors observers guards contingent reservists rangers combatants militants",
        "detained": "prisoners detainees hostages captives inmates prisoner",
        "displaced": "refugees displaced evacuees homeless",
        "killed": "deaths fatalities dead killed lives martyrs victims",
        "injured": "wounded injured casualties injuries",
    }.items()
}
UNIT_OF = {word: unit for unit, words in UNITS.items() for word in words}
FIGURE_UNITS = {
    "killed": "killed",
    "injured": "injured",
    "displaced": "displaced",
    "arrested": "detained",
    "troops": "troops",
}

PERIOD = re.compile(
    r"\b(so far (?:this|in)|this (?:year|month|week)\b(?! 's)|since then|in (?:the )?(?:recent|past|last) (?:few )?(?:weeks|months|years|decades)"
    r"|(?:over|during|in|within) the (?:past|last|previous) (?:\w+ )?(?:hours|days|weeks|months|years|decade|decades|month|year|week|fortnight)"
    r"|in the (?:past|last) 24 hours|to date|in all\b|in total|altogether|overall|(?:total|tally|count) (?:of|to|since|now)|\bsince(?=[,.;]| and\b| have\b)|cumulative"
    r"|since the (?:start|beginning|war|conflict|coup|outbreak|revolt|uprising|invasion|new year)|(?:half|quarter) of (?:the|this) year"
    r"|(?:the|this) (?:\w+ )?(?:war|conflict|insurgency|fighting) (?:began|started|has|have|broke)|for the (?:first|whole) (?:half|year)"
    r"|there (?:have|had|has) been\b|(?:has|have) (?:cost|claimed) |(?:has|have) left (?:at least |more than |over |nearly |some |about )?\d|(?:has|have) (?:now )?been (?:displaced|uprooted)"
    r"|years? of (?:war|conflict|violence|fighting)|civil war|drug-related|now (?:stands|stand) at|by (?:mid|late|early)-)",
    re.IGNORECASE,
)
STOCK = re.compile(
    r"\b(has|have|had|keeps?|maintains?|there (?:are|were)|stationed|based|strong|garrison|contingent|remain(?:s|ed)?|deployed in|numbering|numbers"
    r"|mission|presence|still in|of whom|members of the|close to|some|around|about|almost|nearly)\b",
    re.IGNORECASE,
)
ATTACKS = frozenset(("<attack>", "<strike>", "<bomb>", "<fire>", "airstrike", "shelling", "bombing", "armed_attack"))
SOME, MANY = 3, 10  # "few" and a bare plural make no total; a toll in the attacks before is one from ten on
ALSO = ("troops", "attacks", "strikes")  # units that a second number may go on counting
ELLIPSIS = re.compile(r" (?:more |others )?(?:in|at|on) ")
THE_ATTACKS = re.compile(
    r"\b(?:in|by|during) (?:the|these|those|such) (?:\w+ )?(?:attacks|strikes|raids|incidents)\b"
    r"|\b(?:have|has) been (?:killed|wounded|injured|hurt)\b",
    re.IGNORECASE,
)
REACH = 400  # characters back to the total that "the attacks" speak of
FEW = 50  # fewer men than this are told of as people, not as a stock of troops
VAGUE = frozenset(("men", "members", "militants", "guards"))  # also civilians; only with a toll are they a tally
LARGE = 500  # a toll beyond it in one sentence with "war" or "conflict" is the war's, not an event's
WAR = re.compile(r"\b(war|conflict|insurgency|rebellion|years|violence)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Counted:
    """A tally as found: offsets of its words, unit, what is counted, its number, period, and who says so."""

    start: int
    end: int
    unit: str
    what: str
    count: Count
    since: date | None
    until: date | None
    says: tuple[Attribution, ...]
    since_span: tuple[int, int] | None


def read(scene: Scene) -> tuple[Counted, ...]:
    """The tallies of a report, in the text's order."""
    figures = [f for f in scene.figures if f.asserted and not f.part]
    out: list[Counted] = []
    for sentence in scene.sentences:
        taken: list[tuple[int, int]] = []
        for figure in inside(figures, sentence.start, sentence.end):
            found = _of_figure(scene, sentence, figure)
            if found is not None:
                out.append(found)
                taken.append((figure.start, figure.end))
        for mention in inside(scene.numbers, sentence.start, sentence.end):
            if not any(a < mention.end and mention.start < b for a, b in taken):
                found = _of_mention(scene, sentence, mention) or _elliptical(scene, sentence, mention, out)
                if found is not None:
                    out.append(found)
        out += _of_the_attacks(scene, sentence, figures, out)
    return tuple(sorted(out, key=lambda t: (t.start, t.end)))


def _elliptical(scene: Scene, sentence: Sentence, mention: CountMention, found: Sequence[Counted]) -> Counted | None:
    """ "900 soldiers in Syria and almost 2,500 in Iraq": the second number counts what the first one did."""
    before = [t for t in found if sentence.start <= t.start < mention.start and t.unit in ALSO]
    if not before or mention.head or ((mention.count.low or 0) < FEW and before[-1].unit == "troops"):
        return None
    if not ELLIPSIS.match(scene.text, mention.end, min(len(scene.text), mention.end + 12)):
        return None
    return _counted(
        scene, sentence, (mention.start, mention.end), before[-1].unit, before[-1].what, mention.count, None, None
    )


def _of_the_attacks(
    scene: Scene, sentence: Sentence, figures: Sequence[Figure], found: Sequence[Counted]
) -> list[Counted]:
    """A toll "in the attacks" that the sentence before has counted is a total over the same period."""
    before = [t for t in found if t.unit in ("attacks", "strikes") and 0 < sentence.start - t.start < REACH]
    if not before or not THE_ATTACKS.search(scene.text, sentence.start, sentence.end):
        return []
    taken = [(t.start, t.end) for t in found]
    out = []
    for figure in inside(figures, sentence.start, sentence.end):
        start, end = min(figure.start, figure.trigger_start), max(figure.end, figure.trigger_end)
        if (
            figure.sort in ("killed", "injured")
            and figure.count.low >= MANY
            and not any(a < end and start < b for a, b in taken)
        ):
            one = _counted(
                scene, sentence, (start, end), FIGURE_UNITS[figure.sort], figure.victims, figure.count, None, None
            )
            out.append(replace(one, since=before[-1].since, until=before[-1].until, since_span=before[-1].since_span))
    return out


def _of_figure(scene: Scene, sentence: Sentence, figure: Figure) -> Counted | None:
    unit = FIGURE_UNITS.get(figure.sort)
    if unit is None or not figure.count.low or (figure.vague and figure.count.low < SOME):
        return None
    words = scene.words(sentence.start, sentence.end)
    since, until = _period(scene, sentence)
    over_time = since is not None or PERIOD.search(words) is not None
    of_war = (figure.count.low or 0) >= LARGE and WAR.search(words) is not None
    if unit == "troops" and not over_time and not STOCK.search(words):
        return None
    if unit in ("displaced", "troops") or over_time or of_war:
        start, end = min(figure.start, figure.trigger_start), max(figure.end, figure.trigger_end)
        return _counted(scene, sentence, (start, end), unit, figure.victims, figure.count, since, until)
    return None


def _of_mention(scene: Scene, sentence: Sentence, mention: CountMention) -> Counted | None:
    head = mention.head.lower()
    if head == "times" and (mention.count.low or 0) > FEW_TIMES:
        return _times(scene, sentence, mention)
    unit = UNIT_OF.get(head) or UNIT_OF.get(head.split()[-1] if head.split() else "")
    if unit is None or mention.part or mention.count.low < SOME:
        return None
    words = scene.words(sentence.start, sentence.end)
    since, until = _period(scene, sentence)
    over_time = since is not None or PERIOD.search(words) is not None
    if unit == "troops":
        acts = [t for t in sentence.told if t.modality == "asserted" and t.trigger.strength == "s"]
        if acts or not STOCK.search(words) or (mention.count.low or 0) < FEW or head in VAGUE:
            return None
    elif not over_time:
        return None
    end = max(mention.end, mention.head_end)
    return _counted(scene, sentence, (mention.start, end), unit, mention.head, mention.count, since, until)


def _times(scene: Scene, sentence: Sentence, mention: CountMention) -> Counted | None:
    """ "Attacked at least 61 times": so many attacks, if the sentence names the act."""
    if not any(t.trigger.kind in ATTACKS for t in sentence.told):
        return None
    since, until = _period(scene, sentence)
    return _counted(scene, sentence, (mention.start, mention.end), "attacks", "attacks", mention.count, since, until)


def _counted(
    scene: Scene,
    sentence: Sentence,
    span: tuple[int, int],
    unit: str,
    what: str,
    count: Count,
    since: TimeMention | None,
    until: TimeMention | None,
) -> Counted:
    says = tuple(scene.cited.touching(*span))
    return Counted(
        *span,
        unit=unit,
        what=what or unit,
        count=count,
        since=since.interval.start if since is not None else None,
        until=until.interval.end if until is not None else None,
        says=says,
        since_span=(since.start, since.end) if since is not None else None,
    )


def _period(scene: Scene, sentence: Sentence) -> tuple[TimeMention | None, TimeMention | None]:
    mentions: Sequence[TimeMention] = inside(scene.times, sentence.start, sentence.end)
    since = next((m for m in mentions if m.relation == "since"), None)
    until = next((m for m in mentions if m.relation == "until"), None)
    return since, until
