"""``rota explain``: reasons, remedies that were tried, contradictions, and other times for a session."""

from __future__ import annotations

import json
import re
import shutil
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from contextvars import copy_context
from pathlib import Path
from typing import Any

import pytest

from scheduler.commands import explain_trying
from scheduler.commands.explain_trying import Trying
from scheduler.explaining.jobs import Attempt, TimedAttempt, try_there
from scheduler.fleet.contact import Contact, keep_in_contact
from scheduler.fleet.processes import Processes
from scheduler.fleet.running import Done, Failed, WorkLost
from scheduler.solving.search import Control
from tests.pictures import draw
from tests.scheduler.commands.program import CONTRADICTION, Captured, run, start, write_long
from tests.scheduler.commands.store_program import rota
from tests.scheduler.fleet.clusters import local_cluster
from tests.scheduler.store.small import SMALL, write_small, write_small_plan
from tests.shared import made_once

ONE_SEAT = "activity,weekday,start,seats\nlecture,Tue,10:00,1\n"
"""For two trainees: one of them lacks a lecture in the second week."""
NO_SIMULATION = "item,first_day,last_day,seats\nsimulation,2027-04-05,2027-05-09,0\n"


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ROTA_STORE", raising=False)


@pytest.fixture(scope="module")
def without_simulation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a term, and a plan of it that lacks much: to try what would mend it takes a while."""
    return made_once(tmp_path_factory, "without-simulation", plan_without_simulation)


def plan_without_simulation(folder: Path) -> None:
    term = write_long(folder / "long")
    (term / "seats.csv").write_text(NO_SIMULATION, encoding="utf-8")
    settings = (term / "term.toml").read_text(encoding="utf-8")
    only_coverage = re.sub(r"(?m)^levels = .*$", 'levels = ["coverage"]', settings)
    (term / "term.toml").write_text(only_coverage, encoding="utf-8")
    # In a process of its own, which is not measured.
    code, _, err = run(["plan", "long", "-o", "plan", "--time-limit", "60s", "--workers", "1", "-q"], folder)
    assert code == 0, err


@pytest.fixture
def _without_simulation(without_simulation: Path, tmp_path: Path) -> None:
    shutil.copytree(without_simulation, tmp_path, dirs_exist_ok=True)


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
        "found": True,
        "points_gained": 10,
        "changes": 1,
        "cut_short": False,
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


# -- several at once ---------------------------------------------------------------------------------------

MORE_LACKS = {
    "trainees": SMALL["trainees"] + "T03,Sofia Rossi,fellow,2027-03-01,2027-03-14\n",
    "slots": ONE_SEAT,
    "services": "id,name,seats,round_start,round_minutes\nward,CAR-T ward,2,08:00,60\n",
}


def explained(capsys: Captured, *words: str) -> dict[str, Any]:
    capsys.readouterr()
    assert rota("explain", "term", "plan", *words, "--json") == 0
    return document(capsys)


def test_processes_answer_as_one_after_another_and_in_the_same_order(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned(**MORE_LACKS)
    here = explained(capsys, "--workers", "1")
    number = sum(len(each["remedies"]) for each in here["shortfalls"])
    assert number >= 3
    assert any(remedy["mends"] for each in here["shortfalls"] for remedy in each["remedies"])
    monkeypatch.setattr(explain_trying, "WORTH_SECONDS", 0.0)
    used: list[int] = []

    class Counted(Processes):
        def __init__(self, number: int) -> None:
            used.append(number)
            super().__init__(number)

    monkeypatch.setattr(explain_trying, "Processes", Counted)
    assert explained(capsys, "--workers", "3") == here
    assert used == [min(3, number - 1)]
    assert rota("explain", "term", "plan", "--workers", "1") == 0
    one = capsys.readouterr().out
    assert rota("explain", "term", "plan", "--workers", "2") == 0
    assert capsys.readouterr().out == one


def test_other_times_are_tried_by_processes_too(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    write_small(Path("term"), slots=SMALL["slots"] + "lecture,Thu,10:00,lab\nlecture,Fri,10:00,lab\n")
    write_small_plan(Path("plan"))
    words = ("Li Wei", "--on", "2027-03-09")
    here = explained(capsys, *words, "--workers", "1")
    monkeypatch.setattr(explain_trying, "WORTH_SECONDS", 0.0)
    assert explained(capsys, *words, "--workers", "2") == here
    (lecture,) = here["sessions"]
    assert [other["date"] for other in lecture["elsewhere"]] == ["2027-03-10", "2027-03-11", "2027-03-12"]


def test_what_is_soon_done_is_done_here(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    planned(slots=ONE_SEAT)
    monkeypatch.setattr(explain_trying, "Processes", None)
    assert explained(capsys, "--workers", "8")["shortfalls"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such signals")
@pytest.mark.usefixtures("_without_simulation")
def test_a_cluster_that_goes_away_in_the_middle_is_trouble(tmp_path: Path) -> None:
    with local_cluster(tmp_path / "cluster", 1) as cluster:
        process = start(["explain", "long", "plan", "--cluster", cluster.address], tmp_path)
        assert process.stdout is not None
        while "mend it:" not in (heard := process.stdout.readline()) and "mends it:" not in heard:
            assert heard
        cluster.kill_scheduler()
        _, err = process.communicate(timeout=120)
    assert process.returncode == 6, err
    assert err == "The cluster went away. What was not told until now was not tried.\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("plan", "--workers", "2", "--cluster", "there:1"),
            "Give --workers, for this machine, or --cluster, for others.",
        ),
        (
            ("--cluster", "there:1"),
            "Pins are looked at here; a --cluster tries remedies: rota explain TERM PLAN.",
        ),
    ],
)
def test_a_cluster_that_has_nothing_to_do_is_refused(
    words: tuple[str, ...], message: str, capsys: Captured
) -> None:
    write_small(Path("term"))
    assert rota("explain", "term", *words) == 2
    assert capsys.readouterr().err.endswith(f"Error: {message}\n")


def test_a_process_that_is_lost_each_time_is_told_and_the_others_go_on(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(_work: object, jobs: Sequence[TimedAttempt], _executor: object) -> Iterator[object]:
        yield Failed(jobs[0], WorkLost(3))
        for job in reversed(jobs[1:]):
            yield Done(job, None)

    planned(**MORE_LACKS)
    monkeypatch.setattr(explain_trying, "WORTH_SECONDS", 0.0)
    monkeypatch.setattr(explain_trying, "run_all", lose)
    capsys.readouterr()
    assert rota("explain", "term", "plan", "--workers", "2", "--json") == 0
    told = capsys.readouterr()
    assert told.err.startswith(
        "Something was not tried: the process that worked on it was killed, 3 times out of 3"
    )
    found = json.loads(told.out)["shortfalls"]
    assert sum(len(each["not_tried"]) for each in found) == 1
    assert not any(remedy["found"] for each in found for remedy in each["remedies"][1:])


def test_a_fault_of_a_trial_is_a_fault_of_the_program(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_work: object, jobs: Sequence[TimedAttempt], _executor: object) -> Iterator[object]:
        yield Failed(jobs[0], ValueError("odd"))

    planned(**MORE_LACKS)
    monkeypatch.setattr(explain_trying, "WORTH_SECONDS", 0.0)
    monkeypatch.setattr(explain_trying, "run_all", fail)
    capsys.readouterr()
    assert rota("explain", "term", "plan", "--workers", "2") == 70
    assert "ValueError: odd" in capsys.readouterr().err


def test_what_is_stopped_before_a_plan_is_found_was_not_tried() -> None:
    plan, term = draw("""
        trainee amara fellow 03-01..03-07
        service ward 1
        activity mdt weekly 60
        slot mdt Mon 09:00
        rotation amara ward 03-01..03-07
    """)
    attempts = [Attempt(number, term, plan, 10, term, term.trainees[0]) for number in range(3)]
    (tried, *_) = Trying(Control(workers=1), 1).results(attempts)
    assert tried is not None
    assert tried.trial is not None
    assert tried.trial.gained == 10
    stopped = Trying(Control(workers=1), 1)
    stopped.stop()
    assert list(stopped.results(attempts)) == [None, None, None]
    assert list(Trying(Control(time_limit_seconds=0.0, workers=1), 1).results(attempts)) == [None, None, None]

    class Stopped(Contact):
        @property
        def stopped(self) -> bool:
            return True

    def work() -> None:
        keep_in_contact(Stopped())
        with pytest.raises(CancelledError):
            try_there(TimedAttempt(attempts[0], 30.0))

    copy_context().run(work)


@pytest.mark.no_cover
@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such signals")
@pytest.mark.usefixtures("_without_simulation")
def test_interrupted_it_tells_what_was_not_tried(tmp_path: Path) -> None:
    process = start(["explain", "long", "plan", "--workers", "2", "--time-limit", "10m"], tmp_path)
    assert process.stdout is not None
    heard = ""
    while "mend it:" not in heard and "mends it:" not in heard:
        heard = process.stdout.readline()
        assert heard
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 130, err
    assert "not tried, for lack of time: " in out
    assert err == "Stopping, keeping what is known so far. Ctrl-C again ends at once.\n"
