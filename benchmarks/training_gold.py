"""The invented training reports as gold: what a reader must find in them, in the shape of hand-coded gold.

    python benchmarks/training_gold.py [--part dev|rest|all] [--out out/training_gold.jsonl]
    casus eval out/training_gold.jsonl

Marks (training/MARKUP.md) say which words name an event and which are its arguments; gold wants values. What
the marks cannot give is left empty and its row in the table means nothing: `country`, `cluster` and `status`
(`denied` is marked, `claimed` is not). Times and numbers are what the grammars make of the marked words alone:
those rows measure whether a value was tied to the right event, not the grammars. Places are matched by name.
The incidents are invented: never show them as records of what happened.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from training.marks import Mark, Marked, load  # noqa: E402

Json = dict[str, Any]

ROLE = re.compile(r"(?P<name>!?[a-z_]+)(?P<mode>~[a-z]+)?#(?P<id>[ST]?\d+)(?:>(?P<answered>\d+))?")
CLAUSE_END = re.compile(r"[,;:.!?()\n]+(?=\s|$)|\s[-–—]\s|\n")
SENTENCE_END = re.compile(r"[.!?][\"”’']?(?=\s)|\n+")
DEV_SHARE = 4  # one report in four

# The first row whose words stand in the tally's unit decides; "people" alone says nothing and is `other`.
UNITS = (
    ("killed", r"kill|dead|death|die|lives|bod(y|ies)|fatal|victims|martyr|neutrali|perish|slain"),
    ("injured", r"injur|wound|hurt"),
    ("displaced", r"displac|fled|flee|refugee|homeless|uproot|evacu|driven"),
    ("detained", r"detain|arrest|prison|captive|hostage|jail|inmate|held"),
    ("strikes", r"strike|sortie|bombardment|raids?\b"),
    ("attacks", r"attack|incident|ambush|bombing|clash|assault|shooting|explosion|kidnap|abduct"),
    ("troops", r"troop|soldier|personnel|peacekeep|police|fighter|men\b|marines|advisers|guards"),
)

# Marked words that hold a number only because they are marked.
BARE = {
    "no": 0, "negative": 0, "unhurt": 0, "one": 1, "both": 2, "once": 1, "twice": 2, "second": 2, "third": 3,
    "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
ORDINAL = re.compile(r"\b(\d{1,6})(?:st|nd|rd|th)\b")
ONE_PERSON = re.compile(r"(?:(?:an?|the|his|her|its|my|our)\b|[A-Z]).*[^s\W]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Role:
    """One role of one mark.

    `name` is "killed" or "!airstrike", `mode` "planned" or "" when asserted, `id` "1" or "S2", `answered` the
    event that this one answers.
    """

    name: str
    mode: str
    id: str
    answered: str
    mark: Mark


class Roles:
    """The roles of one report, found by record and name, in text order."""

    def __init__(self, marked: Marked) -> None:
        self.by_id: dict[str, list[Role]] = defaultdict(list)
        for mark in marked.marks:
            for text in mark.roles:
                found = ROLE.fullmatch(text)
                if found is None:
                    raise ValueError(f"{marked.report.name}: bad role {text!r}")
                mode = (found["mode"] or "").lstrip("~")
                self.by_id[found["id"]].append(Role(found["name"], mode, found["id"], found["answered"] or "", mark))

    def named(self, key: str, name: str) -> list[Mark]:
        """The marks with one role of one record."""
        return [role.mark for role in self.by_id[key] if role.name == name]

    def triggers(self, key: str) -> list[Role]:
        """What names a record, asserted."""
        return [role for role in self.by_id[key] if role.name.startswith("!") and not role.mode]

    def keys(self, first: str) -> list[str]:
        """Record numbers in their order; `first` is "" for events, "S" for statements, "T" for tallies."""
        keys = (key for key in self.by_id if key.rstrip("0123456789") == first)
        return sorted(keys, key=lambda key: int(key.lstrip("ST")))


def grammar(name: str) -> Any:  # noqa: ANN401
    """What a reading module of the project reads with, or `None` in a checkout that lacks it."""
    try:
        return getattr(import_module(f"casus.reading.{name}"), "read", None)
    except ImportError:
        return None


def sentence(whole: str, at: int) -> tuple[int, int]:
    """Start and end of the sentence around a character; full stops of abbreviations cut it short, which is harmless."""
    start = max((found.end() for found in SENTENCE_END.finditer(whole, 0, at)), default=0)
    after = SENTENCE_END.search(whole, at)
    return start, after.start() if after else len(whole)


def quote(whole: str, mark: Mark, others: Sequence[Mark]) -> str:
    """The clause around a trigger, short of the next event's trigger, grown until it stands only once in the report."""
    low, high = sentence(whole, mark.start)
    high = max(high, mark.end)
    start = max([low, *(found.end() for found in CLAUSE_END.finditer(whole, low, mark.start))])
    found = CLAUSE_END.search(whole, mark.end, high)
    end = found.start() if found else high
    start = max([start, *(other.end for other in others if other.end <= mark.start)])
    end = min([end, *(other.start for other in others if other.start >= mark.end)])
    for left, right in ((start, end), (low, high)):
        words = whole[min(left, mark.start) : max(right, mark.end)].strip()
        if whole.count(words) == 1:
            break
    return words


