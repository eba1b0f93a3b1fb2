"""``rota explain``: why something lacks, what would mend it, and what other times cost."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tests.scheduler.commands.explanation.asking import ONE_SEAT, document, explained, planned
from tests.scheduler.commands.program import CONTRADICTION, SETTINGS, Captured
from tests.scheduler.commands.store_program import rota
from tests.scheduler.store.small import SMALL, write_small, write_small_plan

if TYPE_CHECKING:
    import pytest


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


def test_for_what_weighs_nothing_no_remedy_is_tried(capsys: Captured) -> None:
    activities = SMALL["activities"].replace(
        "lecture,Lecture,group,weekly,60,10", "lecture,Lecture,group,weekly,60,0"
    )
    planned(slots=ONE_SEAT, activities=activities)
    for entry in explained(capsys)["shortfalls"]:
        assert (entry["cost"], entry["remedies"], entry["not_tried"]) == (0, [], [])
        assert "together" not in entry
    assert rota("explain", "term", "plan") == 0
    out = capsys.readouterr().out
    assert "  Its weight is 0: it does not count, and no remedy is tried.\n" in out
    assert "mend" not in out


TO_MEND = (
    "To mend something, change the table and plan again with --improve: rota plan term --improve. Without it "
    "nobody is moved only to lack less than was published."
)


def test_where_the_term_is_published_a_remedy_takes_improve(capsys: Captured) -> None:
    planned(slots=ONE_SEAT)
    assert rota("explain", "term", "plan") == 0
    assert TO_MEND not in capsys.readouterr().out
    assert rota("publish", "term", "plan", "--note", "first") == 0
    capsys.readouterr()
    assert rota("explain", "term", "plan") == 0
    assert capsys.readouterr().out.endswith(f"\n\n{TO_MEND}\n")
    assert rota("explain", "term", "plan", "--json") == 0
    assert document(capsys)["to_mend"] == TO_MEND


def test_what_is_planned_from_a_later_day_is_planned_again_from_that_day(capsys: Captured) -> None:
    planned(slots=ONE_SEAT)
    assert rota("publish", "term", "plan", "--note", "first") == 0
    assert rota("plan", "term", "-o", "plan", "--from", "2027-03-08", "--time-limit", "20s", "-q") == 0
    capsys.readouterr()
    for today, again in ((5, "rota plan term --from 2027-03-08 --improve"), (8, "rota plan term --improve")):
        assert rota("explain", "term", "plan", at=datetime(2027, 3, today, 12, tzinfo=UTC)) == 0
        assert f"plan again with --improve: {again}. Without it" in capsys.readouterr().out


def test_why_a_seat_more_is_not_given_in_a_published_term(capsys: Captured) -> None:
    planned(slots=ONE_SEAT)
    assert rota("publish", "term", "plan", "--note", "first") == 0
    seats = "item,first_day,last_day,seats\nlecture,2027-03-09,2027-03-09,2\n"
    write_small(Path("term"), slots=ONE_SEAT.replace("00,1", "00,2"), seats=seats)
    assert rota("plan", "term", "-o", "plan", "--from", "2027-03-01", "--time-limit", "20s", "-q") == 0
    reason = (
        "Perhaps it can be given: without --improve nobody is moved only to lack less than was published."
    )
    assert reason in Path("plan", "shortfalls.csv").read_text(encoding="utf-8-sig")
    capsys.readouterr()
    assert rota("explain", "term", "plan") == 0
    out = capsys.readouterr().out
    assert f"  {reason}\n" in out
    plan = ("plan", "term", "-o", "plan", "--from", "2027-03-01", "--improve", "--time-limit", "20s", "-q")
    assert rota(*plan) == 0
    capsys.readouterr()
    assert rota("explain", "term", "plan") == 0
    assert capsys.readouterr().out == "Everything that is owed is given.\n"


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
        "not_owed": False,
        "found": True,
        "points_gained": 10,
        "changes": 1,
        "cut_short": False,
        "also_touched": [],
        "takes_away": [],
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


PRACTICE = {
    "faculty": "id,name,leads\nF01,Wang Min,ward\nF02,Zhao Hua,ward\n",
    "activities": """\
