"""The reader `rules/1` as a whole: what it takes from a report, and what it promises of any text."""

import re
import time
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import casus
from casus.errors import InputError
from casus.model import RELATIONS, STATEMENT_KINDS, STATUSES, TALLY_UNITS, Place, Report, Span
from casus.reading import gate, records
from casus.reading.read import READER, read_report
from casus.reading.scene import lay_out

PUBLISHED = date(2024, 5, 16)  # a Thursday


def reading(text, title="", published=PUBLISHED):
    return read_report(Report(title, text, published))


def one(text, title="", published=PUBLISHED):
    """The only claim of a text."""
    (claim,) = reading(text, title, published).claims
    return claim


def quotes(text, spans):
    """The words of spans in a report without a title."""
    return [f"\n{text}"[span.start : span.end] for span in spans]


def names(parties):
    return [party.name.lower() for party in parties]


# Records: tellings of one event are put together, those of two are not. How many events each text tells.

RECORDS = {
    "Gunmen attacked a market in Maiduguri on Tuesday. The attack killed nine people, a doctor said.": 1,
    "Gunmen attacked a market in Maiduguri on Tuesday. Four others were wounded in the attack.": 1,
    "A bomb exploded in Kabul on Monday. Police said five people were killed.": 1,
    "A blast in Kabul on Monday killed 20 people, police said. A hospital official said 27 people were killed in the blast.": 1,
    "A car bomb killed five people in Mosul on Monday. Another car bomb killed two people in Basra on Tuesday.": 2,
    "Rebels killed nine people in Bunia on Monday. A separate attack in Beni on Tuesday killed four people.": 2,
    "Rockets hit a base in Basra on Monday. Drones hit a depot in Mosul on Tuesday.": 2,
    "Gunmen abducted 30 schoolchildren from a school in Kaduna on Monday, and police arrested two suspects on Tuesday.": 2,
    "The attack in Bunia on Monday was a response to an ambush in Beni on Sunday.": 2,
}


@pytest.mark.parametrize("text", RECORDS)
def test_an_event_is_one_record_however_often_it_is_told(text):
    assert len(reading(text).claims) == RECORDS[text]


NOTHING = [
    "",
    " \n\t\n ",
    "Troops may attack the town next week.",
    "If rebels attack Goma, thousands will flee.",
    "Gunmen did not attack the village.",
    "The army plans to bomb rebel camps.",
    "None of the attacks caused casualties.",
    "The United Nations has recorded 66 attacks on aid workers since 3 March.",
    "The mission has 14,000 peacekeepers in the country.",
    "The council met to talk about the price of bread and the state of the road.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_did_not_happen_and_what_is_a_total_is_no_event(text):
    assert reading(text).claims == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A suicide bomber blew himself up in a mosque in Peshawar on Friday, killing 12 people.", "suicide_bombing"),
        ("A car bomb exploded in Mosul on Monday, killing five people.", "bombing"),
        ("Thursday's airstrike by the army killed four people in Goma.", "airstrike"),
        ("Twenty people were killed in shelling in Donetsk on Monday.", "shelling"),
        ("Soldiers clashed with rebels near Goma on Monday, killing three soldiers.", "armed_clash"),
        ("Gunmen killed at least 12 villagers in Maiduguri on Tuesday, officials said.", "armed_attack"),
        ("Gunmen abducted 30 schoolchildren from a school in Kaduna on Monday.", "abduction"),
        ("Police arrested two suspects in Kaduna on Tuesday.", "arrest"),
        ("The hostages were freed on Monday near Bunia.", "release"),
        ("A ceasefire was signed by the government and the rebels in Nairobi on Monday.", "agreement"),
    ],
)
def test_an_event_has_the_kind_that_its_words_say(text, kind):
    assert one(text).kind == kind


# Roles and parties.


@pytest.mark.parametrize(
    ("text", "doers", "hit"),
    [
        ("Gunmen killed two farmers in Bunia on Monday.", ["gunmen"], ["farmers"]),
        ("Villagers were killed by soldiers in Goma on Monday.", ["soldiers"], ["villagers"]),
        ("Soldiers clashed with rebels near Goma on Monday.", ["rebels", "soldiers"], []),
        ("A car bomb killed five soldiers in Mosul on Monday.", [], ["soldiers"]),
        ("Monday's airstrike by the army killed four farmers in Goma.", ["army"], ["farmers"]),
    ],
)
def test_who_did_it_and_whom_it_befell_do_not_change_places(text, doers, hit):
    claim = one(text)
    assert sorted(names(claim.actors)) == doers
    assert names(claim.targets) == hit


