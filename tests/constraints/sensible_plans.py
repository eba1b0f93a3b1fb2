"""Random plans of what is possible in a term, made without the solver."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from inputs.days import Period, Span
from inputs.people import Trainee
from inputs.plan import Mentorship, Plan, Rotation, RoundLead, Session
from inputs.programme import Occurrence, Option
from inputs.term import Term


def sensible_plan(random: Random, term: Term) -> Plan:
    """Return a plan of what is possible, though rules may complain of it."""
    rotations = tuple(r for trainee in term.trainees for r in _rotations(random, trainee, term))
    plan = Plan(rotations=rotations)
    sessions: list[Session] = []
    for trainee in term.trainees:
        for option in _wanted(random, trainee, plan, term):
            sessions.append(random_session(random, trainee, option, sessions, term))
    mentorships = []
    for trainee in term.trainees:
        mentor = term.faculty_by_id.get(trainee.mentor or "") or random.choice((*term.faculty, None))
        if mentor is not None:
            mentorships.append(Mentorship(trainee, mentor))
    rounds = []
    for service in term.services:
        for week in term.weeks:
            leads = term.round_leads(service, week)
            if (
                service.has_rounds
                and leads
                and any(r.service == service and r.covers(week) for r in rotations)
            ):
                rounds.append(RoundLead(service, week, random.choice(leads)))
    return Plan(rotations, tuple(rounds), tuple(sessions), tuple(mentorships))


def _rotations(random: Random, trainee: Trainee, term: Term) -> Iterator[Rotation]:
    weeks, first = term.weeks_of_stay(trainee), 0
    open_services = [service for service in term.services if service.admits(trainee.kind)]
    random.shuffle(open_services)
    while first < len(weeks) and open_services:
        service = open_services.pop() if random.random() < 0.8 else random.choice(open_services)
        length = min(random.randint(service.min_weeks, service.max_weeks or 4), len(weeks) - first)
        if random.random() < 0.85:
            span = Span(weeks[first].span.start, weeks[first + length - 1].span.end)
            yield Rotation(trainee, service, span.within(trainee.stay) or span)
        first += length if random.random() < 0.93 else 0


def _wanted(random: Random, trainee: Trainee, plan: Plan, term: Term) -> Iterator[Option]:
    windows = list(term.windows_of(trainee))
    for rotation in plan.rotations_of(trainee):
        week = term.week_of(rotation.span.last_day)
        windows += [
            term.ending_window(trainee, activity, week)
            for activity in term.activities
            if activity.cadence == "rotation_end" and activity.admits(trainee.kind)
        ]
    taken: list[Period] = []
    again = random.sample(windows, min(len(windows), random.choice((0, 0, 0, 1, 2))))
    for window in windows + again:
        free = [
            option
            for option in window.options
            if not any(option.period.overlaps(period) for period in taken) or random.random() < 0.05
        ]
        if free and random.random() < 0.8:
            option = random.choice(free)
            taken.append(option.period)
            yield option


def random_session(
    random: Random, trainee: Trainee, option: Option, sessions: list[Session], term: Term
) -> Session:
    """Return the session of a trainee at an option, mostly with the lead and topic that others have there."""
    if not isinstance(option, Occurrence):
        topic = random.choice(term.meeting_topics(option.activity, option.mentor) or ("",))
        return Session(trainee, option.activity, option.period, None, option.mentor, topic)
    for other in sessions:
        same = (other.activity, other.period, other.room) == (option.activity, option.period, option.room)
        if same and random.random() < 0.9:
            return replace(other, trainee=trainee)
    leads = term.session_leads(option)
    lead = random.choice(leads) if leads and random.random() < 0.8 else None
    topic = random.choice(option.activity.topics or ("",))
    return Session(trainee, option.activity, option.period, option.room, lead, topic)
