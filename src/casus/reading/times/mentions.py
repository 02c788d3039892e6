"""`read`: the time expressions of a report as intervals of days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from casus.model import Interval
from casus.reading.times import calendar
from casus.reading.times.context import Context
from casus.reading.times.dateline import dateline
from casus.reading.times.frame import DAYS, POINTS, Frame
from casus.reading.times.join import joined
from casus.reading.times.lexer import Lexed, lex
from casus.reading.times.resolve import resolve
from casus.reading.times.rules import frames
from casus.reading.times.wars import Wars

REACH = 1500  # characters: a paragraph of news
FRESH = 3  # days between a day and publication for it to carry over into the next paragraph
Relation = Literal["at", "since", "until", "before", "after", "duration"]


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression: offsets into the text, the days it may mean, and how it stands to them.

    `relation` "at" lies in the interval; "since" and "after" have an open end, "until" and "before" an open start;
    "duration" is a length of time without a place in it (both ends open). `frequency`: again and again ("every
    Friday", "nightly"), both ends open. An interval open at both ends with relation "at" is a time whose day the
    text does not tell ("around 4 p.m." with no day before it).
    """

    start: int
    end: int
    interval: Interval
    relation: Relation = "at"
    frequency: bool = False


def read(text: str, published: date | None) -> tuple[TimeMention, ...]:
    """The time expressions of a text, in its order, not overlapping.

    `published` is what "today" counts from unless the text has a dateline; without either only absolute
    expressions get values and relative ones are left out. Never raises; linear in the text.
    """
    lexed = lex(text)
    found = [frame for frame in joined(lexed, frames(lexed)) if _stands(lexed, frame)]
    base, anchor, line = dateline(lexed, found, published)
    context = Context(lexed, base, anchor, Wars(lexed))
    out: list[tuple[Frame, TimeMention]] = []
    for frame in found:
        mention = _mention(lexed, frame, context)
        if mention is None:
            continue
        out.append((frame, mention))
        _remember(frame, mention, context, frame is line)
    return tuple(_times_of_day(lexed, out, base))


def _stands(lexed: Lexed, frame: Frame) -> bool:
    """True if the frame may stand alone: a bare "early" or an unclear "Sun" does not."""
    if frame.kind in ("mod", "trap", "weekof") or (frame.weak and frame.kind == "weekday" and not frame.right):
        return frame.kind == "weekday" and bool(frame.clock)
    if frame.kind == "time" and not frame.clock:
        return lexed.word(frame.first - 1) in _PART_LED or lexed.cls(frame.first - 1) == "ABOUT"
    if frame.kind == "time":
        return not frame.weak or lexed.word(frame.first - 1) in _PART_LED or lexed.cls(frame.first - 1) == "ABOUT"
    return True


_PART_LED = frozenset(
    "at by before after since until till during in around towards toward from throughout through under all".split()
)
_RELATION: dict[str, Relation] = {
    "since": "since", "until": "until", "till": "until", "through": "until", "thru": "until", "by": "until",
    "before": "before", "after": "after", "following": "after",
}  # fmt: skip


def _prefix(lexed: Lexed, frame: Frame) -> tuple[int, Relation, bool]:
    """(first token with its relation word, the relation, whether "about" stands before it)."""
    first, about = frame.first, False
    here = first - 1
    sentence = lexed.tokens[first].sentence
    for _ in range(3):
        if here < 0 or lexed.tokens[here].sentence != sentence:
            break
        if lexed.cls(here) == "ABOUT":
            about, first = True, here
        elif lexed.cls(here) not in ("the", "on", "in", "at", "HYPH"):
            break
        here -= 1
    token = lexed.tokens[here] if here >= 0 else None
    word = token.text if token is not None and token.sentence == sentence else ""
    if word == "prior" or (word == "to" and lexed.word(here - 1) == "prior"):
        return here - (word == "to"), "before", about
    if word == "to" and lexed.word(here - 1) == "up":
        return here - 1, "until", about
    if word == "from" and lexed.word(frame.last) in ("on", "onwards", "onward"):
        return here, "since", about
    relation = _RELATION.get(word, "at")
    return (here if relation != "at" else first), relation, about


