from tests.constraints.verdicts import complaints

TWICE = """
    service ward 2
    service lab 2
    trainee amara fellow
    rotation amara ward 03-01..03-07
    rotation amara lab 03-08..03-14
"""


def test_a_service_taken_again() -> None:
    text = "Amara has 2 rotations on Ward, but takes each service at most once."
    assert complaints(f"{TWICE}\n rotation amara ward 03-15..03-21") == {"no_service_twice": [text]}


def test_each_service_once() -> None:
    assert complaints(TWICE) == {}
