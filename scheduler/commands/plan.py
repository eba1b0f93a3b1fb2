"""``rota plan``: finds the best plan in the time given, verifies it, and writes all its files at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inputs.days import say_day
from inputs.term import Term
from inputs.words import counted
from scheduler.commands.console import say, write
from scheduler.commands.exits import DONE, NO, NOTHING_FOUND, TROUBLE
from scheduler.commands.given.against import (
    bind,
    from_option,
    improve_option,
    keep_option,
    newest_version,
    refuse_day_after,
    today_in,
    touch_option,
)
from scheduler.commands.given.options import (
    cluster_option,
    count_cores,
    processes_option,
    seed_option,
    time_limit_option,
    workers_option,
)
from scheduler.commands.given.stores import Clock, find_address, store_option
from scheduler.commands.given.terms import read_example, read_whole_term, sound_term
from scheduler.commands.planning.apart import open_processes
from scheduler.commands.planning.places import default_folder
from scheduler.commands.running.interruption import Interruption, interruptible, run_interruptibly, stopping
from scheduler.commands.running.progress import display_for, say_seconds
from scheduler.fleet.running import WorkLost
from scheduler.installed import find_versions

if TYPE_CHECKING:
    from inputs.plan import Plan
    from scheduler.comparing.appointments import Side
    from scheduler.result import Result
    from scheduler.store.version import Version


@dataclass(frozen=True)
class Order:
    """What was asked for."""

    term: Path | None
    folder: Path
    seconds: float
    workers: int
    seed: int
    as_json: bool
    quiet: bool
    published: Version | None = None
    """What the plan is to change as little as may be."""
    since: date | None = None
    keep: tuple[str, ...] = ()
    touch_at_most: int | None = None
    improve: bool = False
    empty_store: str = ""
    """The store that was named and holds nothing, where that is so."""


@click.command(name="plan", short_help="Plan a term: the main job.")
@click.argument("terms", metavar="[TERM]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="PLAN",
    type=click.Path(path_type=Path),
    help="The folder to write; a plan in it is replaced. Of several TERMs, the folder for a folder of each.  "
    "[default: TERM-plan; of the example, plan]",
)
@time_limit_option("2m", "for each TERM")
@workers_option()
@processes_option("Of several TERMs, or parts of one, how many to plan at once.")
@cluster_option("Plan several TERMs, or parts of one,")
@seed_option("; with one worker the same seed gives the same plan")
@from_option
@touch_option
@keep_option
@improve_option
@click.option("--anew", is_flag=True, help="Plan as if nothing had been published.")
@store_option
@click.option("--json", "as_json", is_flag=True, help="Print the record of the plan as one JSON document.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but what goes wrong.")
@click.pass_obj
def command(
    clock: Clock,
    terms: tuple[Path, ...],
    folder: Path | None,
    *,
    seconds: float,
    workers: int | None,
    processes: int | None,
    cluster: str | None,
    seed: int,
    since: datetime | None,
    touch_at_most: int | None,
    keep: tuple[str, ...],
    improve: bool,
    anew: bool,
    place: str | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Plan a term, the example that comes with the program where none is given.

    TERM is a folder with term.toml and its tables, or a workbook. A plan always comes out, unless pins
    contradict each other: what it could not give is listed with the reason. Ctrl-C ends the search and keeps
    the best plan found so far; a second Ctrl-C ends at once.

    Where a version of TERM was published, the plan keeps to it: everything before --from (today) stays, then
    the fewest people are touched, and the least is changed, as far as what is owed allows.

    Parts of TERM whose trainees share no seat, person or hour are planned at once, with --workers in all.

    Several TERMs (or one, with --processes or --cluster) are planned at once, each into a folder of its name
    in PLAN; of a single one, its independent parts. With a fault in any of them nothing is planned. The exit
    code is the most serious of the terms': trouble (6), then no (1), then nothing found in time (4); the
    other plans are written all the same. Where a version of TERM was published, plan it alone, without
    --processes and --cluster, to keep to it.
    """
    work: Callable[[Interruption], int]
    if len(terms) > 1 or processes is not None or cluster is not None:
        if not terms or (processes is not None and cluster is not None):
            raise click.UsageError(
                "Give --processes, for this machine, or --cluster, for others, and the TERMs to plan."
            )
        from scheduler.commands.planning.several import Orders, plan_several
        from scheduler.commands.planning.several_terms import ALONE

        if since or touch_at_most is not None or keep or improve:
            raise click.UsageError(f"Plan a TERM {ALONE} to keep to what was published of it.")
        orders = Orders(
            terms, folder, seconds, workers, seed, processes, cluster, as_json, quiet, anew, place
        )  # fmt: skip
        work = partial(plan_several, orders)
    else:
        term = terms[0] if terms else None
        published = None if anew or term is None else newest_version(place, term)
        empty = str(find_address(place, term)) if term and place and not anew and published is None else ""
        if published is None and (since or touch_at_most is not None or keep or improve):
            where = f" in {empty}" if empty else ""
            raise click.UsageError(f"Nothing is published{where} that the plan could keep to.")
        order = Order(
            term, folder or default_folder(term), seconds, workers or count_cores(), seed, as_json, quiet,
            published, since.date() if since else None, keep, touch_at_most, improve, empty,
        )  # fmt: skip
        work = partial(_plan, order, clock)
    with interruptible() as interruption:
        code = work(interruption)
    raise click.exceptions.Exit(code)


