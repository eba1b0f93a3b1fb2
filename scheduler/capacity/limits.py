"""Shows that newcomers do not fit: one part of the term, the rest left aside, has no room for them.

In a part, those who are there lack at least what its bound says, and newcomers what each lacks alone. So does
everybody in the other parts. Where one part makes more of it than the whole may have, there is no such plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from inputs.people import Trainee
from inputs.plan import Plan
from inputs.term import COVERAGE, Term
from scheduler.capacity.answer import with_newcomers
from scheduler.capacity.base import Base
from scheduler.capacity.newcomer import Alone
from scheduler.model import Model
from scheduler.solving.deciding import decide
from scheduler.solving.search import Control
from scheduler.solving.splitting.parts import Part

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

PART_SECONDS = 20.0
"""The most that one question to a part may take."""
MEASURE_SECONDS = 12.0
"""The most that may be spent to find out how much is lacked."""
ORDER = ("sessions", "meetings", "rotations")
"""In which order parts are asked: those that answer soonest first."""


@dataclass(frozen=True)
class Ruling:
    """What a part says of a number of newcomers.

    ``excluded`` that they do not fit: ``lacking`` points too many are lacked in every plan, 0 where it is not
    known how many. ``plan`` is the best of the part, if one was found.
    """

    part: Part
    excluded: bool
    lacking: int = 0
    plan: Plan | None = None
    has_room: bool = False
    """Whether the part by itself has room for them; without time neither this nor the contrary is known."""


@dataclass(frozen=True)
class Limits:
    """Asks the parts of a term; ``term`` is that of the base, or one with more seats."""

    term: Term
    base: Base
    alone: Alone
    quick: bool = False
    """Whether a part is asked one question only, which is soon answered."""

    def excluding(self, newcomers: tuple[Trainee, ...], control: Control, *kinds: str) -> Ruling | None:
        """Return what the first part says in which so many newcomers do not fit; None where none says so.

        Parameters
        ----------
        newcomers
            Who comes.
        control
            Limits and the stop switch.
        kinds
            Of the parts that are asked; all by default.
        """
        places = range(len(self.base.parts))
        for index in sorted(places, key=lambda index: ORDER.index(self.base.parts[index].kind)):
            if not kinds or self.base.parts[index].kind in kinds:
                ruling = self.ask(index, newcomers, control)
                if ruling.excluded:
                    return ruling
        return None

    def ask(self, index: int, newcomers: tuple[Trainee, ...], control: Control) -> Ruling:
        """Ask one part whether so many newcomers are too many."""
        part = self.base.parts[index]
        if control.stopped:
            return Ruling(part, excluded=False)
        own, slack = self._allowed(index, len(newcomers))
        model = Model(with_newcomers(self.term, newcomers), part.relaxed)
        model.x.hint(self.base.plan)
        price = model.price(COVERAGE)
        allowed = own + slack
        outcome = decide(model, price, allowed, control, seconds=PART_SECONDS)
        if outcome.status == "infeasible":
            return Ruling(part, excluded=True)
        if outcome.bound > allowed:
            return Ruling(part, excluded=True, lacking=outcome.bound - allowed)
        excluded = not self.quick and slack > 0 and self._is_closed(model, index, newcomers, control)
        has_room = outcome.found and outcome.value <= allowed
        return Ruling(part, excluded=excluded, has_room=has_room and not excluded)

    def measure(self, ruling: Ruling, newcomers: tuple[Trainee, ...], control: Control) -> Ruling:
        """Return a ruling with how much is lacked at least, and the best plan of its part."""
        if control.stopped:
            return ruling
        model = Model(with_newcomers(self.term, newcomers), ruling.part.relaxed)
        model.x.hint(self.base.plan)
        price = model.price(COVERAGE)
        outcome = decide(model, price, 0, control, seconds=MEASURE_SECONDS, to_the_end=True)
        if not outcome.found:
            return ruling
        index = self.base.parts.index(ruling.part)
        allowed = sum(self._allowed(index, len(newcomers)))
        plan = model.x.plan(lambda literal: bool(outcome.values[literal.index]))
        return replace(ruling, lacking=max(ruling.lacking, outcome.bound - allowed), plan=plan)

    def _allowed(self, index: int, number: int) -> tuple[int, int]:
        """Return what a part costs at least by its bounds, and what it may cost beyond that."""
        base, alone = self.base, self.alone
        own = base.bounds[index] + number * alone.by_part[index]
        slack = base.value - sum(base.bounds) + number * (alone.points - sum(alone.by_part))
        return own, slack

    def _is_closed(self, model: Model, index: int, newcomers: Sequence[Trainee], control: Control) -> bool:
        """Tell whether no plan of a part lets newcomers lack as little as alone, and the others no more.

        Asked only where the whole may lack more than the sum of the bounds: the sum then says too little.
        """
        base, alone = self.base, self.alone
        spare = alone.points - sum(alone.by_part) + alone.by_part[index]
        cap_newcomers(model, newcomers, spare)
        keep_others(model, newcomers, base.value - sum(base.bounds) + base.bounds[index])
        return decide(model, 0, 0, control, seconds=PART_SECONDS).status == "infeasible"


def cap_newcomers(model: Model, newcomers: Sequence[Trainee], points: int) -> None:
    """Let each newcomer lack no more than so many points; the price of coverage has been asked for."""
    for newcomer in newcomers:
        own = model.x.shortfalls.get(newcomer)
        if own:
            model.proto.add(sum(cost * count for cost, count in own) <= points)


def price_of_others(model: Model, newcomers: Sequence[Trainee]) -> cp_model.LinearExprT:
    """Return what all but the newcomers lack, missing leads included."""
    lists = [own for who, own in model.x.shortfalls.items() if who not in newcomers]
    price: cp_model.LinearExprT = sum(cost * count for own in lists for cost, count in own)
    return price


def keep_others(model: Model, newcomers: Sequence[Trainee], points: int) -> None:
    """Let all but the newcomers lack no more than so many points."""
    others = price_of_others(model, newcomers)
    if not isinstance(others, int):
        model.proto.add(others <= points)
    elif others > points:
        model.proto.add_bool_or([])
