"""The work of `rota capacity` as jobs for any executor: the bound of a part, and a few start weeks."""

from __future__ import annotations

from dataclasses import dataclass, replace

from inputs.days import Week
from scheduler.capacity.answer import Entry, Question
from scheduler.capacity.assess import Assessment
from scheduler.capacity.base import Base, bound_part
from scheduler.capacity.explaining import Explanation
from scheduler.fleet.contact import contact
from scheduler.fleet.solves import stoppable
from scheduler.solving.search import Control


@dataclass(frozen=True)
class Bound:
    """A part of the base whose bound is wanted; ``seconds`` is the time limit."""

    base: Base
    index: int
    seconds: float
    workers: int
    seed: int


@dataclass(frozen=True)
class Weeks:
    """Start weeks that follow each other; ``seconds`` is the time limit of each."""

    base: Base
    question: Question
    starts: tuple[Week, ...]
    seconds: float
    workers: int
    seed: int


@dataclass(frozen=True)
class Reasons:
    """A start week of which it is wanted what binds, or what more of it buys; ``seconds`` is the limit."""

    base: Base
    question: Question
    entry: Entry
    seconds: float
    workers: int
    seed: int


def lean(base: Base) -> Base:
    """Return a base without what was worked out from it: it is to travel."""
    return replace(base, plan=replace(base.plan))


def find_bound(job: Bound) -> int:
    """Return what no plan can go below in a part; 0 where there was no time."""
    here, control = contact(), Control(job.seconds, job.workers, job.seed)
    with stoppable(control, here):
        return bound_part(job.base, job.index, control)


def assess(job: Weeks) -> tuple[Entry, ...]:
    """Answer for each start week, telling each as soon as it is known.

    Stopped through its contact, the work returns what it knows; weeks that were not reached have no limit.
    """
    here = contact()
    entries: list[Entry] = []
    guess = 0
    for start in job.starts:
        control = Control(job.seconds, job.workers, job.seed)
        with stoppable(control, here):
            if here.stopped:
                control.interrupt()
            entry = Assessment(job.base, job.question, start, control, guess).run()
        guess = entry.unmoved
        entries.append(entry)
        here.tell({"week": start.number, "at_least": entry.at_least, "at_most": entry.at_most})
    return tuple(entries)


def explain(job: Reasons) -> Entry:
    """Say for a start week what binds, if there is time."""
    here, control = contact(), Control(job.seconds, job.workers, job.seed)
    with stoppable(control, here):
        return Explanation(job.base, job.question, job.entry, control).find()


def buy(job: Reasons) -> Entry:
    """Say for a start week of which it is known what binds, what one seat more of it would buy."""
    here, control = contact(), Control(job.seconds, job.workers, job.seed)
    with stoppable(control, here):
        return Explanation(job.base, job.question, job.entry, control).buy()
