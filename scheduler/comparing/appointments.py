"""What a plan holds for each person, as that person sees it."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise

from inputs.days import Period, Span, minutes_after, say_time
from inputs.people import Faculty, Room, Trainee
from inputs.plan import Plan
from inputs.programme import Service
from inputs.term import Term
from scheduler.comparing.matching import Thing, pair_up
from scheduler.outputs.calendars.identity import (
    occurrence_identities,
    rotation_identities,
    session_identities,
)
from scheduler.outputs.round_leads import LedOnDays, LedSpan, RoundLeads

Cuts = AbstractSet[tuple[str, date]]
"""Ids of services, each with a day."""


@dataclass(frozen=True)
class Side:
    """A plan and the term that it was made for; ``led`` tells who led the rounds of single days."""

    plan: Plan
    term: Term
    led: LedOnDays = field(default_factory=dict)

    @cached_property
    def leads(self) -> RoundLeads:
        """Who leads rounds, day by day."""
        return RoundLeads(self.plan, self.term, self.led)

    @property
    def cuts(self) -> Cuts:
        """The days on which the lead of a service's rounds changes in the middle of a week."""
        return frozenset(
            (led.service.id, led.span.start)
            for led in self.leads.spans
            if led.span.start > max(led.week.monday, self.term.span.start)
        )


@dataclass(frozen=True)
class Appointment:
    """One thing for one person.

    ``about`` tells what it is, the same for everybody whom it touches; ``facts`` are what may change of it,
    by name: ``room``, ``mentor``, ``lead``, ``topic`` and ``rounds`` (their time). Being main mentor is at no
    time, but over after a day: ``until``.
    """

    about: str
    what: str
    when: Period | Span | None = None
    facts: tuple[tuple[str, str], ...] = ()
    until: date | None = None


Person = Trainee | Faculty


def appointments_in(side: Side, cuts: Cuts = frozenset()) -> Iterator[tuple[Person, Appointment]]:
    """Yield all that a plan holds for anybody.

    A week of rounds to lead is one appointment; where it is cut, what lies before a day is one, and what
    follows another, so that the same days can be compared.
    """
    yield from _sessions(side.plan)
    yield from _leads(side)
    yield from _rotations(side)
    yield from _rounds(side, cuts)
    for mentorship in side.plan.mentorships:
        trainee, mentor = mentorship.trainee, mentorship.mentor
        about, until = main_mentor_of(trainee), trainee.stay.last_day
        yield trainee, Appointment(about, "main mentor", facts=(("mentor", mentor.name),), until=until)
        yield mentor, Appointment(about, main_mentor_to_a_mentor(trainee.name), until=until)


def main_mentor_of(trainee: Trainee) -> str:
    """Return what the main mentor of a trainee is about, for both."""
    return f"main mentor of {trainee.id}"


def main_mentor_to_a_mentor(name: str) -> str:
    """Return what being main mentor of somebody of that name is called for the mentor."""
    return f"main mentor of {name}"


def same_things(old: Side, new: Side) -> dict[str, str]:
    """Return what each thing of the new plan was about in the old one, where it was in that."""
    was: dict[str, str] = {}
    for before, after in (
        (_session_things(old.plan), _session_things(new.plan)),
        (_occurrence_things(old), _occurrence_things(new)),
    ):
        pairs = pair_up(before, after)
        was |= {str(after[n].identity): str(before[m].identity) for n, m in pairs.items()}
    return was


def _session_things(plan: Plan) -> list[Thing]:
    return [
        Thing(identity, session.period, _id(session.room))
        for session, identity in session_identities(plan).items()
    ]


def _occurrence_things(side: Side) -> list[Thing]:
    places = occurrence_identities(side.plan.company, side.term)
    return [Thing(identity, period, _id(room)) for (_, period, room), identity in places.items()]


def _sessions(plan: Plan) -> Iterator[tuple[Person, Appointment]]:
    for session, identity in session_identities(plan).items():
        room = ("room", session.room.name if session.room else "")
        topic = ("topic", session.topic)
        lead = session.faculty.name if session.faculty else ""
        about, what = str(identity), str(session.activity)
        with_lead = ("mentor" if session.is_meeting else "lead", lead)
        yield session.trainee, Appointment(about, what, session.period, (room, with_lead, topic))
        if session.is_meeting and session.faculty:
            what = f"{what} with {session.trainee}"
            yield session.faculty, Appointment(about, what, session.period, (room, topic))


def _leads(side: Side) -> Iterator[tuple[Person, Appointment]]:
    company = side.plan.company
    for place, identity in occurrence_identities(company, side.term).items():
        activity, period, room = place
        topics = "; ".join(sorted({session.topic for session in company[place]} - {""}))
        facts = (("room", room.name if room else ""), ("topic", topics))
        for lead in {session.faculty for session in company[place]}:
            if lead:
                yield lead, Appointment(str(identity), f"{activity}, as lead", period, facts)


def _rotations(side: Side) -> Iterator[tuple[Person, Appointment]]:
    for rotation, identity in rotation_identities(side.plan).items():
        facts = _round_time(rotation.service)
        yield rotation.trainee, Appointment(str(identity), str(rotation.service), rotation.span, facts)


def _rounds(side: Side, cuts: Cuts) -> Iterator[tuple[Person, Appointment]]:
    for led in side.leads.spans:
        for span in _pieces(led, cuts):
            about = _about_rounds(led, span, cuts)
            for lead in led.leads:
                yield lead, Appointment(about, f"Lead on {led.service}", span, _round_time(led.service))


def attended_rounds(side: Side, cuts: Cuts = frozenset()) -> Iterator[tuple[Trainee, Span, Appointment]]:
    """Yield the rounds of each week of a rotation: whose, on which days, by whom led; cut as for the leads.

    They are about the same things; that they come and go with the rotation is told with that.
    """
    term = side.term
    for rotation in dict.fromkeys(side.plan.rotations):
        trainee, service = rotation.trainee, rotation.service
        for week in (week for week in term.weeks if rotation.covers(week)):
            days = {
                period.date
                for period in term.rounds_in(service, week)
                if period.date in rotation.span and not term.is_absent(trainee, period)
            }
            for led in side.leads.spans_in(service, week) if days else ():
                lead = ", ".join(sorted(lead.name for lead in led.leads))
                for span in _pieces(led, cuts):
                    own = span.within(rotation.span)
                    if own and any(day in own for day in days):
                        about = _about_rounds(led, span, cuts)
                        what, facts = f"Rounds on {service}", (("lead", lead),)
                        yield trainee, own, Appointment(about, what, own, facts)


def is_about_rounds(appointment: Appointment) -> bool:
    """Tell whether it is rounds of some days, to lead or to be in."""
    return appointment.about.startswith("rounds of ")


def _about_rounds(led: LedSpan, span: Span, cuts: Cuts) -> str:
    is_cut = (led.service.id, span.start) in cuts
    return f"rounds of {led.service.id} from {span.start if is_cut else led.week.monday}"


def _pieces(led: LedSpan, cuts: Cuts) -> Iterator[Span]:
    """Yield the days of a span by where they are cut."""
    inside = (day for day in led.span if day > led.span.start and (led.service.id, day) in cuts)
    for start, end in pairwise((led.span.start, *inside, led.span.end)):
        yield Span(start, end)


def _round_time(service: Service) -> tuple[tuple[str, str], ...]:
    if service.round_start is None:
        return (("rounds", ""),)
    end = minutes_after(service.round_start, service.round_minutes)
    return (("rounds", f"{say_time(service.round_start)} to {say_time(end)}"),)


def _id(room: Room | None) -> str:
    return room.id if room else ""
