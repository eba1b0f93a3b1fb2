"""``rota verify``: whether a plan keeps the rules, and whether its other files say what is true."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from inputs.reading import read_term
from scheduler.commands.cli import main
from tests.scheduler.commands.program import (
    AT_NO_PLACE,
    SETTINGS,
    Captured,
    run_code,
    write_tiny,
    write_tiny_plan,
)

LECTURE = "T02,lecture,,2027-03-09,10:00,11:00,,\n"


@pytest.fixture(autouse=True)
def _in_the_folder_of_a_term(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_tiny(Path("term"))


def test_a_sound_plan_keeps_every_rule_and_its_prices_are_told(capsys: Captured) -> None:
    write_tiny_plan(Path("plan"))
    assert main(["verify", "term", "plan"]) == 0
    told = capsys.readouterr()
    assert told.out == (
        "The plan keeps every rule in force.\n"
        "  coverage        0  nothing to pay\n"
        "  curriculum      2  2 for trainees without a mentor who shares an interest\n"
        "  fairness        0  nothing to pay\n"
        "  comfort         0  nothing to pay\n"
        "It leaves no shortfalls.\n"
    )
    assert told.err == ""


def test_every_violation_is_told_in_the_words_of_its_rule(capsys: Captured) -> None:
    write_tiny_plan(
        Path("plan"),
        rotations=("T02,lab", "T02,ward"),
        sessions=("2027-03-02,10:00,11:00", "2027-03-02,11:00,12:00"),
    )
    assert main(["verify", "term", "plan"]) == 1
    told = capsys.readouterr()
    assert (
        "CAR-T ward hosts Amara Diallo and Li Wei in the week of 8 March 2027, but has one seat. "
        "(service_seats; rotations.csv, lines 2 and 3)\n" in told.out
    )
    assert "(possible_sessions; sessions.csv, line 2)\n" in told.out
    assert "The plan keeps" not in told.out
    assert (
        told.err
        == f"\nFound {len(told.out.splitlines())} violations; rota rules NAME tells what a rule demands.\n"
    )


@pytest.mark.parametrize(
    ("record", "notices"),
    [
        ("{", ["result.json cannot be read, and is left out."]),
        ("[]", ["result.json is no record of a plan, and is left out."]),
        ("{}", []),
        (
            '{"term": {"digest": "other"}}',
            ["result.json is of another state of the term: the term was changed since."],
        ),
        (
            '{"levels": [3, {}, {"name": "comfort", "value": 0}, {"name": "stability", "status": "skipped", "value": 5}]}',
            [],
        ),
        ('{"levels": [{"name": "stability", "status": "feasible", "value": 100003}]}', []),
        (
            '{"levels": [{"name": "curriculum", "value": 5}]}',
            [
                "result.json gives 5 for curriculum, but the plan pays 2: the plan or the term was changed since."
            ],
        ),
    ],
)
def test_a_record_that_says_otherwise_is_noticed(record: str, notices: list[str], capsys: Captured) -> None:
    (write_tiny_plan(Path("plan")) / "result.json").write_text(record)
    assert main(["verify", "term", "plan"]) == 0
    assert capsys.readouterr().err.splitlines() == notices


def test_a_record_of_this_term_is_not_noticed(capsys: Captured) -> None:
    term = read_term(Path("term")).term
    assert term is not None
    (write_tiny_plan(Path("plan")) / "result.json").write_text(json.dumps({"term": {"digest": term.digest}}))
    assert main(["verify", "term", "plan"]) == 0
    assert capsys.readouterr().err == ""


def test_a_workbook_that_was_changed_instead_of_the_tables_is_noticed(capsys: Captured) -> None:
    assert main(["plan", "term", "-o", "plan", "-q", "--time-limit", "10"]) == 0
    assert main(["verify", "term", "plan"]) == 0
    assert capsys.readouterr().err == ""
    book = load_workbook("plan/plan.xlsx")
    book["Sessions"].delete_rows(2)
    book.save("plan/plan.xlsx")
    assert main(["verify", "term", "plan"]) == 0
    assert capsys.readouterr().err == (
        "plan.xlsx was saved again since the plan was written, but it is not read: "
        "what is to change, change in sessions.csv and the other tables.\n"
    )


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no workbook at all"])
def test_a_workbook_that_cannot_be_read_is_nothing_to_notice(content: bytes, capsys: Captured) -> None:
    (write_tiny_plan(Path("plan")) / "plan.xlsx").write_bytes(content)
    assert main(["verify", "term", "plan"]) == 0
    assert capsys.readouterr().err == ""


def test_faults_in_the_term_are_told(capsys: Captured) -> None:
    write_tiny(Path("term"), trainees="id,name,kind,first_day,last_day\nT01,A,fellow,2027-03-01,2027-02-30\n")
    assert main(["verify", "term", write_tiny_plan(Path("plan")).name]) == 3
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.splitlines()[0].startswith("trainees.csv, line 2, last_day: ")
    assert told.err.splitlines()[-1] == "Found one fault. Nothing was done."


def test_faults_in_the_plan_are_told(capsys: Captured) -> None:
    write_tiny_plan(Path("plan"), mentors=("T02", "T09"), rotations=("2027-03-14", "2027-03-99"))
    assert main(["verify", "term", "plan"]) == 3
    places = [line.split(":")[0] for line in capsys.readouterr().err.splitlines()]
    assert places == [
        "mentors.csv, line 3, trainee",
        "rotations.csv, line 2, last_day",
        "Found 2 faults. Nothing was done.",
    ]


def test_a_program_reads_faults_in_the_plan(capsys: Captured) -> None:
    assert main(["verify", "term", "nowhere", "--json"]) == 3
    document = json.loads(capsys.readouterr().out)
    assert document["schema"] == "rota-faults/1"
    assert [fault["file"] for fault in document["faults"]] == ["nowhere"]


def test_rules_that_are_off_are_told(capsys: Captured) -> None:
    write_tiny(Path("term"), term=f'{SETTINGS}[rules.service_seats]\noff = "no limits yet"\n')
    write_tiny_plan(Path("plan"), rotations=("T02,lab", "T02,ward"))
    assert main(["verify", "term", "plan"]) == 0
    assert (
        capsys.readouterr().out.splitlines()[-1] == "Switched off by the term: service_seats (no limits yet)."
    )


def test_what_is_not_counted_is_told(capsys: Captured) -> None:
    off = '[rules.owed_sessions]\noff = "we count by hand"\n[rules.service_seats]\noff = "no limits yet"\n'
    write_tiny(Path("term"), term=SETTINGS + off)
    write_tiny_plan(Path("plan"), sessions=(LECTURE, ""))
    assert main(["verify", "term", "plan"]) == 0
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "It leaves no shortfalls that are counted.",
        (
            "What the rule owed_sessions asks for need not be given, and is not counted: "
            "the term switches it off (we count by hand)."
        ),
        "Switched off by the term: service_seats (no limits yet).",
    ]
    write_tiny(Path("term"), term=f'levels = ["comfort"]\n{SETTINGS}')
    assert main(["verify", "term", "plan"]) == 0
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "It leaves no shortfalls that are counted.",
        "Coverage is not among the levels: what is owed need not be given, and is not counted.",
    ]


def test_a_level_without_rules_in_force_is_not_told(capsys: Captured) -> None:
    off = "".join(f'[rules.{name}]\noff = "not now"\n' for name in ("shared_interests", "topics_seen"))
    write_tiny(Path("term"), term=SETTINGS + off)
    write_tiny_plan(Path("plan"))
    assert main(["verify", "term", "plan"]) == 0
    assert "curriculum" not in capsys.readouterr().out


def test_a_program_reads_the_verdict(capsys: Captured) -> None:
    write_tiny_plan(Path("plan"), rotations=("T02,lab", "T02,ward"), sessions=(LECTURE, ""))
    assert main(["verify", "term", "plan", "--json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert (document["schema"], document["sound"]) == ("rota-verify/1", False)
    assert document["violations"] == [
        {
            "rule": "service_seats",
            "text": "CAR-T ward hosts Amara Diallo and Li Wei in the week of 8 March 2027, but has one seat.",
            "amount": 1,
            "trainee": None,
            "item": "ward",
            "first_day": "2027-03-08",
            "last_day": "2027-03-14",
            "rows": [{"file": "rotations.csv", "line": 2}, {"file": "rotations.csv", "line": 3}],
        },
        {
            "rule": "shortfalls.csv",
            "text": "shortfalls.csv does not list Lecture for Li Wei, 8 March 2027 to 14 March 2027.",
            "amount": 1,
            **AT_NO_PLACE,
            "rows": [],
            "rows_to_add": [
                {
                    "trainee": "T02",
                    "kind": "session",
                    "item": "lecture",
                    "first_day": "2027-03-08",
                    "last_day": "2027-03-14",
                    "cost": 10,
                }
            ],
        },
    ]
    assert document["shortfalls"] == {"count": 1, "cost": 10}
    assert document["levels"][0]["name"] == "coverage"
    assert document["levels"][0]["value"] == 10


def write_cut_short(record: str) -> None:
    """Write a plan whose first rotation is a week too short, with what its record tells."""
    services = "id,name,seats,min_weeks\nward,CAR-T ward,1,2\nlab,Laboratory,2,1\n"
    write_tiny(Path("term"), services=services)
    row, lead = "T01,ward,2027-03-01,2027-03-14\n", "ward,2027-03-01,2027-03-07,F01\n"
    cut = "T01,ward,2027-03-01,2027-03-07\nT01,lab,2027-03-08,2027-03-14\n"
    plan = write_tiny_plan(Path("plan"), rotations=(row, cut), rounds=(lead, ""))
    (plan / "rounds.csv").write_text("service,first_day,last_day,lead\n")
    (plan / "result.json").write_text(record)


TOO_SHORT = (
    "Amara Diallo is on CAR-T ward for one week, from 1 March 2027 to 7 March 2027, "
    "but a rotation there lasts at least 2."
)


def test_what_only_the_published_version_could_tell_is_not_judged(capsys: Captured) -> None:
    write_cut_short('{"based_on": {"from": "2027-03-03"}}')
    assert main(["verify", "term", "plan"]) == 0
    told = capsys.readouterr()
    assert told.out.startswith("The plan keeps every rule in force.\n")
    assert told.err == (
        "\nNot judged, as it had begun before 3 March 2027, from which on the plan was made; "
        "rota publish holds it against what was published:\n"
        f"  {TOO_SHORT} (rotation_length; rotations.csv, line 2)\n"
    )
    assert main(["verify", "term", "plan", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["violations"] == []
    assert [(entry["rule"], entry["text"], entry["rows"]) for entry in document["unjudged"]] == [
        ("rotation_length", TOO_SHORT, [{"file": "rotations.csv", "line": 2}])
    ]


@pytest.mark.parametrize("record", ["{}", '{"based_on": {"from": "2027-03-01"}}'])
def test_all_is_judged_where_the_plan_could_change_all(record: str, capsys: Captured) -> None:
    write_cut_short(record)
    assert main(["verify", "term", "plan"]) == 1
    told = capsys.readouterr()
    assert told.out == f"{TOO_SHORT} (rotation_length; rotations.csv, line 2)\n"
    assert "Not judged" not in told.err


def test_the_solver_is_not_loaded() -> None:
    write_tiny_plan(Path("plan"))
    code = "import sys; from scheduler.commands.cli import main; main(['verify', 'term', 'plan']); print([m for m in ('ortools', 'pandas', 'numpy') if m in sys.modules])"
    done = run_code(code)
    assert done.stdout.endswith("[]\n")
