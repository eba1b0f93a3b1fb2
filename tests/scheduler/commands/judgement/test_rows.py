"""Which rows of the tables a breach of a rule names."""

from __future__ import annotations

from pathlib import Path

import pytest

from inputs.faults import Place
from scheduler.commands.cli import main
from scheduler.commands.judgement.rows import say_rows
from tests.scheduler.commands.program import write_tiny, write_tiny_plan

Captured = pytest.CaptureFixture[str]
SECOND = "T02,lecture,,2027-03-09,10:00,11:00,,\n"


@pytest.fixture(autouse=True)
def _in_the_folder_of_a_term(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_tiny(Path("term"))


def rows(capsys: Captured) -> dict[str, str]:
    """Return the rows that are named, by the rule, and nothing where none is."""
    assert main(["verify", "term", "plan"]) == 1
    found = [line.rpartition(" (")[2].rstrip(")") for line in capsys.readouterr().out.splitlines()]
    return {rule: where for rule, _, where in (words.partition("; ") for words in found)}


def test_a_session_by_its_line(capsys: Captured) -> None:
    write_tiny_plan(Path("plan"), sessions=(SECOND, SECOND.replace("-09", "-10")))
    assert rows(capsys)["possible_sessions"] == "sessions.csv, line 4"


def test_two_sessions_where_one_is_owed(capsys: Captured) -> None:
    again = f"{SECOND}{SECOND.replace('10:00,11:00', '12:00,13:00')}"
    write_tiny_plan(Path("plan"), sessions=(SECOND, again))
    assert rows(capsys)["only_what_is_owed"] == "sessions.csv, lines 4 and 5"


def test_two_sessions_at_once(capsys: Captured) -> None:
    activities = (
        "id,title,format,cadence,minutes\nlecture,Lecture,group,weekly,60\ntalk,Talk,group,weekly,60\n"
    )
    topics = "activity,weekday,start\nlecture,Tue,10:00\nlecture,Wed,10:00\ntalk,Tue,10:30\ntalk,Tue,11:00\n"
    write_tiny(Path("term"), activities=activities, slots=topics)
    talk = "T02,talk,,2027-03-09,10:30,11:30,,\n"
    later = talk.replace("10:30,11:30", "11:00,12:00")
    write_tiny_plan(Path("plan"), sessions=(SECOND, f"{SECOND}{talk}"))
    assert rows(capsys)["trainee_in_one_place"] == "sessions.csv, lines 4 and 5"
    write_tiny_plan(Path("plan"), sessions=(SECOND, f"{SECOND}{later}{talk}"))
    assert main(["verify", "term", "plan"]) == 1
    told = [line for line in capsys.readouterr().out.splitlines() if "trainee_in_one_place" in line]
    assert [line.rpartition(" (")[2] for line in told] == [
        "trainee_in_one_place; sessions.csv, lines 4 and 6)",
        "trainee_in_one_place; sessions.csv, lines 5 and 6)",
    ]


def test_two_rotations_in_one_week(capsys: Captured) -> None:
    row = "T02,lab,2027-03-08,2027-03-14\n"
    write_tiny_plan(Path("plan"), rotations=(row, f"{row}T02,ward,2027-03-08,2027-03-14\n"))
    named = rows(capsys)
    assert named["one_service_a_week"] == "rotations.csv, lines 3 and 4"
    assert named["service_seats"] == "rotations.csv, lines 2 and 4"


def test_rotations_that_overlap_are_told_once(capsys: Captured) -> None:
    row = "T01,ward,2027-03-01,2027-03-14\n"
    write_tiny_plan(Path("plan"), rotations=(row, f"{row}T01,ward,2027-03-08,2027-03-14\n"))
    assert rows(capsys) == {"no_service_twice": "rotations.csv, lines 2 and 3"}
    write_tiny_plan(Path("plan"), rotations=(row, f"{row}T01,lab,2027-03-01,2027-03-14\n"))
    assert rows(capsys) == {"one_service_a_week": "rotations.csv, lines 2 and 3"}


def test_a_lead_of_rounds(capsys: Captured) -> None:
    row = "ward,2027-03-08,2027-03-14,F01\n"
    write_tiny_plan(Path("plan"), rounds=(row, f"{row}lab,2027-03-08,2027-03-14,F01\n"))
    assert rows(capsys)["round_leads_allowed"].startswith("rounds.csv, line")


def test_a_main_mentor(capsys: Captured) -> None:
    trainees = "id,name,kind,first_day,last_day,mentor\nT01,Amara,fellow,2027-03-01,2027-03-14,F01\n"
    write_tiny(
        Path("term"),
        trainees=f"{trainees}T02,Li Wei,fellow,2027-03-08,2027-03-14,\n",
        faculty=("id,name,leads,max_mentees\nF01,Wang Min,ward,1\nF02,Zhao Hua,,\n"),
    )
    mentors = "trainee,faculty\nT01,F02\nT02,F01\n"
    write_tiny_plan(Path("plan"))
    Path("plan", "mentors.csv").write_text(mentors, encoding="utf-8")
    assert rows(capsys)["one_main_mentor"] == "mentors.csv, line 2"
    Path("plan", "mentors.csv").write_text("trainee,faculty\nT01,F01\nT02,F01\n", encoding="utf-8")
    assert rows(capsys)["mentees_at_one_time"] == "mentors.csv, lines 2 and 3"


def test_of_many_lines_the_first() -> None:
    def lines(number: int) -> list[Place]:
        return [Place("sessions.csv", line) for line in range(2, 2 + number)]

    assert say_rows(lines(4)) == "sessions.csv, lines 2, 3, 4 and 5"
    assert say_rows(lines(9)) == "sessions.csv, lines 2, 3, 4 and 6 more"
    assert say_rows([Place("rounds.csv", 3), *lines(1)]) == "rounds.csv, line 3, and sessions.csv, line 2"
    assert say_rows([]) == ""


def test_a_column_that_was_deleted_is_noticed(capsys: Captured) -> None:
    folder = write_tiny_plan(Path("plan"))
    text = (folder / "sessions.csv").read_text(encoding="utf-8").replace("activity,topic", "activity")
    (folder / "sessions.csv").write_text(text.replace("lecture,,", "lecture,"), encoding="utf-8")
    assert main(["verify", "term", "plan"]) == 0
    assert capsys.readouterr().err == (
        "sessions.csv, topic: found no such column; it is read as nothing in every row.\n"
    )
