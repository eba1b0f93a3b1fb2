"""Improves the meetings of a plan a few trainees at a time, all others kept as they are.

Meetings compete for hours, but mostly a few trainees for those of a few mentors: each step is a small model
that is solved to optimality in a moment, where the model of all meetings takes long to find anything good.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from constraints.decisions import Scope
from inputs.people import Trainee
from inputs.plan import Plan
from inputs.term import Term
from scheduler.model import Model
from scheduler.solving.search import Control, minimize

SECONDS_A_STEP = 3.0
WEIGHT = 10_000
"""Of a level above the next: more than any price of a few trainees at one level."""
SIZES = (1, 1, 3, 3, 5)
"""How many trainees are open in a step, pass by pass."""


def improve_by_trainees(
    term: Term, scope: Scope, plan: Plan, levels: Sequence[str], control: Control, *, seconds: float
) -> Plan:
    """Return a plan at least as good, level before level, found by opening a few trainees at a time.

    Parameters
    ----------
    scope
        What is open for those trainees.
    plan
        A plan of the whole; what it says of other trainees and beyond the scope is kept.
    levels
        The levels, the weightiest first.
    seconds
        A limit for all steps together.
    """
    until = control.seconds + seconds
    for size in SIZES:
        for trainees in _neighbours(term, plan, size):
            if control.stopped or control.seconds > until:
                return plan
            plan = _improved(term, scope, plan, trainees, levels, control)
    return plan


def _neighbours(term: Term, plan: Plan, size: int) -> Iterator[list[Trainee]]:
    """Yield each trainee with those who compete most for the same mentors' hours, the longest stays first."""
    order = sorted(term.trainees, key=lambda trainee: (-trainee.stay.days, trainee.id))
    for trainee in order[:: max(1, size - 1)]:
        mentors = {session.faculty for session in plan.sessions_of(trainee) if session.is_meeting}
        mentors |= set(plan.main_mentors.get(trainee, ()))
        shared = {
            other: sum(1 for s in plan.sessions_of(other) if s.is_meeting and s.faculty in mentors)
            for other in order
            if other != trainee and other.stay.overlaps(trainee.stay)
        }
        rivals = sorted(shared, key=lambda other: (-shared[other], other.id))
        yield [trainee, *rivals[: size - 1]]


def _improved(
    term: Term, scope: Scope, plan: Plan, trainees: list[Trainee], levels: Sequence[str], control: Control
) -> Plan:
    few = replace(scope, trainees=frozenset(trainee.id for trainee in trainees))
    model = Model(term, few, plan)
    weights = [WEIGHT**place for place in reversed(range(len(levels)))]
    price = sum(weight * model.price(level) for weight, level in zip(weights, levels, strict=True))
    model.x.hint(plan)
    now = minimize(model, price, control, fixed_to_hint=True)
    if now.found:
        model.proto.proto.clear_solution_hint()
        model.proto.proto.solution_hint.vars.extend(range(len(now.values)))
        model.proto.proto.solution_hint.values.extend(now.values)
    then = minimize(model, price, control, seconds=SECONDS_A_STEP)
    if not then.found or (now.found and then.value >= now.value):
        return plan
    return model.x.plan(lambda literal: bool(then.values[literal.index]))
