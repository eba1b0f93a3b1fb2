"""A small published plan, and what a change of its term comes to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from inputs.people import Faculty, Room, Trainee
from inputs.plan import Plan
from inputs.published import carry_over
from inputs.supposed.scenario import Scenario, given_scenario
from inputs.supposed.supposing import Supposed
from inputs.term import Term
from scheduler.result import Result
from scheduler.scenarios.answer import Answer, Start, find_answer
from scheduler.shortfalls import list_shortfalls
from scheduler.solving.search import Control
from scheduler.solving.solve import solve_term
from scheduler.verify import verify

FIRST = date(2027, 3, 1)


def start_of(plan: Plan, term: Term) -> Start:
    """Return a plan that answers are held against."""
    verdict = verify(plan, term)
    assert not verdict.violations
    return Start(plan, term, list_shortfalls(plan, term, verdict, proven=True), "version 1")


def some_scenario(name: str = "Something") -> Scenario:
    scenario = given_scenario({"rule": ["led_rounds.weight=30"]})
    assert scenario is not None
    return replace(scenario, name=name, named=True)


def answer_to(
    start: Start,
    term: Term,
    since: date = FIRST,
    gone: tuple[Trainee | Faculty | Room, ...] = (),
    name: str = "Something",
    *,
    content: bool = False,
) -> Answer:
    """Return the answer that solving a changed term gives; where ``content``, if no more lacks than before."""
    published = carry_over(start.plan, start.term, term, since)
    if content:
        published = replace(published, cost=sum(shortfall.cost for shortfall in start.shortfalls))
    bound = replace(term, published=published, levels=("coverage", "stability"))
    result = solve_term(bound, Control(time_limit_seconds=30, workers=1))
    supposed = Supposed(some_scenario(name), bound, words=("something is otherwise",), gone=gone)
    return find_answer(supposed, bound, result, start, start.shortfalls)


def nothing_found(start: Start, result: Result) -> Answer:
    """Return the answer that a result without a plan gives."""
    published = carry_over(start.plan, start.term, start.term, FIRST)
    bound = replace(start.term, published=published)
    return find_answer(Supposed(some_scenario(), bound), bound, result, start, start.shortfalls)
