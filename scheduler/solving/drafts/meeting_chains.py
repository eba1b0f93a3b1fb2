"""Finds times for meetings that lack: others move to other times of their own, which may make others move.

What is looked for is a chain: a meeting takes the time of another, that one the time of a third, until one
finds a time that nobody has (augmenting paths; Kuhn, 1955, "The Hungarian method for the assignment
problem"). A long meeting may take the hour of two short ones, each of which then finds another: there the
chain forks. No chain takes a meeting away from anybody. Only times count; who is whose main mentor, and
whether days stay the usual ones, does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from inputs.days import Period
from inputs.people import Trainee
from inputs.programme import Activity, MeetingTime
from inputs.stays import Window
from inputs.term import Term

LONGEST = 100
"""Meetings that move one after another for one that lacks, at most."""
AT_ONCE = 2
"""Meetings that may make room together for one."""

FEW = 0.02
"""Share of those waiting: when a round of searches places no more than that, there is no other."""


def never() -> bool:
    """Tell that nothing stops the work before its end."""
    return False


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
        self._of_trainee: dict[tuple[str, date], dict[Window, MeetingTime]] = {}
        self._of_mentor: dict[tuple[str, date], dict[Window, MeetingTime]] = {}
        self._in_week: dict[tuple[str, int], dict[Window, None]] = {}
        self._weeks_met: dict[tuple[Trainee, Activity], Counter[int]] = {}
        self._moves: list[tuple[Window, MeetingTime, bool]] = []
        """What was given (or, with False, taken) since the search for a place began, in order."""
        for window, time in given.items():
            self._enter(window, time)

    def give(self, lacking: Iterable[Window], stopped: Callable[[], bool] = never) -> None:
        """Find times for windows that have none, nearly as many as chains lead to, the heaviest first.

        It ends early, with what was found, once ``stopped`` says so.
        """
        waiting = sorted(lacking, key=lambda window: -window.activity.weight)
        found = len(waiting)
        while found > FEW * len(waiting):
            before = len(waiting)
            seen: set[Window] = set()  # what led nowhere leads nowhere, until something has moved
            waiting = [window for window in waiting if stopped() or not self._finds(window, seen)]
            found = before - len(waiting)

    def _finds(self, window: Window, seen: set[Window]) -> bool:
        self._moves.clear()
        return self._place(window, seen, LONGEST)

    def _place(self, window: Window, seen: set[Window], longest: int) -> bool:
        """Give a window a time, others moving where they must; tell whether there is one."""
        seen.add(window)
        taken: list[tuple[MeetingTime, tuple[Window, ...]]] = []
        for time in self._times_of(window):
            if self._keeps_gap(window, time):
                in_the_way = self._in_the_way(window, time)
                if in_the_way is None:
                    self._give(window, time)
                    return True
                taken += [(time, others) for others in in_the_way]
        taken.sort(key=lambda entry: len(entry[1]))
        return longest > 0 and any(
            seen.isdisjoint(others) and self._exchange(window, time, others, seen, longest - 1)
            for time, others in taken
        )

    def _exchange(
        self, window: Window, time: MeetingTime, others: Sequence[Window], seen: set[Window], longest: int
    ) -> bool:
        """Give a window the time of others, if they all find other times."""
        mark = len(self._moves)
        for other in others:
            self._take(other)
        if self._keeps_gap(window, time) and self._in_the_way(window, time) is None:
            self._give(window, time)
            if all(self._place(other, seen, longest) for other in others):
                return True
        self._undo(mark, seen)
        return False

    def _undo(self, mark: int, seen: set[Window]) -> None:
        """Put everything back to where it was at a mark; what had found another time may be asked again."""
        while len(self._moves) > mark:
            window, time, was_given = self._moves.pop()
            if was_given:
                self._remove(window)
                seen.discard(window)
            else:
                self._enter(window, time)

    def _in_the_way(self, window: Window, time: MeetingTime) -> Sequence[tuple[Window, ...]] | None:
        """Return who must move for a window to have a time, in one way or another; None where it is free.

        Where too many would have to move there is no way.
        """
        mentor, period = time.mentor, time.period
        clashing = _overlapping(self._of_mentor.get((mentor.id, period.date)), period)
        own = self._of_trainee.get((window.trainee.id, period.date))
        if own:
            clashing += [other for other in _overlapping(own, period) if other not in clashing]
        most = mentor.max_meetings_per_week
        if most is not None:
            week = self._week(time)
            if len(week) >= most and week.keys().isdisjoint(clashing):
                return () if clashing else [(other,) for other in week]
        if not clashing:
            return None
        return [tuple(clashing)] if len(clashing) <= AT_ONCE else ()

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
        self._enter(window, time)
        self._moves.append((window, time, True))

    def _take(self, window: Window) -> None:
        self._moves.append((window, self._remove(window), False))

    def _enter(self, window: Window, time: MeetingTime) -> None:
        self.given[window] = time
        self._of_trainee.setdefault((window.trainee.id, time.date), {})[window] = time
        self._of_mentor.setdefault((time.mentor.id, time.date), {})[window] = time
        self._week(time)[window] = None
        met = self._weeks_met.setdefault((window.trainee, window.activity), Counter())
        met[self._term.week_of(time.date).number] += 1

    def _remove(self, window: Window) -> MeetingTime:
        time = self.given.pop(window)
        del self._of_trainee[window.trainee.id, time.date][window]
        del self._of_mentor[time.mentor.id, time.date][window]
        del self._week(time)[window]
        self._weeks_met[window.trainee, window.activity][self._term.week_of(time.date).number] -= 1
        return time

    def _week(self, time: MeetingTime) -> dict[Window, None]:
        """Return the meetings of a mentor in the week of a time."""
        week = self._term.week_of(time.date).number
        return self._in_week.setdefault((time.mentor.id, week), {})


def _overlapping(taken: Mapping[Window, MeetingTime] | None, period: Period) -> list[Window]:
    """Return those of some meetings on a day that overlap a period."""
    if not taken:
        return []
    start, end = period.start, period.end
    return [other for other, time in taken.items() if time.period.start < end and start < time.period.end]
