"""What a member of faculty does, and what a fair share would be."""

from __future__ import annotations

from datetime import date, datetime

from constraints.rules.fair_meetings import FairMeetings
from scheduler.pages.load import Load, loads_of, offered_minutes
from tests.pictures import draw

PICTURE = """
    trainee amara fellow
    trainee li fellow
    faculty wang leads=ward;talk
    faculty zhao leads=ward;talk
    faculty chen leads=ward;talk meetings=1
    faculty ma
    hours wang Mon 14:00-16:00
    hours zhao Tue 14:00-15:00
    hours chen Wed 14:00-17:00
    holiday 03-08
    service ward 3 round=08:00+30
    service lab 3 round=08:00+30
    activity chat weekly 60 meeting
    activity talk weekly 60
    slot talk Fri 10:00
    session amara chat 03-01 14:00 with=wang
    session li chat 03-01 15:00 with=wang
    session amara chat 03-10 14:00 with=chen
    session li chat 03-16 14:00 with=zhao
    session amara talk 03-05 10:00 with=wang
    session li talk 03-05 10:00 with=wang
    session amara talk 03-12 10:00 with=zhao
    session amara talk 03-20 10:00 with=zhao
    rotation amara ward 03-01..03-28
    round ward 03-01 wang
    round ward 03-08 wang
    round ward 03-15 chen
    round ward 03-22 zhao
"""


def loads(
    picture: str, who: str, now: str = "2027-03-09 09:00"
) -> dict[str, tuple[float, float, float | None]]:
    plan, term = draw(picture)
    found = loads_of(plan, term, term.faculty_by_id[who], datetime.fromisoformat(now))
    return {load.key.removeprefix("load_"): (load.number, load.ahead, load.share) for load in found}


def test_meetings_rounds_and_sessions_are_counted_with_those_still_to_come_and_the_fair_share() -> None:
    # Offered for meetings: Wang 3 Mondays of two hours, Zhao 4 hours, Chen 4 weeks of one meeting.
    # A week: Wang 120 minutes, Zhao 60, Chen 180. The Saturday of a session is in no timetable.
    assert loads(PICTURE, "wang") == {
        "meetings": (2, 0, 4 * 6 / 14),
        "rounds": (2, 1, 4 * 120 / 360),
        "sessions": (1, 0, 2 * 120 / 360),
    }
    assert loads(PICTURE, "zhao") == {
        "meetings": (1, 1, 4 * 4 / 14),
        "rounds": (1, 1, 4 * 60 / 360),
        "sessions": (2, 2, 2 * 60 / 360),
    }


def test_of_a_week_of_rounds_whose_lead_changed_each_who_led_has_a_part() -> None:
    plan, term = draw(PICTURE)
    ward, wang = term.service_by_id["ward"], term.faculty_by_id["wang"]
    led = {(ward, date(2027, 3, day)): (wang,) for day in (15, 16)}
    found = {
        who: (rounds.number, rounds.ahead)
        for who in ("wang", "chen")
        for rounds in loads_of(plan, term, term.faculty_by_id[who], datetime(2027, 3, 17, 9), led)
        if rounds.key == "load_rounds"
    }
    assert found == {"wang": (2.4, 0), "chen": (0.6, 0.6)}


def test_who_does_no_such_thing_has_no_share() -> None:
    assert loads(PICTURE, "ma") == {
        "meetings": (0, 0, None),
        "rounds": (0, 0, None),
        "sessions": (0, 0, None),
    }


def test_it_is_told_apart_who_is_not_asked_and_who_has_too_few_beside() -> None:
    plan, term = draw(PICTURE)
    now = datetime.fromisoformat("2027-03-09 09:00")
    asked = {
        who: [load.is_asked for load in loads_of(plan, term, term.faculty_by_id[who], now)]
        for who in ("wang", "ma")
    }
    assert asked == {"wang": [True, True, True], "ma": [False, False, False]}


def test_among_two_a_share_would_tell_the_number_of_the_other_and_is_left_out() -> None:
    two = PICTURE.replace("faculty chen", "faculty unused").replace("hours chen", "hours unused")
    two = "\n".join(line for line in two.splitlines() if "chen" not in line)
    two = two.replace("faculty unused leads=ward;talk meetings=1", "faculty unused meetings=0")
    assert {share for _, _, share in loads(two, "wang").values()} == {None}


def test_the_hours_offered_are_those_that_the_rule_on_fair_meetings_counts() -> None:
    _, term = draw(PICTURE)
    offered = {member.id: offered_minutes(term, member) for member in term.faculty}
    assert offered == {"wang": 360, "zhao": 240, "chen": 240, "ma": 0}
    # All four meetings with Zhao: a fair share is 4 * 240 / 840, with a quarter more and rounded up 2.
    every = draw(
        PICTURE.replace("with=wang\n    session li", "with=zhao\n    session li").replace(
            "with=chen", "with=zhao"
        )
    )[0]
    violations = list(FairMeetings().verify(every, term))
    assert [(violation.at.item, violation.amount) for violation in violations] == [("zhao", 1)]


def test_a_bar_is_drawn_on_the_scale_of_the_greater() -> None:
    plan, term = draw(PICTURE)
    found = loads_of(plan, term, term.faculty_by_id["wang"], datetime(2027, 3, 9, 9))
    assert [(load.width, load.mark) for load in found] == [(100, 86), (100, 67), (100, 67)]
    none = loads_of(plan, term, term.faculty_by_id["ma"], datetime(2027, 3, 9, 9))
    assert none[0] == Load("load_meetings", 0, 0, False, None, 0, 0)
