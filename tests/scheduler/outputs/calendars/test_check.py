"""The check of calendar files: one sentence for each thing that clients stumble over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.outputs.calendars.check import LARGEST_FILE, check_calendar

SOUND = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//rota//EN
CALSCALE:GREGORIAN
METHOD:PUBLISH
DESCRIPTION:About
X-WR-CALDESC:About
NAME:Li Wei
X-WR-CALNAME:Li Wei
COLOR:navy
REFRESH-INTERVAL;VALUE=DURATION:PT1H
X-PUBLISHED-TTL:PT1H
X-WR-TIMEZONE:Asia/Shanghai
BEGIN:VTIMEZONE
TZID:Asia/Shanghai
BEGIN:STANDARD
DTSTART:20260101T000000
TZNAME:CST
TZOFFSETFROM:+0800
TZOFFSETTO:+0800
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
SUMMARY:MDT
DTSTART;TZID=Asia/Shanghai:20270301T090000
DTEND;TZID=Asia/Shanghai:20270301T100000
DTSTAMP:20270220T123000Z
UID:7d00a080-289c-5396-b5d4-995eb8e02dd8
SEQUENCE:0
CATEGORIES:Session
CREATED:20270220T123000Z
DESCRIPTION:Activity: MDT\\nLead: Wang\\, Fang
LAST-MODIFIED:20270220T123000Z
LOCATION:Hall
ORGANIZER;CN="Office":mailto:office@rota.invalid
STATUS:CONFIRMED
TRANSP:OPAQUE
END:VEVENT
END:VCALENDAR
"""
EVENT = SOUND[SOUND.index("BEGIN:VEVENT") : SOUND.index("END:VCALENDAR")]