def names(marked: Marked, marks: Iterable[Mark]) -> list[list[str]]:
    """Each different marked phrase as one actor."""
    return [[words] for words in dict.fromkeys(marked.words(mark) for mark in marks)]


def number(words: str) -> Json | None:
    """The count that marked words hold; several of them ("a woman and her two children") add up."""
    counts = grammar("counts")
    found = [mention.count for mention in counts(words) if not mention.part] if counts else []
    if not found:
        bare = BARE.get(words.lower(), 1 if ONE_PERSON.fullmatch(words) else None)
        if ordinal := ORDINAL.search(words):
            bare = int(ordinal[1])
        return None if bare is None else {"low": bare, "high": bare, "approx": False}
    total = found[0]
    for count in found[1:]:
        total = total.plus(count)
    return {"low": total.low, "high": total.high, "approx": total.approx}


def toll(marked: Marked, roles: Roles, key: str, name: str, clash: bool) -> Json | None:
    """Losses named together add up, and so do both sides of a clash; figures of different witnesses widen the range."""
    groups: list[list[int | None]] = []
    before: Mark | None = None
    for mark in roles.named(key, name):
        count = number(marked.words(mark))
        if count is None:
            continue
        if before is not None and _adds(marked, roles.named(key, "says"), before, mark, clash):
            low, high = groups[-1]
            both = None if high is None or count["high"] is None else high + count["high"]
            groups[-1] = [(low or 0) + count["low"], both]
        else:
            groups.append([count["low"], count["high"]])
        before = mark
    if not groups:
        return None
    highs = [high for _, high in groups]
    return {
        "low": min(low for low, _ in groups if low is not None),
        "high": None if None in highs else max(high for high in highs if high is not None),
    }


def _adds(marked: Marked, says: Sequence[Mark], left: Mark, right: Mark, clash: bool) -> bool:
    if any(left.end <= mark.start < right.start for mark in says):
        return False
    return clash or sentence(marked.report.whole, left.start) == sentence(marked.report.whole, right.start)


def intervals(marked: Marked, marks: Sequence[Mark]) -> list[Any]:
    """What the marked time expressions mean where they stand ("the previous day" needs the day before)."""
    times = grammar("times")
    if not times or not marks:
        return []
    mentions = times(marked.report.whole, marked.report.published)
    return [m.interval for m in mentions if any(m.start < mark.end and mark.start < m.end for mark in marks)]


def days(marked: Marked, marks: Sequence[Mark]) -> Json | None:
    """The narrowest of the marked time expressions that has two ends."""
    closed = [interval for interval in intervals(marked, marks) if interval.start and interval.end]
    best = min(closed, key=lambda interval: interval.days, default=None)
    return {"start": best.start.isoformat(), "end": best.end.isoformat()} if best else None


def bound(marked: Marked, marks: Sequence[Mark], end: str) -> str | None:
    """The first or the last day of a tally's period."""
    found = [day for interval in intervals(marked, marks) if (day := getattr(interval, end))]
    return found[0].isoformat() if found else None


def place(marked: Marked, marks: Sequence[Mark]) -> Json | None:
    """Every marked phrase is an accepted name: the scorer then asks for one of them."""
    accepted = [words for words in dict.fromkeys(map(marked.words, marks)) if words.lower() not in ("here", "there")]
    if not accepted:
        return None
    return {"names": accepted, "country": None, "lat": None, "lon": None, "precision": "settlement"}


