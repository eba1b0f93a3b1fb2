"""
A service with ``after`` is taken only when a rotation on each service that it names came before.

Why
    Some services build on what another teaches.
Reads
    ``services.csv``: ``after``.
Violation
    One rotation and one service that did not come before it; its amount is 1.
Encoding
    A rotation implies that one on each service named in ``after``, over before it begins, is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from constraints.rule import At, HardRule, Violation

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions
    from inputs.plan import Plan
    from inputs.term import Term


class ServiceOrder(HardRule):
    """Services come after those that they build on."""

    def post(self, model: cp_model.CpModel, x: Decisions, term: Term) -> None:
        """Bind each rotation to an earlier one on each service it builds on."""
        for trainee in x.trainees:
            for service in term.services:
                for needed in service.after:
                    others = x.blocks_on(trainee, term.service_by_id[needed])
                    for block, literal in x.blocks_on(trainee, service):
                        before = [
                            other_literal
                            for other, other_literal in others
                            if other.weeks[-1].number < block.weeks[0].number
                        ]
                        model.add_bool_or([~literal, *before])

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each rotation that lacks one it builds on."""
        for rotation in plan.rotations:
            trainee, service = rotation.trainee, rotation.service
            before = {r.service.id for r in plan.rotations_of(trainee) if r.span.end <= rotation.span.start}
            for needed in service.after:
                if needed not in before:
                    yield self.broken(
                        f"{trainee} is on {service} from {rotation.span}, but has no rotation on "
                        f"{term.service_by_id[needed]} before.",
                        At(trainee, service.id, rotation.span),
                    )
