"""Where else a session could be, and the term in which it is there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scheduler.explaining.places import other_times, pins_of, put_elsewhere
from tests.pictures import draw

TUESDAYS = """
    term 03-01..03-14
    trainee amara fellow
    trainee li fellow
    room hall
    activity mdt weekly 60
    activity sim once 60
    slot mdt Mon 09:00
    slot mdt Tue 09:00
    slot mdt Tue 09:00 room=hall
    slot mdt Tue 15:00
    slot mdt Fri 09:00
    slot sim Tue 11:00
    session amara mdt 03-02 09:00
    session amara sim 03-09 11:00
    session amara mdt 03-12 09:00
"""


WEEK_2 = ["9 09:00", "9 15:00", "8 09:00"]


@pytest.mark.parametrize(
    ("since", "mdt", "sim"),
    [
        (None, [["2 15:00", "1 09:00", "5 09:00"], WEEK_2], ["2 11:00"]),
        (date(2027, 3, 2), [["2 15:00", "5 09:00"], WEEK_2], ["2 11:00"]),
        (date(2027, 3, 3), [[], WEEK_2], []),
        (date(2027, 3, 10), [[], []], []),
    ],
)
def test_a_session_could_be_where_it_is_owed_the_nearest_first(
    since: date | None, mdt: list[list[str]], sim: list[str]
) -> None:
    plan, term = draw(TUESDAYS)
    term = replace(term, settled_before=since)
    first, exam, second = (
        [f"{time.date.day} {time.start:%H:%M}" for time in other_times(session, term)]
        for session in plan.sessions
    )
    assert ([first, second], exam) == (mdt, sim)


def test_at_the_end_of_a_rotation_it_could_be_on_another_day_of_that_week() -> None:
    plan, term = draw("""
        term 03-01..03-14
        trainee amara fellow
        service ward 1
        activity review rotation_end 60
        slot review Tue 09:00
        slot review Fri 09:00
        rotation amara ward 03-01..03-07
        session amara review 03-05 09:00
    """)
    (session,) = plan.sessions
    assert [time.date.day for time in other_times(session, term)] == [2]


@pytest.mark.parametrize(
    ("pin", "holds", "lifted_at"),
    [
        ("amara mdt 03-02\n off pins for once", False, {1, 2, 5}),
        ("amara mdt 03-02", True, {1, 5}),
        ("amara mdt 03-02 09:00", True, {1, 2, 5}),
        ("amara mdt 09:00", True, {2}),
        ("amara mdt", False, set()),
        ("amara mdt 03-09", False, set()),
        ("amara mdt 15:00", False, set()),
        ("amara mdt 03-01 must=no", False, set()),
        ("amara sim 03-02", False, set()),
        ("li mdt 03-02", False, set()),
    ],
)
def test_a_pin_holds_it_and_is_lifted_where_it_would_break(
    pin: str, holds: bool, lifted_at: set[int]
) -> None:
    plan, term = draw(f"{TUESDAYS}\n pin {pin}")
    session = plan.sessions[0]
    assert pins_of(session, term) == (term.pins if holds else ())
    lifted = set()
    for time in other_times(session, term):
        *kept, new = put_elsewhere(session, time, term).pins
        assert (new.trainee, new.item, new.date, new.start) == (
            session.trainee, session.activity, time.date, time.start,
        )  # fmt: skip
        assert new.must
        assert kept in ([], list(term.pins))
        lifted |= set() if kept else {time.date.day}
    assert lifted == lifted_at
