"""
A trainee is on at most one service in any week.

Why
    A trainee belongs to one team at a time.
Reads
    Nothing but the plan.
Violation
    One trainee in one week; its amount is the number of services above one.
Encoding
    For each trainee and week, at most one of the rotations that cover the week is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from constraints.rule import At, HardRule, Violation
from inputs.faults import listed

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions
    from inputs.plan import Plan
    from inputs.term import Term


class OneServiceAWeek(HardRule):
    """At most one service a week."""

    def post(self, model: cp_model.CpModel, x: Decisions, term: Term) -> None:
        """Forbid two rotations that share a week."""
        for trainee in x.trainees:
            for week in term.weeks_of_stay(trainee):
                covering = x.blocks_in(trainee, week)
                if len(covering) > 1:
                    model.add_at_most_one(covering)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each week in which a trainee is on several services."""
        for trainee in term.trainees:
            for week in term.weeks:
                services = plan.services_in(trainee, week)
                if len(services) > 1:
                    names = listed(service.name for service in services)
                    yield self.broken(
                        f"{trainee} is on {names} in {week}, but a trainee is on one service at a time.",
                        At(trainee, services[-1].id, week.span),
                        len(services) - 1,
                    )
