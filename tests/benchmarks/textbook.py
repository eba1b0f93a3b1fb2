"""The joint model in CP-SAT as it comes: nothing set but time, workers and seed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from ortools.sat.python import cp_model

from tests.benchmarks.joint import Limits, Snapshot, Solved


def solve_level(model: cp_model.CpModel, hint: Sequence[int], seconds: float, limits: Limits) -> Solved:
    """Minimise the objective of a model for some seconds."""
    model.proto.clear_solution_hint()
    model.proto.solution_hint.vars.extend(range(len(hint)))
    model.proto.solution_hint.values.extend(hint)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = limits.workers
    solver.parameters.random_seed = limits.seed
    watch = _Watch(limits)
    status = solver.solve(model, watch)
    if status == cp_model.MODEL_INVALID:
        message = "the solver refuses the model"
        raise RuntimeError(message)
    bound = max(0, round(solver.best_objective_bound)) if status != cp_model.INFEASIBLE else 0
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Solved(bound)
    return Solved(bound, status == cp_model.OPTIMAL, tuple(solver.response_proto.solution), watch.snapshots)


class _Watch(cp_model.CpSolverSolutionCallback):
    """Keeps every solution, with its time."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self._limits = limits
        self.snapshots: list[Snapshot] = []

    def on_solution_callback(self) -> None:
        self.snapshots.append(Snapshot.of(np.array(self.response_proto.solution), self._limits.seconds))
