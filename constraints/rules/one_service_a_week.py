"""
A trainee is on at most one service in any week.

Why
    A trainee belongs to one team at a time.
Reads
    Nothing but the plan.
Violation
    One trainee in a run of weeks on the same services; its amount is the number of services above one, in all
    weeks. Two rotations on one service count only where ``no_service_twice`` is off, which tells of them.
Encoding
    For each trainee and week, at most one of the rotations that cover the week is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from constraints.rule import At, HardRule, Violation
from inputs.days import Span
from inputs.faults import listed

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions
    from inputs.plan import Plan
    from inputs.programme import Service
    from inputs.term import Term


class OneServiceAWeek(HardRule):
    """At most one service a week."""

    def post(self, model: cp_model.CpModel, x: Decisions, term: Term) -> None:
        """Forbid two rotations that share a week."""
        for trainee in x.trainees:
            for week in term.weeks_of_stay(trainee):
                covering = x.blocks_in(trainee, week)
                if len(covering) > 1:
                    model.add_at_most_one(covering)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each run of weeks in which a trainee is on the same services, and more than one."""
        twice_is_told = not term.rules.get("no_service_twice", {}).get("off")
        for trainee in term.trainees:
            on = ((week, Counter(plan.services_in(trainee, week))) for week in term.weeks)
            for there, run in groupby(on, key=itemgetter(1)):
                first, *later = (week for week, _ in run)
                above = (len(there) if twice_is_told else there.total()) - 1
                if above < 1:
                    continue
                names = [_named(service, 1 if twice_is_told else times) for service, times in there.items()]
                span = Span(first.span.start, later[-1].span.end if later else first.span.end)
                when = f"in the weeks from {span}" if later else f"in {first}"
                yield self.broken(
                    f"{trainee} is on {listed(names)} {when}, but a trainee is on one service at a time.",
                    At(trainee, next(reversed(there)).id, span),
                    above * (1 + len(later)),
                )


def _named(service: Service, times: int) -> str:
    return {1: f"{service}", 2: f"{service} twice"}.get(times, f"{service} {times} times")
