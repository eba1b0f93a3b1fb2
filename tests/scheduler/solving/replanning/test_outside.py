"""Whether a plan that pays less might touch people whom a change does not concern."""

from __future__ import annotations

from dataclasses import replace

from inputs.published import carry_over
from scheduler.solving.bounds.by_trainee import LeastAlone
from scheduler.solving.replanning.outside import Outside
from scheduler.solving.replanning.remnant import find_remnant
from tests.pictures import draw_plan, draw_term
from tests.scheduler.solving.jointly import patient


def outside(old: str, more: str, published: str, planned: str, lacking: int) -> tuple[Outside, int]:
    """Return those outside where lines were added to a term, and what a person counts who is touched."""
    was, now = draw_term(old), draw_term(f"{old}\n{more}")
    carried = carry_over(draw_plan(was, published), was, now, now.span.start)
    term, control = replace(now, published=carried), patient()
    plan, alone = draw_plan(term, planned), LeastAlone(term, control)
    remnant = find_remnant(term, carried)
    return Outside(term, carried, remnant, control, alone, plan, lacking, 0), carried.points_a_person(term)


SHARED = """
term 03-01..03-07
trainee li student
trainee zoe fellow
faculty wang
hours wang Mon 14:00-17:00
activity talk weekly 60 meeting
activity case once 60 for=student weight=20
"""
MENTORS = "mentor li wang\nmentor zoe wang"
TALK = f"{MENTORS}\nsession li talk 03-01 14:00 with=wang"


def test_who_could_lack_less_outside_may_spare_those_inside_a_mentor() -> None:
    """Zoe lacks a talk that she could have, and Li what nobody can give: so much more may Kofi lack."""
    them, a_person = outside(
        SHARED, "trainee kofi fellow", TALK, f"{TALK}\nsession kofi talk 03-01 15:00 with=wang", lacking=30
    )
    assert replace(them, value=a_person + 1).can_help()
    assert not replace(them, value=a_person).can_help()


def test_what_those_inside_lack_they_may_go_on_lacking() -> None:
    them, a_person = outside(
        SHARED,
        "trainee kofi fellow\ntrainee nora fellow",
        f"{TALK}\nsession zoe talk 03-01 16:00 with=wang",
        f"{TALK}\nsession zoe talk 03-01 16:00 with=wang",
        lacking=40,
    )
    assert replace(them, value=a_person + 1).can_help()


def test_where_nobody_outside_could_lack_less_those_inside_need_their_mentor() -> None:
    all_have = f"{TALK}\nsession zoe talk 03-01 16:00 with=wang"
    them, a_person = outside(
        SHARED,
        "trainee kofi fellow",
        all_have,
        f"{all_have}\nsession kofi talk 03-01 15:00 with=wang",
        lacking=20,
    )
    assert replace(them, value=2 * a_person + 1).can_help()
    assert not replace(them, value=2 * a_person).can_help()


def test_who_is_touched_in_every_plan_is_counted_once() -> None:
    """Amara's mentor is away: both are touched already, and meet on another day."""
    was = "mentor amara wang\nmentor li wang\nsession li talk 03-01 14:00 with=wang\n"
    them, a_person = outside(
        """
        term 03-01..03-07
        trainee amara fellow
        trainee li fellow
        faculty wang
        hours wang Mon 14:00-15:00
        hours wang Tue 14:00-15:00
        hours wang Thu 14:00-15:00
        activity talk weekly 60 meeting
        """,
        "absent wang 03-02..03-02",
        f"{was}session amara talk 03-02 14:00 with=wang",
        f"{was}session amara talk 03-04 14:00 with=wang",
        lacking=0,
    )
    assert (len(them.remnant.forced), them.remnant.minimum) == (2, 4)
    assert replace(them, value=3 * a_person + 5).can_help()
    assert not replace(them, value=3 * a_person + 4).can_help()
