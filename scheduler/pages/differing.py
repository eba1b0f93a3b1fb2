"""
Leaves out of two plans what is the same in both, so that comparing them costs what changed and no more.

A page is rendered for every look at it, and most of a plan stays as it was. What is attended at the same time
in the same place by the same people, with the same lead and topic and the same names, is the same thing in
both plans (see `scheduler.comparing.matching`), takes no other thing's place, and has no line among changes.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace

from inputs.plan import Plan, Session


def without_the_same(before: Plan, now: Plan) -> tuple[Plan, Plan]:
    """Return both plans without the sessions and meetings that are in both, down to the last name."""
    old, new = _gatherings(before), _gatherings(now)
    same = {key for key, sessions in old.items() if _told(sessions) == _told(new.get(key, ()))}
    return _less(before, old, same), _less(now, new, same)


_Gatherings = Mapping[Hashable, list[Session]]


def _gatherings(plan: Plan) -> _Gatherings:
    """Return the sessions by what is attended: what stays of it stays as a whole."""
    found: dict[Hashable, list[Session]] = {}
    for session in plan.sessions:
        who = session.trainee if session.is_meeting else None
        found.setdefault((session.activity, session.period, session.room, who), []).append(session)
    return found


def _told(sessions: list[Session] | tuple[()]) -> list[tuple[str, ...]]:
    """Return all that people are told of sessions; equal things may have another name now."""
    return sorted(
        (
            each.trainee.id,
            each.trainee.name,
            each.activity.title,
            each.activity.format,
            each.room.name if each.room else "",
            each.faculty.id if each.faculty else "",
            each.faculty.name if each.faculty else "",
            each.topic,
        )
        for each in sessions
    )


def _less(plan: Plan, gatherings: _Gatherings, same: set[Hashable]) -> Plan:
    kept = [each for key, sessions in gatherings.items() if key not in same for each in sessions]
    return replace(plan, sessions=tuple(kept))
