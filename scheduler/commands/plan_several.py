"""``rota plan TERM TERM ...``: many terms in one call, several at once, each plan in a folder of its own."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from inputs.faults import Fault, Notice, SomeRemark, listed
from inputs.term import Term
from inputs.words import counted
from scheduler.commands.console import say, write_json
from scheduler.commands.exits import DONE, NO, NOTHING_FOUND, OWN_FAULT, TROUBLE
from scheduler.commands.interruption import Interruption, run_interruptibly
from scheduler.commands.options import count_cores
from scheduler.commands.plan_apart import open_ordered
from scheduler.commands.plan_endings import Ending, end_of
from scheduler.commands.plan_several_progress import GroupDisplay, GroupLines, stopping
from scheduler.commands.progress import say_seconds
from scheduler.commands.terms import read_whole_term, refusal
from scheduler.fleet.running import Done, Failed
from scheduler.solving.components import find_components
from scheduler.store.address import address_beside

if TYPE_CHECKING:
    from scheduler.fleet.cluster import Cluster
    from scheduler.fleet.contact import Hear
    from scheduler.fleet.processes import Processes
    from scheduler.fleet.solves import Solve
    from scheduler.result import Result

MOST_SERIOUS_FIRST = (OWN_FAULT, TROUBLE, NO, NOTHING_FOUND, DONE)
"""Which exit code tells for all: what hinders the program, then what cannot be, then what lacks time."""


class FleetOrders(Protocol):
    """What was asked for of the machines that do the work."""

    @property
    def workers(self) -> int | None:
        """Threads of each solve."""

    @property
    def processes(self) -> int | None:
        """How many processes of this machine do the work."""

    @property
    def cluster(self) -> str | None:
        """The address of the cluster that does it."""

    @property
    def quiet(self) -> bool:
        """Whether nothing is told that is not asked for."""


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


@dataclass(frozen=True)
class Entry:
    """One of the terms: how it is called here, where it is, and where its plan goes."""

    label: str
    path: Path
    folder: Path


def plan_several(orders: Orders, interruption: Interruption) -> int:
    """Plan all terms, several at once, and return the exit code that tells for all.

    Raises
    ------
    click.UsageError
        When two plans would go to one folder, or the extra for clusters is not installed.
    click.exceptions.Exit
        When there are faults in any term, after telling those of all.
    """
    entries = find_entries(orders.terms, orders.folder)
    check_cluster(orders.cluster)
    terms = _read_all(entries, orders)
    _refuse_published(entries, orders)
    if not _prepare_all(entries):
        return TROUBLE
    if len(terms) == 1 and len(find_components(terms[0])) > 1:
        endings = _solve_in_parts(entries[0], terms[0], orders, interruption)
    else:
        endings = _solve_all(entries, terms, orders, interruption)
    codes = {ending.code for ending in endings.values()}
    code = interruption.exit_code or next(code for code in MOST_SERIOUS_FIRST if code in codes)
    _tell(entries, endings, code, orders)
    return code


def check_cluster(address: str | None) -> None:
    """Refuse a cluster where what it takes is not installed.

    Raises
    ------
    click.UsageError
        When a cluster was given, and Dask is not there.
    """
    if address is not None and importlib.util.find_spec("distributed") is None:
        raise click.UsageError(
            "--cluster needs Dask, which is not installed: pip install 'fellowship-rota[cluster]'"
        )


def _refuse_published(entries: Sequence[Entry], orders: Orders) -> None:
    """Refuse terms of which something is published: many at once are planned anew.

    Raises
    ------
    click.UsageError
        When there are such, and nobody said that they are to be planned anew.
    """
    published = [entry.label for entry in entries if not orders.anew and address_beside(entry.path).exists]
    if published:
        raise click.UsageError(
            f"{listed(published)} {'has' if len(published) == 1 else 'have'} published versions. Plan such a "
            "TERM alone to keep to what was published, or all with --anew."
        )


# -- before the work -----------------------------------------------------------------------------------------


def find_entries(terms: Sequence[Path], folder: Path | None) -> list[Entry]:
    """Return where each term is and where its plan goes.

    Raises
    ------
    click.UsageError
        When two plans would go to one folder.
    """
    from scheduler.commands.plan import default_folder, name_of

    names = [name_of(path) for path in terms]
    unique = len(set(names)) == len(names)
    entries = [
        Entry(
            name if unique else str(path),
            path,
            default_folder(path) if folder is None else folder / name,
        )
        for path, name in zip(terms, names, strict=True)
    ]
    first: dict[str, Entry] = {}
    for entry in entries:
        # Some systems take names for the same that differ in case.
        other = first.setdefault(os.path.realpath(entry.folder).casefold(), entry)
        if other is not entry:
            raise click.UsageError(_clash(other, entry))
    return entries


def _clash(one: Entry, other: Entry) -> str:
    if one.path.resolve() == other.path.resolve():
        return f"{other.path} is given twice; give each term once."
    return (
        f"The plans of {one.path} and {other.path} would both be written to {one.folder}. "
        "Rename one of the terms, or plan them in two calls."
    )


def _read_all(entries: Sequence[Entry], orders: Orders) -> list[Term]:
    """Return the terms; with a fault in any of them, tell all faults of all and end the verb."""
    terms: list[Term] = []
    faults: list[Fault] = []
    notices: list[Notice] = []
    for entry in entries:
        reading = read_whole_term(entry.path)
        faults += [_placed(fault, entry.path) for fault in reading.faults]
        notices += [_placed(notice, entry.path) for notice in reading.notices]
        if reading.term is not None:
            terms.append(reading.term)
    if faults:
        raise refusal(faults, notices, as_json=orders.as_json)
    if not orders.quiet:
        for notice in notices:
            say(str(notice), err=True)
    return terms


def _placed(remark: SomeRemark, path: Path) -> SomeRemark:
    """Return a remark that says which term it is about: its file with the folder of the term."""
    folder = path if path.is_dir() else path.parent
    return replace(remark, place=replace(remark.place, file=str(folder / remark.place.file)))


def _prepare_all(entries: Sequence[Entry]) -> bool:
    """Make sure that all plans can be written; tell of each that cannot."""
    from scheduler.outputs.folder import FolderTrouble, prepare_folder

    sound = True
    for entry in entries:
        try:
            prepare_folder(entry.folder)
        except FolderTrouble as trouble:
            sound = False
            say(str(trouble), err=True)
    return sound


# -- the work ------------------------------------------------------------------------------------------------


def _solve_all(
    entries: Sequence[Entry], terms: Sequence[Term], orders: Orders, interruption: Interruption
) -> dict[str, Ending]:
    """Solve all terms, write each plan as soon as it is there, and return how each ended, by its label."""
    from scheduler.fleet.running import run_all
    from scheduler.fleet.solves import Solve, solve

    by_label = {entry.label: (entry, term) for entry, term in zip(entries, terms, strict=True)}
    endings: dict[str, Ending] = {}
    display = GroupDisplay() if orders.quiet else GroupLines(by_label)
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

        run_interruptibly(work, interruption, stopping(executor.stop, display), display.draw)
    return endings


def _solve_in_parts(
    entry: Entry, term: Term, orders: Orders, interruption: Interruption
) -> dict[str, Ending]:
    """Solve the independent parts of the only term at once, and return how it ended, by its label."""
    from scheduler.fleet.solves import Solve
    from scheduler.solving.search import Control
    from scheduler.solving.solve import solve_term

    display = GroupDisplay() if orders.quiet else GroupLines([entry.label])
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
            stopping(control.interrupt, display),
            display.draw,
        )
        outcome = Done(job, result)
    except Exception as error:  # noqa: BLE001 - how it ended is told, whatever it was
        outcome = Failed(job, error)
    ending = end_of(outcome, term, entry.folder, interrupted=interruption.received is not None)
    display.tell_end(entry.label, ending)
    return {entry.label: ending}


@contextmanager
def open_executor(
    orders: FleetOrders, jobs: int, hear: Hear
) -> Iterator[tuple[Processes | Cluster, int, int]]:
    """Give what does the work, how many solves it does at once, and how many threads each solve may have."""
    if orders.cluster is not None:
        from scheduler.fleet.cluster import Cluster

        with Cluster(orders.cluster, hear) as cluster:
            if cluster.open_to_all and not orders.quiet:
                say(
                    f"The line to {orders.cluster} is not encrypted: use it in a network that you trust, "
                    "or a tls:// address.",
                    err=True,
                )
            yield cluster, min(jobs, cluster.threads), orders.workers or cluster.cores_a_thread
        return
    from scheduler.fleet.processes import Processes

    cores = count_cores()
    number = min(jobs, orders.processes or max(1, cores // (orders.workers or 1)))
    with Processes(number, hear) as processes:
        yield processes, number, orders.workers or max(1, cores // number)


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
