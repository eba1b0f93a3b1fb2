"""Solves models whose linear relaxation is nearly whole: branching on it ends long before a search does.

Such are models of who takes which of the hours that others give. HiGHS solves them (Huangfu and Hall, 2018,
"Parallelizing the dual revised simplex method"); it comes with ortools. What it finds is rounded to whole
numbers and held against every row before anyone sees it.
"""

from __future__ import annotations

import threading
from concurrent.futures import Future, wait
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
from ortools.math_opt import model_pb2
from ortools.math_opt.python.model import Model
from ortools.math_opt.python.parameters import SolveParameters, SolverType
from ortools.math_opt.python.solve import solve

from scheduler.solving.linear.rows import Floats, Mip, translate

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from scheduler.solving.search import Control

POLL_SECONDS = 0.05
"""How often a run that waits looks whether it was interrupted."""


def solve_mip(model: cp_model.CpModel, control: Control, seconds: float, *, gap: int = 0) -> tuple[int, ...]:
    """Return the values of the best solution of a model, or nothing where none was found in time.

    Parameters
    ----------
    model
        A model with an objective to be minimised, of constraints that `translate` takes.
    control, seconds
        The limits of the run, and the most that this may take.
    gap
        A solution is good enough when none can cost less by more than that.

    Raises
    ------
    NotImplementedError
        When a constraint is of a kind that the rules do not use.
    """
    stopped = control.stopped
    if stopped:
        return ()
    mip = translate(model)
    parameters = SolveParameters(
        time_limit=timedelta(seconds=max(0.1, min(seconds, control.remaining))),
        absolute_gap_tolerance=float(gap),
        relative_gap_tolerance=0.0,
        random_seed=control.seed,
    )
    found: Future[Floats | None] = Future()

    def work() -> None:
        try:
            found.set_result(_best(mip, parameters))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is raised where the run waits
            found.set_exception(error)

    # HiGHS cannot be interrupted: who interrupts the run does not wait for it.
    threading.Thread(target=work, daemon=True).start()
    while not found.done() and not control.interrupted:
        wait([found], POLL_SECONDS)
    values = found.result() if found.done() else None
    return tuple(map(int, values)) if values is not None and _keeps(mip, values) else ()


def _best(mip: Mip, parameters: SolveParameters) -> Floats | None:
    """Return the best values found, rounded; None where there are none."""
    model = Model.from_model_proto(_proto(mip))
    result = solve(model, SolverType.HIGHS, params=parameters)
    if not result.has_primal_feasible_solution():
        return None
    values: Floats = np.rint(np.array(result.variable_values(list(model.variables())), float))
    return values


def _proto(mip: Mip) -> model_pb2.ModelProto:
    """Return the rows as what MathOpt reads."""
    proto = model_pb2.ModelProto()
    columns, rows = range(len(mip.lower)), range(len(mip.row_lower))
    proto.variables.ids.extend(columns)
    proto.variables.lower_bounds.extend(mip.lower.tolist())
    proto.variables.upper_bounds.extend(mip.upper.tolist())
    proto.variables.integers.extend([True] * len(columns))
    used = np.flatnonzero(mip.cost)
    proto.objective.linear_coefficients.ids.extend(used.tolist())
    proto.objective.linear_coefficients.values.extend(mip.cost[used].tolist())
    proto.objective.offset = mip.offset
    proto.linear_constraints.ids.extend(rows)
    proto.linear_constraints.lower_bounds.extend(mip.row_lower.tolist())
    proto.linear_constraints.upper_bounds.extend(mip.row_upper.tolist())
    row = np.repeat(np.arange(len(rows)), np.diff(mip.start))
    order = np.lexsort((mip.index, row))
    matrix = proto.linear_constraint_matrix
    matrix.row_ids.extend(row[order].tolist())
    matrix.column_ids.extend(mip.index[order].tolist())
    matrix.coefficients.extend(mip.value[order].tolist())
    return proto


def _keeps(mip: Mip, values: Floats) -> bool:
    """Tell whether whole values keep every row and the ends of every variable."""
    if (values < mip.lower).any() or (values > mip.upper).any():
        return False
    row = np.repeat(np.arange(len(mip.row_lower)), np.diff(mip.start))
    total = np.bincount(row, mip.value * values[mip.index], len(mip.row_lower))
    return bool((total >= mip.row_lower).all() and (total <= mip.row_upper).all())
