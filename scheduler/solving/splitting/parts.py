"""Splits a term into parts that are solved one after another, and that bound the whole.

There are three kinds: rotations; group sessions; meetings. Rotations come first, then sessions with the
rotations given, then meetings with both given. Between the kinds couplings are cut (a service blocks an
activity, a meeting shares an hour with a session): a part by itself knows less than the whole, so its best
price is no more than what any plan pays in it, and the sum over the parts bounds every plan. Within the
sessions nothing is cut: activities that may want the same person, room or lead at one time, or that build on
one another, stay in one part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from constraints.scope import Scope
from inputs.programme import Service, Slot
from inputs.term import Term
from scheduler.solving.splitting.sets import Sets

Kind = Literal["rotations", "sessions", "meetings"]
MEETINGS = ""
"""Stands among the ids of activities for everything about mentors."""


@dataclass(frozen=True)
class Part:
    """Decisions that are solved together.

    ``services`` are those whose weeks touch the part's sessions, by blocking them or by their rounds.
    """

    kind: Kind
    name: str
    scope: Scope
    services: frozenset[str] = frozenset()

    @property
    def relaxed(self) -> Scope:
        """The scope in which the weeks on ``services`` are free."""
        return self.scope | Scope(service_weeks=self.services)


def find_parts(term: Term) -> tuple[Part, ...]:
    """Return the parts of a term in the order in which they are solved."""
    apart = [activity.id for activity in term.activities if not _ends(activity.id, term)]
    groups = Sets([MEETINGS, *apart])
    for activity in term.activities:
        if activity.format == "meeting" and not _ends(activity.id, term):
            groups.join((MEETINGS, activity.id))
    for pair in _couplings(term):
        groups.join(pair)
    ends = frozenset(activity.id for activity in term.activities if _ends(activity.id, term))
    sessions = [_session_part(set(members), term) for members in groups.members()]
    rotations = Scope(rotations=True, attends=ends, leads=ends, topics=ends, round_leads=True)
    return (
        *([Part("rotations", "rotations", rotations)] if term.services else []),
        *_gathered(part for part in sessions if part.kind == "sessions"),
        *(part for part in sessions if part.kind == "meetings"),
    )


def without_meetings(term: Term) -> Term:
    """Return the term without its meetings, or unchanged where a group session builds on one."""
    meetings = {activity.id for activity in term.activities if activity.format == "meeting"}
    group = tuple(activity for activity in term.activities if activity.id not in meetings)
    if any(needed.activity in meetings for activity in group for needed in activity.after):
        return term
    pins = tuple(pin for pin in term.pins if pin.item.id not in meetings)
    return replace(term, activities=group, pins=pins)


def _gathered(parts: Iterator[Part]) -> Iterator[Part]:
    """Yield the parts that no service touches as one, and those that services touch as one."""
    found = list(parts)
    for touched, name in ((True, "sessions that services touch"), (False, "other sessions")):
        same = [part for part in found if bool(part.services) == touched]
        if same:
            scope, services = Scope(), frozenset[str]()
            for part in same:
                scope |= part.scope
                services |= part.services
            yield Part("sessions", name, scope, services)


def _ends(activity_id: str, term: Term) -> bool:
    """Tell whether an activity is a group session at the end of a rotation that nothing else builds on."""
    activity = term.activity_by_id[activity_id]
    needed = {needed.activity for other in term.activities for needed in other.after}
    group = activity.cadence == "rotation_end" and activity.format == "group"
    return group and not activity.after and activity.id not in needed


def _session_part(members: set[str], term: Term) -> Part:
    ids = frozenset(members - {MEETINGS})
    services = frozenset(service.id for service in term.services if _touches(service, ids, term))
    meetings = MEETINGS in members
    scope = Scope(attends=ids, leads=ids, topics=ids, mentors=meetings)
    if meetings:
        return Part("meetings", "meetings", scope, services)
    return Part("sessions", "sessions", scope, services)


def _touches(service: Service, ids: frozenset[str], term: Term) -> bool:
    """Tell whether being on a service may keep a trainee from a session of the activities."""
    if ids & set(service.blocks):
        return True
    own_round = service.round_on(term.span.start)
    return own_round is not None and any(
        slot.activity.id in ids and own_round.start < slot.end and slot.start < own_round.end
        for slot in term.slots
    )


def _couplings(term: Term) -> Iterator[tuple[str, str]]:
    """Yield the pairs of activities that constrain each other and are kept together."""
    for activity in term.activities:
        yield from ((activity.id, needed.activity) for needed in activity.after)
    slots = [slot for slot in term.slots if not _ends(slot.activity.id, term)]
    for first, second in combinations(slots, 2):
        if first.activity != second.activity and _meet(first, second) and _share(first, second, term):
            yield first.activity.id, second.activity.id


def _meet(first: Slot, second: Slot) -> bool:
    return first.weekday == second.weekday and first.start < second.end and second.start < first.end


def _share(first: Slot, second: Slot, term: Term) -> bool:
    """Tell whether two slots at one time may want the same trainee, room or lead."""
    if _overlap(first.activity.audience, second.activity.audience):
        return True
    if first.room is not None and first.room == second.room and term.has_limit(first.room):
        return True
    return bool(set(term.named_leads(first)) & set(term.named_leads(second)))


def _overlap(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    return not first or not second or bool(set(first) & set(second))
