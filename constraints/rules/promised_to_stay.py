"""
Nothing changes for the people who are to be kept, and no more people are touched than allowed.

Why
    Some promises are harder than others: one has booked a flight, another has been moved twice already.
Reads
    The published plan; whom the coordinator keeps, and the most people that may be touched. Touched are the
    same people as for ``people_touched``.
Violation
    One kept person who is touched, with an amount of 1; or the whole plan, with an amount of the people too
    many.
Encoding
    The literals of touched people are false, or add up to no more than allowed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from constraints.changed import changes_to
from constraints.rule import At, HardRule, Violation
from inputs.people import Trainee
from inputs.words import at_most, counted

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions
    from inputs.plan import Plan
    from inputs.term import Term


class PromisedToStay(HardRule):
    """Promises that a change may not break."""

    def post(self, model: cp_model.CpModel, x: Decisions, term: Term) -> None:
        """Touch nobody who is kept, and not too many."""
        published = term.published
        if published is None or x.changes is None:
            return
        if not (published.kept or published.touch_at_most is not None):
            return
        touched = x.changes.touched
        for person, literal in touched.items():
            if person.id in published.kept:
                model.add(literal == 0)
        if published.touch_at_most is not None:
            model.add(sum(touched.values()) <= published.touch_at_most)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each kept person who is touched, and a number of people that is too large."""
        published = term.published
        if published is None:
            return
        touched: dict[str, str] = {}
        people = {}
        for change in changes_to(plan, term):
            for person in change.people:
                touched.setdefault(person.id, change.what)
                people[person.id] = person
        for name in sorted(published.kept & touched.keys()):
            person = people[name]
            trainee = person if isinstance(person, Trainee) else None
            yield self.broken(
                f"{person} is to be kept, but {touched[name]}.", At(trainee, "" if trainee else name)
            )
        most = published.touch_at_most
        if most is not None and len(touched) > most:
            yield self.broken(
                f"{counted(len(touched), 'person', 'people')} are touched, but {at_most(most)} may be.",
                At(),
                len(touched) - most,
            )
