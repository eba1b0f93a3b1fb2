"""A term with one seat more of something, in the days of a stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import time

from inputs.days import MINUTES_AN_HOUR, Span, minute_of
from inputs.people import Faculty, Hours
from inputs.programme import SeatChange, Service, Slot, WeekChoice
from inputs.term import Term
from scheduler.capacity.answer import Resource
from scheduler.explaining.altered import with_room_seat

STEP_MINUTES = 30
"""How finely the hour of one more mentor is looked for."""


def with_more(term: Term, resources: Iterable[Resource], span: Span) -> Term:
    """Return the term with one seat more of each resource on the days of ``span``.

    Of a service, a seat; of an activity, a seat in each of its slots that has a limit; of mentors, one more
    of them with an hour a week. A room has its seat in the whole term.
    """
    for resource in resources:
        match resource.thing:
            case "service":
                term = _more_on_service(term, term.service_by_id[resource.id], span)
            case "activity":
                term = _more_in_slots(term, resource.id, span)
            case "room":
                term = with_room_seat(term, next(room for room in term.rooms if room.id == resource.id))
            case "mentor":
                term = replace(term, faculty=(*term.faculty, _one_more_mentor(term, resource.id, span)))
    return term


def _more_on_service(term: Term, service: Service, span: Span) -> Term:
    others = [change for change in term.seat_changes if change.item != service.id]
    own = [
        SeatChange(service.id, week.span, term.service_seats(service, week) + int(week.span.overlaps(span)))
        for week in term.weeks
    ]
    return replace(term, seat_changes=(*others, *own))


def _more_in_slots(term: Term, activity: str, span: Span) -> Term:
    slots: list[Slot] = []
    for slot in term.slots:
        if slot.activity.id != activity or slot.seats is None:
            slots.append(slot)
            continue
        dates = [occurrence.date for occurrence in term.occurrences if occurrence.slot == slot]
        inside = tuple(day for day in dates if day in span)
        outside = tuple(day for day in dates if day not in span)
        slots.append(replace(slot, weeks=WeekChoice(dates=outside)))
        slots.append(replace(slot, weeks=WeekChoice(dates=inside), seats=slot.seats + 1))
    changes = [part for change in term.seat_changes for part in _split(change, activity, span)]
    return replace(term, slots=tuple(slots), seat_changes=tuple(changes))


def _split(change: SeatChange, activity: str, span: Span) -> Iterator[SeatChange]:
    """Yield a change of seats, with one more on those of its days that lie in ``span``."""
    inside = change.span.within(span)
    if change.item != activity or inside is None:
        yield change
        return
    yield replace(change, span=inside, seats=change.seats + 1)
    if change.span.start < inside.start:
        yield replace(change, span=Span(change.span.start, inside.start))
    if inside.end < change.span.end:
        yield replace(change, span=Span(inside.end, change.span.end))


def _one_more_mentor(term: Term, person: str, span: Span) -> Faculty:
    """Return a mentor for whatever is met on, with the hour a week in which the fewest sessions are."""
    topics = dict.fromkeys(topic for member in term.faculty if member.mentors for topic in member.topics)
    first, last = minute_of(term.day_start), minute_of(term.day_end)
    meetings = (activity.minutes for activity in term.activities if activity.format == "meeting")
    longest = last - first
    minutes = max((m for m in meetings if m <= longest), default=min(MINUTES_AN_HOUR, longest))
    starts = range(first, last - minutes + 1, STEP_MINUTES)
    _, weekday, start = min(
        (_taken(term, weekday, start, start + minutes), position, start)
        for position, weekday in enumerate(term.weekdays)
        for start in starts
    )
    hours = Hours(term.weekdays[weekday], _time(start), _time(start + minutes), span)
    return Faculty(person, "One more mentor", topics=tuple(topics), hours=(hours,))


def _taken(term: Term, weekday: str, start: int, end: int) -> int:
    """Return how many slots and rounds overlap an hour of the week."""
    slots = sum(
        1
        for slot in term.slots
        if slot.weekday == weekday and minute_of(slot.start) < end and start < minute_of(slot.end)
    )
    rounds = sum(
        1
        for service in term.services
        if service.round_start is not None
        and minute_of(service.round_start) < end
        and start < minute_of(service.round_start) + service.round_minutes
    )
    return slots + rounds


def _time(minute: int) -> time:
    return time(*divmod(minute, MINUTES_AN_HOUR))
