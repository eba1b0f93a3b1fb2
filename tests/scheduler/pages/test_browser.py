"""The pages in a real browser: on a telephone and at a desk, on paper, by keyboard, without scripts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from inputs.reading import read_term
from scheduler.pages import CONTENT_SECURITY_POLICY, PageRequest, render_page, static_files
from scheduler.pages.own import items_of, own_part
from scheduler.pages.request import Language
from scheduler.pages.weeks import weeks_for
from scheduler.solving.search import Control
from scheduler.solving.solve import solve_term
from scheduler.store.version import Draft, Version
from tests.browser import CHROMIUM, FLAGS
from tests.hostile import HOSTILE
from tests.scheduler.commands.program import ROOT
from tests.scheduler.pages.published import LINKS, SECRET, drawn, publish, renamed, request

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"there is no browser at {CHROMIUM}")

TELEPHONE, DESK = 390, 1280
LANGUAGES: tuple[Language, ...] = ("en", "zh")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], list[Version]]:
    """Return what gives the example, planned until there is a first plan, published, changed by hand, and published.

    It is planned when a test first asks: what a fixture does is measured for coverage, and takes twice as long.
    """

    @cache
    def published() -> list[Version]:
        term = read_term(ROOT / "inputs" / "example").term
        assert term
        control = Control(time_limit_seconds=60, workers=1, found=lambda *_: control.interrupt())
        plan = solve_term(term, control).plan
        assert plan
        first = plan.sessions_by_trainee[term.trainees[0]]
        moved = {
            first[0]: replace(first[0], room=term.rooms[-1]),
            first[1]: replace(first[1], faculty=term.faculty[-1]),
        }
        sessions = tuple(moved.get(session, session) for session in plan.sessions if session != first[2])
        drafts = Draft(plan, term), Draft(replace(plan, sessions=sessions), term)
        return publish(tmp_path_factory.mktemp("store"), *drafts)

    return published


class Visit:
    """A visit of a page as a server would hand it out, which notes whatever the browser complains of."""

    def __init__(self, browser: Browser, asked: PageRequest, width: int = TELEPHONE, **context: Any) -> None:
        self.asked = asked
        self.heard: list[str] = []
        self._context = browser.new_context(viewport={"width": width, "height": 844}, **context)
        self._context.route("**/*", self._serve)
        self.page: Page = self._context.new_page()
        self.page.on("console", lambda message: self.heard.append(message.text))
        self.page.on("pageerror", lambda error: self.heard.append(str(error)))
        self.page.on("dialog", lambda dialog: self.heard.append(dialog.message))

    def __enter__(self) -> Page:
        self.page.goto(LINKS.page)
        return self.page

    def __exit__(self, *_: object) -> None:
        self._context.close()
        assert self.heard == []

    def _serve(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.netloc != urlsplit(LINKS.page).netloc:
            self.heard.append(f"asked for {route.request.url}")
            route.abort()
        elif address.path.startswith("/static/"):
            name = address.path.removeprefix("/static/")
            kind = "text/css; charset=utf-8" if name.endswith(".css") else "text/javascript; charset=utf-8"
            route.fulfill(body=static_files()[name], content_type=kind)
        else:
            headers = {
                "Content-Type": "text/html; charset=utf-8",
                "Content-Security-Policy": CONTENT_SECURITY_POLICY,
                "Referrer-Policy": "no-referrer",
                "X-Content-Type-Options": "nosniff",
            }
            route.fulfill(body=render_page(self._with_query(parse_qs(address.query))), headers=headers)

    def _with_query(self, query: Mapping[str, list[str]]) -> PageRequest:
        language: Language = "zh" if query.get("lang", [self.asked.language])[0] == "zh" else "en"
        week = date.fromisoformat(query["week"][0]) if "week" in query else self.asked.week
        return replace(self.asked, language=language, week=week)


def serious(page: Page) -> list[str]:
    """Return what axe finds that is serious or critical."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {node['html'][:120]}"
        for each in found
        if each["impact"] in {"serious", "critical"}
        for node in each["nodes"]
    ]


