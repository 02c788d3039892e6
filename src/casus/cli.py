"""The commands. Each parses, calls the library function of the same name, and prints.

Exit codes: 0 all done; 1 done, but some input could not be used (each is named with its reason); 2 the call
itself was wrong, or a file or ledger it needs can't be used.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

import casus
from casus.errors import CasusError
from casus.model import Report

F = TypeVar("F", bound=Callable[..., Any])
SOME_FAILED = 1
UNWATCHED = 150  # columns of a table that goes into a file or a pipe


def main() -> None:
    """Entry point of the `casus` command: errors of ours end in one sentence, never in a trace."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    cli(prog_name="casus")


def told(command: F) -> F:
    """Turn a CasusError, or a file that can't be opened, into one line on standard error and exit code 2."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        try:
            return command(*args, **kwargs)
        except CasusError as error:
            click.echo(f"casus: {error}", err=True)
            sys.exit(2)
        except BrokenPipeError:
            sys.stderr.close()
            sys.exit(0)
        except OSError as error:  # a file of --json, --out or a gazetteer that can't be opened
            click.echo(f"casus: {error.filename or 'input or output'}: {error.strerror or error}", err=True)
            sys.exit(2)

    return run  # type: ignore[return-value]


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int | None], None]]:
    """A bar on standard error, only where somebody watches; gives `tell(done, total)`."""
    console = Console(stderr=True)
    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


class Day(click.ParamType[date]):
    """A day, YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401
        """The day, or a usage error that names it."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no day; write YYYY-MM-DD", param, ctx)


published_option = click.option(
    "--published", type=Day(), help="Day of publication of reports that do not state one themselves."
)
reader_option = click.option("--reader", default=casus.reading.DEFAULT, show_default=True, help="Which reader reads.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(casus.__version__, prog_name="casus")
def cli() -> None:
    """Read reports of armed conflict; keep a ledger of what happened that anyone can check word by word.

    \b
    casus add my.ledger reports/         read text, HTML and JSON-lines reports into a ledger
    casus events my.ledger               what happened, one line an event
    casus show my.ledger EVENT           one event with all its claims and the words behind each value
    casus export my.ledger -f csv        for a spreadsheet, a map (geojson) or a program (jsonl)

    A filter is written the same everywhere, for instance: since=2023-11-20 country=IQ min_killed=1 q=drone
    """


@cli.command()
@click.argument("files", nargs=-1, required=True)
@published_option
@reader_option
@click.option("--text/--no-text", default=False, help="Print each report's text with its reading.")
@told
def read(files: Sequence[str], published: date | None, reader: str, text: bool) -> None:
    """Print what is read in FILES, one JSON line a report; nothing is stored.

    FILES are texts, HTML pages, JSON lines, .gz of these, folders, or - for standard input. Each event,
    statement and tally comes with its `evidence`, the exact words, and the `spans` of every field.

    \b
    casus read report.txt --published 2023-11-22
    cat page.html | casus read - | jq .events
    """
    from casus.serial import line, reading_line
    from casus.sources import read_sources

    failed = False
    for item in read_sources(files, published=published):
        if isinstance(item, Report):
            click.echo(line(reading_line(item, casus.read(item, reader=reader), text=text)))
        else:
            failed = True
            _complain(item.where, item.what, item.remedy)
    sys.exit(SOME_FAILED if failed else 0)


def _complain(where: str, what: str, remedy: str) -> None:
    click.echo(f"{where}: {what}" + (f"; {remedy}" if remedy else ""), err=True)


@cli.command()
@click.argument("ledger")
@click.argument("files", nargs=-1, required=True)
@published_option
@reader_option
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 256), help="Processes that read.")
@click.option("--again", is_flag=True, help="Read known reports anew (after an update of the reader).")
@told
def add(ledger: str, files: Sequence[str], published: date | None, reader: str, workers: int, again: bool) -> None:
    """Store the reports in FILES in LEDGER (made if it is not there), read them, and fuse them into events.

    Reports that are known are passed over, so the same call takes up a run that was cut off. An input that
    can't be used is named with its reason, kept in the list of `casus problems`, and the rest goes on.

    \b
    casus add war.ledger pages/ feed.jsonl --workers 2
    """
    with casus.open(ledger) as book, progress("reading") as tell:
        result = book.add(list(files), published=published, reader=reader, workers=workers, again=again, progress=tell)
    for problem in result.problems:
        _complain(problem.where, problem.what, problem.remedy)
    known = f", {result.known} known already" if result.known else ""
    bad = f", {len(result.problems)} not usable (see above)" if result.problems else ""
    click.echo(f"{ledger}: {result.added} reports added{known}{bad}; {result.events} events")
    sys.exit(SOME_FAILED if result.problems else 0)


@cli.command()
@click.argument("ledger")
@click.argument("filters", nargs=-1)
@click.option("--wide", is_flag=True, help="Do not fit the table to the screen.")
@told
def events(ledger: str, filters: Sequence[str], wide: bool) -> None:
    """List the events of LEDGER, oldest first, as a table.

    FILTERS: since= until= country= kind= actor= bbox= min_killed= status= q=

    \b
    casus events my.ledger since=2023-11-20 until=2023-11-24 country=IQ
    casus events my.ledger kind=airstrike,shelling min_killed=1
    casus events my.ledger q="Abu Ghraib"

    Tolls: 8+ is at least eight, ~60 about sixty, 20-27 rival figures, 0 none; a blank means that no report
    says. Sources are texts that are no copies of one another; witnesses are those whom they cite.
    """
    from casus.show import event_table

    with casus.open(ledger, create=False) as book:
        found, size = book.events(list(filters)), book.sizes()
    console = _console(220 if wide else 0)
    console.print(event_table(found))
    placeless = sum(1 for event in found if event.place is None)
    console.print(f"{len(found)} of {size.events} events, {placeless} without a place", style="dim")


def _console(least: int = 0) -> Console:
    """Standard output as wide as the screen; where nobody watches, wide enough for a row a line."""
    console = Console(highlight=False)
    width = max(least, console.width if console.is_terminal else UNWATCHED)
    return Console(width=width, highlight=False)


@cli.command()
@click.argument("ledger")
@click.argument("event")
@told
def show(ledger: str, event: str) -> None:
    """Show one EVENT of LEDGER in full: every claim, every value, the words behind it, and who says so.

    EVENT is an id as `casus events` prints it; its first characters do if no other event begins so.
    """
    from casus.show import event_page

    with casus.open(ledger, create=False) as book:
        _console().print(event_page(book, event))


@cli.command()
@click.argument("ledger")
@click.argument("filters", nargs=-1)
@click.option("-f", "--format", "form", default="jsonl", show_default=True, help="readings, jsonl, csv or geojson.")
@click.option("-o", "--out", type=click.Path(dir_okay=False), help="File to write; standard output if not given.")
@told
def export(ledger: str, filters: Sequence[str], form: str, out: str | None) -> None:
    """Write LEDGER's events, or the readings behind them, in a format for other programs.

    \b
    readings   a line a report: its events, statements, tallies, links and places with their evidence
    jsonl      a line an event: the summary with its claims
    csv        a line an event, for a spreadsheet
    geojson    the events that have a place, with their uncertainty

    The same ledger gives the same bytes on every machine. FILTERS as in `casus events`.
    """
    from casus.export import export as write

    with casus.open(ledger, create=False) as book:
        write(book, form, list(filters), sys.stdout.buffer if out is None else out)


@cli.command()
@click.argument("ledger")
@told
def problems(ledger: str) -> None:
    """List the inputs that could not be used, with the reason; `casus add` tries them again."""
    with casus.open(ledger, create=False) as book:
        found = book.problems()
    for problem in found:
        click.echo(f"{problem.where}: {problem.what}" + (f"; {problem.remedy}" if problem.remedy else ""))
    click.echo(f"{len(found)} problems")


@cli.command()
@click.argument("ledger")
@told
def verify(ledger: str) -> None:
    """Check LEDGER: the log's hash chain, every span against its report, and that the events follow from the log."""
    with casus.open(ledger, create=False) as book:
        faults, size = book.verify(), book.sizes()
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        click.echo(f"{ledger}: {len(faults)} faults", err=True)
        sys.exit(SOME_FAILED)
    click.echo(f"{ledger}: sound ({size.reports} reports, {size.events} events)")


