"""The plan that newcomers are compared with, and what its parts cannot go below."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property

from constraints.catalogue import missed_coverage
from constraints.rule import Violation
from constraints.scope import Scope
from inputs.plan import Plan
from inputs.term import COVERAGE, STABILITY, Term
from scheduler.model import Model
from scheduler.solving.bounds.by_trainee import bound_by_trainee
from scheduler.solving.search import Control, minimize
from scheduler.solving.solve import solve_term
from scheduler.solving.splitting.parts import Part, find_parts
from scheduler.verify import verify


@dataclass(frozen=True)
class Base:
    """A plan of the term without newcomers, and a bound of each part in the order of ``find_parts``, or 0.

    ``term`` asks for coverage alone. What was published to it plays a part only for what is past.
    """

    term: Term
    plan: Plan
    bounds: tuple[int, ...] = ()
    known: int = 0
    """What no plan lacks less than, if that is known from elsewhere."""
    published: bool = False
    """Whether the plan is the published one, unchanged."""

    @cached_property
    def value(self) -> int:
        """What the plan lacks, in points of coverage."""
        return sum(violation.amount for violation in missed_coverage(self.plan, self.term))

    @property
    def bound(self) -> int:
        """What no plan lacks less than."""
        return max(self.known, sum(self.bounds))

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The parts of the term: each is a relaxation."""
        return find_parts(self.term)


def find_base(term: Term, control: Control) -> Base | None:
    """Return the published plan where it still holds, else the best that is found; None where none is.

    The parts are not bounded yet.
    """
    published = term.published
    if published is not None:
        published = replace(published, kept=frozenset(), touch_at_most=None)
        known = published.bound or 0
        lasting = published if published.since > term.span.start else None
        bare = replace(term, levels=(COVERAGE,), published=lasting)
        if not verify(published.plan, bare).violations:
            return Base(bare, published.plan, known=known, published=True)
        levels = (COVERAGE, STABILITY)
        result = solve_term(replace(term, levels=levels, published=published), control)
    else:
        bare = replace(term, levels=(COVERAGE,))
        result = solve_term(bare, control)
    if result.plan is None:
        return None
    return Base(bare, result.plan, known=result.levels[0].bound)


def bound_part(base: Base, index: int, control: Control) -> int:
    """Return what no plan of the base's term can go below in one of its parts.

    What trainees lack alone is asked first: where it is all that the plan lacks, nothing need be solved
    together.
    """
    part = base.parts[index]
    services = base.term.service_by_id
    missed = [v for v in missed_coverage(base.plan, base.term) if falls_in(part, v, services)]
    paid = sum(violation.amount for violation in missed)
    if not paid:
        return 0
    lacking = {violation.at.trainee for violation in missed}
    few = base.term.with_only(*(trainee for trainee in base.term.trainees if trainee in lacking))
    alone = bound_by_trainee(few, without_leads(part.relaxed), (COVERAGE,), {}, control)
    if alone >= paid:
        return alone
    model = Model(base.term, part.relaxed)
    model.x.hint(base.plan)
    price = model.price(COVERAGE)
    if isinstance(price, int):
        return price
    return max(alone, minimize(model, price, control, enough=alone).bound)


def falls_in(part: Part, violation: Violation, services: Collection[str]) -> bool:
    """Tell whether a shortfall is paid for in a part; ``services`` are the ids of all there are."""
    at = violation.at
    if at.kind in ("session", "lead") and at.item in part.scope.attends:
        return True
    ours = at.kind in ("rotation", "curriculum") or (at.kind == "lead" and at.item in services)
    return part.kind == "rotations" and ours


def without_leads(scope: Scope) -> Scope:
    """Return a scope in which missing leads are not charged for."""
    return replace(scope, leads=frozenset(), topics=frozenset(), round_leads=False)
