"""The board on paper, in a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from inputs.plan import Shortfall
from scheduler.outputs.board.page import render_board
from scheduler.result import Result
from tests.browser import CHROMIUM, FLAGS
from tests.picture_rows import read_span
from tests.pictures import draw_plan, draw_term

MANY = 70
LINK = """() => document.querySelectorAll(".shortfalls tbody th").forEach(head => {
    const link = document.createElement("a");
    link.href = "https://rota.example/" + (head.closest(".group") ? "name" : "line");
    link.append(...head.childNodes);
    head.append(link);
})"""
"""Links what a name and what a line begins with: a link tells in a PDF on which page it stands."""
PAPER = 1047
"""How wide a sheet of A4 is between its margins, in the pixels of a browser."""
TOO_WIDE = """() => [...document.querySelectorAll(".rotations .gap .label, .rotations .weekhead small")].filter(text => {
    const range = document.createRange();
    range.selectNodeContents(text);
    return range.getBoundingClientRect().width > text.closest("td, th").clientWidth;
}).map(text => text.textContent)"""
"""What is wider than the week that it stands in."""
LOWER = "points => document.querySelector('.shortfalls').style.marginTop = points + 'pt'"


def links_by_page(pdf: bytes) -> Iterator[list[str]]:
    objects = dict(re.findall(rb"(\d+) 0 obj\n(.*?)endobj", pdf, re.DOTALL))
    for page in objects.values():
        if b"/Type /Page\n" in page and (links := re.search(rb"/Annots \[([^]]*)", page)):
            texts = [objects[number] for number in re.findall(rb"(\d+) 0 R", links[1])]
            yield [found[1].decode() for text in texts if (found := re.search(rb"rota.example/(\w+)", text))]


@pytest.mark.skipif(not CHROMIUM.exists(), reason=f"there is no browser at {CHROMIUM}")
def test_no_name_stands_alone_at_the_foot_of_a_page(tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    term = draw_term(
        "\n".join(f"trainee t{number} fellow" for number in range(MANY)) + "\nactivity club weekly 60"
    )
    lacking = tuple(
        Shortfall(trainee, "session", "club", read_span("03-01..03-07"), 10, "Full.")
        for trainee in term.trainees
    )
    path = tmp_path / "board.html"
    result = Result("feasible", draw_plan(term, ""), (), 1.0, 0, 1, shortfalls=lacking)
    path.write_text(render_board(result, term), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        page = browser.new_page()
        page.goto(path.as_uri())
        page.evaluate(LINK)
        for points in (0, 10, 20, 30):
            page.evaluate(LOWER, points)
            pages = [links for links in links_by_page(page.pdf(prefer_css_page_size=True)) if links]
            assert [link for links in pages for link in links] == ["name", "line"] * MANY
            assert len(pages) > 1
            assert {links[-1] for links in pages} == {"line"}
        browser.close()


@pytest.mark.skipif(not CHROMIUM.exists(), reason=f"there is no browser at {CHROMIUM}")
def test_the_weeks_of_a_whole_year_do_not_run_into_each_other(tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    term = draw_term(
        "term 03-01..2028-02-27 08:00-18:00\nservice ward 2\ntrainee li fellow 03-01..2028-02-27"
    )
    path = tmp_path / "board.html"
    result = Result("feasible", draw_plan(term, "rotation li ward 03-01..03-28"), (), 1.0, 0, 1)
    path.write_text(render_board(result, term), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        page = browser.new_page(viewport={"width": PAPER, "height": 710})
        page.emulate_media(media="print")
        page.goto(path.as_uri())
        wide = page.evaluate(TOO_WIDE)
        browser.close()
    assert wide == []
