"""The ring of those whom the best plan is likely to touch, as the linear relaxation of everything tells.

A search with everything open finds a plan that touches few only after long, and a bound at once. What the
bound comes from tells whom it takes: where their decisions alone are open, such a plan is soon there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inputs.people import Trainee
from scheduler.solving.again import COVERAGE, STABILITY, Again
from scheduler.solving.part_search import PartSearch
from scheduler.solving.relaxation import relax
from scheduler.solving.rings import Ring, moved_or_concerned

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

NAME = "those who are likely to give way"
SHARE = 0.3
"""Share of the time left that the relaxation may take."""
MOST_SECONDS = 15.0
"""The most it may take in any case: it cannot be interrupted."""
TOUCHED = 0.1
"""How much of a change, at least, makes somebody likely to be touched."""


def likely_ring(again: Again, search: PartSearch, *, lacking_less: bool) -> Ring | None:
    """Return the ring of those who are likely to be touched, and of who has moved in the best plan.

    Parameters
    ----------
    again
        The term, with the best plan so far.
    search
        A search with everything open. It is not searched, nor is anything held that was not before.
    lacking_less
        Whether less should lack, if need be at the price of a person for each point; else only that
        counts what is changed, and what may lack is what the search holds.

    Returns
    -------
    Ring or None
        Nothing where the relaxation had no solution in time.
    """
    if not search.can_be_built(again.control):
        return None
    model, changes = search.model, search.model.x.changes
    if changes is None:
        return None
    weights = {STABILITY: 1, COVERAGE: again.points_a_person if lacking_less else 0}
    price: cp_model.LinearExprT = sum(weight * model.price(at) for at, weight in weights.items())
    model.proto.minimize(price)
    seconds = min(MOST_SECONDS, SHARE * again.control.remaining)
    values = again.timing.timed(STABILITY, lambda: relax(model.proto, seconds))
    if not values:
        return None
    likely = frozenset(
        who.id
        for who, literal in changes.touched.items()
        if isinstance(who, Trainee) and values[literal.index] > TOUCHED
    )
    so_far = again.best.plan or again.remnant.plan
    people = likely | moved_or_concerned(again.term, so_far, again.remnant)
    return Ring(NAME, people, topics=False, in_steps=True)
