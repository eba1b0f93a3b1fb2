"""Generates patterns by linear programming until no pattern left out could make it cheaper.

The linear programme mixes patterns, so that each trainee has one in all and no row is overrun. Its dual
values are prices on the rows; at any prices the cheapest patterns, less what the prices make of the
capacities, bound the cost of every choice of patterns (Lagrangian relaxation; Geoffrion, 1974, "Lagrangean
relaxation for integer programming"). Prices are rounded to whole numbers first, and the sum is of whole
numbers, so the bound holds whatever the linear solver's precision is. Prices are smoothed towards the best so
far (Wentges, 1997, "Weighted Dantzig-Wolfe decomposition for linear mixed-integer programming"): without it
they swing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from ortools.linear_solver import pywraplp

from inputs.people import Trainee
from scheduler.solving.patterns.choices import NEVER, UNIT, Choices, Pattern, Priced
from scheduler.solving.patterns.limits import HARD, Floats, Integers, Limits
from scheduler.solving.search import Control

SMOOTHING = 0.7
"""Weight of the best prices so far."""
EACH_TIME = 3
"""Patterns of one trainee that are added at a time."""
WITHIN = 3 * UNIT
"""How much dearer than the cheapest the others may be."""
UNSERVED = 1000 * UNIT
"""Cost, in the linear programme, of a trainee for whom the patterns so far have no place: so much more than
nothing at all, and than the cheapest pattern, cost."""
NEAR = 0.01
"""By which share of what a mixture costs its bound may be below, for it to be steady."""
STEADY = 5
"""Linear programmes in which a steady mixture gets cheaper by less than a point."""
LEAST_PART = 0.01
"""Of a trainee's mixture: what is less is noise."""
LP_SECONDS = 5.0
"""The most that one linear programme may take: it cannot be interrupted."""
WARM = "use_preprocessing: false use_scaling: false use_dual_simplex: false"
"""Settings with which a linear programme begins where the last ended: what is scaled anew cannot."""


