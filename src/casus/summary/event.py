"""One event as one line: what tables, maps and spreadsheets show. Every value comes from a rule in `rules`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from casus.model import Actor, Claim, Count, Event, Interval, Place, Report
from casus.summary import rules


@dataclass(frozen=True, slots=True)
class EventSummary:
    """One event under the named `rule` for its tolls.

    `words` are the words that name the event in its first report. `killed_most` is the highest number that
    any one figure vouches for ("none" beside "at least eight": 8). `reports` counts reports, `sources` those
    that are no copies of one another, `witnesses` the people and bodies they cite. `disputes` says what the
    claims do not agree about; `disputed` is whether there is anything.
    """

    id: str
    kind: str
    words: str
    count: int = 1
    time: Interval | None = None
    place: Place | None = None
    actors: tuple[Actor, ...] = ()
    targets: tuple[Actor, ...] = ()
    killed: Count | None = None
    injured: Count | None = None
    abducted: Count | None = None
    arrested: Count | None = None
    killed_most: int | None = None
    status: str = "reported"
    says: tuple[str, ...] = ()
    claimed_by: tuple[Actor, ...] = ()
    weapons: tuple[str, ...] = ()
    claims: int = 1
    reports: int = 1
    sources: int = 1
    witnesses: int = 0
    disputes: tuple[str, ...] = ()
    rule: str = "range"

    @property
    def disputed(self) -> bool:
        """True if its figures do not agree or somebody denies it."""
        return bool(self.disputes)

    def toll(self, field: str) -> Count | None:
        """One of `TOLL_FIELDS`."""
        tolls = {"killed": self.killed, "injured": self.injured, "abducted": self.abducted, "arrested": self.arrested}
        return tolls[field]


def summarise(event: Event, reports: Mapping[str, Report], rule: str = "range") -> EventSummary:
    """The event under a named rule of `RULES`. `reports` by id must hold every report of its claims.

    The result does not depend on the order of the claims. Raises KeyError for an unknown rule or report.
    """
    claims = in_order(event, reports)
    toll = rules.RULES[rule]
    cited = rules.cited(claims)
    lows = [count.low for count in rules.figures("killed", claims)]
    return EventSummary(
        id=event.id,
        kind=rules.kind(claims),
        words=_words(claims, reports),
        count=rules.occurrences(claims),
        time=rules.time(claims),
        place=rules.place(claims),
        actors=rules.parties(claim.actors for claim in claims),
        targets=rules.parties(claim.targets for claim in claims),
        killed=toll("killed", claims),
        injured=toll("injured", claims),
        abducted=toll("abducted", claims),
        arrested=toll("arrested", claims),
        killed_most=max(lows, default=None),
        status=rules.status(claims),
        says=cited,
        claimed_by=rules.parties(claim.claimed_by for claim in claims),
        weapons=rules.weapons(claims),
        claims=len(claims),
        reports=len({claim.report for claim in claims}),
        sources=event.sources,
        witnesses=len(cited),
        disputes=rules.disputes(claims),
        rule=rule,
    )


def in_order(event: Event, reports: Mapping[str, Report]) -> list[Claim]:
    """The claims, oldest report first (undated last), then by report and by where the report says it."""

    def key(claim: Claim) -> tuple[date, str, tuple[int, int], str]:
        first = claim.evidence[0] if claim.evidence else None
        where = (first.start, first.end) if first else (0, 0)
        return (reports[claim.report].published or date.max, claim.report, where, claim.id)

    return sorted(event.claims, key=key)


def _words(claims: list[Claim], reports: Mapping[str, Report]) -> str:
    lead = next((claim for claim in claims if claim.primary), claims[0] if claims else None)
    if lead is None or not lead.evidence:
        return ""
    return reports[lead.report].quote(lead.evidence[0])
