"""Statements of a text: acts by their verbs, reported words that amount to one, each with its speaker's name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace

from casus.reading.statements.acts import Spoken, spoken
from casus.reading.statements.tables import Clause, clauses, kind_of_word, words_of
from casus.reading.tagging import Parse, parse
from casus.reading.witnesses import Attribution
from casus.reading.witnesses import read as read_witnesses
from casus.reading.witnesses.cast import PRONOUNS, Mention, antecedent, name_of, sort_of

LOSSES = frozenset("losses loss lost lose dead martyrs wounded casualties".split())
HOPES = words_of("hopes")
POSITIVE = frozenset({"threaten", "accuse", "claim_responsibility", "condemn"})
NEGATED = re.compile(r"\b(?:not(?! go un| remain un| be un| be left| spare)|never(?! spare))\b|n['’]t\b", re.IGNORECASE)
GENERIC = words_of("generic")
ONCE = frozenset({"condemn", "claim_responsibility"})  # a second one by the same speaker repeats the first
VOICES = 6  # attributions of one sentence whose words are searched
NEARBY = 12  # names among which a pronoun looks
SAID = 400  # characters of reported words that are searched
HEADLINE = 160  # characters: longer lines are paragraphs
HEAD = 12  # words of reported speech in which the deed of a claim must stand


@dataclass(frozen=True, slots=True)
class StatementMention:
    """A speech act with political weight. Offsets are into the text that was read; -1 where there is none.

    `start`, `end`: the words that show it. `kind` is one of `casus.model.STATEMENT_KINDS`. `speaker`: the name; for
    "he", "they", "it" the one that was last used for him. `target`: who is accused, threatened, asked.
    `about`: the matter.
    """

    start: int
    end: int
    kind: str
    trigger_start: int
    trigger_end: int
    speaker_start: int
    speaker_end: int
    speaker: str
    target_start: int = -1
    target_end: int = -1
    about_start: int = -1
    about_end: int = -1


def read(text: str) -> tuple[StatementMention, ...]:
    """Every statement of a text, in order. Any text will do; nothing is raised.

    Negated ("no group has claimed"), possible and expected acts are left out, as is citing a source for a fact.
    """
    words = parse(text)
    cited = read_witnesses(text)
    by_verb = [_of_act(words, one) for one in spoken(words)]
    by_words = [one for attribution in _few(words, cited) for one in _of_words(text, attribution)]
    found = sorted(_reconciled(by_verb, by_words), key=_order)
    return tuple(_once(words, [*_named(words, found, cited)]))


def _few(words: Parse, cited: tuple[Attribution, ...]) -> Iterable[Attribution]:
    """No more than `VOICES` attributions of one sentence: more are no prose."""
    count = sentence = -1
    for one in cited:
        index = words.at(one.cue_start)
        here = words.words[index].sentence if index is not None else -1
        count = count + 1 if here == sentence else 0
        sentence = here
        if count < VOICES:
            yield one


def _reconciled(by_verb: list[StatementMention], by_words: list[StatementMention]) -> list[StatementMention]:
    """One verb, one statement: a threat in the words outweighs "warned", any other verb of a statement the words."""
    threats = {one.trigger_start for one in by_words if one.kind == "threaten"}
    verbs = {one.trigger_start: one.kind for one in by_verb}
    kept = [one for one in by_verb if not (one.kind in ("warn", "announce") and one.trigger_start in threats)]
    for one in by_words:
        kind = verbs.get(one.trigger_start)
        if kind is None or (kind in ("warn", "announce") and one.kind in ("threaten", "claim_responsibility")):
            kept.append(one)
    return kept


def _order(one: StatementMention) -> tuple[int, int, str, int]:
    return one.trigger_start, one.start, one.kind, one.end


def _of_act(words: Parse, one: Spoken) -> StatementMention:
    trigger, speaker = words.span(*one.trigger), words.span(*one.speaker)
    target = words.span(*one.target) if one.target else (-1, -1)
    about = words.span(*one.about) if one.about else (-1, -1)
    last = words.words[one.last - 1].end
    start = speaker[0] if 0 <= trigger[0] - speaker[0] < 200 else trigger[0]
    return StatementMention(
        start, max(last, trigger[1], speaker[1] if speaker[0] > trigger[0] else 0), one.kind, *trigger, *speaker,
        name_of(words, one.speaker), *target, *about,
    )  # fmt: skip


def _of_words(text: str, cited: Attribution) -> Iterable[StatementMention]:
    """Statements that the reported words amount to."""
    if cited.mood == "denies":
        return
    hoped = text[cited.cue_start : cited.cue_end].lower() in HOPES
    content = text[cited.start : min(cited.end, cited.start + SAID)]
    seen: set[str] = set()
    for clause in clauses():
        match = None if clause.kind in seen else clause.pattern.search(content)
        if match is None or (hoped and clause.kind != "accuse") or not _holds(clause, match, cited, content):
            continue
        seen.add(clause.kind)
        asks_peace = clause.kind == "demand" and any(
            kind_of_word("peace", word) for word in re.findall(r"[\w-]+", content.lower())
        )
        yield _mention(
            cited,
            "call_for_peace" if asks_peace else clause.kind,
            cited.start + match.start(),
            cited.start + match.end(),
        )
    if "claim_responsibility" not in seen and cited.self_report and _claims(cited, content):
        yield _mention(cited, "claim_responsibility", cited.start, cited.end)


def _holds(clause: Clause, match: re.Match[str], cited: Attribution, content: str) -> bool:
    """Whether a clause is said of the side that its row asks for, and is not negated."""
    if clause.kind in POSITIVE and NEGATED.search(match[0]):
        return False
    if clause.whose == "armed":
        return _armed(cited)
    if clause.whose == "political":
        return _armed(cited) or any(
            kind_of_word("political", word) for word in re.findall(r"[\w-]+", cited.witness.name.lower())
        )
    own = _of_self(content, match.start())
    if clause.whose == "claims":
        return cited.mood == "alleges" and not own
    return clause.whose == "any" or own == (clause.whose == "self")


def _armed(cited: Attribution) -> bool:
    return any(kind_of_word("armed", word) for word in re.findall(r"[\w-]+", cited.witness.name.lower()))


def _of_self(content: str, at: int) -> bool:
    """Whether the subject right before offset `at` is the speaker's side."""
    before = content[max(0, at - 40) : at].split()
    return any(
        word.lower().strip("“\"'") in ("it", "they", "we", "he", "its", "their", "our", "i") for word in before[-3:]
    )


