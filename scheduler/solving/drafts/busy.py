"""Who is busy when in a plan: what a new meeting must keep clear of, and what it may stand beside."""

from __future__ import annotations

from datetime import date

from inputs.days import Period, minutes_between
from inputs.people import Faculty, Trainee
from inputs.plan import Plan
from inputs.term import Term

BESIDE_MINUTES = 60
"""Minutes within which a meeting counts as standing beside something."""


class Diary:
    """The periods taken of each trainee and member of faculty, by date; more can be entered."""

    def __init__(self, term: Term, plan: Plan) -> None:
        self._taken: dict[tuple[Trainee | Faculty, date], list[Period]] = {}
        for session in plan.sessions:
            self.enter(session.trainee, session.period)
            if session.faculty is not None:
                self.enter(session.faculty, session.period)
        for rotation in plan.rotations:
            for week in term.weeks_of_stay(rotation.trainee):
                if rotation.covers(week):
                    for period in term.rounds_in(rotation.service, week):
                        if period.date in rotation.trainee.stay:
                            self.enter(rotation.trainee, period)
        for row in plan.rounds:
            for period in term.rounds_in(row.service, row.week):
                self.enter(row.lead, period)

    def enter(self, who: Trainee | Faculty, period: Period) -> None:
        """Enter a period for somebody."""
        self._taken.setdefault((who, period.date), []).append(period)

    def on(self, who: Trainee | Faculty, day: date) -> list[Period]:
        """Return the periods taken on a day."""
        return self._taken.get((who, day), [])

    def is_free(self, who: Trainee | Faculty, period: Period) -> bool:
        """Tell whether somebody has nothing else at any moment of a period."""
        for taken in self.on(who, period.date):
            if taken.start < period.end and period.start < taken.end:
                return False
        return True


def adjoins(period: Period, other: Period, minutes: int = BESIDE_MINUTES) -> bool:
    """Tell whether ``other``, on the same day, ends shortly before ``period`` or begins shortly after it."""
    before = minutes_between(other.end, period.start)
    after = minutes_between(period.end, other.start)
    return 0 <= before <= minutes or 0 <= after <= minutes
