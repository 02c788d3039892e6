"""Who says it: each attribution of a report with its words, its source, its cue and the chain in between."""

from __future__ import annotations

from casus.reading.witnesses.attribution import Attribution, read

__all__ = ["Attribution", "read"]
