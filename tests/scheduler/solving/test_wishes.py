"""Wishes for rotations, which a few people at a time exchange."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from inputs.plan import Plan
from inputs.term import Term
from scheduler.solving import wishes
from scheduler.solving.search import Control
from scheduler.solving.solve import solve_term
from scheduler.solving.timing import Timing
from scheduler.solving.wishes import grant_wishes
from scheduler.verify import verify
from tests.constraints.random_terms import random_term
from tests.pictures import draw
from tests.scheduler.solving.jointly import patient, possible

LEVELS = ("coverage", "curriculum", "fairness", "comfort")
EXCHANGED = """
    term 03-01..03-28
    trainee amara fellow
    trainee li fellow
    trainee maria fellow
    service ward 1 weeks=4..4
    service lab 1 weeks=4..4
    service clinic 1 weeks=4..4
    prefers amara ward 3
    prefers li lab 3
    rotation amara lab 03-01..03-28
    rotation li ward 03-01..03-28
    rotation maria clinic 03-01..03-28
"""


def values(plan: Plan, term: Term) -> list[int]:
    verdict = verify(plan, term)
    assert verdict.violations == ()
    return [verdict.value(level) for level in LEVELS]


def granted(plan: Plan, term: Term, control: Control | None = None, enough: int = 0) -> Plan:
    return grant_wishes(term, plan, LEVELS, Timing(control or patient()), 30, enough)


def test_two_who_wish_for_what_the_other_has_exchange_it() -> None:
    plan, term = draw(EXCHANGED)
    before = values(plan, term)
    after = granted(plan, term)
    assert values(after, term) == [*before[:3], before[3] - 6]
    services = {row.trainee.id: row.service.id for row in after.rotations}
    assert services == {"amara": "ward", "li": "lab", "maria": "clinic"}


def test_nobody_is_given_less_for_a_wish() -> None:
    term = draw(f"{EXCHANGED}    activity sim once 60\n    slot sim Mon 09:00 weeks=1 seats=3\n")[1]
    blocked = replace(term, services=tuple(replace(s, blocks=("sim",)) for s in term.services[:1]))
    given = solve_term(replace(blocked, levels=("coverage",)), patient()).plan
    assert given is not None
    assert values(granted(given, blocked), blocked)[:3] <= values(given, blocked)[:3]


def test_nothing_changes_without_time_need_or_hope(monkeypatch: pytest.MonkeyPatch) -> None:
    plan, term = draw(EXCHANGED)
    assert granted(plan, term, Control(0.0)) is plan
    assert granted(plan, term, enough=values(plan, term)[3]) is plan
    assert grant_wishes(term, plan, LEVELS[:3], Timing(patient()), 30, 0) is plan
    monkeypatch.setattr(wishes, "TOGETHER", 1)  # alone nobody has anywhere to go
    assert granted(plan, term) is plan
    broken = replace(plan, rotations=plan.rotations + plan.rotations[:1])
    assert verify(broken, term).violations
    assert granted(broken, term) is broken


@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_nothing_is_worse_and_meetings_stay(seed: int) -> None:
    term = possible(random_term(seed))
    plan = solve_term(replace(term, levels=("coverage",)), patient()).plan
    assert plan is not None
    better = granted(plan, term)
    assert values(better, term) <= values(plan, term)
    assert _meetings(better) == _meetings(plan)


def _meetings(plan: Plan) -> Sequence[object]:
    return sorted((s.trainee.id, s.activity.id, s.period) for s in plan.sessions if s.is_meeting)
