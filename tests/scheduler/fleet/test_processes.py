"""Real processes: killed, signalled, stopped, and left alone by the program that started them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from inputs.plan import Plan
from scheduler.fleet.contact import News
from scheduler.fleet.processes import Processes
from scheduler.fleet.running import Done, Failed, WorkLost, run_all
from scheduler.verify import verify
from tests.scheduler.commands.program import ROOT, environment
from tests.scheduler.fleet.jobs import (
    HeldUp,
    answer,
    answers_here,
    begin_and_wait,
    divide,
    double,
    is_running,
    kill_or_double,
    read_id,
    solve_held_up,
    solve_until_stopped,
    solves,
    tell_all,
    wait_until_stopped,
)


def marks(folder: Path, *stuck: str) -> list[HeldUp]:
    """Return the solves, of which those named get stuck the first time."""
    (folder / "old").touch()
    return [HeldUp(job, folder / (job.name if job.name in stuck else "old")) for job in solves()]


def kill_when_there(mark: Path) -> threading.Thread:
    thread = threading.Thread(target=lambda: os.kill(read_id(mark), signal.SIGKILL), daemon=True)
    thread.start()
    return thread


@pytest.mark.no_cover
@pytest.mark.parametrize("number", [1, 2])
def test_a_solve_whose_process_is_killed_is_done_once_more_with_the_same_answer(
    number: int, tmp_path: Path
) -> None:
    killing = kill_when_there(tmp_path / "south")
    told: list[tuple[str, int]] = []
    with Processes(number) as processes:
        outcomes = list(
            run_all(
                solve_held_up,
                marks(tmp_path, "south"),
                processes,
                lambda job, attempt: told.append((job.solve.name, attempt)),
            )
        )
    killing.join()
    assert told == [("south", 2)]
    found = {
        outcome.job.solve.name: answer(outcome.value) for outcome in outcomes if isinstance(outcome, Done)
    }
    assert found == answers_here()


def test_work_that_kills_its_process_each_time_is_given_up_and_the_others_are_done() -> None:
    with Processes(2) as processes:
        outcomes = sorted(run_all(kill_or_double, range(6), processes), key=lambda outcome: outcome.job)
    killer, *others = outcomes
    assert isinstance(killer, Failed)
    assert isinstance(killer.error, WorkLost)
    assert others == [Done(number, 2 * number) for number in range(1, 6)]


def test_what_the_work_raises_is_raised_and_the_process_goes_on() -> None:
    with Processes(1) as processes:
        before = processes.submit(tell_all, 0).result()
        with pytest.raises(ZeroDivisionError):
            processes.submit(divide, 0).result()
        assert processes.submit(tell_all, 0).result() == before


def test_work_that_cannot_be_sent_is_told() -> None:
    with Processes(1) as processes:
        with pytest.raises(Exception, match="pickle"):
            processes.submit(lambda: 1).result()
        assert processes.submit(double, 4).result() == 8


def test_what_the_work_says_is_heard() -> None:
    heard: list[News] = []
    with Processes(1, heard.append) as processes:
        processes.submit(tell_all, 3).result()
    assert heard == [{"number": number, "share": number / 2, "nothing": None} for number in range(3)]


def test_stopped_work_ends_and_what_was_not_begun_is_cancelled(tmp_path: Path) -> None:
    with Processes(1) as processes:
        begun = processes.submit(begin_and_wait, tmp_path / "begun")
        waiting = processes.submit(wait_until_stopped)
        read_id(tmp_path / "begun")
        processes.stop()
        assert begun.result(timeout=30) == "stopped"
        with pytest.raises(CancelledError):
            waiting.result(timeout=30)
        with pytest.raises(CancelledError):
            processes.submit(double, 1).result(timeout=30)


def test_a_stopped_solve_returns_its_best_plan() -> None:
    job = solves()[0]

    def stop_at_the_end(news: News) -> None:
        if news["level"] in ("fairness", "comfort"):
            processes.stop()

    with Processes(1, stop_at_the_end) as processes:
        result = processes.submit(solve_until_stopped, job).result(timeout=60)
    assert result.interrupted
    assert isinstance(result.plan, Plan)
    assert verify(result.plan, job.term).violations == ()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_process_heeds_no_signal(number: signal.Signals, tmp_path: Path) -> None:
    with Processes(1) as processes:
        work = processes.submit(begin_and_wait, tmp_path / "begun")
        os.kill(read_id(tmp_path / "begun"), number)
        time.sleep(0.2)
        assert not work.done()
        processes.stop()
        assert work.result(timeout=30) == "stopped"


def test_after_an_error_nobody_waits_for_the_work(tmp_path: Path) -> None:
    with suppress(ZeroDivisionError), Processes(1) as processes:
        work = processes.submit(begin_and_wait, tmp_path / "begun")
        process = read_id(tmp_path / "begun")
        raise ZeroDivisionError
    assert work.result(timeout=30) == "stopped"
    assert gone(process)


def test_after_the_end_no_work_is_taken() -> None:
    processes = Processes(1)
    left: list[Future[Any]] = [processes.submit(wait_until_stopped), processes.submit(double, 1)]
    processes.shutdown(wait=False, cancel_futures=True)
    processes.stop()
    with pytest.raises(RuntimeError, match="no work is taken after shutdown"):
        processes.submit(double, 1)
    processes.shutdown()
    assert all(work.done() for work in left)


def gone(process: int, seconds: float = 20.0) -> bool:
    end = time.monotonic() + seconds
    while is_running(process) and time.monotonic() < end:
        time.sleep(0.05)
    return not is_running(process)


def start_program(words: Sequence[str]) -> subprocess.Popen[bytes]:
    code = """\
import sys
from pathlib import Path
from scheduler.fleet.processes import Processes
from tests.scheduler.fleet.jobs import begin_and_wait
if __name__ == "__main__":
    with Processes(2) as processes:
        for mark in sys.argv[1:]:
            processes.submit(begin_and_wait, Path(mark))
"""
    return subprocess.Popen([sys.executable, "-c", code, *words], cwd=ROOT, env=environment())


def test_processes_end_when_the_program_that_they_work_for_is_killed(tmp_path: Path) -> None:
    program = start_program([str(tmp_path / "one"), str(tmp_path / "two")])
    workers = [read_id(tmp_path / "one"), read_id(tmp_path / "two")]
    assert all(map(is_running, workers))
    program.kill()
    program.wait()
    assert all(map(gone, workers))
