"""Makes terms of any size, seeded, around a planted plan: feasibility is known before anything is solved.

A plan is drawn first: rotations, sessions, leads and meetings. The curriculum, seats and mentors' hours are
then made so that it fits, and it lacks nothing: its cost at the level coverage is 0. ``scarcity`` takes seats
and hours away afterwards, and ``messy`` adds absences, holidays and stays that begin within a week, so that
the best cost is no longer known. Sizes that differ in these two alone share everything else.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from inputs.days import Span, weeks_of
from inputs.people import Absence, Faculty, Preference, Room, Trainee
from inputs.plan import Plan, Rotation, RoundLead, Session
from inputs.programme import Service
from inputs.term import Term
from inputs.working_days import CalendarDay, find_working_days
from tests.benchmarks.planted_meetings import PlantedMeetings, draw_hours
from tests.benchmarks.planted_rotations import draw_curriculum, plant_rotations
from tests.benchmarks.planted_sessions import PlantedSessions
from tests.benchmarks.programme import (
    INTERESTS,
    KINDS,
    LINES,
    MENTOR_TOPICS,
    SCARCE,
    make_activities,
    make_slots,
)

FIRST_DAY = date(2027, 3, 1)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")
WEEKS_OF_STAY = (2, 4, 8, 12, 13, 16, 20, 26)
SHORT_STAY = 2
"""Weeks of a visit that is too short for two simulations."""
TRAINEES_A_SITE = 40
TRAINEES_A_MENTOR = 3
CLOSED = (CalendarDay(date(2027, 5, 3), "holiday"), CalendarDay(date(2027, 5, 4), "holiday"))


@dataclass(frozen=True)
class Size:
    """How large a term is, and how hard: ``scarcity`` is the share of scarce seats and hours taken away."""

    trainees: int
    weeks: int
    scarcity: float = 0.1
    messy: bool = True
    seed: int = 1

    @property
    def name(self) -> str:
        """A short name for tables."""
        return f"{self.trainees} x {self.weeks}"

    def chance(self, what: str) -> random.Random:
        """Return a source of chance of its own for each thing that is drawn."""
        return random.Random(f"{self.trainees}-{self.weeks}-{self.seed}-{what}")


@dataclass(frozen=True)
class Planted:
    """A term, and a plan for it that breaks no rule and lacks nothing."""

    term: Term
    plan: Plan


def make_term(size: Size) -> Term:
    """Return a term of a size; the same size gives the same term."""
    term = _made_scarce(plant(size).term, size)
    return _made_messy(term, size) if size.messy else term


def plant(size: Size) -> Planted:
    """Return the term of a size before anything is made scarce or messy, and the plan that it came from."""
    chance = size.chance("plan")
    span = Span(FIRST_DAY, FIRST_DAY + timedelta(weeks=size.weeks))
    sites = max(1, round(size.trainees / TRAINEES_A_SITE))
    trainees = _draw_trainees(size, span, chance)
    curriculum = draw_curriculum(sites, chance)
    services, rotations = plant_rotations(trainees, curriculum, span, sites, chance)
    activities = make_activities()
    term = Term(
        name=f"Benchmark {size.name}",
        span=span,
        timezone="Asia/Shanghai",
        country="none",
        weekdays=WEEKDAYS,
        day_start=time(7, 30),
        day_end=time(18, 30),
        working=find_working_days(span, WEEKDAYS, "none"),
        trainees=trainees,
        faculty=_draw_faculty(trainees, services, span, chance),
        rooms=(Room("lab", "Skills laboratory"), Room("hall", "Lecture hall")),
        services=services,
        curriculum=curriculum,
        activities=activities,
        slots=make_slots(activities),
        preferences=tuple(
            Preference(trainee.id, chance.choice(services).id, chance.choice((-2, 1, 3)))
            for trainee in trainees[::4]
        ),
    )
    planted = PlantedSessions(term, rotations, chance)
    planted.plant()
    sessions = _led(planted.sessions, term)
    meetings = PlantedMeetings(term, sessions, chance, draw_hours(term.faculty, span, chance))
    meetings.plant()
    term = replace(term, slots=planted.slots(), faculty=meetings.faculty())
    every = [rotation for own in rotations.values() for rotation in own]
    return Planted(
        term,
        Plan(
            tuple(every),
            tuple(_lead_rounds(every, term)),
            tuple(_with_hours(session, term) for session in (*sessions, *meetings.meetings)),
        ),
    )


def _draw_trainees(size: Size, span: Span, chance: random.Random) -> tuple[Trainee, ...]:
    found = []
    for number in range(size.trainees):
        weeks = chance.choice([w for w in WEEKS_OF_STAY if w <= size.weeks])
        first = span.start + timedelta(weeks=chance.randint(0, size.weeks - weeks))
        found.append(
            Trainee(
                f"T{number + 1:03}",
                f"Trainee {number + 1}",
                chance.choice(KINDS),
                Span.through(first, first + timedelta(weeks=weeks) - timedelta(days=3)),
                interests=tuple(chance.sample(INTERESTS, 2)),
                completed=("simulation",) if chance.random() < 0.1 or weeks <= SHORT_STAY else (),
            )
        )
    return tuple(found)


def _draw_faculty(
    trainees: tuple[Trainee, ...], services: tuple[Service, ...], span: Span, chance: random.Random
) -> tuple[Faculty, ...]:
    """Draw as many mentors as the busiest week asks for; each service and activity has two who may lead."""
    most = max(sum(1 for t in trainees if t.stay.overlaps(week.span)) for week in weeks_of(span))
    count = max(len(services) + 2, round(most / TRAINEES_A_MENTOR))
    return tuple(
        Faculty(
            f"F{number + 1:03}",
            f"Dr {number + 1}",
            interests=tuple(chance.sample(INTERESTS, 3)),
            topics=tuple(chance.sample(MENTOR_TOPICS, 3)),
            max_mentees=4,
            leads=(
                services[number % len(services)].id,
                services[(number + 1) % len(services)].id,
                *(
                    line.name
                    for place, line in enumerate(LINES)
                    if place % count in (number, (number + 3) % count)
                ),
            ),
        )
        for number in range(count)
    )


def _led(sessions: list[Session], term: Term) -> list[Session]:
    """Have the two who may lead an activity take turns, week by week."""
    leads = {a: [member for member in term.faculty if a.id in member.leads] for a in term.activities}
    return [
        replace(session, faculty=own[term.week_of(session.period.date).number % len(own)])
        for session in sessions
        if (own := leads[session.activity])
    ]


def _with_hours(session: Session, term: Term) -> Session:
    """Return the session with the term's own member of faculty, who has hours by now."""
    return replace(session, faculty=session.faculty and term.faculty_by_id[session.faculty.id])


