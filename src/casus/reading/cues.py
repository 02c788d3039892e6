"""Features of a trigger for the linear models: its words, how they stand, and the words around."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from casus.reading.triggers import Trigger

# Whose men they are must not change what the act is called: a state's, rebels' and a gang's are all "armed".
SIDES = dict.fromkeys(("state_force", "rebel", "militia", "gang", "communal", "international"), "armed")
BY_STATE = ("<take>", "<hold>")  # but a state arrests where others abduct
AROUND = 6  # words to each side that count as context
_DIGITS = re.compile(r"\d")


def shape(word: str) -> str:
    """A word as a feature: digits become 0, so that numbers share a weight."""
    return _DIGITS.sub("0", word)[:20]


def side(kind: str) -> str:
    """An actor's type without its side."""
    return SIDES.get(kind, kind)


def standing(words: Sequence[str], trigger: Trigger, modality: str, quoted: bool) -> Iterator[str]:
    """Features that tell whether the trigger names something that happened."""
    lemma = trigger.kind + ":" + trigger.text
    yield "bias"
    yield f"text={trigger.text}"
    yield f"lemma={lemma}"
    yield f"kind={trigger.kind}"
    yield f"form={trigger.form}{trigger.tag}{trigger.strength}"
    yield f"modality={modality}"
    yield f"modality={modality}&form={trigger.form}"
    for name in ("passive", "definite", "plural"):
        if getattr(trigger, name):
            yield name
    if quoted:
        yield "quoted"
    before = [shape(w) for w in words[max(0, trigger.first - AROUND) : trigger.first]]
    after = [shape(w) for w in words[trigger.last + 1 : trigger.last + 1 + AROUND]]
    for distance, word in enumerate(reversed(before[-3:]), 1):
        yield f"-{distance}={word}"
    for distance, word in enumerate(after[:3], 1):
        yield f"+{distance}={word}"
    if before:
        yield f"text={trigger.text}&-1={before[-1]}"
    if after:
        yield f"text={trigger.text}&+1={after[0]}"
    for word in dict.fromkeys(before):
        yield f"<{word}"
    for word in dict.fromkeys(after):
        yield f">{word}"


def means(words: Sequence[str], trigger: Trigger, doers: Sequence[str], hit: Sequence[str]) -> Iterator[str]:
    """Features that tell the kind: the trigger, the words of its sentence.

    `doers` and `hit` are the types of who did it and whom it befell ("state_force", "civilians").
    """
    yield "bias"
    yield f"text={trigger.text}"
    yield f"class={trigger.kind}"
    yield f"class={trigger.kind}&form={trigger.form}"
    if trigger.kind not in BY_STATE:
        doers, hit = [side(kind) for kind in doers], [side(kind) for kind in hit]
    for kind in dict.fromkeys(doers):
        yield f"doer={kind}"
        yield f"class={trigger.kind}&doer={kind}"
    for kind in dict.fromkeys(hit):
        yield f"hit={kind}"
        yield f"class={trigger.kind}&hit={kind}"
    close = words[max(0, trigger.first - AROUND) : trigger.last + 1 + AROUND]
    for word in dict.fromkeys(shape(w) for w in close):
        yield f"close={word}"
    for word in dict.fromkeys(shape(w) for w in words):
        yield f"word={word}"
