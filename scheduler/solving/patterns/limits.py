"""What the patterns of several trainees share, as rows with a capacity each."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from constraints.scope import is_off
from inputs.days import Period, minute_of
from inputs.people import Faculty, Trainee
from inputs.programme import MeetingTime
from inputs.term import Term

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
HARD = -1
"""Price of a row that cannot be overrun."""


class Limits:
    """Rows of the form: what patterns use, summed, is at most the capacity.

    A row with a price may be overrun at that price a unit; one that is ``HARD`` may not. Rules that the term
    switches off have no row.
    """

    def __init__(self, term: Term, shares: Mapping[Faculty, int], above: int = HARD) -> None:
        """Know a term, the most meetings that each mentor should have, and the price of one above that."""
        self.term = term
        self.capacities: list[int] = []
        self.prices: list[int] = []
        self._above = above
        self._rows: dict[Hashable, int] = {}
        self._starts = _starts_by_day(term)
        self._of_meeting: dict[tuple[Faculty, Period], list[int]] = {}
        self._shares = shares
        self._counts_moments = not is_off(term, "faculty_in_one_place")
        self._counts_weeks = not is_off(term, "meetings_a_week")
        self._counts_mentees = not is_off(term, "mentees_at_one_time")

    def row(self, key: Hashable, capacity: int, price: int = HARD) -> int:
        """Return the number of a row, made when it is first asked for."""
        if key not in self._rows:
            self._rows[key] = len(self.capacities)
            self.capacities.append(capacity)
            self.prices.append(price)
        return self._rows[key]

    def of_meeting(self, time: MeetingTime) -> list[int]:
        """Return the rows that a meeting takes one unit of: moments of the mentor, the week, the fair share.

        The moments are the starts of all times that the mentor offers on the day: of two that overlap, one
        begins during the other.
        """
        key = (time.mentor, time.period)
        if key not in self._of_meeting:
            self._of_meeting[key] = self._rows_of_meeting(*key)
        return self._of_meeting[key]

    def _rows_of_meeting(self, mentor: Faculty, period: Period) -> list[int]:
        rows = [
            self.row((mentor.id, period.date, start), 1)
            for start in (self._starts[mentor, period.date] if self._counts_moments else ())
            if minute_of(period.start) <= start < minute_of(period.end)
        ]
        if mentor.max_meetings_per_week is not None and self._counts_weeks:
            week = self.term.week_of(period.date).number
            rows.append(self.row((mentor.id, week), mentor.max_meetings_per_week))
        if mentor in self._shares:
            rows.append(self.row(mentor.id, self._shares[mentor], self._above))
        return rows

    def of_mentee(self, trainee: Trainee, mentor: Faculty) -> list[int]:
        """Return the rows that a main mentor takes one unit of: a mentee in each week of the stay."""
        if mentor.max_mentees is None or not self._counts_mentees:
            return []
        weeks = self.term.weeks_of_stay(trainee)
        return [self.row((mentor.id, "mentees", week.number), mentor.max_mentees) for week in weeks]

    def capacity(self) -> Integers:
        """Return the capacities as they are now."""
        return np.array(self.capacities, np.int64)

    def most(self, prices: Integers) -> Integers:
        """Return prices of rows, none below 0 and none above what overrunning its row costs."""
        highest = np.array([np.iinfo(np.int64).max if p == HARD else p for p in self.prices], np.int64)
        return np.clip(prices, 0, highest)


def _starts_by_day(term: Term) -> dict[tuple[Faculty, object], Sequence[int]]:
    found: dict[tuple[Faculty, object], set[int]] = {}
    for time in term.meeting_times:
        found.setdefault((time.mentor, time.date), set()).add(minute_of(time.period.start))
    return {key: sorted(starts) for key, starts in found.items()}
