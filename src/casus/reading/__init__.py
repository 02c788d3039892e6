"""Reading: a report in, claims with their words out. Pure; every grammar is usable alone.

`READERS` maps the names of the readers that are there to what turns a `Report` into a `Reading`.
"""

from __future__ import annotations

from collections.abc import Callable

from casus.model import Reading, Report

Reader = Callable[[Report], Reading]


def _rules(report: Report) -> Reading:
    from casus.reading.read import read_report

    return read_report(report)


DEFAULT = "rules/1"
READERS: dict[str, Reader] = {DEFAULT: _rules}
