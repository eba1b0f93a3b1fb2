"""``rota whatif``: what a change would come to, before anybody makes it; nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inputs.days import Span
from inputs.supposed.scenario import Kind
from inputs.term import Term
from scheduler.commands.console import say, write_json, write_page
from scheduler.commands.given.against import (
    from_option,
    improve_option,
    keep_option,
    newest_version,
    touch_option,
)
from scheduler.commands.given.options import (
    Day,
    check_page,
    cluster_option,
    processes_option,
    seed_option,
    time_limit_option,
    workers_option,
)
from scheduler.commands.given.stores import Clock, store_option
from scheduler.commands.given.terms import read_whole_term, sound_term
from scheduler.commands.running.interruption import Interruption, interruptible
from scheduler.commands.running.machines import check_cluster
from scheduler.commands.supposing.reading import asked_scenarios, suppose_all
from scheduler.commands.supposing.running import Order, exit_code, find_answers, first_day
from scheduler.commands.supposing.solving import Effort

if TYPE_CHECKING:
    from scheduler.scenarios.answer import Answer, Start


@click.command(
    name="whatif",
    short_help="Tell what a change would come to, before anybody makes it.",
    epilog="""\b
Examples:
  rota whatif spring --intake "3 fellows 2027-04-05 12 weeks"
  rota whatif spring --without "Qiu Mingyuan" --from 2027-04-12 --to 2027-04-18
  rota whatif spring --without clinic-b@2027-05-10 --seats outpatient-observation=5@2027-05-10..2027-05-14
  rota whatif spring --scenarios autumn.toml --page autumn.html

\b
A file of scenarios, each under a name; a text or a list of texts for each kind of change:
  ["Three more fellows, and seats for them"]
  intake = "3 fellows 2027-04-05 12 weeks"
  seats = ["simulation=5", "car-t-ward=4@2027-04-05..2027-06-27"]""",
)
@click.argument("term", type=click.Path(path_type=Path))
@click.option(
    "--intake",
    metavar="WHO",
    multiple=True,
    help='Trainees come: "3 fellows 2027-04-05 12 weeks", "1 student 2027-04-05..2027-05-28", or a CSV file '
    "with the columns of trainees.",
)
@click.option(
    "--without",
    metavar="WHO[@DAYS]",
    multiple=True,
    help="A trainee, member of faculty or room is away on the days, such as 2027-04-12 or "
    "2027-04-12..2027-04-18; without days, gone for good from the first day that may change.",
)
@click.option(
    "--seats",
    metavar="ITEM=N[@DAYS]",
    multiple=True,
    help="A service, a room, or each slot of an activity has so many seats on the days; without days, "
    "from the first day that may change on, except while the table seats gives another number.",
)
@click.option(
    "--move",
    metavar="TRAINEE=DATE",
    multiple=True,
    help="A stay begins on that date, and is as long as before.",
)
@click.option(
    "--rule",
    metavar="NAME.PARAMETER=VALUE",
    multiple=True,
    help="A parameter of a rule has another value; rota rules lists them.",
)
@click.option(
    "--scenarios",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Compare the scenarios of a TOML file; the changes above, if any, are one more.",
)
@from_option
@click.option(
    "--to",
    "until",
    metavar="DATE",
    type=Day(),
    help="The last day away of each --without that has no days of its own; the first is that of --from.",
)
@touch_option
@keep_option
@improve_option
@store_option
@time_limit_option("1m", "for each scenario")
@workers_option()
@processes_option("Of several scenarios, how many to try at once.")
@cluster_option("Try the scenarios")
@seed_option()
@click.option(
    "--page",
    metavar="FILE.html",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the answers as one page to look at and print, too.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the answers as one JSON document.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing on the way.")
@click.pass_obj
def command(
    clock: Clock,
    term: Path,
    *,
    intake: tuple[str, ...],
    without: tuple[str, ...],
    seats: tuple[str, ...],
    move: tuple[str, ...],
    rule: tuple[str, ...],
    scenarios: Path | None,
    since: datetime | None,
    until: datetime | None,
    touch_at_most: int | None,
    keep: tuple[str, ...],
    improve: bool,
    place: str | None,
    seconds: float,
    workers: int | None,
    processes: int | None,
    cluster: str | None,
    seed: int,
    page: Path | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Tell what changes of a term would come to; nothing is stored, and no table is touched.

    For each scenario: can it be done without a new shortfall, else what is lost by whom and what binds; and
    whose published sessions move. The changes given as options make one scenario, all at the same time.

    Where a version of TERM was published, answers keep to it as rota plan does: what lies before --from
    (today) stays, and only what the change can reach is solved again. Where nothing was published, the term
    is planned first, once.

    Exit code 0: each can be done without a new shortfall. 1: one of them cannot, or no plan was found in
    which it can. 4: for one of them no plan was found at all.
    """
    given: dict[Kind, tuple[str, ...]] = {
        "intake": intake, "without": without, "seats": seats, "move": move, "rule": rule,
    }  # fmt: skip
    asked = asked_scenarios(given, scenarios, since, until, as_json=as_json)
    check_page(page)
    if processes is not None and cluster is not None:
        raise click.UsageError("Give --processes, for this machine, or --cluster, for others.")
    check_cluster(cluster)
    order = Order(
        term, asked, newest_version(place, term), since.date() if since else None, keep,
        touch_at_most, improve, Effort(seconds, workers, processes, seed, quiet, cluster), page, as_json,
    )  # fmt: skip
    with interruptible() as interruption:
        code = _answer(order, clock, interruption)
    raise click.exceptions.Exit(code)


def _answer(order: Order, clock: Clock, interruption: Interruption) -> int:
    term = sound_term(read_whole_term(order.term), as_json=order.as_json, quiet=order.effort.quiet)
    since = first_day(order, term, clock)
    supposed = suppose_all(
        order.term, term, order.scenarios, since, as_json=order.as_json, quiet=order.effort.quiet
    )
    start, answers = find_answers(order, term, supposed, since, interruption)
    code = interruption.exit_code or exit_code(answers)
    _tell(order, term, since, start, answers, code)
    return code


def _tell(order: Order, term: Term, since: date, start: Start, answers: Sequence[Answer], code: int) -> None:
    """Tell the answers with the exit code, and write the page, if one is wanted."""
    from scheduler.commands.supposing.words import plain_answers, tell_answers

    days = Span(since, term.span.end)
    if order.as_json:
        document = plain_answers(term, since, order.published, answers)
        write_json("rota-whatif/1", {"exit_code": code, **document})
    else:
        for line in tell_answers(term, since, start.name, answers):
            say(line)
    if order.page is not None:
        from scheduler.outputs.answers.whatif_page import render_whatif

        write_page(order.page, render_whatif(term, days, start.name, answers))
        if not order.as_json:
            say(f"The page is {order.page}.")
