"""What a plan holds for one person: the part of it that may be known of on that person's page."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from inputs.days import Period
from inputs.people import Faculty, Room, Trainee
from inputs.plan import Plan
from inputs.programme import Service
from inputs.term import Term
from scheduler.outputs.calendars.entries import DailyRound
from scheduler.outputs.calendars.feeds import find_gatherings, find_rounds
from scheduler.outputs.calendars.identity import session_identities
from scheduler.outputs.calendars.texts import called, clean
from scheduler.outputs.round_leads import AS_PLANNED, LedOnDays, RoundLeads

Sort = Literal["session", "meeting", "round"]
Company = Literal["lead", "mentor", "trainee", "team"]


@dataclass(frozen=True)
class Item:
    """A session, a meeting or a round at its time.

    ``names`` are the people whom one meets there, and ``company`` tells what they are.
    """

    period: Period
    sort: Sort
    title: str
    company: Company
    names: tuple[str, ...] = ()
    topic: str = ""
    room: str = ""
    site: str = ""
    about: str = ""
    """What `scheduler.comparing` calls it; empty for a round."""


def is_over(period: Period, clock: datetime) -> bool:
    """Tell whether something has ended."""
    return datetime.combine(period.date, period.end) <= clock


def is_now(period: Period, clock: datetime) -> bool:
    """Tell whether something has begun and has not ended."""
    return datetime.combine(period.date, period.start) <= clock and not is_over(period, clock)


def own_part(plan: Plan, person: Trainee | Faculty) -> Plan:
    """Return a plan with only what concerns one person.

    Of a member of faculty all rotations stay: they tell who is on a team.
    """
    if isinstance(person, Trainee):
        return Plan(
            tuple(plan.rotations_of(person)),
            plan.rounds,
            tuple(plan.sessions_of(person)),
            tuple(row for row in plan.mentorships if row.trainee == person),
        )
    return Plan(
        plan.rotations,
        tuple(row for row in plan.rounds if row.lead == person),
        tuple(session for session in plan.sessions if session.faculty == person),
        tuple(row for row in plan.mentorships if row.mentor == person),
    )


def holds_nothing(own: Plan, person: Trainee | Faculty, led: LedOnDays) -> bool:
    """Tell whether a plan has nothing at all for a person; takes what `own_part` returns."""
    spans = own.rotations if isinstance(person, Trainee) else own.rounds
    return not (spans or own.sessions or own.mentorships or any(person in leads for leads in led.values()))


def items_of(
    own: Plan, term: Term, person: Trainee | Faculty, led: LedOnDays = AS_PLANNED
) -> tuple[Item, ...]:
    """Return all that a person has at some time of day, in order of time; takes what `own_part` returns.

    ``led`` tells who led the rounds of single days, whoever leads the week.
    """
    found = (
        _of_trainee(own, term, led) if isinstance(person, Trainee) else _of_faculty(own, term, person, led)
    )
    return tuple(sorted(found, key=lambda item: (item.period, item.title)))


def _of_trainee(own: Plan, term: Term, led: LedOnDays) -> Iterable[Item]:
    leads = RoundLeads(own, term, led)
    for session, identity in session_identities(own).items():
        meeting = session.is_meeting
        yield Item(
            session.period,
            "meeting" if meeting else "session",
            called(session.activity),
            "mentor" if meeting else "lead",
            (called(session.faculty),) if session.faculty else (),
            clean(session.topic),
            *say_place(session.room),
            str(identity),
        )
    for attended in find_rounds(own, term):
        lead = leads.lead_on(attended.service, attended.period.date)
        names = (called(lead),) if lead else ()
        yield Item(attended.period, "round", called(attended.service), "lead", names)


def _of_faculty(own: Plan, term: Term, person: Faculty, led: LedOnDays) -> Iterable[Item]:
    for held in find_gatherings(session_identities(own), term):
        yield Item(
            held.period,
            "meeting" if held.is_meeting else "session",
            called(held.activity),
            "trainee",
            tuple(held.trainees),
            clean(held.topic),
            *say_place(held.room),
            str(held.identity),
        )
    rounds = [(service, at) for lead, service, at in RoundLeads(own, term, led).rounds() if lead == person]
    teams = teams_of(team_rounds({service for service, _ in rounds}, own, term))
    for service, period in rounds:
        yield Item(period, "round", called(service), "team", tuple(teams.get((service, period), ())))


def team_rounds(services: Container[Service], own: Plan, term: Term) -> tuple[DailyRound, ...]:
    """Return the rounds of everybody on some services."""
    return find_rounds(Plan(tuple(row for row in own.rotations if row.service in services)), term)


def teams_of(rounds: Iterable[DailyRound]) -> Mapping[tuple[Service, Period], Sequence[str]]:
    """Return the names of those who are at each round of a service."""
    teams: dict[tuple[Service, Period], list[str]] = {}
    for attended in rounds:
        teams.setdefault((attended.service, attended.period), []).append(called(attended.trainee))
    return {key: sorted(names) for key, names in teams.items()}


def say_place(room: Room | None) -> tuple[str, str]:
    """Return a room and its site, empty where there is none."""
    return (called(room), clean(room.site)) if room else ("", "")
