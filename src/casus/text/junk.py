"""What is page and not report: tables of patterns and words, and lines that repeat the title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from casus.text.lines import Line
from casus.text.tables import table

_LONGEST = 300  # characters: a longer line is prose, whatever it begins with
_TITLE_LINES = 3  # a page repeats its title within the first lines, if at all
_TITLE_LIKE = 0.75  # share of words that title and line have in common

_ROWS = table("junk")
METADATA = frozenset(row["reason"] for row in _ROWS if row["kind"] == "metadata")
_REASON = {row["id"]: row["reason"] for row in _ROWS}


def _either(scope: str) -> str:
    return "|".join(f"(?P<{row['id']}>{row['pattern']})" for row in _ROWS if row["scope"] == scope)


_RUN = re.compile(_either("run"), re.IGNORECASE)
_RUN_SIGN = re.compile(r"[=\[]|<!--")
_LINE = re.compile(_either("line"), re.IGNORECASE)
_TAIL = re.compile(rf"(?:^|(?<=[.!?”\"'»…)])\s{{1,3}})(?P<tail>{_either('tail')})\s*$", re.IGNORECASE)


def _phrases(role: str) -> str:
    words = sorted(
        (row["phrase"] for row in table("page_words") if role in ("any", row["role"])), key=lambda w: (-len(w), w)
    )
    return "|".join(map(re.escape, words))


_FURNITURE = re.compile(rf"(?:[\W\d_]*(?:{_phrases('any')})(?!\w))+[\W\d_]*", re.IGNORECASE)
_CORE = re.compile(rf"\b(?:{_phrases('core')})\b", re.IGNORECASE)
_FURNITURE_REASON = "words of the page's furniture"
_TITLE_REASON = "the title again"
_BARE = re.compile(r"[\W_]+")


def runs(text: str) -> tuple[tuple[int, int, str], ...]:
    """Junk inside lines: (start, end, reason), in order."""
    if not _RUN_SIGN.search(text):
        return ()
    return tuple((m.start(), m.end(), _REASON[m.lastgroup or ""]) for m in _RUN.finditer(text))


def find(text: str, lines: Sequence[Line], title: str) -> dict[int, tuple[int, str]]:
    """Junk lines by number: (where the kept part of the line ends, reason); a whole line ends where it starts."""
    out: dict[int, tuple[int, str]] = {}
    for number, line in enumerate(lines):
        reason = line_reason(text, line) if line.start < line.end else None
        if reason is not None:
            out[number] = line.start, reason
        elif (tail := _tail(text, line)) is not None:
            out[number] = tail
    out.update(_titles(text, lines, title, out))
    return out


def line_reason(text: str, line: Line | None = None) -> str | None:
    """Why a line of a text (default: the whole text) is junk; `None` if it is not."""
    line = line or Line(0, len(text))
    if line.end - line.start > _LONGEST:
        return None
    found = _LINE.fullmatch(text, line.start, line.end)
    if found is not None:
        return next(_REASON[name] for name, group in found.groupdict().items() if group is not None)
    if _FURNITURE.fullmatch(text, line.start, line.end) and _CORE.search(text, line.start, line.end):
        return _FURNITURE_REASON
    return None


def _tail(text: str, line: Line) -> tuple[int, str] | None:
    from_here = max(line.start, line.end - _LONGEST)
    found = _TAIL.search(text, from_here, line.end)
    if found is None or (found.start() == from_here and from_here > line.start):
        return None
    name = next(name for name, group in found.groupdict().items() if group is not None and name != "tail")
    return found.start(), _REASON[name]


def _titles(
    text: str, lines: Sequence[Line], title: str, junk: dict[int, tuple[int, str]]
) -> dict[int, tuple[int, str]]:
    """The first lines that repeat the title."""
    wanted = _words(title)
    out: dict[int, tuple[int, str]] = {}
    kept = 0
    for number, line in enumerate(lines):
        if kept == _TITLE_LINES or not wanted:
            break
        if line.start == line.end or number in junk:
            continue
        if line.end - line.start <= 2 * len(title) + 40 and _alike(wanted, _words(text[line.start : line.end])):
            out[number] = line.start, _TITLE_REASON
        else:
            kept += 1
    return out


def _words(text: str) -> list[str]:
    return [word for word in _BARE.split(text.casefold()) if word]


def _alike(title: list[str], line: list[str]) -> bool:
    """True for the same words, or a title cut short; one changed word in a short line is another sentence."""
    if title == line:
        return True
    short, long = sorted((title, line), key=len)
    if len(short) < 5:
        return False
    return long[: len(short)] == short and len(short) >= _TITLE_LIKE * len(long)
