"""The linear relaxation of a model: how much of each decision is taken where halves are allowed.

Nothing is claimed of it, so its arithmetic may be rough; it tells a search where to begin.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ortools.linear_solver import linear_solver_pb2, pywraplp

from scheduler.solving.linear_rows import Mip, translate

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

SOLVER = "CLP"
"""Of the linear solvers that come with ortools the only one that is quick with these rows."""


def relax(model: cp_model.CpModel, seconds: float) -> Sequence[float]:
    """Return a value for each variable of a model at the least cost, if they need not be whole.

    Parameters
    ----------
    model
        A model with an objective to be minimised.
    seconds
        How long it may take; building its rows comes in addition.

    Returns
    -------
    Sequence[float]
        A value for each variable, or nothing where there was no solution, or no time.
    """
    solver = pywraplp.Solver.CreateSolver(SOLVER)
    if solver is None:
        return ()
    solver.SuppressOutput()
    solver.LoadModelFromProto(_proto(translate(model)))
    solver.set_time_limit(max(1, int(1000 * seconds)))
    if solver.Solve() != pywraplp.Solver.OPTIMAL:
        return ()
    return [variable.solution_value() for variable in solver.variables()]


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
