"""One run of ``rota whatif``: a plan to hold answers against, then each scenario solved around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inputs.published import carry_over
from inputs.supposed.scenario import Scenario
from inputs.supposed.supposing import Supposed
from inputs.term import COVERAGE, STABILITY, Term
from inputs.words import counted
from scheduler.commands.console import say
from scheduler.commands.exits import DONE, NO, NOTHING_FOUND
from scheduler.commands.given.against import bind, refuse_day_after, today_in
from scheduler.commands.given.stores import Clock
from scheduler.commands.running.interruption import Interruption
from scheduler.commands.supposing.solving import Effort, solve_one, solve_several
from scheduler.comparing.still_owed import cost_of_what_is_owed, weighed_by

if TYPE_CHECKING:
    from scheduler.result import Result
    from scheduler.scenarios.answer import Answer, Start
    from scheduler.store.version import Version

AS_IT_IS = "The tables as they are"
"""What the scenario is called in which nothing is supposed."""
UNPUBLISHED = "a plan of the term as it is, made now, as nothing is published"
"""What answers are held against where there is no version."""
LEVELS_TOLD = (COVERAGE, STABILITY)
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


def find_answers(
    order: Order, term: Term, supposed: Sequence[Supposed], since: date, interruption: Interruption
) -> tuple[Start, list[Answer]]:
    """Return the plan that answers are held against, and the answers, one for each scenario.

    Where the tables are not as they were published, the first answer is about them as they are.

    Raises
    ------
    click.exceptions.Exit
        When nothing was published, and no plan was found to hold the answers against.
    OSError
        When a process or the cluster was lost each time that a term was tried.
    """
    start, bound = _start(order, term, interruption)
    if order.published is not None and order.published.term.digest != term.digest:
        supposed = (Supposed(Scenario(AS_IT_IS), term), *supposed)
    bound_terms = [replace(_bound(order, each, start, since, bound), levels=LEVELS_TOLD) for each in supposed]
    by_name = dict(zip(_unique(supposed), bound_terms, strict=True))
    results = _solve(_say_trying(supposed), by_name, order.effort, interruption)
    return start, _answers(supposed, bound_terms, results, start)


def first_day(order: Order, term: Term, clock: Clock) -> date:
    """Return the first day that may change: of a term of which nothing is published, all of it.

    Raises
    ------
    click.UsageError
        When the term has ended by then.
    """
    if order.since is not None:
        since = order.since
    else:
        since = term.span.start if order.published is None else today_in(term, clock)
    refuse_day_after(term, since)
    return max(since, term.span.start)


def _start(order: Order, term: Term, interruption: Interruption) -> tuple[Start, int | None]:
    """Return the plan that answers are held against, and what no plan of its term can lack less than.

    Raises
    ------
    click.exceptions.Exit
        When nothing was published, and no plan was found.
    click.UsageError
        When nothing was published, but promises are to be held to it.
    """
    from scheduler.scenarios.answer import Start

    if order.published is not None:
        version = order.published
        start = Start(version.plan, version.term, version.shortfalls, str(version.summary), version.led)
        return start, None
    if order.keep or order.touch_at_most is not None:
        raise click.UsageError("Nothing is published that --keep and --touch-at-most could hold to.")
    what = f"Nothing is published: planning {term.name} first, to hold the answers against that"
    (result,) = _solve(what, {term.name: replace(term, levels=LEVELS_TOLD)}, order.effort, interruption)
    if result.plan is None:
        from scheduler.commands.planning.words import say_what_to_do, tell_conflict

        impossible = result.status == "impossible"
        for line in tell_conflict(result) if impossible else ():
            say(line, err=True)
        none = "There is no plan" if impossible else "No plan was found in time"
        say(f"{none} of the term as it is, so nothing to hold the answers against.", err=True)
        if not impossible and interruption.received is None:
            say(say_what_to_do(term), err=True)
        code = NO if impossible else NOTHING_FOUND
        raise click.exceptions.Exit(interruption.exit_code or code)
    coverage = next((level.bound for level in result.levels if level.name == COVERAGE), None)
    return Start(result.plan, term, result.shortfalls, UNPUBLISHED), coverage


def _bound(order: Order, supposed: Supposed, start: Start, since: date, bound: int | None) -> Term:
    """Return the term of a scenario, bound to the plan that answers are held against."""
    from scheduler.solving.replanning.carried_bound import carried_bound

    term = supposed.term
    if term is None:
        raise ValueError("a scenario with faults has no term")
    if order.published is not None:
        return bind(
            term, order.published, since,
            keep=order.keep, touch_at_most=order.touch_at_most, improve=order.improve,
        )  # fmt: skip
    published = carry_over(start.plan, start.term, term, since)
    carried = None if bound is None else carried_bound(start.term, term, bound, published)
    cost = cost_of_what_is_owed(start.shortfalls, start.term, term)
    return replace(term, published=replace(published, bound=carried, cost=cost, improve=order.improve))


def _solve(what: str, terms: Mapping[str, Term], effort: Effort, interruption: Interruption) -> list[Result]:
    """Solve terms in their order: a single one here, others through the fleet, which may be a cluster."""
    if len(terms) == 1 and effort.cluster is None:
        (term,) = terms.values()
        return [solve_one(what, term, effort, interruption)]
    results = solve_several(what, terms, effort, interruption)
    return [results[name] for name in terms]


def _say_trying(supposed: Sequence[Supposed]) -> str:
    if len(supposed) > 1:
        asked = sum(1 for each in supposed if each.scenario.suppositions)
        more = " and the tables as they are" if asked < len(supposed) else ""
        return f"Trying {counted(asked, 'scenario')}{more}"
    return f"What if {'; '.join(supposed[0].words)}"


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
    from scheduler.scenarios.sharing import share_plans

    before, tables = start.shortfalls, start.term
    if not supposed[0].scenario.suppositions:
        results = share_plans(results, terms)
    answers: list[Answer] = []
    for each, term, result in zip(supposed, terms, results, strict=True):
        weighed = weighed_by(before, tables, term)
        answers.append(find_answer(each, term, result, start, weighed, tables))
        if not each.scenario.suppositions and result.plan is not None:
            before, tables = answers[-1].shortfalls, term
    return answers


def exit_code(answers: Sequence[Answer]) -> int:
    """Return the exit code that answers mean: what is lost comes before what is not known."""
    asked = [answer for answer in answers if answer.supposed.scenario.suppositions]
    verdicts = {answer.verdict for answer in asked}
    if verdicts & {"no", "impossible"}:
        return NO
    return NOTHING_FOUND if "unknown" in verdicts else DONE
