"""How breaches of rules are told: one thing that stands in the way of many sessions once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scheduler.commands.cli import main
from tests.scheduler.commands.program import SETTINGS, TINY, TINY_PLAN, Captured, write_tiny, write_tiny_plan

LATER = TINY["trainees"].replace("fellow,2027-03-01,", "fellow,2027-03-09,")
AT_NOON = "activity,weekday,start\nlecture,Tue,10:00\nlecture,Mon,12:00\n"


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def told(capsys: Captured) -> list[str]:
    """Return the lines that tell of sessions of Amara Diallo."""
    assert main(["verify", "term", "plan"]) == 1
    return [line for line in capsys.readouterr().out.splitlines() if "Amara Diallo has" in line]


def test_a_session_that_cannot_be_and_is_not_owed_is_told_once(capsys: Captured) -> None:
    write_tiny(Path("term"), trainees=LATER)
    write_tiny_plan(Path("plan"))
    assert told(capsys) == [
        (
            "Amara Diallo has Lecture on 2 March 2027, 10:00 to 11:00, but stays from 9 March 2027 to "
            "14 March 2027. (possible_sessions, only_what_is_owed; sessions.csv, line 2)"
        )
    ]


def test_many_sessions_that_one_thing_stands_in_the_way_of_are_one_line(capsys: Captured) -> None:
    settings = SETTINGS.replace("2027-03-14", "2027-04-11")
    stays = LATER.replace("2027-03-09,2027-03-14", "2027-03-31,2027-04-11")
    write_tiny(Path("term"), term=settings, trainees=stays)
    tuesday = "T01,lecture,,2027-03-02,10:00,11:00,,\n"
    days = [f"T01,lecture,,2027-03-{day:02},10:00,11:00,,\n" for day in (2, 16, 23, 30)]
    write_tiny_plan(Path("plan"), sessions=(tuesday, "".join(days)))
    assert told(capsys) == [
        (
            "Amara Diallo has 5 sessions from 2 March 2027 to 30 March 2027, but stays from 31 March 2027 to "
            "11 April 2027. (possible_sessions, only_what_is_owed; sessions.csv, lines 2, 3, 4 and 2 more)"
        )
    ]
    assert main(["verify", "term", "plan", "--json"]) == 1
    rows = json.loads(capsys.readouterr().out)["violations"]
    rules = [row["rule"] for row in rows if row["trainee"] == "T01"]
    assert rules.count("possible_sessions") == rules.count("only_what_is_owed") == 5


def test_what_is_too_many_and_possible_is_told_by_itself(capsys: Captured) -> None:
    write_tiny(Path("term"), slots=AT_NOON)
    again = "T01,lecture,,2027-03-02,10:00,11:00,,\nT01,lecture,,2027-03-01,12:00,13:00,,\n"
    write_tiny_plan(Path("plan"), sessions=(TINY_PLAN["sessions"].splitlines(keepends=True)[1], again))
    assert told(capsys) == [
        (
            "Amara Diallo has 2 sessions of Lecture from 1 March 2027 to 7 March 2027, but is owed only one. "
            "(only_what_is_owed; sessions.csv, lines 2 and 3)"
        )
    ]
