"""Words with rough tags, by a table, their endings and their neighbours: what the phrase walks stand on.

`data/phrases/words.tsv` holds the classes; a word that is in none is tagged by its ending, and a second look settles
what depends on neighbours ("the claims" is a noun, "claims that" a verb). Capitals count only where they mean
something.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

from casus.text.quotes import quotations
from casus.text.sentences import sentences

LONGEST = 250  # words: a longer sentence is cut, so that walks over it stay linear in the text
FEW = 5  # words inside brackets or quotation marks that a noun phrase may hold: The "Lion Cubs" Brigade (LCB)

TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|\d+(?:[.,:/]\d+)*(?:[^\W\d_]+)?|[^\W_]+(?:[’'\-‐‑&/][^\W_]+)*|--+|\.{2,}|[^\w\s]|_+"
)
MARKS: dict[str, str] = {
    ",": "comma", "،": "comma", ";": "semi", ":": "semi", "؛": "semi", "--": "dash", "—": "dash", "–": "dash",
    "(": "open", ")": "close", ".": "stop", "!": "stop", "?": "stop", "…": "stop", "؟": "stop", "。": "stop",
    '"': "quote", "“": "quote", "”": "quote", "„": "quote", "«": "quote", "»": "quote", "‟": "quote",
    "'": "quote", "‘": "quote", "’": "quote", "`": "quote",
}  # fmt: skip
NOMINAL = frozenset({"noun", "num", "dot"})
FINITE = frozenset({"verb", "aux"})
TENS = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())
NAMES = frozenset("jan may april june august sun mar".split())
PLURALS = frozenset("police taliban people military women men media".split())
LONE = frozenset(
    "this these those both all some many several each another neither either most".split()
)  # stand alone too
NOT_ADVERBS = frozenset(
    "family early only italy july assembly ally rally bully supply fly reply anomaly weekly daily "
    "monthly yearly likely "
    "elderly friendly deadly lonely homily monopoly".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark: offsets, lower case, a tag of the table (or of `MARKS`), the number of its sentence."""

    start: int
    end: int
    low: str
    tag: str
    sentence: int


