"""What a mentor is asked for so that a meeting can be: just what binds, and told as it is applied."""

import pytest

from inputs.term import Term
from scheduler.explaining.remedies import remedies_for
from scheduler.explaining.remedy import Remedy
from scheduler.shortfalls import list_shortfalls
from scheduler.verify import verify
from tests.pictures import draw

DAYS = "in the days 1 March 2027 to 7 March 2027"
BUSY = """
    term 03-01..03-07 08:00-18:00
    trainee amara fellow
    trainee li fellow
    faculty wang {}
    activity one weekly 60 meeting
    session amara one 03-01 14:00 with=wang
"""


def given(picture: str) -> tuple[Term, Remedy]:
    """Return the term of a picture, and what is asked of a mentor for what lacks in it."""
    plan, term = draw(picture)
    (lacking, *_) = list_shortfalls(plan, term, verify(plan, term), proven=True)
    (remedy,) = remedies_for(lacking, plan, term)
    return term, remedy


@pytest.mark.parametrize(
    ("limit", "hours", "words", "more"),
    [
        ("meetings=1", ["Mon 14:00-16:00"], "one meeting a week more of Wang", (1, 2)),
        ("meetings=2", ["Mon 14:00-15:00"], f"one hour more of Wang {DAYS}", (2, 2)),
        ("", ["Mon 14:00-15:00"], f"one hour more of Wang {DAYS}", (2, None)),
        (
            "meetings=1",
            ["Mon 14:00-15:00"],
            f"one hour more of Wang {DAYS}, and one meeting a week more",
            (2, 2),
        ),
    ],
)
def test_only_what_binds_is_altered(
    limit: str, hours: list[str], words: str, more: tuple[int, int | None]
) -> None:
    rows = "".join(f"\n    hours wang {row}" for row in hours)
    term, remedy = given(BUSY.format(limit) + rows)
    (wang,) = remedy.alter(term).faculty
    assert (remedy.words, (len(wang.hours), wang.max_meetings_per_week)) == (words, more)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (["Tue 17:30-18:00"], "one hour more of Wang each Monday and Tuesday"),
        (["Mon 09:00-09:30"], "2 hours more of Wang each Monday"),
        (
            ["Mon 09:00-09:30", "Tue 17:30-18:00"],
            "2 hours more of Wang each Monday and one hour more of Wang each Tuesday",
        ),
    ],
)
def test_each_hour_that_is_more_is_told(rows: list[str], words: str) -> None:
    more = "".join(f"\n    hours wang {row}" for row in ["Mon 14:00-15:00", *rows])
    term, remedy = given(BUSY.format("") + more)
    assert remedy.words == f"{words} {DAYS}"
    assert len(remedy.alter(term).faculty[0].hours) == 2 * (1 + len(rows))


def test_a_whole_day_has_no_hour_more() -> None:
    plan, term = draw("""
        term 03-01..03-07 08:00-09:00
        trainee amara fellow
        trainee li fellow
        faculty wang
        hours wang Mon 08:00-09:00
        activity one weekly 60 meeting
        session amara one 03-01 08:00 with=wang
    """)
    (lacking, *_) = list_shortfalls(plan, term, verify(plan, term), proven=True)
    assert list(remedies_for(lacking, plan, term)) == []
