"""Finds times for meetings that lack: others move to other times of their own, which may make others move.

What is looked for is a chain: a meeting takes the time of another, that one the time of a third, until one
finds a time that nobody has (augmenting paths; Kuhn, 1955, "The Hungarian method for the assignment
problem"). No chain takes a meeting away from anybody. Only times count; who is whose main mentor, and whether
days stay the usual ones, does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date

from inputs.people import Faculty, Trainee
from inputs.programme import Activity, MeetingTime
from inputs.stays import Window
from inputs.term import Term

LONGEST = 100
"""Meetings that move for one that lacks, at most."""


class Chains:
    """Meetings with their times, which change along chains.

    Parameters
    ----------
    term
        The term.
    given
        The time of each window that has one; no two are in each other's way.
    times
        Tells which times a window could have if there were no other meetings.
    """

    def __init__(
        self,
        term: Term,
        given: Mapping[Window, MeetingTime],
        times: Callable[[Window], Sequence[MeetingTime]],
    ) -> None:
        self.given: dict[Window, MeetingTime] = {}
        self._term = term
        self._times = times
        self._known: dict[Window, Sequence[MeetingTime]] = {}
        self._on_day: dict[tuple[Trainee | Faculty, date], dict[Window, MeetingTime]] = {}
        self._in_week: dict[tuple[Faculty, int], dict[Window, None]] = {}
        self._weeks_met: dict[tuple[Trainee, Activity], Counter[int]] = {}
        for window, time in given.items():
            self._give(window, time)

    def give(self, lacking: Iterable[Window]) -> None:
        """Find times for windows that have none, as many as chains lead to: those first that weigh most."""
        waiting = sorted(lacking, key=lambda window: -window.activity.weight)
        before = len(waiting) + 1
        while waiting and len(waiting) < before:
            before = len(waiting)
            seen: set[Window] = set()  # what led nowhere leads nowhere, until something has moved
            waiting = [window for window in waiting if not self._place(window, seen, LONGEST)]

    def _place(self, window: Window, seen: set[Window], longest: int) -> bool:
        """Give a window a time, another moving where it must; tell whether there is one."""
        seen.add(window)
        taken: list[tuple[MeetingTime, Window]] = []
        for time in self._times_of(window):
            if self._keeps_gap(window, time):
                in_the_way = self._in_the_way(window, time)
                if in_the_way is None:
                    self._give(window, time)
                    return True
                taken += [(time, other) for other in in_the_way]
        for time, other in taken if longest else ():
            if other not in seen and self._exchange(window, time, other, seen, longest - 1):
                return True
        return False

    def _exchange(
        self, window: Window, time: MeetingTime, other: Window, seen: set[Window], longest: int
    ) -> bool:
        """Give a window the time of another, if that one finds another time."""
        was = self._take(other)
        if self._keeps_gap(window, time) and self._in_the_way(window, time) is None:
            self._give(window, time)
            if self._place(other, seen, longest):
                return True
            self._take(window)
        self._give(other, was)
        return False

    def _in_the_way(self, window: Window, time: MeetingTime) -> Collection[Window] | None:
        """Return those of which one must move for a window to have a time; None where the time is free.

        Where two would have to move there is nobody to ask.
        """
        mentor, period = time.mentor, time.period
        clashing = {
            other: None
            for who in (window.trainee, mentor)
            for other, taken in self._on_day.get((who, time.date), {}).items()
            if taken.period.start < period.end and period.start < taken.period.end
        }
        week, most = self._week(time), mentor.max_meetings_per_week
        if most is not None and len(week) >= most and week.keys().isdisjoint(clashing):
            return () if clashing else week
        return (clashing if len(clashing) == 1 else ()) if clashing else None

    def _keeps_gap(self, window: Window, time: MeetingTime) -> bool:
        """Tell whether a meeting every second week would not come in weeks that follow each other."""
        if window.activity.cadence != "biweekly":
            return True
        week = self._term.week_of(time.date).number
        met = self._weeks_met.get((window.trainee, window.activity), Counter())
        return not met[week - 1] and not met[week + 1]

    def _times_of(self, window: Window) -> Sequence[MeetingTime]:
        if window not in self._known:
            self._known[window] = self._times(window)
        return self._known[window]

    def _give(self, window: Window, time: MeetingTime) -> None:
        self.given[window] = time
        for who in (window.trainee, time.mentor):
            self._on_day.setdefault((who, time.date), {})[window] = time
        self._week(time)[window] = None
        met = self._weeks_met.setdefault((window.trainee, window.activity), Counter())
        met[self._term.week_of(time.date).number] += 1

    def _take(self, window: Window) -> MeetingTime:
        time = self.given.pop(window)
        for who in (window.trainee, time.mentor):
            del self._on_day[who, time.date][window]
        del self._week(time)[window]
        self._weeks_met[window.trainee, window.activity][self._term.week_of(time.date).number] -= 1
        return time

    def _week(self, time: MeetingTime) -> dict[Window, None]:
        """Return the meetings of a mentor in the week of a time."""
        week = self._term.week_of(time.date).number
        return self._in_week.setdefault((time.mentor, week), {})
