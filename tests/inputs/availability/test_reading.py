"""Which files are calendars of whom, and what they mean for the term."""

from __future__ import annotations

import os
import time
import unicodedata
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inputs.reading import read_term
from tests.inputs.availability.own_calendars import NEVER_BUSY, TERM, busy, calendar, event, notes, read
from tests.inputs.folders import SMALL, changed, said, term_of, write_folder, write_workbook
from tests.scheduler.commands.program import run_code

AT_NINE = event("DTSTART:20270308T010000Z\nDURATION:PT1H")
MONDAY = event("DTSTART:20270308T060000Z\nDURATION:PT1H")
"""An hour in which Shen Wenbo may be met."""


def test_an_absence_of_the_calendar_is_one_of_the_term(tmp_path: Path) -> None:
    without = {
        str(time.period) for time in term_of(read_term(write_folder(tmp_path / "a", TERM))).meeting_times
    }
    term = term_of(read(tmp_path, calendar(MONDAY)))
    assert without - {str(time.period) for time in term.meeting_times} == {"8 March 2027, 14:00 to 15:00"}


def test_the_table_and_the_calendar_go_together(tmp_path: Path) -> None:
    tables = changed(pins=None)
    reading = read(tmp_path, calendar(event("DTSTART;VALUE=DATE:20270318")), tables=tables)
    assert said(reading) == []
    found = [(a.reason, a.own_calendar) for a in term_of(reading).absences if a.who == "F01"]
    assert found == [("lecture", False), ("own calendar", True)]


def test_a_workbook_has_its_calendars_beside_it(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "spring.xlsx", TERM)
    (tmp_path / "calendars").mkdir()
    (tmp_path / "calendars" / "F01.ics").write_bytes(calendar(AT_NINE))
    reading = read_term(path)
    assert busy(reading) == ["03-08 09:00-10:00"]
    assert term_of(reading).digest == term_of(read(tmp_path, calendar(AT_NINE))).digest


def test_what_is_no_term_has_no_calendars(tmp_path: Path) -> None:
    (tmp_path / "calendars").mkdir()
    (tmp_path / "calendars" / "F09.ics").write_bytes(b"")
    assert notes(read_term(tmp_path / "nowhere.xlsx")) == []


# -- files ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (
            "F0l.ics",
            ': found "F0l", which is no member of faculty; allowed: F01 and F02. Did you mean "F01"?',
        ),
        (
            "f01.ics",
            ': found "f01", which is no member of faculty; allowed: F01 and F02. Did you mean "F01"?',
        ),
        (
            "F01 (1).ics",
            ': found "F01 (1)", which is no member of faculty; allowed: F01 and F02. Did you mean "F01"?',
        ),
        ("Shen Wenbo.ics", ': found "Shen Wenbo", which is the name of F01; call the file F01.ics.'),
        (
            "T01.ics",
            ": found the id of a trainee; only faculty have calendars here; write others in absences.",
        ),
        ("R1.ics", ": found the id of a room; only faculty have calendars here; write others in absences."),
    ],
)
def test_a_calendar_of_nobody_is_a_fault(tmp_path: Path, file: str, told: str) -> None:
    reading = read(tmp_path, calendar(AT_NINE), file)
    assert [str(fault) for fault in reading.faults] == [f"calendars/{file}{told}"]


def test_where_the_faculty_cannot_be_read_nobody_is_missed(tmp_path: Path) -> None:
    tables = changed(pins=None, faculty=("F02,Lu", "F 2,Lu"))
    assert notes(read(tmp_path, calendar(AT_NINE), "F02.ics", tables=tables)) == []


def test_an_id_is_found_however_a_system_writes_its_letters(tmp_path: Path) -> None:
    tables = {name: text.replace("F01", "Zoë") for name, text in TERM.items()}
    decomposed = unicodedata.normalize("NFD", "Zoë.ics")
    assert busy(read(tmp_path, calendar(AT_NINE), decomposed, tables=tables)) == ["03-08 09:00-10:00"]


def test_the_ending_may_be_in_capitals(tmp_path: Path) -> None:
    assert busy(read(tmp_path, calendar(AT_NINE), "F01.ICS")) == ["03-08 09:00-10:00"]


def test_a_second_calendar_of_somebody_is_a_fault(tmp_path: Path) -> None:
    read(tmp_path, calendar(AT_NINE), "F01.ICS")
    reading = read(tmp_path, calendar(AT_NINE))
    assert [str(fault) for fault in reading.faults] == [
        "calendars/F01.ics: found a second calendar of Shen Wenbo; keep one of them."
    ]


def test_other_files_are_not_read_and_said(tmp_path: Path) -> None:
    assert notes(read(tmp_path, b"PK", "F01.ical.zip")) == [
        "calendars/F01.ical.zip: found something else than an .ics file; it is not read; a calendar is called ID.ics."
    ]


@pytest.mark.parametrize("file", [".DS_Store", "~F01.ics", "#F01.ics"])
def test_hidden_files_are_left_alone(tmp_path: Path, file: str) -> None:
    assert notes(read(tmp_path, b"", file)) == []


