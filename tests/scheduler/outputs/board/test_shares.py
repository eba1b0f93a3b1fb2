"""Shares on the board: spans that are merged, and hours that mentors offer."""

from __future__ import annotations

from datetime import date, time

from inputs.days import Span
from inputs.people import Absence, Faculty, Hours
from scheduler.outputs.board.shares import merge, offered_minutes
from tests.scheduler.outputs.board.small import TERM, WEEKS, day, small_term


def test_merged_spans_cover_the_same_days() -> None:
    first, second, third = (week.span for week in WEEKS)
    assert merge([third, first]) == [first, third]
    assert merge([third, second, first, second]) == [TERM]


def test_hours_offered_leave_out_absences_and_other_terms() -> None:
    hours = (
        Hours("Tue", time(12), time(14), Span.through(date(2026, 1, 1), date(2028, 1, 1))),
        Hours("Tue", time(9), time(10), Span.through(date(2020, 1, 1), date(2020, 2, 1))),
    )
    member = Faculty("x", "X", hours=hours)
    away = (
        Absence("x", Span.through(day("Tue 2"), day("Tue 2"))),
        Absence("x", Span.through(day("Tue 9"), day("Tue 9")), time(11), time(12, 30)),
        Absence("x", Span.through(day("Wed 17"), day("Wed 17"))),
    )
    assert offered_minutes(small_term(faculty=(member,), absences=away), member) == 90 + 120
