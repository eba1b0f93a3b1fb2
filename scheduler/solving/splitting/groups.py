"""A part as it is solved, beside the relaxations that bound it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from inputs.plan import Plan
from scheduler.result import Evidence
from scheduler.solving.part_search import PartSearch

Solve = Callable[[PartSearch, str, int], None]
"""Solves a level of a search; the number is a bound known from elsewhere."""


@dataclass
class Group:
    """A search for a part of the plan, and relaxations of that part that add up to a bound of it.

    Where the search takes rotations as given its own bound says nothing of other rotations: only the
    relaxations do. The relaxations' bounds of a level count only while the levels before are proven by them:
    then every best plan is best in each of them.
    """

    exact: PartSearch
    relaxed: list[PartSearch] = field(default_factory=list)

    @property
    def conditional(self) -> bool:
        """Tell whether the search takes anything as given."""
        return self.exact.given is not None

    def bound(self, level: str) -> int:
        """Return the best bound known of a level."""
        by_parts = sum(part.bounds.get(level, 0) for part in self.relaxed) if self.is_tight(level) else 0
        return by_parts if self.conditional else max(by_parts, self.exact.bounds.get(level, 0))

    def evidence(self, level: str) -> tuple[Evidence, ...]:
        """Return where the best bound of a level comes from."""
        if not self.conditional and self.exact.bounds.get(level, 0) >= self.bound(level):
            return self.exact.evidence(level)
        return tuple(shown for part in self.relaxed for shown in part.evidence(level))

    def is_tight(self, level: str) -> bool:
        """Tell whether the relaxations prove every level that was solved before ``level``."""
        for before, value in self.exact.values.items():
            if before == level:
                break
            if sum(part.bounds.get(before, 0) for part in self.relaxed or [self.exact]) < value:
                return False
        return True

    def proven(self, level: str) -> bool:
        """Tell whether the value of a level meets its bound."""
        return self.exact.values.get(level, 0) <= self.bound(level)

    def solve(self, level: str, solve: Solve, *, proving: bool = True) -> None:
        """Solve a level, and with ``proving`` its relaxations where they are needed to prove it."""
        solve(self.exact, level, self.bound(level))
        if self.exact.plan is None or not proving:
            return
        for part in self.relaxed:
            if not self.proven(level) and self.is_tight(level) and level not in part.bounds:
                solve(part, level, 0)


def merged(groups: Iterable[Group], *, rotations_only: bool = False) -> Plan:
    """Put the plans of groups that share nothing together, without meetings."""
    searches = [group.exact for group in groups if group.exact.plan is not None]
    own = [search.plan for search in searches if search.scope.rotations]
    plans = [search.plan for search in searches]
    return Plan(
        tuple(rotation for plan in own if plan for rotation in plan.rotations),
        () if rotations_only else tuple(row for plan in own if plan for row in plan.rounds),
        ()
        if rotations_only
        else tuple(s for plan in plans if plan for s in plan.sessions if not s.is_meeting),
    )
