"""``rota whatif``: what a change would come to, before anybody makes it; nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from constraints.catalogue import check_settings
from inputs.days import Span, say_day
from inputs.faults import Fault, Place, in_order
from inputs.published import carry_over
from inputs.schema import known_columns
from inputs.supposed.scenario import Kind, Scenario, given_scenario, read_scenarios
from inputs.supposed.supposing import Supposed, suppose
from inputs.tables import read_tables
from inputs.term import Term
from inputs.words import counted
from scheduler.commands.against import (
    bind,
    cost_of_those_there,
    from_option,
    improve_option,
    keep_option,
    newest_version,
    today_in,
    touch_option,
)
from scheduler.commands.console import plain_remarks, say, write_json
from scheduler.commands.exits import DONE, MISUSE, NO, NOTHING_FOUND
from scheduler.commands.interruption import AtOnceError, Interruption, leave_at_once
from scheduler.commands.options import (
    check_page,
    processes_option,
    seed_option,
    time_limit_option,
    workers_option,
)
from scheduler.commands.stores import Clock, store_option
from scheduler.commands.terms import read_whole_term, sound_term
from scheduler.commands.whatif_solving import Effort, solve_one, solve_several

if TYPE_CHECKING:
    from scheduler.result import Result
    from scheduler.scenarios.answer import Answer, Start
    from scheduler.store.version import Version

AS_IT_IS = "The tables as they are"
"""What the scenario is called in which nothing is supposed."""
LEVELS = ("coverage", "stability")
"""What answers are about; the later levels would take time and say nothing of what is lost or moves."""


@dataclass(frozen=True)
class Order:
    """What was asked for."""

    term: Path
    scenarios: tuple[Scenario, ...]
    published: Version | None
    since: date | None
    keep: tuple[str, ...]
    touch_at_most: int | None
    improve: bool
    effort: Effort
    page: Path | None
    as_json: bool


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
    help="A service, or each slot of an activity, has so many seats on the days; without days, from the "
    "first day that may change on, except while the table seats gives another number.",
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
    help="A rule has another parameter; rota rules lists them.",
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
    type=click.DateTime(["%Y-%m-%d"]),
    help="The last day away of each --without that has no days of its own; the first is that of --from.",
)
@touch_option
@keep_option
@improve_option
@store_option
@time_limit_option("1m", "for each scenario")
@workers_option()
@processes_option("Of several scenarios, how many to try at once.")
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

    Exit code 0: each can be done without a new shortfall. 1: one of them cannot.
    """
    given: dict[Kind, tuple[str, ...]] = {
        "intake": intake, "without": without, "seats": seats, "move": move, "rule": rule,
    }  # fmt: skip
    asked = _asked(given, scenarios, since, until, as_json=as_json)
    check_page(page)
    order = Order(
        term, asked, newest_version(place, term), since.date() if since else None, keep,
        touch_at_most, improve, Effort(seconds, workers, processes, seed, quiet), page, as_json,
    )  # fmt: skip
    with Interruption() as interruption:
        try:
            code = _answer(order, clock, interruption)
        except AtOnceError:
            say("Ended at once.", err=True)
            leave_at_once(interruption.exit_code)
    raise click.exceptions.Exit(code)


# -- what is asked -------------------------------------------------------------------------------------------


def _asked(
    given: Mapping[Kind, tuple[str, ...]],
    file: Path | None,
    since: datetime | None,
    until: datetime | None,
    *,
    as_json: bool,
) -> tuple[Scenario, ...]:
    """Return the scenarios that were asked for; end the verb where there are none, or faults in them."""
    options = dict(given)
    if until is not None:
        if since is None or all("@" in text for text in options["without"]):
            raise click.UsageError(
                "--to is the last day away of a --without that has no days of its own, and --from the first: "
                "give both, or write --without WHO@FIRST..LAST."
            )
        if until < since:
            raise click.UsageError(f"--to {until.date()} is before --from {since.date()}.")
        days = f"@{since.date()}..{until.date()}"
        options["without"] = tuple(text if "@" in text else text + days for text in options["without"])
    own = given_scenario(options)
    listed, faults = read_scenarios(file) if file is not None else ((), ())
    if faults:
        raise _refusal(faults, as_json=as_json)
    scenarios = (*(() if own is None else (own,)), *listed)
    if not scenarios:
        raise click.UsageError(
            "Say what is to be otherwise: --intake, --without, --seats, --move, --rule or --scenarios FILE."
        )
    return scenarios


