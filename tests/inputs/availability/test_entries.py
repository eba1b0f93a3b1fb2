"""What counts as busy, from when to when."""

from __future__ import annotations

from pathlib import Path

import pytest

from inputs.people import OWN_CALENDAR
from tests.inputs.availability.own_calendars import (
    NEVER_BUSY,
    busy,
    calendar,
    event,
    notes,
    notices,
    read,
    times,
)
from tests.inputs.folders import changed, term_of

AT_NINE = "DTSTART;TZID=Asia/Shanghai:20270308T090000\nDTEND;TZID=Asia/Shanghai:20270308T100000"


def test_an_entry_is_an_absence(tmp_path: Path) -> None:
    assert times(tmp_path, AT_NINE) == ["03-08 09:00-10:00"]


def test_a_length_does_for_an_end(tmp_path: Path) -> None:
    assert times(tmp_path, "DTSTART:20270308T010000Z\nDURATION:PT1H30M") == ["03-08 09:00-10:30"]


def test_an_end_may_be_in_another_time_zone(tmp_path: Path) -> None:
    lines = "DTSTART;TZID=Asia/Shanghai:20270308T090000\nDTEND;TZID=Asia/Tokyo:20270308T120000"
    assert times(tmp_path, lines) == ["03-08 09:00-11:00"]


def test_a_minute_that_is_begun_counts(tmp_path: Path) -> None:
    assert times(tmp_path, "DTSTART:20270308T010010Z\nDTEND:20270308T015950Z") == ["03-08 09:00-10:00"]


def test_a_leap_second_is_the_last_second(tmp_path: Path) -> None:
    assert times(tmp_path, "DTSTART:20270308T010000Z\nDTEND:20270308T015960Z") == ["03-08 09:00-10:00"]


def test_what_takes_no_time_makes_nobody_busy(tmp_path: Path) -> None:
    reading = read(tmp_path, calendar(event("DTSTART:20270308T010000Z")))
    assert (busy(reading), notes(reading)) == ([], [NEVER_BUSY])


# -- whole days ----------------------------------------------------------------------------------------------


def test_a_day_without_an_end_is_one_day(tmp_path: Path) -> None:
    assert times(tmp_path, "DTSTART;VALUE=DATE:20270308") == ["03-08"]


def test_days_are_those_of_the_term_and_the_end_is_not_among_them(tmp_path: Path) -> None:
    assert times(tmp_path, "DTSTART;VALUE=DATE:20270308\nDTEND;VALUE=DATE:20270311") == ["03-08..03-10"]


def test_days_may_be_counted(tmp_path: Path) -> None:
    assert times(tmp_path, "DTSTART;VALUE=DATE:20270308\nDURATION:P1W") == ["03-08..03-14"]


def test_what_lasts_some_hours_of_a_day_lasts_the_day(tmp_path: Path) -> None:
    assert times(tmp_path, "DTSTART;VALUE=DATE:20270308\nDURATION:P1DT2H") == ["03-08..03-09"]


def test_an_end_on_the_first_day_is_one_day_and_said(tmp_path: Path) -> None:
    reading = read(tmp_path, calendar(event("DTSTART;VALUE=DATE:20270308\nDTEND;VALUE=DATE:20270308")))
    assert busy(reading) == ["03-08"]
    assert notes(reading) == [
        (
            "calendars/F01.ics, line 4: found an end that is not after the start in the entry of 8 March 2027; "
            "it is read as one day."
        )
    ]


def test_a_day_of_outlook_is_the_same_day_in_every_time_zone(tmp_path: Path) -> None:
    lines = (
        "DTSTART;TZID=Pacific Standard Time:20270308T000000\nDTEND;TZID=Pacific Standard Time:20270309T000000\n"
        "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"
    )
    assert times(tmp_path, lines) == ["03-08"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("DTSTART;VALUE=DATE:20270308", ["03-08"]),
        ("DTSTART:20270308T010000Z\nDTEND:20270308T020000Z", ["03-08 09:00-10:00"]),
        ("DTSTART:20270307T160000Z\nDTEND:20270307T160000Z", []),
    ],
)
def test_what_outlook_calls_a_day_and_is_none_stays_what_it_is(
    tmp_path: Path, lines: str, expected: list[str]
) -> None:
    reading = read(tmp_path, calendar(event(f"{lines}\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE")))
    assert busy(reading) == expected


def test_several_days_with_times_are_whole_days_between_the_first_and_the_last(tmp_path: Path) -> None:
    lines = "DTSTART;TZID=Asia/Shanghai:20270308T140000\nDTEND;TZID=Asia/Shanghai:20270311T100000"
    assert times(tmp_path, lines) == ["03-08 14:00-18:00", "03-09..03-10", "03-11 07:30-10:00"]