@pytest.mark.parametrize(
    ("text", "one_side", "other_side"),
    [
        ("{} forces shelled a {} base near Kharkiv on Monday, killing six soldiers.", "Russian", "Ukrainian"),
        ("{} bombed a {} depot on Monday, killing six people.", "Israel", "Iranian"),
        ("{} bombed a {} depot on Monday, killing six people.", "Syria", "Turkish"),
        ("{} soldiers killed two {} soldiers in a raid on Monday.", "Indian", "Pakistani"),
    ],
)
def test_sides_can_be_swapped_and_the_act_stays(text, one_side, other_side):
    swapped = {"Israel": "Israeli", "Iranian": "Iran", "Syria": "Syrian", "Turkish": "Turkey"}
    first = one(text.format(one_side, other_side))
    second = one(text.format(swapped.get(other_side, other_side), swapped.get(one_side, one_side)))
    assert (first.kind, first.status, first.time, first.toll("killed")) == (
        second.kind, second.status, second.time, second.toll("killed"),
    )  # fmt: skip
    for party in ("actors", "targets", "claimed_by"):
        assert len(list(first.each(party))) == len(list(second.each(party)))


def test_who_is_only_cited_did_not_do_it():
    claim = one("Gunmen killed two farmers in Bunia on Monday, police said.")
    assert names(claim.actors) == ["gunmen"]
    assert [witness.name for witness in claim.says] == ["police"]


# Tolls.


@pytest.mark.parametrize(
    ("title", "text", "killed"),
    [
        ("", "Gunmen killed 12 villagers in Bunia on Monday.", "12"),
        ("", "Gunmen killed at least 12 villagers in Bunia on Monday.", "12+"),
        ("", "Gunmen killed about 60 villagers in Bunia on Monday.", "~60"),
        ("", "A suicide bomber blew himself up in Peshawar on Friday, killing 12 soldiers or more.", "12+"),
        ("", "A blast in Kabul on Monday killed 20 people, police said. A doctor said 27 people were killed in the blast.", "20-27"),
        ("", "At first 20 people were reported killed in the blast in Kabul on Monday; police now say that 31 people were killed.", "31"),
        ("Dozens killed in market blast", "A bomb exploded in a market in Mosul on Monday, killing 27 people, police said.", "27"),
        ("Bomb in Kabul kills 30", "A bomb exploded in Kabul on Monday, killing at least 27 people.", "27+"),
        ("", "Gunmen attacked a village near Bunia on Monday, wounding four people.", "None"),
    ],
)  # fmt: skip
def test_a_toll_is_a_range_over_rivals_and_keeps_its_hedge(title, text, killed):
    assert str(one(text, title).toll("killed")) == killed


def test_rival_figures_keep_their_own_words_and_witnesses():
    text = "A blast in Kabul on Monday killed 20 people, police said. A doctor said 27 people were killed in the blast."
    figures = [(quotes(text, value.spans), value.says) for value in one(text).each("killed")]
    assert figures == [(["20 people"], ("police",)), (["27 people"], ("A doctor",))]


def test_what_the_title_rounds_is_kept_beside_the_range():
    claim = one("A bomb exploded in Kabul on Monday, killing at least 27 people.", "Bomb in Kabul kills 30")
    assert [str(value.value) for value in claim.each("killed_headline")] == ["30"]


def test_that_nobody_was_hurt_is_zero_and_not_unknown():
    claims = reading("Rockets hit a base in Basra on Monday. No one was hurt in the attack.").claims
    assert [str(claim.toll("injured")) for claim in claims] == ["0"]
    assert all(claim.toll("killed") is None for claim in claims)


# Tallies.


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The United Nations has recorded 66 attacks on aid workers since 3 March.", [("attacks", "66", date(2024, 3, 3))]),
        ("The army has around 900 soldiers in Goma and almost 2,500 in Bukavu.", [("troops", "~900", None), ("troops", "~2500", None)]),
        ("More than 300 people have been killed in the conflict since January, the United Nations said.", [("killed", "301+", date(2024, 1, 1))]),
        ("The mission has 14,000 peacekeepers in the country.", [("troops", "14000", None)]),
        ("Rebels killed six soldiers in Bunia on Monday. Bunia had seen 40 attacks this year.", [("attacks", "40", None)]),
        ("Gunmen killed 12 villagers in Bunia on Monday.", []),
    ],
)  # fmt: skip
def test_totals_and_stocks_are_tallies(text, found):
    assert [(tally.unit, str(tally.count), tally.since) for tally in reading(text).tallies] == found


