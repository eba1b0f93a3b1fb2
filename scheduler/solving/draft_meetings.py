"""Drafts meetings around standing appointments: a first plan of everything, found without the solver.

Each owed meeting takes the appointment where it can be kept, and elsewhere the best hour that is still free.
The draft keeps clear of whatever the plan holds already; it is no better than its order, and the search
improves it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from constraints.wanted import share_topics
from inputs.days import Period, weekday_of
from inputs.people import Faculty, Trainee
from inputs.plan import Mentorship, Plan, Session
from inputs.programme import Activity, MeetingTime
from inputs.term import Term, Window
from scheduler.solving.appointments import Appointment
from scheduler.solving.busy import Diary, adjoins


def draft_meetings(term: Term, plan: Plan, appointments: Mapping[Trainee, Appointment]) -> Plan:
    """Return the plan with meetings and main mentors added; what it says of meetings already is dropped."""
    bare = replace(plan, sessions=tuple(session for session in plan.sessions if not session.is_meeting))
    draft = _Draft(term, bare, appointments)
    windows = sorted(
        (
            window
            for trainee in term.trainees
            for window in term.windows_of(trainee)
            if window.activity.format == "meeting" and not window.activity.after
        ),
        key=lambda window: (window.span, window.trainee.id, window.activity.id),
    )
    for window in windows:
        draft.keep_appointment(window)
    for window in windows:
        draft.find_hour(window)
    return replace(
        bare,
        sessions=(*bare.sessions, *draft.sessions()),
        mentorships=tuple(draft.mentorships()),
    )


class _Draft:
    """The meetings given so far."""

    def __init__(self, term: Term, plan: Plan, appointments: Mapping[Trainee, Appointment]) -> None:
        self.term = term
        self.appointments = appointments
        self.plan = plan
        self.diary = Diary(term, plan)
        self.given: dict[Window, MeetingTime] = {}
        self.meetings_a_week: Counter[tuple[Faculty, int]] = Counter()
        self.weeks_met: dict[tuple[Trainee, Activity], set[int]] = {}

    def keep_appointment(self, window: Window) -> None:
        """Give a window the trainee's standing appointment where it can be kept."""
        appointment = self.appointments.get(window.trainee)
        if appointment is None:
            return
        for option in window.options:
            if isinstance(option, MeetingTime) and appointment.is_at(option) and self._can(window, option):
                self._give(window, option)
                return

    def find_hour(self, window: Window) -> None:
        """Give a window that has nothing yet the best hour left, if any."""
        if window not in self.given:
            options = [o for o in window.options if isinstance(o, MeetingTime) and self._can(window, o)]
            best = min(options, key=lambda option: self._badness(window, option), default=None)
            if best is not None:
                self._give(window, best)

    def _can(self, window: Window, option: MeetingTime) -> bool:
        week, mentor = self.term.week_of(option.date).number, option.mentor
        services = self.plan.services_in(window.trainee, self.term.week_of(option.date))
        if any(window.activity.id in service.blocks for service in services):
            return False
        most = mentor.max_meetings_per_week
        if most is not None and self.meetings_a_week[mentor, week] >= most:
            return False
        weeks = self.weeks_met.get((window.trainee, window.activity), set())
        if window.activity.cadence == "biweekly" and {week - 1, week + 1} & weeks:
            return False
        return self.diary.is_free(window.trainee, option)

    def _give(self, window: Window, option: MeetingTime) -> None:
        week = self.term.week_of(option.date).number
        self.given[window] = option
        self.diary.enter(window.trainee, option.period)
        self.diary.enter(option.mentor, option.period)
        self.meetings_a_week[option.mentor, week] += 1
        self.weeks_met.setdefault((window.trainee, window.activity), set()).add(week)

    def _badness(self, window: Window, option: MeetingTime) -> tuple[int, Period, str]:
        appointment = self.appointments.get(window.trainee)
        day = self.diary.on(window.trainee, option.date)
        faults = [not any(adjoins(option.period, other) for other in day)]
        if appointment is not None:
            faults.append(option.mentor != appointment.mentor)
            usual = window.activity != appointment.activity or weekday_of(option.date) == appointment.weekday
            faults.append(not usual)
        return sum(faults), option.period, option.mentor.id

    def sessions(self) -> list[Session]:
        """Return the meetings with a topic each."""
        by_trainee: dict[tuple[Trainee, Activity], list[MeetingTime]] = {}
        for window, option in self.given.items():
            by_trainee.setdefault((window.trainee, window.activity), []).append(option)
        found = []
        for (trainee, activity), meetings in by_trainee.items():
            meetings.sort(key=lambda meeting: meeting.period)
            topics = share_topics(meetings, (), self.term)
            found += [
                Session(trainee, activity, meeting.period, None, meeting.mentor, topic)
                for meeting, topic in zip(meetings, topics, strict=True)
            ]
        return found

    def mentorships(self) -> list[Mentorship]:
        """Return the main mentors: of the appointment, or as promised."""
        found = []
        for trainee in self.term.trainees:
            appointment = self.appointments.get(trainee)
            if appointment is not None:
                found.append(Mentorship(trainee, appointment.mentor))
            elif trainee.mentor is not None:
                found.append(Mentorship(trainee, self.term.faculty_by_id[trainee.mentor]))
        return found
