"""Splits a term into parts: decisions that constrain one another stay together.

Every coupling between two parts that is cut here only drops constraints, so that the parts are relaxations of the
whole: the sum of their bounds bounds every plan. Only meetings are cut from the rest (a meeting shares a trainee's or
mentor's hour with a session); all other parts share nothing and their plans can be put together as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from constraints.decisions import Scope
from inputs.people import Faculty
from inputs.programme import Service, Slot
from inputs.term import Term

ROTATIONS = " rotations"
MEETINGS = " meetings"


@dataclass(frozen=True)
class Part:
    """Decisions that are solved together; ``name`` says in words what it plans."""

    name: str
    scope: Scope
    meetings: bool


def find_parts(term: Term) -> tuple[Part, ...]:
    """Return the parts of a term, the largest first and meetings last."""
    groups = _Groups([ROTATIONS, MEETINGS, *(activity.id for activity in term.activities)])
    for activity in term.activities:
        if activity.format == "meeting":
            groups.join(MEETINGS, activity.id)
    for first, second in _couplings(term):
        groups.join(first, second)
    parts = [_part(members, term) for members in groups.members()]
    found = [part for part in parts if part is not None]
    return tuple(sorted(found, key=lambda part: (part.meetings, -len(part.scope.attends), part.name)))


def _part(members: list[str], term: Term) -> Part | None:
    ids = frozenset(member for member in members if not member.startswith(" "))
    rotations = ROTATIONS in members and bool(term.services)
    meetings = MEETINGS in members and any(activity.format == "meeting" for activity in term.activities)
    mentors = MEETINGS in members
    if not (ids or rotations or mentors):
        return None
    scope = Scope(
        rotations=rotations, attends=ids, leads=ids, topics=ids, round_leads=rotations, mentors=mentors
    )
    titles = [activity.title for activity in term.activities if activity.id in ids]
    names = [*(["rotations"] if rotations else []), *titles]
    return Part(", ".join(names) or "main mentors", scope, meetings or mentors)


def _couplings(term: Term) -> Iterator[tuple[str, str]]:
    """Yield the pairs that constrain each other, but for what meetings share with the rest."""
    for activity in term.activities:
        yield from ((activity.id, needed.activity) for needed in activity.after)
        ends_rotations = activity.cadence == "rotation_end" and activity.format == "group"
        if ends_rotations or any(activity.id in service.blocks for service in term.services):
            yield ROTATIONS, activity.id
    for slot in term.slots:
        if any(_shares_rounds(slot, service, term) for service in term.services):
            yield ROTATIONS, slot.activity.id
    for first, second in combinations(term.slots, 2):
        if first.activity != second.activity and _meet(first, second) and _share(first, second, term):
            yield first.activity.id, second.activity.id


def _shares_rounds(slot: Slot, service: Service, term: Term) -> bool:
    """Tell whether a slot is at the time of a service's round and concerns the same people."""
    if service.round_start is None:
        return False
    day = term.span.start
    own_round = service.round_on(day)
    if own_round is None or not (own_round.start < slot.end and slot.start < own_round.end):
        return False
    leads = {member for member in term.faculty if service.id in member.leads}
    return _overlap(service.audience, slot.activity.audience) or bool(leads & set(term.named_leads(slot)))


def _meet(first: Slot, second: Slot) -> bool:
    return first.weekday == second.weekday and first.start < second.end and second.start < first.end


def _share(first: Slot, second: Slot, term: Term) -> bool:
    """Tell whether two slots at one time may want the same trainee, room or lead."""
    if _overlap(first.activity.audience, second.activity.audience):
        return True
    if first.room is not None and first.room == second.room and first.room.seats is not None:
        return True
    return bool(_leads(first, term) & _leads(second, term))


def _leads(slot: Slot, term: Term) -> set[Faculty]:
    return set(term.named_leads(slot))


def _overlap(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    return not first or not second or bool(set(first) & set(second))


class _Groups:
    """Sets that grow together (union-find)."""

    def __init__(self, names: list[str]) -> None:
        self._parent = {name: name for name in names}

    def _root(self, name: str) -> str:
        while self._parent[name] != name:
            name = self._parent[name]
        return name

    def join(self, first: str, second: str) -> None:
        self._parent[self._root(first)] = self._root(second)

    def members(self) -> list[list[str]]:
        groups: dict[str, list[str]] = {}
        for name in self._parent:
            groups.setdefault(self._root(name), []).append(name)
        return list(groups.values())
