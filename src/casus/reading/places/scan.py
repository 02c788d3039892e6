"""Where the names of places may stand in a text: words, lines and runs that the gazetteer knows."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from casus.reading.gazetteer.keys import key
from casus.reading.gazetteer.store import Entry, Gazetteer
from casus.reading.places import vocabulary

WORD = re.compile(
    r"(?:[A-Z][a-z]?\.){2,}|[A-Z]\. (?:Va|[A-Z])\.(?=\W)|(?:St|Ste|Mt|Ft)\.(?= [A-Z])|[^\W_]+(?:['’ʼ`ʿ‘][^\W_]+)*"
)
_POSSESSIVE = re.compile(r"['’]s$", re.I)
# What may stand between two words of one name. A single line feed, since wires are wrapped.
_JOINT = re.compile(r" {1,2}|[-‐‑]|\n|\r\n|['’ʼ`] ?|\. ?(?=[A-Z])")
LONGEST = 6  # words in a name: "Democratic Republic of the Congo" has five
_LONGEST_KEY = 60
Case = Literal["normal", "title", "upper"]


@dataclass(slots=True)
class Word:
    """A word of the text without its possessive; `gap` is what stands before it."""

    start: int
    end: int
    text: str
    low: str
    gap: str
    cap: bool
    case: Case = "normal"


@dataclass(slots=True)
class Found:
    """A run of words that may name a place, on its way to a mention."""

    first: int
    last: int
    start: int
    end: int
    text: str
    key: str
    entries: tuple[Entry, ...]
    demonym: str | None = None
    unit: str | None = None
    role: str = "locative"
    feature: str | None = None
    span: tuple[int, int] = (0, 0)
    cue: float = 0.0
    sure: float = 0.0
    parent: Found | None = None
    held: float = 1.0
    choice: Entry | None = None
    scores: list[tuple[float, Entry]] = field(default_factory=list)
    guess: float = 1.0
    note: str = ""
    about: str | None = None


def words_of(text: str) -> list[Word]:
    """The words of the text, each with the case of its line."""
    out: list[Word] = []
    at = 0
    for hit in WORD.finditer(text):
        start, end = hit.span()
        word = hit[0]
        tail = _POSSESSIVE.search(word)
        if tail and len(word) > 2:
            end -= 2
            word = word[:-2]
        low = word.lower() if word.isascii() else word.casefold()
        out.append(Word(start, end, word, low, text[at:start] if start - at < 40 else "\n\n", word[:1].isupper()))
        at = end
    _mark_lines(text, out)
    return out


def _mark_lines(text: str, words: list[Word]) -> None:
    """Lines all in capitals, and headlines in which every longer word has one, tell nothing by their capitals."""
    ends = [hit.end() for hit in re.finditer(r"\n", text)]
    lines: dict[int, list[Word]] = {}
    for word in words:
        lines.setdefault(bisect_right(ends, word.start), []).append(word)
    for line in lines.values():
        long = [w for w in line if len(w.text) > 3 and w.text.isalpha()]
        upper = sum(w.text.isupper() for w in long)
        if len(long) >= 3 and upper >= 0.7 * len(long):
            case: Case = "upper"
        elif len(long) >= 4 and len(line) < 40 and sum(w.cap for w in long) >= 0.7 * len(long):
            if text[line[-1].end : line[-1].end + 1] == ".":  # a sentence of names, no headline
                continue
            case = "title"
        else:
            continue
        for word in line:
            word.case = case


class Scanner:
    """Finds names in one text."""

    def __init__(self, text: str, gazetteer: Gazetteer) -> None:
        self.text = text
        self.gazetteer = gazetteer
        self.words = words_of(text)
        self.cues = vocabulary.cues()
        self.demonyms = vocabulary.demonyms()
        self.short = vocabulary.short_names()
        self.connect = self.cues["connect"]
        self.stop = self.cues["stop"]
        self.never = self.cues["never"] | self.cues["unit"] | self.cues["settled"] | self.cues["site"]

    def found(self) -> list[Found]:
        """Runs that the gazetteer knows, longest first, left to right, without overlap."""
        out: list[Found] = []
        i = 0
        while i < len(self.words):
            hit = self._at(i)
            if hit is None:
                i += 1
            else:
                out.append(hit)
                i = hit.last + 1
        return out

    def _starts(self, i: int) -> bool:
        word = self.words[i]
        if word.case == "upper":
            return word.low not in self.stop and not word.text[0].isdigit()
        if word.cap:
            return word.low not in self.stop or word.text == "US"
        after = self.words[i + 1] if i + 1 < len(self.words) else None
        # "al-Asad", "el-Fasher"
        return (
            after is not None
            and after.cap
            and after.gap in "-‐‑ "
            and word.low in ("al", "el", "as", "ash", "ar", "an", "at")
        )

    def _reach(self, i: int) -> int:
        """Index of the last word that a name which begins at `i` may have."""
        j = last = i
        limit = 4 if self.words[i].case == "upper" else LONGEST
        while j + 1 < len(self.words) and j + 1 - i < limit:
            word = self.words[j + 1]
            if not _JOINT.fullmatch(word.gap) or self.words[j].end + len(word.gap) != word.start:
                break
            named = (word.cap and word.case != "upper") or word.text[0].isdigit() or word.gap in "-‐‑'’"
            named = named or (word.case == "upper" and word.low not in self.stop)
            if not named and word.low not in self.connect:
                break
            j += 1
            if named or word.low not in self.stop:
                last = j
        return last

    def _at(self, i: int) -> Found | None:
        if not self._starts(i):
            return None
        short = self._short(i)
        if short is not None:
            return short
        for j in range(self._reach(i), i - 1, -1):
            start, end = self.words[i].start, self.words[j].end
            if end - start > _LONGEST_KEY:
                continue
            words = self.text[start:end]
            name_key = key(words)
            people = self.demonyms.get(name_key)
            if people and (self.words[i].cap or i == j):
                return Found(i, j, start, end, words, name_key, (), demonym=people, role="adjective")
            entries = self._entries(name_key, words, i, j)
            if i and self.words[i - 1].low == "the" and self.words[i].gap == " ":
                entries = self.gazetteer.find("the " + name_key) or entries
            if entries:
                return Found(i, j, start, end, words, name_key, entries)
        return None

    def _entries(self, name_key: str, words: str, i: int, j: int) -> tuple[Entry, ...]:
        if i == j:
            word = self.words[i]
            if name_key == "us" and (
                words != "US" or (word.case == "upper" and (i == 0 or self.words[i - 1].low != "the"))
            ):
                return ()
            if (
                name_key == "us"
                and self.text[word.end : word.end + 1] in ("$", "-", "‑")
                and not self.text[word.end + 1 : word.end + 2].isalpha()
            ):
                return ()
            if name_key in self.never:
                return ()
            if len(name_key) < 3 and name_key not in ("us", "uk", "eu"):
                return ()
        return self.gazetteer.find(name_key)

    def _short(self, i: int) -> Found | None:
        word = self.words[i]
        end = word.end
        written = word.text.replace(". ", ".")
        if end < len(self.text) and self.text[end] == "." and written + "." in self.short:
            written, end = written + ".", end + 1
        short = self.short.get(written)
        if short is None:
            return None
        if not short.free and not (i > 0 and word.gap in (", ", ",") and self.words[i - 1].cap):
            return None
        if word.case == "upper" and not written.endswith("."):
            return None
        name_key = key(short.name or vocabulary.unit_names()[short.unit or ""])
        entries = self.gazetteer.find(name_key)
        if short.unit:
            country, _, code = short.unit.partition(".")
            entries = tuple(e for e in entries if e.country == country and e.admin1 == code and e.kind == "admin1")
        return Found(i, i, word.start, end, self.text[word.start : end], name_key, entries, unit=short.unit, cue=1.5)


def line_start(text: str, at: int) -> bool:
    """True if only marks stand between the start of the line and `at`."""
    begin = text.rfind("\n", 0, at) + 1
    return at - begin <= 4 and not any(c.isalnum() for c in text[begin:at])


def run_key(words: Sequence[Word]) -> str:
    """The key of a run of words."""
    return key(" ".join(w.text for w in words))
