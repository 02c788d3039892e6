"""One text as arrays of words: their offsets, compared forms, letter case, and what stands before each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from casus.reading.actors.tables import key, word_list

SPACE, HYPHEN, SLASH, COMMA, OPEN, BREAK = range(6)  # what stands between a word and the one before it
LOWER, CAPITAL, UPPER, DIGIT = range(4)

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?|[^\W_]+(?:['’ʼʻ`´][^\W_]+)*")
_STOPS = re.compile(r"[.!?;:…|•]|\n\s*\n")
_ABBREVIATED = word_list("abbreviations")
_CLOSING = ('" ', "” ", "» ")
_POSSESSIVE = ("'s", "’s", "ʼs", "'S", "’S", "ʼS")


@dataclass(frozen=True, slots=True)
class Page:
    """The words of a text. All lists have one entry a word; `shout` is true in upper-case lines,
    `titled` in lines Where Most Words Have Capitals."""

    text: str
    start: list[int]
    end: list[int]
    key: list[str]
    case: list[int]
    gap: list[int]
    possessive: list[bool]
    shout: list[bool]
    titled: list[bool]

    def __len__(self) -> int:
        return len(self.start)

    def words(self, first: int, last: int) -> str:
        """The text from word `first` up to, not with, word `last`."""
        return self.text[self.start[first] : self.end[last - 1]]

    def joined(self, at: int) -> bool:
        """True if only white space or a hyphen stands before the word."""
        return at < len(self.gap) and self.gap[at] <= HYPHEN

    def spaced(self, at: int) -> bool:
        """True if only white space stands before the word."""
        return at < len(self.gap) and self.gap[at] == SPACE

    def initial(self, at: int) -> bool:
        """True if the word opens a sentence, a quotation or a bracket, so that its capital says nothing."""
        return self.gap[at] >= OPEN

    def capital(self, at: int) -> bool:
        """True if the word has a capital and does not stand in an upper-case line."""
        return self.case[at] in (CAPITAL, UPPER) and not self.shout[at]


@lru_cache(maxsize=8)
def page(text: str) -> Page:
    """The words of a text (kept for the last few texts, since reading and resolving need the same)."""
    out = Page(text, [], [], [], [], [], [], [], [])
    loud = _lines(text)
    before, line, line_end, shouting, titled = 0, 0, -1, False, False
    for found in _WORD.finditer(text):
        start, end = found.span()
        word = found[0]
        while start >= line_end and line < len(loud):
            line_end, shouting, titled = loud[line]
            line += 1
        possessive = word.endswith(_POSSESSIVE)
        if possessive:
            end -= 2
            word = word[:-2]
        out.start.append(start)
        out.end.append(end)
        out.key.append(key(word))
        out.case.append(_case(word))
        out.shout.append(shouting)
        out.titled.append(titled)
        out.possessive.append(possessive or (word[-1] in "sS" and text[end : end + 2] in ("' ", "’ ")))
        out.gap.append(_gap(text, before, start, out))
        before = found.end()
    return out


def _lines(text: str) -> list[tuple[int, bool, bool]]:
    """Ends of the lines, whether each is in upper case (a short one takes after the line before) or a Title Line."""
    out: list[tuple[int, bool, bool]] = []
    at, last = 0, False
    for line in text.splitlines(keepends=True) or [text]:
        at += len(line)
        upper = sum(map(str.isupper, line))
        lower = sum(map(str.islower, line))
        if upper + lower >= 12:
            last = upper > 4 * lower
        elif lower:
            last = False
        long = [word for word in line.split()[:40] if len(word) > 3 and word[0].isalpha()] if len(line) < 300 else []
        out.append((at, last, len(long) > 2 and sum(word[0].isupper() for word in long) >= 0.7 * len(long)))
    return out


def _case(word: str) -> int:
    if word[0].isdigit():
        return DIGIT
    if not word[0].isupper():
        return LOWER
    return UPPER if len(word) > 1 and word.upper() == word else CAPITAL


def _gap(text: str, before: int, start: int, out: Page) -> int:
    between = text[before:start]
    if between == " ":
        return SPACE
    if not before:
        return BREAK
    if between in ("-", "‐", "‑"):
        return HYPHEN
    if between == "/":
        return SLASH
    if between.isspace():
        return SPACE if "\n" not in between else _line_gap(text, between, start, out)
    if between.strip() == "." and (out.key[-2] in _ABBREVIATED or _initial_letter(out)):
        return SPACE
    if between.strip() in ("'", "’") and between[0] in "'’" and out.possessive[-2]:
        return SPACE
    if "\n" in between or _STOPS.search(between):
        return BREAK
    if between in _CLOSING and _quoted_word(out):
        return SPACE
    if any(c in '([{"“”«»‘' for c in between):
        return OPEN
    return COMMA


def _quoted_word(out: Page) -> bool:
    """True if the quotation that ends here began at most two words before: '"Iran-linked" facilities'."""
    last = len(out.gap) - 1
    return any(out.gap[i] == OPEN for i in range(max(0, last - 1), last + 1))


def _line_gap(text: str, between: str, start: int, out: Page) -> int:
    """A line break is a space in wrapped text: before a small letter, or in an upper-case paragraph."""
    if between.count("\n") > 1:
        return BREAK
    return SPACE if text[start].islower() or (out.shout[-1] and len(out.shout) > 8 and out.shout[-2]) else BREAK


def _initial_letter(out: Page) -> bool:
    return out.end[-2] - out.start[-2] == 1 and out.case[-2] == CAPITAL and out.gap[-1] != HYPHEN
