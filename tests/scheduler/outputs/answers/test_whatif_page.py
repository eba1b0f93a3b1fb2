"""The page of ``rota whatif``: what it says, that it escapes it, and that a browser shows it quietly."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from inputs.days import Span
from inputs.faults import Notice, Place
from inputs.supposed.scenario import Scenario
from inputs.supposed.supposing import Supposed
from scheduler.outputs.answers.whatif_page import render_whatif
from scheduler.outputs.page_parts import policy_for
from scheduler.result import Result
from scheduler.scenarios.answer import Answer, Points
from tests.browser import CHROMIUM, FLAGS
from tests.pictures import draw, draw_term
from tests.scheduler.scenarios.answers import answer_to, nothing_found, start_of
from tests.scheduler.scenarios.test_answer import SIMULATION

START = start_of(*draw(SIMULATION))
HOSTILE = "</style><script>alert(1)</script><img src=x onerror=alert(1)>{{ 1 }}"


def answers(name: str = "More") -> list[Answer]:
    lost = answer_to(START, draw_term(SIMULATION + "\n seats sim 03-01..03-07 0"), name=f"{name} lost")
    moved = answer_to(START, draw_term(SIMULATION + "\n holiday 03-02"), name=f"{name} moved")
    return [lost, replace(moved, mended=lost.lost, notes=(f"{name} note",))]


NOT_KNOWN = replace(answers()[0], points=Points(0, 20, 0))
"""Something is lost in the best plan found, but perhaps not in another."""


def page(*given: Answer, days: Span | None = None) -> str:
    return render_whatif(START.term, days or START.term.span, START.name, given)


def words_of(html: str) -> str:
    body = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def test_scenarios_stand_side_by_side() -> None:
    text = words_of(page(*answers()))
    assert "1 of 2 scenarios can be done without a new shortfall." in text
    assert "Held against version 1. Nothing was stored." in text
    assert "More lost something is otherwise no, proven 20" in text
    assert "No: 2 shortfalls are new, 20 points, of 2 trainees. Proven: no plan lacks less." in text
    assert "seats of Sim on 2 Mar and 4 Mar; named by 2 shortfalls" in text
    assert "3 people are touched, by 4 changes. Proven: it cannot be done with fewer." in text
    assert "Tuesday 2 March 2027, 09:00 to 10:00 -&gt; Thursday 4 March 2027, 09:00 to 10:00" in text
    assert "What is given now, and was not before" in text
    assert "More note" in text


def test_what_there_was_to_notice_of_a_scenario_stands_with_it() -> None:
    answer = answers()[0]
    notice = Notice(Place("--seats sim=9"), "found 9", "no more than 6 fit in there")
    noticed = replace(answer, supposed=replace(answer.supposed, notices=(notice,)))
    assert "--seats sim=9: found 9; no more than 6 fit in there." in words_of(page(noticed))


def test_where_nothing_binds_there_is_no_list_of_what_does() -> None:
    assert "What binds" in words_of(page(answers()[0]))
    text = words_of(page(replace(answers()[0], limits=())))
    assert "What is lost" in text
    assert "What binds" not in text


def test_what_is_not_counted_is_told() -> None:
    off = replace(START.term, rules={"owed_sessions": {"off": "by hand & eye"}})
    told = "What the rule owed_sessions asks for need not be given, and is not counted"
    assert told not in page(*answers())
    html = render_whatif(off, off.span, START.name, answers())
    assert f"{told}: the term switches it off (by hand &amp; eye)." in html


def test_what_several_people_see_counts_once() -> None:
    _, moved = answers()
    counting = "What changes for several people counts once; it stands with each of them."
    assert sum(len(person.changes) for person in moved.moved) == moved.touched.changes == 4
    assert counting not in words_of(page(moved))
    assert counting in words_of(page(replace(moved, touched=replace(moved.touched, changes=3))))
    assert counting not in words_of(page(replace(moved, touched=replace(moved.touched, changes=3, more=1))))


def test_what_scrolls_is_no_second_landmark_of_the_same_name() -> None:
    html = page(*answers())
    assert 'role="region"' not in html
    assert html.count('role="group"') == html.count('class="scroll"') > 0


def test_one_scenario_needs_no_table() -> None:
    later = Span(START.term.weeks[1].monday, START.term.span.end)
    text = words_of(page(answers()[1], days=later))
    assert "Side by side" not in text
    assert "Held against version 1; what lies before 8 March 2027 stays. Nothing was stored." in text
    assert text.count("Yes: it can be done without a new shortfall.") == 2


def test_the_tables_as_they_are_are_no_scenario() -> None:
    lost, moved = answers()
    as_it_is = replace(lost, supposed=Supposed(Scenario("As it is"), lost.term))
    assert "Yes: it can be done without a new shortfall. Held" in words_of(page(as_it_is, moved)).replace(
        "  ", " "
    )


@pytest.mark.parametrize(
    ("given", "outcome", "tone"),
    [
        (answers()[1:] * 2, "All 2 scenarios can be done without a new shortfall.", "good"),
        (answers()[:1] * 2, "None of 2 scenarios can be done without a new shortfall.", "bad"),
        (answers(), "1 of 2 scenarios can be done without a new shortfall.", "open"),
        (
            [answers()[1], NOT_KNOWN],
            "1 of 2 scenarios can be done without a new shortfall; of 1 it is not known.",
            "open",
        ),
        (
            [answers()[0], NOT_KNOWN, NOT_KNOWN],
            "1 of 3 scenarios cannot be done without a new shortfall; of 2 it is not known.",
            "open",
        ),
        (
            [NOT_KNOWN, NOT_KNOWN],
            "Of none of 2 scenarios it is known whether it can be done without a new shortfall.",
            "open",
        ),
        (
            [NOT_KNOWN],
            "Not known: in the best plan found, 2 shortfalls are new",
            "open",
        ),
        (
            [nothing_found(START, Result("impossible", None, (), 1.0, 0, 1, conflict=("this", "that")))],
            "No: there is no such plan. These cannot hold together:",
            "bad",
        ),
        ([nothing_found(START, Result("unknown", None, (), 1.0, 0, 1))], "Not known: the time ended", "open"),
    ],
)
def test_the_outcome_in_one_sentence(given: list[Answer], outcome: str, tone: str) -> None:
    html = page(*given)
    found = re.search(r'<p class="outcome (\w+)">.*?<span>([^<]*)', html, re.DOTALL)
    assert found is not None
    assert (found[1], found[2].startswith(outcome)) == (tone, True)


def test_what_cannot_hold_together_is_listed() -> None:
    conflict = Result("impossible", None, (), 1.0, 0, 1, conflict=("this", "that"))
    html = page(nothing_found(START, conflict))
    assert '<li dir="auto">this</li><li dir="auto">that</li>' in html
    assert "Whose sessions move" not in html


def test_texts_are_escaped_and_the_policy_lets_nothing_in() -> None:
    html = page(*answers(HOSTILE))
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert policy_for("a") == (
        "default-src 'none'; style-src 'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def test_the_same_answers_give_the_same_page() -> None:
    given = answers()
    assert page(*given) == page(*given)


@pytest.mark.skipif(not CHROMIUM.exists(), reason=f"there is no browser at {CHROMIUM}")
def test_a_browser_shows_the_page_quietly(tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    path = tmp_path / "whatif.html"
    path.write_text(page(*answers(HOSTILE), *answers()), encoding="utf-8")
    heard: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        for width in (390, 1400):
            view = browser.new_page(viewport={"width": width, "height": 844})
            view.on("console", lambda message: heard.append(message.text))
            view.on("pageerror", lambda error: heard.append(str(error)))
            view.on("request", lambda request: heard.append(request.url))
            view.goto(path.as_uri())
            assert view.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert view.locator(".sides tbody tr").count() == 4
            view.click(".sides a >> nth=3")
            assert view.locator("#s4 .moves table >> nth=0").is_visible()
            assert view.pdf(prefer_css_page_size=True).startswith(b"%PDF")
        browser.close()
    assert heard == [path.as_uri()] * 2
