"""Reports that are copies of one another: reprints, cut and edited wire copy, and close retellings.

copies(reports)                  # (("id1", "id7"), ...): groups of two or more
known = Copies(); known.add(signature(report))   # one at a time
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

from rensa import RMinHash

from casus.model import Report, digest
from casus.text.agencies import agency
from casus.text.clean import Clean, clean

__all__ = ["Copies", "Signature", "agency", "copies", "signature"]

SHINGLE = 5  # words
PERMUTATIONS, BANDS, SEED = 128, 32, 20231122
# A pair of Jaccard 0.5 shares one of 32 bands of 4 rows with 87 %; the exact test then decides.
ALIKE = 0.5  # Jaccard of shingles: the same text, edited
RETOLD = 0.5  # Jaccard of content words: the same text in other words (two machine translations of one dispatch)
CONTAINED = 0.8  # share of the shorter report's shingles: the same text, cut
_LONGEST_RATIO = 6  # a roundup of ten stories is no copy of each
_FEWEST = 20  # shingles: shorter texts are copies only if they are the same
_FEWEST_WORDS = 40  # content words, for a retelling
_SAMPLE = 16  # every 16th shingle (by its hash) goes into the index for cut copies
_COMMON = 64  # reports: a shingle in more of them is boilerplate
_WORD = re.compile(r"[^\W_]+")
_CONTENT = 5  # letters: shorter words are mostly grammar


@dataclass(frozen=True, slots=True)
class Signature:
    """What is kept of a report to find its copies; can be stored and added to another `Copies` later."""

    report: str
    text: str
    shingles: frozenset[int]
    words: frozenset[int]
    bands: tuple[int, ...]


def signature(report: Report, page: Clean | None = None) -> Signature:
    """The signature of a report: 32-bit hashes of its 5-word shingles and content words, and their MinHash bands.

    `page`: the report's clean text, where it is there already.
    """
    page = page or clean(report)
    words = _WORD.findall(page.text[page.body_start :].casefold())
    if len(words) < SHINGLE:
        words = _WORD.findall(page.text.casefold())
    shingles = [" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)]
    content = sorted({word for word in words if len(word) >= _CONTENT})
    bands: tuple[int, ...] = ()
    if len(shingles) >= _FEWEST:
        bands = (*_bands("s", shingles), *_bands("w", content))
    return Signature(report.id, digest(*words), _hashes(shingles), _hashes(content), bands)


def _hashes(strings: Iterable[str]) -> frozenset[int]:
    return frozenset(crc32(string.encode("utf-8", "surrogatepass")) for string in strings)


def _bands(what: str, strings: Sequence[str]) -> Iterator[int]:
    minhash = RMinHash(PERMUTATIONS, SEED)
    minhash.update([string.encode("utf-8", "replace").decode("utf-8") for string in strings])
    values = minhash.digest()
    rows = PERMUTATIONS // BANDS
    for band in range(BANDS):
        yield crc32(f"{what}{band}:{values[band * rows : (band + 1) * rows]}".encode())


class Copies:
    """Groups of copies, grown one report at a time."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self._kept: dict[str, Signature] = {}
        self._same: dict[str, str] = {}
        self._bands: defaultdict[int, list[str]] = defaultdict(list)
        self._sizes: dict[str, int] = {}
        self._shingles: defaultdict[int, list[str]] = defaultdict(list)

    def add(self, new: Signature) -> tuple[str, ...]:
        """Adds a report; returns the ids of the earlier reports that it is a direct copy of, sorted."""
        if new.report in self._parent:
            return ()
        self._parent[new.report] = new.report
        first = self._same.setdefault(new.text, new.report)
        if first != new.report:
            self._join(first, new.report)
            return (first,)
        found = sorted(name for name in self._candidates(new) if is_copy(self._kept[name], new))
        for name in found:
            self._join(name, new.report)
        self._kept[new.report] = new
        for band in new.bands:
            self._bands[band].append(new.report)
        sample = _sample(new)
        self._sizes[new.report] = len(sample)
        for shingle in sample:
            if len(self._shingles[shingle]) <= _COMMON:
                self._shingles[shingle].append(new.report)
        return tuple(found)

    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Groups of two or more reports, each sorted, in order."""
        out: defaultdict[str, list[str]] = defaultdict(list)
        for name in self._parent:
            out[self._root(name)].append(name)
        return tuple(sorted(tuple(sorted(group)) for group in out.values() if len(group) > 1))

    def _candidates(self, new: Signature) -> Iterator[str]:
        seen: dict[str, int] = defaultdict(int)
        sample = _sample(new)
        for shingle in sample:
            names = self._shingles.get(shingle, ())
            if len(names) <= _COMMON:
                for name in names:
                    seen[name] += 1
        # A cut copy shares 0.8 of the shorter one's sample; half of that leaves room for an uneven one.
        near = {
            name for name, count in seen.items() if count >= max(2, CONTAINED / 2 * min(len(sample), self._sizes[name]))
        }
        for band in new.bands:
            near.update(self._bands.get(band, ()))
        yield from sorted(near)

    def _root(self, name: str) -> str:
        while self._parent[name] != name:
            self._parent[name] = self._parent[self._parent[name]]
            name = self._parent[name]
        return name

    def _join(self, left: str, right: str) -> None:
        left, right = sorted((self._root(left), self._root(right)))
        self._parent[right] = left


def copies(reports: Iterable[Report]) -> tuple[tuple[str, ...], ...]:
    """Groups of report ids (`Report.id`, sorted) that print the same text; reports without a copy are left out.

    The order of the reports makes no difference.
    """
    known = Copies()
    for report in sorted(reports, key=lambda report: report.id):
        known.add(signature(report))
    return known.groups()


def is_copy(left: Signature, right: Signature) -> bool:
    """The exact test of two reports: much the same shingles, one cut from the other, or a close retelling."""
    small, large = sorted((left.shingles, right.shingles), key=len)
    if len(small) < _FEWEST:
        return left.text == right.text
    shared = len(small & large)
    if shared >= ALIKE * (len(small) + len(large) - shared):
        return True
    if shared >= CONTAINED * len(small) and len(large) <= _LONGEST_RATIO * len(small):
        return True
    few, many = sorted((left.words, right.words), key=len)
    if len(few) < _FEWEST_WORDS:
        return False
    both = len(few & many)
    return both >= RETOLD * (len(few) + len(many) - both)


def _sample(new: Signature) -> list[int]:
    return sorted(value for value in new.shingles if value % _SAMPLE == 0)