def _plan(order: Order, clock: Clock, interruption: Interruption) -> int:
    reading = read_example() if order.term is None else read_whole_term(order.term)
    term = sound_term(reading, as_json=order.as_json, quiet=order.quiet)
    if order.since is not None:
        refuse_day_after(term, order.since)
    if order.published is not None:
        since = order.since or today_in(term, clock)
        term = bind(
            term, order.published, since,
            keep=order.keep, touch_at_most=order.touch_at_most, improve=order.improve,
        )  # fmt: skip
    from scheduler.outputs.folder import prepare_folder

    prepare_folder(order.folder)
    try:
        result = _solve(order, term, interruption)
    except WorkLost as lost:
        say(f"Not planned: {lost}.", err=True)
        return TROUBLE
    return _finish(order, term, result, interruption)


def _solve(order: Order, term: Term, interruption: Interruption) -> Result:
    from scheduler.commands.planning.lost_past import say_lost_past
    from scheduler.solving.search import Control
    from scheduler.solving.solve import solve_term

    with display_for(order.seconds, term, quiet=order.quiet) as display:
        if term.published is not None and order.published is not None:
            display.say(f"Keeping to {order.published.summary}, from {say_day(term.published.since)} on.")
            for line in say_lost_past(order.published, term, term.published.since):
                display.say(line)
        elif order.empty_store:
            display.say(f"Nothing is published yet in {order.empty_store}: the term is planned anew.")
        display.say(
            f"Planning {term.name} for {counted(len(term.trainees), 'trainee')}, "
            f"{say_seconds(order.seconds)} at most; Ctrl-C keeps the best plan so far."
        )
        control = Control(
            time_limit_seconds=order.seconds,
            workers=order.workers,
            seed=order.seed,
            report=display.report,
            found=display.found,
        )
        return run_interruptibly(
            lambda: solve_term(term, control, partial(open_processes, order.workers, display)),
            interruption,
            stopping(control.interrupt, display.say, "the best plan"),
            display.draw,
        )


def _finish(order: Order, term: Term, result: Result, interruption: Interruption) -> int:
    """Write the plan, if there is one, and tell what came of it."""
    from scheduler.commands.planning.words import tell_changes, tell_conflict, tell_plan
    from scheduler.outputs.record import render_record

    versions = find_versions()
    side = None if result.plan is None else _side(order, result.plan, term)
    if side is not None:
        from scheduler.commands.planning.files import render_files
        from scheduler.commands.planning.keeping import write_plan

        if not order.quiet:
            say(f"Writing {order.folder}.", err=True)
        write_plan(order.folder, render_files(result, side.plan, term, versions, side.led))
    if order.as_json:
        write(render_record(result, term, versions))
    if side is not None:
        told: Iterable[str] = () if order.quiet or order.as_json else tell_plan(result, term, order.folder)
        if told and order.published is not None:
            told = (*tell_changes(side, order.published), *told)
        code = DONE
    elif result.status == "impossible":
        told = () if order.as_json else tell_conflict(result)
        code = NO
    else:
        say(_nothing_found(order, term, interruption), err=True)
        told, code = (), NOTHING_FOUND
    for line in told:
        say(line)
    return interruption.exit_code or code


def _side(order: Order, plan: Plan, term: Term) -> Side:
    """Return a plan with who led the rounds of the days that it leaves as they were published."""
    from scheduler.comparing.appointments import Side
    from scheduler.store.past_leads import leads_before

    if order.published is None or term.published is None:
        return Side(plan, term)
    return Side(plan, term, leads_before(plan, term, order.published.side.leads, term.published.since))


def _nothing_found(order: Order, term: Term, interruption: Interruption) -> str:
    from scheduler.commands.planning.words import say_what_to_do

    if interruption.received is not None:
        return "Interrupted before a plan was found; nothing was written."
    limit = say_seconds(order.seconds)
    return f"No plan was found in {limit}; nothing was written. {say_what_to_do(term)}"
