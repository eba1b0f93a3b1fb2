"""The textbook way to plan: one model of everything, level after level, in whatever solver.

Each level gets an equal share of the time that is left, is held at the value reached while the next is
optimised, and passes its solution on as a hint.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from ortools.sat.python import cp_model

from constraints.scope import Scope
from inputs.plan import Plan
from inputs.term import STABILITY, Term
from scheduler.model import Model
from scheduler.verify import verify
from tests.benchmarks.figures import Found, LevelFigures, best_so_far, reached

MOST_CHECKED = 40
"""Solutions of one level that are verified for the curve of quality over time, the first and last included."""


@dataclass(frozen=True)
class Limits:
    """What a run may use; ``started`` is the system's monotonic clock, the same in all its processes."""

    time_limit_seconds: float
    workers: int
    seed: int
    started: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        """Seconds since the run began."""
        return time.monotonic() - self.started

    @property
    def remaining(self) -> float:
        """Seconds until the time limit, at least 0."""
        return max(0.0, self.time_limit_seconds - self.seconds)


@dataclass(frozen=True)
class Snapshot:
    """A solution: when it was found, and which variables are not 0, packed."""

    seconds: float
    packed: npt.NDArray[np.uint8]

    @classmethod
    def of(cls, values: npt.ArrayLike, seconds: float) -> Snapshot:
        """Return the snapshot of a value for each variable."""
        return cls(seconds, np.packbits(np.asarray(values) != 0))

    def plan(self, model: Model) -> Plan:
        """Return the plan that the solution stands for."""
        bits = np.unpackbits(self.packed)
        return model.x.plan(lambda literal: bool(bits[literal.index]))


@dataclass(frozen=True)
class Solved:
    """How a solver left one level; without a solution ``values`` is empty."""

    bound: int
    optimal: bool = False
    values: Sequence[int] = ()
    snapshots: Sequence[Snapshot] = ()


LevelSolver = Callable[[cp_model.CpModel, Sequence[int], float, Limits], Solved]
"""Takes the model with its objective, values for its first variables as a hint, seconds, and the limits."""


@dataclass
class JointRun:
    """The state of a run, and what it found."""

    term: Term
    limits: Limits
    solve: LevelSolver
    model: Model = field(init=False)
    levels: list[LevelFigures] = field(default_factory=list)
    snapshots: list[Snapshot] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    _hint: Sequence[int] = ()
    _values: dict[str, int] = field(default_factory=dict)
    """The verified values of the plan that is kept."""

    def run(self) -> None:
        """Solve level after level within the limits."""
        names = [level for level in self.term.levels if level != STABILITY]
        self.model = Model(self.term, Scope.whole(self.term))
        proven = True
        for position, level in enumerate(names):
            price = self.model.price(level)
            solved = Solved(bound=0)
            if self.limits.remaining > 0 and not self.broken:
                solved = self._solve(price, self.limits.remaining / (len(names) - position))
            value = self._values.get(level)
            proven = proven and value is not None and solved.bound >= value
            at = round(self.limits.seconds, 3) if proven else None
            self.levels.append(LevelFigures(level, value, solved.bound, proven, proof_seconds=at))
            if value is not None:
                self.model.proto.add(price <= value)

    def _solve(self, price: cp_model.LinearExprT, seconds: float) -> Solved:
        """Optimise a price; a constant one needs a solution only where there is none yet."""
        if not isinstance(price, int):
            self.model.proto.minimize(price)
        elif self._values:
            return Solved(bound=price, optimal=True)
        solved = self.solve(self.model.proto, self._hint, seconds, self.limits)
        if solved.values:
            self._keep(solved)
        return solved if not isinstance(price, int) else Solved(price, optimal=bool(solved.values))

    def _keep(self, solved: Solved) -> None:
        plan = Snapshot.of(solved.values, 0).plan(self.model)
        verdict = verify(plan, self.term)
        self.broken += [violation.text for violation in verdict.violations]
        if not self.broken:
            self._hint = solved.values
            self._values = {level: verdict.value(level) for level in self.term.levels if level != STABILITY}
        self.snapshots += _thinned(solved.snapshots)

    def figures(self) -> tuple[tuple[LevelFigures, ...], tuple[Found, ...]]:
        """Return the levels and the verified plans over time; call it once the clock has stopped."""
        found = []
        for snapshot in self.snapshots:
            verdict = verify(snapshot.plan(self.model), self.term)
            if not verdict.violations:
                values = {level.name: verdict.value(level.name) for level in self.levels}
                found.append(Found(round(snapshot.seconds, 3), values))
        trace = best_so_far(found)
        return tuple(_final(level, trace) for level in self.levels), trace


def _final(level: LevelFigures, trace: Sequence[Found]) -> LevelFigures:
    """Return the level with the value of the plan that is best in the end, and when it was reached."""
    value = trace[-1].values[level.name] if trace else None
    return LevelFigures(
        level.name, value, level.bound, level.proven, reached(trace, level.name), level.proof_seconds
    )


def _thinned(snapshots: Sequence[Snapshot]) -> Sequence[Snapshot]:
    """Return at most so many, spread evenly, the first and the last among them."""
    if len(snapshots) <= MOST_CHECKED:
        return snapshots
    places = np.linspace(0, len(snapshots) - 1, MOST_CHECKED).round().astype(int)
    return [snapshots[place] for place in places]
