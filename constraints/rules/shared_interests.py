"""
The main mentor shares an interest with the trainee; one who shares none, or none at all, costs a point.

Why
    A mentor who works on what the trainee came for opens doors that no lecture can.
Reads
    ``trainees.csv`` and ``faculty.csv``: ``interests``.
Violation
    One trainee; its amount is 1.
Encoding
    For each trainee, one of those who share an interest is main mentor or the price is paid.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from constraints.rule import At, SoftRule, Violation

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions, Literal
    from inputs.plan import Plan
    from inputs.term import Term


class SharedInterests(SoftRule):
    """Mentors share interests with their mentees."""

    level: ClassVar[str] = "curriculum"
    price: ClassVar[str] = "trainees without a mentor who shares an interest"

    def penalty(self, model: cp_model.CpModel, x: Decisions, term: Term) -> cp_model.LinearExprT:
        """Charge each trainee without a main mentor of like interests."""
        if not x.covers_mentors:
            return 0
        prices: list[Literal] = []
        for trainee in x.trainees:
            interests = set(trainee.interests)
            kindred = [lit for mentor, lit in x.mentors(trainee).items() if interests & set(mentor.interests)]
            alone = x.new()
            model.add(alone + sum(kindred) >= 1)
            prices.append(alone)
        return sum(prices)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each trainee whose main mentor shares no interest, or who has none."""
        for trainee in term.trainees:
            mentors = plan.main_mentors.get(trainee, [])
            if any(interest in mentor.interests for mentor in mentors for interest in trainee.interests):
                continue
            text = (
                f"{trainee} shares no interest with {mentors[0]}, the main mentor."
                if mentors
                else f"{trainee} has no main mentor."
            )
            yield self.broken(text, At(trainee, mentors[0].id if mentors else "", trainee.stay))
