import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import casus
from casus.cli import cli
from casus.export import FORMATS

ROOT = Path(__file__).parent.parent
ATTACK = "Gunmen killed at least 12 villagers in Maiduguri on Tuesday, officials said.\n"
BLAST = "A car bomb killed five people in Mosul on Monday, police said.\n"
PUBLISHED = ("--published", "2024-05-16")


def names(group, before=()):
    """Every command, as the words that call it: ("add",), ("places",), ("places", "find") ..."""
    for name, command in sorted(group.commands.items()):
        yield (*before, name)
        if isinstance(command, click.Group):
            yield from names(command, (*before, name))


COMMANDS = list(names(cli))


def call(*words, stdin=None):
    """One call; a trace is never what it ends with."""
    result = CliRunner().invoke(cli, [str(word) for word in words], input=stdin, prog_name="casus")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def pages(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "attack.txt").write_text(ATTACK)
    (folder / "blast.txt").write_text(BLAST)
    return folder


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """A ledger of two reports and one input that can't be used."""
    folder = tmp_path_factory.mktemp("ledger")
    for name, data in (("attack.txt", ATTACK.encode()), ("blast.txt", BLAST.encode()), ("bad.txt", bytes(range(256)))):
        (folder / name).write_bytes(data)
    result = call("add", folder / "my.ledger", *sorted(folder.glob("*.txt")), *PUBLISHED)
    assert result.exit_code == 1
    return folder / "my.ledger"


# The manual.


@pytest.mark.parametrize("words", [(), *COMMANDS], ids=lambda words: " ".join(words) or "casus")
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_every_command_explains_itself(words, flag):
    result = call(*words, flag)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: {' '.join(('casus', *words))}")
    said = re.sub(r"\s+", " ", result.stdout)
    assert len(said) > 150


def test_help_lists_every_command_and_the_version_is_the_packages():
    listed = re.findall(r"^  ([a-z]+)  ", call("--help").stdout.split("Commands:")[1], re.MULTILINE)
    assert sorted(listed) == sorted(cli.commands)
    assert call("--version").stdout == f"casus, version {casus.__version__}\n"


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_has_an_example_on_the_page_of_commands(words):
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    group = isinstance(cli.commands[words[0]], click.Group) and len(words) == 1
    assert group or re.search(rf"^casus {' '.join(words)} \S", page, re.MULTILINE)
    assert f"`casus {' '.join(words)}" in page


def test_the_page_of_commands_names_no_command_or_option_that_is_not_there():
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for words in re.findall(r"^casus ([^\n#]*)", page, re.MULTILINE):
        parts = tuple(words.split())
        command = cli
        while isinstance(command, click.Group):
            command, parts = command.commands[parts[0]], parts[1:]
        options = {option for param in command.params for option in (*param.opts, *param.secondary_opts)}
        assert {part for part in parts if part.startswith("-") and part != "-"} <= options, words


# Reading.


def test_read_prints_a_line_a_report_and_stores_nothing(pages):
    before = sorted(pages.rglob("*"))
    result = call("read", pages, *PUBLISHED)
    attack, blast = lines(result)
    assert result.exit_code == 0
    assert attack["events"][0]["killed"] == {"low": 12, "high": None}
    assert attack["events"][0]["time"]["start"] == "2024-05-14"
    assert blast["events"][0]["kind"] == "bombing"
    assert sorted(pages.rglob("*")) == before


def test_read_takes_standard_input():
    result = call("read", "-", *PUBLISHED, stdin=ATTACK)
    assert [event["place"]["names"][0] for event in lines(result)[0]["events"]] == ["Maiduguri"]
    assert result.exit_code == 0


def test_read_gives_the_text_if_asked(pages):
    assert ATTACK.strip() in lines(call("read", pages / "attack.txt", "--text"))[0]["text"]
    assert "text" not in lines(call("read", pages / "attack.txt"))[0]


