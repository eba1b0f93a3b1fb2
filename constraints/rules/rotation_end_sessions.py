"""
Each rotation is followed, in its last week, by one session of every activity of cadence ``rotation_end``; each miss
costs the weight of its activity.

Why
    A rotation ends with an evaluation, while those who saw the trainee at work remember it.
Reads
    ``activities.csv``: ``cadence``, ``weight`` in points; ``services.csv``: ``blocks``. Owed even where no
    occurrence is possible; excused where some are, and the service blocks the activity.
Violation
    One rotation and activity; its amount is the activity's weight.
Encoding
    For each activity and week of the stay, the rotations that end there are at most the sessions attended there and
    the misses paid for. Rotations on services that block the activity count only where nothing is possible anyway.
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

    def penalty(self, model: cp_model.CpModel, x: Decisions, term: Term) -> cp_model.LinearExprT:
        """Charge the weight for each rotation that ends without its session."""
        prices: list[Literal] = []
        activities = [activity for activity in term.activities if activity.cadence == "rotation_end"]
        for activity in activities if x.covers_rotations else ():
            if not x.covers(activity):
                continue
            for trainee in term.trainees:
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
                    missed = x.new()
                    model.add(sum(owed) <= missed + sum(x.attends(trainee, option) for option in options))
                    prices.append(x.charge(trainee, activity.weight, missed))
        return sum(prices)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each rotation that lacks a session in its last week."""
        for rotation in plan.rotations:
            trainee, service = rotation.trainee, rotation.service
            last_week = term.week_of(rotation.span.last_day)
            for activity in term.activities:
                if activity.cadence != "rotation_end" or not activity.admits(trainee.kind):
                    continue
                given = any(
                    session.activity == activity and session.period.date in last_week.span
                    for session in plan.sessions_of(trainee)
                )
                possible = any(
                    option.date in last_week.span for option in term.options_by_activity(trainee)[activity]
                )
                if given or (possible and activity.id in service.blocks):
                    continue
                yield self.broken(
                    f"{trainee} has no {activity} in the last week on {service}, but is owed one.",
                    At(trainee, activity.id, last_week.span.within(trainee.stay), "session"),
                    activity.weight,
                )