@cli.group()
def places() -> None:
    """The gazetteer: look a name up, or build a fuller one from GeoNames files."""


@places.command()
@click.argument("name")
@click.option("--country", help="ISO 3166-1 alpha-2 code of the country to look in.")
@told
def find(name: str, country: str | None) -> None:
    """Print where NAME may be, likeliest first, with the reason."""
    from casus.reading.places import lookup

    found = lookup(name, country.upper() if country else None)
    if not found:
        click.echo(f"{name}: not in the gazetteer{f' for {country.upper()}' if country else ''}", err=True)
        sys.exit(SOME_FAILED)
    for place in found:
        where = f"{place.lat:.4f}, {place.lon:.4f}" if place.lat is not None and place.lon is not None else "no point"
        name_and_country = f"{place.names[0]}, {place.country or '-'}"
        click.echo(f"{name_and_country}  {place.precision}  {where}  within {place.radius_km} km  {place.reason}")


@places.command()
@click.argument("files", nargs=-1, required=True)
@click.option("-o", "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="File to write.")
@click.option("--country", "countries", multiple=True, help="Only this country (ISO code); may be given several times.")
@told
def build(files: Sequence[str], out: Path, countries: Sequence[str]) -> None:
    """Bake a gazetteer from GeoNames dump FILES (allCountries or a country's, alternateNames; .txt or .zip).

    Set the environment variable CASUS_GAZETTEER to the file to read reports with it.
    """
    from casus.reading.gazetteer.bake import bake_geonames

    with progress("baking") as tell:
        count = bake_geonames(
            [Path(name) for name in files],
            out,
            [c.upper() for c in countries] or None,
            progress=lambda lines: tell(lines, None),
        )
    click.echo(f"{out}: {count} places")


@cli.command(name="eval")
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--system", type=click.Path(path_type=Path), help="Readings to score (casus export -f readings).")
@click.option("--json", "json_out", type=click.Path(path_type=Path), help="Write the figures to this file as well.")
@click.option("--errors", default=0, show_default=True, help="Show this many missed and false events.")
@told
def evaluate(gold: Sequence[Path], system: Path | None, json_out: Path | None, errors: int) -> None:
    """Score this reader, or the readings in --system, against hand-coded GOLD (JSON lines, or a folder of them).

    A value counts only inside a matched event, so every figure is end to end. docs/codebook.md says how
    reports are coded.
    """
    import json

    from casus.evaluation import evaluate as score
    from casus.evaluation import render

    found = {}
    for path in gold:
        with progress("reading") as tell:
            scores = score(path, system, errors, track=lambda reports: _tracked(reports, tell))
        click.echo(f"== {path}")
        click.echo(render(scores))
        found[str(path)] = scores.figures
    if json_out is not None:
        json_out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def _tracked(reports: Sequence[Report], tell: Callable[[int, int | None], None]) -> Iterator[Report]:
    for done, report in enumerate(reports):
        tell(done, len(reports))
        yield report


if __name__ == "__main__":
    main()
