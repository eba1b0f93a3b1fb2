"""The decisions of a ward that was drawn, and the solver to try them with."""

from __future__ import annotations

from ortools.sat.python import cp_model

from constraints.catalogue import hard_rules, soft_rules
from constraints.decisions import Decisions
from constraints.scope import Scope
from inputs.plan import Plan
from inputs.term import Term

WARD = """
    service ward 2 round=08:00+60
    service lab 2
    faculty wang leads=ward;mdt topics=genes;imaging
    faculty chen leads=ward topics=biopsy
    hours wang Tue 14:00-16:00
    hours chen Tue 14:00-16:00
    activity mdt weekly 60 topics=genes;biopsy
    activity talk weekly 60 meeting
    slot mdt Mon 09:00
    trainee amara fellow 03-01..03-14
    trainee li fellow 03-01..03-14
    rotation amara ward 03-01..03-07
    rotation amara lab 03-08..03-14
    rotation li lab 03-01..03-14
    round ward 03-01 wang
    session amara mdt 03-01 09:00 with=wang topic=genes
    session li mdt 03-01 09:00 with=wang topic=genes
    session amara talk 03-02 14:00 with=wang topic=genes
    session amara talk 03-09 14:00 with=wang topic=imaging
    session li talk 03-02 14:00 with=chen topic=biopsy
    mentor amara wang
"""


def solve(model: cp_model.CpModel) -> cp_model.CpSolver | None:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver if solver.status_name(solver.solve(model)) in ("OPTIMAL", "FEASIBLE") else None


def decisions(
    term: Term, scope: Scope, given: Plan | None = None, *, background: bool = False
) -> tuple[cp_model.CpModel, Decisions]:
    model = cp_model.CpModel()
    return model, Decisions(model, term, scope, given, background=background)


def fits(plan: Plan, term: Term) -> bool:
    model, x = decisions(term, Scope.whole(term))
    x.fix(plan)
    return solve(model) is not None


def as_sets(plan: Plan) -> tuple[set[object], ...]:
    return set(plan.rotations), set(plan.rounds), set(plan.sessions), set(plan.mentorships)


def least(
    term: Term,
    scope: Scope,
    level: str,
    given: Plan | None = None,
    *,
    fixed: bool = False,
    background: bool = False,
) -> int | None:
    """Return the least price of a level, with coverage priced before it; None where no plan is possible."""
    model, x = decisions(term, scope, given, background=background)
    for rule in hard_rules(term):
        rule.post(model, x, term)
    price: cp_model.LinearExprT = 0
    for each in dict.fromkeys(("coverage", level)):
        price = sum(rule.penalty(model, x, term) for rule in soft_rules(term, each))
    if fixed and given is not None:
        x.fix(given)
    model.minimize(price)
    solver = solve(model)
    return round(solver.objective_value) if solver else None
