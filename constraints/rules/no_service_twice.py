"""
A trainee takes each service at most once.

Why
    A second rotation on a service takes a place from somebody who has seen none of it.
Reads
    Nothing but the plan.
Violation
    One trainee and service; its amount is the number of rotations above one.
Encoding
    For each trainee and service, at most one rotation is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from constraints.rule import At, HardRule, Violation

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions
    from inputs.plan import Plan
    from inputs.term import Term


class NoServiceTwice(HardRule):
    """No trainee takes a service twice."""

    def post(self, model: cp_model.CpModel, x: Decisions, term: Term) -> None:
        """Allow at most one rotation of each trainee on each service."""
        for trainee in x.trainees:
            for service in term.services:
                taken = [literal for _, literal in x.blocks_on(trainee, service)]
                if len(taken) > 1:
                    model.add_at_most_one(taken)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each service that a trainee takes several times."""
        for trainee in term.trainees:
            counts = Counter(rotation.service for rotation in plan.rotations_of(trainee))
            for service, count in counts.items():
                if count > 1:
                    yield self.broken(
                        f"{trainee} has {count} rotations on {service}, but takes each service at most once.",
                        At(trainee, service.id, trainee.stay),
                        count - 1,
                    )
