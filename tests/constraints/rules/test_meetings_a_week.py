from tests.constraints.published import told
from tests.constraints.verdicts import complaints

WANG = """
    faculty wang meetings={}
    hours wang Mon 09:00-11:00
    hours wang Fri 09:00-11:00
    activity talk weekly 60 meeting
    trainee amara fellow
    trainee li fellow
    session amara talk 03-01 09:00 with=wang
    session li talk 03-05 09:00 with=wang
"""


def test_one_meeting_too_many() -> None:
    text = "Wang has 2 meetings in the week of 1 March 2027, but gives only one a week."
    assert complaints(WANG.format(1)) == {"meetings_a_week": [text]}


def test_as_many_as_promised() -> None:
    assert complaints(WANG.format(2)) == {}


def test_the_next_week_counts_anew() -> None:
    assert complaints(WANG.format(1).replace("03-05", "03-08")) == {}


def test_meetings_of_the_past_stay_though_the_mentor_gives_fewer_now() -> None:
    was = """
    session amara talk 03-04 14:00 with=wang topic=a
    session li talk 03-04 15:00 with=wang topic=a
    """
    fewer = (("wang leads", "wang meetings=1 leads"),)
    text = "Wang has 2 meetings in the week of 1 March 2027, but gives only one a week."
    assert told("meetings_a_week", was=was, in_term=fewer, since="03-05") == {}
    assert told("meetings_a_week", was=was, in_term=fewer, since="03-04") == {text: 1}
    more = (("03-04 15:00", "03-04 15:00 with=wang topic=a\n    session li talk 03-05 15:00"),)
    text = "Wang has 3 meetings in the week of 1 March 2027, but gives only one a week."
    assert told("meetings_a_week", *more, was=was, in_term=fewer, since="03-05") == {text: 1}


def test_sessions_of_the_past_that_the_mentor_led_are_no_meetings() -> None:
    was = """
    session amara mdt 03-01 09:00 with=wang
    session li mdt 03-01 09:00 with=wang
    session amara talk 03-04 14:00 with=wang topic=a
    session li talk 03-04 15:00 with=wang topic=a
    """
    fewer = (("wang leads", "wang meetings=1 leads"),)
    text = "Wang has 2 meetings in the week of 1 March 2027, but gives only one a week."
    assert told("meetings_a_week", was=was, in_term=fewer, since="03-02") == {text: 1}
