"""What might mend a shortfall: what stands in the way of just that, the nearest first, and not too much."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scheduler.explaining.remedies import remedies_for
from scheduler.shortfalls import list_shortfalls
from scheduler.verify import verify
from tests.pictures import draw
from tests.scheduler.explaining.offered import offered

TAKEN = """
    term 03-01..03-28
    trainee amara fellow 03-01..03-07
    trainee li fellow 03-01..03-07
    room hall {0}
    activity sim once 60 for=fellow
    activity mdt weekly 60 for=student
    slot sim Tue 09:00 room=hall {1}
    session li sim 03-02 09:00
"""
SEAT, ROOM = "one more seat of Sim on 2 March 2027", "one more seat in Hall, as on 2 March 2027"


@pytest.mark.parametrize(
    ("picture", "single", "helping"),
    [
        (TAKEN.format("", "seats=1"), [SEAT], []),
        (TAKEN.format("2", "seats=1"), [SEAT], []),
        (TAKEN.format("1", ""), [ROOM], []),
        (TAKEN.format("1", "seats=2"), [ROOM], []),
        (TAKEN.format("1", "seats=1"), [SEAT], [ROOM]),
        (
            TAKEN.format("2", "")
            + "trainee noor student 03-01..03-07\n slot mdt Tue 09:00 room=hall\n session noor mdt 03-02 09:00",
            [ROOM],
            [],
        ),
        (
            TAKEN.format("2", "")
            + "trainee noor student 03-01..03-07\n slot mdt Tue 10:00 room=hall\n session noor mdt 03-02 10:00",
            [],
            [],
        ),
    ],
)
def test_seats_that_are_taken(picture: str, single: list[str], helping: list[str]) -> None:
    assert offered(picture, "sim") == (single, helping)


def test_of_many_full_days_the_first_three() -> None:
    full = "\n".join(
        f"trainee li{day} fellow\n slot sim {name} 09:00 seats=1 weeks=03-0{day}\n session li{day} sim 03-0{day} 09:00"
        for day, name in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri"), 1)
    )
    found, _ = offered(f"trainee amara fellow\n activity sim once 60\n slot sim Mon 11:00 seats=9\n {full}"
                       "\n pin amara sim must=no", "sim")  # fmt: skip
    seats = [f"one more seat of Sim on {day} March 2027" for day in (1, 2, 3)]
    assert found == ["lifting the pin: Amara must not be at Sim", *seats]


PINS = """
    trainee amara fellow
    trainee li fellow
    service ward 1
    activity sim weekly 60 for=fellow
    slot sim Tue 09:00
    pin amara sim 03-09 must=no
    pin amara sim 03-02 must=no
    pin li sim 03-09 must=no
    pin amara ward must=no
    session amara sim 03-16 09:00
    session amara sim 03-23 09:00
"""


def test_pins_of_the_trainee_in_these_days() -> None:
    ward = "lifting the pin: Amara must not be at Ward"
    sim = "lifting the pin: Amara must not be at Sim on {} March 2027"
    assert offered(PINS, "sim")[0] == [sim.format(2), ward]
    assert offered(PINS, "sim", first=1)[0] == [sim.format(9), ward]
    assert offered(PINS, "rotation")[0][:3] == [sim.format(9), sim.format(2), ward]


def test_what_comes_before_may_be_noted_as_completed_or_lack_a_seat_itself() -> None:
    picture = """
    trainee amara fellow 03-01..03-14
    trainee li fellow
    activity basics once 60 for=student
    activity sim once 60
    activity practice once 60 after=sim;basics
    slot sim Tue 09:00 seats=1 weeks=03-02
    slot practice Wed 09:00
    session li sim 03-02 09:00
    """
    completed = "{} noted as completed, where Amara has attended it elsewhere"
    assert offered(picture, "practice") == ([completed.format("Sim"), completed.format("Basics")], [SEAT])
    known = picture.replace("03-01..03-14", "03-01..03-14 completed=basics")
    assert offered(known, "practice") == ([completed.format("Sim")], [SEAT])
    without = picture.replace(" after=sim;basics", "")
    assert offered(f"{without} pin amara practice must=no", "practice")[1] == []


FORTNIGHTS = """
    term 03-01..05-23
    trainee amara fellow 03-15..05-23
    trainee li fellow
    activity mdt biweekly 60
    slot mdt Tue 09:00 seats=1 days=03-01..05-16
    {}
