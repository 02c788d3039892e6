"""Clean text: a report without the page around it, and the way back to the stored characters.

page = clean(report)
page.text                         # what a reader reads
report.quote(page.span(10, 20))   # the stored characters that page.text[10:20] came from
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casus.model import Report, Span
from casus.text import junk
from casus.text.characters import ODD, replacement
from casus.text.lines import goes_on, lines, wrap_width
from casus.text.mapped import Mapped
from casus.text.stamps import Stamp, stamp

_PASSES = 5  # a pass may lay bare junk for the next; the last of two or three finds nothing to do
_GAP = re.compile(r" {2,}")
_HYPHENATED = re.compile(r"[^\W\d_][-‐]$")

Removed = list[tuple[Span, str]]


@dataclass(frozen=True, slots=True)
class Clean:
    """The clean text of a report.

    `text` starts with the clean title, `text[:title_end]`; two line feeds part it from the body. `removed`
    says what was taken out, as spans of `Report.whole` with the reason, in order; `published_hint` is what the page
    says of its own date.
    """

    text: str
    title_end: int
    removed: tuple[tuple[Span, str], ...]
    published_hint: Stamp | None
    mapped: Mapped

    def span(self, start: int, end: int) -> Span:
        """The run of `Report.whole` that `text[start:end]` came from; offsets outside the text are clipped."""
        return Span(*self.mapped.source(start, end))

    @property
    def body_start(self) -> int:
        """Where the body begins in `text`."""
        return len(self.text) - len(self.text[self.title_end :].lstrip("\n"))


def clean(report: Report) -> Clean:
    """Takes page junk out of a report and normalises its white space, keeping an exact offset map.

    What goes: remains of tags, attributes and escapes, invisible and control characters, share, subscribe,
    advertisement, navigation, cookie, copyright, comment and picture-credit lines, "Read also: ...", frames
    of wire messages, lines that repeat the title at the start, and lines that only say when the page was
    published (kept as `published_hint`). Hard-wrapped lines are joined. Cleaning clean text changes nothing.
    Never raises; linear in the text.
    """
    removed: Removed = []
    title = _one_line(Mapped.of(report.title))
    body = Mapped.of(report.text, len(report.title) + 1)
    for _ in range(_PASSES):
        before = body.text
        body = _body(body, title.text, removed)
        if body.text == before:
            break
    # The stored line feed after the title stands for both feeds, so that no reader joins title and body.
    feeds = Mapped.of("\n", len(report.title))
    if body.text and title.text:
        feeds = feeds.edit([(0, 1, "\n\n")])
    whole = title.plus(feeds).plus(body)
    removed.sort()
    return Clean(whole.text, len(title.text), tuple(removed), _hint(report, removed), whole)


def _hint(report: Report, removed: Removed) -> Stamp | None:
    hints = (stamp(report.quote(span), span) for span, reason in removed if reason in junk.METADATA)
    return next((hint for hint in hints if hint is not None), None)


def _one_line(title: Mapped) -> Mapped:
    for _ in range(_PASSES):
        before = title.text
        title = title.edit(_characters(title.text))
        title = title.edit([(m.start(), m.end(), " ") for m in re.finditer(r"\s*\n\s*| {2,}", title.text)])
        title = title.edit(_ends(title.text))
        if title.text == before:
            break
    return title


def _body(body: Mapped, title: str, removed: Removed) -> Mapped:
    """One pass over the body."""
    body = body.edit(_characters(body.text))
    body = body.edit(_drop(body, junk.runs(body.text), removed))
    body = body.edit(_layout(body, title, removed))
    return body.edit([(m.start(), m.end(), " ") for m in _GAP.finditer(body.text)])


def _characters(text: str) -> Iterator[tuple[int, int, str]]:
    for found in ODD.finditer(text):
        new = replacement(found)
        if new is not None and new != found[0]:
            yield found.start(), found.end(), new


def _ends(text: str) -> Iterator[tuple[int, int, str]]:
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if start:
        yield 0, start, ""
    if start < len(text) and end < len(text):
        yield end, len(text), ""


def _drop(body: Mapped, runs: Sequence[tuple[int, int, str]], removed: Removed) -> Iterator[tuple[int, int, str]]:
    for start, end, reason in runs:
        removed.append((Span(*body.source(start, end)), reason))
        yield start, end, ""


def _layout(body: Mapped, title: str, removed: Removed) -> Iterator[tuple[int, int, str]]:
    """Drops junk lines and writes what stands between the others: a space, a line feed, or two."""
    text = body.text
    found = lines(text)
    width = wrap_width(text, found)
    dropped = junk.find(text, found, title)
    at = 0  # where the last kept line ended
    last = -1  # its number; -1 at the start or after a dropped line
    for number, line in enumerate(found):
        end = line.end
        if number in dropped:
            end, reason = dropped[number]
            removed.append((Span(*body.source(end, line.end)), reason))
        if end <= line.start:
            continue
        between = ""
        if at:
            near = last == number - 1
            joined = near and goes_on(text, found[last], line, width)
            hyphen = joined and _HYPHENATED.search(text, max(0, at - 2), at)
            between = ("" if hyphen else " ") if joined else "\n" if near else "\n\n"
        if line.start > at and text[at : line.start] != between:
            yield at, line.start, between
        at, last = end, (number if end == line.end else -2)
    if at < len(text):
        yield at, len(text), ""
