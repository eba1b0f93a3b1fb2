import pytest
from ortools.sat.python import cp_model

from scheduler.solving import relaxation
from scheduler.solving.relaxation import relax


def test_halves_are_allowed() -> None:
    model = cp_model.CpModel()
    a, b, c = (model.new_bool_var("") for _ in range(3))
    for one, other in ((a, b), (b, c), (a, c)):
        model.add_bool_or([one, other])
    model.minimize(a + b + c)
    assert relax(model, 10) == pytest.approx([0.5, 0.5, 0.5])


def test_what_cannot_be_is_told() -> None:
    model = cp_model.CpModel()
    a = model.new_int_var(0, 3, "")
    model.add(a >= 2)
    model.add(a <= 1)
    model.minimize(a)
    assert not relax(model, 10)


def test_without_the_linear_solver_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    model = cp_model.CpModel()
    model.minimize(model.new_bool_var(""))
    monkeypatch.setattr(relaxation, "SOLVER", "none of this name")
    assert not relax(model, 10)
