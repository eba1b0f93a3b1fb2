"""Random plans for random terms that are mostly sensible; the same seed gives the same one.

A plan is built from what is possible, then (each in some of the plans) mended until no hard rule complains, and
then spoilt a little.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random

from constraints.catalogue import hard_rules
from constraints.rule import At
from inputs.plan import Mentorship, Plan, Rotation, RoundLead, Session
from inputs.term import Term
from tests.constraints.random_terms import random_term
from tests.constraints.sensible_plans import sensible_plan
from tests.constraints.spoilt_plans import spoilt


@cache
def random_plan(seed: int) -> Plan:
    """Return a plan for the term of a seed: of four, two raw, one mended, one mended and spoilt."""
    random, term = Random(seed), random_term(seed)
    plan = sensible_plan(random, term)
    if seed % 4 > 1:
        plan = mended(plan, term)
    if seed % 4 == 3:
        plan = spoilt(random, plan, term)
    return without_idle_leads(plan)


def without_idle_leads(plan: Plan) -> Plan:
    """Return the plan without those who lead rounds in weeks in which nobody is on the service."""
    busy = [
        row
        for row in plan.rounds
        if any(r.service == row.service and r.covers(row.week) for r in plan.rotations)
    ]
    return replace(plan, rounds=tuple(busy))


def mended(plan: Plan, term: Term, rounds: int = 12) -> Plan:
    """Return the plan without what hard rules in force complain of, as far as leaving out can mend it."""
    for _ in range(rounds):
        places = [violation.at for rule in hard_rules(term) for violation in rule.verify(plan, term)]
        if not places:
            return plan
        for at in places:
            plan = _without(plan, at)
    return plan


def _without(plan: Plan, at: At) -> Plan:
    """Return the plan without the last entry that is at that place."""
    for name in ("sessions", "rotations", "rounds", "mentorships"):
        entries = getattr(plan, name)
        for entry in reversed(entries):
            if _is_at(entry, at):
                return replace(plan, **{name: tuple(other for other in entries if other is not entry)})
    return plan


def _is_at(entry: Session | Rotation | RoundLead | Mentorship, at: At) -> bool:
    if at.trainee is not None and getattr(entry, "trainee", None) != at.trainee:
        return False
    match entry:
        case Session():
            ids = {
                entry.activity.id,
                entry.room.id if entry.room else "",
                entry.faculty.id if entry.faculty else "",
            }
            return at.item in ids - {""} and at.span is not None and entry.period.date in at.span
        case Rotation():
            return entry.service.id == at.item and at.span is not None and entry.span.overlaps(at.span)
        case RoundLead():
            week = entry.week.span
            return (
                at.item in (entry.service.id, entry.lead.id)
                and at.span is not None
                and week.overlaps(at.span)
            )
        case Mentorship():
            return at.item in ("", entry.mentor.id)
