"""Weapon words ("short-range ballistic missile"), from `data/triggers/weapons.tsv`."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from casus.reading.triggers import plural


@cache
def _weapons() -> re.Pattern[str]:
    text = (files("casus") / "data" / "triggers" / "weapons.tsv").read_text(encoding="utf-8")
    names: set[str] = set()
    for line in text.splitlines():
        if line and not line.startswith(("#", "weapons\t")):
            for name in line.split("\t")[0].split("|"):
                names |= {name, plural(name)}
    words = "|".join(re.escape(name) for name in sorted(names, key=lambda n: (-len(n), n)))
    modifier = r"(?:(?:[a-z]+-range|close-range|homemade|home-made|armed|improvised|guided|heavy|mixed|multiple|automatic|anti-[a-z]+|[a-z]+-calibre|[\d.]+-?mm|[\d.]+-?millimet(?:er|re)|qassam|hellfire|surface-to-surface|remote-controlled|suicide|explosive)\s+){0,3}"
    return re.compile(rf"(?<![\w-]){modifier}(?:{words})(?![\w-])", re.IGNORECASE)


def weapons(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Offsets of weapon words in text[start:end]."""
    return [(m.start(), m.end()) for m in _weapons().finditer(text, start, end)]
