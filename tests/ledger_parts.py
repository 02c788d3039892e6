"""A small real reader, a small real fusion, and reports written to be read by them: for tests of the ledger.

They know one sentence form and three towns. That is enough to exercise every table, and quick enough to read
thousands of reports in a test.
"""

from __future__ import annotations

import itertools
import os
import re
import signal
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from casus.model import (
    Actor,
    Claim,
    Count,
    Event,
    Interval,
    Join,
    Link,
    Place,
    PlaceMention,
    Reading,
    Report,
    Span,
    Statement,
    Tally,
    Value,
    Witness,
    digest,
)

READER = "forms/1"
TOWNS = {"Marwa": ("IQ", 33.3, 43.9), "Old Kesh": ("SY", 35.123456789, 40.5), "Tel Dor": (None, None, None)}
KINDS = {"airstrike": "airstrike", "clash": "armed_clash", "car bomb": "bombing"}
FORM = re.compile(
    r"On (?P<day>\d{4}-\d\d-\d\d) (?P<actor>[A-Z]\w+ [a-z]+) were behind (?:a|an) (?P<kind>airstrike|clash|car bomb) "
    r"in (?P<place>Marwa|Old Kesh|Tel Dor)\. (?P<count>At least |About )?(?P<number>\d+) people were killed, "
    r"(?P<says>\w+ \w+) said\."
)
CONDEMNED = re.compile(r"The (?P<who>[a-z]+) condemned it\.")
TALLY = re.compile(r"(?P<number>\d+) attacks since (?P<day>\d{4}-\d\d-\d\d)")
HEDGES = {"At least ": (None, False), "About ": (0, True), None: (0, False)}


def read(report: Report) -> Reading:
    """Every sentence of the form is a claim, every condemnation a statement about the claim before it."""
    whole = report.whole
    claims = tuple(_claim(report, found) for found in FORM.finditer(whole))
    statements = []
    for found in CONDEMNED.finditer(whole):
        before = [c for c in claims if c.evidence[0].start < found.start()]
        span = Span(*found.span())
        about = before[-1].id if before else None
        who = Actor((found["who"],))
        statements.append(Statement(report.id, READER, "condemn", who, (span,), about=about))
    tallies = tuple(
        Tally(report.id, READER, "attacks", "attacks", Count(int(f["number"]), int(f["number"])), (Span(*f.span()),),
              since=date.fromisoformat(f["day"]))
        for f in TALLY.finditer(whole)
    )  # fmt: skip
    links = tuple(Link(b.id, a.id, "response_to", b.evidence) for a, b in itertools.pairwise(claims))
    mentions = tuple(PlaceMention(Span(*m.span()), _place(m[0])) for m in re.finditer("|".join(TOWNS), whole))
    return Reading(report.id, READER, claims, tuple(statements), tallies, links, mentions)


def _place(name: str) -> Place:
    country, lat, lon = TOWNS[name]
    return Place(
        (name,), country, lat, lon, "settlement", None if lat is None else 3.0, reason="the only one so called"
    )


def _claim(report: Report, found: re.Match[str]) -> Claim:
    def span(name: str) -> tuple[Span, ...]:
        return (Span(*found.span(name)),)

    high, approx = HEDGES[found["count"]]
    number = int(found["number"])
    count = Count(number, None if high is None else number, approx)
    day = date.fromisoformat(found["day"])
    values = (
        Value("time", Interval(day, day), span("day")),
        Value("place", _place(found["place"]), span("place")),
        Value("actors", Actor((found["actor"],), type="rebel"), span("actor")),
        Value("targets", Actor(("people",), type="civilians"), span("number")),
        Value("killed", count, span("number"), (found["says"],)),
        Value("says", Witness(found["says"]), span("says")),
        Value("weapon", found["kind"], span("kind")),
    )
    return Claim(report.id, READER, KINDS[found["kind"]], span("kind"), values, primary=found.start() < 200)


def fuse(reports: Sequence[Report], readings: Sequence[Reading]) -> tuple[Event, ...]:
    """One event for each kind, day and town. The order of the readings plays no part."""
    texts = {report.id: report.text for report in reports}
    groups: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for reading in readings:
        for claim in reading.claims:
            assert claim.place is not None
            groups[claim.kind, str(claim.time), claim.place.names[0]].append(claim)
    events = []
    for key in sorted(groups):
        claims = tuple(sorted(groups[key], key=lambda claim: claim.id))
        joins = tuple(Join(a.id, b.id, 0.9, ("same kind, day and town",)) for a, b in itertools.pairwise(claims))
        events.append(Event(digest(*key), claims, joins, len({texts[claim.report] for claim in claims})))
    return tuple(events)


def reports(number: int, seed: int = 1) -> list[Report]:
    """Different reports, some of them of the same events, one in ten of nothing."""
    dice = Random(seed)
    return [_report(dice, n) for n in range(number)]


def _report(dice: Random, n: int) -> Report:
    published = date(2024, 1, 10) + timedelta(days=n // 20)
    parts = []
    for _ in range(0 if n % 10 == 9 else dice.randint(1, 3)):
        day = published - timedelta(days=dice.randint(0, 2))
        parts.append(
            f"On {day} {dice.choice(['Northern rebels', 'Army gunners', 'Unknown men'])} were behind "
            f"{dice.choice(['an airstrike', 'a clash', 'a car bomb'])} in {dice.choice(list(TOWNS))}. "
            f"{dice.choice(['At least ', 'About ', ''])}{dice.randint(1, 9)} people were killed, "
            f"{dice.choice(['hospital staff', 'local officials', 'army spokesmen'])} said."
        )
    parts.append(
        dice.choice(["The ministry condemned it.", "", "There were 12 attacks since 2024-01-02.", "Über uns — شكرا."])
    )
    return Report(f"News {n} from Marwa", "\n\n".join(parts), published, "The Plain Paper", None, f"r{n:05}")


# Readers that misbehave: each does so on reports whose title says so.


def slow(report: Report) -> Reading:
    """Takes its time, so that a kill can fall anywhere."""
    time.sleep(0.002)
    return read(report)


def touchy(report: Report) -> Reading:
    """Raises on one report."""
    if "raise" in report.title:
        raise ValueError("two\nlines")
    return read(report)


def deadly(report: Report) -> Reading:
    """Kills its process on one report."""
    if "die" in report.title:
        os.kill(os.getpid(), signal.SIGKILL)
    return read(report)


def unsendable(report: Report) -> Reading:
    """Returns what can't be sent to another process."""
    if "lambda" in report.title:
        return Reading(report.id, READER, notes=(lambda: None,))  # type: ignore[arg-type]
    return read(report)


def spans_outside(report: Report) -> Reading:
    """Cites words that the report does not have."""
    beyond = Span(len(report.whole), len(report.whole) + 5)
    return Reading(report.id, READER, (Claim(report.id, READER, "protest", (beyond,)),))


def ids(found: Iterator[Report] | Sequence[Report]) -> list[str]:
    return [report.id for report in found]
