"""On which dates slots take place, and at which times mentors can meet somebody."""

from __future__ import annotations

import pytest

from tests.pictures import draw_term

WEDNESDAYS = ["03-03", "03-10", "03-17", "03-24", "03-31", "04-07", "04-14", "04-21"]


def dates(*rows: str) -> list[str]:
    """Return the dates of the occurrences in eight weeks from Monday 1 March 2027."""
    term = draw_term("\n".join(["term 03-01..04-25", "activity mdt weekly 60", *rows]))
    return [f"{occurrence.date:%m-%d}" for occurrence in term.occurrences]


@pytest.mark.parametrize(
    ("slot", "expected"),
    [
        ("Wed 09:00", WEDNESDAYS),
        ("Wed 09:00 weeks=odd", WEDNESDAYS[0::2]),
        ("Wed 09:00 weeks=even", WEDNESDAYS[1::2]),
        ("Mon 09:00 weeks=1", ["03-01", "04-05"]),
        ("Mon 09:00 weeks=2", ["03-08", "04-12"]),
        ("Wed 09:00 weeks=1", ["03-03", "04-07"]),
        ("Wed 09:00 weeks=2;4", ["03-10", "03-24", "04-14"]),
        ("Wed 09:00 weeks=03-10;04-21", ["03-10", "04-21"]),
        ("Wed 09:00 weeks=04-20", []),
        ("Wed 09:00 weeks=odd;2", ["03-03", "03-10", "03-17", "03-31", "04-14"]),
        ("Wed 09:00 days=03-10..03-24", ["03-10", "03-17", "03-24"]),
        ("Wed 09:00 weeks=even days=03-11..04-21", ["03-24", "04-07", "04-21"]),
    ],
)
def test_a_slot_takes_place_in_its_weeks(slot: str, expected: list[str]) -> None:
    assert dates(f"slot mdt {slot}") == expected


def test_a_slot_takes_place_on_working_days() -> None:
    saturday = ["slot mdt Sat 09:00", "slot mdt Wed 09:00 weeks=1"]
    assert dates(*saturday) == ["03-03", "04-07"]
    assert dates(*saturday, "workday 03-13", "holiday 04-07") == ["03-03", "03-13"]


def times(*rows: str) -> list[str]:
    """Return when Wang can meet somebody for half an hour, in two weeks from Monday 1 March 2027."""
    term = draw_term("\n".join(["term 03-01..03-14", "activity talk weekly 30 meeting", *rows]))
    return [f"{found.period.date:%m-%d} {found.period.start:%H:%M}" for found in term.meeting_times]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ("Tue 14:10-15:10", ["03-02 14:10", "03-02 14:40", "03-09 14:10", "03-09 14:40"]),
        ("Tue 14:10-15:09", ["03-02 14:10", "03-09 14:10"]),
        ("Tue 14:10-14:39", []),
        ("Tue 14:10-14:40 03-03..03-09", ["03-09 14:10"]),
        ("Tue 14:10-14:40 03-02..03-08", ["03-02 14:10"]),
        ("Tue 14:10-14:40 03-15..03-28", []),
        ("Sun 14:10-14:40", []),
    ],
)
def test_a_meeting_begins_at_a_multiple_of_its_minutes_from_the_start_of_hours(
    hours: str, expected: list[str]
) -> None:
    assert times("faculty wang", f"hours wang {hours}") == expected


def test_a_mentor_meets_nobody_when_absent_on_holidays_and_without_meetings() -> None:
    wang = "hours wang Tue 14:00-15:00"
    assert times("faculty wang meetings=0", wang) == []
    assert times("faculty wang", wang, "holiday 03-02") == ["03-09 14:00", "03-09 14:30"]
    away = "absent wang 03-02..03-02 14:30-18:00"
    assert times("faculty wang", wang, "holiday 03-09", away) == ["03-02 14:00"]
