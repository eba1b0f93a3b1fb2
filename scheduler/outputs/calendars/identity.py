"""
What an entry of a calendar *is*, so that it keeps its UID when a new plan moves it.

A calendar client knows an event by its UID alone: the same UID with another time is a move, another UID is
one event gone and a stranger come. An identity therefore holds only what a new plan does not choose: who is
owed what. It never holds a time, a room, a lead, a mentor or a place in a list.

=================  =====================================================  ====================================
entry              identity                                               in the calendars of
=================  =====================================================  ====================================
session, meeting   trainee, activity, and the window that it serves       the trainee; of a meeting the mentor
group occurrence   activity, week, which of the activity's weekly slots   lead, room, programme
rotation           trainee, service                                       the trainee
trainee's round    trainee, date (the service may change)                 the trainee
service's round    service, date                                          the lead
=================  =====================================================  ====================================

A session is a trainee attending; an occurrence is what several trainees attend. They move apart (a trainee
changes from Tuesday's clinic to Thursday's, and both clinics stay), so they are two identities. What is one
thing has one UID in every calendar that shows it.

A window is named by its unclipped start: the Monday of the week, the Monday of the pair of weeks, the
month, the stay, or for an activity at the end of rotations the service. A slot is named by its number among
the activity's slots of that week in order of the week, so that it keeps its name when it moves an hour, or
to another day from a day on, or changes its room.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, TypeVar
from uuid import UUID, uuid5

from inputs.days import DAYS_A_WEEK, WEEKDAYS, Period
from inputs.people import Room, Trainee
from inputs.plan import Plan, Rotation, Session
from inputs.programme import Activity, Service
from inputs.term import Term

NAMESPACE = UUID("5b0c4a52-6a3e-4d0f-9d0b-3f1f6a2f7c11")
"""Of all UIDs that are derived from a term; a random one, never to be changed."""

UNKNOWN_SLOT = 0
"""The number of a slot that is not in the term."""

_Thing = TypeVar("_Thing")


@dataclass(frozen=True, order=True)
class Identity:
    """What an entry is; ``number`` tells apart several in one window, which a sound plan never has."""

    kind: Literal["session", "occurrence", "rotation", "round", "service round", "calendar"]
    parts: tuple[str, ...]
    number: int = 1

    def __str__(self) -> str:
        return json.dumps([self.kind, *self.parts, self.number])


UidSource = Callable[[Identity], str]
"""Gives an identity its UID, always the same one: a UUID, or ``something@domain`` of at most 255 octets."""

Place = tuple[Activity, Period, Room | None]
"""What makes several sessions one occurrence: the same activity at the same time in the same room."""


def derived_uids(term: Term) -> UidSource:
    """Return UIDs that follow from the term's name and first day and from nothing else of it.

    They suit a plan that is not published: the same term gives the same UIDs on every computer.
    """
    return uids_from(namespace_of(term))


def namespace_of(term: Term) -> UUID:
    """Return what the UIDs of a term are derived from.

    Whoever publishes keeps it, so that the UIDs stay when the term gets another name.
    """
    return uuid5(NAMESPACE, json.dumps([term.name, f"{term.span.first_day:%Y-%m-%d}"]))


def uids_from(namespace: UUID) -> UidSource:
    """Return UIDs that follow from the identities and a namespace.

    They are UUIDs of version 5 (RFC 9562), with nothing of a host or a person to be read from them (RFC 7986,
    section 5.3).
    """

    def uid_of(identity: Identity) -> str:
        return str(uuid5(namespace, str(identity)))

    return uid_of


def session_identities(plan: Plan) -> Mapping[Session, Identity]:
    """Return the identity of each session and meeting; no two share one."""
    ordered = sorted(set(plan.sessions), key=_order_of_session)
    return number_apart((session, _session(session, plan)) for session in ordered)


def rotation_identities(plan: Plan) -> Mapping[Rotation, Identity]:
    """Return the identity of each rotation; no two share one."""
    ordered = sorted(set(plan.rotations), key=lambda rotation: rotation.span)
    return number_apart((r, Identity("rotation", (r.trainee.id, r.service.id))) for r in ordered)


def occurrence_identities(places: Collection[Place], term: Term) -> Mapping[Place, Identity]:
    """Return the identity of each occurrence of a group activity; no two share one.

    An occurrence that is in none of the term's slots (a plan made by hand) is numbered within its week.
    """
    numbers = {
        monday: slot_numbers(term, monday) for monday in {_monday(period.date) for _, period, _ in places}
    }
    ordered = sorted(set(places), key=lambda place: (place[1], place[0].id, _room_id(place[2])))
    return number_apart((place, _occurrence(place, numbers[_monday(place[1].date)])) for place in ordered)


def round_identity(trainee: Trainee, day: date) -> Identity:
    """Return the identity of a trainee's round on a day, whatever the service."""
    return Identity("round", (trainee.id, f"{day:%Y-%m-%d}"))


