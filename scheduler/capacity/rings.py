"""Finds plans in which newcomers fit: first where nobody else moves, then where others do."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import reduce

from constraints.catalogue import cost_of_shortfalls
from constraints.scope import Scope
from inputs.people import Trainee
from inputs.plan import Plan
from inputs.term import Term
from scheduler.capacity.answer import with_newcomers
from scheduler.capacity.base import COVERAGE, Base
from scheduler.capacity.deciding import decide
from scheduler.capacity.limits import cap_newcomers, keep_others, price_of_others
from scheduler.capacity.newcomer import Alone
from scheduler.model import Model
from scheduler.solving.part_search import PartSearch
from scheduler.solving.search import Control, Outcome
from scheduler.solving.solve import solve_term
from scheduler.verify import verify

UNMOVED_SECONDS = 20.0
"""The most that a search that moves nobody may take."""
STAGE_SECONDS = 20.0
"""The most that one of two stages may take in which everybody may move."""
WHOLE_SHARE = 0.6
"""The share of the time left that planning everything anew may take."""


@dataclass(frozen=True)
class Attempt:
    """What came of a search: a verified plan, or the proof that there is none in its reach, or neither."""

    plan: Plan | None = None
    none: bool = False


@dataclass(frozen=True)
class Rings:
    """Searches for plans with newcomers; ``term`` is that of the base, or one with more seats."""

    term: Term
    base: Base
    alone: Alone

    def unmoved(self, newcomers: tuple[Trainee, ...], control: Control) -> Attempt:
        """Search while every session, meeting and rotation of the others stays; leads may change."""
        term = with_newcomers(self.term, newcomers)
        scope = replace(Scope.whole(term), trainees=frozenset(newcomer.id for newcomer in newcomers))
        model = Model(term, scope, self.base.plan)
        model.price(COVERAGE)
        cap_newcomers(model, newcomers, self.alone.points)
        outcome = self._fill(model, newcomers, self.base.leads, control, UNMOVED_SECONDS)
        return self._attempt(model, outcome, term, newcomers)

    def in_stages(self, newcomers: tuple[Trainee, ...], control: Control) -> Attempt:
        """Plan rotations with the sessions that they touch, then everything else around them.

        Everybody may move. Where there is no room in the first stage there is none at all.
        """
        term, base = with_newcomers(self.term, newcomers), self.base
        coupled = [i for i, part in enumerate(base.parts) if part.kind == "rotations" or part.services]
        first = reduce(Scope.__or__, (base.parts[index].scope for index in coupled), Scope())
        first = replace(first, mentors=False) if not self._has_meetings(first) else first
        allowed = base.value + len(newcomers) * self.alone.points
        others = [index for index in range(len(base.parts)) if index not in coupled]
        elsewhere = sum(base.bounds[i] + len(newcomers) * self.alone.by_part[i] for i in others)
        model = Model(term, first)
        model.x.hint(base.plan)
        price = model.price(COVERAGE)
        outcome = decide(model, price, allowed - elsewhere, control, seconds=STAGE_SECONDS)
        if outcome.bound > allowed - elsewhere:
            return Attempt(none=self.term is base.term)
        if not outcome.found or outcome.value > allowed - elsewhere:
            return Attempt()
        given = _plan_of(model, outcome)
        every = frozenset(term.activity_by_id) - first.attends
        rest = Scope(attends=every, leads=every, topics=every, mentors=True)
        model = Model(term, rest, given)
        model.x.hint(base.plan)
        model.price(COVERAGE)
        cap_newcomers(model, newcomers, self.alone.points)
        outcome = self._fill(model, newcomers, base.value, control, STAGE_SECONDS)
        return replace(self._attempt(model, outcome, term, newcomers), none=False)

    def _has_meetings(self, scope: Scope) -> bool:
        """Tell whether any activity of a scope is of meetings with mentors."""
        return any(self.term.activity_by_id[one].format == "meeting" for one in scope.attends)

    def whole(self, newcomers: tuple[Trainee, ...], control: Control) -> Attempt:
        """Plan everything but the past anew."""
        term = with_newcomers(self.term, newcomers)
        allowed = self.base.value + len(newcomers) * self.alone.points
        limit = WHOLE_SHARE * control.remaining
        own = replace(control, time_limit_seconds=limit, started=time.monotonic())
        if term.published is None:
            result = solve_term(term, own)
            control.deterministic_seconds = own.deterministic_seconds
            if result.plan is None:
                return Attempt(none=result.status == "impossible")
            if result.levels[0].bound > allowed:
                return Attempt(none=True)
            return self._checked(result.plan, term, newcomers)
        search = PartSearch(term, Scope.whole(term), name="everything at once")
        search.start_from(self.base.plan)
        outcome = search.solve(
            COVERAGE, own, enough=0, report=lambda _value, _bound: None
        )
        if outcome.status == "infeasible" or outcome.bound > allowed:
            return Attempt(none=True)
        return self._checked(search.plan, term, newcomers)

    def _fill(
        self, model: Model, newcomers: tuple[Trainee, ...], allowed: int, control: Control, seconds: float
    ) -> Outcome:
        """Search for any solution in which the others lack no more than is allowed."""
        others = price_of_others(model, newcomers)
        keep_others(model, newcomers, allowed)
        return decide(model, others, allowed, control, seconds=seconds)

    def _attempt(
        self, model: Model, outcome: Outcome, term: Term, newcomers: tuple[Trainee, ...]
    ) -> Attempt:
        if not outcome.found:
            return Attempt(none=outcome.status == "infeasible")
        attempt = self._checked(_plan_of(model, outcome), term, newcomers)
        if attempt.plan is None:
            raise RuntimeError("newcomers fit in the model, but not in the verified plan")
        return attempt

    def _checked(self, plan: Plan | None, term: Term, newcomers: tuple[Trainee, ...]) -> Attempt:
        """Return a plan where it keeps every rule, and nobody lacks more than is allowed."""
        if plan is None:
            return Attempt()
        verdict = verify(plan, term)
        if verdict.violations:
            message = "a plan breaks a rule: " + " ".join(violation.text for violation in verdict.violations)
            raise RuntimeError(message)
        costs = cost_of_shortfalls(plan, term)
        own = [costs[newcomer] for newcomer in newcomers]
        fits = max(own) <= self.alone.points and verdict.value(COVERAGE) - sum(own) <= self.base.value
        return Attempt(plan if fits else None)


def _plan_of(model: Model, outcome: Outcome) -> Plan:
    return model.x.plan(lambda literal: bool(outcome.values[literal.index]))
