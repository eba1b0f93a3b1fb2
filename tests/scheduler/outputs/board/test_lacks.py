"""The first sentences of the board: how much lacks, to how many, what, why, and whether it must."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inputs.plan import Cause
from scheduler.outputs.board.lacks import Lacks, say_lacks
from scheduler.outputs.board.page import render_board
from scheduler.result import LevelResult
from scheduler.shortfalls import list_shortfalls
from scheduler.verify import verify
from tests.pictures import draw
from tests.scheduler.outputs.board.reading import Page
from tests.scheduler.outputs.board.small import SHORTFALLS, level, small_result, small_term

PICTURE = """
    term 03-01..03-14
    trainee amara fellow
    trainee li fellow
    trainee zhou fellow
    service ward 2
    faculty wang leads=talk
    absent wang 03-03..03-03
    curriculum fellow ward 2
    activity sim weekly 60
    activity talk weekly 60
    activity one weekly 60
    slot sim Tue 09:00 seats=1
    slot talk Wed 09:00
    rotation amara ward 03-01..03-14
    rotation li ward 03-01..03-14
    session amara sim 03-02 09:00
    session amara sim 03-09 09:00
    session amara talk 03-03 09:00
    session amara talk 03-10 09:00 with=wang
    session li talk 03-10 09:00 with=wang
    session zhou talk 03-10 09:00 with=wang
"""


def test_what_lacks_is_counted_with_its_largest_parts_and_reasons() -> None:
    plan, term = draw(PICTURE)
    lacking = list_shortfalls(plan, term, verify(plan, term), proven=True)
    assert say_lacks(term, lacking, [level("coverage", "optimal", 210, 210)]) == Lacks(
        "9 things that are owed are not given, to 2 of 3 trainees, and 1 session or round has no lead.",
        "It is proven that no plan misses less.",
        (("Sim", 4), ("Talk", 2), ("Week on no service", 2)),
        5,
        (
            ("all seats are taken", 4),
            ("all seats of services are taken", 3),
            ("others would lack as much", 2),
        ),
    )


@pytest.mark.parametrize(
    ("coverage", "words"),
    [
        (level("coverage", "feasible", 75, 60), "Another plan may miss less, but none less than 60 of these 75 points."),
        (level("coverage", "feasible", 75, 0), "It is not known whether another plan misses less."),
        (level("coverage", "feasible", 75, 75), "No plan misses less with the levels before as they stand."),
        (level("coverage", "skipped"), ""),
        (level("comfort", "optimal", 1, 1), ""),
    ],
)  # fmt: skip
def test_what_is_not_proven_is_said(coverage: LevelResult, words: str) -> None:
    assert say_lacks(small_term(), SHORTFALLS, [coverage]).proof == words


def test_one_thing_or_only_leads_or_nothing() -> None:
    term = small_term()
    one, lead = SHORTFALLS[0], SHORTFALLS[3]
    said = [say_lacks(term, lacking, []).headline for lacking in ((one,), (lead,), (lead, lead), ())]
    assert said == [
        "1 thing that is owed is not given, to 1 of 2 trainees.",
        "All trainees are given what is owed, but 1 session or round has no lead.",
        "All trainees are given what is owed, but 2 sessions or rounds have no lead.",
        "Nothing that is owed is missing.",
    ]


def test_what_need_not_be_given_is_not_called_owed() -> None:
    off = small_term(rules={"curriculum": {"off": "we count by hand"}})
    assert say_lacks(off, (), []).headline == "Nothing that is counted is missing."
    assert say_lacks(off, SHORTFALLS[:1], []).headline.startswith("1 thing that is counted is not given")


def test_what_nothing_hinders_stands_in_the_way_of_nothing() -> None:
    free = Cause(
        "costly", "perhaps it can be given: nothing hinders it, but no plan was found that lacks less"
    )
    lacking = replace(SHORTFALLS[0], causes=(free,))
    assert say_lacks(small_term(), [lacking], []).why == ()


def test_the_board_begins_with_it() -> None:
    full = Cause("seats", "all seats are taken on 8 March 2027")
    lacking = tuple(replace(each, causes=(full,)) for each in SHORTFALLS)
    text = Page(render_board(small_result(shortfalls=lacking), small_term())).text
    assert (
        "Small term 4 things that are owed are not given, to 1 of 2 trainees, and 1 session or round has "
        "no lead. It is proven that no plan misses less. Missing most: Journal club (papers) (2), "
        "Week on no service (1) and curriculum, Ward, Cell therapy laboratory or gone (1). "
        "Most often in the way: all seats are taken (5). Every level is proven"
    ) in text
