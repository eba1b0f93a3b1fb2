"""The board escapes what people write, asks for nothing, and is the same for the same plan."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from inputs.plan import Plan
from scheduler.outputs.board.page import render_board
from tests.hostile import HOSTILE
from tests.scheduler.outputs.board.demo import demo_result, demo_term
from tests.scheduler.outputs.board.hostile import hostile_page
from tests.scheduler.outputs.board.reading import Page
from tests.scheduler.outputs.board.small import small_result, small_term


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_an_element(text: str) -> None:
    harmless, page = Page(hostile_page("harmless")), Page(hostile_page(text))
    assert page.tags == harmless.tags
    assert page.text.count(" ".join(text.split())) >= harmless.text.count("harmless") > 50


def test_hostile_texts_are_forty_different_ones() -> None:
    assert len(set(HOSTILE)) == 40


def test_page_asks_for_nothing_from_outside_and_has_no_inline_handlers() -> None:
    page = render_board(demo_result(demo_term()), demo_term())
    assert re.findall(r"(?i)\b(?:https?:|wss?:|ftp:)|url\(|@import|\bsrc=", page) == []
    names = {name for name, _ in Page(page).attributes}
    assert {name for name in names if name.startswith("on") or name in {"src", "style", "action"}} == set()
    assert {value[0] for name, value in Page(page).attributes if name == "href" and value != "data:,"} == {
        "#"
    }


def test_links_lead_somewhere() -> None:
    attributes = Page(render_board(small_result(), small_term())).attributes
    places = {value for name, value in attributes if name == "id"}
    assert {value[1:] for name, value in attributes if name == "href" and value != "data:,"} <= places


def test_every_heading_cell_has_a_scope() -> None:
    tags = Page(render_board(small_result(), small_term())).tags
    assert [tag for tag in tags if tag[0] == "th" and "scope" not in tag] == []
    assert ("html", "lang") in tags


def test_the_same_plan_gives_the_same_page_in_whatever_order_it_comes() -> None:
    term = demo_term()
    result = demo_result(term)
    plan = result.plan
    assert plan is not None
    reverse = Plan(plan.rotations[::-1], plan.rounds[::-1], plan.sessions[::-1], plan.mentorships[::-1])
    other = replace(
        result, plan=reverse, seconds=1.0, levels=tuple(replace(each, seconds=9.0) for each in result.levels)
    )
    assert render_board(other, demo_term()) == render_board(result, term)


def test_page_of_a_large_term_stays_under_two_megabytes() -> None:
    term = demo_term(trainees=24, weeks=26)
    trainees = tuple(replace(trainee, stay=term.span) for trainee in term.trainees)
    term = replace(term, trainees=trainees)
    page = render_board(demo_result(term), term)
    assert page.count("<li") > 10_000
    assert len(page.encode()) < 2_000_000
