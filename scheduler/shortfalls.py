"""What a plan could not give, each with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from constraints.rule import Violation
from inputs.days import WEEKDAY_NAMES, WEEKDAYS, Period, Span, Week, say_day, say_span, weekday_of
from inputs.faults import listed
from inputs.people import Faculty, Room, Trainee
from inputs.plan import Cause, Plan, Shortfall
from inputs.programme import Activity, MeetingTime, Occurrence, Option, Service
from inputs.term import COVERAGE, Term
from scheduler.verify import Verdict

COSTLY = "giving it would cost others at least as much"
"""Why something is not given that nothing hinders, in a plan that is known to lack least."""
NOT_KNOWN = "perhaps it can be given: nothing hinders it, but no plan was found that lacks less"
"""The same where nobody knows that the plan lacks least."""
NOT_MOVED = "perhaps it can be given: without --improve nobody is moved only to lack less than was published"
"""The same where the plan keeps to a published one and lacks no more than that did."""
COSTLY_WEEKS = "the seats left there do not fit the other rotations of the stay, or would cost others as much"
UNFITTING_WEEKS = "the seats left there fit no other rotation of the stay in any plan that was found"
UNPROVEN: Mapping[str, str] = MappingProxyType({COSTLY: NOT_KNOWN, COSTLY_WEEKS: UNFITTING_WEEKS})
"""What is said instead where nobody knows that the plan lacks least: only a proof can tell what it costs."""
MOST_DAYS = 3
"""On which a room is closed that a reason names."""
GIVEN_ELSEWHERE = Cause("costly", COSTLY)
PAST = Cause("impossible", "what is past stays as it was published")
"""Why something is not given that nothing hindered, before the first day that could change."""


def list_shortfalls(
    plan: Plan, term: Term, verdict: Verdict, *, proven: bool, content: bool = False
) -> tuple[Shortfall, ...]:
    """Return what is owed and not given, each with a reason, sorted by trainee (leads last), date, item.

    ``proven`` tells whether no plan lacks less: only then is it said what giving something would cost.
    ``content`` tells whether nobody was moved only to lack less than a published plan did, which a term that
    something was published to tells by itself.
    """
    published = term.published
    content = content or (published is not None and published.is_content_with(verdict.value(COVERAGE)))
    instead: Mapping[str, str] = {}
    if not proven:
        instead = {**UNPROVEN, COSTLY: NOT_MOVED} if content else UNPROVEN
    found = [_shortfall(violation, plan, term, instead) for violation in verdict.paid.get(COVERAGE, ())]
    found.sort(key=lambda s: (s.trainee is None, s.trainee.id if s.trainee else "", s.span, s.kind, s.item))
    return tuple(found)


def _shortfall(violation: Violation, plan: Plan, term: Term, instead: Mapping[str, str]) -> Shortfall:
    at = violation.at
    span = at.span or (at.trainee.stay if at.trainee else term.span)
    match at.kind:
        case "session" if at.trainee is not None:
            causes = _why_no_session(at.trainee, term.activity_by_id[at.item], span, plan, term)
        case "rotation" if at.trainee is not None:
            causes = [_why_no_rotation(at.trainee, span, plan, term)]
        case "curriculum" if at.trainee is not None:
            causes = [_why_no_curriculum(at.trainee, at.item, plan, term)]
        case _:
            causes = _why_no_lead(at.item, span, plan, term)
    known = tuple(dict.fromkeys(causes)) or (GIVEN_ELSEWHERE,)
    known = tuple(replace(cause, text=instead.get(cause.text, cause.text)) for cause in known)
    reason = f"{_capital('; '.join(cause.text for cause in known))}."
    if at.kind == "curriculum":
        reason = f"{violation.text} {reason}"
    return Shortfall(at.trainee, at.kind, at.item, span, violation.amount, reason, known)


# -- sessions ------------------------------------------------------------------------------------------------


def _why_no_session(trainee: Trainee, activity: Activity, span: Span, plan: Plan, term: Term) -> list[Cause]:
    options = [o for o in term.options_by_activity(trainee).get(activity, ()) if o.date in span]
    closed = list(_closed_rooms(trainee, activity, span, term))
    if not options:
        return closed or list(_why_nothing_possible(trainee, activity, span, term))
    found = [(_why_not(trainee, option, plan, term), option.date) for option in options]
    if any(cause == PAST for cause, _ in found):  # then what hindered it on other days of the past is idle
        found = [(PAST if term.is_settled(day) else cause, day) for cause, day in found]
    times = Counter(cause for cause, _ in found)
    return [*closed, *sorted(times, key=lambda cause: (-times[cause], cause.day or date.max, cause.text))]


def _closed_rooms(trainee: Trainee, activity: Activity, span: Span, term: Term) -> Iterator[Cause]:
    """Yield the rooms that are closed where the activity would take place, each with the days."""
    closed: dict[Room, set[date]] = {}
    for day in term.working_days_in(span):
        for slot in term.slots:
            if slot.activity != activity or slot.room is None or slot.weekday != weekday_of(day):
                continue
            period = Occurrence(slot, day).period
            there = slot.runs_on(day, term.week_of(day)) and not term.is_absent(trainee, period)
            if there and term.is_absent(slot.room, period):
                closed.setdefault(slot.room, set()).add(day)
    for room, days in closed.items():
        brief = f"{room} is closed"
        named = [say_day(day) for day in sorted(days)]
        if len(named) > MOST_DAYS:
            named = [*named[:MOST_DAYS], f"{len(named) - MOST_DAYS} more days"]
        yield Cause("room", f"{brief} on {listed(named)}", brief=brief)


def _why_nothing_possible(trainee: Trainee, activity: Activity, span: Span, term: Term) -> Iterator[Cause]:
    working = term.working_days_in(span)
    if not working:
        yield Cause("impossible", "there is no working day in these days")
        return
    if all(any(absence.covers_day(day) for absence in term.absences_of(trainee)) for day in working):
        yield Cause("impossible", f"{trainee} is absent on every working day")
        return
    if activity.format == "meeting":
        yield Cause("impossible", "no mentor has a free hour in these days")
        busy = listed(mentor.name for mentor in term.faculty if _own_calendar_takes(mentor, span, term))
        if busy:
            yield Cause("impossible", f"hours are taken by the own calendar of {busy}")
        return
    slots = [slot for slot in term.slots if slot.activity == activity]
    if not slots:
        yield Cause("impossible", "the timetable has no slot for it")
        return
    there = [slot for slot in slots if slot.weeks.span is None or slot.weeks.span.overlaps(span)]
    if not there:
        spans = sorted({slot.weeks.span for slot in slots if slot.weeks.span})
        yield Cause("impossible", f"the timetable has it from {listed(map(say_span, spans))} only")
        return
    weekdays = {slot.weekday for slot in there}
    days = listed(name for day, name in zip(WEEKDAYS, WEEKDAY_NAMES, strict=True) if day in weekdays)
    brief = f"it takes place on {days} only"
    yield Cause("impossible", f"{brief}, and on none of these days can {trainee} attend it", brief=brief)


def _own_calendar_takes(mentor: Faculty, span: Span, term: Term) -> bool:
    """Tell whether some of a mentor's hours for meetings go to what is in his or her own calendar."""
    offered = (
        Period(day, hours.start, hours.end)
        for hours in (mentor.hours if mentor.mentors else ())
        for day in term.working_days_in(span)
        if weekday_of(day) == hours.weekday and day in hours.span
    )
    own = [absence for absence in term.absences_of(mentor) if absence.own_calendar]
    return any(absence.covers(period) for period in offered for absence in own)


