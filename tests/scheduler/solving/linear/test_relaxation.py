from itertools import product
from random import Random

import pytest
from ortools.sat.python import cp_model

from scheduler.solving.linear import relaxation as relaxation_module
from scheduler.solving.linear.relaxation import Relaxation, Relaxed


def relaxed(model: cp_model.CpModel) -> Relaxed:
    found = Relaxation(model).solve(10)
    assert found is not None
    return found


def pairs() -> cp_model.CpModel:
    """Return a model in which of any two of three one has to be taken."""
    model = cp_model.CpModel()
    a, b, c = (model.new_bool_var("") for _ in range(3))
    for one, other in ((a, b), (b, c), (a, c)):
        model.add_bool_or([one, other])
    model.minimize(a + b + c + 7)
    return model


def test_halves_are_allowed() -> None:
    found = relaxed(pairs())
    assert found.values == pytest.approx([0.5, 0.5, 0.5])
    assert found.least == 8500
    assert found.bound == 9


def test_what_cannot_be_is_told() -> None:
    model = cp_model.CpModel()
    a = model.new_int_var(0, 3, "")
    model.add(a >= 2)
    model.add(a <= 1)
    model.minimize(a)
    assert Relaxation(model).solve(10) is None


def test_a_variable_without_an_end_is_refused() -> None:
    model = cp_model.CpModel()
    model.minimize(model.new_int_var(0, 2**63 - 1, ""))
    with pytest.raises(NotImplementedError, match="lacks an end"):
        Relaxation(model).solve(10)


def test_without_the_linear_solver_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relaxation_module, "SOLVER", "none of this name")
    assert Relaxation(pairs()).solve(10) is None


def test_another_cost_of_the_same_rows_comes_to_what_it_comes_to_alone() -> None:
    model = pairs()
    model.add_at_most_one([model.get_bool_var_from_proto_index(index) for index in (0, 1)])
    relaxation = Relaxation(model)
    assert relaxation.solve(10) is not None
    for costs, constant in (((1, 2, 4), 3), ((0, 0, -5), 0), ((2, 1, 1), -1), ((1, 1, 1), 7)):
        a, b, c = (model.get_bool_var_from_proto_index(index) for index in range(3))
        model.minimize(costs[0] * a + costs[1] * b + costs[2] * c + constant)
        again, anew = relaxation.solve(10), relaxed(model)
        assert again is not None
        assert (again.bound, again.least) == (anew.bound, anew.least)
        paid = sum(cost * value for cost, value in zip(costs, again.values, strict=True))
        assert 1000 * (paid + constant) == pytest.approx(again.least)


def test_what_the_model_is_told_later_is_not_in_it() -> None:
    model = pairs()
    relaxation = Relaxation(model)
    model.add_bool_and([model.get_bool_var_from_proto_index(index) for index in range(3)])
    found = relaxation.solve(10)
    assert found is not None
    assert (found.bound, relaxed(model).bound) == (9, 10)


def test_what_costs_must_have_been_there() -> None:
    model = pairs()
    relaxation = Relaxation(model)
    model.minimize(model.new_bool_var(""))
    with pytest.raises(ValueError, match="newer than the relaxation"):
        relaxation.solve(10)


def assignment(size: int) -> cp_model.CpModel:
    """Return a model in which each of many has one of as many places, at random costs."""
    model, random = cp_model.CpModel(), Random(0)
    taken = [[model.new_bool_var("") for _ in range(size)] for _ in range(size)]
    for one in [*taken, *map(list, zip(*taken, strict=True))]:
        model.add_exactly_one(one)
    costs = [random.randint(1, 1000) for _ in range(size * size)]
    model.minimize(cp_model.LinearExpr.weighted_sum([one for row in taken for one in row], costs))
    return model


def test_the_linear_solver_ends_soon_once_stopped_and_goes_on_where_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    model, answers = assignment(60), [False, False, True]
    relaxation = Relaxation(model, lambda: answers.pop(0))
    with monkeypatch.context() as short:
        short.setattr(relaxation_module, "AT_A_TIME", 0.001)
        assert relaxation.solve(60) is None
    assert answers == []
    answers = [False]
    found = relaxation.solve(60)
    assert found is not None
    assert found.bound == relaxed(model).bound


def test_what_is_too_dear_is_left_out() -> None:
    model = cp_model.CpModel()
    cheap, dear, many = model.new_bool_var(""), model.new_bool_var(""), model.new_int_var(0, 9, "")
    model.add_bool_or([cheap, dear])
    model.minimize(cheap + 5 * dear - 2 * many)
    found = relaxed(model)
    assert found.bound == -17
    assert found.narrowed(-17) == {dear.index: (0, 0), many.index: (9, 9)}
    assert found.narrowed(-14) == {dear.index: (0, 0), many.index: (8, 9)}
    assert found.narrowed(-13) == {many.index: (7, 9)}
    with pytest.raises(ValueError, match="no solution costs -18, but -17 at least"):
        found.narrowed(-18)


