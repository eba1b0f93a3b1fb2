"""Bounds what meetings lack, by prices on the moments of mentors and trainees.

What lacks in a plan mostly lacks in a few weeks, in which mentors are away or days are closed. The windows of
dates within such a week share nothing with those of another, so each of these weeks is bounded alone, and
the rest need not lack anything: that takes a hundredth of the time, and mostly shows as much. Only where it
does not are all windows priced together.

A linear programme gives each window of dates one of its times or none. Which mentor gives a time is chosen
apart from who takes it: that takes a column for each trainee and time and one for each mentor and time, not
for each pair of both. Dual values price the moments and weeks that meetings take; at any prices, the cheapest
way to serve each window, less what the prices make of the capacities, bounds what every plan lacks
(Lagrangian relaxation; Geoffrion, 1974, "Lagrangean relaxation for integer programming"). Prices are rounded
to whole numbers before they are summed, so the bound is exact whatever the precision of the solver is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from math import gcd

from ortools.linear_solver import pywraplp

from constraints.scope import is_off
from inputs.days import Period, minute_of
from inputs.people import Trainee
from inputs.plan import Plan
from inputs.programme import Activity
from inputs.stays import Window
from inputs.term import Term
from scheduler.solving.drafts.surroundings import Possible
from scheduler.solving.patterns.limits import Limits
from scheduler.solving.search import Control

FINE = 1000
"""Of prices, to a point of coverage."""


Moment = tuple[Activity, Period]
"""When a meeting for an activity may be, with whomever."""


@dataclass(frozen=True)
class _Asked:
    """A window that may not be excused: what it weighs, and the rows of the trainee that each moment uses."""

    weight: int
    uses: Mapping[Moment, Sequence[int]]


def bound_meeting_coverage(term: Term, control: Control, seconds: float) -> int:
    """Return points of coverage that the meetings owed by dates lack at least, whatever the plan is.

    Parameters
    ----------
    term, control
        The term, and the limits of the run.
    seconds
        The most that the linear programme may take; when it does not end in time, nothing is known.
    """
    windows = [window for trainee in term.trainees for window in _meetings(term, trainee)]
    return _bound(term, windows, control, seconds)


def bound_weeks_lacking(term: Term, plan: Plan, control: Control, seconds: float) -> int:
    """Return points of coverage that meetings lack at least in the weeks in which a plan lacks some.

    Like `bound_meeting_coverage` it holds for every plan; the one given only tells which weeks to look at.
    """
    weeks: dict[int, list[Window]] = {}
    for trainee in term.trainees:
        for window in _meetings(term, trainee):
            week = term.week_of(window.span.first_day)
            if window.span.last_day in week.span:
                weeks.setdefault(week.number, []).append(window)
    lacking = {
        number
        for number, windows in weeks.items()
        if not all(_has_meeting(plan, window) for window in windows)
    }
    until = control.seconds + seconds
    return sum(
        _bound(term, weeks[number], control, max(0.0, until - control.seconds)) for number in sorted(lacking)
    )


def _meetings(term: Term, trainee: Trainee) -> Iterator[Window]:
    """Yield the windows in which a trainee is owed a meeting."""
    return (window for window in term.windows_of(trainee) if window.activity.format == "meeting")


def _has_meeting(plan: Plan, window: Window) -> bool:
    return any(
        session.activity == window.activity and session.period.date in window.span
        for session in plan.sessions_of(window.trainee)
    )


def _bound(term: Term, owed: Iterable[Window], control: Control, seconds: float) -> int:
    """Return points that some windows lack at least, whatever becomes of the others."""
    if is_off(term, "owed_sessions"):
        return 0
    limits = Limits(term, {})
    windows = _asked(term, owed, limits, control)
    if not windows or control.stopped:
        return 0
    given = _given(term, windows, limits)
    prices = _prices(windows, given, limits.capacities, min(seconds, control.remaining))
    cheapest = {
        moment: min(sum(prices[row] for row in rows) for rows in several) for moment, several in given.items()
    }
    least = sum(
        min(
            [
                FINE * asked.weight,
                *(cheapest[moment] + sum(prices[row] for row in rows) for moment, rows in asked.uses.items()),
            ]
        )
        for asked in windows
    )
    taken = sum(price * most for price, most in zip(prices, limits.capacities, strict=True))
    steps = FINE * gcd(*(asked.weight for asked in windows))
    return max(0, -(-(least - taken) // steps) * steps // FINE) if steps else 0


def _asked(term: Term, owed: Iterable[Window], limits: Limits, control: Control) -> list[_Asked]:
    """Return windows of meetings that may not be excused; limits take in the moments of trainees."""
    around, found = Possible(term), list[_Asked]()
    for trainee, own in groupby(owed, key=lambda window: window.trainee):
        if control.stopped:
            return []
        moments = {
            window: dict.fromkeys((time.activity, time.period) for time in around.times(window))
            for window in own
            if not around.is_excused(window)
        }
        rows = _Moments(trainee, term, limits, (period for some in moments.values() for _, period in some))
        for window, some in moments.items():
            uses = {moment: rows.of(moment[1]) for moment in some}
            found.append(_Asked(window.activity.weight, uses))
    return found


def _given(
    term: Term, windows: Iterable[_Asked], limits: Limits
) -> Mapping[Moment, Sequence[tuple[int, ...]]]:
    """Return the rows that a meeting at a moment uses, with each of the mentors who could give it."""
    wanted = {moment for asked in windows for moment in asked.uses}
    found: dict[Moment, list[tuple[int, ...]]] = {}
    for time in term.meeting_times:
        moment = time.activity, time.period
        if moment in wanted:
            found.setdefault(moment, []).append(tuple(limits.of_meeting(time)))
    return found


class _Moments:
    """The moments at which a meeting of a trainee may begin: of two that overlap, one begins in the other."""

    def __init__(self, trainee: Trainee, term: Term, limits: Limits, periods: Iterable[Period]) -> None:
        self._trainee = trainee
        self._limits = limits
        self._starts: dict[date, set[int]] = {}
        for period in periods if not is_off(term, "trainee_in_one_place") else ():
            self._starts.setdefault(period.date, set()).add(minute_of(period.start))

    def of(self, period: Period) -> list[int]:
        """Return the rows of the moments that a meeting takes."""
        first, end = minute_of(period.start), minute_of(period.end)
        return [
            self._limits.row(("trainee", self._trainee.id, period.date, start), 1)
            for start in sorted(self._starts.get(period.date, ()))
            if first <= start < end
        ]


def _prices(
    windows: Sequence[_Asked],
    given: Mapping[Moment, Sequence[tuple[int, ...]]],
    capacities: Sequence[int],
    seconds: float,
) -> list[int]:
    """Return whole prices of the rows, none below 0: dual values, or nothing when there was no time."""
    solver = pywraplp.Solver.CreateSolver("GLOP")
    solver.set_time_limit(max(1, int(1000 * seconds)))
    infinity, objective = solver.infinity(), solver.Objective()
    objective.SetMinimization()
    rows = [solver.Constraint(-infinity, capacity) for capacity in capacities]
    at = {moment: solver.Constraint(-infinity, 0) for moment in given}
    for moment, several in given.items():
        for used in several:
            mentor = solver.NumVar(0, infinity, "")
            at[moment].SetCoefficient(mentor, -1)
            for row in used:
                rows[row].SetCoefficient(mentor, 1)
    for asked in windows:
        served = solver.Constraint(1, 1)
        missed = solver.NumVar(0, infinity, "")
        objective.SetCoefficient(missed, asked.weight)
        served.SetCoefficient(missed, 1)
        for moment, of_trainee in asked.uses.items():
            time = solver.NumVar(0, infinity, "")
            served.SetCoefficient(time, 1)
            at[moment].SetCoefficient(time, 1)
            for row in of_trainee:
                rows[row].SetCoefficient(time, 1)
    if solver.Solve() != pywraplp.Solver.OPTIMAL:
        return [0] * len(rows)
    return [max(0, round(-FINE * row.dual_value())) for row in rows]
