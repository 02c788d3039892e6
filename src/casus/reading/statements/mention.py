"""Statements of a text: acts by their verbs, reported words that amount to one, each with its speaker's name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from casus.reading.phrases import Parse, parse
from casus.reading.statements.acts import Spoken, spoken
from casus.reading.statements.tables import Clause, clauses, kind_of_word
from casus.reading.witnesses import Attribution
from casus.reading.witnesses import read as read_witnesses
from casus.reading.witnesses.attribution import clean

SELF = re.compile(r"\W*(?:that )?(?:it|they|he|we|i|its|their|our|his|my)\b", re.IGNORECASE)
POSITIVE = frozenset({"threaten", "accuse", "claim_responsibility", "condemn"})
NEGATED = re.compile(r"\b(?:not(?! go un| remain un| be un| be left| spare)|never(?! spare))\b|n['’]t\b", re.IGNORECASE)
PRONOUNS = frozenset("he she they it we i who which".split())
ONCE = frozenset({"condemn", "claim_responsibility"})  # a second one by the same speaker repeats the first
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
    by_words = [one for attribution in cited for one in _of_words(text, attribution)]
    named = [_named(words, one, cited) for one in sorted(_reconciled(by_verb, by_words), key=_order)]
    return tuple(_once(words, named))


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
        clean(words.words_of(*one.speaker)), *target, *about,
    )  # fmt: skip


def _of_words(text: str, cited: Attribution) -> Iterable[StatementMention]:
    """Statements that the reported words amount to."""
    if cited.mood == "denies":
        return
    content = text[cited.start : cited.end]
    seen: set[str] = set()
    for clause in clauses():
        match = None if clause.kind in seen else clause.pattern.search(content)
        if match is None or not _holds(clause, match, cited, content):
            continue
        seen.add(clause.kind)
        yield _mention(cited, clause.kind, cited.start + match.start(), cited.start + match.end())
    if "claim_responsibility" not in seen and cited.self_report and _claims(cited, content):
        yield _mention(cited, "claim_responsibility", cited.start, cited.end)


def _holds(clause: Clause, match: re.Match[str], cited: Attribution, content: str) -> bool:
    """Whether a clause is said of the side that its row asks for, and is not negated."""
    if clause.kind in POSITIVE and NEGATED.search(match[0]):
        return False
    if clause.whose == "armed":
        return _armed(cited)
    own = _of_self(content, match.start())
    if clause.whose == "claims":
        return cited.mood == "alleges" and not own
    return clause.whose == "any" or own == (clause.whose == "self")


def _armed(cited: Attribution) -> bool:
    return any(kind_of_word("armed", word) for word in re.findall(r"[\w-]+", cited.witness.name.lower()))


def _of_self(content: str, at: int) -> bool:
    """Whether the subject right before offset `at` is the speaker's side."""
    before = content[max(0, at - 40) : at].split()
    return any(word.lower().strip("“\"'") in ("it", "they", "we", "he", "its", "their", "our", "i") for word in before[-3:])


def _claims(cited: Attribution, content: str) -> bool:
    """"said it had shelled": the deed is the speaker's own, and the speaker no state."""
    if not _armed(cited):
        return False
    head = re.findall(r"[\w'’-]+", content.lower())[:HEAD]
    return any(kind_of_word("deed", word) for word in head) and not {"not", "no", "never"} & set(head)


def _mention(cited: Attribution, kind: str, start: int, end: int) -> StatementMention:
    first, last = min(start, cited.cue_start), max(end, cited.cue_end)
    if first > cited.source_start >= first - 120:
        first = cited.source_start
    return StatementMention(
        first, last, kind, cited.cue_start, cited.cue_end, cited.source_start, cited.source_end, cited.witness.name,
        -1, -1, start, end,
    )  # fmt: skip


def _named(words: Parse, one: StatementMention, cited: tuple[Attribution, ...]) -> StatementMention:
    """The speaker's name in place of "he" or "the group", from the witnesses around."""
    low = one.speaker.lower()
    if low not in PRONOUNS:
        return one
    known = ""
    for attribution in cited:
        if attribution.source_start == one.speaker_start:
            known = attribution.witness.name
            break
        if attribution.cue_start >= one.trigger_start:
            break
        known = attribution.witness.name
    return replace(one, speaker=known) if known else one


def _once(words: Parse, found: list[StatementMention]) -> Iterable[StatementMention]:
    """One statement for each sentence, kind and speaker; a headline's only if the body has none of its kind."""
    headline = words.text.find("\n")
    body = {one.kind for one in found if one.trigger_start > headline}
    seen: set[tuple[int, str, str]] = set()
    for one in found:
        if one.trigger_start < headline and one.kind in body:
            continue
        index = words.at(one.trigger_start)
        sentence = words.words[index].sentence if index is not None else -1
        key = (sentence, one.kind, one.speaker)
        if one.kind in ONCE:
            key = (-1, one.kind, one.speaker)
        if key not in seen:
            seen.add(key)
            yield one
