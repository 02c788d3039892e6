"""The invented training reports and their inline marks (see MARKUP.md beside this file).

    from training.marks import load
    for marked in load(): print(marked.report.title, marked.marks[0])

Run as a command it checks every file: `python training/marks.py [FILE...]`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from casus.model import Report

TEXT = Path(__file__).parent / "text"
HEADER = re.compile(
    r"=== id: (\S+) \| published: (\d{4}-\d\d-\d\d) \| publisher: ([^|]+) \| style: ([^|]+) \| title: (.*)"
)
MARK = re.compile(r"\[([^\[\]|]*)\|([^\[\]]*)\]")


@dataclass(frozen=True, slots=True)
class Mark:
    """Marked words: offsets into `Report.whole`, and roles such as "!airstrike#1", "killed#1", "says#1"."""

    start: int
    end: int
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A report without its marks, and the marks."""

    report: Report
    style: str
    marks: tuple[Mark, ...]

    def words(self, mark: Mark) -> str:
        """The marked words."""
        return self.report.whole[mark.start : mark.end]


def load(paths: Iterable[Path] | None = None) -> Iterator[Marked]:
    """Every report of the given files (default: all in `training/text`), in order."""
    for path in sorted(TEXT.glob("*.txt")) if paths is None else paths:
        header: re.Match[str] | None = None
        lines: list[str] = []
        for line in [*path.read_text(encoding="utf-8").splitlines(), "=== end"]:
            if not line.startswith("==="):
                lines.append(line)
                continue
            if header is not None:
                yield _marked(header, "\n".join(lines).strip(), path)
            header, lines = HEADER.fullmatch(line), []
            if header is None and line != "=== end":
                raise ValueError(f"{path}: bad header {line[:80]!r}")


def _marked(header: re.Match[str], body: str, path: Path) -> Marked:
    name, published, publisher, style, title = (part.strip() for part in header.groups())
    text, marks, at = "", [], 0
    shift = len(title) + 1
    for found in MARK.finditer(body):
        text += body[at : found.start()]
        start = shift + len(text)
        text += found[1]
        marks.append(Mark(start, shift + len(text), tuple(role.strip() for role in found[2].split(","))))
        at = found.end()
    text += body[at:]
    report = Report(
        title=title,
        text=text,
        published=date.fromisoformat(published),
        publisher=publisher,
        name=name,
        origin=str(path),
    )
    return Marked(report, style, tuple(marks))


def main() -> None:
    """Count reports, words and marks; say which reports hold stray brackets."""
    reports = words = marks = 0
    for marked in load(map(Path, sys.argv[1:]) if sys.argv[1:] else None):
        reports += 1
        words += len(marked.report.text.split())
        marks += len(marked.marks)
        if re.search(r"[\[\]|]", marked.report.text):
            print(f"{marked.report.name}: stray bracket")
    print(f"{reports} reports, {words} words, {marks} marks")


if __name__ == "__main__":
    main()
