from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from inputs.published import carry_over
from inputs.term import COVERAGE, STABILITY
from scheduler.model import Model
from scheduler.solving import part_search
from scheduler.solving.linear.relaxation import UNITS, Relaxation, Relaxed
from scheduler.solving.part_search import PartSearch
from scheduler.solving.replanning import again as again_module
from scheduler.solving.replanning.again import Again
from scheduler.solving.replanning.least_change import RELAXATION, SOLVED, bound_changes
from scheduler.solving.replanning.relaxed_changes import (
    RelaxedChanges,
    least_lacking,
    relax_changes,
    relaxation_of,
    whole_people,
)
from scheduler.solving.replanning.rings import Ring
from scheduler.solving.search import EACH_POINT, Control, Outcome, Whole, minimize
from tests.pictures import draw_plan, draw_term
from tests.scheduler.solving.replanning.test_likely_ring import GIVEN, amara_away

TWO = 2008
"""What it costs to touch amara and li, and to move a session of each: points for two people, and changes."""
EXCHANGED = GIVEN.replace("amara sim 03-01", "amara sim 03-02").replace("li sim 03-02", "li sim 03-01")


def exchanged() -> Again:
    """Return a term in which the best plan is found: it has li give way to amara."""
    again = amara_away()
    again.best.accept(draw_plan(again.term, EXCHANGED))
    assert (again.best.value(COVERAGE), again.best.value(STABILITY)) == (20, TWO)
    return again


def test_one_relaxation_tells_of_all_that_may_lack() -> None:
    again = amara_away()
    paid = again.relaxed()
    assert paid is not None
    assert paid is again.relaxed(20)
    assert (paid.a_point, paid.least(20)) == (again.points_a_person, TWO)
    assert paid.people.bound - 20 * paid.a_point == 2 * again.points_a_person
    assert paid.likely == {"amara", "li"}
    assert paid.lacking == 20


def test_what_is_likely_to_lack_is_known_once_everything_is_relaxed() -> None:
    again = amara_away()
    known = [again.likely_lacking]
    for change in (again.relaxed, again.take_everything_anew):
        change()
        known.append(again.likely_lacking)
    assert known == [None, 20, None]


@pytest.mark.parametrize(("thousandths", "lacking"), [(0, 20), (5, 20), (20, 30), (9_900, 30), (10_005, 30)])
def test_what_lacks_is_a_sum_of_weights_with_what_the_linear_solver_may_be_wrong_by(
    monkeypatch: pytest.MonkeyPatch, thousandths: int, lacking: int
) -> None:
    """The relaxation comes to 20 points that lack, and so many thousandths of one more."""
    solve = Relaxation.solve

    def solve_for_more(relaxation: Relaxation, seconds: float) -> Relaxed | None:
        found = solve(relaxation, seconds)
        return found and replace(found, least=found.least + UNITS * thousandths)

    monkeypatch.setattr(Relaxation, "solve", solve_for_more)
    again = amara_away()
    assert again.points_a_person == 1000
    again.relaxed()
    assert again.likely_lacking == lacking


def test_what_lacks_at_least_is_told_by_the_relaxation_that_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    again = amara_away()
    again.relaxed()
    monkeypatch.setattr(again_module, "relaxation_of", lambda _model, _stopped: pytest.fail("it is there"))
    assert again.least_lacking() == 20


def test_once_stopped_the_relaxation_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Callable[[], bool]] = []

    def relaxation(model: Model, stopped: Callable[[], bool]) -> Relaxation:
        asked.append(stopped)
        return relaxation_of(model, stopped)

    monkeypatch.setattr(again_module, "relaxation_of", relaxation)
    again = amara_away()
    again.relaxed()
    answers = [stopped() for stopped in asked]
    again.control.interrupt()
    assert [*answers, *(stopped() for stopped in asked)] == [False, True]


def test_nobody_is_touched_by_halves() -> None:
    none = np.zeros(0, np.int64)

    def least(changes: int, people: int) -> int:
        all_of_it, only_people = (
            Relaxed([], points * UNITS, none, none, none) for points in (changes, people)
        )
        paid = RelaxedChanges(all_of_it, only_people, a_point=1000, a_person=1000, touched={}, lacking=20)
        return paid.least(20)

    assert least(22_008, 22_000) == TWO
    assert least(21_300, 21_292) == 2000  # one and a third are two
    assert least(21_900, 20_900) == 1900  # nobody knows whether all that changes is of the same person
    assert least(19_500, 19_500) == 0


