"""Calendar files, read back with programs that did not write them and compared with the plan."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from inputs.days import Period, Span
from inputs.people import Absence, Faculty, Room, Trainee
from inputs.plan import Mentorship, Plan, Rotation, RoundLead, Session
from inputs.programme import Activity, Service, Slot
from inputs.term import Term
from inputs.working_days import CalendarDay, find_working_days
from scheduler.outputs.calendar_feeds import feeds_of
from scheduler.outputs.calendar_lines import Revision
from scheduler.outputs.calendars import render_calendars, render_feed
from scheduler.outputs.identity import derived_uids

# -- a small term and a plan for it: two weeks, Wednesday 10 March is a holiday ------------------------------------

PUBLISHED = datetime(2027, 2, 20, 12, 30, tzinfo=UTC)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")
SPAN = Span.through(date(2027, 3, 1), date(2027, 3, 14))
HOLIDAY = CalendarDay(date(2027, 3, 10), "holiday")

HALL = Room("R1", "Lecture hall", 30, "West campus")
LAB = Room("R2", "实验室")
WANG = Faculty("F01", "Wang Fang", leads=("mdt", "ward"))
ZHAO = Faculty("F02", "Zhao Min")
NOBODY_YET = Faculty("F03", "Sun Li")
LI = Trainee("T01", "Li Wei", "fellow", SPAN)
AMARA = Trainee("T02", "Amara Obi", "resident", Span.through(date(2027, 3, 1), date(2027, 3, 11)))
NEWCOMER = Trainee("T03", "张三", "student", SPAN)
WARD = Service("ward", "CAR-T ward", 2, round_start=time(7, 45), round_minutes=45)
LABORATORY = Service("lab", "Cell therapy laboratory", 2)
MDT = Activity("mdt", "MDT conference", "group", "weekly", 60)
MENTOR = Activity("o2o", "Mentor one-to-one", "meeting", "weekly", 30)

TERM = Term(
    "Cellular therapy, spring 2027",
    SPAN,
    "Asia/Shanghai",
    "none",
    WEEKDAYS,
    time(7, 30),
    time(18, 30),
    find_working_days(SPAN, WEEKDAYS, "none", (HOLIDAY,)),
    trainees=(LI, AMARA, NEWCOMER),
    faculty=(WANG, ZHAO, NOBODY_YET),
    rooms=(HALL, LAB),
    absences=(Absence("T02", Span.through(date(2027, 3, 3), date(2027, 3, 3)), reason="chickenpox"),),
    services=(WARD, LABORATORY),
    activities=(MDT, MENTOR),
    slots=(Slot(MDT, "Mon", time(9), HALL),),
)
FIRST_MDT = Period(date(2027, 3, 1), time(9), time(10))
LI_AT_MDT = Session(LI, MDT, FIRST_MDT, HALL, WANG, "Biomarkers")
AMARA_AT_MDT = replace(LI_AT_MDT, trainee=AMARA)
LI_MEETS_ZHAO = Session(LI, MENTOR, Period(date(2027, 3, 2), time(16), time(16, 30)), None, ZHAO, "Genomics")
PLAN = Plan(
    rotations=(
        Rotation(LI, WARD, Span.through(date(2027, 3, 1), date(2027, 3, 7))),
        Rotation(LI, LABORATORY, Span.through(date(2027, 3, 8), date(2027, 3, 14))),
        Rotation(AMARA, WARD, AMARA.stay),
    ),
    rounds=tuple(RoundLead(WARD, week, WANG) for week in TERM.weeks),
    sessions=(LI_AT_MDT, AMARA_AT_MDT, LI_MEETS_ZHAO),
    mentorships=(Mentorship(LI, ZHAO),),
)


def render(plan: Plan = PLAN, term: Term = TERM) -> dict[str, bytes]:
    return render_calendars(plan, term, PUBLISHED)


def events_in(data: bytes) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(data).events


def summaries(data: bytes) -> list[str]:
    """Return a line for each event, in order: day, time and summary."""
    return [f"{event.start:%d %H:%M} {event['SUMMARY']}".replace(" 00:00", "") for event in events_in(data)]


def text_of(data: bytes, summary: str) -> str:
    (found,) = {event["DESCRIPTION"] for event in events_in(data) if event["SUMMARY"] == summary}
    return str(found)


def unfolded(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").split("\r\n")[:-1]


def values(data: bytes, name: str) -> list[str]:
    """Return the raw values of a property, wherever it is."""
    return [line.partition(":")[2] for line in unfolded(data) if re.match(rf"{name}[;:]", line)]


# -- which files there are ---------------------------------------------------------------------------------------


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


# -- what a trainee sees -----------------------------------------------------------------------------------------


def test_a_trainee_sees_rotations_rounds_sessions_and_meetings() -> None:
    assert summaries(render()["trainee-T01-li-wei.ics"]) == [
        "01 Rotation: CAR-T ward",
        "01 07:45 Round: CAR-T ward",
        "01 09:00 MDT conference: Biomarkers",
        "02 07:45 Round: CAR-T ward",
        "02 16:00 Mentor one-to-one: Genomics",
        "03 07:45 Round: CAR-T ward",
        "04 07:45 Round: CAR-T ward",
        "05 07:45 Round: CAR-T ward",
        "08 Rotation: Cell therapy laboratory",
    ]


def test_there_is_no_round_on_holidays_and_when_the_trainee_is_away() -> None:
    rounds = [line[:2] for line in summaries(render()["trainee-T02-amara-obi.ics"]) if "Round" in line]
    assert rounds == ["01", "02", "04", "05", "08", "09", "11"]


def test_the_text_of_an_entry_names_activity_topic_lead_and_room() -> None:
    data = render()["trainee-T01-li-wei.ics"]
    assert (
        text_of(data, "MDT conference: Biomarkers")
        == """\