def test_a_bad_file_is_named_and_the_others_are_read(pages):
    (pages / "bad.txt").write_bytes(bytes(range(256)))
    result = call("read", pages / "gone.txt", pages / "bad.txt", pages / "blast.txt")
    assert result.exit_code == 1
    assert len(lines(result)) == 1
    gone, bad = result.stderr.splitlines()
    assert gone.startswith(f"{pages / 'gone.txt'}: ")
    assert bad.startswith(f"{pages / 'bad.txt'}: ")


# The ledger.


def test_adding_again_adds_nothing(pages, tmp_path):
    ledger = tmp_path / "my.ledger"
    first = call("add", ledger, pages, *PUBLISHED)
    assert (first.exit_code, first.stdout) == (0, f"{ledger}: 2 reports added; 2 events\n")
    before = call("export", ledger, "-f", "jsonl").stdout
    again = call("add", ledger, pages, *PUBLISHED)
    assert (again.exit_code, again.stdout) == (0, f"{ledger}: 0 reports added, 2 known already; 2 events\n")
    assert call("export", ledger, "-f", "jsonl").stdout == before
    anew = call("add", ledger, pages, *PUBLISHED, "--again")
    assert (anew.exit_code, call("export", ledger, "-f", "jsonl").stdout) == (0, before)


def test_add_takes_standard_input(tmp_path):
    result = call("add", tmp_path / "my.ledger", "-", *PUBLISHED, stdin=ATTACK)
    assert result.stdout.endswith("1 reports added; 1 events\n")


def test_what_cant_be_used_is_told_once_and_kept_with_its_reason(ledger):
    result = call("problems", ledger)
    first, last = result.stdout.splitlines()
    assert first.startswith(f"{ledger.parent / 'bad.txt'}: ")
    assert last == "1 problems"
    assert result.exit_code == 0


def test_events_are_a_table_by_day_with_a_line_of_counts(ledger):
    head, blast, attack, last = call("events", ledger).stdout.splitlines()
    assert head.split()[:4] == ["event", "when", "where", "what"]
    assert blast.split()[1] == "2024-05-13"
    assert attack.split()[1] == "2024-05-14"
    assert last == "2 of 2 events, 0 without a place"


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (["country=IQ"], 1),
        (["min_killed=6"], 1),
        (["min_killed=5"], 2),
        (["since=2024-05-14", "country=IQ"], 0),
        (["q=car bomb"], 1),
        (["kind=bombing,armed_attack"], 2),
    ],
)
def test_filters_narrow_the_table_and_the_exports(ledger, filters, count):
    assert call("events", ledger, *filters).stdout.splitlines()[-1].startswith(f"{count} of 2 events")
    assert len(lines(call("export", ledger, *filters))) == count


def test_an_event_is_shown_with_its_words_by_the_beginning_of_its_id(ledger):
    event = call("events", ledger, "country=IQ").stdout.splitlines()[1].split()[0]
    page = call("show", ledger, event)
    assert page.exit_code == 0
    assert page.stdout == call("show", ledger, event[:6]).stdout
    assert "“five people”" in page.stdout
    assert "police" in page.stdout


@pytest.mark.parametrize("form", FORMATS)
def test_a_format_gives_the_same_bytes_on_the_screen_and_in_a_file(ledger, form, tmp_path):
    printed = call("export", ledger, "-f", form)
    written = call("export", ledger, "-f", form, "-o", tmp_path / "out")
    assert (printed.exit_code, written.exit_code, written.stdout) == (0, 0, "")
    assert printed.stdout_bytes == (tmp_path / "out").read_bytes()


def test_verify_says_that_a_ledger_is_sound_and_names_what_is_not(ledger, tmp_path):
    sound = call("verify", ledger)
    assert (sound.exit_code, sound.stdout) == (0, f"{ledger}: sound (2 reports, 2 events)\n")
    import sqlite3

    broken = tmp_path / "broken.ledger"
    with casus.open(broken) as book:
        book.add([casus.Report("", ATTACK)])
    connection = sqlite3.connect(broken)
    connection.execute("UPDATE events SET body = replace(body, 'Maiduguri', 'Elsewhere')")
    connection.commit()
    connection.close()
    result = call("verify", broken)
    assert result.exit_code == 1
    assert f"{broken}: 1 faults" in result.stderr


