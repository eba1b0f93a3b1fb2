"""
What is planned as entries of a calendar, still plain data: one function for each thing and each reader.

What is told to whom
    A trainee is told of leads and mentors but of no other trainee; who leads or mentors is told who comes,
    and so is the team of a service. In the calendars of rooms, which may hang on a wall, no trainee is named,
    and in that of the whole programme nobody. Nobody is told that or why somebody is away.

What makes somebody busy
    Sessions and rounds do, and a room is busy when it is used. A rotation is a bar above the days, and the
    whole programme is there to look at: neither makes its reader busy.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from inputs.days import Period, Span, say_time
from inputs.people import Faculty, Room, Trainee
from inputs.plan import Rotation, Session
from inputs.programme import Activity, Service
from scheduler.outputs.calendars.identity import Identity, service_round_identity
from scheduler.outputs.calendars.texts import (
    DESCRIPTION_LENGTH,
    LOCATION_LENGTH,
    called,
    clean,
    clip,
    headline,
)


@dataclass(frozen=True)
class Entry:
    """Something in a calendar, at a time of a day or on whole days; the texts are clean and fit to be shown.

    ``busy`` tells whether its reader has no time for anything else then. ``cancelled`` marks what was
    published before and is withdrawn now.
    """

    identity: Identity
    when: Period | Span
    category: str
    summary: str
    description: str
    location: str = ""
    busy: bool = True
    cancelled: bool = False


@dataclass(frozen=True)
class Gathering:
    """An occurrence, or a meeting, with the ``sessions`` of those who attend it."""

    identity: Identity
    activity: Activity
    period: Period
    room: Room | None
    sessions: tuple[Session, ...]

    @property
    def is_meeting(self) -> bool:
        """Tell whether it is one trainee with one mentor."""
        return self.activity.format == "meeting"

    @property
    def topic(self) -> str:
        """Its topic; a sound plan has at most one."""
        return "; ".join(sorted({session.topic for session in self.sessions} - {""}))

    @property
    def trainees(self) -> list[str]:
        """The names of those who attend."""
        return sorted(called(trainee) for trainee in {session.trainee for session in self.sessions})

    @property
    def leads(self) -> str:
        """The name of the lead or mentor; a sound plan has at most one."""
        return ", ".join(
            sorted(called(lead) for lead in {session.faculty for session in self.sessions} if lead)
        )


@dataclass(frozen=True)
class DailyRound:
    """A trainee's round on one day."""

    identity: Identity
    trainee: Trainee
    service: Service
    period: Period


def session_entry(session: Session, identity: Identity) -> Entry:
    """Return a session or meeting as its trainee sees it."""
    lead = called(session.faculty) if session.faculty else ""
    told = session.topic or (lead if session.is_meeting else "")
    lines = (("Topic", session.topic), ("Mentor" if session.is_meeting else "Lead", lead))
    return _activity_entry(identity, session.activity, session.period, session.room, told, lines)


def held_entry(held: Gathering) -> Entry:
    """Return a meeting or an occurrence as its mentor or lead sees it."""
    names = ", ".join(held.trainees)
    told = names if held.is_meeting else held.topic
    who = ("Trainee", names) if held.is_meeting else _team(held.trainees)
    return _activity_entry(
        held.identity, held.activity, held.period, held.room, told, (("Topic", held.topic), who)
    )


def public_entry(seen: Gathering, *, busy: bool, named: bool = True) -> Entry:
    """Return a meeting or an occurrence as everybody may see it; ``named`` tells who leads it."""
    lines = (
        ("Topic", seen.topic),
        ("Mentor" if seen.is_meeting else "Lead", seen.leads if named else ""),
        ("Trainees", str(len(seen.trainees))),
    )
    entry = _activity_entry(seen.identity, seen.activity, seen.period, seen.room, seen.topic, lines)
    return replace(entry, busy=busy)


def round_entry(attended: DailyRound, lead: Faculty | None) -> Entry:
    """Return a round as a trainee of its team sees it."""
    ward = called(attended.service)
    lines = _lines(("Daily round", ward), ("Lead", called(lead) if lead else ""))
    return Entry(attended.identity, attended.period, "Round", headline("Round", ward), lines)


def held_round_entry(service: Service, period: Period, team: Sequence[Trainee]) -> Entry:
    """Return a service's round on one day as its lead sees it."""
    ward = called(service)
    lines = _lines(("Daily round", ward), _team(sorted(called(trainee) for trainee in team)))
    identity = service_round_identity(service, period.date)
    return Entry(identity, period, "Round", headline("Round", ward), lines)


def rotation_entry(rotation: Rotation, identity: Identity, mentors: Sequence[Faculty]) -> Entry:
    """Return a rotation as its trainee sees it; ``mentors`` are the trainee's main mentors."""
    service = rotation.service
    start = service.round_start
    daily = (
        f"on working days at {say_time(start)}, {service.round_minutes} minutes" if start is not None else ""
    )
    lines = _lines(
        ("Rotation", called(service)),
        ("Rounds", daily),
        ("Main mentor", ", ".join(sorted(called(mentor) for mentor in mentors))),
    )
    return Entry(
        identity, rotation.span, "Rotation", headline("Rotation", called(service)), lines, busy=False
    )


def team_round_entry(
    service: Service, period: Period, team: Sequence[Trainee], lead: Faculty | None
) -> Entry:
    """Return a service's round on one day as its team sees it."""
    held = held_round_entry(service, period, team)
    return replace(held, description=_with_lead(held.description, lead))


def team_rotation_entry(rotation: Rotation, identity: Identity) -> Entry:
    """Return a rotation as the team of its service sees it: who is there from when to when."""
    name = called(rotation.trainee)
    lines = _lines(("Trainee", name), ("Rotation", called(rotation.service)))
    return Entry(identity, rotation.span, "Rotation", headline("Rotation", name), lines, busy=False)


def _with_lead(description: str, lead: Faculty | None) -> str:
    text = f"{description}\nLead: {called(lead)}" if lead else description
    return clip(text, DESCRIPTION_LENGTH)


def _activity_entry(
    identity: Identity,
    activity: Activity,
    period: Period,
    room: Room | None,
    told: str,
    lines: Iterable[tuple[str, str]],
) -> Entry:
    place = ", ".join(filter(None, (called(room), clean(room.site)))) if room else ""
    return Entry(
        identity,
        period,
        "Meeting" if activity.format == "meeting" else "Session",
        headline(called(activity), told),
        _lines(("Activity", called(activity)), *lines, ("Room", place)),
        clip(place, LOCATION_LENGTH),
    )


def _team(names: Sequence[str]) -> tuple[str, str]:
    return f"Trainees ({len(names)})", ", ".join(names) or "nobody on this day"


def _lines(*lines: tuple[str, str]) -> str:
    """Return a line for each label that has something to say."""
    text = "\n".join(f"{label}: {said}" for label, words in lines if (said := clean(words)))
    return clip(text, DESCRIPTION_LENGTH)
