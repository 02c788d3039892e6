"""Text to tokens of a few classes, one character a class, so that the grammar is regular expressions over classes.

    lex("early on 3 March").symbols   # one character each for MOD, on, NUM, MONTH

A word that no rule cares about is `X`. Phrases of the lexicon ("first light", "day before yesterday") are one token.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from casus.reading.times.tables import lexicon
from casus.text.sentences import sentences

# The words that rules name as themselves; every other word outside the lexicon is X.
LITERALS = (
    "the this that last next past previous preceding following same coming recent of on in at by from to and "
    "or between since until till through thru before after during over into within for ago later earlier "
    "afterwards afterward beforehand previously prior hence every each per old aged prison jail imprisonment "
    "sentence sentences term terms custody labour labor hard behind bars quarter half o'clock times eid then "
    "as so local de lasting lasted once twice exactly broke out up date throughout all under age ending commencing"
).split()

# Words first and figures behind one look ahead: most positions are letters or blanks, and time goes with the misses.
_LEX = re.compile(
    r"""
    (?P<word>[^\W\d_]+(?:['’](?![sS]\b)[^\W\d_]+)*)
    |(?=[0-9])(?:
        (?P<iso>(?<![\w.-])(?:19|20)[0-9]{2}-[0-9]{1,2}-[0-9]{1,2}(?![0-9]))
        |(?P<ymd>(?<![\w./-])(?:19|20)[0-9]{2}[/.][0-9]{1,2}[/.][0-9]{1,2}(?![0-9]))
        |(?P<nums>(?<![\w./-])[0-9]{1,2}(?P<sep>[/.-])[0-9]{1,2}(?P=sep)(?:[0-9]{4}|[0-9]{2})(?![\w/-]))
        |(?P<ampm>(?<![\w.,])[0-9]{1,2}(?:[:.][0-9]{2})?[ \u00a0]?[AaPp](?:\.[ ]?[Mm]\b\.?|[Mm]\b))
        |(?P<clock>(?<![\w:.])[0-9]{1,2}[:h][0-9]{2}(?::[0-9]{2})?(?!\w|:[0-9])(?:[ ]?(?:hrs?|hours|h|GMT|UTC)\b)?)
        |(?P<hrs>(?<![\w:.])[0-9]{1,2}[.:h]?[0-9]{2}[ ]?(?:hrs?|HRS?|hours|HOURS|h|H|GMT|UTC|Z)\b)
        |(?P<dtg>(?<!\w)[0-9]{6}[HhZz]\b)
        |(?P<ord>(?<!\w)[0-9]{1,2}(?:st|nd|rd|th|ST|ND|RD|TH)\b)
        |(?P<decade>(?<!\w)(?:19|20)[0-9]0['’]?s\b)
        |(?P<big>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?)
        |(?P<dec>[0-9]+[.,][0-9]+)
        |(?P<int>[0-9]+(?![\w]))
        |(?P<mixed>[0-9]+\w*)
    )
    |(?P<poss>['’][sS]\b)
    |(?P<years>(?<!\w)['’‘][0-9]0s\b)
    |(?P<para>\n[ \t\r\f\v]*(?:\n[ \t\r\f\v]*)+)
    |(?P<punct>[^\w\s])
    """,
    re.VERBOSE,
)
_POINTS = {",": "COMMA", "(": "OPEN", "[": "OPEN", ")": "CLOSE", "]": "CLOSE", ":": "COLON", "/": "SLASH", "&": "and"}
_DASHES = frozenset("-‐‑–—−")
_FORMS = {  # token kinds of the lexer that are classes of the grammar already
    "iso": "NUMDATE", "ymd": "NUMDATE", "nums": "NUMDATE", "ampm": "CLOCK", "clock": "CLOCK", "hrs": "CLOCK",
    "dtg": "DTG", "ord": "ORD", "decade": "DECADE", "big": "X", "dec": "DEC", "mixed": "X", "poss": "POSS",
    "years": "DECADE", "para": "PARA",
}  # fmt: skip
_CLASSES = (
    "X PARA STOP COMMA OPEN CLOSE COLON SLASH HYPH DASH POSS NUM FOUR YEAR DEC ORD DECADE NUMDATE CLOCK DTG WEEKDAY "
    "WEEKDAYS WKD MONTH MON UNIT UNITS NIGHT WEEKEND PART NEAR OVERNIGHT MOD SEASON FALL ORDW NUMW VAGUE A ABOUT FREQ "
    "FESTIVAL OMONTH NAMED TRAP"
).split()
# One character a class or literal. CJK characters: no case, no meaning in a regular expression.
SYMBOL: dict[str, str] = {name: chr(0x4E00 + number) for number, name in enumerate((*_CLASSES, *LITERALS))}


@dataclass(slots=True)
class Token:
    """A word, number or sign: offsets, lower-case text, class, and the lexicon's value."""

    start: int
    end: int
    text: str
    cls: str
    value: str = ""
    sentence: int = 0
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Lexed:
    """The tokens of a text and their classes as a string of the same length."""

    text: str
    tokens: list[Token]
    symbols: str

    def cls(self, index: int) -> str:
        """The class of a token; "PARA" outside the text."""
        return self.tokens[index].cls if 0 <= index < len(self.tokens) else "PARA"

    def word(self, index: int) -> str:
        """The lower-case text of a token; "" outside the text."""
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ""


@cache
def _words() -> dict[str, tuple[str, str]]:
    """Single words: class and value. Literals come first, so that a rule may name a word of the lexicon."""
    out: dict[str, tuple[str, str]] = {}
    for words, cls, value in lexicon():
        if len(_split(words)) == 1:
            out.setdefault(words, (cls, value))
    for word in LITERALS:
        out.setdefault(word, (word, ""))
    return out


@cache
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    """Phrases by their first word, the longest first; hyphens and full stops are left out."""
    out: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for words, cls, value in lexicon():
        parts = _split(words)
        if len(parts) > 1:
            out.setdefault(parts[0], []).append((parts, cls, value))
    return {first: tuple(sorted(some, key=lambda p: -len(p[0]))) for first, some in out.items()}


def _split(words: str) -> tuple[str, ...]:
    return tuple(m.group().lower() for m in _LEX.finditer(words) if m.lastgroup != "punct" or m.group() == "/")


def lex(text: str) -> Lexed:
    """The tokens of a text. Never raises; linear in the text."""
    words, phrases = _words(), _phrases()
    raw = [(*m.span(), m.lastgroup or "", m.group()) for m in _LEX.finditer(text)]
    ends = [end for _, end in sentences(text)]
    out: list[Token] = []
    at = sentence = 0
    while at < len(raw):
        start, end, kind, word = raw[at]
        while sentence < len(ends) and start >= ends[sentence]:
            sentence += 1
        lower = word.lower()
        if "’" in lower:
            lower = lower.replace("’", "'")
        found = _phrase(raw, at, phrases[lower]) if lower in phrases else None
        if found is not None:
            step, cls, value = found
            end = raw[at + step - 1][1]
            whole = text[start:end]
            token = Token(start, end, " ".join(whole.lower().split()), cls, value, sentence, whole != whole.lower())
        elif kind == "word":
            cls, value = words.get(lower, _OTHER)
            step = 1
            if cls in _SHORT and text[end : end + 1] == "." and len(lower) <= 5:
                end, lower, step = end + 1, lower + ".", 2
            token = Token(start, end, lower, cls, value, sentence, word[0].isupper())
        else:
            step = 1
            token = Token(start, end, lower, _sign(text, start, end, kind, word), "", sentence)
        out.append(token)
        at += step
    return Lexed(text, out, "".join([SYMBOL[token.cls] for token in out]))


_OTHER = ("X", "")
_SHORT = frozenset({"MON", "WKD"})
Raw = list[tuple[int, int, str, str]]


def _phrase(raw: Raw, at: int, options: tuple[tuple[tuple[str, ...], str, str], ...]) -> tuple[int, str, str] | None:
    """How many raw tokens the longest phrase takes here, its class and value."""
    for parts, cls, value in options:
        here, good = at + 1, True
        for part in parts[1:]:
            while (
                here < len(raw)
                and raw[here][2] == "punct"
                and raw[here][3] in "-‐‑–."
                and (raw[here][0] == raw[here - 1][1])
            ):
                here += 1
            if here >= len(raw) or raw[here][3].lower().replace("’", "'") != part:
                good = False
                break
            here += 1
        if good:
            return here - at, cls, value
    return None


def _sign(text: str, start: int, end: int, kind: str, word: str) -> str:
    """The class of a number or a sign."""
    if kind == "int":
        if len(word) == 4:
            return "YEAR" if "1900" <= word <= "2099" else "FOUR"
        return "NUM" if len(word) <= 3 else "X"
    if kind != "punct":
        return _FORMS[kind]
    if word in _DASHES:
        tight = start > 0 and not text[start - 1].isspace() and end < len(text) and not text[end].isspace()
        return "HYPH" if tight else "DASH"
    if word in ".!?;…":
        return "STOP"
    return _POINTS.get(word, "X")
