"""
Tries many alterations, and tells what came of each in their order.

Each takes one thread of the solver, wherever it is tried, so that the answers do not depend on how many are
tried at once. What is soon done is done here, one after another; what would take longer goes to processes.
Where there is a cluster, it does all of it.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scheduler.commands.console import say
from scheduler.fleet.processes import Processes
from scheduler.fleet.running import Done, Failed, WorkLost, run_all

if TYPE_CHECKING:
    from scheduler.explaining.jobs import Attempt, TimedAttempt
    from scheduler.explaining.trials import Trial
    from scheduler.fleet.cluster import Cluster
    from scheduler.solving.search import Control

SECONDS_A_TRIAL = 30.0
WORTH_SECONDS = 10.0
"""Work for one process from which on several are faster: a process takes two or three seconds to begin."""


@dataclass(frozen=True)
class Tried:
    """What came of an alteration; None where there is no plan with it."""

    trial: Trial | None


class Trying:
    """Tries alterations, several at once, until they are done, time is up, or somebody stops it.

    Parameters
    ----------
    control
        The limits of all together.
    at_once
        How many to try at once here.
    cluster
        The cluster that tries them instead, all at once.
    """

    def __init__(self, control: Control, at_once: int, cluster: Cluster | None = None) -> None:
        self._control = control
        self._at_once = at_once
        self._cluster = cluster
        self._elsewhere: Processes | Cluster | None = cluster

    def stop(self) -> None:
        """Ask the work to end soon; may be called again and again, from any thread."""
        self._control.interrupt()
        if self._elsewhere is not None:
            self._elsewhere.stop()

    def stop_in_time(self) -> None:
        """Stop the work elsewhere when time is up; to be called all the time."""
        if self._elsewhere is not None and self._control.stopped:
            self._elsewhere.stop()

    def results(self, attempts: Sequence[Attempt]) -> Iterator[Tried | None]:
        """Yield what came of each attempt, in their order; None where there was no time to try it.

        Raises
        ------
        OSError
            When the cluster was lost.
        """
        from scheduler.explaining.jobs import try_within

        if self._cluster is not None:
            yield from self._try_elsewhere(attempts, self._cluster)
            return
        began = time.monotonic()
        for done, attempt in enumerate(attempts):
            if self._control.stopped:
                yield None
                continue
            left = len(attempts) - done
            if done and min(left, self._at_once) > 1:
                spent = time.monotonic() - began
                if spent / done * left > WORTH_SECONDS:
                    yield from self._try_in_processes(attempts[done:])
                    return
            trial = try_within(attempt, self._control.part(SECONDS_A_TRIAL))
            over = self._control.interrupted or not self._control.remaining
            yield None if (trial is None or not trial.found) and over else Tried(trial)

    def _try_in_processes(self, attempts: Sequence[Attempt]) -> Iterator[Tried | None]:
        """Yield the same, of attempts that are made in processes."""
        last: Tried | None = None
        with Processes(min(len(attempts), self._at_once)) as processes:
            self._elsewhere = processes
            for number, last in enumerate(self._try_elsewhere(attempts, processes), 1):
                if number < len(attempts):
                    yield last
        # Told when the processes have ended: whoever has heard of the last one asks no more.
        yield last

    def _try_elsewhere(
        self, attempts: Sequence[Attempt], executor: Processes | Cluster
    ) -> Iterator[Tried | None]:
        """Yield the same, of attempts that are made through an executor."""
        from scheduler.explaining.jobs import TimedAttempt, try_there

        jobs = [TimedAttempt(attempt, SECONDS_A_TRIAL) for attempt in attempts]
        known: dict[int, Tried | None] = {}
        waiting = deque(attempt.number for attempt in attempts)
        self.stop_in_time()
        for outcome in run_all(try_there, jobs, executor):
            number = outcome.job.attempt.number
            if isinstance(outcome, Done):
                known[number] = Tried(outcome.value)
            else:
                self._tell_failure(outcome)
                known[number] = None
            while waiting and waiting[0] in known:
                yield known.pop(waiting.popleft())

    def _tell_failure(self, outcome: Failed[TimedAttempt]) -> None:
        """Tell of a trial whose process was lost; that it was stopped is told with what was not tried.

        Raises
        ------
        OSError
            When the cluster was lost.
        Exception
            What the work raised.
        """
        if isinstance(outcome.error, WorkLost):
            say(f"Something was not tried: {outcome.error}.", err=True)
        elif not isinstance(outcome.error, CancelledError):
            raise outcome.error
        elif not self._control.stopped:
            raise OSError("The cluster went away. What was not told until now was not tried.")
