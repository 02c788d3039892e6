"""Times: words to intervals of days.

>>> from datetime import date
>>> from casus.reading import times
>>> [str(m.interval) for m in times.read("Clashes since October 17; a raid on Tuesday.", date(2023, 11, 22))]
['2023-10-17..', '2023-11-21']
"""

from __future__ import annotations

from casus.reading.times.mentions import Relation, TimeMention, read

__all__ = ["Relation", "TimeMention", "read"]