@pytest.mark.parametrize(("more", "people"), [(0, 2), (1, 3), (999, 3), (1000, 3), (1001, 4), (2001, None)])
def test_the_model_knows_how_many_are_touched(
    monkeypatch: pytest.MonkeyPatch, more: int, people: int | None
) -> None:
    """What a relaxation shows that says ``more`` than this one does: there are four trainees, and nobody else."""

    solve = Relaxation.solve

    def solve_for_more(relaxation: Relaxation, seconds: float) -> Relaxed | None:
        found = solve(relaxation, seconds)
        return found and replace(found, least=UNITS * (22_008 + more))

    monkeypatch.setattr(Relaxation, "solve", solve_for_more)
    again = amara_away()
    paid = again.relaxed()
    assert paid is not None
    assert paid.least_people(20) == 2 + -(-more // 1000)
    search = again.everything
    search.hold(COVERAGE, 20)
    outcome = minimize(search.model, search.model.price(STABILITY), Control(time_limit_seconds=30))
    assert outcome.value // 1000 == people if people else outcome.status == "infeasible"


def test_a_ring_knows_how_many_are_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    again = amara_away()
    ring = Ring("the two", frozenset({"amara", "li"}))
    asked: list[int] = []
    monkeypatch.setattr(PartSearch, "touch", lambda _search, least: asked.append(least))
    assert again.reach(again.search(ring), 20, again.closed_cost(ring), 0.5)  # before anything is relaxed
    assert asked == []
    again.relaxed()
    for lacking in (40, 20, 10):
        found = again.reach(again.search(ring), lacking, again.closed_cost(ring), 0.5)
        assert found == (lacking >= 20)
    # For each point that lacks less one person more, as far as the relaxation knows; 0 is not worth a row.
    assert asked == [2, 12]


def test_what_is_known_where_less_may_lack_says_nothing_of_more(monkeypatch: pytest.MonkeyPatch) -> None:
    again = amara_away()
    asked: list[int] = []
    monkeypatch.setattr(PartSearch, "touch", lambda _search, least: asked.append(least))
    ring = Ring("the two", frozenset({"amara", "li"}))
    assert again.relaxed(30) is not again.relaxed()
    again.reach(again.search(ring), 31, again.closed_cost(ring), 0.5)
    assert asked == []
    for lacking in (30, 29):
        again.reach(again.search(ring), lacking, again.closed_cost(ring), 0.5)
    assert asked == [1, 1]  # amara is touched


def test_where_more_may_lack_another_tells_more() -> None:
    again = amara_away()
    held = again.relaxed(40)
    assert held is not None
    assert (held.a_point, held.least(40)) == (0, again.least_stability)
    assert held.likely == {"amara"}


def test_a_plan_that_meets_the_relaxation_is_proven_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "scheduler.solving.replanning.least_change.A_FEW", 0
    )  # else those concerned are asked
    again = exchanged()
    ring = Ring("the two", frozenset({"amara", "li"}))
    assert bound_changes(again, ring, again.search(ring), few=False) == (TWO, RELAXATION)


def test_a_plan_that_touches_as_many_and_changes_less_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scheduler.solving.replanning.least_change.A_FEW", 0)
    again = amara_away("slot lecture Fri 14:00\n")
    moved = EXCHANGED.replace("li lecture 03-05 10:00", "li lecture 03-05 14:00")
    again.best.accept(draw_plan(again.term, moved))
    assert again.best.value(STABILITY) == TWO + 4
    ring = Ring("the two", frozenset({"amara", "li"}))
    assert bound_changes(again, ring, again.search(ring), few=False)[0] == TWO
    assert again.best.value(STABILITY) == TWO


def test_what_is_narrower_keeps_every_plan_as_good() -> None:
    again = exchanged()
    relaxed = again.relaxed(20)
    assert relaxed is not None
    narrower = relaxed.narrowed(20, TWO)
    assert narrower
    search = again.everything
    search.narrow(narrower)
    search.hold(COVERAGE, 20)
    outcome = minimize(search.model, search.model.price(STABILITY), Control(time_limit_seconds=30))
    assert (outcome.status, outcome.value) == ("optimal", TWO)


def test_what_lacks_at_least_is_a_sum_of_weights() -> None:
    again = amara_away()
    assert again.least_lacking() == 20
    # Three may have one seat: two of them lack it, and each lacks 10 points or none.
    term = draw_term("""
        term 03-01..03-07
        trainee amara fellow
        trainee li fellow
        trainee maria fellow
        activity sim once 60 weight=10
        activity lecture weekly 60 weight=30
        slot sim Mon 09:00 seats=1
        slot lecture Fri 10:00
    """)
    model = Model(term, again.everything.scope)
    assert least_lacking(model, relaxation_of(model), 1000, 10) == 20


