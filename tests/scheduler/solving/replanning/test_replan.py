"""Planning a published term again: whom a change touches, and that it touches nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from constraints.changed import changes_to
from constraints.scope import Scope
from inputs.term import Term
from scheduler.model import Model
from scheduler.solving.replanning import covering
from scheduler.solving.replanning.replan import _Replanning, replan, replan_around
from scheduler.solving.search import Control, minimize
from scheduler.verify import verify
from tests.pictures import draw, draw_plan, draw_term
from tests.scheduler.solving.replanning.planned_again import (
    CLINIC,
    absent,
    again,
    limits,
    planned,
    proven,
    value,
)


def test_nothing_changes_where_the_term_has_not_changed() -> None:
    term = draw_term(CLINIC)
    plan = planned(term)
    result = replan(again(term, term, plan), limits())
    assert result.plan is not None
    assert changes_to(result.plan, again(term, term, plan)) == ()
    assert value(result, "stability") == 0
    assert all(proven(result))


def test_a_mentor_who_falls_ill_is_replaced_and_nobody_else_is_touched() -> None:
    term = draw_term(CLINIC)
    plan = planned(term)
    (meeting, *_) = [s for s in plan.sessions if s.is_meeting and s.faculty and s.faculty.id == "wang"]
    week = term.week_of(meeting.period.date).span
    new = again(term, absent(term, "wang", week.start, week.last_day), plan)
    result = replan(new, limits())
    assert result.plan is not None
    assert value(result, "coverage") == 0
    assert all(proven(result))
    mended = [
        s
        for s in result.plan.sessions
        if s.is_meeting and s.period.date in week and s.trainee == meeting.trainee
    ]
    assert [s.faculty.id for s in mended if s.faculty] == ["chen"]
    touched = {str(person) for change in changes_to(result.plan, new) for person in change.people}
    met_wang = {
        s.trainee.name
        for s in plan.sessions
        if s.is_meeting and s.period.date in week and s.faculty and s.faculty.id == "wang"
    }
    assert touched == {"Wang", "Chen"} | met_wang


def test_whoever_comes_in_the_middle_of_the_week_is_given_a_service_for_it() -> None:
    lines = "term 03-01..03-14\ntrainee amara fellow\nservice ward 2 weeks=1..4\n"
    old = draw_term(lines)
    new = draw_term(f"{lines}trainee li fellow 03-03..03-14\n")
    again_planned = replan(again(old, new, planned(old), date(2027, 3, 2)), limits())
    assert again_planned.plan is not None
    li = new.trainee_by_id["li"]
    assert [str(rotation.span) for rotation in again_planned.plan.rotations_of(li)] == [str(li.stay)]
    assert value(again_planned, "coverage") == 0


def test_a_seat_lost_moves_somebody_and_no_more() -> None:
    term = draw_term(CLINIC + "service clinic 2 weeks=1..4\n")
    plan = planned(term)
    services = tuple(replace(s, seats=1) for s in term.services)
    new = again(term, replace(term, services=services), plan)
    result = replan(new, limits())
    assert result.plan is not None
    assert value(result, "coverage") == 0
    assert all(proven(result))


def test_without_a_published_plan_there_is_nothing_to_keep_to() -> None:
    term = draw_term(CLINIC)
    with pytest.raises(ValueError, match="nothing was published"):
        replan(term, limits())
    with pytest.raises(ValueError, match="nothing was published"):
        replan_around(term, limits(), term.trainees)


def test_other_orders_of_levels_are_solved_with_everything_open() -> None:
    term = draw_term(CLINIC)
    plan = planned(term)
    new = replace(again(term, term, plan), levels=("stability", "coverage"))
    result = replan(new, limits())
    assert [level.name for level in result.levels] == ["stability", "coverage"]
    assert all(proven(result))


def test_the_published_plan_is_a_complete_start_though_its_topics_repeat() -> None:
    meetings = """
    mentor amara chen
    session amara one-to-one 03-01 14:00 with=wang topic=cells
    session amara one-to-one 03-11 14:00 with=chen topic=genes
    session amara one-to-one 03-15 14:00 with=wang topic=genes
    """
    term = draw_term(CLINIC.replace("wang topics=genes", "wang topics=genes;cells"))
    plan = draw_plan(term, meetings)
    new = again(term, term, plan, date(2027, 3, 15))
    model = Model(new, Scope.whole(new))
    model.x.hint(plan)
    outcome = minimize(model, model.price("stability"), limits(), aim="filling")
    assert (outcome.found, outcome.value) == (True, 0)


LED = """
term 03-01..03-28
trainee amara fellow
trainee li fellow
trainee nora fellow
trainee sara fellow
faculty wang leads=lecture;case
faculty chen leads=lecture;case
faculty tang leads=lecture;case
service ward 1
service lab 1
activity lecture weekly 60
activity case weekly 60
activity sim weekly 60
slot lecture Tue 10:00
slot case Wed 10:00
slot sim Thu 10:00 seats=2
slot sim Fri 10:00 seats=2
"""
"""For whoever comes there is no seat left in the simulation; of lectures, anybody may lead any."""


@pytest.mark.parametrize(
    ("before", "after", "most"),
    [
        ("", "trainee zoe fellow", 0),
        ("", "trainee zoe fellow\ntrainee yan fellow", 0),
        ("trainee zoe fellow 03-01..03-14", "trainee zoe fellow 03-08..03-28", 1),
    ],
)
def test_few_are_touched_from_the_first_plan_on(before: str, after: str, most: int) -> None:
    told: list[Mapping[str, int]] = []
    old, alone = draw_term(LED + before), Control(time_limit_seconds=20, workers=1)
    new = again(old, draw_term(LED + after), planned(old, alone))
    assert new.published is not None
    control = Control(
        time_limit_seconds=20, workers=1, found=lambda values, _seconds: told.append(dict(values))
    )
    result = replan(new, control)
    assert told
    assert told[-1]["coverage"] == value(result, "coverage")
    points = new.published.points_a_person(new)
    assert [values["stability"] // points for values in told] == [most] * len(told)


def test_another_lead_is_counted_for_those_too_whose_decisions_are_not_open() -> None:
    picture = """
    trainee amara fellow 03-01..03-07
    trainee li fellow 03-01..03-07
    trainee maria fellow 03-01..03-07
    faculty wang leads=lecture
    faculty chen leads=lecture
    activity lecture weekly 60
    slot lecture Tue 10:00
    """
    given = """
    session amara lecture 03-02 10:00 with=wang
    session li lecture 03-02 10:00 with=wang
    session maria lecture 03-02 10:00 with=wang
    """
    term = draw_term(picture)
    new = again(term, term, draw_plan(term, given))
    assert new.published is not None
    scope = replace(Scope.whole(new), trainees=frozenset({"amara"}))
    model = Model(new, scope, new.published.plan)
    chen = next(member for member in new.faculty if member.id == "chen")
    model.proto.add(model.x.leads(next(model.x.occurrences))[chen] == 1)
    outcome = minimize(model, model.price("stability"), limits())
    plan = model.x.plan(lambda literal: bool(outcome.values[literal.index]))
    touched = {person.id for change in changes_to(plan, new) for person in change.people}
    assert touched == {"amara", "li", "maria", "wang", "chen"}
    assert outcome.value == verify(plan, new).value("stability")


def with_a_new_seat(*, improve: bool) -> Term:
    """Return a published term in which one lacks a simulation, and could now have it on Friday."""
    picture = """
    trainee amara fellow 03-01..03-07
    trainee li fellow 03-01..03-07
    trainee maria fellow 03-01..03-07
    activity sim once 60 weight=10
    slot sim Tue 09:00 seats=1
    slot sim Thu 09:00 seats=1
    activity lecture weekly 60
    slot lecture Mon 10:00
    """
    given = "\n".join(
        (
            "session amara sim 03-02 09:00",
            "session li sim 03-04 09:00",
            *(f"session {who} lecture 03-01 10:00" for who in ("amara", "li", "maria")),
        )
    )
    old = draw_term(picture)
    return again(
        old, draw_term(picture + "slot sim Fri 09:00 seats=1"), draw_plan(old, given), improve=improve
    )


@pytest.mark.parametrize(("improve", "lacking"), [(False, 10), (True, 0)])
def test_what_a_new_seat_makes_possible_is_given_where_that_is_asked(improve: bool, lacking: int) -> None:
    new = with_a_new_seat(improve=improve)
    result = replan(new, limits())
    assert (value(result, "coverage"), all(proven(result))) == (lacking, improve)
    assert result.plan is not None
    touched = {person.id for change in changes_to(result.plan, new) for person in change.people}
    assert touched == ({"maria"} if improve else set())


def test_what_a_new_seat_makes_possible_is_found_before_everything_is_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Of many people everything is open, and known of, only when the time is up.
    monkeypatch.setattr(covering, "likely_ring", lambda _: None)
    monkeypatch.setattr(_Replanning, "_look_everywhere", lambda *_: None)
    new = with_a_new_seat(improve=True)
    result = replan(new, limits())
    assert value(result, "coverage") == 0
    assert result.plan is not None
    assert {person.id for change in changes_to(result.plan, new) for person in change.people} == {"maria"}


ONE_SEAT_LOST = """
term 03-01..03-07
trainee amara fellow
trainee li fellow
trainee maria fellow
activity sim once 60
activity lec once 30
activity clinic once 30
slot sim Mon 09:00 seats={}
slot sim Tue 09:00 seats=1
slot sim Wed 09:00 seats=1
slot lec Wed 09:00
slot lec Thu 09:00
slot clinic Wed 09:30
slot clinic Thu 11:00
pin li sim 03-01
{}
session amara sim 03-01 09:00
session li sim 03-01 09:00
session maria sim 03-02 09:00
session amara lec 03-03 09:00
session amara clinic 03-03 09:30
session maria lec 03-04 09:00
session maria clinic 03-04 11:00
session li lec 03-04 09:00
session li clinic 03-04 11:00
"""


@pytest.mark.parametrize(
    ("off", "least", "words"),
    [
        ("", 1000 + 3 * 4, "one person touched, 3 changes to what was promised"),
        ("off people_touched we count changes", 2 * 4, "2 changes to what was promised"),
        (
            "off changes_to_published we count people",
            1000,
            "one person touched, 3 changes to what was promised",
        ),
    ],
)
def test_only_what_counts_is_counted(off: str, least: int, words: str) -> None:
    """Amara moves with all she has, or Maria gives way to her: the one touches fewer, the other changes less."""
    plan, old = draw(ONE_SEAT_LOST.format(2, off))
    term = again(old, draw_term(ONE_SEAT_LOST.format(1, off)), plan)
    result = replan(term, limits())
    assert value(result, "coverage") == 0
    stability = result.levels[1]
    assert (stability.value, stability.bound, stability.words) == (least, least, words)
    assert proven(result) == [True, True]


def test_what_must_change_counts_nothing_where_its_rule_is_off() -> None:
    words = "term 03-01..03-07\ntrainee amara fellow\nactivity sim once 60\nslot sim Tue 09:00\n{}"
    old = draw_term(words.format("slot sim Mon 09:00\noff people_touched we count changes"))
    new = replace(absent(old, "amara", date(2027, 3, 1), date(2027, 3, 1)))
    plan = draw_plan(old, "session amara sim 03-01 09:00")
    result = replan(again(old, new, plan), limits())
    assert value(result, "stability") == 4
    assert proven(result) == [True, True]


def test_in_other_orders_of_levels_nobody_is_touched_but_who_may_be() -> None:
    plan, old = draw(ONE_SEAT_LOST.format(2, ""))
    term = replace(again(old, draw_term(ONE_SEAT_LOST.format(1, "")), plan), levels=("stability", "coverage"))
    around = replan_around(term, limits(), [term.trainee_by_id["li"]]).result
    assert around.plan is not None
    assert {change.trainee.id for change in changes_to(around.plan, term) if change.trainee} == {"amara"}
    assert not any(proven(around))
