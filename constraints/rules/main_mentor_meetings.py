"""
Meetings are with the main mentor; each with somebody else costs a point.

Why
    Advice builds on the last conversation.
Reads
    Nothing but the plan.
Violation
    One meeting; its amount is 1.
Encoding
    For each trainee, week and mentor, what is met without being main mentor is paid for (at most one a week, as
    ``only_what_is_owed`` has it).
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
            meets: dict[tuple[Activity, int, Faculty], list[Literal]] = {}
            for option, literal in x.attended(trainee).items():
                if isinstance(option, MeetingTime):
                    key = (option.activity, term.week_of(option.date).number, option.mentor)
                    meets.setdefault(key, []).append(literal)
            mentors = x.mentors(trainee)
            for (_, _, mentor), literals in meets.items():
                most = 1 if x.one_a_window else len(literals)
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
                    f"{trainee} has {session} with {mentor}, who is not the main mentor.",
                    At(trainee, session.activity.id, Span.through(day, day)),
                )
