"""The work of `rota capacity` as jobs for any executor: the bound of a part, and a few start weeks."""

from __future__ import annotations

from dataclasses import dataclass, replace

from inputs.days import Week
from scheduler.capacity.answer import Entry, Question
from scheduler.capacity.assess import Assessment
from scheduler.capacity.base import Base, bound_part
from scheduler.capacity.explaining import Explanation
from scheduler.fleet.contact import News, contact
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
    """A start week of which more is wanted than is known; ``seconds`` is the limit."""

    base: Base
    question: Question
    entry: Entry
    seconds: float
    workers: int
    seed: int


def lean(base: Base) -> Base:
    """Return a base without what was worked out from it: it is to travel."""
    return replace(base, plan=replace(base.plan))


def find_bound(job: Bound) -> tuple[int, int]:
    """Return the place of a part, and what no plan can go below in it; 0 where there was no time."""
    here, control = contact(), Control(job.seconds, job.workers, job.seed)
    with stoppable(control, here):
        return job.index, bound_part(job.base, job.index, control)


def begin(job: Weeks) -> tuple[Entry, ...]:
    """Count for each start week who fits while nobody else moves: the answer of one is the next one's guess.

    Where sessions show that no more ever fit, that is told at once. Stopped through its contact, the work
    returns what it knows; weeks that were not reached have no limit.
    """
    here = contact()
    entries: list[Entry] = []
    guess = 0
    for start in job.starts:
        control = Control(job.seconds, job.workers, job.seed)
        with stoppable(control, here):
            if here.stopped:
                control.interrupt()
            entry = Assessment(job.base, job.question, start, control, guess).begin()
        guess = entry.unmoved
        entries.append(entry)
        if entry.proven:
            here.tell(_news_of(entry))
    return tuple(entries)


def assess(job: Reasons) -> Entry:
    """Find out for a start week how many fit where others may move, and that no more do, and tell it."""
    here, control = contact(), Control(job.seconds, job.workers, job.seed)
    with stoppable(control, here):
        start = job.entry.start
        entry = Assessment(job.base, job.question, start, control, known=job.entry).tighten()
    here.tell(_news_of(entry))
    return entry


def _news_of(entry: Entry) -> News:
    return {"week": entry.start.number, "at_least": entry.at_least, "at_most": entry.at_most}


def explain(job: Reasons) -> Entry:
    """Say for a start week what binds, and what surely makes room: what of that is soon known."""
    here, control = contact(), Control(job.seconds, job.workers, job.seed)
    with stoppable(control, here):
        return Explanation(job.base, job.question, job.entry, control).find()


def buy(job: Reasons) -> Entry:
    """Say for a start week what binds where others may move, and what the least is that makes room then."""
    here, control = contact(), Control(job.seconds, job.workers, job.seed)
    with stoppable(control, here):
        return Explanation(job.base, job.question, job.entry, control).buy()