def _refusal(faults: Sequence[Fault], *, as_json: bool) -> click.exceptions.Exit:
    """Tell the faults of what is supposed, and return what ends the verb."""
    if as_json:
        write_json("rota-faults/1", {"faults": plain_remarks(faults), "notices": []})
        return click.exceptions.Exit(MISUSE)
    for fault in faults:
        say(str(fault), err=True)
    say(
        f"Found {counted(len(faults), 'fault')} in what is supposed, or in what it makes of the tables. "
        "Nothing was tried.",
        err=True,
    )
    return click.exceptions.Exit(MISUSE)


def _suppose_all(order: Order, term: Term, since: date) -> tuple[Supposed, ...]:
    """Return the terms as they would be; tell all that is wrong with any, and end the verb then."""
    raw = read_tables(order.term, known_columns())
    supposed = [
        _with_rules_checked(suppose(order.term, raw, term, scenario, since), term)
        for scenario in order.scenarios
    ]
    faults = in_order(fault for each in supposed for fault in each.faults)
    if faults:
        raise _refusal(faults, as_json=order.as_json)
    if not order.effort.quiet:
        for notice in in_order(notice for each in supposed for notice in each.notices):
            say(str(notice), err=True)
    return tuple(supposed)


def _with_rules_checked(supposed: Supposed, term: Term) -> Supposed:
    """Return a scenario with what is wrong with the settings of rules in it, where they stand."""
    places = [(s.text, s.place) for s in supposed.scenario.suppositions if s.kind == "rule"]
    faults = check_settings(replace(term, rules=supposed.rules), "")
    placed = [replace(fault, place=_place(fault, places)) for fault in faults]
    return replace(supposed, term=None if placed else supposed.term, faults=(*supposed.faults, *placed))


def _place(fault: Fault, places: Sequence[tuple[str, Place]]) -> Place:
    """Return where the setting stands that a fault is about."""
    name = (fault.place.column or "").removeprefix("rules.")
    return next((place for text, place in places if text.startswith(name)), fault.place)


# -- the answers ---------------------------------------------------------------------------------------------


def _answer(order: Order, clock: Clock, interruption: Interruption) -> int:
    term = sound_term(read_whole_term(order.term), as_json=order.as_json, quiet=order.effort.quiet)
    since = _first_day(order, term, clock)
    supposed = _suppose_all(order, term, since)
    start, bound = _start(order, term, interruption)
    if order.published is not None and order.published.term.digest != term.digest:
        supposed = (Supposed(Scenario(AS_IT_IS), term), *supposed)
    bound_terms = [replace(_bound(order, each, start, since, bound), levels=LEVELS) for each in supposed]
    results = _solve(supposed, bound_terms, order, interruption)
    answers = _answers(supposed, bound_terms, results, start)
    _tell(order, term, since, start, answers)
    return interruption.exit_code or _exit_code(answers)


def _first_day(order: Order, term: Term, clock: Clock) -> date:
    """Return the first day that may change: of a term of which nothing is published, all of it."""
    if order.since is not None:
        since = order.since
    else:
        since = term.span.start if order.published is None else today_in(term, clock)
    if since >= term.span.end:
        raise click.UsageError(
            f"Nothing of {term.name} can change from {say_day(since)} on: it ends on "
            f"{say_day(term.span.last_day)}. Maybe give an earlier day with --from."
        )
    return max(since, term.span.start)


