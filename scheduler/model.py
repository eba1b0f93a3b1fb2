"""Term and rules -> CP-SAT model, for the whole term or a part of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from constraints.catalogue import hard_rules, soft_rules
from constraints.decisions import Decisions, Scope
from inputs.plan import Plan
from inputs.term import Term


@dataclass
class Model:
    """A CP-SAT model of a scope: the decisions, and the price of each level once it has been asked for."""

    term: Term
    scope: Scope
    given: Plan | None = None
    without: frozenset[str] = frozenset()
    """Names of hard rules that are left out (to find out which rules contradict each other)."""
    proto: cp_model.CpModel = field(init=False)
    x: Decisions = field(init=False)
    prices: dict[str, cp_model.LinearExprT] = field(init=False, default_factory=dict)
    posted: dict[str, range] = field(init=False, default_factory=dict)
    """For each hard rule the indices of the constraints that it posted."""

    def __post_init__(self) -> None:
        self.proto = cp_model.CpModel()
        self.x = Decisions(self.proto, self.term, self.scope, self.given)
        for rule in hard_rules(self.term):
            if rule.name not in self.without:
                first = len(self.proto.proto.constraints)
                rule.post(self.proto, self.x, self.term)
                self.posted[rule.name] = range(first, len(self.proto.proto.constraints))

    def price(self, level: str) -> cp_model.LinearExprT:
        """Return the price of a level; coverage must be asked for first, as fairness reads its shortfalls."""
        if level not in self.prices:
            rules = soft_rules(self.term, level)
            self.prices[level] = sum(rule.penalty(self.proto, self.x, self.term) for rule in rules)
        return self.prices[level]
