"""
A room holds at most its ``seats`` for all trainees who are in it at one moment.

Why
    Rooms may be shared, but chairs are not.
Reads
    ``rooms.csv``: ``seats``, in trainees; ``seats.csv`` for days that have another number (of several, the
    fewest). Who was there before the day of replanning was, though there are fewer seats now.
Violation
    One room and moment at which a session begins; its amount is the number of trainees above the limit.
Encoding
    For each room and moment at which an occurrence begins, those who attend what goes on in it are at most
    its seats.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from constraints.moments import together
from constraints.rule import At, HardRule, Violation
from inputs.days import Span, say_day, say_time
from inputs.faults import listed
from inputs.words import counted

if TYPE_CHECKING:
    from datetime import date

    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions, Literal
    from inputs.days import Period
    from inputs.people import Room
    from inputs.plan import Plan
    from inputs.term import Term


class RoomSeats(HardRule):
    """Rooms have few seats."""

    def post(self, model: cp_model.CpModel, x: Decisions, term: Term) -> None:
        """Limit who is in each room at each moment."""
        for room in filter(term.has_limit, term.rooms):
            inside = [o for o in x.occurrences if o.room == room and not term.is_fixed(o.date)]
            at: dict[Period, list[Literal]] = {}
            for occurrence in inside:
                at.setdefault(occurrence.period, []).extend(x.anybody_at(occurrence))
            for period, literals in together(at):
                seats = term.room_seats(room, period.date)
                if seats is not None and len(literals) > seats:
                    model.add(x.total(literals) <= seats)
            for occurrence in inside:
                if term.room_seats(room, occurrence.date) == 0:
                    model.add(x.total(x.anybody_at(occurrence)) <= 0)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each moment at which a room holds more trainees than seats."""
        for room in term.rooms:
            held = [
                (period, company)
                for (_, period, where), company in plan.company.items()
                if where == room and not term.is_settled(period.date)
            ]
            for day, start in sorted({(period.date, period.start) for period, _ in held}):
                seats = _seats(room, day, term)
                present = sorted(
                    session.trainee.name
                    for period, company in held
                    if period.date == day and period.start <= start < period.end
                    for session in company
                )
                if seats is not None and len(present) > seats:
                    yield self.broken(
                        f"{room} holds {listed(present)} on {say_day(day)} at {say_time(start)}, but has "
                        f"{counted(seats, 'seat')}.",
                        At(None, room.id, Span.through(day, day)),
                        len(present) - seats,
                    )


def _seats(room: Room, day: date, term: Term) -> int | None:
    if any(other.id == room.id for other in (*term.services, *term.activities)):
        return room.seats  # a row of seats with that id is about the other
    then = [change.seats for change in term.seat_changes if change.item == room.id and day in change.span]
    return min(then) if then else room.seats