def _claims(cited: Attribution, content: str) -> bool:
    """ "said it had shelled": the deed is the speaker's own, and the speaker no state."""
    if not _armed(cited):
        return False
    head = re.findall(r"[\w'’-]+", content.lower())[:HEAD]
    if any(word in LOSSES for word in head[:5]):
        return False
    return any(kind_of_word("deed", word) for word in head) and not {"not", "no", "never"} & set(head)


def _mention(cited: Attribution, kind: str, start: int, end: int) -> StatementMention:
    first, last = min(start, cited.cue_start), max(end, cited.cue_end)
    if first > cited.source_start >= first - 120:
        first = cited.source_start
    return StatementMention(
        first, last, kind, cited.cue_start, cited.cue_end, cited.source_start, cited.source_end, cited.witness.name,
        -1, -1, start, end,
    )  # fmt: skip


def _named(words: Parse, found: list[StatementMention], cited: tuple[Attribution, ...]) -> Iterable[StatementMention]:
    """The speaker's name in place of "he" or "it", from all who speak before."""
    known = [*_mentions(words, [(one.source_start, one.source_end, one.witness.name) for one in cited])]
    known += _mentions(words, [(one.speaker_start, one.speaker_end, one.speaker) for one in found])
    known.sort(key=lambda one: one.at)
    for one in found:
        at = words.at(one.speaker_start)
        if at is None or one.speaker.lower() not in PRONOUNS:
            yield one
            continue
        before = bisect_left(known, at, key=lambda other: other.at)
        name = antecedent(words, at, known[max(0, before - NEARBY) : before])
        yield replace(one, speaker=name or one.speaker)


def _mentions(words: Parse, spans: list[tuple[int, int, str]]) -> Iterable[Mention]:
    for start, end, name in spans:
        first, last = words.at(start), words.at(end - 1)
        if first is not None and last is not None and text_of(words, start, end).lower() not in PRONOUNS:
            yield Mention(first, name, sort_of(words, (first, max(last, first) + 1)))


def text_of(words: Parse, start: int, end: int) -> str:
    """The characters of a span."""
    return words.text[start:end]


def _once(words: Parse, found: list[StatementMention]) -> Iterable[StatementMention]:
    """One statement for each sentence, kind and speaker; a headline's only if the body has none of its kind."""
    heads = [_in_headline(words.text, one.trigger_start) for one in found]
    body = {one.kind for one, head in zip(found, heads, strict=True) if not head}
    seen: set[tuple[int, str, str]] = set()
    voices: dict[str, list[str]] = {kind: [] for kind in ONCE}
    for one, head in zip(found, heads, strict=True):
        if head and one.kind in body:
            continue
        index = words.at(one.trigger_start)
        key = (words.words[index].sentence if index is not None else -1, one.kind, one.speaker)
        earlier = voices.get(one.kind, [])
        if key in seen or any(_same(one.speaker, name) for name in earlier[-NEARBY:]):
            continue
        seen.add(key)
        earlier.append(one.speaker)
        yield one


def _same(later: str, earlier: str) -> bool:
    """ "The government" after "a spokesman for the Iraqi government", "the group" after any group: nobody new."""
    new, old = (set(re.findall(r"\w+", name.lower())) - {"the", "a", "an", "of", "for"} for name in (later, earlier))
    return new <= old or (later.lower().startswith("the ") and new <= GENERIC)


def _in_headline(text: str, at: int) -> bool:
    """True in a short line without a stop at its end: titles say again what the body says."""
    start = text.rfind("\n", max(0, at - HEADLINE - 1), at) + 1
    if start == 0 and at > HEADLINE:
        return False
    end = text.find("\n", at, start + HEADLINE + 1)
    line = text[start:end].rstrip()
    return end >= 0 and len(line) < HEADLINE and line[-1:] not in '.!?…"”’:;'
