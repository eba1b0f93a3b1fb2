"""How far a new plan is bound to a published one, as numbers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from inputs.plan import Plan
from inputs.published import MOST_WEIGHT, Lost, Published
from tests.pictures import draw_term

SINCE = date(2027, 3, 8)


@pytest.mark.parametrize(
    ("was", "improve", "cost", "content"),
    [(40, False, 39, True), (40, False, 40, True), (40, False, 41, False), (40, True, 40, False)],
)
def test_nobody_is_moved_where_no_more_lacks_than_when_it_was_published(
    was: int, improve: bool, cost: int, content: bool
) -> None:
    assert Published(Plan(), SINCE, cost=was, improve=improve).is_content_with(cost) is content


def test_where_nobody_knows_what_lacked_nobody_is_content() -> None:
    assert not Published(Plan(), SINCE).is_content_with(0)


def test_a_change_counts_by_how_soon_it_comes() -> None:
    published = Published(Plan(), SINCE)
    days = (0, 13, 14, 41, 42)
    assert [published.weight(SINCE + timedelta(days)) for days in days] == [4, 4, 2, 2, 1]


def test_a_person_counts_more_than_all_that_is_lost() -> None:
    term = draw_term("trainee amara fellow")
    lost = tuple(Lost(term.trainees[0], f"session {number}", SINCE) for number in range(300))
    points = Published(Plan(), SINCE, lost=lost).points_a_person(term)
    assert points == 10_000 > len(lost) * MOST_WEIGHT