def test_what_has_no_end_lasts_through_the_term(tmp_path: Path) -> None:
    assert times(tmp_path, "DTSTART:20200101T000000Z\nDTEND:99991231T235959Z") == ["03-01..04-25"]


# -- free or busy --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "TRANSP:TRANSPARENT",
        "STATUS:CANCELLED",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "X-MICROSOFT-CDO-INTENDEDSTATUS:FREE",
        "TRANSP:OPAQUE\nX-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "transp:transparent",
    ],
)
def test_free_and_cancelled_time_does_not_count(tmp_path: Path, line: str) -> None:
    reading = read(tmp_path, calendar(event(f"{AT_NINE}\n{line}")))
    assert (busy(reading), notes(reading)) == ([], [NEVER_BUSY])


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("", "own calendar"),
        ("TRANSP:OPAQUE", "own calendar"),
        ("STATUS:CONFIRMED", "own calendar"),
        ("X-MICROSOFT-CDO-BUSYSTATUS:BUSY", "own calendar"),
        ("X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE", "own calendar"),
        ("X-MICROSOFT-CDO-BUSYSTATUS:OOF", "own calendar: out of office"),
        ("X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE", "own calendar: tentative"),
        ("STATUS:TENTATIVE", "own calendar: tentative"),
        ("X-MICROSOFT-CDO-BUSYSTATUS:BUSY\nX-MICROSOFT-CDO-INTENDEDSTATUS:FREE", "own calendar"),
    ],
)
def test_the_reason_is_the_own_calendar_and_its_kind(tmp_path: Path, line: str, reason: str) -> None:
    absence = term_of(read(tmp_path, calendar(event(f"{AT_NINE}\n{line}")))).absences[0]
    assert (absence.who, absence.reason, absence.own_calendar) == ("F01", reason, True)
    assert str(absence.place) == "calendars/F01.ics, line 4"
    assert absence.reason.startswith(OWN_CALENDAR)


@pytest.mark.parametrize(
    ("column", "lines"),
    [("all_day_busy", "DTSTART;VALUE=DATE:20270309"), ("tentative_busy", f"{AT_NINE}\nSTATUS:TENTATIVE")],
)
def test_all_day_and_tentative_entries_can_be_left_out_for_a_person(
    tmp_path: Path, column: str, lines: str
) -> None:
    faculty = f"id,name,{column}\nF01,Shen Wenbo,no\nF02,Lu Jiayi,\n"
    tables = changed(pins=None, absences=None, preferences=None, trainees=(",F01,", ",,"), faculty=faculty)
    kept = "UID:2\nDTSTART:20270310T010000Z\nDTEND:20270310T020000Z"
    assert busy(read(tmp_path, calendar(event(lines), event(kept)), tables=tables)) == ["03-10 09:00-10:00"]
    other = tmp_path / "other"
    other.mkdir()
    assert len(busy(read(other, calendar(event(lines), event(kept)), "F02.ics", tables=tables))) == 2


def test_other_components_are_left_alone(tmp_path: Path) -> None:
    todo = "BEGIN:VTODO\nUID:t\nDTSTART:20270309T010000Z\nDUE:20270309T020000Z\nEND:VTODO"
    alarm = f"{AT_NINE}\nBEGIN:VALARM\nTRIGGER:-PT10M\nDURATION:PT5M\nEND:VALARM"
    reading = read(tmp_path, calendar(todo, event(alarm)))
    assert (busy(reading), notes(reading)) == (["03-08 09:00-10:00"], [])


# -- what cannot be understood -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("DTEND:20270308T100000Z", ", line 4: found an entry without DTSTART; it does not count."),
        (
            f"{AT_NINE}\nDTSTART:20270308T010000Z",
            ", line 4: found an entry with DTSTART twice; it does not count.",
        ),
        (
            "DTSTART:tomorrow",
            ', line 7, DTSTART: found "tomorrow", which is no date or time; the entry does not count.',
        ),
        (
            "DTSTART:20270230",
            ', line 7, DTSTART: found "20270230", which is no date or time; the entry does not count.',
        ),
        (
            "DTSTART:20270308T250000Z",
            ', line 7, DTSTART: found "20270308T250000Z", which is no date or time; the entry does not count.',
        ),
        (
            "DTSTART",
            ', line 7, DTSTART: found "", which is no date or time; the entry does not count.',
        ),
        (
            "DTSTART:09990308T090000Z",
            ", line 7, DTSTART: found the year 999; the entry does not count, as years from 1600 to 2399 are read.",
        ),
        (
            "DTSTART:20270308T020000Z\nDTEND:20270308T010000Z",
            ", line 8, DTEND: found an end before the start in the entry of 8 March 2027, 02:00 UTC; it does not count.",
        ),
        (
            "DTSTART:20270308T020000Z\nDURATION:-PT1H",
            ", line 8, DURATION: found an end before the start in the entry of 8 March 2027, 02:00 UTC; it does not count.",
        ),
        (
            "DTSTART;VALUE=DATE:20270308\nDTEND:20270308T010000Z",
            ", line 8, DTEND: found an end that is no time as the start is in the entry of 8 March 2027; it does not count.",
        ),
        (
            "DTSTART:20270308T020000Z\nDURATION:an hour",
            ', line 8, DURATION: found "an hour", which is no length of time; the entry does not count.',
        ),
        (
            "DTSTART:20270308T020000Z\nDURATION:P1DT",
            ', line 8, DURATION: found "P1DT", which is no length of time; the entry does not count.',
        ),
    ],
)
def test_an_entry_that_cannot_be_understood_is_named_and_the_others_count(
    tmp_path: Path, lines: str, told: str
) -> None:
    sound = "UID:2\nDTSTART:20270309T010000Z\nDTEND:20270309T020000Z"
    reading = read(tmp_path, calendar(event(lines), event(sound)))
    assert notes(reading) == [f"calendars/F01.ics{told}"]
    assert busy(reading) == ["03-09 09:00-10:00"]


