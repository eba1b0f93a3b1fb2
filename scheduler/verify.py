"""Holds a plan against every rule, without the solver."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from constraints.catalogue import hard_rules, paid_for, soft_rules
from constraints.rule import Violation
from inputs.plan import Plan
from inputs.term import Term


@dataclass(frozen=True)
class Verdict:
    """What verification found.

    ``violations`` are breaches of hard rules: a sound plan has none. ``prices`` holds, for each level, what
    each of its rules costs; ``paid`` the breaches behind them.
    """

    violations: tuple[Violation, ...]
    prices: Mapping[str, Mapping[str, int]]
    paid: Mapping[str, tuple[Violation, ...]]

    def value(self, level: str) -> int:
        """Return the whole price of a level."""
        return sum(self.prices.get(level, {}).values())

    def values(self, levels: Iterable[str]) -> tuple[int, ...]:
        """Return the whole prices of levels: the less of two in their order is the better plan."""
        return tuple(self.value(level) for level in levels)


def verify(plan: Plan, term: Term) -> Verdict:
    """Return every breach of a rule in force, hard and soft, in the words of the rules."""
    broken = tuple(violation for rule in hard_rules(term) for violation in rule.verify(plan, term))
    prices: dict[str, dict[str, int]] = {}
    paid: dict[str, tuple[Violation, ...]] = {}
    for level in term.levels:
        by_rule = {rule.name: paid_for(rule, plan, term) for rule in soft_rules(term, level)}
        prices[level] = {name: sum(v.amount for v in found) for name, found in by_rule.items()}
        paid[level] = tuple(violation for found in by_rule.values() for violation in found)
    return Verdict(broken, prices, paid)
