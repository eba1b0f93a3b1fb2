"""Many jobs through an executor: one outcome for each, whatever becomes of its work."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from typing import Any

from scheduler.fleet.running import Done, Failed, WorkLost, run_all
from tests.scheduler.fleet.jobs import divide, double


class Losing(ThreadPoolExecutor):
    """An executor that loses the first so many pieces of work."""

    def __init__(self, losses: int) -> None:
        super().__init__(1)
        self.losses = losses

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if self.losses == 0:
            return super().submit(fn, *args, **kwargs)
        self.losses -= 1
        lost: Future[Any] = Future()
        lost.set_exception(BrokenExecutor("killed"))
        return lost


def test_each_job_has_one_outcome() -> None:
    with ThreadPoolExecutor(2) as threads:
        done = run_all(double, range(20), threads)
        assert sorted(done, key=lambda outcome: outcome.job) == [Done(n, 2 * n) for n in range(20)]


def test_without_jobs_there_is_no_outcome() -> None:
    with ThreadPoolExecutor(1) as threads:
        assert list(run_all(double, [], threads)) == []


def test_what_the_work_raises_fails_its_job_only() -> None:
    with ThreadPoolExecutor(1) as threads:
        first, second = run_all(divide, [0, 2], threads)
    assert isinstance(first, Failed)
    assert (first.job, repr(first.error)) == (0, "ZeroDivisionError('division by zero')")
    assert second == Done(2, 0.5)


def test_lost_work_is_done_once_more() -> None:
    told: list[tuple[int, int]] = []
    with Losing(2) as losing:
        outcomes = list(run_all(double, [21], losing, lambda job, attempt: told.append((job, attempt))))
    assert outcomes == [Done(21, 42)]
    assert told == [(21, 2), (21, 3)]


def test_work_that_is_lost_three_times_is_given_up() -> None:
    with Losing(3) as losing:
        (outcome,) = run_all(double, [21], losing)
    assert isinstance(outcome, Failed)
    assert isinstance(outcome.error, WorkLost)
    assert str(outcome.error) == (
        "the process that worked on it was killed, 3 times out of 3; maybe it needs more memory than there is"
    )


def test_who_wants_no_more_outcomes_cancels_the_rest() -> None:
    done: list[int] = []
    more = threading.Event()

    def work(number: int) -> int:
        if number:
            more.wait(60)
        done.append(number)
        return number

    with ThreadPoolExecutor(1) as threads:
        outcomes = run_all(work, range(9), threads)
        assert next(outcomes) == Done(0, 0)
        outcomes.close()
        more.set()
    assert done in ([0], [0, 1])  # the second may have begun
