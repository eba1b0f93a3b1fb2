"""Why a trainee does not have a session or meeting that is owed."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from constraints.scope import is_off
from inputs.days import WEEKDAY_NAMES, WEEKDAYS, Period, Span, say_day, say_span, weekday_of
from inputs.faults import listed
from inputs.people import Faculty, Room, Trainee
from inputs.plan import Cause, Plan, Session
from inputs.programme import Activity, MeetingTime, Occurrence, Option
from inputs.term import Term
from inputs.working_days import NAMELESS
from scheduler.reasons.costly import GIVEN_ELSEWHERE, PAST, WEIGHS_NOTHING
from scheduler.reasons.leads import why_none_could_lead

MOST_DAYS = 3
"""On which a room is closed that a reason names."""


def why_no_session(trainee: Trainee, activity: Activity, span: Span, plan: Plan, term: Term) -> list[Cause]:
    """Return what keeps somebody from an activity on each day of a window, the most frequent first."""
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
            if slot.activity != activity or slot.room is None:
                continue
            period = Occurrence(slot, day).period
            there = slot.runs_on(day, term.week_of(day)) and not term.is_absent(trainee, period)
            if there and term.is_absent(slot.room, period):
                closed.setdefault(slot.room, set()).add(day)
    for room, days in closed.items():
        brief = f"{room} is closed"
        named = _first_days([say_day(day) for day in sorted(days)])
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
    held = [day for day in span if any(slot.runs_on(day, term.week_of(day)) for slot in there)]
    named = {holiday.date: holiday.name for holiday in term.working.holidays}
    free = [day for day in held if day in named and day in trainee.stay]
    which = "these days"
    if free:
        words = [_say_holiday(day, named[day]) for day in free]
        are = "is no working day" if len(free) == 1 else "are no working days"
        brief, which = f"{brief}: {listed(_first_days(words))} {are}", "the others"
    cannot = "" if free and len(free) == len(held) else f", and on none of {which} can {trainee} attend it"
    yield Cause("impossible", f"{brief}{cannot}", brief=brief)


def _say_holiday(day: date, name: str) -> str:
    return say_day(day) if name == NAMELESS else f"{say_day(day)} ({name})"


def _first_days(named: Sequence[str]) -> Sequence[str]:
    """Return the first of some days in words, and how many more there are."""
    if len(named) <= MOST_DAYS:
        return named
    return [*named[:MOST_DAYS], f"{len(named) - MOST_DAYS} more days"]


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
    if _is_pinned_away(trainee, option, term):  # whatever else is in the way, moving it would not help
        return Cause("pin", "a pin forbids it")
    services = plan.services_in(trainee, week)
    for service in services:
        if activity.id in service.blocks and not is_off(term, "blocked_activities"):
            return Cause("blocked", f"{service} does not spare its trainees for it")
        own_round = service.round_on(option.date)
        overlaps = own_round is not None and own_round.overlaps(option.period)
        if overlaps and not is_off(term, "clear_of_rounds"):
            return Cause("overlap", f"it overlaps the round of {service}")
    for needed in () if is_off(term, "prerequisites") else activity.after:
        times = _times(trainee, needed.activity, option, plan)
        if needed.activity not in trainee.completed and times < needed.times:
            before = term.activity_by_id[needed.activity]
            return Cause("prerequisite", f"{before} was not attended often enough before")
    if _is_full(option, plan, term):
        none = isinstance(option, Occurrence) and term.slot_seats(option) == 0
        full = f"{'there is no seat' if none else 'all seats are taken'} on {say_day(option.date)}"
        if _beside(trainee, activity, week.number, plan, term):
            full += ", and the week beside it has another"
        return Cause("seats", full, option.date)
    if isinstance(option, MeetingTime):
        cause = _why_not_meet(option, plan, term)
        if cause:
            return cause
    for session in () if is_off(term, "trainee_in_one_place") else plan.sessions_of(trainee):
        if session.period.overlaps(option.period):
            return Cause("overlap", f"it overlaps {session.activity} on {say_day(option.date)}", option.date)
    if _beside(trainee, activity, week.number, plan, term):
        return Cause("cadence", "it would follow another within a week")
    return _hindered_by_nothing(option, plan, term)


def _is_pinned_away(trainee: Trainee, option: Option, term: Term) -> bool:
    return not is_off(term, "pins") and any(
        (pin.trainee, pin.item, pin.must) == (trainee, option.activity, False)
        and pin.date in (None, option.date)
        and pin.start in (None, option.period.start)
        for pin in term.pins
    )


def _hindered_by_nothing(option: Option, plan: Plan, term: Term) -> Cause:
    """Return why something is not given although it could be."""
    if term.is_settled(option.date):
        return PAST
    if not option.activity.weight:
        return WEIGHS_NOTHING
    return _without_a_lead(option, plan, term) or GIVEN_ELSEWHERE


def _without_a_lead(option: Option, plan: Plan, term: Term) -> Cause | None:
    """Return that an occurrence would lack a lead, where nobody attends it yet and nobody could lead it."""
    if not isinstance(option, Occurrence) or (option.activity, option.period, option.room) in plan.company:
        return None
    kept = why_none_could_lead(option, plan, term)
    if not kept:
        return None
    day, who = say_day(option.date), listed(kept)
    brief = f"it would be without a lead: {who}"
    return Cause("lead", f"it would be without a lead on {day}: {who}", option.date, brief)


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
    if seats is not None and there >= seats and not is_off(term, "slot_seats"):
        return True
    room = None if is_off(term, "room_seats") else option.room
    return room is not None and plan.is_full(room, option.period, term.room_seats(room, option.date))


def _why_not_meet(option: MeetingTime, plan: Plan, term: Term) -> Cause | None:
    mentor, week = option.mentor, term.week_of(option.date)
    limit = mentor.max_meetings_per_week
    sessions = _in_days(plan.sessions_by_faculty.get(mentor, []), week.span)
    meetings = sum(1 for session in sessions if session.is_meeting)
    if limit is not None and meetings >= limit and not is_off(term, "meetings_a_week"):
        return Cause("mentor_meetings", "every mentor's meetings of the week are given to others")
    busy = not is_off(term, "faculty_in_one_place") and any(
        session.period.overlaps(option.period) for session in sessions
    )
    return Cause("mentor_hours", "every mentor's hours are taken") if busy else None


def _in_days(sessions: Sequence[Session], span: Span) -> Sequence[Session]:
    """Return those of some sessions, which are in order of time, that lie in some days."""
    first, end = (bisect_left(sessions, day, key=_day_of) for day in (span.start, span.end))
    return sessions[first:end]


def _day_of(session: Session) -> date:
    return session.period.date


def _beside(trainee: Trainee, activity: Activity, week: int, plan: Plan, term: Term) -> bool:
    """Tell whether somebody has an activity of every second week in a week beside one."""
    if activity.cadence != "biweekly" or is_off(term, "fortnight_gap"):
        return False
    return any(
        abs(term.week_of(session.period.date).number - week) == 1
        for session in plan.sessions_of(trainee)
        if session.activity == activity
    )
