"""What a mentor might give so that a meeting can be: an hour more, a meeting a week more, or both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from itertools import islice

from constraints.scope import is_off
from inputs.days import WEEKDAY_NAMES, WEEKDAYS, Span, say_span, weekday_of
from inputs.faults import listed
from inputs.people import Faculty, Hours, Trainee
from inputs.plan import Plan
from inputs.programme import Activity, MeetingTime
from inputs.term import Term
from inputs.words import counted
from scheduler.explaining.altered import hours_beside, with_mentor_hour, with_mentor_meeting
from scheduler.explaining.remedy import Remedy

MOST_MENTORS = 3


def hours_for(trainee: Trainee, activity: Activity, span: Span, plan: Plan, term: Term) -> Iterator[Remedy]:
    """Yield what some mentors might give: the main mentor first, then those who share interests."""
    main = plan.main_mentors.get(trainee, [])
    mentors = [member for member in term.faculty if member.mentors]
    shared = {m: len(set(m.interests) & set(trainee.interests)) for m in mentors}
    mentors.sort(key=lambda m: (m not in main, -shared[m], m.id))
    options = [
        option
        for option in term.options_by_activity(trainee).get(activity, ())
        if isinstance(option, MeetingTime) and option.date in span
    ]
    free = [option for option in options if _is_free(option, trainee, plan)]
    found = (_given(mentor, [o for o in free if o.mentor == mentor], span, plan, term) for mentor in mentors)
    yield from islice((remedy for remedy in found if remedy is not None), MOST_MENTORS)


def _is_free(option: MeetingTime, trainee: Trainee, plan: Plan) -> bool:
    """Tell whether neither the mentor nor the trainee has anything else at a time."""
    there = (*plan.sessions_by_faculty.get(option.mentor, ()), *plan.sessions_of(trainee))
    return not any(session.period.overlaps(option.period) for session in there)


def _given(mentor: Faculty, free: Sequence[MeetingTime], span: Span, plan: Plan, term: Term) -> Remedy | None:
    """Return what a mentor lacks, hours or meetings or both: nothing is altered that does not bind."""
    full = _full_weeks(mentor, plan, term)
    if free and all(term.week_of(option.date).number in full for option in free):
        return Remedy(f"one meeting a week more of {mentor}", partial(with_mentor_meeting, mentor=mentor))
    hours = hours_beside(term, mentor, span)
    if not hours:
        return None
    words = _say_hours(mentor, hours, span)
    weeks = {term.week_of(day).number for row in hours for day in _days_of(row)}
    if not weeks <= full:
        return Remedy(words, partial(with_mentor_hour, mentor=mentor, span=span))
    both = partial(_with_both, mentor=mentor, span=span)
    return Remedy(f"{words}, and one meeting a week more", both)


def _full_weeks(mentor: Faculty, plan: Plan, term: Term) -> set[int]:
    """Return the weeks in which a mentor meets as often as he or she may."""
    limit = mentor.max_meetings_per_week
    if limit is None or is_off(term, "meetings_a_week"):
        return set()
    meetings = (s for s in plan.sessions_by_faculty.get(mentor, ()) if s.is_meeting)
    held = Counter(term.week_of(session.period.date).number for session in meetings)
    return {number for number, count in held.items() if count >= limit}


def _with_both(term: Term, mentor: Faculty, span: Span) -> Term:
    return with_mentor_meeting(with_mentor_hour(term, mentor, span), mentor)


def _days_of(row: Hours) -> list[date]:
    return [day for day in row.span if weekday_of(day) == row.weekday]


def _say_hours(mentor: Faculty, hours: Sequence[Hours], span: Span) -> str:
    """Return how many hours more that is, on which weekdays if it is more than one."""
    days = Counter(day for row in hours for day in _days_of(row))
    if days.total() <= 1:
        return f"one hour more of {mentor} in the days {say_span(span)}"
    most = {row.weekday: max((days[day] for day in _days_of(row)), default=0) for row in hours}
    each: dict[int, list[str]] = {}
    for short, name in zip(WEEKDAYS, WEEKDAY_NAMES, strict=True):
        if most.get(short):
            each.setdefault(most[short], []).append(name)
    more = [
        f"{counted(number, 'hour')} more of {mentor} each {listed(names)}" for number, names in each.items()
    ]
    return f"{listed(more)} in the days {say_span(span)}"
