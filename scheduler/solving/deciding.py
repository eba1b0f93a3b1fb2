"""Asks the solver whether there is a solution that costs no more than is allowed.

One thread with the full linear relaxation answers it best: bounds of seats come from it at once, and each
process asks other questions at the same time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from scheduler.solving.search import Control, Outcome

if TYPE_CHECKING:
    from scheduler.model import Model


def decide(
    model: Model,
    price: cp_model.LinearExprT,
    allowed: int,
    control: Control,
    *,
    seconds: float,
    to_the_end: bool = False,
) -> Outcome:
    """Search until a solution costs no more than is allowed, or it is known that none does.

    Parameters
    ----------
    model, price
        What is searched, and what a solution costs; never less than 0.
    allowed
        The most that a solution may cost.
    control
        Limits and the stop switch.
    seconds
        A limit for this question alone.
    to_the_end
        Whether to find out what is the least, too, where it is more than is allowed.
    """
    if control.stopped:
        return Outcome("unknown")
    model.proto.minimize(price)
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.max_time_in_seconds = max(0.1, min(seconds, control.remaining))
    parameters.random_seed = control.seed
    parameters.num_workers = 1
    parameters.linearization_level = 2
    # Bounds come from the relaxation itself, and half as soon after a light presolve.
    parameters.cp_model_probing_level = 0
    parameters.symmetry_level = 0
    parameters.max_presolve_iterations = 1
    parameters.catch_sigint_signal = False
    status = control.run(solver, model.proto, _Watch(solver, allowed, to_the_end=to_the_end))
    if status == cp_model.INFEASIBLE:
        return Outcome("infeasible")
    if status == cp_model.MODEL_INVALID:
        raise RuntimeError("the solver refuses the model")
    bound = max(0, round(solver.best_objective_bound))
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Outcome("unknown", bound=bound)
    value = round(solver.objective_value)
    values = tuple(solver.response_proto.solution)
    return Outcome("optimal" if value <= bound else "feasible", value, bound, values)


class _Watch(cp_model.CpSolverSolutionCallback):
    """Stops the search as soon as the answer is known."""

    def __init__(self, solver: cp_model.CpSolver, allowed: int, *, to_the_end: bool) -> None:
        super().__init__()
        self._solver = solver
        self._allowed = allowed
        if not to_the_end:
            solver.best_bound_callback = self._on_bound

    def on_solution_callback(self) -> None:
        if round(self.objective_value) <= self._allowed:
            self.stop_search()

    def _on_bound(self, bound: float) -> None:
        if round(bound) > self._allowed:
            self._solver.stop_search()
