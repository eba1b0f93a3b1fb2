"""
A session that names leads has one; a missing lead costs 30 points.

Why
    A session that nobody leads is a meeting of trainees.
Reads
    ``slots.csv``: ``leads``; ``faculty.csv``: ``leads``. An occurrence needs a lead when somebody attends it
    and its slot names any or, where it names none, any member of faculty is named for its activity.
Violation
    One occurrence; its amount is ``weight``. The session takes place all the same.
Encoding
    For each occurrence and trainee, attending implies a lead or the price.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from constraints.rule import At, Parameter, SoftRule, Violation
from inputs.days import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions, Literal
    from inputs.plan import Plan
    from inputs.term import Term


class LedSessions(SoftRule):
    """Sessions that need a lead have one."""

    level: ClassVar[str] = "coverage"
    price: ClassVar[str] = "sessions without a lead"
    parameters: ClassVar[Mapping[str, Parameter]] = {"weight": 30}

    def penalty(self, model: cp_model.CpModel, x: Decisions, term: Term) -> cp_model.LinearExprT:
        """Charge each attended occurrence that needs a lead and has none."""
        prices: list[Literal] = []
        weight = self.setting(term, "weight")
        for occurrence in x.occurrences:
            if not (x.covers_leads(occurrence.activity) and term.named_leads(occurrence.slot)):
                continue
            missing = x.new()
            led = [*x.leads(occurrence).values(), missing]
            for literal in x.anybody_at(occurrence):
                model.add_bool_or([~literal, *led])
            prices.append(x.charge(None, weight, missing))
        return x.total(prices)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each attended occurrence that needs a lead and has none."""
        named = {activity for member in term.faculty for activity in member.leads}
        asking = [slot for slot in term.slots if slot.leads]
        for (activity, period, room), company in plan.company.items():
            week = term.week_of(period.date)
            asked = any(
                slot.activity == activity
                and slot.start == period.start
                and slot.room == room
                and slot.runs_on(period.date, week)
                for slot in asking
            )
            if (asked or activity.id in named) and all(session.faculty is None for session in company):
                yield self.broken(
                    f"{activity} on {period} has no lead.",
                    At(None, activity.id, Span.through(period.date, period.date), "lead"),
                    self.setting(term, "weight"),
                )
