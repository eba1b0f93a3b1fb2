"""Proves what is paid at least for changing a published plan, where no more lacks than in the best plan.

With everybody open, from the best plan: what the relaxation of everything leaves open between its bound
and what that plan pays is mostly little (see ``relaxed_changes``). That no fewer people can be touched is
proven first, and then that no less can change. A better plan that is found is kept. Where few are concerned
and nobody else could help them (see ``outside``), or where not everything can be open, it is proven in their
stays.
"""

from __future__ import annotations

from inputs.plan import Plan
from inputs.term import COVERAGE, STABILITY
from scheduler.solving.part_search import PartSearch
from scheduler.solving.replanning.again import Again
from scheduler.solving.replanning.outside import Outside
from scheduler.solving.replanning.relaxed_changes import whole_people
from scheduler.solving.replanning.rings import A_FEW, Ring, inner_ring

FORCED = "what cannot be any more as it was published"
INSIDE = "the solver, for those concerned; nobody else could help"
SOLVED = "the solver, with everybody open"
RELAXATION = "a relaxation of everything, in whole numbers"


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
        return _shown_by(again, search), SOLVED
    if few or again.control.stopped or again.best.value(STABILITY) <= again.least_stability:
        return again.least_stability, FORCED
    can_open, many = again.can_open_everything, len(again.remnant.open) > A_FEW
    # What a relaxation shows is there at once; else those outside are asked first, which costs less.
    if can_open and (many or again.is_relaxed or _outside(again).can_help()):
        return _least_anywhere(again)
    inside = _least_inside(again, ring, search)
    if not _outside(again).can_help():
        return inside, INSIDE
    return again.least_stability, FORCED


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
    narrower = again.search(inner)
    narrower.hold(COVERAGE, again.best.value(COVERAGE) - again.closed_cost(inner))
    again.timing.solve(narrower, STABILITY, again.least_stability)
    return _told_by(again, narrower)


def _least_anywhere(again: Again) -> tuple[int, str]:
    """Return what plans pay at least, whomever they touch, and how that is known."""
    search, best = again.everything, again.best
    lacking = best.value(COVERAGE)
    relaxed = again.relaxed(lacking)
    least = max(relaxed.least(lacking) if relaxed is not None else 0, again.least_stability)
    again.timing.reporter(search, STABILITY)(best.value(STABILITY), least)
    if best.value(STABILITY) <= least:
        return least, RELAXATION
    search.hold(COVERAGE, lacking)
    if relaxed is not None:
        search.narrow(relaxed.narrowed(lacking, best.value(STABILITY)))
        search.touch(most=best.value(STABILITY) // again.points_a_person)
    search.start_from(best.plan or Plan())
    again.timing.solve(search, STABILITY, least, aim="proof", whole=whole_people(search.model))
    least = _told_by(again, search)
    people = best.value(STABILITY) // again.points_a_person
    if least < best.value(STABILITY) and least // again.points_a_person == people:
        search.touch(least=people)  # no fewer can be touched: only what changes is left to prove
        again.timing.solve(search, STABILITY, least, aim="proof")
        least = max(least, _told_by(again, search))
    return least, SOLVED


def _told_by(again: Again, search: PartSearch) -> int:
    """Return what a search shows, in which no more lacks; a plan of it that pays less is kept."""
    best = again.best
    if search.impossible:
        return best.value(STABILITY)
    value = search.values.get(STABILITY)
    if search.plan is not None and value is not None and value < best.value(STABILITY):
        best.accept(search.plan)
    return min(_shown_by(again, search), best.value(STABILITY))
