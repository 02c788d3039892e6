"""The day a report is written on, as its dateline says: "KHARTOUM, April 26 (Xinhua)", "26 April 2010 –"."""

from __future__ import annotations

import re
from datetime import date

from casus.reading.times import calendar
from casus.reading.times.context import Context
from casus.reading.times.frame import Frame
from casus.reading.times.lexer import Lexed
from casus.reading.times.resolve import resolve
from casus.reading.times.wars import Wars

WITHIN = 1500  # characters: a dateline stands near the top
HEAD = 70  # characters of a line that may stand before its date
LATE = 10  # days a report may be published after its dateline; further off it is something else
# Small words that may stand before the date in its line, besides names, numbers and marks: "Posted on", "6th update".
_SMALL = frozenset(
    "published posted updated last st nd rd th update date dated by on at of de la el and in the le du am pm gmt "
    "utc news".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_CLOCK = r"(?:,?[ \t]*[0-9]{1,2}[:.][0-9]{2}[ \t]*(?:[AaPp]\.?[Mm]\.?)?[^\n]{0,12})?"
_TAIL = re.compile(rf"[ \t]*{_CLOCK}(?:[A-Z]{{2,4}}\b[ \t]*)?(?:[-–—:(\[|/)•]|\n|$|\.[ \t]*[-–—(])")


def dateline(lexed: Lexed, frames: list[Frame], published: date | None) -> tuple[date | None, str | None, Frame | None]:
    """(day to count from, its name for `Interval.anchor`, the dateline's frame).

    The dateline's day if it lies near publication (or if there is no publication day and its year is told), else
    the publication day.
    """
    for frame in frames:
        if lexed.tokens[frame.first].start > WITHIN:
            break
        day = _day(lexed, frame, published)
        if day is not None:
            return day, day.isoformat(), frame
    return published, "published" if published else None, None


def _day(lexed: Lexed, frame: Frame, published: date | None) -> date | None:
    if frame.kind != "date" or frame.day2 or frame.key == "either" or frame.attribute:
        return None
    start, end = lexed.tokens[frame.first].start, lexed.tokens[frame.last - 1].end
    line = lexed.text.rfind("\n", 0, start) + 1
    if start - line > HEAD or not _names(lexed.text[line:start]) or not _TAIL.match(lexed.text, end):
        return None
    context = Context(lexed, published, "published" if published else None, Wars(lexed))
    interval = resolve(frame, context)
    if interval is None or interval.start is None or interval.start != interval.end:
        return None
    if published is not None and not calendar.plus(published, -LATE) <= interval.start <= calendar.plus(published, 1):
        return None
    return interval.start


def _names(head: str) -> bool:
    """True if every word is capitalised or one of the small words of datelines."""
    return all(word[0].isupper() or not word[0].islower() or word in _SMALL for word in _WORD.findall(head))
