from tests.constraints.verdicts import prices

TALK = """
    faculty wang
    hours wang Mon 09:00-11:00
    hours wang Thu 09:00-11:00
    activity talk {} 60 meeting
    trainee amara fellow
    session amara talk 03-01 09:00 with=wang
    session amara talk 03-11 09:00 with=wang
"""


def test_one_meeting_on_another_day() -> None:
    picture = TALK.format("weekly") + "session amara talk 03-18 09:00 with=wang"
    text = "Amara has 3 meetings of Talk, but only 2 of them on a Thursday."
    assert prices("steady_meeting_day", picture) == [(text, 1)]


def test_of_two_days_alike_the_first_counts() -> None:
    text = "Amara has 2 meetings of Talk, but only one of them on a Monday."
    assert prices("steady_meeting_day", TALK.format("weekly")) == [(text, 1)]


def test_one_day() -> None:
    assert prices("steady_meeting_day", TALK.format("weekly").replace("03-11", "03-08")) == []


def test_other_cadences_have_no_usual_day() -> None:
    assert prices("steady_meeting_day", TALK.format("once")) == []


def test_each_of_several_meetings_on_one_day_counts() -> None:
    picture = f"""{TALK.format("weekly")}
    off only_what_is_owed for once
    session amara talk 03-11 10:00 with=wang
    session amara talk 03-18 09:00 with=wang
    """
    text = "Amara has 4 meetings of Talk, but only 3 of them on a Thursday."
    assert prices("steady_meeting_day", picture) == [(text, 1)]
    more = "session amara talk 03-22 09:00 with=wang\n session amara talk 03-22 10:00 with=wang"
    text = "Amara has 6 meetings of Talk, but only 3 of them on a Monday."
    assert prices("steady_meeting_day", f"{picture}\n {more}") == [(text, 3)]
