"""
A room holds at most its ``seats`` for all trainees who are in it at one moment.

Why
    Rooms may be shared, but chairs are not.
Reads
    ``rooms.csv``: ``seats``, in trainees.
Violation
    One room and moment; its amount is the number of trainees above the limit.
Encoding
    For each room and moment at which an occurrence begins, those who attend what goes on in it are at most its seats.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from constraints.moments import together
from constraints.rule import At, HardRule, Violation
from inputs.days import Span, say_day, say_time

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions
    from inputs.plan import Plan
    from inputs.term import Term


class RoomSeats(HardRule):
    """Rooms have few seats."""

    def post(self, model: cp_model.CpModel, x: Decisions, term: Term) -> None:
        """Limit who is in each room at each moment."""
        for room in term.rooms:
            if room.seats is None:
                continue
            inside = [occurrence for occurrence in x.occurrences if occurrence.room == room]
            items = (
                (occurrence.period, literal)
                for occurrence in inside
                for _, literal in x.attending(occurrence)
            )
            for _, literals in together(items):
                if len(literals) > room.seats:
                    model.add(sum(literals) <= room.seats)
            if room.seats == 0:
                for occurrence in inside:
                    model.add(sum(literal for _, literal in x.attending(occurrence)) <= 0)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each moment at which a room holds more trainees than seats."""
        for room in term.rooms:
            if room.seats is None:
                continue
            held = [
                (period, company) for (_, period, where), company in plan.company.items() if where == room
            ]
            for moment, _ in held:
                present = {
                    session.trainee
                    for period, company in held
                    if period.date == moment.date and period.start <= moment.start < period.end
                    for session in company
                }
                if len(present) > room.seats:
                    yield self.broken(
                        f"{room} holds {len(present)} trainees on {say_day(moment.date)} at "
                        f"{say_time(moment.start)}, but has {room.seats} seat(s).",
                        At(None, room.id, Span.through(moment.date, moment.date)),
                        len(present) - room.seats,
                    )
