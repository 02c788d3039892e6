"""Noun phrases by tables: modifiers, a head, and what belongs to it behind ("of the army", "from Burundi")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from casus.reading.actors.names import Name
from casus.reading.actors.page import CAPITAL, DIGIT, HYPHEN, LOWER, UPPER, Page
from casus.reading.actors.tables import Head, common, heads, modifiers, table, word_list

ADJECTIVE_ENDS = (
    "ist",
    "ian",
    "ese",
    "ish",
    "ic",
    "al",
    "ary",
    "ous",
    "less",
    "ern",
    "ive",
    "ful",
    "ese",
    "esque",
    "ean",
)
PREFIXES = word_list("prefixes")
COMPOUND_ENDS = word_list("compound_ends")
MONTHS_DAYS = word_list("months_days")
DETERMINERS = word_list("determiners")
DEFINITE = word_list("definite")
NUMBERS = word_list("numbers")
EVENTS = word_list("events")
SKIP = word_list("skip")
PEOPLE_ENDS = tuple(sorted(word_list("people_ends")))
NO_PEOPLE = word_list("no_people")
NOMINAL = word_list("nominal")
CONNECTORS = word_list("connectors")
PARTICLES = word_list("particles")
PATTERNS = tuple((tuple(cells["words"].split()), cells["kind"]) for cells in table("behind"))
OPENERS = frozenset(words[0] for words, _ in PATTERNS)
THINGS = {name: word_list(name) for name in ("clothes", "mount", "arms")}


@dataclass(slots=True)
class Chunk:
    """Words `first` to `last` (not with it); `head` is the index of the head, -1 for a bare name."""

    first: int
    last: int
    head: int = -1
    core: int = 0  # end of the phrase without what belongs to it behind
    noun: Head | None = None
    own: list[Name] = field(default_factory=list)  # names that modify the head
    glued: list[Name] = field(default_factory=list)  # names inside "Iran-backed"
    inner: Chunk | None = None
    link: str = ""
    proper: bool = False


class Chunker:
    """Parses phrases of one page; `names` as found by `casus.reading.actors.names.find`."""

    def __init__(self, page: Page, names: tuple[Name, ...]) -> None:
        self.page = page
        self.at: dict[int, Name] = {name.first: name for name in names}
        self.heads = heads()
        self.modifiers = modifiers()
        self.common = common()

    def all(self) -> Iterator[Chunk]:
        """Phrases from left to right, none overlapping another."""
        at = 0
        while at < len(self.page):
            chunk = self.parse(at)
            if chunk is not None:
                yield chunk
            at = max(at + 1, chunk.last if chunk else 0)

    def parse(self, first: int, depth: int = 0) -> Chunk | None:
        """The phrase that starts at a word; `None` if none does."""
        chunk = self._front(first)
        if chunk is None:
            return None
        if chunk.head >= 0:
            self._numbered(chunk)
            chunk.core = chunk.last
            if not self.page.possessive[chunk.last - 1]:
                self._behind(chunk, depth)
        return chunk

    def _front(self, first: int) -> Chunk | None:
        """Modifiers and the last head that they lead to."""
        page, chunk = self.page, Chunk(first, first)
        at, waiting, bare = first, list[Name](), None
        glued = list[Name]()
        while at < len(page) and at - first < 12 and (at == first or page.joined(at)):
            end = self._run(at)
            name = self.at.get(at)
            if end == at + 1 or (name is not None and name.last >= end):
                if name is not None:
                    if chunk.head >= 0:
                        break
                    bare = bare or (name if at == first else None)
                    waiting.append(name)
                    at = name.last
                    continue
                noun = self.heads.get(page.key[at]) or self._by_ending(at)
                if noun is not None and self._is_noun(at, chunk, waiting):
                    chunk.head, chunk.noun, chunk.last = at, noun, at + 1
                    chunk.own, chunk.glued = list(waiting), list(glued)
                    at += 1
                    if self._genitive_name(at - 1):
                        continue
                    if page.possessive[at - 1] or (noun.plural and page.key[at - 1] not in self.modifiers):
                        break
                    continue
                if not self._modifies(at, chunk) and not self._led(at, first):
                    break
                if page.possessive[at] and page.case[at] == LOWER:
                    break
                at += 1
                continue
            noun = self._compound_head(at, end)
            if noun is not None:
                chunk.head, chunk.noun, chunk.last = end - 1, noun, end
                chunk.own, chunk.glued = list(waiting), list(glued)
                at = end
                if page.possessive[end - 1] or noun.plural:
                    break
                continue
            if not self._compound_modifies(at, end):
                break
            glued += [self.at[i] for i in range(at, end) if i in self.at]
            at = end
        if chunk.head >= 0:
            chunk.proper = self._is_proper(chunk)
            return chunk
        if bare is not None:
            return Chunk(bare.first, bare.last, core=bare.last, own=[bare])
        return None

    def _genitive_name(self, at: int) -> bool:
        """ "People's Salvation Front": a genitive inside a name, told by the capitals around it."""
        page = self.page
        if not page.possessive[at] or not page.spaced(at + 1):
            return False
        return page.key[at] == "people" or (page.capital(at) and page.capital(at + 1) and not page.initial(at))

    def _run(self, at: int) -> int:
        """The end of a run of words glued by hyphens."""
        end = at + 1
        while end < len(self.page) and end - at < 8 and self.page.gap[end] == HYPHEN:
            end += 1
        return end

    def _is_noun(self, at: int, chunk: Chunk, waiting: list[Name]) -> bool:
        page = self.page
        if chunk.head >= 0 and page.case[at] == LOWER and page.capital(chunk.head) and not page.initial(chunk.head):
            return chunk.noun is not None and not chunk.noun.plural
        if page.key[at] in MONTHS_DAYS and page.case[at] != LOWER:
            return False
        if page.key[at] in NOMINAL:
            before = page.key[at - 1] if at and page.spaced(at) else ""
            return at == chunk.first and (before in DETERMINERS or before in NUMBERS or before.isdigit())
        return True

    def _by_ending(self, at: int) -> Head | None:
        """ "Moneylender", "boatmen": people by the end of the word."""
        word = self.page.key[at]
        if not word.endswith(PEOPLE_ENDS) or len(word) < 7 or word in NO_PEOPLE:
            return None
        if self.page.shout[at] or self.page.case[at] != LOWER:
            return None
        end = next((e for e in PEOPLE_ENDS if word.endswith(e)), None)
        return Head(word, "civilians", "person", end.endswith(("s", "men"))) if end else None

    def _led(self, at: int, first: int) -> bool:
        """One word of no table between a determiner or number and a head: "two veiled women", "a kebab house"."""
        page, word = self.page, self.page.key[at]
        if at != first or not at or not page.spaced(at) or page.case[at] != LOWER or not page.spaced(at + 1):
            return False
        before = page.key[at - 1]
        if before in ("one", "some", "all", "no", "any", "other", "others", "that", "this", "her", "least", "most"):
            return False
        if before not in DETERMINERS and before not in NUMBERS and not before.isdigit():
            return False
        return word not in EVENTS and word not in DETERMINERS and word not in NUMBERS and page.key[at + 1] in self.heads

    def _modifies(self, at: int, chunk: Chunk) -> bool:
        page = self.page
        word = page.key[at]
        if word in MONTHS_DAYS and page.case[at] != LOWER:
            return False
        group = self.modifiers.get(word)
        if group == "participle":
            # "Gunmen killed villagers" against "two killed villagers".
            before = page.key[at - 1] if at and page.spaced(at) else ""
            led = before in DETERMINERS or before in NUMBERS or before.isdigit() or before.endswith("ly")
            return chunk.head < 0 and (at > chunk.first or led or page.possessive[at - 1] if at else False)
        if group is not None:
            return True
        if page.case[at] == DIGIT:
            return not word.isdigit() and word.endswith(("st", "nd", "rd", "th"))
        if page.shout[at]:
            if self.proper(at):
                return True
        elif page.case[at] in (CAPITAL, UPPER):
            if word in DETERMINERS or word in NUMBERS or word in EVENTS or len(word) < 2:
                return False
            if page.titled[at] or page.initial(at):
                return word not in self.common
            return True
        return len(word) > 4 and word.endswith(ADJECTIVE_ENDS) and (word in self.common or not page.shout[at])

    def proper(self, at: int) -> bool:
        """True if the word looks like part of a name: a capital, or in upper-case text no ordinary word."""
        page, word = self.page, self.page.key[at]
        if not page.shout[at]:
            return page.capital(at) and word not in MONTHS_DAYS
        if len(word) < 3 or word in self.common or word in SKIP or word in MONTHS_DAYS or word[0].isdigit():
            return False
        return word not in self.modifiers and word not in self.heads and not word.endswith(("ed", "ing", "ly"))

    def _compound_head(self, at: int, end: int) -> Head | None:
        """ "vice-president", "ex-soldiers", "goat-herds": a head written with hyphens."""
        keys = self.page.key[at:end]
        joined = "-".join(keys)
        noun = self.heads.get(joined)
        if noun is None and joined not in self.modifiers and keys[0] in PREFIXES | {"air", "land", "sea", "gun", "war"}:
            noun = self.heads.get(keys[-1])
        return noun

    def _compound_modifies(self, at: int, end: int) -> bool:
        keys = self.page.key[at:end]
        if "-".join(keys) in self.modifiers or keys[0] in PREFIXES or keys[-1] in COMPOUND_ENDS:
            return True
        if any(i in self.at for i in range(at, end)):
            return True
        return keys[-1] in self.modifiers or keys[-1] in self.heads or self.page.capital(at)

    def _is_proper(self, chunk: Chunk) -> bool:
        """True if capitals make the phrase a name: "Cairo Criminal Court", "Indaw Defence Force"."""
        page, head = self.page, chunk.head
        if page.shout[head] or page.titled[head] or page.case[head] not in (CAPITAL, UPPER) or chunk.noun is None:
            return False
        if chunk.noun.sense == "person":
            return False
        return any(page.capital(i) for i in range(chunk.first, head)) or not page.initial(head)

    def _numbered(self, chunk: Chunk) -> None:
        """ "Battalion 416", "Light Infantry Division 77": the number belongs to the unit's name."""
        page, at = self.page, chunk.last
        if chunk.noun is None or chunk.noun.sense != "group" or not page.spaced(at) or page.case[at] != DIGIT:
            return
        if page.key[at].isdigit() and len(page.key[at]) < 5 and page.case[chunk.head] != LOWER:
            chunk.last += 1
            chunk.proper = not page.shout[chunk.head]

    def _behind(self, chunk: Chunk, depth: int) -> None:
        """Adds what belongs to the phrase behind its head."""
        page, at = self.page, chunk.last
        if at >= len(page) or not page.spaced(at) or depth > 1:
            return
        word = page.key[at]
        person = chunk.noun is not None and chunk.noun.sense == "person"
        if page.capital(chunk.head) and not person and word in ("for", "of", "against") and self._long_name(chunk):
            return
        if word in ("of", "from"):
            inner = self._after(at + 1, depth)
            if inner is not None and (word == "of" or inner.own or inner.proper or inner.head < 0):
                chunk.inner, chunk.last, chunk.link = inner, inner.last, word
            return
        if word not in OPENERS:
            return
        for words, kind in PATTERNS:
            size = len(words)
            if word == words[0] and tuple(page.key[at : at + size]) == words:
                self._pattern(chunk, at + size, kind, depth, words[-1])
                if chunk.last > chunk.core:
                    return

    def _long_name(self, chunk: Chunk) -> bool:
        """ "Coalition for Dialogue and Peace": capitals joined by small connectors."""
        page = self.page
        at = last = chunk.last
        while at < len(page) and page.spaced(at):
            if page.capital(at) and page.key[at] not in MONTHS_DAYS:
                last = at + 1
            elif page.key[at] not in CONNECTORS or (page.key[at] in ("in", "to") and at > chunk.last):
                break
            at += 1
        if last == chunk.last or any(i in self.at and self.at[i].last >= last for i in range(chunk.last, last)):
            return False
        chunk.last = chunk.core = last
        chunk.proper = True
        return True

    def _after(self, at: int, depth: int) -> Chunk | None:
        """The phrase behind a preposition, past its determiner and number."""
        page = self.page
        for _ in range(5):
            if at >= len(page) or not page.spaced(at):
                return None
            word = page.key[at]
            if word not in DETERMINERS and word not in NUMBERS and not word.isdigit():
                break
            at += 1
        chunk = self.parse(at, depth + 1)
        if chunk is not None:
            return chunk
        end = self.capitals(at)
        return Chunk(at, end, core=end) if end > at else None

    def capitals(self, at: int) -> int:
        """The end of a run of capitalised words that starts at a word, at most six; `at` if there is none."""
        page, end, solid = self.page, at, at
        while end < len(page) and end - at < 6 and (end == at or page.joined(end)):
            if self.proper(end):
                solid = end + 1
                if page.possessive[end]:
                    break
            elif page.key[end] not in PARTICLES or end == at:
                break
            end += 1
        return solid

    def _pattern(self, chunk: Chunk, at: int, kind: str, depth: int, word: str) -> None:
        page = self.page
        if kind == "end":
            chunk.last = at
        elif kind in ("any", "name"):
            inner = self._after(at, depth)
            if inner is not None and (kind == "any" or inner.own or inner.proper or inner.head < 0):
                chunk.inner, chunk.last, chunk.link = inner, inner.last, word
        else:
            for end in range(at, min(at + 4, len(page))):
                if not page.joined(end):
                    return
                if page.key[end] in THINGS[kind]:
                    chunk.last = end + 1
                    return
