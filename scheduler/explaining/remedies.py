"""What might mend a shortfall: one alteration of the term each, the nearest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inputs.days import Span, say_day, say_span
from inputs.people import Faculty, Trainee
from inputs.plan import Plan, Shortfall
from inputs.programme import Activity, Occurrence
from inputs.term import Term
from scheduler.explaining.altered import (
    is_full,
    with_lead,
    with_mentor_hour,
    with_room_seat,
    with_service_seat,
    with_slot_seat,
    with_stay_moved,
    without_pin,
)

MOST_MENTORS = 3
MOST_LEADS = 2
MOST_SERVICES = 3
MOST_DAYS = 3


@dataclass(frozen=True)
class Remedy:
    """An alteration in words, and the term that it makes."""

    words: str
    term: Term


def remedies_for(shortfall: Shortfall, plan: Plan, term: Term) -> Iterator[Remedy]:
    """Yield what might mend a shortfall: whether it does, only solving again can tell."""
    trainee, item = shortfall.trainee, shortfall.item
    activity = term.activity_by_id.get(item)
    if trainee is None:
        yield from _leads(item, shortfall.span, plan, term)
        return
    yield from _pins(trainee, shortfall, term)
    if shortfall.kind == "session" and activity is not None:
        if activity.format == "meeting":
            yield from _hours(trainee, shortfall.span, plan, term)
        else:
            yield from _seats(trainee, activity, shortfall.span, plan, term)
    else:
        span = shortfall.span if shortfall.kind == "rotation" else trainee.stay
        yield from _service_seats(trainee, item, span, plan, term)
    for weeks, when in ((1, "later"), (-1, "earlier")):
        moved = with_stay_moved(term, trainee, weeks)
        if moved is not None:
            yield Remedy(f"the stay of {trainee} a week {when}", moved)


def _pins(trainee: Trainee, shortfall: Shortfall, term: Term) -> Iterator[Remedy]:
    for pin in term.pins:
        near = pin.date is None or pin.date in shortfall.span or shortfall.kind != "session"
        if pin.trainee == trainee and near:
            yield Remedy(f"lifting the pin: {pin}", without_pin(term, pin))


def _seats(trainee: Trainee, activity: Activity, span: Span, plan: Plan, term: Term) -> Iterator[Remedy]:
    options = [o for o in term.options_by_activity(trainee).get(activity, ()) if o.date in span]
    full, rooms = set(), {}
    for option in options:
        if isinstance(option, Occurrence):
            there = len(plan.company.get((activity, option.period, option.room), ()))
            if is_full(option, there, term):
                full.add(option.date)
            elif option.room is not None and option.room.seats is not None and there >= option.room.seats:
                rooms[option.room] = option.date
    for day in sorted(full)[:MOST_DAYS]:
        altered = with_slot_seat(term, activity, Span.through(day, day))
        yield Remedy(f"one more seat of {activity} on {say_day(day)}", altered)
    for room, day in rooms.items():
        yield Remedy(f"one more seat in {room}, as on {say_day(day)}", with_room_seat(term, room))


def _hours(trainee: Trainee, span: Span, plan: Plan, term: Term) -> Iterator[Remedy]:
    main = plan.main_mentors.get(trainee, [])
    mentors = [member for member in term.faculty if member.mentors]
    shared = {m: len(set(m.interests) & set(trainee.interests)) for m in mentors}
    mentors.sort(key=lambda m: (m not in main, -shared[m], m.id))
    for mentor in mentors[:MOST_MENTORS]:
        altered = with_mentor_hour(term, mentor, span)
        yield Remedy(f"one hour more of {mentor} in the days {say_span(span)}", altered)


def _service_seats(trainee: Trainee, item: str, span: Span, plan: Plan, term: Term) -> Iterator[Remedy]:
    named = [term.service_by_id[name] for name in item.split(";") if name in term.service_by_id]
    taken = {rotation.service for rotation in plan.rotations_of(trainee)}
    others = [service for service in term.services if service not in taken]
    services = [service for service in (named or others) if service.admits(trainee.kind)]
    for service in services[:MOST_SERVICES]:
        altered = with_service_seat(term, service, span)
        yield Remedy(f"one more seat on {service} in the days {say_span(span)}", altered)


def _leads(item: str, span: Span, plan: Plan, term: Term) -> Iterator[Remedy]:
    what = term.service_by_id.get(item) or term.activity_by_id[item]
    busy = {session.faculty for session in plan.sessions if session.period.date in span}
    elsewhere = {row.lead for row in plan.rounds if row.week.span.overlaps(span)}

    def load(member: Faculty) -> tuple[bool, str]:
        return member in busy | elsewhere, member.id

    free = [
        member
        for member in term.faculty
        if item not in member.leads
        and not any(absence.span.overlaps(span) for absence in term.absences_of(member))
    ]
    for member in sorted(free, key=load)[:MOST_LEADS]:
        yield Remedy(f"{member} as one who may lead {what}", with_lead(term, member, item))
