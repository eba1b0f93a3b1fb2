"""Planning a published term again: what is past stays, and may break no rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from constraints.changed import changes_to
from inputs.days import Week
from inputs.plan import Mentorship, Plan
from inputs.term import LEVELS as EVERY_LEVEL
from scheduler.solving.bounds.by_trainee import LeastAlone
from scheduler.solving.replanning.promises import say_why
from scheduler.solving.replanning.replan import replan
from scheduler.verify import verify
from tests.pictures import draw_plan, draw_term
from tests.scheduler.solving.replanning.planned_again import (
    CLINIC,
    absent,
    again,
    limits,
    planned,
    proven,
    value,
)

FORTNIGHTS = """
term 03-01..04-25 08:00-18:00
trainee amara fellow 03-01..{}
service ward 1 weeks=2..4
service lab 1 weeks=2..4
activity sim biweekly 60 weight=10
slot sim Tue 10:00
activity wrap-up last_week 60 weight=10
slot wrap-up Tue 14:00
activity talk rotation_end 60 weight=10
slot talk Tue 16:00
"""
HELD = """
rotation amara lab 03-01..03-14
rotation amara ward 03-15..03-31
session amara sim 03-02 10:00
session amara sim 03-16 10:00
session amara talk 03-09 16:00
session amara talk 03-30 16:00
session amara wrap-up 03-30 14:00
"""


@pytest.mark.parametrize(("last_day", "since"), [("03-17", 17), ("03-19", 18), ("04-02", 31), ("04-16", 31)])
def test_whoever_leaves_early_or_late_keeps_what_took_place(last_day: str, since: int) -> None:
    old = draw_term(FORTNIGHTS.format("03-31"))
    plan = draw_plan(old, HELD)
    assert not verify(plan, old).violations
    new = again(old, draw_term(FORTNIGHTS.format(last_day)), plan, date(2027, 3, since))
    result = replan(new, limits())
    assert result.plan is not None, result.conflict
    held = {(s.activity.id, s.period) for s in plan.sessions if s.period.date < date(2027, 3, since)}
    assert held <= {(s.activity.id, s.period) for s in result.plan.sessions}
    assert not verify(result.plan, new).violations
    assert all(proven(result))


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("service ward 2 weeks=1..4", "service ward 1 weeks=1..4\nservice lab 2 weeks=1..4"),
        ("slot lecture Tue 10:00 room=hall", "slot lecture Tue 10:00 room=hall seats=1"),
        ("room hall 10", "room hall 1"),
        ("interests=cells meetings=4", "interests=cells meetings=1"),
    ],
)
def test_fewer_seats_or_meetings_from_now_on_do_not_undo_what_took_place(was: str, now: str) -> None:
    old = draw_term(CLINIC.replace("slot lecture Fri 10:00", "").replace("hours chen Thu 14:00-16:00", ""))
    new = draw_term(
        CLINIC.replace("slot lecture Fri 10:00", "")
        .replace("hours chen Thu 14:00-16:00", "")
        .replace(was, now)
    )
    plan = planned(old)
    result = replan(again(old, new, plan, date(2027, 3, 10)), limits())
    assert result.plan is not None, result.conflict
    past = {s for s in plan.sessions if s.period.date < date(2027, 3, 10)}
    there = {(s.trainee.id, s.activity.id, s.period) for s in result.plan.sessions}
    assert {(s.trainee.id, s.activity.id, s.period) for s in past} <= there
    assert all(proven(result))


def test_what_is_past_stays_though_it_could_be_better() -> None:
    term = draw_term(CLINIC)
    plan = planned(term)
    since = date(2027, 3, 15)
    kept = tuple(s for s in plan.sessions if not (s.activity.id == "lecture" and s.period.date < since))
    new = again(term, term, replace(plan, sessions=kept), since)
    result = replan(replace(new, published=replace(new.published, cost=None)), limits())  # type: ignore[type-var]  # it is published
    assert result.plan is not None
    lectures = [s for s in result.plan.sessions if s.activity.id == "lecture"]
    assert {s.period.date >= since for s in lectures} == {True}
    assert value(result, "coverage") == 2 * 2 * 10


@pytest.mark.parametrize("mentors", [[("amara", "wang")], [("amara", "wang"), ("li", "wang")]])
def test_whoever_has_left_keeps_the_main_mentor_or_none(mentors: list[tuple[str, str]]) -> None:
    left = CLINIC.replace("trainee li fellow 03-01..03-28", "trainee li fellow 03-01..03-14")
    term = draw_term(f"{left}\n prefers li chen 3")
    was = planned(term)
    rows = [Mentorship(term.trainee_by_id[who], term.faculty_by_id[mentor]) for who, mentor in mentors]
    less = [s for s in was.sessions if s.activity.id != "lecture" or s.period.date < date(2027, 3, 22)]
    was = replace(was, mentorships=tuple(rows), sessions=tuple(less))
    new = again(term, term, was, date(2027, 3, 22), improve=True, bound=None)
    result = replan(replace(new, levels=EVERY_LEVEL), limits())
    assert result.plan is not None
    assert set(result.plan.mentorships) == set(rows)
    assert {str(p) for change in changes_to(result.plan, new) for p in change.people} == {"Amara"}


def test_a_mentor_who_had_more_at_one_time_than_allowed_now_had_them_all_the_same() -> None:
    term = draw_term(CLINIC.replace("fellow 03-01..03-28", "fellow 03-01..03-14"))
    rows = tuple(Mentorship(trainee, term.faculty_by_id["wang"]) for trainee in term.trainees)
    faculty = tuple(replace(member, max_mentees=1) for member in term.faculty)
    fewer = replace(term, faculty=faculty)
    was = replace(planned(term), mentorships=rows)
    result = replan(again(term, fewer, was, date(2027, 3, 22)), limits())
    assert result.plan is not None
    assert set(result.plan.mentorships) == set(rows)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("mdt weekly 60", "mdt weekly 60 topics=a"),
        ("mdt weekly 60 topics=a;b", "mdt weekly 60 topics=b"),
        ("mdt weekly 60 topics=a", "mdt weekly 60"),
        ("wang topics=genes", "wang topics=cells"),
        ("wang topics=genes", "wang"),
        ("wang", "wang topics=cells"),
    ],
)
def test_a_topic_of_the_past_stays_though_it_is_none_any_more(was: str, now: str) -> None:
    picture = f"""
        term 03-01..03-14
        trainee amara fellow
        faculty wang{" topics=genes" if was != "wang" else ""}
        hours wang Mon 14:00-15:00
        activity talk weekly 60 meeting
        activity {was if was.startswith("mdt") else "mdt weekly 60"}
        slot mdt Tue 10:00
    """
    old = draw_term(picture)
    topic = " topic=a" if "topics=a" in was else ""
    genes = " topic=genes" if was != "wang" else ""
    plan = draw_plan(
        old,
        f"session amara talk 03-01 14:00 with=wang{genes}\n session amara mdt 03-02 10:00{topic}",
    )
    assert not verify(plan, old).violations
    new = draw_term(picture.replace(was, now))
    for since in (date(2027, 3, 1), date(2027, 3, 8)):
        for improve in (False, True):
            bound = replace(again(old, new, plan, since, improve=improve), levels=EVERY_LEVEL)
            result = replan(bound, limits())
            assert result.plan is not None, result.conflict
            verdict = verify(result.plan, bound)
            assert not verdict.violations
            assert value(result, "curriculum") == verdict.value("curriculum")
            past = {(s.activity.id, s.topic) for s in result.plan.sessions if s.period.date < since}
            assert past == {(s.activity.id, s.topic) for s in plan.sessions if s.period.date < since}
            later = [s.topic for s in result.plan.sessions if s.period.date >= since]
            allowed = {*new.faculty[0].topics, *(t for a in new.activities for t in a.topics), ""}
            assert set(later) <= allowed


WARDS = """
    term 03-01..04-04
    trainee amara fellow
    service ward 1
    service lab 1
    faculty wang topics=genes
    hours wang Tue 09:00-10:00
    activity talk once 60 meeting
