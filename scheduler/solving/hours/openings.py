"""What may move in some weeks of a plan, and where to: group sessions, and the meetings that are owed.

A session moves only within the days in which it is owed, to what others attend already or what needs no lead,
and so that what must come before still does; no more leads are needed. One that nothing builds on may be
given up for something that weighs more, or to somebody else who lacks the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from inputs.days import Period
from inputs.people import Faculty, Room, Trainee
from inputs.plan import Plan, Session
from inputs.programme import Activity, MeetingTime, Occurrence
from inputs.stays import Window
from inputs.term import Term
from scheduler.solving.drafts.busy import Diary
from scheduler.solving.drafts.meetings import is_drafted
from scheduler.solving.hours.order import Order

Place = tuple[Activity, Period, Room | None]
"""What a group session attends."""


@dataclass(frozen=True)
class Attending:
    """A group session that is owed: its session if there is one, and what the trainee could attend for it."""

    window: Window
    session: Session | None
    options: tuple[Occurrence, ...]
    may_lack: bool
    """Whether the session may be given up for something else."""


@dataclass(frozen=True)
class Meeting:
    """A meeting that is owed: its session if there is one, and when it could be."""

    window: Window
    session: Session | None
    periods: tuple[Period, ...]


class Openings:
    """What may move in a run of weeks; everything else stays as the plan has it.

    Parameters
    ----------
    term, plan
        The term, and a plan that keeps its rules.
    weeks
        The numbers of the weeks, which follow each other.
    """

    def __init__(self, term: Term, plan: Plan, weeks: Collection[int]) -> None:
        self.term = term
        self.plan = plan
        self.weeks = weeks
        self._days = frozenset(day for number in weeks for day in term.weeks[number - 1].span)
        self._order = Order(term)
        self._pinned = {(pin.trainee, pin.item) for pin in term.pins}
        self._here: dict[Trainee, list[Session]] = {}
        self.attended: dict[Place, list[Session]] = {}
        """The group sessions of these weeks by what they attend."""
        for session in plan.sessions:
            if session.period.date in self._days:
                self._here.setdefault(session.trainee, []).append(session)
                if not session.is_meeting:
                    self.attended.setdefault(place_of(session), []).append(session)

    # -- what is owed --------------------------------------------------------------------------------------

    @cached_property
    def _owed(self) -> tuple[tuple[Window, Session | None], ...]:
        """What is owed by dates, and has its session in these weeks, or none: nothing that is pinned."""
        found: list[tuple[Window, Session | None]] = []
        for trainee in self.term.trainees:
            own: dict[Activity, list[Session]] = {}
            for session in self.plan.sessions_of(trainee):
                own.setdefault(session.activity, []).append(session)
            for window in self.term.windows_of(trainee):
                if self._days.isdisjoint(window.span) or (trainee, window.activity) in self._pinned:
                    continue
                held = [s for s in own.get(window.activity, ()) if s.period.date in window.span]
                if not held or held[0].period.date in self._days:
                    found.append((window, held[0] if held else None))
        return tuple(found)

    @cached_property
    def attending(self) -> tuple[Attending, ...]:
        """The group sessions that may move, or be given up."""
        group = [(window, held) for window, held in self._owed if window.activity.format == "group"]
        lacking = {window.activity for window, session in group if session is None}
        heaviest = max((a.weight for a in self.term.activities if a.format == "meeting"), default=0)
        found = []
        for window, session in group:
            activity = window.activity
            is_linked = self._order.is_linked(activity)
            may_lack = not is_linked and (activity in lacking or activity.weight < heaviest)
            options = self._options(window)
            if len(options) > (not may_lack) if session is not None else (options and not is_linked):
                found.append(Attending(window, session, options, may_lack))
        return tuple(found)

    def _options(self, window: Window) -> tuple[Occurrence, ...]:
        return tuple(
            option
            for option in window.options
            if isinstance(option, Occurrence)
            and option.date in self._days
            and self._takes_place(option)
            and not self._is_blocked(window.trainee, option.activity, option.date)
        )

    def _takes_place(self, occurrence: Occurrence) -> bool:
        """Tell whether somebody attends an occurrence, or could without a lead."""
        place = occurrence.activity, occurrence.period, occurrence.room
        return place in self.attended or not self.term.named_leads(occurrence.slot)

    def session_at(self, trainee: Trainee, occurrence: Occurrence) -> Session:
        """Return the session of a trainee who moves to an occurrence: as those have it who attend it now."""
        activity, period, room = occurrence.activity, occurrence.period, occurrence.room
        company = self.attended.get((activity, period, room))
        if company is None:
            topic = activity.topics[0] if activity.topics else ""
            return Session(trainee, activity, period, room, None, topic)
        return replace(company[0], trainee=trainee)

    @cached_property
    def meetings(self) -> tuple[Meeting, ...]:
        """The meetings that are owed and need nothing before them, and when they could be."""
        offered: dict[tuple[Activity, date], list[Period]] = {}
        for activity, period in dict.fromkeys((time.activity, time.period) for time in self.times):
            offered.setdefault((activity, period.date), []).append(period)
        return tuple(
            Meeting(
                window,
                session,
                tuple(
                    period
                    for day in window.span
                    for period in offered.get((window.activity, day), ())
                    if self._can_come(window, period)
                ),
            )
            for window, session in self._owed_meetings
        )

    @cached_property
    def _owed_meetings(self) -> tuple[tuple[Window, Session | None], ...]:
        return tuple((window, session) for window, session in self._owed if is_drafted(window.activity))

    def _can_come(self, window: Window, period: Period) -> bool:
        """Tell whether nothing but what may move keeps a trainee from a meeting then."""
        trainee, activity = window.trainee, window.activity
        if self.term.absences_of(trainee) and self.term.is_absent(trainee, period):
            return False
        return not self._is_blocked(trainee, activity, period.date) and self.is_free(trainee, period)

    @cached_property
    def times(self) -> tuple[MeetingTime, ...]:
        """When mentors could meet somebody, in order."""
        return tuple(
            time
            for time in self.term.meeting_times
            if time.date in self._days and self.is_free(time.mentor, time.period)
        )

    def meetings_that_stay(self, mentor: Faculty, week: int) -> int:
        """Return how many meetings, of those that do not move, a mentor has in a week."""
        return sum(
            session.is_meeting
            and session not in self._may_move
            and self.term.week_of(session.period.date).number == week
            for session in self.plan.sessions_by_faculty.get(mentor, ())
        )

    # -- what is in the way --------------------------------------------------------------------------------

    def is_free(self, who: Trainee | Faculty, period: Period) -> bool:
        """Tell whether nothing that stays takes any of a period."""
        return self._diary.is_free(who, period)

    @cached_property
    def _may_move(self) -> frozenset[Session]:
        attending = {attending.session for attending in self.attending}
        meetings = {session for _, session in self._owed_meetings}
        return frozenset(session for session in attending | meetings if session is not None)

    @cached_property
    def _diary(self) -> Diary:
        """What stays; who leads what is entered apart, for it may be another."""
        weeks = [self.term.weeks[number - 1] for number in self.weeks]
        here = (session for sessions in self._here.values() for session in sessions)
        diary = Diary(
            self.term,
            Plan(
                tuple(r for r in self.plan.rotations if any(r.covers(week) for week in weeks)),
                tuple(row for row in self.plan.rounds if row.week in weeks),
                tuple(
                    session if session.is_meeting else replace(session, faculty=None)
                    for session in here
                    if session not in self._may_move
                ),
            ),
        )
        for place, company in self.attended.items():
            lead = company[0].faculty
            if lead is not None and len(self._may_lead(place)) < 2:
                diary.enter(lead, company[0].period)
        return diary

    @cached_property
    def leading(self) -> Mapping[Place, tuple[Faculty, ...]]:
        """Who may lead what is attended and has a lead, where there are several."""
        return {
            place: tuple(one for one in self._may_lead(place) if self.is_free(one, company[0].period))
            for place, company in self.attended.items()
            if company[0].faculty is not None and len(self._may_lead(place)) > 1
        }

    def _may_lead(self, place: Place) -> tuple[Faculty, ...]:
        """Return who may lead what is attended at a place, as far as absences tell."""
        occurrence = self.term.occurrence_at(*place)
        return self.term.session_leads(occurrence) if occurrence is not None else ()

    def _is_blocked(self, trainee: Trainee, activity: Activity, day: date) -> bool:
        services = self.plan.services_in(trainee, self.term.week_of(day))
        return any(activity.id in service.blocks for service in services)

    # -- what must be kept between sessions ----------------------------------------------------------------

    def linked(self, session: Session) -> Iterator[tuple[Session, bool]]:
        """Yield the trainee's sessions that a session must keep its order to, and whether they may move."""
        others = self._order.linked(session, self._here.get(session.trainee, ()))
        yield from ((other, other in self._may_move) for other in others)

    def weeks_that_stay(self, trainee: Trainee, activity: Activity) -> frozenset[int]:
        """Return the weeks in which a trainee has an activity and keeps it there."""
        return frozenset(
            self.term.week_of(session.period.date).number
            for session in self.plan.sessions_of(trainee)
            if session.activity == activity and session not in self._may_move
        )


def place_of(session: Session) -> Place:
    """Return what a group session attends."""
    return session.activity, session.period, session.room
