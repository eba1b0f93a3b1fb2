"""What stands around a meeting: given by a plan, or only possible in the term."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Protocol

from constraints.rules.meeting_gaps import MeetingGaps
from inputs.days import Period
from inputs.people import Faculty, Trainee
from inputs.plan import Plan
from inputs.programme import MeetingTime, Option
from inputs.stays import Window
from inputs.term import Term
from scheduler.solving.drafts.busy import Diary, adjoins


class Surroundings(Protocol):
    """Which times of a window can be used, and which of them stand alone."""

    def times(self, window: Window) -> list[MeetingTime]:
        """Return the times of a window that can be used."""

    def is_excused(self, window: Window) -> bool:
        """Tell whether a window may go without a meeting at no cost."""

    def is_alone(self, trainee: Trainee, period: Period) -> bool:
        """Tell whether a meeting then is known to have nothing beside it."""


class Given:
    """The rotations, sessions and leads of a plan, which stay as they are; its meetings do not."""

    def __init__(self, term: Term, plan: Plan) -> None:
        self._term = term
        self._plan = replace(plan, sessions=tuple(s for s in plan.sessions if not s.is_meeting))
        self._diary = Diary(term, self._plan)
        self._minutes = MeetingGaps().setting(term, "minutes")
        self._mentor_is_free: dict[tuple[Faculty, Period], bool] = {}

    def times(self, window: Window) -> list[MeetingTime]:
        """Return the times at which both are free, no service is in the way, and pins have it."""
        times = [option for option in window.options if isinstance(option, MeetingTime)]
        pins = [p for p in self._term.pins if p.trainee == window.trainee and p.item == window.activity]
        for pin in pins:
            if pin.must and pin.date is not None and pin.date in window.span:
                times = [t for t in times if t.date == pin.date and pin.start in (None, t.period.start)]
            elif not pin.must:
                times = [
                    t
                    for t in times
                    if not (pin.date in (None, t.date) and pin.start in (None, t.period.start))
                ]
        can_come: dict[Period, bool] = {}  # whoever the mentor is
        found = []
        for time in times:
            come = can_come.get(time.period)
            if come is None:
                come = not self._is_blocked(window, time) and self._diary.is_free(window.trainee, time.period)
                can_come[time.period] = come
            if come and self._can_give(time):
                found.append(time)
        return found

    def _can_give(self, time: MeetingTime) -> bool:
        """Tell whether the mentor is free then."""
        key = (time.mentor, time.period)
        if key not in self._mentor_is_free:
            self._mentor_is_free[key] = self._diary.is_free(*key)
        return self._mentor_is_free[key]

    def _is_blocked(self, window: Window, option: Option) -> bool:
        services = self._plan.services_in(window.trainee, self._term.week_of(option.date))
        return any(window.activity.id in service.blocks for service in services)

    def is_excused(self, window: Window) -> bool:
        """Tell whether services are in the way of every possible time."""
        return bool(window.options) and all(self._is_blocked(window, option) for option in window.options)

    def is_alone(self, trainee: Trainee, period: Period) -> bool:
        """Tell whether nothing in the plan stands beside the period."""
        return not any(
            adjoins(period, other, self._minutes) for other in self._diary.on(trainee, period.date)
        )


class Possible:
    """Nothing but the term: whatever might stand beside a meeting is taken to stand there."""

    def __init__(self, term: Term) -> None:
        self._term = term
        self._minutes = MeetingGaps().setting(term, "minutes")
        self._on_day: dict[tuple[Trainee, date], list[Period]] = {}
        for trainee in term.trainees:
            for option in term.options_of(trainee):
                self._on_day.setdefault((trainee, option.date), []).append(option.period)

    def times(self, window: Window) -> list[MeetingTime]:
        """Return every time of the window."""
        return [option for option in window.options if isinstance(option, MeetingTime)]

    def is_excused(self, window: Window) -> bool:
        """Tell whether some service might be in the way of the window."""
        admitting = (s for s in self._term.services if s.admits(window.trainee.kind))
        return any(window.activity.id in service.blocks for service in admitting)

    def is_alone(self, trainee: Trainee, period: Period) -> bool:
        """Tell whether nothing possible stands beside the period."""
        others = list(self._on_day.get((trainee, period.date), ()))
        for service in self._term.services:
            own_round = service.round_on(period.date) if service.admits(trainee.kind) else None
            if own_round is not None:
                others.append(own_round)
        return not any(adjoins(period, other, self._minutes) for other in others)