def _why_not(trainee: Trainee, option: Option, plan: Plan, term: Term) -> Cause:
    """Return why one option was not taken, the plan being as it is."""
    activity, week = option.activity, term.week_of(option.date)
    services = plan.services_in(trainee, week)
    for service in services:
        if activity.id in service.blocks:
            return Cause("blocked", f"{service} does not spare its trainees for it")
        own_round = service.round_on(option.date)
        if own_round is not None and own_round.overlaps(option.period):
            return Cause("overlap", f"it overlaps the round of {service}")
    for needed in activity.after:
        times = _times(trainee, needed.activity, option, plan)
        if needed.activity not in trainee.completed and times < needed.times:
            before = term.activity_by_id[needed.activity]
            return Cause("prerequisite", f"{before} was not attended often enough before")
    if _is_full(option, plan, term):
        none = isinstance(option, Occurrence) and term.slot_seats(option) == 0
        full = f"{'there is no seat' if none else 'all seats are taken'} on {say_day(option.date)}"
        if activity.cadence == "biweekly" and _beside(trainee, activity, week.number, plan, term):
            full += ", and the week beside it has another"
        return Cause("seats", full, option.date)
    if isinstance(option, MeetingTime):
        cause = _why_not_meet(option, plan, term)
        if cause:
            return cause
    for session in plan.sessions_of(trainee):
        if session.period.overlaps(option.period):
            return Cause("overlap", f"it overlaps {session.activity} on {say_day(option.date)}", option.date)
    if activity.cadence == "biweekly" and _beside(trainee, activity, week.number, plan, term):
        return Cause("cadence", "it would follow another within a week")
    pinned = [pin for pin in term.pins if pin.trainee == trainee and pin.item == activity and not pin.must]
    if any(pin.date in (None, option.date) for pin in pinned):
        return Cause("pin", "a pin forbids it")
    return PAST if term.is_settled(option.date) else GIVEN_ELSEWHERE


