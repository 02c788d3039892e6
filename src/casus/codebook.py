"""The codebook: the kinds of event, what each is and is not, and what other ontologies call it.

The table is `data/codebook.tsv`; docs/codebook.md explains it with examples.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of event.

    `excludes` says what it is not. `family` groups kinds that coders mix up. The codes are alternatives: where
    there are several, the event's values decide and `note` says how; none where none is certain. `cameo` are
    CAMEO event codes, `plover` "CATEGORY" or "CATEGORY/mode", `acled` "event type: sub-event type", `ucdp`
    "by sides" or "".
    """

    name: str
    family: str
    definition: str
    excludes: str
    cameo: tuple[str, ...]
    plover: tuple[str, ...]
    acled: tuple[str, ...]
    ucdp: str
    note: str


@cache
def codebook() -> Mapping[str, Kind]:
    """Every kind by its name, in the table's order."""
    text = files("casus").joinpath("data", "codebook.tsv").read_text(encoding="utf-8")
    _, *rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return MappingProxyType({row[0]: _kind(*row) for row in rows})


def _kind(
    name: str, family: str, definition: str, excludes: str, cameo: str, plover: str, acled: str, ucdp: str, note: str
) -> Kind:
    return Kind(name, family, definition, excludes, _codes(cameo), _codes(plover), _codes(acled), ucdp, note)


def _codes(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


KINDS: tuple[str, ...] = tuple(codebook())
