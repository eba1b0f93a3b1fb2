"""A small term with everything that calendars show, and a plan of it that keeps every rule."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from inputs.plan import Plan
from inputs.plan_reading import read_plan
from inputs.reading import read_term
from inputs.term import Term
from scheduler.store.store import Store
from scheduler.store.version import Draft, Summary
from tests.inputs.folders import write_folder
from tests.scheduler.commands.program import TINY, TINY_PLAN

SMALL: Mapping[str, str] = {
    **TINY,
    "faculty": """\
id,name,leads,topics,max_meetings
F01,Wang Min,ward;lecture,CAR-T;ICU,4
F02,Zhao Hua,ward;lecture,CAR-T,4
""",
    "hours": """\
who,weekday,start,end
F01,Mon,14:00,16:00
F02,Thu,14:00,16:00
""",
    "rooms": """\
id,name,seats
hall,Lecture hall,20
lab,Skills lab,4
""",
    "activities": """\
id,title,format,cadence,minutes,weight
lecture,Lecture,group,weekly,60,10
o2o,Mentor hour,meeting,weekly,30,10
""",
    "slots": """\
activity,weekday,start,room
lecture,Tue,10:00,hall
lecture,Wed,10:00,lab
""",
    "topics": """\
activity,topic
lecture,CAR-T
lecture,Toxicity
""",
}
SMALL_PLAN: Mapping[str, str] = {
    **TINY_PLAN,
    "sessions": """\
trainee,activity,topic,date,start,end,room,faculty
T01,lecture,CAR-T,2027-03-02,10:00,11:00,hall,F01
T01,lecture,Toxicity,2027-03-09,10:00,11:00,hall,F01
T02,lecture,Toxicity,2027-03-09,10:00,11:00,hall,F01
T01,o2o,CAR-T,2027-03-01,14:00,14:30,,F01
T01,o2o,ICU,2027-03-08,14:00,14:30,,F01
T02,o2o,CAR-T,2027-03-08,14:30,15:00,,F01
""",
}
LI_AT_LECTURE = "T02,lecture,Toxicity,2027-03-09,10:00,11:00,hall,F01\n"
LI_ON_WEDNESDAY = "T02,lecture,CAR-T,2027-03-10,10:00,11:00,lab,F02\n"
LI_MEETS_WANG = "T02,o2o,CAR-T,2027-03-08,14:30,15:00,,F01\n"
LI_MEETS_ZHAO = "T02,o2o,CAR-T,2027-03-11,14:30,15:00,,F02\n"

MONDAY = datetime(2027, 2, 15, 1, 30, tzinfo=UTC)
"""When things are published first; 09:30 in Shanghai."""
DAY = timedelta(days=1)


def write_small(folder: Path, **tables: str) -> Path:
    """Write the small term, with other texts for some tables, and return its folder."""
    return write_folder(folder, {**SMALL, **tables})


def write_small_plan(folder: Path, *changes: tuple[str, str]) -> Path:
    """Write the plan, with one row of its sessions put for another, and return its folder."""
    return write_folder(folder, {**SMALL_PLAN, "sessions": changed(*changes)})


def changed(*changes: tuple[str, str]) -> str:
    sessions = SMALL_PLAN["sessions"]
    for old, new in changes:
        assert old in sessions, f"no session is {old!r}"
        sessions = sessions.replace(old, new, 1)
    return sessions


@cache
def small_term(**tables: str) -> Term:
    with TemporaryDirectory() as folder:
        reading = read_term(write_small(Path(folder) / "term", **tables))
    assert reading.term is not None, reading.faults
    return reading.term


def small_plan(term: Term, *changes: tuple[str, str]) -> Plan:
    with TemporaryDirectory() as folder:
        reading = read_plan(write_small_plan(Path(folder) / "plan", *changes), term)
    assert reading.plan is not None, reading.faults
    return reading.plan


def publish(store: Store, draft: Draft, days: int = 0) -> Summary:
    """Publish a draft so many days after the first Monday; it changes something."""
    summary = store.publish(store.prepare(draft, MONDAY + days * DAY))
    assert summary is not None
    return summary
