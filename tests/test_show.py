import io
import re
import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

import casus
from casus.model import Actor, Count, Interval, Place, Report
from casus.show import event_page, event_table, safe
from casus.summary import EventSummary

BOMBED = "A car bomb killed five people in Mosul on Monday, police said."
RAID = "Police said on Tuesday that a car bomb killed at least seven people in Mosul on Monday."
PUBLISHED = date(2024, 5, 14)


def printed(shown, width=200):
    out = io.StringIO()
    Console(file=out, width=width, highlight=False, color_system=None).print(shown)
    return out.getvalue()


def row(**values):
    """The cells of a table with one event."""
    table = event_table([EventSummary(**({"id": "a1b2", "kind": "airstrike", "words": "hit"} | values))])
    cells = {column.header: next(iter(column.cells)) for column in table.columns}
    return {name: getattr(cell, "plain", cell) for name, cell in cells.items()}


def days(first, last):
    return Interval(date.fromisoformat(first), date.fromisoformat(last))


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    with casus.open(tmp_path_factory.mktemp("show") / "my.ledger") as ledger:
        ledger.add(
            [
                Report("Blast in [bold]Mosul[/bold]", BOMBED, PUBLISHED, "The [red]Red[/red] Paper", None, "[/red]one"),
                Report("\x1b[31mBlast\x07 \u202ein Mosul", RAID, PUBLISHED, "Gazette\r\nInjected", None, "[/]two"),
                Report("", "Army jets bombed a rebel camp near Goma on Sunday.", PUBLISHED, name="three"),
            ]
        )
        yield ledger


@pytest.fixture(scope="module")
def page(book):
    (event,) = [event for event in book.events() if event.reports == 2]
    return printed(event_page(book, event.id))


# The table.


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("2023-11-22", "2023-11-22", "2023-11-22"),
        ("2023-11-20", "2023-11-22", "2023-11-20..22"),
        ("2023-11-29", "2023-12-02", "2023-11-29..12-02"),
        ("2023-12-31", "2024-01-01", "2023-12-31..2024-01-01"),
        ("2023-11-01", "2023-11-30", "2023-11"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2023-02-01", "2023-02-28", "2023-02"),
        ("2024-02-01", "2024-02-28", "2024-02-01..28"),
        ("2014-01-01", "2014-12-31", "2014"),
        ("2014-01-01", "2014-03-31", "2014-01-01..03-31"),
        ("2013-01-01", "2014-12-31", "2013-01-01..2014-12-31"),
        ("9999-12-01", "9999-12-31", "9999-12"),
    ],
)
def test_days_are_written_as_briefly_as_they_can_be_read(first, last, shown):
    assert row(time=days(first, last))["when"] == shown


@pytest.mark.parametrize(
    ("interval", "shown"),
    [
        (None, ""),
        (Interval(date(2023, 10, 17), None), "2023-10-17.."),
        (Interval(None, date(2023, 10, 17)), "..2023-10-17"),
    ],
)
def test_open_ends_stay_open_and_unknown_is_blank(interval, shown):
    assert row(time=interval)["when"] == shown


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (None, ""),
        (Count(0, 0), "0"),
        (Count(8, 8), "8"),
        (Count(8, None), "8+"),
        (Count(60, 60, True), "~60"),
        (Count(20, 27), "20-27"),
    ],
)
def test_a_toll_keeps_its_hedge_and_unknown_is_not_zero(count, shown):
    cells = row(killed=count, injured=count)
    assert (cells["killed"], cells["injured"]) == (shown, shown)


def test_texts_that_are_copies_and_occurrences_are_counted():
    cells = row(reports=5, sources=3, witnesses=2, count=3)
    assert (cells["reports"], cells["witnesses"], cells["what"]) == ("5 (3 texts)", "2", "airstrike x3")
    assert row(reports=5, sources=5)["reports"] == "5"


def test_many_actors_are_two_and_the_number_of_the_others():
    actors = tuple(Actor((name,)) for name in ("army", "police", "militia", "gang"))
    assert row(actors=actors)["who"] == "army; police +2"
    assert row(targets=actors[:2])["whom"] == "army; police"
    assert row()["who"] == ""


def test_a_country_is_said_once():
    assert row(place=Place(("Mosul",), "IQ"))["where"] == "Mosul, IQ"
    assert row(place=Place(("Iraq",), "IQ", precision="country"))["where"] == "Iraq"
    assert row(place=Place(("Red Sea",), None, precision="sea"))["where"] == "Red Sea"
    assert row()["where"] == ""