def data_of(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


def faults_after(old: str, new: str) -> list[str]:
    assert SOUND.count(old) >= 1
    return check_calendar(data_of(SOUND.replace(old, new, 1)))


def test_a_sound_calendar_has_no_faults() -> None:
    assert check_calendar(data_of(SOUND)) == []


def test_whole_days_and_times_in_utc_are_sound() -> None:
    days = EVENT.replace(";TZID=Asia/Shanghai:20270301T090000", ";VALUE=DATE:20270301").replace(
        ";TZID=Asia/Shanghai:20270301T100000", ";VALUE=DATE:20270302"
    )
    utc = EVENT.replace(";TZID=Asia/Shanghai:20270301T090000", ":20270301T090000Z").replace(
        ";TZID=Asia/Shanghai:20270301T100000", ":20270301T100000Z"
    )
    assert faults_after(EVENT, days) == []
    assert faults_after(EVENT, utc) == []


@pytest.mark.parametrize(
    ("data", "faults"),
    [
        (
            b"",
            [
                "The file does not begin with a calendar.",
                "The file does not end with a calendar.",
                "Line 1 is blank.",
            ],
        ),
        (b"\xef\xbb\xbf" + data_of(SOUND), ["The file does not begin with a calendar."]),
        (data_of(SOUND).removesuffix(b"\r\n"), ["The file does not end with a calendar."]),
        (data_of(SOUND) + b"\r\n", ["The file does not end with a calendar.", "Line 40 is blank."]),
        (data_of(SOUND).replace(b"MDT\r\n", b"MDT\n", 1), ["Line 24 has a control character."]),
        (data_of(SOUND).replace(b"Hall", b"Ha\x00ll"), ["Line 34 has a control character."]),
        (data_of(SOUND).replace(b"Hall", b"H" * 80), ["Line 34 has 89 octets, but 75 are allowed."]),
        (
            data_of(SOUND).replace(b"Hall", "厅".encode()[:1] + b"\r\n " + "厅".encode()[1:]),
            [
                "Line 34 is not UTF-8, or a fold parts a character.",
                "Line 35 is not UTF-8, or a fold parts a character.",
            ],
        ),
    ],
)
def test_bytes_that_clients_refuse_are_found(data: bytes, faults: list[str]) -> None:
    assert check_calendar(data) == faults


def test_a_file_that_is_too_large_is_found() -> None:
    many = "".join(EVENT.replace("7d00a080", f"{number:08x}") for number in range(2500))
    assert check_calendar(data_of(SOUND.replace(EVENT, many))) == [
        f"The file has {len(data_of(SOUND.replace(EVENT, many)))} octets, but {LARGEST_FILE} are allowed."
    ]


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        # what is no property, or lies where it must not
        ("SUMMARY:MDT", "SUMMARY MDT", ["Line 24 is no property.", "Line 23: VCALENDAR/VEVENT has no SUMMARY."]),
        ("SUMMARY:MDT", "SUMMARY:MDT\nX-EVIL:1", ["Line 25: X-EVIL is no property that we write."]),
        ("SUMMARY:MDT", "SUMMARY:MDT\nATTENDEE:mailto:a@b.c", ["Line 25: ATTENDEE is no property that we write."]),
        ("SUMMARY:MDT", "SUMMARY:MDT\nSUMMARY:MDT", ["Line 25: SUMMARY is there twice."]),
        ("STATUS:CONFIRMED\n", "", ["Line 23: VCALENDAR/VEVENT has no STATUS."]),
        ("VEVENT\nSUMMARY", "VTODO\nSUMMARY", [
            "Line 23: VCALENDAR/VTODO is no component that we write.",
            "Line 38 lies in no component, or ends one that is not open.",
            "Line 39 lies in no component, or ends one that is not open.",
            "Line 1: VCALENDAR is not ended.",
            "Line 23: VCALENDAR/VTODO is not ended.",
        ]),
        ("END:VCALENDAR\n", "END:VCALENDAR\nNAME:a\nEND:VCALENDAR\n", [
            "Line 40 lies in no component, or ends one that is not open.",
            "Line 41 lies in no component, or ends one that is not open.",
        ]),
        (SOUND, SOUND + SOUND, [
            "Line 40: a second calendar.",
            "Line 53: Asia/Shanghai is defined twice.",
            "Line 62: the UID 7d00a080-289c-5396-b5d4-995eb8e02dd8 is another event's.",
        ]),
        (SOUND[SOUND.index("BEGIN:VTIMEZONE") : SOUND.index("END:VCALENDAR")], "", ["The calendar has no component."]),
        # the calendar
        ("NAME:Li Wei", "NAME:Li", ["NAME and X-WR-CALNAME differ."]),
        ("X-WR-CALDESC:About", "X-WR-CALDESC:Above", ["DESCRIPTION and X-WR-CALDESC differ."]),
        ("METHOD:PUBLISH", "METHOD:REQUEST", ["Line 5: METHOD has a value that we do not write."]),
        ("COLOR:navy", "COLOR:#000080", ["Line 10: COLOR has a value that we do not write."]),
        (";VALUE=DURATION", "", ["Line 11: REFRESH-INTERVAL has parameters that we do not write."]),
        ("INTERVAL;VALUE=DURATION:PT1H", "INTERVAL;VALUE=DURATION:P1H", [
            "Line 11: REFRESH-INTERVAL has a value that we do not write."
        ]),
        # zones
        ("TZID:Asia/Shanghai", "TZID:Asia/Macau", ["Line 25: Asia/Shanghai is not defined.", "Line 26: Asia/Shanghai is not defined."]),
        (SOUND[SOUND.index("BEGIN:STANDARD") : SOUND.index("END:VTIMEZONE")], "", ["Asia/Shanghai is defined by nothing."]),
        ("END:VTIMEZONE\n", "END:VTIMEZONE\nBEGIN:VTIMEZONE\nTZID:Asia/Shanghai\nEND:VTIMEZONE\n", [
            "Line 23: Asia/Shanghai is defined twice."
        ]),
        ("DTSTART:20260101T000000", "DTSTART:20270301T093000", ["Line 25: Asia/Shanghai is not defined at that time."]),
        ("TZOFFSETTO:+0800", "TZOFFSETTO:+080543", ["Line 20: TZOFFSETTO has a value that we do not write."]),
        ("TZNAME:CST", "TZNAME:CST\nRDATE:20260101T000000", ["Line 19: RDATE is no property that we write."]),
        ("TZNAME:CST", "TZNAME:CST\nRRULE:FREQ=YEARLY;BYMONTH=3", ["Line 19: RRULE has a value that we do not write."]),
        # times
        (";TZID=Asia/Shanghai:20270301T090000", ":20270301T090000", [
            "Line 23: DTSTART and DTEND are not of one form.",
            "Line 23: DTSTART has no zone, or one that it must not have.",
        ]),
        ("20270301T090000", "20270301T090000Z", [
            "Line 23: DTSTART and DTEND are not of one form.",
            "Line 23: DTSTART has no zone, or one that it must not have.",
        ]),
        ("DTSTART;TZID=Asia/Shanghai:20270301", "DTSTART;TZID=Asia/Shanghai:20270229", [
            "Line 25: DTSTART is a time that does not exist."
        ]),
        ("20270301T100000", "20270301T090000", ["Line 23: the event ends before it has begun."]),
        ("DTSTAMP:20270220T123000Z", "DTSTAMP:20270220T123000", ["Line 27: DTSTAMP has a value that we do not write."]),
        ("CREATED:20270220T123000Z", "CREATED:20270221T123000Z", [
            "Line 23: CREATED, LAST-MODIFIED and DTSTAMP are not in this order."
        ]),
        # values
        ("SUMMARY:MDT", "SUMMARY:", ["Line 24: SUMMARY has a value that we do not write."]),
        ("SUMMARY:MDT", "SUMMARY:MDT, or not", ["Line 24: SUMMARY has a value that we do not write."]),
        ("SUMMARY:MDT", "SUMMARY:MDT\\:", ["Line 24: SUMMARY has a value that we do not write."]),
        ("SUMMARY:MDT", "SUMMARY;LANGUAGE=en:MDT", ["Line 24: SUMMARY has parameters that we do not write."]),
        ("SEQUENCE:0", "SEQUENCE:20260105020000", ["Line 29: SEQUENCE has a value that we do not write."]),
        ("STATUS:CONFIRMED", "STATUS:CANCELED", ["Line 36: STATUS has a value that we do not write."]),
        ("mailto:office", "mailto:of\\,fice", ["Line 35: ORGANIZER has a value that we do not write."]),
        ("UID:7d00a080", "UID:x7d00a080", ["Line 28: UID has a value that we do not write."]),
        ("COLOR:navy\n", "COLOR:navy\nUID:calendar@rota.invalid\n", ["Line 11: UID is no property that we write."]),
        (EVENT, EVENT + EVENT, ["Line 39: the UID 7d00a080-289c-5396-b5d4-995eb8e02dd8 is another event's."]),
        ("UID:7d00a080-289c-5396-b5d4-995eb8e02dd8", "UID:" + "\n ".join(["a" * 60] * 5) + "@rota.invalid", [
            "Line 23: the UID has more than 255 octets."
        ]),
        ("LOCATION:Hall\n", "", []),
        ("Activity: MDT", "\n " + "\n ".join(["d" * 50] * 160) + "\n ", ["Line 23: DESCRIPTION has more than 8000 characters."]),
        ("Activity: MDT", "\n " + "\n ".join(["\\," * 30] * 265) + "\n ", []),
    ],
)  # fmt: skip
def test_each_fault_is_found_and_told_with_its_line(old: str, new: str, faults: list[str]) -> None:
    assert faults_after(old, new) == faults


def test_a_folded_line_is_read_as_one() -> None:
    assert faults_after("SUMMARY:MDT", "SUMM\n ARY:M\n\tDT") == []


@given(st.integers(0, len(data_of(SOUND))), st.binary(max_size=3), st.integers(0, 3))
def test_whatever_the_damage_the_check_answers(at: int, put: bytes, cut: int) -> None:
    data = data_of(SOUND)
    assert isinstance(check_calendar(data[:at] + put + data[at + cut :]), list)


@given(st.binary(max_size=200))
def test_bytes_of_no_calendar_are_never_sound(data: bytes) -> None:
    assert check_calendar(data) != []


@given(
    st.sampled_from(data_of(SOUND).splitlines(keepends=True)), st.sampled_from(data_of(SOUND).splitlines())
)
def test_no_line_may_be_missing_or_out_of_place(line: bytes, other: bytes) -> None:
    data = data_of(SOUND)
    if not line.startswith(b"LOCATION"):
        assert check_calendar(data.replace(line, b"", 1)) != []
    assert check_calendar(data.replace(line, line + other + b"\r\n", 1)) != []
