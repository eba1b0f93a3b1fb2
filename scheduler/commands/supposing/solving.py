"""Solves the terms that scenarios suppose: one here with a picture of it, or several at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inputs.term import Term
from inputs.words import counted
from scheduler.commands.console import say
from scheduler.commands.given.options import count_cores
from scheduler.commands.running.group_progress import GroupDisplay, GroupLines
from scheduler.commands.running.interruption import Interruption, run_interruptibly, stopping
from scheduler.commands.running.machines import open_executor
from scheduler.commands.running.progress import display_for, say_seconds
from scheduler.outputs.board.words import points_a_person

if TYPE_CHECKING:
    from scheduler.result import Result


@dataclass(frozen=True)
class Effort:
    """How long and with what to search; ``seconds`` is the time limit of each solve."""

    seconds: float
    workers: int | None
    processes: int | None
    seed: int
    quiet: bool
    cluster: str | None = None
    """The address of the cluster that solves; None is this machine."""


def solve_one(what: str, term: Term, effort: Effort, interruption: Interruption) -> Result:
    """Solve a term here, telling how it stands; stopped, it returns the best plan so far."""
    from scheduler.solving.search import Control
    from scheduler.solving.solve import solve_term

    with display_for(effort.seconds, term, quiet=effort.quiet) as display:
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
            stopping(control.interrupt, display.say, "the best plans"),
            display.draw,
        )


def solve_several(
    what: str, terms: Mapping[str, Term], effort: Effort, interruption: Interruption
) -> Mapping[str, Result]:
    """Solve terms by name, several at once, in processes of their own or on the cluster.

    Parameters
    ----------
    what
        What is done, in words that begin a sentence.
    terms
        The terms.
    effort
        How long and with what to search.
    interruption
        Tells whether a signal came; then each solve returns the best plan so far.

    Raises
    ------
    OSError
        When a process was killed each time that a term was tried, or the cluster cannot be used.
    """
    from scheduler.fleet.running import Failed, run_all
    from scheduler.fleet.solves import Solve, solve

    results: dict[str, Result] = {}
    errors: list[tuple[str, Exception]] = []
    display = (
        GroupDisplay()
        if effort.quiet
        else GroupLines({name: points_a_person(term) for name, term in terms.items()})
    )
    with open_executor(effort, len(terms), display.hear) as (executor, at_once, workers):
        jobs = [Solve(name, term, effort.seconds, workers, effort.seed) for name, term in terms.items()]
        share, for_each = "", ""
        if len(jobs) > 1:
            share, for_each = f", {at_once} at once with {counted(workers, 'thread')} each", " for each"
        limit = f"{say_seconds(effort.seconds)} at most{for_each}"
        display.say(f"{what}{share}, {limit}; Ctrl-C keeps the best so far.")

        def work() -> None:
            for outcome in run_all(solve, jobs, executor, display.begins_again):
                name = outcome.job.name
                if isinstance(outcome, Failed):
                    errors.append((name, outcome.error))
                else:
                    results[name] = outcome.value
                    display.say(f"{name}  done")

        run_interruptibly(
            work, interruption, stopping(executor.stop, display.say, "the best plans"), display.draw
        )
    return results | dict(failures_of(errors, effort, interruption))


def failures_of(
    errors: Sequence[tuple[str, Exception]], effort: Effort, interruption: Interruption
) -> Iterator[tuple[str, Result]]:
    """Yield nothing found for what was not begun before an interruption; raise any other trouble.

    Raises
    ------
    OSError
        When the processes or the cluster were lost.
    Exception
        What the work raised otherwise, a fault of this program.
    """
    from concurrent.futures import CancelledError

    from scheduler.fleet.running import WorkLost
    from scheduler.result import Result

    for name, error in errors:
        if isinstance(error, CancelledError) and interruption.received is not None:
            yield name, Result("unknown", None, (), 0.0, effort.seed, 0, interrupted=True)
        elif isinstance(error, WorkLost):
            raise OSError(f"{name}: {error}.") from error
        elif isinstance(error, CancelledError):
            raise OSError(f"{name}: the cluster went away.") from error
        elif isinstance(error, OSError):
            raise error
        else:
            say(f"{name} failed.", err=True)
            raise error
