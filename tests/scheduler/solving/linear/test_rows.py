from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from ortools.sat.python import cp_model

from constraints.scope import Scope
from inputs.published import Published
from scheduler.model import Model
from scheduler.solving.linear.rows import translate
from tests.benchmarks import in_highs, textbook
from tests.benchmarks.generator import Size, make_term
from tests.benchmarks.joint import Limits, Solved
from tests.pictures import draw

Post = Callable[[cp_model.CpModel, list[cp_model.IntVar]], object]
N = 4
"""The place of a number from 0 to 5, after four Booleans."""
KINDS: dict[str, Post] = {
    "sum": lambda model, x: model.add(2 * x[0] + x[1] - x[N] <= -1),
    "at most one": lambda model, x: model.add_at_most_one(x[0], ~x[1], ~x[2]),
    "exactly one": lambda model, x: model.add_exactly_one(x[0], x[1], ~x[2]),
    "at least one": lambda model, x: model.add_bool_or(~x[0], ~x[1], x[2]),
    "none at all": lambda model, x: model.add_bool_or(x[0]),
    "at least one, if": lambda model, x: model.add_bool_or(x[0], ~x[1]).only_enforce_if(x[2]),
    "implication": lambda model, x: model.add_implication(x[0], ~x[1]),
    "both, if both": lambda model, x: model.add_bool_and(x[0], x[1]).only_enforce_if(x[2], ~x[3]),
    "sum, if": lambda model, x: model.add(x[N] + x[0] <= 2).only_enforce_if(~x[1]),
    "equality, if both": lambda model, x: model.add(x[N] == 3 * x[0]).only_enforce_if(x[1], ~x[2]),
    "maximum": lambda model, x: model.add_max_equality(x[0], [x[1], x[2], 0]),
    "maximum of negations": lambda model, x: model.add_max_equality(x[0], [1 - x[1], x[2]]),
}
# Each weighs every variable otherwise, so that together they reach most corners of what is feasible.
WEIGHTS = ((1, 2, 4, 8, 3), (-1, 2, -4, 8, -3), (1, -2, 4, -8, 3), (-1, -2, -4, -8, -1), (4, 1, -2, -1, -1))
ABOVE_0 = 200
"""Prices, and so bounds, are never below 0."""


def limits() -> Limits:
    return Limits(time_limit_seconds=30, workers=1, seed=0)


def add_variables(model: cp_model.CpModel) -> list[cp_model.IntVar]:
    return [*(model.new_bool_var("") for _ in range(N)), model.new_int_var(0, 5, "")]


def price(solved: Solved, weights: list[int]) -> int:
    return ABOVE_0 + sum(weight * value for weight, value in zip(weights, solved.values, strict=True))


@pytest.mark.parametrize("kind", KINDS)
def test_both_solvers_agree_on_each_kind_of_constraint(kind: str) -> None:
    model = cp_model.CpModel()
    variables: list[cp_model.IntVar] = []
    for _ in WEIGHTS:  # a copy of the constraint for each: they cost one start of HiGHS together
        copy = add_variables(model)
        KINDS[kind](model, copy)
        variables += copy
    weights = [weight for row in WEIGHTS for weight in row]
    model.minimize(cp_model.LinearExpr.weighted_sum(variables, weights) + ABOVE_0)
    ours = textbook.solve_level(model, (), 30, limits())
    theirs = in_highs.solve_level(model, (), 30, limits())
    assert (ours.optimal, theirs.optimal) == (True, True)
    assert price(ours, weights) == price(theirs, weights) == ours.bound == theirs.bound


@pytest.mark.parametrize(
    ("post", "words"),
    [
        (lambda model, x: model.add(x[N] != 3), "a domain with holes"),
        (lambda model, x: model.add_all_different(x[N], x[0]), "no rows for: all_diff"),
        (lambda model, x: model.add_max_equality(x[N], [2 * x[1], x[2]]), "a maximum of other things"),
        (lambda model, x: model.maximize(x[N]), "an objective is scaled, or to be maximised"),
    ],
)
def test_what_has_no_translation_is_refused(post: Post, words: str) -> None:
    model = cp_model.CpModel()
    post(model, add_variables(model))
    with pytest.raises(NotImplementedError, match=words):
        translate(model)


def test_without_a_solution_there_are_no_values() -> None:
    model = cp_model.CpModel()
    x = model.new_bool_var("")
    model.add(2 * x == 1)
    model.minimize(x)
    assert in_highs.solve_level(model, (), 30, limits()).values == ()
    assert textbook.solve_level(model, (), 30, limits()).values == ()


@pytest.mark.parametrize("solve", [textbook.solve_level, in_highs.solve_level], ids=["textbook", "highs"])
def test_a_hint_need_not_know_every_variable(solve: Callable[..., Solved]) -> None:
    term = make_term(Size(2, 2))
    model = Model(term, Scope.whole(term))
    model.proto.minimize(model.price("coverage"))
    first = solve(model.proto, (), 30, limits())
    assert first.optimal
    model.proto.add(model.price("coverage") <= first.bound)
    model.proto.minimize(model.price("curriculum"))
    second = solve(model.proto, first.values, 30, limits())
    assert second.optimal
    assert len(second.values) > len(first.values)
    assert len(second.snapshots) >= 1


def test_a_past_end_of_a_rotation_has_rows_where_several_rotations_may_end_then() -> None:
    plan, term = draw("""
        off no_service_twice for once
        service ward 1
        activity review rotation_end 60
        slot review Mon 09:00
        trainee amara fellow
        rotation amara ward 03-01..03-14
        session amara review 03-08 09:00
    """)
    published = replace(term, published=Published(plan, date(2027, 3, 10)))
    model = Model(published, Scope.whole(published))
    model.proto.minimize(model.price("coverage"))
    best = textbook.solve_level(model.proto, (), 30, limits())
    assert (best.optimal, best.bound) == (True, 0)
    assert in_highs.solve_level(model.proto, (), 30, limits()).bound == best.bound
