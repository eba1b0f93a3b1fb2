"""
A trainee on a service does not attend the activities that the service blocks.

Why
    Some services cannot spare their trainees at certain times.
Reads
    ``services.csv``: ``blocks``.
Violation
    One session; its amount is 1.
Encoding
    Each session of a blocked activity, and being on such a service in its week, exclude each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from constraints.rule import At, HardRule, Violation
from inputs.days import Span

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions
    from inputs.plan import Plan
    from inputs.term import Term


class BlockedActivities(HardRule):
    """Services block activities."""

    def post(self, model: cp_model.CpModel, x: Decisions, term: Term) -> None:
        """Forbid attending in weeks on a service that blocks the activity."""
        for activity in term.activities:
            blocking = [service for service in term.services if activity.id in service.blocks]
            for trainee in x.trainees if blocking else ():
                for option, literal in x.attended_of(trainee, activity):
                    for on in x.on_any(trainee, blocking, term.week_of(option.date)):
                        model.add_at_most_one((literal, on))

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each session of an activity that the trainee's service blocks."""
        for session in plan.sessions:
            trainee, day = session.trainee, session.period.date
            for service in plan.services_in(trainee, term.week_of(day)):
                if session.activity.id in service.blocks:
                    yield self.broken(
                        f"{trainee} has {session}, but is on {service} then, which blocks it.",
                        At(trainee, session.activity.id, Span.through(day, day)),
                    )
