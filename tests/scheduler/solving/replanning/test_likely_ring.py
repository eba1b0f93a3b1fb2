from dataclasses import replace
from datetime import date

import pytest

from constraints.changed import changes_to
from inputs.days import Span
from inputs.people import Absence
from inputs.plan import Plan
from inputs.published import carry_over
from inputs.term import COVERAGE, STABILITY
from scheduler.model import Model
from scheduler.solving.linear.relaxation import Relaxation
from scheduler.solving.replanning import least_change
from scheduler.solving.replanning.again import Again
from scheduler.solving.replanning.least_change import bound_changes
from scheduler.solving.replanning.likely_ring import NAME, likely_ring
from scheduler.solving.replanning.replan import replan
from scheduler.solving.replanning.rings import Ring
from scheduler.solving.search import Control, Progress
from tests.pictures import draw_plan, draw_term

SEATS = """
term 03-01..03-07
trainee amara fellow
trainee li fellow
trainee maria fellow
trainee nora fellow
activity sim once 60 weight=10
activity lecture weekly 60 weight=10
slot sim Mon 09:00 seats=1
slot sim Tue 09:00 seats=1
slot sim Wed 09:00 seats=1
slot lecture Fri 10:00
"""
GIVEN = """
session amara sim 03-01 09:00
session li sim 03-02 09:00
session amara lecture 03-05 10:00
session li lecture 03-05 10:00
session maria lecture 03-05 10:00
session nora lecture 03-05 10:00
"""
"""Amara can only come on Tuesday, who had Monday; Li has that seat, and could have another."""


def amara_away(more: str = "") -> Again:
    term = draw_term(SEATS + more + "pin maria sim must=no\npin nora sim must=no\n")
    plan = draw_plan(term, GIVEN)
    away = tuple(Absence("amara", Span.through(day, day)) for day in (date(2027, 3, 1), date(2027, 3, 3)))
    new = replace(term, absences=away)
    published = carry_over(plan, term, new, new.span.start)
    bound = replace(new, published=published, levels=(COVERAGE, STABILITY))
    return Again(bound, published, Control(time_limit_seconds=60, workers=2))


@pytest.mark.parametrize("held", [False, True])
def test_likely_are_those_who_hold_what_others_need(held: bool) -> None:
    again = amara_away()
    ring = likely_ring(again, 20 if held else None)
    assert ring is not None
    assert sorted(ring.trainees or ()) == ["amara", "li"]


def test_nobody_else_is_likely_where_the_rest_may_lack() -> None:
    again = amara_away()
    ring = likely_ring(again, 40)
    assert ring is not None
    assert sorted(ring.trainees or ()) == ["amara"]


def test_the_prices_of_a_model_stay_as_they_are() -> None:
    again = amara_away()
    likely_ring(again)
    model = again.everything.model
    fresh = Model(again.term, again.everything.scope)
    assert str(model.price(STABILITY)) == str(fresh.price(STABILITY))


def test_without_a_relaxation_there_is_no_ring(monkeypatch: pytest.MonkeyPatch) -> None:
    again = amara_away()
    again.everything.model.proto.add_bool_or([])
    assert likely_ring(again) is None
    again = amara_away()
    monkeypatch.setattr(Relaxation, "solve", lambda _relaxation, _seconds: None)
    assert likely_ring(again) is None
    assert likely_ring(again, 0) is None


def test_once_stopped_nothing_is_asked() -> None:
    again = amara_away()
    again.control.interrupt()
    assert likely_ring(again) is None
    assert again.least_lacking() == 0


def test_who_was_moved_in_vain_is_touched_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(least_change, "A_FEW", 0)
    again = amara_away("slot lecture Thu 10:00\n")
    plan = """
    session amara sim 03-02 09:00
    session li sim 03-01 09:00
    session amara lecture 03-05 10:00
    session li lecture 03-05 10:00
    session maria lecture 03-04 10:00
    session nora lecture 03-04 10:00
    """
    again.best.accept(draw_plan(again.term, plan))
    ring = Ring("the two", frozenset({"amara", "li"}))
    least, _ = bound_changes(again, ring, again.search(ring), few=False)
    assert least == again.best.value(STABILITY) == 2 * again.points_a_person + 8
    changes = changes_to(again.best.plan or Plan(), again.term)
    assert {person.id for change in changes for person in change.people} == {"amara", "li"}


@pytest.mark.parametrize("bound", [0, 20])
def test_what_lacks_in_the_relaxation_is_asked_for_at_once(bound: int) -> None:
    """That 20 points must lack was known when it was published, or only the relaxation tells so."""
    assert _levels_asked_for(amara_away(), bound, bound) == {STABILITY}


@pytest.mark.parametrize("hoped", [0, 10])
def test_what_was_hoped_for_in_vain_is_searched_for(monkeypatch: pytest.MonkeyPatch, hoped: int) -> None:
    monkeypatch.setattr(Again, "likely_lacking", hoped)
    assert _levels_asked_for(amara_away(), 0, 0) == {COVERAGE, STABILITY}


def _levels_asked_for(again: Again, cost: int, bound: int) -> set[str]:
    """Plan again what lacked so much when published; return what those likely to give way were asked for."""
    heard: list[Progress] = []
    published = replace(again.published, cost=cost, bound=bound)
    control = Control(time_limit_seconds=60, workers=2, report=heard.append)
    result = replan(replace(again.term, published=published), control)
    assert [level.value for level in result.levels] == [20, 2 * again.points_a_person + 8]
    assert all(level.status == "optimal" for level in result.levels)
    return {progress.level for progress in heard if progress.what == NAME}
