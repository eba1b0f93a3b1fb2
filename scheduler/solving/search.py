"""One solve: a model, a price to minimise, and somebody who may stop it at any moment."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ortools.sat.python import cp_model

from scheduler.model import Model

SearchStatus = Literal["optimal", "feasible", "infeasible", "unknown"]
Aim = Literal["plan", "small", "change", "proof", "filling"]
"""What a solve is for: better solutions and a bound; the same of a model for which one worker is enough, or
for what changes of a published plan; above all a bound of that, where the hint is likely to be optimal; or
values for all that is not hinted, what is hinted keeping its values."""
# Full linear relaxation for bounds, cores for small objectives, quick restarts for solutions: with few cores
# the solver's own choice has no worker with the full relaxation and proves little.
SUBSOLVERS = ("max_lp", "core", "quick_restart")
# Where the best solution is there already, a tree of bounds is done in two thirds of the time.
SUBSOLVERS_TO_PROVE = ("lb_tree_search", *SUBSOLVERS)
# What changes of a published plan is nearly whole in the linear relaxation, so that what is near it is the
# place to look for solutions, not what is near others.
NOT_FOR_CHANGES = (
    "feasibility_pump",
    "graph_arc_lns",
    "graph_cst_lns",
    "graph_dec_lns",
    "graph_var_lns",
    "rnd_cst_lns",
    "rnd_var_lns",
)
STEP_EFFORT = 1.0
"""Deterministic seconds of a step of which most is fixed."""
SMALL_SECONDS = 5.0
"""The most that a small model may take."""
QUICK = 1e-5
"""Seconds that a decision of a model takes to be built at the least, while a run has shown nothing else."""
MANY = 10_000
"""Decisions from which on a model tells how long others take to be built."""


@dataclass(frozen=True)
class Progress:
    """Where solving stands: the level, what is being solved, and the best plan and bound so far, if known."""

    level: str
    what: str
    best: int | None
    bound: int | None
    seconds: float
    part: str = ""
    """Which of several parts of a term it is about, where they are solved apart."""


@dataclass
class Pace:
    """How long models take to be built, as the slowest large ones so far in a run have shown."""

    seconds_each: float = QUICK
    """For a decision of a model."""

    def note(self, decisions: int, seconds: float) -> None:
        """Note how long a model took; of a small one it is left alone, which says little of large ones."""
        if decisions >= MANY:
            self.seconds_each = max(self.seconds_each, seconds / decisions)

    def seconds(self, decisions: int) -> float:
        """Return how long a model is likely to take."""
        return decisions * self.seconds_each


@dataclass
class Control:
    """The limits of a run, and the switch that stops it; ``report`` is called from the solving thread.

    ``found`` is called whenever a better plan is kept, with the verified value of each level and the seconds
    since the run began.
    """

    time_limit_seconds: float = 120.0
    workers: int = 2
    seed: int = 0
    report: Callable[[Progress], None] = lambda _: None
    found: Callable[[Mapping[str, int], float], None] = lambda _values, _seconds: None
    steady: bool | None = None
    """Whether time is told in the solver's own, the same on every machine; by default with one worker."""
    pace: Pace = field(default_factory=Pace)
    """How long models take to be built."""
    started: float = field(default_factory=time.monotonic)
    deterministic_seconds: float = 0.0
    """Deterministic time of the solver, summed over all solves."""
    _stopped: threading.Event = field(default_factory=threading.Event)
    _running: list[cp_model.CpSolver] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        if self.steady is None:
            self.steady = self.workers == 1

    @property
    def seconds(self) -> float:
        """Seconds since the run began."""
        return time.monotonic() - self.started

    @property
    def remaining(self) -> float:
        """Seconds until the time limit, at least 0."""
        return max(0.0, self.time_limit_seconds - self.seconds)

    @property
    def stopped(self) -> bool:
        """Tell whether the run was interrupted or is out of time."""
        return self.interrupted or self.remaining <= 0

    @property
    def interrupted(self) -> bool:
        """Tell whether somebody interrupted the run."""
        return self._stopped.is_set()

    def part(self, seconds: float) -> Control:
        """Return limits of a part of the run: so many seconds at most, and stopped when the run is."""
        return self.moment(min(seconds, self.remaining))

    def moment(self, seconds: float) -> Control:
        """Return limits of something short that is done also when time is up: stopped when the run is."""
        moment = Control(seconds, self.workers, self.seed, steady=self.steady, pace=self.pace)
        moment._stopped = self._stopped  # it is of the same class
        moment._running = self._running
        moment._lock = self._lock
        return moment

    def interrupt(self) -> None:
        """Stop as soon as may be, keeping the best plan; call it again until solving returns.

        A stop that reaches the solver before its search has begun is lost, hence the repetition.
        """
        self._stopped.set()
        with self._lock:
            running = list(self._running)
        for solver in running:
            solver.stop_search()

    def run(
        self,
        solver: cp_model.CpSolver,
        model: cp_model.CpModel,
        callback: cp_model.CpSolverSolutionCallback | None = None,
    ) -> cp_model.CpSolverStatus:
        """Solve a model so that the switch reaches the solver, and count its deterministic time.

        Several models may be solved at once, each in a thread of its own.
        """
        with self._lock:
            self._running.append(solver)
        try:
            status = solver.solve(model, callback)
        finally:
            with self._lock:
                self._running.remove(solver)
        with self._lock:
            self.deterministic_seconds += solver.response_proto.deterministic_time
        return status


