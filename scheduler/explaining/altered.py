"""Terms with one thing altered, as a coordinator could alter it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import time, timedelta

from constraints.scope import is_off
from inputs.days import MINUTES_AN_HOUR, ONE_DAY, Span, minute_of, minutes_after
from inputs.people import Faculty, Hours, Room, Trainee
from inputs.programme import Activity, Occurrence, Pin, SeatChange, Service, Slot
from inputs.term import Term

Alter = Callable[[Term], Term]


def with_slot_seat(term: Term, activity: Activity, span: Span) -> Term:
    """Return the term with one seat more in each occurrence of an activity on some days.

    Slots of one day may have different numbers of seats: on these days each slot stands in a row of its own.
    """
    slots = [piece for slot in term.slots for piece in _cut_out(slot, activity, span, term)]
    changes = _without(term.seat_changes, activity.id, span)
    return replace(term, slots=tuple(slots), seat_changes=tuple(changes))


def _cut_out(slot: Slot, activity: Activity, span: Span, term: Term) -> Iterator[Slot]:
    """Yield a slot in pieces: that of each of some days, with one seat more, and what lies between them."""
    if slot.activity != activity:
        yield slot
        return
    there = slot.weeks.span or term.span
    for occurrence in term.occurrences:
        if occurrence.slot == slot and occurrence.date in span:
            day = Span.through(occurrence.date, occurrence.date)
            seats = term.slot_seats(occurrence)
            yield from _on_days(slot, Span(there.start, day.start))
            yield from _on_days(replace(slot, seats=None if seats is None else seats + 1), day)
            there = Span(day.end, there.end)
    yield from _on_days(slot, there)


def _on_days(slot: Slot, span: Span) -> Iterator[Slot]:
    """Yield a slot that is there on some days only; none where there are no days."""
    if span.start < span.end:
        yield replace(slot, weeks=replace(slot.weeks, span=span))


def with_service_seat(term: Term, service: Service, span: Span) -> Term:
    """Return the term with one seat more on a service in the weeks that some days touch."""
    weeks = [week for week in term.weeks if week.span.overlaps(span)]
    changes = _without(term.seat_changes, service.id, [day for week in weeks for day in week.span])
    changes += [SeatChange(service.id, week.span, term.service_seats(service, week) + 1) for week in weeks]
    return replace(term, seat_changes=tuple(changes))


def _without(changes: Iterable[SeatChange], item: str, days: Iterable[object]) -> list[SeatChange]:
    """Return the changes of seats, those of an item with the days cut out."""
    gone = set(days)
    kept: list[SeatChange] = []
    for change in changes:
        if change.item != item:
            kept.append(change)
            continue
        kept += [replace(change, span=Span(day, day + ONE_DAY)) for day in change.span if day not in gone]
    return kept


def with_room_seat(term: Term, room: Room) -> Term:
    """Return the term with one seat more in a room, also while it has another number of seats."""
    larger = replace(room, seats=None if room.seats is None else room.seats + 1)
    own = term.seat_changes_of(room)
    changes = (replace(c, seats=c.seats + 1) if c in own else c for c in term.seat_changes)
    return replace(
        term,
        seat_changes=tuple(changes),
        rooms=tuple(larger if one == room else one for one in term.rooms),
        slots=tuple(replace(slot, room=larger) if slot.room == room else slot for slot in term.slots),
    )


def with_mentor_hour(term: Term, mentor: Faculty, span: Span) -> Term:
    """Return the term with one more hour of a mentor beside each of his or hers, on some days."""
    now = term.faculty_by_id[mentor.id]
    return _with_member(term, replace(now, hours=(*now.hours, *hours_beside(term, mentor, span))))


def hours_beside(term: Term, mentor: Faculty, span: Span) -> tuple[Hours, ...]:
    """Return the hours after those of a mentor, on some days; where the day ends too early those before."""
    return tuple(
        Hours(row.weekday, start, minutes_after(start, MINUTES_AN_HOUR), within)
        for row in term.faculty_by_id[mentor.id].hours
        if (start := _hour_beside(row, term)) is not None and (within := row.span.within(span)) is not None
    )


def with_mentor_meeting(term: Term, mentor: Faculty) -> Term:
    """Return the term with one more meeting a week of a mentor, if their number has a limit."""
    now = term.faculty_by_id[mentor.id]
    limit = now.max_meetings_per_week
    return _with_member(term, replace(now, max_meetings_per_week=None if limit is None else limit + 1))


def _hour_beside(row: Hours, term: Term) -> time | None:
    """Return when the hour after some hours begins, or else that before; None where the day has neither."""
    if minute_of(row.end) + MINUTES_AN_HOUR <= minute_of(term.day_end):
        return row.end
    before = minute_of(row.start) - MINUTES_AN_HOUR
    return minutes_after(time.min, before) if before >= minute_of(term.day_start) else None


def with_lead(term: Term, member: Faculty, item: str) -> Term:
    """Return the term with a member of faculty who may lead an activity or service besides."""
    member = term.faculty_by_id[member.id]
    leads = tuple(dict.fromkeys((*member.leads, item)))
    slots = tuple(
        replace(slot, leads=tuple(dict.fromkeys((*slot.leads, member))))
        if slot.activity.id == item and slot.leads
        else slot
        for slot in term.slots
    )
    return replace(_with_member(term, replace(member, leads=leads)), slots=slots)


def _with_member(term: Term, member: Faculty) -> Term:
    return replace(term, faculty=tuple(member if one == member else one for one in term.faculty))


def with_stay_moved(term: Term, trainee: Trainee, weeks: int) -> Term | None:
    """Return the term with a stay some weeks later, of the same length; None where it leaves the term."""
    days = timedelta(weeks=weeks)
    stay = Span(trainee.stay.start + days, trainee.stay.end + days)
    if stay.within(term.span) != stay:
        return None
    moved = replace(trainee, stay=stay)
    return replace(
        term,
        trainees=tuple(moved if one == trainee else one for one in term.trainees),
        pins=tuple(replace(pin, trainee=moved) if pin.trainee == trainee else pin for pin in term.pins),
    )


def with_completed(term: Term, trainee: Trainee, activity: Activity) -> Term:
    """Return the term with an activity among those that a trainee has completed."""
    more = replace(trainee, completed=(*trainee.completed, activity.id))
    return replace(term, trainees=tuple(more if one == trainee else one for one in term.trainees))


def without_pin(term: Term, pin: Pin) -> Term:
    """Return the term with a pin lifted."""
    return replace(term, pins=tuple(one for one in term.pins if one is not pin))


def with_pin(term: Term, pin: Pin) -> Term:
    """Return the term with one pin more, which holds also where the term says that pins do not."""
    if is_off(term, "pins"):
        others = {name: setting for name, setting in term.rules.items() if name != "pins"}
        return replace(term, rules=others, pins=(pin,))
    return replace(term, pins=(*term.pins, pin))


def is_full(occurrence: Occurrence, there: int, term: Term) -> bool:
    """Tell whether the seats of an occurrence are taken when so many are there."""
    seats = term.slot_seats(occurrence)
    return seats is not None and there >= seats
