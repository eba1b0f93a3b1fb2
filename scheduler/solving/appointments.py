"""Chooses a standing appointment for each trainee: a mentor, a weekday and an hour, kept all the stay.

Who meets whom, and on which day, is what binds meetings together; once it is decided, the hours of single
weeks are easy. So it is decided first, in a model with one Boolean for each trainee and weekly hour, priced
by the weeks in which the hour cannot be kept. No bound rests on it: it is where the search for meetings
begins.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from inputs.days import minute_of, weekday_of
from inputs.people import Faculty, Trainee
from inputs.plan import Plan
from inputs.programme import Activity, MeetingTime
from inputs.term import Term
from scheduler.solving.busy import Diary, adjoins
from scheduler.solving.search import Control, run_small

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

REGULAR = ("weekly", "biweekly")
NO_APPOINTMENT = 60
"""Points of a trainee without an appointment: more than one that is kept in few weeks costs."""
NO_SHARED_INTEREST = 50
"""Points of a mentor who shares no interest: the level of the curriculum comes before comfort."""
ABOVE_SHARE = 5
"""Points of a meeting above a mentor's fair share."""
WISHED_MOST = 3
QUARTER = 15
"""Minutes of the grid on which hours are compared."""
TOLERANCE = 125
"""Per cent of a mentor's share of the hours that the meetings may take."""


@dataclass(frozen=True)
class Appointment:
    """A weekly hour of a mentor that a trainee keeps wherever it can be kept."""

    mentor: Faculty
    activity: Activity
    weekday: str
    start: time

    def is_at(self, option: MeetingTime) -> bool:
        """Tell whether a meeting time is the appointment in one week."""
        return (
            option.activity == self.activity
            and option.mentor == self.mentor
            and option.period.start == self.start
            and weekday_of(option.date) == self.weekday
        )


def choose_appointments(term: Term, plan: Plan, control: Control) -> dict[Trainee, Appointment]:
    """Return standing appointments that fit the rotations, sessions and leads of a plan.

    Trainees who are owed no regular meetings, or for whom no hour is left, are missing in the answer; so is
    everybody when no time is left.
    """
    choice = _Choice(term, plan)
    for trainee in term.trainees:
        choice.add(trainee)
    return choice.solve(control)


