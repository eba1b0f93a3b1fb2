"""The patterns of one trainee, and the cheapest of them at given prices.

Everything is in whole numbers, `UNIT` to a point of comfort, so that a bound made of it is exact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from constraints.rules.steady_meeting_day import REGULAR
from constraints.rules.wishes import MOST
from constraints.scope import is_off
from inputs.days import weekday_of
from inputs.people import Faculty, Trainee
from inputs.programme import Activity, MeetingTime
from inputs.term import Term
from scheduler.solving.drafts.surroundings import Surroundings
from scheduler.solving.patterns.limits import Flags, Integers, Limits

UNIT = 1000
"""Of the prices, to a point of comfort."""
NEVER = 10**12
"""The price of what cannot be; sums of it do not overflow."""


@dataclass(frozen=True)
class Charges:
    """What patterns pay besides comfort, in points of comfort; None rules it out.

    ``missed`` is for each point of coverage of a meeting not given, ``no_interest`` for a main mentor who
    shares no interest (or for none), ``topic`` for a topic that is missed.
    """

    missed: int | None
    no_interest: int | None
    topic: int | None


@dataclass(frozen=True)
class Pattern:
    """A main mentor and the times of all meetings of a trainee, with what it costs and what it uses.

    ``day`` is the usual day, a place among the weekdays on which the trainee can meet anybody; ``uses`` has
    for each row of the limits how many units the pattern takes of it.
    """

    trainee: Trainee
    mentor: Faculty | None
    day: int
    times: tuple[MeetingTime | None, ...]
    cost: int
    uses: Mapping[int, int]


@dataclass(frozen=True)
class Priced:
    """Costs of a trainee's choices at given prices: by option, and by window, mentor and usual day."""

    options: Integers
    cells: Integers
    on_day: Integers
    other: Integers
    skip: Integers
    total: Integers
    """By mentor and usual day: the least that a whole pattern costs."""

    def best(self, count: int, within: int) -> list[tuple[int, int]]:
        """Return the ``count`` cheapest pairs of mentor and usual day, dearer by ``within`` at most."""
        order = np.argsort(self.total, axis=None, kind="stable")[:count]
        least = self.total.flat[order[0]]
        chosen = [index for index in order if self.total.flat[index] <= least + within]
        days = self.total.shape[1]
        return [divmod(int(index), days) for index in chosen]


