"""Names that the gazetteer lacks: spelt nearly so in the report's country, or known only from "the village of X"."""

from __future__ import annotations

from collections.abc import Sequence

from casus.reading.gazetteer.store import Entry, Gazetteer
from casus.reading.places import vocabulary
from casus.reading.places.scan import Found, Word, run_key

SHARE = 0.4  # of the report's country before near spellings are tried in it
MOST = 12  # near spellings tried in one report: each costs up to 5 ms


class Unknown:
    """Finds names that no exact spelling explains, in one text."""

    def __init__(self, text: str, words: list[Word], kept: Sequence[Found], gazetteer: Gazetteer) -> None:
        self.text, self.words, self.gazetteer = text, words, gazetteer
        self.cues = vocabulary.cues()
        self.taken = {i for f in kept for i in range(f.first, f.last + 1)}
        self.tried: dict[tuple[str, str], Entry | None] = {}

    def fuzzy(self, name: str, country: str) -> Entry | None:
        """The place of a country spelt nearly so, None if there is none or too many were tried."""
        tried = name, country
        if tried not in self.tried:
            if len(self.tried) >= MOST:
                return None
            hits = self.gazetteer.fuzzy(name, country)
            self.tried[tried] = hits[0][0] if hits else None
        return self.tried[tried]

    def found(self, about: Sequence[tuple[str, float]]) -> list[Found]:
        """Unknown names with a cue that they are places, resolved by near spelling where possible."""
        out = []
        for i in range(len(self.words)):
            if i in self.taken or not self._starts(i):
                continue
            last = self._run(i)
            name = self._name(i, last, about)
            if name is not None:
                out.append(name)
                self.taken.update(range(i, last + 1))
        return out

    def _starts(self, i: int) -> bool:
        word = self.words[i]
        return word.cap and word.case == "normal" and word.low not in self.cues["stop"] and len(word.text) > 2

    def _run(self, i: int) -> int:
        """Last word of the run of capitals that begins here (at most four words)."""
        j = i
        while j + 1 < len(self.words) and j - i < 3 and j + 1 not in self.taken:
            word = self.words[j + 1]
            if not word.cap or word.gap not in (" ", "-") or word.low in self.cues["unit"] or word.low in self.cues["settled"]:
                break
            j += 1
        return j

    def _name(self, i: int, last: int, about: Sequence[tuple[str, float]]) -> Found | None:
        feature = self._feature(i, last)
        place = self._locative(i)
        if feature is None and not place:
            return None
        run = self.words[i : last + 1]
        start, end = run[0].start, run[-1].end
        words = self.text[start:end]
        if any(w.low in self.cues["organ"] or w.low in self.cues["title"] or w.low in self.cues["months"] for w in run):
            return None
        entry = None
        if about and about[0][1] >= SHARE and len(words) >= 5:
            entry = self.fuzzy(words, about[0][0])
        if entry is None and (feature is None or len(run) > 3):
            return None
        note = "spelt nearly so" if entry is not None else f'"{feature}" beside it'
        return Found(i, last, start, end, words, run_key(run), (), feature=feature, choice=entry, note=note)

    def _feature(self, i: int, last: int) -> str | None:
        """The word that makes the run a place: "village of X", "X district"."""
        cues = self.cues
        if i >= 1 and self.words[i].gap in (" ", "\n"):
            before = self.words[i - 1]
            if before.low in cues["settled"] and not before.cap:
                return before.low
            if before.low == "of" and i >= 2 and before.gap == " ":
                noun = self.words[i - 2]
                if (noun.low in cues["settled"] or noun.low in cues["unit"]) and noun.low not in ("state", "community", "capital", "department", "camp", "division", "zone", "port", "quarter"):
                    return noun.low
        if last + 1 < len(self.words) and self.words[last + 1].gap in (" ", "\n"):
            after = self.words[last + 1].low
            if after in cues["admin2"] or after in ("province", "governorate", "oblast", "village", "town", "hamlet", "kibbutz"):
                return after
        return None

    def _locative(self, i: int) -> bool:
        if i == 0 or self.words[i].gap != " ":
            return False
        before = self.words[i - 1]
        return before.low in ("in", "near", "at", "outside", "around")
