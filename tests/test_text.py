"""Tokens, sentences, quotations, cleaning and copies."""

from __future__ import annotations

import importlib.util
import re
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from casus.model import Report, Span
from casus.text.clean import Clean, clean
from casus.text.copies import Copies, agency, copies, signature
from casus.text.junk import line_reason, runs
from casus.text.lines import paragraphs
from casus.text.quotes import quotations
from casus.text.sentences import sentences
from casus.text.stamps import stamp
from casus.text.tables import table
from casus.text.tokens import tokens

ROOT = Path(__file__).parent.parent


def _training() -> Any:
    """`training/marks.py`, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("training_marks", ROOT / "training" / "marks.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


load = _training().load
TRAINING = [marked.report for marked in load()]

# --- tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,200 men and 2.7m more", "1,200|men|and|2.7m|more"),
        ("at 10:45 a.m. on 22-11-2023", "at|10:45|a.m.|on|22-11-2023"),
        ("the 22-year-old's AC-130", "the|22-year-old|'s|AC-130"),
        ("Sana'a, Ba’ath and O'Brien don't", "Sana'a|,|Ba’ath|and|O'Brien|don't"),
        ("Mali's and Mali’s; IRAQ'S", "Mali|'s|and|Mali|’s|;|IRAQ|'S"),
        ("the fighters' base", "the|fighters|'|base"),
        ("U.S. and U.N.-backed forces", "U.S.|and|U.N.-backed|forces"),
        ("$5.5bn, 40% (of it)", "$|5.5bn|,|40|%|(|of|it|)"),
        ("“Go!” he said…", "“|Go|!|”|he|said|…"),
        ("the end.The army", "the|end|.|The|army"),
        ("हिन्दी में", "हिन्दी|में"),
        ("قُتِلَ ثلاثة", "قُتِلَ|ثلاثة"),
        ("Взрыв в Киеве", "Взрыв|в|Киеве"),
        ("", ""),
    ],
)
def test_tokens_are_words_numbers_and_single_signs(text: str, expected: str) -> None:
    assert "|".join(token.text for token in tokens(text)) == expected


@given(st.text())
def test_tokens_cover_everything_but_white_space(text: str) -> None:
    found = tokens(text)
    assert all(text[token.start : token.end] == token.text for token in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    between = [
        text[a:b] for a, b in zip([0, *(t.end for t in found)], [*(t.start for t in found), len(text)], strict=True)
    ]
    assert not "".join(between).strip()


# --- sentences


@pytest.mark.parametrize(
    "text",
    [  # "|" marks where one sentence ends and the next begins
        "Shells fell.| Three died.",
        "Gen. Ali Hassan, Lt. Col. Omar and Mr. Smith spoke.| He left.",
        "U.S. forces in the U.S. state of Ohio.| They left.",
        "It happened in the U.S.| The army denied it.",
        "It came on Sept. 5 and on Nov. 22.| Nobody died.",
        "At 3 a.m. Tuesday a bomb went off.| At 8 p.m.| Police came.",
        "J. R. Smith met Ahmed K. Ali.| No. 5 brigade left.",
        "About 2.7 million fled.| It cost $1.5 billion.",
        "“The war is over.”| Then he left.",
        '"Why?" he asked.| "Go!" she said.',
        "He said: “They came.| They left.”| Then silence.",
        "What now?| Nobody knows!| Perhaps…| Then it ended.",
        "The base fell.|The army left.",
        "See gazette.example and Antiwar.com for more.",
        "They left (in cars).| The rest stayed.",
        "One died.[3]| Two were hurt.",
        "MR. LOPEZ LEFT THE U.S. IN MAY.| THE ARMY STAYED.",
        "GEN. ORTEGA SPOKE AT 3 P.M. MONDAY.| HE SAID NOTHING.",
        "The raid failed.| al-Shabaab denied it.",
        "Raid in the north\n|A raid took place.",
        "One paragraph\n\n|another paragraph",
        "A line that goes on\nin the next one.| New.",
        "- first thing\n|- second thing",
        "1. The army came.| It left.\n|2. Nothing more.",
        "• one\n|• two",
        "وقع انفجار.| هل مات أحد؟| لا.",
        "发生爆炸。|三人死亡。",
        "He said no.| The army came.",
        "The village of St. Mary and Mt. Kenya.| Done.",
        "Smith Jr. said so.| Brown Inc. closed.",
    ],
)
def test_a_sentence_ends_where_it_ends(text: str) -> None:
    plain = text.replace("|", "")
    expected = [part.strip() for part in text.split("|")]
    assert [plain[a:b] for a, b in sentences(plain)] == expected


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "THE ARMY REPORTED THAT ABOUT FIFTY PEASANTS WERE TAKEN\nFROM THEIR HOMES BY ARMED MEN IN THE EAST OF THE COUNTRY.\n"
        "THE MEN FLED TOWARD THE MOUNTAINS, WHERE TROOPS SEARCHED\nFOR THEM.\n\nNO ONE WAS FOUND."
    )
    assert len(paragraphs(text)) == 2
    assert len(sentences(text)) == 3


def test_short_lines_are_not_joined() -> None:
    text = "13 killed\nMore than 25 wounded\nMarket in flames\nArmy on the way"
    assert len(sentences(text)) == 4


@given(st.text(alphabet=st.sampled_from("aB. \n\"”“?!1-•'…é\u2028")))
def test_every_sign_stands_in_one_sentence(text: str) -> None:
    found = sentences(text)
    assert all(a[1] <= b[0] for a, b in pairwise(found))
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in found)
    assert sum(len("".join(text[a:b].split())) for a, b in found) == len("".join(text.split()))


def test_no_marked_words_of_the_training_text_cross_a_sentence() -> None:
    for marked in load():
        found = sentences(marked.report.whole)
        for mark in marked.marks:
            assert any(a <= mark.start and mark.end <= b for a, b in found), marked.words(mark)


# --- quotations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “we won” and left.", ["we won"]),
        ('He said "we won" and left.', ["we won"]),
        ("Il dit « nous » et « vous ».", [" nous ", " vous "]),
        ("Er sagte „wir“ und ging.", ["wir"]),
        ("Iraq: 'several dead' in strike", ["several dead"]),
        ("the fighters' base and the men's car", []),
        ("“He said ‘no’ to me,” she said.", ["He said ‘no’ to me,", "no"]),
        ("“It “refutes claims” he said. More.", ["It “refutes claims", "refutes claims"]),
        ("“We will fight, he said. More text.", ["We will fight, he said."]),
        ("“First part.\n\n“Second part.”", ["First part.", "Second part."]),
        ("” data-x=”” > no quote", []),
        ("He is 6'2\" tall and said nothing.", []),
        ("``We won,'' he said.", ["We won,"]),
        ("“” empty and “ ”", []),
        ('"One" and "two" and "three', ["One", "two", "three"]),
        ("彼は「勝った」と言った。", ["勝った"]),
    ],
)
def test_quotations_are_what_stands_inside_the_marks(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in quotations(text)] == expected


@given(st.text(alphabet=st.sampled_from("ab “”\"'‘’«»„.\n")))
def test_quotations_lie_in_the_text_and_in_one_paragraph(text: str) -> None:
    blocks = paragraphs(text)
    for start, end in quotations(text):
        assert any(a <= start < end <= b for a, b in blocks)


# --- cleaning


def page(text: str, title: str = "Raid in the north of the country leaves five dead") -> Clean:
    return clean(Report(title, text))


KEPT = [
    "26 April 2010 – Four members of the mission were set free today.",
    "KHARTOUM, April 26 (Xinhua) -- Four peacekeepers were freed.",
    "Advertising boards were burnt by the mob.",
    "Comments by the minister angered the opposition.",
    "Reporting by the commission found that 20 people had died there.",
    "Copyrighted maps showed the border.",
    "Watch towers were built along the road.",
    "Share prices fell after the blast.",
    "Related parties signed a truce in the capital.",
    "Published accounts put the toll at twelve.",
    "The army said on Telegram that it had left.",
    "Next to the market, two shells fell.",
    "Photo studios and shops were looted.",
    "Follow-up attacks killed two.",
    "Join forces against the junta, the rebels told villagers.",
    "Print shops were raided by police on Monday.",
    "Topics of the talks included a truce.",
    "Updated figures show 12 dead.",
    "Home guards shot two men.",
    "(c) The mine killed three.",
    "Page 3 of the agreement calls for a truce by May.",
    "Signs of torture were found on the bodies.",
    "“Share the land,” the elders said.",
]


@pytest.mark.parametrize("line", KEPT)
def test_prose_that_looks_like_junk_is_kept(line: str) -> None:
    assert line in page(f"Soldiers came at dawn.\n\n{line}\n\nThey left at noon.").text


@pytest.mark.parametrize("row", table("junk"), ids=lambda row: row["id"])
def test_every_junk_pattern_takes_its_example_and_says_why(row: dict[str, str]) -> None:
    if row["scope"] == "run":
        found = runs(f"before {row['example']} after")
        assert [reason for _, _, reason in found] == [row["reason"]]
    text = (
        f"Soldiers came at dawn. {row['example']}" if row["scope"] == "tail" else f"Soldiers came.\n\n{row['example']}"
    )
    got = page(text)
    assert got.text.endswith(text[: text.index(".") + 1])
    assert row["reason"] in [reason for _, reason in got.removed]


@pytest.mark.parametrize(
    "row", [row for row in table("page_words") if row["role"] == "core"], ids=lambda row: row["phrase"]
)
def test_a_line_of_page_words_is_junk(row: dict[str, str]) -> None:
    line = f"{row['phrase'].title()} | World"
    assert line_reason(line)


def test_the_page_around_a_report_goes_and_its_parts_are_told() -> None:
    report = Report(
        "Raid in the north leaves five dead",
        "Home | Contact us | Print\nRaid in the north leaves five dead\n\nRaid in the north leaves five dead, army says\n\n"
        "From Gazette with AFP\n\nPublished 10 minutes ago, updated 3 minutes ago\n\n” data-label=”” >\n\n"
        "Gunmen came at dawn&nbsp;&amp; left.\u00a0 Five\u200b men died.\n\nShare on WhatsApp\n\n"
        "They fled. Read also: How to cook rice\n\n” data-label=”” >",
    )
    got = clean(report)
    assert got.text == (
        "Raid in the north leaves five dead\n\nFrom Gazette with AFP\n\n"
        "Gunmen came at dawn & left. Five men died.\n\nThey fled."
    )
    assert got.published_hint is not None
    assert (got.published_hint.minutes_ago, got.published_hint.updated_minutes_ago) == (10, 3)
    assert report.quote(got.published_hint.span).startswith("Published 10")
    assert [reason for _, reason in got.removed].count("the title again") == 2
    assert report.quote(got.span(got.text.index("dawn"), got.text.index(" left"))) == "dawn&nbsp;&amp;"
    assert report.quote(got.span(got.text.index("Five"), got.text.index(" died"))) == "Five\u200b men"


def test_hard_wrapped_lines_are_joined_and_keep_their_offsets() -> None:
    text = "The army reported that about fifty people were taken from\ntheir homes by armed men in the east of the coun-\ntry. No one was hurt, it said.\n"
    report = Report("", text)
    got = clean(report)
    assert "taken from their homes" in got.text and "\n" not in got.text.strip()
    at = got.text.index("from their")
    assert report.quote(got.span(at, at + 10)) == "from\ntheir"


def test_title_and_body_never_run_together() -> None:
    got = clean(Report("Raid leaves five dead", "al-Shabaab fighters came."))
    assert got.text[: got.title_end] == "Raid leaves five dead"
    assert got.text[got.body_start :] == "al-Shabaab fighters came."
    assert clean(Report("", "Only text.")).text == "\nOnly text."
    assert clean(Report("Only title", "")).text == "Only title\n"
    assert clean(Report("", "")).text == "\n"


@pytest.mark.parametrize(
    ("words", "published", "age"),
    [
        ("Published: Wednesday, December 28, 2016 @ 5:31 PM", date(2016, 12, 28), None),
        ("Posted by admin on 21.01.2025 (views 904)", date(2025, 1, 21), None),
        ("Updated 2023-11-22 10:00", date(2023, 11, 22), None),
        ("Published on 3 May 2020", date(2020, 5, 3), None),
        ("Published 2 hours ago", None, 120),
        ("Published an hour ago", None, 60),
        ("Published 30/02/2020", None, ...),
        ("Published 03/04/2020", None, ...),
    ],
)
def test_a_stamp_is_read_only_one_way(words: str, published: date | None, age: int | None) -> None:
    got = stamp(words, Span(0, len(words)))
    if age is ...:
        assert got is None
    else:
        assert got is not None and (got.published, got.minutes_ago) == (published, age)


SNIPPETS = (
    "Gunmen came at dawn. ", "Five men died", "\n", "\n\n", "\r\n", " ", "\u00a0", "\t", "&amp;", "&lt;b&gt;", "&nbsp;", "&#8217;", "<br>",
    "<b>", "</p>", "Share on WhatsApp\n", "Home | Print\n", "” data-x=”” >", "Read also: rice\n", "\u200b", "\u00ad", "\x00", "\u202b", "قتل",
    "\ud800", "a-\nb", "Published 3 minutes ago\n", "Raid in the north leaves five dead\n", "“We won,” ", "U.S. ", "- item\n", "&", "amp;", "<", "x",
)  # fmt: skip
PAGES = st.lists(st.sampled_from(SNIPPETS), max_size=30).map("".join) | st.text(max_size=60)


@settings(max_examples=300, deadline=None)
@given(PAGES, PAGES)
@example("Raid in the north leaves five dead", "&amp;amp;lt;b&amp;gt; <<b>b>")
def test_clean_text_maps_to_the_characters_it_came_from(title: str, text: str) -> None:
    report = Report(title, text)
    got = clean(report)
    before = Span(0, 0)
    for at, char in enumerate(got.text):
        span = got.span(at, at + 1)
        raw = report.quote(span)
        assert span.start >= before.start and span.end >= before.end, "offsets never fall"
        assert raw, "no character comes from nowhere"
        assert (
            char == raw or char.isspace() or raw.startswith("&") or (char == "\ufffd" and "\ud800" <= raw <= "\udfff")
        )
        before = span
    assert got.span(0, len(got.text)).end <= len(report.whole)


@settings(max_examples=300, deadline=None)
@given(PAGES, PAGES)
def test_cleaning_clean_text_changes_nothing(title: str, text: str) -> None:
    once = clean(Report(title, text)).text
    head, _, body = once.partition("\n")
    assert clean(Report(head, body)).text == once


@settings(max_examples=200, deadline=None)
@given(PAGES, PAGES)
def test_nothing_is_lost_without_a_reason(title: str, text: str) -> None:
    report = Report(title, text)
    got = clean(report)
    gone = {at for span, _ in got.removed for at in range(span.start, span.end)}
    kept = {at for i in range(len(got.text)) for at in range(*(lambda s: (s.start, s.end))(got.span(i, i + 1)))}
    lost = [at for at in range(len(report.whole)) if at not in gone and at not in kept]
    rest = re.sub(r"<[^<>]*>|&nbsp;|&(?:amp;)*lt;/?b&(?:amp;)*gt;", "", "".join(report.whole[at] for at in lost))
    assert not re.sub(
        r"[\s\u200b\u00ad\x00-\x1f\x7f-\x9f\u200c-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\u061c\u180e\ufff9-\ufffb]",
        "",
        rest,
    )


def test_no_marked_words_of_the_training_text_are_destroyed() -> None:
    for marked in load():
        got = clean(marked.report)
        for span, reason in got.removed:
            hit = [marked.words(m) for m in marked.marks if m.start < span.end and span.start < m.end]
            assert not hit or reason == "readers' comments", (marked.report.name, hit, reason)


def test_most_training_text_is_kept_whole() -> None:
    kept = sum(len(clean(report).text) for report in TRAINING) / sum(len(report.whole) for report in TRAINING)
    assert kept > 0.99


# --- copies

STORY = (
    "Soldiers shelled the village of Korava before sunrise and killed eleven people who were hiding in cellars near the river, "
    "the district governor said. Ambulances could not cross the broken bridge until noon, and volunteers carried the wounded "
    "across fields on wooden doors. A teacher counted nineteen craters around her school. The general staff denied firing at "
    "civilians and blamed rebels from the Belin brigade, whose spokesman answered that his fighters had withdrawn on Sunday. "
    "Observers asked both sides for a pause of six hours so that families might leave toward Tosma, where tents, blankets "
    "and flour were waiting. By evening the guns had started again, this time from the eastern hills, and telephone lines "
    "were dead. Hospital records seen by reporters listed forty-two patients with shrapnel injuries, among them seven children."
)
OTHER = (
    "The mayor of Lorim opened a new library this spring, and several thousand visitors praised its gardens, its music room and "
    "the painted ceiling that students had restored over two winters. The bishop gave four hundred manuscripts, among them a "
    "herbal with pressed flowers. Opening hours are from nine until eight, and children read free of charge on Saturdays."
)
THIRD = "Rain is expected in the valley tomorrow, with strong wind from the west and snow above two thousand metres by the weekend."


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text,
        lambda text: text.upper(),
        lambda text: f"Home | Print\n\nBy Our Reporter\n\n{text}\n\nShare on WhatsApp",
        lambda text: text[: len(text) // 2],
        lambda text: text[len(text) // 3 :],
        lambda text: text.replace("shelled", "bombarded"),
        lambda text: text.replace(" people", " persons"),
        lambda text: text.replace(". ", ".\n\n"),
        lambda text: f"{text} {THIRD}",
    ],
)
def test_reprints_cuts_and_edits_are_copies(change: Callable[[str], str]) -> None:
    reports = [Report("A", STORY, name="a"), Report("B", change(STORY), name="b"), Report("C", OTHER, name="c")]
    group = tuple(sorted(report.id for report in reports[:2]))
    assert copies(reports) == (group,)


def test_other_stories_and_short_texts_are_no_copies() -> None:
    assert copies([Report("A", STORY), Report("B", OTHER)]) == ()
    assert copies([Report("A", "Two shells fell."), Report("B", "Three shells fell.")]) == ()
    assert copies(
        [
            Report("A", "Two shells fell on Monday there.", name="1"),
            Report("B", "Two shells fell on Monday there.", name="2"),
        ]
    )
    assert copies([]) == copies([Report("", "")]) == ()


def test_a_retelling_in_other_words_is_a_copy() -> None:
    words = re.sub(r"\b(said|the|and|who|that|from|were|a)\b", "of", STORY).split()
    retold = " ".join(word for pair in zip(words[1::2], words[::2], strict=False) for word in pair)
    assert len(copies([Report("A", STORY), Report("B", retold)])) == 1


def test_the_order_of_reports_makes_no_difference_and_they_can_come_one_by_one() -> None:
    reports = [
        Report("A", STORY),
        Report("B", OTHER),
        Report("C", STORY[:600]),
        Report("D", OTHER.upper()),
        Report("E", STORY + OTHER),
    ]
    assert copies(reports) == copies(reports[::-1])
    known = Copies()
    found = [known.add(signature(report)) for report in reports]
    assert found[2] == (reports[0].id,) and found[0] == ()
    assert known.groups() == copies(reports)
    assert known.add(signature(reports[0])) == (), "the same report twice is one report"


@pytest.mark.parametrize(
    ("text", "publisher", "expected"),
    [
        ("BAGHDAD (AFP) - Two shells fell.", None, "AFP"),
        ("KHARTOUM, April 26 (Xinhua) -- Four men were freed.", None, "Xinhua"),
        ("(Reuters) - Two shells fell.", None, "Reuters"),
        ("TESTVILLE (AP) — Two shells fell.", None, "AP"),
        ("(AFP, AP) - Two shells fell.", None, "AFP"),
        ("DHAKA, April 4 (BSS/AFP) - Two shells fell.", None, "AFP"),
        ("By AFP\n\nTwo shells fell.", None, "AFP"),
        ("From Gazette with AFP\n\nTwo shells fell.", None, "AFP"),
        ("Source: Anadolu Agency\n\nTwo shells fell.", None, "Anadolu"),
        ("Two shells fell.\n\n— Reuters", None, "Reuters"),
        ("Two shells fell.", "Mint (Reuters)", "Reuters"),
        ("Two shells fell.", "Gazette", None),
        ("Two shells fell, a source told AFP on Monday, killing three men near the river.", "Gazette", None),
        ("The spa (in the app) was hit.", "Gazette", None),
        ("", None, None),
    ],
)
def test_the_agency_is_the_one_whose_copy_it_is(text: str, publisher: str | None, expected: str | None) -> None:
    assert agency(Report("", text, publisher=publisher)) == expected


# --- speed and evil input

EVIL = [
    "a" * 1_000_000, "a. " * 300_000, "“" * 500_000, '"' * 500_000, "“a " * 300_000, "A.B." * 250_000, "\n" * 500_000, "1," * 400_000,
    "'a " * 300_000, "‘s " * 300_000, ".)" * 400_000, "- a\n" * 200_000, " " * 1_000_000, "Mr. " * 250_000, "a-" * 400_000, "a'" * 400_000,
    "[1]" * 300_000, "\u0300" * 500_000, "&" * 500_000, "&amp;" * 200_000, "&amp" * 200_000, "<" * 500_000, "<b " * 250_000, "<b>" * 250_000,
    "data-" * 200_000, 'data-a="' * 120_000, "data-a=”” > " * 80_000, "[gallery " * 100_000, "<!--" * 200_000, "Share " * 150_000,
    "home > " * 40 + "\n", ("Share this on " * 18 + "!?\n") * 3_000, ("photo by A " * 20 + "\n") * 3_000, ("1, " * 90 + "x\n") * 3_000,
    ("published at " + "1 " * 120 + "x\n") * 2_000, ("reporting by A " * 18 + ";\n") * 2_000, ". Read also: " * 70_000, "(AFP " * 200_000,
    ("Posted by a" + " a" * 120 + "!\n") * 2_000, ("Home " * 55 + "x\n") * 2_000, ("by " * 90 + "\n") * 2_000,
]  # fmt: skip


@pytest.mark.parametrize("text", EVIL, ids=lambda text: repr(text[:14]))
def test_anything_is_read_in_linear_time(text: str) -> None:
    reads: Sequence[Callable[[str], object]] = (
        tokens, sentences, quotations, lambda text: clean(Report("Raid in the north", text)), lambda text: agency(Report("", text)),
    )  # fmt: skip
    for read in reads:
        start = time.process_time()
        read(text[:60_000])
        assert time.process_time() - start < 5, "linear code takes 1 s at most, a quadratic step tens"


def test_reading_a_report_of_700_words_takes_milliseconds() -> None:
    reports = [report for report in TRAINING if len(report.text) > 600][:150]
    words = sum(len(report.whole.split()) for report in reports)
    start = time.process_time()
    for report in reports:
        clean(report)
        sentences(report.whole)
        tokens(report.whole)
    # 6 ms is the promise (3 for cleaning, 3 for the rest), about 3.5 the rule; a busy machine gets four times as much.
    assert (time.process_time() - start) / words * 700 < 0.024
