"""Events as lines: the same bytes as the library's, whatever the texts and wherever the programme is."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Event

from inputs.days import Period, Span
from scheduler.outputs.calendars.entries import Entry
from scheduler.outputs.calendars.identity import Identity
from scheduler.outputs.calendars.lines import Revision, escape, fold, write_event

IDENTITY = Identity("session", ("T01", "lecture", "stay"))
SHANGHAI = ZoneInfo("Asia/Shanghai")
UID = "7d00a080-289c-5396-b5d4-995eb8e02dd8"
REVISION = Revision(
    datetime(2027, 2, 20, 12, 30, tzinfo=UTC), datetime(2027, 2, 21, 20, 30, 59, tzinfo=SHANGHAI), 3
)
HOUR = Period(date(2027, 3, 1), time(9), time(10, 30))
WEEK = Span.through(date(2027, 3, 1), date(2027, 3, 7))
# The library takes a backslash before an N for a line break (RFC 5545 does not), and we do not.
TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029")
    | st.sampled_from(",;\\:\n^"),
    min_size=1,
    max_size=300,
).filter(lambda text: "\\N" not in text and text.strip() == text)


def by_the_library(entry: Entry, zone: ZoneInfo) -> bytes:
    event = Event()
    event.add("UID", UID)
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        event.add(name, REVISION.modified.astimezone(UTC))
    event.add("CREATED", REVISION.created)
    event.add("SEQUENCE", REVISION.sequence)
    event.add("ORGANIZER", "mailto:office@rota.invalid", parameters={"CN": "Programme office"})
    if isinstance(entry.when, Period):
        event.add("DTSTART", datetime.combine(entry.when.date, entry.when.start, zone))
        event.add("DTEND", datetime.combine(entry.when.date, entry.when.end, zone))
    else:
        event.add("DTSTART", entry.when.start)
        event.add("DTEND", entry.when.end)
    event.add("SUMMARY", "Cancelled: " + entry.summary if entry.cancelled else entry.summary)
    event.add("DESCRIPTION", entry.description)
    if entry.location:
        event.add("LOCATION", entry.location)
    event.add("CATEGORIES", [entry.category])
    event.add("STATUS", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("TRANSP", "OPAQUE" if entry.busy and not entry.cancelled else "TRANSPARENT")
    return bytes(event.to_ical())


@given(TEXTS, TEXTS, st.just("") | TEXTS, st.booleans(), st.booleans(), st.sampled_from([HOUR, WEEK]))
def test_the_bytes_are_those_of_the_library(
    summary: str, description: str, location: str, busy: bool, cancelled: bool, when: Period | Span
) -> None:
    entry = Entry(IDENTITY, when, "Session", summary, description, location, busy, cancelled)
    assert write_event(entry, UID, REVISION, SHANGHAI) == by_the_library(entry, SHANGHAI)


@pytest.mark.parametrize(
    "zone", ["UTC", "Etc/UTC", "Etc/GMT", "Europe/London", "America/New_York", "Asia/Kolkata"]
)
@pytest.mark.parametrize("day", [date(2027, 1, 4), date(2027, 7, 5)])
def test_times_are_those_of_the_library_in_every_zone(zone: str, day: date) -> None:
    entry = Entry(IDENTITY, Period(day, time(9), time(10)), "Session", "Lecture", "Activity: Lecture")
    assert write_event(entry, UID, REVISION, ZoneInfo(zone)) == by_the_library(entry, ZoneInfo(zone))


def test_a_backslash_before_an_n_is_no_line_break() -> None:
    assert escape("C:\\New, old; a\r\nb\rc\nd") == "C:\\\\New\\, old\\; a\\nb\\nc\\nd"


def test_a_line_is_cut_before_75_octets_and_never_within_an_escape_or_a_character() -> None:
    assert fold("a" * 74) == "a" * 74
    assert fold("a" * 75) == "a" * 74 + "\r\n a"
    assert fold("a" * 73 + "\\n") == "a" * 73 + "\r\n \\n"
    assert all(len(piece.encode()) <= 75 for piece in fold("\u674e" * 100).split("\r\n"))


def test_an_instant_is_written_in_utc_to_the_second() -> None:
    entry = Entry(IDENTITY, HOUR, "Session", "Lecture", "Activity: Lecture")
    late = Revision(REVISION.created, REVISION.created + timedelta(microseconds=999_999))
    assert b"\r\nLAST-MODIFIED:20270220T123000Z\r\n" in write_event(entry, UID, late, SHANGHAI)
