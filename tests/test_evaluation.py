import copy
import importlib.util
import json
import random
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.errors import InputError
from casus.evaluation import evaluate, load_gold, render, score
from casus.evaluation.names import actor_hits, norm, same_name
from casus.evaluation.rates import Rate, bcubed
from casus.evaluation.values import kilometres, overlap, same_count, same_country, same_place, same_time

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT.parent / "shared" / "eval"
EXAMPLES = ROOT / "examples"

EVENT = {
    "id": "E1",
    "cluster": "2031-03-02-oxbow-shelling",
    "kind": "shelling",
    "primary": True,
    "time": {"start": "2031-03-02", "end": "2031-03-02"},
    "place": {"names": ["Oxbow"], "country": "XX", "lat": 10.0, "lon": 20.0, "precision": "settlement"},
    "actors": [["Northern Army", "the army"]],
    "targets": [["market traders"]],
    "killed": {"low": 8, "high": None},
    "injured": None,
    "status": "reported",
    "says": ["the mayor"],
    "claimed_by": [],
    "evidence": ["shelled the market of Oxbow"],
}
GOLD = {
    "id": "r1",
    "title": "Market hit",
    "text": "On Sunday the army shelled the market of Oxbow. At least eight traders died, the mayor said. "
    "He condemned the attack. It was the 12th attack since May.",
    "published": "2031-03-03",
    "events": [EVENT],
    "statements": [
        {
            "id": "S1",
            "kind": "condemn",
            "speaker": ["the mayor"],
            "about": "E1",
            "evidence": ["He condemned the attack"],
        }
    ],
    "tallies": [
        {"id": "T1", "unit": "attacks", "count": {"low": 12, "high": 12}, "evidence": ["12th attack since May"]}
    ],
    "links": [],
}
QUIET = {"id": "r2", "title": "", "text": "The Rovers shelled their visitors 5-0.", "events": []}


def system(**changes):
    """The gold's own reading with some fields of its one event changed."""
    reading = copy.deepcopy(GOLD)
    reading["events"][0].update(changes)
    return reading


@pytest.mark.parametrize(
    ("ours", "accepted", "same"),
    [
        ("Kata'ib Hizballah", ["Kataib Hezbollah", "Kataib Hizballah"], True),
        ("the Army", ["army"], True),
        ("Northern Army", ["Army"], True),
        ("Army of the North", ["Army"], False),  # one word of three is less than half
        ("U.S.", ["US"], True),
        ("Ain al-Assad", ["Ain al-Asad"], False),
        ("São José", ["Sao Jose"], True),
        ("the", ["the"], False),
        ("", [""], False),
        ("北京", ["北京"], False),  # the measure knows Latin letters only
    ],
)
def test_names_are_the_same_when_one_makes_half_of_the_other(ours, accepted, same):
    assert same_name(ours, accepted) is same


@given(st.text(max_size=40))
def test_a_normal_name_stays_as_it_is(name):
    assert norm(norm(name)) == norm(name)


def test_each_of_our_actors_is_used_once():
    assert actor_hits([["army"], ["the army"]], [["Army"]]) == 1
    assert actor_hits([["army"], ["police"]], ["Police", ["x", "Army"]]) == 2


@pytest.mark.parametrize(
    ("gold", "ours", "same"),
    [
        ({"low": 8, "high": None}, {"low": 9, "high": None}, True),
        ({"low": 8, "high": None}, {"low": 10, "high": None}, False),
        ({"low": 8, "high": 8}, {"low": 8, "high": None}, False),
        ({"low": 8, "high": 8}, {"low": 9, "high": 9}, False),
        ({"low": 0, "high": 0}, {"low": 0, "high": 0, "approx": True}, True),
        ({"low": 0, "high": 0}, None, False),
        (None, None, False),
    ],
)
def test_counts_are_the_same_as_ranges(gold, ours, same):
    assert same_count(gold, ours) is same


@pytest.mark.parametrize(
    ("gold", "ours", "same", "shared"),
    [
        (("2031-03-01", "2031-03-02"), ("2031-03-01", "2031-03-02"), True, True),
        (("2031-03-01", "2031-03-02"), ("2031-03-02", "2031-03-04"), False, True),
        (("2031-03-01", "2031-03-01"), ("2031-03-01", None), True, True),
        (("2031-03-01", "2031-03-02"), ("2031-03-03", "2031-03-04"), False, False),
    ],
)
def test_times_are_the_same_or_share_a_day(gold, ours, same, shared):
    left, right = ({"start": start, "end": end} for start, end in (gold, ours))
    assert (same_time(left, right), overlap(left, right)) == (same, shared)
    assert not same_time(left, None)
    assert not overlap(None, right)


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"lat": 10.2}, True),  # 22 km
        ({"lat": 10.3}, False),  # 33 km
        ({"precision": "country"}, False),
        ({"lat": None, "lon": None}, True),
        ({"lat": None, "lon": None, "names": ["Elsewhere"]}, False),
        ({"lat": None, "lon": None, "country": "YY"}, False),
        ({"lat": None, "lon": None, "country": None}, True),
    ],
)
def test_a_settlement_is_met_within_25_km_or_by_its_name(changes, same):
    assert same_place(EVENT["place"], EVENT["place"] | changes) is same


