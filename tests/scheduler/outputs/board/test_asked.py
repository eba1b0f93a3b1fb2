"""Whether the board tells which weeks the curriculum asks for are given, and where one more seat would do."""

from __future__ import annotations

from scheduler.outputs.board.asked import AskedCell, AskedKind, AskedRow, asked_kinds, weeks_lacking
from scheduler.outputs.board.page import render_board
from scheduler.outputs.board.view import TermView
from tests.pictures import draw
from tests.scheduler.outputs.board.reading import Page
from tests.scheduler.outputs.board.small import small_result

PICTURE = """
    term 03-01..03-28
    trainee amara fellow 03-01..03-28
    trainee li fellow 03-01..03-14
    trainee zhou resident 03-01..03-28
    trainee wu student 03-01..03-28
    service ward 1
    service lab 1
    service clinic 2
    seats ward 03-10..03-12 2
    seats lab 03-22..03-28 0
    curriculum fellow ward 2
    curriculum fellow ward 1
    curriculum fellow lab;clinic 2 rotations=2 stay=4..
    curriculum resident ward 3
    rotation amara ward 03-01..03-07
    rotation amara lab 03-08..03-21
    rotation li ward 03-08..03-14
    rotation zhou ward 03-15..03-28
    rotation wu clinic 03-01..03-28
"""


def test_weeks_given_stand_beside_those_asked_for_by_kinds() -> None:
    plan, term = draw(PICTURE)
    assert asked_kinds(plan, term) == (
        AskedKind(
            "fellow",
            ("Ward", "Clinic or Lab"),
            (
                AskedRow("Amara", 4, (AskedCell("1 of 2", "lacks 1 week"), AskedCell("2 of 2, 1 of 2 services", "lacks 1 service"))),
                AskedRow("Li", 2, (AskedCell("1 of 2", "lacks 1 week"), None)),
            ),
            "2 of 2 trainees lack some",
        ),
        AskedKind(
            "resident", ("Ward",), (AskedRow("Zhou", 4, (AskedCell("2 of 3", "lacks 1 week"),)),), "1 of 1 trainee lacks some"
        ),
    )  # fmt: skip


def test_nobody_lacks_what_is_given() -> None:
    plan, term = draw(
        "curriculum fellow ward 1\nservice ward 1\ntrainee li fellow\nrotation li ward 03-01..03-14"
    )
    (kind,) = asked_kinds(plan, term)
    assert (kind.said, kind.rows[0].cells) == ("nobody lacks any", (AskedCell("2 of 1", ""),))
    assert asked_kinds(*draw("service ward 1\ntrainee li fellow")) == ()


def test_services_tell_when_they_are_full_and_what_is_asked_for_in_vain() -> None:
    plan, term = draw(PICTURE)
    assert {service.id: weeks for service, weeks in weeks_lacking(plan, term).items()} == {
        "ward": 3,
        "lab": 0,
        "clinic": 0,
    }
    view = TermView(term, plan)
    ward, lab, clinic = view.services
    assert [(load.taken, load.seats, load.note) for load in ward.loads] == [
        (1, 1, "full"),
        (1, 2, "usually 1"),
        (1, 1, "full"),
        (1, 1, "full"),
    ]
    assert [load.note for load in lab.loads] == ["", "full", "full", "usually 1"]
    assert [(row.full, row.lacking) for row in (ward, lab, clinic)] == [
        ("full in 3 of 4 weeks", "3 weeks asked for lack"),
        ("full in 2 of 3 weeks", ""),
        ("full in 0 of 4 weeks", ""),
    ]
    assert view.on_none == (2, 1, 0, 1)


def test_the_board_shows_it() -> None:
    plan, term = draw(PICTURE)
    html = render_board(small_result(plan=plan, shortfalls=()), term)
    page = Page(html)
    assert page.table("asked'") == [["Trainee", "Stay", "Ward"], ["Zhou", "4", "2 of 3 lacks 1 week"]]
    assert page.table("services")[2] == [
        "Wa Ward 1 seat, no rounds full in 3 of 4 weeks, 3 weeks asked for lack",
        *("1/1 full", "1/2 usually 1", "1/1 full", "1/1 full"),
    ]
    assert page.table("services")[-1] == ["On no service", "2", "1", "", "1"]
    assert "fellow : 2 of 2 trainees lack some" in page.text
    assert html.count('href="#asked"') == 1
    nothing = draw("service ward 1\ntrainee li fellow")
    assert "asked" not in Page(render_board(small_result(plan=nothing[0], shortfalls=()), nothing[1])).text
    assert 'id="asked"' not in render_board(small_result(plan=nothing[0], shortfalls=()), nothing[1])
