"""``rota explain``: several trials at once, and what is told where some of them were not made."""

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

import pytest

from scheduler.commands.explanation import trying
from scheduler.commands.explanation.trying import Trying
from scheduler.explaining.jobs import Attempt, TimedAttempt, try_there
from scheduler.fleet.contact import Contact, keep_in_contact
from scheduler.fleet.processes import Processes
from scheduler.fleet.running import Done, Failed, WorkLost
from scheduler.solving.search import Control
from tests.pictures import draw
from tests.scheduler.commands.explanation.asking import MORE_LACKS, ONE_SEAT, explained, planned
from tests.scheduler.commands.program import Captured, run, start, write_long
from tests.scheduler.commands.store_program import rota
from tests.scheduler.fleet.clusters import local_cluster
from tests.scheduler.store.small import SMALL, write_small, write_small_plan
from tests.shared import made_once

NO_SIMULATION = "item,first_day,last_day,seats\nsimulation,2027-04-05,2027-05-09,0\n"


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


def test_processes_answer_as_one_after_another_and_in_the_same_order(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned(**MORE_LACKS)
    here = explained(capsys, "--workers", "1")
    number = sum(len(each["remedies"]) for each in here["shortfalls"])
    assert number >= 3
    assert any(remedy["mends"] for each in here["shortfalls"] for remedy in each["remedies"])
    monkeypatch.setattr(trying, "WORTH_SECONDS", 0.0)
    used: list[int] = []

    class Counted(Processes):
        def __init__(self, number: int) -> None:
            used.append(number)
            super().__init__(number)

    monkeypatch.setattr(trying, "Processes", Counted)
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
    monkeypatch.setattr(trying, "WORTH_SECONDS", 0.0)
    assert explained(capsys, *words, "--workers", "2") == here
    (lecture,) = here["sessions"]
    assert [other["date"] for other in lecture["elsewhere"]] == ["2027-03-10", "2027-03-11", "2027-03-12"]


def test_what_is_soon_done_is_done_here(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    planned(slots=ONE_SEAT)
    monkeypatch.setattr(trying, "Processes", None)
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
    monkeypatch.setattr(trying, "WORTH_SECONDS", 0.0)
    monkeypatch.setattr(trying, "run_all", lose)
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
    monkeypatch.setattr(trying, "WORTH_SECONDS", 0.0)
    monkeypatch.setattr(trying, "run_all", fail)
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
