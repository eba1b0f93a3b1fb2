import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from scheduler.capacity.answer import Resource
from scheduler.outputs.answers.capacity_page import render_capacity
from tests.browser import CHROMIUM, FLAGS
from tests.scheduler.outputs.answers.capacity_demo import demo_capacity, demo_term


class Reader(HTMLParser):
    """Gathers the cells of the heat maps, and every element."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[tuple[str, str]]] = []
        self.elements: list[str] = []
        self._cell: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        if tag == "tr":
            self.rows.append([])
        self._cell = dict(attrs).get("class") or "" if tag == "td" else None
        if tag == "td":
            self.rows[-1].append((self._cell or "", ""))

    def handle_data(self, data: str) -> None:
        if self._cell is not None and data.strip():
            self.rows[-1][-1] = (self._cell, data)


def test_the_map_has_a_number_beside_each_shade_and_a_letter_for_each_thing_that_is_full() -> None:
    term = demo_term()
    rows = [row for row in Reader(render_capacity(demo_capacity(term), term)).rows if len(row) == 6]
    assert rows[:5] == [
        [("heat5", "4+"), ("heat2", "1\N{EN DASH}3"), ("heat3", "2"), ("heat0", "0"), ("heat0", "0"), ("unknown", "?")],
        [("heat4", "3"), ("heat2", "1"), ("heat0", "0"), ("heat0", "0"), ("heat0", "0"), ("unknown", "?")],
        [("free", ""), ("free", ""), ("fullA", "A"), ("fullB", "B"), ("free", ""), ("unknown", "?")],
        [("free", ""), ("free", ""), ("fullF", "F"), ("free", ""), ("fullF", "F"), ("unknown", "?")],
        [("free", ""), ("free", ""), ("free", ""), ("fullB", "B"), ("free", ""), ("unknown", "?")],
    ]  # fmt: skip


def test_a_month_of_a_single_week_is_short_enough_for_its_column() -> None:
    term = demo_term()
    page = render_capacity(demo_capacity(term), term)
    assert re.findall('class="month">([^<]*)<', page) == ["March 2027", "Apr"] * 2


def test_what_is_not_full_is_not_shown() -> None:
    term = demo_term()
    capacity = demo_capacity(term)
    page = render_capacity(replace(capacity, entries=capacity.entries[:1]), term)
    assert "What is full" not in page


def test_what_is_not_counted_is_told() -> None:
    term = demo_term()
    off = replace(term, rules={"owed_sessions": {"off": "by hand & eye"}})
    told = "What the rule owed_sessions asks for need not be given, and is not counted"
    assert told not in render_capacity(demo_capacity(term), term)
    assert f"{told}: the term switches it off (by hand &amp; eye)." in render_capacity(
        demo_capacity(term), off
    )


def test_names_are_escaped() -> None:
    term = replace(demo_term(), name="<script>alert(1)</script>")
    capacity = demo_capacity(term)
    entry = replace(capacity.entries[2], binds=(Resource("activity", "sim", "<b>Sim</b>", (1,)),))
    plain = Reader(render_capacity(capacity, demo_term())).elements
    page = render_capacity(
        replace(capacity, entries=(*capacity.entries[:2], entry, *capacity.entries[3:])), term
    )
    assert "&lt;b&gt;Sim&lt;/b&gt;" in page
    assert set(Reader(page).elements) == set(plain)
    assert "script" not in plain


@pytest.mark.skipif(not CHROMIUM.exists(), reason=f"there is no browser at {CHROMIUM}")
def test_browser_shows_the_page_quietly(tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    term, path = demo_term(), tmp_path / "capacity.html"
    path.write_text(render_capacity(demo_capacity(term), term), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        page = browser.new_page(viewport={"width": 390, "height": 844})
        heard: list[str] = []
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("request", lambda request: heard.append(request.url))
        page.goto(path.as_uri())
        assert page.locator("#map td").count() == 12
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert heard == [path.as_uri()]
        browser.close()
