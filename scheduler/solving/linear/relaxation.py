"""The linear relaxation of a model: how much of each decision is taken where halves are allowed.

Its values tell a search where to begin, and may be rough. Its dual values are prices on the rows; at any
prices, what each variable costs at least by itself, less what the prices make of the rows' ends, bounds the
cost of every solution (Lagrangian relaxation; Geoffrion, 1974, "Lagrangean relaxation for integer
programming"). The prices are rounded to whole numbers first and the sums are of whole numbers, so that the
bound holds whatever the linear solver's precision is. What lies between the bound and the cost of the best
solution so far limits how far a variable can be from its cheaper end in a better one (reduced cost fixing;
Crowder, Johnson and Padberg, 1983, "Solving large-scale zero-one linear programming problems").
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from ortools.linear_solver import linear_solver_pb2, pywraplp

from scheduler.solving.linear.rows import Mip, translate

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

SOLVER = "CLP"
"""Of the linear solvers that come with ortools the quickest with these rows, mostly by two to three times."""
AT_A_TIME = 10.0
"""Seconds in which the linear solver is not interrupted; then it may go on, and works the rows over again."""
UNITS = 1000
"""Of the prices, to one of the cost."""
LARGEST = 2**60
"""What sums of whole numbers stay below."""

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Relaxed:
    """A cheapest solution in which nothing need be whole, and what it tells of those in which all is."""

    values: Sequence[float]
    """A value for each variable, as near as the linear solver comes."""
    least: int
    """No solution costs less; in `UNITS`, exact."""
    reduced: Integers
    """What one more of each variable adds to ``least``: its cost less the prices of its rows, in `UNITS`."""
    lower: Integers
    upper: Integers

    @property
    def bound(self) -> int:
        """The least whole cost that a solution may have."""
        return -(-self.least // UNITS)

    def cheaper(self, discounts: Mapping[int, int], constant: int) -> Relaxed:
        """Return what the same prices show where one of each of some variables costs so much less.

        ``constant`` is what every solution costs less.
        """
        reduced = self.reduced.copy()
        reduced[list(discounts)] -= UNITS * np.fromiter(discounts.values(), np.int64, len(discounts))
        free = np.minimum(reduced * self.lower, reduced * self.upper).sum()
        before = np.minimum(self.reduced * self.lower, self.reduced * self.upper).sum()
        return replace(self, reduced=reduced, least=self.least + int(free) - int(before) - UNITS * constant)

    def narrowed(self, most: int) -> Mapping[int, tuple[int, int]]:
        """Return the ends, both included, of variables with less room where no more than ``most`` is paid.

        Raises
        ------
        ValueError
            When every solution costs more.
        """
        slack = most * UNITS - self.least
        if slack < 0:
            message = f"no solution costs {most}, but {self.bound} at least"
            raise ValueError(message)
        steps = slack // np.maximum(1, np.abs(self.reduced))
        upper = np.where(self.reduced > 0, np.minimum(self.upper, self.lower + steps), self.upper)
        lower = np.where(self.reduced < 0, np.maximum(self.lower, self.upper - steps), self.lower)
        changed = np.flatnonzero((upper != self.upper) | (lower != self.lower))
        return {int(index): (int(lower[index]), int(upper[index])) for index in changed}


class Relaxation:
    """The linear relaxation of a model as it is now: once solved, it is soon solved again at another cost.

    The linear solver goes on from where it ended, which takes a tenth of the time. What the model is told
    later is not in it; what the relaxation tells holds all the same.

    Parameters
    ----------
    model
        A model of variables with two ends.
    stopped
        Tells whether to give up; asked every `AT_A_TIME` seconds.

    Raises
    ------
    NotImplementedError
        When a variable lacks an end, or `translate` does.
    """

    def __init__(self, model: cp_model.CpModel, stopped: Callable[[], bool] = lambda: False) -> None:
        self._model = model
        self._stopped = stopped
        self._mip = translate(model)
        if not (np.isfinite(self._mip.lower).all() and np.isfinite(self._mip.upper).all()):
            raise NotImplementedError("a variable lacks an end")
        self._solver: pywraplp.Solver | None = None

    def solve(self, seconds: float) -> Relaxed | None:
        """Return what the model comes to, at the cost it has now, if its variables need not be whole.

        Parameters
        ----------
        seconds
            How long it may take.

        Returns
        -------
        Relaxed or None
            None where there was no solution, or no time, or the costs are too large to be summed exactly.

        Raises
        ------
        ValueError
            When a variable that costs something is newer than the relaxation.
        """
        mip = self._with_cost()
        if UNITS * float(np.abs(mip.cost) @ _sizes(mip)) > LARGEST:
            return None
        solver = self._read(mip)
        if solver is None:
            return None
        if not self._ends(solver, seconds):
            return None
        response = linear_solver_pb2.MPSolutionResponse()
        solver.FillSolutionResponseProto(response)
        return _priced(mip, list(response.variable_value), np.array(response.dual_value))

    def _ends(self, solver: pywraplp.Solver, seconds: float) -> bool:
        """Tell whether the linear solver comes to an end in time; else it goes on from there next time."""
        until = monotonic() + seconds
        while not self._stopped():
            left = until - monotonic()
            solver.set_time_limit(max(1, int(1000 * min(left, AT_A_TIME))))
            status = solver.Solve()
            if status != pywraplp.Solver.FEASIBLE or left <= AT_A_TIME:
                return bool(status == pywraplp.Solver.OPTIMAL)
        return False

    def _with_cost(self) -> Mip:
        """Return the rows with the cost that the model has now."""
        objective, cost = self._model.proto.objective, np.zeros(len(self._mip.cost))
        variables = np.array(objective.vars, np.int64)
        if (variables >= len(cost)).any():
            raise ValueError("a variable that costs something is newer than the relaxation")
        np.add.at(cost, variables, np.array(objective.coeffs, float))
        return replace(self._mip, cost=cost, offset=objective.offset)

    def _read(self, mip: Mip) -> pywraplp.Solver | None:
        """Return the linear solver, told the rows once and the cost anew; None where there is none."""
        if self._solver is None:
            self._solver = pywraplp.Solver.CreateSolver(SOLVER)
            if self._solver is not None:
                self._solver.SuppressOutput()
                self._solver.LoadModelFromProto(_proto(mip))
        else:
            objective, variables = self._solver.Objective(), self._solver.variables()
            for index in np.flatnonzero(mip.cost != self._mip.cost).tolist():
                objective.SetCoefficient(variables[index], float(mip.cost[index]))
        self._mip = mip
        return self._solver


def _priced(mip: Mip, values: Sequence[float], duals: Floats) -> Relaxed:
    """Return what prices near the dual values of the rows show."""
    lower, upper = mip.lower.astype(np.int64), mip.upper.astype(np.int64)
    coefficients, cost = mip.value.astype(np.int64), mip.cost.astype(np.int64)
    prices = _whole(mip, duals)
    reduced = cost * UNITS
    np.subtract.at(reduced, mip.index, coefficients * np.repeat(prices, np.diff(mip.start)))
    ends = np.where(prices > 0, mip.row_lower, mip.row_upper)
    paid = prices[prices != 0] @ ends[prices != 0].astype(np.int64)
    free = np.where(reduced > 0, reduced * lower, reduced * upper).sum()
    return Relaxed(values, int(paid) + int(free) + int(mip.offset) * UNITS, reduced, lower, upper)


def _sizes(mip: Mip) -> Floats:
    """Return the largest value of each variable, with either sign, but 1 at least."""
    sizes: Floats = np.maximum(1.0, np.maximum(np.abs(mip.lower), np.abs(mip.upper)))
    return sizes


def _whole(mip: Mip, duals: Floats) -> Integers:
    """Return prices in `UNITS`: none on an end that a row has not, none so high that sums overflow."""
    ends = np.concatenate([mip.row_lower, mip.row_upper])
    total = np.abs(mip.value) @ _sizes(mip)[mip.index] + np.abs(ends[np.isfinite(ends)]).sum()
    highest = LARGEST // (1 + int(total))
    prices = np.clip(np.rint(duals * UNITS), -highest, highest).astype(np.int64)
    without = np.where(prices > 0, np.isinf(mip.row_lower), np.isinf(mip.row_upper))
    return np.where(without, 0, prices)


def _proto(mip: Mip) -> linear_solver_pb2.MPModelProto:
    """Return the rows as what the linear solver reads, without asking for whole numbers."""
    proto = linear_solver_pb2.MPModelProto()
    columns = zip(mip.lower.tolist(), mip.upper.tolist(), mip.cost.tolist(), strict=True)
    for lower, upper, cost in columns:
        proto.variable.add(lower_bound=lower, upper_bound=upper, objective_coefficient=cost)
    index, value, start = mip.index.tolist(), mip.value.tolist(), mip.start.tolist()
    rows = zip(mip.row_lower.tolist(), mip.row_upper.tolist(), start, start[1:], strict=False)
    for lower, upper, first, end in rows:
        proto.constraint.add(
            lower_bound=lower, upper_bound=upper, var_index=index[first:end], coefficient=value[first:end]
        )
    return proto
