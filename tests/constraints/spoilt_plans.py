"""Random plans, spoilt a little: an entry elsewhere, with somebody else, twice or gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

from inputs.days import Period, Span, minutes_after
from inputs.people import Faculty
from inputs.plan import Mentorship, Plan, Rotation, RoundLead, Session
from inputs.programme import Activity, Service
from inputs.term import Term
from tests.constraints.random_terms import TOPICS
from tests.constraints.sensible_plans import random_session


def spoilt(random: Random, plan: Plan, term: Term) -> Plan:
    """Return the plan with one to four entries changed, left out or added."""
    for _ in range(random.randint(1, 4)):
        spoil = random.choice(SPOILS)
        plan = spoil(random, plan, term)
    return plan


def _spoil_sessions(random: Random, plan: Plan, term: Term) -> Plan:
    sessions = list(plan.sessions)
    trainee = random.choice(term.trainees)
    options = term.options_of(trainee)
    if options and random.random() < 0.4:
        sessions.append(random_session(random, trainee, random.choice(options), sessions, term))
    elif sessions:
        index = random.randrange(len(sessions))
        sessions[index] = _spoilt_session(random, sessions[index], sessions, term)
        if random.random() < 0.3:
            sessions.pop(random.randrange(len(sessions)))
    return replace(plan, sessions=tuple(dict.fromkeys(sessions)))


def _spoilt_session(random: Random, session: Session, sessions: list[Session], term: Term) -> Session:
    options = term.options_by_activity(session.trainee).get(session.activity, ())
    match random.randrange(8):
        case 0 | 1 | 2 if options:
            return random_session(random, session.trainee, random.choice(options), sessions, term)
        case 3:
            return replace(session, topic=random.choice(("", *TOPICS)))
        case 4:
            return replace(session, faculty=_any_lead(random, session.activity, term))
        case 5:
            start = minutes_after(session.period.start, random.choice((15, 30)))
            end = minutes_after(start, session.activity.minutes)
            return replace(session, period=Period(session.period.date, start, end))
        case 6:
            return replace(session, trainee=random.choice(term.trainees))
        case _:
            return replace(session, room=random.choice((None, *term.rooms)))


def _spoil_company(random: Random, plan: Plan, term: Term) -> Plan:
    """Give one of a company another lead and topic that the occurrence may have."""
    shared = [company for company in plan.company.values() if len(company) > 1]
    if not shared:
        return plan
    session = random.choice(random.choice(shared))
    occurrence = term.occurrence_at(session.activity, session.period, session.room)
    leads = term.session_leads(occurrence) if occurrence else ()
    other = replace(
        session,
        faculty=random.choice(leads or (None,)),
        topic=random.choice(session.activity.topics or ("",)),
    )
    return replace(plan, sessions=tuple(other if entry is session else entry for entry in plan.sessions))


def _spoil_rotations(random: Random, plan: Plan, term: Term) -> Plan:
    rotations = list(plan.rotations)
    if not rotations or random.random() < 0.3:
        trainee = random.choice(term.trainees)
        week = random.choice(term.weeks_of_stay(trainee))
        span = week.span.within(trainee.stay) or week.span
        return replace(plan, rotations=(*rotations, Rotation(trainee, random.choice(term.services), span)))
    index = random.randrange(len(rotations))
    rotation = rotations[index]
    match random.randrange(4):
        case 0:
            rotations[index] = replace(rotation, service=random.choice(term.services))
        case 1:
            rotations[index] = replace(rotation, trainee=random.choice(term.trainees))
        case 2:
            weeks = [week.span for week in term.weeks_of_stay(rotation.trainee)]
            first, last = sorted(random.choices(range(len(weeks)), k=2))
            span = Span(weeks[first].start, weeks[last].end)
            rotations[index] = replace(rotation, span=span.within(rotation.trainee.stay) or span)
        case _:
            span = rotation.span
            shorter = Span(span.start, span.end - timedelta(days=1)) if span.days > 1 else span
            rotations[index] = replace(rotation, span=shorter)
    return replace(plan, rotations=tuple(rotations))


def _spoil_rounds(random: Random, plan: Plan, term: Term) -> Plan:
    busy = sorted(
        {(r.service, week) for r in plan.rotations for week in term.weeks if r.covers(week)},
        key=lambda pair: (pair[0].id, pair[1]),
    )
    if not busy or not term.faculty:
        return plan
    service, week = random.choice(busy)
    kept = [row for row in plan.rounds if (row.service, row.week) != (service, week) or random.random() < 0.4]
    row = RoundLead(service, week, _any_lead(random, service, term))
    return replace(plan, rounds=tuple(dict.fromkeys((*kept, row))))


def _any_lead(random: Random, item: Service | Activity, term: Term) -> Faculty:
    named = [member for member in term.faculty if item.id in member.leads]
    return random.choice(named) if named and random.random() < 0.9 else random.choice(term.faculty)


def _spoil_mentors(random: Random, plan: Plan, term: Term) -> Plan:
    trainee, mentor = random.choice(term.trainees), random.choice(term.faculty)
    kept = [row for row in plan.mentorships if row.trainee != trainee or random.random() < 0.5]
    return replace(plan, mentorships=tuple(dict.fromkeys((*kept, Mentorship(trainee, mentor)))))


SPOILS = (
    _spoil_sessions,
    _spoil_sessions,
    _spoil_sessions,
    _spoil_company,
    _spoil_company,
    _spoil_company,
    _spoil_rotations,
    _spoil_rounds,
    _spoil_mentors,
)
