"""How well a program reads: its readings against reports coded by hand (docs/codebook.md says how).

    from casus.evaluation import evaluate, render
    print(render(evaluate(Path("examples/week"))))

A value counts only inside an event that was matched with one of the gold, so every figure is end to end: a
missed event loses all its values.
"""

from casus.evaluation.gold import load_gold, load_system
from casus.evaluation.program import evaluate, read_gold
from casus.evaluation.scoring import Error, Scores, score
from casus.evaluation.table import render

__all__ = ["Error", "Scores", "evaluate", "load_gold", "load_system", "read_gold", "render", "score"]
