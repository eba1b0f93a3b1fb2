"""What follows from a term whoever comes: when activities take place, and when mentors can meet somebody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from inputs.days import MINUTES_AN_HOUR, Period, minute_of, weekday_of
from inputs.people import Faculty, Room
from inputs.programme import Activity, MeetingTime, Occurrence, Option, Slot

if TYPE_CHECKING:
    from inputs.term import Term


class Timetable:
    """The facts that follow from slots, hours, rooms and days, each worked out when it is first asked for."""

    def __init__(self, term: Term) -> None:
        self._term = term
        self._options_for: dict[str, tuple[tuple[Option, ...], tuple[Option, ...]]] = {}

    @cached_property
    def occurrences(self) -> tuple[Occurrence, ...]:
        """Every slot on every working day that its weeks admit and on which its room is open then."""
        term = self._term
        found = []
        for week in term.weeks:
            for day in term.working_days_in(week.span):
                for slot in self._slots_on(weekday_of(day)):
                    if not slot.runs_on(day, week):
                        continue
                    occurrence = Occurrence(slot, day)
                    if slot.room is None or not term.is_absent(slot.room, occurrence.period):
                        found.append(occurrence)
        found.sort(key=lambda o: (o.period, o.activity.id, o.room.id if o.room else ""))
        return tuple(found)

    def occurrence_at(self, activity: Activity, period: Period, room: Room | None) -> Occurrence | None:
        """Return the occurrence of an activity at a time and place, or None where there is none."""
        return self._occurrence_index.get((activity.id, period, room.id if room else None))

    @cached_property
    def _occurrence_index(self) -> Mapping[tuple[str, Period, str | None], Occurrence]:
        return {(o.activity.id, o.period, o.room.id if o.room else None): o for o in self.occurrences}

    def _slots_on(self, weekday: str) -> tuple[Slot, ...]:
        return tuple(slot for slot in self._term.slots if slot.weekday == weekday)

    @cached_property
    def meeting_times(self) -> tuple[MeetingTime, ...]:
        """Every time at which some mentor could meet somebody, for each activity of format ``meeting``."""
        activities = [activity for activity in self._term.activities if activity.format == "meeting"]
        found = {
            MeetingTime(activity, mentor, period)
            for mentor in self._term.faculty
            if mentor.mentors
            for activity in activities
            for period in self._free_hours(mentor, activity.minutes)
        }
        return tuple(sorted(found, key=lambda m: (m.period, m.activity.id, m.mentor.id)))

    def _free_hours(self, mentor: Faculty, minutes: int) -> list[Period]:
        term = self._term
        periods = []
        for hours in mentor.hours:
            span = hours.span.within(term.span)
            if span is None:
                continue
            starts = range(minute_of(hours.start), minute_of(hours.end) - minutes + 1, minutes)
            times = [(_time_of(start), _time_of(start + minutes)) for start in starts]
            for day in term.working_days_in(span):
                if weekday_of(day) == hours.weekday:
                    periods += [Period(day, start, end) for start, end in times]
        return [period for period in periods if not term.is_absent(mentor, period)]

    @cached_property
    def options_by_id(self) -> Mapping[str, tuple[Option, ...]]:
        """Every occurrence or meeting time of each activity, by its id, in order of time."""
        lists: dict[str, list[Option]] = {activity.id: [] for activity in self._term.activities}
        for option in chain[Option](self.occurrences, self.meeting_times):
            lists[option.activity.id].append(option)
        return {activity: tuple(options) for activity, options in lists.items()}

    def options_for(self, kind: str) -> tuple[tuple[Option, ...], tuple[Option, ...]]:
        """Return the occurrences that a kind of trainee is admitted to, and its meeting times, by time."""
        found = self._options_for.get(kind)
        if found is None:
            own = {activity.id for activity in self._term.activities if activity.admits(kind)}
            found = self._options_for[kind] = (
                tuple(option for option in self.occurrences if option.activity.id in own),
                tuple(option for option in self.meeting_times if option.activity.id in own),
            )
        return found


def _time_of(minute: int) -> time:
    hour, rest = divmod(minute, MINUTES_AN_HOUR)
    return time(hour, rest)
