"""Finds plans in which newcomers fit: first where nobody else moves, then where others do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from constraints.catalogue import cost_of_shortfalls
from constraints.scope import Scope
from inputs.people import Trainee
from inputs.plan import Plan
from inputs.term import COVERAGE, Term
from scheduler.capacity.answer import with_newcomers
from scheduler.capacity.base import Base
from scheduler.capacity.limits import cap_newcomers, keep_others, price_of_others
from scheduler.capacity.newcomer import Alone
from scheduler.model import Model
from scheduler.solving.deciding import decide
from scheduler.solving.part_search import PartSearch
from scheduler.solving.search import Control, Outcome
from scheduler.solving.solve import solve_term
from scheduler.verify import Verdict, verify

UNMOVED_SECONDS = 20.0
"""The most that a search that moves nobody may take."""
MOVING_SECONDS = 30.0
"""The most that a search that moves those who are near may take."""
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
        return self._open(newcomers, (), self._left_to(()), control, UNMOVED_SECONDS)

    def least_lacking(self, newcomers: tuple[Trainee, ...], control: Control) -> Plan | None:
        """Return a plan in which newcomers lack the least that was found, while nobody else moves.

        All others lack no more than now. None where none was found.
        """
        if control.stopped or not self._may_stay:
            return None
        model = self._model(newcomers, ())
        keep_others(model, newcomers, self._left_to(()))
        price = sum(
            cost * count for newcomer in newcomers for cost, count in model.x.shortfalls.get(newcomer, ())
        )
        outcome = decide(model, price, 0, control, seconds=UNMOVED_SECONDS, to_the_end=True)
        return _plan_of(model, outcome) if outcome.found else None

    def moving(self, newcomers: tuple[Trainee, ...], control: Control) -> Attempt:
        """Search while those who are there at the same time may move; the others stay as they are."""
        there = self.base.term.trainees
        near = tuple(t for t in there if t.stay.overlaps(newcomers[0].stay))
        attempt = self._open(newcomers, near, self._left_to(near), control, MOVING_SECONDS)
        return attempt if len(near) == len(there) else replace(attempt, none=False)

    def whole(self, newcomers: tuple[Trainee, ...], control: Control) -> Attempt:
        """Plan everything but the past anew."""
        if control.stopped:
            return Attempt()
        term = with_newcomers(self.term, newcomers)
        allowed = self.base.value + len(newcomers) * self.alone.points
        limit = WHOLE_SHARE * control.remaining
        own = control.part(limit)
        if term.published is None:
            result = solve_term(term, own)
            control.deterministic_seconds += own.deterministic_seconds
            if result.plan is None:
                return Attempt(none=result.status == "impossible")
            if result.levels[0].bound > allowed:
                return Attempt(none=True)
            return self._checked(result.plan, term, newcomers)
        search = PartSearch(term, Scope.whole(term), name="everything at once")
        search.start_from(self.base.plan)
        outcome = search.solve(COVERAGE, own, enough=0, report=lambda _value, _bound: None)
        if outcome.status == "infeasible" or outcome.bound > allowed:
            return Attempt(none=True)
        return self._checked(search.plan, term, newcomers)

    @cached_property
    def _may_stay(self) -> bool:
        """Whether those who are there may stay as they are in a richer term.

        With one more seat a rotation that ended for want of one is too short.
        """
        return self.term is self.base.term or not verify(self.base.plan, self.term).violations

    def _left_to(self, others: tuple[Trainee, ...]) -> int:
        """Return what some of those who are there may lack, leads included, where the rest stay as they are.

        Those who stay may lack more in a richer term: with one more mentor a meeting is owed in a week, too,
        in which nobody else has an hour.
        """
        costs = cost_of_shortfalls(self.base.plan, self.term)
        return self.base.value - sum(cost for trainee, cost in costs.items() if trainee not in others)

    def _open(
        self,
        newcomers: tuple[Trainee, ...],
        others: tuple[Trainee, ...],
        allowed: int,
        control: Control,
        seconds: float,
    ) -> Attempt:
        """Search while newcomers, some others and all faculty are open; these lack what is allowed."""
        if control.stopped or not self._may_stay:
            return Attempt()
        model = self._model(newcomers, others)
        cap_newcomers(model, newcomers, self.alone.points)
        keep_others(model, newcomers, allowed)
        outcome = decide(model, price_of_others(model, newcomers), allowed, control, seconds=seconds)
        return self._attempt(model, outcome, newcomers)

    def _model(self, newcomers: tuple[Trainee, ...], others: tuple[Trainee, ...]) -> Model:
        """Return a model in which newcomers, some others and all faculty are open, with its coverage."""
        term = with_newcomers(self.term, newcomers)
        people = frozenset(trainee.id for trainee in (*newcomers, *others))
        model = Model(term, replace(Scope.whole(term), trainees=people), self.base.plan)
        model.x.hint(self.base.plan)
        model.price(COVERAGE)
        return model

    def _attempt(self, model: Model, outcome: Outcome, newcomers: tuple[Trainee, ...]) -> Attempt:
        if not outcome.found:
            return Attempt(none=outcome.status == "infeasible")
        attempt = self._checked(_plan_of(model, outcome), model.term, newcomers)
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
        return Attempt(plan if self._is_enough(plan, verdict, newcomers) else None)

    def fits(self, plan: Plan, newcomers: tuple[Trainee, ...]) -> bool:
        """Tell whether a plan keeps every rule, and nobody lacks more in it than is allowed."""
        verdict = verify(plan, with_newcomers(self.term, newcomers))
        return not verdict.violations and self._is_enough(plan, verdict, newcomers)

    def _is_enough(self, plan: Plan, verdict: Verdict, newcomers: tuple[Trainee, ...]) -> bool:
        costs = cost_of_shortfalls(plan, with_newcomers(self.term, newcomers))
        own = [costs[newcomer] for newcomer in newcomers]
        return max(own) <= self.alone.points and verdict.value(COVERAGE) - sum(own) <= self.base.value


def _plan_of(model: Model, outcome: Outcome) -> Plan:
    return model.x.plan(lambda literal: bool(outcome.values[literal.index]))
