"""
No session overlaps one's own round.

Why
    The morning round is the heart of a rotation; nobody leaves it for something else.
Reads
    ``services.csv``: ``round_start``, ``round_minutes``.
Violation
    One session; its amount is 1.
Encoding
    For each session, it and being on a service whose round overlaps it exclude each other in that week.
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


class ClearOfRounds(HardRule):
    """Rounds come before sessions."""

    def post(self, model: cp_model.CpModel, x: Decisions, term: Term) -> None:
        """Forbid sessions that overlap the round of a service that the trainee is on."""
        if not x.covers_rotations:
            return
        for trainee in term.trainees:
            for option, literal in x.attended(trainee).items():
                week = term.week_of(option.date)
                on = [
                    x.on(trainee, service, week)
                    for service in term.services
                    if (own_round := service.round_on(option.date)) and own_round.overlaps(option.period)
                ]
                if on:
                    model.add(literal + sum(on) <= 1)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each session during a round of the trainee's service."""
        for session in plan.sessions:
            trainee, day = session.trainee, session.period.date
            for service in plan.services_in(trainee, term.week_of(day)):
                own_round = service.round_on(day)
                if own_round is None or not term.is_working(day) or not own_round.overlaps(session.period):
                    continue
                yield self.broken(
                    f"{trainee} has {session}, but the round of {service} lasts until {own_round.end:%H:%M}.",
                    At(trainee, session.activity.id, Span.through(day, day)),
                )
