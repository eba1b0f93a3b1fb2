"""Whether services, activities, slots and the curriculum go together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from inputs.days import WEEKDAY_NAMES, WEEKDAYS, say_during, say_span, say_time, weekday_of
from inputs.faults import Fault, Notice, Remark, at, listed, nearest, quoted
from inputs.people import Room
from inputs.programme import OWED_ALWAYS, Activity, Service, Slot
from inputs.term import Term
from inputs.words import counted


def check_programme(term: Term, whole: Collection[str]) -> Iterator[Remark]:
    """Yield what does not go together; `whole` are the tables in which every row is sound."""
    yield from _circles(term.activity_by_id, _prerequisites(term), "activity")
    yield from _circles(term.service_by_id, {s.id: s.after for s in term.services}, "service")
    yield from _audiences(term)
    yield from _slots(term, whole)
    yield from _never_given(term, whole)
    yield from _curriculum(term)
    yield from _unused_topics(term, whole)


def _prerequisites(term: Term) -> dict[str, tuple[str, ...]]:
    return {activity.id: tuple(p.activity for p in activity.after) for activity in term.activities}


# -- prerequisites -----------------------------------------------------------------------------------------


def _circles(
    items: Mapping[str, Activity | Service], after: Mapping[str, tuple[str, ...]], what: str
) -> Iterator[Fault]:
    for circle in find_circles(after):
        first = items[circle[0]]
        chain = " after ".join(str(items[name]) for name in (*circle, circle[0]))
        place = at(first.place, "after")
        yield Fault(place, f"found a circle, {chain}", f"let one {what} of it come first")


def find_circles(after: Mapping[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return circles of what must come after each other, none sharing a member with another.

    Every circle in ``after`` shares a member with one that is returned, so that there is none where none is
    returned. Each begins at its smallest member.
    """
    circles: list[tuple[str, ...]] = []
    done: set[str] = set()
    for root in sorted(after):
        path: dict[str, None] = {}
        stack = [(root, False)]
        while stack:
            name, leaving = stack.pop()
            if leaving:
                path.popitem()
                done.add(name)
            elif name in path:
                circle = list(path)[list(path).index(name) :]
                if not set(circle) & {member for known in circles for member in known}:
                    least = circle.index(min(circle))
                    circles.append((*circle[least:], *circle[:least]))
            elif name not in done:
                path[name] = None
                stack.append((name, True))
                stack += [(following, False) for following in reversed(after.get(name, ()))]
    return circles


def _audiences(term: Term) -> Iterator[Notice]:
    """Yield the kinds that need something first which is not for them."""
    kinds = sorted({trainee.kind for trainee in term.trainees} | {kind.kind for kind in term.kinds})
    pairs: list[tuple[Activity | Service, Activity | Service | None]] = [
        *((a, term.activity_by_id.get(p.activity)) for a in term.activities for p in a.after),
        *((s, term.service_by_id.get(before)) for s in term.services for before in s.after),
    ]
    for item, before in pairs:
        shut_out = [k for k in kinds if before and item.admits(k) and not before.admits(k)]
        if before and shut_out:
            found = f"found {quoted(before.id)}, which does not admit {listed(shut_out)}"
            yield Notice(at(item.place, "after"), found, f"{item} does, but can never be given to them")


# -- slots -------------------------------------------------------------------------------------------------


def _slots(term: Term, whole: Collection[str]) -> Iterator[Remark]:
    taking_place = {id(occurrence.slot) for occurrence in term.occurrences}
    for slot in term.slots:
        room = slot.room
        most = _most_seats(room, term) if room else None
        if room and most is not None and slot.seats is not None and slot.seats > most:
            found = f"found {slot.seats}, but {room.name} has {counted(most, 'seat')}"
            yield Fault(at(slot.place, "seats"), found, f"write at most {most}")
        for day in slot.weeks.dates:
            if weekday_of(day) != slot.weekday:
                found = f"found {quoted(day.isoformat())}, a {WEEKDAY_NAMES[day.weekday()]}"
                weekday = WEEKDAY_NAMES[WEEKDAYS.index(slot.weekday)]
                yield Notice(at(slot.place, "weeks"), found, f"the slot is on a {weekday} and not held then")
            elif slot.weeks.span is not None and day not in slot.weeks.span:
                found = f"found {quoted(day.isoformat())}, outside the days of the slot"
                held = f"it is there {say_during(slot.weeks.span)} and not held then"
                yield Notice(at(slot.place, "weeks"), found, held)
        if id(slot) not in taking_place and {"rooms", "calendar"} <= set(whole):
            found = f"found a slot of {slot.activity} that never takes place"
            yield Notice(at(slot.place), found, _why_never(term, slot))
    yield from _twice(term, rooms_known="rooms" in whole)


def _most_seats(room: Room, term: Term) -> int | None:
    """Return the most seats that a room has on any day of the term; None is no limit."""
    if room.seats is None:
        return None
    return max(seats for day in term.span if (seats := term.room_seats(room, day)) is not None)


def _why_never(term: Term, slot: Slot) -> str:
    days = slot.weeks.span
    if days is not None and not days.overlaps(term.span):
        return f"its days lie outside the term, {say_span(term.span)}"
    which = f"{WEEKDAY_NAMES[WEEKDAYS.index(slot.weekday)]} {say_during(days) if days else 'of the term'}"
    if slot.weekday not in {weekday_of(day) for day in term.working.days if days is None or day in days}:
        return f"no {which} is a working day"
    return f"no {which} is a working day that its weeks admit, with its room open"