@pytest.mark.parametrize(
    ("ours", "same"),
    [
        ({"names": ["XX-land"], "country": "XX", "precision": "country"}, True),
        ({"names": ["Oxbow"], "country": "XX", "precision": "settlement"}, False),
        ({"names": ["Exland"], "country": "XX", "precision": "settlement"}, True),
        ({"names": ["Exland"], "country": "YY", "precision": "country"}, False),
        (None, False),
    ],
)
def test_a_country_is_met_by_its_code_or_name(ours, same):
    gold = {"names": ["Exland"], "country": "XX", "lat": 1.0, "lon": 1.0, "precision": "country"}
    assert same_place(gold, ours) is same


def test_an_unknown_country_is_never_right():
    assert same_country({"country": "XX"}, {"country": "XX"})
    assert not same_country({"country": None}, {"country": None})
    assert not same_country(None, None)


def test_a_degree_of_latitude_is_111_km():
    assert kilometres({"lat": 10, "lon": 20}, {"lat": 11, "lon": 20}) == pytest.approx(111.2, abs=0.1)
    assert kilometres({"lat": 0, "lon": 0}, {"lat": 0, "lon": 180}) == pytest.approx(20015, abs=1)


def test_rates_of_nothing_are_zero():
    assert Rate().figures == {"p": 0.0, "r": 0.0, "f1": 0.0, "gold": 0, "system": 0, "hit": 0}
    assert Rate(4, 2, 1).figures == {"p": 0.5, "r": 0.25, "f1": 0.333, "gold": 4, "system": 2, "hit": 1}


def test_bcubed_by_hand():
    # Two gold events; ours puts all three records in one: precision (2/3 + 2/3 + 1/3) / 3, recall 1.
    figures = bcubed([("a", "x"), ("a", "x"), ("b", "x")])
    assert figures == {"p": 0.556, "r": 1.0, "f1": 0.714, "pairs": 3}
    assert bcubed([]) == {"p": 0.0, "r": 0.0, "f1": 0.0, "pairs": 0}


def test_the_gold_itself_is_perfect():
    figures = score([GOLD, QUIET], [GOLD]).figures
    assert figures["ledger"] == {"p": 1.0, "r": 1.0, "f1": 1.0, "gold": 6, "system": 6, "hit": 6}
    assert figures["statements"]["f1"] == figures["tallies"]["f1"] == 1.0
    assert figures["evidence verbatim"] == {"share": 1.0, "quotes": 3}
    assert figures["fusion (B-cubed on matched events)"]["pairs"] == 1


def test_a_missed_event_loses_all_its_values():
    figures = score([GOLD], []).figures
    assert figures["ledger"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "gold": 6, "system": 0, "hit": 0}
    assert figures["evidence verbatim"] == {"share": None, "quotes": 0}


def test_an_event_in_a_quiet_report_is_counted_as_false():
    false = {"id": "r2", "events": [{"kind": "shelling", "evidence": ["shelled their visitors"]}]}
    scores = score([GOLD, QUIET], [GOLD, false], errors=5)
    assert scores.rate("false events in empty reports").system == 1
    assert [str(error) for error in scores.errors] == ["false\tr2\tshelling\tshelled their visitors"]
    assert scores.rate("event").figures["p"] == 0.5


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"kind": "airstrike"}, True),  # the same family
        ({"kind": "armed_attack"}, True),  # a neighbouring one
        ({"kind": "talks"}, False),
        ({"evidence": ["the mayor said"]}, True),  # other words, the same time and place
        ({"evidence": ["the mayor said"], "time": None}, False),
        ({"evidence": []}, True),
        ({"evidence": ["words of another report"], "place": None}, False),
    ],
)
def test_events_meet_on_kind_and_on_words_or_time_and_place(changes, found):
    assert (score([GOLD], [system(**changes)]).rate("event").hit == 1) is found


def test_the_more_alike_record_is_taken_and_the_other_is_false():
    better, worse = EVENT | {"id": "E2"}, EVENT | {"id": "E1", "kind": "airstrike"}
    scores = score([GOLD], [GOLD | {"events": [worse, better]}], errors=9)
    assert scores.rate("kind").hit == 1
    assert [(error.fault, error.kind) for error in scores.errors] == [("false", "airstrike")]


