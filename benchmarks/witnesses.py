"""How well witnesses and statements are read.

    python benchmarks/witnesses.py [--eval DIR] [--errors KIND] [--limit N]

Always: on the project's own marked reports (`training/text`), whether each phrase marked as cited (`says#n`) is the
source of some attribution, how many attributions name a marked phrase (sources of statements count: marks are made
for events only, so this is a floor), and statements by kind (a hit: same kind, and the trigger or the evidence
touches the mark). With `--eval DIR` (a folder with `polnear.py`, `score.py`, `sets/`, `gold/`): PolNeAR's dev
part and the statements of the hand-coded gold by its own scorer.

The system file for PolNeAR has one statement an attribution: `speaker` is the witness's name, the source as written
(a pronoun too) and the source with its aside, as PolNeAR marks it; `evidence` the attributed words. The figure to read
is "source named, on covered".
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from casus.model import STATEMENT_KINDS
from casus.reading import statements, witnesses

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from training.marks import Marked, load  # noqa: E402  (the training folder is no package of the wheel)

Span = tuple[int, int]
ROLE = re.compile(r"(!?)(\w+)(~\w+)?#(S?)(\d+)")


def rate(hit: float, ours: float, gold: float) -> str:
    p, r = hit / max(ours, 1), hit / max(gold, 1)
    return f"p {p:.3f}  r {r:.3f}  f1 {2 * p * r / max(p + r, 1e-9):.3f}  (gold {gold:.0f}, ours {ours:.0f})"


def touches(a: Span, spans: list[Span]) -> bool:
    return any(a[0] < d and c < a[1] for c, d in spans)


def marked(report: Marked, role: str, statement: bool) -> list[Span]:
    out = []
    for mark in report.marks:
        for found in map(ROLE.fullmatch, mark.roles):
            if found and found[2] == role and not found[1] and bool(found[4]) == statement:
                out.append((mark.start, mark.end))
    return sorted(set(out))


def says(reports: list[Marked], errors: str, limit: int) -> None:
    covered = gold = right = ours = 0
    for report in reports:
        text = report.report.whole
        found = witnesses.read(text)
        spans = sorted({(one.source_start, one.source_end) for one in found})
        cited = marked(report, "says", statement=False)
        known = sorted([*cited, *marked(report, "speaker", statement=True), *marked(report, "says", statement=True)])
        known += [
            (mark.start, mark.end) for mark in report.marks if any(role.startswith("says#T") for role in mark.roles)
        ]
        gold += len(cited)
        ours += len(spans)
        right += sum(touches(span, known) for span in spans)
        for span in cited:
            hit = touches(span, spans)
            covered += hit
            if errors == "says" and not hit and limit > 0:
                limit -= 1
                print("MISSED", context(text, span))
        for span in spans:
            if errors == "extra" and not touches(span, known) and limit > 0:
                limit -= 1
                print("EXTRA ", context(text, span))
    print(
        f"says marks met by a source: {covered / gold:.3f} of {gold}; "
        f"sources that are marked: {right / ours:.3f} of {ours}"
    )


def context(text: str, span: Span, room: int = 80) -> str:
    left, right = text[max(0, span[0] - room) : span[0]], text[span[1] : span[1] + room]
    return f"{left}>>{text[span[0] : span[1]]}<<{right}".replace("\n", "/")


def statement_marks(report: Marked) -> dict[str, tuple[str, list[Span], list[Span]]]:
    """Number -> kind, trigger spans, speaker spans."""
    out: dict[str, tuple[str, list[Span], list[Span]]] = {}
    for mark in report.marks:
        for found in map(ROLE.fullmatch, mark.roles):
            if found is None or not found[4] or found[3]:
                continue
            kind, triggers, speakers = out.get(found[5], ("", [], []))
            if found[1]:
                kind = kind or found[2]
                triggers = [*triggers, (mark.start, mark.end)]
            elif found[2] == "speaker":
                speakers = [*speakers, (mark.start, mark.end)]
            out[found[5]] = (kind, triggers, speakers)
    return {number: row for number, row in out.items() if row[0]}


def spoken(reports: list[Marked], errors: str, limit: int) -> None:
    gold: Counter[str] = Counter()
    ours: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    named = confused = 0
    for report in reports:
        text = report.report.whole
        found = list(statements.read(text))
        ours.update(one.kind for one in found)
        left = list(found)
        for kind, triggers, speakers in statement_marks(report).values():
            gold[kind] += 1
            hit = next(
                (one for one in left if one.kind == kind and touches((one.trigger_start, one.trigger_end), triggers)),
                None,
            )
            hit = hit or next(
                (one for one in left if one.kind == kind and touches((one.start, one.end), triggers)), None
            )
            if hit is None:
                confused += any(touches((one.start, one.end), triggers) for one in found)
                if errors in ("missed", kind) and limit > 0:
                    limit -= 1
                    print("MISSED", kind, "|", context(text, triggers[0]))
                continue
            left.remove(hit)
            hits[kind] += 1
            words = {text[a:b].lower() for a, b in speakers}
            at = touches((hit.speaker_start, hit.speaker_end), speakers)
            named += at or hit.speaker.lower() in words
            if errors == "speaker" and not at and limit > 0:
                limit -= 1
                print("SPEAKER", hit.speaker, words, context(text, (hit.trigger_start, hit.trigger_end)))
        for one in left:
            if errors in ("extra-statement", one.kind) and limit > 0:
                limit -= 1
                print("EXTRA ", one.kind, "|", one.speaker, "|", context(text, (one.trigger_start, one.trigger_end)))
    for kind in STATEMENT_KINDS:
        print(f"  {kind:22} {rate(hits[kind], ours[kind], gold[kind])}")
    total = sum(hits.values())
    print(f"  {'all':22} {rate(total, sum(ours.values()), sum(gold.values()))}")
    print(
        f"  with the right speaker {rate(named, sum(ours.values()), sum(gold.values()))}; "
        f"seen as another kind: {confused}"
    )


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def write(lines: list[dict[str, object]], path: Path) -> None:
    path.write_text("\n".join(json.dumps(line) for line in lines) + "\n", encoding="utf-8")


def with_aside(text: str, one: witnesses.Attribution) -> str:
    """The source with what is said of it ("Jan Roe, who chairs the council"): PolNeAR's sources hold that too."""
    if one.source_end <= one.cue_start <= one.source_end + 200:
        return text[one.source_start : one.cue_start].rstrip(" ,")
    stop = re.compile(r"[.;\"“”\n]|$").search(text, one.source_end)
    return text[one.source_start : stop.start() if stop else one.source_end]


