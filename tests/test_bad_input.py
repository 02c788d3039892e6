"""A hundred kinds of bad input: each gives a sentence or a report, and the good file beside it is still read."""

from __future__ import annotations

import gzip
import io
import json
import os
import socket
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from casus.model import Report
from casus.sources import Limits, Problem, read_sources
from casus.text.clean import clean
from casus.text.copies import signature
from casus.text.quotes import quotations
from casus.text.sentences import sentences
from casus.text.tokens import tokens

GOOD = "A market in Testville was hit by two shells on Monday, the mayor said.\n"
PROSE = "Gunmen attacked a village in the north on Tuesday and killed at least five people, officials said."
PAGE = f"<html><head><title>Raid</title></head><body><article><h1>Raid</h1><p>{PROSE}</p></article></body></html>"


def line(**changes: Any) -> str:
    """A good record as a line of JSON, with some keys changed; `...` takes a key away."""
    record = {
        "id": "r1",
        "title": "Raid",
        "text": PROSE,
        "published": "2023-11-22",
        "publisher": "Gazette",
        "url": None,
    }
    record.update(changes)
    return json.dumps({key: value for key, value in record.items() if value is not ...})


def zipped() -> bytes:
    """A small ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", GOOD)
    return out.getvalue()


# What it is; the file's name; its bytes; words of the problem it must give, "" for a report, None for either.
Data = bytes | str | Callable[[], bytes]
CASES: list[tuple[str, str, Data, str | None]] = [
    # Plain text
    ("an empty file", "a.txt", b"", "empty"),
    ("one line feed", "a.txt", b"\n", "empty"),
    ("only white space", "a.txt", b" \t\r\n " * 5000, "empty"),
    ("only NUL", "a.txt", b"\0" * 3000, "binary"),
    ("one NUL in text", "a.txt", b"Two shells\0 fell on Monday, killing three people, the mayor said.", ""),
    ("control characters in text", "a.txt", "Two\x01 shells\x02 fell\x07 on Monday, killing three people\x1b, he said.", ""),
    ("random bytes", "a.txt", bytes((i * 7919 + i // 3) % 256 for i in range(5000)), "binary"),
    ("a byte order mark alone", "a.txt", b"\xef\xbb\xbf", "empty"),
    ("a UTF-16 mark alone", "a.txt", b"\xff\xfe", "empty"),
    ("a UTF-16 file cut in a character", "a.txt", GOOD.encode("utf-16")[:-1], ""),
    ("UTF-16 without a mark", "a.txt", GOOD.encode("utf-16-be"), ""),
    ("UTF-32", "a.txt", GOOD.encode("utf-32"), ""),
    ("UTF-8 cut in a character", "a.txt", "Взрыв прогремел в городе, погибли трое".encode()[:-1], ""),
    ("Latin-1 letters", "a.txt", "Los atacantes mataron a dos policías en la región, señaló el ejército.".encode("latin-1"), ""),
    ("Windows-1251", "a.txt", "В понедельник в городе прогремел взрыв, погибли три человека.".encode("cp1251"), ""),
    ("KOI8-R", "a.txt", "В понедельник в городе прогремел взрыв, погибли три человека.".encode("koi8_r"), ""),
    ("Windows-1256", "a.txt", "قتل ثلاثة اشخاص في انفجار سيارة مفخخة في المدينة يوم الاثنين".encode("cp1256"), ""),
    ("GB18030", "a.txt", "星期一城市发生爆炸，造成三人死亡，警方表示。袭击者逃离现场。".encode("gb18030"), ""),
    ("Shift JIS", "a.txt", "月曜日に市内で爆発があり、三人が死亡したと警察が発表した。".encode("shift_jis"), ""),
    ("two encodings in one file", "a.txt", "Взрыв. ".encode("cp1251") + "Взрыв в городе. ".encode() * 3, None),
    ("bytes of no encoding", "a.txt", b"Two shells fell \x81\x8d\x8f\x90\x9d on Monday. " * 20, None),
    ("surrogates written as UTF-8", "a.txt", b"Two shells \xed\xa0\x80 fell on Monday, the mayor said.", None),
    ("right-to-left text with marks", "a.txt", "\u202bقتل ثلاثة \u200fأشخاص\u202c في المدينة", ""),
    ("only right-to-left marks", "a.txt", "\u200f\u202b\u202c", ""),
    ("emoji", "a.txt", "🚀💥🔥" * 200, ""),
    ("combining marks piled up", "a.txt", "Ze" + "\u0301" * 50_000 + " fell", ""),
    ("one word of a million letters", "a.txt", "a" * 1_000_000, ""),
    ("a million quotation marks", "a.txt", '"' * 1_000_000, ""),
    ("a line of 50 MB", "a.txt", lambda: b"x" * 50_000_000, "bigger than"),
    ("a text over the limit", "a.txt", "The shells fell. " * 130_000, "more than 2,000,000 characters"),
    ("carriage returns only", "a.txt", b"Title\r\rTwo shells fell on Monday.\rThree people died.", ""),
    ("a title without a text", "a.txt", b"Title: Raid in the north\n", ""),
    ("a header without a text", "a.txt", b"Published: 2023-11-22\n\n", "empty"),
    ("a header with the year 9999", "a.txt", "Published: 9999-12-31\n\n" + GOOD, "9999"),
    ("a header with the year 0001", "a.txt", "Published: 0001-01-01\n\n" + GOOD, "the year 1"),
    ("a header with no such day", "a.txt", "Published: 2023-02-30\n\n" + GOOD, "no day of the calendar"),
    ("a header with an age", "a.txt", "Published: 10 minutes ago\n\n" + GOOD, ""),
    ("a header that never ends", "a.txt", "Title: x\n" * 50_000, None),
    ("a text of page junk only", "a.txt", "Share on WhatsApp\n\nSubscribe to our newsletter!\n\nHome | Contact us\n", ""),
    # Files of other kinds
    ("a PDF named .txt", "a.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
    ("a PNG named .html", "a.html", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "PNG"),
    ("a JPEG named .jsonl", "a.jsonl", b"\xff\xd8\xff\xe0" + b"\0" * 50, "JPEG"),
    ("a ZIP named .json", "a.json", zipped(), "ZIP"),
    ("an old office document", "a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "office"),
    ("a rich text document", "a.rtf", rb"{\rtf1\ansi Two shells fell.}", "rich text"),
    ("a program", "a", b"\x7fELF\x02\x01\x01" + b"\0" * 100, "program"),
    ("a SQLite database", "a.db", b"SQLite format 3\0" + b"\0" * 100, "SQLite"),
    ("a Parquet file", "a.parquet", b"PAR1\x15\x04" + b"\0" * 100 + b"PAR1", "Parquet"),
    ("an xz archive", "a.txt", b"\xfd7zXZ\0\0\x04" + b"\0" * 50, "xz"),
    ("a bzip2 archive", "a.txt", b"BZh91AY&SY" + b"\0" * 50, "bzip2"),
    ("a feed", "a.xml", '<?xml version="1.0"?><rss><channel><title>x</title></channel></rss>', "XML"),
    ("an XML file named .html", "a.html", "<?xml version='1.0'?><news><p>Two shells fell.</p></news>", "XML"),
    # Packed files
    ("a gzip file that is empty inside", "a.txt.gz", gzip.compress(b"", mtime=0), "empty"),
    ("a gzip file cut short", "a.txt.gz", gzip.compress(GOOD.encode() * 99, mtime=0)[:-12], "cut short"),
    ("a gzip file with a broken middle", "a.txt.gz", gzip.compress(GOOD.encode() * 9)[:12] + b"\xff" * 60, "broken"),
    ("a gzip head alone", "a.txt.gz", b"\x1f\x8b", "cut short"),
    ("a gzip file with a wrong checksum", "a.txt.gz", gzip.compress(GOOD.encode(), mtime=0)[:-8] + struct.pack("<II", 1, 1), "broken"),
    ("a bomb in gzip", "a.txt.gz", lambda: gzip.compress(b"0" * 30_000_000, mtime=0), "times its size"),
    ("a bomb of one line of JSON in gzip", "a.jsonl.gz", lambda: gzip.compress(b'{"text":"' + b"a" * 20_000_000, mtime=0), "times its size"),
    ("a gzip file in a gzip file", "a.txt.gz", gzip.compress(gzip.compress(GOOD.encode())), "binary"),
    ("text named .gz", "a.txt.gz", GOOD, ""),
    ("gzip named .txt", "a.txt", gzip.compress(GOOD.encode()), ""),
    ("two gzip files in one", "a.txt.gz", gzip.compress(b"Two shells ") + gzip.compress(b"fell on Monday."), ""),
    ("gzip with zeros after it", "a.txt.gz", gzip.compress(GOOD.encode()) + b"\0" * 100, ""),
    ("gzip with junk after it", "a.txt.gz", gzip.compress(GOOD.encode()) + b"junk", "broken"),
    ("zlib without a head", "a.txt", zlib.compress(GOOD.encode() * 50), None),
    # HTML
    ("a page without a body", "a.html", "<html><head><title>Raid</title></head></html>", "no text"),
    ("an empty page", "a.html", "<html></html>", "no text"),
    ("a page of scripts", "a.html", "<html><body><script>var x = 'Two shells fell';</script></body></html>", "no text"),
    ("a page cut in a word", "a.html", PAGE[: len(PAGE) // 2 + 30], ""),
    ("a page cut in a tag", "a.html", PAGE[: PAGE.index("</p>") + 2], ""),
    ("a page cut in an attribute", "a.html", f'<html><body><p>{PROSE}</p><a href="x', ""),
    ("a page with an open comment", "a.html", f"<html><body><p>{PROSE}</p><!-- never closed <p>more</p>", ""),
    ("a page with an open script", "a.html", f"<html><body><p>{PROSE}</p><script>if (a < b) {{", ""),
    ("a page of 50,000 nested blocks", "a.html", "<html><body>" + "<div>" * 50_000 + PROSE, ""),
    ("a page of 20,000 nested letters", "a.html", "<html><body>" + "<b><i>" * 20_000 + PROSE, ""),
    ("a page of 5,000 nested tables", "a.html", "<html><body>" + "<table><tr><td>" * 5_000 + PROSE, ""),
    ("a page of a million open brackets", "a.html", "<html><body>" + "<" * 1_000_000, None),
    ("a tag with 100,000 attributes", "a.html", "<html><body><p " + "a=b " * 100_000 + f">{PROSE}</p>", ""),
    ("a page in a wrong charset", "a.html", PAGE.replace("<head>", '<head><meta charset="no-such-charset">').replace("five", "fünf").encode("latin-1"), ""),
    ("a page that says UTF-16 and is not", "a.html", PAGE.replace("<head>", '<head><meta charset="utf-16">').replace("five", "fünf").encode("latin-1"), ""),
    ("a page in Windows-1251 that says so", "a.html", f'<html><head><meta charset="windows-1251"></head><body><p>{"Взрыв в городе. " * 9}</p></body></html>'.encode("cp1251"), ""),
    ("a page with NUL", "a.html", PAGE.replace("Tuesday", "Tues\0day"), ""),
    ("a page with broken escapes", "a.html", PAGE.replace("five", "&#xD800;&#99999999;&bogus;&#0;"), ""),
    ("a page with a date in the year 9999", "a.html", PAGE.replace("<head>", '<head><meta name="date" content="9999-01-01">'), ""),
    ("a page with a date that is none", "a.html", PAGE.replace("<head>", '<head><meta name="date" content="soon">'), ""),
    ("a page with a broken JSON-LD", "a.html", PAGE.replace("<head>", '<head><script type="application/ld+json">{"datePublished": "20</script>'), ""),
    ("text named .html", "a.html", GOOD, ""),
    ("a page named .txt", "a.txt", PAGE, ""),
    ("a page with a title of 100,000 letters", "a.html", PAGE.replace("Raid", "R" * 100_000), ""),
    # JSON
    ("an empty list", "a.json", "[]", "empty"),
    ("an object without text", "a.json", "{}", 'no "text"'),
    ("JSON cut short", "a.json", line()[:-20], "not JSON"),
    ("JSON with a comma too many", "a.jsonl", line()[:-1] + ",}", "not JSON"),
    ("JSON with single quotes", "a.jsonl", line().replace('"', "'"), "not JSON"),
    ("two objects on a line", "a.jsonl", line() + line(), "not JSON"),
    ("a line of words", "a.jsonl", GOOD, "not JSON"),
    ("a list on a line", "a.jsonl", "[" + line() + "]", "a list, not an object"),
    ("a string on a line", "a.jsonl", json.dumps(PROSE), "a string, not an object"),
    ("a number on a line", "a.jsonl", "17", "a number, not an object"),
    ("null on a line", "a.jsonl", "null", "null, not an object"),
    ("true on a line", "a.jsonl", "true", "true or false, not an object"),
    ("100,000 nested lists", "a.jsonl", "[" * 100_000 + "]" * 100_000, "nested too deep"),
    ("100,000 nested objects in a key", "a.jsonl", '{"text":"x","a":' + '{"a":' * 100_000 + "1" + "}" * 100_001, "nested too deep"),
    ("a nested .json file", "a.json", "[" * 100_000, "nested too deep"),
    ("a number of 10,000 digits", "a.jsonl", '{"text": "x", "id": ' + "9" * 10_000 + "}", "not JSON"),
    ("NaN as an id", "a.jsonl", '{"text": "x", "id": NaN}', '"id" is a number'),
    ("text: missing", "a.jsonl", line(text=...), 'no "text"'),
    ("text and title: empty", "a.jsonl", line(text="", title=""), "empty"),
    ("text and title: null", "a.jsonl", line(text=None, title=None), "empty"),
    ("text: a number", "a.jsonl", line(text=5), '"text" is a number'),
    ("text: a list", "a.jsonl", line(text=[PROSE]), '"text" is a list'),
    ("text: an object", "a.jsonl", line(text={"en": PROSE}), '"text" is an object'),
    ("text: true", "a.jsonl", line(text=True), '"text" is true or false'),
    ("title: a number", "a.jsonl", line(title=7), '"title" is a number'),
    ("title: a list", "a.jsonl", line(title=["Raid"]), '"title" is a list'),
    ("title: missing", "a.jsonl", line(title=...), ""),
    ("title: 100,000 letters", "a.jsonl", line(title="R" * 100_000), "title has more than"),
    ("id: a list", "a.jsonl", line(id=[1]), '"id" is a list'),
    ("id: a fraction", "a.jsonl", line(id=1.5), '"id" is a number'),
    ("id: true", "a.jsonl", line(id=True), '"id" is true or false'),
    ("id: a number", "a.jsonl", line(id=17), ""),
    ("published: a number", "a.jsonl", line(published=20231122), '"published" is a number'),
    ("published: a list", "a.jsonl", line(published=["2023-11-22"]), '"published" is a list'),
    ("published: words", "a.jsonl", line(published="last Tuesday"), "no date"),
    ("published: two ways to read", "a.jsonl", line(published="03/04/2020"), "no date"),
    ("published: no such day", "a.jsonl", line(published="2023-02-30"), "no day of the calendar"),
    ("published: the year 9999", "a.jsonl", line(published="9999-12-31"), "9999"),
    ("published: the year 12345", "a.jsonl", line(published="12345-01-01"), "no day of the calendar"),
    ("published: before 1800", "a.jsonl", line(published="1799-12-31"), "1799"),
    ("published: a negative year", "a.jsonl", line(published="-0044-03-15"), "no day of the calendar"),
    ("published: empty", "a.jsonl", line(published=""), ""),
    ("published: a day and a time", "a.jsonl", line(published="2023-11-22T23:59:59+03:00"), ""),
    ("published: other digits", "a.jsonl", line(published="٢٠٢٣-١١-٢٢"), None),
    ("published: a megabyte", "a.jsonl", line(published="2" * 1_000_000), "no"),
    ("publisher: a number", "a.jsonl", line(publisher=1), '"publisher" is a number'),
    ("publisher: an object", "a.jsonl", line(publisher={"name": "Gazette"}), '"publisher" is an object'),
    ("url: a list", "a.jsonl", line(url=["http://x.example"]), '"url" is a list'),
    ("keys nobody asked for", "a.jsonl", line(events=[{"id": 1}], extra=None), ""),
    ("a key twice", "a.jsonl", '{"text": "x", "text": "Two shells fell."}', ""),
    ("a lone surrogate in text", "a.jsonl", line(text="Two shells \ud800 fell."), ""),
    ("a lone surrogate in the id", "a.jsonl", line(id="\udfff"), ""),
    ("NUL in text", "a.jsonl", line(text="Two shells\0 fell."), ""),
    ("a raw control character in JSON", "a.jsonl", line().replace("Raid", "Ra\tid"), "not JSON"),
    ("a byte order mark before JSON", "a.jsonl", b"\xef\xbb\xbf" + line().encode(), ""),
    ("JSON lines in UTF-16", "a.jsonl", line().encode("utf-16"), ""),
    ("JSON lines in Latin-1", "a.jsonl", '{"text": "Los atacantes mataron a dos policías en la región, señaló."}'.encode("latin-1"), ""),
    ("a line of JSON over the limit", "a.jsonl", '{"text": "' + "a" * 6_000_000 + '"}', "longer than 5 MB"),
    ("a line of 50 MB in JSON lines", "a.jsonl", lambda: b"x" * 50_000_000, "longer than 5 MB"),
    ("JSON lines with Windows line ends", "a.jsonl", line() + "\r\n\r\n", ""),
    ("blank lines only", "a.jsonl", "\n \n\t\n", "empty"),
    ("JSON lines named .json", "a.json", line() + "\n" + line(id="r2"), ""),
    ("a list named .json", "a.json", "[" + line() + "]", ""),
    ("JSON without a suffix", "a", line(), ""),
]  # fmt: skip


def write(path: Path, data: Data) -> None:
    data = data() if callable(data) else data
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))


def problems(found: list[Report | Problem]) -> list[Problem]:
    return [item for item in found if isinstance(item, Problem)]


def check_sentence(problem: Problem) -> None:
    """A problem is one printable sentence that says where, what, and what to do."""
    text = str(problem)
    assert problem.where and problem.what and problem.remedy
    assert len(text) < 400 and "Traceback" not in text and "\n" not in text
    text.encode("utf-8")


def test_there_are_more_than_a_hundred_kinds() -> None:
    assert len({what for what, *_ in CASES}) == len(CASES) > 100


@pytest.mark.parametrize(("name", "data", "says"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_bad_input_gives_a_sentence_or_a_report_and_the_batch_goes_on(
    tmp_path: Path, name: str, data: Data, says: str | None
) -> None:
    write(tmp_path / name, data)
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    found = list(read_sources([tmp_path / name, tmp_path / "good.txt"]))
    assert isinstance(found[-1], Report) and found[-1].text == GOOD.strip(), "the good file beside it is read"
    assert len(found) >= 2, "nothing disappears without a word"
    for item in found[:-1]:
        if isinstance(item, Problem):
            check_sentence(item)
            assert name in item.where
        else:
            item.whole.encode("utf-8")
            assert item.id and item.origin
    if says:
        assert says in " ".join(problem.what for problem in problems(found))
    elif says == "":
        assert not problems(found)


@pytest.mark.parametrize(("name", "data"), [case[1:3] for case in CASES], ids=[case[0] for case in CASES])
def test_the_text_helpers_take_whatever_the_sources_give(tmp_path: Path, name: str, data: Data) -> None:
    write(tmp_path / name, data)
    for item in read_sources([tmp_path / name], limits=Limits(text_chars=120_000)):
        if isinstance(item, Report):
            page = clean(item)
            for read in (tokens, sentences, quotations):
                assert all(0 <= start <= end <= len(page.text) for start, end, *_ in read(page.text))
            assert signature(item).report == item.id


def test_a_good_line_between_bad_ones_is_read_and_each_problem_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "mixed.jsonl"
    path.write_text("\n".join(["{", line(id="a"), line(text=3), "", "[]", line(id="b"), "x" * 100]), encoding="utf-8")
    found = list(read_sources([path]))
    assert [item.name for item in found if isinstance(item, Report)] == ["a", "b"]
    assert [problem.where.rsplit(" ", 1)[1] for problem in problems(found)] == ["1", "3", "5", "7"]
    assert [item.origin.rsplit(":", 1)[1] for item in found if isinstance(item, Report)] == ["2", "6"]


def test_a_long_line_is_passed_over_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    path.write_bytes(line(id="a").encode() + b"\n" + b"y" * 300_000 + b"\n" + line(id="b").encode())
    found = list(read_sources([path], limits=Limits(line_bytes=100_000)))
    assert [getattr(item, "name", "problem") for item in found] == ["a", "problem", "b"]


def test_lines_before_a_broken_end_of_a_packed_file_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "cut.jsonl.gz"
    body = "".join(line(id=f"r{n}", text=f"{PROSE} {n * 7919}") + "\n" for n in range(3000))
    path.write_bytes(gzip.compress(body.encode())[:-500])
    found = list(read_sources([path]))
    assert len(found) > 100 and "cut short" in problems(found)[-1].what


def test_what_is_not_there_or_no_file_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nothing")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        monkeypatch.chdir(tmp_path)  # a socket's path must be short
        server.bind("socket.txt")
        cases = {
            "missing.txt": "is not there", "dangling.txt": "link to nothing", "loop.txt": "can't be opened",
            "pipe.txt": "is a pipe", "socket.txt": "is a socket", "good.txt/x": "can't be opened", "x" * 5000: "can't be opened",
            "a\0b": "no path",
        }  # fmt: skip
        for name, what in cases.items():
            found = list(read_sources([name, "good.txt"]))
            assert what in problems(found)[0].what, name
            check_sentence(problems(found)[0])
            assert isinstance(found[1], Report)
    found = list(read_sources(["", "/dev/null", "good.txt"]))
    assert [problem.what for problem in problems(found)] == ["is no path", "is a device, not a file"]


def test_a_folder_goes_on_past_everything_in_it(tmp_path: Path) -> None:
    for name, data in {
        "a.txt": b"",
        "b.html": b"\x89PNG",
        "c.jsonl": b"{",
        "d.png": b"x",
        "e.css": b"",
        ".hidden.txt": b"x",
    }.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "deep" / "again").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "f.txt")
    found = list(read_sources([tmp_path]))
    assert sum(isinstance(item, Report) for item in found) == 1
    said = [problem.what for problem in problems(found)]
    assert "1 .css, 1 .png" in said[-1]
    assert any("holds itself" in what for what in said) and any("pipe" in what for what in said)
    assert len(said) == 6


def test_a_folder_too_deep_and_an_empty_folder_are_said(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(6):
        deep = deep / "d"
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text(GOOD, encoding="utf-8")
    assert "more than 3 deep" in problems(list(read_sources([tmp_path], limits=Limits(depth=3))))[0].what
    (tmp_path / "empty").mkdir()
    assert "holds no report" in problems(list(read_sources([tmp_path / "empty"])))[0].what


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_and_a_file_with_no_rights_are_said(tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir()
    (tmp_path / "shut.txt").write_text(GOOD, encoding="utf-8")
    for name in ("shut", "shut.txt"):
        (tmp_path / name).chmod(0)
        assert "can't be" in problems(list(read_sources([tmp_path / name])))[0].what
        (tmp_path / name).chmod(0o700)


def test_too_many_files_end_the_batch_with_a_sentence(tmp_path: Path) -> None:
    for n in range(5):
        (tmp_path / f"{n}.txt").write_text(GOOD, encoding="utf-8")
    found = list(read_sources([tmp_path], limits=Limits(files=3)))
    assert sum(isinstance(item, Report) for item in found) == 3
    assert "more than 3 files" in problems(found)[0].what


def test_a_name_of_broken_bytes_can_still_be_printed(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff\xfe.txt"
    try:
        Path(os.fsdecode(path)).write_text("", encoding="utf-8")
    except OSError:
        pytest.skip("the file system takes UTF-8 names only")
    for problem in problems(list(read_sources([os.fsdecode(path)]))):
        check_sentence(problem)
