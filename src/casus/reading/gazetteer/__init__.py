"""The gazetteer: every settlement from 500 people up, units, countries, regions, seas and conflict sites.

One SQLite file (`casus/data/gazetteer.sqlite`), baked when the package is built from GeoNames data (CC BY 4.0)
and the tables in `casus/data/places`. It is read-only data: `open_gazetteer()` gives the packaged file, or
another one baked by `bake_geonames`.
"""

from casus.reading.gazetteer.bake import bake, bake_geonames
from casus.reading.gazetteer.keys import bare, key
from casus.reading.gazetteer.store import Entry, Gazetteer, open_gazetteer

__all__ = ["Entry", "Gazetteer", "bake", "bake_geonames", "bare", "key", "open_gazetteer"]
