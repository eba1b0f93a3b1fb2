"""Terms with one thing altered: that thing, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from itertools import chain

import pytest

from constraints.scope import is_off
from inputs.days import Span
from inputs.people import Hours
from inputs.term import Term
from scheduler.explaining.altered import (
    with_completed,
    with_lead,
    with_mentor_hour,
    with_mentor_meeting,
    with_pin,
    with_room_seat,
    with_service_seat,
    with_slot_seat,
    with_stay_moved,
    without_pin,
)
from tests.pictures import draw_term

SIM = """
    term 03-01..03-28
    trainee amara fellow
    activity sim weekly 60
    slot sim Tue 09:00 seats=1
    slot sim Tue 11:00 seats=3
    slot sim Tue 14:00
    slot sim Wed 09:00 seats=2 days=03-08..03-14
    activity mdt weekly 60
    slot mdt Tue 16:00 seats=1
"""


def seats_of(term: Term) -> dict[tuple[str, int, str], int | None]:
    return {
        (o.activity.id, o.date.day, f"{o.slot.start:%H:%M}"): term.slot_seats(o) for o in term.occurrences
    }


@pytest.mark.parametrize(
    ("first", "last", "more"),
    [
        (2, 2, {("sim", 2, "09:00"): 2, ("sim", 2, "11:00"): 4}),
        (9, 10, {("sim", 9, "09:00"): 2, ("sim", 9, "11:00"): 4, ("sim", 10, "09:00"): 3}),
        (23, 23, {("sim", 23, "09:00"): 2, ("sim", 23, "11:00"): 4}),
        (3, 8, {}),
    ],
)
def test_each_slot_of_a_day_has_one_seat_more(
    first: int, last: int, more: dict[tuple[str, int, str], int]
) -> None:
    term = draw_term(SIM)
    days = Span.through(date(2027, 3, first), date(2027, 3, last))
    altered = with_slot_seat(term, term.activity_by_id["sim"], days)
    assert seats_of(altered) == {**seats_of(term), **more}
    assert all(slot.weeks.span is None or slot.weeks.span.days for slot in altered.slots)


def test_a_seat_more_than_another_number_for_some_days() -> None:
    term = draw_term(f"{SIM}\n seats sim 03-01..03-14 0\n seats mdt 03-01..03-14 5")
    altered = with_slot_seat(
        term, term.activity_by_id["sim"], Span.through(date(2027, 3, 2), date(2027, 3, 2))
    )
    more = {("sim", 2, f"{hour}:00"): 1 for hour in ("09", "11", "14")}
    assert seats_of(altered) == {**seats_of(term), **more}
    twice = with_slot_seat(
        altered, term.activity_by_id["sim"], Span.through(date(2027, 3, 2), date(2027, 3, 9))
    )
    more |= {("sim", 2, f"{hour}:00"): 2 for hour in ("09", "11", "14")}
    more |= {("sim", 9, f"{hour}:00"): 1 for hour in ("09", "11", "14")}
    assert seats_of(twice) == {**seats_of(term), **more}


def test_a_service_has_one_seat_more_in_the_weeks_that_the_days_touch() -> None:
    term = draw_term("""
        term 03-01..03-28
        service ward 2
        service lab 2
        seats ward 03-01..03-14 0
        seats ward 03-08..03-10 1
        seats lab 03-08..03-14 1
    """)
    ward, lab = term.services
    altered = with_service_seat(term, ward, Span.through(date(2027, 3, 14), date(2027, 3, 15)))
    assert [altered.service_seats(ward, week) for week in term.weeks] == [0, 1, 3, 2]
    assert [altered.service_seats(lab, week) for week in term.weeks] == [2, 1, 2, 2]


def test_a_room_has_one_seat_more_wherever_it_is_named() -> None:
    term = draw_term("""
        room hall 1
        room den
        activity mdt weekly 60
        slot mdt Mon 09:00 room=hall
        slot mdt Tue 09:00 room=den
    """)
    altered = with_room_seat(term, term.rooms[0])
    assert [room.seats for room in altered.rooms] == [2, None]
    assert [slot.room.seats for slot in altered.slots if slot.room] == [2, None]
    assert [room.seats for room in with_room_seat(term, term.rooms[1]).rooms] == [1, None]


def test_a_room_has_one_seat_more_also_while_it_has_another_number() -> None:
    term = draw_term("""
        room hall 5
        room den
        service den 1
        seats hall 03-01..03-07 2
        seats den 03-01..03-07 0
    """)
    hall, den = term.rooms
    days = term.span.start, term.span.last_day
    altered = with_room_seat(term, hall)
    assert [altered.room_seats(altered.rooms[0], day) for day in days] == [3, 6]
    assert with_room_seat(term, den).seat_changes == term.seat_changes


@pytest.mark.parametrize(
    ("hours", "more"),
    [
        ("Mon 09:00-10:00", [("10:00", "11:00")]),
        ("Mon 16:00-17:00", [("17:00", "18:00")]),
        ("Mon 16:30-17:30", [("15:30", "16:30")]),
        ("Mon 17:00-18:00", [("16:00", "17:00")]),
        ("Mon 08:30-17:30", []),
        ("Mon 09:00-10:00 03-01..03-07", []),
    ],
)
def test_a_mentor_has_an_hour_more_within_the_day(hours: str, more: list[tuple[str, str]]) -> None:
    term = draw_term(f"term 03-01..03-14 08:00-18:00\n faculty wang meetings=2\n hours wang {hours}")
    week = term.weeks[1].span
    (wang,) = with_mentor_hour(term, term.faculty[0], week).faculty
    assert wang.hours == (
        *term.faculty[0].hours,
        *(Hours("Mon", time.fromisoformat(start), time.fromisoformat(end), week) for start, end in more),
    )
    assert wang.max_meetings_per_week == 2


def test_a_mentor_has_a_meeting_a_week_more_and_nothing_else() -> None:
    term = draw_term("faculty wang meetings=2\n faculty chen\n hours wang Mon 09:00-10:00")
    wang, chen = with_mentor_meeting(term, term.faculty[0]).faculty
    assert (wang.max_meetings_per_week, wang.hours) == (3, term.faculty[0].hours)
    assert with_mentor_meeting(term, chen).faculty[1].max_meetings_per_week is None


def test_what_a_mentor_has_more_does_not_undo_what_was_altered_before() -> None:
    term = draw_term(
        "faculty wang meetings=2\n hours wang Mon 09:00-10:00\n activity sim weekly 60\n slot sim Mon 09:00"
    )
    (was,) = term.faculty
    (wang,) = with_mentor_meeting(with_lead(with_mentor_hour(term, was, term.span), was, "sim"), was).faculty
    assert (len(wang.hours), wang.leads, wang.max_meetings_per_week) == (2, ("sim",), 3)


def test_somebody_may_lead_besides_those_who_may() -> None:
    term = draw_term("""
        faculty wang leads=sim
        faculty chen leads=mdt
        activity sim weekly 60
        activity mdt weekly 60
        slot sim Mon 09:00 leads=wang
        slot sim Tue 09:00
        slot sim Wed 09:00 leads=wang;chen
        slot mdt Mon 09:00 leads=wang
    """)
    wang, chen = term.faculty
    altered = with_lead(term, chen, "sim")
    assert [member.leads for member in altered.faculty] == [("sim",), ("mdt", "sim")]
    assert [slot.leads for slot in altered.slots] == [(wang, chen), (), (wang, chen), (wang,)]
    assert [member.leads for member in with_lead(term, wang, "sim").faculty] == [("sim",), ("mdt",)]


@pytest.mark.parametrize(
    ("stay", "weeks", "moved"),
    [
        ("03-03..03-14", 1, "10..21"),
        ("03-08..03-21", -1, "1..14"),
        ("03-08..03-21", 1, "15..28"),
        ("03-15..03-28", 1, None),
        ("03-03..03-14", -1, None),
    ],
)
def test_a_stay_moves_with_its_pins_inside_the_term(stay: str, weeks: int, moved: str | None) -> None:
    term = draw_term(f"""
        term 03-01..03-28
        trainee amara fellow {stay}
        trainee li fellow
        activity mdt weekly 60
        pin amara mdt 03-09
        pin li mdt 03-09
    """)
    altered = with_stay_moved(term, term.trainees[0], weeks)
    if moved is None:
        assert altered is None
        return
    assert altered is not None
    stays = [f"{one.stay.first_day.day}..{one.stay.last_day.day}" for one in altered.trainees]
    assert stays == [moved, "1..28"]
    assert [pin.trainee.stay for pin in altered.pins] == [one.stay for one in altered.trainees]


def test_what_was_completed_is_noted_of_one_trainee() -> None:
    term = draw_term("trainee amara fellow completed=mdt\n trainee li fellow\n activity sim once 60")
    altered = with_completed(term, term.trainees[0], term.activities[0])
    assert [one.completed for one in altered.trainees] == [("mdt", "sim"), ()]


def test_one_pin_is_lifted() -> None:
    term = draw_term(
        "trainee amara fellow\n activity sim once 60\n pin amara sim 03-01\n pin amara sim 03-02\n pin amara sim 03-01"
    )
    altered = without_pin(term, term.pins[0])
    assert altered.pins == term.pins[1:]
    assert list(chain(altered.trainees, altered.slots)) == list(chain(term.trainees, term.slots))


def test_a_pin_more_holds_also_where_pins_do_not() -> None:
    picture = (
        "trainee amara fellow\n activity sim once 60\n pin amara sim 03-01\n rule led_sessions weight=20"
    )
    term = draw_term(picture)
    (old,) = term.pins
    new = replace(old, date=date(2027, 3, 2))
    assert with_pin(term, new).pins == (old, new)
    off = draw_term(f"{picture}\n off pins for once")
    altered = with_pin(with_pin(off, new), old)
    assert altered.pins == (new, old)
    assert (is_off(off, "pins"), is_off(altered, "pins")) == (True, False)
    assert altered.rules == term.rules
