"""What every benchmark term teaches: activities with their weekly slots, none of which overlap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from inputs.programme import Activity, Cadence, Prerequisite, Slot, WeekChoice

KINDS = ("fellow", "resident", "student")
INTERESTS = tuple(f"focus {n}" for n in range(1, 9))
MENTOR_TOPICS = tuple(f"mentor topic {n}" for n in range(1, 6))
DEPARTMENTS = 7
"""Services of one site; service ``n`` of every site is of department ``n % DEPARTMENTS``."""
BLOCKED = {0: ("case-study",), 4: ("teaching-rounds", "research-training")}
"""What the services of a department block."""
AFTER = {"hands-on": (Prerequisite("simulation"),), "technical-evaluation": (Prerequisite("simulation", 2),)}
MENTORING = Activity("mentoring", "One-to-one mentor training", "meeting", "weekly", 60)
FEEDBACK = Activity("feedback", "One-to-one feedback", "meeting", "monthly", 30)


@dataclass(frozen=True)
class Line:
    """A line of the programme: an activity and its weekly places."""

    name: str
    cadence: Cadence
    minutes: int
    places: tuple[tuple[str, str], ...]
    """Weekday and start."""
    weight: int = 10
    topics: int = 0
    scarce: bool = False
    """Whether its slots get only the seats that the planted plan takes."""


LINES = (
    Line("mdt", "weekly", 60, (("Mon", "09:00"),)),
    Line("case-study", "weekly", 60, (("Mon", "10:15"),)),
    Line("lecture", "weekly", 60, (("Tue", "09:00"),), topics=6),
    Line("outpatients", "weekly", 90, (("Tue", "10:15"), ("Thu", "10:15"), ("Fri", "10:15")), scarce=True),
    Line("research-training", "biweekly", 90, (("Tue", "14:00"),), topics=5),
    Line("teaching-rounds", "weekly", 60, (("Wed", "09:00"),)),
    Line("case-discussion", "weekly", 60, (("Wed", "10:15"),), topics=2),
    Line("simulation", "biweekly", 90, (("Wed", "14:00"), ("Wed", "15:30"), ("Thu", "14:00")), 20, scarce=True),
    Line("surgical-skills", "weekly", 60, (("Thu", "09:00"),), topics=3),
    Line("hands-on", "biweekly", 90, (("Thu", "15:30"), ("Fri", "14:00"), ("Mon", "14:00")), 20, 2, scarce=True),
    Line("journal-club", "weekly", 60, (("Fri", "09:00"),)),
    Line("side-effects", "weekly", 60, (("Fri", "12:00"),), topics=2),
    Line("mortality-conference", "monthly", 60, (("Mon", "15:30"),)),
    Line("competency-review", "monthly", 60, (("Wed", "11:15"),)),
    Line("introduction", "first_week", 60, (("Mon", "13:00"), ("Wed", "13:00"), ("Fri", "13:00")), 20),
    Line("presentation", "last_week", 60, (("Tue", "13:00"), ("Thu", "13:00")), 20),
    Line("evaluation", "rotation_end", 60, (("Thu", "17:00"), ("Fri", "15:30"))),
    Line("technical-evaluation", "once", 60, (("Tue", "17:00"),), 20),
)  # fmt: skip
SCARCE = frozenset(line.name for line in LINES if line.scarce)


def make_activities() -> tuple[Activity, ...]:
    """Return the group activities, each after those that it builds on, and the meetings."""
    group = tuple(
        Activity(
            line.name, line.name.replace("-", " ").capitalize(), "group", line.cadence, line.minutes,
            weight=line.weight, after=AFTER.get(line.name, ()),
            topics=tuple(f"{line.name} {n}" for n in range(1, line.topics + 1)),
        )
        for line in LINES
    )  # fmt: skip
    return (*group, MENTORING, FEEDBACK)


def make_slots(activities: tuple[Activity, ...]) -> tuple[Slot, ...]:
    """Return the slots, with seats for everybody; monthly activities take place in the first such week."""
    by_id = {activity.id: activity for activity in activities}
    return tuple(
        Slot(
            by_id[line.name],
            weekday,
            time.fromisoformat(start),
            weeks=WeekChoice(nths=(1,)) if line.cadence == "monthly" else WeekChoice(every=True),
        )
        for line in LINES
        for weekday, start in line.places
    )
