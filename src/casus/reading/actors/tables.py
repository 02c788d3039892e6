"""The tables of `data/actors`, read once: who is listed, what states are called, which nouns name a party."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

REGIONS = ("middle_east", "africa", "asia", "europe", "americas", "world", "media")
ARMED = frozenset({"rebel", "militia", "gang", "communal"})

_POSSESSIVE = re.compile(r"['’ʼ][sS]$")
_INSIDE = re.compile(r"['’ʼʻ`´.]")
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?|[^\W_]+(?:['’ʼʻ`´][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Row:
    """A listed actor. `parts` are ids it belongs to, each with its years ("2014..", "" if not known)."""

    id: str
    name: str
    aliases: tuple[str, ...]
    type: str
    countries: tuple[str, ...]
    parts: tuple[tuple[str, str], ...]
    split_from: tuple[str, ...]
    since: int | None
    until: int | None
    wikidata: str
    source: str

    @property
    def names(self) -> tuple[str, ...]:
        """The canonical name and the aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class State:
    """A state: its English names, the words for its people and things, and where its government sits."""

    iso: str
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    seats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A noun that can head a phrase for a party or a target. `sense`: person, group, building, vehicle, thing."""

    noun: str
    type: str
    sense: str
    plural: bool


@dataclass(frozen=True, slots=True)
class Term:
    """What a run of words may mean: a listed actor (`row`), or a state by `form` name, demonym or seat."""

    words: tuple[str, ...]
    acronym: bool
    small: bool
    genitive: bool = False
    bracket: bool = False
    row: Row | None = None
    state: State | None = None
    form: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All terms by their words; `lengths` gives for a first word how long its terms are, longest first."""

    terms: dict[tuple[str, ...], tuple[Term, ...]]
    lengths: dict[str, tuple[int, ...]]


@lru_cache(maxsize=65536)
def key(word: str) -> str:
    """The form in which words are compared: no case, accents, inner apostrophes, stops or possessive "'s"."""
    word = _POSSESSIVE.sub("", word)
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return _INSIDE.sub("", word).casefold()


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in the form in which they are compared."""
    return tuple(k for k in (key(found[0]) for found in _WORD.finditer(name)) if k)


def _lines(name: str) -> list[str]:
    text = files("casus").joinpath("data", "actors", name).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line.strip() and not line.startswith("#")]


def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `data/actors/NAME.tsv` as dictionaries of column to value, in the file's order."""
    head, *rest = (line.split("\t") for line in _lines(f"{name}.tsv"))
    return tuple(dict(zip(head, row, strict=True)) for row in rest)


def _split(cell: str, by: str = "|") -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(by) if part.strip())


@cache
def rows() -> dict[str, Row]:
    """Every listed actor by its id, in the order of the tables."""
    return {row.id: row for region in REGIONS for row in map(_row, table(region))}


def _row(cells: dict[str, str]) -> Row:
    parts = tuple((part.partition("@")[0], part.partition("@")[2]) for part in _split(cells["part_of"], ","))
    return Row(
        id=cells["id"],
        name=cells["name"],
        aliases=_split(cells["aliases"]),
        type=cells["type"],
        countries=_split(cells["countries"], ","),
        parts=parts,
        split_from=_split(cells["split_from"], ","),
        since=int(cells["since"]) if cells["since"] else None,
        until=int(cells["until"]) if cells["until"] else None,
        wikidata=cells["wikidata"],
        source=cells["source"],
    )


@cache
def states() -> dict[str, State]:
    """Every state by its ISO 3166-1 alpha-2 code."""
    return {
        cells["iso"]: State(
            cells["iso"], cells["name"], _split(cells["aliases"]), _split(cells["demonyms"]), _split(cells["seats"])
        )
        for cells in table("states")
    }


@cache
def organs() -> dict[tuple[str, ...], tuple[str, str]]:
    """Words for a state's organs ("security forces") to the organ and its type: ("security", "state_force")."""
    return {words_of(cells["words"]): (cells["organ"], cells["type"]) for cells in table("organs")}


