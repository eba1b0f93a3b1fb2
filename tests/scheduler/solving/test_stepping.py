"""Steps from a solution: it gets cheaper or stays, and what is not opened keeps its value."""

import pytest
from ortools.sat.python import cp_model

from scheduler.solving.opening import Opening
from scheduler.solving.search import Control, Outcome
from scheduler.solving.stepping import WORKED_OVER, Stepped, Stepping
from tests.scheduler.solving.jointly import patient


def drawn(
    values: list[int], *, control: Control | None = None, near: bool = False
) -> tuple[Opening, Stepping]:
    """Return three Booleans, two of which are true at least; they cost 5, 3 and 1."""
    model = cp_model.CpModel()
    literals = [model.new_bool_var("") for _ in range(3)]
    model.add(sum(literals) >= 2)
    opening = Opening(model, range(3), values)
    return opening, Stepping(opening, {0: 5, 1: 3, 2: 1}, control or patient(), near=near)


def test_what_is_opened_becomes_cheaper_and_the_rest_stays() -> None:
    opening, stepping = drawn([1, 1, 0])
    assert stepping.value == 8
    assert stepping.step([1, 2], 5.0).gained == 2
    assert opening.values == [1, 0, 1]
    assert stepping.step([0, 1], 5.0).gained == 2
    assert opening.values == [0, 1, 1]
    assert stepping.value == 4


def test_where_nothing_is_cheaper_all_stays() -> None:
    opening, stepping = drawn([0, 1, 1])
    assert stepping.step([0, 1, 2], 5.0).gained == 0
    assert opening.values == [0, 1, 1]


def test_what_was_opened_in_vain_is_opened_again_once_something_has_changed() -> None:
    opening, stepping = drawn([1, 1, 0])
    assert stepping.step([0, 1], 5.0).gained == 0
    assert stepping.step([1, 2], 5.0).gained == 2
    assert stepping.step([0, 1], 5.0).gained == 2
    assert opening.values == [0, 1, 1]


def test_a_near_step_changes_no_more_than_it_must() -> None:
    model = cp_model.CpModel()
    paid, free = model.new_bool_var(""), [model.new_bool_var("") for _ in range(4)]
    model.add_bool_or([~paid, *free])
    opening = Opening(model, range(5), [1, 1, 0, 1, 0])
    stepping = Stepping(opening, {0: 7}, patient(), near=True)
    assert stepping.step(range(5), 5.0).gained == 7
    assert opening.values == [0, 1, 0, 1, 0]


def test_a_near_step_changes_much_for_little() -> None:
    model = cp_model.CpModel()
    paid, *free = [model.new_bool_var("") for _ in range(4)]
    for literal in free:
        model.add_bool_or([paid, literal])
    opening = Opening(model, range(4), [1, 0, 0, 0])
    assert Stepping(opening, {0: 1}, patient(), near=True).step(range(4), 5.0).gained == 1
    assert opening.values == [0, 1, 1, 1]


def test_what_was_opened_without_an_answer_is_closed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    opening, stepping = drawn([1, 1, 0])
    monkeypatch.setattr("scheduler.solving.stepping.small_step", lambda *_: Outcome("unknown"))
    assert stepping.step([1, 2], 5.0).gained == 0
    monkeypatch.undo()
    assert stepping.step([0], 5.0).gained == 0
    assert opening.values == [1, 1, 0]


@pytest.mark.parametrize("near", [False, True])
def test_what_is_dearer_is_not_taken(near: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A step out of time ends with whatever was found, which need not be what it began with."""
    opening, stepping = drawn([0, 1, 1], near=near)
    monkeypatch.setattr(
        "scheduler.solving.stepping.small_step", lambda *_: Outcome("feasible", values=(1, 1, 0))
    )
    assert stepping.step([0, 1, 2], 5.0).gained == 0
    assert (opening.values, stepping.value) == ([0, 1, 1], 4)
    monkeypatch.undo()
    assert stepping.step([0, 1, 2], 5.0).gained == 0
    assert opening.values == [0, 1, 1]


def test_without_time_nothing_changes() -> None:
    opening, stepping = drawn([1, 1, 0], control=Control(time_limit_seconds=0))
    assert stepping.step([1, 2], 5.0).gained == 0
    assert opening.values == [1, 1, 0]
    assert stepping.value == 8


def test_a_step_tells_whether_anything_cheaper_was_left_and_what_it_took() -> None:
    opening, stepping = drawn([1, 1, 0])
    step = stepping.step([1, 2], 5.0)
    assert step.is_closed
    assert step.effort >= 2 / WORKED_OVER
    in_vain = stepping.step([0], 5.0)
    assert (in_vain.gained, in_vain.is_closed) == (0, True)
    assert stepping.step([0], 5.0) == Stepped(0, is_closed=True)
    late = Stepping(opening, {0: 5}, Control(time_limit_seconds=0)).step([0, 1], 5.0)
    assert (late.gained, late.is_closed) == (0, False)
