"""A whole page: what it says to whom, in English and Chinese."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from scheduler.pages import PageRequest, UnknownPersonError, render_page
from scheduler.store.version import Version
from tests.scheduler.commands.program import ROOT, run_code
from tests.scheduler.pages.published import drawn, page, request
from tests.scheduler.pages.small_pages import read


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


@pytest.mark.parametrize(
    ("faculty", "told"),
    [
        ("faculty wang", "You offer 12 hours for meetings, absences not taken off."),
        (
            "faculty wang meetings=2",
            (
                "You offer 12 hours for meetings, absences not taken off; 8 of them count, for you take 2 "
                "meetings a week at most."
            ),
        ),
        ("faculty wang meetings=0", "among all who do the same."),
    ],
)
def test_of_more_hours_than_meetings_are_allowed_both_are_told(faculty: str, told: str) -> None:
    picture = f"""
        trainee amara fellow
        {faculty}
        hours wang Mon 14:00-17:00
        activity chat weekly 60 meeting
    """
    load = read(drawn(picture), "wang", kind="faculty").sections["load"]
    assert load[0].endswith(told)


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
