"""The append-only ledger and everything that is derived from it."""

from casus.ledger.book import READER, Ledger
from casus.ledger.filters import Filters
from casus.ledger.intake import AddResult
from casus.ledger.view import Sizes, View
from casus.sources.limits import Problem

__all__ = ["READER", "AddResult", "Filters", "Ledger", "Problem", "Sizes", "View"]
