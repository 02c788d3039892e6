"""Who says it: phrases, attributions, chains, channels."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.reading import phrases
from casus.reading.witnesses import Attribution, read


def names(text):
    return [one.witness.name for one in read(text)]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("The mayor, who was in the capital for a meeting, ^condemned the raid.", "The mayor"),
        ("Their leader, a former teacher named Bako, ^demands talks.", "Their leader"),
        ("Peru, Chile and the United Nations ^condemned the blast.", "Peru, Chile and the United Nations"),
        ("THE DEFENCE MINISTRY ^SAID TODAY THAT TEN DIED.", "THE DEFENCE MINISTRY"),
        ("THE PRESS COMMITTEE, CORPEFA, ^SAID THAT IT WAS CALM.", "THE PRESS COMMITTEE"),
        ("a herder who fled into the hills ^said", "a herder"),
        ("residents reached by phone ^said", "residents"),
        ("Police on Monday ^said that", "Police"),
        ("The army denied it and ^accused the rebels of lying.", "The army"),
        ("The army said the valley was calm, and ^denied losses.", "The army"),
        ("the ministry said, ^adding that ten had died.", "the ministry"),
        ("In a statement Governor Ann Roe ^said", "Governor Ann Roe"),
        ("The guerrillas by e-mail ^threatened drivers", "The guerrillas"),
        ("It was not long for the Front, the largest group, to ^say", "the Front"),
        ("The front (FLX) ^said", "The front (FLX)"),
        ("^Said nobody", None),
    ],
)
def test_the_subject_stands_before_its_verb_whatever_comes_between(text, subject):
    at = text.index("^")
    plain = text.replace("^", "")
    found = phrases.subject_before(plain, at)
    assert (plain[slice(*found)] if found else None) == subject


def test_objects_agents_and_clauses_are_found_by_offset():
    text = "The raid on the port was claimed by the Front, and police blamed the Front for it."
    assert text[slice(*phrases.agent_by(text, text.index("claimed")))] == "the Front"
    assert text[slice(*phrases.object_after(text, text.index("blamed")))].startswith("the Front")
    parts = [text[start:end] for start, end in phrases.clauses(text)]
    assert parts == ["The raid on the port was claimed by the Front", "and police blamed the Front for it"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ten people died, a health official said.", ["a health official"]),
        ("According to the district hospital, ten people died.", ["the district hospital"]),
        ("Ten people died, according to two of them.", ["two of them"]),
        ("Officials say ten people died.", ["Officials"]),
        ("Ten people died, said a teacher who hid in a well.", ["a teacher"]),
        ("Ten people died, as a police spokesman said.", ["a police spokesman"]),
        ("“We ran,” said Ada Obi, a trader. “They burned the whole market down.”", ["Ada Obi", "Ada Obi"]),
        ("Ada Obi said they ran. She added that the market was burnt.", ["Ada Obi", "Ada Obi"]),
        ("The clinic put the toll at ten.", ["The clinic"]),
        ("The hospital treated 14 wounded.", ["The hospital"]),
        ("The governor spoke of ten dead.", ["The governor"]),
        ("The army was quoted as saying the road was open.", ["The army"]),
        ("Ten die in raid: officials\nA raid took place.", ["officials"]),
        ("Police: three held after blast\nA raid took place.", ["Police"]),
        ("A MILITARY SPOKESMAN REPORTED TEN DEAD.", ["A MILITARY SPOKESMAN"]),
        ("A spokesman, Jan Roe, said ten died.", ["Jan Roe"]),
        ("A group calling itself the Dawn Brigade said ten died.", ["the Dawn Brigade"]),
        ("An agency reporter saw ten bodies.", ["An agency reporter"]),
        ("And said a medical source that three shells fell.", ["a medical source"]),
        ("The toll was confirmed by the ministry.", ["the ministry"]),
        ("The police did not say how many died.", []),
        ("No one said anything.", []),
        ("It was said that ten died.", []),
        ("Prices rose per cent by per cent.", []),
    ],
)
def test_a_witness_is_named(text, expected):
    assert names(text) == expected


def test_a_chain_is_kept_from_the_report_inwards():
    inner = read("Reuters quoted a spokesman as saying residents said ten people had died.")[-1]
    assert inner.witness.name == "residents"
    assert inner.witness.through == ("Reuters", "a spokesman")
    assert read("A guard told AFP that ten died.")[0].witness.through == ("AFP",)


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("In a statement, the group said its men had left.", "statement"),
        ("A nurse said by telephone that ten died.", "interview"),
        ("Ten died, hospital officials said.", "hospital"),
        ("The front said on Telegram that ten died.", "telegram"),
        ("The mayor said ten died.", None),
    ],
)
def test_the_channel_is_told_apart_from_the_witness(text, channel):
    assert read(text)[0].witness.channel == channel


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("The army denied the raid.", "denies"),
        ("The army doubted the figure.", "doubts"),
        ("The rebels claimed that ten died.", "alleges"),
        ("The army said ten died.", "asserts"),
    ],
)
def test_the_mood_says_how_far_the_speaker_goes(text, mood):
    assert read(text)[0].mood == mood


def test_a_side_that_tells_of_its_own_deed_is_marked():
    own, other = read("The army said it had shelled the ridge."), read("The army said the rebels shelled the ridge.")
    assert own[0].self_report
    assert not other[0].self_report


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Ten died, police said on Monday.", "Ten died"),
        ("Police said on Monday that ten died.", "ten died"),
        ("Police said ten died, while the mayor said two died.", "ten died"),
        ("According to police, ten died.", "ten died"),
        ("The men, police said, fled on foot.", "The men, police said, fled on foot"),
    ],
)
def test_the_attributed_words_end_where_the_next_speaker_begins(text, content):
    one = read(text)[0]
    assert text[one.start : one.end] == content


WORDS = st.lists(
    st.sampled_from(
        'said the army police , . " “ ” that he who quoted as saying according to it and by Reuters told denied : ; ( ) \n'.split(
            " "
        )
    ),
    max_size=60,
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(st.one_of(WORDS, st.text(max_size=200)))
def test_any_text_is_read_the_same_twice_with_offsets_inside_it(text):
    first = read(text)
    read.cache_clear()
    assert read(text) == first
    for one in first:
        assert isinstance(one, Attribution)
        assert 0 <= one.start < one.end <= len(text)
        assert 0 <= one.cue_start <= one.cue_end <= len(text)
        assert 0 <= one.source_start < one.source_end <= len(text)
        assert one.witness.name
    for start, end in phrases.clauses(text):
        assert 0 <= start < end <= len(text)


@settings(max_examples=100, deadline=None)
@given(WORDS, st.integers(0, 300))
def test_no_offset_makes_the_phrase_helpers_raise(text, at):
    for helper in (phrases.subject_before, phrases.object_after, phrases.agent_by):
        found = helper(text, at)
        assert found is None or 0 <= found[0] < found[1] <= len(text)


@pytest.mark.parametrize("piece", ["the army said that ", '"', "a, ", "police: a b ", "to say ", "said. "])
def test_long_junk_takes_no_more_than_a_moment(piece):
    read(piece * (60_000 // len(piece)))