class _Choice:
    """The model: a Boolean for each trainee and weekly hour."""

    def __init__(self, term: Term, plan: Plan) -> None:
        self.term = term
        self.diary = Diary(term, plan)
        self.model = cp_model.CpModel()
        self.prices: list[cp_model.LinearExprT] = []
        self.taken: dict[tuple[Trainee, Appointment], cp_model.IntVar] = {}
        self.at_once: dict[tuple[str, str, int, int], list[cp_model.IntVar]] = {}
        self.mentees: dict[tuple[Faculty, int], list[cp_model.IntVar]] = {}
        self.meetings: dict[Faculty, list[cp_model.LinearExprT]] = {}

    def add(self, trainee: Trainee) -> None:
        """Add the hours that a trainee may choose from, each with its price."""
        activity = _regular(trainee, self.term)
        if activity is None:
            return
        literals = []
        windows = [window for window in self.term.windows_of(trainee) if window.activity == activity]
        for appointment, kept in self._weeks_kept(trainee, activity).items():
            price = self._price(trainee, appointment, kept, len(windows))
            literal = self.model.new_bool_var("")
            literals.append(literal)
            self.taken[trainee, appointment] = literal
            self.prices.append(price * literal)
            self._claim(trainee, appointment, kept, literal)
        if literals:
            none = self.model.new_bool_var("")
            self.prices.append(NO_APPOINTMENT * none)
            self.model.add_exactly_one([*literals, none])

    def _weeks_kept(self, trainee: Trainee, activity: Activity) -> dict[Appointment, dict[int, bool]]:
        """Return the weeks in which each weekly hour is free, and whether something stands beside it."""
        found: dict[Appointment, dict[int, bool]] = {}
        for option in self.term.options_by_activity(trainee)[activity]:
            if not isinstance(option, MeetingTime) or trainee.mentor not in (None, option.mentor.id):
                continue
            if self.diary.is_free(trainee, option):
                start, weekday = option.period.start, weekday_of(option.date)
                appointment = Appointment(option.mentor, activity, weekday, start)
                beside = any(adjoins(option.period, other) for other in self.diary.on(trainee, option.date))
                found.setdefault(appointment, {})[self.term.week_of(option.date).number] = beside
        return found

    def _price(self, trainee: Trainee, appointment: Appointment, kept: dict[int, bool], windows: int) -> int:
        term, mentor = self.term, appointment.mentor
        topics = min(windows, len(term.topics_to_see(appointment.activity)))
        elsewhere = max(0, topics - len(term.meeting_topics(appointment.activity, mentor)))
        alone = sum(1 for beside in kept.values() if not beside)
        price = alone + max(windows - len(kept), elsewhere)
        if trainee.mentor is None and not set(trainee.interests) & set(mentor.interests):
            price += NO_SHARED_INTEREST
        if term.states_preferences(trainee):
            price += WISHED_MOST - (term.preference(trainee, mentor) or 0)
        return price

    def _claim(
        self, trainee: Trainee, appointment: Appointment, kept: Iterable[int], literal: cp_model.IntVar
    ) -> None:
        """Note what an appointment takes of its mentor: moments, a place as mentee, meetings."""
        term, mentor = self.term, appointment.mentor
        first = minute_of(appointment.start)
        for week in kept:
            for minute in range(first, first + appointment.activity.minutes, QUARTER):
                key = (mentor.id, appointment.weekday, minute, week)
                self.at_once.setdefault(key, []).append(literal)
        for stay_week in term.weeks_of_stay(trainee):
            self.mentees.setdefault((mentor, stay_week.number), []).append(literal)
        owed = sum(1 for window in term.windows_of(trainee) if window.activity.format == "meeting")
        self.meetings.setdefault(mentor, []).append(owed * literal)

    def solve(self, control: Control) -> dict[Trainee, Appointment]:
        """Return the appointments chosen."""
        for literals in self.at_once.values():
            self.model.add_at_most_one(literals)
        for (mentor, _), literals in self.mentees.items():
            if mentor.max_mentees is not None:
                self.model.add(sum(literals) <= mentor.max_mentees)
        for mentor, fair in _fair_shares(self.term).items():
            above = self.model.new_int_var(0, 10_000, "")
            self.model.add(sum(self.meetings.get(mentor, [])) <= fair + above)
            self.prices.append(ABOVE_SHARE * above)
        self.model.minimize(sum(self.prices))
        values = run_small(self.model, control) if self.taken else ()
        return {
            trainee: appointment
            for (trainee, appointment), literal in self.taken.items()
            if values and values[literal.index]
        }


def _regular(trainee: Trainee, term: Term) -> Activity | None:
    """Return the meeting that a trainee is owed most often, if any is owed regularly."""
    owed = Counter(
        window.activity
        for window in term.windows_of(trainee)
        if window.activity.format == "meeting" and window.activity.cadence in REGULAR
    )
    return max(owed, key=lambda activity: (owed[activity], activity.id), default=None)


def _fair_shares(term: Term) -> dict[Faculty, int]:
    """Return how many of all meetings owed each mentor may have without having more than others."""
    owed = sum(
        1
        for trainee in term.trainees
        for window in term.windows_of(trainee)
        if window.activity.format == "meeting"
    )
    hours = Counter(dict(_hours_offered(term)))
    total = hours.total()
    return {mentor: -(-count * TOLERANCE * owed // (100 * total)) for mentor, count in hours.items()}


def _hours_offered(term: Term) -> Iterator[tuple[Faculty, int]]:
    for mentor in term.faculty:
        if mentor.mentors:
            quarters = sum(minute_of(row.end) - minute_of(row.start) for row in mentor.hours)
            if mentor.max_meetings_per_week is not None:
                quarters = min(quarters, 60 * mentor.max_meetings_per_week)
            yield mentor, quarters