def polnear(folder: Path, work: Path) -> None:
    lines: list[dict[str, object]] = []
    for row in rows(folder / "sets/polnear/reports.jsonl"):
        text = str(row["text"])
        records = [
            {
                "kind": "announce",
                "speaker": [one.witness.name, text[one.source_start : one.source_end], with_aside(text, one)],
                "evidence": [text[one.start : one.end]],
            }
            for one in witnesses.read(text)
        ]
        lines.append({"id": row["id"], "statements": records})
    write(lines, work / "polnear.jsonl")
    command = [sys.executable, str(folder / "polnear.py"), str(folder / "sets/polnear"), str(work / "polnear.jsonl")]
    print(subprocess.run([*command, "--split", "dev"], check=True, capture_output=True, text=True).stdout)


def gold(folder: Path, work: Path, errors: str) -> None:
    for path in sorted((folder / "gold").glob("*.jsonl")):
        lines: list[dict[str, object]] = []
        for row in rows(path):
            title, text = str(row.get("title") or ""), str(row["text"])
            whole = f"{title}\n{text}"
            records: list[dict[str, object]] = [
                {"kind": one.kind, "speaker": [one.speaker], "evidence": [whole[one.start : one.end]]}
                for one in statements.read(whole)
            ]
            lines.append({"id": row["id"], "statements": records})
            if errors == "gold":
                show_gold(row, records)
        write(lines, work / path.name)
        command = [sys.executable, str(folder / "score.py"), str(path), str(work / path.name)]
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        print(path.name, next(line for line in out.splitlines() if line.startswith("statements")))


def show_gold(row: dict[str, object], records: list[dict[str, object]]) -> None:
    print("##", row["id"])
    for one in row["statements"] if isinstance(row["statements"], list) else []:
        print("   gold", one["kind"], one["speaker"][:3], one["evidence"])
    for record in records:
        print("   ours", record["kind"], record["speaker"], record["evidence"])


def speed(reports: list[Marked]) -> None:
    texts = [report.report.whole for report in reports]
    words = sum(len(text.split()) for text in texts)
    begun = time.process_time()
    for text in texts:
        witnesses.read(text)
        statements.read(text)
    spent = time.process_time() - begun
    print(f"speed: {1000 * spent * 700 / words:.1f} ms for 700 words, both together")


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--eval", type=Path, help="folder with polnear.py, score.py, sets/ and gold/")
    cli.add_argument("--errors", default="", help="says, extra, missed, extra-statement, speaker, gold, or a kind")
    cli.add_argument("--limit", type=int, default=40)
    args = cli.parse_args()
    reports = list(load())
    says(reports, args.errors, args.limit)
    spoken(reports, args.errors, args.limit)
    speed(reports)
    if args.eval:
        with tempfile.TemporaryDirectory() as work:
            if args.errors != "gold":
                polnear(args.eval, Path(work))
            gold(args.eval, Path(work), args.errors)


if __name__ == "__main__":
    main()
