"""What a new plan will lack of what took place, because a row of the tables is gone or was changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scheduler.commands.given.against import newest_version
from scheduler.commands.planning.lost_past import say_lost_past
from tests.scheduler.commands.store_program import publish, rota
from tests.scheduler.store.small import SMALL, small_term, write_small

WEDNESDAY = date(2027, 3, 10)
CASES: dict[str, tuple[dict[str, str], str]] = {
    "nothing": ({}, ""),
    "a title": ({"activities": SMALL["activities"].replace("Mentor hour", "Talk")}, ""),
    "an absence": ({"absences": "who,first_day,last_day\nF01,2027-03-01,2027-03-14\n"}, ""),
    "a trainee": (
        {"trainees": SMALL["trainees"].replace("T02,Li Wei,fellow,2027-03-08,2027-03-14\n", "")},
        (
            "Li Wei (T02) is no more in the table trainees: of what took place before 10 March 2027, the plan "
            "will lack 2 sessions. Maybe put the row back, with the last day there as last_day."
        ),
    ),
    "a mentor": (
        {
            "faculty": SMALL["faculty"].replace("F01,Wang Min", "F03,Sun Yue"),
            "hours": SMALL["hours"].replace("F01", "F03"),
        },
        (
            "Wang Min (F01) is no more in the table faculty: of what took place before 10 March 2027, 6 sessions "
            "will lack a mentor or lead. Maybe put the row back, and in the table absences an absence from "
            "10 March 2027 on."
        ),
    ),
    "an activity": (
        {"activities": SMALL["activities"].replace("o2o,Mentor hour", "talk,Talk")},
        (
            "Mentor hour (o2o) is no more in the table activities: of what took place before 10 March 2027, the "
            "plan will lack 3 sessions. Maybe put the row back, and in the table seats 0 seats from "
            "10 March 2027 on; for a new title the id can stay."
        ),
    ),
    "a room": (
        {
            "rooms": SMALL["rooms"].replace("hall,", "aula,"),
            "slots": SMALL["slots"].replace("hall", "aula"),
        },
        (
            "Lecture hall (hall) is no more in the table rooms: of what took place before 10 March 2027, the plan "
            "will lack 3 sessions. Maybe put the row back, and in the table absences that it is closed from "
            "10 March 2027 on."
        ),
    ),
    "a service": (
        {"services": SMALL["services"].replace("lab,Laboratory", "bench,Bench")},
        (
            "Laboratory (lab) is no more in the table services: of what took place before 10 March 2027, the plan "
            "will lack one rotation. Maybe put the row back, and in the table seats 0 seats from "
            "10 March 2027 on."
        ),
    ),
    "an id of a trainee": (
        {"trainees": SMALL["trainees"].replace("T02,", "T02b,")},
        (
            "Li Wei (T02) is no more in the table trainees: of what took place before 10 March 2027, the plan "
            "will lack 2 sessions. T02b has the same name; if it is the same person, give the id T02 back."
        ),
    ),
    "an id and other days": (
        {
            "trainees": SMALL["trainees"].replace(
                "T02,Li Wei,fellow,2027-03-08", "T02b,Li Wei,fellow,2027-03-12"
            )
            + "T03,Li Wei,fellow,2027-03-01,2027-03-07\n"
        },
        (
            "Li Wei (T02) is no more in the table trainees: of what took place before 10 March 2027, the plan "
            "will lack 2 sessions. T02b has the same name; if it is the same person, give the id T02 back."
        ),
    ),
    "an id of an activity": (
        {"activities": SMALL["activities"].replace("o2o", "talk")},
        (
            "Mentor hour (o2o) is no more in the table activities: of what took place before 10 March 2027, the "
            "plan will lack 3 sessions. talk has the same name; if it is the same, give the id o2o back."
        ),
    ),
    "a time": (
        {"slots": SMALL["slots"].replace("Tue,10:00", "Tue,11:00")},
        (
            "Lecture has no row for Tuesday at 10:00 in Lecture hall in the table slots any more: of what took "
            "place before 10 March 2027, the plan will lack 3 sessions. Maybe keep that row, with the day "
            "before as last_day, and the new time in a row of its own."
        ),
    ),
    "days": (
        {
            "slots": SMALL["slots"]
            .replace("leads\n", "leads,first_day\n")
            .replace("Tue,10:00,hall,,,F02", "Tue,10:00,hall,,,F02,2027-03-09")
        },
        "",
    ),
    "hours": (
        {"hours": SMALL["hours"].replace("Mon,14:00", "Mon,14:30")},
        (
            "Wang Min has no row for Monday at 14:00 in the table hours any more: of what took place before "
            "10 March 2027, the plan will lack 2 sessions. Maybe keep that row, with the day before as last_day, "
            "and the new hours in a row of their own."
        ),
    ),
    "a new activity": (
        {
            "activities": f"{SMALL['activities']}talk,Talk,group,weekly,60,10\n",
            "slots": f"{SMALL['slots']}talk,Fri,10:00,hall\n",
        },
        (
            "Talk (talk) is new in the table activities, and in the table slots it takes place before "
            "10 March 2027, too: what is owed of it then can be given to nobody any more. Maybe write 2027-03-10 "
            "as first_day into its rows of the table slots."
        ),
    ),
    "a new activity from now on": (
        {
            "activities": f"{SMALL['activities']}talk,Talk,group,weekly,60,10\n",
            "slots": (
                SMALL["slots"]
                .replace("room\n", "room,first_day\n")
                .replace("hall\n", "hall,\n")
                .replace("lab\n", "lab,\n")
                + "talk,Fri,10:00,hall,2027-03-10\n"
            ),
        },
        "",
    ),
}


@pytest.mark.parametrize(("tables", "line"), CASES.values(), ids=CASES.keys())
def test_what_took_place_and_is_lost(
    tables: dict[str, str], line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_small(Path("term"))
    publish()
    version = newest_version(None, Path("term"))
    assert version is not None
    assert list(say_lost_past(version, small_term(**tables), WEDNESDAY)) == [line] * bool(line)
    assert list(say_lost_past(version, small_term(**tables), date(2027, 3, 1))) == []


def test_planning_again_says_what_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_small(Path("term"))
    publish()
    tables, line = CASES["a time"]
    write_small(Path("term"), **tables)
    capsys.readouterr()
    assert rota("plan", "term", "-o", "again", "--from", "2027-03-10", "--time-limit", "5") == 0
    assert f"{line}\n" in capsys.readouterr().err