def event(marked: Marked, roles: Roles, key: str, triggers: Sequence[Role], first: bool) -> Json:
    """One event record."""
    others = [role.mark for n in roles.keys("") if n != key for role in roles.triggers(n)]
    kind = triggers[0].name[1:]
    count = number(marked.words(mark)) if (mark := next(iter(roles.named(key, "count")), None)) else None
    weapon = roles.named(key, "weapon")
    tolls = {
        name: toll(marked, roles, key, name, kind == "armed_clash")
        for name in ("killed", "injured", "abducted", "arrested")
    }
    return {
        "id": f"E{key}",
        "kind": kind,
        "primary": first,
        "count": count["low"] if count else 1,
        "time": days(marked, roles.named(key, "time")),
        "place": place(marked, roles.named(key, "place")),
        "actors": names(marked, roles.named(key, "actor")),
        "targets": names(marked, roles.named(key, "target")),
        **tolls,
        "status": "denied" if roles.named(key, "denied_by") else "reported",
        "says": list(dict.fromkeys(map(marked.words, roles.named(key, "says")))),
        "claimed_by": names(marked, roles.named(key, "claimed_by")),
        "weapon": marked.words(weapon[0]) if weapon else None,
        "evidence": list(dict.fromkeys(quote(marked.report.whole, role.mark, others) for role in triggers)),
    }


def statement(marked: Marked, roles: Roles, key: str, triggers: Sequence[Role], events: Iterable[str]) -> Json:
    """One statement; `about` is the event one of whose triggers is marked as what it is about."""
    about = {mark.start for mark in roles.named(key, "about")}
    subject = next((n for n in events if any(role.mark.start in about for role in roles.by_id[n])), None)
    return {
        "id": key,
        "kind": triggers[0].name[1:],
        "speaker": list(dict.fromkeys(map(marked.words, roles.named(key, "speaker")))),
        "about": f"E{subject}" if subject else None,
        "target": names(marked, roles.named(key, "target")),
        "evidence": list(dict.fromkeys(quote(marked.report.whole, role.mark, ()) for role in triggers)),
    }


def tally(marked: Marked, roles: Roles, key: str) -> Json | None:
    """One tally; `None` where its number can't be read."""
    totals = roles.named(key, "total")
    if not totals or (count := number(marked.words(totals[0]))) is None:
        return None
    what = " ".join(map(marked.words, roles.named(key, "unit")))
    unit = next((name for name, words in UNITS if re.search(words, what, re.IGNORECASE)), "other")
    return {
        "id": key,
        "unit": unit,
        "what": what,
        "count": count,
        "since": bound(marked, roles.named(key, "since"), "start"),
        "until": bound(marked, roles.named(key, "until"), "end"),
        "says": list(dict.fromkeys(map(marked.words, roles.named(key, "says")))),
        "evidence": [quote(marked.report.whole, totals[0], ())],
    }


def links(marked: Marked, roles: Roles, events: Sequence[str]) -> Iterator[Json]:
    """The links whose two ends are events of the report."""
    for key in events:
        for role in roles.by_id[key]:
            if role.name == "because" and role.answered in events:
                words = quote(marked.report.whole, role.mark, ())
                yield {"from": f"E{key}", "to": f"E{role.answered}", "relation": "response_to", "evidence": [words]}


def gold(marked: Marked) -> Json:
    """One gold line: the report and what must be found in it."""
    roles, report = Roles(marked), marked.report
    found = {key: roles.triggers(key) for key in (*roles.keys(""), *roles.keys("S"))}
    told = [key for key in roles.keys("") if found[key]]
    tallies = (tally(marked, roles, key) for key in roles.keys("T"))
    return {
        "id": report.name,
        "title": report.title,
        "text": report.text,
        "published": report.published.isoformat() if report.published else None,
        "publisher": report.publisher,
        "style": marked.style,
        "events": [event(marked, roles, key, found[key], key == told[0]) for key in told],
        "statements": [statement(marked, roles, key, found[key], told) for key in roles.keys("S") if found[key]],
        "tallies": [record for record in tallies if record],
        "links": list(links(marked, roles, told)),
    }


def part_of(name: str) -> str:
    """The part a report belongs to, by a digest of its id: the same report always falls in the same part."""
    return "dev" if int(sha256(name.encode()).hexdigest(), 16) % DEV_SHARE == 0 else "rest"


def main() -> None:
    """Write the gold lines of one part."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--out", type=Path, default=ROOT / "out" / "training_gold.jsonl")
    cli.add_argument("--part", choices=("dev", "rest", "all"), default="dev")
    args = cli.parse_args()
    args.out.parent.mkdir(parents=True, exist_ok=True)
    lines = [gold(marked) for marked in load() if args.part in ("all", part_of(marked.report.name))]
    with args.out.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    records = {name: sum(len(line[name]) for line in lines) for name in ("events", "statements", "tallies", "links")}
    print(f"{args.out}: {len(lines)} reports,", ", ".join(f"{n} {name}" for name, n in records.items()))


if __name__ == "__main__":
    main()
