"""Why nobody leads a week's rounds or an occurrence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from inputs.days import Period, Span, Week, say_day
from inputs.people import Faculty
from inputs.plan import Cause, Plan, Session
from inputs.programme import Activity, Occurrence, Service
from inputs.term import Term
from scheduler.reasons.costly import GIVEN_ELSEWHERE, PAST


def why_no_lead(item: str, span: Span, plan: Plan, term: Term) -> list[Cause]:
    """Return why a service's rounds, or an activity on a day, have no lead.

    Where one of those who are named still could, it is no reason what keeps the others.
    """
    service = term.service_by_id.get(item)
    if service is not None:
        found = _unless_free(_why_no_lead_of_rounds(service, term.week_of(span.start), plan, term))
        return found or [Cause("lead", "nobody is named to lead its rounds")]
    return list(_why_no_lead_of_sessions(term.activity_by_id[item], span, plan, term))


def why_none_could_lead(occurrence: Occurrence, plan: Plan, term: Term) -> list[str]:
    """Return what keeps each from leading an occurrence that needs a lead; nothing where somebody could."""
    found = [
        _why_not_leading(member, occurrence.period, plan, term)
        for member in term.named_leads(occurrence.slot)
    ]
    return found if all(found) else []


def _why_no_lead_of_rounds(service: Service, week: Week, plan: Plan, term: Term) -> Iterator[Cause]:
    present, rounds = set(term.round_leads(service, week)), term.rounds_in(service, week)
    elsewhere = {row.lead for row in plan.rounds if row.week == week}
    for member in term.faculty:
        if service.id not in member.leads:
            continue
        if member not in present:
            yield Cause("lead", f"{member} is {term.say_absent(member, *rounds)}")
        elif member in elsewhere:
            yield Cause("lead", f"{member} leads another service")
        else:
            busy = [session for period in rounds for session in _sessions_at(member, period, plan)]
            when = f" on {say_day(busy[0].period.date)}" if busy else ""
            yield (
                Cause("lead", f"{member} has {busy[0].activity}{when}") if busy else _nothing(week.monday, term)
            )


def _why_no_lead_of_sessions(activity: Activity, span: Span, plan: Plan, term: Term) -> Iterator[Cause]:
    for occurrence in term.occurrences:
        if occurrence.activity != activity or occurrence.date not in span:
            continue
        yield from _unless_free(_why_no_lead_of(occurrence, plan, term))


def _why_no_lead_of(occurrence: Occurrence, plan: Plan, term: Term) -> Iterator[Cause]:
    """Yield for each who is named for an occurrence why he or she does not lead it."""
    for member in term.named_leads(occurrence.slot):
        text = _why_not_leading(member, occurrence.period, plan, term)
        yield Cause("lead", text) if text else _nothing(occurrence.date, term)


def _unless_free(causes: Iterable[Cause]) -> list[Cause]:
    """Return why none of several leads; where one still could, only what is said of that one."""
    found = list(causes)
    return [GIVEN_ELSEWHERE] if GIVEN_ELSEWHERE in found else found


def _why_not_leading(member: Faculty, period: Period, plan: Plan, term: Term) -> str:
    """Return what keeps one from leading a session, or nothing."""
    if term.is_absent(member, period):
        return f"{member} is {term.say_absent(member, period)}"
    busy = _sessions_at(member, period, plan)
    if busy:
        return f"{member} has {busy[0].activity}"
    rounds = [row.service for row in plan.rounds if row.lead == member and period.date in row.week.span]
    service = next((service for service in rounds if service.has_round_in(period)), None)
    return f"{member} leads the rounds of {service}" if service else ""


def _sessions_at(member: Faculty, period: Period, plan: Plan) -> list[Session]:
    sessions = plan.sessions_by_faculty.get(member, ())
    return [session for session in sessions if session.period.overlaps(period)]


def _nothing(day: date, term: Term) -> Cause:
    """Return what is said where somebody could lead."""
    return PAST if term.is_settled(day) else GIVEN_ELSEWHERE
