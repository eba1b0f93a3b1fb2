"""Limits that were lowered since a plan was published: its past may go beyond them, what comes may not."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from functools import cache
from random import Random

import pytest

from constraints.catalogue import find_rules, hard_rules
from constraints.rule import HardRule, SoftRule
from inputs.days import DAYS_A_WEEK
from inputs.plan import Plan
from inputs.published import carry_over
from inputs.term import Term
from tests.constraints.allowed_plans import agreed, allowed_plan, solved, solved_plan, whole
from tests.constraints.random_plans import without_idle_leads
from tests.constraints.random_terms import random_picture, random_term
from tests.pictures import draw_term

SEEDS = range(160)
BY_NAME = {rule.name: rule for rule in find_rules()}
LONGEST = re.compile(r"weeks=\d\.\.\d?")


@cache
def lowered_term(seed: int) -> Term | None:
    """Return a term with a plan published to it that kept longer limits, and knew a topic by another name."""
    plan = allowed_plan(seed)
    if plan is None:
        return None
    old = random_term(seed)
    picture = LONGEST.sub("weeks=1..1", random_picture(seed)).replace("genes", "genomes")
    new = draw_term(picture.replace(" topics=imaging", " topics=") if seed % 4 == 0 else picture)
    since = old.span.start + timedelta(days=Random(seed).randrange(DAYS_A_WEEK, old.span.days))
    return replace(new, published=carry_over(plan, old, new, since))


@cache
def plan_of(seed: int) -> Plan | None:
    """Return a plan of the lowered term that keeps all rules; by the solver where there is one."""
    term = lowered_term(seed)
    return None if term is None else solved_plan(term, seed)


def test_there_is_a_plan_that_keeps_a_past_beyond_the_limits_and_all_rules() -> None:
    seen = Counter[str]()
    for seed in SEEDS:
        term, plan = lowered_term(seed), plan_of(seed)
        if term is None or plan is None:
            continue
        found = [violation.text for rule in hard_rules(term) for violation in rule.verify(plan, term)]
        assert found == [], f"seed {seed}\n{random_picture(seed)}"
        bare = replace(term, published=None)
        for name in ("rotation_length", "topics_allowed"):
            if BY_NAME[name].off_because(term) is None:
                seen[name] += any(BY_NAME[name].verify(plan, bare))
    assert min(seen["rotation_length"], seen["topics_allowed"]) >= 10


@pytest.mark.parametrize("name", ["rotation_length", "topics_allowed"])
def test_a_rule_allows_just_what_it_verifies(name: str) -> None:
    rule = BY_NAME[name]
    assert isinstance(rule, HardRule)
    seen = Counter[bool]()
    for seed in SEEDS:
        term = lowered_term(seed)
        if term is None or term.published is None or rule.off_because(term) is not None:
            continue
        starts = (plan_of(seed), without_idle_leads(term.published.plan))
        plans = (start for start in starts if start and not any(BY_NAME["history"].verify(start, term)))
        where = f"seed {seed}\n{random_picture(seed)}"
        seen.update(keeps for _, keeps in agreed(rule, term, plans, where))
    assert min(seen[True], seen[False]) >= 10


def test_the_least_price_of_topics_is_the_sum_of_the_amounts() -> None:
    rule = BY_NAME["topics_seen"]
    assert isinstance(rule, SoftRule)
    dear = 0
    for seed in SEEDS:
        term, plan = lowered_term(seed), plan_of(seed)
        if term is None or plan is None:
            continue
        model, x = whole(term)
        for hard in hard_rules(term):
            hard.post(model, x, term)
        x.fix(plan)
        model.minimize(rule.penalty(model, x, term))
        price = sum(violation.amount for violation in rule.verify(plan, term))
        assert solved(model) == ("OPTIMAL", price), f"seed {seed}\n{random_picture(seed)}\n{plan}"
        dear += price > 0
    assert dear >= 10