@dataclass(frozen=True)
class Whole:
    """What a price counts in whole units, each of which is dearer than all the rest together."""

    unit: int
    rest: int
    """The most that the rest can be."""

    def raised(self, bound: int) -> int:
        """Return the least price that is no less than a bound and has whole units."""
        return max(bound, -((self.rest - bound) // self.unit) * self.unit)

    def is_met(self, value: int, bound: int) -> bool:
        """Tell whether no price that a bound allows has fewer units than ``value``."""
        return value // self.unit <= self.raised(bound) // self.unit


EACH_POINT = Whole(unit=1, rest=0)
"""Of a price of which each point counts."""


@dataclass(frozen=True)
class Outcome:
    """How one solve ended; ``values`` holds a value for each variable of the model, or nothing."""

    status: SearchStatus
    value: int = 0
    bound: int = 0
    values: Sequence[int] = ()
    spent: float = 0.0
    """Deterministic seconds of the solver, where they are told."""

    @property
    def found(self) -> bool:
        """Tell whether there is a solution."""
        return self.status in ("optimal", "feasible")


def minimize(
    model: Model,
    price: cp_model.LinearExprT,
    control: Control,
    *,
    seconds: float | None = None,
    enough: int = 0,
    aim: Aim = "plan",
    whole: Whole = EACH_POINT,
    on_progress: Callable[[int, int], None] = lambda _value, _bound: None,
) -> Outcome:
    """Minimise a price, which is never below 0.

    Parameters
    ----------
    model
        The model; a complete hint is used as the first solution.
    price
        A sum of prices that are each at least 0.
    control
        Limits and the stop switch.
    seconds
        A limit for this solve alone; the control's limit holds all the same.
    enough
        A bound known from elsewhere: no price is below it.
    aim
        What it is for; of one for ``filling`` the bound says nothing of the model itself.
    whole
        Units of which the fewest are wanted: the search ends when no fewer are possible, whatever the rest.
    on_progress
        Called with (value, bound) whenever a better solution or bound is found.

    Raises
    ------
    RuntimeError
        When the solver refuses the model: that is a fault of this program.
    """
    if control.stopped:
        return Outcome("unknown")
    proto = model.proto
    proto.minimize(price)
    solver = _solver(control, seconds, aim)
    watch = _Watch(solver, on_progress, enough, whole)
    return _outcome(solver, control.run(solver, proto, watch), enough, whole)


def run_small(
    model: cp_model.CpModel, control: Control, seconds: float = SMALL_SECONDS, *, aim: Aim = "plan"
) -> tuple[int, ...]:
    """Return the values of the best solution of a small model of its own, or nothing where none was found."""
    if control.stopped:
        return ()
    solver = _solver(control, seconds, aim)
    if control.run(solver, model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return ()
    return tuple(solver.response_proto.solution)


def small_step(model: cp_model.CpModel, control: Control, seconds: float, effort: float = 1.0) -> Outcome:
    """Return the best values found for a model of which most is fixed, and what it took; no bound.

    The effort is limited in the solver's own time, so that it is the same on every machine; ``effort`` is a
    multiple of what a step mostly has.
    """
    if control.stopped:
        return Outcome("unknown")
    solver = _solver(control, min(seconds, control.remaining))
    solver.parameters.max_deterministic_time = effort * STEP_EFFORT
    solver.parameters.interleave_search = False  # one worker alone ends such a step sooner without
    status = control.run(solver, model)
    spent = solver.response_proto.deterministic_time
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Outcome("unknown", spent=spent)
    values = tuple(solver.response_proto.solution)
    return Outcome("optimal" if status == cp_model.OPTIMAL else "feasible", values=values, spent=spent)


def _outcome(solver: cp_model.CpSolver, status: object, enough: int, whole: Whole) -> Outcome:
    if status == cp_model.INFEASIBLE:
        return Outcome("infeasible")
    if status == cp_model.MODEL_INVALID:
        message = "the solver refuses the model"
        raise RuntimeError(message)
    bound = whole.raised(max(enough, round(solver.best_objective_bound)))
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Outcome("unknown", bound=bound)
    value = round(solver.objective_value)
    values = tuple(solver.response_proto.solution)
    return Outcome("optimal" if value <= bound else "feasible", value, bound, values)


def _solver(control: Control, seconds: float | None, aim: Aim = "plan") -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.max_time_in_seconds = max(0.1, min(control.remaining, seconds or control.remaining))
    parameters.random_seed = control.seed
    parameters.num_workers = 1 if aim == "small" else control.workers
    parameters.catch_sigint_signal = False
    parameters.subsolvers.extend(SUBSOLVERS_TO_PROVE if aim == "proof" else SUBSOLVERS)
    parameters.fix_variables_to_their_hinted_value = aim == "filling"
    if aim in ("change", "proof"):
        parameters.ignore_subsolvers.extend(NOT_FOR_CHANGES)
        parameters.presolve_substitution_level = 0  # else the number of people is replaced by their sum
    # The models are worked over only lightly before the search: more takes longer than it saves.
    parameters.cp_model_probing_level = 0
    parameters.symmetry_level = 0
    parameters.max_presolve_iterations = 1
    if parameters.num_workers == 1:
        parameters.interleave_search = True
    return solver


class _Watch(cp_model.CpSolverSolutionCallback):
    """Passes on solutions and bounds, and ends the search when nothing better is wanted."""

    def __init__(
        self,
        solver: cp_model.CpSolver,
        on_progress: Callable[[int, int], None],
        bound: int,
        whole: Whole,
    ) -> None:
        super().__init__()
        self._solver = solver
        self._on_progress = on_progress
        self._best: int | None = None
        self._bound = bound
        self._whole = whole
        solver.best_bound_callback = self._on_bound

    def on_solution_callback(self) -> None:
        self._best = round(self.objective_value)
        self._on_progress(self._best, self._bound)
        if self._whole.is_met(self._best, self._bound):
            self.stop_search()

    def _on_bound(self, bound: float) -> None:
        self._bound = self._whole.raised(max(self._bound, round(bound)))
        if self._best is not None:
            self._on_progress(self._best, self._bound)
            if self._whole.is_met(self._best, self._bound):
                self._solver.stop_search()
