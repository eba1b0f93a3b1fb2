"""Carries the bound of a published version over to the term as it is now.

Where a change of a term only takes away (a mentor is away, a room closed, a seat lost) or adds trainees,
every plan of the new term, without the new ones, is a plan of the old. It cannot lack less than the old
bound, but for what is no longer owed; who is new lacks at least what he or she lacks alone. An absence may
also give something: who is absent from a round is free for a session that overlaps it. So may seats that are
gone: a rotation that had begun may end for want of them, sooner than any could before. Two rotations of
the past, one after the other on a service, may count as one that is longer than any could be before. And what
somebody attended in the last week of a rotation stays when that goes on, though it is not owed then: what
needs it may come sooner.
"""

from __future__ import annotations

from dataclasses import replace

from constraints.scope import ended_for_want_of_seats
from inputs.people import Faculty, Trainee
from inputs.published import Published
from inputs.stays import Window
from inputs.term import Term

SAME = ("span", "weekdays", "working", "rules", "curriculum")
"""What must not have changed."""


def carried_bound(old: Term, new: Term, bound: int, published: Published | None = None) -> int | None:
    """Return a bound of the coverage of ``new``, or None where nothing can be said.

    Parameters
    ----------
    old
        The term of which ``bound`` is a bound of coverage: no plan of it costs less.
    new
        The term as it is now.
    bound
        In points. What the trainees that are only in ``new`` lack is not added.
    published
        What was published, in the words of ``new``; only whether it allows rotations that are shorter or
        longer than any could be before, or sessions before they are owed, plays a part.
    """
    if not (_same_frame(old, new) and _less_room(old, new) and _fewer_teachers(old, new)):
        return None
    if published is not None and (
        _may_be_shorter(replace(new, published=published))
        or _may_be_joined(published)
        or _may_come_sooner(new, published)
    ):
        return None
    for trainee in old.trainees:
        now = new.trainee_by_id.get(trainee.id)
        if now is None or not _asks_as_much(trainee, now, old, new):
            return None
        bound -= _excused(trainee, now, old, new)
    return max(0, bound)


def _same_frame(old: Term, new: Term) -> bool:
    if any(getattr(old, name) != getattr(new, name) for name in SAME):
        return False
    was, now = _programme(old), _programme(new)
    return was == now


def _programme(term: Term) -> tuple[object, ...]:
    """Return what is asked of everybody, with what can be compared."""
    activities = [
        (a.id, a.format, a.cadence, a.minutes, a.audience, a.weight, a.after, a.topics)
        for a in term.activities
    ]
    services = [
        (s.id, s.min_weeks, s.max_weeks, s.round_start, s.round_minutes, s.audience, s.blocks, s.after)
        for s in term.services
    ]
    slots = {(s.activity, s.weekday, s.start, s.room, s.weeks, bool(term.named_leads(s))) for s in term.slots}
    return activities, services, slots


def _less_room(old: Term, new: Term) -> bool:
    """Tell whether seats are no more than before, everywhere."""
    before = {service.id: service for service in old.services}
    for service in new.services:
        for week in new.weeks:
            if new.service_seats(service, week) > old.service_seats(before[service.id], week):
                return False
    was = {(o.activity.id, o.period, o.room): old.slot_seats(o) for o in old.occurrences}
    for occurrence in new.occurrences:
        key = occurrence.activity.id, occurrence.period, occurrence.room
        if key not in was or not _at_most(new.slot_seats(occurrence), was[key]):
            return False
    rooms = {room.id: room for room in old.rooms}
    return all(
        room.id in rooms and _at_most(new.room_seats(room, day), old.room_seats(rooms[room.id], day))
        for room in new.rooms
        for day in new.span
    )


def _may_be_shorter(term: Term) -> bool:
    """Tell whether a rotation may end for want of seats, sooner than its service allows."""
    return any(
        run
        for trainee in term.trainees
        for service in term.services
        for run in ended_for_want_of_seats(trainee, term.weeks_of_stay(trainee), service, term)
    )


def _may_be_joined(published: Published) -> bool:
    """Tell whether two past rotations of somebody on one service may count as one, longer than it allows."""
    return any(
        row.service == other.service and row.span.end == other.span.start and row.span.start < published.since
        for rows in published.plan.rotations_by_trainee.values()
        for row in rows
        for other in rows
    )


def _may_come_sooner(term: Term, published: Published) -> bool:
    """Tell whether others need what was attended in the last week of a rotation that may go on now."""
    needed = {before.activity for activity in term.activities for before in activity.after}
    return any(
        session.activity.cadence == "rotation_end"
        and session.activity.id in needed
        and session.period.date < published.since <= term.week_of(session.period.date).span.end
        for session in published.plan.sessions
    )


def _at_most(now: int | None, was: int | None) -> bool:
    return was is None or (now is not None and now <= was)


def _fewer_teachers(old: Term, new: Term) -> bool:
    """Tell whether nobody of the faculty can do what he or she could not do before.

    At which times they can be met is seen in what each trainee may do.
    """
    for member in new.faculty:
        was = old.faculty_by_id.get(member.id)
        if was is None or not _offers_less(member, was):
            return False
    before = {(o.activity.id, o.period, o.room): set(old.session_leads(o)) for o in old.occurrences}
    for occurrence in new.occurrences:
        key = occurrence.activity.id, occurrence.period, occurrence.room
        if not set(new.session_leads(occurrence)) <= before[key]:
            return False
    services = {service.id: service for service in old.services}
    return all(
        set(new.round_leads(service, week)) <= set(old.round_leads(services[service.id], week))
        for service in new.services
        for week in new.weeks
    )


def _offers_less(now: Faculty, was: Faculty) -> bool:
    return _at_most(now.max_meetings_per_week, was.max_meetings_per_week) and _at_most(
        now.max_mentees, was.max_mentees
    )


def _asks_as_much(was: Trainee, now: Trainee, old: Term, new: Term) -> bool:
    """Tell whether a trainee may do no more than before, and is owed the same by dates."""
    same = (was.kind, was.stay, set(was.completed)) == (now.kind, now.stay, set(now.completed))
    promised = was.mentor is None or was.mentor == now.mentor
    pins = [
        {(pin.item.id, pin.date, pin.start, pin.must) for pin in term.pins if pin.trainee == was}
        for term in (old, new)
    ]
    return (
        same
        and promised
        and pins[0] <= pins[1]
        and set(new.options_of(now)) <= set(old.options_of(was))
        and not _is_spared_a_round(was, now, old, new)
    )


def _is_spared_a_round(was: Trainee, now: Trainee, old: Term, new: Term) -> bool:
    """Tell whether a trainee is now absent from a round, and so free for something that overlaps it."""
    if old.absences == new.absences:
        return False
    rounds = {day: [service.round_on(day) for service in new.services] for day in new.span}
    return any(
        own_round is not None
        and own_round.overlaps(option.period)
        and new.is_absent(now, own_round)
        and not old.is_absent(was, own_round)
        for option in new.options_of(now)
        for own_round in rounds[option.date]
    )


def _excused(was: Trainee, now: Trainee, old: Term, new: Term) -> int:
    """Return the weight of what a trainee may no longer be owed: too much rather than too little."""
    blocked = {activity for service in new.services for activity in service.blocks}
    windows: dict[tuple[str, object], Window] = {
        (window.activity.id, window.span): window for window in new.windows_of(now)
    }
    points = 0
    for window in old.windows_of(was):
        there = windows.get((window.activity.id, window.span))
        if there is None or (window.activity.id in blocked and there.options != window.options):
            points += window.activity.weight
    return points
