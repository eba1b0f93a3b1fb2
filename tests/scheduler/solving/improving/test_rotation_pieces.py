"""Rotations mended some trainees at a time, beside the model of all of them."""

from dataclasses import replace

import pytest

from constraints.scope import Scope
from inputs.plan import Plan
from inputs.term import Term
from scheduler.model import Model
from scheduler.solving.drafts.rotations import draft_rotations
from scheduler.solving.improving.rotation_pieces import mend_rotations
from scheduler.solving.search import Control, minimize
from scheduler.solving.splitting.parts import find_parts
from scheduler.verify import verify
from tests.constraints.random_terms import random_term
from tests.pictures import draw
from tests.scheduler.solving.jointly import SECONDS, patient, possible


def rotations_of(term: Term) -> Scope:
    """Return the scope of rotations and what goes with them."""
    return next(part.scope for part in find_parts(term) if part.kind == "rotations")


def drafted(term: Term) -> Plan:
    rotations, rounds = draft_rotations(term)
    return Plan(rotations, rounds)


def lacking(plan: Plan, term: Term) -> int:
    verdict = verify(plan, term)
    assert verdict.violations == ()
    return verdict.value("coverage")


SWAP = """
    term 03-01..03-14
    trainee amara fellow
    trainee li fellow 03-01..03-07
    trainee kofi fellow
    service ward 1
    service lab 1
    curriculum fellow ward 1
    curriculum fellow lab 1 stay=2..2
    pin kofi ward must=no
    pin kofi lab must=no
    rotation amara ward 03-01..03-07
    rotation amara lab 03-08..03-14
    rotation li lab 03-01..03-07
"""


def test_another_gives_way_to_who_lacks_something() -> None:
    plan, term = draw(SWAP)
    mended = mend_rotations(term, plan, rotations_of(term), patient(), SECONDS)
    assert lacking(plan, term) - lacking(mended, term) == 20
    assert [f"{r.service.id} {r.span.start.day}" for r in sorted(mended.rotations, key=lambda r: r.span)] == [
        "lab 1",
        "ward 1",
        "ward 8",
    ]


def test_nothing_changes_without_time_or_where_nothing_lacks() -> None:
    plan, term = draw(SWAP)
    scope = rotations_of(term)
    assert mend_rotations(term, plan, scope, Control(0.0), SECONDS) is plan
    assert mend_rotations(term, plan, scope, patient(), 0.0) is plan
    full = replace(term, trainees=term.trainees[:2], curriculum=())
    held = replace(plan, rotations=plan.rotations)
    assert mend_rotations(full, held, rotations_of(full), patient(), SECONDS) is held


@pytest.mark.parametrize("seed", range(30))
def test_no_rule_is_broken_and_no_less_lacks_than_can(seed: int) -> None:
    term = possible(random_term(seed))
    scope, plan = rotations_of(term), drafted(term)
    if verify(plan, term).violations:
        return
    mended = mend_rotations(term, plan, scope, patient(), SECONDS)
    assert lacking(mended, term) <= lacking(plan, term)
    everything = Model(term, scope, Plan())
    least = minimize(everything, everything.price("coverage"), patient())
    assert least.status == "optimal"
    assert lacking(mended, term) >= least.value


LEADLESS = """
    term 03-01..03-14
    trainee amara fellow
    faculty wang leads=ward
    absent wang 03-01..03-07
    service ward 1 weeks=1..1 round=08:00+60
    service lab 1 weeks=1..1
    rotation amara ward 03-01..03-07
    rotation amara lab 03-08..03-14
"""


def test_rounds_are_moved_to_where_they_have_a_lead() -> None:
    plan, term = draw(LEADLESS)
    mended = mend_rotations(term, plan, rotations_of(term), patient(), SECONDS)
    assert (lacking(plan, term), lacking(mended, term)) == (30, 0)
    assert [(row.week.number, row.lead.id) for row in mended.rounds] == [(2, "wang")]


def test_weeks_on_no_service_are_filled() -> None:
    _, term = draw(LEADLESS.partition("rotation")[0])
    assert lacking(mend_rotations(term, Plan(), rotations_of(term), patient(), SECONDS), term) == 0
