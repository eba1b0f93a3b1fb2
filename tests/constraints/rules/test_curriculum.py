from constraints.rule import At
from tests.constraints.verdicts import prices, violations
from tests.picture_rows import read_span
from tests.pictures import draw_term

STAY = """
    service ward 2
    service lab 2
    trainee amara fellow
"""


def test_a_week_too_few_on_a_service() -> None:
    picture = f"""{STAY}
    curriculum fellow ward 3
    rotation amara ward 03-01..03-14
    """
    text = "Amara has 2 weeks on Ward in one rotation, but the curriculum asks for 3 weeks."
    assert prices("curriculum", picture) == [(text, 20)]


def test_enough() -> None:
    picture = f"""{STAY}
    curriculum fellow ward 2 rotations=1
    rotation amara ward 03-01..03-14
    """
    assert prices("curriculum", picture) == []


def test_a_list_asks_for_weeks_on_any_and_for_different_services() -> None:
    picture = f"""{STAY}
    curriculum fellow ward;lab 4 rotations=2
    rotation amara ward 03-01..03-21
    """
    text = "Amara has 3 weeks on Lab and Ward in one rotation, but the curriculum asks for 4 weeks and 2 different rotations."
    assert prices("curriculum", picture) == [(text, 40)]
    amara = draw_term(picture).trainees[0]
    assert [v.at for v in violations("curriculum", picture)] == [
        At(amara, "lab;ward", read_span("03-01..03-28"), "curriculum")
    ]


def test_the_largest_of_the_rows_that_fit_the_weeks_of_the_stay() -> None:
    picture = """
    service ward 2
    trainee amara fellow 03-07..03-15
    curriculum fellow ward 1
    curriculum fellow ward 3 stay=3..3
    curriculum fellow ward 9 stay=4..
    curriculum fellow ward 9 stay=0..2
    curriculum student ward 9
    """
    text = "Amara has no weeks on Ward, but the curriculum asks for 3 weeks."
    assert prices("curriculum", picture) == [(text, 60)]


def test_the_weight_is_a_parameter() -> None:
    picture = f"""{STAY}
    curriculum fellow ward 1
    rule curriculum weight=7
    """
    text = "Amara has no weeks on Ward, but the curriculum asks for one week."
    assert prices("curriculum", picture) == [(text, 7)]


def test_a_week_on_two_services_counts_once() -> None:
    picture = f"""{STAY}
    curriculum fellow ward;lab 3
    rotation amara ward 03-01..03-14
    rotation amara lab 03-01..03-07
    off one_service_a_week to see
    """
    text = "Amara has 2 weeks on Lab and Ward in 2 rotations, but the curriculum asks for 3 weeks."
    assert prices("curriculum", picture) == [(text, 20)]


def test_a_service_taken_twice_counts_once() -> None:
    picture = f"""{STAY}
    curriculum fellow ward;lab 1 rotations=2
    rotation amara ward 03-01..03-07
    rotation amara ward 03-15..03-21
    off no_service_twice to see
    """
    text = "Amara has 2 weeks on Lab and Ward in one rotation, but the curriculum asks for one week and 2 different rotations."
    assert prices("curriculum", picture) == [(text, 20)]
