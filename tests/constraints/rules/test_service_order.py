from tests.constraints.verdicts import complaints

LAB = """
    service ward 2
    service lab 2 after=ward
    trainee amara fellow
"""
TEXT = "Amara is on Lab from {}, but has no rotation on Ward before."


def test_nothing_before() -> None:
    text = TEXT.format("1 March 2027 to 14 March 2027")
    assert complaints(f"{LAB}\n rotation amara lab 03-01..03-14") == {"service_order": [text]}
    later = f"{LAB}\n rotation amara lab 03-01..03-14\n rotation amara ward 03-15..03-21"
    assert complaints(later) == {"service_order": [text]}


def test_the_week_before_and_long_before() -> None:
    assert complaints(f"{LAB}\n rotation amara ward 03-01..03-07\n rotation amara lab 03-08..03-14") == {}
    assert complaints(f"{LAB}\n rotation amara ward 03-01..03-07\n rotation amara lab 03-22..03-28") == {}
