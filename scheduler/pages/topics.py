"""The topics that a trainee has seen, and those still to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from inputs.people import Trainee
from inputs.plan import Plan
from inputs.term import Term
from scheduler.outputs.calendars.texts import called, clean
from scheduler.pages.own import is_over


@dataclass(frozen=True)
class Topic:
    """A topic: seen on a day, to come on a day, or without one (``day`` is None)."""

    name: str
    state: Literal["seen", "ahead", "open"]
    day: date | None


@dataclass(frozen=True)
class Subject:
    """An activity with its topics, the seen ones first."""

    title: str
    topics: tuple[Topic, ...]

    @property
    def seen(self) -> int:
        """How many are seen."""
        return sum(topic.state == "seen" for topic in self.topics)


def subjects_of(own: Plan, term: Term, trainee: Trainee, clock: datetime) -> tuple[Subject, ...]:
    """Return the activities with topics that a trainee may attend; takes what `own_part` returns."""
    subjects = []
    for activity in term.activities:
        names = term.topics_to_see(activity) if activity.admits(trainee.kind) else ()
        topics = [_topic(own, trainee, activity.id, name, clock) for name in names]
        if topics:
            subjects.append(Subject(called(activity), tuple(sorted(topics, key=_order))))
    return tuple(subjects)


def _topic(own: Plan, trainee: Trainee, activity: str, name: str, clock: datetime) -> Topic:
    held = [s for s in own.sessions_of(trainee) if s.activity.id == activity and s.topic == name]
    for session in held:
        return Topic(clean(name), "seen" if is_over(session.period, clock) else "ahead", session.period.date)
    return Topic(clean(name), "open", None)


def _order(topic: Topic) -> tuple[bool, date]:
    return topic.day is None, topic.day or date.max
