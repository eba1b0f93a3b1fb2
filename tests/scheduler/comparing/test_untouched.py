"""Who is in a changelog and is not touched, as planning again counts it."""

from __future__ import annotations

from datetime import date

import pytest

from scheduler.comparing.appointments import Side
from scheduler.comparing.changes import find_changes, things_of
from scheduler.comparing.words import plain_changes, plain_counts, say_untouched
from tests.pictures import draw

TERM = """
    trainee amara fellow 03-01..03-14
    trainee li fellow 03-01..03-28
    faculty wang
    faculty chen
    hours wang Thu 14:00-16:00
    hours chen Thu 14:00-16:00
    activity talk weekly 60 meeting
"""
PLAN = """
    session amara talk 03-04 14:00 with=wang
    mentor amara wang
    session li talk 03-25 14:00 with=wang
    mentor li wang
"""


def told(new: str, since: str, in_term: str = TERM) -> tuple[int, str]:
    """Return how many are touched by a new plan, and what is said of the others."""
    plan, term = draw(in_term + new)
    people = find_changes(Side(*draw(TERM + PLAN)), Side(plan, term))
    plain, day = plain_changes(people), date(2027, 3, int(since[3:]))
    touched = plain_counts(plain, things_of(people), day, term)["touched"]
    assert touched is not None
    return touched, say_untouched(plain, day, term)


ANOTHER = PLAN.replace("mentor amara wang", "mentor amara chen")


@pytest.mark.parametrize(
    ("since", "touched", "words"),
    [
        ("03-01", 3, ""),
        ("03-14", 3, ""),
        (
            "03-15",
            0,
            "Nobody is touched from 15 March 2027 on; of 3 only what is past is written otherwise.",
        ),
    ],
)
def test_a_main_mentor_is_past_when_the_stay_is_over(since: str, touched: int, words: str) -> None:
    assert told(ANOTHER, since) == (touched, words)


def test_a_mentor_who_left_the_term_after_the_trainee_touches_nobody() -> None:
    term, plan = (text.replace("wang", "chen") for text in (TERM, PLAN))
    term = term.replace("    faculty chen\n", "", 1).replace("    hours chen Thu 14:00-16:00\n", "", 1)
    plan = plan.replace("    mentor amara chen\n", "")
    plan = plan.replace("    session amara talk 03-04 14:00 with=chen\n", "")
    touched, words = told(plan, "03-15", term)
    assert touched == 2  # li and chen, who meets li now
    assert words == (
        "Of these 4 people, 2 are touched from 15 March 2027 on; of one only what is past is written "
        "otherwise; one left the term."
    )


NEW = "\n    trainee sofia fellow 03-15..03-28\n"


def test_who_only_becomes_main_mentor_of_somebody_who_comes_is_not_touched() -> None:
    touched, words = told(PLAN + "    mentor sofia chen", "03-08", TERM + NEW)
    assert touched == 0
    assert words == (
        "Nobody is touched from 8 March 2027 on; one had nothing published before; one only became main "
        "mentor of somebody who comes."
    )


def test_who_meets_somebody_who_comes_is_touched() -> None:
    new = "    mentor sofia chen\n    session sofia talk 03-18 14:00 with=chen\n"
    assert told(PLAN + new, "03-08", TERM + NEW)[0] == 1
