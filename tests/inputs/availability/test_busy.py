"""As few absences as possible, within the days and hours of the term."""

from __future__ import annotations

from pathlib import Path

from tests.inputs.availability.own_calendars import busy, calendar, event, read, times
from tests.inputs.folders import term_of


def several(folder: Path, *stretches: str) -> list[str]:
    """Return the absences that stretches on 8 March make, such as ``09-10``."""
    parts = []
    for number, stretch in enumerate(stretches):
        start, _, end = stretch.partition("-")
        day = "DTSTART;TZID=Asia/Shanghai:20270308T{}00\nDTEND;TZID=Asia/Shanghai:20270308T{}00"
        parts.append(event(f"UID:{number}\n{day.format(start.ljust(4, '0'), end.ljust(4, '0'))}"))
    return busy(read(folder, calendar(*parts)))


def test_stretches_that_overlap_are_one(tmp_path: Path) -> None:
    assert several(tmp_path, "10-12", "09-11", "0930-1030") == ["03-08 09:00-12:00"]


def test_stretches_that_meet_are_one(tmp_path: Path) -> None:
    assert several(tmp_path, "09-10", "10-11") == ["03-08 09:00-11:00"]


def test_stretches_with_a_gap_stay_apart(tmp_path: Path) -> None:
    assert several(tmp_path, "09-10", "1001-11") == ["03-08 09:00-10:00", "03-08 10:01-11:00"]


def test_the_hours_in_which_nothing_is_planned_are_left_out(tmp_path: Path) -> None:
    assert several(tmp_path, "06-08", "17-20", "20-22") == ["03-08 07:30-08:00", "03-08 17:00-18:00"]


def test_all_hours_of_a_day_are_the_day(tmp_path: Path) -> None:
    assert several(tmp_path, "07-12", "12-18") == ["03-08"]


def test_the_same_times_on_days_in_a_row_are_one(tmp_path: Path) -> None:
    lines = "DTSTART:20270301T010000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,FR;COUNT=5"
    assert times(tmp_path, lines) == ["03-01..03-03 09:00-10:00", "03-05 09:00-10:00", "03-08 09:00-10:00"]


def test_days_outside_of_the_term_are_left_out(tmp_path: Path) -> None:
    assert times(tmp_path, "DTSTART;VALUE=DATE:20270201\nDTEND;VALUE=DATE:20270303") == ["03-01..03-02"]


def test_the_last_evening_of_the_term_somewhere_else_may_be_in_it_here(tmp_path: Path) -> None:
    lines = "DTSTART;TZID=Pacific/Honolulu:20270228T150000\nDURATION:PT1H"
    assert times(tmp_path, lines) == ["03-01 09:00-10:00"]


def test_different_kinds_that_overlap_are_one_that_says_no_kind(tmp_path: Path) -> None:
    sure = event("UID:1\nDTSTART:20270308T010000Z\nDURATION:PT1H\nX-MICROSOFT-CDO-BUSYSTATUS:OOF")
    perhaps = event("UID:2\nDTSTART:20270308T013000Z\nDURATION:PT1H\nSTATUS:TENTATIVE")
    (absence,) = term_of(read(tmp_path, calendar(perhaps, sure))).absences
    assert (absence.reason, str(absence.place)) == ("own calendar", "calendars/F01.ics, line 4")


def test_the_place_is_the_first_entry_of_a_run(tmp_path: Path) -> None:
    late = event("UID:1\nDTSTART;VALUE=DATE:20270309")
    early = event("UID:2\nDTSTART;VALUE=DATE:20270308")
    (absence,) = term_of(read(tmp_path, calendar(late, early))).absences
    assert (str(absence.span), str(absence.place)) == (
        "8 March 2027 to 9 March 2027",
        "calendars/F01.ics, line 4",
    )
