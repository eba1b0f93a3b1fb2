"""The calendars of a small term and plan, two weeks with a holiday on Wednesday 10 March, and what is in them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time

import icalendar

from inputs.days import Period, Span
from inputs.people import Absence, Faculty, Room, Trainee
from inputs.plan import Mentorship, Plan, Rotation, RoundLead, Session
from inputs.programme import Activity, Service, Slot
from inputs.term import Term
from inputs.working_days import CalendarDay, find_working_days
from scheduler.outputs.calendars.files import render_calendars

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
