"""Whom a member of faculty meets."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime, time

from inputs.days import Period
from scheduler.pages.met import Met, people_met
from scheduler.pages.own import own_part
from tests.pictures import draw

PICTURE = """
    trainee amara fellow
    trainee li fellow
    trainee zoe fellow
    trainee bo fellow
    faculty wang topics=x
    activity chat weekly 30 meeting
    activity talk weekly 60
    session amara chat 03-01 14:00 with=wang
    session zoe chat 03-01 15:00 with=wang
    session zoe chat 03-08 15:00 with=wang
    session li chat 03-08 14:30 with=wang
    session amara talk 03-09 10:00 with=wang
    mentor li wang
    mentor bo wang
"""


def test_mentees_come_first_then_whoever_is_met_soonest() -> None:
    plan, term = draw(PICTURE)
    found = people_met(own_part(plan, term.faculty[0]), datetime(2027, 3, 1, 15, 30))
    assert found == (
        Met("Li", True, 0, 1, Period(date(2027, 3, 8), time(14, 30), time(15))),
        Met("Bo", True, 0, 0, None),
        Met("Zoe", False, 1, 2, Period(date(2027, 3, 8), time(15), time(15, 30))),
        Met("Amara", False, 1, 1, None),
    )


def test_of_trainees_nothing_is_told_but_the_name_and_the_meetings() -> None:
    assert {each.name for each in fields(Met)} == {"name", "is_mentee", "held", "total", "following"}