def _start(order: Order, term: Term, interruption: Interruption) -> tuple[Start, int | None]:
    """Return the plan that answers are held against, and what no plan of its term can lack less than.

    Raises
    ------
    click.exceptions.Exit
        When nothing was published, and no plan was found.
    """
    from scheduler.scenarios.answer import Start

    if order.published is not None:
        version = order.published
        return Start(version.plan, version.term, version.shortfalls, str(version.summary)), None
    if order.keep or order.touch_at_most is not None:
        raise click.UsageError("Nothing is published that --keep and --touch-at-most could hold to.")
    what = f"Nothing is published: planning {term.name} first, to hold the answers against that"
    result = solve_one(what, replace(term, levels=LEVELS), order.effort, interruption)
    if result.plan is None:
        from scheduler.commands.plan_words import tell_conflict

        impossible = result.status == "impossible"
        for line in tell_conflict(result) if impossible else ():
            say(line, err=True)
        say("There is no plan of the term as it is, so nothing to hold the answers against.", err=True)
        code = NO if impossible else NOTHING_FOUND
        raise click.exceptions.Exit(interruption.exit_code or code)
    coverage = next((level.bound for level in result.levels if level.name == "coverage"), None)
    return Start(result.plan, term, result.shortfalls, "a plan of the term as it is, made now"), coverage


def _bound(order: Order, supposed: Supposed, start: Start, since: date, bound: int | None) -> Term:
    """Return the term of a scenario, bound to the plan that answers are held against."""
    from scheduler.solving.carried_bound import carried_bound

    term = supposed.term
    if term is None:
        raise ValueError("a scenario with faults has no term")
    if order.published is not None:
        return bind(
            term, order.published, since,
            keep=order.keep, touch_at_most=order.touch_at_most, improve=order.improve,
        )  # fmt: skip
    published = carry_over(start.plan, start.term, term, since)
    carried = None if bound is None else carried_bound(start.term, term, bound)
    cost = cost_of_those_there(start.shortfalls, term)
    return replace(term, published=replace(published, bound=carried, cost=cost, improve=order.improve))


def _solve(
    supposed: Sequence[Supposed], terms: Sequence[Term], order: Order, interruption: Interruption
) -> list[Result]:
    if len(terms) == 1:
        what = f"What if {'; '.join(supposed[0].words)}"
        return [solve_one(what, terms[0], order.effort, interruption)]
    names = list(_unique(supposed))
    results = solve_several(dict(zip(names, terms, strict=True)), order.effort, interruption)
    return [results[name] for name in names]


def _unique(supposed: Sequence[Supposed]) -> Iterator[str]:
    seen: set[str] = set()
    for number, each in enumerate(supposed, 1):
        name = each.scenario.name if each.scenario.name not in seen else f"{each.scenario.name} ({number})"
        seen.add(name)
        yield name


def _answers(
    supposed: Sequence[Supposed], terms: Sequence[Term], results: Sequence[Result], start: Start
) -> list[Answer]:
    from scheduler.scenarios.answer import find_answer

    before = start.shortfalls
    answers: list[Answer] = []
    for each, term, result in zip(supposed, terms, results, strict=True):
        answers.append(find_answer(each, term, result, start, before))
        if not each.scenario.suppositions and result.plan is not None:
            before = result.shortfalls
    return answers


def _exit_code(answers: Sequence[Answer]) -> int:
    asked = [answer for answer in answers if answer.supposed.scenario.suppositions]
    verdicts = {answer.verdict for answer in asked}
    if verdicts & {"no", "impossible"}:
        return NO
    return NOTHING_FOUND if "unknown" in verdicts else DONE


def _tell(order: Order, term: Term, since: date, start: Start, answers: Sequence[Answer]) -> None:
    """Write the page, if one is wanted, and tell the answers."""
    from scheduler.commands.whatif_words import plain_answers, tell_answers

    days = Span(since, term.span.end)
    if order.page is not None:
        from scheduler.outputs.whatif_page import render_whatif

        order.page.write_text(render_whatif(term, days, start.name, answers), encoding="utf-8")
    if order.as_json:
        document = plain_answers(term, since, order.published, answers)
        write_json("rota-whatif/1", {"exit_code": _exit_code(answers), **document})
        return
    for line in tell_answers(term, since, start.name, answers):
        say(line)
    if order.page is not None:
        say(f"The page is {order.page}.")