class Generation:
    """The best mixture of the patterns found so far, and the best bound of what patterns cost."""

    def __init__(
        self, choices: Sequence[Choices], limits: Limits, control: Control, lacking: int | None = None
    ) -> None:
        """Know the choices; ``lacking`` is the most points of coverage that meetings may lack, if limited."""
        self.choices = choices
        self.limits = limits
        self.control = control
        self.prices: Integers = np.zeros(len(limits.capacities) + 1, np.int64)
        """The prices that gave the bound: one of each row, and a last 0."""
        self.bound = 0
        """No choice of patterns costs less; in points of comfort, rounded up."""
        self._lacking = lacking
        self._known: set[tuple[object, ...]] = set()
        self._master = _Master(limits, [self._unserved(choice) for choice in choices], lacking)

    def _unserved(self, choice: Choices) -> int:
        free = np.zeros(len(self.limits.capacities) + 1, np.int64)
        least = int(choice.priced(free).total.min())
        return UNSERVED + choice.nothing + (least if least < NEVER else 0)

    def run(self, seconds: float, enough: int | None = None, *, until_steady: bool = False) -> None:
        """Generate patterns until the bound is that of the linear programme, or ``enough``.

        It ends when time is over, too, and with ``until_steady`` as soon as mixtures hardly get cheaper.
        """
        until = self.control.seconds + seconds
        prices = best = np.zeros(len(self.limits.capacities) + 1, np.int64)
        least, values = None, list[float]()
        while True:
            priced = [choice.priced(self._with_zero(prices[:-1]), int(prices[-1])) for choice in self.choices]
            bound = self._bound(priced, prices)
            if least is None or bound > least:
                least, best = bound, prices
                self.prices = self._with_zero(prices[:-1])
                self.bound = max(0, -(-bound // UNIT))
            found = self._add(priced)
            if (
                self.control.stopped
                or self.control.seconds >= until
                or (enough is not None and self.bound >= enough)
            ):
                return
            value, duals = self._master.solve(min(LP_SECONDS, until - self.control.seconds))
            if duals is None or self.bound >= value / UNIT - 1e-6:
                return
            values.append(value)
            if until_steady and self._is_steady(values):
                return
            wanted = self._whole(duals)
            if not found and np.array_equal(wanted, prices):
                return
            weight = SMOOTHING if found and best.any() else 0.0  # before there are any, it only delays
            prices = self._whole(weight * best + (1 - weight) * wanted)

    def _is_steady(self, values: Sequence[float]) -> bool:
        """Tell whether mixtures that cost so much, one after the other, will hardly get cheaper."""
        near = values[-1] - UNIT * self.bound <= NEAR * values[-1]
        return near or (len(values) > STEADY and values[-1 - STEADY] - values[-1] < UNIT)

    def mixed(self, number: int) -> list[tuple[int, int]]:
        """Return the mentors and usual days that the last mixture has of a trainee, the most used first."""
        choices = self.choices[number]
        parts: dict[tuple[int, int], float] = {}
        for pattern, part in self._master.mixture.get(choices.trainee, ()):
            if part > LEAST_PART:
                pair = (choices.mentors.index(pattern.mentor), pattern.day)
                parts[pair] = parts.get(pair, 0.0) + part
        return sorted(parts, key=lambda pair: (-parts[pair], pair))

    def most_used(self, number: int) -> Pattern | None:
        """Return the pattern of a trainee that the last mixture uses most."""
        parts = self._master.mixture.get(self.choices[number].trainee, ())
        return max(parts, key=lambda part: part[1])[0] if parts else None

    def _with_zero(self, prices: Integers) -> Integers:
        return np.append(prices, 0)

    def _whole(self, prices: Floats) -> Integers:
        """Return prices that the rows allow, as whole numbers."""
        whole = np.rint(prices).astype(np.int64)
        return np.append(self.limits.most(whole[:-1]), max(0, int(whole[-1])))

    def _bound(self, priced: Sequence[Priced], prices: Integers) -> int:
        """Return what the cheapest patterns cost, less the prices of all capacities: exact."""
        least = [int(each.total.min()) for each in priced]
        capacities = int(prices[:-1] @ self.limits.capacity()) + int(prices[-1]) * (self._lacking or 0)
        return sum(cost for cost in least if cost < NEVER) - capacities

    def _add(self, priced: Sequence[Priced]) -> bool:
        """Add the cheapest patterns of each trainee; return whether any is new."""
        found = False
        for number, (choice, each) in enumerate(zip(self.choices, priced, strict=True)):
            for mentor, day in each.best(EACH_TIME, WITHIN):
                if each.total[mentor, day] >= NEVER:
                    continue
                pattern = choice.pattern(each, mentor, day)
                key = (number, pattern.mentor, pattern.times)
                if key not in self._known:
                    self._known.add(key)
                    self._master.add(number, pattern, choice.lacking(pattern))
                    found = True
        return found


class _Master:
    """The linear programme, in points of comfort."""

    def __init__(self, limits: Limits, unserved: Sequence[int], lacking: int | None) -> None:
        self._limits = limits
        self._solver = pywraplp.Solver.CreateSolver("GLOP")
        self._solver.SetSolverSpecificParametersAsString(WARM)
        self._infinity = self._solver.infinity()
        self._objective = self._solver.Objective()
        self._objective.SetMinimization()
        self._of_trainee = [self._solver.Constraint(1, 1) for _ in unserved]
        for row, cost in zip(self._of_trainee, unserved, strict=True):
            self._variable(cost, row)
        self._rows = [self._row(number) for number in range(len(limits.capacities))]
        self._patterns: list[tuple[Pattern, pywraplp.Variable]] = []
        self.mixture: dict[Trainee, list[tuple[Pattern, float]]] = {}
        """The last solution: patterns of each trainee, and how much each is used."""
        self._lacking = (
            self._solver.Constraint(-self._infinity, float(lacking)) if lacking is not None else None
        )

    def _row(self, number: int) -> pywraplp.Constraint:
        """Add a row and what overrunning it costs; none comes later, for a warm start takes columns only."""
        capacity = self._limits.capacities[number]
        row: pywraplp.Constraint = self._solver.Constraint(-self._infinity, capacity)
        if self._limits.prices[number] != HARD:
            self._variable(self._limits.prices[number], row, -1.0)
        return row

    def _variable(self, cost: int, row: pywraplp.Constraint, units: float = 1.0) -> pywraplp.Variable:
        variable: pywraplp.Variable = self._solver.NumVar(0, self._infinity, "")
        self._objective.SetCoefficient(variable, cost / UNIT)
        row.SetCoefficient(variable, units)
        return variable

    def add(self, trainee: int, pattern: Pattern, lacking: int) -> None:
        """Add a pattern, which lacks so many points of coverage."""
        variable = self._variable(pattern.cost, self._of_trainee[trainee])
        self._patterns.append((pattern, variable))
        for row, units in pattern.uses.items():
            self._rows[row].SetCoefficient(variable, units)
        if self._lacking is not None and lacking:
            self._lacking.SetCoefficient(variable, lacking)

    def solve(self, seconds: float) -> tuple[float, Floats | None]:
        """Return the least cost of a mixture, and the price of each row and of a point that is lacking."""
        self._solver.set_time_limit(max(1, int(1000 * seconds)))
        if self._solver.Solve() != pywraplp.Solver.OPTIMAL:
            return 0.0, None
        prices = np.zeros(len(self._limits.capacities) + 1)
        for row, constraint in enumerate(self._rows):
            prices[row] = -UNIT * constraint.dual_value()
        if self._lacking is not None:
            prices[-1] = -UNIT * self._lacking.dual_value()
        self.mixture = {}
        for pattern, variable in self._patterns:
            if (part := variable.solution_value()) > 0:
                self.mixture.setdefault(pattern.trainee, []).append((pattern, part))
        return UNIT * float(self._objective.Value()), prices
