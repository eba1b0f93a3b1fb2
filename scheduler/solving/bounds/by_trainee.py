"""A bound of a level from each trainee alone: what he or she pays at least when nobody else is there.

Dropping all other trainees drops every limit that they share, so the sum over trainees bounds the price of a
part. It is exact where seats and hours do not bind, and holds what a linear relaxation loses: that somebody
has one main mentor, and whole rotations.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from constraints.scope import Scope
from inputs.people import Trainee
from inputs.term import Term
from scheduler.model import Model
from scheduler.solving.search import Control, minimize

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

SECONDS_A_TRAINEE = 5.0
SHARED = ("fairness",)
"""Levels whose values say nothing of one trainee alone: they compare people."""


def bound_by_trainee(
    term: Term, scope: Scope, levels: Sequence[str], held: Mapping[str, int], control: Control
) -> int:
    """Return a bound of the last of ``levels`` in a part that keeps the levels before at the values ``held``.

    Each trainee pays at a level before at least what he or she pays alone. Where these prices add up to the
    value held, every plan that keeps the value has each of them exactly, and they are held too; where they do
    not, nothing can be said of one trainee, and nothing is held. Without time left the bound is 0 for
    trainees not reached.
    """
    models = [Model(term.with_only(trainee), scope) for trainee in term.trainees]
    for level in levels[:-1]:
        prices = [(model, model.price(level)) for model in models]
        if level in SHARED or level not in held:
            continue
        least = [0] * len(prices) if held[level] == 0 else _all_least(prices, control)
        if sum(least) == held[level]:
            for (model, price), amount in zip(prices, least, strict=True):
                if not isinstance(price, int):
                    model.proto.add(price <= amount)
    return sum(_all_least([(model, model.price(levels[-1])) for model in models], control))


class LeastAlone:
    """What each trainee lacks at least, alone in a term: each is asked once."""

    def __init__(self, term: Term, control: Control) -> None:
        self.term = term
        self.control = control
        self._scope = Scope(rotations=True, attends=frozenset(term.activity_by_id), mentors=True)
        self._least: dict[Trainee, int] = {}

    def least(self, *trainees: Trainee) -> int:
        """Return what some trainees lack at least in all; of those for whom no time is left, nothing."""
        for trainee in trainees:
            if trainee not in self._least and not self.control.stopped:
                alone = self.term.with_only(trainee)
                self._least[trainee] = bound_by_trainee(alone, self._scope, ("coverage",), {}, self.control)
        return sum(self._least.get(trainee, 0) for trainee in trainees)


def _all_least(prices: Sequence[tuple[Model, cp_model.LinearExprT]], control: Control) -> list[int]:
    """Return a bound of each price, as many at a time as there are workers."""
    with ThreadPoolExecutor(control.workers) as pool:
        return list(pool.map(lambda pair: _least(pair[0], pair[1], control), prices))


def _least(model: Model, price: cp_model.LinearExprT, control: Control) -> int:
    """Return a bound of a price."""
    if isinstance(price, int):
        return price
    return minimize(model, price, control, seconds=SECONDS_A_TRAINEE, aim="small").bound