def draw(random: Random) -> tuple[cp_model.CpModel, list[int], list[range]]:
    """Return a model of a few variables with rows of all kinds, its costs and what its variables may be."""
    model = cp_model.CpModel()
    ends = [range(random.choice((-2, 0, 0)), random.choice((2, 2, 4))) for _ in range(4)]
    numbers = [model.new_int_var(own.start, own.stop - 1, "") for own in ends]
    flags = [model.new_bool_var("") for _ in range(4)]
    variables = [*numbers, *flags]
    for _ in range(4):
        weights = [random.randint(-3, 3) for _ in variables]
        total = cp_model.LinearExpr.weighted_sum(variables, weights)
        row = model.add(total <= random.randint(0, 4)) if random.random() < 0.5 else model.add(total >= -2)
        if random.random() < 0.5:
            row.only_enforce_if(random.choice(flags), ~random.choice(flags))
    model.add_bool_or([flags[0], ~flags[1], flags[2]])
    model.add_at_most_one([flags[1], flags[2], ~flags[3]])
    costs = [random.randint(-4, 9) for _ in variables]
    model.minimize(cp_model.LinearExpr.weighted_sum(variables, costs) + random.randint(-3, 3))
    return model, costs, [*ends, *(range(2) for _ in flags)]


def solutions(model: cp_model.CpModel, ranges: list[range]) -> list[tuple[int, ...]]:
    """Return all solutions of a model, found one by one."""
    return [values for values in product(*ranges) if _fits(model, values)]


def _fits(model: cp_model.CpModel, values: tuple[int, ...]) -> bool:
    def is_true(literal: int) -> bool:
        return bool(values[literal]) if literal >= 0 else not values[~literal]

    for row in model.proto.constraints:
        if not all(is_true(literal) for literal in row.enforcement_literal):
            continue
        if row.has_linear():
            pairs = zip(row.linear.vars, row.linear.coeffs, strict=True)
            low, high = row.linear.domain
            holds = low <= sum(weight * values[index] for index, weight in pairs) <= high
        elif row.has_bool_or():
            holds = any(map(is_true, row.bool_or.literals))
        else:
            holds = sum(map(is_true, row.at_most_one.literals)) <= 1
        if not holds:
            return False
    return True


@pytest.mark.parametrize("seed", range(25))
def test_no_solution_is_cheaper_or_lies_outside(seed: int) -> None:
    model, costs, ranges = draw(Random(seed))
    offset = round(model.proto.objective.offset)
    all_of_them = solutions(model, ranges)
    found = Relaxation(model).solve(10)
    if found is None:
        assert not all_of_them
        return
    priced = {
        values: offset + sum(cost * value for cost, value in zip(costs, values, strict=True))
        for values in all_of_them
    }
    assert found.bound <= min(priced.values(), default=found.bound)
    narrower = 0
    for most in range(found.bound, found.bound + 12, 3):
        ends = found.narrowed(most)
        narrower += len(ends)
        for values, price in priced.items():
            if price <= most:
                assert all(low <= values[index] <= high for index, (low, high) in ends.items())
    assert narrower
    discounts = {index: Random(seed + index).randint(0, 5) for index in range(0, len(costs), 2)}
    cheaper = found.cheaper(discounts, constant=2)
    for values, price in priced.items():
        saved = sum(discount * values[index] for index, discount in discounts.items())
        assert cheaper.bound <= price - saved - 2


def test_prices_show_as_much_where_less_is_paid_for() -> None:
    found = relaxed(pairs())
    assert found.cheaper({}, constant=7).least == 1500
    assert found.cheaper({0: 1, 1: 1, 2: 1}, constant=7).least == -1500
    assert found.cheaper({0: 1}, constant=0).least == found.least - 1000


def test_costs_too_large_to_be_summed_tell_nothing() -> None:
    model = cp_model.CpModel()
    a, b = model.new_int_var(0, 10**9, ""), model.new_bool_var("")
    model.add(a + b >= 2)
    model.minimize(10**6 * a)
    assert relaxed(model).bound == 10**6
    model.minimize(10**7 * a)
    assert Relaxation(model).solve(10) is None


def test_prices_too_high_to_be_summed_are_cut() -> None:
    model = cp_model.CpModel()
    a, b = model.new_int_var(0, 10**9, ""), model.new_int_var(0, 10**9, "")
    model.add(a + b >= 10**9)
    model.minimize(10**5 * a + 10**6 * b)
    found = relaxed(model)
    assert 0 < found.bound <= 10**14
