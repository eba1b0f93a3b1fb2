from collections.abc import Iterable

import pytest
from ortools.sat.python import cp_model

from constraints.scope import Scope
from inputs.plan import Plan
from inputs.term import Term
from scheduler.solving.improving import neighbourhoods
from scheduler.solving.improving.neighbourhoods import Neighbourhoods
from scheduler.solving.opening import Opening
from scheduler.solving.part_search import PartSearch
from scheduler.solving.search import Control
from scheduler.solving.stepping import Stepped
from scheduler.verify import verify
from tests.constraints.random_terms import random_term
from tests.measured import first_measured
from tests.pictures import draw
from tests.scheduler.solving.jointly import LEVELS, best_of, patient, possible, silent, started

WEIGHTS = {"coverage": 100, "curriculum": 300, "fairness": 10, "comfort": 1}


def prices(plan: Plan | None, term: Term) -> tuple[int, ...]:
    assert plan is not None
    verdict = verify(plan, term)
    assert verdict.violations == ()
    return tuple(verdict.value(level) for level in LEVELS)


@pytest.mark.parametrize("seed", first_measured([0, 1, 4, 5, 7, 10], 3))
def test_a_level_never_gets_worse_and_what_is_held_stays(seed: int) -> None:
    term = possible(random_term(seed))
    first = PartSearch(term, Scope.whole(term))
    first.solve("coverage", patient(), report=silent)
    assert first.plan is not None
    search = started(term, first.plan, Scope.whole(term))
    before = prices(first.plan, term)
    search.hold("coverage", before[0])
    Neighbourhoods(search, patient()).improve({"comfort": 1}, enough=0, seconds=20, report=silent)
    after = prices(search.plan, term)
    assert after[0] <= before[0]
    assert after[3] <= before[3]


def test_a_weighted_sum_never_gets_worse() -> None:
    term = possible(random_term(3))
    first = PartSearch(term, Scope.whole(term))
    first.solve("coverage", patient(), report=silent)
    assert first.plan is not None
    search = started(term, first.plan, Scope.whole(term))
    Neighbourhoods(search, patient()).improve(WEIGHTS, enough=0, seconds=20, report=silent)

    def weighed(plan: Plan | None) -> int:
        return sum(weight * price for weight, price in zip(WEIGHTS.values(), prices(plan, term), strict=True))

    assert weighed(search.plan) <= weighed(first.plan)


TALKS = """
    term 03-01..03-14
    trainee amara fellow interests=cells
    trainee li fellow interests=genes
    faculty wang interests=cells
    faculty chen interests=genes
    hours wang Mon 09:00-11:00
    hours chen Mon 09:00-11:00
    activity talk weekly 60 meeting
    session amara talk 03-01 09:00 with=chen
    session amara talk 03-08 09:00 with=wang
    session li talk 03-01 09:00 with=wang
    session li talk 03-08 09:00 with=chen
    mentor amara chen
    mentor li wang
"""


def test_mentors_are_exchanged_where_that_is_better() -> None:
    plan, term = draw(TALKS)
    search = started(term, plan, Scope.whole(term))
    search.hold("coverage", 0)
    steps = Neighbourhoods(search, patient())
    steps.improve({"curriculum": 1}, enough=0, seconds=20, report=silent)
    assert search.plan is not None
    assert {(str(row.trainee), str(row.mentor)) for row in search.plan.mentorships} == {
        ("Amara", "Wang"),
        ("Li", "Chen"),
    }
    search.hold("curriculum", 0)
    steps.improve({"comfort": 1}, enough=0, seconds=20, report=silent)
    best = best_of(term)
    assert prices(plan, term) == (0, 2, 0, 6)
    assert prices(search.plan, term) == tuple(best.values()) == (0, 0, 0, 4)


def test_a_bound_known_from_elsewhere_ends_the_search() -> None:
    plan, term = draw(TALKS)
    search, reports = started(term, plan, Scope.whole(term)), list[tuple[int, int]]()
    Neighbourhoods(search, patient()).improve(
        {"comfort": 1}, enough=6, seconds=20, report=lambda value, bound: reports.append((value, bound))
    )
    assert reports == [(6, 6)]


def test_what_is_reported_is_what_the_plan_pays_and_what_is_enough_ends_the_search() -> None:
    plan, term = draw(TALKS)
    search, reports = started(term, plan, Scope.whole(term)), list[tuple[int, int]]()
    search.hold("coverage", 0)
    Neighbourhoods(search, patient()).improve(
        {"curriculum": 1}, enough=0, seconds=20, report=lambda value, bound: reports.append((value, bound))
    )
    assert (reports[0], reports[-1]) == ((2, 0), (0, 0))
    assert prices(search.plan, term)[1] == 0


@pytest.mark.parametrize("seconds", [-1.0, 0.0])
def test_without_time_the_plan_is_kept(seconds: float) -> None:
    plan, term = draw(TALKS)
    search = started(term, plan, Scope.whole(term))
    before = prices(search.plan, term)
    control = Control(time_limit_seconds=0)
    Neighbourhoods(search, control).improve({"comfort": 1}, enough=0, seconds=seconds, report=silent)
    assert prices(search.plan, term) == before