def test_a_tally_has_its_words_and_its_witness():
    text = "The United Nations has recorded 66 attacks on aid workers since 3 March."
    (tally,) = reading(text).tallies
    assert quotes(text, tally.evidence) == ["66 attacks"]
    assert [witness.name for witness in tally.says] == ["The United Nations"]
    assert [quotes(text, value.spans) for value in tally.values] == [["3 March"]] or quotes(
        text, tally.values[0].spans
    ) == ["since 3 March"]


# Links.


@pytest.mark.parametrize(
    ("text", "answer", "answered", "relation"),
    [
        ("Army jets bombed a rebel camp near Mosul on Monday in retaliation for a rocket attack on a base in Basra on Sunday.", "2024-05-13", "2024-05-12", "retaliation_for"),
        ("In retaliation for an ambush in Beni on Sunday, troops shelled rebel camps near Bunia on Monday.", "2024-05-13", "2024-05-12", "retaliation_for"),
        ("The attack in Bunia on Monday was a response to an ambush in Beni on Sunday.", "2024-05-13", "2024-05-12", "response_to"),
    ],
)  # fmt: skip
def test_what_answers_and_what_is_answered_are_told_apart(text, answer, answered, relation):
    found = reading(text)
    days = {claim.id: str(claim.time) for claim in found.claims}
    assert [(days[link.source], days[link.target], link.relation) for link in found.links] == [
        (answer, answered, relation)
    ]


# Dates.


@pytest.mark.parametrize(
    ("text", "shown", "approx"),
    [
        ("Rebels killed six soldiers in Bunia on Monday.", "2024-05-13", False),
        ("Monday 13 May 2024\n\nRebels killed six soldiers in Bunia.", "2024-05-13", False),
        ("Two villagers were shot dead in Bunia.", "2024-05-15..2024-05-16", True),
    ],
)
def test_a_day_is_the_one_told_or_the_news_is_fresh_and_said_to_be_so(text, shown, approx):
    claim = one(text)
    assert (str(claim.time), claim.time.approx) == (shown, approx)


def test_without_a_day_of_publication_a_weekday_is_no_day():
    assert one("Two villagers were shot dead in Bunia.", published=None).time is None
    time_told = one("Rebels killed six soldiers in Bunia on Monday.", published=None).time
    assert time_told is None or time_told.start is None


def test_an_undated_event_deep_in_a_report_is_not_dated_by_its_publication():
    filler = "The council met to talk about the price of bread. " * 6
    claim = one(f"{filler}\n\nTwo villagers were shot dead in Bunia.")
    assert claim.time is None
    assert not claim.primary


# Speech.


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Gunmen killed two farmers in Bunia on Monday, police said.", "reported"),
        ("The army said it killed 14 rebels in an air strike near Goma on Monday.", "claimed"),
        ("A bomb exploded in Kabul on Monday. Police said five people were killed. The Taliban denied carrying out the bombing.", "denied"),
    ],
)  # fmt: skip
def test_a_claim_says_whether_the_report_stands_behind_it(text, status):
    assert one(text).status == status


def test_who_claims_it_and_who_is_accused_did_it():
    claimed = one("Islamic State claimed responsibility for Monday's bombing in Kabul, which killed six people.")
    assert names(claimed.claimed_by) == names(claimed.actors) == ["islamic state"]
    accused = one("Police accused the Taliban of Monday's bombing in Kabul, which killed six people.")
    assert (names(accused.claimed_by), names(accused.actors)) == ([], ["taliban"])


def test_a_statement_has_its_speaker_and_the_event_that_it_is_about():
    found = reading("Rebels attacked Bunia on Monday. The minister condemned the attack and demanded a ceasefire.")
    said = {statement.kind: statement for statement in found.statements}
    assert sorted(said) == ["condemn", "demand"]
    assert {statement.speaker.name for statement in found.statements} == {"minister"}
    assert said["condemn"].about == found.claims[0].id


# The gate.


@pytest.mark.parametrize(
    ("text", "conflict"),
    [
        ("Gunmen killed two farmers in Bunia on Monday.", True),
        ("The striker scored a late goal in the league match and the coach praised the midfielder after the tournament.", False),
        ("Shares fell after the firm's takeover bid; investors lost profit in the quarter.", False),
        ("The council met to talk about the price of bread.", False),
    ],
)  # fmt: skip
def test_games_and_markets_are_no_conflict(text, conflict):
    assert gate.is_conflict(lay_out(Report("", text, PUBLISHED))) is conflict


# Places, as far as records compare them.

