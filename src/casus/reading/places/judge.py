"""Is a run of words the name of a place here, and what does the place do in the sentence?

A table of weights, not a ladder: each cue for or against adds to a sum, and a name is kept from `KEEP` up.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from casus.reading.gazetteer.store import Entry
from casus.reading.places import vocabulary
from casus.reading.places.people import is_unit, people
from casus.reading.places.scan import Found, Word, line_start

KEEP = 1.0
HELD = 0.7  # of what "X, Y" says for X in Y: "X in Y" and "Y's X" may join two places by chance
WEIGHT = {
    "country": 3.0, "continent": 2.6, "region": 2.2, "sea": 2.2, "admin1": 1.8, "admin2": 0.9, "site": 1.0,
    "locative": 1.5, "weak": 0.4, "unit": 1.6, "settled": 1.6, "tail": 2.0, "long": 0.8, "again": 0.8, "dateline": 2.0,
    "ordinary": -2.2, "name": -1.0, "generic": -4.0, "stranger": -1.2, "often": 0.5, "upper": -0.5, "headline": -0.3,
    "person": -3.0, "title": -3.0, "before": -1.4, "after": -1.3, "first": -0.3, "alternate": -0.4,
}  # fmt: skip
_DATELINE = re.compile(
    r"(?:,\s*[\w.’']+(?:[ /][\w.’']+){0,3}){0,4}\s*(?:\([^()\n]{2,60}\)\s*)?"
    r"(?:\[[^\]\n]{2,40}\]\s*)?(?:--|[–—]|-\s|:\s)"
)
_AGENCY = re.compile(
    r"\s*[,/]?\s*[^()\n]{0,30}\((?:AP|AFP|Reuters|UPI|dpa|Xinhua|ANI|PTI|IANS|ACAN-EFE|EFE|TASS)[^()\n]{0,30}\)"
)
_SENTENCE_END = re.compile(r"[.!?:;…\"“”»]|\n\s*\n|^$")


def prominence(entries: Sequence[Entry]) -> float:
    """How well known the best place of the name is: 0 for a village, 3 for a country."""
    best = 0.0
    for entry in entries[:6]:
        if entry.kind == "settlement":
            value = min(2.0, max(0.0, 0.62 * (math.log10(max(entry.population, 100)) - 3.2)))
        else:
            value = WEIGHT.get(entry.kind, WEIGHT["site"])
        if entry.rank:
            value = max(value + WEIGHT["alternate"] * (1 if entry.kind != "country" else 0), 0.0)
        best = max(best, value)
    return best


class Judge:
    """Weighs the found names of one text."""

    def __init__(self, text: str, words: list[Word], found: list[Found]) -> None:
        self.text, self.words, self.found = text, words, found
        self.cues = vocabulary.cues()
        self.taken = {i: f for f in found for i in range(f.first, f.last + 1)}
        self.inner = self.cues["direction"] | {"in", "the"}
        self.people = people(words, self.taken)
        self.times: dict[str, int] = {}

    def keep(self) -> list[Found]:
        """The names that are places, with roles."""
        for name in self.found:
            if name.demonym is None and name.unit is None:
                self._cue(name)
        again: dict[str, int] = {}
        for name in self.found:
            self.times[name.key] = self.times.get(name.key, 0) + 1
            if name.cue >= WEIGHT["locative"]:
                again[name.key] = again.get(name.key, 0) + 1
        kept = []
        for name in self.found:
            if name.demonym is None and name.unit is None:
                name.sure = self._weigh(name, again.get(name.key, 0))
                if name.sure < KEEP:
                    continue
                self._role(name)
            kept.append(name)
        return kept

    def word(self, i: int) -> Word | None:
        """The word at an index, or None beyond the ends."""
        return self.words[i] if 0 <= i < len(self.words) else None

    def near_word(self, i: int, towards: int) -> Word | None:
        """The neighbour of word `i` (-1 or +1) if nothing but a space or a hyphen stands between them."""
        other = self.word(i + towards)
        if other is None:
            return None
        gap = self.words[i].gap if towards < 0 else other.gap
        return other if gap in (" ", "-", "\n", "  ", " '", " “", " ‘") else None

    def begins(self, i: int) -> bool:
        """True if a sentence begins at word `i`."""
        return i == 0 or bool(_SENTENCE_END.search(self.words[i].gap))

    def _cue(self, name: Found) -> None:
        """What the words before and after say for the name."""
        cues, total = self.cues, 0.0
        i = name.first - 1
        before = self.near_word(name.first, -1)
        if before is not None and before.low == "the":
            i -= 1
            before = self.near_word(name.first - 1, -1)
        skipped = 0
        while before is not None and before.low in cues["direction"] and skipped < 2:
            i, before, skipped = i - 1, self.near_word(i, -1), skipped + 1
            total = max(total, 1.0)
        if before is not None:
            if before.low in cues["locative"]:
                total = max(total, WEIGHT["locative"])
            elif before.low == "of":
                noun = self.near_word(i, -1)
                known = noun is not None and (
                    noun.low in cues["unit"] or noun.low in cues["settled"] or noun.low in cues["direction"]
                )
                total = max(total, WEIGHT["settled"] if known else WEIGHT["weak"])
                if known and noun is not None:
                    name.feature = noun.low
            elif before.low in cues["weak"]:
                total = max(total, WEIGHT["weak"])
            elif before.low in cues["settled"] and not before.cap:
                total, name.feature = max(total, WEIGHT["settled"]), before.low
        after = self.near_word(name.last, +1)
        if after is not None and (after.low in cues["unit"] or after.low in cues["settled"]):
            total, name.feature = max(total, WEIGHT["unit"]), after.low
        elif after is not None and after.low in ("based", "born"):
            total = max(total, WEIGHT["unit"])
        total = max(total, self._tail(name), self._joined(name))
        if self._dateline(name):
            total, name.role = max(total, WEIGHT["dateline"]), "dateline"
        name.cue = max(name.cue, total)

    def _tail(self, name: Found) -> float:
        """What holds the name: "X, Y", "X in Y" or "Y's X", when Y is a unit that may hold X."""
        after = self.taken.get(name.last + 1)
        if after is not None and self.words[name.last + 1].gap in (", ", ",", " ("):
            if self._holds(after, name):
                name.parent = after
                after.cue = max(after.cue, WEIGHT["locative"])
                return WEIGHT["tail"]
            return 0.0
        before = self.taken.get(name.first - 1)
        if before is not None and self.words[name.first].gap.startswith(("’s ", "'s ", "'S ", "’S ")):
            if self._holds(before, name):
                name.parent, name.held = before, HELD
                return WEIGHT["unit"]
            return 0.0
        at = name.last + 1
        word = self.word(at)
        while word is not None and word.gap == " " and at < name.last + 4 and word.low in self.inner:
            at, word = at + 1, self.word(at + 1)
        holder = self.taken.get(at)
        if (
            at > name.last + 1
            and holder is not None
            and word is not None
            and word.gap == " "
            and self._holds(holder, name)
        ):
            name.parent, name.held = holder, HELD
            return WEIGHT["unit"]
        return 0.0

    def _joined(self, name: Found) -> float:
        """ "X-Y road": two places of one country with a dash between."""
        for here, other in ((name.first, name.first - 1), (name.last + 1, name.last + 1)):
            held = self.taken.get(other)
            if (
                held is None
                or not 0 < here < len(self.words)
                or self.words[here].gap not in ("-", "–", "—", " - ", " – ")
            ):
                continue
            countries = {e.country for e in held.entries[:6]}
            if any(e.country in countries for e in name.entries[:6]):
                return WEIGHT["locative"]
        return 0.0

    @staticmethod
    def _holds(outer: Found, inner: Found) -> bool:
        return outer.demonym is None and any(
            e.country == o.country and e.kind != "country"
            for e in inner.entries
            for o in outer.entries[:4]
            if o.kind in ("country", "admin1", "admin2", "region")
        )

    def _dateline(self, name: Found) -> bool:
        if line_start(self.text, name.start):
            rest = self.text[name.end : name.end + 120]
            return bool(_DATELINE.match(rest) and (name.sure or not rest.startswith(": "))) or bool(_AGENCY.match(rest))
        if (
            name.text.isupper()
            and self.words[name.first].case == "normal"
            and _AGENCY.match(self.text[name.end : name.end + 60])
        ):
            return True
        held = self.taken.get(name.first - 1)
        return held is not None and held.role == "dateline" and self.words[name.first].gap.startswith(",")

    def _weigh(self, name: Found, again: int) -> float:
        cues = self.cues
        first, last = self.words[name.first], self.words[name.last]
        single = name.first == name.last
        known = prominence(name.entries)
        total = known + name.cue + (0.0 if single else WEIGHT["long"])
        if again > (1 if name.cue >= WEIGHT["locative"] else 0):
            total += WEIGHT["again"]
        case = first.case
        top = name.entries[0].kind in ("country", "continent")
        if single:
            low = name.key
            if low in cues["months"] and not self._tail(name):
                return -9.0
            if low in vocabulary.words() and not top:
                total += WEIGHT["ordinary"] * (1.6 if case != "normal" else 1.0)
            if not top and (low in vocabulary.given_names() or low in vocabulary.surnames()):
                total += WEIGHT["name"] * (0.4 if known >= 1.7 else 1.0)
            if self.times[name.key] > 1 and low not in self.people:
                total += WEIGHT["often"]
        if not name.feature and all(part in cues["generic"] for part in name.key.split()):
            total += WEIGHT["generic"]
        if name.entries[0].kind == "building" and name.cue < WEIGHT["locative"]:
            total += WEIGHT["generic"]
        if not top and case == "upper":
            total += WEIGHT["upper"]
        elif not top and case == "title":
            total += WEIGHT["headline"]
        if self.begins(name.first) and not top:
            total += WEIGHT["first"]
        person = any(self.words[i].low in self.people for i in {name.first, name.last})
        unit = not single and last.low in cues["unit"]
        if person and not unit and not (top and single and (name.key not in vocabulary.given_names() or name.cue)):
            total += WEIGHT["person"] * (1.0 if name.cue < WEIGHT["unit"] else 0.5)
        return total + self._neighbours(name, top, case)

    def _neighbours(self, name: Found, top: bool, case: str) -> float:
        """Capitals beside the name mean that it is a part of another name."""
        cues, total = self.cues, 0.0
        before, after = self.near_word(name.first, -1), self.near_word(name.last, +1)
        loose, single = case != "normal", name.first == name.last
        if before is not None and before.cap and before.low not in cues["stop"]:
            held = self.taken.get(name.first - 1)
            if before.low in cues["title"]:
                total += 0.0 if top else WEIGHT["title"]
            elif before.low in vocabulary.given_names() and not (held and is_unit(held)):
                total += WEIGHT["person"] if not top else -1.0
            elif (
                held is None
                and not loose
                and not self._plain(before, name.first - 1)
                and self.words[name.last].low not in cues["unit"]
            ):
                total += WEIGHT["before"] + (WEIGHT["stranger"] if prominence(name.entries) < 1.0 else 0.0)
        elif name.first > 0 and self.words[name.first].gap == ". ":
            mark = self.words[name.first - 1]
            if len(mark.text) == 1 and mark.cap and not top:
                total += WEIGHT["person"]  # "John F. Houston"
            elif mark.low in cues["title"] and len(mark.text) < 5 and mark.cap:
                total += 0.0 if top else WEIGHT["title"]
        if after is not None and after.cap and after.low not in cues["stop"]:
            held = self.taken.get(name.last + 1)
            fine = (
                self.words[name.last].low in cues["unit"]
                or after.low in cues["unit"]
                or after.low in cues["settled"]
                or after.low in cues["site"]
                or after.low in cues["title"]
            )
            if (
                name.first == name.last
                and name.key in vocabulary.given_names()
                and not top
                and held is None
                and not loose
            ) or (
                top
                and single
                and name.key in vocabulary.given_names()
                and name.cue < WEIGHT["locative"]
                and self._surname(name.last + 1)
            ):
                total += WEIGHT["person"]
            elif held is None and not fine and not loose and not top:
                total += WEIGHT["after"]
        return total

    def _surname(self, i: int) -> bool:
        """True if word `i` looks like a surname: one capital that is no word for a body or a place."""
        word, cues = self.words[i], self.cues
        if word.low in vocabulary.surnames():
            return True
        after = self.near_word(i, +1)
        other = any(word.low in cues[c] for c in ("organ", "unit", "site", "settled", "title", "direction", "months"))
        return word.case == "normal" and not other and i not in self.taken and not (after is not None and after.cap)

    def _plain(self, word: Word, i: int) -> bool:
        """True for a capital that comes from the start of a sentence, or a word of place ("Lake", "Downtown")."""
        cues = self.cues
        return (
            self.begins(i)
            or word.low in cues["direction"]
            or word.low in cues["unit"]
            or word.low in cues["settled"]
            or word.low in ("downtown", "mid", "metro", "greater", "central", "inner", "rural", "occupied")
        )

    def _role(self, name: Found) -> None:
        after, before = self.near_word(name.last, +1), self.near_word(name.first, -1)
        name.span = (name.start, name.end)
        if name.role == "dateline":
            return
        if (after is not None and after.cap and after.case == "normal" and self._organ(name)) or (
            before is not None and before.low == "of" and self._of_name(name)
        ):
            name.role = "in_name"
        elif self._government(name, before, after):
            name.role = "government"
        elif self._origin(name, before, after):
            name.role = "origin"

    def _organ(self, name: Found) -> bool:
        """True if the capitals after the name end in a word for a body ("Baghdad Daily Post")."""
        i = name.last + 1
        for step in range(4):
            word = self.word(i + step)
            if word is None or (step and word.gap not in (" ", "-", "\n")) or not word.cap:
                return False
            if word.low in self.cues["organ"]:
                return True
        return False

    def _of_name(self, name: Found) -> bool:
        noun = self.near_word(name.first - 1, -1)
        return noun is not None and noun.cap and noun.case == "normal" and noun.low in self.cues["of_name"]

    def _government(self, name: Found, before: Word | None, after: Word | None) -> bool:
        state = name.key in vocabulary.capitals() or name.entries[0].kind == "country"
        if not state or name.cue >= WEIGHT["locative"]:
            return False
        i = name.last + 1
        for step in range(2):
            word = self.word(i + step)
            if word is None or (word.gap not in (" ", "\n")) or word.cap:
                break
            if word.low in self.cues["act"]:
                return True
            if not word.low.endswith("ly") and word.low not in ("has", "have", "had", "also"):
                break
        return before is not None and before.low in self.cues["against"] and name.key in vocabulary.capitals()

    def _origin(self, name: Found, before: Word | None, after: Word | None) -> bool:
        if after is not None and after.low == "born":
            return True
        if before is None or before.low != "from":
            return False
        who = self.near_word(name.first - 1, -1)
        return who is not None and who.low in self.cues["person"]
