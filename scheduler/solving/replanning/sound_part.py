"""The part of a plan that keeps every rule: whatever is broken is left out, and what then breaks, and so on.

When a room is closed, what needed a session in it before has to go as well; where nobody is left on a
service, nobody leads its rounds. What is left so is a plan at once, without any search, which lacks more than
it must.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from constraints.catalogue import hard_rules
from constraints.rule import Violation
from inputs.people import Trainee
from inputs.plan import Plan, Rotation, RoundLead, Session
from inputs.term import Term

ROUNDS = 5
"""How often something may be left out because something else was."""


def sound_part(plan: Plan, term: Term, concerned: Collection[Trainee] = ()) -> Plan | None:
    """Return the plan without what breaks a rule; None where leaving things out does not help.

    Of several who are in each other's way, as those who share seats, those concerned give way first, else the
    last in order of the plan.
    """
    for _ in range(ROUNDS):
        broken = [violation for rule in hard_rules(term) for violation in rule.verify(plan, term)]
        if not broken:
            return plan
        gone = {row for violation in broken for row in _given_up(violation, plan, concerned)}
        if not gone:
            return None
        plan = replace(
            plan,
            rotations=tuple(row for row in plan.rotations if row not in gone),
            sessions=tuple(row for row in plan.sessions if row not in gone),
        )
        plan = replace(plan, rounds=tuple(row for row in plan.rounds if _is_attended(row, plan)))
    return None


def _is_attended(row: RoundLead, plan: Plan) -> bool:
    return any(other.service == row.service and other.covers(row.week) for other in plan.rotations)


def _given_up(
    violation: Violation, plan: Plan, concerned: Collection[Trainee]
) -> Iterator[Rotation | Session]:
    """Yield what a violation is about, or as much of it as is too much where that is nobody's own."""
    at = violation.at
    found: list[Rotation | Session] = [
        row
        for row in plan.sessions
        if at.item
        in {row.activity.id, row.room.id if row.room else "", row.faculty.id if row.faculty else ""}
        and (at.span is None or row.period.date in at.span)
    ]
    found += [
        row
        for row in plan.rotations
        if row.service.id == at.item and (at.span is None or row.span.overlaps(at.span))
    ]
    if at.trainee is None:
        found.sort(key=lambda row: row.trainee in concerned)
        yield from found[-violation.amount :]
    else:
        yield from (row for row in found if row.trainee == at.trainee)