Activity: MDT conference
Topic: Biomarkers
Lead: Wang Fang
Room: Lecture hall, West campus"""
    )
    assert (
        text_of(data, "Mentor one-to-one: Genomics")
        == """\
Activity: Mentor one-to-one
Topic: Genomics
Mentor: Zhao Min"""
    )
    assert text_of(data, "Round: CAR-T ward") == "Daily round: CAR-T ward\nLead: Wang Fang"
    assert (
        text_of(data, "Rotation: CAR-T ward")
        == """\
Rotation: CAR-T ward
Rounds: on working days at 07:45, 45 minutes
Main mentor: Zhao Min"""
    )
    assert text_of(data, "Rotation: Cell therapy laboratory") == (
        "Rotation: Cell therapy laboratory\nMain mentor: Zhao Min"
    )


def test_what_is_not_known_is_not_mentioned() -> None:
    bare = replace(LI_AT_MDT, room=None, faculty=None, topic="")
    plan = replace(PLAN, sessions=(bare,), rounds=(), mentorships=())
    data = render(plan)["trainee-T01-li-wei.ics"]
    assert text_of(data, "MDT conference") == "Activity: MDT conference"
    assert text_of(data, "Round: CAR-T ward") == "Daily round: CAR-T ward"
    assert values(data, "LOCATION") == []


def test_a_meeting_without_a_topic_is_headed_by_the_mentor() -> None:
    plan = Plan(sessions=(replace(LI_MEETS_ZHAO, topic=""),))
    assert summaries(render(plan)["trainee-T01-li-wei.ics"]) == ["02 16:00 Mentor one-to-one: Zhao Min"]


def test_a_long_topic_is_cut_in_the_headline_and_whole_in_the_text() -> None:
    topic = "Engineering immune cells for solid tumours and beyond"
    data = render(Plan(sessions=(replace(LI_AT_MDT, topic=topic),)))["trainee-T01-li-wei.ics"]
    assert summaries(data) == ["01 09:00 MDT conference: Engineering immune…"]
    assert topic in text_of(data, "MDT conference: Engineering immune…")


def test_a_long_title_still_leaves_room_for_a_topic() -> None:
    activity = replace(MDT, title="Clinical rounds on cellular therapy cases and their side effects " * 3)
    session = replace(LI_AT_MDT, activity=activity, topic="实体瘤免疫微环境与细胞治疗联合策略研究进展")
    (line,) = summaries(render(Plan(sessions=(session,)))["trainee-T01-li-wei.ics"])
    assert line == (
        "01 09:00 Clinical rounds on cellular therapy cases and their side effects Clinical…: "
        "实体瘤免疫微环境与细胞治疗联合策略研究…"
    )


def test_no_calendar_tells_that_or_why_somebody_is_away_or_names_another_trainee_to_a_trainee() -> None:
    files = render()
    assert not any(b"chickenpox" in data.replace(b"\r\n ", b"") for data in files.values())
    assert b"Amara" not in files["trainee-T01-li-wei.ics"].replace(b"\r\n ", b"")


# -- what the others see -----------------------------------------------------------------------------------------


def test_a_lead_sees_each_occurrence_once_with_number_and_names_and_each_round() -> None:
    data = render()["faculty-F01-wang-fang.ics"]
    assert summaries(data) == [
        "01 07:45 Round: CAR-T ward",
        "01 09:00 MDT conference: Biomarkers",
        "02 07:45 Round: CAR-T ward",
        "03 07:45 Round: CAR-T ward",
        "04 07:45 Round: CAR-T ward",
        "05 07:45 Round: CAR-T ward",
        "08 07:45 Round: CAR-T ward",
        "09 07:45 Round: CAR-T ward",
        "11 07:45 Round: CAR-T ward",
        "12 07:45 Round: CAR-T ward",
    ]
    assert (
        text_of(data, "MDT conference: Biomarkers")
        == """\
