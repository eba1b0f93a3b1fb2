"""``rota export``: a published version as a whole folder of a plan."""

from __future__ import annotations

import json
from pathlib import Path

import icalendar
import pytest

from scheduler.commands.judgement.lineage import MARK
from tests.scheduler.commands.program import Captured
from tests.scheduler.commands.store_program import rota
from tests.scheduler.store.small import (
    DAY,
    MONDAY,
    write_small,
    write_small_plan,
)


@pytest.mark.usefixtures("_two_versions")
def test_a_version_is_written_with_its_calendars_and_can_be_published_again(capsys: Captured) -> None:
    assert rota("export", "term", "2", "-o", "out", at=MONDAY + DAY) == 0
    assert capsys.readouterr().out == (
        "Wrote version 2 of 16 February 2027, 09:30 to out. To look at it, open out/board.html in a browser.\n"
    )
    assert sorted(path.name for path in Path("out").iterdir()) == [
        "board.html",
        "calendars",
        "mentors.csv",
        "plan.xlsx",
        "published.json",
        "result.json",
        "rotations.csv",
        "rounds.csv",
        "sessions.csv",
        "shortfalls.csv",
    ]
    data = Path("out/calendars/trainee-T02-li-wei.ics").read_bytes()
    (lecture,) = [e for e in icalendar.Calendar.from_ical(data).events if e["SUMMARY"] == "Lecture: CAR-T"]
    assert (lecture["SEQUENCE"], lecture.decoded("LAST-MODIFIED"), lecture.decoded("CREATED")) == (
        1,
        MONDAY + DAY,
        MONDAY,
    )
    assert rota("publish", "term", "out") == 0
    assert capsys.readouterr().out.startswith("Nothing changed: version 2 of ")


def test_the_record_of_the_plan_comes_with_it() -> None:
    write_small_plan(Path("plan"))
    record = '{"schema": "rota-result/1", "seed": 7}'
    Path("plan/result.json").write_text(record, encoding="utf-8")
    assert rota("publish", "term", "plan") == 0
    assert rota("export", "term", "1", "-o", "out") == 0
    assert Path("out/result.json").read_text(encoding="utf-8") == record


def test_the_folder_of_a_version_whose_record_was_none_can_be_written_again() -> None:
    write_small_plan(Path("plan"))
    Path("plan/result.json").write_text('{"by": "hand"}', encoding="utf-8")
    assert rota("publish", "term", "plan") == 0
    assert rota("export", "term", "1", "-o", "out") == 0
    assert rota("export", "term", "1", "-o", "out") == 0
    assert json.loads(Path("out/result.json").read_bytes())["schema"] == "rota-result/1"


PLANNING = ("--workers", "1", "--quiet", "--time-limit", "60s")


def planned_files(folder: str) -> dict[str, bytes]:
    """The files of a plan but for those that are told of its publication."""
    return {
        path.name: path.read_bytes()
        for path in Path(folder).iterdir()
        if path.is_file() and path.name != MARK
    }


def test_a_version_is_written_as_it_was_planned_and_planned_again(capsys: Captured) -> None:
    assert rota("plan", "term", "-o", "first", *PLANNING) == 0
    assert rota("publish", "term", "first") == 0
    write_small(Path("term"), absences="who,first_day,last_day\nF01,2027-03-09,2027-03-09\n")
    assert rota("plan", "term", "-o", "second", *PLANNING, at=MONDAY + DAY) == 0
    assert rota("publish", "term", "second", at=MONDAY + DAY) == 0
    for number, folder in ((1, "first"), (2, "second")):
        assert rota("export", "term", str(number), "-o", "out", at=MONDAY + DAY) == 0
        assert planned_files("out") == planned_files(folder)
    board = Path("out/board.html").read_text(encoding="utf-8")
    assert "people touched" in board
    assert capsys.readouterr().err == ""


def test_of_a_plan_that_was_changed_by_hand_the_board_says_what_it_pays_now(capsys: Captured) -> None:
    write_small(Path("term"), slots="activity,weekday,start,seats\nlecture,Tue,10:00,1\n")
    assert rota("plan", "term", "-o", "plan", *PLANNING) == 0
    assert "proven best" in Path("plan/board.html").read_text(encoding="utf-8")
    sessions = Path("plan/sessions.csv").read_text(encoding="utf-8-sig").splitlines(keepends=True)
    kept = [line for line in sessions if not ("lecture" in line and "2027-03-09" in line)]
    assert len(kept) == len(sessions) - 1
    Path("plan/sessions.csv").write_text("".join(kept), encoding="utf-8")
    Path("plan/shortfalls.csv").unlink()
    assert rota("publish", "term", "plan") == 0
    record = Path("plan/result.json").read_bytes()
    assert rota("export", "term", "1", "-o", "out") == 0
    board = Path("out/board.html").read_text(encoding="utf-8")
    assert "For coverage it is proven only that no plan pays less than 10." in board
    assert "proven: no plan" not in board
    assert Path("out/result.json").read_bytes() == record
    assert rota("verify", "term", "out") == 0
    assert capsys.readouterr().err.startswith("result.json gives 10 for coverage, but the plan pays 20")
