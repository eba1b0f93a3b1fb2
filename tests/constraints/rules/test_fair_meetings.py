import pytest

from constraints.rules.fair_meetings import most_for_nothing
from tests.constraints.verdicts import prices
from tests.pictures import draw_term

WEEKS, PAIR = ("01", "08", "15", "22"), ("amara", "li")
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


@pytest.mark.parametrize(("of_wang", "above"), [(3, 0), (4, 1)])
def test_without_a_setting_a_quarter_above_the_share_costs_nothing(of_wang: int, above: int) -> None:
    """Of 4 meetings each may have 2 and a half, rounded up."""
    picture = TWO.replace("rule fair_meetings tolerance=0", "")
    mentors = ["wang"] * of_wang + ["chen"] * (4 - of_wang)
    for day, mentor in zip(("01", "08", "15", "22"), mentors, strict=True):
        picture += f"\n session amara talk 03-{day} 09:00 with={mentor}"
    assert sum(amount for _, amount in prices("fair_meetings", picture)) == above


@pytest.mark.parametrize("tolerance", [0, 25, 60])
def test_the_most_for_nothing_is_what_the_rule_lets_each_mentor_have(tolerance: int) -> None:
    """Wang offers 2 hours of 3 a week; of 8 meetings in all Wang has as many as cost nothing, and one more."""
    picture = f"""
    faculty wang
    faculty chen
    faculty zhou meetings=0
    hours wang Mon 09:00-11:00
    hours chen Mon 13:00-14:00
    hours zhou Mon 09:00-18:00
    activity talk weekly 60 meeting
    trainee amara fellow
    trainee li fellow
    rule fair_meetings tolerance={tolerance}
    """
    most = {mentor.id: share for mentor, share in most_for_nothing(draw_term(picture), 8).items()}
    assert set(most) == {"wang", "chen"}
    hours = ("09:00 with=wang", "10:00 with=wang")
    of_wang = [
        f"session {who} talk 03-{day} {at}" for day in WEEKS for who, at in zip(PAIR, hours, strict=True)
    ]
    of_chen = [f"session {who} talk 03-{day} 13:00 with=chen" for day in WEEKS for who in PAIR]
    for number in range(9):
        plan = "\n".join([*of_wang[:number], *of_chen[number:]])
        found = [text for text, _ in prices("fair_meetings", f"{picture}\n{plan}")]
        dear = {mentor for mentor in most if any(text.startswith(mentor.capitalize()) for text in found)}
        assert dear == {m for m, has in (("wang", number), ("chen", 8 - number)) if has > most[m]}


def test_nothing_is_a_fair_share_where_the_rule_is_off_or_nobody_offers_hours() -> None:
    assert most_for_nothing(draw_term(f"{TWO}\n off fair_meetings as a try"), 8) == {}
    assert most_for_nothing(draw_term("faculty wang"), 8) == {}
