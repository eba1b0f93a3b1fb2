from tests.constraints.verdicts import prices

TWO = """
    faculty wang
    faculty chen
    hours wang Mon 09:00-11:00
    hours chen Mon 09:00-11:00
    activity talk weekly 60 meeting
    trainee amara fellow
    rule fair_meetings tolerance=0
"""


def test_more_meetings_than_the_share() -> None:
    picture = f"""{TWO}
    session amara talk 03-01 09:00 with=wang
    session amara talk 03-08 09:00 with=wang
    """
    text = "Wang has 2 meetings, but a fair share of the hours offered is only one."
    assert prices("fair_meetings", picture) == [(text, 1)]


def test_the_share() -> None:
    picture = f"""{TWO}
    session amara talk 03-01 09:00 with=wang
    session amara talk 03-08 09:00 with=chen
    """
    assert prices("fair_meetings", picture) == []


def test_the_share_is_rounded_up() -> None:
    picture = f"""{TWO}
    session amara talk 03-01 09:00 with=wang
    session amara talk 03-08 09:00 with=wang
    session amara talk 03-15 09:00 with=chen
    """
    assert prices("fair_meetings", picture) == []


def test_half_hours_and_limits_count() -> None:
    picture = """
    faculty wang meetings=1
    faculty chen
    hours wang Mon 09:00-12:00
    hours chen Mon 09:00-09:30
    activity talk weekly 30 meeting
    trainee amara fellow
    rule fair_meetings tolerance=0
    session amara talk 03-01 09:00 with=wang
    session amara talk 03-08 09:00 with=wang
    session amara talk 03-15 09:00 with=chen
    """
    assert prices("fair_meetings", picture) == []


def test_holidays_offer_nothing() -> None:
    picture = f"""{TWO}
    hours zhou Mon 09:00-11:00
    faculty zhou
    holiday 03-01
    holiday 03-08
    session amara talk 03-15 09:00 with=wang
    session amara talk 03-22 09:00 with=zhou
    """
    assert prices("fair_meetings", picture) == []


def test_nobody_offers_anything() -> None:
    picture = """
    faculty wang meetings=0
    hours wang Mon 09:00-11:00
    activity talk weekly 60 meeting
    trainee amara fellow
    session amara talk 03-01 09:00 with=wang
    """
    assert prices("fair_meetings", picture) == []


def test_hours_beyond_the_limit_of_a_week_offer_nothing() -> None:
    picture = """
    faculty wang meetings=2
    faculty chen
    hours wang Mon 09:00-14:00
    hours chen Mon 09:00-10:00
    activity talk weekly 60 meeting
    trainee amara fellow
    trainee li fellow
    rule fair_meetings tolerance=0
    session amara talk 03-01 09:00 with=wang
    session li talk 03-01 10:00 with=wang
    session amara talk 03-08 09:00 with=wang
    session li talk 03-08 10:00 with=wang
    session amara talk 03-15 09:00 with=chen
    session li talk 03-22 09:00 with=chen
    """
    assert prices("fair_meetings", picture) == []
    text = "Wang has 5 meetings, but a fair share of the hours offered is at most 4."
    assert prices("fair_meetings", picture.replace("03-15 09:00 with=chen", "03-15 09:00 with=wang")) == [
        (text, 1)
    ]
