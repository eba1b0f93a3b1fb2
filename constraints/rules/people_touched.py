"""
A new plan touches few of those who rely on the published one; each counts more than all changes together.

Why
    A change is told to a person; whom nothing touches need not even look.
Reads
    The published plan. Touched are trainees and faculty with a session, meeting, round, rotation or main
    mentorship whose time, place or company changes: for a trainee the lead or mentor, for a mentor the
    trainee. A change of topic touches nobody, nor does who else attends. Trainees to whom nothing was
    published are not counted.
Violation
    One person; its amount is the least power of ten above the number of all possible changes.
Encoding
    Each thing that changes touches its people.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from constraints.changed import Person, changes_to
from constraints.rule import At, SoftRule, Violation
from inputs.people import Trainee
from inputs.words import counted

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions
    from inputs.plan import Plan
    from inputs.term import Term


class PeopleTouched(SoftRule):
    """Few people are touched."""

    level: ClassVar[str] = "stability"
    price: ClassVar[str] = "people touched"

    def penalty(self, model: cp_model.CpModel, x: Decisions, term: Term) -> cp_model.LinearExprT:
        """Charge each person whom anything touches."""
        if x.changes is None or term.published is None:
            return 0
        return term.published.points_a_person(term) * x.changes.people if x.changes.touched else 0

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each person whom a change touches."""
        if term.published is None:
            return
        touched: dict[Person, list[str]] = {}
        changes = changes_to(plan, term)
        for change in changes:
            for person in change.people:
                touched.setdefault(person, []).append(change.what)
        points = term.published.points_a_person(term)
        for person, what in touched.items():
            text = f"{person} is touched by {counted(len(what), 'change')}: {what[0]}."
            trainee = person if isinstance(person, Trainee) else None
            item = "" if trainee else person.id
            yield self.broken(text, At(trainee, item), points)
