"""One run of ``rota capacity``: the plan of those who are there, then the start weeks, several at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from inputs.days import Week, say_day
from inputs.term import Term
from inputs.words import counted
from scheduler.capacity.answer import Capacity, Entry, Footing, Question
from scheduler.commands.console import say
from scheduler.commands.given.options import count_cores
from scheduler.commands.running.interruption import Interruption, run_interruptibly
from scheduler.commands.running.machines import open_executor
from scheduler.commands.running.progress import say_seconds
from scheduler.fleet.running import Done, Job, Value, WorkLost, run_all
from scheduler.outputs.answers.capacity_words import say_number

if TYPE_CHECKING:
    from scheduler.capacity.base import Base
    from scheduler.capacity.jobs import Reasons
    from scheduler.fleet.cluster import Cluster
    from scheduler.fleet.contact import News
    from scheduler.fleet.processes import Processes
    from scheduler.store.version import Version

WEEKS_A_JOB = 4
"""Start weeks that follow each other in one job, at most: the answer of one is the next one's first guess."""
BASE_SHARE = 0.4
"""The share of the time in which the plan of those who are there must be found."""
COUNTING_SHARE = 0.5
"""The share of the time left in which it is counted who fits while nobody else moves."""
BOUNDS_SHARE = 0.3
"""The share of the time left in which the parts of the term are bounded."""
REASONS_SHARE = 0.6
"""The share of the time left that it may take to find what binds, before it is tried what more of it buys."""
COUNTING_SECONDS, REASON_SECONDS, BUYING_SECONDS = 8.0, 10.0, 15.0
"""What each week has at least: with less nothing is found, and some weeks are better than none."""


@dataclass(frozen=True)
class Order:
    """What was asked for; the names that `open_executor` reads are those of the options."""

    term: Path | None
    question: Question
    seconds: float
    workers: int | None
    processes: int | None
    cluster: str | None
    seed: int
    page: Path | None
    as_json: bool
    quiet: bool
    published: Version | None
    since: date | None


