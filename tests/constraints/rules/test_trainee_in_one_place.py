from tests.constraints.verdicts import complaints

TWO = """
    activity mdt weekly 60
    activity talk weekly 60
    slot mdt Mon 09:00
    slot talk Mon 09:30
    slot talk Mon 10:00
    trainee amara fellow
    trainee li fellow
    session amara mdt 03-01 09:00
"""


def test_two_sessions_that_overlap() -> None:
    text = (
        "Amara has Mdt on 1 March 2027, 09:00 to 10:00 and Talk on 1 March 2027, 09:30 to 10:30, "
        "but nobody can be in two places at once."
    )
    assert complaints(f"{TWO}\n session amara talk 03-01 09:30") == {"trainee_in_one_place": [text]}


def test_end_to_end_and_others() -> None:
    assert complaints(f"{TWO}\n session amara talk 03-01 10:00") == {}
    assert complaints(f"{TWO}\n session li talk 03-01 09:30") == {}
    assert complaints(f"{TWO}\n session amara talk 03-08 09:30") == {}
