"""The nouns of Casus: small, frozen, and never without the words that attest them.

Offsets. Every `Span` counts characters (Unicode code points) of `Report.whole`, which is the title, a
line feed, and the text as stored. So `report.whole[span.start:span.end]` is the quote, and for a report
without a title the text starts at offset 1. Cleaning (see `casus.text`) never changes stored characters;
it keeps a map back to them.

Unknown is `None`, never zero: a `Count` that is `None` means that the report says nothing, `Count(0, 0)`
means that it says "none".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Literal

STATUSES = ("reported", "claimed", "denied")
Status = Literal["reported", "claimed", "denied"]

STATEMENT_KINDS = (
    "condemn", "accuse", "threaten", "demand", "deny",
    "claim_responsibility", "praise", "warn", "call_for_peace", "announce",
)  # fmt: skip
TALLY_UNITS = ("attacks", "strikes", "killed", "injured", "displaced", "troops", "detained", "other")
TOLL_FIELDS = ("killed", "injured", "abducted", "arrested")
PLACE_PRECISIONS = ("site", "settlement", "admin2", "admin1", "region", "country", "sea")
RELATIONS = ("retaliation_for", "response_to", "part_of")


def digest(*parts: object) -> str:
    """A content id: 20 hexadecimal characters of SHA-256 over the parts.

    Each part is written with its length before it, so that ("a", "bc") and ("ab", "c") differ whatever
    characters the parts hold.
    """
    hasher = sha256()
    for part in parts:
        data = str(part).encode("utf-8", "surrogatepass")
        hasher.update(f"{len(data)}:".encode())
        hasher.update(data)
    return hasher.hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class Report:
    """One published text, as stored.

    `name` is the id that the source itself states (JSON `id`), or "" where it states none; `origin` says
    where the bytes came from (a path, a line of a file) and is not part of the identity.
    """

    title: str
    text: str
    published: date | None = None
    publisher: str | None = None
    url: str | None = None
    name: str = ""
    origin: str = field(default="", compare=False)
    media_type: str = field(default="text/plain", compare=False)

    @property
    def id(self) -> str:
        """Digest of everything the source states: the same report twice is one report."""
        return digest("report", self.name, self.title, self.text, self.published, self.publisher, self.url)

    @property
    def label(self) -> str:
        """What to call it in lists and in exports: the source's own id, else where it came from, else the digest."""
        return self.name or self.origin or self.id

    @property
    def whole(self) -> str:
        """Title, line feed, text: the characters that spans count."""
        return f"{self.title}\n{self.text}"

    def quote(self, span: Span) -> str:
        """The words of a span."""
        return self.whole[span.start : span.end]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A run of characters of one report (see the module's note on offsets)."""

    start: int
    end: int

    def touches(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people or things with its hedge: "at least 8" is 8..open, "about 60" is 60..60 approx."""

    low: int
    high: int | None
    approx: bool = False

    def hull(self, other: Count) -> Count:
        """The narrowest count that holds both: rival figures widen the range."""
        high = None if self.high is None or other.high is None else max(self.high, other.high)
        return Count(min(self.low, other.low), high, self.approx or other.approx)

    def plus(self, other: Count) -> Count:
        """The sum of two separate groups."""
        high = None if self.high is None or other.high is None else self.high + other.high
        return Count(self.low + other.low, high, self.approx or other.approx)

    def agrees(self, other: Count) -> bool:
        """True if some number lies in both."""
        low = max(self.low, other.low)
        return all(top is None or low <= top for top in (self.high, other.high))

    def __str__(self) -> str:
        about = "~" if self.approx else ""
        if self.high is None:
            return f"{about}{self.low}+"
        return f"{about}{self.low}" if self.low == self.high else f"{about}{self.low}-{self.high}"


Precision = Literal["part", "day", "week", "month", "season", "year", "decade", "range"]


@dataclass(frozen=True, slots=True)
class Interval:
    """Days, inclusive, in which something lies. `None` at one end is open ("since October 17").

    `precision` is what the words give (a week, a month); `part` a part of day ("night", "dawn") and
    `clock` a time of day "HH:MM" where given. `approx`: "around", "early", "late", "mid". `anaphoric`:
    counted from another day of the report ("the previous day"), kept in `anchor`. `year_inferred`: the
    words give no year. `anchor` is what the expression was counted from: "published" or an ISO day.
    """

    start: date | None
    end: date | None
    precision: Precision = "day"
    part: str | None = None
    clock: str | None = None
    approx: bool = False
    anaphoric: bool = False
    year_inferred: bool = False
    anchor: str | None = None

    def overlaps(self, other: Interval, slack: int = 0) -> bool:
        """True if the two share a day, when each end is allowed `slack` days more."""
        days = timedelta(days=slack)
        for first, last in ((self.start, other.end), (other.start, self.end)):
            if first is not None and last is not None and first - last > days:
                return False
        return True

    @property
    def days(self) -> int | None:
        """How many days it covers; `None` if open."""
        return None if self.start is None or self.end is None else (self.end - self.start).days + 1

    def __str__(self) -> str:
        start, end = (day.isoformat() if day else "" for day in (self.start, self.end))
        return start if start == end else f"{start}..{end}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Another place that the name might mean, with the resolver's score (0..1)."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    score: float


@dataclass(frozen=True, slots=True)
class Place:
    """An area with a reason. `names`: the canonical name first, then as written in the report.

    `lat`, `lon` are the middle and `radius_km` how far from it the place may be (`None` together when the
    place is named and can't be put on the map). `precision` is one of `PLACE_PRECISIONS`; `country` is
    ISO 3166-1 alpha-2 (`None` at sea or when not known). `reason` says in words why it is there.
    """

    names: tuple[str, ...]
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str = "settlement"
    radius_km: float | None = None
    admin1: str | None = None
    geonames: int | None = None
    reason: str = ""
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, group, force, or a description of one. `names`: the canonical name first, then as written.

    `id` is its row in `data/actors` ("" for a description such as "gunmen"); `type` one of state_force,
    government, rebel, militia, communal, gang, international, civilians, company, media, person, site,
    unidentified; `countries` ISO codes it belongs to.
    """

    names: tuple[str, ...]
    id: str = ""
    type: str = "unidentified"
    countries: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Witness:
    """Who the report cites for a value. `name` as in the text ("Iraqi security sources").

    `channel` is how it was said (statement, telegram, interview, hospital ...), `through` the chain in
    between, nearest to the report first: "Reuters quoted a spokesman as saying that residents ..." has the
    witness "residents" through ("Reuters", "a spokesman").
    """

    name: str
    channel: str | None = None
    through: tuple[str, ...] = ()


type_of_value = Count | Interval | Place | Actor | Witness | str | int


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a claim, the words that attest it, and who says so (empty: the report itself)."""

    field: str
    value: type_of_value
    spans: tuple[Span, ...]
    says: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One report says that one event happened.

    `values` hold everything that is said of it, each with its spans; the properties below are the summary
    of this one report (rival figures widen a range). `evidence`: first the words that name the event.
    `count` is how many occurrences the record stands for.
    """

    report: str
    reader: str
    kind: str
    evidence: tuple[Span, ...]
    values: tuple[Value, ...] = ()
    primary: bool = False
    count: int = 1
    status: Status = "reported"

    @property
    def id(self) -> str:
        """Digest of the canonical form, in which fields that hold their default are left out: a new one moves no id."""
        from casus.serial import dumps, encode

        spans = ";".join(f"{s.start}-{s.end}" for s in self.evidence)
        values = (dumps(encode(value)) for value in self.values)
        return digest("claim", self.report, self.reader, self.kind, spans, self.status, self.count, *values)

    def each(self, name: str) -> Iterator[Value]:
        """The values of one field, in the report's order."""
        return (v for v in self.values if v.field == name)

    def toll(self, name: str) -> Count | None:
        """The range of one of `TOLL_FIELDS` as this report has it; `None` if it says nothing."""
        return hull(v.value for v in self.each(name) if isinstance(v.value, Count))

    @property
    def time(self) -> Interval | None:
        return next((v.value for v in self.each("time") if isinstance(v.value, Interval)), None)

    @property
    def place(self) -> Place | None:
        return next((v.value for v in self.each("place") if isinstance(v.value, Place)), None)

    @property
    def actors(self) -> tuple[Actor, ...]:
        return self._party("actors")

    @property
    def targets(self) -> tuple[Actor, ...]:
        return self._party("targets")

    @property
    def claimed_by(self) -> tuple[Actor, ...]:
        return self._party("claimed_by")

    @property
    def says(self) -> tuple[Witness, ...]:
        return tuple(v.value for v in self.each("says") if isinstance(v.value, Witness))

    @property
    def weapon(self) -> str | None:
        return next((v.value for v in self.each("weapon") if isinstance(v.value, str)), None)

    def _party(self, name: str) -> tuple[Actor, ...]:
        return tuple(v.value for v in self.each(name) if isinstance(v.value, Actor))


def hull(counts: Iterable[Count]) -> Count | None:
    """The narrowest range that holds every count; `None` for none."""
    out: Count | None = None
    for count in counts:
        out = count if out is None else out.hull(count)
    return out


@dataclass(frozen=True, slots=True)
class Statement:
    """A speech act with political weight. `kind` is one of `STATEMENT_KINDS`; `about` a claim's id."""

    report: str
    reader: str
    kind: str
    speaker: Actor
    evidence: tuple[Span, ...]
    targets: tuple[Actor, ...] = ()
    about: str | None = None
    values: tuple[Value, ...] = ()

    @property
    def id(self) -> str:
        spans = ";".join(f"{s.start}-{s.end}" for s in self.evidence)
        return digest("statement", self.report, self.reader, self.kind, self.speaker.names, spans, self.about)


@dataclass(frozen=True, slots=True)
class Tally:
    """A count over a period or a stock: "66 attacks since October 17", "900 soldiers in Syria"."""

    report: str
    reader: str
    unit: str
    what: str
    count: Count
    evidence: tuple[Span, ...]
    since: date | None = None
    until: date | None = None
    says: tuple[Witness, ...] = ()
    place: Place | None = None
    values: tuple[Value, ...] = ()

    @property
    def id(self) -> str:
        spans = ";".join(f"{s.start}-{s.end}" for s in self.evidence)
        return digest("tally", self.report, self.reader, self.unit, self.count, self.since, self.until, spans)


@dataclass(frozen=True, slots=True)
class Link:
    """One event answers or is part of another: `source` and `target` are claim ids, `relation` of `RELATIONS`."""

    source: str
    target: str
    relation: str
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place name in the report and where it is (`place` without coordinates: not in the gazetteer)."""

    span: Span
    place: Place


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that one reader takes from one report."""

    report: str
    reader: str
    claims: tuple[Claim, ...] = ()
    statements: tuple[Statement, ...] = ()
    tallies: tuple[Tally, ...] = ()
    links: tuple[Link, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    notes: tuple[str, ...] = ()

    def spans(self) -> Iterator[Span]:
        """Every span the reading rests on."""
        records: tuple[Claim | Statement | Tally, ...] = (*self.claims, *self.statements, *self.tallies)
        for record in records:
            yield from record.evidence
            for value in record.values:
                yield from value.spans
        for link in self.links:
            yield from link.evidence
        for mention in self.places:
            yield mention.span


@dataclass(frozen=True, slots=True)
class Join:
    """Why two claims are about the same event: the features that spoke for it, in words."""

    left: str
    right: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """A real-world incident: the claims judged to be about it, and why they are together.

    `sources` counts reports that are not copies of one another, `witnesses` the distinct people and bodies
    whom those reports cite.
    """

    id: str
    claims: tuple[Claim, ...]
    joins: tuple[Join, ...] = ()
    sources: int = 1

    def moved(self, new_id: str) -> Event:
        """The same event under another id."""
        return replace(self, id=new_id)
