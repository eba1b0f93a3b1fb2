"""
A new plan changes little of the published one, and rather what is far off than what comes soon.

Why
    People have arranged their weeks around what was published.
Reads
    The published plan. A session that is owed, the lead of an occurrence or of a week's rounds, a rotation on
    a service and a main mentor are one thing each; a session that moves within the days in which it is owed
    is one change.
Violation
    One thing that changes; its amount is 4 within 14 days of the day of replanning, 2 within 42, else 1.
Encoding
    For each thing, it is as published or its weight is paid.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from constraints.changed import changes_to
from constraints.rule import At, SoftRule, Violation
from inputs.days import Span

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions
    from inputs.plan import Plan
    from inputs.term import Term


class ChangesToPublished(SoftRule):
    """Little changes."""

    level: ClassVar[str] = "stability"
    price: ClassVar[str] = "changes of what was published"

    def penalty(self, model: cp_model.CpModel, x: Decisions, term: Term) -> cp_model.LinearExprT:
        """Charge each thing that is not as published."""
        return 0 if x.changes is None else sum(x.changes.prices)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each thing that is not as published."""
        for change in changes_to(plan, term):
            if change.amount:
                at = At(change.trainee, change.item, Span.through(change.date, change.date))
                yield self.broken(f"{change.what}.", at, change.amount)
