"""Term and rules -> CP-SAT model, for the whole term or a part of it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from constraints.catalogue import hard_rules, soft_rules, soft_rules_named
from constraints.decisions import Decisions
from constraints.scope import Scope
from inputs.plan import Plan
from inputs.term import COVERAGE, FAIRNESS, Term


@dataclass
class Model:
    """A CP-SAT model of a scope: the decisions, and the price of each level once it has been asked for."""

    term: Term
    scope: Scope
    given: Plan | None = None
    background: bool = False
    """Whether what is given only constrains and is not charged for."""
    proto: cp_model.CpModel = field(init=False)
    x: Decisions = field(init=False)
    prices: dict[str, cp_model.LinearExprT] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.proto = cp_model.CpModel()
        with _without_collecting():
            self.x = Decisions(self.proto, self.term, self.scope, self.given, background=self.background)
            for rule in hard_rules(self.term):
                rule.post(self.proto, self.x, self.term)

    def price(self, level: str) -> cp_model.LinearExprT:
        """Return the price of a level, or of the soft rule of that name.

        Fairness reads the shortfalls of coverage, and has it made first.
        """
        if level not in self.prices:
            if level == FAIRNESS:
                self.price(COVERAGE)
            rules = soft_rules(self.term, level) or soft_rules_named(self.term, level)
            with _without_collecting():
                self.prices[level] = sum(rule.penalty(self.proto, self.x, self.term) for rule in rules)
        return self.prices[level]


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Leave off looking for garbage: of the very many literals and expressions made, none is in a cycle."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
