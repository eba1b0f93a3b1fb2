from tests.constraints.verdicts import prices

MDT = """
    faculty wang
    activity mdt weekly 60
    trainee amara fellow
    trainee li fellow
"""


def test_a_slot_that_names_leads() -> None:
    picture = f"""{MDT}
    slot mdt Mon 09:00 leads=wang
    session amara mdt 03-01 09:00
    session li mdt 03-01 09:00
    """
    assert prices("led_sessions", picture) == [("Mdt on 1 March 2027, 09:00 to 10:00 has no lead.", 30)]


def test_an_activity_that_a_member_of_faculty_names() -> None:
    picture = """
    faculty wang leads=mdt
    activity mdt weekly 60
    slot mdt Mon 09:00
    trainee amara fellow
    session amara mdt 03-01 09:00
    """
    assert prices("led_sessions", picture) == [("Mdt on 1 March 2027, 09:00 to 10:00 has no lead.", 30)]


def test_a_lead_is_there() -> None:
    picture = f"""{MDT}
    slot mdt Mon 09:00 leads=wang
    session amara mdt 03-01 09:00 with=wang
    """
    assert prices("led_sessions", picture) == []


def test_nobody_is_named() -> None:
    picture = f"""{MDT}
    slot mdt Mon 09:00
    session amara mdt 03-01 09:00
    """
    assert prices("led_sessions", picture) == []


def test_only_the_slot_of_the_week_counts() -> None:
    picture = f"""{MDT}
    slot mdt Mon 09:00 weeks=odd leads=wang
    slot mdt Mon 09:00 weeks=even
    session amara mdt 03-08 09:00
    """
    assert prices("led_sessions", picture) == []
    picture += "\n session amara mdt 03-15 09:00"
    assert prices("led_sessions", picture) == [("Mdt on 15 March 2027, 09:00 to 10:00 has no lead.", 30)]


def test_the_slot_of_another_activity_does_not_count() -> None:
    picture = f"""{MDT}
    activity club weekly 60
    slot club Mon 09:00 leads=wang
    slot mdt Mon 09:00
    session amara mdt 03-01 09:00
    """
    assert prices("led_sessions", picture) == []