def test_a_folder_is_no_calendar(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "term", TERM)
    (folder / "calendars" / "F01.ics").mkdir(parents=True)
    assert said(read_term(folder)) == [
        "calendars/F01.ics: found no ordinary file; give a file, not a folder or a device."
    ]


def test_a_file_called_calendars_is_none(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "term", TERM)
    (folder / "calendars").write_text("")
    assert said(read_term(folder)) == []


def test_a_file_that_is_too_large_is_a_fault(tmp_path: Path) -> None:
    content = calendar(AT_NINE) + b"\r\n" * 6 * 1024 * 1024
    assert said(read(tmp_path, content)) == [
        "calendars/F01.ics: found a file of 12.0 MB; at most 10 MB are allowed."
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_folder_that_is_not_ours_to_read_is_a_fault(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "term", TERM)
    (folder / "calendars").mkdir(mode=0)
    assert said(read_term(folder)) == [
        "calendars: found nothing that can be read (Permission denied); see that it is yours to read."
    ]


# -- the term ------------------------------------------------------------------------------------------------


def test_a_calendar_without_anything_in_the_term_is_said(tmp_path: Path) -> None:
    assert notes(read(tmp_path, calendar())) == [NEVER_BUSY]


@pytest.mark.parametrize(
    "term", [("2027-03-01", "2027-03-32"), ("Asia/Shanghai", "Beijing"), ('"07:30"', '"7 h"')]
)
def test_where_the_term_has_no_days_or_hours_only_files_are_looked_at(
    tmp_path: Path, term: tuple[str, str]
) -> None:
    tables = changed(term=term)
    assert notes(read(tmp_path, calendar(AT_NINE), tables=tables)) == []
    assert notes(read(tmp_path, b"", tables=tables)) == [
        "calendars/F01.ics: found an empty file, not a calendar; export the calendar again as an .ics file."
    ]


def test_the_digest_covers_what_the_calendars_say(tmp_path: Path) -> None:
    plain = term_of(read_term(write_folder(tmp_path / "term", TERM))).digest
    digests = [
        term_of(read(tmp_path, content)).digest
        for content in (calendar(), calendar(AT_NINE), calendar(MONDAY), calendar(AT_NINE + "\nX:1"))
    ]
    assert len({plain, *digests}) == 4
    assert digests[1] == digests[3]


def test_titles_are_in_nothing_that_was_read(tmp_path: Path) -> None:
    broken = event("DTSTART:20270310T010000Z\nRRULE:FREQ=HOURLY")
    floating = event("UID:3\nDTSTART:20270311T090000\nDURATION:PT1H")
    reading = read(tmp_path, calendar(AT_NINE, broken, floating, head="X-WR-CALNAME:Secret"))
    assert len(notes(reading)) == 2
    assert "Secret" not in repr(reading)
    assert "one@example.org" not in repr(reading)


def test_a_pin_that_the_calendar_stands_against_says_so(tmp_path: Path) -> None:
    assert said(read(tmp_path, calendar(MONDAY), tables=changed(absences=None))) == [
        'pins.csv, line 3, start: found "14:00", when no Mentor meeting begins on Monday 8 March 2027; it begins at 15:00; see also the own calendar of Shen Wenbo.'
    ]


def test_a_term_without_calendars_does_not_load_what_reads_them(tmp_path: Path) -> None:
    write_folder(tmp_path / "term", SMALL)
    code = (
        "import sys; from pathlib import Path; from inputs.reading import read_term; read_term(Path('term'));"
        "print([name for name in ('icalendar', 'recurring_ical_events', 'dateutil') if name in sys.modules])"
    )
    done = run_code(code, tmp_path)
    assert done.stdout == "[]\n"


@pytest.mark.timeout(120)
def test_a_calendar_of_two_thousand_entries_is_read_soon(tmp_path: Path) -> None:
    first = date(2025, 1, 1)
    parts = []
    for number in range(2000):
        start = f"{first + timedelta(days=number * 7 % 1000):%Y%m%d}T{number % 16:02}0000Z"
        rule = "\nRRULE:FREQ=WEEKLY" if number % 10 == 0 else ""
        parts.append(event(f"UID:{number}\nDTSTART:{start}\nDURATION:PT30M{rule}\nDESCRIPTION:{'x' * 200}"))
    content = calendar(*parts)
    began = time.process_time()
    reading = read(tmp_path, content)
    assert time.process_time() - began < 5  # most often a tenth of it; other programs may be running
    assert notes(reading) == []
    assert len(busy(reading)) < 150


@given(st.data())
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_calendar_raises(tmp_path: Path, data: st.DataObject) -> None:
    content = bytearray(
        calendar(
            AT_NINE,
            event(
                "UID:2\nDTSTART;TZID=Asia/Shanghai:20270308T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=3"
            ),
            event("UID:2\nRECURRENCE-ID:20270315T010000Z\nDTSTART:20270316T010000Z\nDTEND:20270316T020000Z"),
        )
    )
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    read(tmp_path, bytes(content))
