"""Names that the gazetteer lacks: spelt nearly so in the report's country, or known only from "the village of X"."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from casus.reading.gazetteer.store import Entry, Gazetteer
from casus.reading.places import vocabulary
from casus.reading.places.scan import Found, Word, run_key

SHARE = 0.4  # of the report's country before near spellings are tried in it
# "to", "from" and "between" stand before persons and firms as often: they are left out. With them, and with every later
# mention of such names taken too, span F1 on GeoWebNews fell from .877 to .860.
LOCATIVE = frozenset("in near outside above reached shelled bombed captured seized retook recaptured overran".split())
WEAK = frozenset(
    "at around inside towards toward beside into leaving entered stormed occupied liberated raided besieged".split()
)
STRUCK = frozenset(
    "attack attacks raid raids assault strike strikes airstrike airstrikes assaults advance shelling".split()
)
MOST = 12  # near spellings tried in one report: each costs up to 5 ms


class Unknown:
    """Finds names that no exact spelling explains, in one text."""

    def __init__(
        self, text: str, words: list[Word], kept: Sequence[Found], people: Collection[str], gazetteer: Gazetteer
    ) -> None:
        self.text, self.words, self.gazetteer = text, words, gazetteer
        self.cues = vocabulary.cues()
        self.taken: dict[int, Found] = {i: f for f in kept for i in range(f.first, f.last + 1)}
        self.people = people
        self.lower = frozenset(w.low for w in words if not w.cap)
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
        out: list[Found] = []
        known: dict[str, Found] = {}
        for again in (False, True):  # a name with a cue once is a name of a place wherever it stands
            for i in range(len(self.words)):
                if i in self.taken or not self._starts(i):
                    continue
                last = self._run(i)
                name = self._same(i, last, known) if again else self._name(i, last, about)
                if name is not None:
                    out.append(name)
                    known.setdefault(name.key, name)
                    self.taken.update(dict.fromkeys(range(i, last + 1), name))
        return out

    def _same(self, i: int, last: int, known: Mapping[str, Found]) -> Found | None:
        run = self.words[i : last + 1]
        first = known.get(run_key(run))
        if first is None or (first.feature is None and first.cue < 1.0):
            return None
        start, end = run[0].start, run[-1].end
        return Found(
            i,
            last,
            start,
            end,
            self.text[start:end],
            first.key,
            (),
            choice=first.choice,
            parent=first.parent,
            note=first.note,
        )

    def _starts(self, i: int) -> bool:
        word = self.words[i]
        return word.cap and word.case == "normal" and word.low not in self.cues["stop"] and len(word.text) > 2

    def _run(self, i: int) -> int:
        """Last word of the run of capitals that begins here (at most four words)."""
        j = i
        while j + 1 < len(self.words) and j - i < 3 and j + 1 not in self.taken:
            word = self.words[j + 1]
            if (
                not word.cap
                or word.gap not in (" ", "-")
                or word.low in self.cues["unit"]
                or word.low in self.cues["settled"]
            ):
                break
            j += 1
        return j

    def _name(self, i: int, last: int, about: Sequence[tuple[str, float]]) -> Found | None:
        feature = self._feature(i, last)
        parent = self._parent(last)
        if feature is None and parent is None and not self._locative(i):
            return None
        run = self.words[i : last + 1]
        start, end = run[0].start, run[-1].end
        words = self.text[start:end]
        after = self.words[last + 1] if last + 1 < len(self.words) else None
        if after is not None and after.gap == " " and after.text[0].isdigit():
            return None  # "District 5", "Highway 19"
        if all(any(w.low in self.cues[c] for c in ("unit", "settled", "site", "generic", "connect")) for w in run):
            return None
        if any(w.low in self.cues["organ"] or w.low in self.cues["title"] or w.low in self.cues["months"] for w in run):
            return None
        known = self.gazetteer.find(run_key(run))
        if known and feature is None:
            return None  # judged to be no place here
        entry = None
        if not known and about and about[0][1] >= SHARE and len(words) >= 5:
            entry = self.fuzzy(words, about[0][0])
        if entry is None and (len(run) > 3 or (feature is None and not self._plain_name(run))):
            return None
        note = "spelt nearly so" if entry is not None else f'"{feature or self.words[i - 1].low}" beside it'
        return Found(
            i,
            last,
            start,
            end,
            words,
            run_key(run),
            (),
            feature=feature,
            choice=entry,
            parent=parent,
            cue=self._locative(i),
            note=note,
        )

    def _feature(self, i: int, last: int) -> str | None:
        """The word that makes the run a place: "village of X", "X district"."""
        cues = self.cues
        if i >= 1 and self.words[i].gap in (" ", "\n"):
            before = self.words[i - 1]
            if before.low in cues["settled"] and not before.cap:
                return before.low
            if before.low == "of" and i >= 2 and before.gap == " ":
                noun = self.words[i - 2]
                if (noun.low in cues["settled"] or noun.low in cues["unit"]) and noun.low not in (
                    "state",
                    "community",
                    "capital",
                    "department",
                    "camp",
                    "division",
                    "zone",
                    "port",
                    "quarter",
                ):
                    return noun.low
        if last + 1 < len(self.words) and self.words[last + 1].gap in (" ", "\n"):
            after = self.words[last + 1].low
            if after in cues["admin2"] or after in (
                "province",
                "governorate",
                "oblast",
                "village",
                "town",
                "hamlet",
                "kibbutz",
            ):
                return after
        return None

    def _plain_name(self, run: Sequence[Word]) -> bool:
        """True if nothing tells that the run is a person, a body or an ordinary word with a capital."""
        for word in run:
            if word.low in self.lower or word.low in self.people or word.low in self.cues["never"]:
                return False
            if word.text.isupper() and word.text.isalpha() and len(word.text) < 6:
                return False
            if word.low in vocabulary.given_names() or word.low in vocabulary.words():
                return False
        return True

    def _locative(self, i: int) -> float:
        """1 after "in", "near", "north of", 0.5 after words that are as often followed by a person or a body."""
        if i == 0 or self.words[i].gap not in (" ", "\n"):
            return 0.0
        before = self.words[i - 1]
        if before.low == "of" and i > 1:
            return 1.0 if self.words[i - 2].low in self.cues["direction"] else 0.0
        if before.low in LOCATIVE or (before.low == "on" and i > 1 and self.words[i - 2].low in STRUCK):
            return 1.0
        return 0.5 if before.low in WEAK else 0.0

    def _begins(self, last: int) -> bool:
        """True if a sentence begins with the run that ends at `last` ("However, Syria ...")."""
        gap = self.words[last].gap
        return last == 0 or any(c in gap for c in '.!?\n"“:')

    def _parent(self, last: int) -> Found | None:
        """The unit or country after "X, "."""
        holder = self.taken.get(last + 1)
        if holder is None or self.words[last + 1].gap != ", " or holder.choice is None or self._begins(last):
            return None
        return holder if holder.choice.kind in ("country", "admin1", "admin2", "region") else None
