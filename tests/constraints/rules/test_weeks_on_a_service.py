from tests.constraints.verdicts import prices

STAY = """
    service ward 2
    trainee amara fellow 03-07..03-21
    rotation amara ward 03-08..03-21
"""


def test_a_week_on_none_even_of_one_day() -> None:
    assert prices("weeks_on_a_service", STAY) == [("Amara is on no service in the week of 1 March 2027.", 20)]


def test_all_weeks() -> None:
    assert prices("weeks_on_a_service", STAY.replace("03-08..03-21", "03-07..03-21")) == []


def test_the_weight_is_a_parameter() -> None:
    assert [
        cost for _, cost in prices("weeks_on_a_service", f"{STAY}\n rule weeks_on_a_service weight=3")
    ] == [3]


def test_a_term_without_services_asks_for_none() -> None:
    assert prices("weeks_on_a_service", "trainee amara fellow") == []
