"""Text under edit that never forgets where its characters came from."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mapped:
    """A text and, for each of its characters, the run `starts[i]:ends[i]` of the source it stands for.

    Both arrays never fall: a later character never comes from an earlier place.
    """

    text: str
    starts: array[int]
    ends: array[int]

    @classmethod
    def of(cls, text: str, base: int = 0) -> Mapped:
        """A text that stands at offset `base` of its source, as it is."""
        size = len(text)
        return cls(text, array("L", range(base, base + size)), array("L", range(base + 1, base + size + 1)))

    def edit(self, edits: Iterable[tuple[int, int, str]]) -> Mapped:
        """Replaces runs (start, end, new text): not empty, in order, not overlapping.

        A new character stands for the whole run.
        """
        parts: list[str] = []
        starts, ends = array("L"), array("L")
        at = 0
        for start, end, new in edits:
            parts += (self.text[at:start], new)
            starts += self.starts[at:start]
            ends += self.ends[at:start]
            if new:
                starts.extend([self.starts[start]] * len(new))
                ends.extend([self.ends[end - 1]] * len(new))
            at = end
        if not parts:
            return self
        parts.append(self.text[at:])
        return Mapped("".join(parts), starts + self.starts[at:], ends + self.ends[at:])

    def plus(self, other: Mapped) -> Mapped:
        """This text, then another from later in the same source."""
        return Mapped(self.text + other.text, self.starts + other.starts, self.ends + other.ends)

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` came from; offsets outside the text are clipped."""
        size = len(self.text)
        start, end = max(0, min(start, size)), max(0, min(end, size))
        if start < end:
            return self.starts[start], self.ends[end - 1]
        if start < size:
            return self.starts[start], self.starts[start]
        at = self.ends[size - 1] if size else 0
        return at, at
