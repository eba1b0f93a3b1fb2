"""A week of a person, day by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from inputs.days import Span
from inputs.people import Absence
from inputs.working_days import Holiday
from scheduler.pages.own import items_of, own_part
from scheduler.pages.weeks import WeekView, view_week
from tests.pictures import draw

PICTURE = """
    term 03-01..03-28 07:00-19:00
    trainee amara fellow 03-03..03-19
    faculty wang leads=ward
    service ward 2 round=08:00+60
    activity talk weekly 60
    slot talk Wed 10:00
    workday 03-13
    holiday 03-08
    absent amara 03-11..03-11
    absent amara 03-12..03-12 09:00-10:00
    rotation amara ward 03-03..03-19
    session amara talk 03-10 10:00
"""
PLAN, TERM = draw(PICTURE)
AMARA = TERM.trainees[0]


def week(chosen: date | None = None, now: str = "2027-03-10 09:00") -> WeekView:
    items = items_of(own_part(PLAN, AMARA), TERM, AMARA)
    return view_week(TERM, AMARA, items, chosen, datetime.fromisoformat(now))


def test_a_week_shows_its_working_days_and_counts_the_weeks_of_the_stay() -> None:
    shown = week()
    assert (shown.number, shown.count, shown.is_current) == (2, 3, True)
    assert [day.date.day for day in shown.days] == [8, 9, 10, 11, 12, 13]
    assert [day.state for day in shown.days] == ["past", "past", "today", "ahead", "ahead", "ahead"]
    assert [day.extra for day in shown.days] == [False] * 5 + [True]
    assert (shown.previous, shown.following, shown.current) == (
        date(2027, 3, 1),
        date(2027, 3, 15),
        date(2027, 3, 8),
    )


def test_a_day_holds_what_is_planned_and_tells_of_holidays_and_absences() -> None:
    days = {day.date.day: day for day in week().days}
    assert [item.title for item in days[10].items] == ["Ward", "Talk"]
    assert (days[8].holiday, days[8].provisional, days[8].items) == ("holiday", False, ())
    assert [day for day, each in days.items() if each.away] == [11]
    assert days[11].items == ()


def test_days_before_and_after_the_stay_are_outside_of_it() -> None:
    first, last = week(date(2027, 3, 3)), week(date(2027, 3, 19))
    assert [day.date.day for day in first.days if day.outside] == [1, 2]
    assert [day.date.day for day in last.days if day.outside] == []
    assert first.previous is None
    assert last.following is None


@pytest.mark.parametrize(
    ("chosen", "now", "monday"),
    [
        (None, "2027-02-01 09:00", 1),
        (None, "2027-03-12 09:00", 8),
        (None, "2027-05-01 09:00", 15),
        (date(2020, 1, 1), "2027-03-12 09:00", 1),
        (date(2030, 1, 1), "2027-03-12 09:00", 15),
        (date(2027, 3, 14), "2027-03-01 09:00", 8),
    ],
)
def test_the_week_is_the_one_asked_for_or_the_nearest_of_the_stay(
    chosen: date | None, now: str, monday: int
) -> None:
    assert week(chosen, now).span.start == date(2027, 3, monday)


def test_a_week_in_which_a_holiday_is_not_announced_is_provisional() -> None:
    holiday = Holiday(date(2027, 3, 9), "Spring Day", "provisional")
    term = replace(TERM, working=replace(TERM.working, holidays=(holiday,)))
    shown = view_week(term, AMARA, (), None, datetime(2027, 3, 10, 9))
    assert (shown.is_provisional, week().is_provisional) == (True, False)
    assert [day.holiday for day in shown.days if day.provisional] == ["Spring Day"]


def test_a_member_of_faculty_has_all_weeks_of_the_term_and_is_never_outside() -> None:
    wang = TERM.faculty[0]
    away = (Absence("wang", Span.through(date(2027, 3, 2), date(2027, 3, 2))),)
    shown = view_week(replace(TERM, absences=away), wang, (), None, datetime(2027, 3, 1, 9))
    assert (shown.number, shown.count) == (1, 4)
    assert not any(day.outside for day in shown.days)
    assert [day.date.day for day in shown.days if day.away] == [2]
