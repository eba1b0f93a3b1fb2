"""What plans pay at least that touch people whom a change of the term does not concern.

They need not always be opened to know that. A plan that touches some trainees outside can take from them what
they lack less, so that much more may lack inside; and whatever room they make, those inside still need
faculty. How many, is asked in the term without anybody else, in which whoever is left out keeps sessions and
rounds going.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from constraints.catalogue import cost_of_shortfalls
from constraints.scope import Scope
from inputs.people import Trainee
from inputs.plan import Plan
from inputs.published import Published
from inputs.term import Term
from scheduler.model import Model
from scheduler.solving.bounds.by_trainee import LeastAlone
from scheduler.solving.replanning.remnant import Remnant
from scheduler.solving.search import Control, minimize

SHARE = 0.5
"""Share of the time left that one question may take."""


@dataclass
class Outside:
    """Those outside, for one plan: ``lacking`` is what it lacks, ``value`` what it pays for its changes."""

    term: Term
    published: Published
    remnant: Remnant
    control: Control
    alone: LeastAlone
    plan: Plan
    lacking: int
    value: int
    _needed: dict[int, int] = field(default_factory=dict)

    def can_help(self) -> bool:
        """Tell whether a plan that lacks no more and pays less might touch anybody outside."""
        most = self.value // self._points - len(self.remnant.forced)
        return any(
            self.control.stopped or self._with_others(others, sum(self._best_gains(others))) < self.value
            for others in range(1, most + 1)
        )

    @cached_property
    def _points(self) -> int:
        return self.published.points_a_person(self.term)

    @cached_property
    def _costs(self) -> Mapping[Trainee, int]:
        """What each trainee lacks whom the change does not concern and who has not left."""
        return {
            trainee: cost
            for trainee, cost in cost_of_shortfalls(self.plan, self.term).items()
            if trainee not in self.remnant.open and trainee.stay.last_day >= self.published.since
        }

    def _gain(self, trainee: Trainee) -> int:
        """Return by how much at most a trainee could lack less."""
        cost = self._costs[trainee]
        return cost - self.alone.least(trainee) if cost else 0

    def _best_gains(self, number: int) -> list[int]:
        """Return by how much at most so many trainees could lack less, those who could gain most."""
        gains: list[int] = []
        for trainee in sorted(self._costs, key=lambda one: -self._costs[one]):
            if len(gains) >= number and sorted(gains, reverse=True)[number - 1] >= self._costs[trainee]:
                break
            gains.append(self._gain(trainee))
        return sorted(gains, reverse=True)[:number]

    def _with_others(self, others: int, slack: int) -> int:
        """Return what is paid at least where so many outside are touched, and lack so much less in all."""
        needed = self._least_faculty(self.lacking - sum(self._costs.values()) + slack)
        return (len(self.remnant.forced) + others + needed) * self._points + self.remnant.minimum

    def _least_faculty(self, budget: int) -> int:
        """Return how many more of the faculty those concerned need, if they may lack ``budget`` points."""
        if budget not in self._needed:
            inside = tuple(trainee for trainee in self.term.trainees if trainee in self.remnant.open)
            term = self.term.with_only(*inside)
            model = Model(term, replace(Scope.whole(term), topics=frozenset()))
            model.proto.add(model.price("coverage") <= budget)
            touched = model.x.changes.touched if model.x.changes is not None else {}
            more = [
                literal
                for who, literal in touched.items()
                if who not in self.remnant.forced and not isinstance(who, Trainee)
            ]
            seconds = SHARE * self.control.remaining
            self._needed[budget] = (
                minimize(model, sum(more), self.control, seconds=seconds).bound if more else 0
            )
        return self._needed[budget]
