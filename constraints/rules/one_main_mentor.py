"""
Each trainee has at most one main mentor, somebody who mentors, and the one who was promised where one was.

Why
    One person follows a stay from the first day to the last.
Reads
    ``trainees.csv``: ``mentor``; ``faculty.csv``: ``max_meetings``; ``hours.csv``.
Violation
    One trainee; its amount is 1 for each reason.
Encoding
    For each trainee at most one main mentor; the one promised is taken. Who does not mentor has no variable.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from constraints.rule import At, HardRule, Violation
from inputs.faults import listed

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions
    from inputs.people import Faculty
    from inputs.plan import Plan
    from inputs.term import Term


class OneMainMentor(HardRule):
    """One main mentor, as promised."""

    def post(self, model: cp_model.CpModel, x: Decisions, term: Term) -> None:
        """Allow one main mentor and demand the one promised."""
        if not x.covers_mentors:
            return
        for trainee in x.trainees:
            mentors = x.mentors(trainee)
            model.add(sum(mentors.values()) <= 1)
            if trainee.mentor is not None:
                promised = [literal for mentor, literal in mentors.items() if mentor.id == trainee.mentor]
                model.add(sum(promised) >= 1)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each trainee with several main mentors, a wrong one, or one who mentors nobody."""
        for trainee in term.trainees:
            mentors = plan.main_mentors.get(trainee, [])
            at = At(trainee, "", trainee.stay)
            if len(mentors) > 1:
                names = listed(sorted(mentor.name for mentor in mentors))
                yield self.broken(f"{trainee} has the main mentors {names}, but may have only one.", at)
            for mentor in mentors:
                if mentor.max_meetings_per_week == 0 or not mentor.hours:
                    yield self.broken(f"{mentor} is main mentor of {trainee}, but mentors nobody.", at)
            if trainee.mentor is not None and trainee.mentor not in {mentor.id for mentor in mentors}:
                promised = term.faculty_by_id[trainee.mentor]
                yield self.broken(
                    f"{trainee} was promised {promised} as main mentor, but has {_others(mentors)}.", at
                )


def _others(mentors: list[Faculty]) -> str:
    return listed(sorted(mentor.name for mentor in mentors)) or "none"
