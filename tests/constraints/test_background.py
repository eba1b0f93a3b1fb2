"""What is given to a scope, as a part of the plan or as what stands in the background."""

from __future__ import annotations

import pytest
from ortools.sat.python import cp_model

from constraints.catalogue import find_rules, hard_rules, soft_rules
from constraints.decisions import Decisions
from constraints.rule import SoftRule
from constraints.scope import Scope
from inputs.plan import Plan
from inputs.term import LEVELS
from tests.constraints.allowed_plans import allowed_plan
from tests.constraints.drawn_decisions import WARD, as_sets, decisions, solve
from tests.constraints.random_terms import random_term
from tests.pictures import draw, draw_term

NARROW = [
    Scope(),
    Scope(rotations=True),
    Scope(attends=frozenset({"talk"}), topics=frozenset({"talk"})),
    Scope(leads=frozenset({"mdt"}), topics=frozenset({"mdt", "talk"})),
    Scope(attends=frozenset({"mdt"}), leads=frozenset({"mdt"}), topics=frozenset({"mdt"}), round_leads=True),
    Scope(mentors=True, round_leads=True),
]


@pytest.mark.parametrize("scope", NARROW)
def test_what_is_given_stands_in_for_what_is_not_open(scope: Scope) -> None:
    plan, term = draw(WARD)
    model, x = decisions(term, scope, plan)
    for rule in hard_rules(term):
        rule.post(model, x, term)
    prices = [rule.penalty(model, x, term) for level in LEVELS for rule in soft_rules(term, level)]
    x.hint(plan)
    x.fix(plan)
    model.minimize(sum(prices))
    solver = solve(model)
    assert solver
    verified = sum(v.amount for rule in find_rules() for v in rule.verify(plan, term))
    assert round(solver.objective_value) == verified
    assert as_sets(x.plan(solver.boolean_value)) == as_sets(plan)


@pytest.mark.parametrize("scope", NARROW)
def test_a_relaxation_never_costs_more(scope: Scope) -> None:
    plan, term = draw(WARD)
    model, x = decisions(term, scope)
    for rule in hard_rules(term):
        rule.post(model, x, term)
    model.minimize(sum(rule.penalty(model, x, term) for rule in soft_rules(term, "coverage")))
    solver = solve(model)
    assert solver
    verified = sum(v.amount for rule in soft_rules(term, "coverage") for v in rule.verify(plan, term))
    assert round(solver.objective_value) <= verified


def test_a_relaxation_without_rotations_does_not_charge_what_may_be_excused() -> None:
    term = draw_term(
        """
        service ward 1 blocks=mdt
        activity mdt weekly 60
        slot mdt Mon 09:00 seats=0
        trainee amara fellow
        """
    )
    model, x = decisions(term, Scope(attends=frozenset({"mdt"})))
    for rule in hard_rules(term):
        rule.post(model, x, term)
    model.minimize(sum(rule.penalty(model, x, term) for rule in soft_rules(term, "coverage")))
    solver = solve(model)
    assert solver
    assert solver.objective_value == 0


def test_given_leads_of_rounds_do_not_hold_rotations_fast() -> None:
    plan, term = draw(f"{WARD}\n off led_rounds for a trial")
    model, x = decisions(term, Scope(rotations=True), plan)
    for rule in soft_rules(term, "fairness"):
        rule.penalty(model, x, term)
    amara, ward = term.trainees[0], term.services[0]
    model.add(x.on(amara, ward, term.weeks[0]) == 0)
    model.add(x.on(term.trainees[1], ward, term.weeks[0]) == 0)
    assert solve(model)


def test_what_stands_in_the_background_is_known_but_not_covered() -> None:
    plan, term = draw(WARD)
    mdt, talk = term.activities
    _, x = decisions(term, Scope(attends=frozenset({"talk"})), plan, background=True)
    assert (x.knows(mdt), x.knows(talk), x.knows_weeks(term.services[0])) == (True, True, True)
    assert (x.covers(mdt), x.covers(talk)) == (False, True)
    assert (x.covers_leads(mdt), x.covers_topics(talk)) == (False, False)
    assert (x.covers_rotations, x.covers_round_leads, x.covers_mentors) == (False, False, False)
    _, x = decisions(term, Scope(attends=frozenset({"talk"})))
    assert (x.knows(mdt), x.knows(talk)) == (False, True)


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "rule", [rule for rule in find_rules() if isinstance(rule, SoftRule)], ids=lambda r: r.name
)
def test_nothing_is_charged_for_what_stands_in_the_background(rule: SoftRule) -> None:
    charged = 0
    for seed in range(0, 160, 8):
        term, plan = random_term(seed), allowed_plan(seed)
        if plan is None:
            continue
        for background in (False, True):
            model, x = decisions(term, Scope(), plan, background=background)
            model.minimize(rule.penalty(model, x, term))
            solver = solve(model)
            assert solver
            price = round(solver.objective_value)
            assert not (background and price), f"seed {seed}"
            charged += price
    assert (
        charged
        or rule.level == "stability"
        or rule.name in ("fair_shortfalls", "fair_leads", "fair_meetings")
    )


def test_what_is_open_before_a_background_is_charged() -> None:
    for seed in range(0, 120, 5):
        term, plan = random_term(seed), allowed_plan(seed)
        if plan is None:
            continue
        ids = frozenset(activity.id for activity in term.activities[:2])
        model, x = decisions(term, Scope(attends=ids, leads=ids, topics=ids), plan, background=True)
        x.fix(plan)
        rules = [rule for rule in soft_rules(term, "coverage") if rule.name == "owed_sessions"]
        model.minimize(sum(rule.penalty(model, x, term) for rule in rules))
        solver = solve(model)
        assert solver
        paid = sum(v.amount for rule in rules for v in rule.verify(plan, term) if v.at.item in ids)
        assert round(solver.objective_value) == paid, f"seed {seed}"


def test_what_stands_in_the_background_constrains() -> None:
    plan, term = draw(f"{WARD}\n hours wang Mon 09:00-10:00")
    amara, talk = term.trainees[0], term.activities[1]
    for given, possible in ((plan, False), (None, True)):
        model, x = decisions(term, Scope(attends=frozenset({"talk"})), given, background=True)
        for rule in hard_rules(term):
            rule.post(model, x, term)
        (then,) = (
            option
            for option in x.attended(amara)
            if option.activity == talk and str(option.period) == "1 March 2027, 09:00 to 10:00"
        )
        model.add(x.attends(amara, then) == 1)
        assert (solve(model) is not None) == possible


def test_what_is_given_is_not_open_and_not_tagged() -> None:
    term = random_term(1)
    assert list(Decisions(cp_model.CpModel(), term, Scope(), Plan()).tagged()) == []
