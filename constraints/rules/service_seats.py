"""
A service hosts at most ``seats`` trainees in any week.

Why
    A round is a small team; each trainee needs a named supervisor.
Reads
    ``services.csv``: ``seats``, in trainees a week; ``seats.csv`` for weeks that have another number.
    Who was there before the day of replanning stays in that week, though there are fewer seats now.
Violation
    One service in one week; its amount is the number of trainees above the limit.
Encoding
    For each service and week, the trainees on it are at most its seats.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from constraints.rule import At, HardRule, Violation
from inputs.faults import listed
from inputs.words import counted

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions
    from inputs.days import Week
    from inputs.people import Trainee
    from inputs.plan import Plan
    from inputs.programme import Service
    from inputs.term import Term


class ServiceSeats(HardRule):
    """Services have few seats."""

    def post(self, model: cp_model.CpModel, x: Decisions, term: Term) -> None:
        """Limit the trainees on each service in each week."""
        for service in filter(x.knows_weeks, term.services):
            for week in term.weeks:
                on = x.anybody_on(service, week)
                seats = term.service_seats(service, week)
                if term.is_fixed(week.monday):
                    seats = max(seats, sum(1 for _ in _there_before(x, service, week, term)))
                if len(on) > seats:
                    model.add(x.total(on) <= seats)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each week in which a service has more trainees than seats."""
        for service in term.services:
            rotations = [rotation for rotation in plan.rotations if rotation.service == service]
            changes = [c for c in term.seat_changes if c.item == service.id]
            for week in term.weeks:
                there = {rotation.trainee for rotation in rotations if rotation.covers(week)}
                seats = min((c.seats for c in changes if c.span.overlaps(week.span)), default=service.seats)
                before = {t for t in there if term.is_settled(max(week.monday, t.stay.start))}
                seats = max(seats, len(before))
                if len(there) > seats:
                    names = listed(sorted(trainee.name for trainee in there))
                    yield self.broken(
                        f"{service} hosts {names} in {week}, but has {counted(seats, 'seat')}.",
                        At(None, service.id, week.span),
                        len(there) - seats,
                    )


def _there_before(x: Decisions, service: Service, week: Week, term: Term) -> Iterator[Trainee]:
    """Yield who is on a service in a week that had begun, on stay, before the day of replanning."""
    for trainee in term.trainees:
        if term.is_fixed(max(week.monday, trainee.stay.start)) and x.on_any(trainee, [service], week):
            yield trainee