def test_events_stand_by_day_and_undated_ones_last():
    times = {"late": days("2024-05-02", "2024-05-02"), "none": None, "early": days("2024-05-01", "2024-05-31")}
    table = event_table([EventSummary(name, "protest", "rally", time=time) for name, time in times.items()])
    assert [getattr(cell, "plain", cell) for cell in table.columns[0].cells] == ["early", "late", "none"]


MARKUP = ("[red]army[/red]", "army [/red]", "[/]", "[link=x:y]z[/link]", "army \\[b]", ":skull:", "[@click=quit]x")


@pytest.mark.parametrize("name", MARKUP)
def test_markup_in_a_name_is_shown_as_text(name):
    summary = EventSummary("a1", "protest", "x", actors=(Actor((name,)),), targets=(Actor((name,)),))
    shown = printed(event_table([summary, EventSummary("a2", "protest", "x", place=Place((name,), "IQ"))]))
    assert shown.count(name) == 3


# Any text at all.


@given(st.text(st.characters(), max_size=30))
@settings(max_examples=60, deadline=None)
def test_whatever_the_name_the_table_is_printed_and_the_terminal_obeys_nothing(name):
    summary = EventSummary("a1", "protest", "x", actors=(Actor((name,)),), place=Place((name,), "IQ"))
    shown = printed(event_table([summary]))
    assert all(char == "\n" or unicodedata.category(char) not in ("Cc", "Cf", "Cs") for char in shown)


@given(st.text(st.characters()))
def test_safe_text_has_as_many_characters_and_none_that_steers_a_terminal(text):
    shown = safe(text)
    assert len(shown) == len(text)
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs") for char in shown)


# One event.


def test_the_page_shows_every_claim_with_its_words_and_who_says_so(page):
    assert "“five people” — police" in page
    assert "“at least seven people” — Police" in page
    assert "5+" in page
    assert "2 reports, 2 independent texts" in page
    assert "Why these claims are one event" in page


def test_markup_in_labels_titles_and_publishers_is_shown_as_text(page):
    for words in ("[/red]one", "[/]two", "Blast in [bold]Mosul[/bold]", "The [red]Red[/red] Paper"):
        assert words in page


def test_no_control_character_of_a_report_reaches_the_terminal(page):
    assert all(char == "\n" or unicodedata.category(char) not in ("Cc", "Cf") for char in page)
    assert "Gazette  Injected" in page


def test_an_event_of_one_claim_has_no_reasons_to_be_together(book):
    (event,) = [event for event in book.events() if event.place and event.place.names[0] == "Goma"]
    shown = printed(event_page(book, event.id))
    assert "Why these claims" not in shown
    assert "1 reports, 1 independent texts, 0 witnesses" in shown
    assert "2024-05-12" in shown
    assert re.search(r"\(-1\.67, 29\.2\d within \d+ km; settlement\)", shown)


def test_a_long_quote_is_cut_and_says_so(tmp_path):
    long = "Army jets bombed a rebel camp near Goma on Sunday " + "and a house " * 40 + "of the village."
    with casus.open(tmp_path / "my.ledger") as ledger:
        ledger.add([Report("", long, PUBLISHED)])
        shown = printed(event_page(ledger, ledger.events()[0].id), width=400)
    quotes = [part.split("”")[0] for part in shown.split("“")[1:]]
    assert max(map(len, quotes)) == 160
    assert any(quote.endswith("…") for quote in quotes)


def test_an_event_that_answers_another_says_so_on_both_pages(tmp_path):
    answer = "Army jets bombed a rebel camp near Mosul on Monday in retaliation for a rocket attack on a base in Basra on Sunday."
    with casus.open(tmp_path / "my.ledger") as ledger:
        ledger.add([Report("", answer, PUBLISHED)])
        pages = {event.kind: printed(event_page(ledger, event.id)) for event in ledger.events()}
        ids = {event.kind: event.id for event in ledger.events()}
    assert f"retaliation for: {ids['shelling']} (shelling, 2024-05-12, Basrah, IQ)" in pages["airstrike"]
    assert f"{ids['airstrike']} (airstrike, 2024-05-13, Mosul, IQ) is retaliation for this" in pages["shelling"]


@pytest.mark.parametrize("width", [20, 40, 80])
def test_a_narrow_terminal_gets_a_page_too(book, width):
    for event in book.events():
        assert printed(event_page(book, event.id), width)
    assert printed(event_table(book.events()), width)
