"""``rota explain``: reasons, remedies that were tried, contradictions, and other times for a session."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.scheduler.commands.program import CONTRADICTION
from tests.scheduler.commands.store_program import rota
from tests.scheduler.store.small import SMALL, write_small, write_small_plan

Captured = pytest.CaptureFixture[str]
ONE_SEAT = "activity,weekday,start,seats\nlecture,Tue,10:00,1\n"
"""For two trainees: one of them lacks a lecture in the second week."""


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ROTA_STORE", raising=False)


def planned(**tables: str) -> None:
    write_small(Path("term"), **tables)
    assert rota("plan", "term", "-o", "plan", "--time-limit", "20s", "-q") == 0


def document(capsys: Captured) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_nothing_lacks(capsys: Captured) -> None:
    write_small(Path("term"))
    write_small_plan(Path("plan"))
    assert rota("explain", "term", "plan") == 0
    assert capsys.readouterr().out == "Everything that is owed is given.\n"
    assert rota("explain", "term", "plan", "Li Wei") == 0
    assert capsys.readouterr().out == "Everything that is owed to Li Wei is given.\n"


def test_a_full_lecture_is_mended_by_a_seat(capsys: Captured) -> None:
    planned(slots=ONE_SEAT)
    capsys.readouterr()
    assert rota("explain", "term", "plan") == 0
    out = capsys.readouterr().out
    assert "Lecture, 8 March 2027 to 14 March 2027: 10 points" in out
    assert "All seats are taken on 9 March 2027." in out
    assert "mends it: one more seat of Lecture on 9 March 2027; nobody else is touched" in out


def test_a_program_reads_the_same(capsys: Captured) -> None:
    planned(slots=ONE_SEAT)
    capsys.readouterr()
    assert rota("explain", "term", "plan", "--json") == 0
    found = document(capsys)
    assert found["schema"] == "rota-explanation/1"
    (entry,) = found["shortfalls"]
    assert (entry["item"], entry["cost"], entry["not_tried"]) == ("lecture", 10, [])
    seat = entry["remedies"][0]
    assert seat == {
        "remedy": "one more seat of Lecture on 9 March 2027",
        "mends": True,
        "found": True,
        "points_gained": 10,
        "changes": 1,
        "also_touched": [],
    }


def test_a_meeting_is_mended_by_an_hour(capsys: Captured) -> None:
    hours = "who,weekday,start,end\nF01,Mon,14:00,14:30\n"
    planned(hours=hours)
    capsys.readouterr()
    assert rota("explain", "term", "plan") == 0
    out = capsys.readouterr().out
    assert "mends it: one hour more of Wang Min in the days 8 March 2027 to 14 March 2027" in out
    assert "also touched: Wang Min" in out


def test_a_week_on_no_service_is_mended_by_a_seat_or_not_at_all(capsys: Captured) -> None:
    planned(services="id,name,seats,round_start,round_minutes\nward,CAR-T ward,1,08:00,60\n")
    capsys.readouterr()
    assert rota("explain", "term", "plan") == 0
    out = capsys.readouterr().out
    assert "mends it: one more seat on CAR-T ward in the days 8 March 2027 to 14 March 2027" in out
    assert "the week on no service" in out or "no service" in out


def test_a_pin_in_the_way_is_named(capsys: Captured) -> None:
    planned(pins="trainee,item,date,must\nT02,lecture,2027-03-09,no\nT02,lecture,2027-03-10,no\n")
    capsys.readouterr()
    assert rota("explain", "term", "plan", "T02") == 0
    assert "mends it: lifting the pin: Li Wei must not be at Lecture on 2027-03-09" in capsys.readouterr().out


def test_a_missing_lead_is_mended_by_a_name(capsys: Captured) -> None:
    faculty = SMALL["faculty"].replace("ward;lecture,CAR-T;ICU,4", "lecture,CAR-T;ICU,4").replace("ward;", "")
    faculty += "F03,Chen Yi,ward,CAR-T,0\n"
    absences = "who,first_day,last_day\nF03,2027-03-08,2027-03-14\n"
    services = "id,name,seats,round_start,round_minutes\nward,CAR-T ward,2,08:00,60\n"
    planned(faculty=faculty, absences=absences, services=services)
    capsys.readouterr()
    assert rota("explain", "term", "plan") == 0
    out = capsys.readouterr().out
    assert "CAR-T ward, the lead, 8 March 2027 to 14 March 2027" in out
    assert "as one who may lead CAR-T ward" in out
    assert "mends it" in out
    assert rota("explain", "term", "plan", "F03") == 0
    assert "the lead" in capsys.readouterr().out


def test_without_time_what_was_not_tried_is_named(capsys: Captured) -> None:
    planned(slots=ONE_SEAT)
    capsys.readouterr()
    assert rota("explain", "term", "plan", "--time-limit", "0.001") == 0
    assert "not tried, for lack of time: one more seat of Lecture" in capsys.readouterr().out


def test_other_times_for_a_session_have_a_price(capsys: Captured) -> None:
    write_small(Path("term"))
    write_small_plan(Path("plan"))
    assert rota("explain", "term", "plan", "Li Wei", "--on", "2027-03-09") == 0
    out = capsys.readouterr().out
    assert "Li Wei, Lecture on 9 March 2027, 10:00 to 11:00" in out
    assert "10 March 2027, 10:00 to 11:00: nothing more lacks" in out
    assert rota("explain", "term", "plan", "Li Wei", "--on", "2027-03-12", "--json") == 0
    assert document(capsys)["sessions"] == []
    assert rota("explain", "term", "plan", "--on", "2027-03-12") == 2
    assert "Say whose sessions" in capsys.readouterr().err


def test_a_session_that_can_be_nowhere_else(capsys: Captured) -> None:
    planned(slots="activity,weekday,start\nlecture,Tue,10:00\n")
    capsys.readouterr()
    assert rota("explain", "term", "plan", "T02", "--on", "2027-03-09") == 0
    assert "It cannot be at another time" in capsys.readouterr().out


def test_pins_that_contradict_each_other_are_named_without_a_plan(capsys: Captured) -> None:
    write_small(Path("term"), pins=CONTRADICTION)
    assert rota("explain", "term") == 1
    out = capsys.readouterr().out
    assert "These cannot hold together, which a second solve has confirmed:" in out
    assert "Amara Diallo must be at" in out
    assert rota("explain", "term", "--json") == 1
    assert document(capsys)["conflict"]
    write_small(Path("sound"))
    assert rota("explain", "sound") == 0
    assert "No contradiction was found" in capsys.readouterr().out


def test_a_plan_that_breaks_rules_is_not_explained(capsys: Captured) -> None:
    write_small(Path("term"))
    write_small_plan(Path("plan"), ("T02,o2o,CAR-T,2027-03-08,14:30", "T02,o2o,CAR-T,2027-03-08,14:00"))
    assert rota("explain", "term", "plan") == 1
    assert "has no shortfalls to explain" in capsys.readouterr().err
