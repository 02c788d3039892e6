import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import casus
from casus.cli import cli
from casus.codebook import KINDS, codebook
from casus.model import RELATIONS, STATEMENT_KINDS, TALLY_UNITS

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md")])
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def page_name(page):
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_every_link_between_pages_leads_somewhere(page):
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_every_page_of_the_docs_is_in_the_index():
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    for page in (ROOT / "docs").glob("*.md"):
        assert page.name == "index.md" or f"({page.name})" in index


def test_the_changelog_begins_with_this_version():
    first = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert first[1] == PROJECT["version"] == casus.__version__


def test_the_licence_is_apache_2_and_the_notice_names_the_data_of_others():
    assert PROJECT["license"] == "Apache-2.0"
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Version 2.0, January 2004" in licence
    assert "END OF TERMS AND CONDITIONS" in licence
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    assert "GeoNames" in notice
    assert "Creative Commons Attribution 4.0" in notice


def test_contributing_is_one_page():
    assert len((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()) <= 60


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_commands_that_pages_name_are_there(page):
    text = page.read_text(encoding="utf-8")
    made = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:`|^)casus ([a-z]+)", text, re.MULTILINE)) <= set(cli.commands)
    assert set(re.findall(r"(?:`|^)make ([a-z]+)", text, re.MULTILINE)) <= made


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_is_in_the_changelog_or_the_readme(name):
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"casus {name}" in README or f"`{name}`" in changelog


def test_the_python_in_the_readme_runs(tmp_path):
    block = re.search(r"```python\n(.*?)```", README, re.DOTALL)[1]
    assert len([line for line in block.splitlines() if line.strip()]) <= 10
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    run = subprocess.run([sys.executable, "-c", block], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    first = run.stdout.splitlines()[0]
    assert first == "armed_attack 2024-05-14 12+ ['officials']"
    assert "sources" in run.stdout


@pytest.mark.skipif(os.name == "nt", reason="there is no executable bit")
def test_the_build_machine_runs_the_tests():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    text = script.read_text(encoding="utf-8")
    assert "set -euo pipefail" in text
    assert "make test" in text


def test_the_page_about_the_codebook_is_the_table():
    page = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z_]+)` \| (.*) \| (.*) \|$", page, re.MULTILINE)
    assert rows == [(kind.name, kind.definition, kind.excludes) for kind in codebook().values()]
    for word in (*STATEMENT_KINDS, *TALLY_UNITS, *RELATIONS):
        assert f"`{word}`" in page


def test_the_codebook_is_whole():
    assert len(KINDS) == 26
    for kind in codebook().values():
        assert kind.definition
        assert kind.family
        assert all(re.fullmatch(r"\d{3,4}", code) for code in kind.cameo)
        assert all(re.fullmatch(r"[A-Z]+(/[a-z-]+)?", code) for code in kind.plover)
        assert all(re.fullmatch(r"[A-Z][^:]+: [A-Z].+", code) for code in kind.acled)
        assert kind.ucdp in ("", "by sides")
        if len(kind.cameo) > 1 or len(kind.acled) > 1:
            assert kind.note


def test_excluded_things_name_kinds_that_are_there():
    for kind in codebook().values():
        for named in re.findall(r"\(([a-z_, ]+)\)", kind.excludes):
            assert all(name in (*KINDS, "a statement", "a tally") for name in named.split(", ")), named
