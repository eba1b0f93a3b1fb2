from tests.constraints.verdicts import prices

WARD = """
    service ward 2 round=08:00+60
    service lab 2
    faculty wang leads=ward
    trainee amara fellow
    trainee li fellow 03-03..03-09
    rotation amara ward 03-01..03-14
    rotation amara lab 03-15..03-28
    rotation li ward 03-03..03-09
"""


def test_a_week_without_a_lead() -> None:
    picture = f"{WARD}\n round ward 03-08 wang"
    assert prices("led_rounds", picture) == [
        ("The rounds of Ward have no lead in the week of 1 March 2027.", 30)
    ]


def test_weeks_without_trainees_and_services_without_rounds_need_none() -> None:
    picture = f"""{WARD}
    round ward 03-01 wang
    round ward 03-08 wang
    """
    assert prices("led_rounds", picture) == []


def test_the_weight_is_a_parameter() -> None:
    assert [cost for _, cost in prices("led_rounds", f"{WARD}\n rule led_rounds weight=4")] == [4, 4]