"""


def test_of_fortnights_beside_it_seats_help_that_somebody_else_has() -> None:
    li = "\n".join(
        f"session li mdt {day} 09:00" for day in ("03-02", "03-16", "03-30", "04-13", "04-27", "05-11")
    )
    amara = "\n".join(f"session amara mdt {day} 09:00" for day in ("03-23", "04-06", "04-20", "05-04"))
    found, helping = offered(FORTNIGHTS.format(f"{li}\n{amara}"), "mdt", first=0)
    assert found == ["one more seat of Mdt on 11 May 2027"]
    assert helping == ["one more seat of Mdt on 13 April 2027", "one more seat of Mdt on 27 April 2027"]
    found, helping = offered(FORTNIGHTS.format(f"{li}\n{amara}"), "mdt", since=date(2027, 4, 14))
    assert helping == ["one more seat of Mdt on 27 April 2027"]


def test_of_fortnights_beside_it_a_pin_may_be_lifted() -> None:
    pins = "pin amara mdt 05-04\n pin amara mdt 03-23\n pin li mdt 05-11\n pin amara mdt 05-12 must=no"
    pins += "\n pin li mdt\n pin li mdt 05-04 must=no\n pin amara exam 05-04 must=no\n activity exam weekly 60 for=student"
    li, amara = "session li mdt 05-11 09:00", "session amara mdt 05-04 09:00\n session amara mdt 03-23 09:00"
    single, helping = offered(FORTNIGHTS.format(f"{li}\n{amara}\n{pins}"), "mdt", first=-1)
    assert single == [
        "lifting the pin: Amara must not be at Mdt on 12 May 2027", "one more seat of Mdt on 11 May 2027",
    ]  # fmt: skip
    assert helping == ["lifting the pin: Amara must be at Mdt on 4 May 2027"]


MEETING = """
    term 03-01..03-07
    trainee amara fellow interests=cells
    faculty adams
    faculty wang interests=genes;tissue
    faculty chen interests=cells
    faculty zhou
    faculty brown meetings=0 interests=cells
    hours adams Mon 09:00-09:30
    hours wang Mon 09:00-09:30
    hours chen Mon 09:00-09:30
    hours zhou Mon 09:00-09:30
    hours brown Mon 09:00-09:30
    mentor amara zhou
    activity talk once 60 meeting
"""


def test_hours_of_the_main_mentor_first_then_of_those_who_share_interests() -> None:
    days = "in the days 1 March 2027 to 7 March 2027"
    expected = [f"one hour more of {name} {days}" for name in ("Zhou", "Chen", "Adams")]
    assert offered(MEETING, "talk") == (expected, [])


SERVICES = """
    term 03-01..03-28
    trainee amara fellow 03-08..03-21
    service clinic 0 for=student
    service lab 0
    service ward {}
    rotation amara ward {}
    seats ward {} 0
