"""
A session is an occurrence, or a meeting within a mentor's hours, that the trainee can attend.

Why
    Nobody can be sent to a place that is closed, to a day off, or to a mentor who is away.
Reads
    ``slots.csv``, ``hours.csv``, ``absences.csv``, ``calendars``, ``calendar.csv``; ``trainees.csv``:
    ``kind``, ``first_day``, ``last_day``; ``activities.csv``: ``audience``.
Violation
    One session; its amount is 1.
Encoding
    Nothing to post: only possible sessions have a variable.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import time
from typing import TYPE_CHECKING

from constraints.rule import At, HardRule, Violation
from inputs.days import Span, minutes_between, say_weekday, weekday_of
from inputs.faults import listed
from inputs.words import with_article

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions
    from inputs.plan import Plan, Session
    from inputs.programme import Slot
    from inputs.term import Term

    Slots = Mapping[tuple[str, time], Iterable[Slot]]
    """The slots by the id of their activity and their start."""


class PossibleSessions(HardRule):
    """Sessions are where and when they can be."""

    def post(self, model: cp_model.CpModel, x: Decisions, term: Term) -> None:
        """Post nothing: the decisions hold only what is possible."""

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each session that the structure of the term rules out."""
        slots: dict[tuple[str, time], list[Slot]] = {}
        for slot in term.slots:
            slots.setdefault((slot.activity.id, slot.start), []).append(slot)
        for session in plan.sessions:
            complaint = _complaint(session, term, slots)
            if complaint:
                day = session.period.date
                at = At(session.trainee, session.activity.id, Span.through(day, day))
                text = f"{session.trainee} has {session}, but {complaint}."
                yield self.broken(text, at, because=complaint)


def _complaint(session: Session, term: Term, slots: Slots) -> str | None:
    trainee, activity, day = session.trainee, session.activity, session.period.date
    if day not in trainee.stay:
        return f"stays from {trainee.stay}"
    if not term.is_working(day):
        return f"{say_weekday(day)} is no working day"
    if activity.audience and trainee.kind not in activity.audience:
        return f"is {with_article(trainee.kind)}, and it is only for {listed(activity.audience)}"
    if term.is_absent(trainee, session.period):
        return "is absent then"
    if session.is_meeting:
        return _meeting_complaint(session, term)
    same = slots.get((activity.id, session.period.start), ())
    return _slot_complaint(session, term, same)


def _slot_complaint(session: Session, term: Term, slots: Iterable[Slot]) -> str | None:
    activity, period, room = session.activity, session.period, session.room
    week = term.week_of(period.date)
    for slot in slots:
        if (
            slot.room == room
            and slot.weekday == weekday_of(period.date)
            and slot.weeks.admits(period.date, week)
        ):
            if slot.end != period.end:
                return f"it lasts {activity.minutes} minutes"
            if room is not None and term.is_absent(room, period):
                return f"{room} is closed then"
            return None
    where = f" in {room}" if room else " without a room"
    return f"the timetable has no such slot{where}"


def _meeting_complaint(session: Session, term: Term) -> str | None:
    mentor, period, minutes = session.faculty, session.period, session.activity.minutes
    if mentor is None:
        return "a meeting needs a mentor"
    if session.room is not None:
        return "meetings have no room"
    if mentor.max_meetings_per_week == 0:
        return f"{mentor} is no mentor"
    if period.minutes != minutes:
        return f"it lasts {minutes} minutes"
    if term.is_absent(mentor, period):
        return f"{mentor} is {term.say_absent(mentor, period)} then"
    for hours in mentor.hours:
        fits = hours.weekday == weekday_of(period.date) and period.date in hours.span
        if not fits or period.start < hours.start or period.end > hours.end:
            continue
        if minutes_between(hours.start, period.start) % minutes == 0:
            return None
    return f"{mentor} offers no such time"
