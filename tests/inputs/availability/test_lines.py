"""From bytes to components: encodings, folds, and files that cannot be read at all."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from inputs.availability.lines import Component, parse
from tests.inputs.availability.own_calendars import busy, calendar, event, notes, read

CHINESE = event("DTSTART;TZID=中国标准时间:20270308T090000\nDURATION:PT1H\nLOCATION:北京").replace(
    "Secret", "专家门诊"
)
AGAIN = "export the calendar again as an .ics file."


@pytest.mark.parametrize(
    "content",
    [
        calendar(CHINESE),
        codecs.BOM_UTF8 + calendar(CHINESE),
        calendar(CHINESE).decode().encode("gb18030"),
        calendar(CHINESE).decode().encode("utf-16"),
        codecs.BOM_UTF16_BE + calendar(CHINESE).decode().encode("utf-16-be"),
        calendar(CHINESE).replace(b"\r\n", b"\n"),
        calendar(CHINESE).replace(b"\r\n", b"\r"),
        b"\r\n\r\n" + calendar(CHINESE) + b"\r\n\r\n",
        calendar(CHINESE).replace(b"SUMMARY:", b"SUMMARY:caf\xe9 "),
    ],
    ids=["UTF-8", "mark", "GB18030", "UTF-16", "UTF-16 BE", "LF", "CR", "blank lines", "a title in Latin-1"],
)
def test_every_encoding_reads_the_same(tmp_path: Path, content: bytes) -> None:
    reading = read(tmp_path, content)
    assert (busy(reading), notes(reading)) == (["03-08 09:00-10:00"], [])


def test_lines_are_unfolded_also_in_the_middle_of_a_character(tmp_path: Path) -> None:
    content = calendar(CHINESE)
    middle = content.index("标".encode()) + 1
    reading = read(tmp_path, content[:middle] + b"\r\n " + content[middle:])
    assert (busy(reading), notes(reading)) == (["03-08 09:00-10:00"], [])


def test_the_line_of_an_entry_is_that_of_the_file_with_its_folds(tmp_path: Path) -> None:
    content = (
        calendar("X-NOTE:a\n", CHINESE)
        .replace(b"X-NOTE:a", b"X-NOTE:a\r\n b\r\n\tc")
        .replace(b"DTSTART", b"X-NONE")
    )
    assert (
        notes(read(tmp_path, content))[1]
        == "calendars/F01.ics, line 7: found an entry without DTSTART; it does not count."
    )


def test_two_calendars_in_a_file_are_both_read(tmp_path: Path) -> None:
    other = calendar(event("DTSTART:20270309T010000Z\nDURATION:PT1H"))
    assert busy(read(tmp_path, calendar(CHINESE) + codecs.BOM_UTF8 + other)) == ["03-08..03-09 09:00-10:00"]


def test_the_same_entry_in_two_calendars_is_two_entries(tmp_path: Path) -> None:
    one = calendar(event("DTSTART:20270308T010000Z\nDURATION:PT1H\nSEQUENCE:1"))
    other = calendar(event("DTSTART:20270309T010000Z\nDURATION:PT1H\nSEQUENCE:2"))
    assert busy(read(tmp_path, one + other)) == ["03-08..03-09 09:00-10:00"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", f": found an empty file, not a calendar; {AGAIN}"),
        (b"\xef\xbb\xbf \r\n", f": found an empty file, not a calendar; {AGAIN}"),
        (b"<!DOCTYPE html><p>Please log in", f": found a web page, not a calendar; {AGAIN}"),
        (b"PK\x03\x04", f": found a packed file (.zip), not a calendar; {AGAIN}"),
        (b'{"events": []}', f": found a file of JSON, not a calendar; {AGAIN}"),
        (b"id,name\r\n", f": found no calendar in it (no BEGIN:VCALENDAR); {AGAIN}"),
        (b"END:VCALENDAR\r\n", f', line 1: found "END:VCALENDAR" without a BEGIN; {AGAIN}'),
        (b"BEGIN:VEVENT\r\nEND:VEVENT\r\n", f', line 1: found "VEVENT" outside of a calendar; {AGAIN}'),
        (
            b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20270308",
            f": found the end of the file before the end of the VEVENT of line 2; {AGAIN}",
        ),
        (
            b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nBEGIN:VEVENT\n",
            f", line 3: found BEGIN:VEVENT before the end of the VEVENT of line 2; {AGAIN}",
        ),
        (
            b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n",
            f', line 3: found "END:VCALENDAR" in the VEVENT of line 2; {AGAIN}',
        ),
        (
            b"BEGIN:VCALENDAR\nUID:\xff\xff\nEND:VCALENDAR\n",
            f": found an encoding that is neither UTF-8 nor UTF-16 nor GB18030; {AGAIN}",
        ),
        (b"\xff\xfeB\x00E", f": found an encoding that is neither UTF-8 nor UTF-16 nor GB18030; {AGAIN}"),
        (
            calendar(head="CALSCALE:CHINESE"),
            f', line 4, CALSCALE: found "CHINESE", which is not the calendar of Gregory; {AGAIN}',
        ),
        (
            calendar().replace(b"-//Example//EN", b"-//rota//training programme calendars//EN"),
            ", line 3, PRODID: found a calendar of a plan, as rota writes it; give the calendar that he or she keeps, or each plan will stand in the way of the next.",
        ),
    ],
)
def test_a_file_that_cannot_be_read_at_all_is_a_fault(tmp_path: Path, content: bytes, told: str) -> None:
    reading = read(tmp_path, content)
    assert [str(fault) for fault in reading.faults] == [f"calendars/F01.ics{told}"]
    assert reading.term is None


@pytest.mark.timeout(120)
def test_a_file_with_too_many_entries_is_a_fault(tmp_path: Path) -> None:
    content = calendar().replace(b"END:VCALENDAR", b"BEGIN:X\nEND:X\n" * 60_000 + b"END:VCALENDAR")
    assert [str(fault) for fault in read(tmp_path, content).faults] == [
        "calendars/F01.ics: found 60,001 entries, more than 50,000; export the months of the term only."
    ]


def test_the_calendars_of_a_plan_are_recognised() -> None:
    from inputs.availability.lines import OWN_PRODUCT
    from scheduler.outputs.calendars.own import PRODUCT

    assert PRODUCT.startswith(OWN_PRODUCT)


def test_nothing_that_people_write_is_kept() -> None:
    lines = """\
    DTSTART;X-NOTE=Secret:20270308T010000Z
    DESCRIPTION:Secret
    LOCATION:Secret
    ATTENDEE;CN=Secret:mailto:secret@example.org
    X-ALT-DESC:Secret"""
    (found,) = parse(calendar(event(lines)), "F01.ics").calendars
    (only,) = found.named("VEVENT")
    assert [prop.name for prop in only.properties] == ["UID", "DTSTART"]


def test_parameters_are_read_with_and_without_quotation_marks() -> None:
    text = b'BEGIN:VCALENDAR\r\ndtstart ; TZID = "a;b:c" ;VALUE=DATE-TIME:20270308T010000\r\nEND:VCALENDAR'
    (found,) = parse(text, "F01.ics").calendars
    assert found == Component("VCALENDAR", 1, found.properties)
    (prop,) = found.properties
    assert (prop.name, dict(prop.params), prop.value, prop.line) == (
        "DTSTART", {"TZID": "a;b:c", "VALUE": "DATE-TIME"}, "20270308T010000", 2
    )  # fmt: skip
