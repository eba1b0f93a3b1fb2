"""What was planned, as data: rotations, rounds, sessions and mentors; what was read knows its row."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property
from typing import Any, Literal

from inputs.days import Period, Span, Week, say_time
from inputs.faults import Place
from inputs.people import Faculty, Room, Trainee
from inputs.programme import Activity, Service


@dataclass(frozen=True)
class Rotation:
    """A trainee's run of weeks on one service; ``span`` is clipped to the stay."""

    trainee: Trainee
    service: Service
    span: Span
    place: Place | None = field(default=None, compare=False, repr=False)

    def covers(self, week: Week) -> bool:
        """Tell whether the trainee is on the service in ``week``."""
        return self.span.overlaps(week.span)


@dataclass(frozen=True)
class RoundLead:
    """Who leads a service's rounds in one week."""

    service: Service
    week: Week
    lead: Faculty
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Session:
    """A trainee attending an occurrence, or meeting a mentor.

    ``faculty`` is the lead or the mentor, None where nobody leads; ``room`` is None for meetings.
    """

    trainee: Trainee
    activity: Activity
    period: Period
    room: Room | None = None
    faculty: Faculty | None = None
    topic: str = ""
    place: Place | None = field(default=None, compare=False, repr=False)

    @property
    def is_meeting(self) -> bool:
        """Tell whether it is a session of one trainee with one mentor."""
        return self.activity.format == "meeting"

    def __str__(self) -> str:
        return f"{self.activity.title} on {self.period}"


@dataclass(frozen=True)
class Mentorship:
    """A trainee's main mentor."""

    trainee: Trainee
    mentor: Faculty
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Plan:
    """Everything that is planned for a term; the order of the tuples carries no meaning."""

    rotations: tuple[Rotation, ...] = ()
    rounds: tuple[RoundLead, ...] = ()
    sessions: tuple[Session, ...] = ()
    mentorships: tuple[Mentorship, ...] = ()

    def __reduce__(self) -> tuple[object, ...]:
        """Go to another process as what was planned; what follows from it is worked out again there."""
        return Plan, (self.rotations, self.rounds, self.sessions, self.mentorships)

    @cached_property
    def sessions_by_trainee(self) -> dict[Trainee, list[Session]]:
        """The sessions of each trainee who has any, in order of time."""
        found: dict[Trainee, list[Session]] = {}
        for session in sorted(self.sessions, key=lambda s: (s.period, s.activity.id)):
            found.setdefault(session.trainee, []).append(session)
        return found

    @cached_property
    def sessions_by_faculty(self) -> dict[Faculty, list[Session]]:
        """The sessions of each member of faculty who has any, one for each trainee, in order of time."""
        found: dict[Faculty, list[Session]] = {}
        for session in sorted(self.sessions, key=lambda s: (s.period, s.activity.id, s.trainee.id)):
            if session.faculty is not None:
                found.setdefault(session.faculty, []).append(session)
        return found

    @cached_property
    def rotations_by_trainee(self) -> dict[Trainee, list[Rotation]]:
        """The rotations of each trainee who has any, in order of time."""
        found: dict[Trainee, list[Rotation]] = {}
        for rotation in sorted(self.rotations, key=lambda r: (r.span, r.service.id)):
            found.setdefault(rotation.trainee, []).append(rotation)
        return found

    @cached_property
    def company(self) -> dict[tuple[Activity, Period, Room | None], list[Session]]:
        """The sessions of group activities by what is attended: activity, time and room."""
        found: dict[tuple[Activity, Period, Room | None], list[Session]] = {}
        for session in self.sessions:
            if not session.is_meeting:
                found.setdefault((session.activity, session.period, session.room), []).append(session)
        return found

    def is_full(self, room: Room, period: Period, seats: int | None) -> bool:
        """Tell whether the trainees in a room take its seats at some moment of a period; None is no limit."""
        if seats is None:
            return False
        inside = [
            (when, {session.trainee for session in company})
            for (_, when, where), company in self.company.items()
            if where == room and when.overlaps(period)
        ]
        moments = {max(when.start, period.start) for when, _ in inside}
        fullest = (
            set().union(*(there for when, there in inside if when.start <= moment < when.end))
            for moment in moments or {period.start}
        )
        return any(len(there) >= seats for there in fullest)

    @cached_property
    def main_mentors(self) -> dict[Trainee, list[Faculty]]:
        """The main mentors given to each trainee; a sound plan has at most one."""
        found: dict[Trainee, list[Faculty]] = {}
        for mentorship in self.mentorships:
            found.setdefault(mentorship.trainee, []).append(mentorship.mentor)
        return found

    @cached_property
    def memo(self) -> dict[object, Any]:
        """What others have worked out from the plan, by what it is."""
        return {}

    def sessions_of(self, trainee: Trainee) -> list[Session]:
        """Return the sessions of one trainee in order of time."""
        return self.sessions_by_trainee.get(trainee, [])

    def rotations_of(self, trainee: Trainee) -> list[Rotation]:
        """Return the rotations of one trainee in order of time."""
        return self.rotations_by_trainee.get(trainee, [])

    def services_in(self, trainee: Trainee, week: Week) -> list[Service]:
        """Return the services that a trainee is on in a week; a sound plan has at most one."""
        key = "services in", trainee.id, week.monday
        if key not in self.memo:
            self.memo[key] = [r.service for r in self.rotations_of(trainee) if r.covers(week)]
        found: list[Service] = self.memo[key]
        return found


CauseKind = Literal[
    "seats", "service_seats", "mentor_hours", "mentor_meetings", "prerequisite", "blocked", "pin", "rotation",
    "lead", "room", "impossible", "overlap", "cadence", "costly",
]  # fmt: skip
"""Of what kind it is that stands in the way; the last three are so in this plan, and perhaps in no other."""


@dataclass(frozen=True)
class Cause:
    """One thing that stands in the way of what is owed: of what kind it is, and in words.

    ``text`` is part of a sentence, ``brief`` the same without what only the one concerned wants to know.
    ``day`` is where it stands in the way on one day only, ``start`` where at one of several times of a day.
    """

    kind: CauseKind
    text: str
    day: date | None = None
    brief: str = ""
    start: time | None = None

    def __str__(self) -> str:
        """Return the words, of one of several times of a day as ``at 09:15 Wang is absent``."""
        return f"at {say_time(self.start)} {self.text}" if self.start else self.text


@dataclass(frozen=True)
class Shortfall:
    """Something owed that the plan does not give.

    ``kind`` is ``session``, ``rotation``, ``curriculum`` or ``lead``; ``trainee`` is None for a missing lead.
    ``item`` is the id of an activity or service, of several services joined by ``;``, or ``rotation`` for a
    week on no service. ``span`` is the window in which it was owed; ``cost`` is in points of the coverage
    level.
    """

    trainee: Trainee | None
    kind: str
    item: str
    span: Span
    cost: int
    reason: str = ""
    causes: tuple[Cause, ...] = field(default=(), compare=False, repr=False)
    """What the reason is made of; nothing where the shortfall was read from a table."""
    place: Place | None = field(default=None, compare=False, repr=False)
