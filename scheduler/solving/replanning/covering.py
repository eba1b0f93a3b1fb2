"""Opens ring after ring around what a change of the term concerns, until no more lacks than must.

Where whole stays are open, or a ring is large, all that is asked of it at once, from the plan there is: a
plan made anew changes everything, and is not steady again before time is up. Where there is none, the first
one is made steady before it is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inputs.plan import Plan
from inputs.term import COVERAGE, STABILITY
from scheduler.solving.part_search import SOLVER, PartSearch
from scheduler.solving.replanning.again import Again
from scheduler.solving.replanning.likely_ring import likely_ring
from scheduler.solving.replanning.rings import (
    Ring,
    a_few,
    inner_ring,
    inner_rings,
    lacking_ring,
    wider_rings,
)
from scheduler.solving.search import Control, minimize

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

STEADY_SHARE = 0.3
"""Share of the time left for a search that asks for everything at once, while a larger one waits."""
HOPED_SHARE = 0.15
"""The same where the relaxation alone makes hope that no more need lack."""
LARGE_RING = 40_000
"""Variables above which a ring is asked for everything at once, from a steady plan."""


@dataclass
class Covering:
    """The search for a ring in which no more lacks than must."""

    again: Again
    bound: int
    """What no plan can go below at the level of coverage."""
    only: frozenset[str] | None = None
    """The trainees who may be touched besides those concerned; None is all."""
    is_decided: bool = False
    """Whether it is proven of the last ring that no less can lack in it, or that it holds no plan."""

    def cover(self, until: int) -> tuple[Ring, PartSearch] | None:
        """Return the first ring in which no more than ``until`` lacks, or the best of all."""
        again = self.again
        kept: tuple[Ring, PartSearch] | None = None
        least: int | None = None
        for ring in self._rings():
            if again.control.stopped:
                break
            search = again.search(ring)
            closed = again.closed_cost(ring)
            hoped = self._hoped(ring, until)
            if hoped is not None:
                share = STEADY_SHARE if hoped == self.bound else HOPED_SHARE
                if again.reach(search, hoped, closed, share):
                    return ring, search
                search = again.search(ring)
            if not self._starts_steadily(ring, search, closed):
                again.timing.solve(search, COVERAGE, max(0, self.bound - closed))
            self.is_decided = search.impossible or search.proven(COVERAGE)
            if search.plan is None or COVERAGE not in search.values:
                continue
            value = search.values[COVERAGE] + closed
            if least is None or value < least:
                least, kept = value, (ring, search)
                if value <= until:
                    break
                again.make_steady(search, STEADY_SHARE)
            elif value == least and (STABILITY in search.values or ring.is_likely):
                again.make_steady(search, STEADY_SHARE)  # no less lacks, but less may change
                if search.plan is again.best.plan:
                    kept = ring, search
        return kept

    def _hoped(self, ring: Ring, until: int) -> int | None:
        """Return what is asked for at once: what lacks in the relaxation, unless still less may do."""
        likely = self.again.likely_lacking if ring.is_likely else None
        if likely is None or (likely <= until and until > self.bound):
            return None
        return max(likely, until)

    def _starts_steadily(self, ring: Ring, search: PartSearch, closed: int) -> bool:
        """Search a ring from the plan there is, and tell whether that is how it is to be searched.

        Whole stays are, unless the ring asks for steps: made anew, they change the leads of everybody. A few
        weeks are steady again at once.
        """
        again = self.again
        if again.best.plan is None or ring.is_likely:
            return False
        whole_stays = ring.weeks is None and self.only is None
        if not whole_stays and not is_large(search, again.control):
            return False
        return self._solve_steadily(search, closed, STEADY_SHARE) or is_large(search, again.control)

    def _solve_steadily(self, search: PartSearch, closed: int, share: float) -> bool:
        """Lack less, then touch fewer, then change less: at once, from the best plan, if that fits.

        ``closed`` is what those lack who are not open. With everything open the bounds are those of the term.
        """
        again = self.again
        plan, most = again.best.plan or Plan(), again.most_stability
        if not search.complete(plan, [COVERAGE, STABILITY], again.control):
            return False
        weighed = {COVERAGE: most, STABILITY: 1}
        price: cp_model.LinearExprT = sum(weight * search.model.price(at) for at, weight in weighed.items())
        known = max(0, self.bound - closed) * most + again.least_stability
        report = again.timing.reporter(search, COVERAGE)
        outcome = again.timing.timed(
            COVERAGE,
            lambda: minimize(
                search.model,
                price,
                again.control,
                seconds=share * again.control.remaining,
                enough=known,
                aim="change",
                on_progress=lambda value, bound: report(value // most, bound // most),
            ),
        )
        if outcome.found:
            search.take(outcome.values)
            search.keep(COVERAGE, outcome.value // most)
            search.bound_by(COVERAGE, outcome.bound // most, SOLVER)
            steady = outcome.bound - most * search.values[COVERAGE]
            search.keep(STABILITY, outcome.value % most)
            search.bound_by(STABILITY, max(steady, again.least_stability), SOLVER)
        return True

    def _rings(self) -> Iterator[Ring]:
        again = self.again
        term, published, remnant = again.term, again.published, again.remnant
        if self.only is not None:
            yield a_few(remnant, self.only)
            return
        with_others = again.best.plan is not None and again.can_open_everything
        yield from inner_rings(term, published, remnant, alone=not with_others)
        if again.best.plan is None or not again.can_open_everything:
            yield from wider_rings(term, published, remnant, lambda: again.best.plan or Plan())
            return
        # Where what is left breaks a rule, those concerned cannot stay as they are while others are searched.
        if published.improve and remnant.is_sound:
            lacking = lacking_ring(term, published, again.best.plan)
            yield from [lacking] if lacking else []
        yield likely_ring(again) or inner_ring(remnant)


def is_large(search: PartSearch, control: Control) -> bool:
    """Tell whether a model is asked for everything at once, from a steady plan, or cannot even be built."""
    return not search.can_be_built(control) or len(search.model.proto.proto.variables) > LARGE_RING