def _lead_rounds(rotations: list[Rotation], term: Term) -> list[RoundLead]:
    """Have the two who may lead a service's rounds take turns; nobody then leads two in one week."""
    busy = {(r.service, week) for r in rotations for week in term.weeks if r.covers(week)}
    return [
        RoundLead(service, week, term.faculty[(place - week.number % 2) % len(term.services)])
        for place, service in enumerate(term.services)
        for week in term.weeks
        if (service, week) in busy
    ]


def _made_scarce(term: Term, size: Size) -> Term:
    """Take a share of the scarce seats and of the mentors' hours away."""
    chance = size.chance("scarcity")
    rows = [(mentor.id, place) for mentor in term.faculty for place in range(len(mentor.hours))]
    lost = set(chance.sample(rows, round(len(rows) * size.scarcity)))
    return replace(
        term,
        slots=tuple(
            replace(slot, seats=max(1, slot.seats - round(slot.seats * size.scarcity)))
            if slot.activity.id in SCARCE and slot.seats is not None
            else slot
            for slot in term.slots
        ),
        faculty=tuple(
            replace(
                mentor,
                hours=tuple(row for n, row in enumerate(mentor.hours) if (mentor.id, n) not in lost),
            )
            for mentor in term.faculty
        ),
    )


def _made_messy(term: Term, size: Size) -> Term:
    """Begin some stays within a week, close two days, and have some people absent."""
    chance = size.chance("mess")
    absences = []
    for who in (*term.trainees[::5], *term.faculty[::3]):
        first = term.span.start + timedelta(days=chance.randint(0, term.span.days - 7))
        absences.append(Absence(who.id, Span(first, first + timedelta(days=chance.randint(1, 5)))))
    return replace(
        term,
        working=find_working_days(term.span, WEEKDAYS, "none", CLOSED),
        trainees=tuple(_late(trainee, chance) for trainee in term.trainees),
        absences=tuple(absences),
    )


def _late(trainee: Trainee, chance: random.Random) -> Trainee:
    late = timedelta(days=chance.choice((1, 2)) if chance.random() < 0.3 else 0)
    if trainee.stay.days <= SHORT_STAY * 7:
        return trainee
    return replace(trainee, stay=Span(trainee.stay.start + late, trainee.stay.end))
