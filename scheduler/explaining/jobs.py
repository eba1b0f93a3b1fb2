"""The trials of ``rota explain`` as jobs for any executor: an alteration each, solved again by itself."""

from __future__ import annotations

from concurrent.futures import CancelledError
from dataclasses import dataclass

from inputs.people import Trainee
from inputs.plan import Plan, Shortfall
from inputs.term import Term
from scheduler.explaining.trials import Trial, attempt
from scheduler.fleet.contact import contact
from scheduler.fleet.solves import stoppable
from scheduler.solving.search import Control


@dataclass(frozen=True)
class Attempt:
    """An altered term that is to be solved around the plan of a term; ``number`` tells it from the others."""

    number: int
    term: Term
    plan: Plan
    cost: int
    """The points that the plan lacks."""
    altered: Term
    concerned: Trainee | None
    """The trainee who may be touched."""
    wanted: Shortfall | None = None
    """The shortfall that is to be mended, if any."""


def try_within(job: Attempt, control: Control) -> Trial | None:
    """Solve an altered term again within some limits; None where there is no plan."""
    concerned = [] if job.concerned is None else [job.concerned]
    return attempt(job.term, job.altered, job.plan, job.cost, concerned, control, job.wanted)


@dataclass(frozen=True)
class TimedAttempt:
    """An attempt to be done elsewhere, with its time limit from when it begins."""

    attempt: Attempt
    seconds: float


def try_there(job: TimedAttempt) -> Trial | None:
    """Solve an altered term again with one thread; stopped through its contact, it ends soon.

    Raises
    ------
    CancelledError
        When it was stopped before a plan was found.
    """
    here, control = contact(), Control(job.seconds, workers=1)
    if here.stopped:
        raise CancelledError
    with stoppable(control, here):
        trial = try_within(job.attempt, control)
    if (trial is None or not trial.found) and control.interrupted:
        raise CancelledError
    return trial
