"""Proves what is paid at least for changing a published plan, where no more lacks than in the best plan.

First in whole stays of those concerned; then with everybody open, where others could help them (see
``outside``). A better plan that is found there is kept; where many are touched it is looked for first among
those who are likely to be (see ``likely_ring``), for a proof comes far sooner from the best plan.
"""

from __future__ import annotations

from inputs.plan import Plan
from scheduler.solving.again import COVERAGE, STABILITY, Again
from scheduler.solving.likely_ring import likely_ring
from scheduler.solving.outside import Outside
from scheduler.solving.part_search import SOLVER, PartSearch
from scheduler.solving.rings import A_FEW, Ring, inner_ring

FORCED = "what cannot be any more as it was published"
INSIDE = "the solver, for those concerned; nobody else could help"


def bound_changes(again: Again, ring: Ring, search: PartSearch, *, few: bool) -> tuple[int, str]:
    """Return what every plan pays at least that lacks no more than the best, and how that is known.

    Parameters
    ----------
    again
        The term, with the best plan.
    ring, search
        Where that plan was found.
    few
        Whether only a few may be touched: what others could help is not asked then.
    """
    if ring.is_whole:
        return _shown_by(again, search), SOLVER
    if few or again.control.stopped or again.best.value(STABILITY) <= again.least_stability:
        return again.least_stability, FORCED
    inside = _least_inside(again, ring, search)
    if not _outside(again).can_help():
        return inside, INSIDE
    if not again.can_open_everything:
        return again.least_stability, FORCED
    return _least_anywhere(again, is_steady=ring.in_steps), SOLVER


def _outside(again: Again) -> Outside:
    best = again.best
    return Outside(
        again.term,
        again.published,
        again.remnant,
        again.control,
        again.alone,
        best.plan or Plan(),
        best.value(COVERAGE),
        best.value(STABILITY),
    )


def _shown_by(again: Again, search: PartSearch) -> int:
    return max(search.bounds.get(STABILITY, 0), again.least_stability)


def _least_inside(again: Again, ring: Ring, search: PartSearch) -> int:
    """Return what plans pay at least that touch no trainee but those concerned."""
    inner = inner_ring(again.remnant, topics=False)
    if ring.trainees == inner.trainees and ring.weeks is None:
        return _shown_by(again, search)
    return _least_in(again, inner)


def _least_in(again: Again, ring: Ring) -> int:
    """Return what plans pay at least that touch only trainees of a ring."""
    search = again.search(ring)
    search.hold(COVERAGE, again.best.value(COVERAGE) - again.closed_cost(ring))
    again.timing.solve(search, STABILITY, again.least_stability)
    return _told_by(again, search)


def _least_anywhere(again: Again, *, is_steady: bool) -> int:
    """Return what plans pay at least, whomever they touch.

    ``is_steady`` tells that the best plan was found among those who are likely to be touched.
    """
    search, best = again.everything, again.best
    search.hold(COVERAGE, best.value(COVERAGE))
    touched = best.value(STABILITY) // again.points_a_person
    if not is_steady and touched > len(again.remnant.forced) + A_FEW:
        _touch_fewer(again, search)
    search.start_from(best.plan or Plan())
    again.timing.solve(search, STABILITY, again.least_stability, aim="proof")
    return _told_by(again, search)


def _touch_fewer(again: Again, search: PartSearch) -> None:
    """Keep a plan that changes less, where one is found among those who are likely to be touched."""
    ring = likely_ring(again, search, lacking_less=False)
    if ring is None:
        return
    likely, best = again.search(ring), again.best
    likely.hold(COVERAGE, best.value(COVERAGE) - again.closed_cost(ring))
    again.timing.solve(likely, STABILITY, again.least_stability)
    if likely.plan is not None and likely.values[STABILITY] < best.value(STABILITY):
        best.accept(likely.plan)


def _told_by(again: Again, search: PartSearch) -> int:
    """Return what a search shows, in which no more lacks; a plan of it that pays less is kept."""
    best = again.best
    if search.impossible:
        return best.value(STABILITY)
    if search.plan is not None and search.values[STABILITY] < best.value(STABILITY):
        best.accept(search.plan)
    return min(_shown_by(again, search), best.value(STABILITY))