Activity: MDT conference
Topic: Biomarkers
Trainees (2): Amara Obi, Li Wei
Room: Lecture hall, West campus"""
    )
    assert [str(event["DESCRIPTION"]) for event in events_in(data) if event.categories == ["Round"]] == [
        "Daily round: CAR-T ward\nTrainees (2): Amara Obi, Li Wei",
        "Daily round: CAR-T ward\nTrainees (2): Amara Obi, Li Wei",
        "Daily round: CAR-T ward\nTrainees (1): Li Wei",
        "Daily round: CAR-T ward\nTrainees (2): Amara Obi, Li Wei",
        "Daily round: CAR-T ward\nTrainees (2): Amara Obi, Li Wei",
        "Daily round: CAR-T ward\nTrainees (1): Amara Obi",
        "Daily round: CAR-T ward\nTrainees (1): Amara Obi",
        "Daily round: CAR-T ward\nTrainees (1): Amara Obi",
        "Daily round: CAR-T ward\nTrainees (0): nobody on this day",
    ]


def test_a_mentor_sees_whom_to_meet() -> None:
    data = render()["faculty-F02-zhao-min.ics"]
    assert summaries(data) == ["02 16:00 Mentor one-to-one: Li Wei"]
    assert (
        text_of(data, "Mentor one-to-one: Li Wei")
        == """\
Activity: Mentor one-to-one
Topic: Genomics
Trainee: Li Wei"""
    )


@pytest.mark.parametrize(
    ("file", "lead", "shown"),
    [("room-R1-lecture-hall.ics", "Lead: Wang Fang\n", "OPAQUE"), ("programme.ics", "", "TRANSPARENT")],
)
def test_a_room_names_no_trainee_and_the_programme_nobody(file: str, lead: str, shown: str) -> None:
    data = render()[file]
    assert summaries(data) == ["01 09:00 MDT conference: Biomarkers"]
    assert (
        text_of(data, "MDT conference: Biomarkers")
        == f"""\
Activity: MDT conference
Topic: Biomarkers
{lead}Trainees: 2
Room: Lecture hall, West campus"""
    )
    assert values(data, "TRANSP") == [shown]


def test_a_service_shows_who_is_on_it_and_each_round_with_lead_and_team() -> None:
    data = render()["service-ward-car-t-ward.ics"]
    assert summaries(data)[:3] == [
        "01 Rotation: Li Wei",
        "01 Rotation: Amara Obi",
        "01 07:45 Round: CAR-T ward",
    ]
    first = next(event for event in events_in(data) if event["SUMMARY"] == "Round: CAR-T ward")
    assert first["DESCRIPTION"] == "Daily round: CAR-T ward\nTrainees (2): Amara Obi, Li Wei\nLead: Wang Fang"


def test_a_meeting_in_a_room_is_in_the_room_s_calendar_and_not_in_the_programme_s() -> None:
    files = render(Plan(sessions=(replace(LI_MEETS_ZHAO, room=LAB),)))
    assert text_of(files["room-R2.ics"], "Mentor one-to-one: Genomics") == (
        "Activity: Mentor one-to-one\nTopic: Genomics\nMentor: Zhao Min\nTrainees: 1\nRoom: 实验室"
    )
    assert events_in(files["programme.ics"]) == []


def test_rotations_are_bars_above_the_days_and_end_on_the_day_after_the_last() -> None:
    data = render()["trainee-T01-li-wei.ics"]
    assert (
        "\r\n".join(data.decode().split("BEGIN:VEVENT\r\n")[1].split("\r\n"))
        == f"""\
