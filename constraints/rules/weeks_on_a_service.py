"""
In each week of the stay a trainee is on a service; each week on none costs 20 points.

Why
    Trainees learn on the wards; a week on none is a week in the library.
Reads
    ``trainees.csv``: ``first_day``, ``last_day``; ``services.csv``. A term without services asks for none.
Violation
    One trainee and week; its amount is ``weight``.
Encoding
    For each trainee and week, one of the services is taken or the price is paid.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from constraints.rule import At, Parameter, SoftRule, Violation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions, Literal
    from inputs.plan import Plan
    from inputs.term import Term


class WeeksOnAService(SoftRule):
    """No week without a service."""

    level: ClassVar[str] = "coverage"
    price: ClassVar[str] = "weeks on no service"
    parameters: ClassVar[Mapping[str, Parameter]] = {"weight": 20}

    def penalty(self, model: cp_model.CpModel, x: Decisions, term: Term) -> cp_model.LinearExprT:
        """Charge each week on no service."""
        prices: list[Literal] = []
        weight = self.setting(term, "weight")
        for trainee in x.trainees if term.services and x.covers_rotations else ():
            for week in term.weeks_of_stay(trainee):
                idle = x.new()
                model.add_bool_or([*x.on_any(trainee, term.services, week), idle])
                prices.append(x.charge(trainee, weight, idle))
        return x.total(prices)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each week of a stay on no service."""
        if not term.services:
            return
        for trainee in term.trainees:
            for week in term.weeks:
                if trainee.stay.overlaps(week.span) and not plan.services_in(trainee, week):
                    yield self.broken(
                        f"{trainee} is on no service in {week}.",
                        At(trainee, "rotation", week.span.within(trainee.stay), "rotation"),
                        self.setting(term, "weight"),
                    )
