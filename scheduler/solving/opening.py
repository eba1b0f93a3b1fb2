"""Cuts a small model out of a large one: some decisions open, all others as in a solution.

The small model holds the constraints that an open variable stands in, and no others, so that a step costs
what it opens and not what the term is large. What follows from open decisions (counts, prices) is opened with
them; where a constraint counts a great many things, those that nothing else opens keep their values. Every
solution of the small model, with the rest as it was, is a solution of the large one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from scheduler.solving.linear.message import as_message

if TYPE_CHECKING:
    from ortools.sat import cp_model_pb2

FEW = 8
"""Derived variables up to which a constraint opens them all."""
LITERALS = ("bool_or", "bool_and", "at_most_one", "exactly_one")
"""Constraints of literals alone."""


class Opening:
    """A model and a solution of it, indexed so that parts can be opened."""

    def __init__(self, model: cp_model.CpModel, decisions: Collection[int], values: Iterable[int]) -> None:
        self.model = model
        self.values = list(values)
        self._decisions = frozenset(decisions)
        self._derived_in: list[tuple[int, ...]] = []
        self._constraints_of: list[list[int]] = [[] for _ in self.values]
        self._small = _fixed(self.values)
        self._index()

    def _index(self) -> None:
        """Take in the constraints that were added since the last time."""
        first = len(self._derived_in)
        if first == len(self.model.proto.constraints):
            return
        for number, constraint in enumerate(as_message(self.model).constraints[first:], first):
            variables = {term if term >= 0 else -term - 1 for term in _terms(constraint)}
            for variable in variables:
                self._constraints_of[variable].append(number)
            derived = variables - self._decisions
            self._derived_in.append(tuple(sorted(derived)) if len(derived) <= FEW else ())

    def small_model(self, opened: Iterable[int]) -> tuple[cp_model.CpModel, list[int]]:
        """Return the model with the decisions of ``opened`` free, hinted as they are, and all that is free.

        It is the same object each time: `take` or `close` it before the next.
        """
        self._index()
        free, constraints = self._reach(opened)
        proto, small = self.model.proto, self._small.proto
        small.constraints.clear()
        small.clear_objective()
        small.clear_solution_hint()
        # Each access to the lists makes an object, and domains are soonest copied with their variables.
        variables, given = small.variables, proto.variables
        for variable in free:
            variables[variable].copy_from(given[variable])
        posted, all_posted = small.constraints, proto.constraints
        for number in sorted(constraints):
            posted.append(all_posted[number])
        small.solution_hint.vars.extend(free)
        small.solution_hint.values.extend([self.values[variable] for variable in free])
        return self._small, free

    def _reach(self, opened: Iterable[int]) -> tuple[list[int], set[int]]:
        """Return the variables that are free when some decisions are, and the constraints that bind them."""
        free = dict.fromkeys(opened)
        waiting = list(free)
        constraints: set[int] = set()
        while waiting:
            variable = waiting.pop()
            for number in self._constraints_of[variable]:
                if number in constraints:
                    continue
                constraints.add(number)
                for other in self._derived_in[number]:
                    if other not in free:
                        free[other] = None
                        waiting.append(other)
        return list(free), constraints

    def take(self, free: Iterable[int], values: Sequence[int]) -> None:
        """Take over the values of what was free, and close it."""
        for variable in free:
            self.values[variable] = values[variable]
        self.close(free)

    def close(self, free: Iterable[int]) -> None:
        """Close what was free with the values that it had."""
        variables = self._small.proto.variables
        for variable in free:
            domain, value = variables[variable].domain, self.values[variable]
            domain.clear()
            domain.extend((value, value))


def _fixed(values: Iterable[int]) -> cp_model.CpModel:
    """Return a model of variables that each have one value."""
    model = cp_model.CpModel()
    # As text they are there in a third of the time that adding one after another takes.
    model.proto.parse_text_format("".join(f"variables{{domain:{value} domain:{value}}}" for value in values))
    return model


def _terms(constraint: cp_model_pb2.ConstraintProto) -> list[int]:
    """Return the variables and literals of a constraint, of the kinds that rules post.

    A negated literal stands there as the complement of its variable.
    """
    kind, terms = constraint.WhichOneof("constraint"), list(constraint.enforcement_literal)
    if kind == "linear":
        terms += constraint.linear.vars
    elif kind in LITERALS:
        terms += getattr(constraint, kind).literals
    elif kind == "lin_max":
        terms += constraint.lin_max.target.vars
        for expression in constraint.lin_max.exprs:
            terms += expression.vars
    else:
        message = f"a constraint of a kind that no rule posts: {constraint}"
        raise RuntimeError(message)
    return terms
