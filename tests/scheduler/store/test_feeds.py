"""The calendars of published versions, as a subscriber sees them from one version to the next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

import icalendar
import pytest

from inputs.plan import Plan
from scheduler.outputs.calendars.files import render_calendars
from scheduler.store.address import Address
from scheduler.store.feeds import render_published
from scheduler.store.store import Store
from scheduler.store.version import Draft, Version
from tests.scheduler.store.drafts import without_li
from tests.scheduler.store.small import (
    DAY,
    LI_AT_LECTURE,
    LI_MEETS_WANG,
    LI_MEETS_ZHAO,
    LI_ON_WEDNESDAY,
    MONDAY,
    SMALL,
    small_plan,
    small_term,
)

TERM = small_term()
FIRST = Draft(small_plan(TERM), TERM)
SECOND = Draft(small_plan(TERM, (LI_AT_LECTURE, LI_ON_WEDNESDAY), (LI_MEETS_WANG, LI_MEETS_ZHAO)), TERM)
LI = "trainee-T02-li-wei.ics"
WANG = "faculty-F01-wang-min.ics"
ZHAO = "faculty-F02-zhao-hua.ics"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(Address(tmp_path / "versions.sqlite"))


def publish(store: Store, draft: Draft, days: int = 0) -> Version:
    assert store.publish(store.prepare(draft, MONDAY + days * DAY))
    version = store.latest()
    assert version is not None
    return version


def events(files: dict[str, bytes], file: str) -> list[str]:
    """Return a line for each event: day, hour, summary, SEQUENCE and day of modification."""
    calendar = icalendar.Calendar.from_ical(files[file])
    return [
        f"{e.start:%d %H:%M} {e['SUMMARY']} {e['SEQUENCE']} {e.decoded('LAST-MODIFIED'):%d}"
        for e in calendar.events
        if e["SUMMARY"] != "Round: CAR-T ward"
    ]


def test_the_first_version_has_the_calendars_that_rota_plan_writes_with_the_time_of_publication(
    store: Store,
) -> None:
    version = publish(store, FIRST)
    assert render_published(version, MONDAY) == render_calendars(FIRST.plan, TERM, MONDAY)


def test_only_what_changes_is_told_anew(store: Store) -> None:
    before = render_published(publish(store, FIRST), MONDAY)
    after = render_published(publish(store, SECOND, 1), MONDAY + DAY)
    assert {name for name in after if after[name] != before[name]} == {
        LI,
        WANG,
        ZHAO,
        "programme.ics",
        "room-hall-lecture-hall.ics",
        "room-lab-skills-lab.ics",
    }
    assert events(after, LI) == [
        "08 00:00 Rotation: Laboratory 0 15",
        "10 10:00 Lecture: CAR-T 1 16",
        "11 14:30 Mentor hour: CAR-T 1 16",
    ]
    assert events(after, ZHAO) == ["10 10:00 Lecture: CAR-T 0 16", "11 14:30 Mentor hour: Li Wei 1 16"]
    assert events(after, WANG) == [
        "01 14:00 Mentor hour: Amara Diallo 0 15",
        "02 10:00 Lecture: CAR-T 0 15",
        "08 14:00 Mentor hour: Amara Diallo 0 15",
        "08 14:30 Cancelled: Mentor hour: Li Wei 1 16",
        "09 10:00 Lecture: Toxicity 0 16",
    ]


def test_on_the_way_back_revisions_go_on(store: Store) -> None:
    publish(store, FIRST)
    publish(store, SECOND, 1)
    files = render_published(publish(store, FIRST, 2), MONDAY + 2 * DAY)
    assert events(files, LI) == [
        "08 00:00 Rotation: Laboratory 0 15",
        "08 14:30 Mentor hour: CAR-T 2 17",
        "09 10:00 Lecture: Toxicity 2 17",
    ]
    assert events(files, WANG)[3] == "08 14:30 Mentor hour: Li Wei 2 17"
    assert events(files, ZHAO) == [
        "10 10:00 Cancelled: Lecture: CAR-T 1 17",
        "11 14:30 Cancelled: Mentor hour: Li Wei 2 17",
    ]


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        (MONDAY + DAY + timedelta(days=13, hours=23), True),
        (MONDAY + DAY + timedelta(days=14), False),
    ],
)
def test_what_is_withdrawn_is_shown_as_cancelled_for_two_weeks(
    store: Store, now: datetime, shown: bool
) -> None:
    publish(store, FIRST)
    files = render_published(publish(store, SECOND, 1), now)
    assert ("08 14:30 Cancelled: Mentor hour: Li Wei 1 16" in events(files, WANG)) == shown


@pytest.mark.parametrize(("minute", "shown"), [(59, True), (60, False)])
def test_what_is_withdrawn_is_shown_as_cancelled_until_its_time_has_passed(
    store: Store, minute: int, shown: bool
) -> None:
    publish(store, FIRST)
    late = publish(store, SECOND, 20)
    now = datetime(2027, 3, 8, 6, tzinfo=UTC) + timedelta(minutes=minute)
    files = render_published(late, now)
    assert any("Cancelled: Mentor hour" in line for line in events(files, WANG)) == shown


def test_a_rotation_that_is_withdrawn_while_it_lasts_is_shown_as_cancelled(store: Store) -> None:
    publish(store, FIRST)
    rotations = tuple(row for row in FIRST.plan.rotations if row.trainee.id != "T02")
    version = publish(store, replace(FIRST, plan=replace(FIRST.plan, rotations=rotations)), 22)
    told = [line for line in events(render_published(version, MONDAY + 22 * DAY), LI) if "Rotation" in line]
    assert told == ["08 00:00 Cancelled: Rotation: Laboratory 1 09"]


def test_what_took_place_stays_whenever_it_is_looked_up(store: Store) -> None:
    version = publish(store, FIRST)
    assert render_published(version, MONDAY + 400 * DAY) == render_published(version, MONDAY)


def test_a_calendar_of_somebody_who_left_stays_and_tells_it(store: Store) -> None:
    publish(store, FIRST)
    version = publish(store, without_li(), 1)
    assert events(render_published(version, MONDAY + DAY), LI) == [
        "08 00:00 Cancelled: Rotation: Laboratory 1 16",
        "08 14:30 Cancelled: Mentor hour: CAR-T 1 16",
        "09 10:00 Cancelled: Lecture: Toxicity 1 16",
    ]
    later = render_published(version, MONDAY + 20 * DAY)
    assert events(later, LI) == []


def test_another_name_of_the_term_changes_no_uid(store: Store) -> None:
    before = render_published(publish(store, FIRST), MONDAY)
    renamed = small_term(term=SMALL["term"].replace("Tiny term", "Spring"))
    after = render_published(publish(store, Draft(small_plan(renamed), renamed), 1), MONDAY + DAY)
    old, new = (
        [str(thing["UID"]) for thing in icalendar.Calendar.from_ical(files[LI]).walk() if "UID" in thing]
        for files in (before, after)
    )
    assert new == old
    assert b"Li Wei\\, Spring" in after[LI]


def test_the_zone_is_defined_also_for_what_is_withdrawn_from_a_term_that_got_other_days(store: Store) -> None:
    settings = SMALL["term"].replace("Asia/Shanghai", "Europe/Berlin")
    wrong = small_term(term=settings)
    publish(store, Draft(small_plan(wrong), wrong))
    days = (("2027-03-01", "2028-03-06"), ("2027-03-08", "2028-03-13"), ("2027-03-14", "2028-03-19"))
    tables = {"term": settings, "trainees": SMALL["trainees"]}
    for name, (old, new) in product(tuple(tables), days):
        tables[name] = tables[name].replace(old, new)
    files = render_published(publish(store, Draft(Plan(), small_term(**tables)), 1), MONDAY + DAY)
    assert "09 10:00 Cancelled: Lecture: Toxicity 1 16" in events(files, LI)
    assert b"DTSTART:20260329T020000" in files[LI]


def test_something_withdrawn_may_have_been_called_what_something_else_is_called_now(store: Store) -> None:
    slots = SMALL["slots"]
    publish(store, FIRST)
    # The lecture on Wednesday becomes the first of its week, and the one on Tuesday is gone.
    other = small_term(slots=slots.replace("lecture,Tue,10:00,hall\n", ""))
    moves = (LI_AT_LECTURE, LI_ON_WEDNESDAY)
    version = publish(store, Draft(small_plan(TERM, moves), TERM), 1)
    assert version.number == 2
    plan = small_plan(TERM, moves)
    only = replace(
        plan,
        sessions=tuple(s for s in plan.sessions if s.activity.id != "lecture" or s.period.date.day == 10),
    )
    files = render_published(publish(store, Draft(only, other), 2), MONDAY + 2 * DAY)
    assert events(files, "programme.ics") == [
        "02 10:00 Cancelled: Lecture: CAR-T 1 17",
        "09 10:00 Cancelled: Lecture: Toxicity 1 17",
        "10 10:00 Lecture: CAR-T 0 16",
    ]
