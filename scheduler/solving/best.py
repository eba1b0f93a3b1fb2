"""The best plan of a run so far, verified, and what it pays."""

from __future__ import annotations

from dataclasses import dataclass, field

from constraints.rule import At
from inputs.plan import Plan
from inputs.term import COVERAGE, Term
from scheduler.solving.part_search import PartSearch
from scheduler.solving.search import Control
from scheduler.verify import Verdict, verify

MOST_OTHERS = 3
"""Plans that are remembered besides the best one."""


@dataclass
class Best:
    """The best plan so far, level before level; what it pays is what the verification counts.

    Which of two plans is better is a matter of sums: the better one may lack something that the other gives.
    So a few others are remembered, the best of those that lack the same.
    """

    term: Term
    control: Control
    levels: tuple[str, ...]
    """The levels that are optimised, in order."""
    plan: Plan | None = None
    verdict: Verdict | None = None
    _others: list[tuple[Plan, Verdict]] = field(default_factory=list)

    @property
    def others(self) -> tuple[Plan, ...]:
        """Plans that are not as good but give something that the best plan lacks, the better ones first."""
        return tuple(plan for plan, _ in self._others)

    def value(self, level: str) -> int:
        """Return what the plan pays at a level; 0 while there is none."""
        return self.verdict.value(level) if self.verdict is not None else 0

    def offer(self, draft: Plan) -> None:
        """Keep a draft where the rules allow it and it is better."""
        verdict = verify(draft, self.term)
        if not verdict.violations:
            self._keep(draft, verdict)

    def accept(self, plan: Plan) -> Verdict:
        """Verify a plan of the solver's, and keep it where it is better.

        Raises
        ------
        RuntimeError
            When the plan breaks a rule: a fault of this program.
        """
        verdict = verify(plan, self.term)
        if verdict.violations:
            message = "a plan breaks a rule: " + " ".join(violation.text for violation in verdict.violations)
            raise RuntimeError(message)
        self._keep(plan, verdict)
        return verdict

    def accept_found(self, search: PartSearch) -> None:
        """Accept the plan of a search that knows the whole, if there is one.

        Raises
        ------
        RuntimeError
            When the plan breaks a rule, or pays more than the solver says.
        """
        if search.plan is None:
            return
        verdict = self.accept(search.plan)
        for level, value in search.values.items():
            if verdict.value(level) > value:
                message = (
                    f"the solver counts {value} at level {level}, the verification {verdict.value(level)}"
                )
                raise RuntimeError(message)

    def exchange(self, plan: Plan) -> None:
        """Take another plan instead, where the rules allow it and it is no worse."""
        verdict = verify(plan, self.term)
        if self.verdict is None or verdict.violations:
            return
        if self._prices(verdict) <= self._prices(self.verdict):
            self._take(plan, verdict)

    def is_beaten_by(self, verdict: Verdict) -> bool:
        """Tell whether a plan with another verdict is better, level before level."""
        return self.verdict is None or self._prices(verdict) < self._prices(self.verdict)

    def _keep(self, plan: Plan, verdict: Verdict) -> None:
        if self.is_beaten_by(verdict):
            self._take(plan, verdict)
            prices = self._prices(verdict)
            self.control.found(dict(zip(self.levels, prices, strict=True)), self.control.seconds)
        else:
            self._remember(plan, verdict)

    def _take(self, plan: Plan, verdict: Verdict) -> None:
        was, was_verdict = self.plan, self.verdict
        self.plan, self.verdict = plan, verdict
        if was is not None and was_verdict is not None:
            self._remember(was, was_verdict)

    def _remember(self, plan: Plan, verdict: Verdict) -> None:
        """Remember a plan that is not as good, if few better ones lack something else."""
        seen = {_lacking(self.verdict)} if self.verdict is not None else set()
        others = sorted([*self._others, (plan, verdict)], key=lambda other: self._prices(other[1]))
        self._others.clear()
        for other, judged in others:
            lacking = _lacking(judged)
            if lacking not in seen and len(self._others) < MOST_OTHERS:
                self._others.append((other, judged))
            seen.add(lacking)

    def _prices(self, verdict: Verdict) -> tuple[int, ...]:
        return verdict.values(self.levels)


def _lacking(verdict: Verdict) -> frozenset[tuple[At, int]]:
    """Return what a plan lacks, and what that costs."""
    return frozenset((missed.at, missed.amount) for missed in verdict.paid.get(COVERAGE, ()))
