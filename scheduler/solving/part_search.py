"""One part of a term, solved level after level: each level held when the next is optimised."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from constraints.scope import Scope
from inputs.plan import Plan
from inputs.term import Term
from scheduler.model import Model
from scheduler.result import Evidence
from scheduler.solving.search import EACH_POINT, Aim, Control, Outcome, Whole, minimize

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

SOLVER = "the solver, for this part alone"
"""How a bound is known that a search of the part has shown."""
MOST_DECISIONS = 1_000_000
"""Decisions above which no model is built: with the solver's copies each takes up to 9 kB of memory."""
Report = Callable[[int | None, int], None]


@dataclass
class PartSearch:
    """A model with what was found for it so far.

    ``values`` and ``bounds`` hold, for each level solved, the best price found and what no solution that
    keeps the levels before at their values can go below.
    """

    term: Term
    scope: Scope
    given: Plan | None = None
    background: bool = False
    name: str = ""
    values: dict[str, int] = field(default_factory=dict)
    bounds: dict[str, int] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    """How the bound of each level is known."""
    impossible: bool = False
    _model: Model | None = None
    _found: tuple[int, ...] | None = None
    _plan: Plan | None = None
    _solution: tuple[int, ...] = ()
    _start: Plan | None = None
    _guess: bool = False
    _held: dict[str, int] = field(default_factory=dict)
    """What is to be held as soon as there is a model."""

    @property
    def model(self) -> Model:
        """The model, built when it is first needed: a large one takes a while."""
        if self._model is None:
            self._model = Model(self.term, self.scope, self.given, self.background)
            if self._start is not None:
                self._model.x.hint(self._start)
            for level, value in self._held.items():
                self.hold(level, value)
        return self._model

    def can_be_built(self, control: Control) -> bool:
        """Tell whether there is room and time for the model: it is there, or likely to be before time is up.

        Building cannot be interrupted; how long it takes is known from other models of the run.
        """
        if control.stopped or self._model is not None:
            return not control.stopped
        decisions = self.scope.decisions(self.term, self.given)
        if decisions > MOST_DECISIONS or control.pace.seconds(decisions) > control.remaining:
            return False
        began = control.seconds
        _ = self.model
        control.pace.note(decisions, control.seconds - began)
        return not control.stopped

    @property
    def plan(self) -> Plan | None:
        """The best plan found, read from the solution when it is first needed; None while there is none."""
        found = self._found
        if self._plan is None and found is not None:
            self._plan = self.model.x.plan(lambda literal: bool(found[literal.index]))
        return self._plan

    def proven(self, level: str) -> bool:
        """Tell whether the value of a level meets its bound."""
        return level in self.bounds and self.values.get(level, self.bounds[level] + 1) <= self.bounds[level]

    def bound_by(self, level: str, bound: int, source: str) -> None:
        """Note a bound, and how it is known."""
        self.bounds[level], self.sources[level] = bound, source

    def evidence(self, level: str) -> tuple[Evidence, ...]:
        """Return where the bound of a level comes from; nothing where it is 0."""
        bound = self.bounds.get(level, 0)
        return (Evidence(self.name, bound, self.sources.get(level, SOLVER)),) if bound else ()

    def start_from(self, plan: Plan) -> None:
        """Use a plan as a first guess; it need not fit."""
        self._start, self._guess = plan, True
        if self._model is not None:
            self._model.proto.proto.clear_solution_hint()
            self._model.x.hint(plan)

    def complete(self, plan: Plan, levels: Sequence[str], control: Control) -> bool:
        """Start from a plan with every variable filled in, and tell whether there was time and it fits."""
        self.start_from(plan)
        if not self.can_be_built(control):
            return False
        total: cp_model.LinearExprT = sum(self.model.price(level) for level in levels)
        outcome = minimize(self.model, total, control, aim="filling")
        if outcome.found:
            self._remember(outcome)
            self._guess = False
        return outcome.found

    @property
    def solution(self) -> tuple[int, ...]:
        """A value for each variable of the model, once there is a solution."""
        return self._solution

    def paid(self) -> int:
        """Return what the solution pays of the price that was asked for last."""
        objective = self.model.proto.proto.objective
        costs = zip(objective.vars, objective.coeffs, strict=True)
        paid: int = round(objective.offset) + sum(cost * self._solution[variable] for variable, cost in costs)
        return paid

    def settle_for(self, plan: Plan) -> None:
        """Take what a plan holds of this part, found without its model: what it pays here is not known."""
        own, scope = Plan(), self.scope
        if scope.rotations:
            own = replace(own, rotations=plan.rotations)
        if scope.round_leads:
            own = replace(own, rounds=plan.rounds)
        sessions = tuple(session for session in plan.sessions if session.activity.id in scope.attends)
        self._plan = replace(own, sessions=sessions)

    def take(self, values: Sequence[int]) -> None:
        """Take over a solution found elsewhere: a value for each variable."""
        self._remember(Outcome("feasible", values=tuple(values)))

    def hold(self, level: str, value: int) -> None:
        """Keep the price of a level at ``value`` from now on."""
        if self._model is None:
            self._held[level] = value
            return
        price = self.model.price(level)
        self.model.proto.add(price <= value)
        if level == "coverage":
            self.model.x.most_shortfall = value

    def narrow(self, ends: Mapping[int, tuple[int, int]]) -> None:
        """Give variables less room from now on, both ends included: what lies outside is no question."""
        variables = self.model.proto.proto.variables
        for index, (lower, upper) in ends.items():
            domain = variables[index].domain
            domain.clear()
            domain.extend((lower, upper))

    def touch(self, least: int = 0, most: int | None = None) -> None:
        """Touch so many people from now on, both ends included: what lies outside is no question.

        Raises
        ------
        ValueError
            When nothing was published, so that nobody can be touched.
        """
        changes = self.model.x.changes
        if changes is None:
            raise ValueError("nothing was published to this term")
        most = len(changes.touched) if most is None else most
        self.model.proto.add_linear_constraint(changes.people, least, most)

    def keep(self, level: str, value: int) -> None:
        """Note what the solution pays at a level, and hold it."""
        self.values[level] = value
        self.hold(level, value)

    def solve(
        self,
        level: str,
        control: Control,
        *,
        seconds: float | None = None,
        enough: int = 0,
        report: Report,
        aim: Aim = "plan",
        whole: Whole = EACH_POINT,
    ) -> Outcome:
        """Optimise one level and hold it at the value found, if any.

        ``enough`` is a bound known from elsewhere: a solution that meets it is optimal. With ``whole`` the
        fewest units are enough. Where there is no time for the model it is not even built.
        """
        if not self.can_be_built(control):
            self.bounds.setdefault(level, 0)
            return Outcome("unknown")
        model = self.model
        price = model.price(level)
        if isinstance(price, int) and self._found is not None:
            outcome = Outcome("optimal", price, price, self._solution)
        else:
            self._complete_hint(price, control)
            outcome = minimize(
                model,
                price,
                control,
                seconds=seconds,
                enough=enough,
                aim=aim,
                whole=whole,
                on_progress=report,
            )
        self.impossible = outcome.status == "infeasible"
        source = self.sources.get(level, "") if outcome.bound <= enough else ""
        self.bound_by(level, outcome.bound, source or SOLVER)
        if outcome.found:
            self.keep(level, outcome.value)
            self._remember(outcome)
        return outcome

    def prefer(self, level: str, control: Control, *, seconds: float, enough: int) -> None:
        """Take a solution that is better at ``level``, all that is held being kept, without holding it."""
        if self._found is None:  # nor is there a model, where it would be too large
            return
        price = self.model.price(level)
        if isinstance(price, int):
            return
        self._complete_hint(price, control)
        outcome = minimize(self.model, price, control, seconds=seconds, enough=enough)
        if outcome.found:
            self._remember(outcome)

    def _remember(self, outcome: Outcome) -> None:
        self._found = self._solution = tuple(outcome.values)
        self._plan = None
        self._hint(self._solution)

    def _hint(self, values: tuple[int, ...]) -> None:
        proto = self.model.proto
        proto.proto.clear_solution_hint()
        proto.proto.solution_hint.vars.extend(range(len(values)))
        proto.proto.solution_hint.values.extend(values)

    def _complete_hint(self, price: cp_model.LinearExprT, control: Control) -> None:
        """Give the variables of a new price values that fit the solution: a partial hint is easily lost."""
        proto = self.model.proto
        complete = not self._solution or len(self._solution) == len(proto.proto.variables)
        if complete and not self._guess:
            return
        self._guess = False
        outcome = minimize(self.model, price, control, aim="filling")
        if outcome.found:
            self._solution = tuple(outcome.values)
            self._hint(self._solution)