def _twice(term: Term, *, rooms_known: bool) -> Iterator[Fault]:
    """Yield the slots that take place when and where another of the same activity does.

    Where not all rooms are known, a slot may only seem to be without one.
    """
    groups: defaultdict[object, list[Slot]] = defaultdict(list)
    for slot in term.slots:
        if slot.room is None and not rooms_known:
            continue
        groups[slot.activity, slot.weekday, slot.start, slot.room].append(slot)
    for group in groups.values():
        taken: dict[date, Slot] = {}
        for slot in sorted(group, key=lambda s: at(s.place).order) if len(group) > 1 else ():
            days = [day for week in term.weeks for day in week.span if slot.runs_on(day, week)]
            earlier = next((taken[day] for day in days if day in taken), None)
            taken |= dict.fromkeys(days, slot)
            if earlier is not None:
                where = f"in {slot.room.name}" if slot.room else "without a room"
                when = f"on {slot.weekday} at {say_time(slot.start)}"
                found = f"found {slot.activity} {when} {where}, as on line {at(earlier.place).line}"
                yield Fault(
                    at(slot.place), found, "keep one of them, or let them differ in their weeks or days"
                )


# -- what is owed and never given --------------------------------------------------------------------------


def _never_given(term: Term, whole: Collection[str]) -> Iterator[Notice]:
    timetabled = {slot.activity for slot in term.slots}
    for activity in term.activities:
        if activity.format == "group" and activity not in timetabled and "slots" in whole:
            found = f"found {quoted(activity.id)}, which has no slot"
            yield Notice(at(activity.place, "id"), found, _what_of_it(activity))
    if not {"faculty", "hours"} <= set(whole):
        return
    met = {meeting.activity for meeting in term.meeting_times}
    for activity in term.activities:
        if activity.format == "meeting" and activity not in met:
            found = f"found {quoted(activity.id)}, for which no mentor has {activity.minutes} minutes"
            yield Notice(at(activity.place, "id"), found, _what_of_it(activity))
    led = {name for member in term.faculty for name in member.leads}
    for service in term.services:
        if service.has_rounds and service.id not in led:
            found = f"found {quoted(service.id)}, whose rounds nobody leads"
            yield Notice(at(service.place, "id"), found, "name it under leads in the table faculty")


def _what_of_it(activity: Activity) -> str:
    """Return what follows for an activity that never takes place."""
    if activity.cadence in OWED_ALWAYS:
        return "it is owed, but can never be given"
    return "none takes place, and so none is owed"


def _curriculum(term: Term) -> Iterator[Notice]:
    for row in term.curriculum:
        services = [term.service_by_id[name] for name in row.services if name in term.service_by_id]
        most = sum(service.max_weeks or row.weeks for service in services)
        if row.to_weeks is not None and row.weeks > row.to_weeks:
            found = f"found {row.weeks} weeks of stays of at most {row.to_weeks}"
            yield Notice(at(row.place, "weeks"), found, "no such stay can have them")
        elif row.weeks > most and len(services) == len(row.services):
            found = f"found {row.weeks}, but rotations there last at most {most} weeks together"
            yield Notice(at(row.place, "weeks"), found, "nobody is on a service twice")
        if row.rotations > len(row.services):
            found = f"found {row.rotations} rotations, but {len(row.services)} to choose from"
            yield Notice(at(row.place, "rotations"), found, "nobody can have so many different ones")
        if services and not any(service.admits(row.kind) for service in services):
            found = f"found {listed(row.services)}, not for the kind {row.kind}"
            yield Notice(at(row.place, "service"), found, "no such trainee can have these weeks")
    for trainee in term.trainees:
        asked = term.requirements_of(trainee) if _all_known(term, trainee.kind) else ()
        named = [service for requirement in asked for service in requirement.services]
        weeks, has = sum(requirement.weeks for requirement in asked), len(term.weeks_of_stay(trainee))
        if len(named) == len(set(named)) and weeks > has:
            found = f"found a stay of {counted(has, 'week')}, but the curriculum asks for {weeks}"
            yield Notice(at(trainee.place, "last_day"), found, f"some of it {trainee.name} will not get")


def _all_known(term: Term, kind: str) -> bool:
    rows = [row for row in term.curriculum if row.kind == kind]
    return all(name in term.service_by_id for row in rows for name in row.services)


def _unused_topics(term: Term, whole: Collection[str]) -> Iterator[Notice]:
    """Yield the topics of mentors that no kind of meeting may be about."""
    meetings = [activity for activity in term.activities if activity.format == "meeting"]
    if not {"topics", "activities"} <= set(whole) or not all(activity.topics for activity in meetings):
        return
    listed_topics = sorted({topic for activity in meetings for topic in activity.topics})
    for member in term.faculty if meetings else ():
        for topic in member.topics:
            if topic not in listed_topics:
                found = f"found {quoted(topic)}, which no meeting lists in the table topics"
                place = at(member.place, "topics")
                yield Notice(place, found, "no meeting will be about it", nearest(topic, listed_topics))
