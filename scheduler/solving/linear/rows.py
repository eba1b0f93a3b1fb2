"""A model as a mixed integer program: rows of whole-numbered variables, and nothing else."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from scheduler.solving.linear.message import as_message

if TYPE_CHECKING:
    from ortools.sat import cp_model_pb2
    from ortools.sat.python import cp_model

UNBOUNDED = 2**62
"""From here on the solver's domains mean infinity."""

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Mip:
    """Minimise ``cost @ x + offset`` with ``row_lower <= matrix @ x <= row_upper``, all of ``x`` whole.

    The matrix is stored by rows: row ``r`` has ``index`` and ``value`` from ``start[r]`` to ``start[r + 1]``,
    no variable twice.
    """

    cost: Floats
    offset: float
    lower: Floats
    upper: Floats
    row_lower: Floats
    row_upper: Floats
    start: Ints
    index: Ints
    value: Floats


def translate(model: cp_model.CpModel) -> Mip:
    """Return a model as a MIP with the same variables.

    Raises
    ------
    NotImplementedError
        When a constraint is of a kind that the rules do not use, or its domain has holes.
    """
    proto = as_message(model)
    domains = [_bounds(variable.domain) for variable in proto.variables]
    clauses, rows = _Clauses(), _Rows(domains)
    for constraint in proto.constraints:
        _add(clauses, rows, constraint)
    cost = np.zeros(len(domains))
    offset = 0.0
    if proto.HasField("objective"):
        if proto.objective.scaling_factor not in (0, 1):
            message = "an objective is scaled, or to be maximised"
            raise NotImplementedError(message)
        np.add.at(cost, np.array(proto.objective.vars, int), np.array(proto.objective.coeffs, float))
        offset = proto.objective.offset
    bounds = np.array(domains, float).reshape(-1, 2)
    row_lower, row_upper, start, index, value = _joined(clauses.rows(len(domains)), rows.rows())
    return Mip(
        cost, offset, bounds[:, 0].copy(), bounds[:, 1].copy(), row_lower, row_upper, start, index, value
    )


Rows = tuple[Floats, Floats, Ints, Ints, Floats]
"""Lower and upper ends of rows, where each begins, variables and coefficients."""


def _joined(first: Rows, second: Rows) -> Rows:
    """Return two lots of rows as one."""
    start = np.concatenate([first[2], second[2][1:] + first[2][-1]])
    lower, upper, index, value = (np.concatenate([first[n], second[n]]) for n in (0, 1, 3, 4))
    return lower, upper, start.astype(np.int32), index, value


@dataclass
class _Clauses:
    """Rows that are sums of literals: so many of them, at least and at most, are true."""

    literals: array[int] = field(default_factory=lambda: array("q"))
    ends: array[int] = field(default_factory=lambda: array("q"))
    lower: array[float] = field(default_factory=lambda: array("d"))
    upper: array[float] = field(default_factory=lambda: array("d"))

    def add(self, literals: Sequence[int], lower: float, upper: float) -> None:
        self.literals.extend(literals)
        self.ends.append(len(self.literals))
        self.lower.append(lower)
        self.upper.append(upper)

    def rows(self, variables: int) -> Rows:
        """Return them as rows; a negated literal is 1 less its variable."""
        literals, ends = np.array(self.literals, np.int64), np.array(self.ends, np.int64)
        start = np.concatenate([[0], ends])
        row = np.repeat(np.arange(len(ends)), np.diff(start))
        negated = literals < 0
        constant = np.bincount(row[negated], minlength=len(ends))
        # The same variable may stand in a row more than once.
        keys, place = np.unique(row * variables + np.where(negated, ~literals, literals), return_inverse=True)
        value: Floats = np.bincount(place, np.where(negated, -1.0, 1.0), len(keys)).astype(np.float64)
        start = np.searchsorted(keys, np.arange(len(ends) + 1) * variables)
        lower = np.array(self.lower, np.float64) - constant
        upper = np.array(self.upper, np.float64) - constant
        return lower, upper, start.astype(np.int32), (keys % max(1, variables)).astype(np.int32), value