class Counting:
    """The state of one run; what is known of each week stands in ``entries`` at any moment."""

    def __init__(
        self, order: Order, term: Term, starts: tuple[Week, ...], interruption: Interruption
    ) -> None:
        self._order = order
        self._term = term
        self._interruption = interruption
        self._began = time.monotonic()
        self._said = False
        self._weeks = {week.number: week for week in starts}
        self.entries = {week.number: Entry(week, 0, None, 0) for week in starts}

    def run(self) -> Capacity | None:
        """Return the answer; None where not even a plan of those who are there was found."""
        order, question = self._order, self._order.question
        self._say(
            f"Counting {question.kind}s who stay {counted(question.weeks, 'week')}, from each of "
            f"{counted(len(self.entries), 'start week')} of {self._term.name}, "
            f"{say_seconds(order.seconds)} at most; Ctrl-C gives what is known so far."
        )
        base = self._find_base()
        if base is None:
            return None
        words = f"the best plan found for {self._term.name}"
        if base.published and order.published is not None:
            words = str(order.published.summary)
        lacking = f"it lacks {counted(base.value, 'point')}"
        self._say(f"Newcomers are counted beside {words}; {lacking}.")
        if not self._interruption.received:
            base = self._ask(base)
        footing = Footing(words, base.value, min(base.value, base.bound))
        interrupted = self._interruption.received is not None
        return Capacity(question, footing, tuple(self.entries.values()), interrupted)

    @property
    def _left(self) -> float:
        """Seconds until the time limit."""
        return max(0.0, self._order.seconds - (time.monotonic() - self._began))

    @property
    def _is_over(self) -> bool:
        """Whether nothing more is begun: the time is up, or somebody asked to end."""
        return self._interruption.received is not None or not self._left

    def _find_base(self) -> Base | None:
        from scheduler.capacity.base import find_base
        from scheduler.solving.search import Control

        order = self._order
        control = Control(BASE_SHARE * order.seconds, order.workers or count_cores(), order.seed)
        work = partial(find_base, self._term, control)
        return run_interruptibly(work, self._interruption, self._stopping(control.interrupt), lambda: None)

    def _ask(self, base: Base) -> Base:
        """Fill in the entries, and return the base with the bounds of its parts."""
        with open_executor(self._order, len(self.entries), self._hear) as (executor, at_once, _):

            def stop_in_time() -> None:
                if not self._left:
                    executor.stop()

            return run_interruptibly(
                lambda: self._work(base, executor, at_once),
                self._interruption,
                self._stopping(executor.stop),
                stop_in_time,
            )

    def _work(self, base: Base, executor: Processes | Cluster, at_once: int) -> Base:
        """Ask first what is soon known of every week, then what takes longer."""
        from scheduler.capacity.jobs import (
            Weeks,
            assess,
            begin,
            buy,
            explain,
            lean,
        )

        question, workers, seed = self._order.question, self._order.workers or 1, self._order.seed
        weeks = list(self._weeks.values())
        size = max(1, min(WEEKS_A_JOB, len(weeks) // (2 * at_once)))
        base = replace(base, bounds=(0,) * len(base.parts))
        each = max(COUNTING_SECONDS, COUNTING_SHARE * self._left * at_once / len(weeks))
        groups = [
            Weeks(lean(base), question, tuple(weeks[first : first + size]), each, workers, seed)
            for first in range(0, len(weeks), size)
        ]
        for entries in self._done(begin, groups, executor):
            self.entries |= {entry.start.number: entry for entry in entries}
        asked = [entry for entry in self.entries.values() if not self._is_answered(entry)]
        if asked:
            base = self._bounded(base, executor)
            self._go_on(assess, asked, base, executor, at_once, COUNTING_SECONDS)
        asked = [entry for entry in self.entries.values() if entry.part]
        if asked and not self._is_over:
            self._say_stage("Looking for what keeps out one more.")
            self._go_on(explain, asked, base, executor, REASONS_SHARE * at_once, REASON_SECONDS)
        if asked and not self._is_over:
            self._say_stage("Trying how little of it is enough for one more.")
            base = self._bounded(base, executor)
            asked = [entry for entry in self.entries.values() if entry.part]
            self._go_on(buy, asked, base, executor, at_once, BUYING_SECONDS)
        return base

    def _is_answered(self, entry: Entry) -> bool:
        return entry.proven or entry.at_least >= self._order.question.most

    def _bounded(self, base: Base, executor: Processes | Cluster) -> Base:
        """Return the base with bounds of its parts, as good as there is time for."""
        from scheduler.capacity.jobs import Bound, find_bound, lean

        if any(base.bounds) or not base.value:
            return base
        each = BOUNDS_SHARE * self._left
        parts = [
            Bound(lean(base), index, each, self._order.workers or 1, self._order.seed)
            for index in range(len(base.parts))
        ]
        bounds = dict(self._done(find_bound, parts, executor))
        return replace(base, bounds=tuple(bounds.get(index, 0) for index in range(len(parts))))

    def _go_on(
        self,
        work: Callable[[Reasons], Entry],
        entries: list[Entry],
        base: Base,
        executor: Processes | Cluster,
        share: float,
        least: float,
    ) -> None:
        """Find out more of some weeks; each has its share of the time left, and what it needs at least."""
        from scheduler.capacity.jobs import Reasons, lean

        if self._is_over:
            return
        each = max(least, share * self._left / len(entries))
        workers, seed = self._order.workers or 1, self._order.seed
        jobs = [Reasons(lean(base), self._order.question, entry, each, workers, seed) for entry in entries]
        for entry in self._done(work, jobs, executor):
            self.entries[entry.start.number] = entry

    def _say_stage(self, text: str) -> None:
        self._say(f"{say_seconds(time.monotonic() - self._began):>7}  {text}")

    def _done(
        self, work: Callable[[Job], Value], jobs: list[Job], executor: Processes | Cluster
    ) -> Iterator[Value]:
        """Yield what came of some work, as it ends, without what was lost or stopped."""
        for outcome in run_all(work, jobs, executor):
            if isinstance(outcome, Done):
                yield outcome.value
            else:
                self._tell_failure(outcome.error)

    def _tell_failure(self, error: Exception) -> None:
        """Tell of work whose process was lost; work that was stopped in time is no failure.

        Raises
        ------
        Exception
            What the work raised.
        """
        if isinstance(error, WorkLost):
            say(f"Some weeks were not answered: {error}.", err=True)
        elif not isinstance(error, CancelledError):
            raise error

    # -- telling how the work stands -----------------------------------------------------------------------

    def _hear(self, news: News) -> None:
        """Tell of a week that was answered."""
        week = self._weeks[int(news["week"] or 0)]
        at_least, at_most = int(news["at_least"] or 0), news["at_most"]
        number = say_number(at_least, None if at_most is None else int(at_most), self._order.question.most)
        spent = say_seconds(time.monotonic() - self._began)
        self._say(f"{spent:>7}  from {say_day(week.monday)}: {number}")

    def _stopping(self, stop: Callable[[], None]) -> Callable[[], None]:
        """Return what stops the work, and says so the first time."""

        def ask() -> None:
            stop()
            if not self._said:
                self._said = True
                self._say("Stopping, keeping what is known so far. Ctrl-C again ends at once.")

        return ask

    def _say(self, text: str) -> None:
        if not self._order.quiet:
            say(text, err=True)
