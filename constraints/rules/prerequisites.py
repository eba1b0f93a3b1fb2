"""
An activity with ``after`` is attended only when each activity that it names was attended before.

Why
    Autonomy is graduated: simulated before hands-on, hands-on before supervised, supervised before
    independent.
Reads
    ``activities.csv``: ``after``, with the number of times where there is one; ``trainees.csv``:
    ``completed``, which stands for any number. A session was before when it ended by the start.
Violation
    One session and one activity that lacks before it; its amount is the number of times that lack.
Encoding
    A session with prerequisites implies that enough sessions that end by its start are attended.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from constraints.rule import At, HardRule, Violation
from inputs.days import Span
from inputs.words import counted, spelt

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions
    from inputs.plan import Plan
    from inputs.term import Term


class Prerequisites(HardRule):
    """First things first."""

    def post(self, model: cp_model.CpModel, x: Decisions, term: Term) -> None:
        """Bind each session to enough earlier ones of what it builds on."""
        for trainee in x.trainees:
            for activity in term.activities:
                for needed in activity.after:
                    earlier_activity = term.activity_by_id[needed.activity]
                    if earlier_activity.id in trainee.completed or not x.covers(earlier_activity):
                        continue
                    earlier = [
                        ((option.date, option.period.end), literal)
                        for option, literal in x.attended_of(trainee, earlier_activity)
                    ]
                    for option, literal in x.attended_of(trainee, activity):
                        start = option.date, option.period.start
                        before = [attends for end, attends in earlier if end <= start]
                        if len(before) < needed.times:
                            model.add(literal == 0)
                        else:
                            model.add(x.total(before) >= needed.times * literal)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each session that lacks something before it."""
        for session in plan.sessions:
            trainee, day = session.trainee, session.period.date
            for needed in session.activity.after:
                if needed.activity in trainee.completed:
                    continue
                count = sum(
                    1
                    for other in plan.sessions_of(trainee)
                    if other.activity.id == needed.activity
                    and (other.period.date, other.period.end) <= (day, session.period.start)
                )
                if count < needed.times:
                    title = term.activity_by_id[needed.activity].title
                    yield self.broken(
                        f"{trainee} has {session}, after {counted(count, 'session')} of {title}, but needs "
                        f"{spelt(needed.times)} before.",
                        At(trainee, session.activity.id, Span.through(day, day)),
                        needed.times - count,
                    )
