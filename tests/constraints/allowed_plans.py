"""Plans of random terms that keep every hard rule, and the whole model that tells what can be said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from random import Random

from ortools.sat.python import cp_model

from constraints.catalogue import hard_rules, soft_rules
from constraints.decisions import Decisions
from constraints.rule import HardRule
from constraints.scope import Scope
from inputs.plan import Plan
from inputs.term import LEVELS, Term
from tests.constraints.random_plans import mended, random_plan, without_idle_leads
from tests.constraints.random_terms import random_picture, random_term

STRUCTURE = {"possible_rotations", "possible_sessions", "rotation_length"}
"""Rules that post nothing: what breaks them has no variable."""

PARTLY_STRUCTURE = {
    "one_main_mentor",
    "one_service_a_week",
    "only_what_is_owed",
    "round_leads_allowed",
    "session_leads_allowed",
    "topics_allowed",
}
"""Rules of which some breaches have no variable."""


def whole(term: Term) -> tuple[cp_model.CpModel, Decisions]:
    model = cp_model.CpModel()
    return model, Decisions(model, term, Scope.whole(term))


def solved(model: cp_model.CpModel) -> tuple[str, int]:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = 60
    status = solver.solve(model)
    name = solver.status_name(status)
    return name, round(solver.objective_value) if name in ("OPTIMAL", "FEASIBLE") else 0


def feasible(model: cp_model.CpModel) -> bool:
    name, _ = solved(model)
    assert name in ("OPTIMAL", "FEASIBLE", "INFEASIBLE"), name
    return name != "INFEASIBLE"


def solved_plan(term: Term, seed: int) -> Plan | None:
    """Return a plan that keeps all rules, whatever it pays; by the solver where there is one, and time."""
    model, x = whole(term)
    for rule in hard_rules(term):
        rule.post(model, x, term)
    random = Random(seed)
    model.minimize(sum(random.choice((-1, 0, 1)) * literal for literal, _ in x.tagged()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = 0.5
    if solver.status_name(solver.solve(model)) not in ("OPTIMAL", "FEASIBLE"):
        return None
    return without_idle_leads(x.plan(solver.boolean_value))


def can_be_said(plan: Plan, term: Term) -> bool:
    model, x = whole(term)
    x.fix(plan)
    return feasible(model)


def complaints(plan: Plan, term: Term) -> list[str]:
    return [violation.text for rule in hard_rules(term) for violation in rule.verify(plan, term)]


def agreed(rule: HardRule, term: Term, plans: Iterable[Plan], where: str) -> Iterator[tuple[Plan, bool]]:
    """Yield the plans that keep all other hard rules, and whether they keep one; its encoding says the same."""
    others = [each for each in hard_rules(term) if each.name != rule.name]
    for plan in plans:
        if any(violation for each in others for violation in each.verify(plan, term)):
            continue
        model, x = whole(term)
        rule.post(model, x, term)
        x.fix(plan)
        found = [violation.text for violation in rule.verify(plan, term)]
        assert feasible(model) == (not found), f"{where}: {found}\n{plan}"
        yield plan, not found


@cache
def allowed_plan(seed: int) -> Plan | None:
    """Return a plan that keeps every hard rule in force, or None where none was found.

    Of four, two are mended; one is the first that the solver finds, and one the cheapest.
    """
    term = random_term(seed)
    plan = without_idle_leads(mended(random_plan(seed), term))
    if seed % 2:
        model, x = whole(term)
        for rule in hard_rules(term):
            rule.post(model, x, term)
        x.hint(plan)
        if seed % 4 == 3:
            prices = [rule.penalty(model, x, term) for level in LEVELS for rule in soft_rules(term, level)]
            model.minimize(sum(prices))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = seed
        solver.parameters.stop_after_first_solution = seed % 4 == 1
        solver.parameters.max_deterministic_time = 0.5
        if solver.status_name(solver.solve(model)) not in ("OPTIMAL", "FEASIBLE"):
            return None  # the pins cannot hold together, or it takes long
        plan = x.plan(solver.boolean_value)
        assert complaints(plan, term) == [], f"of the solver's plan for\n{random_picture(seed)}"
    if complaints(plan, term) or (PARTLY_STRUCTURE & set(term.rules) and not can_be_said(plan, term)):
        return None
    return plan
