"""Gives sessions the topics that were published for them, wherever that costs nothing.

A change of topic touches nobody, so no level asks for it; but who has prepared for a topic rather keeps it.
Who meets whom, when and where stays as it is, and the plan is no worse at any level.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ortools.sat.python import cp_model

from inputs.plan import Plan, Session
from inputs.published import Published
from inputs.term import Term
from scheduler.solving.best import Best
from scheduler.solving.search import Control, run_small

SECONDS = 2.0
"""The most that it may take."""
WHERE_IT_WAS, MOVED = 2, 1
"""What a topic counts that is as published: of a session at its published time, and of one that moved."""


def keep_topics(best: Best, published: Published) -> None:
    """Exchange the best plan for one with more of the published topics, where that is no worse.

    That has a moment of its own, also when time is up, but not once the run is interrupted.
    """
    control = best.control
    if best.plan is None or control.interrupted:
        return
    plan = with_published_topics(best.term, best.plan, published, control.moment(SECONDS))
    if plan is not best.plan:
        best.exchange(plan)


def with_published_topics(term: Term, plan: Plan, published: Published, control: Control) -> Plan:
    """Return the plan with as many topics as published as may be; the same plan where nothing is better.

    Topics before the day of replanning stay. All trainees together see no fewer topics of an activity than
    before; whether no price rises is for the verification to say.
    """
    by_activity: dict[str, list[_Lesson]] = {}
    for lesson in _lessons(term, plan, published):
        by_activity.setdefault(lesson.sessions[0].activity.id, []).append(lesson)
    chosen: dict[Hashable, str] = {}
    for lessons in by_activity.values():
        if any(lesson.is_open and lesson.could_be_better for lesson in lessons):
            chosen.update(_Model(lessons).solve(control))
    if not chosen:
        return plan
    sessions = tuple(replace(s, topic=chosen.get(_place(s), s.topic)) for s in plan.sessions)
    return replace(plan, sessions=sessions)


@dataclass
class _Lesson:
    """An occurrence or a meeting: who is there, what it may teach, and what was published for it."""

    sessions: list[Session]
    allowed: tuple[str, ...]
    is_open: bool
    wanted: Counter[str] = field(default_factory=Counter)

    @property
    def topic(self) -> str:
        return self.sessions[0].topic

    @property
    def place(self) -> Hashable:
        return _place(self.sessions[0])

    @property
    def seen_by(self) -> set[tuple[str, str]]:
        """What is seen now: who, and which topic."""
        return {(session.trainee.id, self.topic) for session in self.sessions}

    @property
    def could_be_better(self) -> bool:
        return self.wanted[self.topic] < max(self.wanted.values(), default=0)


def _lessons(term: Term, plan: Plan, published: Published) -> Iterator[_Lesson]:
    """Yield all that has a topic."""
    found: dict[Hashable, _Lesson] = {}
    was = _Topics(published.plan)
    for session in plan.sessions:
        if not session.topic:
            continue
        taught = session.activity.topics
        if session.is_meeting and session.faculty is not None:
            taught = tuple(term.meeting_topics(session.activity, session.faculty))
        is_open = session.period.date >= published.since and session.topic in taught
        lesson = found.setdefault(_place(session), _Lesson([], taught, is_open))
        lesson.sessions.append(session)
        topic, weight = was.of(session)
        if topic in taught:
            lesson.wanted[topic] += weight
    yield from found.values()


def _place(session: Session) -> Hashable:
    """Return what tells the meeting or occurrence of a session from all others."""
    if session.is_meeting:
        return session.trainee.id, session.activity.id, session.period
    return session.activity.id, session.period, session.room


class _Topics:
    """The topics of a published plan, to be looked up."""

    def __init__(self, plan: Plan) -> None:
        self._at_time = {self._time(session): session.topic for session in plan.sessions}
        self._in_week = {self._week(session): session.topic for session in plan.sessions}

    def of(self, session: Session) -> tuple[str, int]:
        """Return the topic that was published for a session, or for that of its week, and what it counts."""
        at_time = self._at_time.get(self._time(session))
        if at_time is not None:
            return at_time, WHERE_IT_WAS
        return self._in_week.get(self._week(session), ""), MOVED

    @staticmethod
    def _time(session: Session) -> Hashable:
        return session.trainee.id, session.activity.id, session.period

    @staticmethod
    def _week(session: Session) -> Hashable:
        return session.trainee.id, session.activity.id, session.period.date.isocalendar()[:2]


class _Model:
    """A Boolean for each topic that an open lesson of an activity may have, and for each that is seen."""

    def __init__(self, lessons: Sequence[_Lesson]) -> None:
        self._lessons = [lesson for lesson in lessons if lesson.is_open]
        self._settled = {what for lesson in lessons if not lesson.is_open for what in lesson.seen_by}
        self._model = cp_model.CpModel()
        self._literals: dict[tuple[Hashable, str], cp_model.IntVar] = {}
        self._ways: dict[tuple[str, str], list[cp_model.IntVar]] = {}

    def solve(self, control: Control) -> Mapping[Hashable, str]:
        """Return a topic for each open lesson; nothing where there is no time."""
        wanted: list[cp_model.LinearExprT] = []
        for lesson in self._lessons:
            literals = {topic: self._open(lesson, topic) for topic in lesson.allowed}
            self._model.add_exactly_one(literals.values())
            # What nobody asks for stays as it is, where that is as good.
            weights = {topic: (len(self._lessons) + 1) * weight for topic, weight in lesson.wanted.items()}
            weights[lesson.topic] = weights.get(lesson.topic, 0) + 1
            wanted += [weight * literals[topic] for topic, weight in weights.items()]
        self._keep_what_is_seen()
        self._model.maximize(cp_model.LinearExpr.sum(wanted))
        values = run_small(self._model, control, SECONDS)
        return {
            place: topic
            for (place, topic), literal in self._literals.items()
            if values and values[literal.index]
        }

    def _open(self, lesson: _Lesson, topic: str) -> cp_model.IntVar:
        literal = self._model.new_bool_var("")
        self._model.add_hint(literal, topic == lesson.topic)
        self._literals[lesson.place, topic] = literal
        for session in lesson.sessions:
            self._ways.setdefault((session.trainee.id, topic), []).append(literal)
        return literal

    def _keep_what_is_seen(self) -> None:
        """Let all together see no fewer topics than now."""
        seen_now = {what for lesson in self._lessons for what in lesson.seen_by} - self._settled
        sees = []
        for what, literals in self._ways.items():
            if what not in self._settled:
                seen = self._model.new_bool_var("")
                self._model.add_hint(seen, what in seen_now)
                self._model.add_bool_or([~seen, *literals])
                sees.append(seen)
        self._model.add(cp_model.LinearExpr.sum(sees) >= len(seen_now))
