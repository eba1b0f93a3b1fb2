"""What every plan pays at least for its changes, told beside a plan that pays more than it must."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from inputs.published import carry_over
from inputs.term import COVERAGE, STABILITY
from scheduler.solving.replanning.again import Again
from scheduler.solving.replanning.least_change import FORCED, INSIDE, RELAXATION, SOLVED, bound_changes
from scheduler.solving.replanning.rings import Ring, inner_ring
from scheduler.solving.search import Control
from scheduler.solving.timing import Timing
from tests.pictures import draw_plan, draw_term

if TYPE_CHECKING:
    import pytest

OTHERS = Ring("the others", frozenset({"zoe"}))


def planned_so(old: str, published: str, more: str) -> Again:
    """Return what is known of a term to which Kofi came, with a plan that gives him some sessions more."""
    was, now = draw_term(old), draw_term(f"{old}\ntrainee kofi fellow")
    carried = carry_over(draw_plan(was, published), was, now, now.span.start)
    term = replace(now, published=carried, levels=(COVERAGE, STABILITY))
    again = Again(term, carried, Control(time_limit_seconds=60, workers=1))
    again.best.accept(draw_plan(term, f"{published}\n{more}"))
    return again


TWO_MENTORS = """
term 03-01..03-07
trainee zoe student
faculty wang
faculty chen
hours wang Mon 14:00-{until}
hours chen Tue 14:00-15:00
activity talk weekly 60 meeting for=fellow
activity chat weekly 60 meeting for=fellow
activity lecture weekly 60 for=student weight=20
"""
LECTURE = "slot lecture Fri 10:00"
WITH_BOTH = "session kofi talk 03-01 14:00 with=wang\nsession kofi chat 03-02 14:00 with=chen"


def helped() -> Again:
    """Return a plan that touches two mentors, where Zoe alone, who lacks a lecture, could be touched."""
    return planned_so(TWO_MENTORS.format(until="15:00") + LECTURE, "mentor zoe wang", WITH_BOTH)


def alone() -> Again:
    """Return a plan that touches two mentors, where one has hours enough, and Zoe lacks what nobody gives."""
    exam = "activity exam once 60 for=student weight=20"
    return planned_so(TWO_MENTORS.format(until="16:00") + exam, "mentor zoe wang", WITH_BOTH)


def test_where_others_could_help_what_is_paid_inside_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scheduler.solving.replanning.again.MOST_DECISIONS", 0)
    again = helped()
    assert again.best.value(STABILITY) == 2 * again.points_a_person
    assert bound_changes(again, OTHERS, again.search(OTHERS), few=False) == (0, FORCED)


def test_where_few_may_be_touched_only_what_is_forced_is_known() -> None:
    again = helped()
    assert bound_changes(again, OTHERS, again.search(OTHERS), few=True) == (0, FORCED)


def test_where_others_could_help_they_are_opened_and_the_better_plan_is_kept() -> None:
    again = helped()
    bound, _ = bound_changes(again, OTHERS, again.search(OTHERS), few=False)
    assert bound == again.best.value(STABILITY) == again.points_a_person + 4
    assert again.best.value(COVERAGE) == 20


def test_where_nobody_could_help_it_is_proven_inside_and_the_better_plan_is_kept() -> None:
    again = alone()
    assert again.best.value(STABILITY) == 2 * again.points_a_person
    bound = bound_changes(again, OTHERS, again.search(OTHERS), few=False)
    assert bound == (again.points_a_person, INSIDE)
    assert again.best.value(STABILITY) == again.points_a_person
    assert again.best.value(COVERAGE) == 20


def test_what_some_weeks_alone_show_is_not_taken_for_whole_stays() -> None:
    again = alone()
    weeks = replace(inner_ring(again.remnant), weeks=frozenset({1}))
    search = again.search(weeks)
    search.bound_by(STABILITY, 2 * again.points_a_person, "one week alone")
    assert bound_changes(again, weeks, search, few=False) == (again.points_a_person, INSIDE)


def test_all_people_and_changes_together_cost_less_than_the_most() -> None:
    again = alone()
    people = len(again.term.trainees) + len(again.term.faculty)
    assert again.most_stability >= (people + 1) * again.points_a_person


def test_only_who_was_not_there_is_new() -> None:
    """What is lacked by somebody to whom nothing was given counts in what was published already."""
    again = planned_so(TWO_MENTORS.format(until="15:00") + LECTURE, "", "")
    assert [trainee.id for trainee in again.new] == ["kofi"]


def test_where_a_search_comes_to_nothing_the_plan_stays_and_what_is_known_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The search with everything open has a plan already, found when it was asked what lacks."""
    again = helped()
    best, search = again.best.plan, again.everything
    assert best is not None
    assert search.complete(best, [COVERAGE], again.control)
    assert again.relaxed() is not None
    monkeypatch.setattr(Timing, "solve", lambda *_args, **_options: None)
    bound, source = bound_changes(again, OTHERS, search, few=False)
    assert bound <= again.best.value(STABILITY)
    assert source in (SOLVED, RELAXATION)
    assert again.best.plan is best
