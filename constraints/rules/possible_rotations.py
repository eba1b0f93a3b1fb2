"""
A rotation lies within the stay, runs over whole weeks, and is on a service of the trainee's audience.

Why
    Services take over trainees on Mondays and hand them on at the weekend.
Reads
    ``trainees.csv``: ``first_day``, ``last_day``, ``kind``; ``services.csv``: ``audience``.
Violation
    One rotation; its amount is 1.
Encoding
    Nothing to post: only possible rotations have a variable.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from constraints.rule import At, HardRule, Violation
from inputs.days import say_day
from inputs.faults import listed
from inputs.words import with_article

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions
    from inputs.plan import Plan, Rotation
    from inputs.term import Term


class PossibleRotations(HardRule):
    """Rotations fit the stay, the weeks and the audience."""

    def post(self, model: cp_model.CpModel, x: Decisions, term: Term) -> None:
        """Post nothing: the decisions hold only what is possible."""

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each rotation that the structure of the term rules out."""
        for rotation in plan.rotations:
            at = At(rotation.trainee, rotation.service.id, rotation.span)
            for complaint in _complaints(rotation):
                yield self.broken(f"{rotation.trainee} is on {rotation.service} {complaint}", at)


def _complaints(rotation: Rotation) -> Iterator[str]:
    trainee, service, span = rotation.trainee, rotation.service, rotation.span
    stay = trainee.stay
    if span.start < stay.start or span.end > stay.end:
        yield f"from {span}, but stays from {stay}."
    elif span.start.weekday() != 0 and span.start != stay.start:
        yield f"from {say_day(span.start)}, but rotations begin on a Monday or with the stay."
    elif span.end.weekday() != 0 and span.end != stay.end:
        yield f"until {say_day(span.last_day)}, but rotations end on a Sunday or with the stay."
    if service.audience and trainee.kind not in service.audience:
        kind = with_article(trainee.kind)
        yield f"from {span}, but is {kind}, and it is only for {listed(service.audience)}."
