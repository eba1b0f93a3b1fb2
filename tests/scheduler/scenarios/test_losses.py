"""What is lost: what lacks and did not lack before, with the points that are lacked in addition."""

from __future__ import annotations

import pytest

from inputs.plan import Shortfall
from scheduler.scenarios.losses import find_worse
from tests.picture_rows import read_span
from tests.pictures import draw_term

MARCH, MAY, JUNE, JULY = "03-01..03-07", "05-03..05-09", "06-07..06-13", "07-05..07-11"


def lacking(*days: tuple[str, int]) -> list[Shortfall]:
    return [Shortfall(None, "lead", "sim", read_span(span), cost) for span, cost in days]


@pytest.mark.parametrize(
    ("before", "now", "lost"),
    [
        ([], [(MAY, 30)], [(MAY, 30)]),
        ([], [(MAY, 1)], [(MAY, 1)]),
        ([(MAY, 30)], [(MAY, 30)], []),
        ([(MAY, 30)], [(JUNE, 30)], []),
        ([(MAY, 30)], [], []),
        ([(MAY, 30)], [(MARCH, 30), (MAY, 30)], [(MARCH, 30)]),
        ([(MAY, 30)], [(MAY, 30), (JUNE, 30)], [(JUNE, 30)]),
        ([(MAY, 30)], [(JUNE, 30), (JULY, 30)], [(JUNE, 30)]),
        ([(MAY, 30)], [(MARCH, 30), (JUNE, 30), (JULY, 30)], [(MARCH, 30), (JUNE, 30)]),
        ([(MAY, 30)], [(MAY, 30), (MAY, 30)], [(MAY, 30)]),
        ([(MAY, 20)], [(MAY, 60)], [(MAY, 40)]),
        ([(MAY, 0)], [(JUNE, 0)], []),
    ],
)
def test_as_much_is_lost_as_is_lacked_in_addition(
    before: list[tuple[str, int]], now: list[tuple[str, int]], lost: list[tuple[str, int]]
) -> None:
    assert list(find_worse(lacking(*before), lacking(*now))) == lacking(*lost)


def test_what_one_loses_another_does_not_make_up_for() -> None:
    rounds = [Shortfall(None, "lead", "ward", read_span(MAY), 30)]
    assert list(find_worse(lacking((MAY, 30)), rounds)) == rounds


def test_what_one_trainee_lacks_instead_of_another_is_lost() -> None:
    amara, li = draw_term("trainee amara fellow\n trainee li fellow").trainees
    before, now = (Shortfall(who, "session", "sim", read_span(MAY), 10) for who in (amara, li))
    assert list(find_worse([before], [now])) == [now]
    assert list(find_worse([before], [before])) == []