def _mention(lexed: Lexed, frame: Frame, context: Context) -> TimeMention | None:
    interval = resolve(frame, context)
    if interval is None:
        return None
    first, relation, about = _prefix(lexed, frame)
    if frame.kind == "frequency":
        first, relation = frame.first, "at"
    elif frame.kind == "span":
        relation = "duration"
    elif frame.relation != "at":
        relation = "since"
        first = frame.first
    elif (
        frame.attribute
        or frame.kind == "fixed"
        or _names_event(lexed, frame, relation)
        or _loose(frame, relation, lexed, first)
    ):
        first, relation = frame.first, "at"
    if frame.kind == "range" and relation in ("after", "before"):
        first, relation = frame.first, "at"
    if about and frame.kind not in ("span", "frequency"):
        interval = replace(interval, approx=True)
    interval = _related(interval, relation)
    last = lexed.tokens[frame.last - 1].end
    return TimeMention(lexed.tokens[first].start, last, interval, relation, frame.kind == "frequency")


def _names_event(lexed: Lexed, frame: Frame, relation: Relation) -> bool:
    """True for "after the 18 August attack", "before the 2019 vote": the time belongs to the noun behind it."""
    the = "the" in (lexed.word(frame.first), lexed.word(frame.first - 1))
    return (
        relation in ("before", "after")
        and the
        and lexed.cls(frame.last) == "X"
        and frame.kind in ("date", "year", "month")
    )


def _loose(frame: Frame, relation: Relation, lexed: Lexed, first: int) -> bool:
    """True if before, after or by only place the event inside the day: "before dawn on Tuesday", "by noon"."""
    if frame.kind == "time" or frame.kind == "offset":
        return relation in ("before", "after", "until", "since")
    timed = bool(frame.part or frame.clock)
    return timed and (relation in ("before", "after") or lexed.word(first) == "by")


def _related(interval: Interval, relation: Relation) -> Interval:
    start, end = interval.start, interval.end
    if relation == "since":
        return replace(interval, end=None)
    if relation == "until":
        return replace(interval, start=None)
    if relation == "before" and start is not None:
        return replace(interval, start=None, end=calendar.plus(start, -1))
    if relation == "after" and end is not None:
        return replace(interval, start=calendar.plus(end, 1), end=None)
    return interval


def _remember(frame: Frame, mention: TimeMention, context: Context, is_dateline: bool) -> None:
    """Keeps what later words may count from: the latest day, the latest point, the year told last."""
    interval = mention.interval
    if frame.kind not in POINTS | {"range"} or mention.frequency:
        return
    if frame.year and frame.kind in ("date", "month", "year", "season") and not is_dateline:
        context.told_year = (frame.year, frame.last - 1)
    elif frame.kind in ("weekday", "near", "ago", "period", "window", "weekend"):
        context.told_year = None
    elif context.told_year is not None and interval.year_inferred and interval.start is not None:
        context.told_year = (interval.start.year, frame.last - 1)
    if is_dateline or mention.relation not in ("at", "since"):
        return
    if frame.kind in DAYS and interval.start is not None and mention.relation == "at":
        last = interval.end
        if last is not None and (last - interval.start).days <= 1:
            context.day = last
    elif frame.kind == "range" and interval.days is not None and interval.days <= 8:
        context.day = interval.end
    if interval.start is not None:
        context.point = interval


def _times_of_day(lexed: Lexed, found: list[tuple[Frame, TimeMention]], base: date | None) -> list[TimeMention]:
    """Gives a time of day that stands alone a day: one of its sentence, else the last before it.

    The last before it counts from another paragraph only if it is as fresh as the news itself: the stamp of a
    live blog does not belong to the anniversary told above it.
    """
    out: list[TimeMention] = []
    days = [(index, mention) for index, (frame, mention) in enumerate(found) if _is_day(frame, mention)]
    at = 0
    for index, (frame, mention) in enumerate(found):
        while at < len(days) and days[at][0] < index:
            at += 1
        if frame.kind != "time":
            out.append(mention)
            continue
        near = [found[day[0]] for day in days[max(at - 1, 0) : at + 1]]
        same = [m for f, m in near if lexed.tokens[f.first].sentence == lexed.tokens[frame.first].sentence]
        chosen = same[0] if same else days[at - 1][1] if at else None
        if chosen is not None and not same and not _carries(lexed, chosen, mention, base):
            chosen = None
        day = chosen.interval.end if chosen else None
        if day is not None:
            mention = replace(mention, interval=replace(mention.interval, start=day, end=day, anchor=day.isoformat()))
        out.append(mention)
    return out


def _carries(lexed: Lexed, day: TimeMention, time: TimeMention, base: date | None) -> bool:
    if time.start - day.end <= REACH and "\n" not in lexed.text[day.end : time.start]:
        return True
    return base is not None and day.interval.end is not None and abs((base - day.interval.end).days) <= FRESH


def _is_day(frame: Frame, mention: TimeMention) -> bool:
    interval = mention.interval
    if frame.kind not in DAYS or mention.relation != "at" or interval.start is None or interval.end is None:
        return False
    return (interval.end - interval.start).days <= 1
