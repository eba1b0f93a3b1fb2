"""The calendar files: how many there are, what they are called, and what each of them says of itself."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inputs.days import Period
from inputs.people import Room, Trainee
from inputs.plan import Mentorship, Plan, Rotation, RoundLead
from scheduler.outputs.calendars.feeds import feeds_of
from scheduler.outputs.calendars.files import render_feed
from scheduler.outputs.calendars.identity import derived_uids
from scheduler.outputs.calendars.lines import Revision
from tests.scheduler.outputs.calendars.small_calendars import (
    AMARA_AT_MDT,
    LAB,
    LI,
    LI_AT_MDT,
    LI_MEETS_ZHAO,
    PLAN,
    PUBLISHED,
    SPAN,
    TERM,
    WANG,
    WARD,
    ZHAO,
    events_in,
    render,
    summaries,
    values,
)


def test_everybody_every_room_and_every_service_has_a_file_and_so_has_the_programme() -> None:
    assert list(render()) == [
        "trainee-T01-li-wei.ics",
        "trainee-T02-amara-obi.ics",
        "trainee-T03.ics",
        "faculty-F01-wang-fang.ics",
        "faculty-F02-zhao-min.ics",
        "faculty-F03-sun-li.ics",
        "room-R1-lecture-hall.ics",
        "room-R2.ics",
        "service-ward-car-t-ward.ics",
        "service-lab-cell-therapy-laboratory.ics",
        "programme.ics",
    ]


def test_letters_that_are_no_accented_ones_are_spelt_in_names_of_files() -> None:
    names = ("Jürgen Groß", "Søren Łukasz Æbelø", "Ægir Þór", "Đorđe")
    trainees = tuple(Trainee(f"T{n}", name, "fellow", SPAN) for n, name in enumerate(names))
    files = list(render(Plan(), replace(TERM, trainees=trainees, faculty=(), rooms=(), services=())))
    assert files == [
        "trainee-T0-jurgen-gross.ics",
        "trainee-T1-soren-lukasz-aebelo.ics",
        "trainee-T2-aegir-thor.ics",
        "trainee-T3-dorde.ics",
        "programme.ics",
    ]


def test_names_that_would_meet_and_ids_that_are_not_ascii_get_a_digest() -> None:
    one, other = Trainee("t01", "Li Wei", "fellow", SPAN), Trainee("学员/1", "é Ø", "fellow", SPAN)
    term = replace(TERM, trainees=(LI, one, other), faculty=(), rooms=(), services=())
    files = list(render(Plan(), term))
    assert files == [
        "trainee-T01-li-wei-1b98de9a.ics",
        "trainee-t01-li-wei-48ebf35d.ics",
        "trainee-1-8bafbe96-e-o.ics",
        "programme.ics",
    ]
    backwards = list(render(Plan(), replace(term, trainees=(other, one, LI))))
    assert sorted(backwards) == sorted(files)


@given(st.lists(st.tuples(st.text(min_size=1), st.text()), unique_by=lambda row: row[0], max_size=8))
def test_any_ids_and_names_give_different_names_that_every_file_system_takes(
    rows: list[tuple[str, str]],
) -> None:
    trainees = tuple(Trainee(id, name, "fellow", SPAN) for id, name in rows)
    rooms = tuple(Room(id, name) for id, name in rows)
    files = [feed.file for feed in feeds_of(Plan(), replace(TERM, trainees=trainees, rooms=rooms))]
    assert len({file.lower() for file in files}) == len(files)
    assert all(re.fullmatch(r"[A-Za-z0-9-]{1,120}", file) for file in files)


def test_an_empty_calendar_has_a_name_a_zone_and_how_often_to_look() -> None:
    data = render()["trainee-T03.ics"]
    assert (
        data.decode().replace("\r\n ", "").replace("\r\n", "\n")
        == f"""\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//rota//training programme calendars//EN
