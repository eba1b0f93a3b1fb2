"""
No session overlaps one's own round.

Why
    The morning round is the heart of a rotation; nobody leaves it for something else.
Reads
    ``services.csv``: ``round_start``, ``round_minutes``; ``absences.csv``: who is absent during a round has
    none.
Violation
    One session; its amount is 1.
Encoding
    For each session, it and being on a service whose round overlaps it exclude each other in that week.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from constraints.rule import At, HardRule, Violation
from inputs.days import Span, say_time

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions
    from inputs.plan import Plan
    from inputs.term import Term


class ClearOfRounds(HardRule):
    """Rounds come before sessions."""

    def post(self, model: cp_model.CpModel, x: Decisions, term: Term) -> None:
        """Forbid sessions that overlap the round of a service that the trainee is on."""
        for service in filter(x.knows_weeks, term.services):
            for trainee in x.trainees:
                for period, literals in x.attended_at(trainee).items():
                    if not service.has_round_in(period):
                        continue
                    own_round = service.round_on(period.date)
                    if own_round is not None and not term.is_absent(trainee, own_round):
                        for on in x.on_any(trainee, [service], term.week_of(period.date)):
                            for literal in literals:
                                model.add_at_most_one((literal, on))

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each session during a round of the trainee's service."""
        for session in plan.sessions:
            trainee, day = session.trainee, session.period.date
            for service in plan.services_in(trainee, term.week_of(day)):
                own_round = service.round_on(day)
                if own_round is None or not own_round.overlaps(session.period):
                    continue
                if not term.is_working(day) or term.is_absent(trainee, own_round):
                    continue
                yield self.broken(
                    f"{trainee} has {session}, but is on the round of {service} from "
                    f"{say_time(own_round.start)} to {say_time(own_round.end)}.",
                    At(trainee, session.activity.id, Span.through(day, day)),
                )
