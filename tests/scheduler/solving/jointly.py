"""The slow and plain way to plan a term: one model of everything, level after level, each to optimality."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ortools.sat.python import cp_model

from constraints.scope import Scope
from inputs.plan import Plan
from inputs.term import STABILITY, Term
from scheduler.model import Model
from scheduler.solving.part_search import PartSearch
from scheduler.solving.search import Control

SECONDS = 30.0
"""How long a part of a plan of a small term may take: it does not take that long."""


LEVELS = ("coverage", "curriculum", "fairness", "comfort")


def patient(seed: int = 0, workers: int = 1) -> Control:
    """Return limits that small terms do not reach."""
    return Control(time_limit_seconds=60.0, workers=workers, seed=seed)


def prover() -> cp_model.CpSolver:
    """Return a solver for small models: with more linear relaxations it proves soon what is best of them."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    return solver


def best_values(term: Term, scope: Scope | None = None) -> dict[str, int] | None:
    """Return the best value of each level with those before held, or None when no plan exists."""
    model = Model(term, scope or Scope.whole(term))
    values: dict[str, int] = {}
    for level in term.levels:
        if level == STABILITY:
            continue
        price = model.price(level)
        if isinstance(price, int):
            model.proto.proto.clear_objective()
        else:
            model.proto.minimize(price)
        solver = prover()
        solver.parameters.max_deterministic_time = 30.0
        status = solver.solve(model.proto)
        if status == cp_model.INFEASIBLE:
            return None
        assert status == cp_model.OPTIMAL
        values[level] = price if isinstance(price, int) else round(solver.objective_value)
        model.proto.add(price <= values[level])
    return values


def best_of(term: Term, scope: Scope | None = None) -> dict[str, int]:
    """Return the best value of each level of a term that has a plan."""
    values = best_values(term, scope)
    assert values is not None
    return values


def without_pins(term: Term) -> Term:
    """Return the term with nothing that could make it impossible."""
    return replace(term, pins=())


def possible(term: Term) -> Term:
    """Return the term with nothing that could make it impossible, promised mentors included."""
    trainees = tuple(replace(trainee, mentor=None) for trainee in term.trainees)
    return replace(without_pins(term), trainees=trainees)


def values_of(levels: Mapping[str, int] | None) -> list[tuple[str, int]] | None:
    """Return levels and values in their order, which comparing dictionaries leaves out."""
    return None if levels is None else list(levels.items())


def started(term: Term, plan: Plan, scope: Scope) -> PartSearch:
    """Return a search that begins with a plan, all levels being priced."""
    search = PartSearch(term, scope, plan)
    assert search.complete(plan, LEVELS, patient())
    return search


def silent(value: int | None, bound: int) -> None:
    """Report nothing."""
