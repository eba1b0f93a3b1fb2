from tests.constraints.verdicts import complaints

WARD = """
    service ward 2 round=08:00+60
    activity mdt weekly 60
    slot mdt Mon 08:30
    slot mdt Mon 09:00
    slot mdt Mon 07:00
    slot mdt Sat 08:00
    trainee amara fellow
    rotation amara ward 03-01..03-07
"""


def test_a_session_during_the_round() -> None:
    picture = f"{WARD}\n session amara mdt 03-01 08:30"
    text = "Amara has Mdt on 1 March 2027, 08:30 to 09:30, but is on the round of Ward from 08:00 to 09:00."
    assert complaints(picture) == {"clear_of_rounds": [text]}


def test_sessions_end_to_end_with_the_round() -> None:
    assert complaints(f"{WARD}\n session amara mdt 03-01 09:00") == {}
    assert complaints(f"{WARD}\n session amara mdt 03-01 07:00") == {}


def test_no_round_in_the_week_after_the_rotation() -> None:
    assert complaints(f"{WARD}\n session amara mdt 03-08 08:30") == {}


def test_no_round_on_a_day_that_is_no_working_day() -> None:
    picture = f"{WARD}\n session amara mdt 03-06 08:00"
    assert list(complaints(picture)) == ["possible_sessions"]
    assert list(complaints(f"{picture}\n workday 03-06")) == ["clear_of_rounds"]


def test_no_round_for_one_who_is_absent_from_it() -> None:
    picture = f"""{WARD}
    absent amara 03-01..03-01 08:00-08:30
    session amara mdt 03-01 08:30
    """
    assert complaints(picture) == {}
