"""Speech acts with political weight: who condemns, accuses, threatens, demands, denies, claims, praises, warns."""

from __future__ import annotations

from casus.reading.statements.mention import StatementMention, read

__all__ = ["StatementMention", "read"]
