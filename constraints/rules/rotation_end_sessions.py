"""
Each rotation ends with what is owed in its last week; each miss costs the weight of its activity.

Why
    A rotation ends with an evaluation, while those who saw the trainee at work remember it.
Reads
    ``activities.csv``: ``cadence`` ``rotation_end``, ``weight`` in points; ``services.csv``: ``blocks``. Owed
    even where no occurrence is possible; excused where some are, and the service blocks the activity.
Violation
    One rotation and activity; its amount is the activity's weight.
Encoding
    For each activity and week of the stay, the rotations that end there are at most the sessions attended
    there and the misses paid for. Rotations on services that block the activity count only where nothing is
    possible anyway.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from constraints.rule import At, SoftRule, Violation

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions, Literal
    from inputs.plan import Plan
    from inputs.term import Term


class RotationEndSessions(SoftRule):
    """Rotations end with what is owed."""

    level: ClassVar[str] = "coverage"
    price: ClassVar[str] = "sessions not given at the end of rotations"

    def penalty(self, model: cp_model.CpModel, x: Decisions, term: Term) -> cp_model.LinearExprT:
        """Charge the weight for each rotation that ends without its session."""
        prices: list[Literal] = []
        activities = [activity for activity in term.activities if activity.cadence == "rotation_end"]
        for activity in activities if x.covers_rotations else ():
            if not x.covers(activity):
                continue
            for trainee in x.trainees:
                if not activity.admits(trainee.kind):
                    continue
                for week in term.weeks_of_stay(trainee):
                    options = term.ending_window(trainee, activity, week).options
                    owed = [
                        literal
                        for service, literal in x.ending(trainee, week)
                        if not (options and activity.id in service.blocks)
                    ]
                    if not owed:
                        continue
                    most = 1 if x.counts_on("one_service_a_week") else len(owed)
                    missed = x.new_count(most)
                    model.add(x.total(owed) <= x.total([missed, *x.attends_any(trainee, options)]))
                    prices.append(x.charge(trainee, activity.weight, missed, most))
        return x.total(prices)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each rotation that lacks a session in its last week."""
        activities = [activity for activity in term.activities if activity.cadence == "rotation_end"]
        for trainee in term.trainees:
            given = [(s.activity, s.period.date) for s in plan.sessions_of(trainee)]
            for rotation in plan.rotations_of(trainee):
                span = term.week_of(rotation.span.last_day).span.within(trainee.stay)
                for activity in activities:
                    if span is None or (activity.audience and trainee.kind not in activity.audience):
                        continue
                    own = next((entry for entry in given if entry[0] == activity and entry[1] in span), None)
                    if own is not None:
                        given.remove(own)
                        continue
                    possible = any(o.date in span for o in term.options_of(trainee) if o.activity == activity)
                    if possible and activity.id in rotation.service.blocks:
                        continue
                    yield self.broken(
                        f"{trainee} has no {activity} in the last week on {rotation.service}, from {span}, "
                        "but is owed one.",
                        At(trainee, activity.id, span, "session"),
                        activity.weight,
                    )
