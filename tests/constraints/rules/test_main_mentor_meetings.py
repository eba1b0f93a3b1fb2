from tests.constraints.verdicts import prices

TALK = """
    faculty wang
    faculty chen
    hours wang Mon 09:00-11:00
    activity talk weekly 60 meeting
    trainee amara fellow
    session amara talk 03-01 09:00 with=wang
"""


def test_a_meeting_with_another() -> None:
    text = "Amara has Talk on 1 March 2027, 09:00 to 10:00, with Wang, who is not the main mentor."
    assert prices("main_mentor_meetings", f"{TALK}\n mentor amara chen") == [(text, 1)]
    assert prices("main_mentor_meetings", TALK) == [(text, 1)]


def test_a_meeting_with_the_main_mentor() -> None:
    assert prices("main_mentor_meetings", f"{TALK}\n mentor amara wang") == []