SUMMARY:Rotation: CAR-T ward
DTSTART;VALUE=DATE:20270301
DTEND;VALUE=DATE:20270308
DTSTAMP:20270220T123000Z
UID:{values(data, "UID")[0]}
SEQUENCE:0
CATEGORIES:Rotation
CREATED:20270220T123000Z
DESCRIPTION:Rotation: CAR-T ward\\nRounds: on working days at 07:45\\, 45 mi
 nutes\\nMain mentor: Zhao Min
LAST-MODIFIED:20270220T123000Z
ORGANIZER;CN="Programme office":mailto:office@rota.invalid
STATUS:CONFIRMED
TRANSP:TRANSPARENT
END:VEVENT
""".replace("\n", "\r\n")
    )


# -- identity ----------------------------------------------------------------------------------------------------


def uids(data: bytes) -> dict[str, str]:
    return {f"{event.start:%d} {event['SUMMARY']}": str(event["UID"]) for event in events_in(data)}


def test_one_thing_has_one_uid_in_every_calendar() -> None:
    files = render()
    occurrence = "01 MDT conference: Biomarkers"
    at_lead, in_room, in_all = (
        uids(files[file])[occurrence]
        for file in ("faculty-F01-wang-fang.ics", "room-R1-lecture-hall.ics", "programme.ics")
    )
    assert at_lead == in_room == in_all
    meeting = uids(files["faculty-F02-zhao-min.ics"])["02 Mentor one-to-one: Li Wei"]
    assert meeting == uids(files["trainee-T01-li-wei.ics"])["02 Mentor one-to-one: Genomics"]


def test_a_new_plan_that_moves_sessions_and_changes_services_keeps_all_uids() -> None:
    later = replace(LI_MEETS_ZHAO, period=Period(date(2027, 3, 5), time(8, 30), time(9)), faculty=WANG)
    moved = replace(PLAN, sessions=(LI_AT_MDT, AMARA_AT_MDT, later))
    before, after = (Counter(values(render(p)["trainee-T01-li-wei.ics"], "UID")) for p in (PLAN, moved))
    assert before == after


def test_calendars_have_no_uid_which_a_client_takes_for_that_of_each_event() -> None:
    assert all(len(values(data, "UID")) == len(events_in(data)) for data in render().values())


# -- revisions ---------------------------------------------------------------------------------------------------


def test_whoever_keeps_the_versions_gives_uids_and_revisions() -> None:
    feed = feeds_of(Plan(sessions=(LI_MEETS_ZHAO,)), TERM)[0]
    revision = Revision(PUBLISHED, PUBLISHED + timedelta(days=3), 2)
    files = render_feed(
        feed, TERM, lambda identity: f"{identity.kind}-7@rota.invalid", lambda _feed, _entry: revision
    )
    data = files["trainee-T01-li-wei.ics"]
    names = ("UID", "CREATED", "LAST-MODIFIED", "DTSTAMP", "SEQUENCE")
    assert [values(data, name) for name in names] == [
        ["session-7@rota.invalid"],
        ["20270220T123000Z"],
        ["20270223T123000Z"],
        ["20270223T123000Z"],
        ["2"],
    ]


def test_a_withdrawn_entry_is_marked_in_its_title_and_makes_nobody_busy() -> None:
    feed = feeds_of(Plan(sessions=(LI_MEETS_ZHAO,)), TERM)[0]
    withdrawn = replace(feed, entries=tuple(replace(entry, cancelled=True) for entry in feed.entries))
    files = render_feed(
        withdrawn, TERM, derived_uids(TERM), lambda _feed, _entry: Revision(PUBLISHED, PUBLISHED, 1)
    )
    (event,) = events_in(files["trainee-T01-li-wei.ics"])
    assert event["SUMMARY"] == "Cancelled: Mentor one-to-one: Genomics"
    assert (event["STATUS"], event["TRANSP"]) == ("CANCELLED", "TRANSPARENT")


def test_the_instant_of_publication_is_written_in_utc_to_the_second() -> None:
    local = datetime(2027, 2, 20, 20, 30, 0, 999, tzinfo=timezone(timedelta(hours=8)))
    assert render_calendars(PLAN, TERM, local) == render()


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^The instant of publication needs a time zone\.$"):
        render_calendars(PLAN, TERM, datetime(2027, 2, 20, 12, 30))


def test_the_order_of_rows_means_nothing_to_the_bytes() -> None:
    backwards = Plan(PLAN.rotations[::-1], PLAN.rounds[::-1], PLAN.sessions[::-1], PLAN.mentorships[::-1])
    assert render(backwards) == render()


# -- the calendar itself -----------------------------------------------------------------------------------------


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
    assert [line for data in parts.values() for line in summaries(data)] == summaries(*whole.values())
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


# -- read back by other programs ---------------------------------------------------------------------------------

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


# -- whatever people write ---------------------------------------------------------------------------------------

nasty = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(
            [
                "a;b,c\\d",
                "\\n",
                "line\nbreak",
                "\r\nX-EVIL:1",
                "\nEND:VEVENT\nBEGIN:VALARM",
                "\r",
                "\x00\x07\x0b\x7f\x85",
                "\u2028\u2029",
                "\u202eemit\u202c",
                "👩‍🔬",
                "李伟、张三；王芳",
                '"quoted":',
                "&amp;<b>",
                " leading and trailing ",
                "\ud800",
                "very long text of one kind or another " * 6,
            ]
        ),
    ),
    max_size=4,
).map("".join)


@cache
def invisible() -> re.Pattern[str]:
    every = map(chr, range(sys.maxunicode))
    marks = {one for one in every if unicodedata.category(one) in {"Cf", "Cs"}} - {"\u200c", "\u200d"}
    return re.compile(f"[{re.escape(''.join(sorted(marks)))}]")


def shown(text: str) -> str:
    """Return what is left of a text, said in another way than the product says it."""
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", " ", invisible().sub("", text)).strip(" ")


def unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)


@pytest.mark.no_cover
@settings(max_examples=150, deadline=None)
@given(name=nasty, title=nasty, topic=nasty, place=nasty, term_name=nasty)
def test_any_text_comes_back_as_it_is_shown_and_adds_no_property(
    name: str, title: str, topic: str, place: str, term_name: str
) -> None:
    trainee, room = replace(LI, name=name), replace(HALL, name=place, site="")
    session = Session(trainee, replace(MDT, title=title), FIRST_MDT, room, replace(WANG, name=name), topic)
    term = replace(TERM, name=term_name, trainees=(trainee,), rooms=(room,), absences=())
    (file, data), *_ = render(Plan(sessions=(session,)), term).items()
    plain = render(Plan(sessions=(LI_AT_MDT,)))["trainee-T01-li-wei.ics"]

    def names(lines: list[str]) -> list[str]:
        return [re.split("[;:]", line)[0] for line in lines]

    expected = names(unfolded(plain))
    assert [n for n in names(unfolded(data)) if n != "LOCATION"] == [n for n in expected if n != "LOCATION"]
    assert re.fullmatch(r"[A-Za-z0-9.-]+", file)

    said = {
        "Activity": shown(title) or "mdt",
        "Topic": shown(topic),
        "Lead": shown(name) or "F01",
        "Room": shown(place) or "R1",
    }
    text = "\n".join(f"{label}: {value}" for label, value in said.items() if value)
    (event,) = events_in(data)
    assert event["DESCRIPTION"] == text
    assert unescaped(values(data, "DESCRIPTION")[1]) == text
    assert vobject.readOne(data.decode()).vevent.description.value == text
    assert said["Room"].startswith(unescaped(values(data, "LOCATION")[0]).removesuffix("…"))
    assert unescaped(values(data, "NAME")[0]).startswith(shown(name) or "T01")


def test_a_text_of_nothing_but_control_characters_is_called_by_its_id_or_at_last_by_a_word() -> None:
    blank = replace(MDT, id="\x00", title="\u202e")
    data = render(Plan(sessions=(replace(LI_AT_MDT, activity=blank),)))["trainee-T01-li-wei.ics"]
    assert summaries(data) == ["01 09:00 (no name): Biomarkers"]


def test_a_very_long_text_is_cut_to_what_clients_keep() -> None:
    crowd = tuple(
        replace(LI_AT_MDT, trainee=replace(LI, id=f"T{n}", name=f"Li Wei {n:04}")) for n in range(900)
    )
    term = replace(TERM, trainees=())
    (event,) = events_in(render(Plan(sessions=crowd), term)["faculty-F01-wang-fang.ics"])
    text = str(event["DESCRIPTION"])
    assert len(text) <= 8000
    assert text.startswith("Activity: MDT conference\nTopic: Biomarkers\nTrainees (900): Li Wei 0000,")
    assert text.endswith("…")


# -- the module --------------------------------------------------------------------------------------------------


def test_the_library_is_loaded_only_when_something_is_rendered() -> None:
    code = "import sys, scheduler.outputs.calendars; print({'icalendar', 'holidays', 'ortools'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
