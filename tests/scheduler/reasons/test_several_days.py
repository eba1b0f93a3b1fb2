"""What is told of a session that several days could have been given to, some of them past."""

from __future__ import annotations

from datetime import date

import pytest

from tests.scheduler.reasons.told import WEEK, reasons

PAST = "What is past stays as it was published"
FULL = "all seats are taken on {} March 2027"
COSTLY = "giving it would cost others at least as much"


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (1, f"{FULL.format(1)}; {FULL.format(4)}; {COSTLY}."),
        (2, f"{FULL.format(1)}; {FULL.format(4)}; {COSTLY}."),
        (3, f"{PAST}; {FULL.format(4)}."),
        (5, f"{PAST}."),
    ],
)
def test_of_days_that_are_past_only_that_is_told_where_nothing_else_hindered_it(day: int, found: str) -> None:
    picture = f"""{WEEK}
    trainee li fellow
    trainee noor fellow
    activity mdt weekly 60
    slot mdt Mon 09:00 seats=1
    slot mdt Tue 09:00
    slot mdt Thu 09:00 seats=1
    session li mdt 03-01 09:00
    session noor mdt 03-04 09:00
    """
    assert reasons(picture, date(2027, 3, day)) == [found[:1].upper() + found[1:]]


def test_what_was_hindered_in_the_past_is_told() -> None:
    picture = f"{WEEK}\n activity mdt weekly 60\n slot mdt Mon 09:00 seats=1\n trainee li fellow\n session li mdt 03-01 09:00"
    assert reasons(picture, date(2027, 3, 8)) == ["All seats are taken on 1 March 2027."]


def test_what_hinders_it_on_most_days_is_told_first() -> None:
    picture = f"""{WEEK}
    trainee li fellow completed=sim
    activity sim once 60
    activity mdt weekly 60 after=sim
    slot sim Thu 09:00
    slot mdt Mon 09:00
    slot mdt Tue 09:00
    slot mdt Fri 09:00 seats=1
    session amara sim 03-04 09:00
    session li sim 03-04 09:00
    session li mdt 03-05 09:00
    """
    assert reasons(picture) == [f"Sim was not attended often enough before; {FULL.format(5)}."]
