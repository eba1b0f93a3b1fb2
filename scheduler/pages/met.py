"""Whom a member of faculty meets: how often, how often still, and when next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from inputs.days import Period
from inputs.people import Trainee
from inputs.plan import Plan
from scheduler.outputs.calendars.texts import called
from scheduler.pages.own import is_over


@dataclass(frozen=True)
class Met:
    """A trainee with whom there are meetings, or whose main mentor one is."""

    name: str
    is_mentee: bool
    held: int
    total: int
    following: Period | None
    """The next meeting."""


def people_met(own: Plan, clock: datetime) -> tuple[Met, ...]:
    """Return the trainees of a member of faculty; takes what `own_part` returns.

    Mentees come first, then whoever is met soonest. Of others nothing is told but the name.
    """
    mentees = {row.trainee for row in own.mentorships}
    meetings: dict[Trainee, list[Period]] = {trainee: [] for trainee in mentees}
    for session in own.sessions:
        if session.is_meeting:
            meetings.setdefault(session.trainee, []).append(session.period)
    found = [_met(trainee, trainee in mentees, periods, clock) for trainee, periods in meetings.items()]
    return tuple(sorted(found, key=_order))


def _met(trainee: Trainee, is_mentee: bool, periods: Iterable[Period], clock: datetime) -> Met:
    ordered = sorted(periods)
    ahead = [period for period in ordered if not is_over(period, clock)]
    held = len(ordered) - len(ahead)
    return Met(called(trainee), is_mentee, held, len(ordered), ahead[0] if ahead else None)


def _order(met: Met) -> tuple[bool, date, str]:
    return not met.is_mentee, met.following.date if met.following else date.max, met.name