def test_what_lacks_whatever_is_planned_is_added_to_a_sum_of_weights() -> None:
    term = draw_term("""
        term 03-01..03-07
        trainee amara fellow
        trainee li fellow
        trainee maria student
        activity sim once 60 weight=10 for=fellow
        activity lecture once 60 weight=5 for=student
        slot sim Mon 09:00 seats=1
    """)
    model = Model(term, amara_away().everything.scope)
    assert least_lacking(model, relaxation_of(model), 1000, 10) == 15


@pytest.mark.parametrize("bound", [20_001, 21_999, 29_999])
def test_a_part_of_a_weight_counts_whole(monkeypatch: pytest.MonkeyPatch, bound: int) -> None:
    none = np.zeros(0, np.int64)
    found = Relaxed([], bound * UNITS, none, none, none)
    monkeypatch.setattr(Relaxation, "solve", lambda _relaxation, _seconds: found)
    model = amara_away().everything.model
    assert least_lacking(model, relaxation_of(model), 1000, 10) == (20 if bound < 21_000 else 30)


def test_without_changes_nothing_is_relaxed() -> None:
    term = draw_term("term 03-01..03-07\ntrainee li fellow\n")
    model = Model(term, amara_away().everything.scope)
    assert relax_changes(model, relaxation_of(model), 1000, 10) is None


def test_where_the_relaxation_is_not_there_in_time_nothing_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Relaxation, "solve", lambda _relaxation, _seconds: None)
    model = amara_away().everything.model
    assert least_lacking(model, relaxation_of(model), 1000, 10) == 0
    assert relax_changes(model, relaxation_of(model), 1000, 10) is None


def test_where_everybody_must_be_touched_nothing_need_lack() -> None:
    """What is paid for changes is less than a point, though it is for all people there are."""
    was = draw_term("""
        term 03-01..03-07
        trainee amara fellow
        trainee li fellow
        activity lecture weekly 60 weight=10
        slot lecture Mon 09:00
    """)
    plan = draw_plan(was, "session amara lecture 03-01 09:00\nsession li lecture 03-01 09:00")
    moved = tuple(replace(slot, weekday="Tue") for slot in was.slots)
    term = replace(was, slots=moved)
    published = carry_over(plan, was, term, term.span.start)
    bound = replace(term, published=published, levels=(COVERAGE, STABILITY))
    again = Again(bound, published, Control(time_limit_seconds=60))
    assert {person.id for person in again.remnant.forced} == {"amara", "li"}
    assert again.least_lacking() == 0


def test_people_are_counted_whole_and_all_changes_are_the_rest() -> None:
    """The most that changes can be is what a search for it comes to: no plan pays more for them."""
    model = amara_away().everything.model
    people = whole_people(model)
    assert people.unit == 1000
    changes = model.price("changes_to_published")
    most = minimize(model, people.rest - changes, Control(time_limit_seconds=30))
    assert (most.status, most.value) == ("optimal", 0)
    assert people.rest < people.unit


def test_nobody_is_counted_where_the_rule_is_off() -> None:
    again = amara_away()
    off = {**again.term.rules, "people_touched": {"off": "we do not count"}}
    term = replace(again.term, rules=off)
    assert whole_people(Model(term, again.everything.scope)) == EACH_POINT
    assert whole_people(Model(replace(term, published=None), again.everything.scope)) == EACH_POINT


def test_what_changes_is_proven_after_the_people_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """No fewer than two can be touched, which is told first; then li's lecture, moved for nothing, goes back."""
    monkeypatch.setattr("scheduler.solving.replanning.least_change.A_FEW", 0)
    again = amara_away("slot lecture Fri 14:00\n")
    moved = EXCHANGED.replace("li lecture 03-05 10:00", "li lecture 03-05 14:00")
    again.best.accept(draw_plan(again.term, moved))
    monkeypatch.setattr(Again, "relaxed", lambda _again, _lacking: None)
    people: list[Whole] = []

    def stop_at_the_fewest(model: Model, *given: Any, whole: Whole = EACH_POINT, **more: Any) -> Outcome:
        people.append(whole)
        if whole == EACH_POINT:
            return minimize(model, *given, **more)
        return Outcome("feasible", TWO + 4, 2000, tuple(model.proto.proto.solution_hint.values))

    monkeypatch.setattr(part_search, "minimize", stop_at_the_fewest)
    least: list[int] = []
    monkeypatch.setattr(PartSearch, "touch", lambda _search, **ends: least.append(ends["least"]))
    ring = Ring("the two", frozenset({"amara", "li"}))
    assert bound_changes(again, ring, again.search(ring), few=False) == (TWO, SOLVED)
    assert again.best.value(STABILITY) == TWO
    assert least == [2]
    assert people == [
        EACH_POINT,
        Whole(1000, 48),
        EACH_POINT,
    ]  # what is not hinted is filled in; people; changes