def says(page: Page, element: str, text: str) -> None:
    """Wait until an element says a text; `wait_for_function` would wait by `eval`, which the page forbids."""
    from playwright.sync_api import expect

    expect(page.locator(f"#{element}")).to_have_text(text)


def scrolls_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def sheets(page: Page) -> int:
    return len(
        re.findall(
            rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4", prefer_css_page_size=True, print_background=True)
        )
    )


def fullest_day(version: Version, kind: str, who: str) -> date | None:
    term = version.term
    person = term.trainee_by_id[who] if kind == "trainee" else term.faculty_by_id[who]
    items = items_of(own_part(version.plan, person), term, person)
    days = Counter(item.period.date for item in items)
    return max(days, key=lambda day: (days[day], day)) if days else None


# -- the example, really planned ---------------------------------------------------------------------------


@pytest.mark.no_cover
def test_pages_of_the_example_fit_a_telephone_a_desk_and_a_sheet_and_everybody(
    browser: Browser, example: Callable[[], list[Version]]
) -> None:
    versions = example()
    term = versions[-1].term
    stay = term.trainees[0].stay
    middle = term.weeks_of_stay(term.trainees[0])[len(weeks_for(term, term.trainees[0])) // 2].monday
    days = [f"{stay.first_day} 07:00", f"{middle} 12:10", f"{stay.last_day} 15:00"]
    asked = [request(versions, term.trainees[0].id, day) for day in days]
    asked += [request(versions, member.id, days[1], kind="faculty") for member in term.faculty[:2]]
    for width in (TELEPHONE, DESK):
        visit = Visit(browser, asked[0], width)
        with visit as page:
            for given in asked:
                for language in LANGUAGES:
                    visit.asked = replace(given, language=language)
                    page.reload()
                    assert page.locator("#next .card").is_visible()
                    assert not scrolls_sideways(page)
                    if width == TELEPHONE or given in asked[1::2]:
                        assert serious(page) == []
    with Visit(browser, asked[1], color_scheme="dark") as page:
        assert serious(page) == []


@pytest.mark.no_cover
def test_each_page_of_the_example_prints_on_one_sheet_in_its_fullest_week(
    browser: Browser, example: Callable[[], list[Version]]
) -> None:
    versions = example()
    version = versions[-1]
    everybody = [("trainee", trainee.id) for trainee in version.term.trainees]
    everybody += [("faculty", member.id) for member in version.term.faculty]
    counts = {}
    visit = Visit(browser, request(versions, everybody[0][1]), DESK)
    with visit as page:
        for number, (kind, who) in enumerate(everybody):
            day = fullest_day(version, kind, who) or version.term.span.first_day
            language: Language = "zh" if number % 4 == 0 else "en"
            visit.asked = request(versions, who, f"{day} 07:00", kind=kind, language=language, previous=None)
            page.reload()
            counts[kind, who, language] = sheets(page)
    assert {key: count for key, count in counts.items() if count != 1} == {}


# -- a small term ------------------------------------------------------------------------------------------


def test_it_can_be_read_and_turned_over_without_scripts(browser: Browser, versions: list[Version]) -> None:
    with Visit(browser, request(versions, "T01"), java_script_enabled=False) as page:
        assert page.locator("#week-title").inner_text().startswith("1–7 March")
        page.click("text=Next week")
        assert page.locator("#week-title").inner_text().startswith("8–14 March")
        page.click("text=中文")
        assert page.locator("#week-title").inner_text().startswith("3月8日至14日")
        page.click(".fields li:first-child a")
        assert page.locator("#week-title").inner_text().startswith("3月1日至7日")
        assert page.locator("html").get_attribute("lang") == "zh-CN"
        assert not page.locator("button").first.is_visible()
        assert page.locator("#feed").input_value() == LINKS.feed


def test_the_keyboard_reaches_each_control_in_the_order_of_the_page(
    browser: Browser, versions: list[Version]
) -> None:
    with Visit(browser, request(versions, "T02", "2027-03-08 09:00"), DESK) as page:
        wanted = page.evaluate(
            "[...document.querySelectorAll('a[href], button, input, summary')]"
            ".filter(each => each.checkVisibility()).map(each => each.textContent.trim() || each.id)"
        )
        reached = []
        for _ in wanted:
            page.keyboard.press("Tab")
            reached.append(
                page.evaluate("document.activeElement.textContent.trim() || document.activeElement.id")
            )
        assert reached == wanted
        assert reached[0] == "Skip to the plan"
        assert {"English", "Download a copy"} & set(reached) == {"Download a copy"}
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none"


def test_paper_says_that_there_is_more_to_lead_than_is_printed(browser: Browser) -> None:
    days = ("03-01", "03-02", "03-08", "03-09", "03-15", "03-16", "03-22", "03-23")
    picture = """
        trainee amara fellow
        faculty wang leads=mdt
        activity mdt weekly 60
        slot mdt Mon 09:00
        slot mdt Tue 09:00
    """ + "".join(f"session amara mdt {day} 09:00 with=wang\n" for day in days)
    with Visit(browser, request(drawn(picture), "wang", kind="faculty"), DESK) as page:
        more = page.locator("text=2 more are on the page itself.")
        assert not more.is_visible()
        page.emulate_media(media="print")
        assert more.is_visible()
        assert page.locator("#lead li:visible").count() == 6


def test_a_button_copies_the_address(browser: Browser, versions: list[Version]) -> None:
    allowed = ["clipboard-read", "clipboard-write"]
    with Visit(browser, request(versions, "T01"), permissions=allowed) as page:
        page.bring_to_front()  # a page that is not in front may not use the clipboard
        page.click("button[data-copy=feed]")
        says(page, "feed-said", "Copied")
        assert page.evaluate("navigator.clipboard.readText()") == LINKS.feed
        page.click("summary:has-text('In WeChat')")
        page.click("button[data-copy=page]")
        says(page, "page-said", "Copied")


def test_where_the_browser_refuses_the_clipboard_the_address_is_still_copied(
    browser: Browser, versions: list[Version]
) -> None:
    with Visit(browser, request(versions, "T01", language="zh")) as page:
        page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
        page.click("button[data-copy=feed]")
        says(page, "feed-said", "已复制")
        assert page.evaluate("getSelection().toString()") == LINKS.feed


def test_empty_pages_are_for_everybody_too(browser: Browser, versions: list[Version]) -> None:
    when = {"before": "2027-02-01 09:00", "after": "2027-05-01 09:00"}
    for day in when.values():
        for kind, who in (("trainee", "T01"), ("faculty", "F02")):
            with Visit(browser, request(versions, who, day, kind=kind, in_wechat=True)) as page:
                assert serious(page) == []
                assert not scrolls_sideways(page)


def test_hostile_and_long_names_break_nothing(browser: Browser, versions: list[Version]) -> None:
    long = "Wolfeschlegelsteinhausenbergerdorff 𠮷 王·阿依古丽" * 3
    elements = set()
    visit = Visit(browser, request(versions, "T02", "2027-03-08 09:00"))
    with visit as page:
        for text in ("harmless", *HOSTILE, "=cmd()", "\r\nX: y", long):
            changed = [renamed(version, text) for version in versions]
            visit.asked = request(changed, "T02", "2027-03-08 09:00")
            page.reload()
            elements.add(page.locator("*").count())
            assert not scrolls_sideways(page)
            assert SECRET not in page.title()
    assert len(elements) == 1


def test_pages_are_looked_at_from_far_away(browser: Browser, versions: list[Version]) -> None:
    given = request(versions, "T01", "2027-03-02 08:10")
    with Visit(browser, given, timezone_id="America/New_York", locale="en-US") as page:
        assert page.locator(".clock").inner_text() == "08:00–09:00"
        assert "Asia/Shanghai (UTC+8)" in page.locator("footer").inner_text()
