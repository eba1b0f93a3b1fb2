"""Names on the board break between words only, on a telephone, on a screen and on paper, in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from inputs.plan import Plan, RoundLead
from inputs.term import Term
from scheduler.outputs.board.letters import longest_word, narrow_style
from scheduler.outputs.board.page import render_board
from scheduler.outputs.board.view import TermView
from tests.browser import CHROMIUM, FLAGS
from tests.pictures import draw_plan, draw_term
from tests.scheduler.outputs.board.small import SHORTFALLS, small_result

NAMES = (
    "Xia Guoqiang", "Bartholomew Fitzgerald-Montgomery", "欧阳·阿依古丽", "Samuel Mensah", "محمد العلي",
    "Annegret Ungewöhnlich", "Ma Rui", "WOLFGANG AMADEUS", "Nguyễn Thị Mai",
)  # fmt: skip
PLACES = (
    ".leads bdi",
    ".grid .who .name",
    ".faculty th bdi",
    ".faculty .wide bdi",
    ".shares th bdi",
    ".taught th bdi",
)
PAPER = 1047
"""How wide a sheet of A4 is between its margins, in the pixels of a browser."""
BROKEN = """places => places.flatMap(place => [...document.querySelectorAll(place)]).flatMap(name => {
    const text = name.firstChild;
    if (!text) return [];
    const turned = getComputedStyle(name).writingMode !== "horizontal-tb";
    const cell = name.closest("td, th").getBoundingClientRect(), own = name.getBoundingClientRect();
    const spills = own.left < cell.left - 1 || own.right > cell.right + 1 || own.bottom > cell.bottom + 1;
    const words = [...text.data.matchAll(/[^\\s-]+-?/g)].filter(word => {
        const range = document.createRange();
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        const sides = [...range.getClientRects()].map(box => Math.round((turned ? box.right : box.bottom) / 4));
        return new Set(sides).size > 1;
    });
    return [...words.map(word => word[0]), ...(spills ? ["spills: " + text.data] : [])];
})"""
"""What of some names stands on more lines than one, or beside its cell."""


def _led(last_day: str) -> tuple[Term, Plan]:
    """Return a term and plan in which somebody else leads each week; each also is a trainee."""
    people = [f"p{number}" for number in range(len(NAMES))]
    picture = "\n".join(
        [
            f"term 03-01..{last_day} 08:00-18:00",
            "service ward 9 round=08:00+30",
            "activity unabhängigkeitsbestrebung weekly 60",
            *(f"trainee {who} fellow" for who in people),
            *(f"faculty {who} leads=ward" for who in people),
        ]
    )
    term = draw_term(picture)
    term = replace(
        term,
        trainees=tuple(replace(who, name=name) for who, name in zip(term.trainees, NAMES, strict=True)),
        faculty=tuple(replace(who, name=name) for who, name in zip(term.faculty, NAMES, strict=True)),
    )
    mentors = "\n".join(f"mentor {who} p1" for who in people)
    plan = draw_plan(term, f"rotation p0 ward 03-01..{last_day}\n{mentors}")
    (ward,) = term.services
    leads = tuple(RoundLead(ward, week, term.faculty[week.number % len(NAMES)]) for week in term.weeks)
    return term, replace(plan, rounds=leads)


def _pages() -> Iterator[tuple[str, str]]:
    for last_day in ("08-29", "2028-02-27"):
        term, plan = _led(last_day)
        yield last_day, render_board(small_result(plan=plan, shortfalls=SHORTFALLS[3:4]), term)


@pytest.mark.skipif(not CHROMIUM.exists(), reason=f"there is no browser at {CHROMIUM}")
def test_no_name_breaks_within_a_word_or_spills_out_of_its_cell(tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    path = tmp_path / "board.html"
    found = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        for last_day, html in _pages():
            path.write_text(html, encoding="utf-8")
            for width in (390, 1400, PAPER):
                page = browser.new_page(viewport={"width": width, "height": 800})
                page.emulate_media(media="print" if width == PAPER else "screen")
                page.goto(path.as_uri())
                found[last_day, width] = page.evaluate(BROKEN, list(PLACES))
                turned = page.evaluate(
                    "[...document.querySelectorAll('.leads bdi')]"
                    ".filter(name => getComputedStyle(name).writingMode != 'horizontal-tb').length"
                )
                assert 0 < turned < len(NAMES) * 6
                page.close()
        browser.close()
    assert {place: names for place, names in found.items() if names} == {}


def test_a_name_is_as_wide_as_its_longest_word() -> None:
    assert [longest_word(text) for text in ("", "Li", "Li Na", "Nanjing Li", "欧阳", "e\N{COMBINING ACUTE ACCENT}")] == [
        0, 3, 3, 8, 4, 2,
    ]  # fmt: skip


def test_the_style_tells_from_which_width_on_each_name_is_smaller_and_turned() -> None:
    term, plan = _led("08-29")
    widths = {run.halves for row in TermView(term, plan).services for run in row.leads}
    html = render_board(small_result(plan=plan, shortfalls=()), term)
    assert len(widths) > 3
    assert html.count("@container") == 2 * len(widths)
    assert all(f"em) {{ .h{width} {{" in html for width in widths)
    assert narrow_style([10, 4, 10]) == (
        "@container (width < 2em) { .h4 { font-size: 0.84em; } }\n"
        "@container (width < 1.68em) { .h4 { writing-mode: vertical-rl; } }\n"
        "@container (width < 5em) { .h10 { font-size: 0.84em; } }\n"
        "@container (width < 4.2em) { .h10 { writing-mode: vertical-rl; } }\n"
    )
