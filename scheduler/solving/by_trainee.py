"""A bound of a level from each trainee alone: what he or she pays at least when nobody else is there.

Dropping all other trainees drops every limit that they share, so the sum over trainees bounds the price of a part. It
is exact where seats and hours do not bind, and holds what a linear relaxation loses: that somebody has one main
mentor, and whole rotations.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from constraints.decisions import Scope
from inputs.people import Trainee
from inputs.term import Term
from scheduler.model import Model
from scheduler.solving.search import Control, minimize

SECONDS_A_TRAINEE = 5.0
SHARED = ("fairness",)
"""Levels whose values say nothing of one trainee alone: they compare people."""


def bound_by_trainee(
    term: Term, scope: Scope, level: str, held: Mapping[str, int], levels: list[str], control: Control
) -> int:
    """Return a bound of a level in a part, given that the part keeps the levels before at ``held``.

    A trainee alone pays no more of a level held at 0 than 0; of other values nothing can be said, and they are not
    held. Without time left the bound is 0 for the trainees not reached.
    """
    bound = 0
    for trainee in term.trainees:
        if control.stopped:
            break
        model = Model(alone(term, trainee), scope)
        for before in levels[: levels.index(level)]:
            price = model.price(before)
            if before not in SHARED and held.get(before) == 0 and not isinstance(price, int):
                model.proto.add(price <= 0)
        price = model.price(level)
        if isinstance(price, int):
            bound += price
        else:
            bound += minimize(model, price, control, seconds=SECONDS_A_TRAINEE).bound
    return bound


def alone(term: Term, trainee: Trainee) -> Term:
    """Return the term as it would be with one trainee only."""
    return replace(
        term,
        trainees=(trainee,),
        pins=tuple(pin for pin in term.pins if pin.trainee == trainee),
        preferences=tuple(row for row in term.preferences if row.trainee == trainee.id),
    )