def _times(trainee: Trainee, activity_id: str, option: Option, plan: Plan) -> int:
    start = (option.date, option.period.start)
    return sum(
        1
        for session in plan.sessions_of(trainee)
        if session.activity.id == activity_id and (session.period.date, session.period.end) <= start
    )


def _is_full(option: Option, plan: Plan, term: Term) -> bool:
    if not isinstance(option, Occurrence):
        return False
    there = len(plan.company.get((option.activity, option.period, option.room), ()))
    seats = term.slot_seats(option)
    if seats is not None and there >= seats:
        return True
    return option.room is not None and plan.is_full(option.room, option.period)


def _why_not_meet(option: MeetingTime, plan: Plan, term: Term) -> Cause | None:
    mentor, week = option.mentor, term.week_of(option.date)
    limit = mentor.max_meetings_per_week
    sessions = plan.sessions_by_faculty.get(mentor, ())
    meetings = [session for session in sessions if session.is_meeting and session.period.date in week.span]
    if limit is not None and len(meetings) >= limit:
        return Cause("mentor_meetings", "every mentor's meetings of the week are given to others")
    busy = any(session.period.overlaps(option.period) for session in sessions)
    return Cause("mentor_hours", "every mentor's hours are taken") if busy else None


def _beside(trainee: Trainee, activity: Activity, week: int, plan: Plan, term: Term) -> bool:
    return any(
        abs(term.week_of(session.period.date).number - week) == 1
        for session in plan.sessions_of(trainee)
        if session.activity == activity
    )


# -- rotations, curriculum, leads ----------------------------------------------------------------------------


def _why_no_rotation(trainee: Trainee, span: Span, plan: Plan, term: Term) -> Cause:
    services = [service for service in term.services if service.admits(trainee.kind)]
    if not services:
        return Cause("rotation", f"no service takes a {trainee.kind}")
    full = [service for service in services if _service_full(service, span, plan, term)]
    if len(full) == len(services):
        return Cause("service_seats", "all seats of every service are taken in this week")
    taken = {rotation.service for rotation in plan.rotations_of(trainee)}
    free = [service for service in services if service not in full]
    if all(service in taken for service in free):
        names = ", ".join(service.name for service in free)
        elsewhere = f"where {trainee} rotates at another time, and no service is taken twice"
        return Cause("rotation", f"only {names} had a seat, {elsewhere}")
    return Cause("rotation", "the seats left do not make a rotation of an allowed length")


def _service_full(service: Service, span: Span, plan: Plan, term: Term) -> bool:
    week = term.week_of(span.start)
    there = sum(1 for rotation in plan.rotations if rotation.service == service and rotation.covers(week))
    return there >= term.service_seats(service, week)


def _why_no_curriculum(trainee: Trainee, item: str, plan: Plan, term: Term) -> Cause:
    services = [term.service_by_id[service] for service in item.split(";")]
    closed = [service.name for service in services if not service.admits(trainee.kind)]
    if len(closed) == len(services):
        takes = "takes" if len(closed) == 1 else "take"
        return Cause("impossible", f"{listed(closed)} {takes} no {trainee.kind}")
    weeks = term.weeks_of_stay(trainee)
    free = [
        week
        for week in weeks
        for service in services
        if service.admits(trainee.kind) and not _service_full(service, week.span, plan, term)
    ]
    if not free:
        return Cause("service_seats", "all seats there are taken throughout the stay")
    return Cause("rotation", COSTLY_WEEKS)


def _why_no_lead(item: str, span: Span, plan: Plan, term: Term) -> list[Cause]:
    service = term.service_by_id.get(item)
    if service is None:
        texts = list(_why_not_leading(term.activity_by_id[item], span, plan, term))
    else:
        texts = list(_why_not_leading_rounds(service, term.week_of(span.start), plan, term))
        texts = texts or ["nobody is named to lead its rounds"]
    return [Cause("lead", text) for text in texts]


def _why_not_leading_rounds(service: Service, week: Week, plan: Plan, term: Term) -> Iterator[str]:
    present, rounds = set(term.round_leads(service, week)), term.rounds_in(service, week)
    elsewhere = {row.lead for row in plan.rounds if row.week == week}
    for member in term.faculty:
        if service.id not in member.leads:
            continue
        if member not in present:
            yield f"{member} is {term.say_absent(member, *rounds)}"
        elif member in elsewhere:
            yield f"{member} leads another service"


def _why_not_leading(activity: Activity, span: Span, plan: Plan, term: Term) -> Iterator[str]:
    for occurrence in term.occurrences:
        if occurrence.activity != activity or occurrence.date not in span:
            continue
        for member in term.named_leads(occurrence.slot):
            sessions = plan.sessions_by_faculty.get(member, ())
            busy = [session for session in sessions if session.period.overlaps(occurrence.period)]
            if term.is_absent(member, occurrence.period):
                yield f"{member} is {term.say_absent(member, occurrence.period)}"
            elif busy:
                yield f"{member} has {busy[0].activity}"


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
