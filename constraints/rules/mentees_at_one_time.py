"""
A mentor is main mentor of at most ``max_mentees`` trainees who are on stay in the same week.

Why
    A mentor can follow only so many people closely.
Reads
    ``faculty.csv``: ``max_mentees``, in trainees on stay in a week. Weeks before the day of replanning are
    not asked: the number may have been another then.
Violation
    One mentor in a run of weeks with the same mentees; its amount is the number of mentees above the limit,
    in each of the weeks.
Encoding
    For each mentor and week, those on stay whose main mentor he or she is are at most the limit.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from constraints.rule import At, HardRule, Violation
from inputs.days import Span
from inputs.faults import listed
from inputs.words import at_most

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions
    from inputs.plan import Plan
    from inputs.term import Term


class MenteesAtOneTime(HardRule):
    """Mentors follow only so many at one time."""

    def post(self, model: cp_model.CpModel, x: Decisions, term: Term) -> None:
        """Limit the mentees of each mentor and week."""
        for mentor in term.faculty:
            if mentor.max_mentees is None:
                continue
            for week in term.weeks:
                if term.is_fixed(week.span.last_day):
                    continue
                present = (x.mentors(trainee).get(mentor) for trainee in term.on_stay(week))
                mentees = [literal for literal in present if literal is not None]
                if len(mentees) > mentor.max_mentees:
                    model.add(sum(mentees) <= mentor.max_mentees)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each run of weeks in which a mentor has the same mentees, and more than he or she follows."""
        weeks = [week for week in term.weeks if not term.is_settled(week.span.last_day)]
        for mentor in term.faculty:
            mentees = [row.trainee for row in plan.mentorships if row.mentor == mentor]
            limit = mentor.max_mentees
            if limit is None or len(mentees) <= limit:
                continue
            present = ((week, [t for t in mentees if t.stay.overlaps(week.span)]) for week in weeks)
            for there, run in groupby(present, key=itemgetter(1)):
                first, *later = (week for week, _ in run)
                if len(there) <= limit:
                    continue
                span = Span(first.span.start, later[-1].span.end if later else first.span.end)
                when = f"in the weeks from {span}" if later else f"in {first}"
                names = listed(sorted(trainee.name for trainee in there))
                yield self.broken(
                    f"{mentor} is main mentor of {names} {when}, but follows {at_most(limit)} at a time.",
                    At(None, mentor.id, span),
                    (len(there) - limit) * (1 + len(later)),
                )