def test_a_statement_counts_when_words_speaker_and_kind_agree():
    other = GOLD | {"statements": [GOLD["statements"][0] | {"speaker": ["a neighbour"]}]}
    assert score([GOLD], [other]).rate("statements").hit == 0


def test_a_tally_counts_when_number_and_unit_agree():
    other = GOLD | {"tallies": [GOLD["tallies"][0] | {"unit": "strikes"}]}
    assert score([GOLD], [other]).rate("tallies").hit == 0


def test_a_link_counts_when_both_its_events_were_found():
    second = EVENT | {"id": "E2", "kind": "arrest", "evidence": ["At least eight traders died"], "time": None}
    link = {"from": "E2", "to": "E1", "relation": "response_to"}
    gold = GOLD | {"events": [EVENT, second], "links": [link]}
    renamed = GOLD | {
        "events": [second | {"id": "b"}, EVENT | {"id": "a"}],
        "links": [{"from": "b", "to": "a"}, {"from": "a", "to": "b"}],
    }
    assert score([gold], [renamed]).rate("links").figures["p"] == 0.5
    assert score([gold], [GOLD | {"links": [link]}]).rate("links").hit == 0


def test_a_quote_that_is_not_there_lowers_the_verbatim_share():
    scores = score([GOLD], [system(evidence=["shelled the market of Oxbow", "shelled a market"])])
    assert scores.figures["evidence verbatim"] == {"share": 0.75, "quotes": 4}


def test_the_table_names_every_figure():
    table = render(score([GOLD, QUIET], [], errors=1))
    assert table.splitlines()[0].split() == ["reports", "2"]
    assert "ledger                               p=0.0 r=0.0 f1=0.0 gold=6 system=0 hit=0" in table
    assert table.splitlines()[-1] == "missed\tr1\tshelling\tshelled the market of Oxbow"


