"""`kill -9` at any moment of an `add`, then the same `add` again: the ledger of an undisturbed run."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

import ledger_parts as parts
from casus.export import FORMATS, export
from casus.ledger import Ledger

KILLS = 20
NUMBER = 110

# Imports once, then forks a process for each ledger named on its input, so that twenty kills take seconds.
ADD = """
import os, sys
import ledger_parts as parts
from casus.ledger import Ledger

def add(path, workers):
    with Ledger.open(path, fuse=parts.fuse) as ledger:
        ledger.add(parts.reports(int(sys.argv[1])), read=parts.slow, reader=parts.READER, workers=workers)

if __name__ == "__main__":
    if len(sys.argv) > 2:
        add(sys.argv[2], workers=2)
        sys.exit()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            add(line.strip(), workers=1)
            os._exit(0)
        print(child, flush=True)
        print(os.waitpid(child, 0)[1], flush=True)
"""


def python(*arguments):
    command = [sys.executable, "-W", "error", "-c", ADD, str(NUMBER), *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    return subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    )


class Adder:
    """Runs `add` in processes of its own and kills them."""

    def __init__(self) -> None:
        self._python = python()
        assert self._python.stdin is not None
        assert self._python.stdout is not None
        self._ask, self._told = self._python.stdin, self._python.stdout

    def add(self, path, kill_after=None):
        """Add to a ledger; true if it came to its end. Gives the seconds it took."""
        self._ask.write(f"{path}\n")
        self._ask.flush()
        child, begun = int(self._told.readline()), time.perf_counter()
        if kill_after is not None:
            time.sleep(kill_after)
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        status = int(self._told.readline())
        assert status in (0, signal.SIGKILL)
        return status == 0, time.perf_counter() - begun

    def close(self):
        self._ask.close()
        self._told.close()
        self._python.wait()


@pytest.fixture(scope="module")
def adder():
    made = Adder()
    yield made
    made.close()


def exported(ledger):
    out = {}
    for form in FORMATS:
        stream = io.BytesIO()
        export(ledger, form, out=stream)
        out[form] = stream.getvalue()
    return out


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory, adder):
    path = tmp_path_factory.mktemp("kill") / "whole.ledger"
    done, took = adder.add(path)
    assert done
    with Ledger.open(path, fuse=parts.fuse) as ledger:
        return exported(ledger), ledger.dump(), took


def test_twenty_kills_lose_nothing_and_double_nothing(tmp_path, adder, undisturbed):
    wanted, tables, took = undisturbed
    dice = Random(20)
    killed, stages, number = 0, set(), 0
    while killed < KILLS:
        path = tmp_path / f"{number}.ledger"
        done, _ = adder.add(path, kill_after=dice.uniform(0, took * 0.6))
        killed += not done
        if not path.exists():
            continue
        with Ledger.open(path, fuse=parts.fuse) as ledger:
            sizes = ledger.sizes()
            assert sizes.reports == len(ledger.reports()) <= NUMBER
            stages.add(sizes.reports)
            if sizes.reports == NUMBER:  # it was through with reading: the next kill falls on a new ledger
                add_again(ledger, wanted, tables)
                number += 1
    with Ledger.open(tmp_path / f"{number}.ledger", fuse=parts.fuse) as ledger:
        add_again(ledger, wanted, tables)
    assert len(stages) > 3, "the kills all fell into one place"


def add_again(ledger, wanted, tables):
    ledger.add(parts.reports(NUMBER), read=parts.read, reader=parts.READER)
    assert ledger.verify() == []
    assert exported(ledger) == wanted
    assert ledger.dump() == tables


def test_a_killed_run_leaves_no_workers_behind(tmp_path, undisturbed):
    path = tmp_path / "a.ledger"
    process = python(path)
    until = time.monotonic() + 20
    while len(members(process.pid)) < 4 and time.monotonic() < until:  # itself, a tracker, two workers
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    until = time.monotonic() + 10
    while members(process.pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert members(process.pid) == []
    with Ledger.open(path, fuse=parts.fuse) as ledger:
        ledger.add(parts.reports(NUMBER), read=parts.read, reader=parts.READER, workers=1)
        assert ledger.verify() == []
        assert exported(ledger) == undisturbed[0]


def members(session):
    """The processes of a session that are alive."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, its_session = stat.read_text().rpartition(")")[2].split()[:4]
        except OSError:
            continue
        if int(its_session) == session and state != "Z":
            found.append(int(stat.parent.name))
    return found
