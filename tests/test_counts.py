"""The count grammar: numbers with hedges, and what reports count with them."""

import random
import time
from dataclasses import astuple
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.model import Count
from casus.reading.counts import figures, read
from casus.reading.counts import tables as count_tables

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "data" / "counts.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
WORDS = (
    "killed wounded were was dead and or , . the a an 12 at least between 10 to 15 five people soldiers including of them "
    'no casualties not died toll rose from who ( ) " - % AK-47 2015 7 October bodies some others her wife hostage left'
).split()


def spell(n):
    """English words for 0..999,999."""
    if n < 20:
        return UNITS[n]
    if n < 100:
        return TENS[n // 10] + (f"-{UNITS[n % 10]}" if n % 10 else "")
    if n < 1000:
        return f"{UNITS[n // 100]} hundred" + (f" and {spell(n % 100)}" if n % 100 else "")
    return f"{spell(n // 1000)} thousand" + (f" {spell(n % 1000)}" if n % 1000 else "")


def items(kind, phrase):
    if kind == "read":
        return [
            f"{m.count} {m.head}".strip() + (" part" if m.part else "") for m in read(phrase) if m.person or not m.head
        ]
    return [
        f"{f.sort} {f.count}"
        + (" part" if f.part else "")
        + (" revised" if f.revised else "")
        + ("" if f.asserted else " unasserted")
        for f in figures(phrase)
    ]


def right(kind, phrase, want):
    wanted = [] if want == "-" else [item.strip() for item in want.split(";")]
    return sorted(items(kind, phrase)) == sorted(wanted)


def test_there_are_at_least_300_phrases_and_97_percent_are_read_right():
    assert len(CASES) >= 300
    wrong = [case for case in CASES if not right(*case)]
    assert len(wrong) <= 0.03 * len(CASES), wrong


@pytest.mark.parametrize("kind", ["read", "figures"])
def test_each_kind_of_phrase_is_read_right_by_itself(kind):
    own = [case for case in CASES if case[0] == kind]
    assert sum(right(*case) for case in own) >= 0.97 * len(own)


@pytest.mark.parametrize(
    ("words", "low", "high", "approx"),
    [
        ("at least 8 people", 8, None, False),
        ("more than 60 people", 61, None, False),
        ("up to 12 people", 1, 12, False),
        ("about sixty people", 60, 60, True),
        ("between 10 and 15 people", 10, 15, False),
        ("dozens of people", 24, None, False),
        ("several people", 3, None, False),
        ("others", 1, None, False),
        ("hundreds of people", 200, None, False),
        ("scores of people", 40, None, False),
        ("no casualties", 0, 0, False),
    ],
)
def test_a_count_keeps_its_hedge(words, low, high, approx):
    assert [mention.count for mention in read(words)] == [Count(low, high, approx)]


def test_the_offsets_of_a_figure_quote_its_parts():
    text = "On Monday rebels killed at least eight fighters near the bridge."
    (figure,) = figures(text)
    assert text[figure.start : figure.end] == "at least eight fighters"
    assert text[figure.trigger_start : figure.trigger_end] == "killed"
    assert text[figure.victims_start : figure.victims_end] == figure.victims == "at least eight fighters"


def test_a_mention_quotes_its_noun():
    text = "They saw some 40 armed men."
    (mention,) = read(text)
    assert text[mention.start : mention.end] == "some 40 armed men"
    assert text[mention.head_start : mention.head_end] == mention.head == "men"


def test_words_in_skip_are_not_looked_at():
    text = "On the 12th 7 people were killed."
    assert [f.count for f in figures(text)] == [Count(7, 7)]
    assert [f.count for f in figures(text, [(12, 13)])] == [Count(2, None)]
    assert not read(text, [(12, 20)])


def test_an_attacker_is_marked_as_one():
    assert figures("Three gunmen were shot dead.")[0].side == "perpetrators"
    assert figures("Three farmers were shot dead.")[0].side == ""


def test_words_that_point_back_are_marked():
    assert figures("She was killed.")[0].anaphoric
    assert figures("The two were abducted.")[0].anaphoric
    assert not figures("Two women were abducted.")[0].anaphoric


def test_a_plural_without_a_number_is_vague():
    assert figures("Civilians were killed.")[0].vague
    assert not figures("Two civilians were killed.")[0].vague


def test_a_shot_man_is_hurt_softly_and_dead_where_the_sentence_says_so():
    (hurt,) = figures("A man was shot in the market.")
    assert (hurt.sort, hurt.soft) == ("injured", True)
    (dead,) = figures("A man was shot in the market and died.")
    assert (dead.sort, dead.soft) == ("killed", False)


def test_who_holds_decides_between_arrest_and_abduction():
    assert figures("Police are holding three men.")[0].sort == "arrested"
    assert figures("The rebels are holding three men.")[0].sort == "abducted"
    assert figures("The militants captured nine soldiers.")[0].sort == "abducted"


def test_a_rival_figure_of_another_source_is_found_after_a_toll():
    found = figures("The army said 12 rebels were killed. The rebels said six.")
    assert [(f.sort, str(f.count)) for f in found] == [("killed", "12"), ("killed", "6")]
    assert not figures("The rebels said six.")


def test_the_doer_of_a_swapped_report_changes_no_count():
    one = "Israeli troops killed five Palestinians and wounded 12."
    two = "Palestinian gunmen killed five Israelis and wounded 12."
    assert [(f.sort, f.count) for f in figures(one)] == [(f.sort, f.count) for f in figures(two)]


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\x00\x01", "12", "-", "؟ مقتل 12", "killed", "no", "(" * 500, "1-" * 2000, "and " * 3000]
)
def test_odd_input_does_no_harm(text):
    read(text)
    figures(text)


@pytest.mark.parametrize(
    "unit", ["12 people were killed and ", "twenty ", "a man, ", "five hundred and ", "(3) ", "1,200,"]
)
def test_a_long_line_takes_time_in_proportion_to_its_length(unit):
    def spent(size):
        text = unit * (size // len(unit))
        began = time.process_time()
        figures(text)
        read(text)
        return time.process_time() - began

    spent(2_000)
    short, long = max(spent(5_000), 0.002), spent(20_000)
    assert long < 14 * short  # four times the text; a quadratic reading would take sixteen times as long


@given(st.integers(1, 999_999))
@settings(max_examples=60, deadline=None)
def test_n_people_in_digits_were_killed(n):
    for digits in (str(n), f"{n:,}"):
        assert [(f.sort, f.count) for f in figures(f"{digits} people were killed.")] == [("killed", Count(n, n))]


@given(st.integers(1, 999_999))
@settings(max_examples=60, deadline=None)
def test_n_people_in_words_were_killed(n):
    text = f"{spell(n)} people were killed"
    for written in (text, text.capitalize(), text.upper()):
        assert [(f.sort, f.count) for f in figures(written)] == [("killed", Count(n, n))]


@given(st.integers(2, 999), st.sampled_from(["at least", "about", "more than", "up to"]))
@settings(max_examples=60, deadline=None)
def test_a_hedge_never_loses_the_number(n, hedge):
    (figure,) = figures(f"{hedge} {n} people were wounded")
    assert n in (figure.count.low, figure.count.low - 1, figure.count.high)


def check(text):
    mentions, found = read(text), figures(text)
    assert (mentions, found) == (read(text), figures(text))
    assert list(mentions) == sorted(mentions, key=lambda m: m.start)
    assert list(found) == sorted(found, key=lambda f: f.start)
    for mention in mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert 0 <= mention.head_start <= mention.head_end <= len(text)
    for figure in found:
        assert 0 <= figure.start < figure.end <= len(text)
        assert 0 <= figure.victims_start <= figure.victims_end <= len(text)
        assert 0 <= figure.trigger_start < figure.trigger_end <= len(text)
        assert figure.victims in ("", text[figure.victims_start : figure.victims_end])
    for count in [item.count for item in (*mentions, *found)]:
        assert count.low >= 0
        assert count.high is None or count.low <= count.high


@given(st.lists(st.sampled_from(WORDS), max_size=25))
@settings(max_examples=120, deadline=None)
def test_any_words_give_ordered_counts_within_the_text(words):
    check(" ".join(words))


@given(st.text(max_size=120))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_ordered_counts_within_the_text(text):
    check(text)


def test_shuffled_reports_give_ordered_counts_within_the_text():
    words = " ".join(phrase for _, phrase, _ in CASES).split()
    shuffler = random.Random(7)
    for _ in range(40):
        shuffler.shuffle(words)
        check(" ".join(words[:120]))


@pytest.mark.parametrize("name", ["vague.tsv", "hedges.tsv", "persons.tsv", "things.tsv", "casualties.tsv"])
def test_every_row_of_the_tables_is_whole(name):
    for row in count_tables.rows(name):
        assert all(key is not None for key in row), row
        assert next(iter(row.values())), row


def test_every_frame_of_the_casualty_table_is_known():
    from casus.reading.counts.frames import FRAMES

    assert {row["frame"] for row in count_tables.rows("casualties.tsv")} <= set(FRAMES)


def test_results_are_plain_values():
    (mention,) = read("two men")
    assert astuple(mention)[2] == (2, 2, False)
