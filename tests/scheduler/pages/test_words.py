"""Texts, days and times in both languages."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from string import Formatter
from zoneinfo import ZoneInfo

import pytest

from inputs.days import Period, Span
from scheduler.pages.files import HERE
from scheduler.pages.texts import TEXTS
from scheduler.pages.words import Words, say_offset

EN, ZH = Words("en"), Words("zh")
MONDAY = date(2027, 3, 1)


def parts(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", TEXTS)
def test_a_text_is_in_both_languages_and_takes_the_same_parts(key: str) -> None:
    english, chinese = TEXTS[key]
    assert english.strip()
    assert chinese.strip()
    assert {frozenset(parts(form)) for form in english.split("|")} == {frozenset(parts(chinese))}


def test_every_text_is_used_and_every_text_that_is_used_is_there() -> None:
    sources = [path.read_text("utf-8") for path in HERE.iterdir() if path.suffix in {".py", ".html"}]
    sources.remove((HERE / "texts.py").read_text("utf-8"))
    used = set(re.findall(r"""["'](\w+)["']""", "\n".join(sources)))
    prefixed = {key for key in TEXTS if key.startswith(("change_", "fresh_"))}
    assert set(TEXTS) - used - prefixed == set()
    asked = re.findall(r"""\bw(?:ords)?(?:\.count)?\(["'](\w+)["']""", "\n".join(sources))
    assert {key for key in asked if not key.endswith("_")} - set(TEXTS) == set()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (EN, ["1 March", "1 Mar", "Mon 1 March", "Monday 1 March 2027", "Monday"]),
        (ZH, ["3月1日", "3/1", "3月1日 周一", "2027年3月1日 周一", "周一"]),
    ],
)
def test_a_day(words: Words, said: list[str]) -> None:
    assert [say(MONDAY) for say in (words.plain, words.brief, words.day, words.full, words.weekday)] == said


@pytest.mark.parametrize(
    ("last", "english", "chinese"),
    [
        (date(2027, 3, 1), "1 March", "3月1日"),
        (date(2027, 3, 7), "1–7 March", "3月1日至7日"),
        (date(2027, 4, 2), "1 March – 2 April", "3月1日至4月2日"),
        (date(2028, 1, 2), "1 March 2027 – 2 January 2028", "2027年3月1日至2028年1月2日"),
    ],
)
def test_days_from_the_first_to_the_last(last: date, english: str, chinese: str) -> None:
    span = Span.through(MONDAY, last)
    assert (EN.span(span), ZH.span(span)) == (english, chinese)


def test_days_with_their_year() -> None:
    days, day = Span.through(MONDAY, date(2027, 4, 2)), Span.through(MONDAY, MONDAY)
    assert (EN.span(days, year=True), ZH.span(days, year=True)) == (
        "1 March – 2 April 2027",
        "2027年3月1日至4月2日",
    )
    assert (EN.span(day, year=True), ZH.span(day, year=True)) == ("1 March 2027", "2027年3月1日")


def test_times() -> None:
    period = Period(MONDAY, time(9, 15), time(10))
    assert (EN.moment(period), ZH.moment(period)) == ("Mon 1 March, 09:15–10:00", "3月1日 周一 09:15–10:00")
    moment = datetime(2027, 2, 20, 20, 30)
    assert (EN.instant(moment), ZH.instant(moment)) == ("20 February 2027, 20:30", "2027年2月20日 20:30")


@pytest.mark.parametrize(
    ("today", "english", "chinese"),
    [
        (date(2027, 3, 2), "", ""),
        (date(2027, 3, 1), "Today", "今天"),
        (date(2027, 2, 28), "Tomorrow", "明天"),
        (date(2027, 2, 27), "in 2 days", "2 天后"),
    ],
)
def test_how_far_a_day_is(today: date, english: str, chinese: str) -> None:
    assert (EN.far(MONDAY, today), ZH.far(MONDAY, today)) == (english, chinese)


def test_counting() -> None:
    assert [EN.count("weeks", number) for number in (0, 1, 2, 1200)] == [
        "0 weeks",
        "1 week",
        "2 weeks",
        "1,200 weeks",
    ]
    assert ZH.count("weeks", 1) == "1 周"


def test_names_in_a_row() -> None:
    names = ("Li Wei", "王芳", "Ann")
    assert (EN.listed(names), ZH.listed(names)) == ("Li Wei, 王芳 and Ann", "Li Wei、王芳、Ann")


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Asia/Shanghai", "UTC+8"),
        ("America/St_Johns", "UTC\N{MINUS SIGN}3:30"),
        ("UTC", "UTC+0"),
        ("Asia/Kathmandu", "UTC+5:45"),
    ],
)
def test_how_far_a_zone_is_from_universal_time(zone: str, said: str) -> None:
    assert say_offset(datetime(2027, 3, 1, tzinfo=ZoneInfo(zone))) == said


def test_what_is_said_of_a_zone_whose_clocks_change() -> None:
    london, days = ZoneInfo("Europe/London"), Span(date(2027, 3, 22), date(2027, 11, 8))
    assert EN.offsets(london, days) == "UTC+0, from 28 March UTC+1, from 31 October UTC+0"
    assert ZH.offsets(london, days) == "UTC+0，3月28日起 UTC+1，10月31日起 UTC+0"
    assert EN.offsets(ZoneInfo("Asia/Shanghai"), days) == "UTC+8"
