import pytest

from tests.constraints.verdicts import prices

ONE_WEEK = """
    activity mdt weekly 60 weight={}
    slot mdt Mon 09:00
    trainee amara fellow 03-01..03-07
    rule fair_shortfalls step={}
"""


def test_a_fair_share_is_in_proportion_to_the_weeks_of_the_stay() -> None:
    picture = """
    activity mdt weekly 60 weight=7
    slot mdt Mon 09:00
    trainee amara fellow
    session amara mdt 03-01 09:00
    trainee li fellow 03-01..03-14
    trainee zhou fellow 03-03..03-17
    rule fair_shortfalls step=1
    """
    assert prices("fair_shortfalls", picture) == [
        (
            "Amara lacks 21 points of coverage in a stay of 4 weeks, but a fair share is at most 4.",
            (21 - 4) + (21 - 8) + (21 - 16),
        ),
        (
            "Li lacks 14 points of coverage in a stay of 2 weeks, but a fair share is at most 2.",
            (14 - 2) + (14 - 4) + (14 - 8),
        ),
        (
            "Zhou lacks 14 points of coverage in a stay of 3 weeks, but a fair share is at most 3.",
            (14 - 3) + (14 - 6) + (14 - 12),
        ),
    ]


@pytest.mark.parametrize(
    ("step", "first", "amount"),
    [
        (0, 1, (21 - 1) + (21 - 2) + (21 - 4) + (21 - 8) + (21 - 16)),
        (1, 1, (21 - 1) + (21 - 2) + (21 - 4) + (21 - 8) + (21 - 16)),
        (5, 5, 3 * (21 - 5) + (21 - 10) + (21 - 20)),
        (20, 20, 5 * (21 - 20)),
    ],
)
def test_limits_are_rounded_up_to_whole_steps(step: int, first: int, amount: int) -> None:
    assert prices("fair_shortfalls", ONE_WEEK.format(21, step)) == [
        (
            f"Amara lacks 21 points of coverage in a stay of one week, but a fair share is at most {first}.",
            amount,
        )
    ]


def test_what_is_at_the_first_limit_is_fair() -> None:
    assert prices("fair_shortfalls", ONE_WEEK.format(20, 20)) == []


def test_without_a_setting_a_step_is_the_price_of_one_important_session() -> None:
    picture = "activity mdt weekly 60 weight={}\n slot mdt Mon 09:00\n trainee amara fellow 03-01..03-07"
    text = "Amara lacks 21 points of coverage in a stay of one week, but a fair share is at most 20."
    assert prices("fair_shortfalls", picture.format(20)) == []
    assert prices("fair_shortfalls", picture.format(21)) == [(text, 5)]


def test_nothing_lacks() -> None:
    assert prices("fair_shortfalls", "trainee amara fellow") == []
