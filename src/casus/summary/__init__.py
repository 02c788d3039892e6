"""Named rules that turn the claims of one event into one line, and keep what they disagree about."""

from casus.summary.event import EventSummary, summarise
from casus.summary.rules import RULES

__all__ = ["RULES", "EventSummary", "summarise"]
