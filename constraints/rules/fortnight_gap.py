"""
Sessions of an activity of every second week never fall into two adjacent weeks, also across pairs.

Why
    A fortnight is there to digest; two sessions in a row and then none for a month teach less.
Reads
    ``activities.csv``: ``cadence`` ``biweekly``.
Violation
    One trainee, activity and pair of adjacent weeks with sessions; its amount is 1.
Encoding
    For each two adjacent weeks of the stay, at most one of their options is attended (of one week at most one
    is, as ``only_what_is_owed`` has it; where that is off, options of one week do not exclude each other).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from constraints.rule import At, HardRule, Violation
from inputs.days import Span

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions, Literal
    from inputs.plan import Plan
    from inputs.programme import Activity
    from inputs.term import Term


class FortnightGap(HardRule):
    """A fortnight lies between fortnightly sessions."""

    def post(self, model: cp_model.CpModel, x: Decisions, term: Term) -> None:
        """Forbid sessions of a fortnightly activity in adjacent weeks."""
        fortnightly = [activity for activity in term.activities if activity.cadence == "biweekly"]
        for trainee in x.trainees:
            by_week: dict[tuple[str, int], list[Literal]] = {}
            for activity in fortnightly:
                for option, literal in x.attended_of(trainee, activity):
                    key = (activity.id, term.week_of(option.date).number)
                    by_week.setdefault(key, []).append(literal)
            for (activity_id, number), literals in by_week.items():
                following = by_week.get((activity_id, number + 1))
                if following is None:
                    continue
                if x.counts_on("only_what_is_owed") and not term.is_fixed(term.weeks[number - 1].monday):
                    model.add_at_most_one(literals + following)
                    continue
                first = x.new()
                for literal in literals:
                    model.add_implication(literal, first)
                for literal in following:
                    model.add_implication(literal, ~first)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each two sessions of a fortnightly activity in adjacent weeks."""
        for trainee in term.trainees:
            weeks: dict[Activity, set[int]] = {}
            for session in plan.sessions_of(trainee):
                if session.activity.cadence == "biweekly":
                    weeks.setdefault(session.activity, set()).add(term.week_of(session.period.date).number)
            for activity, numbers in weeks.items():
                for first, second in pairwise(sorted(numbers)):
                    if second == first + 1:
                        span = Span(term.weeks[first - 1].span.start, term.weeks[second - 1].span.end)
                        yield self.broken(
                            f"{trainee} has {activity} in both weeks from {span}, but is owed it every "
                            "second week.",
                            At(trainee, activity.id, span),
                        )
