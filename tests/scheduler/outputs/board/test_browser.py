"""The board in a browser: it shows itself quietly, with and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scheduler.outputs.board.page import render_board
from tests.browser import CHROMIUM, FLAGS
from tests.hostile import HOSTILE
from tests.scheduler.outputs.board.demo import demo_result, demo_term
from tests.scheduler.outputs.board.hostile import hostile_page


@pytest.mark.skipif(not CHROMIUM.exists(), reason=f"there is no browser at {CHROMIUM}")
def test_browser_shows_the_board_quietly(tmp_path: Path) -> None:
    from playwright.sync_api import Browser, sync_playwright

    def visit(browser: Browser, *boards: str, script: bool = True) -> Iterator[Any]:
        path = tmp_path / "board.html"
        context = browser.new_context(java_script_enabled=script, viewport={"width": 390, "height": 844})
        page = context.new_page()
        heard: list[str] = []
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("dialog", lambda dialog: heard.append(dialog.message))
        page.on("request", lambda request: heard.append(request.url))
        for html in boards:
            path.write_text(html, encoding="utf-8")
            heard.clear()
            page.goto(path.as_uri())
            yield page
            assert heard == [path.as_uri()]
        context.close()

    term = demo_term()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        for page in visit(browser, render_board(demo_result(term), term)):
            assert page.locator("#week-1 table").is_visible()
            assert not page.locator("#week-2 table").is_visible()
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            page.click(".rotations a[href='#week-6']")
            assert page.locator("#week-6 table").is_visible()
            page.click("text=Open all weeks")
            assert page.locator("details.week:not([open])").count() == 0
            page.select_option("select", label="Li Wei")
            assert page.locator(".rotations tbody tr[data-trainee] .name:visible").all_inner_texts() == [
                "Li Wei"
            ]
            assert set(page.locator(".days .name:visible").all_inner_texts()) == {"Li Wei"}
        for page in visit(browser, render_board(demo_result(term), term), script=False):
            assert page.locator("#week-1 table").is_visible()
            page.click(".week summary >> nth=1")
            assert page.locator("#week-2 table").is_visible()
        elements = set()
        for page in visit(browser, *(hostile_page(text) for text in ("harmless", *HOSTILE))):
            elements.add(page.locator("*").count())
        assert len(elements) == 1
        browser.close()
