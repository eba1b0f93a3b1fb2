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


def test_a_run_of_weeks_on_the_same_services_is_told_once() -> None:
    text = (
        "Amara is on Lab and Ward in the weeks from 1 March 2027 to 14 March 2027, "
        "but a trainee is on one service at a time."
    )
    assert complaints(f"{WARDS}\n rotation amara lab 03-01..03-14") == {"one_service_a_week": [text]}


def test_two_rotations_on_one_service_in_a_week_are_told_once() -> None:
    picture = f"{WARDS}\n rotation amara ward 03-08..03-21"
    told = "Amara has 2 rotations on Ward, but takes each service at most once."
    assert complaints(picture) == {"no_service_twice": [told]}
    text = "Amara is on Ward twice in the week of 8 March 2027, but a trainee is on one service at a time."
    off = "off no_service_twice they come back"
    assert complaints(f"{picture}\n {off}") == {"one_service_a_week": [text]}
    text = text.replace("on Ward twice", "on Lab and Ward 3 times").replace("8", "1")
    thrice = f"{picture}\n rotation amara ward 03-01..03-07\n rotation amara ward 03-01..03-21\n {off}"
    assert complaints(f"{thrice}\n rotation amara lab 03-01..03-07")["one_service_a_week"][0] == text


def test_one_after_the_other() -> None:
    assert complaints(f"{WARDS}\n rotation amara lab 03-15..03-21") == {}
