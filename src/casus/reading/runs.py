"""Runs of the text, laid out so that those at one spot are found without going through all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")


class Runs(Generic[T]):
    """Things that each cover a run [start, end) of one text."""

    __slots__ = ("_ends", "_furthest", "_items", "_starts")

    def __init__(self, items: Iterable[T], run: Callable[[T], tuple[int, int]]) -> None:
        """`run` gives the offsets of a thing. The things may overlap, and may come in any order."""
        found = sorted(((*run(item), n, item) for n, item in enumerate(items)), key=lambda each: each[:3])
        self._starts = [start for start, *_ in found]
        self._ends = [end for _, end, *_ in found]
        self._furthest = list(accumulate(self._ends, max))  # never falls, so it can be searched by halves
        self._items = [(number, item) for *_, number, item in found]

    def touching(self, start: int, end: int) -> list[T]:
        """The things of which some character lies in [start, end), in the order in which they were given."""
        first, last = bisect_right(self._furthest, start), bisect_left(self._starts, end)
        hits = [self._items[n] for n in range(first, last) if self._ends[n] > start]
        return [item for _, item in sorted(hits, key=lambda hit: hit[0])]

    def cover(self, at: int) -> bool:
        """True if the character at an offset lies in one of them."""
        first, last = bisect_right(self._furthest, at), bisect_right(self._starts, at)
        return any(self._ends[n] > at for n in range(first, last))
