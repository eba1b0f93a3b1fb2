from tests.constraints.verdicts import complaints

WARDS = """
    service ward 2
    service lab 2
    trainee amara fellow
    rotation amara ward 03-01..03-14
"""


def test_two_services_in_one_week() -> None:
    text = "Amara is on Ward and Lab in the week of 8 March 2027, but a trainee is on one service at a time."
    assert complaints(f"{WARDS}\n rotation amara lab 03-08..03-21") == {"one_service_a_week": [text]}


def test_one_after_the_other() -> None:
    assert complaints(f"{WARDS}\n rotation amara lab 03-15..03-21") == {}
