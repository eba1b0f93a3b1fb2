"""What stands in the way, gathered from the reasons of shortfalls."""

from __future__ import annotations

import pytest

from inputs.plan import Shortfall
from scheduler.scenarios.limits import brief_reason, find_limits
from tests.pictures import draw_term, read_span

TERM = draw_term("""
    trainee amara fellow
    trainee li fellow
    service ward 1
    service lab 1
    activity sim weekly 60 [for=fellow]
    activity skills weekly 60
    activity o2o weekly 30 meeting
    activity review monthly 30 meeting
    room cellar 2
    room hall
    slot sim Tue 09:00 seats=3 room=hall
    slot skills Tue 11:00 seats=6 room=cellar
""")
AMARA, LI = TERM.trainees


def lacks(item: str, reason: str, days: str = "03-01..03-07", kind: str = "session") -> Shortfall:
    return Shortfall(None if kind == "lead" else AMARA, kind, item, read_span(days), 10, reason)


def limits(*shortfalls: Shortfall) -> list[tuple[str, int]]:
    return [(str(limit), limit.times) for limit in find_limits(shortfalls, TERM)]


def test_seats_are_named_once_with_all_their_days() -> None:
    assert limits(
        lacks("sim", "All seats are taken on 2 March 2027; it would follow another within a week."),
        lacks("sim", "All seats are taken on 9 March 2027; all seats are taken on 2 March 2027."),
        lacks("skills", "All seats are taken on 2 March 2027."),
    ) == [("seats of Sim on 2 Mar and 9 Mar", 2), ("seats of Cellar on 2 Mar", 1)]


def test_of_many_days_the_first_are_named() -> None:
    days = (2, 9, 16, 23)
    reasons = [f"All seats are taken on {day} March 2027." for day in days]
    assert limits(*(lacks("sim", reason) for reason in reasons)) == [
        ("seats of Sim on 2 Mar, 9 Mar, 16 Mar and 23 Mar", 4)
    ]
    more = [lacks("sim", reason) for reason in (*reasons, "All seats are taken on 24 March 2027.")]
    assert limits(*more) == [("seats of Sim on 2 Mar, 9 Mar, 16 Mar and 2 more", 5)]


@pytest.mark.parametrize(
    ("shortfall", "expected"),
    [
        (
            lacks("o2o", "Every mentor's hours are taken; giving it would cost others at least as much."),
            "hours of mentors, for O2o in the week of 1 Mar",
        ),
        (
            lacks("review", "Every mentor's meetings of the week are given to others.", "03-01..03-28"),
            "meetings a week of mentors, for Review",
        ),
        (
            lacks("rotation", "All seats of every service are taken in this week.", kind="rotation"),
            "seats of every service in the week of 1 Mar",
        ),
        (
            lacks("rotation", "The seats left do not make a rotation of an allowed length.", kind="rotation"),
            "the seats left do not make a rotation of an allowed length in the week of 1 Mar",
        ),
        (
            lacks("ward;lab", "Amara. All seats there are taken throughout the stay.", kind="curriculum"),
            "seats of Ward or Lab",
        ),
        (
            lacks("lab", "Amara. The seats left there do not fit the other rotations.", kind="curriculum"),
            "what seats are left of Lab fit no rotation",
        ),
        (
            lacks("sim", "Wang is absent.", "03-02..03-02", "lead"),
            "lead of Sim: Wang is absent on 2 Mar",
        ),
        (lacks("ward", "Wang is absent.", kind="lead"), "lead of Ward: Wang is absent in the week of 1 Mar"),
        (
            lacks("sim", "It takes place on Tuesday only, and on none of these days can Amara attend it."),
            "Sim: it takes place on Tuesday only",
        ),
        (lacks("sim", "It overlaps the round of Ward."), "Sim: it overlaps the round of Ward"),
    ],
)
def test_other_limits(shortfall: Shortfall, expected: str) -> None:
    assert limits(shortfall) == [(expected, 1)]


def test_weeks_are_named_together() -> None:
    hours = "Every mentor's hours are taken."
    assert limits(lacks("o2o", hours), lacks("o2o", hours, "03-08..03-14")) == [
        ("hours of mentors, for O2o in the weeks of 1 Mar and 8 Mar", 2)
    ]


@pytest.mark.parametrize(
    ("shortfall", "expected"),
    [
        (
            lacks("sim", "It overlaps Lecture on 2 March 2027; every mentor's hours are taken."),
            "Every mentor's hours are taken.",
        ),
        (lacks("sim", "A; b; c; d; e."), "A; b; c; and 2 more."),
        (lacks("sim", ""), ""),
        (lacks("lab", "Amara; all. The rest.", kind="curriculum"), "Amara; all. The rest."),
    ],
)
def test_brief_reasons(shortfall: Shortfall, expected: str) -> None:
    assert brief_reason(shortfall) == expected
