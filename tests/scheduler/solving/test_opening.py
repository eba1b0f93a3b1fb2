import pytest
from ortools.sat.python import cp_model

from constraints.scope import Scope
from scheduler.solving.opening import Opening
from scheduler.solving.part_search import PartSearch
from scheduler.verify import verify
from tests.constraints.random_terms import random_term
from tests.scheduler.solving.jointly import patient, possible, silent

LEVELS = ("coverage", "curriculum", "fairness", "comfort")


def solved(model: cp_model.CpModel) -> list[int]:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model) == cp_model.OPTIMAL
    return list(solver.response_proto.solution)


def row_of_three() -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    """Return decisions a, b, c of which neighbours exclude each other, and d, which counts them."""
    model = cp_model.CpModel()
    a, b, c = (model.new_bool_var(name) for name in "abc")
    count = model.new_int_var(0, 3, "count")
    model.add_at_most_one([a, b])
    model.add_bool_or([b.negated(), c.negated()])
    model.add(count == a + b + c)
    return model, [a, b, c, count]


def test_what_is_not_opened_keeps_its_value() -> None:
    model, (a, b, c, count) = row_of_three()
    opening = Opening(model, {a.index, b.index, c.index}, [0, 1, 0, 1])
    small, free = opening.small_model([a.index])
    small.maximize(a)
    assert solved(small)[:3] == [0, 1, 0]
    assert sorted(free) == [a.index, count.index]


def test_what_follows_from_an_open_decision_is_opened_with_it() -> None:
    model, (a, b, c, count) = row_of_three()
    opening = Opening(model, {a.index, b.index, c.index}, [0, 1, 0, 1])
    small, free = opening.small_model([a.index, b.index, c.index])
    small.maximize(count)
    values = solved(small)
    assert values == [1, 0, 1, 2]
    opening.take(free, values)
    assert opening.values == values


def test_what_was_closed_again_is_closed() -> None:
    model, (a, b, c, _) = row_of_three()
    opening = Opening(model, {a.index, b.index, c.index}, [0, 1, 0, 1])
    _, free = opening.small_model([a.index, b.index, c.index])
    opening.close(free)
    small, _ = opening.small_model([c.index])
    small.maximize(c)
    assert solved(small) == [0, 1, 0, 1]


def test_constraints_added_later_count() -> None:
    model, (a, b, c, count) = row_of_three()
    opening = Opening(model, {a.index, b.index, c.index}, [0, 1, 0, 1])
    _, free = opening.small_model([a.index])
    opening.close(free)
    model.add(count <= 1)
    small, _ = opening.small_model([a.index, b.index, c.index])
    small.maximize(count)
    assert solved(small)[count.index] == 1


def test_a_constraint_that_counts_very_much_opens_nothing() -> None:
    model = cp_model.CpModel()
    decision = model.new_bool_var("")
    derived = [model.new_bool_var("") for _ in range(100)]
    model.add(decision + sum(derived) <= 50)
    _, free = Opening(model, {decision.index}, [0] * 101).small_model([decision.index])
    assert free == [decision.index]


@pytest.mark.parametrize("seed", [2, 5, 8, 11])
def test_a_solution_of_the_small_model_is_a_sound_plan(seed: int) -> None:
    term = possible(random_term(seed))
    search = PartSearch(term, Scope.whole(term))
    search.solve("coverage", patient(), report=silent)
    assert search.plan is not None
    assert search.complete(search.plan, LEVELS, patient())
    decisions = {literal.index for literal, _ in search.model.x.tagged()}
    opening = Opening(search.model.proto, decisions, search.solution)
    some = sorted(decisions)[::2]
    small, free = opening.small_model(some)
    opening.take(free, solved(small))
    search.take(opening.values)
    assert search.plan is not None
    assert verify(search.plan, term).violations == ()


def test_a_kind_of_constraint_that_no_rule_posts_is_refused() -> None:
    model = cp_model.CpModel()
    model.add_all_different([model.new_int_var(0, 2, name) for name in "ab"])
    with pytest.raises(RuntimeError, match="a kind that no rule posts"):
        Opening(model, (), [0, 1])
