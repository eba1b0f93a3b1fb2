"""A whole page: what it says to whom in which state, that it escapes everything and asks for nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from inputs.people import Trainee
from inputs.plan import Plan
from inputs.working_days import Holiday
from scheduler.pages import PageRequest, UnknownPersonError, render_page
from scheduler.pages.words import Words
from scheduler.serving.clients import NAMELESS, OTHER
from scheduler.store.links import Fetch
from scheduler.store.version import Draft, Version
from tests.hostile import HOSTILE
from tests.scheduler.commands.program import ROOT, run_code
from tests.scheduler.pages.published import HOST, SECRET, drawn, page, publish, renamed, request
from tests.scheduler.pages.reading import Reading
from tests.scheduler.store.small import DAY, LI_AT_LECTURE, LI_ON_WEDNESDAY, MONDAY, small_plan, small_term

TERM = small_term()
FIRST = Draft(small_plan(TERM), TERM)
SECOND = Draft(small_plan(TERM, (LI_AT_LECTURE, LI_ON_WEDNESDAY)), TERM)
EVERYBODY = [("trainee", "T01"), ("trainee", "T02"), ("faculty", "F01"), ("faculty", "F02")]


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> list[Version]:
    return publish(tmp_path_factory.mktemp("store"), FIRST, SECOND)


def read(*args: Any, **given: Any) -> Reading:
    return Reading(page(*args, **given))


# -- what it says ------------------------------------------------------------------------------------------


def test_the_next_session_is_first_with_all_of_its_day(versions: list[Version]) -> None:
    sections = read(versions, "T01", "2027-03-02 08:10").sections
    assert sections["next"] == [
        "Today Tue 2 March",
        "08:00–09:00",
        "Round: CAR-T ward",
        "Led by Wang Min",
        "The whole day Tue 2 March",
        "08:00–09:00 Round: CAR-T ward Led by Wang Min",
        "10:00–11:00 Lecture CAR-T Lecture hall Led by Wang Min",
    ]
    assert sections["#next-title"] == ["Now"]
    later = read(versions, "T01", "2027-03-02 11:00").sections
    assert later["#next-title"] == ["Next"]
    assert later["next"][:3] == ["Tomorrow Wed 3 March", "08:00–09:00", "Round: CAR-T ward"]


def test_a_trainees_page_tells_of_rotations_mentor_topics_and_changes(versions: list[Version]) -> None:
    sections = read(versions, "T02", "2027-03-09 09:00").sections
    assert sections["stay"][2:] == [
        "Rotations",
        "La Laboratory now 8–14 March 1 week No rounds",
        "Main mentor",
        "Wang Min 1 meeting in your stay",
    ]
    assert sections["topics"][1:] == [
        "Lecture 0 of 2",
        "CAR-T 10 March",
        "Toxicity no date yet",
        "Mentor hour 1 of 2",
        "CAR-T seen 8 March",
        "ICU no date yet",
    ]
    assert sections["changes"] == [
        "Between version 1 of 15 February 2027, 09:30 and version 2.",
        "moved Lecture was Tue 9 March, 10:00–11:00 → now Wed 10 March, 10:00–11:00 room: was Lecture hall → now Skills lab lead: was Wang Min → now Zhao Hua topic: was Toxicity → now CAR-T",
    ]
    assert "10:00–11:00 Lecture changed CAR-T Skills lab Led by Zhao Hua" in sections["week"]


def test_a_member_of_facultys_page_tells_of_rounds_trainees_sessions_and_load(
    versions: list[Version],
) -> None:
    reading = read(versions, "F01", "2027-03-08 14:30", kind="faculty")
    assert [text for tag, text in reading.headings if tag == "h2"] == [
        "Now",
        "What changed",
        "8–14 March week 2 of 2",
        "The term",
        "Trainees you meet",
        "Sessions to lead",
        "Your load",
        "Put it into your calendar",
    ]
    assert reading.sections["stay"][-1] == "CW CAR-T ward now 1–14 March 2 weeks 08:00–09:00 Amara Diallo"
    assert reading.sections["people"][1:] == [
        "Li Wei mentee0 of 1 heldMon 8 March, 14:30–15:00",
        "Amara Diallo mentee2 of 2 held–",
    ]
    assert reading.sections["lead"] == [
        "Tue 9 March, 10:00–11:00 Lecture Toxicity Lecture hall With Amara Diallo"
    ]
    assert reading.sections["load"][2:] == [
        "Meetings31too few to compare",
        "Weeks of rounds21too few to compare",
        "Sessions to lead21too few to compare",
    ]


def test_a_fair_share_is_shown_beside_ones_own_number() -> None:
    picture = """
        trainee amara fellow
        faculty wang
        faculty zhao
        faculty chen
        hours wang Mon 14:00-15:00
        hours zhao Mon 14:00-15:00
        hours chen Mon 14:00-15:00
        activity chat weekly 60 meeting
        session amara chat 03-01 14:00 with=wang
        session amara chat 03-08 14:00 with=zhao
        session amara chat 03-15 14:00 with=zhao
    """
    load = read(drawn(picture), "wang", kind="faculty").sections["load"]
    assert load[2:] == [
        "Meetings111.0",
        "Weeks of rounds00–",
        "Sessions to lead00–",
    ]


def test_it_says_the_version_the_zone_and_whose_secret_it_is(versions: list[Version]) -> None:
    assert read(versions, "T01").sections["body"][2:] == [
        "Version 2, published 16 February 2027, 09:30. All times are in the time zone Asia/Shanghai (UTC+8).",
        "This page is yours: whoever has its address can read it. If it got into other hands, ask the programme office for a new one.",
        "This is how it stood on 1 March 2027, 09:30. The page itself is always up to date.",
    ]


def test_it_says_how_far_the_zone_is_from_universal_time_when_clocks_change() -> None:
    (version,) = drawn("trainee amara fellow")
    there = replace(version, term=replace(version.term, timezone="Europe/London"))
    said = read([there], "amara", week=date(2027, 3, 22)).sections["body"][-3]
    assert said.endswith("All times are in the time zone Europe/London (UTC+0, from 28 March UTC+1).")
    said = read([there], "amara", "2027-05-01 09:30", language="zh").sections["body"][-3]
    assert said.endswith("所有时间均为 Europe/London 时区（UTC+0，3月28日起 UTC+1）。")
    early = read([there], "amara", "2026-10-01 09:30").sections["body"][-3]
    assert early == said or early.endswith("Europe/London (UTC+0, from 28 March UTC+1).")


def test_a_topic_without_a_date_is_one_to_come_only_while_the_stay_lasts() -> None:
    (version,) = drawn(
        "trainee amara fellow\nactivity talk weekly 60 topics=a;b\nslot talk Tue 10:00\n"
        "session amara talk 03-02 10:00 topic=a"
    )
    assert read([version], "amara", "2027-03-28 09:00").sections["topics"][-1] == "b no date yet"
    assert read([version], "amara", "2027-03-29 09:00").sections["topics"][-1] == "b not seen"


def test_the_kind_of_trainee_stands_as_the_programme_writes_it() -> None:
    version = drawn("trainee amara PhD-student")[0]
    assert "PhD-student 1–28 March 2027" in read([version], "amara").sections["body"]
    lower = drawn("trainee amara fellow mentor=wang\nfaculty wang\nmentor amara wang")[0]
    assert "Fellow 1–28 March 2027 Main mentor: Wang" in read([lower], "amara").sections["body"]


def test_the_clock_is_that_of_the_programme(versions: list[Version]) -> None:
    here = request(versions, "T01", "2027-03-02 08:10")
    there = replace(here, now=here.now.astimezone(UTC))
    assert render_page(here) == render_page(there)


def test_the_pages_speak_chinese(versions: list[Version]) -> None:
    reading = read(versions, "T02", "2027-03-09 09:00", language="zh")
    assert [text for tag, text in reading.headings if tag == "h2"] == [
        "下一项",
        "变动",
        "3月8日至14日 第 1 周，共 1 周",
        "整个进修期",
        "学习主题",
        "加入您的日历",
    ]
    assert ("html", "lang", "zh-CN") in reading.attributes
    assert ("html", "lang", "en") in read(versions, "T02").attributes


def test_who_has_nothing_new_reads_so(versions: list[Version]) -> None:
    assert read(versions, "T01").sections["changes"] == [
        "Between version 1 of 15 February 2027, 09:30 and version 2. Nothing changed for you."
    ]
    assert read(versions[:1], "T01").sections["changes"] == ["This is the first plan that is published."]
    assert read(versions, "F02", kind="faculty").sections["changes"] == [
        "All of it is new: version 1 held nothing for you."
    ]


def test_of_many_changes_the_first_are_shown_and_the_others_are_a_click_away() -> None:
    picture = """
        trainee amara fellow
        activity talk weekly 60
        slot talk Mon 09:00
    """
    sessions = "\n".join(f"session amara talk 03-{day:02} 09:00" for day in range(1, 13))
    old = "session amara talk 03-20 09:00\n"
    reading = read(drawn(picture + old, picture + old + sessions), "amara")
    assert reading.sections["changes"][1:8] == [
        *(
            f"new Talk {day}, 09:00–10:00"
            for day in ("Mon 1 March", "Tue 2 March", "Wed 3 March", "Thu 4 March")
        ),
        "new Talk Fri 5 March, 09:00–10:00",
        "new Talk Sat 6 March, 09:00–10:00",
        "new Talk Sun 7 March, 09:00–10:00",
    ]
    assert "6 more" in reading.text
    later = read(drawn(picture + old, picture + old + sessions), "amara", "2027-03-15 09:00")
    assert "12 changes on days that are over" in later.text


# -- before, after, and without a plan ---------------------------------------------------------------------


def test_before_the_stay_it_welcomes_and_shows_the_first_week(versions: list[Version]) -> None:
    sections = read(versions, "T02", "2027-03-04 09:00").sections
    assert sections["next"][0] == "Welcome! Your stay begins on Monday 8 March 2027, in 4 days."
    assert sections["#week-title"] == ["8–14 March week 1 of 1"]
    chinese = read(versions, "T02", "2027-03-07 09:00", language="zh").sections
    assert chinese["next"][0] == "欢迎！您的进修从 2027年3月8日 周一 开始（明天）。"


def test_after_the_stay_it_thanks_and_shows_the_last_week(versions: list[Version]) -> None:
    sections = read(versions, "T01", "2027-03-20 09:00").sections
    assert sections["next"] == [
        "Your stay ended on Sunday 14 March 2027. Thank you for having been with us; all the best on your way."
    ]
    assert sections["#week-title"] == ["8–14 March week 2 of 2"]


def test_on_the_last_day_after_the_last_session_nothing_more_is_planned(versions: list[Version]) -> None:
    assert read(versions, "T01", "2027-03-14 20:00").sections["next"] == ["Nothing more is planned for you."]
    faculty = read(versions, "F01", "2027-06-01 09:00", kind="faculty").sections
    assert faculty["next"] == ["Nothing more is planned for you."]
    assert faculty["lead"] == ["No sessions ahead of you."]


@pytest.mark.parametrize(("kind", "who"), [("trainee", "T01"), ("faculty", "F01")])
def test_for_whom_nothing_is_published_it_says_so_kindly(
    versions: list[Version], kind: str, who: str
) -> None:
    empty = replace(versions[0], plan=Plan(), told={})
    reading = read([empty], who, kind=kind)
    assert reading.sections["next"] == [
        "Nothing is planned for you yet. It will stand here as soon as it is published; there is nothing that you have to do."
    ]
    lacks = {
        "trainee": ["No rotation is published yet.", "A main mentor is not named yet."],
        "faculty": [
            "No rounds ahead of you.",
            "No one-to-one meetings are planned with you.",
            "No sessions ahead of you.",
        ],
    }
    assert [text for text in lacks[kind] if text not in reading.text] == []


def test_holidays_that_are_not_announced_are_marked() -> None:
    version = drawn("trainee amara fellow\nholiday 03-08")[0]
    holiday = Holiday(date(2027, 3, 8), "Spring Day", "provisional")
    working = replace(version.term.working, holidays=(holiday,))
    version = replace(version, term=replace(version.term, working=working))
    week = read([version], "amara", week=date(2027, 3, 8)).sections["week"]
    assert week[0] == "Monday 8 March Holiday, provisional Spring Day"
    assert week[-1] == (
        "Public holidays marked as provisional are not announced yet; the plan may change when they are."
    )
    assert "休 暂定 Spring Day" in page([version], "amara", week=date(2027, 3, 8), language="zh").replace(
        '</span> <span class="note" dir="auto">', " "
    )


def test_absences_and_extra_working_days_are_marked_without_a_reason() -> None:
    picture = """
        trainee amara fellow 03-02..03-14
        absent amara 03-03..03-03
        workday 03-06
    """
    days = [line for line in read(drawn(picture), "amara").sections["week"] if " March" in line]
    assert days[::2] == [
        "Monday 1 March Today",
        "Tuesday 2 March",
        "Wednesday 3 March Away",
        "Thursday 4 March",
        "Friday 5 March",
        "Saturday 6 March Working day",
    ]
    assert days[1] == "Monday 1 March Today Not in your stay"


def test_in_wechat_it_says_how_to_get_out_of_it(versions: list[Version]) -> None:
    hint = "WeChat opens no calendar. Tap ··· at the top right, then “Open in browser”, and subscribe there."
    assert hint in read(versions, "T01", in_wechat=True).sections["body"]
    assert hint not in read(versions, "T01").sections["body"]


# -- links -------------------------------------------------------------------------------------------------


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


def test_the_secret_is_in_no_title_and_no_text(versions: list[Version]) -> None:
    reading = read(versions, "T01")
    assert SECRET not in reading.text
    holders = {(tag, name) for tag, name, value in reading.attributes if SECRET in value}
    assert holders == {("a", "href"), ("input", "value")}


def test_links_out_of_the_page_tell_nobody_where_from(versions: list[Version]) -> None:
    html = page(versions, "T01")
    assert '<meta name="referrer" content="no-referrer">' in html
    assert '<meta name="robots" content="noindex">' in html
    outward = re.findall(r'<a [^>]*href="https://(?!rota)[^>]*>', html)
    assert len(outward) == 3
    assert all('rel="noreferrer"' in link for link in outward)


# -- nothing about others ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_trainees_page_names_no_other_trainee(versions: list[Version], language: str) -> None:
    for who, other in (("T01", "Li Wei"), ("T02", "Amara")):
        assert other not in page(versions, who, language=language)


def test_a_member_of_facultys_page_names_only_those_whom_they_meet(versions: list[Version]) -> None:
    html = page(versions, "F02", kind="faculty")
    assert "Li Wei" in html
    assert "Amara" not in html
    assert "Wang Min" not in html


def test_nobodys_address_of_mail_or_id_or_reason_of_absence_is_on_a_page() -> None:
    trainee = Trainee("T77", "Amara", "fellow", TERM.trainees[0].stay, email="amara@example.org")
    version = drawn("trainee amara fellow\nabsent amara 03-02..03-02")[0]
    absence = replace(version.term.absences[0], who="T77", reason="visa")
    term = replace(version.term, trainees=(trainee,), absences=(absence,))
    html = page([replace(version, term=term)], "T77")
    assert [text for text in ("T77", "amara@", "visa") if text in html] == []


# -- escaping and order ------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(("kind", "who"), [("trainee", "T02"), ("faculty", "F01")])
def test_no_text_becomes_an_element(versions: list[Version], text: str, kind: str, who: str) -> None:
    harmless = read([renamed(version, "harmless") for version in versions], who, kind=kind)
    hostile = read([renamed(version, text) for version in versions], who, kind=kind)
    assert hostile.tags == harmless.tags
    shown = " ".join(text.split())
    assert hostile.text.count(shown) >= harmless.text.count("harmless") > 15


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("=cmd()|' /C calc'!A0", "=cmd()|' /C calc'!A0"),
        ("Amara\r\nX: y", "Amara X: y"),
        ("𠮷田 花子", "𠮷田 花子"),
        ("王·阿依古丽", "王·阿依古丽"),
        ("Wolfeschlegelsteinhausenbergerd", "Wolfeschlegelsteinhausenbergerd"),
        ("abc\u202egnp.exe", "abcgnp.exe"),
        ("\x00\x07", "T01"),
    ],
)
def test_unusual_names_are_shown_on_one_line(versions: list[Version], name: str, shown: str) -> None:
    version = versions[0]
    trainee, *others = version.term.trainees
    term = replace(version.term, trainees=(replace(trainee, name=name), *others))
    reading = read([replace(version, term=term)], "T01")
    assert reading.headings[0] == ("h1", shown)


@pytest.mark.parametrize(("kind", "who"), EVERYBODY)
def test_a_page_has_nothing_inline_and_asks_only_for_its_own_files(
    versions: list[Version], kind: str, who: str
) -> None:
    reading = read(versions, who, kind=kind)
    names = {name for _, name, _ in reading.attributes}
    assert {name for name in names if name.startswith("on") or name in {"style", "action", "srcset"}} == set()
    assert "style" not in {tag for tag, *_ in reading.tags}
    asked = [
        value.partition("?")[0]
        for tag, name, value in reading.attributes
        if name == "src" or ((tag, name) == ("link", "href") and value != "data:,")
    ]
    assert asked == [f"{HOST}/static/page.css", f"{HOST}/static/copy.js"]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("kind", "who"), EVERYBODY)
def test_headings_sections_and_labels_are_in_order(
    versions: list[Version], kind: str, who: str, language: str
) -> None:
    reading = read(versions, who, kind=kind, language=language)
    levels = [int(tag[1]) for tag, _ in reading.headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(level - before <= 1 for before, level in pairwise(levels))
    ids = [value for _, name, value in reading.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    named = [
        value.removeprefix("#")
        for tag, name, value in reading.attributes
        if name in {"aria-labelledby", "aria-describedby", "for", "data-copy"}
        or ((tag, name) == ("a", "href") and value.startswith("#"))
    ]
    assert set(named) - set(ids) == set()
    assert all(text for _, text in reading.headings)


def test_the_same_request_gives_the_same_text(versions: list[Version]) -> None:
    assert page(versions, "T02") == page(versions, "T02")


def test_a_week_that_one_sheet_could_not_hold_is_printed_smaller() -> None:
    picture = """
        trainee amara fellow
        activity talk weekly 30
        slot talk Mon 09:00
    """
    nine = "\n".join(f"session amara talk 03-01 {hour:02}:00" for hour in range(8, 17))
    ten = f"{nine}\nsession amara talk 03-01 17:00"
    assert '<body class="trainee">' in page(drawn(picture + nine), "amara")
    assert '<body class="trainee crowded">' in page(drawn(picture + ten), "amara")


# -- mistakes of the caller --------------------------------------------------------------------------------


def test_nobody_has_no_page(versions: list[Version]) -> None:
    with pytest.raises(UnknownPersonError, match="version 2 has no trainee 'F01'"):
        page(versions, "F01")
    with pytest.raises(UnknownPersonError, match="version 2 has no faculty 'T01'"):
        page(versions, "T01", kind="faculty")


def test_a_time_without_a_zone_is_refused(versions: list[Version]) -> None:
    naive = PageRequest(
        versions[0], None, "trainee", "T01", "en", datetime(2027, 3, 1, 9), request(versions, "T01").links
    )
    with pytest.raises(ValueError, match="`now` must know its zone"):
        render_page(naive)
    later = replace(naive, now=naive.now.replace(tzinfo=UTC) + timedelta(hours=1))
    assert "Amara Diallo" in render_page(later)


def test_neither_the_solver_nor_the_templates_are_loaded_before_they_are_wanted(tmp_path: Path) -> None:
    code = """
import sys, scheduler.pages
print([name for name in ("ortools", "jinja2", "sqlalchemy", "pandas", "icalendar", "holidays") if name in sys.modules])
"""
    done = run_code(code, ROOT)
    assert done.stdout == "[]\n"
