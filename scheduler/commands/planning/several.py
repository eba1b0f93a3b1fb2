"""``rota plan TERM TERM ...``: many terms in one call, several at once, each plan in a folder of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from inputs.term import Term
from inputs.words import counted
from scheduler.commands.console import say, write_json
from scheduler.commands.exits import DONE, NO, NOTHING_FOUND, OWN_FAULT, TROUBLE
from scheduler.commands.given.options import count_cores
from scheduler.commands.planning.apart import open_ordered
from scheduler.commands.planning.endings import Ending, end_of
from scheduler.commands.planning.several_terms import (
    Entry,
    find_entries,
    prepare_all,
    read_all,
    refuse_published,
)
from scheduler.commands.running.group_progress import GroupDisplay, GroupLines
from scheduler.commands.running.interruption import Interruption, run_interruptibly, stopping
from scheduler.commands.running.machines import check_cluster, open_executor
from scheduler.commands.running.progress import say_seconds
from scheduler.fleet.running import Done, Failed
from scheduler.solving.splitting.components import find_components

if TYPE_CHECKING:
    from scheduler.fleet.solves import Solve
    from scheduler.result import Result

MOST_SERIOUS_FIRST = (OWN_FAULT, TROUBLE, NO, NOTHING_FOUND, DONE)
"""Which exit code tells for all: what hinders the program, then what cannot be, then what lacks time."""


@dataclass(frozen=True)
class Orders:
    """What was asked for."""

    terms: tuple[Path, ...]
    folder: Path | None
    """Holds a folder for each plan; None puts each plan beside its term."""
    seconds: float
    """The time limit of each solve."""
    workers: int | None
    seed: int
    processes: int | None
    cluster: str | None
    as_json: bool
    quiet: bool
    anew: bool = False
    place: str | None = None
    """The store that was named."""


def plan_several(orders: Orders, interruption: Interruption) -> int:
    """Plan all terms, several at once, and return the exit code that tells for all.

    Raises
    ------
    click.UsageError
        When two plans would go to one folder, the extra for clusters is not installed, or something is
        published of a term that is not to be planned anew.
    click.exceptions.Exit
        When there are faults in any term, after telling those of all.
    """
    entries = find_entries(orders.terms, orders.folder)
    check_cluster(orders.cluster)
    terms = read_all(entries, as_json=orders.as_json, quiet=orders.quiet)
    if not orders.anew:
        refuse_published(entries, orders.place)
    if not prepare_all(entries):
        return TROUBLE
    if len(terms) == 1 and len(find_components(terms[0])) > 1:
        endings = _solve_in_parts(entries[0], terms[0], orders, interruption)
    else:
        endings = _solve_all(entries, terms, orders, interruption)
    codes = {ending.code for ending in endings.values()}
    code = interruption.exit_code or next(code for code in MOST_SERIOUS_FIRST if code in codes)
    _tell(entries, endings, code, orders)
    return code


# -- the work ------------------------------------------------------------------------------------------------


def _solve_all(
    entries: Sequence[Entry], terms: Sequence[Term], orders: Orders, interruption: Interruption
) -> dict[str, Ending]:
    """Solve all terms, write each plan as soon as it is there, and return how each ended, by its label."""
    from scheduler.fleet.running import run_all
    from scheduler.fleet.solves import Solve, solve

    by_label = {entry.label: (entry, term) for entry, term in zip(entries, terms, strict=True)}
    endings: dict[str, Ending] = {}
    display = GroupDisplay() if orders.quiet else GroupLines(dict.fromkeys(by_label, 0))
    with open_executor(orders, len(terms), display.hear) as (executor, at_once, workers):
        jobs = [
            Solve(label, term, orders.seconds, workers, orders.seed) for label, (_, term) in by_label.items()
        ]
        display.say(
            f"Planning {counted(len(jobs), 'term')}, {at_once} at once with {counted(workers, 'thread')} "
            f"each, {say_seconds(orders.seconds)} at most for each; Ctrl-C keeps the best plans so far."
        )

        def work() -> None:
            for outcome in run_all(solve, jobs, executor, display.begins_again):
                label = outcome.job.name
                entry, term = by_label[label]
                interrupted = interruption.received is not None
                endings[label] = end_of(outcome, term, entry.folder, interrupted=interrupted)
                display.tell_end(label, endings[label])

        run_interruptibly(
            work, interruption, stopping(executor.stop, display.say, "the best plans"), display.draw
        )
    return endings


def _solve_in_parts(
    entry: Entry, term: Term, orders: Orders, interruption: Interruption
) -> dict[str, Ending]:
    """Solve the independent parts of the only term at once, and return how it ended, by its label."""
    from scheduler.fleet.solves import Solve
    from scheduler.solving.search import Control
    from scheduler.solving.solve import solve_term

    display = GroupDisplay() if orders.quiet else GroupLines({entry.label: 0})
    lines = display.lines_of(entry.label)
    workers = orders.workers or count_cores()
    control = Control(orders.seconds, workers, orders.seed, report=lines.report, found=lines.found)
    display.say(
        f"Planning {term.name} in independent parts, {say_seconds(orders.seconds)} at most; "
        "Ctrl-C keeps the best plan so far."
    )
    outcome: Done[Solve, Result] | Failed[Solve]
    job = Solve(entry.label, term, orders.seconds, workers, orders.seed)
    try:
        result = run_interruptibly(
            lambda: solve_term(term, control, partial(open_ordered, orders, lines)),
            interruption,
            stopping(control.interrupt, display.say, "the best plans"),
            display.draw,
        )
        outcome = Done(job, result)
    except Exception as error:  # noqa: BLE001 - how it ended is told, whatever it was
        outcome = Failed(job, error)
    ending = end_of(outcome, term, entry.folder, interrupted=interruption.received is not None)
    display.tell_end(entry.label, ending)
    return {entry.label: ending}


# -- after the work ------------------------------------------------------------------------------------------


def _tell(entries: Sequence[Entry], endings: Mapping[str, Ending], code: int, orders: Orders) -> None:
    """Sum up: a line for each term, or one document."""
    if orders.as_json:
        write_json(
            "rota-plans/1",
            {"exit_code": code, "plans": [_plain(entry, endings[entry.label]) for entry in entries]},
        )
    elif not orders.quiet:
        say(err=True)
        width = max(len(entry.label) for entry in entries)
        for entry in entries:
            say(f"{entry.label:{width}}  {endings[entry.label].words}")


def _plain(entry: Entry, ending: Ending) -> dict[str, object]:
    return {
        "term": str(entry.path),
        "folder": str(entry.folder),
        "exit_code": ending.code,
        "written": ending.code == DONE,
        "message": ending.words,
        "result": ending.record,
    }
