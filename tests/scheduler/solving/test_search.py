import threading

import pytest
from ortools.sat.python import cp_model

from constraints.scope import Scope
from scheduler.model import Model
from scheduler.solving.search import Control, Outcome, Whole, minimize, run_small, small_step
from tests.pictures import draw_term
from tests.scheduler.solving.jointly import patient

TERM = """
    term 03-01..03-14
    trainee amara fellow
    trainee li fellow
    service ward 1
    activity mdt weekly 60 weight=7
    slot mdt Mon 09:00 seats=1
"""


def whole(picture: str = TERM) -> Model:
    term = draw_term(picture)
    return Model(term, Scope.whole(term))


def test_a_solve_to_optimality() -> None:
    model = whole()
    outcome = minimize(model, model.price("coverage"), patient())
    assert (outcome.status, outcome.value, outcome.bound, outcome.found) == ("optimal", 54, 54, True)
    assert len(outcome.values) == len(model.proto.proto.variables)


def test_no_plan_at_all() -> None:
    model = whole(f"{TERM}\n pin amara ward 03-01\n pin li ward 03-01")
    outcome = minimize(model, model.price("coverage"), patient())
    assert (outcome.status, outcome.found) == ("infeasible", False)


def test_a_bound_from_elsewhere_makes_a_solution_that_meets_it_optimal() -> None:
    model = whole()
    seen: list[tuple[int, int]] = []
    outcome = minimize(
        model,
        model.price("coverage"),
        patient(),
        enough=10_000,
        on_progress=lambda value, bound: seen.append((value, bound)),
    )
    assert outcome.status == "optimal"
    assert outcome.bound == 10_000
    assert len(seen) == 1
    assert seen[0][1] == 10_000


def test_progress_ends_with_the_result_and_bounds_never_fall() -> None:
    model = whole(TERM.replace("seats=1", "seats=1\n trainee sofia fellow\n trainee tomas fellow"))
    seen: list[tuple[int, int]] = []
    outcome = minimize(
        model,
        model.price("coverage"),
        patient(),
        on_progress=lambda value, bound: seen.append((value, bound)),
    )
    assert seen[-1][0] == outcome.value
    assert [bound for _, bound in seen] == sorted(bound for _, bound in seen)


@pytest.mark.parametrize(
    ("bound", "raised"),
    [(0, 0), (30, 30), (31, 100), (100, 100), (130, 130), (131, 200), (1750, 1800), (1801, 1801)],
)
def test_what_is_more_than_the_rest_can_be_is_a_whole_unit(bound: int, raised: int) -> None:
    people = Whole(unit=100, rest=30)
    assert people.raised(bound) == raised
    prices = [units * 100 + rest for units in range(20) for rest in range(31)]
    assert min(price for price in prices if price >= bound) >= raised


def test_units_are_met_whatever_the_rest_is() -> None:
    people = Whole(unit=100, rest=30)
    assert people.is_met(1829, 1800)
    assert people.is_met(1829, 1731)  # 17 units and 31 is more than the rest can be
    assert not people.is_met(1829, 1730)
    assert people.is_met(1829, 1829)


def test_a_search_for_the_fewest_units_ends_with_them_whatever_the_rest_is() -> None:
    """Of two trainees one lacks a week, twice: units. What they lack of their meetings is the rest."""
    model = whole()
    weeks = Whole(unit=20, rest=2 * 2 * 7 - 14)
    seen: list[tuple[int, int]] = []
    found = minimize(
        model,
        model.price("coverage"),
        patient(),
        whole=weeks,
        on_progress=lambda value, bound: seen.append((value, bound)),
    )
    assert found.value // 20 == found.bound // 20 == 54 // 20
    assert 40 <= found.bound <= 54 <= found.value
    assert all(bound == weeks.raised(bound) for _, bound in seen)
    assert not any(weeks.is_met(*pair) for pair in seen[:-1])
    assert weeks.is_met(*seen[-1])


def test_hinted_values_can_be_kept() -> None:
    model = whole()
    best = minimize(model, model.price("coverage"), patient())
    model.proto.proto.clear_solution_hint()
    for index in range(len(best.values)):
        model.proto.add_hint(model.proto.get_bool_var_from_proto_index(index), value=False)
    kept = minimize(model, model.price("coverage"), patient(), aim="filling")
    assert not kept.found


def test_a_model_that_the_solver_refuses_is_our_fault() -> None:
    model = whole()
    far = model.proto.new_int_var(-(2**62), 2**62, "")
    with pytest.raises(RuntimeError, match=r"^the solver refuses the model$"):
        minimize(model, far * 4, patient())


def test_without_time_nothing_is_solved() -> None:
    model, control = whole(), Control(time_limit_seconds=0)
    outcome = minimize(model, model.price("coverage"), control)
    assert (outcome.status, outcome.found, outcome.bound) == ("unknown", False, 0)
    assert control.stopped
    assert not control.interrupted
    assert control.deterministic_seconds == 0


def test_an_interrupted_run_solves_nothing_more() -> None:
    model, control = whole(), patient()
    control.interrupt()
    assert control.interrupted
    assert control.stopped
    assert control.remaining > 0
    assert minimize(model, model.price("coverage"), control).status == "unknown"


class Late(Control):
    """Limits within which the solver finds nothing: its time is up when it begins."""

    def run(
        self,
        solver: cp_model.CpSolver,
        model: cp_model.CpModel,
        callback: cp_model.CpSolverSolutionCallback | None = None,
    ) -> cp_model.CpSolverStatus:
        solver.parameters.max_time_in_seconds = 0.0
        return super().run(solver, model, callback)


def test_where_the_solver_finds_nothing_in_time_nothing_is_known() -> None:
    model, control = whole(), Late(workers=1)
    price = model.price("coverage")
    assert minimize(model, price, control) == Outcome("unknown")
    assert run_small(model.proto, control) == ()
    assert small_step(model.proto, control, 1.0) == Outcome("unknown")


def hard_model() -> cp_model.CpModel:
    """Return a model that takes longer than any test: more pigeons than holes, with an objective."""
    model = cp_model.CpModel()
    sits = [[model.new_bool_var("") for _ in range(40)] for _ in range(41)]
    for row in sits:
        model.add(sum(row) == 1)
    for column in zip(*sits, strict=True):
        pairs = ((a, b) for place, a in enumerate(column) for b in column[place + 1 :])
        for a, b in pairs:
            model.add_bool_or(~a, ~b)
    return model


def test_the_switch_reaches_the_solver_that_runs() -> None:
    control, stopped = patient(), threading.Event()

    def press() -> None:
        while not stopped.wait(0.05):
            control.interrupt()

    thread = threading.Thread(target=press)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.cp_model_presolve = False
    solver.parameters.symmetry_level = 0
    solver.parameters.linearization_level = 0
    solver.parameters.max_time_in_seconds = 60
    thread.start()
    try:
        status = control.run(solver, hard_model())
    finally:
        stopped.set()
        thread.join()
    assert control.interrupted
    assert status == cp_model.UNKNOWN


def test_one_worker_finds_the_same_twice() -> None:
    def once() -> tuple[list[int], float]:
        model, control = whole(TERM.replace("03-14", "03-28")), patient(seed=7)
        return list(minimize(model, model.price("coverage"), control).values), control.deterministic_seconds

    assert once() == once()
