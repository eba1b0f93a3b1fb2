"""
Trainees who state preferences get what they wish for; what is wished for less costs more.

Why
    A stay that follows a wish is a better stay; a wish never costs anybody something that is owed.
Reads
    ``preferences.csv``: ``value``, from -3 (please not) to 3 (please).
Violation
    One rotation or the main mentor of a trainee who states preferences; its amount is 3 less the value stated
    for it, 3 where none is stated, and so from 0 to 6.
Encoding
    The prices of the rotations and main mentors taken.
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

MOST = 3


class Wishes(SoftRule):
    """Wishes are heard."""

    level: ClassVar[str] = "comfort"
    price: ClassVar[str] = "wishes not met"

    def penalty(self, model: cp_model.CpModel, x: Decisions, term: Term) -> cp_model.LinearExprT:
        """Charge rotations and main mentors by how little they were wished for."""
        prices: list[tuple[int, Literal]] = []
        for trainee in x.trainees:
            if not term.states_preferences(trainee):
                continue
            for block, literal in x.blocks(trainee).items() if x.covers_rotations else ():
                prices.append((MOST - (term.preference(trainee, block.service) or 0), literal))
            for mentor, literal in x.mentors(trainee).items() if x.covers_mentors else ():
                prices.append((MOST - (term.preference(trainee, mentor) or 0), literal))
        return x.price(prices)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each rotation and main mentor that was wished for less than fully."""
        for trainee in term.trainees:
            stated = {row.item: row.value for row in term.preferences if row.trainee == trainee.id}
            if not stated:
                continue
            for rotation in plan.rotations_of(trainee):
                cost = MOST - stated.get(rotation.service.id, 0)
                if cost:
                    at = At(trainee, rotation.service.id, rotation.span)
                    wish = _say_wish(MOST - cost, "it", "to be there")
                    yield self.broken(f"{trainee} is on {rotation.service}, but {wish}.", at, cost)
            for mentor in plan.main_mentors.get(trainee, []):
                cost = MOST - stated.get(mentor.id, 0)
                if cost:
                    at = At(trainee, mentor.id, trainee.stay)
                    wish = _say_wish(MOST - cost, "that", "to have that mentor")
                    yield self.broken(f"{trainee} has the main mentor {mentor}, but {wish}.", at, cost)


def _say_wish(value: int, what: str, to_have: str) -> str:
    """Return what was wished for, as the end of a sentence: nobody who stated nothing made a wish."""
    if value > 0:
        return f"wishes for {what} at {value} of {MOST}"
    return f"asked not {to_have}" if value < 0 else f"did not ask for {what}"