@dataclass
class _Rows:
    """Other rows; ``domains`` are the bounds of the variables."""

    domains: Sequence[tuple[float, float]]
    lower: array[float] = field(default_factory=lambda: array("d"))
    upper: array[float] = field(default_factory=lambda: array("d"))
    start: array[int] = field(default_factory=lambda: array("q", [0]))
    index: array[int] = field(default_factory=lambda: array("q"))
    value: array[float] = field(default_factory=lambda: array("d"))

    def rows(self) -> Rows:
        start, index = np.array(self.start, np.int32), np.array(self.index, np.int32)
        lower, upper = np.array(self.lower, np.float64), np.array(self.upper, np.float64)
        return lower, upper, start, index, np.array(self.value, np.float64)

    def add(
        self, terms: Mapping[int, float], lower: float, upper: float, only_if: Sequence[int] = ()
    ) -> None:
        """Add a row; with ``only_if`` it binds only where all these literals are true."""
        if not only_if:
            self._append(terms, lower, upper)
            return
        least, most = self.range_of(terms)
        slack, missing = _sum_of([~literal for literal in only_if])
        if lower > least:
            self._append(_plus(terms, slack, lower - least), lower - (lower - least) * missing, inf)
        if upper < most:
            self._append(_plus(terms, slack, upper - most), -inf, upper - (upper - most) * missing)

    def range_of(self, terms: Mapping[int, float]) -> tuple[float, float]:
        """Return the least and the most that a sum can be."""
        ends = [(c * self.domains[v][0], c * self.domains[v][1]) for v, c in terms.items()]
        return sum(min(pair) for pair in ends), sum(max(pair) for pair in ends)

    def _append(self, terms: Mapping[int, float], lower: float, upper: float) -> None:
        self.index.extend(terms.keys())
        self.value.extend(terms.values())
        self.start.append(len(self.index))
        self.lower.append(lower)
        self.upper.append(upper)


def _add(clauses: _Clauses, rows: _Rows, constraint: cp_model_pb2.ConstraintProto) -> None:
    """Add what a constraint says as rows."""
    only_if = constraint.enforcement_literal
    kind = constraint.WhichOneof("constraint")
    if kind == "linear":
        lower, upper = _bounds(constraint.linear.domain)
        terms = _merged(zip(constraint.linear.vars, constraint.linear.coeffs, strict=True))
        rows.add(terms, lower, upper, only_if)
    elif kind == "at_most_one" and not only_if:
        clauses.add(constraint.at_most_one.literals, -inf, 1)
    elif kind == "exactly_one" and not only_if:
        clauses.add(constraint.exactly_one.literals, 1, 1)
    elif kind == "bool_or":
        clauses.add([*constraint.bool_or.literals, *(~literal for literal in only_if)], 1, inf)
    elif kind == "bool_and":
        for literal in constraint.bool_and.literals:
            clauses.add([literal, *(~other for other in only_if)], 1, inf)
    elif kind == "lin_max" and not only_if:
        _add_max(rows, constraint.lin_max)
    else:
        message = f"no rows for: {constraint}"
        raise NotImplementedError(message)


def _add_max(rows: _Rows, maximum: Any) -> None:
    """Say that a Boolean is true exactly when one of several is: at least each of them, at most their sum."""
    target, constant = _affine(maximum.target)
    sums, total = dict[int, float](), 0.0
    for expression in maximum.exprs:
        terms, own = _affine(expression)
        least, most = rows.range_of(terms)
        if own + least < 0 or own + most > 1:
            message = f"a maximum of other things than Booleans: {maximum}"
            raise NotImplementedError(message)
        rows.add(_plus(target, terms, -1), own - constant, inf)
        sums, total = _plus(sums, terms, 1), total + own
    rows.add(_plus(target, sums, -1), -inf, total - constant)


def _affine(expression: Any) -> tuple[dict[int, float], float]:
    return _merged(zip(expression.vars, expression.coeffs, strict=True)), expression.offset


def _sum_of(literals: Iterable[int]) -> tuple[dict[int, float], float]:
    """Return the sum of literals as terms and a constant; a negated one is 1 less its variable."""
    terms: dict[int, float] = {}
    constant = 0
    for literal in literals:
        variable, sign = (literal, 1) if literal >= 0 else (~literal, -1)
        terms[variable] = terms.get(variable, 0) + sign
        constant += literal < 0
    return terms, constant


def _merged(pairs: Iterable[tuple[int, int]]) -> dict[int, float]:
    terms: dict[int, float] = {}
    for variable, coefficient in pairs:
        terms[variable] = terms.get(variable, 0) + coefficient
    return terms


def _plus(terms: Mapping[int, float], others: Mapping[int, float], times: float) -> dict[int, float]:
    found = dict(terms)
    for variable, coefficient in others.items():
        found[variable] = found.get(variable, 0) + times * coefficient
    return found


def _bounds(domain: Sequence[int]) -> tuple[float, float]:
    if len(domain) != 2:
        message = f"a domain with holes: {list(domain)}"
        raise NotImplementedError(message)
    low, high = domain
    return (-inf if low <= -UNBOUNDED else low), (inf if high >= UNBOUNDED else high)
