"""Does the reader know what it does not know? Precision and recall of "not in the gazetteer" on a set with gold.

    python benchmarks/geo_abstain.py SET_FOLDER

A gold name is absent when no place of its key, in any country, lies within 161 km of the gold point.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from casus.reading import places
from casus.reading.gazetteer import bare, key, open_gazetteer
from casus.reading.places.resolve import kilometres
from casus.reading.places.vocabulary import demonyms

NEAR_KM = 161.0


def absent(name: str, lat: float, lon: float) -> bool:
    """True if the gazetteer has no place of this name near the point."""
    gazetteer = open_gazetteer()
    forms = dict.fromkeys((key(name), bare(key(name)), "the " + key(name)))
    known = [entry for form in forms for entry in gazetteer.find(form)]
    return not any(kilometres((lat, lon), (e.lat, e.lon)) <= max(NEAR_KM, e.radius) for e in known)


def main(folder: Path) -> None:
    """Print the figures of every corpus in the set."""
    reports = {}
    for line in (folder / "reports.jsonl").read_text(encoding="utf-8").strip().split("\n"):
        report = json.loads(line)
        reports[report["id"]] = report["text"]
    counts: dict[str, dict[str, int]] = {}
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").strip().split("\n"):
        gold = json.loads(line)
        mentions = places.read(reports[gold["id"]])
        count = counts.setdefault(gold["corpus"], dict.fromkeys(("found", "absent", "abstained", "both"), 0))
        for name in gold["places"]:
            if name["class"] != "toponym" or name["lat"] is None or key(name["text"]) in demonyms():
                continue
            ours = next((m for m in mentions if m.start < name["end"] and name["start"] < m.end), None)
            if ours is None:
                continue
            gone, silent = absent(name["text"], name["lat"], name["lon"]), ours.place.lat is None
            count["found"] += 1
            count["absent"] += gone
            count["abstained"] += silent
            count["both"] += gone and silent
    for corpus, c in sorted(counts.items()):
        precision, recall = c["both"] / max(1, c["abstained"]), c["both"] / max(1, c["absent"])
        print(f"{corpus}: abstention precision {precision:.3f} recall {recall:.3f}", c)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