GOMA = Place(("Goma",), "CD", -1.67, 29.23, "settlement", 10.0)
SAKE = Place(("Sake",), "CD", -1.57, 29.04, "settlement", 5.0)
KIGALI = Place(("Kigali",), "RW", -1.95, 30.06, "settlement", 10.0)
KINSHASA = Place(("Kinshasa",), "CD", -4.33, 15.31, "settlement", 20.0)
CONGO = Place(("DR Congo",), "CD", -2.5, 23.5, "country", 900.0)
UNKNOWN = Place(("Kichanga",), "CD")


@pytest.mark.parametrize(
    ("a", "b", "may"),
    [
        (GOMA, GOMA, True),
        (GOMA, SAKE, True),
        (GOMA, CONGO, True),
        (KINSHASA, CONGO, True),
        (GOMA, UNKNOWN, True),
        (GOMA, KINSHASA, False),
        (GOMA, KIGALI, False),
        (KIGALI, CONGO, False),
    ],
)
def test_two_places_may_be_one_if_they_are_near_or_one_holds_the_other(a, b, may):
    assert records.compatible(a, b) is may
    assert records.compatible(b, a) is may


def test_kilometres_are_measured_on_the_globe():
    assert records.kilometres(GOMA, GOMA) == 0
    assert records.kilometres(GOMA, KINSHASA) == pytest.approx(1573, abs=15)
    assert records.kilometres(GOMA, UNKNOWN) == 0


@pytest.mark.parametrize(
    ("sort", "kind", "may"),
    [("killed", "airstrike", True), ("abducted", "airstrike", False), ("abducted", "abduction", True), ("killed", "sanction", False), ("arrested", "protest", True)],
)  # fmt: skip
def test_a_figure_belongs_to_a_kind_that_can_have_it(sort, kind, may):
    assert records.fits(sort, kind) is may


# Upper case, titles, junk.


def test_upper_case_wires_are_read_as_others_are():
    text = "Gunmen killed at least 12 villagers in Maiduguri on Tuesday, officials said."
    lower, upper = one(text), one(text.upper())
    assert (upper.kind, upper.time, upper.toll("killed")) == (lower.kind, lower.time, lower.toll("killed"))
    assert upper.place.geonames == lower.place.geonames
    assert names(upper.actors) == names(lower.actors)
    assert [witness.name.lower() for witness in upper.says] == ["officials"]


def test_a_title_and_its_text_tell_one_event_and_the_quote_is_the_texts():
    claim = one("Gunmen killed 12 villagers in Maiduguri on Tuesday, officials said.", "Gunmen kill 12 in Maiduguri")
    assert claim.primary
    assert claim.evidence[0].start > len("Gunmen kill 12 in Maiduguri")


def test_spans_count_characters_of_the_stored_report_whatever_was_cleaned_away():
    text = "\u201d data-script=\u201d\u201d >\r\n\r\nPublished 49 minutes ago\r\n\r\n\tGunmen\u00a0killed 12\x00 villagers in Maiduguri on Tuesday.\r\n"
    report = Report("", text, PUBLISHED)
    (claim,) = read_report(report).claims
    (killed,) = claim.each("killed")
    assert re.sub(r"\W+", " ", report.quote(killed.spans[0])) == "12 villagers"
    assert "data-script" not in report.quote(claim.evidence[0])


# Laws: whatever the text.

WORDS = (
    "gunmen rebels army troops police Taliban Islamic State militants civilians villagers soldiers spokesman minister group "
    "killed attacked bombed shelled abducted arrested clashed wounded exploded struck said denied claimed condemned threatened "
    "accused demanded claimed responsibility for in retaliation for in response to attack strike bombing raid funeral talks "
    "sanctions protest Kabul Goma Mosul Abu Ghraib Iraq Syria near in on at by of the a an and or but which who that it they he "
    "Monday yesterday last week since October 17 2023 12 May at least about up to 5 12 1,000 dozens two twenty no none not may "
    "will if were was had been has people children others one another same there this"
).split()
MARKS = [".", ",", ";", ":", "?", "!", "“", "”", '"', "'", "’s", "(", ")", "—", "-", "...", "\n", "\n\n", "\r\n", "\t", "%", "\x00", "\u202e", "…"]  # fmt: skip
noise = st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(WORDS), st.sampled_from(MARKS)), max_size=60)
spoken = noise.map(lambda parts: re.sub(r" ([.,;:?!)”’])", r"\1", " ".join(parts)))
texts = st.one_of(spoken, spoken.map(str.upper), spoken.map(str.title), st.text(max_size=80))
laws = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(report, found):
    """What every reading promises."""
    whole = report.whole
    for span in found.spans():
        assert 0 <= span.start < span.end <= len(whole)
        assert report.quote(span).strip()
    ids = [claim.id for claim in found.claims]
    assert len(ids) == len(set(ids))
    for claim in found.claims:
        assert claim.evidence
        assert claim.status in STATUSES
        assert claim.count >= 1
        assert (claim.report, claim.reader) == (report.id, READER)
        assert all(value.spans for value in claim.values)
    for statement in found.statements:
        assert statement.kind in STATEMENT_KINDS
        assert statement.about is None or statement.about in ids
    for tally in found.tallies:
        assert tally.unit in TALLY_UNITS
    for link in found.links:
        assert link.relation in RELATIONS
        assert {link.source, link.target} <= set(ids)
        assert link.source != link.target