def test_what_costs_nothing_whatever_happens_is_left_alone() -> None:
    plan, term = draw("trainee amara fellow\n activity mdt once 60\n slot mdt Mon 09:00")
    search = started(term, plan, Scope.whole(term))
    Neighbourhoods(search, patient()).improve({"comfort": 1}, enough=0, seconds=20, report=silent)
    assert search.plan == plan


def meetings(plan: Plan | None) -> set[tuple[str, str, str]]:
    assert plan is not None
    return {(str(s.trainee), str(s.period), str(s.faculty)) for s in plan.sessions}


def test_near_steps_change_no_more_than_they_must() -> None:
    plan, term = draw(TALKS.replace("session li talk 03-08 09:00 with=chen", ""))
    search = started(term, plan, Scope.whole(term))
    steps = Neighbourhoods(search, patient())
    steps.near = True
    steps.improve({"coverage": 1}, enough=0, seconds=20, report=silent)
    assert meetings(plan) < meetings(search.plan)
    assert len(meetings(search.plan)) == 4
    assert search.plan is not None
    assert search.plan.mentorships == plan.mentorships


@pytest.mark.parametrize("seed", [1, 4, 7])
def test_near_steps_leave_everything_as_it_is_where_nothing_is_gained(seed: int) -> None:
    term = possible(random_term(seed))
    best = PartSearch(term, Scope.whole(term))
    best.solve("coverage", patient(), report=silent)
    assert best.plan is not None
    search = started(term, best.plan, Scope.whole(term))
    steps = Neighbourhoods(search, patient())
    steps.near = True
    steps.improve({"coverage": 1}, enough=-1, seconds=20, report=silent)
    assert search.plan == best.plan


def test_what_was_opened_in_vain_is_opened_again_only_after_something_has_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    solved: list[tuple[tuple[int, ...], tuple[int, ...]]] = []

    class Noted(Opening):
        def small_model(self, opened: Iterable[int]) -> tuple[cp_model.CpModel, list[int]]:
            solved.append((tuple(sorted(set(opened))), tuple(self.values)))
            return super().small_model(opened)

    monkeypatch.setattr(neighbourhoods, "Opening", Noted)
    plan, term = draw(TALKS)
    search = started(term, plan, Scope.whole(term))
    Neighbourhoods(search, patient()).improve({"comfort": 1}, enough=-1, seconds=20, report=silent)
    assert len({values for _, values in solved}) > 1
    assert len(set(solved)) == len(solved) < neighbourhoods.PATIENCE


def test_stopped_as_a_step_begins_what_it_has_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    control = patient()

    class Stopping(Opening):
        def small_model(self, opened: Iterable[int]) -> tuple[cp_model.CpModel, list[int]]:
            control.interrupt()
            return super().small_model(opened)

    monkeypatch.setattr(neighbourhoods, "Opening", Stopping)
    plan, term = draw(TALKS)
    search = started(term, plan, Scope.whole(term))
    Neighbourhoods(search, control).improve({"comfort": 1}, enough=-1, seconds=20, report=silent)
    assert prices(search.plan, term) == prices(plan, term)


def test_near_steps_give_one_thing_up_for_what_is_worth_more() -> None:
    plan, term = draw("""
    term 03-01..03-07
    trainee amara fellow
    trainee li fellow
    faculty wang
    hours wang Mon 09:00-11:00
    hours wang Tue 09:00-10:00
    activity talk weekly 60 meeting
    activity chat weekly 120 meeting
    session amara talk 03-01 10:00 with=wang
    mentor amara wang
    """)
    search = started(term, plan, Scope.whole(term))
    steps = Neighbourhoods(search, patient())
    steps.near = True
    steps.improve({"coverage": 1}, enough=0, seconds=20, report=silent)
    best = best_of(term)
    assert prices(search.plan, term)[0] == best["coverage"] < prices(plan, term)[0]


def test_steps_take_more_effort_when_they_bring_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    plan, term = draw(TALKS)
    efforts = list[float]()

    class Never:
        value = 250

        def __init__(self, *_: object, near: bool) -> None:
            assert not near

        def step(self, _opened: object, _seconds: object, effort: float) -> Stepped:
            efforts.append(effort)
            return Stepped(int(len(efforts) == 100), is_closed=True)

    monkeypatch.setattr(neighbourhoods, "Stepping", Never)
    steps = Neighbourhoods(started(term, plan, Scope.whole(term)), patient())
    steps.patience = 130
    steps.improve({"comfort": 1}, enough=-1, seconds=20, report=silent)
    assert efforts[0] == efforts[100] == 1
    assert efforts[neighbourhoods.MORE_AFTER] == 2
    assert efforts[99] == max(efforts) == neighbourhoods.MOST_EFFORT
    assert len(efforts) == 230
