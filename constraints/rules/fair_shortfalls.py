"""
Shortfalls are shared in proportion to the length of stay.

Why
    What cannot be given should not always be taken from the same person, nor from those who stay longest or
    shortest.
Reads
    The shortfalls of the coverage level, in points.
Violation
    One trainee; its amount is the points above a first limit of 1 point for each week of the stay, plus those
    above a second of 2 points a week, above a third of 4, and so on, each twice the one before. Limits are
    rounded up to whole multiples of ``step`` points, the price of one important session. What rises in steps
    is least in sum when everybody stands on the same step.
Encoding
    For each trainee and limit, what is above it is at least the points charged less the limit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from constraints.catalogue import cost_of_shortfalls
from constraints.rule import At, Parameter, SoftRule, Violation
from inputs.words import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions, Literal
    from inputs.people import Trainee
    from inputs.plan import Plan
    from inputs.term import Term


class FairShortfalls(SoftRule):
    """Shortfalls are shared."""

    level: ClassVar[str] = "fairness"
    price: ClassVar[str] = "shortfalls not shared evenly"
    parameters: ClassVar[Mapping[str, Parameter]] = {"step": 20}

    def penalty(self, model: cp_model.CpModel, x: Decisions, term: Term) -> cp_model.LinearExprT:
        """Charge what each trainee lacks above each limit."""
        prices: list[Literal] = []
        step = max(1, self.setting(term, "step"))
        for trainee in x.trainees:
            charged = x.price(x.shortfalls.get(trainee, ()))
            most, rate = x.most_cost(trainee), 1
            while (limit := -(-rate * len(term.weeks_of_stay(trainee)) // step) * step) < most:
                above = x.new_count(most - limit)
                model.add(above >= charged - limit)
                prices.append(above)
                rate *= 2
        return x.total(prices)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each trainee who lacks more than the first limit."""
        step = max(1, self.setting(term, "step"))
        for trainee, cost in cost_of_shortfalls(plan, term).items():
            weeks = _weeks(trainee, term)
            limits: list[int] = []
            points_a_week = 1
            while not limits or limits[-1] < cost:
                limits.append(_limit(weeks * points_a_week, step))
                points_a_week = 2 * points_a_week
            amount = sum(cost - limit for limit in limits if limit < cost)
            if amount:
                yield self.broken(
                    f"{trainee} lacks {counted(cost, 'point')} of coverage in a stay of "
                    f"{counted(weeks, 'week')}, but a fair share is at most {limits[0]}.",
                    At(trainee, "", trainee.stay),
                    amount,
                )


def most_for_nothing(term: Term) -> dict[Trainee, int]:
    """Return how many points each trainee may lack without a price: the first limit."""
    step = max(1, FairShortfalls().setting(term, "step"))
    return {trainee: _limit(_weeks(trainee, term), step) for trainee in term.trainees}


def _weeks(trainee: Trainee, term: Term) -> int:
    return sum(1 for week in term.weeks if week.span.overlaps(trainee.stay))


def _limit(points: int, step: int) -> int:
    """Return points rounded up to whole steps."""
    return step * ((points + step - 1) // step)
