"""What stands in the way, gathered from the reasons of shortfalls."""

from __future__ import annotations

from datetime import date

import pytest

from inputs.plan import Cause, Shortfall
from scheduler.reasons.costly import NOT_KNOWN, NOT_MOVED
from scheduler.scenarios.limits import brief_reason, find_limits
from scheduler.shortfalls import list_shortfalls
from scheduler.verify import verify
from tests.picture_rows import read_span
from tests.pictures import draw, draw_term

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


def lacks(
    item: str, *causes: Cause, days: str = "03-01..03-07", kind: str = "session", reason: str = ""
) -> Shortfall:
    return Shortfall(None if kind == "lead" else AMARA, kind, item, read_span(days), 10, reason, causes)


def full(day: int) -> Cause:
    return Cause("seats", f"all seats are taken on {day} March 2027", date(2027, 3, day))


OVERLAP = Cause("overlap", "it overlaps the round of Ward")
BESIDE = Cause("cadence", "it would follow another within a week")
COSTLY = Cause("costly", "giving it would cost others at least as much")
HOURS = Cause("mentor_hours", "every mentor's hours are taken")
MEETINGS = Cause("mentor_meetings", "every mentor's meetings of the week are given to others")
ABSENT = Cause("lead", "Wang is absent")
TUESDAY = Cause(
    "impossible",
    "it takes place on Tuesday only, and on none of these days can Amara attend it",
    brief="it takes place on Tuesday only",
)


def limits(*shortfalls: Shortfall) -> list[tuple[str, int]]:
    return [(str(limit), limit.times) for limit in find_limits(shortfalls, TERM)]


def test_seats_are_named_once_with_all_their_days() -> None:
    assert limits(
        lacks("sim", full(2), BESIDE),
        lacks("sim", full(9), full(2)),
        lacks("skills", full(2)),
    ) == [("seats of Sim on 2 Mar and 9 Mar", 2), ("seats of Cellar on 2 Mar", 1)]


@pytest.mark.parametrize(
    ("slot", "whose"),
    [
        ("room=cellar", "Cellar"),
        ("room=cellar seats=3", "Cellar"),
        ("room=cellar seats=2", "Talk"),
        ("room=hall seats=2", "Talk"),
        ("room=hall seats=2\n seats hall 03-02..03-02 1", "Hall"),
        ("room=cellar seats=3\n seats cellar 03-02..03-02 4", "Talk"),
        ("seats=2", "Talk"),
        ("room=cellar weeks=even", "Talk"),
        ("room=cellar\n slot talk Tue 17:00", "Talk"),
    ],
)
def test_seats_are_those_of_whatever_has_fewer_on_the_day(slot: str, whose: str) -> None:
    term = draw_term(f"""
    trainee amara fellow
    room cellar 2
    room hall
    activity talk weekly 60
    slot talk Tue 11:00 {slot}
    slot talk Wed 11:00
    slot talk Tue 15:00 weeks=even seats=1
    """)
    (limit,) = find_limits([lacks("talk", full(2))], term)
    assert str(limit) == f"seats of {whose} on 2 Mar"


def test_of_many_days_the_first_are_named() -> None:
    days = (2, 9, 16, 23)
    assert limits(*(lacks("sim", full(day)) for day in days)) == [
        ("seats of Sim on 2 Mar, 9 Mar, 16 Mar and 23 Mar", 4)
    ]
    more = [lacks("sim", full(day)) for day in (*days, 24)]
    assert limits(*more) == [("seats of Sim on 2 Mar, 9 Mar, 16 Mar and 2 more", 5)]


