"""The links of a page: other weeks, the other language, the calendar and who fetches it."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

import pytest

from scheduler.pages import render_page
from scheduler.pages.words import Words
from scheduler.serving.clients import NAMELESS, OTHER
from scheduler.store.links import Fetch
from scheduler.store.version import Version
from tests.scheduler.pages.published import page, request
from tests.scheduler.pages.reading import Reading
from tests.scheduler.pages.small_pages import read
from tests.scheduler.store.small import DAY, MONDAY


def test_in_wechat_it_says_how_to_get_out_of_it(versions: list[Version]) -> None:
    hint = "WeChat opens no calendar. Tap ··· at the top right, then “Open in browser”, and subscribe there."
    assert hint in read(versions, "T01", in_wechat=True).sections["body"]
    assert hint not in read(versions, "T01").sections["body"]


def test_other_weeks_and_the_other_language_are_links(versions: list[Version]) -> None:
    links = read(versions, "T01", "2027-03-02 08:00").links()
    assert {link for link in links if link.startswith("?")} == {
        "?lang=zh",
        "?lang=en&week=2027-03-01#week",
        "?lang=en&week=2027-03-08#week",
    }
    chosen = read(versions, "T01", "2027-03-02 08:00", week=date(2027, 3, 10), language="zh").links()
    assert chosen[1] == "?lang=en&week=2027-03-10"
    assert [link for link in chosen if link.endswith("#week")][:3] == [
        "#week",
        "?lang=zh&week=2027-03-01#week",
        "?lang=zh&week=2027-03-01#week",
    ]


def test_the_calendar_can_be_subscribed_copied_and_downloaded(versions: list[Version]) -> None:
    reading = read(versions, "T01")
    outside = [urlsplit(link) for link in reading.links() if not link.startswith(("?", "#"))]
    assert [(link.scheme, link.netloc) for link in outside] == [
        ("webcal", "rota.example.org"),
        ("https", "calendar.google.com"),
        ("https", "outlook.live.com"),
        ("https", "outlook.office.com"),
        ("https", "rota.example.org"),
        *[("webcal", "rota.example.org")] * 3,
    ]
    values = [value for tag, name, value in reading.attributes if (tag, name) == ("input", "value")]
    links = request(versions, "T01").links
    parts = [f"{links.feed}?{query}" for query in ("rounds=no", "rotations=no", "rounds=no&rotations=no")]
    assert values == [links.feed, *parts, links.page]
    assert "A download is a copy of today and never updates." in reading.text


def test_faculty_may_subscribe_to_rounds_alone(versions: list[Version]) -> None:
    given = request(versions, "F01", kind="faculty")
    reading = Reading(render_page(given))
    assert f"webcal://{given.links.feed.removeprefix('https://')}?sessions=no" in reading.links()
    assert "Only rounds" in reading.text


def test_changes_are_told_from_the_version_that_was_seen_last(versions: list[Version]) -> None:
    told = read(versions, "T02", "2027-03-09 09:00", was_seen=True, language="zh").sections["changes"]
    assert told[0] == "自您上次查看以来：从第 1 版（2027年2月15日 09:30）到第 2 版。"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            [
                "Outlook 16 February 2027, 09:30",
                "another program 15 February 2027, 09:30 not this version yet",
            ],
        ),
        ("zh", ["Outlook 2027年2月16日 09:30", "其他软件 2027年2月15日 09:30 尚未获取本版"]),
    ],
)
def test_who_fetches_the_calendar_is_told(versions: list[Version], language: str, told: list[str]) -> None:
    fetches = (Fetch("Outlook", MONDAY + DAY, 2), Fetch(OTHER, MONDAY, 1))
    lines = read(versions, "T02", language=language, fetches=fetches).sections["subscribe"]
    assert [line for line in lines if "09:30" in line] == told


def test_programs_that_are_not_known_are_called_something_in_each_language() -> None:
    assert [Words("zh").program(name) for name in (OTHER, NAMELESS, "ICSx5")] == [
        "其他软件",
        "未注明名称的软件",
        "ICSx5",
    ]
    assert [Words("en").program(name) for name in (OTHER, NAMELESS)] == [OTHER, NAMELESS]


def test_links_out_of_the_page_tell_nobody_where_from(versions: list[Version]) -> None:
    html = page(versions, "T01")
    assert '<meta name="referrer" content="no-referrer">' in html
    assert '<meta name="robots" content="noindex">' in html
    outward = re.findall(r'<a [^>]*href="https://(?!rota)[^>]*>', html)
    assert len(outward) == 3
    assert all('rel="noreferrer"' in link for link in outward)