"""


@pytest.mark.parametrize(
    ("rotation", "closed", "names"),
    [
        ("03-08..03-14", "03-15..03-28", ["Lab", "Ward"]),
        ("03-15..03-21", "03-01..03-14", ["Lab", "Ward"]),
    ],
)
def test_a_seat_where_a_rotation_may_begin_or_last_longer(
    rotation: str, closed: str, names: list[str]
) -> None:
    days = "in the days 15 March 2027 to 21 March 2027" if rotation.startswith("03-08") else (
        "in the days 8 March 2027 to 14 March 2027"
    )  # fmt: skip
    found, _ = offered(SERVICES.format(1, rotation, closed), "rotation")
    assert found == [f"one more seat on {name} {days}" for name in names]


def test_no_service_is_taken_twice_unless_the_term_says_so() -> None:
    picture = SERVICES.format(1, "03-08..03-14", "03-15..03-28").replace("03-21", "03-28")
    lab, ward = (
        f"one more seat on {name} in the days 22 March 2027 to 28 March 2027" for name in ("Lab", "Ward")
    )
    assert offered(picture, "rotation", first=1)[0] == [lab]
    assert offered(f"{picture} off no_service_twice for once", "rotation", first=1)[0] == [lab, ward]


def test_seats_of_what_the_curriculum_asks_for_throughout_the_stay() -> None:
    picture = """
    trainee amara fellow 03-08..03-21
    service ward 2
    service lab 0
    service clinic 0
    service unit 0
    service office 0 for=student
    curriculum fellow lab;office;clinic 1
    rotation amara ward 03-08..03-21
    """
    days = "in the days 8 March 2027 to 21 March 2027"
    assert offered(picture, "clinic;lab;office")[0] == [
        f"one more seat on {name} {days}" for name in ("Clinic", "Lab")
    ]
    since = "in the days 10 March 2027 to 21 March 2027"
    assert offered(picture, "clinic;lab;office", since=date(2027, 3, 10))[0] == [
        f"one more seat on {name} {since}" for name in ("Clinic", "Lab")
    ]


@pytest.mark.parametrize(
    ("stay", "since", "moves"),
    [
        ("03-08..03-21", None, ["later", "earlier"]),
        ("03-08..03-21", date(2027, 3, 1), ["later", "earlier"]),
        ("03-08..03-21", date(2027, 3, 2), ["later"]),
        ("03-08..03-21", date(2027, 3, 8), ["later"]),
        ("03-08..03-21", date(2027, 3, 9), []),
        ("03-01..03-21", None, ["later"]),
        ("03-08..03-28", None, ["earlier"]),
    ],
)
def test_a_stay_moves_that_has_not_begun_to_days_that_are_not_past(
    stay: str, since: date | None, moves: list[str]
) -> None:
    plan, term = draw(f"term 03-01..03-28\n trainee amara fellow {stay}\n activity exam once 60")
    term = replace(term, settled_before=since)
    (exam,) = list_shortfalls(plan, term, verify(plan, term), proven=True)
    found = [remedy.words for remedy in remedies_for(exam, plan, term) if remedy.moves_stay]
    assert found == [f"the stay of Amara a week {when}" for when in moves]


def test_a_seat_is_used_by_a_session_of_that_activity_on_that_day() -> None:
    plan, term = draw(
        f"{TAKEN.format('', 'seats=1')}\n session amara mdt 03-02 09:00".replace("for=student", "")
    )
    (sim,) = [s for s in list_shortfalls(plan, term, verify(plan, term), proven=True) if s.item == "sim"]
    seat = next(remedy for remedy in remedies_for(sim, plan, term) if remedy.seat)
    amara, li = term.trainees
    assert [seat.is_used(plan.sessions_of(who)) for who in (amara, li)] == [False, True]
    other = next(remedy for remedy in remedies_for(sim, plan, term) if not remedy.seat)
    assert other.is_used(())


ONLY_SERVICES = """
    term 03-01..03-07
    trainee amara fellow
    activity rotation once 60 for=student
    slot rotation Tue 09:00
    service ward 0
    service lab 0
    service clinic 0
    service unit 0
