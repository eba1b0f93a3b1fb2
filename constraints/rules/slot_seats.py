"""
An occurrence takes at most the ``seats`` of its slot.

Why
    A simulator, a clinic room or a bench teaches only so many at a time.
Reads
    ``slots.csv``: ``seats``, in trainees; ``seats.csv`` for days that have another number (of several, the
    fewest). Who attended before the day of replanning did so, though there are fewer seats now.
Violation
    One occurrence; its amount is the number of trainees above the limit.
Encoding
    For each occurrence, those who attend are at most its seats.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from constraints.rule import At, HardRule, Violation
from inputs.days import Span
from inputs.faults import listed
from inputs.words import at_most

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions
    from inputs.days import Period
    from inputs.people import Room
    from inputs.plan import Plan
    from inputs.programme import Activity
    from inputs.term import Term


class SlotSeats(HardRule):
    """Slots have few seats."""

    def post(self, model: cp_model.CpModel, x: Decisions, term: Term) -> None:
        """Limit who attends each occurrence."""
        for occurrence in x.occurrences:
            seats = term.slot_seats(occurrence)
            attending = () if term.is_fixed(occurrence.date) else x.anybody_at(occurrence)
            if seats is not None and len(attending) > seats:
                model.add(x.total(attending) <= seats)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each occurrence with more trainees than seats."""
        for (activity, period, room), company in plan.company.items():
            seats = _seats(activity, period, room, term)
            if seats is not None and len(company) > seats and not term.is_settled(period.date):
                names = listed(sorted(session.trainee.name for session in company))
                yield self.broken(
                    f"{activity} on {period} has {names}, but takes {at_most(seats)}.",
                    At(None, activity.id, Span.through(period.date, period.date)),
                    len(company) - seats,
                )


def _seats(activity: Activity, period: Period, room: Room | None, term: Term) -> int | None:
    changed = [c.seats for c in term.seat_changes if c.item == activity.id and period.date in c.span]
    if changed:
        return min(changed)
    for slot in term.slots:
        same = slot.activity == activity and slot.start == period.start and slot.room == room
        if same and slot.runs_on(period.date, term.week_of(period.date)):
            return slot.seats
    return None
