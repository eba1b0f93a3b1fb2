"""The best plan of a run so far, verified, and what it pays."""

from __future__ import annotations

from dataclasses import dataclass

from inputs.plan import Plan
from inputs.term import Term
from scheduler.solving.part_search import PartSearch
from scheduler.solving.search import Control
from scheduler.verify import Verdict, verify


@dataclass
class Best:
    """The best plan so far, level before level; what it pays is what the verification counts."""

    term: Term
    control: Control
    levels: tuple[str, ...]
    """The levels that are optimised, in order."""
    plan: Plan | None = None
    verdict: Verdict | None = None

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
            self.plan, self.verdict = plan, verdict

    def is_beaten_by(self, verdict: Verdict) -> bool:
        """Tell whether a plan with another verdict is better, level before level."""
        return self.verdict is None or self._prices(verdict) < self._prices(self.verdict)

    def _keep(self, plan: Plan, verdict: Verdict) -> None:
        if self.is_beaten_by(verdict):
            self.plan, self.verdict = plan, verdict
            prices = self._prices(verdict)
            self.control.found(dict(zip(self.levels, prices, strict=True)), self.control.seconds)

    def _prices(self, verdict: Verdict) -> tuple[int, ...]:
        return tuple(verdict.value(level) for level in self.levels)
