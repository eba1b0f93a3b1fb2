"""The two faces of each rule, held against each other on random plans.

A plan is *representable* when the decisions can say all of it: every rotation, session, lead, topic and mentor in
it is possible. On representable plans the model of a rule, with the plan fixed, is feasible exactly when its
verification finds nothing; the others must displease some rule that is verified. The price of a soft rule, with
the plan fixed, is at its least the sum of the amounts that its verification finds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from constraints.catalogue import find_rules, hard_rules, soft_rules
from constraints.rule import HardRule, SoftRule
from inputs.plan import Plan
from inputs.term import LEVELS, Term
from tests.constraints.allowed_plans import (
    PARTLY_STRUCTURE,
    STRUCTURE,
    allowed_plan,
    can_be_said,
    feasible,
    solved,
    whole,
)
from tests.constraints.random_plans import random_plan
from tests.constraints.random_terms import random_picture, random_term

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

pytestmark = pytest.mark.no_cover
"""Each rule is measured by its own test: here are thousands of models."""

SEEDS = range(320)
SEEDS_OF_SOFT = range(160)
OFTEN = 3
TAKEN_FOR_GRANTED = {"fortnight_gap": "only_what_is_owed", "one_service_a_week": "no_service_twice"}
"""Rules that count on another, where that is in force."""

ABOUT_PUBLISHED = {"history", "promised_to_stay", "people_touched", "changes_to_published"}
"""Rules that say nothing of a term to which nothing was published: `test_published` holds them."""

HARD = [rule for rule in find_rules() if isinstance(rule, HardRule)]
SOFT = [rule for rule in find_rules() if isinstance(rule, SoftRule)]


def by_name(rule: HardRule | SoftRule) -> str:
    return rule.name


@cache
def representable(seed: int) -> bool:
    return can_be_said(random_plan(seed), random_term(seed))


def grants(term: Term, plan: Plan, rule: HardRule) -> bool:
    """Tell whether what the rule takes for granted holds."""
    if rule.name not in TAKEN_FOR_GRANTED:
        return True
    granted = [other for other in hard_rules(term) if other.name == TAKEN_FOR_GRANTED[rule.name]]
    return not any(violation for other in granted for violation in other.verify(plan, term))


def applies(rule: HardRule, seed: int) -> bool:
    """Tell whether the two faces of a rule must agree on the plan of a seed."""
    term = random_term(seed)
    return representable(seed) and not rule.off_because(term) and grants(term, random_plan(seed), rule)


def fits(rules: Iterable[HardRule], seed: int) -> bool:
    """Tell whether the model of some rules is feasible with the plan of a seed."""
    term = random_term(seed)
    model, x = whole(term)
    for rule in rules:
        rule.post(model, x, term)
    x.fix(random_plan(seed))
    return feasible(model)


@cache
def kept_rules_fit(seed: int) -> bool:
    """Tell whether the plan fits all rules that find nothing in it at once, and so each of them alone."""
    term, plan = random_term(seed), random_plan(seed)
    return fits((rule for rule in HARD if applies(rule, seed) and not any(rule.verify(plan, term))), seed)


@pytest.mark.parametrize("rule", HARD, ids=by_name)
def test_the_model_is_feasible_exactly_when_verification_finds_nothing(rule: HardRule) -> None:
    for seed in SEEDS:
        if applies(rule, seed):
            found = [violation.text for violation in rule.verify(random_plan(seed), random_term(seed))]
            fitting = (not found and kept_rules_fit(seed)) or fits([rule], seed)
            assert fitting == (not found), f"seed {seed}: {found}\n{random_picture(seed)}"


def test_what_the_decisions_cannot_say_displeases_a_rule() -> None:
    for seed in SEEDS:
        term, plan = random_term(seed), random_plan(seed)
        broken = {rule.name for rule in HARD if list(rule.verify(plan, term))}
        if not representable(seed):
            assert broken & (STRUCTURE | PARTLY_STRUCTURE), f"seed {seed}\n{random_picture(seed)}"
        else:
            assert not broken & STRUCTURE - set(term.rules), f"seed {seed}\n{random_picture(seed)}"


def test_a_plan_that_keeps_all_rules_fits_the_whole_model() -> None:
    seen = 0
    for seed in SEEDS_OF_SOFT:
        term, plan = random_term(seed), allowed_plan(seed)
        if plan is not None:
            model, x = whole(term)
            for rule in hard_rules(term):
                rule.post(model, x, term)
            x.fix(plan)
            assert feasible(model), f"seed {seed}\n{random_picture(seed)}"
            seen += 1
    assert seen >= len(SEEDS_OF_SOFT) // 4


@cache
def priced(seed: int) -> tuple[cp_model.CpModel, Mapping[str, Any]]:
    """Return the whole model with the allowed plan fixed, and the price of each soft rule in it."""
    term, plan = random_term(seed), allowed_plan(seed)
    assert plan is not None
    model, x = whole(term)
    for hard in hard_rules(term):
        hard.post(model, x, term)
    x.fix(plan)
    rules = [rule for level in LEVELS for rule in soft_rules(term, level)]
    return model, {rule.name: rule.penalty(model, x, term) for rule in rules}


@pytest.mark.parametrize("rule", SOFT, ids=by_name)
def test_the_least_price_is_the_sum_of_the_amounts(rule: SoftRule) -> None:
    for seed in SEEDS_OF_SOFT:
        term, plan = random_term(seed), allowed_plan(seed)
        if plan is None:
            continue
        model, prices = priced(seed)
        model.minimize(prices[rule.name])
        found = list(rule.verify(plan, term))
        price = sum(violation.amount for violation in found)
        texts = [violation.text for violation in found]
        assert solved(model) == ("OPTIMAL", price), f"seed {seed}: {texts}\n{random_picture(seed)}\n{plan}"


@pytest.mark.parametrize("step", [1, 7])
def test_the_price_of_shortfalls_rises_in_steps_of_any_height(step: int) -> None:
    (rule,) = (rule for rule in SOFT if rule.name == "fair_shortfalls")
    dear = 0
    for seed in range(0, 160, 3):
        term, plan = random_term(seed), allowed_plan(seed)
        if plan is None or rule.off_because(term):
            continue
        term = replace(term, rules={**term.rules, rule.name: {"step": step}})
        model, x = whole(term)
        x.fix(plan)
        for other in soft_rules(term, "coverage"):
            other.penalty(model, x, term)
        model.minimize(rule.penalty(model, x, term))
        price = sum(violation.amount for violation in rule.verify(plan, term))
        assert solved(model) == ("OPTIMAL", price), f"seed {seed}"
        dear += price > 0
    assert dear >= OFTEN


def test_the_prices_of_all_rules_together_are_the_sum_of_all_amounts() -> None:
    for seed in SEEDS_OF_SOFT:
        term, plan = random_term(seed), allowed_plan(seed)
        if plan is None:
            continue
        model, prices = priced(seed)
        model.minimize(sum(prices.values()))
        rules = [rule for level in LEVELS for rule in soft_rules(term, level)]
        amounts = sum(violation.amount for rule in rules for violation in rule.verify(plan, term))
        assert solved(model) == ("OPTIMAL", amounts), f"seed {seed}\n{random_picture(seed)}\n{plan}"


def test_hard_rules_are_kept_and_broken_often_enough() -> None:
    kept, broken = Counter[str](), Counter[str]()
    for seed in SEEDS:
        for rule in HARD:
            if rule.name in STRUCTURE or representable(seed):
                found = list(rule.verify(random_plan(seed), random_term(seed)))
                (broken if found else kept)[rule.name] += 1
    rules = [rule for rule in HARD if rule.name not in ABOUT_PUBLISHED]
    assert {rule.name: broken[rule.name] for rule in rules if broken[rule.name] < OFTEN} == {}
    assert {rule.name: kept[rule.name] for rule in HARD if kept[rule.name] < OFTEN} == {}


def test_soft_rules_are_free_and_dear_often_enough() -> None:
    free, dear = Counter[str](), Counter[str]()
    for seed in SEEDS_OF_SOFT:
        plan = allowed_plan(seed)
        for rule in SOFT if plan is not None else ():
            assert plan
            (dear if list(rule.verify(plan, random_term(seed))) else free)[rule.name] += 1
    rules = [rule for rule in SOFT if rule.name not in ABOUT_PUBLISHED]
    assert {rule.name: dear[rule.name] for rule in rules if dear[rule.name] < OFTEN} == {}
    assert {rule.name: free[rule.name] for rule in SOFT if free[rule.name] < OFTEN} == {}
