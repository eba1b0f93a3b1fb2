"""Services that were closed, or lost a seat, since a plan was published: what had begun may end there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from random import Random

from constraints.catalogue import find_rules, hard_rules
from constraints.rule import HardRule
from inputs.days import DAYS_A_WEEK, Span
from inputs.plan import Plan
from inputs.published import carry_over
from inputs.term import Term
from tests.constraints.allowed_plans import agreed, allowed_plan, solved_plan
from tests.constraints.random_plans import without_idle_leads
from tests.constraints.random_terms import random_picture, random_term
from tests.pictures import draw_term

SEEDS = range(160)
(RULE,) = (rule for rule in find_rules() if rule.name == "rotation_length")


@cache
def closed_term(seed: int) -> Term | None:
    """Return a term with a plan published to it, in which a seat of each service is lost, or all are."""
    plan = allowed_plan(seed)
    if plan is None:
        return None
    old, random = random_term(seed), Random(seed)
    since = old.span.start + timedelta(days=random.randrange(1, old.span.days - DAYS_A_WEEK + 1))
    gone = [
        f"seats {service.id} {_say(random, since, old.span)} {random.randrange(max(1, service.seats))}"
        for service in old.services
    ]
    new = draw_term("\n".join((random_picture(seed), *gone)))
    longer = tuple(replace(service, min_weeks=3, max_weeks=None) for service in new.services)
    new = replace(new, services=longer if seed % 2 else new.services)
    return replace(new, published=carry_over(plan, old, new, since))


def _say(random: Random, since: date, span: Span) -> str:
    first = since + timedelta(days=random.randrange((span.end - since).days))
    return f"{first:%m-%d}..{span.last_day:%m-%d}"


@cache
def plan_of(seed: int) -> Plan | None:
    """Return a plan of the closed term that keeps all rules; by the solver where there is one."""
    term = closed_term(seed)
    return None if term is None else solved_plan(term, seed)


def others_of(plan: Plan, term: Term) -> Iterator[Plan]:
    """Yield a plan, and it with each rotation ended after each of its weeks, or a week later."""
    yield plan
    for rotation in plan.rotations:
        for week in term.weeks_of_stay(rotation.trainee):
            last = min(week.span.last_day, rotation.trainee.stay.last_day)
            if rotation.span.start <= last <= rotation.span.last_day + timedelta(days=DAYS_A_WEEK):
                other = replace(rotation, span=Span.through(rotation.span.start, last))
                rotations = tuple(other if each == rotation else each for each in plan.rotations)
                yield without_idle_leads(replace(plan, rotations=rotations))


def test_there_is_a_plan_in_which_what_had_begun_ends_where_seats_are_gone() -> None:
    short = 0
    for seed in SEEDS:
        term, plan = closed_term(seed), plan_of(seed)
        if term is None or plan is None or RULE.off_because(term) is not None:
            continue
        found = [violation.text for rule in hard_rules(term) for violation in rule.verify(plan, term)]
        assert found == [], f"seed {seed}\n{random_picture(seed)}"
        short += any(RULE.verify(plan, replace(term, seat_changes=random_term(seed).seat_changes)))
    assert short >= 10


def test_a_rotation_may_end_just_where_it_verifies() -> None:
    assert isinstance(RULE, HardRule)
    seen = Counter[tuple[bool, bool]]()
    for seed in SEEDS:
        term = closed_term(seed)
        if term is None or term.published is None or RULE.off_because(term) is not None:
            continue
        starts = (plan_of(seed), without_idle_leads(term.published.plan))
        plans = (plan for start in starts if start for plan in others_of(start, term))
        for plan, keeps in agreed(RULE, term, plans, f"seed {seed}\n{random_picture(seed)}"):
            short = any(sum(r.covers(w) for w in term.weeks) < r.service.min_weeks for r in plan.rotations)
            seen[keeps, short] += 1
    assert min(seen[True, True], seen[True, False], seen[False, True]) >= 10
