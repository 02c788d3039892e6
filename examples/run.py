"""`make run`: read the examples into a new ledger, show what it holds, and say what to type next.

    python examples/run.py [LEDGER]

Every step is a command of `casus` that is printed before it runs, so that it can be typed again.
"""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import casus

EXAMPLES = Path(__file__).resolve().parent
REPORTS = [EXAMPLES / name / "reports.jsonl" for name in ("week", "lake")]
WIDE_ENOUGH = 140  # columns of a terminal in which the table of events is not torn


def main() -> int:
    """Run the tour; 0 if every command went well."""
    ledger = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("out/week.ledger")
    if not make_room(ledger):
        print(f"{ledger} is there and is not from an earlier tour: name another file, or delete it", file=sys.stderr)
        return 2
    wide = [] if shutil.get_terminal_size().columns >= WIDE_ENOUGH else ["--wide"]
    codes = [command("add", ledger, *map(near, REPORTS)), command("events", ledger, *wide)]
    if any(codes):
        return max(codes)
    with casus.open(ledger, create=False) as book:
        told_most = max(book.events(), key=lambda event: (event.sources, event.reports, event.id))
    code = command("show", ledger, told_most.id)
    print(NEXT.format(ledger=shlex.quote(str(ledger)), event=told_most.id))
    return code


def make_room(ledger: Path) -> bool:
    """Delete the ledger of an earlier tour; false if another file is in the way."""
    mark = ledger.with_name(ledger.name + ".tour")
    if ledger.exists() and not mark.exists():
        return False
    ledger.parent.mkdir(parents=True, exist_ok=True)
    for path in (ledger, *(ledger.with_name(ledger.name + end) for end in ("-wal", "-shm"))):
        path.unlink(missing_ok=True)
    mark.write_text(
        "Made by examples/run.py, which deletes the ledger beside it and makes it anew.\n", encoding="utf-8"
    )
    return True


def near(path: Path) -> Path:
    """A path as one would type it here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def command(*words: object) -> int:
    """Print a `casus` command, run it, and give its exit code."""
    typed = [str(word) for word in words]
    print(f"\n$ casus {shlex.join(typed)}", flush=True)
    return subprocess.run([sys.executable, "-m", "casus.cli", *typed], check=False).returncode


NEXT = """
What to type next (casus is in .venv/bin; casus --help is the manual):

  casus events {ledger} country=IQ since=2023-11-22     only some events
  casus events {ledger} q="Abu Ghraib"                  a search
  casus show {ledger} {event}                      this event again
  casus export {ledger} -f csv -o events.csv             for a spreadsheet; geojson for a map
  casus verify {ledger}                                  check every quote against its report
  casus read report.txt --published 2024-05-16             your own report; nothing is stored
  casus add my.ledger pages/ reports.jsonl                 your own ledger
  make eval                                                how well the reader does on hand-coded reports
"""


if __name__ == "__main__":
    sys.exit(main())
