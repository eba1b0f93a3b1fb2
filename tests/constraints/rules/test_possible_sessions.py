import pytest

from tests.constraints.verdicts import complaints

TERM = """
    room hall 5
    faculty wang
    faculty zhou meetings=0
    hours wang Tue 14:00-16:00 03-01..03-14
    hours zhou Tue 14:00-16:00
    activity mdt weekly 60
    activity tour weekly 60 for=student
    activity talk weekly 60 meeting
    slot mdt Mon 09:00 room=hall
    slot mdt Wed 09:00 room=hall weeks=odd
    slot tour Mon 10:00
    slot mdt Thu 09:00 days=03-08..03-11
    trainee amara fellow 03-01..03-19
"""


@pytest.mark.parametrize(
    "session",
    [
        "mdt 03-01 09:00",
        "mdt 03-03 09:00",
        "mdt 03-17 09:00",
        "mdt 03-11 09:00",
        "talk 03-02 14:00 with=wang",
        "talk 03-02 15:00 with=wang",
        "talk 03-09 15:00 with=wang",
    ],
)
def test_possible(session: str) -> None:
    assert complaints(f"{TERM}\n session amara {session}") == {}


@pytest.mark.parametrize(
    ("session", "complaint"),
    [
        (
            "mdt 03-22 09:00",
            "Mdt on 22 March 2027, 09:00 to 10:00, but stays from 1 March 2027 to 19 March 2027",
        ),
        (
            "mdt 03-10 09:00",
            "Mdt on 10 March 2027, 09:00 to 10:00, but the timetable has no such slot in Hall",
        ),
        (
            "mdt 03-18 09:00",
            "Mdt on 18 March 2027, 09:00 to 10:00, but the timetable has no such slot without a room",
        ),
        (
            "mdt 03-04 09:00",
            "Mdt on 4 March 2027, 09:00 to 10:00, but the timetable has no such slot without a room",
        ),
        (
            "mdt 03-01 09:15",
            "Mdt on 1 March 2027, 09:15 to 10:15, but the timetable has no such slot without a room",
        ),
        (
            "mdt 03-01 09:00 room=",
            "Mdt on 1 March 2027, 09:00 to 10:00, but the timetable has no such slot without a room",
        ),
        ("mdt 03-01 09:00 until=09:30", "Mdt on 1 March 2027, 09:00 to 09:30, but it lasts 60 minutes"),
        (
            "tour 03-01 10:00",
            "Tour on 1 March 2027, 10:00 to 11:00, but is a fellow, and it is only for student",
        ),
        ("talk 03-02 14:00", "Talk on 2 March 2027, 14:00 to 15:00, but a meeting needs a mentor"),
        (
            "talk 03-02 14:00 with=wang room=hall",
            "Talk on 2 March 2027, 14:00 to 15:00, but meetings have no room",
        ),
        ("talk 03-02 14:00 with=zhou", "Talk on 2 March 2027, 14:00 to 15:00, but Zhou is no mentor"),
        (
            "talk 03-02 14:00 with=wang until=14:30",
            "Talk on 2 March 2027, 14:00 to 14:30, but it lasts 60 minutes",
        ),
        ("talk 03-02 14:30 with=wang", "Talk on 2 March 2027, 14:30 to 15:30, but Wang offers no such time"),
        ("talk 03-02 13:00 with=wang", "Talk on 2 March 2027, 13:00 to 14:00, but Wang offers no such time"),
        ("talk 03-02 16:00 with=wang", "Talk on 2 March 2027, 16:00 to 17:00, but Wang offers no such time"),
        ("talk 03-03 14:00 with=wang", "Talk on 3 March 2027, 14:00 to 15:00, but Wang offers no such time"),
        ("talk 03-16 14:00 with=wang", "Talk on 16 March 2027, 14:00 to 15:00, but Wang offers no such time"),
    ],
)
def test_impossible(session: str, complaint: str) -> None:
    found = complaints(f"{TERM}\n session amara {session}")
    assert found["possible_sessions"] == [f"Amara has {complaint}."]


@pytest.mark.parametrize(
    ("row", "session", "complaint"),
    [
        (
            "holiday 03-01",
            "mdt 03-01 09:00",
            "Mdt on 1 March 2027, 09:00 to 10:00, but Monday 1 March 2027 is no working day",
        ),
        (
            "absent amara 03-01..03-01 09:30-12:00",
            "mdt 03-01 09:00",
            "Mdt on 1 March 2027, 09:00 to 10:00, but is absent then",
        ),
        (
            "absent hall 02-27..03-01",
            "mdt 03-01 09:00",
            "Mdt on 1 March 2027, 09:00 to 10:00, but Hall is closed then",
        ),
        (
            "absent wang 03-02..03-02",
            "talk 03-02 14:00 with=wang",
            "Talk on 2 March 2027, 14:00 to 15:00, but Wang is absent then",
        ),
        (
            "absent wang 03-02..03-02 14:30-15:00 own",
            "talk 03-02 14:00 with=wang",
            "Talk on 2 March 2027, 14:00 to 15:00, but Wang is absent (own calendar) then",
        ),
        (
            "absent wang 03-02..03-02 14:30-15:00 own\n absent wang 03-02..03-02",
            "talk 03-02 14:00 with=wang",
            "Talk on 2 March 2027, 14:00 to 15:00, but Wang is absent then",
        ),
    ],
)
def test_days_off(row: str, session: str, complaint: str) -> None:
    assert complaints(f"{TERM}\n {row}\n session amara {session}") == {
        "possible_sessions": [f"Amara has {complaint}."]
    }


@pytest.mark.parametrize(
    "row", ["absent amara 03-01..03-01 10:00-12:00", "absent hall 03-02..03-02", "absent wang 03-01..03-01"]
)
def test_absences_that_end_or_begin_with_the_session(row: str) -> None:
    assert complaints(f"{TERM}\n {row}\n session amara mdt 03-01 09:00") == {}
