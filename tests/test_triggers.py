"""Triggers: the words that name an event, and how they stand in their sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.reading import modality, triggers
from casus.reading.kinds import classes, weigh
from casus.reading.linear import parse
from casus.text.tokens import tokens

KINDS = frozenset(
    "airstrike shelling bombing suicide_bombing armed_clash armed_attack abduction sexual_violence mob_violence protest "
    "crackdown arrest seizure interception destruction displacement deployment withdrawal release agreement talks sanction "
    "aid judgment funeral other".split()
)


def found(sentence):
    return triggers.find(tokens(sentence))


def judged(sentence):
    """(words of the trigger, modality) for each trigger."""
    split = tokens(sentence)
    words = [token.text.lower() for token in split]
    return [(t.text, modality.judge(words, t)) for t in triggers.find(split)]


@pytest.mark.parametrize(
    ("sentence", "words", "kind"),
    [
        ("Gunmen opened fire on a bus.", "opened fire on", "<fire>"),
        ("A car bomb went off in the market.", "car bomb", "bombing"),
        ("A man blew himself up at the gate.", "blew himself up", "suicide_bombing"),
        ("The rebels took the two nurses hostage.", "took the two nurses hostage", "abduction"),
        ("Warplanes carried out air strikes.", "air strikes", "airstrike"),
        ("Hundreds fled their homes.", "fled their homes", "displacement"),
        ("The court sentenced him.", "sentenced", "judgment"),
        ("THE GUERRILLAS KIDNAPPED A MAYOR.", "kidnapped", "abduction"),
        ("Mourners buried the boy.", "buried", "funeral"),
        ("The army seized 40 crates of weapons.", "seized 40 crates of weapons", "interception"),
    ],
)
def test_a_trigger_is_found_with_its_kind(sentence, words, kind):
    assert (words, kind) in [(t.text, t.kind) for t in found(sentence)]


@pytest.mark.parametrize(
    "sentence", ["He was born on 3 March 1970.", "The police station is old.", "It rained in March."]
)
def test_words_of_other_meaning_are_no_triggers(sentence):
    assert found(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "passive"),
    [
        ("Soldiers killed three men.", False),
        ("Three men were killed.", True),
        ("Three men had been reportedly killed.", True),
        ("The convoy was also attacked.", True),
        ("Four men killed by a mine were farmers.", True),
        ("They have killed before.", False),
    ],
)
def test_the_passive_is_seen(sentence, passive):
    assert found(sentence)[0].passive is passive


def test_the_attack_is_definite_and_an_attack_is_not():
    assert found("The night attack went on.")[0].definite
    assert not found("An attack was reported.")[0].definite


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Rebels attacked the town.", "asserted"),
        ("Rebels plan to attack the town.", "planned"),
        ("The army will bomb the camp.", "planned"),
        ("The group threatened to kill the hostages.", "threatened"),
        ("Troops did not shoot at the crowd.", "negated"),
        ("If rebels attack the town, people will go.", "hypothetical"),
        ("The raid could have killed dozens.", "hypothetical"),
        ("They managed to kidnap the driver.", "asserted"),
        ("Police failed to arrest the men.", "negated"),
        ("Villagers fear an attack.", "hypothetical"),
        ("There was no explosion.", "negated"),
        ("He recalled the anniversary of the massacre.", "history"),
        ("The ambush killed six.", "asserted"),
    ],
)
def test_only_what_happened_is_asserted(sentence, expected):
    assert expected in [kind for _, kind in judged(sentence)]


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("kill", {"kill", "kills", "killed", "killing"}),
        ("bury", {"bury", "buries", "buried", "burying"}),
        ("shoot", {"shoot", "shoots", "shot", "shooting"}),
        ("set", {"set", "sets", "setting"}),
        ("flee", {"flee", "flees", "fled", "fleeing"}),
        ("die", {"die", "dies", "died", "dying"}),
        ("free", {"free", "frees", "freed", "freeing"}),
        ("raze", {"raze", "razes", "razed", "razing"}),
    ],
)
def test_verbs_are_inflected(verb, forms):
    assert set(triggers.inflect(verb)) == forms


def test_every_row_names_a_kind_or_a_class_that_is_there():
    rows = {pattern.row for patterns in triggers.lexicon().values() for pattern in patterns}
    assert {row.kind for row in rows} <= KINDS | set(classes()) | {triggers.NONE}
    assert {kind for allowed, _ in classes().values() for kind in allowed} <= KINDS
    assert {row.strength for row in rows} == {"s", "w"}


def test_cues_count_once_each():
    assert weigh("a drone, a drone and a mortar") == weigh("a drone and a mortar")
    assert weigh("a drone")["airstrike"] > 0
    assert weigh("quiet fields") == {}


def test_a_table_of_weights_adds_up():
    model = parse(["# labels: yes no", "a\tyes\t1.0", "b\tno\t3.0"])
    assert model.scores(["a", "b", "unknown"]) == {"yes": 1.0, "no": 3.0}
    assert model.chances(["b"])["no"] > 0.9
    assert abs(sum(model.chances(["a", "b"]).values()) - 1.0) < 1e-9


@given(st.text(alphabet=st.sampled_from("the army killed fire on attack s. ,“”’\n to will not if no"), max_size=300))
def test_triggers_never_overlap_and_lie_in_the_text(text):
    split = tokens(text)
    words = [token.text.lower() for token in split]
    last = -1
    for trigger in triggers.find(split):
        assert last < trigger.first <= trigger.last < len(split)
        assert text[trigger.start : trigger.end].lower().split() != []
        modality.judge(words, trigger)
        last = trigger.last
