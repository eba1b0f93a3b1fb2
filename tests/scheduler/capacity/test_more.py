from datetime import date

import pytest

from inputs.days import Span
from scheduler.capacity.answer import Resource
from scheduler.capacity.more import with_more
from tests.pictures import draw_term

WEEK_TWO = Span(date(2027, 3, 8), date(2027, 3, 15))


def resource(thing: str, name: str) -> Resource:
    return Resource(thing, name, name, (1,))  # type: ignore[arg-type]  # the tests name things that there are


def test_a_service_has_a_seat_more_in_the_weeks_of_the_stay() -> None:
    term = draw_term("service ward 2\n service lab 5\n seats ward 03-08..03-09 1\n seats lab 03-01..03-07 0")
    more = with_more(term, [resource("service", "ward")], WEEK_TWO)
    ward, lab = more.services
    assert [more.service_seats(ward, week) for week in more.weeks] == [2, 2, 2, 2]
    assert [more.service_seats(lab, week) for week in more.weeks] == [0, 5, 5, 5]


def test_slots_have_a_seat_more_on_the_days_of_the_stay_and_take_place_as_before() -> None:
    picture = """
    activity sim weekly 60
    slot sim Mon 09:00 seats=2 weeks=even
    slot sim Tue 09:00
    activity lab weekly 60
    slot lab Mon 11:00 seats=4
    seats sim 03-01..03-28 1
    seats lab 03-01..03-28 3
    """
    term = draw_term(picture)
    more = with_more(term, [resource("activity", "sim")], WEEK_TWO)
    before = {(o.activity.id, o.period): term.slot_seats(o) for o in term.occurrences}
    after = {(o.activity.id, o.period): more.slot_seats(o) for o in more.occurrences}
    assert before.keys() == after.keys()
    assert {(key[0], key[1].date): after[key] for key in after if after[key] != before[key]} == {
        ("sim", date(2027, 3, 8)): 2,
        ("sim", date(2027, 3, 9)): 2,
    }


def test_a_change_that_ends_with_the_stay_is_raised_as_a_whole() -> None:
    term = draw_term("activity sim weekly 60\n slot sim Mon 09:00 seats=2\n seats sim 03-08..03-14 1")
    more = with_more(term, [resource("activity", "sim")], WEEK_TWO)
    assert [more.slot_seats(o) for o in more.occurrences] == [2, 2, 2, 2]


def test_a_room_has_a_seat_more_all_the_time() -> None:
    picture = "room hall 2\n room yard\n activity a weekly 60\n slot a Mon 09:00 room=hall\n slot a Tue 09:00"
    more = with_more(draw_term(picture), [resource("room", "hall")], WEEK_TWO)
    assert [room.seats for room in more.rooms] == [3, None]
    fewer = with_more(
        draw_term(f"{picture}\n seats yard 03-01..03-07 1"), [resource("room", "yard")], WEEK_TWO
    )
    assert [change.seats for change in fewer.seat_changes] == [2]
    assert [slot.room and slot.room.seats for slot in more.slots] == [3, None]


def test_one_more_mentor_has_the_hour_in_which_least_takes_place() -> None:
    picture = """
    term 03-01..03-28 08:00-10:00 days=Mon;Tue
    faculty wang topics=a;b
    faculty chen topics=c meetings=0
    hours wang Mon 08:00-09:00
    activity talk weekly 60 meeting
    service ward 1 round=08:00+30
    activity sim weekly 60
    slot sim Mon 09:00
    """
    more = with_more(draw_term(picture), [resource("mentor", "more")], WEEK_TWO)
    (hours,) = more.faculty[-1].hours
    assert (hours.weekday, f"{hours.start:%H:%M}", f"{hours.end:%H:%M}") == ("Tue", "08:30", "09:30")
    assert hours.span == WEEK_TWO
    assert more.faculty[-1].topics == ("a", "b")


@pytest.mark.parametrize(("minutes", "end"), [(120, "10:00"), (121, "09:00")])
def test_one_more_mentor_has_the_hour_of_the_longest_meeting_that_a_day_holds(minutes: int, end: str) -> None:
    picture = f"""
    term 03-01..03-28 08:00-10:00 days=Mon
    faculty wang
    activity talk weekly 60 meeting
    activity review once {minutes} meeting
    """
    more = with_more(draw_term(picture), [resource("mentor", "more")], WEEK_TWO)
    (hours,) = more.faculty[1].hours
    assert (f"{hours.start:%H:%M}", f"{hours.end:%H:%M}") == ("08:00", end)
