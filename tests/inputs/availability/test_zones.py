"""Which time zone a name means, and what is said where nobody knows."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from inputs.availability.zones import find_zone
from tests.inputs.availability.own_calendars import busy, calendar, event, notes, read

ZONE = """\
BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:{offset}
TZOFFSETTO:{offset}
{more}
END:STANDARD
END:VTIMEZONE
"""


def zone(name: str, offset: str = "+0900", more: str = "") -> str:
    return ZONE.format(name=name, offset=offset, more=more)


def at_nine(name: str) -> str:
    return event(f"DTSTART;TZID={name}:20270308T090000\nDURATION:PT1H")


@pytest.mark.parametrize(
    ("name", "iana"),
    [
        ("Asia/Shanghai", "Asia/Shanghai"),
        ("asia/shanghai", "Asia/Shanghai"),
        ("/Asia/Shanghai", "Asia/Shanghai"),
        ("/freeassociation.sourceforge.net/Asia/Shanghai", "Asia/Shanghai"),
        ("/citadel.org/20210101_1/America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("PRC", "PRC"),
        ("Asia/Beijing", "Asia/Shanghai"),
        ("China Standard Time", "Asia/Shanghai"),
        ("Taipei Standard Time", "Asia/Taipei"),
        ("Eastern Standard Time", "America/New_York"),
        ("中国标准时间", "Asia/Shanghai"),
        ("中國標準時間", "Asia/Shanghai"),
        ("台北标准时间", "Asia/Taipei"),
        ("GMT 标准时间", "Europe/London"),
        ("(UTC+08:00) Beijing, Chongqing, Hong Kong, Urumqi", "Asia/Shanghai"),
        ("(GMT+08:00) Beijing, Chongqing, Hong Kong, Urumqi", "Asia/Shanghai"),
        ("(UTC+08:00) Beijing\\, Chongqing\\, Hong Kong\\, Urumqi", "Asia/Shanghai"),
        ("(UTC+08:00) 北京，重庆，香港特别行政区，乌鲁木齐", "Asia/Shanghai"),
        ("(UTC-08:00) Pacific Time (US & Canada)", "America/Los_Angeles"),
        ("(UTC-08:00) 太平洋时间(美国和加拿大)", "America/Los_Angeles"),
        ("(UTC) Coordinated Universal Time", "UTC"),
        ("tzone://Microsoft/Utc", "UTC"),
        ("UTC", "UTC"),
    ],
)
def test_a_name_means_a_zone(name: str, iana: str) -> None:
    found: Any = find_zone(name)
    assert found.key == iana


@pytest.mark.parametrize(
    ("name", "hours"), [("UTC+8", 8), ("GMT+0800", 8), ("utc-05:30", -5.5), ("+08:00", 8), ("GMT−3", -3)]
)
def test_an_offset_is_a_zone(name: str, hours: float) -> None:
    found = find_zone(name)
    assert found is not None
    assert found.utcoffset(datetime(2027, 3, 1)) == timedelta(hours=hours)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Customized Time Zone",
        "tzone://Microsoft/Custom",
        "UTC+15",
        "../../etc/passwd",
        "Factory",
        "localtime",
    ],
)
def test_other_names_mean_nothing(name: str) -> None:
    assert find_zone(name) is None


@pytest.mark.parametrize(
    "name",
    [
        "中国标准时间",
        '"tzone://Microsoft/Utc"',
        "tzone://Microsoft/Utc",
        '"(UTC+08:00) 北京，重庆，香港特别行政区，乌鲁木齐"',
    ],
)
def test_names_are_read_from_a_calendar_with_and_without_quotation_marks(tmp_path: Path, name: str) -> None:
    reading = read(tmp_path, calendar(at_nine(name)))
    assert busy(reading) == ["03-08 17:00-18:00" if "Utc" in name else "03-08 09:00-10:00"]
    assert notes(reading) == []


def test_the_calendar_defines_what_is_in_no_list(tmp_path: Path) -> None:
    reading = read(tmp_path, calendar(zone("Customized Time Zone"), at_nine("Customized Time Zone")))
    assert (busy(reading), notes(reading)) == (["03-08 08:00-09:00"], [])


def test_each_calendar_defines_for_itself(tmp_path: Path) -> None:
    one = calendar(zone("Our zone", "+0900"), at_nine("Our zone"))
    other = calendar(zone("Our zone", "+0700"), at_nine("Our zone"))
    assert busy(read(tmp_path, one + other)) == ["03-08 08:00-09:00", "03-08 10:00-11:00"]


def test_a_zone_may_change_its_clock(tmp_path: Path) -> None:
    summer = """\
