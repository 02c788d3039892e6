"""Statements: who condemns, accuses, threatens, demands, denies, claims, praises, warns, calls for peace, announces."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.model import STATEMENT_KINDS
from casus.reading.statements import read


def said(text):
    return [(one.kind, one.speaker) for one in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor condemned the raid.", [("condemn", "The mayor")]),
        ("THE BISHOP CONDEMNED THE MURDER.", [("condemn", "THE BISHOP")]),
        ('The union called the raid "a day of shame".', [("condemn", "The union")]),
        ("The premier described the shooting as barbaric.", [("condemn", "The premier")]),
        ('The army called the report "a fabrication".', [("deny", "The army")]),
        ("The army accused the rebels of shelling the town.", [("accuse", "The army")]),
        ("The rebels blame the army for the fire.", [("accuse", "The rebels")]),
        ("The army said the rebels were behind the attack.", [("accuse", "The army")]),
        ("The front threatened to burn lorries.", [("threaten", "The front")]),
        ("The front vowed revenge.", [("threaten", "The front")]),
        ("The general said the attackers would pay.", [("threaten", "The general")]),
        ("The council demanded an inquiry.", [("demand", "The council")]),
        ("The ministry urged residents to leave the valley.", [("demand", "The ministry")]),
        ("The bishop appealed for calm.", [("call_for_peace", "The bishop")]),
        ("The United Nations called on both sides to return to talks.", [("call_for_peace", "The United Nations")]),
        ("The army denied that it had fired.", [("deny", "The army")]),
        ("The rebels said they had no part in the raid.", [("deny", "The rebels")]),
        ("The rebels claimed responsibility for the raid.", [("claim_responsibility", "The rebels")]),
        ("The raid was claimed by the Dawn Brigade.", [("claim_responsibility", "the Dawn Brigade")]),
        ("The rebels said they had attacked the post.", [("claim_responsibility", "The rebels")]),
        ("The Dawn Brigade says it was behind the raid.", [("claim_responsibility", "The Dawn Brigade")]),
        ("The president praised the soldiers.", [("praise", "The president")]),
        ("The envoy welcomed the accord.", [("praise", "The envoy")]),
        ("The agency warned that supplies are low.", [("warn", "The agency")]),
        ("The president promised to rebuild the town.", [("announce", "The president")]),
        ("Jan Roe leads the council. He condemned the raid.", [("condemn", "Jan Roe")]),
    ],
)
def test_a_statement_has_its_kind_and_its_speaker(text, expected):
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "No group has claimed responsibility for the raid.",
        "The army did not deny the report.",
        "The mayor refused to condemn the raid.",
        "The council is expected to condemn the raid.",
        "The court condemned two men to death.",
        "The guards denied entry to the monitors.",
        "The drought threatens the harvest.",
        "The official asked not to be named.",
        "Police said ten people died.",
        "The army said it had shelled the ridge.",
        "Two accused men were heard on Monday.",
        "The president dismissed the minister.",
    ],
)
def test_what_is_not_said_or_says_no_more_than_a_fact_is_no_statement(text):
    assert said(text) == []


def test_target_and_matter_are_told_apart():
    text = "The army accused the rebels of shelling the town."
    one = read(text)[0]
    assert text[one.target_start : one.target_end] == "the rebels"
    assert text[one.about_start : one.about_end] == "of shelling the town"
    assert text[one.start : one.end] == text[:-1]


def test_a_headline_does_not_say_it_twice():
    text = "Mayor condemns raid\nThe mayor condemned the raid on Monday."
    assert said(text) == [("condemn", "The mayor")]


WORDS = st.lists(
    st.sampled_from(
        'condemned the army denied , . " that he called it “lie” ” demanded by claimed responsibility for and to not will pay said \n'.split(
            " "
        )
    ),
    max_size=60,
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(st.one_of(WORDS, st.text(max_size=200)))
def test_any_text_is_read_the_same_twice_with_offsets_inside_it(text):
    found = read(text)
    assert read(text) == found
    for one in found:
        assert one.kind in STATEMENT_KINDS
        assert one.speaker
        assert 0 <= one.start < one.end <= len(text)
        assert 0 <= one.trigger_start <= one.trigger_end <= len(text)
        assert 0 <= one.speaker_start < one.speaker_end <= len(text)
        for start, end in ((one.target_start, one.target_end), (one.about_start, one.about_end)):
            assert (start, end) == (-1, -1) or 0 <= start < end <= len(text)


@pytest.mark.parametrize("piece", ["the army said that ", 'called it "', "to demand ", "claimed by "])
def test_long_junk_takes_no_more_than_a_moment(piece):
    read(piece * (60_000 // len(piece)))
