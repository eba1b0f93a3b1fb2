"""
What took place and is lost to a new plan, because the tables know no more of whom, what or where it was.

What lies before the day of replanning stays as it was published. It is found again by the ids and times in
the tables: where a row was taken out, or changed as if it had always been so, nobody attended anything there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from inputs.days import say_day, say_weekday, weekday_of
from inputs.faults import look
from inputs.people import Trainee
from inputs.words import counted

if TYPE_CHECKING:
    from inputs.people import Entity
    from inputs.plan import Plan, Session
    from inputs.term import Term
    from scheduler.store.version import Version

MENDS = {
    "trainees": "with the last day there as last_day",
    "faculty": "and in the table absences an absence from {} on",
    "rooms": "and in the table absences that it is closed from {} on",
    "services": "and in the table seats 0 seats from {} on",
    "activities": "and in the table seats 0 seats from {} on; for a new title the id can stay",
}
"""How something ends without its past, by the table that it stands in."""


def say_lost_past(version: Version, term: Term, since: date) -> Iterator[str]:
    """Yield what of a published version took place before a day, and will not be in a plan of the term.

    And which new activities are in the tables as if they had always been there: what is owed of them lacks.

    Parameters
    ----------
    version
        What was published.
    term
        The term as it is now.
    since
        The first day that may change.
    """
    past = tuple(session for session in version.plan.sessions if session.period.date < since)
    known = {
        "trainees": term.trainee_by_id.keys(),
        "faculty": term.faculty_by_id.keys(),
        "rooms": {room.id for room in term.rooms},
        "services": term.service_by_id.keys(),
        "activities": term.activity_by_id.keys(),
    }
    lost = Counter((table, thing) for session in past for table, thing in _named_in(session))
    lost.update(_of_rotations(version.plan, since))
    told = False
    for (table, thing), number in sorted(lost.items(), key=lambda entry: (entry[0][0], entry[0][1].id)):
        if thing.id not in known[table]:
            told = True
            what = counted(number, "rotation" if table == "services" else "session")
            loses = (
                f"{what} will lack a mentor or lead" if table == "faculty" else f"the plan will lack {what}"
            )
            mend = f"Maybe put the row back, {MENDS[table].format(say_day(since))}."
            renamed = _of_the_same_name(thing, version.term, term)
            if renamed is not None:
                same = "it is the same person" if table in ("trainees", "faculty") else "it is the same"
                mend = f"{renamed.id} has the same name; if {same}, give the id {thing.id} back."
            yield (
                f"{thing} ({thing.id}) is no more in the table {table}: of what took place before "
                f"{say_day(since)}, {loses}. {mend}"
            )
    if not told:
        yield from _of_other_times(past, term, since)
        yield from _of_new_activities(version.term, term, since)


def _of_the_same_name(thing: Entity, old: Term, term: Term) -> Entity | None:
    """Return the one of the same name that is new in the tables, and of a trainee there at the same time."""
    before, now = (
        (each.trainees, each.faculty, each.rooms, each.services, each.activities) for each in (old, term)
    )
    known = {one.id for things in before for one in things}
    same = [
        one
        for things in now
        for one in things
        if type(one) is type(thing) and look(str(one)) == look(str(thing)) and one.id not in known
        if not (isinstance(one, Trainee) and isinstance(thing, Trainee)) or one.stay.overlaps(thing.stay)
    ]
    return same[0] if len(same) == 1 else None


def _named_in(session: Session) -> Iterator[tuple[str, Entity]]:
    yield "trainees", session.trainee
    yield "activities", session.activity
    if session.faculty is not None:
        yield "faculty", session.faculty
    if session.room is not None:
        yield "rooms", session.room


def _of_rotations(plan: Plan, since: date) -> Iterator[tuple[str, Entity]]:
    return (("services", rotation.service) for rotation in plan.rotations if rotation.span.start < since)


def _of_other_times(past: tuple[Session, ...], term: Term, since: date) -> Iterator[str]:
    """Yield the times at which things took place, and for which the tables have no row any more."""
    lost: Counter[tuple[str, str, str]] = Counter()
    for session in past:
        when = f"{say_weekday(session.period.date).partition(' ')[0]} at {session.period.start:%H:%M}"
        if session.is_meeting:
            if not _is_in_hours(session, term):
                lost["hours", str(session.faculty), when] += 1
        elif not _is_in_timetable(session, term):
            place = f" in {session.room}" if session.room else ""
            lost["slots", str(session.activity), f"{when}{place}"] += 1
    for (table, whose, when), number in sorted(lost.items()):
        new = (
            "the new hours in a row of their own" if table == "hours" else "the new time in a row of its own"
        )
        mend = f"with the day before as last_day, and {new}"
        yield (
            f"{whose} has no row for {when} in the table {table} any more: of what took place before "
            f"{say_day(since)}, the plan will lack {counted(number, 'session')}. Maybe keep that row, {mend}."
        )


def _of_new_activities(old: Term, term: Term, since: date) -> Iterator[str]:
    """Yield the activities that are new, and would be owed before anybody could attend them."""
    held = {occurrence.activity.id for occurrence in term.occurrences if occurrence.period.date < since}
    for activity in term.activities:
        if activity.id in held and activity.id not in old.activity_by_id:
            yield (
                f"{activity} ({activity.id}) is new in the table activities, and in the table slots it takes "
                f"place before {say_day(since)}, too: what is owed of it then can be given to nobody any "
                f"more. Maybe write {since:%Y-%m-%d} as first_day into its rows of the table slots."
            )


def _is_in_timetable(session: Session, term: Term) -> bool:
    """Tell whether a row has the session's time and place, and its days; its other weeks do not matter."""
    period, activity = session.period, term.activity_by_id[session.activity.id]
    return any(
        slot.activity == activity
        and slot.weekday == weekday_of(period.date)
        and slot.start == period.start
        and (slot.room.id if slot.room else None) == (session.room.id if session.room else None)
        and activity.minutes == session.activity.minutes
        and (slot.weeks.span is None or period.date in slot.weeks.span)
        for slot in term.slots
    )


def _is_in_hours(session: Session, term: Term) -> bool:
    if session.faculty is None:
        return True
    period = session.period
    return any(
        hours.weekday == weekday_of(period.date)
        and hours.start <= period.start
        and period.end <= hours.end
        and period.date in hours.span
        for hours in term.faculty_by_id[session.faculty.id].hours
    )