"""


def test_of_many_services_the_first_three_whatever_activities_are_called() -> None:
    days = "in the days 1 March 2027 to 7 March 2027"
    names = ("Ward", "Lab", "Clinic")
    assert offered(ONLY_SERVICES, "rotation")[0] == [f"one more seat on {name} {days}" for name in names]


def test_nothing_is_noted_as_completed_that_does_not_stand_in_the_way() -> None:
    picture = """
    term 03-01..03-14
    trainee amara fellow
    trainee li fellow completed=sim
    activity sim once 60
    activity practice once 60 after=sim
    slot sim Thu 09:00
    {}
    slot practice Fri 09:00 seats=1 weeks=03-05
    session amara sim 03-04 09:00
    session li practice 03-05 09:00
    """
    full = "one more seat of Practice on 5 March 2027"
    completed = "Sim noted as completed, where Amara has attended it elsewhere"
    assert offered(picture.format(""), "practice")[0] == [full]
    assert offered(picture.format("slot practice Wed 09:00 weeks=03-03"), "practice")[0] == [full, completed]


def test_a_moved_stay_begins_a_week_later_or_earlier() -> None:
    plan, term = draw("term 03-01..03-28\n trainee amara fellow 03-08..03-21\n activity exam once 60")
    (exam,) = list_shortfalls(plan, term, verify(plan, term), proven=True)
    moved = [remedy.alter(term) for remedy in remedies_for(exam, plan, term) if remedy.moves_stay]
    assert [each.trainees[0].stay.first_day.day for each in moved] == [15, 1]


ODD_WEEKS = ("03-0{}", "03-1{}", "03-3{}", "04-1{}", "04-2{}", "05-1{}")


def every_second_week(*weekdays: tuple[str, str, tuple[int, ...]]) -> str:
    """Return a picture in which somebody else has the only seat of each of these weekdays in odd weeks."""
    lines = ["term 03-01..05-23", "trainee amara fellow", "activity mdt biweekly 60"]
    for who, weekday, days in weekdays:
        lines += [f"trainee {who} fellow", f"slot mdt {weekday} 09:00 seats=1 weeks=odd"]
        lines += [
            f"session {who} mdt {week.format(day)} 09:00" for week, day in zip(ODD_WEEKS, days, strict=True)
        ]
    return "\n".join(lines)


def test_what_helps_lies_within_four_weeks() -> None:
    picture = every_second_week(("li", "Tue", (2, 6, 0, 3, 7, 1)))
    single, helping = offered(picture, "mdt")
    assert single == ["one more seat of Mdt on 2 March 2027"]
    assert helping == [f"one more seat of Mdt on {day} March 2027" for day in (16, 30)]


def test_of_much_that_may_help_the_six_nearest_days() -> None:
    tuesdays, wednesdays = ("li", "Tue", (2, 6, 0, 3, 7, 1)), ("noor", "Wed", (3, 7, 1, 4, 8, 2))
    _, helping = offered(every_second_week(tuesdays, wednesdays), "mdt", first=2)
    nearest = ["16 March", "17 March", "13 April", "14 April"]
    assert helping == [f"one more seat of Mdt on {day} 2027" for day in ("2 March", "3 March", *nearest)]


def test_what_is_owed_each_week_is_not_helped_by_other_weeks() -> None:
    picture = """
    term 03-01..03-14
    trainee amara fellow
    trainee li fellow
    activity mdt weekly 60
    slot mdt Tue 09:00 seats=1
    session li mdt 03-02 09:00
    session li mdt 03-09 09:00
    """
    assert offered(picture, "mdt") == (["one more seat of Mdt on 2 March 2027"], [])


def test_where_pins_do_not_hold_none_is_lifted() -> None:
    assert offered(f"{PINS} off pins for once", "sim")[0] == []
    pins = "pin amara mdt 03-02\n off pins for once"
    assert "pin" not in " ".join(
        offered(f"{every_second_week(('li', 'Tue', (2, 6, 0, 3, 7, 1)))}\n{pins}", "mdt", first=1)[1]
    )


def test_a_meeting_that_comes_before_has_no_seats() -> None:
    picture = """
    term 03-01..03-14
    trainee amara fellow
    activity talk once 60 meeting
    activity practice once 60 after=talk
    faculty wang meetings=1
    hours wang Mon 09:00-10:00
    slot practice Fri 09:00
    """
    completed = "Talk noted as completed, where Amara has attended it elsewhere"
    assert offered(picture, "practice") == ([completed], [])