class Choices:
    """All patterns of a trainee.

    Each window of dates has one meeting or none, with the main mentor or another (a point), on the usual day
    of the week or another (a point), beside something or alone (a point). The usual day is that of the
    regular activity that is owed most often: others have usual days of their own, which are not counted.
    Windows that may be excused at no cost are left out, and so are those without a time where what is missed
    is charged for. Meetings of one pattern may overlap each other, which no plan allows: so patterns are a
    relaxation. A last mentor stands for having none.
    """

    def __init__(
        self, trainee: Trainee, term: Term, around: Surroundings, limits: Limits, charges: Charges
    ) -> None:
        self.trainee = trainee
        self.term = term
        self.limits = limits
        self.charges = charges
        self.windows = [
            window
            for window in term.windows_of(trainee)
            if window.activity.format == "meeting" and not around.is_excused(window)
        ]
        of_window = {window: around.times(window) for window in self.windows}
        if charges.missed:  # what cannot be given costs the same whatever is chosen
            self.windows = [window for window in self.windows if of_window[window]]
        times = [(number, time) for number, window in enumerate(self.windows) for time in of_window[window]]
        self.mentors = _main_mentors(trainee, term)
        self._days = sorted({weekday_of(time.date) for _, time in times}) or [""]
        self._set_options(times, around)
        self._set_windows()
        self._set_mentors()

    def _set_options(self, times: list[tuple[int, MeetingTime]], around: Surroundings) -> None:
        """Fill in, for each option, its cell (window, mentor, day), what it costs, and the rows it uses."""
        place = {mentor: number for number, mentor in enumerate(self.mentors)}
        shape = (len(self.windows), len(self.mentors), len(self._days))
        day = {name: number for number, name in enumerate(self._days)}
        cells = [
            (number * shape[1] + place[time.mentor]) * shape[2] + day[weekday_of(time.date)]
            for number, time in times
        ]
        order = sorted(range(len(times)), key=cells.__getitem__)
        self.options = [times[index][1] for index in order]
        charges_gaps = not is_off(self.term, "meeting_gaps")
        periods = {time.period for time in self.options}
        alone = {period: charges_gaps and around.is_alone(self.trainee, period) for period in periods}
        self._cost = np.array([UNIT * alone[time.period] for time in self.options], np.int64)
        rows = [self.limits.of_meeting(time) for time in self.options]
        widest = max(map(len, rows), default=0)
        self._rows = np.array([[*row, *[-1] * (widest - len(row))] for row in rows], np.int64)
        self._rows = self._rows.reshape(len(rows), widest)
        self._cell, self._first = np.unique(
            np.array([cells[index] for index in order], np.int64), return_index=True
        )
        self._shape = shape
        of_option = np.array([cells[index] for index in order], np.int64)
        self._day_of = of_option % shape[2]
        self._mentor_of = of_option // shape[2] % shape[1]
        self._window_of = of_option // shape[2] // shape[1]

    def _set_windows(self) -> None:
        activities = [window.activity for window in self.windows]
        self._weights = np.array([activity.weight for activity in activities], np.int64)
        if self.charges.missed is None:  # what weighs nothing may be missed all the same
            self._skip = np.where(self._weights > 0, NEVER, 0)
        else:
            self._skip = self._weights * self.charges.missed * UNIT
        usual = None if is_off(self.term, "steady_meeting_day") else _most_regular(activities)
        self._is_regular = np.array([activity == usual for activity in activities], bool)
        self._of_activity = {
            activity: np.array([own == activity for own in activities], bool)
            for activity in dict.fromkeys(activities)
        }

    def _set_mentors(self) -> None:
        """Fill in what each main mentor costs, which rows he or she uses, and the topics not taught."""
        costs = [self._cost_of_mentor(mentor) for mentor in self.mentors]
        self._mentor_cost = np.array(costs, np.int64)
        self._mentee_rows = [
            self.limits.of_mentee(self.trainee, mentor) if mentor else [] for mentor in self.mentors
        ]
        self.with_another = 0 if is_off(self.term, "main_mentor_meetings") else UNIT
        counts_topics = self.charges.topic != 0
        self._lacking = {
            activity: np.array([self._lacks(activity, mentor) for mentor in self.mentors], np.int64)
            for activity in (self._of_activity if counts_topics else ())
        }

    def _cost_of_mentor(self, mentor: Faculty | None) -> int:
        trainee, term = self.trainee, self.term
        if trainee.mentor is not None and (mentor is None or mentor.id != trainee.mentor):
            return NEVER
        cost = 0
        if mentor is not None and term.states_preferences(trainee) and not is_off(term, "wishes"):
            cost = UNIT * (MOST - (term.preference(trainee, mentor) or 0))
        if mentor is None or not set(trainee.interests) & set(mentor.interests):
            cost += NEVER if self.charges.no_interest is None else UNIT * self.charges.no_interest
        return cost

    def _lacks(self, activity: Activity, mentor: Faculty | None) -> int:
        """Return how many meetings of an activity must be with others, for their topics to be seen."""
        meetings = int(self._of_activity[activity].sum())
        seen = min(meetings, len(self.term.topics_to_see(activity)))
        taught = len(self.term.meeting_topics(activity, mentor)) if mentor else 0
        return max(0, seen - taught)

    @property
    def nothing(self) -> int:
        """What no meeting at all is charged with."""
        return int(self._skip[self._skip < NEVER].sum())

    def rows_of_mentor(self, mentor: int) -> list[int]:
        """Return the rows that a main mentor uses."""
        return self._mentee_rows[mentor]

    def rows_of_option(self, option: int) -> list[int]:
        """Return the rows that a time uses."""
        return [int(row) for row in self._rows[option] if row >= 0]

    def cost_of_skipping(self, window: int) -> int:
        """Return what a meeting that is not given costs."""
        return int(self._skip[window])

    def topics_to_see(self) -> Iterator[tuple[Activity, int]]:
        """Yield how many topics of each activity can be seen in its meetings, where that is charged for."""
        for activity in self._lacking:
            meetings = int(self._of_activity[activity].sum())
            if seen := min(meetings, len(self.term.topics_to_see(activity))):
                yield activity, seen

    def options_of(self, window: int) -> list[int]:
        """Return the times of a window."""
        return [int(option) for option in np.flatnonzero(self._window_of == window)]

    def cheapest_options(self, priced: Priced, window: int, pair: tuple[int, int], count: int) -> list[int]:
        """Return the cheapest times of a window for somebody with a main mentor and a usual day."""
        own = np.flatnonzero(self._window_of == window)
        extra = (self._mentor_of[own] != pair[0]) * self.with_another
        extra = extra + (self._day_of[own] != pair[1]) * UNIT * self._is_regular[window]
        return [int(option) for option in own[np.argsort(priced.options[own] + extra, kind="stable")[:count]]]

    def cost_of_mentor(self, mentor: int) -> int:
        """Return what a main mentor costs."""
        return int(self._mentor_cost[mentor])

    def cost_of_option(self, option: int) -> int:
        """Return what a time costs by itself."""
        return int(self._cost[option])

    def mentor_of(self, option: int) -> int:
        """Return whose time an option is, as a place among the mentors."""
        return int(self._mentor_of[option])

    def day_of(self, option: int) -> int:
        """Return on which day an option is, as a place among the weekdays."""
        return int(self._day_of[option])

    def is_regular(self, window: int) -> bool:
        """Tell whether a meeting should be on the usual day."""
        return bool(self._is_regular[window])

    # -- at prices -----------------------------------------------------------------------------------------

    def priced(self, prices: Integers, missing: int = 0) -> Priced:
        """Return what everything costs at ``prices``: one of each row, and a last 0.

        ``missing`` is the price of a point of coverage that is lacking, besides what is charged for it.
        """
        shape = self._shape
        options = self._cost + prices[self._rows].sum(axis=1)
        cells = np.full(shape[0] * shape[1] * shape[2], NEVER, np.int64)
        if len(options):
            cells[self._cell] = np.minimum.reduceat(options, self._first)
        cells = cells.reshape(shape)
        any_day = cells.min(axis=2, keepdims=True)
        steady = np.minimum(cells, any_day + UNIT)
        on_day = np.where(self._is_regular[:, None, None], steady, any_day)
        skip = self._skip + self._weights * missing
        other = np.minimum(_least_of_others(on_day) + self.with_another, skip[:, None, None])
        total = np.minimum(on_day, other).sum(axis=0)
        for activity, lacking in self._lacking.items():
            total = total + self._for_topics(on_day, other, self._of_activity[activity], lacking)
        of_mentees = [int(prices[rows].sum()) for rows in self._mentee_rows]
        total = total + (self._mentor_cost + np.array(of_mentees, np.int64))[:, None]
        return Priced(options, cells, on_day, other, skip, np.minimum(total, NEVER))

    def _for_topics(self, on_day: Integers, other: Integers, of: Flags, lacking: Integers) -> Integers:
        """Return what it costs to meet others often enough for what each main mentor does not teach."""
        instead = (other - on_day)[of]
        with_others = (instead <= 0).sum(axis=0)
        dearer = np.sort(np.where(instead <= 0, NEVER, instead), axis=0)
        if self.charges.topic is not None:
            dearer = np.minimum(dearer, UNIT * self.charges.topic)
        sums = np.concatenate([np.zeros((1, *dearer.shape[1:]), np.int64), dearer.cumsum(axis=0)])
        needed = np.clip(lacking[:, None] - with_others, 0, len(dearer))
        paid: Integers = np.take_along_axis(sums, needed[None], axis=0)[0]
        return paid

    def pattern(self, priced: Priced, mentor: int, day: int) -> Pattern:
        """Return the cheapest pattern with a main mentor and a usual day."""
        with_others = self._with_others(priced, mentor, day)
        times: list[MeetingTime | None] = []
        cost = int(self._mentor_cost[mentor]) + self._cost_of_topics(with_others, mentor)
        uses = Counter(self._mentee_rows[mentor])
        for window, elsewhere in enumerate(with_others):
            option = self._option(priced, window, mentor, day, elsewhere=bool(elsewhere))
            if option is None:
                cost += int(self._skip[window])
                times.append(None)
                continue
            time = self.options[option]
            is_other = time.mentor != self.mentors[mentor]
            is_unsteady = self._is_regular[window] and weekday_of(time.date) != self._days[day]
            cost += int(self._cost[option]) + is_other * self.with_another + bool(is_unsteady) * UNIT
            uses.update(int(row) for row in self._rows[option] if row >= 0)
            times.append(time)
        return Pattern(self.trainee, self.mentors[mentor], day, tuple(times), cost, uses)

    def lacking(self, pattern: Pattern) -> int:
        """Return the points of coverage that a pattern of this trainee does not give."""
        pairs = zip(self.windows, pattern.times, strict=True)
        return sum(window.activity.weight for window, time in pairs if time is None)

    def _with_others(self, priced: Priced, mentor: int, day: int) -> Flags:
        """Return, for each window, whether the meeting is with another, or is not."""
        instead = (priced.other - priced.on_day)[:, mentor, day]
        chosen = instead < 0
        most = NEVER if self.charges.topic is None else UNIT * self.charges.topic
        for activity, lacking in self._lacking.items():
            own = np.flatnonzero(self._of_activity[activity] & ~chosen)
            missing = int(lacking[mentor]) - int((chosen & self._of_activity[activity]).sum())
            cheapest = own[np.argsort(instead[own], kind="stable")][: max(0, missing)]
            chosen[cheapest[instead[cheapest] <= most]] = True
        return chosen

    def _cost_of_topics(self, with_others: Flags, mentor: int) -> int:
        """Return what is charged for topics that are not taught by the main mentor or in other meetings."""
        lacking = sum(
            max(0, int(lacks[mentor]) - int((with_others & self._of_activity[activity]).sum()))
            for activity, lacks in self._lacking.items()
        )
        return lacking * (self.charges.topic or 0) * UNIT

    def _option(self, priced: Priced, window: int, mentor: int, day: int, *, elsewhere: bool) -> int | None:
        """Return the option taken in a window; None where there is none, or going without is cheaper."""
        column = priced.on_day[window, :, day].copy()
        if elsewhere:
            column[mentor] = NEVER
            mentor = int(column.argmin())
        extra = self.with_another if elsewhere else 0
        if column[mentor] + extra >= min(int(priced.skip[window]), NEVER):
            return None
        of_mentor = priced.cells[window, mentor]
        steady = self._is_regular[window] and of_mentor[day] <= of_mentor.min() + UNIT
        weekday = day if steady else int(of_mentor.argmin())
        _, mentors, days = self._shape
        cell = int(np.searchsorted(self._cell, (window * mentors + mentor) * days + weekday))
        first = int(self._first[cell])
        after = int(self._first[cell + 1]) if cell + 1 < len(self._first) else len(self.options)
        return first + int(priced.options[first:after].argmin())


def _most_regular(activities: Sequence[Activity]) -> Activity | None:
    """Return the activity, of those with a usual day of the week, that is there most often."""
    counts = Counter(activity for activity in activities if activity.cadence in REGULAR)
    return max(counts, key=lambda activity: counts[activity], default=None)


def _least_of_others(on_day: Integers) -> Integers:
    """Return, for each window, mentor and day, the least that a meeting with another mentor costs."""
    if on_day.shape[1] == 1:
        return np.full_like(on_day, NEVER)
    least = on_day.argmin(axis=1)
    two = np.partition(on_day, 1, axis=1)[:, :2, :]
    is_least = np.arange(on_day.shape[1])[None, :, None] == least[:, None, :]
    return np.where(is_least, two[:, 1:2, :], two[:, 0:1, :])


def _main_mentors(trainee: Trainee, term: Term) -> list[Faculty | None]:
    """Return who may be met or be main mentor, and at last nobody."""
    activities = [a for a in term.activities if a.format == "meeting" and a.admits(trainee.kind)]
    return [*(member for member in term.faculty if member.mentors and activities), None]
