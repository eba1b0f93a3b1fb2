"""Calendar files, read back with programs that did not write them and compared with the plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
import vobject

from inputs.days import Period, Span
from inputs.plan import Plan, Session
from inputs.term import Term
from inputs.working_days import find_working_days
from tests.scheduler.outputs.calendars.small_calendars import (
    LI,
    MENTOR,
    TERM,
    WEEKDAYS,
    ZHAO,
    events_in,
    render,
)

ZONES = [
    "Asia/Shanghai",
    "Europe/London",
    "America/New_York",
    "Australia/Sydney",
    "Africa/Casablanca",
    "Asia/Tehran",
    "UTC",
]


def year_in(zone: str) -> tuple[Term, Plan]:
    """Return a term of a year with a meeting on each Tuesday, so that every clock change lies within."""
    span = Span.through(date(2027, 1, 4), date(2028, 1, 2))
    trainee = replace(LI, stay=span)
    term = replace(
        TERM,
        span=span,
        timezone=zone,
        working=find_working_days(span, WEEKDAYS, "none"),
        trainees=(trainee,),
        absences=(),
    )
    meetings = tuple(
        Session(trainee, MENTOR, Period(week.monday + timedelta(days=1), time(7, 30), time(18)), None, ZHAO)
        for week in term.weeks
    )
    return term, Plan(sessions=meetings)


def instants(plan: Plan, zone: str) -> list[tuple[datetime, datetime]]:
    return [
        (
            datetime.combine(s.period.date, s.period.start, ZoneInfo(zone)).astimezone(UTC),
            datetime.combine(s.period.date, s.period.end, ZoneInfo(zone)).astimezone(UTC),
        )
        for s in plan.sessions
    ]


def in_utc(event: icalendar.Event) -> tuple[datetime, datetime]:
    start, end = event.start, event.end
    assert isinstance(start, datetime)
    assert isinstance(end, datetime)
    return start.astimezone(UTC), end.astimezone(UTC)


@pytest.mark.parametrize("zone", ZONES)
def test_readers_that_go_by_the_name_of_the_zone_find_every_session_at_its_time(zone: str) -> None:
    term, plan = year_in(zone)
    calendar = icalendar.Calendar.from_ical(render(plan, term)["trainee-T01-li-wei.ics"])
    assert [in_utc(event) for event in calendar.events] == instants(plan, zone)
    found = recurring_ical_events.of(calendar).between(date(2027, 1, 1), date(2029, 1, 1))
    assert sorted(in_utc(event) for event in found if isinstance(event, icalendar.Event)) == instants(
        plan, zone
    )


@pytest.mark.parametrize("zone", ZONES)
def test_readers_that_go_by_the_definition_of_the_zone_find_every_session_at_its_time(zone: str) -> None:
    term, plan = year_in(zone)
    text = render(plan, term)["trainee-T01-li-wei.ics"].decode()
    calendar = vobject.readOne(text)
    definition = calendar.vtimezone.tzinfo
    events = [
        tuple(end.value.replace(tzinfo=definition).astimezone(UTC) for end in (event.dtstart, event.dtend))
        for event in calendar.vevent_list
    ]
    assert events == instants(plan, zone)


def test_another_reader_finds_the_same_texts() -> None:
    for data in render().values():
        ours = [(str(e["UID"]), e["SUMMARY"], e["DESCRIPTION"], e.get("LOCATION")) for e in events_in(data)]
        calendar = vobject.readOne(data.decode())
        theirs = [
            (
                e.uid.value,
                e.summary.value,
                e.description.value,
                e.location.value if "location" in e.contents else None,
            )
            for e in calendar.contents.get("vevent", [])
        ]
        assert theirs == ours
