"""Reading reports from text, pages, JSON, folders, packed files and standard input."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
from datetime import date
from pathlib import Path

import pytest

from casus.errors import InputError
from casus.model import Report
from casus.sources import Limits, Problem, read_sources
from casus.sources.bare import text_of
from casus.sources.dates import BadDate, publication_date
from casus.sources.decode import NotText, decode
from casus.sources.html import published_in

PROSE = "Gunmen attacked a village in the north on Tuesday and killed at least five people, officials said."
MORE = "Residents fled to a school near the river, where aid workers counted some two hundred families by night."


def reports(*paths: str | Path, published: date | None = None) -> list[Report]:
    found = list(read_sources(paths, published=published))
    assert not [item for item in found if isinstance(item, Problem)], found
    return [item for item in found if isinstance(item, Report)]


def one(path: Path, data: bytes | str, published: date | None = None) -> Report:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    (report,) = reports(path, published=published)
    return report


# --- plain text


@pytest.mark.parametrize(
    ("data", "title", "text", "published", "publisher"),
    [
        (f"{PROSE}\n", "", PROSE, None, None),
        (f"Raid in the north\n\n{PROSE}\n", "Raid in the north", PROSE, None, None),
        (f"# Raid in the north\n\n{PROSE}\n\n{MORE}", "Raid in the north", f"{PROSE}\n\n{MORE}", None, None),
        (f"Raid in the north\n{PROSE}\n", "", f"Raid in the north\n{PROSE}", None, None),
        (f"{PROSE}\n\n{MORE}", "", f"{PROSE}\n\n{MORE}", None, None),
        (f"{'Raid ' * 50}\n\n{PROSE}", "", f"{'Raid ' * 50}\n\n{PROSE}", None, None),
        (
            f"Title: Raid\nPublished: 2023-11-22\nPublisher: Gazette\n\n{PROSE}",
            "Raid",
            PROSE,
            date(2023, 11, 22),
            "Gazette",
        ),
        (
            f"date: 22 November 2023\r\nSOURCE: Gazette\r\n\r\nRaid\r\n\r\n{PROSE}",
            "Raid",
            PROSE,
            date(2023, 11, 22),
            "Gazette",
        ),
        (f"Published: 10 minutes ago\n\n{PROSE}", "", f"Published: 10 minutes ago\n\n{PROSE}", None, None),
        (f"Date: unknown to us\n{PROSE}", "", f"Date: unknown to us\n{PROSE}", None, None),
        ("Title: Raid", "Raid", "", None, None),
    ],
)
def test_a_text_file_is_a_header_a_title_and_a_text(
    tmp_path: Path, data: str, title: str, text: str, published: date | None, publisher: str | None
) -> None:
    got = one(tmp_path / "a.txt", data)
    assert (got.title, got.text, got.published, got.publisher) == (title, text, published, publisher)
    assert got.origin == str(tmp_path / "a.txt") and got.media_type == "text/plain"


def test_a_stated_date_stands_and_the_given_one_fills_gaps(tmp_path: Path) -> None:
    day = date(2020, 2, 2)
    assert one(tmp_path / "a.txt", f"Published: 2023-11-22\n\n{PROSE}", published=day).published == date(2023, 11, 22)
    assert one(tmp_path / "b.txt", PROSE, published=day).published == day
    assert one(tmp_path / "c.jsonl", json.dumps({"text": PROSE}), published=day).published == day
    os.utime(tmp_path / "b.txt", (0, 0))
    assert reports(tmp_path / "b.txt")[0].published is None, "a file's own time is no publication date"
    with pytest.raises(InputError, match="9999"):
        read_sources([], published=date(9999, 1, 1))


# --- encodings

RUSSIAN = "В понедельник в центре города прогремел взрыв, погибли три человека, сообщила полиция."
TEXTS = [
    ("utf-8", PROSE), ("utf-8-sig", PROSE), ("utf-16", RUSSIAN), ("utf-32", RUSSIAN), ("utf-16-le", PROSE), ("cp1251", RUSSIAN),
    ("koi8_r", RUSSIAN), ("cp1252", "Los atacantes mataron a dos policías en la región, según informó el ejército — “señaló”."),
    ("latin-1", "Des hommes armés ont tué trois soldats près de la frontière, a annoncé l'armée hier à la télévision."),
    ("cp1256", "قتل ثلاثة اشخاص في انفجار سيارة مفخخة في المدينة يوم الاثنين بحسب الشرطة المحلية"),
    ("gb18030", "星期一城市发生爆炸，造成三人死亡，警方表示。袭击者逃离现场，目前没有组织宣称负责。"),
    ("cp1250", "Żołnierze ostrzelali wieś, zginęły trzy osoby, poinformował gubernator. Mieszkańcy uciekli w stronę rzeki, część z nich jest ranna."),
]  # fmt: skip


@pytest.mark.parametrize(("encoding", "text"), TEXTS, ids=[name for name, _ in TEXTS])
def test_text_is_read_in_the_encoding_it_has(tmp_path: Path, encoding: str, text: str) -> None:
    got = one(tmp_path / "a.txt", text.encode(encoding))
    assert got.text == text
    assert got.media_type == "text/plain" if encoding.startswith("utf-8") else "charset=" in got.media_type


def test_a_page_says_its_encoding(tmp_path: Path) -> None:
    page = f'<html><head><meta charset="windows-1251"></head><body><p>{RUSSIAN}</p></body></html>'
    assert RUSSIAN in one(tmp_path / "a.html", page.encode("cp1251")).text


def test_a_few_broken_characters_are_counted_and_the_rest_is_read() -> None:
    text, note = decode((RUSSIAN * 3).rstrip(".").encode()[:-1])
    assert text.startswith(RUSSIAN) and note == "utf-8, 1 broken character"
    with pytest.raises(NotText, match="PDF"):
        decode(b"%PDF-1.4")


# --- pages


def page(head: str = "", body: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><title>Raid in the north | Gazette</title>{head}</head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>Raid in the north</h1><p>{PROSE}</p><p>{MORE}</p>{body}</article><footer>All rights reserved</footer></body></html>"
    )


def test_a_page_gives_its_main_text_and_metadata(tmp_path: Path) -> None:
    head = (
        '<meta property="article:published_time" content="2021-05-06T23:30:00+03:00"><meta property="og:site_name" content="Gazette">'
        '<link rel="canonical" href="https://gazette.example/raid">'
    )
    got = one(tmp_path / "a.html", page(head))
    assert PROSE in got.text and MORE in got.text and "Home" not in got.text and "rights reserved" not in got.text
    assert got.title.startswith("Raid in the north")
    assert (got.published, got.publisher, got.url) == (date(2021, 5, 6), "Gazette", "https://gazette.example/raid")
    assert got.media_type == "text/html"


@pytest.mark.parametrize(
    ("head", "url", "expected"),
    [
        ('<meta name="date" content="2021-05-06">', None, date(2021, 5, 6)),
        ("<META CONTENT='6 May 2021' NAME='pubdate'>", None, date(2021, 5, 6)),
        ('<meta itemprop="datePublished" content="2021-05-06T10:00:00Z">', None, date(2021, 5, 6)),
        ('<time pubdate datetime="2021-05-06">', None, date(2021, 5, 6)),
        (
            '<script type="application/ld+json">{"datePublished": "2021-05-06T10:00:00Z"}</script>',
            None,
            date(2021, 5, 6),
        ),
        (
            '<meta name="date" content="2022-01-01"><meta property="article:published_time" content="2021-05-06">',
            None,
            date(2021, 5, 6),
        ),
        ("", "https://gazette.example/2021/05/06/raid", date(2021, 5, 6)),
        ('<meta name="date" content="9999-01-01">', None, None),
        ('<meta property="article:modified_time" content="2021-05-06">', None, None),
        ("<p>Published 6 May 2021</p>", None, None),
        ("", "https://gazette.example/2021/99/99/raid", None),
    ],
)
def test_the_day_of_a_page_comes_from_its_metadata_or_address(
    head: str, url: str | None, expected: date | None
) -> None:
    assert published_in(page(head), url) == expected


def test_a_page_too_big_for_the_parser_is_read_by_its_tags() -> None:
    html = f"<html><head><title>x</title><style>p {{}}</style></head><body><nav>Home</nav><p>{PROSE}</p><p>{MORE} &amp; more</p><script>f()</script>"
    assert text_of(html) == f"{PROSE}\n{MORE} & more"


# --- JSON


def test_json_lines_give_a_report_a_line_and_ignore_other_keys(tmp_path: Path) -> None:
    record = {
        "id": "r1",
        "title": "Raid",
        "text": PROSE,
        "published": "2023-11-22",
        "publisher": "Gazette",
        "url": "http://x.example",
    }
    lines = [
        json.dumps({**record, "events": [], "licence": "x"}),
        "",
        json.dumps({"id": 7, "text": MORE}),
        json.dumps({"title": "Raid", "text": ""}),
    ]
    (tmp_path / "a.jsonl").write_text("\r\n".join(lines), encoding="utf-8")
    first, second, third = reports(tmp_path / "a.jsonl")
    assert first == Report("Raid", PROSE, date(2023, 11, 22), "Gazette", "http://x.example", "r1")
    assert (second.name, second.text, second.published) == ("7", MORE, None)
    assert (third.title, third.text) == ("Raid", "")
    assert [r.origin.rsplit(":", 1)[1] for r in (first, second, third)] == ["1", "3", "4"]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.ndjson", "a", "a.json.gz", "a.jsonl.gz"])
def test_json_is_read_whatever_its_file_is_called(tmp_path: Path, name: str) -> None:
    data = "".join(json.dumps({"id": f"r{n}", "text": PROSE}) + "\n" for n in range(3)).encode()
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    assert [report.name for report in reports(tmp_path / name)] == ["r0", "r1", "r2"]


def test_a_json_list_and_a_single_object_are_read(tmp_path: Path) -> None:
    records = [{"id": "a", "text": PROSE}, {"id": "b", "text": MORE}]
    (tmp_path / "list.json").write_text(json.dumps(records, indent=2), encoding="utf-8")
    (tmp_path / "one.json").write_text(json.dumps(records[0], indent=2), encoding="utf-8")
    assert [r.name for r in reports(tmp_path / "list.json", tmp_path / "one.json")] == ["a", "b", "a"]


def test_half_characters_become_the_mark_of_a_lost_one(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Two \\ud83d\\udca5 shells \\ud800 fell."}', encoding="utf-8")
    assert reports(tmp_path / "a.jsonl")[0].text == "Two 💥 shells \ufffd fell."


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2023-11-22", date(2023, 11, 22)), ("2023-11-22T23:59:59+03:00", date(2023, 11, 22)), ("20231122", date(2023, 11, 22)),
        ("2023-11-22 10:00", date(2023, 11, 22)), (" 2023-11-22 ", date(2023, 11, 22)), ("Wed, 22 Nov 2023 10:00:00 GMT", date(2023, 11, 22)),
        ("November 22, 2023", date(2023, 11, 22)), ("", None), ("  ", None), ("1800-01-01", date(1800, 1, 1)),
    ],
)  # fmt: skip
def test_publication_dates_are_read(words: str, expected: date | None) -> None:
    assert publication_date(words) == expected


@pytest.mark.parametrize(
    "words", ["yesterday", "03/04/2020", "2023", "2023-13-01", "9999-01-01", "1799-12-31", "0000-00-00", "2" * 5000]
)
def test_other_dates_are_refused(words: str) -> None:
    with pytest.raises(BadDate):
        publication_date(words)


# --- folders, packed files, standard input


def test_a_folder_is_read_in_the_order_of_names_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.md", "c", ".hidden.txt", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"{PROSE} {name}", encoding="utf-8")
    found = [Path(report.origin).relative_to(tmp_path).as_posix() for report in reports(tmp_path)]
    assert found == ["a/b/c.md", "a/z.txt", "b.txt", "c"]


@pytest.mark.parametrize(
    "data",
    [PROSE, page(), json.dumps({"text": PROSE}), gzip.compress(PROSE.encode())],
    ids=["text", "page", "json", "gzip"],
)
def test_standard_input_is_read_as_what_it_is(monkeypatch: pytest.MonkeyPatch, data: bytes | str) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(data if isinstance(data, bytes) else data.encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    (report,) = reports("-")
    assert PROSE in report.text and report.origin == "standard input"


def test_a_long_file_of_json_lines_streams(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"id": str(n), "text": PROSE}) + "\n" for n in range(2000)), encoding="utf-8")
    limits = Limits(file_bytes=1000, line_bytes=1000)
    found = read_sources([path], limits=limits)
    assert sum(isinstance(item, Report) for item in found) == 2000


def test_reading_twice_gives_the_same_reports(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page(), encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(RUSSIAN.encode("koi8_r"))
    assert [r.id for r in reports(tmp_path)] == [r.id for r in reports(tmp_path)]
