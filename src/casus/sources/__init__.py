"""Reports from files: plain text, HTML, JSON lines, folders of these, packed or not, and standard input."""

from casus.sources.limits import Limits, Problem
from casus.sources.read import read_sources

__all__ = ["Limits", "Problem", "read_sources"]
