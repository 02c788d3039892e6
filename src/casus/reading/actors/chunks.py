"""Noun phrases by tables: modifiers, a head, and what belongs to it behind ("of the army", "from Burundi")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from casus.reading.actors.names import Name
from casus.reading.actors.page import CAPITAL, DIGIT, HYPHEN, LOWER, UPPER, Page
from casus.reading.actors.tables import Head, common, heads, modifiers

ADJECTIVE_ENDS = ("ist", "ian", "ese", "ish", "ic", "al", "ary", "ous", "less", "ern", "ive", "ful", "ese", "esque", "ean")
PREFIXES = frozenset(
    "pro anti ex non self counter para ultra neo inter cross co vice semi multi pan post pre sub super trans mid well"
    " half newly heavily then former now un all south north east west".split()
)
COMPOUND_ENDS = frozenset(
    "backed linked led aligned based held controlled run owned armed trained funded supported dominated affiliated allied"
    " wielding speaking born majority occupied leaning sponsored financed friendly loyal inspired registered flagged"
    " built made old style type like ranking profile level time duty range strong month week day year term tier wing"
    " right left elect designate in by up down off on clad carrying throwing toting trafficking producing manned"
    " appointed recognised recognized administered run riding connected inclined oriented brokered guarded".split()
)
MONTHS_DAYS = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday"
    " thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun".split()
)
DETERMINERS = frozenset("the a an this that these those its their his her our my your some any all both each every no".split())
DEFINITE = frozenset("the this that these those its their his her our my".split())
NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million dozen score several many few"
    " hundreds thousands dozens scores least most about around some nearly almost over more than up to other another others"
    " additional further total estimated approximately roughly only just first second third".split()
)
CONNECTORS = frozenset("of for the and in de la del to against des du et y".split())
PATTERNS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("belonging", "to"), "any"), (("loyal", "to"), "any"), (("linked", "to"), "any"), (("linked", "with"), "any"),
    (("allied", "to"), "any"), (("allied", "with"), "any"), (("aligned", "with"), "any"), (("backed", "by"), "any"),
    (("affiliated", "with"), "any"), (("affiliated", "to"), "any"), (("supported", "by"), "any"), (("led", "by"), "any"),
    (("close", "to"), "any"), (("opposed", "to"), "any"), (("owned", "by"), "any"), (("carrying",), "any"),
    (("transporting",), "any"), (("armed", "with"), "thing"), (("calling", "itself"), "any"),
    (("calling", "themselves"), "any"), (("known", "as"), "name"), (("called",), "name"), (("in",), "clothes"),
    (("wearing",), "clothes"), (("dressed", "in"), "clothes"), (("on", "horseback"), "end"), (("on", "board"), "end"),
    (("on",), "mount"), (("riding",), "mount"), (("with",), "arms"),
)  # fmt: skip
THINGS = {
    "clothes": frozenset("uniform uniforms fatigues clothes clothing masks turban turbans camouflage black robes khaki".split()),
    "mount": frozenset("motorcycles motorcycle motorbikes motorbike horses camels bicycles pickups foot horseback bikes".split()),
    "arms": frozenset("guns machetes knives rifles axes sticks clubs weapons kalashnikovs explosives swords arms".split()),
}
THINGS["thing"] = THINGS["arms"] | frozenset("assault automatic pistols grenades bows spears ak-47".split())


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
                noun = self.heads.get(page.key[at])
                if noun is not None and self._is_noun(at, chunk, waiting):
                    chunk.head, chunk.noun, chunk.last = at, noun, at + 1
                    chunk.own, chunk.glued = list(waiting), list(glued)
                    at += 1
                    if page.possessive[at - 1] or (noun.plural and page.key[at - 1] not in self.modifiers):
                        break
                    continue
                if not self._modifies(at, first):
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

    def _run(self, at: int) -> int:
        """The end of a run of words glued by hyphens."""
        end = at + 1
        while end < len(self.page) and self.page.gap[end] == HYPHEN:
            end += 1
        return end

    def _is_noun(self, at: int, chunk: Chunk, waiting: list[Name]) -> bool:
        page = self.page
        if chunk.head >= 0 and page.case[at] == LOWER and page.capital(chunk.head) and not page.initial(chunk.head):
            return chunk.noun is not None and not chunk.noun.plural
        # "Police" in a name such as "Royal Ulster Constabulary" is settled before; a capital alone may be a surname.
        return True

    def _modifies(self, at: int, first: int) -> bool:
        page = self.page
        word = page.key[at]
        if word in MONTHS_DAYS and page.case[at] != LOWER:
            return False
        if word in self.modifiers:
            return True
        if page.case[at] == DIGIT:
            return not word.isdigit() and word.endswith(("st", "nd", "rd", "th"))
        if page.case[at] in (CAPITAL, UPPER) and not page.shout[at]:
            if word in DETERMINERS or word in NUMBERS or len(word) < 2:
                return False
            if page.titled[at] or page.initial(at):
                return word not in self.common
            return True
        return len(word) > 4 and word.endswith(ADJECTIVE_ENDS) and (word in self.common or not page.shout[at])

    def _compound_head(self, at: int, end: int) -> Head | None:
        """ "vice-president", "ex-soldiers", "goat-herds": a head written with hyphens."""
        keys = self.page.key[at:end]
        noun = self.heads.get("-".join(keys))
        if noun is None and keys[0] in PREFIXES | {"air", "land", "sea", "gun", "war"}:
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
        if chunk.noun and chunk.noun.sense == "group" and page.spaced(at) and page.case[at] == DIGIT:
            if page.key[at].isdigit() and len(page.key[at]) < 5 and page.case[chunk.head] != LOWER:
                chunk.last += 1
                chunk.proper = not page.shout[chunk.head]

    def _behind(self, chunk: Chunk, depth: int) -> None:
        """Adds what belongs to the phrase behind its head."""
        page, at = self.page, chunk.last
        if at >= len(page) or not page.spaced(at) or depth > 1:
            return
        word = page.key[at]
        if page.capital(chunk.head) and word in ("for", "of", "against") and self._long_name(chunk):
            return
        if word in ("of", "from"):
            inner = self._after(at + 1, depth)
            if inner is not None and (word == "of" or inner.own or inner.proper or inner.head < 0):
                chunk.inner, chunk.last, chunk.link = inner, inner.last, word
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
            elif page.key[at] not in CONNECTORS or page.key[at] in ("in", "to") and at > chunk.last:
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
        page, end = self.page, at
        while end < len(page) and end - at < 6 and (end == at or page.joined(end)) and page.capital(end):
            if page.key[end] in MONTHS_DAYS:
                break
            end += 1
            if page.possessive[end - 1]:
                break
        return end

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
