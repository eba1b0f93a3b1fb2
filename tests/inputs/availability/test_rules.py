"""Rules that would never end, or that nobody can follow, are refused by name and soon."""

from __future__ import annotations

from pathlib import Path

import pytest

from inputs.availability.rules import Rule, read_rule
from tests.inputs.availability.own_calendars import busy, calendar, event, notes, read, times

pytestmark = pytest.mark.timeout(120)

FIRST = "DTSTART:20270308T010000Z\nDURATION:PT1H"
SOUND = event("UID:2\nDTSTART:20270309T010000Z\nDURATION:PT1H")


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("FREQ=SECONDLY", "found FREQ=SECONDLY, more often than daily,"),
        ("FREQ=MINUTELY;COUNT=3", "found FREQ=MINUTELY, more often than daily,"),
        ("FREQ=HOURLY;UNTIL=20270309", "found FREQ=HOURLY, more often than daily,"),
        ("FREQ=NEVER", 'found "FREQ=NEVER", which is not understood,'),
        ("COUNT=3", "found a rule without FREQ"),
        ("D1 #4", 'found "D1 #4=", which is not understood,'),
        ("FREQ=DAILY;INTERVAL=0", 'found "INTERVAL=0", which is not understood,'),
        ("FREQ=DAILY;INTERVAL=-1", 'found "INTERVAL=-1", which is not understood,'),
        ("FREQ=DAILY;COUNT=0", 'found "COUNT=0", which is not understood,'),
        ("FREQ=DAILY;COUNT=-1", 'found "COUNT=-1", which is not understood,'),
        ("FREQ=DAILY;COUNT=99999999", "found COUNT=99,999,999, more than 10,000,"),
        ("FREQ=DAILY;COUNT=9999999999", 'found "COUNT=9999999999", which is not understood,'),
        ("FREQ=DAILY;COUNT=2;UNTIL=20270401", "found both COUNT and UNTIL"),
        ("FREQ=DAILY;COUNT=2;COUNT=3", "found COUNT twice"),
        ("FREQ=DAILY;UNTIL=FOREVER", 'found "UNTIL=FOREVER", which is not understood,'),
        ("FREQ=DAILY;X-NAME=1", 'found "X-NAME=1", which is not understood,'),
        ("FREQ=WEEKLY;BYDAY=1MO", "found BYDAY=1MO in a rule that is WEEKLY, which is not understood,"),
        ("FREQ=MONTHLY;BYDAY=6MO", "found BYDAY=6MO in a rule that is MONTHLY, which is not understood,"),
        (
            "FREQ=YEARLY;BYMONTH=3;BYDAY=-6MO",
            "found BYDAY=-6MO in a rule that is YEARLY, which is not understood,",
        ),
        ("FREQ=WEEKLY;BYDAY=XX", 'found "BYDAY=XX", which is not understood,'),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "found BYMONTHDAY=32, which is out of range,"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "found BYMONTHDAY=0, which is out of range,"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30,-30", "found a rule for a day that no month has"),
        (
            "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7;BYMINUTE=0,15,30,45",
            "found a rule of 32 times a day, more than 24,",
        ),
        ("RSCALE=CHINESE;FREQ=YEARLY", "found RSCALE=CHINESE, a calendar that is not followed,"),
        ("RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=BACKWARD", 'found "SKIP=BACKWARD", which is not understood,'),
    ],
)
def test_a_rule_that_is_refused_is_named_and_the_other_entries_count(
    tmp_path: Path, rule: str, found: str
) -> None:
    reading = read(tmp_path, calendar(event(f"{FIRST}\nRRULE:{rule}"), SOUND))
    assert notes(reading) == [
        f"calendars/F01.ics, line 9, RRULE: {found} in the entry of 8 March 2027, 01:00 UTC; it does not count."
    ]
    assert busy(reading) == ["03-09 09:00-10:00"]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;INTERVAL=7;BYDAY=TU",
        "FREQ=DAILY;INTERVAL=99999",
        "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=5",
        "FREQ=MONTHLY;BYMONTHDAY=20;BYDAY=1MO",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31;BYMONTH=5",
        "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=5",
        "FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1",
    ],
)
def test_a_rule_that_never_comes_true_gives_the_first_date_alone(tmp_path: Path, rule: str) -> None:
    reading = read(tmp_path, calendar(event(f"{FIRST}\nRRULE:{rule}")))
    assert (busy(reading), notes(reading)) == (["03-08 09:00-10:00"], [])


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", ["03-08", "03-31"]),
        ("FREQ=MONTHLY;BYDAY=-1FR", ["03-08", "03-26"]),
        ("FREQ=DAILY;BYHOUR=1,3;COUNT=3", ["03-08", "03-08..03-09"]),
        ("FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=1", ["03-08", "04-01"]),
        ("FREQ=YEARLY;BYWEEKNO=10,12", ["03-08", "03-22"]),
        ("FREQ=YEARLY;BYWEEKNO=12;BYDAY=TU,WE", ["03-08", "03-23..03-24"]),
        ("RSCALE=GREGORIAN;FREQ=WEEKLY;COUNT=2;SKIP=OMIT", ["03-08", "03-15"]),
        ("freq=weekly;count=2;", ["03-08", "03-15"]),
        ("FREQ=DAILY;COUNT=2;WKST=SU", ["03-08..03-09"]),
    ],
)
def test_other_rules_are_followed(tmp_path: Path, rule: str, expected: list[str]) -> None:
    assert [day.split()[0] for day in times(tmp_path, f"{FIRST}\nRRULE:{rule}")] == expected


