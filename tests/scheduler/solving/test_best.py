"""The best plan so far: what is kept, what is refused, and what is told of it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from inputs.plan import Plan
from inputs.term import Term
from scheduler.solving.best import Best
from scheduler.solving.search import Control
from scheduler.verify import verify
from tests.pictures import draw_plan, draw_term

TERM = """
    term 03-01..03-14
    trainee amara fellow
    activity mdt weekly 60
    slot mdt Mon 09:00
    slot mdt Wed 09:00
"""
ONE = "session amara mdt 03-01 09:00"
ANOTHER = "session amara mdt 03-03 09:00"
BOTH = f"{ONE}\n session amara mdt 03-08 09:00"
TOO_OFTEN = f"{ONE}\n{ANOTHER}"


def begun(told: list[Mapping[str, int]] | None = None) -> tuple[Best, Term]:
    """Return the best of no plan, which puts the values of each better one into ``told``."""
    term, values = draw_term(TERM), [] if told is None else told
    control = Control(found=lambda found, _seconds: values.append(found))
    return Best(term, control, ("coverage",)), term


def test_what_is_better_is_kept_and_told() -> None:
    told: list[Mapping[str, int]] = []
    best, term = begun(told)
    plans = [draw_plan(term, lines) for lines in (ONE, BOTH, ONE, BOTH)]
    for plan in plans:
        best.accept(plan)
    assert best.plan is plans[1]
    assert told == [{"coverage": 10}, {"coverage": 0}]


def test_without_a_plan_nothing_is_paid_and_any_plan_is_better() -> None:
    best, term = begun()
    assert best.value("coverage") == 0
    assert best.is_beaten_by(verify(Plan(), term))


def test_a_draft_that_breaks_a_rule_is_passed_over() -> None:
    best, term = begun()
    best.offer(draw_plan(term, TOO_OFTEN))
    assert best.plan is None


def test_a_plan_of_the_solver_that_breaks_a_rule_is_a_fault() -> None:
    best, term = begun()
    with pytest.raises(RuntimeError, match=r"^a plan breaks a rule: Amara "):
        best.accept(draw_plan(term, TOO_OFTEN))


def test_another_plan_is_taken_where_it_is_no_worse() -> None:
    best, term = begun()
    one, another = draw_plan(term, ONE), draw_plan(term, ANOTHER)
    best.accept(one)
    best.exchange(draw_plan(term, TOO_OFTEN))
    assert best.plan is one
    best.exchange(another)
    assert best.plan is another
    best.exchange(both := draw_plan(term, BOTH))
    assert best.plan is both
    best.exchange(one)
    assert best.plan is both


def test_others_that_give_something_else_are_remembered() -> None:
    best, term = begun()
    first = draw_plan(term, ONE)
    second = draw_plan(term, "session amara mdt 03-08 09:00")
    best.accept(first)
    best.accept(draw_plan(term, ANOTHER))  # lacks the same as the best plan
    assert not best.others
    best.accept(second)
    best.accept(draw_plan(term, "session amara mdt 03-10 09:00"))
    best.accept(Plan())
    assert best.plan is first
    assert [len(plan.sessions) for plan in best.others] == [1, 0]
    assert best.others[0] is second
    best.offer(draw_plan(term, TOO_OFTEN))
    best.accept(draw_plan(term, BOTH))
    assert best.others == (second, first, Plan())


def test_only_a_few_others_are_remembered_the_better_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scheduler.solving.best.MOST_OTHERS", 1)
    best, term = begun()
    for lines in ("", ONE, BOTH):
        best.accept(draw_plan(term, lines))
    assert best.others == (draw_plan(term, ONE),)


def test_what_is_exchanged_leaves_no_other_that_lacks_the_same() -> None:
    best, term = begun()
    best.accept(one := draw_plan(term, ONE))
    best.accept(other := draw_plan(term, "session amara mdt 03-08 09:00"))
    best.exchange(other)
    assert best.others == (one,)
