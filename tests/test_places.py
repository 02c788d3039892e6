"""Where: names found, what they do in the sentence, and where they are."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.model import PLACE_PRECISIONS
from casus.reading import places
from casus.reading.places.areas import moved
from casus.reading.places.resolve import kilometres


def one(text, words, **options):
    """The mention that covers these words of the text."""
    at = text.index(words)
    hits = [m for m in places.read(text, **options) if m.start < at + len(words) and at < m.end]
    assert len(hits) == 1, (words, hits)
    return hits[0]


def near(place, lat, lon, km):
    return place.lat is not None and kilometres((place.lat, place.lon), (lat, lon)) <= km


@pytest.mark.parametrize(
    ("text", "words", "country", "lat", "lon", "km"),
    [
        ("Gunmen attacked a market in Konduga, Borno state, on Monday.", "Konduga", "NG", 11.65, 13.42, 15),
        ("Shells hit Robotyne in Zaporizhzhia region, Ukraine.", "Robotyne", "UA", 47.44, 35.84, 10),
        ("Drones struck the Ain al-Assad base in western Iraq.", "Ain al-Assad", "IQ", 33.79, 42.44, 10),
        ("Fighters entered Palma in Mozambique's Cabo Delgado province.", "Palma", "MZ", -10.77, 40.48, 20),
        ("Troops left Kidal in northern Mali.", "Kidal", "ML", 18.44, 1.41, 20),
        ("A bomb went off in Jolo in the Philippines.", "Jolo", "PH", 6.05, 121.0, 20),
        ("The army shelled Laukkaing, a town in Myanmar's Shan state.", "Laukkaing", "MM", 23.69, 98.76, 20),
        ("Two boats collided off Hodeida, Yemen.", "Hodeida", "YE", 14.8, 42.95, 30),
        ("Five died in Paris, Texas, police said.", "Paris", "US", 33.66, -95.56, 20),
        ("Five died in Paris, the French capital.", "Paris", "FR", 48.85, 2.35, 20),
        (
            "The governor of Tripoli in Lebanon resigned; Lebanese troops deployed in Tripoli.",
            "Tripoli",
            "LB",
            34.43,
            35.84,
            30,
        ),
        ("Rival Libyan militias fought in Tripoli.", "Tripoli", "LY", 32.88, 13.19, 30),
    ],
)
def test_a_name_means_the_place_the_report_is_about(text, words, country, lat, lon, km):
    place = one(text, words).place
    assert (place.country, near(place, lat, lon, km)) == (country, True), place


@pytest.mark.parametrize(
    ("text", "words", "role"),
    [
        ("Kyiv said its forces had withdrawn.", "Kyiv", "government"),
        ("Washington denied that the raid took place.", "Washington", "government"),
        ("Sanctions were imposed by Moscow.", "Moscow", "government"),
        ("Syrian troops shelled the town of Saraqib.", "Syrian", "adjective"),
        ("South Sudanese soldiers fled.", "South Sudanese", "adjective"),
        ("BAGHDAD (Reuters) - Two people died.", "BAGHDAD", "dateline"),
        ("LIMA, 3 JAN 90 (EFE) -- [TEXT] GUERRILLAS BLEW UP A TOWER IN AYACUCHO.", "LIMA", "dateline"),
        ("Migrants from Niger were robbed near Sebha, Libya.", "Niger", "origin"),
        ("The Bank of Baghdad was robbed.", "Baghdad", "in_name"),
        ("Students of the University of Khartoum marched.", "Khartoum", "in_name"),
        ("Bombs fell in Khartoum.", "Khartoum", "locative"),
        ("Fighting raged around Kyiv.", "Kyiv", "locative"),
    ],
)
def test_what_a_place_does_in_its_sentence(text, words, role):
    assert one(text, words).role == role


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Jordan Smith was hit by a stray bullet.", "Jordan"),
        ("Police named the suspect as Mike Houston. Houston was held.", "Houston"),
        ("Mr. Lincoln spoke to reporters.", "Lincoln"),
        ("General Ali Hassan led the brigade.", "Hassan"),
        ("It happened in March, officers said.", "March"),
        ("Police fired tear gas.", "Police"),
        ("Most people stayed at home.", "Most"),
        ("He told us to leave.", "us"),
        ("THEY TOLD US TO LEAVE THE TOWN BEFORE DAWN, SHE SAID.", "US"),
        ("Hamas fired rockets.", "Hamas"),
    ],
)
def test_persons_and_ordinary_words_are_no_places(text, words):
    at = text.index(words)
    assert not any(m.start < at + len(words) and at < m.end for m in places.read(text))


@pytest.mark.parametrize(
    ("text", "words", "precision", "lat", "lon", "km", "radius"),
    [
        (
            "Militants struck 40 km north of Mosul in Iraq.",
            "40 km north of Mosul",
            "settlement",
            36.70,
            43.13,
            8,
            (5, 15),
        ),
        (
            "A mine exploded 25 miles south-west of Mogadishu.",
            "25 miles south-west of Mogadishu",
            "settlement",
            1.78,
            45.08,
            12,
            (5, 20),
        ),
        ("Villagers were killed near Konduga in Nigeria.", "near Konduga", "settlement", 11.65, 13.42, 10, (10, 20)),
        ("Clashes broke out in northern Syria.", "northern Syria", "region", 36.2, 38.0, 80, (80, 250)),
        ("Rockets fell south of Baghdad.", "south of Baghdad", "region", 32.9, 44.4, 60, (30, 80)),
        ("A convoy was hit between Ramadi and Fallujah.", "between Ramadi", "region", 33.37, 43.67, 15, (15, 50)),
        ("A bus was stopped on the Gao-Ansongo road in Mali.", "Gao", "region", 15.97, 0.23, 25, (30, 70)),
        ("Bombs fell on eastern Ukraine.", "eastern Ukraine", "region", 49.0, 35.3, 150, (100, 350)),
    ],
)
def test_words_around_a_name_make_an_area_with_a_reason(text, words, precision, lat, lon, km, radius):
    mention = one(text, words)
    place = mention.place
    assert place.precision == precision
    assert near(place, lat, lon, km), place
    assert radius[0] <= place.radius_km <= radius[1]
    assert place.reason
    assert place.names[-1] == " ".join(text[mention.start : mention.end].split())


@pytest.mark.parametrize(
    ("text", "words", "precision"),
    [
        ("Fighting went on in Kherson.", "Kherson", "settlement"),
        ("Fighting went on in Kherson region.", "Kherson", "admin1"),
        ("Fighting went on in Gao, Mali.", "Gao", "settlement"),
        ("Fighting went on in the Gao region of Mali.", "Gao", "admin1"),
        ("Fighting went on in Iraq.", "Iraq", "country"),
        ("Fighting went on in the Donbas.", "Donbas", "region"),
        ("A tanker was hit in the Red Sea.", "Red Sea", "sea"),
        ("Prisoners rioted in Guatemala on Sunday.", "Guatemala", "country"),
    ],
)
def test_precision_follows_the_words(text, words, precision):
    assert one(text, words).place.precision == precision


def test_a_place_at_sea_has_no_country():
    assert one("A tanker was hit in the Red Sea.", "Red Sea").place.country is None


def test_canonical_name_first_then_as_written():
    place = one("Drones struck the Ayn al-Asad base in Iraq.", "Ayn al-Asad").place
    assert place.names == ("Ain al-Asad", "Ayn al-Asad")
    assert place.precision == "site"


def test_namesakes_stay_with_their_scores():
    place = one("Officials met in Alexandria.", "Alexandria").place
    assert len(place.candidates) >= 1
    assert all(0 < c.score < 1 and c.lat is not None for c in place.candidates)


def test_an_unknown_village_is_a_place_without_coordinates_in_the_country_of_the_report():
    place = one("Nigerian troops raided the village of Gwandarawa in Nigeria.", "Gwandarawa").place
    assert (place.lat, place.lon, place.radius_km, place.country) == (None, None, None, "NG")
    assert "not in the gazetteer" in place.reason


def test_an_unknown_place_takes_the_country_of_the_unit_named_after_it():
    place = one("Shells hit Zholkivtsevo, Kharkiv region, on Monday.", "Zholkivtsevo").place
    assert (place.country, place.lat) == ("UA", None)


def test_a_namesake_far_from_everything_else_is_given_up():
    text = "Iraqi police in Mosul, Iraq, said gunmen attacked a checkpoint in Springdale on Monday."
    mentions = [m for m in places.read(text) if "Springdale" in m.place.names]
    assert all(m.place.country in ("IQ", None) for m in mentions)


def test_the_country_given_from_outside_decides():
    text = "Gunmen killed four people in Santa Cruz."
    assert one(text, "Santa Cruz", country="PH").place.country == "PH"
    assert one(text, "Santa Cruz", country="BO").place.country == "BO"


@pytest.mark.parametrize(("country", "text"), [("US", "georgia"), ("GE", "tbilisi")])
def test_georgia_is_told_apart_by_the_places_around(country, text):
    report = {
        "georgia": "The sheriff in Macon, Georgia, said two men were shot. Atlanta and Savannah sent detectives. It was the worst day in Georgia.",
        "tbilisi": "Police in Tbilisi, Georgia, clashed with crowds. Troops left Batumi. It was the worst day in Georgia.",
    }[text]
    found = [m.place.country for m in places.read(report) if m.place.names[-1] == "Georgia"]
    assert found == [country] * 2


def test_upper_case_reads_like_mixed_case():
    text = "GUERRILLAS ATTACKED A POLICE POST IN UCHIZA, PERU, AND BLEW UP A BRIDGE NEAR TOCACHE."
    assert [(m.place.names[0], m.place.country) for m in places.read(text)] == [
        ("Uchiza", "PE"),
        ("Peru", "PE"),
        ("Tocache", "PE"),
    ]


def test_a_wrapped_name_is_one_name():
    text = "Bombs fell on Khan\nYounis in the Gaza Strip."
    assert one(text, "Khan\nYounis").place.country == "PS"


def test_the_more_specific_of_two_stays_its_own_mention():
    text = "A vehicle was hit in Abu Ghraib near Baghdad."
    assert one(text, "Abu Ghraib").place.names[-1] == "Abu Ghraib"
    assert "Baghdad" in one(text, "Baghdad").place.names


@pytest.mark.parametrize(
    ("name", "country", "expected"),
    [
        ("Abu Kamal", None, "SY"),
        ("Bouka mal", "SY", "SY"),
        ("Kunduz", None, "AF"),
        ("Al-Fashir", "SD", "SD"),
        ("Georgia", "US", "US"),
        ("Georgia", None, "GE"),
        ("US", None, "US"),
    ],
)
def test_lookup_gives_the_likeliest_first(name, country, expected):
    assert places.lookup(name, country)[0].country == expected


@pytest.mark.parametrize(
    ("name", "country"),
    [("", None), ("Bouka mal", None), ("Khirbet al-Zumurrudi", "SY"), ("Mosul", "ZZ"), ("\x00", "IQ")],
)
def test_lookup_of_nothing_is_nothing(name, country):
    assert places.lookup(name, country) == ()


AWKWARD = [
    "",
    " ",
    "\n\n\n",
    "A" * 100_000,
    "Paris " * 3_000,
    "a-" * 50_000,
    "In " * 30_000,
    "al-" * 20_000 + "Asad",
    "10 km north of " * 5_000,
    "\x00\x01\ud800 Mosul",
    "ببغداد انفجار في الموصل",
    "爆炸发生在巴格达",
    "MOSUL, " * 4_000,
    "(" * 20_000 + "Kyiv" + ")" * 20_000,
    ". " * 30_000,
    "’s" * 20_000,
]


@pytest.mark.parametrize("text", AWKWARD, ids=range(len(AWKWARD)))
def test_no_text_raises_or_hangs(text):
    started = time.perf_counter()
    laws(text)
    assert time.perf_counter() - started < 20


def laws(text):
    mentions = places.read(text)
    at = 0
    for mention in mentions:
        assert at <= mention.start < mention.end <= len(text)
        at = mention.end
        place = mention.place
        assert place.names and all(place.names) and place.precision in PLACE_PRECISIONS
        assert (place.lat is None) == (place.lon is None) == (place.radius_km is None)
        assert place.lat is None or (-90 <= place.lat <= 90 and -180 <= place.lon <= 180)
        assert place.country is None or len(place.country) == 2
    return mentions


PIECES = [
    "in ",
    "near ",
    "Mosul",
    "Gao",
    "Iraq",
    "10 km ",
    "north of ",
    "the ",
    "village of ",
    ", ",
    ". ",
    "\n",
    "Xyzabad",
    "Syrian ",
    "said ",
    "-",
    "’s ",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=120))
def test_mentions_lie_in_the_text_in_order_without_overlap(text):
    laws(text)


@given(st.floats(-85, 85), st.floats(-180, 180), st.floats(0, 300), st.floats(0, 360))
def test_a_moved_point_is_as_far_away_as_said(lat, lon, km, bearing):
    there = moved(lat, lon, km, bearing)
    assert -90 <= there[0] <= 90 and -180 <= there[1] <= 180
    if abs(lat) < 60:
        assert kilometres((lat, lon), there) == pytest.approx(km, rel=0.1, abs=1)


def test_the_reading_does_not_depend_on_the_hash_seed():
    code = (
        "from casus.reading import places; t='Clashes in Santa Rosa, San Miguel and Victoria; troops from Georgia, Jordan and Chad"
        " near Springfield.'; print([(m.start, m.place.names, m.place.country, m.place.candidates) for m in places.read(t)])"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "7")
    }
    assert len(runs) == 1
