"""
No trainee is in two sessions at once.

Why
    Nobody can be twice at once.
Reads
    Nothing but the plan.
Violation
    Two sessions of one trainee that overlap; its amount is 1.
Encoding
    For each trainee and moment at which a session may begin, at most one of the sessions that cover it is
    attended.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, groupby
from typing import TYPE_CHECKING

from constraints.moments import together
from constraints.rule import At, HardRule, Violation
from inputs.days import Span

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions
    from inputs.plan import Plan
    from inputs.term import Term


class TraineeInOnePlace(HardRule):
    """No trainee is twice at once."""

    def post(self, model: cp_model.CpModel, x: Decisions, term: Term) -> None:
        """Allow one session of each trainee at each moment."""
        for trainee in x.trainees:
            for _, literals in together(x.attended_at(trainee)):
                model.add_at_most_one(literals)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each two sessions of a trainee that overlap."""
        for trainee in term.trainees:
            for day, sessions in groupby(plan.sessions_of(trainee), key=lambda session: session.period.date):
                for first, second in combinations(sessions, 2):
                    if first.period.overlaps(second.period):
                        at = At(trainee, second.activity.id, Span.through(day, day), beside=first.activity.id)
                        yield self.broken(
                            f"{trainee} has {first} and {second}, but nobody can be in two places at once.",
                            at,
                        )
