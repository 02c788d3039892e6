"""How many: number phrases with their hedges, and what reports of violence count with them.

`read` finds every counted noun phrase, `figures` every casualty figure (killed, injured, abducted, arrested,
missing, displaced, released, troops). Both are pure functions of the text; offsets count its characters.
The conventions are in docs/counts.md, the tables in casus/data/counts.
"""

from .figures import Figure, figures
from .mentions import CountMention, read

__all__ = ["CountMention", "Figure", "figures", "read"]
