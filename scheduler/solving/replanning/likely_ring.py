"""The ring of those whom the best plan is likely to touch, as the linear relaxation of everything tells.

A search with everything open finds a plan that touches few only after long, and a bound at once. What the
bound comes from tells whom it takes: where their decisions alone are open, such a plan is soon there.
"""

from __future__ import annotations

from scheduler.solving.replanning.again import Again
from scheduler.solving.replanning.rings import Ring, moved_or_concerned

NAME = "those who are likely to give way"


def likely_ring(again: Again, lacking: int | None = None) -> Ring | None:
    """Return the ring of those who are likely to be touched, and of who has moved in the best plan.

    Parameters
    ----------
    again
        The term, with the best plan so far.
    lacking
        What may lack; by default less should, if need be at the price of a person for each point.

    Returns
    -------
    Ring or None
        Nothing where the relaxation of everything had no solution in time.
    """
    relaxed = again.relaxed(lacking)
    if relaxed is None:
        return None
    so_far = again.best.plan or again.remnant.plan
    people = relaxed.likely | moved_or_concerned(again.term, so_far, again.remnant)
    return Ring(NAME, people, topics=False, is_likely=True)
