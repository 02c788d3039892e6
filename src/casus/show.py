"""What people see in a terminal: the table of events, and one event with the words behind every value."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from casus.ledger import Ledger
from casus.model import TOLL_FIELDS, Actor, Claim, Count, Event, Interval, Place, Report, Value, Witness
from casus.summary import EventSummary

TOLLS = tuple(f"{toll}{side}" for toll in TOLL_FIELDS for side in ("", "_part", "_headline", "_vague"))
FIELDS = ("time", "place", "actors", "targets", *TOLLS, "weapon", "says", "claimed_by")
SHOWN_NAMES = 2  # actors a cell names before it says "+1"
QUOTE = 160  # characters of a quote shown; the whole is in `casus export`


def event_table(events: Sequence[EventSummary]) -> Table:
    """One row an event, oldest first; events without a day come last."""
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 1, 0, 0))
    for name in ("event", "when"):
        table.add_column(name, no_wrap=True)
    table.add_column("where", overflow="fold", max_width=22)
    table.add_column("what", no_wrap=True)
    for name in ("who", "whom"):
        table.add_column(name, overflow="fold", max_width=30)
    for name in ("killed", "injured", "reports", "witnesses"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("disputed", no_wrap=True)
    for event in sorted(events, key=_by_day):
        copies = f" ({event.sources} texts)" if event.sources < event.reports else ""
        cells = (
            event.id,
            _short(event.time),
            _where(event.place),
            event.kind.replace("_", " ") + (f" x{event.count}" if event.count > 1 else ""),
            _parties(event.actors),
            _parties(event.targets),
            _count(event.killed),
            _count(event.injured),
            f"{event.reports}{copies}",
            str(event.witnesses),
            "yes" if event.disputed else "",
        )
        table.add_row(*map(Text, cells))  # as Text, so that "[/b]" in a name is no markup
    return table


def _short(time: Interval | None) -> str:
    """An interval as briefly as it can be read: 2023-11-20..22, 2023-11, 2014."""
    if time is None or time.start is None or time.end is None or time.start == time.end:
        return _when(time)
    start, end = time.start, time.end
    last = (end + timedelta(days=1)).day == 1 if end != date.max else True
    if start.day == 1 and last and start.year == end.year:
        if start.month == end.month:
            return f"{start:%Y-%m}"
        if (start.month, end.month) == (1, 12):
            return f"{start:%Y}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.isoformat()}..{end:%d}"
    return f"{start.isoformat()}..{end:%m-%d}" if start.year == end.year else str(time)


def _by_day(event: EventSummary) -> tuple[str, str]:
    start = event.time.start if event.time is not None else None
    return (start.isoformat() if start else "9999", event.id)


def _when(time: Interval | None) -> str:
    return "" if time is None else str(time)


def _where(place: Place | None) -> str:
    if place is None:
        return ""
    return safe(place.names[0]) + (f", {place.country}" if place.country and place.precision != "country" else "")


def _parties(actors: Sequence[Actor]) -> str:
    names = [safe(actor.name) for actor in actors[:SHOWN_NAMES]]
    more = len(actors) - len(names)
    return "; ".join(names) + (f" +{more}" if more else "")


def _count(count: Count | None) -> str:
    return "" if count is None else str(count)


def safe(text: str) -> str:
    """Text of a report for a terminal: control and direction characters become spaces."""
    return "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Cs") else c for c in text)


def event_page(book: Ledger, event: str) -> RenderableType:
    """One event in full: its summary, its claims with their words, and why they are one event."""
    found = book.event(event)
    summary = book.summary(found.id)
    reports = {claim.report: book.report(claim.report) for claim in found.claims}
    answers = dict(_answers(book, found))
    parts: list[RenderableType] = [_head(summary), Text()]
    for claim in sorted(found.claims, key=lambda c: (str(reports[c.report].published), c.id)):
        parts += [_claim(reports[claim.report], claim), Text()]
    parts += _why(found, reports)
    parts += [Text(line) for line in answers.values()]
    return Group(*parts)


def _head(event: EventSummary) -> RenderableType:
    head = Text(f"{event.id}  {event.kind}" + (f" x{event.count}" if event.count > 1 else ""), style="bold")
    table = Table(box=None, show_header=False, pad_edge=False)
    for name, value in (
        ("when", _when(event.time)),
        ("where", _where(event.place) + _area(event.place)),
        ("who", "; ".join(safe(a.name) for a in event.actors)),
        ("whom", "; ".join(safe(a.name) for a in event.targets)),
        ("killed", _count(event.killed)),
        ("injured", _count(event.injured)),
        ("abducted", _count(event.abducted)),
        ("arrested", _count(event.arrested)),
        ("status", event.status),
        ("claimed by", "; ".join(safe(a.name) for a in event.claimed_by)),
        ("rests on", f"{event.reports} reports, {event.sources} independent texts, {event.witnesses} witnesses"),
        ("disputed", "; ".join(map(safe, event.disputes))),
    ):
        if value:
            table.add_row(Text(name, style="dim"), Text(value))
    return Group(head, table)


def _area(place: Place | None) -> str:
    if place is None or place.lat is None or place.lon is None:
        return ""
    radius = f" within {place.radius_km:g} km" if place.radius_km else ""
    return f" ({place.lat:.2f}, {place.lon:.2f}{radius}; {place.precision})"


def _claim(report: Report, claim: Claim) -> RenderableType:
    source = ", ".join(safe(str(part)) for part in (report.publisher, report.published) if part)
    head = Text(f"{safe(report.label)}", style="bold")
    head.append(f"  {source}" if source else "", style="dim")
    head.append(f"  {safe(report.title)}")
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold", ratio=1)
    table.add_column(overflow="fold", ratio=2)
    table.add_row(
        Text("kind", style="dim"), Text(f"{claim.kind} ({claim.status})"), _quotes(report, claim.evidence[:1])
    )
    for name in FIELDS:
        for value in claim.each(name):
            says = f" — {', '.join(map(safe, value.says))}" if value.says else ""
            words = _quotes(report, value.spans)
            words.append(says, style="italic")
            table.add_row(Text(name.replace("_", " "), style="dim"), Text(_value(value)), words)
    return Group(head, table)


def _value(value: Value) -> str:
    held = value.value
    if isinstance(held, Place):
        return _where(held)
    if isinstance(held, Actor | Witness):
        return safe(held.name)
    if isinstance(held, Interval):
        flags = [name for name in ("approx", "anaphoric", "year_inferred") if getattr(held, name)]
        return f"{held}" + (f" ({', '.join(flags).replace('_', ' ')})" if flags else "")
    return safe(str(held))


def _quotes(report: Report, spans: Iterable[object]) -> Text:
    out = Text()
    for span in spans:
        words = " ".join(safe(report.quote(span)).split())  # type: ignore[arg-type]
        shown = words if len(words) <= QUOTE else words[: QUOTE - 1] + "…"
        out.append(("  " if out else "") + f"“{shown}”", style="green")
    return out


def _why(event: Event, reports: dict[str, Report]) -> list[RenderableType]:
    if not event.joins:
        return []
    names = {claim.id: safe(reports[claim.report].label) for claim in event.claims}
    table = Table(
        box=None, pad_edge=False, show_header=False, title="Why these claims are one event", title_justify="left"
    )
    table.add_column(no_wrap=True)
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    for join in sorted(event.joins, key=lambda j: -j.score):
        pair = f"{names[join.left]} + {names[join.right]}"
        table.add_row(*map(Text, (pair, f"{join.score:.2f}", safe("; ".join(join.reasons)))))
    return [table]


def _answers(book: Ledger, event: Event) -> Iterable[tuple[str, str]]:
    """What the event answered, and what answered it, by the links that the reports state."""
    home = book.clusters()
    for claim in event.claims:
        for link in book.reading(claim.report).links:
            relation = link.relation.replace("_", " ")
            if link.source == claim.id and link.target in home:
                other = home[link.target]
                yield f"to {relation} {other}", f"{relation}: {_line(book, other)}"
            elif link.target == claim.id and link.source in home:
                other = home[link.source]
                yield f"from {relation} {other}", f"{_line(book, other)} is {relation} this"


def _line(book: Ledger, event: str) -> str:
    found = book.summary(event)
    return f"{found.id} ({found.kind}, {_when(found.time) or 'undated'}, {_where(found.place) or 'no place'})"
