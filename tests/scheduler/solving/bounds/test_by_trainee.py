from dataclasses import replace
from typing import Any

import pytest
from ortools.sat.python import cp_model

from constraints.scope import Scope
from scheduler.model import Model
from scheduler.solving.bounds.by_trainee import LeastAlone, bound_by_trainee
from scheduler.solving.search import Control, Outcome, minimize
from scheduler.solving.splitting.parts import find_parts
from tests.constraints.random_terms import random_term
from tests.measured import first_measured
from tests.pictures import draw_term
from tests.scheduler.solving.jointly import best_of, patient, possible

LEVELS = ("coverage", "curriculum", "fairness", "comfort")


@pytest.mark.parametrize("seed", first_measured([1, 2, 4, 6, 7, 9, 10, 12, 13, 15], 4))
def test_the_bound_is_never_above_the_best_value(seed: int) -> None:
    term = possible(random_term(seed))
    scopes = [Scope.whole(term), *(part.relaxed for part in find_parts(term))]
    for scope in scopes:
        best = best_of(term, scope)
        for count in (1, 2, 4):
            levels = LEVELS[:count]
            held = {level: best[level] for level in levels[:-1]}
            assert bound_by_trainee(term, scope, levels, held, patient()) <= best[levels[-1]]


def test_the_bound_is_exact_where_nothing_is_shared() -> None:
    term = draw_term("""
    term 03-01..03-14
    trainee amara fellow
    trainee li fellow
    service ward 2
    service lab 2
    prefers amara ward 2
    prefers li ward -1
    prefers li lab 1
    """)
    best = best_of(term)
    held = {level: best[level] for level in LEVELS[:-1]}
    assert best["comfort"] > 0
    assert bound_by_trainee(term, Scope.whole(term), LEVELS, held, patient()) == best["comfort"]


def test_a_level_that_was_not_held_says_nothing() -> None:
    term = draw_term("trainee amara fellow\n service ward 1\n prefers amara ward -3")
    free = bound_by_trainee(term, Scope.whole(term), ("coverage", "comfort"), {}, patient())
    held = bound_by_trainee(term, Scope.whole(term), ("coverage", "comfort"), {"coverage": 0}, patient())
    assert (free, held) == (0, 6)


def test_without_time_the_bound_is_nothing() -> None:
    term = draw_term("trainee amara fellow\n activity mdt once 60")
    assert bound_by_trainee(term, Scope.whole(term), ("coverage",), {}, Control(time_limit_seconds=0)) == 0
    assert bound_by_trainee(term, Scope.whole(term), ("coverage",), {}, patient()) == 10


def test_as_many_at_a_time_as_there_are_workers_find_the_same() -> None:
    term = possible(random_term(6))
    bounds = {
        workers: bound_by_trainee(
            term, Scope.whole(term), LEVELS[:1], {}, Control(time_limit_seconds=60, workers=workers)
        )
        for workers in (1, 2, 4)
    }
    assert len(set(bounds.values())) == 1


def test_an_interrupted_bound_is_none_at_all() -> None:
    term, control = possible(random_term(6)), Control(time_limit_seconds=60, workers=2)
    control.interrupt()
    assert bound_by_trainee(term, Scope.whole(term), LEVELS[:1], {}, control) == 0


TALKS = """
    term 03-01..03-14
    trainee amara fellow interests=cells
    trainee li fellow interests=cells
    faculty wang interests=cells
    faculty chen interests=cells
    activity talk weekly 60 meeting for=fellow
"""


def comfort_alone(picture: str, *levels: str) -> tuple[int, int]:
    """Return the bound of comfort, the best values of some levels being held, and what is best."""
    term = draw_term(picture)
    best = best_of(replace(term, levels=(*levels, "comfort")))
    held = {level: best[level] for level in levels}
    return bound_by_trainee(term, Scope.whole(term), (*levels, "comfort"), held, patient()), best["comfort"]


def test_who_lacks_what_is_shared_may_be_any_of_them() -> None:
    """Alone each could have the one hour there is; Li would then have a mentor whom he does not want."""
    one_hour = f"{TALKS.replace('03-14', '03-07')}\n hours wang Mon 14:00-15:00"
    bound, best = comfort_alone(f"{one_hour}\n prefers li chen 3 \n prefers li wang -3", "coverage")
    assert bound <= best


def test_what_is_fair_for_one_alone_need_not_be_so_among_several() -> None:
    """Each can have all meetings with the mentor wished for: alone that would be more than a share."""
    hours = "hours wang Mon 14:00-15:00 \n hours chen Tue 14:00-15:00 \n rule fair_meetings tolerance=0"
    wishes = "prefers amara wang 3 \n prefers li chen 3"
    bound, best = comfort_alone(f"{TALKS}\n{hours}\n{wishes}", "coverage", "fairness")
    assert bound <= best


def test_without_time_nobody_lacks_anything_alone() -> None:
    term = draw_term("trainee amara fellow \n activity exam once 60")
    (amara,) = term.trainees
    assert LeastAlone(term, patient()).least(amara) == 10
    assert LeastAlone(term, Control(time_limit_seconds=0)).least(amara) == 0


def test_where_time_ended_the_bound_is_claimed_and_not_what_was_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As many points as a plan lacks that was found in time need not be lacked."""

    def ended_early(model: Model, price: cp_model.LinearExprT, control: Control, **limits: Any) -> Outcome:
        outcome = minimize(model, price, control, **limits)
        assert outcome.status == "optimal"
        return replace(outcome, status="feasible", value=outcome.value + 5, bound=outcome.bound - 1)

    monkeypatch.setattr("scheduler.solving.bounds.by_trainee.minimize", ended_early)
    term = draw_term("trainee amara fellow \n trainee li fellow \n activity exam once 60")
    assert bound_by_trainee(term, Scope.whole(term), ("coverage",), {}, patient()) == 9 + 9
    assert LeastAlone(term, patient()).least(*term.trainees) == 9 + 9