# What is wrong is said in one sentence, with exit code 2.

WRONG = {
    "read a reader that is not there": ("read", "{file}", "--reader", "crystal/1"),
    "add with a reader that is not there": ("add", "{ledger}", "{file}", "--reader", "crystal/1"),
    "add to a text": ("add", "{file}", "{file}"),
    "add to a folder": ("add", "{folder}", "{file}"),
    "add to a folder that is not there": ("add", "{folder}/no/my.ledger", "{file}"),
    "events of no ledger": ("events", "{folder}/none"),
    "show of no ledger": ("show", "{folder}/none", "a1"),
    "export of no ledger": ("export", "{folder}/none"),
    "problems of no ledger": ("problems", "{folder}/none"),
    "verify of no ledger": ("verify", "{folder}/none"),
    "verify a text": ("verify", "{file}"),
    "an event that is not there": ("show", "{ledger}", "zzzz"),
    "a filter that is not there": ("events", "{ledger}", "color=red"),
    "a filter that is no filter": ("events", "{ledger}", "Mosul"),
    "a day that is none": ("events", "{ledger}", "since=Monday"),
    "a box that is none": ("events", "{ledger}", "bbox=1,2"),
    "a search for nothing": ("export", "{ledger}", "q="),
    "a kind that is not there": ("export", "{ledger}", "kind=picnic"),
    "a format that is not there": ("export", "{ledger}", "-f", "papyrus"),
    "a file that can't be written": ("export", "{ledger}", "-o", "{folder}/no/out.csv"),
    "a file without a name": ("export", "{ledger}", "-o", ""),
    "gold that is not there": ("eval", "{folder}/none"),
    "gold that is none": ("eval", "{file}"),
    "a system that is not there": ("eval", "{examples}/lake", "--system", "{folder}/none"),
    "figures that can't be written": ("eval", "{one}", "--json", "{folder}/no/figures.json"),
    "a dump that is not there": ("places", "build", "{folder}/none.txt", "-o", "{folder}/g.sqlite"),
    "a dump that is none": ("places", "build", "{file}", "-o", "{folder}/g.sqlite"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_in_one_line(ledger, name, tmp_path):
    text, one = tmp_path / "report.txt", tmp_path / "gold.jsonl"
    text.write_text(ATTACK)
    one.write_text(json.dumps({"id": "a", "title": "", "text": ATTACK, "published": None, "events": []}) + "\n")
    places = {"file": text, "ledger": ledger, "folder": tmp_path, "examples": ROOT / "examples", "one": one}
    result = call(*(word.format(**places) for word in WRONG[name]))
    assert result.exit_code == 2
    assert re.fullmatch(r"casus: [^\n]{15,}\n", result.stderr)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["paint"], "No such command 'paint'"),
        (["read"], "Missing argument 'FILES...'"),
        (["add", "my.ledger"], "Missing argument 'FILES...'"),
        (["show", "my.ledger"], "Missing argument 'EVENT'"),
        (["eval"], "Missing argument 'GOLD...'"),
        (["places", "find"], "Missing argument 'NAME'"),
        (["places", "build", "a.txt"], "Missing option '-o'"),
        (["read", "a.txt", "--published", "Monday"], "'Monday' is no day; write YYYY-MM-DD"),
        (["add", "my.ledger", "a.txt", "--workers", "0"], "0 is not in the range"),
        (["events", "my.ledger", "--narrow"], "No such option"),
    ],
    ids=" ".join,
)
def test_a_call_that_is_wrong_says_how_it_is_right(words, says):
    result = call(*words)
    assert result.exit_code == 2
    assert says in result.stderr
    assert "--help" in result.stderr


# Scoring and the gazetteer.


