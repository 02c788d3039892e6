"""The table that `casus eval` prints."""

from __future__ import annotations

from casus.evaluation.scoring import Scores

NAME_WIDTH = 36


def render(scores: Scores) -> str:
    """One row a figure, then one line an error; no line feed at the end."""
    rows = []
    for name, row in scores.figures.items():
        shown = " ".join(f"{key}={value}" for key, value in row.items()) if isinstance(row, dict) else row
        rows.append(f"{name:{NAME_WIDTH}} {shown}")
    return "\n".join([*rows, *map(str, scores.errors)])
