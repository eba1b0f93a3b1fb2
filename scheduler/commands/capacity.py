"""``rota capacity``: how many more trainees each start week can take, and what keeps out the next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import click

from inputs.checks.people import check_weeks
from inputs.faults import Place, listed, nearest, quoted
from inputs.term import Term
from inputs.words import counted
from scheduler.capacity.answer import Capacity, Question
from scheduler.commands.console import say, write_json, write_page
from scheduler.commands.counting.running import Counting, Order
from scheduler.commands.exits import DONE, NO, NOTHING_FOUND
from scheduler.commands.given.against import bind, from_option, newest_version, refuse_day_after, today_in
from scheduler.commands.given.options import (
    Number,
    check_page,
    cluster_option,
    processes_option,
    seed_option,
    time_limit_option,
    workers_option,
)
from scheduler.commands.given.stores import Clock, store_option
from scheduler.commands.given.terms import read_example, read_whole_term, sound_term
from scheduler.commands.running.interruption import Interruption, interruptible
from scheduler.commands.running.machines import check_cluster
from scheduler.outputs.answers.capacity_words import plain_capacity, tell_capacity
from scheduler.uncounted import say_uncounted

SCHEMA = "rota-capacity/1"


@click.command(name="capacity", short_help="Count how many more trainees each start week can take.")
@click.argument("term", metavar="[TERM]", required=False, type=click.Path(path_type=Path))
@click.option("--kind", required=True, metavar="KIND", help="Of which kind the newcomers are: fellow.")
@click.option(
    "--weeks",
    required=True,
    type=Number(1, 520),
    metavar="NUMBER",
    help="How long each of them stays.",
)
@click.option(
    "--at-most",
    "most",
    type=Number(1, 100),
    default=10,
    show_default=True,
    metavar="NUMBER",
    help="Count no further than that.",
)
@time_limit_option("2m50s", "for all weeks")
@workers_option("Threads of the solver for each week.  [default: 1]")
@processes_option("How many weeks to ask at once.")
@cluster_option("Ask")
@seed_option()
@from_option
@click.option("--anew", is_flag=True, help="Count beside the best plan, as if nothing had been published.")
@store_option
@click.option(
    "--page",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.html",
    help="Write the answer as a page to look at and print, too.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the answer as one JSON document.")
@click.option("-q", "--quiet", is_flag=True, help="Tell nothing of how the work stands.")
@click.pass_obj
def command(
    clock: Clock,
    term: Path | None,
    kind: str,
    weeks: int,
    most: int,
    *,
    seconds: float,
    workers: int | None,
    processes: int | None,
    cluster: str | None,
    seed: int,
    since: datetime | None,
    anew: bool,
    place: str | None,
    page: Path | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Count how many more trainees of a kind, each for so many weeks, TERM can take from each of its weeks.

    TERM is a folder or a workbook; the example that comes with the program where none is given. A stay begins
    on a Monday and lies in the term.

    So many newcomers fit without a new shortfall when there is a plan in which each of them lacks nothing but
    what he or she would lack if nobody else came, and in which all others together lack no more points than
    now. Now is the published version, where it still holds, else the best plan found for TERM.

    The table tells how many fit while no session, meeting or rotation of another trainee moves (leads may
    change), and how many fit when others may move, too. Each number that fits is a plan that was verified;
    "at most" is proven. Then what is full when one more comes and in which weeks, and how many fit with one
    more of it throughout the stay (one more seat, or one more mentor for an hour a week): with what one more
    surely fits, and what less may be enough.

    Ctrl-C ends the search and gives what is known so far. The exit code is 1 where not even one newcomer was
    found to fit anywhere, and 4 where nothing was found out in time.
    """
    if processes is not None and cluster is not None:
        raise click.UsageError("Give --processes, for this machine, or --cluster, for others.")
    check_page(page)
    check_cluster(cluster)
    published = None if anew or (term is None and place is None) else newest_version(place, term or Path())
    order = Order(
        term, Question(kind, weeks, most), seconds, workers, processes, cluster, seed, page, as_json, quiet,
        published, since.date() if since else None,
    )  # fmt: skip
    with interruptible() as interruption:
        code = _count(order, clock, interruption)
    raise click.exceptions.Exit(code)


def _count(order: Order, clock: Clock, interruption: Interruption) -> int:
    reading = read_example() if order.term is None else read_whole_term(order.term)
    term = sound_term(reading, as_json=order.as_json, quiet=order.quiet)
    order = replace(order, question=replace(order.question, kind=find_kind(order.question.kind, term)))
    if order.since is not None:
        refuse_day_after(term, order.since)
    since = order.since or (today_in(term, clock) if order.published else term.span.start)
    if order.published is not None:
        term = bind(term, order.published, since)
    starts = order.question.starts(term, since)
    for kind in term.kinds if starts and not order.quiet else ():
        if kind.kind == order.question.kind:
            for notice in check_weeks(kind, order.question.weeks, Place("--weeks")):
                say(str(notice), err=True)
    if not starts:
        raise click.UsageError(_no_start(order.question, term, since))
    capacity = Counting(order, term, starts, interruption).run()
    if capacity is None:
        say("No plan was found for those who are there; nothing can be said of newcomers.", err=True)
        return interruption.exit_code or NOTHING_FOUND
    if order.as_json:
        write_json(SCHEMA, plain_capacity(capacity, term))
    else:
        for line in (*tell_capacity(capacity, term), *say_uncounted(term)):
            say(line)
    if order.page is not None:
        from scheduler.outputs.answers.capacity_page import render_capacity

        write_page(order.page, render_capacity(capacity, term))
        if not order.as_json:
            say(f"The page is {order.page}.")
    return interruption.exit_code or code_of(capacity)


def code_of(capacity: Capacity) -> int:
    """Return the exit code that an answer means."""
    if capacity.most:
        return DONE
    return NOTHING_FOUND if all(entry.at_most is None for entry in capacity.entries) else NO


def find_kind(kind: str, term: Term) -> str:
    """Return a kind as the term writes it.

    Raises
    ------
    click.UsageError
        When no table of the term knows it, with the nearest.
    """
    audiences = [one.audience for one in term.services] + [one.audience for one in term.activities]
    known: dict[str, None] = dict.fromkeys(
        [
            *(row.kind for row in term.kinds),
            *(trainee.kind for trainee in term.trainees),
            *(row.kind for row in term.curriculum),
            *(kind for audience in audiences for kind in audience),
        ]
    )
    found = [one for one in known if one.casefold() == kind.strip().casefold()]
    if found:
        return found[0]
    close = nearest(kind, known)
    there = f"There are {listed(sorted(known))}." if known else "The term names no kind."
    raise click.UsageError(
        f"{quoted(kind)} is no kind of {term.name}. {f'Maybe {close}?' if close else there}"
    )


def _no_start(question: Question, term: Term, since: date) -> str:
    stay = counted(question.weeks, "week")
    left = sum(1 for week in term.weeks if week.monday >= since)
    if left == len(term.weeks):
        return f"A stay of {stay} does not lie in {term.name}, which has {counted(left, 'week')}."
    return f"A stay of {stay} does not lie in what is left of {term.name}: {counted(left, 'week')}."
