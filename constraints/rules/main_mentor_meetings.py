"""
Meetings are with the main mentor; each with somebody else costs a point.

Why
    Advice builds on the last conversation.
Reads
    Nothing but the plan.
Violation
    One meeting; its amount is 1.
Encoding
    For each trainee, activity and mentor, the meetings of a week (of its part in one month: where a month
    begins within the week, a monthly meeting may be in each part) without being main mentor are paid for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from constraints.rule import At, SoftRule, Violation
from inputs.days import Span
from inputs.programme import MeetingTime

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions, Literal
    from inputs.people import Faculty
    from inputs.plan import Plan
    from inputs.programme import Activity
    from inputs.term import Term


class MainMentorMeetings(SoftRule):
    """Meetings are with the main mentor."""

    level: ClassVar[str] = "comfort"

    def penalty(self, model: cp_model.CpModel, x: Decisions, term: Term) -> cp_model.LinearExprT:
        """Charge each meeting with somebody who is not the main mentor."""
        if not x.covers_mentors:
            return 0
        prices: list[Literal] = []
        for trainee in term.trainees:
            meets: dict[tuple[Activity, int, int, Faculty], list[Literal]] = {}
            for option, literal in x.attended(trainee).items():
                if isinstance(option, MeetingTime):
                    week, month = term.week_of(option.date).number, option.date.month
                    meets.setdefault((option.activity, week, month, option.mentor), []).append(literal)
            mentors = x.mentors(trainee)
            one_a_week = x.counts_on("only_what_is_owed") and x.counts_on("one_service_a_week")
            for (_, _, _, mentor), literals in meets.items():
                most = 1 if one_a_week else len(literals)
                other = model.new_int_var(0, most, "")
                model.add(other >= sum(literals) - most * mentors.get(mentor, 0))
                prices.append(other)
        return sum(prices)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each meeting with somebody who is not the main mentor."""
        for session in plan.sessions:
            trainee, mentor, day = session.trainee, session.faculty, session.period.date
            if session.is_meeting and mentor not in plan.main_mentors.get(trainee, []):
                yield self.broken(
                    f"{trainee} has {session}, with {mentor}, who is not the main mentor.",
                    At(trainee, session.activity.id, Span.through(day, day)),
                )
