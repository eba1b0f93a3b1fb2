"""
Shortfalls are shared in proportion to the length of stay.

Why
    What cannot be given should not always be taken from the same person.
Reads
    The shortfalls of the coverage level, in points.
Violation
    One trainee with shortfalls; its amount is n squared times 100, divided by the weeks of the stay and
    rounded, where n is the points that the trainee lacks in tens, begun tens counted. Squares of parts
    divided by their sizes are least in sum when the parts are in proportion to the sizes (Cauchy and
    Schwarz), so a plan that shares is cheaper.
Encoding
    For each trainee a count of tens, and its square from below by the lines through neighbouring squares,
    which is exact at whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from constraints.rule import At, SoftRule, Violation
from inputs.words import counted

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions, Literal
    from inputs.people import Trainee
    from inputs.plan import Plan
    from inputs.term import Term

TEN = 10
SCALE = 100


class FairShortfalls(SoftRule):
    """Shortfalls are shared."""

    level: ClassVar[str] = "fairness"

    def penalty(self, model: cp_model.CpModel, x: Decisions, term: Term) -> cp_model.LinearExprT:
        """Charge the square of each trainee's tens of shortfall, by the length of stay."""
        prices: list[Literal] = []
        for trainee in term.trainees:
            charged = x.shortfalls.get(trainee, [])
            most = -(-x.most_cost(trainee) // TEN)
            if not charged or not most:
                continue
            tens = model.new_int_var(0, most, "")
            model.add(TEN * tens >= sum(cost * literal for cost, literal in charged))
            square = model.new_int_var(0, most * most, "")
            for n in range(most):
                model.add(square >= (2 * n + 1) * tens - n * (n + 1))
            prices.append(_by_stay(trainee, term) * square)
        return sum(prices)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each trainee with shortfalls, and their square."""
        from constraints.catalogue import cost_of_shortfalls  # noqa: PLC0415  # it imports this file

        for trainee, cost in cost_of_shortfalls(plan, term).items():
            if cost:
                weeks = sum(1 for week in term.weeks if week.span.overlaps(trainee.stay))
                tens = (cost + TEN - 1) // TEN
                yield self.broken(
                    f"{trainee} lacks {counted(cost, 'point')} of coverage in a stay of "
                    f"{counted(weeks, 'week')}.",
                    At(trainee, "", trainee.stay),
                    tens**2 * max(1, round(SCALE / weeks)),
                )


def _by_stay(trainee: Trainee, term: Term) -> int:
    return max(1, round(SCALE / len(term.weeks_of_stay(trainee))))
