"""What the linear relaxation of everything tells of plans that change a published one.

It is solved soon where a search takes long, and mostly knows whom it takes: all that is lost in it is that
people are touched or not, and hours are taken or not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import gcd
from typing import TYPE_CHECKING

from inputs.people import Trainee
from scheduler.solving.relaxation import Relaxed, relax

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from scheduler.model import Model

COVERAGE, STABILITY = "coverage", "stability"
TOUCHED = 0.1
"""How much of a change, at least, makes somebody likely to be touched."""


@dataclass(frozen=True)
class RelaxedChanges:
    """Changes are paid for, and a point that lacks with ``a_point``; with 0, what may lack is held."""

    relaxed: Relaxed
    a_point: int
    touched: Mapping[str, float]
    """How much of a change each trainee has, by id."""

    def least(self, lacking: int) -> int:
        """Return what is paid at least for changes in plans that lack no more than ``lacking``."""
        return self.relaxed.bound - self.a_point * lacking

    def narrowed(self, lacking: int, changes: int) -> Mapping[int, tuple[int, int]]:
        """Return the ends of variables in plans that lack so much at most, and pay so much for changes."""
        return self.relaxed.narrowed(self.a_point * lacking + changes)

    @property
    def likely(self) -> frozenset[str]:
        """The ids of the trainees who are likely to be touched."""
        return frozenset(who for who, much in self.touched.items() if much > TOUCHED)


def relax_changes(model: Model, a_point: int, seconds: float) -> RelaxedChanges | None:
    """Return the relaxation of a model in which things change; None where it has no solution in time."""
    changes = model.x.changes
    if changes is None:
        return None
    _minimize(model, {STABILITY: 1, COVERAGE: a_point} if a_point else {STABILITY: 1})
    relaxed = relax(model.proto, seconds)
    if relaxed is None:
        return None
    touched = {
        who.id: relaxed.values[literal.index]
        for who, literal in changes.touched.items()
        if isinstance(who, Trainee)
    }
    return RelaxedChanges(relaxed, a_point, touched)


def least_lacking(model: Model, most_changes: int, seconds: float) -> int:
    """Return what every solution lacks at least, as the relaxation tells; 0 where it does not in time.

    Changes, which cost less than ``most_changes`` in all, are paid for as well, though less than a point:
    without them the relaxation takes ten times as long.
    """
    _minimize(model, {COVERAGE: 1})
    given = model.proto.proto.objective
    step = gcd(*given.coeffs, round(given.offset))
    _minimize(model, {COVERAGE: most_changes, STABILITY: 1})
    relaxed = relax(model.proto, seconds)
    points = relaxed.bound // most_changes if relaxed is not None else 0
    return -(-points // step) * step if step else points


def _minimize(model: Model, weights: Mapping[str, int]) -> None:
    price: cp_model.LinearExprT = sum(weight * model.price(level) for level, weight in weights.items())
    model.proto.minimize(price)
