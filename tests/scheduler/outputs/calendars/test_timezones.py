"""The definitions of time zones: the same offset as the zone's name gives, in a form that every client reads."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Timezone

from inputs.days import Span
from scheduler.outputs.calendars.timezones import find_observances, write_timezone

SPRING = Span.through(date(2027, 3, 1), date(2027, 8, 29))
ZONES = [
    "Asia/Shanghai",
    "Europe/London",
    "Europe/Dublin",
    "America/New_York",
    "Australia/Sydney",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Asia/Tehran",
    "Asia/Kathmandu",
    "Asia/Jerusalem",
    "Asia/Gaza",
    "America/Santiago",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "UTC",
]


def text_of(timezone: str, span: Span = SPRING) -> str:
    text: str = write_timezone(timezone, span).to_ical().decode()
    return text.replace("\r\n", "\n")


def times_of_day(span: Span) -> list[datetime]:
    """Return local times on each day of a span at which a programme may have something."""
    return [datetime(day.year, day.month, day.day, hour, 30) for day in span for hour in (7, 18)]


def offsets_by_definition(timezone: str, span: Span, times: list[datetime]) -> list[timedelta | None]:
    """Return the offsets that a reader finds who knows nothing of the name, only the definition."""
    definition = write_timezone(timezone, span).to_ical().decode()
    calendar = vobject.readOne(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{definition}END:VCALENDAR\r\n")
    zone = calendar.vtimezone.tzinfo
    return [time.replace(tzinfo=zone).utcoffset() for time in times]


def offsets_by_name(timezone: str, times: list[datetime]) -> list[timedelta | None]:
    return [time.replace(tzinfo=ZoneInfo(timezone)).utcoffset() for time in times]


def test_a_zone_whose_clock_does_not_change_has_one_standard_time() -> None:
    assert (
        text_of("Asia/Shanghai")
        == """\
BEGIN:VTIMEZONE
TZID:Asia/Shanghai
BEGIN:STANDARD
DTSTART:20260101T000000
TZNAME:CST
TZOFFSETFROM:+0800
TZOFFSETTO:+0800
END:STANDARD
END:VTIMEZONE
"""
    )


def test_a_clock_that_changes_on_a_weekday_of_a_month_has_yearly_rules_from_before_the_term() -> None:
    assert (
        text_of("Europe/London")
        == """\
BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:20260329T010000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20261025T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
"""
    )


@pytest.mark.parametrize(
    ("timezone", "rules"),
    [
        ("America/New_York", ["BYDAY=2SU;BYMONTH=3", "BYDAY=1SU;BYMONTH=11"]),
        ("Australia/Sydney", ["BYDAY=1SU;BYMONTH=4", "BYDAY=1SU;BYMONTH=10"]),
        ("Africa/Cairo", ["BYDAY=-1FR;BYMONTH=4", "BYDAY=-1FR;BYMONTH=10"]),
    ],
)
def test_the_rule_is_the_one_of_the_law(timezone: str, rules: list[str]) -> None:
    lines = text_of(timezone).splitlines()
    assert [line for line in lines if line.startswith("RRULE")] == [f"RRULE:FREQ=YEARLY;{r}" for r in rules]


@pytest.mark.parametrize(
    ("timezone", "year", "onsets"),
    [
        # By the moon: the clock goes back in the month of fasting.
        (
            "Africa/Casablanca",
            2027,
            ["20260101", "20260215", "20260322", "20270207", "20270314", "20280123", "20280305"],
        ),
        # The last summer time was that of 2022.
        ("Asia/Tehran", 2022, ["20210101", "20210322", "20210922", "20220322", "20220922"]),
    ],
)
def test_a_clock_that_follows_no_rule_has_an_entry_for_each_change(
    timezone: str, year: int, onsets: list[str]
) -> None:
    lines = text_of(timezone, Span.through(date(year, 3, 1), date(year, 8, 28))).splitlines()
    assert [line[len("DTSTART:") :][:8] for line in lines if line.startswith("DTSTART")] == onsets
    assert not [line for line in lines if line.startswith(("RRULE", "RDATE"))]


@pytest.mark.parametrize("timezone", ["Europe/Dublin", "Africa/Casablanca"])
def test_the_later_clock_is_daylight_time_also_where_the_law_calls_it_the_normal_one(timezone: str) -> None:
    observances = find_observances(timezone, SPRING)
    most = max(observance.offset_to for observance in observances)
    assert [o.saving for o in observances] == [o.offset_to == most for o in observances]


@pytest.mark.parametrize("timezone", ZONES)
@pytest.mark.parametrize(
    "span", [SPRING, Span.through(date(2026, 8, 31), date(2027, 8, 29))], ids=["half a year", "a year"]
)
def test_the_definition_gives_the_offset_of_the_name_at_every_time_of_the_term(
    timezone: str, span: Span
) -> None:
    times = times_of_day(span)
    expected = offsets_by_name(timezone, times)
    assert offsets_by_definition(timezone, span, times) == expected
    zone = write_timezone(timezone, span).to_tz(lookup_tzid=False)
    assert [time.replace(tzinfo=zone).utcoffset() for time in times] == expected


@settings(max_examples=60, deadline=None)
@given(
    timezone=st.sampled_from(sorted(available_timezones())),
    start=st.dates(date(2022, 1, 1), date(2034, 1, 1)),
    days=st.integers(1, 400),
)
def test_any_zone_in_any_years_is_defined_rightly(timezone: str, start: date, days: int) -> None:
    span = Span(start, start + timedelta(days=days))
    times = times_of_day(span)[::7]
    assert offsets_by_definition(timezone, span, times) == offsets_by_name(timezone, times)


@given(timezone=st.sampled_from(sorted(available_timezones())), year=st.integers(2022, 2034))
@settings(max_examples=60, deadline=None)
def test_a_definition_begins_before_the_term_and_has_nothing_that_clients_stumble_over(
    timezone: str, year: int
) -> None:
    observances = find_observances(timezone, Span.through(date(year, 1, 1), date(year, 12, 31)))
    assert min(observance.onset for observance in observances) < datetime(year, 1, 1)
    for observance in observances:
        assert observance.offset_to.total_seconds() % 60 == 0
        assert observance.name
    text = text_of(timezone, Span.through(date(year, 1, 1), date(year, 12, 31)))
    assert "RDATE" not in text
    assert "COMMENT" not in text
    assert Timezone.from_ical(text.encode()).errors == []


def test_an_instant_of_change_is_found_to_the_minute() -> None:
    change = ZoneInfo("Australia/Lord_Howe")
    (first, _) = find_observances("Australia/Lord_Howe", SPRING)
    moment = (first.onset - first.offset_from).replace(tzinfo=UTC)
    assert moment.astimezone(change).utcoffset() == first.offset_to
    assert (moment - timedelta(minutes=1)).astimezone(change).utcoffset() == first.offset_from


def test_an_unknown_zone_is_the_caller_s_mistake() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        write_timezone("Mars/Phobos", SPRING)
