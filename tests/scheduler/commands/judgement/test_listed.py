"""What ``rota verify`` says of the list of shortfalls."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scheduler.commands.cli import main
from tests.scheduler.commands.program import AT_NO_PLACE, Captured, write_tiny, write_tiny_plan

LECTURE = "T02,lecture,,2027-03-09,10:00,11:00,,\n"


@pytest.fixture(autouse=True)
def _in_the_folder_of_a_term(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_tiny(Path("term"))


def test_a_shortfall_that_is_not_listed_is_told(capsys: Captured) -> None:
    write_tiny_plan(Path("plan"), sessions=(LECTURE, ""))
    assert main(["verify", "term", "plan"]) == 1
    assert capsys.readouterr().out == (
        "shortfalls.csv does not list Lecture for Li Wei, 8 March 2027 to 14 March 2027.\n"
    )


def test_a_shortfall_that_is_listed_is_no_violation(capsys: Captured) -> None:
    row = "reason\nT02,session,lecture,2027-03-08,2027-03-14,10,in other words\n"
    write_tiny_plan(Path("plan"), sessions=(LECTURE, ""), shortfalls=("reason\n", row))
    assert main(["verify", "term", "plan"]) == 0
    assert "  coverage       10  10 for sessions not given\n" in (told := capsys.readouterr().out)
    assert told.endswith("It leaves one shortfall, 10 points in all.\n")


def test_a_shortfall_with_another_cost_is_told(capsys: Captured) -> None:
    row = "reason\nT02,session,lecture,2027-03-08,2027-03-14,7,full\n"
    write_tiny_plan(Path("plan"), sessions=(LECTURE, ""), shortfalls=("reason\n", row))
    assert main(["verify", "term", "plan"]) == 1
    assert capsys.readouterr().out == (
        "shortfalls.csv lists Lecture for Li Wei, 8 March 2027 to 14 March 2027 at 7 points, but it costs 10 points. (shortfalls.csv, line 2)\n"
    )


def test_shortfalls_that_the_plan_does_not_have_are_told(capsys: Captured) -> None:
    rows = """reason
,lead,ward,2027-03-01,2027-03-07,30,away
T01,rotation,rotation,2027-03-01,2027-03-07,20,full
T01,curriculum,ward;lab,2027-03-01,2027-03-14,20,full
T01,session,lecture,2027-03-01,2027-03-14,10,full
T01,session,lecture,2027-03-10,2027-03-14,10,full
,lead,lecture,2027-03-02,2027-03-02,30,away
T02,rotation,rotation,2027-03-01,2027-03-07,20,full
"""
    write_tiny_plan(Path("plan"), shortfalls=("reason\n", rows))
    assert main(["verify", "term", "plan"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"shortfalls.csv lists {what}, but the plan does not lack it{true}. (shortfalls.csv, line {line})"
        for line, (what, true) in enumerate(
            (
                ("a lead of CAR-T ward, 1 March 2027 to 7 March 2027", ": Wang Min leads then"),
                (
                    "a week on no service for Amara Diallo, 1 March 2027 to 7 March 2027",
                    ": Amara Diallo is on CAR-T ward then",
                ),
                (
                    "weeks on CAR-T ward or Laboratory for Amara Diallo, 1 March 2027 to 14 March 2027",
                    ": Amara Diallo has 2 weeks there",
                ),
                (
                    "Lecture for Amara Diallo, 1 March 2027 to 14 March 2027",
                    ": Amara Diallo attends it on 2 March 2027, 10:00 to 11:00 and 9 March 2027, 10:00 to 11:00",
                ),
                (
                    "Lecture for Amara Diallo, 10 March 2027 to 14 March 2027",
                    ": none is owed in just these days",
                ),
                ("a lead of Lecture, 2 March 2027", ""),
                ("a week on no service for Li Wei, 1 March 2027 to 7 March 2027", ""),
            ),
            start=2,
        )
    ]


def test_a_shortfall_that_is_listed_twice_is_told(capsys: Captured) -> None:
    row = "T02,session,lecture,2027-03-08,2027-03-14,10,full\n"
    write_tiny_plan(Path("plan"), sessions=(LECTURE, ""), shortfalls=("reason\n", f"reason\n{row}{row}"))
    assert main(["verify", "term", "plan"]) == 1
    assert capsys.readouterr().out == (
        "shortfalls.csv lists Lecture for Li Wei, 8 March 2027 to 14 March 2027, in 2 rows, "
        "but the plan lacks one. (shortfalls.csv, line 3)\n"
    )


def test_of_two_leads_that_lack_on_one_day_each_is_listed(capsys: Captured) -> None:
    write_tiny(
        Path("term"),
        faculty="id,name,leads\nF01,Wang Min,ward;lecture\n",
        slots="activity,weekday,start\nlecture,Tue,10:00\nlecture,Tue,14:00\n",
        absences="who,first_day,last_day,start,end\nF01,2027-03-02,2027-03-02,09:30,18:00\n"
        "F01,2027-03-09,2027-03-09,09:30,18:00\n",
    )
    row = ",lead,lecture,2027-03-09,2027-03-09,30,away\n"
    rows = f"reason\n,lead,lecture,2027-03-02,2027-03-02,30,away\n{row}"
    later = LECTURE.replace("10:00,11:00", "14:00,15:00")
    write_tiny_plan(Path("plan"), sessions=(LECTURE, later), shortfalls=("reason\n", rows))
    assert main(["verify", "term", "plan"]) == 1
    told = capsys.readouterr()
    assert told.out == (
        "shortfalls.csv lists a lead of Lecture, 9 March 2027, in one row, but the plan lacks 2.\n"
    )
    assert told.err == (
        "\nMaybe add this row to shortfalls.csv, if that is meant to lack:\n"
        "  ,lead,lecture,2027-03-09,2027-03-09,30,\n"
    )
    assert main(["verify", "term", "plan", "--json"]) == 1
    (violation,) = json.loads(capsys.readouterr().out)["violations"]
    assert [(row["item"], row["first_day"]) for row in violation["rows_to_add"]] == [
        ("lecture", "2027-03-09")
    ]
    write_tiny_plan(Path("plan"), sessions=(LECTURE, later), shortfalls=("reason\n", f"{rows}{row}"))
    assert main(["verify", "term", "plan"]) == 0


def test_a_plan_without_a_list_of_shortfalls_is_judged_by_the_rules_alone() -> None:
    (write_tiny_plan(Path("plan"), sessions=(LECTURE, "")) / "shortfalls.csv").unlink()
    assert main(["verify", "term", "plan"]) == 0


def test_a_program_reads_which_row_is_not_true(capsys: Captured) -> None:
    row = "reason\n,lead,lecture,2027-03-02,2027-03-02,30,away\n"
    write_tiny_plan(Path("plan"), shortfalls=("reason\n", row))
    assert main(["verify", "term", "plan", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["violations"] == [
        {
            "rule": "shortfalls.csv",
            "text": "shortfalls.csv lists a lead of Lecture, 2 March 2027, but the plan does not lack it.",
            "amount": 1,
            **AT_NO_PLACE,
            "rows": [{"file": "shortfalls.csv", "line": 2}],
            "rows_to_add": [],
        }
    ]