id,title,format,cadence,minutes,weight,after
sim,Simulation,group,once,60,10,
practice,Practice,group,once,60,10,sim
""",
    "slots": """\
activity,weekday,start,seats,weeks
sim,Mon,10:00,1,2027-03-08
practice,Tue,10:00,1,2027-03-09
""",
    "topics": "activity,topic\n",
}
"""One of two trainees has neither, and Practice comes after Simulation."""


def test_what_only_two_remedies_mend_together_is_told(capsys: Captured) -> None:
    planned(**PRACTICE)
    capsys.readouterr()
    assert rota("explain", "term", "plan") == 0
    out = capsys.readouterr().out
    assert "Practice, 1 March 2027 to 14 March 2027: no single remedy mends it." in out or (
        "Practice, 8 March 2027 to 14 March 2027: no single remedy mends it." in out
    )
    assert (
        "only together they mend it: one more seat of Practice on 9 March 2027; and Simulation noted as completed"
    ) in out
    practice = next(entry for entry in explained(capsys)["shortfalls"] if entry["item"] == "practice")
    assert practice["together"]["mends"]
    assert practice["together"]["none_can_be_spared"]
    assert len(practice["together"]["remedies"]) == 2


def test_a_pin_in_the_way_is_named(capsys: Captured) -> None:
    planned(pins="trainee,item,date,must\nT02,lecture,2027-03-09,no\nT02,lecture,2027-03-10,no\n")
    capsys.readouterr()
    assert rota("explain", "term", "plan", "T02") == 0
    assert (
        "mends it: lifting the pin: Li Wei must not be at Lecture on 9 March 2027" in capsys.readouterr().out
    )


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


def test_a_session_that_nobody_could_lead_is_mended_by_a_name(capsys: Captured) -> None:
    faculty = SMALL["faculty"].replace("ward;lecture,", "ward,") + "F03,Chen Yi,lecture,CAR-T,0\n"
    planned(faculty=faculty, absences="who,first_day,last_day\nF03,2027-03-08,2027-03-14\n")
    capsys.readouterr()
    assert rota("explain", "term", "plan", "T02") == 0
    out = capsys.readouterr().out
    assert "Li Wei, Lecture, 8 March 2027 to 14 March 2027: 10 points" in out
    assert "It would be without a lead on 9 March 2027: Chen Yi is absent;" in out
    assert "mends it: Wang Min as one who may lead Lecture" in out


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
    assert "Without any one of these pins or promises the rest of them holds. Other pins may" in out
    assert rota("explain", "term", "--json") == 1
    assert document(capsys)["conflict"]
    write_small(Path("sound"))
    assert rota("explain", "sound") == 0
    assert "No pins and promised mentors contradict each other." in capsys.readouterr().out


def test_whether_pins_contradict_each_other_may_not_be_found_out_in_time(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_small(Path("term"), pins=CONTRADICTION)
    monkeypatch.setattr("scheduler.solving.conflicts.SECONDS_A_QUESTION", 0.0)
    monkeypatch.setattr("scheduler.solving.conflicts.SHARE_OF_THE_FIRST", 0.0)
    assert rota("explain", "term") == 4
    assert "It was not found out in time whether" in capsys.readouterr().out
    assert rota("explain", "term", "--json") == 4
    told = document(capsys)
    assert (told["conflict"], told["known"]) == ([], False)


def test_a_plan_that_breaks_rules_is_not_explained(capsys: Captured) -> None:
    write_small(Path("term"))
    write_small_plan(Path("plan"), ("T02,o2o,CAR-T,2027-03-08,14:30", "T02,o2o,CAR-T,2027-03-08,14:00"))
    assert rota("explain", "term", "plan") == 1
    assert "has no shortfalls to explain" in capsys.readouterr().err


def test_what_is_not_counted_is_not_said_to_be_given(capsys: Captured) -> None:
    planned(slots=ONE_SEAT, term=f'{SETTINGS}[rules.owed_sessions]\noff = "we count by hand"\n')
    capsys.readouterr()
    assert rota("explain", "term", "plan") == 0
    assert capsys.readouterr().out == (
        "Everything that is counted is given.\n"
        "What the rule owed_sessions asks for need not be given, and is not counted: "
        "the term switches it off (we count by hand).\n"
    )
