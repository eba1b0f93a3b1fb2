"""What repeats, and what was changed of it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inputs.availability.entries import Entry
from inputs.availability.expanding import expand
from inputs.availability.rules import Rule, read_rule
from inputs.days import Span
from tests.inputs.availability.own_calendars import NEVER_BUSY, busy, calendar, event, notes, read, times

WEEKLY = "DTSTART;TZID=Asia/Shanghai:20270308T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=4"
ALL_FOUR = ["03-08 09:00-10:00", "03-15 09:00-10:00", "03-22 09:00-10:00", "03-29 09:00-10:00"]


def changed(recurrence_id: str, lines: str) -> str:
    return event(f"RECURRENCE-ID{recurrence_id}\n{lines}")


def days(text: list[str]) -> list[str]:
    """Return the days of absences alone."""
    return [one.split()[0] for one in text]


def test_an_entry_that_repeats_is_followed(tmp_path: Path) -> None:
    assert times(tmp_path, WEEKLY) == ALL_FOUR


def test_it_began_before_the_term_and_ends_after_it(tmp_path: Path) -> None:
    lines = "DTSTART:20150105T010000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;INTERVAL=3"
    assert days(times(tmp_path, lines)) == ["03-15", "04-05"]


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20270329", "03-29"),
        ("20270328", "03-22"),
        ("20270329T010000Z", "03-29"),
        ("20270329T005959Z", "03-22"),
        ("20270329T090000", "03-29"),
    ],
)
def test_the_last_day_is_the_whole_day_and_a_time_is_a_moment(tmp_path: Path, until: str, last: str) -> None:
    lines = f"DTSTART;TZID=Asia/Shanghai:20270308T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;UNTIL={until}"
    assert days(times(tmp_path, lines))[-1] == last


@pytest.mark.parametrize("until", ["20270329", "20270328T160000Z", "20270329T000000Z", "20270329T235959Z"])
def test_the_last_of_whole_days_is_the_day_that_programs_mean(tmp_path: Path, until: str) -> None:
    lines = f"DTSTART;VALUE=DATE:20270308\nRRULE:FREQ=WEEKLY;UNTIL={until}"
    assert times(tmp_path, lines) == ["03-08", "03-15", "03-22", "03-29"]


@pytest.mark.parametrize("until", ["99991231", "99991231T235959Z"])
def test_it_may_have_no_end(tmp_path: Path, until: str) -> None:
    lines = f"DTSTART:20270412T010000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;UNTIL={until}"
    assert days(times(tmp_path, lines)) == ["04-12", "04-19"]


def test_it_keeps_to_the_clocks_of_its_zone(tmp_path: Path) -> None:
    lines = "DTSTART;TZID=Europe/Berlin:20270322T030000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=2"
    assert times(tmp_path, lines) == ["03-22 10:00-11:00", "03-29 09:00-10:00"]


def test_weekdays_are_those_of_the_calendar_where_times_are_in_utc(tmp_path: Path) -> None:
    lines = "DTSTART:20270307T233000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=2"
    assert times(tmp_path, lines, "X-WR-TIMEZONE:Asia/Shanghai") == ["03-08 07:30-08:30", "03-15 07:30-08:30"]


def test_dates_are_added(tmp_path: Path) -> None:
    lines = f"{WEEKLY}\nRDATE:20270310T010000Z,20270311T010000Z"
    assert sorted(days(times(tmp_path, lines))) == ["03-08", "03-10..03-11", "03-15", "03-22", "03-29"]


@pytest.mark.parametrize("period", ["20270310T010000Z/PT3H", "20270310T010000Z/20270310T040000Z"])
def test_an_added_date_may_have_a_length_of_its_own(tmp_path: Path, period: str) -> None:
    lines = f"DTSTART;TZID=Asia/Shanghai:20270308T090000\nDURATION:PT1H\nRDATE;VALUE=PERIOD:{period}"
    assert times(tmp_path, lines) == ["03-08 09:00-10:00", "03-10 09:00-12:00"]


def test_an_added_day_of_what_has_times_has_them_too(tmp_path: Path) -> None:
    lines = "DTSTART;TZID=Asia/Shanghai:20270308T090000\nDURATION:PT1H\nRDATE;VALUE=DATE:20270310"
    assert times(tmp_path, lines) == ["03-08 09:00-10:00", "03-10 09:00-10:00"]


def test_days_are_added(tmp_path: Path) -> None:
    lines = "DTSTART;VALUE=DATE:20270308\nRDATE;VALUE=DATE:20270310\nRDATE:20270311T160000Z"
    assert times(tmp_path, lines) == ["03-08", "03-10", "03-12"]


@pytest.mark.parametrize(
    "line",
    [
        "EXDATE;TZID=Asia/Shanghai:20270315T090000",
        "EXDATE:20270315T010000Z",
        "EXDATE:20270315T090000",
        "EXDATE;VALUE=DATE:20270315",
    ],
)
def test_dates_are_taken_out(tmp_path: Path, line: str) -> None:
    assert times(tmp_path, f"{WEEKLY}\n{line}") == [ALL_FOUR[0], *ALL_FOUR[2:]]


def test_the_only_date_may_be_taken_out(tmp_path: Path) -> None:
    lines = "DTSTART:20270308T010000Z\nDURATION:PT1H\nEXDATE:20270308T010000Z"
    assert notes(read(tmp_path, calendar(event(lines)))) == [NEVER_BUSY]


def test_days_are_taken_out(tmp_path: Path) -> None:
    lines = "DTSTART;VALUE=DATE:20270308\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:20270309"
    assert times(tmp_path, lines) == ["03-08", "03-10"]


def test_what_an_old_rule_takes_out_counts_and_is_said(tmp_path: Path) -> None:
    reading = read(tmp_path, calendar(event(f"{WEEKLY}\nEXRULE:FREQ=WEEKLY;INTERVAL=2")))
    assert busy(reading) == ALL_FOUR
    assert notes(reading) == [
        (
            "calendars/F01.ics, line 10, EXRULE: found EXRULE in the entry of 8 March 2027, 09:00; "
            "what it takes out counts."
        )
    ]


# -- changed occurrences -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "recurrence_id",
    [
        ";TZID=Asia/Shanghai:20270315T090000",
        ":20270315T010000Z",
        ":20270315T090000",
        ";VALUE=DATE:20270315",
    ],
)
def test_an_occurrence_is_moved(tmp_path: Path, recurrence_id: str) -> None:
    one = changed(recurrence_id, "DTSTART;TZID=Asia/Shanghai:20270316T150000\nDURATION:PT30M")
    reading = read(tmp_path, calendar(event(WEEKLY), one))
    assert busy(reading) == [ALL_FOUR[0], "03-16 15:00-15:30", *ALL_FOUR[2:]]
    assert notes(reading) == []


def test_an_occurrence_is_moved_into_the_term_from_before_it(tmp_path: Path) -> None:
    old = "DTSTART:20260105T010000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;UNTIL=20260301"
    one = changed(":20260202T010000Z", "DTSTART:20270309T010000Z\nDURATION:PT1H")
    assert busy(read(tmp_path, calendar(event(old), one))) == ["03-09 09:00-10:00"]


def test_an_occurrence_is_moved_into_the_term_from_behind_it(tmp_path: Path) -> None:
    new = "DTSTART:20280103T010000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY"
    one = changed(":20280110T010000Z", "DTSTART:20270309T010000Z\nDURATION:PT1H")
    assert busy(read(tmp_path, calendar(event(new), one))) == ["03-09 09:00-10:00"]


@pytest.mark.parametrize("line", ["STATUS:CANCELLED", "TRANSP:TRANSPARENT"])
def test_an_occurrence_is_cancelled_or_made_free(tmp_path: Path, line: str) -> None:
    one = changed(":20270315T010000Z", f"DTSTART:20270315T010000Z\nDURATION:PT1H\n{line}")
    assert busy(read(tmp_path, calendar(event(WEEKLY), one))) == [ALL_FOUR[0], *ALL_FOUR[2:]]


def test_an_occurrence_of_a_cancelled_entry_may_take_place(tmp_path: Path) -> None:
    one = changed(":20270315T010000Z", "DTSTART:20270315T020000Z\nDURATION:PT1H")
    reading = read(tmp_path, calendar(event(f"{WEEKLY}\nSTATUS:CANCELLED"), one))
    assert busy(reading) == ["03-15 10:00-11:00"]


def test_the_newest_change_of_an_occurrence_holds(tmp_path: Path) -> None:
    at = ":20270315T010000Z"
    old = changed(at, "DTSTART:20270315T020000Z\nDURATION:PT1H\nSEQUENCE:1")
    new = changed(at, "DTSTART:20270315T030000Z\nDURATION:PT1H\nSEQUENCE:2")
    assert busy(read(tmp_path, calendar(event(WEEKLY), new, old)))[1] == "03-15 11:00-12:00"


def test_all_later_occurrences_are_moved_too(tmp_path: Path) -> None:
    one = changed(";RANGE=THISANDFUTURE:20270322T010000Z", "DTSTART:20270322T060000Z\nDURATION:PT2H")
    reading = read(tmp_path, calendar(event(WEEKLY), one))
    assert busy(reading) == [*ALL_FOUR[:2], "03-22 14:00-16:00", "03-29 14:00-16:00"]


def test_later_occurrences_are_moved_from_before_the_term(tmp_path: Path) -> None:
    long_ago = "DTSTART:20200106T010000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;UNTIL=20270314"
    one = changed(";RANGE=THISANDFUTURE:20200203T010000Z", "DTSTART:20200205T060000Z\nDURATION:PT2H")
    assert busy(read(tmp_path, calendar(event(long_ago), one))) == ["03-03 14:00-16:00", "03-10 14:00-16:00"]


def test_all_later_occurrences_are_cancelled_too(tmp_path: Path) -> None:
    one = changed(
        ";RANGE=THISANDFUTURE:20270322T010000Z",
        "DTSTART:20270322T010000Z\nDURATION:PT1H\nSTATUS:CANCELLED",
    )
    assert busy(read(tmp_path, calendar(event(WEEKLY), one))) == ALL_FOUR[:2]


def test_days_cannot_become_times_from_a_day_on(tmp_path: Path) -> None:
    weekly = "DTSTART;VALUE=DATE:20270308\nRRULE:FREQ=WEEKLY;COUNT=4"
    one = changed(";RANGE=THISANDFUTURE;VALUE=DATE:20270315", "DTSTART:20270315T020000Z\nDURATION:PT1H")
    reading = read(tmp_path, calendar(event(weekly), one))
    assert notes(reading)[1] == (
        "calendars/F01.ics, line 4: found the entry of 8 March 2027 whose later ones become times of days "
        "or days of times; none of them counts."
    )


def test_an_occurrence_in_another_time_zone_is_moved_by_the_time_between(tmp_path: Path) -> None:
    one = changed(
        ";RANGE=THISANDFUTURE;TZID=Asia/Tokyo:20270322T100000",
        "DTSTART;TZID=Asia/Tokyo:20270322T110000\nDURATION:PT1H",
    )
    reading = read(tmp_path, calendar(event(WEEKLY), one))
    assert busy(reading) == [*ALL_FOUR[:2], "03-22 10:00-11:00", "03-29 10:00-11:00"]


def test_an_occurrence_without_a_time_zone_is_on_the_clock_of_the_entry(tmp_path: Path) -> None:
    one = changed(":20270315T090000", "DTSTART;TZID=America/New_York:20270316T030000\nDURATION:PT30M")
    reading = read(tmp_path, calendar(event(WEEKLY), one))
    assert busy(reading) == [ALL_FOUR[0], "03-16 15:00-15:30", *ALL_FOUR[2:]]


def test_an_occurrence_whose_entry_is_not_there_counts(tmp_path: Path) -> None:
    one = changed(":20270315T010000Z", "DTSTART:20270315T020000Z\nDURATION:PT1H")
    assert busy(read(tmp_path, calendar(one))) == ["03-15 10:00-11:00"]


def test_a_changed_day_becomes_a_time(tmp_path: Path) -> None:
    weekly = "DTSTART;VALUE=DATE:20270308\nRRULE:FREQ=WEEKLY;COUNT=2"
    one = changed(";VALUE=DATE:20270315", "DTSTART:20270315T020000Z\nDURATION:PT1H")
    assert busy(read(tmp_path, calendar(event(weekly), one))) == ["03-08", "03-15 10:00-11:00"]


def test_a_change_that_cannot_be_understood_leaves_the_occurrence_where_it_was(tmp_path: Path) -> None:
    reading = read(tmp_path, calendar(event(WEEKLY), changed(":20270315T010000Z", "DTSTART:later")))
    assert busy(reading) == ALL_FOUR
    assert notes(reading) == [
        'calendars/F01.ics, line 15, DTSTART: found "later", which is no date or time; the entry does not count.'
    ]


# -- versions ------------------------------------------------------------------------------------------------


def test_the_newest_version_of_an_entry_holds(tmp_path: Path) -> None:
    old = event("DTSTART:20270308T010000Z\nDURATION:PT1H\nSEQUENCE:0")
    new = event("DTSTART:20270309T010000Z\nDURATION:PT1H\nSEQUENCE:1")
    assert busy(read(tmp_path, calendar(new, old))) == ["03-09 09:00-10:00"]


def test_one_uid_for_everything_loses_nothing(tmp_path: Path) -> None:
    parts = [event(f"DTSTART:202703{day:02}T010000Z\nDURATION:PT1H") for day in (8, 10, 12)]
    assert days(busy(read(tmp_path, calendar(*parts)))) == ["03-08", "03-10", "03-12"]


def test_entries_without_a_uid_are_different_ones(tmp_path: Path) -> None:
    parts = [
        f"BEGIN:VEVENT\nDTSTART:202703{day:02}T010000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=1\nEND:VEVENT"
        for day in (8, 10)
    ]
    assert days(busy(read(tmp_path, calendar(*parts)))) == ["03-08", "03-10"]


# -- by another way ------------------------------------------------------------------------------------------

SPAN = Span(date(2027, 3, 1), date(2027, 8, 30))
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def expected(start: datetime, frequency: str, interval: int, chosen: set[int], last: date) -> list[date]:
    """Return the days of a rule, by looking at every day."""
    monday = start.date() - timedelta(days=start.weekday())
    found = []
    for day in Span(start.date(), min(last + timedelta(days=1), SPAN.end)):
        on_rule = not chosen or day.weekday() in chosen
        if frequency == "DAILY":
            steps = (day - start.date()).days
        elif frequency == "WEEKLY":
            steps = (day - monday).days // 7
            on_rule = day.weekday() in (chosen or {start.weekday()})
        else:
            steps = (day.year - start.year) * 12 + day.month - start.month
            on_rule = day.day == start.day
        if day == start.date() or (on_rule and steps % interval == 0):
            found.append(day)
    return [day for day in found if day >= SPAN.start]


@given(
    start=st.datetimes(datetime(2019, 1, 1), datetime(2027, 8, 1)).map(lambda at: at.replace(microsecond=0)),
    frequency=st.sampled_from(["DAILY", "WEEKLY", "MONTHLY"]),
    interval=st.integers(1, 5),
    chosen=st.sets(st.integers(0, 6), max_size=3),
    last=st.dates(date(2019, 1, 1), date(2028, 1, 1)),
    taken=st.sets(st.integers(0, 40), max_size=3),
    ends=st.booleans(),
)
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_rules_give_the_days_that_looking_at_every_day_gives(
    start: datetime,
    frequency: str,
    interval: int,
    chosen: set[int],
    last: date,
    taken: set[int],
    *,
    ends: bool,
) -> None:
    if frequency == "MONTHLY":
        chosen = set()
    parts = [f"FREQ={frequency}", f"INTERVAL={interval}"]
    parts += [f"BYDAY={','.join(WEEKDAYS[day] for day in sorted(chosen))}"] if chosen else []
    parts += [f"UNTIL={last:%Y%m%d}T235959"] if ends else []
    rule = read_rule(";".join(parts))
    assert isinstance(rule, Rule)
    last = max(last, start.date()) if ends else SPAN.last_day
    wanted = expected(start, frequency, interval, chosen, last)
    if ends and last == start.date() and read_until(parts) < start:
        wanted = []
    gone = [wanted[place] for place in taken if place < len(wanted)]
    entry = Entry(
        line=1,
        kind="busy",
        start=start,
        end=start + timedelta(hours=1),
        rules=(rule,),
        taken=tuple(datetime.combine(day, start.time()) for day in gone),
    )
    found = [o for o in expand([entry], SPAN).occurrences if date_of(o.start) in SPAN]
    assert sorted(date_of(one.start) for one in found) == sorted(set(wanted) - set(gone))
    assert {one.start.time() for one in found if isinstance(one.start, datetime)} <= {start.time()}


def read_until(parts: list[str]) -> datetime:
    return datetime.combine(date.fromisoformat(parts[-1][6:14]), time(23, 59, 59))


def date_of(at: date) -> date:
    return at.date() if isinstance(at, datetime) else at
