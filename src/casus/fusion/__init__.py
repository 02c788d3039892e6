"""Fusion: claims about the same thing become one event. Pure, and the same in any order of arrival."""

from casus.fusion.fuse import fuse

__all__ = ["fuse"]
