"""A large plan is made more comfortable some trainees at a time, and nothing that comes before suffers."""

from __future__ import annotations

from typing import Any

import pytest

from constraints.scope import Scope
from inputs.plan import Plan
from inputs.programme import MeetingTime
from inputs.term import LEVELS, Term
from scheduler.model import Model
from scheduler.solving.improving import some_trainees
from scheduler.solving.improving.some_trainees import SomeTrainees
from scheduler.solving.part_search import PartSearch
from scheduler.solving.search import Control
from scheduler.solving.solve import solve_term
from scheduler.solving.timing import Timing
from scheduler.verify import verify
from tests.constraints.random_terms import random_term
from tests.pictures import draw, draw_term
from tests.scheduler.solving.jointly import patient

EXCHANGED = """
    term 03-01..03-14 08:00-18:00
    trainee amara fellow
    trainee li fellow
    faculty wang topics=genes
    faculty chen topics=genes
    hours wang Mon 14:00-15:00
    hours chen Mon 14:00-15:00
    activity talk weekly 60 meeting
    mentor amara wang
    mentor li chen
    session amara talk 03-01 14:00 with=chen topic=genes
    session li talk 03-01 14:00 with=wang topic=genes
    session amara talk 03-08 14:00 with=wang topic=genes
    session li talk 03-08 14:00 with=chen topic=genes
"""


def values(plan: Plan, term: Term) -> list[int]:
    verdict = verify(plan, term)
    assert verdict.violations == ()
    return list(verdict.values(LEVELS))


def some(term: Term, control: Control | None = None) -> SomeTrainees:
    return SomeTrainees(term, LEVELS, Timing(control or patient()))


def test_two_who_meet_the_mentor_of_the_other_exchange_them() -> None:
    plan, term = draw(EXCHANGED)
    found = some(term).improved(plan, 5)
    assert values(found, term) == [*values(plan, term)[:-1], values(plan, term)[-1] - 2]
    assert all([s.faculty] == found.main_mentors[s.trainee] for s in found.sessions)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Scope]:
    """Return the scopes that are opened, as they come."""
    scopes: list[Scope] = []

    def recorded(term: Term, scope: Scope, *args: Any, **options: Any) -> PartSearch:
        scopes.append(scope)
        return PartSearch(term, scope, *args, **options)

    monkeypatch.setattr(some_trainees, "PartSearch", recorded)
    return scopes


def test_all_have_their_turn_and_then_again(monkeypatch: pytest.MonkeyPatch, opened: list[Scope]) -> None:
    """Alone, nobody has anything to gain: the hours of the other are given."""
    monkeypatch.setattr(some_trainees, "TOGETHER", 1)
    plan, term = draw(EXCHANGED)
    turns = some(term)
    for turn in range(4):
        assert turns.is_over == (turn >= 2)
        assert turns.improved(plan, 1) is plan
    assert sorted(sorted(scope.trainees or ()) for scope in opened) == [["amara"], ["amara"], ["li"], ["li"]]


def test_nobody_meets_others_than_those_met_already_and_the_main_mentors_of_all(opened: list[Scope]) -> None:
    plan, term = draw(EXCHANGED + "faculty maria topics=genes\nhours maria Mon 14:00-16:00")
    some(term).improved(plan, 1)
    pairs = {(who, mentor) for who in ("amara", "li") for mentor in ("wang", "chen")}
    assert [set(scope.may_meet or ()) for scope in opened] == [pairs]


def test_without_time_the_plan_stays() -> None:
    plan, term = draw(EXCHANGED)
    assert some(term, Control(time_limit_seconds=0)).improved(plan, 5) is plan


@pytest.mark.parametrize("seed", [0, 1, 2, 4])
@pytest.mark.parametrize("together", [1, 2])
def test_what_comes_before_comfort_never_suffers(
    seed: int, together: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(some_trainees, "TOGETHER", together)
    term = random_term(seed)
    plan = solve_term(term, patient()).plan
    assert plan is not None
    turns, before = some(term), values(plan, term)
    for _ in range(3):
        plan = turns.improved(plan, 1)
        assert values(plan, term) <= before
        assert values(plan, term)[:-1] == before[:-1]
        before = values(plan, term)


def test_a_scope_opens_meetings_and_main_mentors_of_pairs_alone() -> None:
    term = draw_term(EXCHANGED)
    every = Scope.whole(term)
    narrow = Scope(attends=every.attends, mentors=True, may_meet=frozenset({("amara", "wang")}))
    x = Model(term, narrow).x
    amara, li = term.trainees
    assert {o.mentor.id for o in x.attended(amara) if isinstance(o, MeetingTime)} == {"wang"}
    assert not x.attended(li)
    assert [mentor.id for mentor in x.mentors(amara)] == ["wang"]
    assert not x.mentors(li)
    assert narrow.decisions(term) == len(x.attended(amara)) < every.decisions(term)
    other = Scope(attends=every.attends, may_meet=frozenset({("li", "chen")}))
    assert set((narrow | other).may_meet or ()) == {("amara", "wang"), ("li", "chen")}
    assert (narrow | every).may_meet is None