def test_eval_prints_a_table_and_writes_the_same_figures(tmp_path):
    result = call("eval", ROOT / "examples" / "lake", "--json", tmp_path / "figures.json", "--errors", "2")
    assert result.exit_code == 0
    figures = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    (rows,) = figures.values()
    assert f"f1={rows['ledger']['f1']}" in result.stdout
    assert len(re.findall(r"^(?:missed|false)\t", result.stdout, re.MULTILINE)) == 2


def test_eval_scores_an_export_as_it_scores_the_reader(tmp_path):
    reports = ROOT / "examples" / "lake" / "reports.jsonl"
    assert call("add", tmp_path / "my.ledger", reports).exit_code == 0
    assert call("export", tmp_path / "my.ledger", "-f", "readings", "-o", tmp_path / "system.jsonl").exit_code == 0
    gold = ROOT / "examples" / "lake" / "gold.jsonl"
    own = call("eval", gold)
    exported = call("eval", gold, "--system", tmp_path / "system.jsonl")
    assert (own.exit_code, exported.exit_code) == (0, 0)
    assert own.stdout == exported.stdout


def test_a_name_is_looked_up_likeliest_first_and_in_one_country_if_asked():
    first = call("places", "find", "Goma").stdout.splitlines()[0]
    assert first.startswith("Goma, CD  settlement  ")
    inside = call("places", "find", "Goma", "--country", "ph").stdout.splitlines()
    assert inside
    assert all(", PH  " in line for line in inside)


def test_a_gazetteer_is_built_from_a_dump(tmp_path):
    row = ["1", "Testville", "Testville", "", "12.5", "22.5", "P", "PPL", "TD", "", "01", "", "", "", "5000", "", "300"]
    (tmp_path / "TD.txt").write_text("\t".join([*row, "Africa/Ndjamena", "2024-01-01"]) + "\n")
    result = call("places", "build", tmp_path / "TD.txt", "-o", tmp_path / "own.sqlite")
    assert result.exit_code == 0
    assert re.fullmatch(rf"{re.escape(str(tmp_path))}/own.sqlite: \d+ places\n", result.stdout)
    environment = os.environ | {"CASUS_GAZETTEER": str(tmp_path / "own.sqlite")}
    command = [sys.executable, "-m", "casus.cli", "places", "find", "Testville"]
    found = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", timeout=60)
    assert found.stdout.startswith("Testville, TD  settlement  12.5000, 22.5000")


# Real processes.


def shell(*words, **options):
    command = [Path(sys.executable).with_name("casus"), *map(str, words)]
    return subprocess.run(command, capture_output=True, timeout=120, **options)


def test_the_installed_command_reads_a_pipe_and_writes_utf_8_wherever_it_runs():
    text = "A drone struck a depot in Kharkiv on Monday, killing two people, police said. «Ми чули вибух.»\n"
    environment = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0"}
    run = shell("read", "-", "--text", *PUBLISHED, input=text.encode(), env=environment)
    assert (run.returncode, run.stderr) == (0, b"")
    reading = json.loads(run.stdout.decode())
    assert "Ми чули вибух" in reading["text"]
    assert len(reading["events"]) == 1


def test_no_bar_and_no_colours_go_into_a_pipe(pages, tmp_path):
    run = shell("add", tmp_path / "my.ledger", pages, "--workers", "2", *PUBLISHED)
    assert (run.returncode, run.stderr) == (0, b"")
    table = shell("events", tmp_path / "my.ledger")
    assert (table.returncode, b"\x1b" in table.stdout) == (0, False)


def test_a_reader_of_the_pipe_that_leaves_early_is_no_error():
    many = b"".join(json.dumps({"id": str(n), "text": ATTACK * 3}).encode() + b"\n" for n in range(60))
    command = [Path(sys.executable).with_name("casus"), "read", "-", "--text"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdin.write(many)
        process.stdin.close()
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()
        process.wait(timeout=60)
    assert b"Traceback" not in said
