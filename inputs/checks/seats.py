"""Seats: where nobody fits, and rows of the table that change nothing or give more than the room has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from inputs.checks.idle_rows import outside
from inputs.days import say_during
from inputs.faults import Notice, at, quoted
from inputs.programme import Occurrence, SeatChange
from inputs.term import Term


def check_seats(term: Term, whole: Collection[str]) -> Iterator[Notice]:
    """Yield the rows of seats that do not do what they say; `whole` are the tables that are sound."""
    yield from _nobody_fits(term)
    held: defaultdict[str, list[Occurrence]] = defaultdict(list)
    for occurrence in term.occurrences if term.seat_changes else ():
        held[occurrence.activity.id].append(occurrence)
        if occurrence.room is not None and term.seat_changes_of(occurrence.room):
            held[occurrence.room.id].append(occurrence)
    timetable_is_whole = {"activities", "slots", "rooms", "calendar"} <= set(whole)
    rooms = {room.id for room in term.rooms} - set(term.service_by_id)
    for change in term.seat_changes:
        activity = term.activity_by_id.get(change.item)
        if activity is not None and activity.format == "meeting":
            found = f"found {quoted(activity.id)}, whose format is meeting"
            allowed = "the row changes nothing, as meetings have no seats, but the hours of mentors"
            yield Notice(at(change.place, "item"), found, allowed)
        elif not change.span.overlaps(term.span):
            yield outside(term, at(change.place), change.span)
        elif activity is not None or change.item in rooms:
            then = [o for o in held[change.item] if o.date in change.span]
            if not then and timetable_is_whole:
                never = "which does not take" if activity else "in which nothing takes"
                found = f"found {quoted(change.item)}, {never} place {say_during(change.span)}"
                yield Notice(at(change.place, "item"), found, "the row changes nothing")
            if activity is not None:
                yield from _more_than_the_room(change, then, term)


def _nobody_fits(term: Term) -> Iterator[Notice]:
    """Yield the services, rooms and slots without a seat, but for those that have some for a while."""
    for_a_while = {change.item for change in term.seat_changes if change.seats}
    places = [
        *((s.place, f"on {s}") for s in term.services if s.seats == 0 and s.id not in for_a_while),
        *((r.place, f"in {r.name}") for r in term.rooms if r.seats == 0 and r.id not in for_a_while),
        *(
            (s.place, f"at {s.activity}")
            for s in term.slots
            if s.seats == 0 and s.activity.id not in for_a_while
        ),
    ]
    for place, where in places:
        yield Notice(at(place, "seats"), "found 0", f"nobody can be {where}")


def _more_than_the_room(change: SeatChange, then: Iterable[Occurrence], term: Term) -> Iterator[Notice]:
    """Yield the smallest room in which a session then takes place that has fewer seats.

    No fault, as the row is for all slots of the activity, and others may be in larger rooms.
    """
    limits = ((o, term.room_seats(o.room, o.date)) for o in then if o.room is not None)
    rooms = [(seats, o.room.id, o) for o, seats in limits if seats is not None and o.room is not None]
    seats, _, smallest = min(rooms, key=lambda one: one[:2], default=(change.seats, "", None))
    if smallest is not None and seats < change.seats:
        found = f"found {change.seats}, but {smallest.activity} then takes place in {smallest.room}"
        yield Notice(at(change.place, "seats"), found, f"no more than {seats} fit in there")