@given(spoken, texts, st.sampled_from([None, PUBLISHED, date.min, date.max]))
@laws
def test_whatever_the_text_every_value_rests_on_words_of_the_report(title, text, published):
    report = Report(title, text, published)
    check(report, read_report(report))


@given(spoken)
@settings(laws, max_examples=30)
def test_the_same_report_gives_the_same_reading(text):
    report = Report("", text, PUBLISHED)
    assert read_report(report) == read_report(report)


@given(spoken)
@settings(laws, max_examples=30)
def test_what_a_ledger_would_refuse_is_never_read(text):
    from casus.ledger.check import faults

    report = Report("", text, PUBLISHED)
    assert list(faults(report, read_report(report))) == []


def test_spans_of_the_evidence_come_first_and_are_the_words_of_the_event():
    text = "The council met. Gunmen killed two farmers in Bunia on Monday."
    assert quotes(text, one(text).evidence) == ["Gunmen killed two farmers in Bunia on Monday"]
    assert isinstance(one(text).evidence[0], Span)


# Long texts.


def test_an_event_in_the_last_sentence_of_twenty_thousand_words_is_found():
    filler = "The council met to talk about the price of bread and the state of the road. "
    text = (
        filler * (20_000 // len(filler.split()))
        + "Gunmen killed at least 12 villagers in Maiduguri on Tuesday, officials said."
    )
    claim = one(text)
    assert (claim.kind, str(claim.time), str(claim.toll("killed"))) == ("armed_attack", "2024-05-14", "12+")
    assert (claim.place.names[0], names(claim.actors)) == ("Maiduguri", ["gunmen"])
    assert quotes(text, claim.evidence)[0].startswith("Gunmen killed at least 12 villagers")


@pytest.mark.parametrize(
    "line",
    [
        "Gunmen killed five people in Goma on Monday.\n",
        "GUNMEN KILLED FIVE PEOPLE IN GOMA ON MONDAY. ",
        "The council met to talk about the price of bread. ",
        "killed ",
        "“",
        "attack on ",
        "On Monday, ",
        "in retaliation for ",
        "Goma, ",
        "5 ",
        "\n",
    ],
)
def test_one_line_over_and_over_is_read_in_seconds(line):
    """A reading is far from linear yet in what one event is told: 10 kB here, and a bound ten times what was seen."""
    report = Report("", line * (10_000 // len(line)), PUBLISHED)
    begun = time.perf_counter()
    found = read_report(report)
    assert time.perf_counter() - begun < 8
    check(report, found)


# The public call.


def test_a_bare_text_is_read_and_wrong_calls_are_said():
    found = casus.read("Gunmen killed two farmers in Bunia on Monday.", published="2024-05-16")
    assert str(found.claims[0].time) == "2024-05-13"
    assert found == casus.read(Report("", "Gunmen killed two farmers in Bunia on Monday.", PUBLISHED))
    for wrong in ({"published": "Thursday"}, {"reader": "crystal/1"}):
        with pytest.raises(InputError):
            casus.read("x", **wrong)


# Language.


@pytest.mark.parametrize(
    "text",
    [
        "El ejército anunció el martes que sus fuerzas mataron a doce combatientes en el norte del país, según un comunicado del "
        "ministerio. Los vecinos dijeron que varias casas fueron destruidas y que hubo heridos entre los civiles de la zona.",
        "Die Armee teilte am Dienstag mit, dass ihre Truppen im Norden des Landes zwölf Kämpfer getötet hätten. Bewohner sagten, "
        "mehrere Häuser seien durch die Angriffe zerstört worden, und es habe Verletzte unter den Zivilisten gegeben.",
    ],
)
def test_a_report_in_another_language_gets_a_note(text):
    assert any("English" in note for note in read_report(Report(title="", text=text)).notes)


def test_an_english_report_gets_none():
    text = "Gunmen killed at least 12 villagers in Kora on Tuesday, officials said. " * 4
    assert read_report(Report(title="", text=text)).notes == ()
