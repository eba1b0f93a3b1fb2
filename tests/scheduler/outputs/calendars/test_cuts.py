"""Events taken out of a finished file: what is left is what it was, and still fit to be read."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from inputs.days import Period, Span
from scheduler.outputs.calendars.check import check_calendar
from scheduler.outputs.calendars.cuts import drop_categories, drop_expired, expiries, shown_until
from scheduler.outputs.calendars.entries import Entry
from scheduler.outputs.calendars.feeds import Feed
from scheduler.outputs.calendars.files import render_feed
from scheduler.outputs.calendars.identity import NAMESPACE, Identity, uids_from
from scheduler.outputs.calendars.lines import Revision
from tests.scheduler.store.small import small_term

TERM = small_term()
PUBLISHED = datetime(2027, 2, 20, 12, 30, tzinfo=UTC)
MARCH = date(2027, 3, 1)
TRAP = "END:VEVENT\nSTATUS:CANCELLED\nBEGIN:VEVENT\nCATEGORIES:Round"


def entry(name: str, when: Period | Span, category: str = "Session", *, cancelled: bool = False) -> Entry:
    return Entry(Identity("session", (name,)), when, category, name, f"Activity: {TRAP}", cancelled=cancelled)


def hour(day: int, start: int) -> Period:
    return Period(date(2027, 3, day), time(start), time(start + 1))


def file_of(*entries: Entry, name: str = "Li Wei") -> bytes:
    feed = Feed("li", Identity("calendar", ("trainee", "T02")), name, "About", "teal", entries)
    (data,) = render_feed(
        feed, TERM, uids_from(NAMESPACE), lambda _feed, _entry: Revision(PUBLISHED, PUBLISHED)
    ).values()
    return data


def titles(data: bytes) -> list[str]:
    assert check_calendar(data) == []
    return [title.decode() for title in re.findall(rb"^SUMMARY:(.*)\r$", data, re.MULTILINE)]


def test_what_was_withdrawn_is_dropped_when_its_time_has_passed_or_after_two_weeks() -> None:
    soon, late = entry("soon", hour(1, 9), cancelled=True), entry("late", hour(12, 9), cancelled=True)
    bar = entry("bar", Span.through(MARCH, date(2027, 3, 2)), "Rotation", cancelled=True)
    data = file_of(soon, late, bar, entry("stays", hour(1, 9)))
    assert expiries(data) == (
        datetime(2027, 3, 1, 2, tzinfo=UTC),
        datetime(2027, 3, 2, 16, tzinfo=UTC),
        datetime(2027, 3, 6, 12, 30, tzinfo=UTC),
    )
    assert drop_expired(data, datetime(2027, 3, 1, 1, 59, tzinfo=UTC)) == data
    assert titles(drop_expired(data, datetime(2027, 3, 1, 2, tzinfo=UTC))) == [
        "Cancelled: bar",
        "stays",
        "Cancelled: late",
    ]
    assert titles(drop_expired(data, datetime(2027, 3, 6, 12, 30, tzinfo=UTC))) == ["stays"]


@pytest.mark.parametrize(
    ("end", "until"),
    [
        (PUBLISHED - timedelta(minutes=1), PUBLISHED - timedelta(minutes=1)),
        (PUBLISHED + timedelta(minutes=1), PUBLISHED + timedelta(days=1)),
        (PUBLISHED + timedelta(days=2), PUBLISHED + timedelta(days=2)),
        (PUBLISHED + timedelta(days=30), PUBLISHED + timedelta(days=14)),
    ],
)
def test_what_is_withdrawn_at_the_last_minute_is_shown_for_a_day(end: datetime, until: datetime) -> None:
    assert shown_until(PUBLISHED, end) == until


def test_in_a_programme_that_keeps_utc_times_are_utc() -> None:
    term = small_term(
        term="""\
name = "Tiny term"
first_day = 2027-03-01
last_day = 2027-03-14
timezone = "UTC"
holidays = "none"
"""
    )
    feed = Feed(
        "li",
        Identity("calendar", ("trainee", "T02")),
        "Li",
        "About",
        "teal",
        (entry("gone", hour(1, 9), cancelled=True),),
    )
    (data,) = render_feed(
        feed, term, uids_from(NAMESPACE), lambda _feed, _entry: Revision(PUBLISHED, PUBLISHED)
    ).values()
    assert expiries(data) == (datetime(2027, 3, 1, 10, tzinfo=ZoneInfo("UTC")),)


def test_nothing_withdrawn_is_nothing_to_drop() -> None:
    data = file_of(entry("a", hour(1, 9)))
    assert expiries(data) == ()
    assert drop_expired(data, datetime(2030, 1, 1, tzinfo=UTC)) == data


def test_without_a_category_the_rest_is_what_it_was_but_for_the_name() -> None:
    kept, gone = entry("kept", hour(1, 9)), entry("gone", hour(2, 9), "Round")
    data = drop_categories(file_of(kept, gone), frozenset({"Round"}), "without rounds")
    assert titles(data) == ["kept"]
    assert data == file_of(kept, name="Li Wei (without rounds)")


def test_a_long_name_is_folded_anew() -> None:
    for name in ("\u674e" * 30, "x" * 100, "x" + "\u674e" * 60, "a, b" * 30):
        data = drop_categories(
            file_of(entry("kept", hour(1, 9)), name=name), frozenset({"Round"}), "without rounds"
        )
        assert titles(data) == ["kept"]
        unfolded = data.replace(b"\r\n ", b"").decode()
        assert f"\r\nNAME:{name.replace(',', chr(92) + ',')} (without rounds)\r\n" in unfolded


def test_a_calendar_without_any_event_left_is_still_one() -> None:
    data = drop_categories(
        file_of(entry("gone", hour(2, 9), "Round")), frozenset({"Round"}), "without rounds"
    )
    assert titles(data) == []


def test_from_a_calendar_without_any_event_nothing_is_taken() -> None:
    empty = file_of()
    assert drop_expired(empty, PUBLISHED) == empty
    assert titles(drop_categories(empty, frozenset({"Round"}), "without rounds")) == []
