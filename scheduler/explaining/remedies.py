"""What might mend a shortfall: one alteration of the term each, the nearest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from constraints.scope import is_off
from inputs.days import ONE_DAY, Span, say_day, say_span
from inputs.people import Faculty, Room, Trainee
from inputs.plan import Plan, Shortfall
from inputs.programme import Activity, Occurrence, Pin
from inputs.term import Term
from scheduler.explaining.altered import (
    is_full,
    with_completed,
    with_lead,
    with_room_seat,
    with_service_seat,
    with_slot_seat,
    with_stay_moved,
    without_pin,
)
from scheduler.explaining.hours import hours_for
from scheduler.explaining.remedy import Remedy

MOST_LEADS = 2
MOST_SERVICES = 3
MOST_DAYS = 3
MOST_HELPERS = 6
NEAR = timedelta(weeks=4)
"""How far from it a fortnightly session may have to move, too: two fortnights."""


def remedies_for(shortfall: Shortfall, plan: Plan, term: Term) -> Iterator[Remedy]:
    """Yield what might mend a shortfall: whether it does, only solving again can tell.

    Nothing mends what is past.
    """
    trainee, item = shortfall.trainee, shortfall.item
    to_come = _to_come(shortfall.span, term)
    if to_come is None:
        return
    shortfall = replace(shortfall, span=to_come)
    activity = term.activity_by_id.get(item)
    if trainee is None:
        yield from _leads(item, shortfall.span, plan, term)
        return
    yield from _pins(trainee, shortfall, term)
    if shortfall.kind == "session" and activity is not None:
        if activity.format == "meeting":
            yield from hours_for(trainee, activity, shortfall.span, plan, term)
        else:
            yield from _seats(trainee, activity, shortfall.span, plan, term)
        if any(cause.kind == "prerequisite" for cause in shortfall.causes):
            yield from _completed(trainee, activity, term)
        if any(cause.kind == "lead" for cause in shortfall.causes):
            yield from _leads(item, shortfall.span, plan, term)
    else:
        yield from _service_seats(trainee, item, shortfall.span, plan, term)
    for weeks, when in ((1, "later"), (-1, "earlier")):
        starts = trainee.stay.start, trainee.stay.start + timedelta(weeks=weeks)
        if not any(map(term.is_settled, starts)) and with_stay_moved(term, trainee, weeks) is not None:
            move = partial(_with_stay_moved, trainee=trainee, weeks=weeks)
            yield Remedy(f"the stay of {trainee} a week {when}", move, moves_stay=True)


def _to_come(span: Span, term: Term) -> Span | None:
    """Return the days of a span that could change when the plan was made, None where there are none."""
    since = term.settled_before
    return span if since is None else span.within(Span(since, max(since, span.end)))


def _with_stay_moved(term: Term, trainee: Trainee, weeks: int) -> Term:
    return with_stay_moved(term, trainee, weeks) or term


def helpers_for(shortfall: Shortfall, plan: Plan, term: Term) -> Iterator[Remedy]:
    """Yield what may help to mend a shortfall together with others: what is before and after it, and rooms.

    Those of other fortnights may have to move, as none follows another within a week, and are pinned or lack
    a seat; so may what must have been attended before. Where a slot is full its room may be, too.
    """
    trainee, activity = shortfall.trainee, term.activity_by_id.get(shortfall.item)
    if trainee is None or activity is None or shortfall.kind != "session":
        return
    to_come = _to_come(shortfall.span, term)
    if to_come is None:
        return
    yield from _room_seats(trainee, activity, to_come, plan, term, in_full_slots=True)
    asked: list[tuple[Activity, Span]] = []
    if activity.cadence == "biweekly":
        beside = Span(shortfall.span.start - NEAR, shortfall.span.end + NEAR)
        asked.append((activity, beside))
    before = Span(trainee.stay.start, shortfall.span.end)
    asked += [(term.activity_by_id[needed.activity], before) for needed in activity.after]
    for other, days in asked:
        span = _to_come(days, term)
        if span is None:
            continue
        for pin in _pins_in_force(term):
            there = pin.date is not None and pin.date in span and pin.date not in shortfall.span
            if there and (pin.trainee, pin.item) == (trainee, other):
                yield _lifted(pin)
        near = sorted(
            (day for day in _full_days(trainee, other, span, plan, term)
             if other != activity or day not in shortfall.span),
            key=lambda day: (abs((day - shortfall.span.start).days), day),
        )  # fmt: skip
        for day in sorted(near[:MOST_HELPERS]):
            yield _seat(other, day)


def _pins(trainee: Trainee, shortfall: Shortfall, term: Term) -> Iterator[Remedy]:
    for pin in _pins_in_force(term):
        near = pin.date is None or pin.date in shortfall.span or shortfall.kind != "session"
        if pin.trainee == trainee and near:
            yield _lifted(pin)


def _pins_in_force(term: Term) -> tuple[Pin, ...]:
    return () if is_off(term, "pins") else term.pins


def _lifted(pin: Pin) -> Remedy:
    return Remedy(f"lifting the pin: {pin}", partial(without_pin, pin=pin))


def _seats(trainee: Trainee, activity: Activity, span: Span, plan: Plan, term: Term) -> Iterator[Remedy]:
    for day in sorted(_full_days(trainee, activity, span, plan, term))[:MOST_DAYS]:
        yield _seat(activity, day)
    yield from _room_seats(trainee, activity, span, plan, term, in_full_slots=False)


def _room_seats(
    trainee: Trainee, activity: Activity, span: Span, plan: Plan, term: Term, *, in_full_slots: bool
) -> Iterator[Remedy]:
    """Yield a seat more in each room that is full, where the seats of the slot are taken, too, or are not."""
    rooms: dict[Room, date] = {}
    for option, there in _occurrences(trainee, activity, span, plan, term):
        room = option.room
        as_asked = is_full(option, there, term) == in_full_slots
        if room is None or not as_asked:
            continue
        if plan.is_full(room, option.period, term.room_seats(room, option.date)):
            rooms.setdefault(room, option.date)
    for room, day in rooms.items():
        yield Remedy(f"one more seat in {room}, as on {say_day(day)}", partial(with_room_seat, room=room))


def _completed(trainee: Trainee, activity: Activity, term: Term) -> Iterator[Remedy]:
    for needed in activity.after:
        if needed.activity not in trainee.completed:
            before = term.activity_by_id[needed.activity]
            alter = partial(with_completed, trainee=trainee, activity=before)
            yield Remedy(f"{before} noted as completed, where {trainee} has attended it elsewhere", alter)


def _seat(activity: Activity, day: date) -> Remedy:
    alter = partial(with_slot_seat, activity=activity, span=Span.through(day, day))
    return Remedy(f"one more seat of {activity} on {say_day(day)}", alter, (activity, day))


def _full_days(trainee: Trainee, activity: Activity, span: Span, plan: Plan, term: Term) -> set[date]:
    """Return the days on which the seats of an activity are taken that a trainee does not attend."""
    attended = {s.period.date for s in plan.sessions_of(trainee) if s.activity == activity}
    found = _occurrences(trainee, activity, span, plan, term)
    return {option.date for option, there in found if is_full(option, there, term)} - attended


def _occurrences(
    trainee: Trainee, activity: Activity, span: Span, plan: Plan, term: Term
) -> Iterator[tuple[Occurrence, int]]:
    """Yield the occurrences that are possible for a trainee, with how many are there."""
    for option in term.options_by_activity(trainee).get(activity, ()):
        if isinstance(option, Occurrence) and option.date in span:
            yield option, len(plan.company.get((activity, option.period, option.room), ()))


def _service_seats(trainee: Trainee, item: str, span: Span, plan: Plan, term: Term) -> Iterator[Remedy]:
    """Yield a seat more on each service that may be taken: also beside a rotation, which then is longer."""
    named = [term.service_by_id[name] for name in item.split(";") if name in term.service_by_id]
    taken = {rotation.service: rotation.span for rotation in plan.rotations_of(trainee)}
    week = term.week_of(span.start).span
    beside = Span(week.start - ONE_DAY, week.end + ONE_DAY)
    twice = is_off(term, "no_service_twice")
    others = [s for s in term.services if twice or s not in taken or taken[s].overlaps(beside)]
    services = [service for service in (named or others) if service.admits(trainee.kind)]
    for service in services[:MOST_SERVICES]:
        alter = partial(with_service_seat, service=service, span=span)
        yield Remedy(f"one more seat on {service} in the days {say_span(span)}", alter)


def _leads(item: str, span: Span, plan: Plan, term: Term) -> Iterator[Remedy]:
    """Yield who else might lead a week's rounds, or an occurrence of some days: whoever is free first."""
    service = term.service_by_id.get(item)
    occurrences = [o for o in term.occurrences if o.activity.id == item and o.date in span]
    if service is not None:
        times = list(term.rounds_in(service, term.week_of(span.start)))
    else:
        times = [occurrence.period for occurrence in occurrences]
    suffices = any if service is None else all
    elsewhere = {row.lead for row in plan.rounds if row.week.span.overlaps(span)}

    def is_named(member: Faculty) -> bool:
        if service is not None:
            return item in member.leads
        return all(member in term.named_leads(occurrence.slot) for occurrence in occurrences)

    def load(member: Faculty) -> tuple[bool, str]:
        sessions = plan.sessions_by_faculty.get(member, ())
        free = suffices(not any(s.period.overlaps(time) for s in sessions) for time in times)
        return member in elsewhere or not free, member.id

    there = [
        member
        for member in term.faculty
        if not is_named(member) and suffices(not term.is_absent(member, time) for time in times)
    ]
    what = service or term.activity_by_id[item]
    where = ", named in its slots" if any(occurrence.slot.leads for occurrence in occurrences) else ""
    for member in sorted(there, key=load)[:MOST_LEADS]:
        yield Remedy(
            f"{member} as one who may lead {what}{where}", partial(with_lead, member=member, item=item)
        )
