"""Branching on linear programmes: beside the solver of everything else, on random models, and what stops it."""

import random
import threading
from itertools import combinations

import pytest
from ortools.sat.python import cp_model

from scheduler.solving.linear.mixed_integer import solve_mip
from scheduler.solving.search import Control
from tests.scheduler.solving.jointly import SECONDS, patient, prover


def random_model(seed: int) -> cp_model.CpModel:
    """Return a model of who takes which of a few hours, some of which exclude each other."""
    chance = random.Random(seed)
    model = cp_model.CpModel()
    people, hours = chance.randint(1, 5), chance.randint(1, 5)
    takes = [[model.new_bool_var("") for _ in range(hours)] for _ in range(people)]
    lacks = [model.new_bool_var("") for _ in range(people)]
    for own, lack in zip(takes, lacks, strict=True):
        model.add_exactly_one([*own, lack])
    for hour in range(hours):
        model.add(sum(own[hour] for own in takes) <= chance.randint(0, 2))
    for first, second in combinations([literal for own in takes for literal in own], 2):
        if chance.random() < 0.1:
            model.add_bool_or([first.negated(), second.negated()])
    model.minimize(sum(chance.randint(1, 9) * lack for lack in lacks) + 3)
    return model


@pytest.mark.parametrize("seed", range(40))
def test_as_good_as_the_other_solver(seed: int) -> None:
    model = random_model(seed)
    solver = prover()
    assert solver.solve(model) == cp_model.OPTIMAL
    values = solve_mip(model, patient(), SECONDS)
    assert cost(model, values) == round(solver.objective_value)
    for index, value in enumerate(values):  # whatever it found is a solution for the other solver
        model.add(model.get_bool_var_from_proto_index(index) == value)
    assert prover().solve(model) == cp_model.OPTIMAL


def cost(model: cp_model.CpModel, values: tuple[int, ...]) -> int:
    objective = model.proto.objective
    terms = zip(objective.vars, objective.coeffs, strict=True)
    total: float = objective.offset + sum(cost * values[index] for index, cost in terms)
    return round(total)


def test_no_worse_than_the_gap_allows() -> None:
    model = random_model(3)
    best = cost(model, solve_mip(model, patient(), SECONDS))
    assert cost(model, solve_mip(model, patient(), SECONDS, gap=5)) <= best + 5


def test_nothing_comes_of_a_model_without_a_solution() -> None:
    model = random_model(0)
    model.add_bool_or([])
    assert solve_mip(model, patient(), SECONDS) == ()


def test_a_constraint_that_is_no_row_is_refused() -> None:
    model = random_model(0)
    model.add_circuit([(0, 1, model.new_bool_var("")), (1, 0, model.new_bool_var(""))])
    with pytest.raises(NotImplementedError):
        solve_mip(model, patient(), SECONDS)


def test_what_goes_wrong_while_solving_is_raised_where_the_run_waits() -> None:
    with pytest.raises((RuntimeError, ValueError, AttributeError, TypeError)):
        solve_mip(random_model(0), Control(60.0, seed=10**12), SECONDS)  # a seed that no solver takes


def test_nothing_comes_of_a_run_that_is_over() -> None:
    assert solve_mip(random_model(0), Control(0.0), SECONDS) == ()


def hard_model() -> cp_model.CpModel:
    """Return a model that takes far longer than a test: many knapsacks of the same things."""
    chance, model = random.Random(1), cp_model.CpModel()
    things = [model.new_bool_var("") for _ in range(200)]
    for _ in range(60):
        model.add(sum(chance.randint(1, 99) * thing for thing in things) <= 2000)
    model.minimize(20_000 - sum(chance.randint(1, 99) * thing for thing in things))
    return model


def test_who_interrupts_the_run_does_not_wait_for_it() -> None:
    control = Control(60.0)
    threading.Timer(0.5, control.interrupt).start()
    assert solve_mip(hard_model(), control, 8.0) == ()  # who waits has a solution, as below


def test_the_best_found_in_time_counts() -> None:
    values = solve_mip(hard_model(), patient(), 1.0)
    assert values
    assert cost(hard_model(), values) < 20_000