@pytest.mark.parametrize(
    ("shortfall", "expected"),
    [
        (
            lacks("o2o", HOURS, COSTLY),
            "hours of mentors, for O2o in the week of 1 Mar",
        ),
        (
            lacks("review", MEETINGS, days="03-01..03-28"),
            "meetings a week of mentors, for Review",
        ),
        (
            lacks(
                "rotation", Cause("service_seats", "all seats of every service are taken"), kind="rotation"
            ),
            "seats of every service in the week of 1 Mar",
        ),
        (
            lacks(
                "rotation",
                Cause("rotation", "the seats left do not make a rotation of an allowed length"),
                kind="rotation",
            ),
            "the seats left do not make a rotation of an allowed length in the week of 1 Mar",
        ),
        (
            lacks("ward;lab", Cause("service_seats", "all seats there are taken"), kind="curriculum"),
            "seats of Ward or Lab",
        ),
        (
            lacks("lab", Cause("rotation", "the seats left there do not fit"), kind="curriculum"),
            "what seats are left of Lab fit no rotation",
        ),
        (lacks("lab", Cause("impossible", "Lab takes no fellow"), kind="curriculum"), "Lab takes no fellow"),
        (
            lacks("sim", ABSENT, days="03-02..03-02", kind="lead"),
            "lead of Sim: Wang is absent on 2 Mar",
        ),
        (lacks("ward", ABSENT, kind="lead"), "lead of Ward: Wang is absent in the week of 1 Mar"),
        (lacks("sim", TUESDAY), "Sim: it takes place on Tuesday only"),
        (lacks("sim", OVERLAP), "Sim: it overlaps the round of Ward"),
    ],
)
def test_other_limits(shortfall: Shortfall, expected: str) -> None:
    assert limits(shortfall) == [(expected, 1)]


def test_weeks_are_named_together() -> None:
    assert limits(lacks("o2o", HOURS), lacks("o2o", HOURS, days="03-08..03-14")) == [
        ("hours of mentors, for O2o in the weeks of 1 Mar and 8 Mar", 2)
    ]


@pytest.mark.parametrize("reason", [NOT_KNOWN, NOT_MOVED])
def test_what_nothing_hinders_has_no_limit(reason: str) -> None:
    open_to_all = Cause("costly", reason)
    assert limits(lacks("sim", open_to_all), lacks("rotation", open_to_all, kind="rotation")) == []
    assert limits(lacks("sim", open_to_all, full(2))) == [("seats of Sim on 2 Mar", 1)]
    assert brief_reason(lacks("sim", open_to_all)) == f"P{reason[1:]}."


def test_an_absent_lead_is_no_limit_where_another_is_free() -> None:
    plan, term = draw("""
    term 03-01..03-07
    trainee amara fellow
    activity mdt weekly 60
    slot mdt Mon 09:00 leads=wang;chen
    session amara mdt 03-01 09:00
    faculty wang
    faculty chen
    absent wang 03-01..03-01
    """)
    (lead,) = list_shortfalls(plan, term, verify(plan, term), proven=False)
    assert lead.reason == brief_reason(lead) == f"P{NOT_KNOWN[1:]}."
    assert find_limits([lead], term) == ()


def test_limits_know_of_what_kind_and_whose_they_are() -> None:
    found = find_limits([lacks("sim", full(2)), lacks("skills", full(9)), lacks("o2o", HOURS)], TERM)
    assert [(limit.kind, limit.item, limit.days, limit.weeks) for limit in found] == [
        ("mentor_hours", "o2o", (date(2027, 3, 1),), True),
        ("seats", "cellar", (date(2027, 3, 9),), False),
        ("seats", "sim", (date(2027, 3, 2),), False),
    ]


def test_a_name_that_reads_like_a_reason_is_a_name() -> None:
    odd = Cause("prerequisite", "All seats; are taken on 2 March 2027 was not attended often enough before")
    assert limits(lacks("sim", odd)) == [(f"Sim: {odd.text}", 1)]
    assert brief_reason(lacks("sim", odd)) == f"{odd.text}."


@pytest.mark.parametrize(
    ("shortfall", "expected"),
    [
        (lacks("sim", OVERLAP, HOURS), "Every mentor's hours are taken."),
        (
            lacks("sim", OVERLAP, COSTLY),
            "It overlaps the round of Ward; giving it would cost others at least as much.",
        ),
        (lacks("sim", *(Cause("pin", word) for word in "abc")), "A; b; c."),
        (lacks("sim", *(Cause("pin", word) for word in "abcde")), "A; b; c; and 2 more."),
        (lacks("sim", reason="As it was read. All of it; yes."), "As it was read. All of it; yes."),
        (lacks("sim"), ""),
        (lacks("lab", OVERLAP, kind="curriculum", reason="Amara; all. The rest."), "Amara; all. The rest."),
    ],
)
def test_brief_reasons(shortfall: Shortfall, expected: str) -> None:
    assert brief_reason(shortfall) == expected
