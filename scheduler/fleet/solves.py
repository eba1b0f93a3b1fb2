"""One solve as a job: everything it takes, and the work itself, for any executor."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from scheduler.fleet.contact import Contact, contact
from scheduler.fleet.passing_on import passing_on
from scheduler.result import Result

if TYPE_CHECKING:
    from inputs.term import Term
    from scheduler.solving.search import Control, Progress
    from scheduler.solving.splitting.apart import Bundle

SECONDS_BETWEEN_NEWS = 1.0


@dataclass(frozen=True)
class Solve:
    """A term to be solved; ``name`` tells it from the others."""

    name: str
    term: Term
    seconds: float
    """The time limit, from when the work begins."""
    workers: int
    seed: int


def solve(job: Solve) -> Result:
    """Solve a term; stopped through its contact, it returns the best plan so far.

    With one worker, and every level proven, done anywhere and once more it comes to the same.
    """
    # The program that only hands out jobs does without the solver.
    from scheduler.solving.search import Control  # noqa: PLC0415 - loads the solver
    from scheduler.solving.solve import solve_term  # noqa: PLC0415 - loads the solver

    here = contact()
    if here.stopped:
        return Result("unknown", None, (), 0.0, job.seed, job.workers, interrupted=True)
    control = Control(
        time_limit_seconds=job.seconds, workers=job.workers, seed=job.seed, report=_Reporter(job.name, here)
    )
    with stoppable(control, here):
        return solve_term(job.term, control)


def solve_bundle(bundle: Bundle) -> tuple[Result, ...]:
    """Solve components of a term, in their order; stopped through its contact, it returns the best so far."""
    from scheduler.solving.search import Control  # noqa: PLC0415 - loads the solver
    from scheduler.solving.solve import solve_component  # noqa: PLC0415 - loads the solver
    from scheduler.solving.splitting.apart import solve_bundle_here  # noqa: PLC0415 - it imports this file

    here = contact()
    control = Control(
        time_limit_seconds=bundle.seconds,
        workers=bundle.workers,
        seed=bundle.seed,
        steady=bundle.steady,
        report=_Reporter("", here),
    )
    with stoppable(control, here):
        return solve_bundle_here(bundle, control, solve_component)


class _Reporter:
    """Tells each change of level, and now and then how the level stands."""

    def __init__(self, name: str, here: Contact) -> None:
        self._name = name
        self._here = here
        self._level = ("", "")
        self._told = 0.0

    def __call__(self, progress: Progress) -> None:
        now, level = time.monotonic(), (progress.part, progress.level)
        if level != self._level or now - self._told >= SECONDS_BETWEEN_NEWS:
            self._level, self._told = level, now
            self._here.tell({"job": self._name, **asdict(progress)})


def stoppable(control: Control, here: Contact) -> AbstractContextManager[None]:
    """Interrupt a run once its contact says so."""
    return passing_on(lambda: here.stopped, control.interrupt)