CALSCALE:GREGORIAN
METHOD:PUBLISH
DESCRIPTION:{ABOUT}
X-WR-CALDESC:{ABOUT}
NAME:张三\\, Cellular therapy\\, spring 2027
X-WR-CALNAME:张三\\, Cellular therapy\\, spring 2027
COLOR:royalblue
REFRESH-INTERVAL;VALUE=DURATION:PT1H
X-PUBLISHED-TTL:PT1H
X-WR-TIMEZONE:Asia/Shanghai
BEGIN:VTIMEZONE
TZID:Asia/Shanghai
BEGIN:STANDARD
DTSTART:20260101T000000
TZNAME:CST
TZOFFSETFROM:+0800
TZOFFSETTO:+0800
END:STANDARD
END:VTIMEZONE
END:VCALENDAR
"""
    )


ABOUT = (
    "Kept by the programme office. Calendar programs fetch changes by themselves\\, most of them within hours\\, "
    "Google within a day and a half: about today and tomorrow ask the office."
)


def test_a_term_without_a_name_still_has_calendars_with_names() -> None:
    files = render(Plan(), replace(TERM, name="\u202e"))
    assert values(files["programme.ics"], "NAME") == ["Programme"]
    assert values(files["trainee-T01-li-wei.ics"], "NAME") == ["Li Wei\\, Programme"]


def test_a_calendar_too_large_for_its_readers_goes_on_in_further_files() -> None:
    feed = next(feed for feed in feeds_of(PLAN, TERM) if feed.file == "trainee-T01-li-wei")
    revision = Revision(PUBLISHED, PUBLISHED)
    uid_of = derived_uids(TERM)
    whole = render_feed(feed, TERM, uid_of, lambda _feed, _entry: revision)
    parts = render_feed(feed, TERM, uid_of, lambda _feed, _entry: revision, largest_file=3000)
    assert list(parts) == [
        "trainee-T01-li-wei.ics",
        "trainee-T01-li-wei.part2.ics",
        "trainee-T01-li-wei.part3.ics",
    ]
    assert all(len(data) <= 3000 for data in parts.values())
    (data,) = whole.values()
    for largest, count in ((len(data), 1), (len(data) - 1, 2)):
        files = render_feed(feed, TERM, uid_of, lambda _feed, _entry: revision, largest_file=largest)
        assert len(files) == count
    assert [line for part in parts.values() for line in summaries(part)] == summaries(data)
    assert [values(data, "NAME")[0][:15] for data in parts.values()] == ["Li Wei\\, Cellula"[:15]] * 3
    assert [values(data, "NAME")[0][-8:] for data in parts.values()] == ["(1 of 3)", "(2 of 3)", "(3 of 3)"]


def test_an_entry_larger_than_a_file_may_be_is_a_file_of_its_own() -> None:
    feed = next(feed for feed in feeds_of(PLAN, TERM) if feed.file == "trainee-T01-li-wei")
    parts = render_feed(
        feed, TERM, derived_uids(TERM), lambda _feed, _entry: Revision(PUBLISHED, PUBLISHED), largest_file=1
    )
    assert [len(events_in(data)) for data in parts.values()] == [1] * 9


def test_a_file_that_is_not_fit_to_be_read_is_not_returned() -> None:
    backwards = replace(LI_MEETS_ZHAO, period=Period(date(2027, 3, 2), time(16), time(15)))
    with pytest.raises(RuntimeError) as caught:
        render(Plan(sessions=(backwards,)))
    assert str(caught.value) == (
        "trainee-T01-li-wei.ics is not fit to be read: Line 27: the event ends before it has begun."
    )


def test_plans_made_by_hand_that_break_rules_still_have_calendars() -> None:
    plan = Plan(
        rotations=(
            Rotation(LI, WARD, SPAN),
            Rotation(LI, replace(WARD, id="ward2", name="Ward 2"), SPAN),
            Rotation(LI, WARD, SPAN),
        ),
        rounds=(RoundLead(WARD, TERM.weeks[0], WANG), RoundLead(WARD, TERM.weeks[0], ZHAO)),
        sessions=(
            LI_AT_MDT,
            LI_AT_MDT,
            replace(LI_AT_MDT, room=LAB),
            replace(AMARA_AT_MDT, faculty=ZHAO, topic="Genomics"),
            replace(LI_AT_MDT, period=Period(date(2027, 5, 1), time(1), time(2)), room=None),
        ),
        mentorships=(Mentorship(LI, ZHAO), Mentorship(LI, WANG)),
    )
    files = render(plan)
    assert sorted(summaries(files["programme.ics"])) == [
        "01 01:00 MDT conference: Biomarkers",
        "01 09:00 MDT conference: Biomarkers",
        "01 09:00 MDT conference: Biomarkers; Genomics",
    ]
    assert summaries(files["faculty-F02-zhao-min.ics"])[1] == "01 09:00 MDT conference: Genomics"


def test_the_library_is_loaded_only_when_something_is_rendered() -> None:
    code = "import sys, scheduler.outputs.calendars.files; print({'icalendar', 'holidays', 'ortools'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