@dataclass(frozen=True, slots=True)
class Parse:
    """A text's words in order, for each sentence its range of words, for each word its quotation (-1: none).

    `subjects` remembers what `casus.reading.phrases` has found for each verb; it changes no result.
    """

    text: str
    words: tuple[Word, ...]
    starts: tuple[int, ...]
    ranges: tuple[tuple[int, int], ...]
    quoted: tuple[int, ...]
    subjects: dict[int, tuple[int, int] | None] = field(default_factory=dict, compare=False, repr=False)

    def at(self, offset: int) -> int | None:
        """The number of the first word that ends after `offset`; `None` past the last."""
        index = bisect_right(self.starts, offset) - 1
        if index < 0 or self.words[index].end <= offset:
            index += 1
        return index if index < len(self.words) else None

    def bounds(self, index: int) -> tuple[int, int]:
        """The range of words of the sentence that holds word `index`."""
        return self.ranges[self.words[index].sentence]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets of the words `first` to `last` (exclusive)."""
        return self.words[first].start, self.words[last - 1].end

    def words_of(self, first: int, last: int) -> str:
        """The text of the words `first` to `last` (exclusive)."""
        start, end = self.span(first, last)
        return self.text[start:end]


@cache
def table() -> dict[str, str]:
    """Word to class, from `data/phrases/words.tsv`; a word named twice keeps its last class."""
    rows = files("casus.data").joinpath("phrases/words.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {word: kind for kind, words, _reason in (row.split("\t") for row in rows) for word in words.split()}


@lru_cache(maxsize=8)
def parse(text: str) -> Parse:
    """Every word with its tag. Any text will do; the last few texts are remembered."""
    words: list[Word] = []
    ranges: list[tuple[int, int]] = []
    for start, end in sentences(text):
        first = len(words)
        words.extend(_tagged(text, start, end, len(ranges)))
        while len(words) - first > LONGEST:
            ranges.append((first, first + LONGEST))
            first += LONGEST
        ranges.append((first, len(words)))
    return Parse(text, tuple(words), tuple(word.start for word in words), tuple(ranges), _quoted(text, words))


def _quoted(text: str, words: list[Word]) -> tuple[int, ...]:
    """For each word the number of the outermost quotation around it; -1 for none."""
    outer: list[tuple[int, int]] = []
    for start, end in quotations(text):
        if not outer or start >= outer[-1][1]:
            outer.append((start, end))
    out = []
    at = 0
    for word in words:
        while at < len(outer) and outer[at][1] <= word.start:
            at += 1
        out.append(at if at < len(outer) and outer[at][0] <= word.start else -1)
    return tuple(out)


@cache
def speech() -> frozenset[str]:
    """Every form of a verb that reports what somebody says (`data/witnesses/verbs.tsv`)."""
    rows = files("casus.data").joinpath("witnesses/verbs.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return frozenset(form for row in rows for form in row.split("\t")[1].split())


def _tagged(text: str, start: int, end: int, number: int) -> list[Word]:
    found = [(m.start(), m.end(), m[0]) for m in TOKEN.finditer(text, start, end)]
    tags = _raw_tags(found, _cased([token for _, _, token in found]))
    lows = [token.lower().replace("’", "'") for _, _, token in found]
    _settle(lows, tags)
    _soften(found, tags)
    return [
        Word(s, e, low, tag, number + index // LONGEST)
        for index, ((s, e, _), low, tag) in enumerate(zip(found, lows, tags, strict=True))
    ]


def _cased(tokens: list[str]) -> bool:
    """True if capitals mean something here: neither an upper-case wire nor a Headline With Capitals."""
    long = [token for token in tokens if len(token) > 3 and token[0].isalpha()]
    return not long or 5 * sum(token[0].isupper() for token in long) < 4 * len(long)


def _raw_tags(found: list[tuple[int, int, str]], cased: bool) -> list[str]:
    classes = table()
    out = []
    for index, (_, _, token) in enumerate(found):
        low = token.lower().replace("’", "'")
        kind = classes.get(low)
        named = (
            (cased and index > 0 and token[0].isupper())
            or token == "US"
            or (cased and len(token) > 1 and token.isupper())
        )
        if not (token[0].isalnum()):
            out.append(
                MARKS.get(token, "stop" if token.startswith("..") else "dash" if token.startswith("--") else "dot")
            )
        elif (
            kind == "time"
            and named
            and low in NAMES
            and found[index + 1 : index + 2]
            and found[index + 1][2][0].isupper()
        ):
            out.append("noun")  # Jan Roe, April Okoro
        elif kind is not None:
            out.append(
                "noun" if named and (kind in ("verb", "adv", "num") or (token.isupper() and len(token) > 1)) else kind
            )
        elif token[0].isdigit():
            out.append("num")
        elif named:
            out.append("noun")
        else:
            out.append(_by_ending(low))
    return out


def _by_ending(low: str) -> str:
    if "-" in low and low.split("-", 1)[0] in TENS:
        return "num"
    if len(low) > 4 and low.endswith("ing"):
        return "part"
    if len(low) > 3 and low.endswith("ed"):
        return "verb"
    if len(low) > 4 and low.endswith("ly") and low not in NOT_ADVERBS:
        return "adv"
    return "noun"


def _settle(lows: list[str], tags: list[str]) -> None:
    """Second look at the tags that depend on their neighbours."""
    last = len(tags) - 1
    for index, tag in enumerate(tags):
        before = tags[index - 1] if index else ""
        after = tags[index + 1] if index < last else ""
        low = lows[index]
        if tag == "both":
            tags[index] = tag = _noun_or_verb(lows, tags, index)
        if tag == "verb" and (before in ("det", "num") or (before == "prep" and lows[index - 1] not in ("to", "as"))):
            past = low.endswith(("ed", "en"))
            alone = (
                low == "accused" and before == "num" and after in ("conj", "stop", "comma", "prep", "aux", "verb", "")
            )
            if not past or after in ("noun", "num", "time") or before == "det" or alone:
                tags[index] = "noun"
        elif (tag == "part" and before in ("det", "num")) or (tag == "num" and low == "one" and after in FINITE):
            tags[index] = "noun"
        elif tag == "det" and low in LONE and after in ("verb", "aux", "adv", "comma", "stop", ""):
            tags[index] = "pron"
        elif low == "that" and before in ("noun", "num", "pron") and after in ("verb", "aux", "adv"):
            tags[index] = "rel"


def _noun_or_verb(lows: list[str], tags: list[str], index: int) -> str:
    """For words of the class "both": "we call on", "officials claim that" are verbs, "the call", "a claim" nouns."""
    before = tags[index - 1] if index else ""
    after = tags[index + 1] if index < len(tags) - 1 else ""
    word_before = lows[index - 1] if index else ""
    if (
        word_before in ("we", "they", "i", "you", "to", "who", "he", "she", "it", "which", "not", "also", "again")
        or before == "aux"
    ):
        return "verb"
    third = lows[index].endswith("s")
    if (
        before == "comma"
        and third
        and (after in ("det", "pron", "sub") or (after == "prep" and lows[index + 1] == "to"))
    ):
        return "verb"
    if index >= 2 and tags[index - 2] in ("verb", "prep", "part") and after != "sub":
        return "noun"
    if index >= 2 and tags[index - 2] in ("verb", "part", "prep"):
        return "noun"
    plural = word_before.endswith("s") or word_before in PLURALS
    if (
        before in ("noun", "dot", "close")
        and plural != third
        and after in ("det", "sub", "pron", "prep", "noun", "num", "quote")
    ):
        owner = word_before.endswith(("'s", "s'"))
        links = after in ("det", "sub", "pron", "quote", "num") or (
            after == "prep" and lows[index + 1] in ("for", "on", "to")
        )
        return "verb" if links and not owner else "noun"
    return "noun"


def _soften(found: list[tuple[int, int, str]], tags: list[str]) -> None:
    """Marks that a noun phrase may hold become "dot": abbreviation points, short brackets, quoted names, plural 's."""
    last = len(tags) - 1
    opened = -1
    for index, tag in enumerate(tags):
        if tag == "stop" and index < last and found[index][2] == "." and tags[index - 1] == "noun":
            tags[index] = "dot"
        elif tag == "open":
            opened = index
        elif tag == "close" and opened >= 0 and index - opened <= FEW:
            for inner in range(opened, index + 1):
                tags[inner] = "dot"
        elif tag == "quote":
            _soften_quote(found, tags, index)


def _soften_quote(found: list[tuple[int, int, str]], tags: list[str], index: int) -> None:
    token = found[index][2]
    glued = index > 0 and found[index - 1][1] == found[index][0]
    if token in "'’" and glued and found[index - 1][2].lower().endswith("s"):
        tags[index] = "dot"  # the soldiers' union
        return
    if not glued:
        return
    for back in range(index - 2, max(index - FEW - 2, -1), -1):
        if tags[back] == "quote":
            if all(tag in NOMINAL or tag == "det" for tag in tags[back + 1 : index]):
                tags[back] = tags[index] = "dot"
            return
