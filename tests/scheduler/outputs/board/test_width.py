"""How wide a board and what stands on it are, in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from scheduler.outputs.board.page import render_board
from scheduler.result import Result
from tests.browser import CHROMIUM, FLAGS
from tests.pictures import draw_plan, draw_term
from tests.scheduler.outputs.board.demo import demo_result, demo_term

if TYPE_CHECKING:
    from playwright.sync_api import Page

TELEPHONE = 390
"""Pixels across."""


@pytest.mark.skipif(not CHROMIUM.exists(), reason=f"there is no browser at {CHROMIUM}")
def test_seven_days_fit_the_screen(tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    term = draw_term("""
    term 03-01..03-28 08:00-18:00 days=Mon;Tue;Wed;Thu;Fri;Sat;Sun
    service ward 2
    trainee li fellow 03-01..03-28
    """)
    plan = draw_plan(term, "rotation li ward 03-01..03-28")
    path = tmp_path / "board.html"
    path.write_text(render_board(Result("feasible", plan, (), 1.0, 0, 1), term), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        for width in (1200, 1280, 1440):
            page = browser.new_page(viewport={"width": width, "height": 800})
            page.goto(path.as_uri())
            assert page.locator("#week-1 .days thead th").count() == 8
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        browser.close()


@pytest.mark.skipif(not CHROMIUM.exists(), reason=f"there is no browser at {CHROMIUM}")
def test_the_name_of_a_service_ends_with_the_rotation(tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    term = draw_term("""
    term 03-01..06-27 08:00-18:00
    service hepatobiliarypancreaticoncology 2
    trainee li fellow 03-03..03-08
    """)
    plan = draw_plan(term, "rotation li hepatobiliarypancreaticoncology 03-03..03-08")
    path = tmp_path / "board.html"
    path.write_text(render_board(Result("feasible", plan, (), 1.0, 0, 1), term), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(path.as_uri())
        label = page.locator(".rotations .label").first.bounding_box()
        last = page.locator(".rotations .seg.closes").first.bounding_box()
        browser.close()
    assert label is not None
    assert last is not None
    monday = last["x"] + last["width"] / 5
    assert abs(label["x"] + label["width"] - monday) < 2


@pytest.mark.skipif(not CHROMIUM.exists(), reason=f"there is no browser at {CHROMIUM}")
def test_how_good_it_is_can_be_read_on_a_telephone_without_scrolling_sideways(tmp_path: Path) -> None:
    with _on_a_telephone(tmp_path) as page:
        cells = page.locator(".levels tbody td:visible").all()
        boxes = [box for cell in cells if (box := cell.bounding_box())]
        heads = page.locator(".levels tbody tr").first.locator("td[data-head]").all()
        told = [cell.evaluate("cell => getComputedStyle(cell, '::before').content") for cell in heads]
    assert boxes
    assert all(box["x"] + box["width"] <= TELEPHONE for box in boxes)
    assert told == ['"This plan pays: "', '"No plan pays less than: "', '"Made up of: "']


@pytest.mark.skipif(not CHROMIUM.exists(), reason=f"there is no browser at {CHROMIUM}")
def test_what_stands_above_a_table_can_be_read_on_a_telephone_without_scrolling_sideways(
    tmp_path: Path,
) -> None:
    with _on_a_telephone(tmp_path) as page:
        told = page.locator(".summary, .verdicts li, main caption > span").all()
        boxes = [box for text in told if (box := text.bounding_box())]
    assert len(boxes) > len(("summary", "shortfalls", "meetings", "rounds", "sessions"))
    assert all(box["x"] + box["width"] <= TELEPHONE for box in boxes)


@contextmanager
def _on_a_telephone(folder: Path) -> Iterator[Page]:
    """Show the board of the demonstration on a narrow screen."""
    from playwright.sync_api import sync_playwright

    path, term = folder / "board.html", demo_term()
    path.write_text(render_board(demo_result(term), term), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        page = browser.new_page(viewport={"width": TELEPHONE, "height": 844})
        page.goto(path.as_uri())
        yield page
        browser.close()
