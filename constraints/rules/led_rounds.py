"""
A service with rounds has a lead in each week in which a trainee is on it; a missing one costs 30 points.

Why
    A round without a senior member of faculty teaches nothing and decides nothing.
Reads
    ``services.csv``: ``round_start``; ``faculty.csv``: ``leads``.
Violation
    One service and week; its amount is ``weight``. The rounds take place all the same.
Encoding
    For each service, week and trainee, being on the service implies a lead or the price.
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


class LedRounds(SoftRule):
    """Rounds have a lead."""

    level: ClassVar[str] = "coverage"
    price: ClassVar[str] = "rounds without a lead"
    parameters: ClassVar[Mapping[str, Parameter]] = {"weight": 30}

    def penalty(self, model: cp_model.CpModel, x: Decisions, term: Term) -> cp_model.LinearExprT:
        """Charge each week in which somebody is on a service without a lead."""
        prices: list[Literal] = []
        weight = self.setting(term, "weight")
        if not (x.covers_rotations and x.covers_round_leads):
            return 0
        for service in term.services:
            for week in term.weeks if service.has_rounds else ():
                on = x.anybody_on(service, week)
                if not on:
                    continue
                missing = x.new()
                led = [*x.round_leads(service, week).values(), missing]
                for literal in on:
                    model.add_bool_or([~literal, *led])
                prices.append(x.charge(None, weight, missing))
        return x.total(prices)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each week in which somebody is on a service whose rounds have no lead."""
        led = {(row.service, row.week) for row in plan.rounds}
        for service in term.services:
            if service.round_start is None:
                continue
            rotations = [rotation for rotation in plan.rotations if rotation.service == service]
            for week in term.weeks:
                if any(r.covers(week) for r in rotations) and (service, week) not in led:
                    yield self.broken(
                        f"The rounds of {service} have no lead in {week}.",
                        At(None, service.id, week.span.within(term.span), "lead"),
                        self.setting(term, "weight"),
                    )