def service_round_identity(service: Service, day: date) -> Identity:
    """Return the identity of a service's round on a day, whoever leads it."""
    return Identity("service round", (service.id, f"{day:%Y-%m-%d}"))


def number_apart(found: Iterable[tuple[_Thing, Identity]]) -> dict[_Thing, Identity]:
    """Return the identity of each thing, numbered where several, given in order of time, have the same."""
    count: Counter[Identity] = Counter()
    numbered: dict[_Thing, Identity] = {}
    for thing, identity in found:
        count[identity] += 1
        numbered[thing] = replace(identity, number=count[identity])
    return numbered


def slot_numbers(term: Term, monday: date) -> Mapping[tuple[str, str, str, str], int]:
    """Return which of its activity's slots in a week each slot is, from 1.

    Slots are named by activity, weekday, start and room. One that is there only before or after has none.
    """
    numbers: dict[tuple[str, str, str, str], int] = {}
    count: Counter[str] = Counter()
    for slot in sorted(term.slots, key=lambda s: (WEEKDAYS.index(s.weekday), s.start, _room_id(s.room))):
        key = (slot.activity.id, slot.weekday, f"{slot.start:%H:%M}", _room_id(slot.room))
        day = monday + timedelta(days=WEEKDAYS.index(slot.weekday))
        is_there = slot.weeks.span is None or day in slot.weeks.span
        if is_there and key not in numbers:
            count[slot.activity.id] += 1
            numbers[key] = count[slot.activity.id]
    return numbers


def window_name(session: Session, plan: Plan) -> str:
    """Return the name of the window that a session serves, which a move within the window does not change."""
    day, trainee = session.period.date, session.trainee
    match session.activity.cadence:
        case "weekly":
            return f"{_monday(day):%Y-%m-%d}"
        case "biweekly":
            first = _monday(trainee.stay.first_day)
            pair = (_monday(day) - first).days // (2 * DAYS_A_WEEK)
            return f"{first + timedelta(days=pair * 2 * DAYS_A_WEEK):%Y-%m-%d}"
        case "monthly":
            return f"{day:%Y-%m}"
        case "rotation_end":
            ending = (r for r in plan.rotations_of(trainee) if _monday(r.span.last_day) == _monday(day))
            return next((rotation.service.id for rotation in ending), f"{_monday(day):%Y-%m-%d}")
        case _:
            return "stay"


def _order_of_session(session: Session) -> tuple[Period, str, str, str, str]:
    lead = session.faculty.id if session.faculty else ""
    return session.period, session.activity.id, _room_id(session.room), lead, session.topic


def _session(session: Session, plan: Plan) -> Identity:
    return Identity("session", (session.trainee.id, session.activity.id, window_name(session, plan)))


def _occurrence(place: Place, numbers: Mapping[tuple[str, str, str, str], int]) -> Identity:
    activity, period, room = place
    key = (activity.id, WEEKDAYS[period.date.weekday()], f"{period.start:%H:%M}", _room_id(room))
    number = numbers.get(key, UNKNOWN_SLOT)
    return Identity("occurrence", (activity.id, f"{_monday(period.date):%Y-%m-%d}", str(number)))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _room_id(room: Room | None) -> str:
    return room.id if room else ""
