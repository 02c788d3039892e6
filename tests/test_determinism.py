"""The same reports give the same bytes: whatever the locale, time zone, hash seed, workers, order."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from casus.export import FORMATS

RUN = """
import sys
import ledger_parts as parts
from casus.export import FORMATS, export
from casus.ledger import Ledger

if __name__ == "__main__":
    out, workers, order = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    reports = parts.reports(40)
    batches = {"forward": [reports], "backward": [reports[::-1]], "parts": [reports[25:], reports[:30]]}[order]
    for batch in batches:
        with Ledger.open(f"{out}/a.ledger", fuse=parts.fuse) as ledger:
            ledger.add(batch, read=parts.read, reader=parts.READER, workers=workers)
    with Ledger.open(f"{out}/a.ledger", create=False, fuse=parts.fuse) as ledger:
        assert ledger.verify() == []
        for form in FORMATS:
            export(ledger, form, out=f"{out}/{form}")
"""

WORLDS = {
    "plain": ({"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "0"}, "1", "forward"),
    "far": ({"LC_ALL": "C.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "77"}, "2", "backward"),
    "odd": (
        {"LC_ALL": "tr_TR.UTF-8", "TZ": "America/Caracas", "PYTHONHASHSEED": "4242", "PYTHONUTF8": "0"}, "1", "parts",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def exports(tmp_path_factory):
    running = {}
    for name, (settings, workers, order) in WORLDS.items():
        out = tmp_path_factory.mktemp(name)
        environment = os.environ | settings | {"PYTHONPATH": str(Path(__file__).parent)}
        command = [sys.executable, "-W", "error", "-c", RUN, str(out), workers, order]
        running[name] = out, subprocess.Popen(command, env=environment, cwd=out)
    assert {name: process.wait() for name, (_, process) in running.items()} == dict.fromkeys(WORLDS, 0)
    return {name: out for name, (out, _) in running.items()}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("world", ["far", "odd"])
def test_an_export_has_the_same_bytes_in_every_environment(exports, world, form):
    expected = (exports["plain"] / form).read_bytes()
    assert expected
    assert (exports[world] / form).read_bytes() == expected