BEGIN:DAYLIGHT
DTSTART:20000312T020000
TZOFFSETFROM:+0800
TZOFFSETTO:+0900
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
END:DAYLIGHT
END:VTIMEZONE"""
    more = "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU"
    defined = zone("Ours", "+0800", more).replace("END:VTIMEZONE", summer)
    weekly = "DTSTART;TZID=Ours:20270308T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=2"
    assert busy(read(tmp_path, calendar(defined, event(weekly)))) == [
        "03-08 09:00-10:00",
        "03-15 08:00-09:00",
    ]


@pytest.mark.parametrize(
    ("offset", "more"),
    [
        ("+9900", ""),
        ("late", ""),
        ("+0900", "RRULE:FREQ=SECONDLY"),
        ("+0900", "RRULE:FREQ=DAILY"),
        ("+0900", "RRULE:FREQ=YEARLY;INTERVAL=0"),
        ("+0900", "RDATE:whenever"),
        ("+0900", "RDATE:20271399T000000"),
        ("+0900", "\n".join(["END:STANDARD\nBEGIN:STANDARD"] * 401)),
    ],
    ids=[
        "a shift of days",
        "no shift",
        "each second",
        "each day",
        "never on",
        "no date",
        "no day",
        "too many",
    ],
)
@pytest.mark.timeout(120)
def test_a_definition_that_cannot_be_followed_is_none(tmp_path: Path, offset: str, more: str) -> None:
    reading = read(tmp_path, calendar(zone("Ours", offset, more), at_nine("Ours")))
    assert busy(reading) == ["03-08 09:00-10:00"]
    (told,) = notes(reading)
    assert told.endswith(
        'found the time zone "Ours", which is not known, in the entry of 8 March 2027, 09:00; '
        "it is read as a time in Asia/Shanghai."
    )


def test_a_zone_that_nobody_knows_is_that_of_the_term_and_the_entry_is_named(tmp_path: Path) -> None:
    reading = read(tmp_path, calendar(at_nine("Customized Time Zone")))
    assert busy(reading) == ["03-08 09:00-10:00"]
    assert notes(reading) == [
        (
            'calendars/F01.ics, line 4: found the time zone "Customized Time Zone", which is not known, in the '
            "entry of 8 March 2027, 09:00; it is read as a time in Asia/Shanghai."
        )
    ]


def test_a_zone_that_nobody_knows_is_that_of_the_calendar_where_it_has_one(tmp_path: Path) -> None:
    reading = read(tmp_path, calendar(at_nine("Custom"), head="X-WR-TIMEZONE:Asia/Tokyo"))
    assert busy(reading) == ["03-08 08:00-09:00"]
    assert notes(reading) == [
        (
            'calendars/F01.ics, line 5: found the time zone "Custom", which is not known, in the entry of 8 March '
            "2027, 08:00; it is read as a time in Asia/Tokyo."
        )
    ]


def test_a_zone_that_nobody_knows_is_that_which_the_calendar_defines_for_itself(tmp_path: Path) -> None:
    reading = read(tmp_path, calendar(zone("Ours"), at_nine("Custom"), head="X-WR-TIMEZONE:Ours"))
    assert busy(reading) == ["03-08 08:00-09:00"]
    assert notes(reading)[0].endswith("it is read as a time in the time zone of the calendar.")


def test_a_time_without_a_zone_is_that_of_the_term_and_the_entry_is_named(tmp_path: Path) -> None:
    reading = read(tmp_path, calendar(event("DTSTART:20270308T090000\nDURATION:PT1H")))
    assert busy(reading) == ["03-08 09:00-10:00"]
    assert notes(reading) == [
        (
            "calendars/F01.ics, line 4: found a time without a time zone in the entry of 8 March 2027, 09:00; "
            "it is read as a time in Asia/Shanghai."
        )
    ]


def test_of_times_long_ago_nobody_need_know_that_they_have_no_zone(tmp_path: Path) -> None:
    old, new = (
        "UID:1\nDTSTART:20200308T090000\nDURATION:PT1H",
        "UID:2\nDTSTART:20270308T010000Z\nDURATION:PT1H",
    )
    assert notes(read(tmp_path, calendar(event(old), event(new)))) == []


@pytest.mark.parametrize("name", ["Asia/Tokyo", "Tokyo Standard Time", "东京标准时间"])
def test_a_time_without_a_zone_is_in_that_of_the_calendar(tmp_path: Path, name: str) -> None:
    content = calendar(event("DTSTART:20270308T090000\nDURATION:PT1H"), head=f"X-WR-TIMEZONE:{name}")
    reading = read(tmp_path, content)
    assert (busy(reading), notes(reading)) == (["03-08 08:00-09:00"], [])


def test_a_calendar_in_an_unknown_zone_is_read_and_said(tmp_path: Path) -> None:
    content = calendar(event("DTSTART:20270308T010000Z\nDURATION:PT1H"), head="X-WR-TIMEZONE:Nowhere")
    reading = read(tmp_path, content)
    assert busy(reading) == ["03-08 09:00-10:00"]
    assert notes(reading) == [
        (
            'calendars/F01.ics, line 4, X-WR-TIMEZONE: found "Nowhere", which is no time zone that is known; '
            "times without a time zone are read in Asia/Shanghai, that of the term."
        )
    ]


def test_a_calendar_in_no_zone_at_all_needs_no_word(tmp_path: Path) -> None:
    content = calendar(event("DTSTART:20270308T010000Z\nDURATION:PT1H"), head="X-WR-TIMEZONE:")
    assert notes(read(tmp_path, content)) == []
