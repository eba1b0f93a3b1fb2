"""The files of a plan: verified before they are made, and the same each time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from scheduler.commands.planning.files import render_files, unpublished_instant
from scheduler.result import LevelResult, Result
from tests.pictures import draw, draw_term

PICTURE = """
    trainee amara fellow 03-01..03-14
    service ward 1
    activity mdt weekly 60
    slot mdt Mon 09:00
    rotation amara ward 03-01..03-14
    session amara mdt 03-01 09:00
    session amara mdt 03-08 09:00
"""
LEVELS = (LevelResult("coverage", "optimal"), LevelResult("stability", "skipped", value=3))
FILES = ["board.html", "calendars/programme.ics", "calendars/service-ward-ward.ics", "calendars/trainee-amara-amara.ics",
         "mentors.csv", "plan.xlsx", "result.json",
         "rotations.csv", "rounds.csv", "sessions.csv", "shortfalls.csv"]  # fmt: skip


def test_all_files_of_a_plan_are_there_and_the_same_each_time() -> None:
    plan, term = draw(PICTURE)
    result = Result("optimal", plan, LEVELS, 1.0, 0, 1)
    files = render_files(result, plan, term, {"rota": "1"})
    assert sorted(files) == FILES
    assert render_files(result, plan, term, {"rota": "1"}) == files


def test_a_plan_that_breaks_a_rule_is_not_written() -> None:
    plan, term = draw(PICTURE.replace("service ward 1", "service ward 0"))
    with pytest.raises(RuntimeError, match="the plan breaks a rule, and is not written: Ward hosts Amara"):
        render_files(Result("optimal", plan, LEVELS, 1.0, 0, 1), plan, term, {})


def test_a_plan_that_is_dearer_than_its_record_says_is_not_written() -> None:
    plan, term = draw(PICTURE.replace("    session amara mdt 03-08 09:00\n", ""))
    with pytest.raises(RuntimeError, match="coverage is 0, but verified 10; the plan is not written"):
        render_files(Result("optimal", plan, LEVELS, 1.0, 0, 1), plan, term, {})


def test_calendars_are_older_than_any_publication() -> None:
    assert unpublished_instant(draw_term("")).astimezone(UTC) == datetime(2026, 3, 1, 16, tzinfo=UTC)