"""


@pytest.mark.parametrize(
    ("rule", "past"),
    [
        ("no_service_twice", ["ward 03-01..03-07", "lab 03-08..03-14", "ward 03-15..03-21"]),
        ("one_service_a_week", ["ward 03-01..03-07", "lab 03-01..03-21"]),
    ],
)
def test_past_rotations_stay_where_they_may_repeat_or_be_two_at_once(rule: str, past: list[str]) -> None:
    term = draw_term(f"{WARDS}\n off {rule} for once")
    rotations = "\n".join(f"rotation amara {row}" for row in past)
    plan = draw_plan(term, f"{rotations}\n session amara talk 03-23 09:00 with=wang topic=genes")
    day = date(2027, 3, 23)
    result = replan(again(term, absent(term, "wang", day, day), plan, date(2027, 3, 22)), limits())
    assert result.plan is not None
    assert {row for row in result.plan.rotations if row.span.start < day} >= set(plan.rotations[:-1])
    for week in term.weeks[:3]:
        assert set(result.plan.services_in(term.trainees[0], week)) == set(
            plan.services_in(term.trainees[0], week)
        )
    assert all(proven(result))


@pytest.mark.parametrize("since", [22, 24])
def test_a_rotation_longer_than_is_allowed_now_ends_with_the_weeks_that_have_begun(since: int) -> None:
    old = draw_term(CLINIC.replace("weeks=1..4", "weeks=1..4\n service lab 2 weeks=1..4"))
    plan = draw_plan(old, "rotation amara ward 03-01..03-28\n rotation li lab 03-01..03-28")
    assert not verify(plan, old).violations
    shorter = replace(old, services=tuple(replace(s, max_weeks=2) for s in old.services))
    new = again(old, shorter, plan, date(2027, 3, since))
    result = replan(new, limits())
    assert result.plan is not None, result.conflict
    assert not verify(result.plan, new).violations
    ends = {(r.trainee.id, r.service.id): r.span.last_day for r in result.plan.rotations}
    last_day = date(2027, 3, 21 if since == 22 else 28)
    assert (ends["amara", "ward"], ends["li", "lab"]) == (last_day, last_day)
    assert len(ends) == (4 if since == 22 else 2)


def test_a_rotation_that_is_not_too_long_yet_ends_when_it_would_be() -> None:
    old = draw_term(CLINIC.replace("weeks=1..4", "weeks=1..4\n service lab 2 weeks=1..4"))
    plan = draw_plan(old, "rotation amara ward 03-01..03-28\n rotation li lab 03-01..03-28")
    shorter = replace(old, services=tuple(replace(s, max_weeks=2) for s in old.services))
    result = replan(again(old, shorter, plan, date(2027, 3, 8)), limits())
    assert result.plan is not None, result.conflict
    assert {r.span.days for r in result.plan.rotations} == {14}


@pytest.mark.parametrize("since", [8, 10, 15, 17])
def test_rotations_that_had_begun_may_be_as_short_as_they_were_published(since: int) -> None:
    old = draw_term(CLINIC.replace("weeks=1..4", "weeks=1..4\n service lab 2 weeks=1..4"))
    plan = draw_plan(
        old,
        """
        rotation amara ward 03-01..03-07
        rotation amara lab 03-08..03-28
        rotation li lab 03-01..03-14
        rotation li ward 03-15..03-28
        """,
    )
    assert not verify(plan, old).violations
    longer = replace(old, services=tuple(replace(s, min_weeks=3) for s in old.services))
    new = again(old, longer, plan, date(2027, 3, since))
    result = replan(new, limits())
    assert result.plan is not None, result.conflict
    assert not verify(result.plan, new).violations
    weeks = {(r.trainee.id, r.service.id): r.span.days // 7 for r in result.plan.rotations}
    assert (weeks["amara", "ward"], weeks["amara", "lab"]) == (1, 3)
    expected = {8: {"lab": 4}, 10: {"lab": 4}, 15: {"lab": 4}, 17: {"lab": 2, "ward": 2}}
    assert {service: length for (who, service), length in weeks.items() if who == "li"} == expected[since]


def test_a_past_that_breaks_a_rule_is_named() -> None:
    term = draw_term(CLINIC.replace("weeks=1..4", "weeks=1..4\n service lab 2 weeks=1..4"))
    plan = draw_plan(term, "rotation amara ward 03-01..03-28")
    ordered = [replace(s, after=("lab",)) if s.id == "ward" else s for s in term.services]
    result = replan(again(term, replace(term, services=tuple(ordered)), plan, date(2027, 3, 22)), limits())
    assert result.status == "impossible"
    assert any("What is past breaks a rule" in line for line in result.conflict)


def test_a_promised_mentor_breaks_no_rule_in_the_past() -> None:
    term = draw_term(
        CLINIC.replace("trainee amara fellow 03-01..03-28", "trainee amara fellow 03-01..03-28 mentor=wang")
    )
    bound = again(term, term, planned(term), date(2027, 3, 15))
    assert bound.published is not None
    assert say_why(bound, bound.published, limits()) == ()


WARD_OF_A_MONTH = """
trainee amara fellow
trainee li fellow
service ward 2 weeks=4..
service lab 2
curriculum fellow ward 2
"""


@pytest.mark.parametrize(("seats", "on_ward"), [(0, set()), (1, {"Li"})])
def test_a_ward_that_closes_ends_the_rotations_that_had_begun(seats: int, on_ward: set[str]) -> None:
    old = draw_term(WARD_OF_A_MONTH)
    new = draw_term(f"{WARD_OF_A_MONTH}\nseats ward 03-15..03-28 {seats}\npin amara lab 03-15")
    plan = draw_plan(old, "rotation amara ward 03-01..03-28\nrotation li ward 03-01..03-28")
    term = again(old, new, plan, date(2027, 3, 8))
    result = replan(term, limits())
    assert result.plan is not None, result.conflict
    assert not verify(result.plan, term).violations
    assert all(proven(result))
    week = term.weeks[2]
    there = {name for name in ("Amara", "Li") if _is_on("ward", name, result.plan, week)}
    assert there == on_ward
    assert value(result, "coverage") == 0


def _is_on(service: str, name: str, plan: Plan, week: Week) -> bool:
    return any(
        row.service.id == service and row.trainee.name == name and row.covers(week) for row in plan.rotations
    )


def test_what_somebody_lacks_alone_reckons_with_the_seats_that_all_the_others_lose() -> None:
    old = draw_term(WARD_OF_A_MONTH)
    new = draw_term(f"{WARD_OF_A_MONTH}\nseats ward 03-15..03-28 1\ncurriculum fellow lab 2")
    plan = draw_plan(old, "rotation amara ward 03-01..03-28\nrotation li ward 03-01..03-28")
    term = again(old, new, plan, date(2027, 3, 8))
    amara = new.trainees[0]
    assert LeastAlone(term, limits()).least(amara) == 0


def test_what_is_too_much_only_later_is_not_of_the_past() -> None:
    """A seat less from the third week on: somebody gives way then, and nothing before is to blame."""
    term = draw_term(CLINIC)
    plan = draw_plan(term, "rotation amara ward 03-01..03-28\nrotation li ward 03-01..03-28")
    fewer = draw_term(f"{CLINIC}\nseats ward 03-15..03-28 1")
    bound = again(term, fewer, plan, date(2027, 3, 15))
    assert bound.published is not None
    assert say_why(bound, bound.published, limits()) == ()
