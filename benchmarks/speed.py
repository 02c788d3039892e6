"""How fast Casus reads, as a ratio to a named peer measured in the same run, and what a command costs.

    python benchmarks/speed.py [--reports 200] [--rounds 3]

The peer is trafilatura 2: the extraction of the main text from an HTML page, which every program that reads the web
pays once a page. Both get the same pages, made of the invented reports of `training/text`: as they are (about 150
words) and put one after another until a page has 700 words, the length of a long wire report. Rounds of the two
alternate, so that whatever else the machine does falls on both; the median of the rounds' ratios is the figure to
compare. A page of 700 words made of several reports holds more events than a real one, so the rate is a low one.

Start-up and memory are those of child processes (the best of five starts; resident set at its highest). POSIX only.
"""

from __future__ import annotations

import argparse
import html
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import trafilatura

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from training.marks import load

import casus
from casus.model import Report

WORDS = 700
STARTS = 5
CASUS = (sys.executable, "-m", "casus.cli")
# A process of its own starts the command: the peak of a child counts that of whoever forked it.
LAUNCHER = """
import resource, subprocess, sys, time
started = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def joined(reports: Sequence[Report], words: int) -> Iterator[Report]:
    """Reports put one after another until a page has `words` words; the rest that fills no page is left out."""
    page: list[Report] = []
    for report in reports:
        page.append(report)
        if sum(len(part.text.split()) for part in page) >= words:
            text = "\n\n".join(part.text for part in page)
            yield Report(title=page[0].title, text=text, published=page[0].published, name=page[0].name)
            page = []


def page_of(report: Report) -> str:
    """The report as a plain HTML page: a heading, a paragraph a line, a menu and a foot around it."""
    lines = [html.escape(line) for line in report.text.split("\n") if line.strip()]
    body = "".join(f"<p>{line}</p>" for line in lines)
    menu = '<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>'
    head = f"<head><title>{html.escape(report.title)}</title></head>"
    article = f"<article><h1>{html.escape(report.title)}</h1>{body}</article>"
    return f"<html>{head}<body>{menu}{article}<footer>All rights reserved</footer></body></html>"


def row(report: Report) -> str:
    """The report as a line of JSON."""
    published = report.published.isoformat() if report.published else None
    return json.dumps({"id": report.name, "title": report.title, "text": report.text, "published": published})


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def compare(name: str, reports: Sequence[Report], rounds: int) -> None:
    """Print the rate of reading and its ratio to the peer on the same pages."""
    pages = [page_of(report) for report in reports]
    words = sum(len(report.text.split()) for report in reports)
    casus.read(reports[0])  # tables are loaded once
    trafilatura.extract(pages[0])
    ours, ratios = [], []
    for _ in range(rounds):
        mine = seconds(lambda: [casus.read(report) for report in reports])
        peer = seconds(lambda: [trafilatura.extract(page) for page in pages])
        ours.append(mine)
        ratios.append(mine / peer)
    best = min(ours)
    print(
        f"{name}: {len(reports)} of {words / len(reports):.0f} words; {len(reports) / best:.1f} reports a second and "
        f"process ({words / best:.0f} words); a report costs {statistics.median(ratios):.1f} times its extraction by "
        f"trafilatura {trafilatura.__version__} (rounds {', '.join(f'{ratio:.1f}' for ratio in ratios)})"
    )


def child(command: Sequence[str]) -> tuple[float, float]:
    """Seconds and peak memory in MiB of a child process; raises `CalledProcessError` if it fails."""
    done = subprocess.run((sys.executable, "-c", LAUNCHER, *command), check=True, capture_output=True, text=True)
    took, peak = done.stdout.split()
    return float(took), float(peak) / (1024 * 1024 if sys.platform == "darwin" else 1024)


def start_up(name: str, command: Sequence[str], bare: float) -> None:
    runs = [child(command) for _ in range(STARTS)]
    took, memory = min(run[0] for run in runs), max(run[1] for run in runs)
    print(f"{name}: {took:.2f} s, {took / bare:.1f} times a bare Python, {memory:.0f} MiB at most")


def main() -> None:
    """Print the figures."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--reports", type=int, default=200, help="how many of the invented reports")
    cli.add_argument("--rounds", type=int, default=3)
    args = cli.parse_args()
    reports = [marked.report for marked in load()][: args.reports]
    compare("as they are", reports, args.rounds)
    compare(f"joined to {WORDS} words", list(joined(reports, WORDS)), args.rounds)
    with tempfile.TemporaryDirectory() as folder:
        one, many = Path(folder) / "one.txt", Path(folder) / "many.jsonl"
        one.write_text(f"{reports[0].title}\n\n{reports[0].text}\n", encoding="utf-8")
        many.write_text("\n".join(map(row, reports)) + "\n", encoding="utf-8")
        bare = min(child((sys.executable, "-c", "pass"))[0] for _ in range(STARTS))
        start_up("casus --version", (*CASUS, "--version"), bare)
        start_up("casus read, one report", (*CASUS, "read", str(one), "--published", "2024-05-16"), bare)
        took, memory = child((*CASUS, "add", str(Path(folder) / "a.ledger"), str(many)))
        print(
            f"casus add, {len(reports)} reports: {len(reports) / took:.1f} reports a second, {memory:.0f} MiB at most"
        )


if __name__ == "__main__":
    main()
