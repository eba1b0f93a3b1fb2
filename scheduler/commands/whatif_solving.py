"""Solves the terms that scenarios suppose: one at a time with a picture of it, or several at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inputs.term import Term
from inputs.words import counted
from scheduler.commands.console import say
from scheduler.commands.interruption import Interruption, run_interruptibly
from scheduler.commands.options import count_cores
from scheduler.commands.plan_several_progress import GroupDisplay, GroupLines, stopping
from scheduler.commands.progress import display_for, say_seconds

if TYPE_CHECKING:
    from scheduler.fleet.processes import Processes
    from scheduler.result import Result


@dataclass(frozen=True)
class Effort:
    """How long and with what to search; ``seconds`` is the time limit of each solve."""

    seconds: float
    workers: int | None
    processes: int | None
    seed: int
    quiet: bool


def solve_one(what: str, term: Term, effort: Effort, interruption: Interruption) -> Result:
    """Solve a term here, telling how it stands; stopped, it returns the best plan so far."""
    from scheduler.solving.search import Control
    from scheduler.solving.solve import solve_term

    with display_for(effort.seconds, quiet=effort.quiet) as display:
        display.say(f"{what}, {say_seconds(effort.seconds)} at most; Ctrl-C keeps the best so far.")
        control = Control(
            time_limit_seconds=effort.seconds,
            workers=effort.workers or count_cores(),
            seed=effort.seed,
            report=display.report,
            found=display.found,
        )
        return run_interruptibly(
            lambda: solve_term(term, control),
            interruption,
            stopping(control.interrupt, display),
            display.draw,
        )


def solve_several(
    terms: Mapping[str, Term], effort: Effort, interruption: Interruption
) -> Mapping[str, Result]:
    """Solve terms by name, several at once in processes of their own.

    Raises
    ------
    OSError
        When a process was killed each time that a term was tried.
    """
    from scheduler.fleet.running import Failed, run_all
    from scheduler.fleet.solves import Solve, solve

    results: dict[str, Result] = {}
    errors: list[tuple[str, Exception]] = []
    display = GroupDisplay() if effort.quiet else GroupLines(terms)
    with _processes(effort, len(terms), display) as (processes, at_once, workers):
        jobs = [Solve(name, term, effort.seconds, workers, effort.seed) for name, term in terms.items()]
        display.say(
            f"Trying {counted(len(jobs), 'scenario')}, {at_once} at once with {counted(workers, 'thread')} "
            f"each, {say_seconds(effort.seconds)} at most for each; Ctrl-C keeps the best so far."
        )

        def work() -> None:
            for outcome in run_all(solve, jobs, processes, display.begins_again):
                name = outcome.job.name
                if isinstance(outcome, Failed):
                    errors.append((name, outcome.error))
                else:
                    results[name] = outcome.value
                    display.say(f"{name}  done")

        run_interruptibly(work, interruption, stopping(processes.stop, display), display.draw)
    return results | dict(failures_of(errors, effort, interruption))


def failures_of(
    errors: Sequence[tuple[str, Exception]], effort: Effort, interruption: Interruption
) -> Iterator[tuple[str, Result]]:
    """Yield nothing found for what was not begun before an interruption; raise any other trouble."""
    from concurrent.futures import CancelledError

    from scheduler.fleet.running import WorkLost
    from scheduler.result import Result

    for name, error in errors:
        if isinstance(error, CancelledError) and interruption.received is not None:
            yield name, Result("unknown", None, (), 0.0, effort.seed, 0, interrupted=True)
        elif isinstance(error, WorkLost):
            raise OSError(f"{name}: {error}.") from error
        else:
            say(f"{name} failed.", err=True)
            raise error


@contextmanager
def _processes(effort: Effort, jobs: int, display: GroupDisplay) -> Iterator[tuple[Processes, int, int]]:
    """Give the processes, how many solves they do at once, and how many threads each solve may have."""
    from scheduler.fleet.processes import Processes

    cores = count_cores()
    number = min(jobs, effort.processes or max(1, cores // (effort.workers or 1)))
    with Processes(number, display.hear) as processes:
        yield processes, number, effort.workers or max(1, cores // number)