def test_a_rule_of_free_time_need_not_be_followed(tmp_path: Path) -> None:
    free = event(f"{FIRST}\nTRANSP:TRANSPARENT\nRRULE:RSCALE=CHINESE;FREQ=YEARLY")
    assert notes(read(tmp_path, calendar(free, SOUND))) == []


def test_two_rules_are_both_followed(tmp_path: Path) -> None:
    lines = f"{FIRST}\nRRULE:FREQ=WEEKLY;COUNT=2\nRRULE:FREQ=MONTHLY;COUNT=2"
    assert [day.split()[0] for day in times(tmp_path, lines)] == ["03-08", "03-15", "04-08"]


def test_what_repeats_and_lasts_longer_than_a_year_is_refused(tmp_path: Path) -> None:
    lines = "DTSTART;VALUE=DATE:20270308\nDURATION:P9999W\nRRULE:FREQ=DAILY"
    reading = read(tmp_path, calendar(event(lines), SOUND))
    assert notes(reading) == [
        "calendars/F01.ics, line 4: found the entry of 8 March 2027 that repeats and lasts longer than a year; it does not count."
    ]
    assert busy(reading) == ["03-09 09:00-10:00"]


def test_an_added_date_that_ends_before_it_starts_loses_its_entry_alone(tmp_path: Path) -> None:
    lines = f"{FIRST}\nRDATE;VALUE=PERIOD:20270310T010000Z/20270309T000000Z"
    reading = read(tmp_path, calendar(event(lines), event("UID:2\n" + FIRST + "\nRRULE:FREQ=WEEKLY;COUNT=2")))
    assert notes(reading) == [
        "calendars/F01.ics, line 4: found the entry of 8 March 2027, 01:00 UTC with a rule that cannot be followed; it does not count."
    ]
    assert busy(reading) == ["03-08 09:00-10:00", "03-15 09:00-10:00"]


def test_more_than_can_be_followed_is_a_fault(tmp_path: Path) -> None:
    rule = f"FREQ=DAILY;BYHOUR={','.join(map(str, range(24)))}"
    content = calendar(*[event(f"UID:{number}\n{FIRST}\nRRULE:{rule}") for number in range(60)])
    reading = read(tmp_path, content)
    assert [str(fault) for fault in reading.faults] == [
        "calendars/F01.ics: found entries that repeat too often to be followed; export the months of the term only."
    ]


@pytest.mark.parametrize(
    ("text", "before", "years", "work"),
    [
        ("FREQ=DAILY", 0, 1, 367),
        ("FREQ=DAILY;BYHOUR=1,2", 0, 1, 733),
        ("FREQ=WEEKLY;BYDAY=MO,TU", 0, 2, 213),
        ("FREQ=MONTHLY", 10, 1, 25),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=1MO", 0, 1, 367),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=TU", 0, 1, 10_366),
        ("FREQ=MONTHLY;BYMONTHDAY=20;BYDAY=1MO", 0, 1, 2_366),
        ("FREQ=WEEKLY;BYDAY=MO;BYSETPOS=9", 0, 1, 10_053),
    ],
)
def test_a_rule_knows_how_much_work_it_makes(text: str, before: int, years: int, work: int) -> None:
    rule = read_rule(text)
    assert isinstance(rule, Rule)
    assert rule.work(before, years) == work
