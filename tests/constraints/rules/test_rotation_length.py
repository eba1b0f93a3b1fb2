from tests.constraints.verdicts import complaints

WARD = """
    service ward 2 weeks=2..3
    trainee amara fellow
    trainee li fellow 03-03..03-05
    trainee sofia fellow 03-07..03-08
"""


def test_too_short() -> None:
    text = "Amara is on Ward for one week, from 1 March 2027 to 7 March 2027, but a rotation there lasts at least 2."
    assert complaints(f"{WARD}\n rotation amara ward 03-01..03-07") == {"rotation_length": [text]}


def test_too_long() -> None:
    text = "Amara is on Ward for 4 weeks, from 1 March 2027 to 28 March 2027, but a rotation there lasts at most 3."
    assert complaints(f"{WARD}\n rotation amara ward 03-01..03-28") == {"rotation_length": [text]}


def test_the_shortest_and_the_longest() -> None:
    assert complaints(f"{WARD}\n rotation amara ward 03-01..03-14") == {}
    assert complaints(f"{WARD}\n rotation amara ward 03-01..03-21") == {}


def test_the_whole_of_a_short_stay() -> None:
    assert complaints(f"{WARD}\n rotation li ward 03-03..03-05") == {}


def test_two_days_may_touch_two_weeks() -> None:
    assert complaints(f"{WARD}\n rotation sofia ward 03-07..03-08") == {}
    text = "Sofia is on Ward for one week, from 8 March 2027, but a rotation there lasts at least 2."
    assert complaints(f"{WARD}\n rotation sofia ward 03-08..03-08") == {"rotation_length": [text]}
