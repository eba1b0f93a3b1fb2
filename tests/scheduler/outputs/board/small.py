"""A small term and plan to show on the board."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

from inputs.days import Period, Span, Week
from inputs.people import Absence, Faculty, Hours, Room, Trainee
from inputs.plan import Mentorship, Plan, Rotation, RoundLead, Session, Shortfall
from inputs.programme import Activity, SeatChange, Service
from inputs.term import Term
from inputs.working_days import Holiday, WorkingDays
from scheduler.result import LevelResult, Result


def day(text: str) -> date:
    """Return a date of March 2027, ``Mon 1``, and see that the weekday is right."""
    weekday, number = text.split()
    found = date(2027, 3, int(number))
    assert f"{found:%a}" == weekday
    return found


TERM = Span(day("Mon 1"), date(2027, 3, 22))
WEEKS = tuple(Week(number, day(monday)) for number, monday in enumerate(("Mon 1", "Mon 8", "Mon 15"), 1))
WARD = Service("ward", "Ward", 1, round_start=time(8), round_minutes=30)
LAB = Service("lab", "Cell therapy laboratory", 2)
CLUB = Activity("club", "Journal club (papers)", "group", "weekly", 60)
ONE = Activity("one", "One-to-one", "meeting", "weekly", 30)
ROOM = Room("r", "Room 1")
ANN = Trainee("ann", "Ann", "fellow", Span.through(day("Mon 1"), day("Fri 19")))
BO = Trainee("bo", "Bo", "student", Span.through(day("Wed 10"), day("Sun 21")))
CHEN = Faculty("chen", "Chen Yu", hours=(Hours("Tue", time(12), time(13), TERM),))
LI = Faculty("li", "Li Na")


def small_term(**changes: Any) -> Term:
    holidays = (Holiday(day("Mon 15"), "Founders' Day", "given"),)
    working = {each for each in TERM if each.weekday() < 5} - {day("Mon 15")} | {day("Sat 20")}
    term = Term(
        name="Small term",
        span=TERM,
        timezone="Asia/Shanghai",
        country="CN",
        weekdays=("Mon", "Tue", "Wed", "Thu", "Fri"),
        day_start=time(7, 30),
        day_end=time(18, 30),
        working=WorkingDays(frozenset(working), holidays, ()),
        trainees=(ANN, BO),
        faculty=(CHEN, LI),
        rooms=(ROOM,),
        absences=(
            Absence("bo", Span.through(day("Thu 11"), day("Thu 11"))),
            Absence("bo", Span.through(day("Mon 15"), day("Mon 15"))),
            Absence("bo", Span.through(day("Fri 12"), day("Fri 12")), time(9), time(10)),
            Absence("ann", Span.through(day("Mon 8"), day("Fri 12"))),
            Absence("ann", Span.through(day("Tue 2"), day("Tue 2")), time(8, 15), time(9)),
        ),
        services=(WARD, LAB),
        activities=(CLUB, ONE),
        seat_changes=(SeatChange("lab", Span.through(day("Tue 9"), day("Tue 9")), 0),),
        digest="abc123",
    )
    return replace(term, **changes)


def small_plan() -> Plan:
    friday, tuesday = Period(day("Fri 5"), time(15), time(16)), Period(day("Tue 2"), time(12), time(12, 30))
    return Plan(
        rotations=(
            Rotation(ANN, WARD, Span.through(day("Mon 1"), day("Sun 14"))),
            Rotation(BO, LAB, Span.through(day("Wed 10"), day("Sun 21"))),
        ),
        rounds=(RoundLead(WARD, WEEKS[0], LI),),
        sessions=(
            Session(ANN, CLUB, friday, ROOM, LI, "CAR-T"),
            Session(ANN, ONE, tuesday, faculty=CHEN, topic="Biomarkers"),
            Session(BO, ONE, Period(day("Fri 12"), time(16), time(16, 30))),
            Session(BO, CLUB, Period(day("Fri 12"), time(15), time(16))),
        ),
        mentorships=(Mentorship(ANN, CHEN),),
    )


SHORTFALLS = (
    Shortfall(ANN, "session", "club", WEEKS[1].span, 10, "Ann is away"),
    Shortfall(ANN, "rotation", "rotation", WEEKS[2].span, 20, "every service is full"),
    Shortfall(ANN, "session", "club", WEEKS[2].span, 10, "Ann is away"),
    Shortfall(None, "lead", "ward", WEEKS[1].span, 30, "nobody is free"),
    Shortfall(None, "curriculum", "ward;lab;gone", WEEKS[0].span, 5),
)
PROVEN = tuple(
    LevelResult(name, "optimal", value, value, parts={"weekly_attendance": value, "round_leads": 0})
    for name, value in (("coverage", 75), ("curriculum", 0))
)


def small_result(**changes: Any) -> Result:
    given: dict[str, Any] = {
        "status": "optimal",
        "plan": small_plan(),
        "levels": PROVEN,
        "shortfalls": SHORTFALLS,
    } | changes
    return Result(seconds=1.5, seed=7, workers=1, **given)


def level(name: str, status: Any, value: int = 0, bound: int = 0, reason: str = "") -> LevelResult:
    return LevelResult(name, status, value, bound, reason=reason)
