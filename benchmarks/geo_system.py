"""Reads the reports of a set and writes what `casus.reading.places` finds, one JSON line a report.

    python benchmarks/geo_system.py SET_FOLDER OUT.jsonl

`SET_FOLDER` holds `reports.jsonl` with {"id", "text", ...}; offsets of the output count characters of `text`.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from casus.reading import places

LEFT_OUT: tuple[str, ...] = ()


def main(folder: Path, out: Path) -> None:
    """Write one line a report and say how long it took."""
    started, count = time.perf_counter(), 0
    with (folder / "reports.jsonl").open(encoding="utf-8") as reports, out.open("w", encoding="utf-8") as lines:
        for line in reports:
            report = json.loads(line)
            found = [
                {
                    "start": m.start,
                    "end": m.end,
                    "lat": m.place.lat,
                    "lon": m.place.lon,
                    "country": m.place.country,
                    "role": m.role,
                    "names": m.place.names,
                    "precision": m.place.precision,
                    "reason": m.place.reason,
                }
                for m in places.read(report["text"])
                if m.role not in LEFT_OUT
            ]
            lines.write(json.dumps({"id": report["id"], "places": found}, ensure_ascii=False) + "\n")
            count += 1
    seconds = time.perf_counter() - started
    print(f"{count} reports in {seconds:.1f} s, {1000 * seconds / max(1, count):.1f} ms each", file=sys.stderr)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