def test_of_free_time_nobody_need_know_what_is_wrong(tmp_path: Path) -> None:
    assert notices(tmp_path, event("TRANSP:TRANSPARENT"), event(f"UID:2\n{AT_NINE}")) == []


def test_of_entries_long_ago_nobody_need_know_what_is_wrong(tmp_path: Path) -> None:
    old = "DTSTART:20250308T020000Z\nDTEND:20250308T010000Z"
    assert notices(tmp_path, event(old), event(f"UID:2\n{AT_NINE}")) == []


def test_of_many_faulty_entries_some_are_named_and_the_others_counted(tmp_path: Path) -> None:
    told = notices(tmp_path, *[event(f"UID:{number}\nCLASS:PUBLIC") for number in range(14)])
    assert len(told) == 12
    assert told[:3] == [
        (
            "calendars/F01.ics: found 4 more entries like the last of these; "
            "perhaps another export of the calendar says more."
        ),
        NEVER_BUSY,
        "calendars/F01.ics, line 4: found an entry without DTSTART; it does not count.",
    ]


# -- VFREEBUSY -----------------------------------------------------------------------------------------------


def free_busy(*lines: str) -> str:
    return "\n".join(["BEGIN:VFREEBUSY", "UID:one@example.org", *lines, "END:VFREEBUSY"])


def test_times_alone_count_but_free_ones(tmp_path: Path) -> None:
    part = free_busy(
        "FREEBUSY:20270308T010000Z/PT1H,20270309T010000Z/20270309T020000Z",
        "FREEBUSY;FBTYPE=FREE:20270310T010000Z/PT1H",
        "FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20270311T010000Z/PT1H",
        "FREEBUSY;FBTYPE=X-OTHER:20270312T010000Z/PT1H",
    )
    reading = read(tmp_path, calendar(part))
    assert busy(reading) == ["03-08..03-09 09:00-10:00", "03-11..03-12 09:00-10:00"]
    assert notes(reading) == []


def test_tentative_times_are_tentative(tmp_path: Path) -> None:
    part = free_busy("FREEBUSY;FBTYPE=BUSY-TENTATIVE:20270308T010000Z/PT1H")
    assert term_of(read(tmp_path, calendar(part))).absences[0].reason == "own calendar: tentative"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "20270308T010000Z",
            'found "20270308T010000Z", which is no period of time; the entry does not count.',
        ),
        ("20270308/P1D", 'found "20270308/P1D", which is no period of time; the entry does not count.'),
        (
            "20270308T010000Z/20270308T000000Z",
            "found an end before the start in the entry of 8 March 2027, 01:00 UTC; it does not count.",
        ),
        ("20270308T010000Z/soon", 'found "soon", which is no date or time; the entry does not count.'),
    ],
)
def test_a_time_that_cannot_be_understood_is_named_and_the_others_count(
    tmp_path: Path, text: str, told: str
) -> None:
    reading = read(tmp_path, calendar(free_busy(f"FREEBUSY:{text},20270309T010000Z/PT1H")))
    assert notes(reading) == [f"calendars/F01.ics, line 6, FREEBUSY: {told}"]
    assert busy(reading) == ["03-09 09:00-10:00"]


def test_hours_of_work_are_not_read_and_said_so(tmp_path: Path) -> None:
    assert notices(tmp_path, "BEGIN:VAVAILABILITY\nEND:VAVAILABILITY", event(AT_NINE)) == [
        (
            "calendars/F01.ics, line 4: found hours of work (VAVAILABILITY); they are not read; "
            "write them in the table hours."
        )
    ]
