"""Why nobody leads a week's rounds or an occurrence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
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
                Cause("lead", f"{member} has {busy[0].activity}{when}")
                if busy
                else _nothing(week.monday, term)
            )


def _why_no_lead_of_sessions(activity: Activity, span: Span, plan: Plan, term: Term) -> Iterator[Cause]:
    """Yield why what is attended without a lead has none; of several times a day each is named."""
    slots = {
        (o.period, o.room): o.slot for o in term.occurrences if o.activity == activity and o.date in span
    }
    attended = {
        (period, room): company
        for (what, period, room), company in plan.company.items()
        if what == activity and period.date in span
    }
    several = len({period.start for period, _ in (*slots, *attended)}) > 1
    lacking = [place for place, company in attended.items() if all(s.faculty is None for s in company)]
    for period, room in sorted(lacking, key=lambda place: (place[0], str(place[1]))):
        slot = slots.get((period, room))
        named = term.named_leads(slot) if slot else _leads_of(activity, term)
        for cause in _unless_free(_why_not_led(named, period, plan, term)) or [_nothing(period.date, term)]:
            yield replace(cause, start=period.start) if several else cause


def _leads_of(activity: Activity, term: Term) -> tuple[Faculty, ...]:
    """Return who is named for an activity, whatever its slots name."""
    return tuple(member for member in term.faculty if activity.id in member.leads)


def _why_not_led(named: Iterable[Faculty], period: Period, plan: Plan, term: Term) -> Iterator[Cause]:
    """Yield for each who is named why he or she does not lead a session."""
    for member in named:
        text = _why_not_leading(member, period, plan, term)
        yield Cause("lead", text) if text else _nothing(period.date, term)


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
