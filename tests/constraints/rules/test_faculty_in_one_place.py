from tests.constraints.verdicts import complaints

WANG = """
    service ward 2 round=08:00+60
    faculty wang leads=ward;mdt
    hours wang Mon 08:30-10:30
    activity mdt weekly 60
    activity talk weekly 30 meeting
    slot mdt Mon 09:00
    trainee amara fellow
    trainee li fellow
    rotation li ward 03-01..03-07
"""


def test_a_meeting_during_a_session_that_is_led() -> None:
    picture = f"""{WANG}
    session amara talk 03-01 09:30 with=wang
    session li mdt 03-01 09:00 with=wang
    """
    text = (
        "Wang has Mdt from 09:00 to 10:00 and Talk with Amara on 1 March 2027, 09:30 to 10:00, "
        "but nobody can be in two places at once."
    )
    assert complaints(picture) == {"faculty_in_one_place": [text]}


def test_a_meeting_during_a_round_that_is_led() -> None:
    picture = f"""{WANG}
    round ward 03-01 wang
    session amara talk 03-01 08:30 with=wang
    """
    text = (
        "Wang has the round of Ward from 08:00 to 09:00 and Talk with Amara on 1 March 2027, 08:30 to 09:00, "
        "but nobody can be in two places at once."
    )
    assert complaints(picture) == {"faculty_in_one_place": [text]}


def test_two_trainees_at_one_meeting_time() -> None:
    picture = f"""{WANG}
    session amara talk 03-01 10:00 with=wang
    session li talk 03-01 10:00 with=wang
    """
    assert list(complaints(picture)) == ["faculty_in_one_place"]


def test_duties_end_to_end() -> None:
    picture = f"""{WANG}
    round ward 03-01 wang
    session li mdt 03-01 09:00 with=wang
    session amara mdt 03-01 09:00 with=wang
    session amara talk 03-01 10:00 with=wang
    """
    assert complaints(picture) == {}


def test_two_rooms_of_one_activity_are_named() -> None:
    picture = """
    faculty wang leads=mdt
    room hall
    room lab
    activity mdt weekly 60
    slot mdt Mon 09:00 room=hall
    slot mdt Mon 09:00 room=lab
    trainee amara fellow
    trainee li fellow
    session amara mdt 03-01 09:00 room=hall with=wang
    session li mdt 03-01 09:00 room=lab with=wang
    """
    assert complaints(picture)["faculty_in_one_place"] == [
        (
            "Wang has Mdt in Hall from 09:00 to 10:00 and Mdt in Lab on 1 March 2027, 09:00 to 10:00, but nobody can be "
            "in two places at once."
        )
    ]


def test_rooms_of_two_activities_need_no_name() -> None:
    picture = """
    faculty wang leads=mdt;lecture
    room hall
    activity mdt weekly 60
    activity lecture weekly 60
    slot mdt Mon 09:00 room=hall
    slot lecture Mon 09:00
    trainee amara fellow
    trainee li fellow
    session amara mdt 03-01 09:00 with=wang
    session li lecture 03-01 09:00 with=wang
    """
    assert complaints(picture)["faculty_in_one_place"] == [
        (
            "Wang has Lecture from 09:00 to 10:00 and Mdt on 1 March 2027, 09:00 to 10:00, but nobody can be in two "
            "places at once."
        )
    ]


def test_one_room_and_none_are_told_apart() -> None:
    picture = """
    faculty wang leads=mdt
    room hall
    activity mdt weekly 60
    slot mdt Mon 09:00 room=hall
    slot mdt Mon 09:00
    trainee amara fellow
    trainee li fellow
    session amara mdt 03-01 09:00 room=hall with=wang
    session li mdt 03-01 09:00 room= with=wang
    """
    (text,) = complaints(picture)["faculty_in_one_place"]
    assert text.startswith("Wang has Mdt without a room from 09:00 to 10:00 and Mdt in Hall on")


def test_no_round_on_a_day_that_is_no_working_day() -> None:
    picture = f"""{WANG}
    slot mdt Sat 08:00
    round ward 03-01 wang
    session amara mdt 03-06 08:00 with=wang
    """
    assert list(complaints(picture)) == ["possible_sessions"]
    assert list(complaints(f"{picture}\n workday 03-06")) == ["faculty_in_one_place"]


def test_meetings_without_a_mentor_are_in_nobodys_way() -> None:
    picture = f"""{WANG}
    session amara talk 03-01 10:00
    session li talk 03-01 10:00
    """
    assert list(complaints(picture)) == ["possible_sessions"]
