"""A minimum that was raised since a plan was published: what had begun may be as short as it was published."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from random import Random

from constraints.catalogue import find_rules, hard_rules
from constraints.rule import HardRule
from inputs.days import DAYS_A_WEEK, Span
from inputs.plan import Plan, Rotation
from inputs.published import carry_over
from inputs.term import Term
from tests.constraints.allowed_plans import agreed, allowed_plan, solved_plan
from tests.constraints.random_plans import without_idle_leads
from tests.constraints.random_terms import random_picture, random_term
from tests.pictures import draw_term

SEEDS = range(160)
LENGTHS = re.compile(r"weeks=\d\.\.\d?")
(RULE,) = (rule for rule in find_rules() if rule.name == "rotation_length")


@cache
def raised_term(seed: int) -> Term | None:
    """Return a term with a plan published to it whose rotations may be shorter than it allows by now."""
    plan = allowed_plan(seed)
    if plan is None:
        return None
    old = random_term(seed)
    new = draw_term(LENGTHS.sub("weeks=3..", random_picture(seed)))
    since = old.span.start + timedelta(days=Random(seed).randrange(DAYS_A_WEEK, old.span.days))
    return replace(new, published=carry_over(plan, old, new, since))


@cache
def plan_of(seed: int) -> Plan | None:
    """Return a plan of the raised term that keeps all rules; by the solver where there is one."""
    term = raised_term(seed)
    return None if term is None else solved_plan(term, seed)


def others_of(plan: Plan) -> Iterator[Plan]:
    """Yield a plan, and it with each rotation a week shorter and a week longer."""
    yield plan
    for rotation in plan.rotations:
        for weeks in (-1, 1):
            last = min(
                rotation.span.last_day + timedelta(days=weeks * DAYS_A_WEEK), rotation.trainee.stay.last_day
            )
            if last < rotation.span.start:
                continue
            other = Rotation(rotation.trainee, rotation.service, Span.through(rotation.span.start, last))
            rotations = tuple(other if each == rotation else each for each in plan.rotations)
            yield without_idle_leads(replace(plan, rotations=rotations))


def stretch_of(rotation: Rotation, term: Term) -> str:
    """Return whether a rotation lies before the day of planning again, behind it, or on both sides."""
    assert term.published is not None
    span, since = rotation.span, term.published.since
    return "past" if span.end <= since else "to come" if span.start >= since else "astride"


def test_there_is_a_plan_in_which_what_had_begun_is_short_and_the_rest_is_not() -> None:
    seen = Counter[str]()
    for seed in SEEDS:
        term, plan = raised_term(seed), plan_of(seed)
        if term is None or plan is None or RULE.off_because(term) is not None:
            continue
        found = [violation.text for rule in hard_rules(term) for violation in rule.verify(plan, term)]
        assert found == [], f"seed {seed}\n{random_picture(seed)}"
        for rotation in plan.rotations:
            weeks = sum(rotation.covers(week) for week in term.weeks)
            if weeks < min(rotation.service.min_weeks, len(term.weeks_of_stay(rotation.trainee))):
                seen[stretch_of(rotation, term)] += 1
    assert min(seen["past"], seen["astride"]) >= 10
    assert seen["to come"] == 0


def test_a_rotation_may_be_just_as_short_as_it_verifies() -> None:
    assert isinstance(RULE, HardRule)
    seen = Counter[tuple[bool, str]]()
    for seed in SEEDS:
        term = raised_term(seed)
        if term is None or term.published is None or RULE.off_because(term) is not None:
            continue
        starts = (plan_of(seed), without_idle_leads(term.published.plan))
        plans = (plan for start in starts if start for plan in others_of(start))
        for plan, keeps in agreed(RULE, term, plans, f"seed {seed}\n{random_picture(seed)}"):
            seen.update({(keeps, stretch_of(rotation, term)) for rotation in plan.rotations})
    stretches = ("past", "astride", "to come")
    assert min(seen[keeps, stretch] for keeps in (True, False) for stretch in stretches) >= 10
