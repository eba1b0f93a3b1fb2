"""
Regular meetings of a trainee fall on one usual day of the week; each on another day costs a point.

Why
    A standing appointment is kept; one that wanders is forgotten.
Reads
    ``activities.csv``: ``format`` ``meeting``, ``cadence`` ``weekly`` or ``biweekly``.
Violation
    One trainee and activity; its amount is the number of meetings on days other than the commonest.
Encoding
    For each trainee and activity one usual day; each meeting on another day is paid for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from constraints.rule import At, SoftRule, Violation
from inputs.days import WEEKDAY_NAMES
from inputs.words import counted, spelt

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions, Literal
    from inputs.people import Trainee
    from inputs.plan import Plan
    from inputs.programme import Activity
    from inputs.term import Term

REGULAR = ("weekly", "biweekly")


class SteadyMeetingDay(SoftRule):
    """Meetings keep their day of the week."""

    level: ClassVar[str] = "comfort"
    price: ClassVar[str] = "meetings not on the usual day"

    def penalty(self, model: cp_model.CpModel, x: Decisions, term: Term) -> cp_model.LinearExprT:
        """Charge each meeting that is not on the usual day."""
        prices: list[Literal] = [
            self._unsteady(model, x, trainee, activity, term)
            for activity in term.activities
            if activity.format == "meeting" and activity.cadence in REGULAR and x.covers(activity)
            for trainee in x.trainees
        ]
        return sum(prices)

    def _unsteady(
        self, model: cp_model.CpModel, x: Decisions, trainee: Trainee, activity: Activity, term: Term
    ) -> Literal:
        meets: dict[tuple[int, int], list[Literal]] = {}
        for option, literal in x.attended_of(trainee, activity):
            key = (term.week_of(option.date).number, option.date.weekday())
            meets.setdefault(key, []).append(literal)
        usual = {weekday: x.new() for _, weekday in meets}
        if usual:
            model.add_exactly_one(usual.values())
        prices: list[Literal] = []
        one_a_week = x.counts_on("only_what_is_owed")
        for (number, weekday), literals in meets.items():
            most = 1 if one_a_week and not term.is_fixed(term.weeks[number - 1].monday) else len(literals)
            other = x.new_count(most)
            model.add(other + most * usual[weekday] >= x.total(literals))
            prices.append(other)
        return x.total(prices)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each trainee whose meetings wander."""
        for activity in term.activities:
            if activity.format != "meeting" or activity.cadence not in REGULAR:
                continue
            for trainee in term.trainees:
                own = [session for session in plan.sessions_of(trainee) if session.activity == activity]
                days = Counter(session.period.date.weekday() for session in own)
                if len(days) > 1:
                    weekday, most = max(days.items(), key=lambda pair: (pair[1], -pair[0]))
                    yield self.broken(
                        f"{trainee} has {counted(len(own), 'meeting')} of {activity}, but only "
                        f"{spelt(most)} of them on a {WEEKDAY_NAMES[weekday]}.",
                        At(trainee, activity.id, trainee.stay),
                        len(own) - most,
                    )
