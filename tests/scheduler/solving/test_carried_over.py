"""What is carried over to a term that was changed: a plan, and what bounds it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from inputs.published import Published, carry_over
from scheduler.solving.carried_bound import carried_bound
from tests.pictures import draw_term
from tests.scheduler.solving.planned_again import CLINIC, absent, planned


def test_a_bound_is_carried_only_where_nothing_was_added() -> None:
    term = draw_term(CLINIC)
    assert carried_bound(term, term, 40) == 40
    assert carried_bound(term, absent(term, "wang", term.span.start, term.span.start), 40) == 40
    more = replace(term, services=tuple(replace(s, seats=5) for s in term.services))
    assert carried_bound(term, more, 40) is None
    assert carried_bound(more, term, 40) == 40
    fewer = replace(term, trainees=term.trainees[:1])
    assert carried_bound(term, fewer, 40) is None
    other = replace(term, activities=tuple(replace(a, weight=5) for a in term.activities))
    assert carried_bound(term, other, 40) is None
    closed = absent(term, "hall", term.span.start, term.span.last_day)
    assert carried_bound(term, closed, 40) == 40
    away = absent(term, "li", date(2027, 3, 1), date(2027, 3, 7))
    assert carried_bound(term, away, 40) == 40 - 10 - 10


def test_a_plan_is_carried_over_to_the_people_of_the_new_term() -> None:
    term = draw_term(CLINIC)
    plan = planned(term)
    fewer = replace(term, trainees=term.trainees[:1])
    published = carry_over(plan, term, fewer, term.span.start)
    assert {session.trainee for session in published.plan.sessions} == {term.trainees[0]}
    meetings = [s for s in plan.sessions if s.is_meeting and s.trainee == term.trainees[1]]
    assert {row.who for row in published.lost} >= {s.faculty for s in meetings}
    no_hall = replace(term, rooms=(), slots=tuple(s for s in term.slots if s.room is None))
    lost = carry_over(plan, term, no_hall, term.span.start).lost
    in_hall = [s for s in plan.sessions if s.room is not None]
    assert len([row for row in lost if "lecture" in row.what]) >= len(in_hall)
    assert isinstance(published, Published)
