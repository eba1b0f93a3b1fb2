"""A page before the stay, after it, without a plan, and on days off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from inputs.plan import Plan
from inputs.working_days import Holiday
from scheduler.store.version import Version
from tests.scheduler.pages.published import drawn, page
from tests.scheduler.pages.small_pages import read


def test_before_the_stay_it_welcomes_and_shows_the_first_week(versions: list[Version]) -> None:
    sections = read(versions, "T02", "2027-03-04 09:00").sections
    assert sections["next"][0] == "Welcome! Your stay begins on Monday 8 March 2027, in 4 days."
    assert sections["#week-title"] == ["8–14 March week 1 of 1"]
    chinese = read(versions, "T02", "2027-03-07 09:00", language="zh").sections
    assert chinese["next"][0] == "欢迎！您的进修从 2027年3月8日 周一 开始（明天）。"


def test_after_the_stay_it_thanks_and_shows_the_last_week(versions: list[Version]) -> None:
    sections = read(versions, "T01", "2027-03-20 09:00").sections
    assert sections["next"] == [
        "Your stay ended on Sunday 14 March 2027. Thank you for having been with us; all the best on your way."
    ]
    assert sections["#week-title"] == ["8–14 March week 2 of 2"]


def test_on_the_last_day_after_the_last_session_nothing_more_is_planned(versions: list[Version]) -> None:
    assert read(versions, "T01", "2027-03-14 20:00").sections["next"] == ["Nothing more is planned for you."]
    faculty = read(versions, "F01", "2027-06-01 09:00", kind="faculty").sections
    assert faculty["next"] == ["Nothing more is planned for you."]
    assert faculty["lead"] == ["No sessions ahead of you."]


@pytest.mark.parametrize(("kind", "who"), [("trainee", "T01"), ("faculty", "F01")])
def test_for_whom_nothing_is_published_it_says_so_kindly(
    versions: list[Version], kind: str, who: str
) -> None:
    empty = replace(versions[0], plan=Plan(), told={})
    reading = read([empty], who, kind=kind)
    assert reading.sections["next"] == [
        "Nothing is planned for you yet. It will stand here as soon as it is published; there is nothing that you have to do."
    ]
    lacks = {
        "trainee": ["No rotation is published yet.", "A main mentor is not named yet."],
        "faculty": [
            "No rounds ahead of you.",
            "No one-to-one meetings are planned with you.",
            "No sessions ahead of you.",
        ],
    }
    assert [text for text in lacks[kind] if text not in reading.text] == []


def test_holidays_that_are_not_announced_are_marked() -> None:
    version = drawn("trainee amara fellow\nholiday 03-08")[0]
    holiday = Holiday(date(2027, 3, 8), "Spring Day", "provisional")
    working = replace(version.term.working, holidays=(holiday,))
    version = replace(version, term=replace(version.term, working=working))
    week = read([version], "amara", week=date(2027, 3, 8)).sections["week"]
    assert week[0] == "Monday 8 March Holiday, provisional Spring Day"
    assert week[-1] == (
        "Public holidays marked as provisional are not announced yet; the plan may change when they are."
    )
    assert "休 暂定 Spring Day" in page([version], "amara", week=date(2027, 3, 8), language="zh").replace(
        '</span> <span class="note" dir="auto">', " "
    )


def test_absences_and_extra_working_days_are_marked_without_a_reason() -> None:
    picture = """
        trainee amara fellow 03-02..03-14
        absent amara 03-03..03-03
        workday 03-06
    """
    days = [line for line in read(drawn(picture), "amara").sections["week"] if " March" in line]
    assert days[::2] == [
        "Monday 1 March Today",
        "Tuesday 2 March",
        "Wednesday 3 March Away",
        "Thursday 4 March",
        "Friday 5 March",
        "Saturday 6 March Working day",
    ]
    assert days[1] == "Monday 1 March Today Not in your stay"
