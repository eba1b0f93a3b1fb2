"""Which times mentors give, and who of several who give the same time meets whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from ortools.sat.python import cp_model

from constraints.moments import together
from inputs.days import Period
from inputs.people import Faculty
from inputs.plan import Session
from inputs.programme import Activity, MeetingTime
from scheduler.solving.hours.openings import Meeting, Openings

Moment = tuple[Activity, Period]
"""When a meeting for an activity may be."""


class Mentors:
    """A Boolean for each time that a mentor may give: times that do not overlap, and not too many a week."""

    def __init__(
        self,
        model: cp_model.CpModel,
        openings: Openings,
        leading: Mapping[Faculty, Mapping[Period, Sequence[cp_model.IntVar]]],
    ) -> None:
        """Know the model and what may move; ``leading`` is when each may be leading sessions instead."""
        self._model = model
        self._openings = openings
        self._gives: dict[MeetingTime, cp_model.IntVar] = {}
        held = {
            (meeting.session.activity, meeting.session.faculty, meeting.session.period)
            for meeting in openings.meetings
            if meeting.session is not None
        }
        self.kept: list[cp_model.IntVar] = []
        """Whether a mentor still gives a time at which he or she has a meeting now."""
        for time in openings.times:
            literal = self._gives[time] = model.new_bool_var("")
            is_held = (time.activity, time.mentor, time.period) in held
            model.add_hint(literal, is_held)
            if is_held:
                self.kept.append(literal)
        self._limit(leading)

    def _limit(self, leading: Mapping[Faculty, Mapping[Period, Sequence[cp_model.IntVar]]]) -> None:
        at = {
            one: {period: list(literals) for period, literals in own.items()} for one, own in leading.items()
        }
        in_week: dict[tuple[Faculty, int], list[cp_model.IntVar]] = {}
        for time, literal in self._gives.items():
            week = self._openings.term.week_of(time.date).number
            at.setdefault(time.mentor, {}).setdefault(time.period, []).append(literal)
            in_week.setdefault((time.mentor, week), []).append(literal)
        for own in at.values():
            for _, literals in together(own):
                self._model.add_at_most_one(literals)
        for (mentor, week), literals in in_week.items():
            if mentor.max_meetings_per_week is not None:
                most = mentor.max_meetings_per_week - self._openings.meetings_that_stay(mentor, week)
                if len(literals) > most:
                    self._model.add(cp_model.LinearExpr.sum(literals) <= most)

    def hold(self, meetings: Mapping[Moment, Sequence[cp_model.IntVar]]) -> None:
        """Have no more meetings at a time than mentors give it."""
        given: dict[Moment, list[cp_model.IntVar]] = {}
        for time, literal in self._gives.items():
            given.setdefault((time.activity, time.period), []).append(literal)
        for moment, literals in meetings.items():
            total = cp_model.LinearExpr.sum
            self._model.add(total(literals) <= total(given[moment]))

    def share(self, values: Sequence[int], meetings: Iterable[tuple[Meeting, Period]]) -> list[Session]:
        """Return the meetings with a mentor each: as now where the time is as now, else the main one if free.

        They have no topics.
        """
        free: dict[Moment, list[Faculty]] = {}
        for time, literal in self._gives.items():
            if values[literal.index]:
                free.setdefault((time.activity, time.period), []).append(time.mentor)
        main = {row.trainee: (row.mentor,) for row in self._openings.plan.mentorships}
        left, found = list(meetings), list[Session]()
        for wish in (_as_now, lambda meeting, _: main.get(meeting.window.trainee, ()), None):
            waiting, left = left, []
            for meeting, period in waiting:
                window = meeting.window
                mentors = free[window.activity, period]
                wished = mentors if wish is None else wish(meeting, period)
                mentor = next((one for one in wished if one in mentors), None)
                if mentor is None:
                    left.append((meeting, period))
                else:
                    mentors.remove(mentor)
                    found.append(Session(window.trainee, window.activity, period, None, mentor))
        return found


def _as_now(meeting: Meeting, period: Period) -> Collection[Faculty]:
    session = meeting.session
    if session is None or session.faculty is None or session.period != period:
        return ()
    return (session.faculty,)
