"""``rota explain``: why each shortfall, what would mend it, and what another time for a session costs."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inputs.term import Term
from scheduler.commands.console import as_word, say, write_json
from scheduler.commands.exits import DONE, NO, NOTHING_FOUND
from scheduler.commands.given.against import find_person, today_in
from scheduler.commands.given.options import (
    Day,
    cluster_option,
    count_cores,
    time_limit_option,
    workers_option,
)
from scheduler.commands.given.stores import Clock
from scheduler.commands.given.terms import read_whole_term, sound_term
from scheduler.commands.judgement.judging import judge_plan, tell_faults
from scheduler.commands.judgement.lineage import has_base
from scheduler.commands.judgement.recorded import settled_as_recorded
from scheduler.commands.running.interruption import interruptible, run_interruptibly, stopping
from scheduler.commands.running.machines import check_cluster, open_cluster

if TYPE_CHECKING:
    from scheduler.solving.search import Control

SCHEMA = "rota-explanation/1"


@click.command(name="explain", short_help="Say why something lacks, and what would mend it.")
@click.argument("term", type=click.Path(path_type=Path))
@click.argument("plan", type=click.Path(path_type=Path), required=False)
@click.argument("who", required=False)
@click.option(
    "--on",
    "day",
    metavar="DATE",
    type=Day(),
    help="Say what each other time for the sessions of WHO on that day would cost.",
)
@time_limit_option("5m", "for all remedies; what was not tried is named")
@workers_option("How many remedies to try at once, each with one thread.  [default: one a core]")
@cluster_option("Try them")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def command(
    clock: Clock,
    term: Path,
    plan: Path | None,
    who: str | None,
    *,
    day: datetime | None,
    seconds: float,
    workers: int | None,
    cluster: str | None,
    as_json: bool,
) -> None:
    """Say why each thing that is owed lacks in a plan, and what would mend it.

    Each remedy (a seat more, an hour more, a stay a week later, a pin lifted) is tried: the plan is solved
    again with it, and what else it moves is told, the cheapest first; several are tried at once. Where no
    single one helps, the smallest set is looked for that does. No other trainee is moved by a remedy, but a
    lead may change for those who are there. Where the term is published, change the table and plan again with
    --improve to have it: without that nobody is moved only to lack less than was published. WHO, a name or
    id, asks for one person only. With --on DATE it is told what each other time for a session would cost.

    Without PLAN only the pins and promised mentors are looked at: which of them cannot hold together.
    """
    whole = sound_term(read_whole_term(term), as_json=as_json, quiet=True)
    person = find_person(who, whole) if who else None
    if day is not None and person is None:
        raise click.UsageError("Say whose sessions: rota explain TERM PLAN WHO --on DATE.")
    if workers is not None and cluster is not None:
        raise click.UsageError("Give --workers, for this machine, or --cluster, for others.")
    if cluster is not None and plan is None:
        raise click.UsageError("Pins are looked at here; a --cluster tries remedies: rota explain TERM PLAN.")
    check_cluster(cluster)
    from scheduler.solving.search import Control

    at_once = workers or count_cores()
    if plan is None:
        control = Control(time_limit_seconds=seconds, workers=at_once)
        raise click.exceptions.Exit(_explain_pins(whole, control, as_json=as_json))
    control = Control(time_limit_seconds=seconds, workers=1)
    judged = judge_plan(plan, whole, as_json=as_json)
    whole = settled_as_recorded(whole, plan)
    if judged.verdict.violations:
        tell_faults(judged)
        say("A plan that breaks rules has no shortfalls to explain. Plan again, or mend it.", err=True)
        raise click.exceptions.Exit(NO)
    from scheduler.commands.explanation.case import Case
    from scheduler.commands.explanation.trying import Trying
    from scheduler.store.address import address_beside

    with ExitStack() as stack:
        machines = stack.enter_context(open_cluster(cluster)) if cluster else None
        interruption = stack.enter_context(interruptible())
        trying = Trying(control, at_once, machines)
        published = has_base(plan) or address_beside(term).exists
        again = f"rota plan {as_word(term)}{_from_later(whole, clock)} --improve" if published else ""
        case = Case(whole, judged.plan, judged.missing, trying, as_json, again)
        run_interruptibly(
            lambda: case.explain(person, day.date() if day else None),
            interruption,
            stopping(trying.stop, partial(say, err=True), "what is known"),
            trying.stop_in_time,
        )
    if as_json:
        write_json(SCHEMA, case.document)
    raise click.exceptions.Exit(interruption.exit_code or DONE)


def _from_later(term: Term, clock: Clock) -> str:
    """Return the option that plans from the same day again, where that day is still to come."""
    since = term.settled_before
    return f" --from {since}" if since is not None and since > today_in(term, clock) else ""


def _explain_pins(term: Term, control: Control, *, as_json: bool) -> int:
    """Tell which pins and promised mentors cannot hold together, and return the exit code."""
    from scheduler.solving.conflicts import find_conflict

    conflict = find_conflict(term, control)
    if as_json:
        write_json(SCHEMA, {"conflict": list(conflict or ()), "known": conflict is not None})
    elif conflict is None:
        say("It was not found out in time whether pins and promised mentors contradict each other.")
        say("Maybe give more time with --time-limit.")
    elif conflict:
        say("These cannot hold together, which a second solve has confirmed:")
        for line in conflict:
            say(f"  {line}")
        say(
            "Without any one of these pins or promises the rest of them holds. "
            "Other pins may contradict each other, too: ask again then."
        )
    else:
        say("No pins and promised mentors contradict each other.")
    if conflict is None:
        return NOTHING_FOUND
    return NO if conflict else DONE
