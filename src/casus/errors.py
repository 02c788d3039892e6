"""What can go wrong, said in one sentence. Each error keeps its parts as attributes."""

from __future__ import annotations


class CasusError(Exception):
    """The root of every error that Casus raises on purpose."""


class InputError(CasusError):
    """A report, a file or an option can't be used: says what, where, and what to do."""

    def __init__(self, where: str, what: str, remedy: str = "") -> None:
        super().__init__(f"{where}: {what}" + (f"; {remedy}" if remedy else ""))
        self.where, self.what, self.remedy = where, what, remedy


class QuoteNotFound(CasusError):
    """A reader cited words that the report does not contain."""

    def __init__(self, quote: str, report: str) -> None:
        super().__init__(f"report {report} does not contain {quote!r}")
        self.quote, self.report = quote, report


class LedgerError(CasusError):
    """The ledger can't be opened, is not a ledger, or fails a check."""
