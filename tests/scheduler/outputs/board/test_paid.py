"""What the board tells of the points that are not for shortfalls."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scheduler.outputs.board import paid
from scheduler.outputs.board.page import render_board
from scheduler.outputs.board.paid import PaidLevel, paid_levels
from tests.pictures import draw_plan, draw_term
from tests.scheduler.outputs.board.reading import Page
from tests.scheduler.outputs.board.small import small_result

if TYPE_CHECKING:
    import pytest

TERM = draw_term("""
    term 03-01..03-14
    trainee amara fellow
    trainee li fellow interests=cells
    faculty wang interests=blood
    hours wang Mon 14:00-15:00
    activity mdt weekly 60 topics=a;b
    activity talk once 60 meeting
    slot mdt Mon 09:00
    """)
PLAN = draw_plan(
    TERM,
    """
    session amara mdt 03-01 09:00 topic=a
    session amara mdt 03-08 09:00 topic=a
    session li mdt 03-01 09:00 topic=a
    session li mdt 03-08 09:00 topic=a
    session li talk 03-01 14:00 with=wang
    mentor li wang
    """,
)
MISSED = "{} sees one topic of Mdt in 2 sessions, but could see 2."


def told() -> dict[str, PaidLevel]:
    return {level.name: level for level in paid_levels(PLAN, TERM)}


def test_each_point_stands_with_whom_it_is_for() -> None:
    assert "Coverage" not in told()
    curriculum = told()["Curriculum"]
    assert curriculum == PaidLevel(
        "Curriculum",
        "4 points",
        (
            ("Amara has no main mentor.", 1),
            (MISSED.format("Amara"), 1),
            (MISSED.format("Li"), 1),
            ("Li shares no interest with Wang, the main mentor.", 1),
        ),
        "",
    )


def test_the_dearest_come_first_and_the_rest_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paid, "MOST_LINES", 1)
    for level in told().values():
        assert len(level.lines) == 1
    assert told()["Curriculum"].more == "and 3 more, 3 points"


def test_the_board_tells_them_folded() -> None:
    result = replace(small_result(), plan=PLAN, shortfalls=())
    page = render_board(result, TERM)
    assert MISSED.format("Amara") in Page(page).text
    assert "Curriculum what 4 points are for" in Page(page).text
    assert page.count('<details class="paid">') == 2
