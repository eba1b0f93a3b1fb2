from tests.constraints.published import told
from tests.constraints.verdicts import complaints, violations

WARD = """
    service ward 1
    trainee amara fellow
    trainee li fellow
"""


def test_two_trainees_on_one_seat() -> None:
    picture = f"""{WARD}
    rotation amara ward 03-01..03-14
    rotation li ward 03-08..03-14
    """
    text = "Ward hosts Amara and Li in the week of 8 March 2027, but has one seat."
    assert complaints(picture) == {"service_seats": [text]}


def test_one_after_the_other_fit() -> None:
    picture = f"""{WARD}
    rotation amara ward 03-01..03-14
    rotation li ward 03-15..03-21
    """
    assert complaints(picture) == {}


def test_a_change_counts_in_each_week_that_it_touches_and_the_fewest_hold() -> None:
    picture = """
    service ward 3
    trainee amara fellow
    trainee li fellow
    seats ward 03-07..03-08 1
    seats ward 03-08..03-08 0
    rotation amara ward 03-01..03-21
    rotation li ward 03-01..03-21
    """
    assert [(v.text, v.amount) for v in violations("service_seats", picture)] == [
        ("Ward hosts Amara and Li in the week of 1 March 2027, but has one seat.", 1),
        ("Ward hosts Amara and Li in the week of 8 March 2027, but has no seats.", 2),
    ]


def test_who_was_there_in_the_past_stays_though_there_are_fewer_seats_now() -> None:
    was = "rotation amara ward 03-01..03-14\n rotation li ward 03-08..03-14"
    fewer = (("ward 2", "ward 1"),)
    text = "Ward hosts Amara and Li in the week of {} March 2027, but has one seat."
    assert told("service_seats", was=was, in_term=fewer, since="03-02") == {text.format(8): 1}
    assert told("service_seats", was=was, in_term=fewer, since="03-09") == {}
    arrives = (*fewer, ("trainee li fellow", "trainee li fellow 03-10..03-28"))
    assert told("service_seats", was=was, in_term=arrives, since="03-09") == {text.format(8): 1}
    clipped = was.replace("li ward 03-08", "li ward 03-10")
    assert told("service_seats", was=clipped, in_term=arrives, since="03-09") == {text.format(8): 1}
    assert told("service_seats", was=clipped, in_term=arrives, since="03-11") == {}