def write(path, *rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def test_a_folder_gives_its_gold_files_wherever_they_lie(tmp_path):
    write(tmp_path / "a" / "gold.jsonl", GOLD)
    write(tmp_path / "a" / "reports.jsonl", "not looked at")
    write(tmp_path / "b" / "gold.jsonl", QUIET)
    assert [report["id"] for report in load_gold(tmp_path)] == ["r1", "r2"]


def test_a_folder_without_such_names_gives_all_its_lines(tmp_path):
    write(tmp_path / "one.jsonl", QUIET, "", GOLD)
    assert [report["id"] for report in load_gold(tmp_path)] == ["r2", "r1"]


def test_a_system_file_is_scored_against_gold(tmp_path):
    gold = write(tmp_path / "gold.jsonl", GOLD, QUIET)
    mine = write(tmp_path / "mine.jsonl", "\ufeff" + json.dumps(GOLD))
    assert evaluate(gold, mine).ledger.f1 == 1.0
    assert evaluate(gold, write(tmp_path / "empty.jsonl")).ledger.f1 == 0.0


BROKEN = [
    ("[1]", "is not a JSON object"),
    ("{", "is not JSON"),
    ("[" * 100_000, "is not JSON"),
    ({"text": "x"}, "has no `id`"),
    ({"id": 3, "text": "x"}, "has no `id`"),
    ({"id": "r"}, "has no `text`"),
    (GOLD | {"published": "3 March"}, "`published` is '3 March'"),
    (GOLD | {"events": "many"}, "`events` is not a list of objects"),
    (GOLD | {"events": [EVENT | {"evidence": [1]}]}, "`evidence` in `events` is not a list of strings"),
    (GOLD | {"events": [EVENT | {"evidence": []}]}, "events E1: has no `evidence`"),
    (GOLD | {"events": [EVENT | {"evidence": ["Oxbow was shelled"]}]}, "'Oxbow was shelled' is not in the report"),
    (GOLD | {"events": [{"evidence": ["Oxbow"]}]}, "an event needs `id` and `kind`"),
    (GOLD | {"events": [EVENT | {"place": ["Oxbow"]}]}, "`place` has no `names`"),
    (
        GOLD | {"events": [EVENT | {"place": {"names": [], "precision": "exact"}}]},
        "`precision` of the place is 'exact'",
    ),
    (GOLD | {"statements": [{"evidence": []}]}, "a statement needs `kind`"),
    (GOLD | {"tallies": [{"unit": "attacks"}]}, "a tally needs `count`"),
    (GOLD | {"links": [{"from": "E1"}]}, "a link needs `from` and `to`"),
    (GOLD | {"links": [{"from": "E1", "to": "E9"}]}, "a link names the event 'E9', which is not there"),
]


@pytest.mark.parametrize(("line", "fault"), BROKEN, ids=[fault for _, fault in BROKEN])
def test_a_fault_in_the_gold_is_said_with_its_line(tmp_path, line, fault):
    path = write(tmp_path / "gold.jsonl", QUIET, line)
    with pytest.raises(InputError) as error:
        load_gold(path)
    assert fault in str(error.value)
    assert str(error.value).startswith(f"{path}:2")


@pytest.mark.parametrize(
    ("make", "fault"),
    [
        (lambda path: path / "nowhere.jsonl", "No such file or directory"),
        (lambda path: path, "holds no gold"),
        (lambda path: write(path / "twice.jsonl", GOLD, GOLD), "report 'r1' stands twice in the gold"),
    ],
)
def test_gold_that_cannot_be_used_says_why(tmp_path, make, fault):
    with pytest.raises(InputError, match=fault):
        load_gold(make(tmp_path))


def test_gold_that_is_not_text_says_so(tmp_path):
    (tmp_path / "gold.jsonl").write_bytes(b"\xff\xfe{\x00}\x00")
    with pytest.raises(InputError, match="is not UTF-8 text"):
        load_gold(tmp_path)


def test_a_system_about_other_reports_is_an_error(tmp_path):
    gold, mine = write(tmp_path / "gold.jsonl", GOLD), write(tmp_path / "mine.jsonl", GOLD | {"id": "other"})
    with pytest.raises(InputError, match="reads none of the gold's reports"):
        evaluate(gold, mine)


# The reference: the scorer that the same gold is measured with elsewhere. Present in a development checkout only.

needs_reference = pytest.mark.skipif(not (REFERENCE / "score.py").exists(), reason="the reference scorer is not here")


@pytest.fixture(scope="module")
def reference():
    spec = importlib.util.spec_from_file_location("reference_score", REFERENCE / "score.py")
    module = importlib.util.module_from_spec(spec)
    flag, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    spec.loader.exec_module(module)
    sys.dont_write_bytecode = flag
    return module


def shaken(golds, seed):
    """A system made from gold: records dropped, doubled and shifted, values changed, quotes cut."""
    dice = random.Random(seed)
    others = [event for report in golds for event in report["events"]]
    readings = []
    for report in golds:
        if dice.random() < 0.1:
            continue
        reading = copy.deepcopy(report)
        for name in ("events", "statements", "tallies", "links"):
            reading[name] = [record for record in reading[name] if dice.random() < 0.85]
        dice.shuffle(reading["events"])
        for event in reading["events"]:
            for name in dice.sample(sorted(event), k=4):
                if name not in ("id", "evidence"):
                    event[name] = copy.deepcopy(dice.choice(others).get(name))
            event["evidence"] = [
                quote[dice.randrange(4) : len(quote) - dice.randrange(20)] for quote in event["evidence"]
            ]
            if event.get("place") and dice.random() < 0.3:
                event["place"]["lat"] = None if dice.random() < 0.3 else event["place"]["lat"] + dice.uniform(-1, 1)
            if event.get("actors") and dice.random() < 0.5:
                event["actors"] = [dice.choice(actor) for actor in event["actors"]]
        if reading["events"] and dice.random() < 0.4:
            reading["events"].append(copy.deepcopy(reading["events"][0]) | {"id": "E99"})
        for statement in reading["statements"]:
            if dice.random() < 0.3:
                statement["kind"], statement["speaker"] = "accuse", dice.choice(statement["speaker"])
        for tally in reading["tallies"]:
            if dice.random() < 0.3:
                tally["count"]["low"] += dice.randrange(2)
        readings.append(reading)
    return readings


@needs_reference
@pytest.mark.parametrize("gold", ["week", "world"])
@pytest.mark.parametrize("make", ["perfect", "empty", *range(8)])
def test_the_figures_are_those_of_the_reference_scorer(reference, gold, make):
    golds = load_gold(REFERENCE / "gold" / f"{gold}.jsonl")
    made = {"perfect": lambda: golds, "empty": list}.get(make, lambda: shaken(golds, make))()
    theirs, faults = reference.score(golds, made, 20)
    ours = score(golds, made, 20)
    assert ours.figures == theirs
    assert [(error.fault, error.report, error.kind, error.quote) for error in ours.errors] == [
        (fault, report, str(kind), quote) for fault, report, kind, quote in faults
    ]


@needs_reference
@pytest.mark.filterwarnings("ignore::ResourceWarning")  # the reference leaves its files to the garbage collector
def test_the_table_is_that_of_the_reference_scorer(reference, tmp_path, capsys, monkeypatch):
    gold = EXAMPLES / "week" / "gold.jsonl"
    mine = write(tmp_path / "mine.jsonl", *shaken(load_gold(gold), 5))
    monkeypatch.setattr(sys, "argv", ["score.py", str(gold), str(mine), "--errors", "7"])
    reference.main()
    assert capsys.readouterr().out == render(evaluate(gold, mine, errors=7)) + "\n"
