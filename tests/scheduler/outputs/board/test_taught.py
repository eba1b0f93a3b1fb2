"""Whether the board tells what is taught, what is missing of it, and where seats are short."""

from __future__ import annotations

from dataclasses import replace

from scheduler.outputs.board.page import render_board
from scheduler.outputs.board.taught import TaughtRow, taught_rows
from scheduler.shortfalls import list_shortfalls
from scheduler.verify import verify
from tests.pictures import draw
from tests.scheduler.outputs.board.reading import Page
from tests.scheduler.outputs.board.small import small_result, small_term

PICTURE = """
    term 03-01..03-14
    trainee amara fellow
    trainee li fellow
    room hall 2
    activity mdt weekly 60
    activity sim weekly 60
    activity talk weekly 60
    slot mdt Mon 09:00
    slot sim Tue 09:00 seats=1
    slot talk Wed 09:00 room=hall
    session amara mdt 03-01 09:00
    session amara mdt 03-08 09:00
    session li mdt 03-01 09:00
    session li mdt 03-08 09:00
    session amara sim 03-02 09:00
    session amara sim 03-09 09:00
    session amara talk 03-03 09:00 room=hall
    session li talk 03-03 09:00 room=hall
    session li talk 03-10 09:00 room=hall
"""


def test_the_most_missed_comes_first_with_how_often_it_is_full() -> None:
    plan, term = draw(PICTURE)
    missing = list_shortfalls(plan, term, verify(plan, term), proven=True)
    assert taught_rows(plan, term, missing) == (
        TaughtRow("Sim", "2", "2", "1", "", "2 of 2"),
        TaughtRow("Talk", "3", "1", "1", "", "1 of 2"),
        TaughtRow("Mdt", "4", "", "", "", ""),
    )


def test_a_room_is_full_by_its_seats_of_the_day() -> None:
    plan, term = draw(f"{PICTURE} seats hall 03-10..03-10 1")
    assert [row.full for row in taught_rows(plan, term, ())] == ["", "2 of 2", "2 of 2"]


def test_topics_that_come_up_are_counted_once() -> None:
    plan, term = draw(PICTURE)
    first, *others = term.activities
    taught = replace(first, topics=("Doses", "Scores", "Trials"))
    topics = ("Doses", "Doses", "Trials", "something else")
    sessions = (
        replace(session, activity=taught, topic=topic)
        for session, topic in zip((s for s in plan.sessions if s.activity == first), topics, strict=True)
    )
    rows = taught_rows(
        replace(plan, sessions=tuple(sessions)), replace(term, activities=(taught, *others)), ()
    )
    assert [row.topics for row in rows] == ["2 of 3", "", ""]


def test_the_board_has_the_table() -> None:
    assert Page(render_board(small_result(), small_term())).table("taught") == [
        [
            "Activity",
            "Given",
            "Owed and not given",
            "Trainees who miss some",
            "Topics that come up",
            "Times that are full",
        ],
        ["Journal club (papers)", "2", "2", "1", "", ""],
        ["One-to-one", "2", "", "", "", ""],
    ]
