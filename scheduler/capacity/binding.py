"""What keeps out one more newcomer: what is full in the best plan of a part, or while nobody else moves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from constraints.catalogue import missed_coverage
from inputs.days import Span, Week
from inputs.people import Trainee
from inputs.plan import Plan
from inputs.programme import Activity, Occurrence
from inputs.term import Term
from scheduler.capacity.answer import Resource, Thing
from scheduler.solving.splitting.parts import Part

MENTOR = "one-more-mentor"
MENTORS = "mentors' hours"


def find_binding(term: Term, part: Part, plan: Plan, newcomer: Trainee) -> tuple[Resource, ...]:
    """Return what is full in the plan of a part during a stay, that which most is lacked of first.

    Parameters
    ----------
    term
        With the newcomers that do not fit.
    part, plan
        The part that has no room for them, and its best plan.
    newcomer
        One of them, with the stay.
    """
    match part.kind:
        case "rotations":
            return tuple(_services(term, plan, newcomer))
        case "meetings":
            return (*_mentors(term, part, plan, newcomer), *_sessions(term, part, plan, newcomer))
        case "sessions":
            return tuple(_sessions(term, part, plan, newcomer))


def find_scarce(term: Term, plan: Plan, newcomers: Collection[Trainee]) -> tuple[Resource, ...]:
    """Return what is full for that which newcomers lack in a plan of everything, each thing once.

    Parameters
    ----------
    term
        With the newcomers, who all have the same stay.
    plan
        In which they are, and lack something.
    newcomers
        They.
    """
    newcomer = next(iter(newcomers))
    services: set[str] = set()
    full: list[Resource] = []
    met: list[Span] = []
    for violation in missed_coverage(plan, term):
        at = violation.at
        if at.trainee not in newcomers:
            continue
        activity = term.activity_by_id.get(at.item)
        if at.kind == "rotation":
            services |= {service.id for service in term.services}
        elif activity is None:
            services |= set(at.item.split(";"))
        else:
            needed = [term.activity_by_id[item] for item in sorted(_with_needed(term, activity.id))]
            taken = [one for each in needed for one in _full_of(term, plan, each, newcomer)]
            full += taken
            # Where no seat is taken, it is a meeting that stands in the way: its mentor has no other hour.
            met += [at.span] if at.span is not None and not taken else []
    found = [one for one in _services(term, plan, newcomer) if one.id in services] + full
    weeks = [week for week in term.weeks_of_stay(newcomer) if any(week.span.overlaps(span) for span in met)]
    if weeks:
        found.append(_resource("mentor", MENTOR, MENTORS, weeks))
    return tuple({(one.thing, one.id): one for one in found}.values())


def is_used(resource: Resource, plan: Plan, term: Term) -> bool:
    """Tell whether a plan needs one seat more of a resource than there is in a term; of rooms, it may be."""
    match resource.thing:
        case "service":
            service = term.service_by_id[resource.id]
            return any(
                sum(r.service == service and r.covers(week) for r in plan.rotations)
                > term.service_seats(service, week)
                for week in term.weeks
            )
        case "activity":
            return any(_is_overfull(term, plan, o) for o in term.occurrences if o.activity.id == resource.id)
        case "mentor":
            return any(session.faculty and session.faculty.id == resource.id for session in plan.sessions)
        case "room":
            return True


def parts_of(resource: Resource, term: Term, parts: Iterable[Part]) -> frozenset[str]:
    """Return the names of the parts in which one seat more of a resource may change anything."""
    return frozenset(part.name for part in parts if _touches(resource, part, term))


def _touches(resource: Resource, part: Part, term: Term) -> bool:
    match resource.thing:
        case "service":
            return part.kind == "rotations" or resource.id in part.services
        case "activity":
            return resource.id in part.scope.attends
        case "mentor":
            return part.kind == "meetings"
        case "room":
            return any(
                slot.room is not None and slot.room.id == resource.id
                for slot in term.slots
                if slot.activity.id in part.scope.attends
            )


def _services(term: Term, plan: Plan, newcomer: Trainee) -> Iterator[Resource]:
    found: list[tuple[int, Resource]] = []
    for service in term.services:
        if not service.admits(newcomer.kind):
            continue
        full = [
            week
            for week in term.weeks_of_stay(newcomer)
            if sum(r.service == service and r.covers(week) for r in plan.rotations)
            >= term.service_seats(service, week)
        ]
        if full:
            found.append((len(full), _resource("service", service.id, service.name, full)))
    yield from (resource for _, resource in sorted(found, key=lambda pair: (-pair[0], pair[1].id)))


def _mentors(term: Term, part: Part, plan: Plan, newcomer: Trainee) -> Iterator[Resource]:
    """Yield the hours of mentors, in the weeks of what is lacked though no seat of it is taken."""
    lacked = [
        span
        for item, _, span in _lacked(term, part, plan, newcomer)
        if not any(
            True
            for needed in _with_needed(term, item)
            for _ in _full_of(term, plan, term.activity_by_id[needed], newcomer)
        )
    ]
    weeks = [week for week in term.weeks if any(week.span.overlaps(span) for span in lacked)]
    if weeks:
        yield _resource("mentor", MENTOR, MENTORS, weeks)


def _sessions(term: Term, part: Part, plan: Plan, newcomer: Trainee) -> Iterator[Resource]:
    points: Counter[str] = Counter()
    for item, amount, _ in _lacked(term, part, plan, newcomer):
        for needed in _with_needed(term, item):
            points[needed] += amount
    seen: set[tuple[str, str]] = set()
    for item, _ in sorted(points.items(), key=lambda pair: (-pair[1], pair[0])):
        activity = term.activity_by_id[item]
        for resource in _full_of(term, plan, activity, newcomer):
            if (resource.thing, resource.id) not in seen:
                seen.add((resource.thing, resource.id))
                yield resource


def _lacked(term: Term, part: Part, plan: Plan, newcomer: Trainee) -> Iterator[tuple[str, int, Span]]:
    """Yield what sessions of a part are lacked during a stay, with points and days."""
    for violation in missed_coverage(plan, term):
        at = violation.at
        if at.kind == "session" and at.item in part.scope.attends and at.span is not None:
            shared = at.span.within(newcomer.stay)
            if shared is not None:
                yield at.item, violation.amount, shared


def _with_needed(term: Term, item: str) -> set[str]:
    """Return an activity with all that must have been attended before it."""
    found: set[str] = set()
    waiting = [item]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += [needed.activity for needed in term.activity_by_id[one].after]
    return found


def _full_of(term: Term, plan: Plan, activity: Activity, newcomer: Trainee) -> Iterator[Resource]:
    """Yield the slots of an activity, and the rooms, that are full in weeks in which nothing is free."""
    by_slot: list[Week] = []
    by_room: dict[str, list[Week]] = {}
    occurrences = [o for o in term.occurrences if o.activity == activity]
    for week in term.weeks_of_stay(newcomer):
        there = [o for o in occurrences if o.date in week.span]
        if not there or not all(_slot_is_full(term, plan, o) or _room_is_full(term, plan, o) for o in there):
            continue
        if any(_slot_is_full(term, plan, o) for o in there):
            by_slot.append(week)
        for room in {o.room.id for o in there if o.room is not None and _room_is_full(term, plan, o)}:
            by_room.setdefault(room, []).append(week)
    if by_slot:
        yield _resource("activity", activity.id, activity.title, by_slot)
    names = {room.id: room.name for room in term.rooms}
    for room, weeks in sorted(by_room.items()):
        yield _resource("room", room, names[room], weeks)


def _slot_is_full(term: Term, plan: Plan, occurrence: Occurrence) -> bool:
    seats = term.slot_seats(occurrence)
    return seats is not None and _there(plan, occurrence) >= seats


def _is_overfull(term: Term, plan: Plan, occurrence: Occurrence) -> bool:
    seats = term.slot_seats(occurrence)
    return seats is not None and _there(plan, occurrence) > seats


def _there(plan: Plan, occurrence: Occurrence) -> int:
    return len(plan.company.get((occurrence.activity, occurrence.period, occurrence.room), ()))


def _room_is_full(term: Term, plan: Plan, occurrence: Occurrence) -> bool:
    room = occurrence.room
    return room is not None and plan.is_full(room, occurrence.period, term.room_seats(room, occurrence.date))


def _resource(thing: Thing, identity: str, name: str, weeks: list[Week]) -> Resource:
    return Resource(thing, identity, name, tuple(week.number for week in weeks))