@cache
def heads() -> dict[str, Head]:
    """Nouns, singular and plural, that head phrases for parties and targets."""
    out: dict[str, Head] = {}
    for cells in table("heads"):
        noun, kind, sense = key(cells["noun"]), cells["type"], cells["sense"]
        many = key(cells["plural"]) if cells["plural"] else plural(noun)
        out.setdefault(noun, Head(noun, kind, sense, many == noun))
        out.setdefault(many, Head(noun, kind, sense, True))
    return out


def plural(noun: str) -> str:
    """The regular plural of an English noun."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


@cache
def modifiers() -> dict[str, str]:
    """Words that may stand before a head inside the phrase, with their group."""
    return {key(cells["word"]): cells["group"] for cells in table("modifiers")}


@cache
def word_list(name: str) -> frozenset[str]:
    """One of the lists of `data/actors/words.tsv`."""
    return frozenset(next(cells["words"] for cells in table("words") if cells["list"] == name).split())


@cache
def neutral_labels() -> dict[str, str]:
    """Words that judge a party, and the neutral word in their place."""
    return {key(cells["label"]): cells["neutral"] for cells in table("neutral")}


@cache
def common() -> frozenset[str]:
    """Ordinary English words of news: in upper-case text what is not among them may be a name."""
    return frozenset(_lines("common.txt"))


@cache
def given_names() -> frozenset[str]:
    """Usual first names, in the form in which words are compared."""
    return frozenset(key(name) for line in _lines("given_names.txt") for name in line.split())


@cache
def lexicon() -> Lexicon:
    """Names of listed actors and of states as word runs."""
    terms: dict[tuple[str, ...], list[Term]] = {}
    for row in rows().values():
        for name in row.names:
            _add(terms, name, row=row)
    for state in states().values():
        for form, names in (("name", (state.name, *state.aliases)), ("demonym", state.demonyms), ("seat", state.seats)):
            for name in names:
                _add(terms, name, state=state, form=form)
    lengths: dict[str, set[int]] = {}
    for words in terms:
        lengths.setdefault(words[0], set()).add(len(words))
    return Lexicon(
        {words: tuple(found) for words, found in terms.items()},
        {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()},
    )


def _add(
    terms: dict[tuple[str, ...], list[Term]],
    name: str,
    row: Row | None = None,
    state: State | None = None,
    form: str = "",
) -> None:
    words = words_of(name)
    letters = [c for c in name if c.isalpha()]
    term = Term(
        words,
        acronym=len(letters) > 1 and sum(c.isupper() for c in letters) >= 2 and len(words) == 1 and len(name) < 9,
        small=bool(letters) and letters[0].islower(),
        genitive="'" in name or "’" in name,
        bracket="(" in name,
        row=row,
        state=state,
        form=form,
    )
    for spelling in spellings(words):
        known = terms.setdefault(spelling, [])
        if not any(t.row is row and t.state is state for t in known):
            known.append(term)
        elif term.small and spelling == words:
            terms[spelling] = [term if t.row is row and t.state is state else t for t in known]


def spellings(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """A name's words and its regular other spellings: "Defence" and "Defense", "al-" and "el-", "-e-" and "-i-"."""
    if len(words) < 2:
        return (words,)
    swaps = _swaps()
    out = [words]
    for at, word in enumerate(words):
        inside = len(word) > 1 or 0 < at < len(words) - 1
        for other in swaps.get(word, ()) if inside else ():
            out += [(*spelling[:at], other, *spelling[at + 1 :]) for spelling in out]
            if len(out) > 16:  # names with four such words; all their mixtures would never be met
                return tuple(dict.fromkeys(out))
    return tuple(dict.fromkeys(out))


@cache
def _swaps() -> dict[str, tuple[str, ...]]:
    groups = [tuple(cells["words"].split()) for cells in table("spellings")]
    return {word: tuple(other for other in group if other != word) for group in groups for word in group}
