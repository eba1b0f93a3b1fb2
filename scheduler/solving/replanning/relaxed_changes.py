"""What the linear relaxation of everything tells of plans that change a published one.

It is solved soon where a search takes long, and mostly knows whom it takes: all that is lost in it is that
people are touched or not, and hours are taken or not. That nobody is touched by halves, so that their number
is rounded up, is told to the model (a cut of Chvátal, 1973, "Edmonds polytopes and a hierarchy of
combinatorial problems"): a search that knows it has only the changes left to prove.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil, gcd
from typing import TYPE_CHECKING

from inputs.people import Trainee
from inputs.term import COVERAGE, STABILITY
from scheduler.solving.linear.relaxation import Relaxation, Relaxed
from scheduler.solving.search import EACH_POINT, Whole

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from scheduler.model import Model

PEOPLE = "people_touched"
TOUCHED = 0.1
"""How much of a change, at least, makes somebody likely to be touched."""
NEARLY = 0.01
"""Of a point: what the linear solver may be wrong by."""


@dataclass(frozen=True)
class RelaxedChanges:
    """Changes are paid for, and a point that lacks with ``a_point``; with 0, what may lack is held."""

    relaxed: Relaxed
    people: Relaxed
    """The same where nothing is paid for what changes, only for whom it touches."""
    a_point: int
    a_person: int
    """What each person counts who is touched."""
    touched: Mapping[str, float]
    """How much of a change each trainee has, by id."""
    lacking: int
    """The points that lack in this solution, if they are paid for, rounded up to a sum of weights."""

    def least(self, lacking: int) -> int:
        """Return what is paid at least for changes in plans that lack no more than ``lacking``.

        Nobody is touched by halves: what people count is rounded up to the next whole person.
        """
        changes = self.relaxed.bound - self.a_point * lacking
        return max(changes, self.least_people(lacking) * self.a_person)

    def least_people(self, lacking: int) -> int:
        """Return how many people are touched at least in plans that lack no more than ``lacking``."""
        return -(-(self.people.bound - self.a_point * lacking) // self.a_person)

    def narrowed(self, lacking: int, changes: int) -> Mapping[int, tuple[int, int]]:
        """Return the ends of variables in plans that lack so much at most, and pay so much for changes."""
        return self.relaxed.narrowed(self.a_point * lacking + changes)

    @property
    def likely(self) -> frozenset[str]:
        """The ids of the trainees who are likely to be touched."""
        return frozenset(who for who, much in self.touched.items() if much > TOUCHED)


def relaxation_of(model: Model, stopped: Callable[[], bool] = lambda: False) -> Relaxation:
    """Return the relaxation of a model, with all that is paid for here; it is given up once ``stopped``."""
    for price in (PEOPLE, STABILITY, COVERAGE):
        model.price(price)  # which adds variables to the model
    return Relaxation(model.proto, stopped)


def relax_changes(
    model: Model, relaxation: Relaxation, a_point: int, seconds: float
) -> RelaxedChanges | None:
    """Return what the relaxation of a model tells in which things change; None if not solved in time.

    The model then knows how many people are touched at least, together with the points that lack if these
    are paid for like people.
    """
    changes, published = model.x.changes, model.term.published
    if changes is None or published is None:
        return None
    for_changes, always_for_changes = _costs_besides_people(model)
    for_both, always = _costs(model, STABILITY)
    _minimize(model, {STABILITY: 1, COVERAGE: a_point} if a_point else {STABILITY: 1})
    relaxed = relaxation.solve(seconds)
    if relaxed is None:
        return None
    touched = {
        who.id: relaxed.values[literal.index]
        for who, literal in changes.touched.items()
        if isinstance(who, Trainee)
    }
    paid = always + sum(cost * relaxed.values[variable] for variable, cost in for_both.items())
    lacks = (relaxed.bound - paid) / a_point if a_point else 0.0
    lacking = _in_steps(ceil(lacks - NEARLY), _step(model))
    a_person = published.points_a_person(model.term)
    people = relaxed.cheaper(for_changes, always_for_changes)
    if a_point % a_person == 0:
        paid_like_people = a_point // a_person * model.price(COVERAGE)
        model.proto.add(changes.people + paid_like_people >= -(-people.bound // a_person))
    return RelaxedChanges(relaxed, people, a_point, a_person, touched, lacking)


def least_lacking(model: Model, relaxation: Relaxation, most_changes: int, seconds: float) -> int:
    """Return what every solution lacks at least, as the relaxation tells; 0 where it does not in time.

    Changes, which cost less than ``most_changes`` in all, are paid for as well, though less than a point:
    without them the relaxation takes ten times as long.
    """
    step = _step(model)
    _minimize(model, {COVERAGE: most_changes, STABILITY: 1})
    relaxed = relaxation.solve(seconds)
    points = relaxed.bound // most_changes if relaxed is not None else 0
    return _in_steps(points, step)


def whole_people(model: Model) -> Whole:
    """Return how a model's price of stability counts people; each point where it counts none."""
    published = model.term.published
    if published is None or isinstance(model.price(PEOPLE), int):
        return EACH_POINT
    for_changes, most = _costs_besides_people(model)
    variables = model.proto.proto.variables
    for variable, cost in for_changes.items():
        domain = list(variables[variable].domain)
        most += max(cost * domain[0], cost * domain[-1])
    return Whole(published.points_a_person(model.term), most)


def _costs_besides_people(model: Model) -> tuple[Mapping[int, int], int]:
    """Return the same as `_costs` of what stability counts besides people."""
    for_people, always_for_people = _costs(model, PEOPLE)
    for_both, always = _costs(model, STABILITY)
    for_changes = {variable: cost - for_people.get(variable, 0) for variable, cost in for_both.items()}
    return for_changes, always - always_for_people


def _costs(model: Model, price: str) -> tuple[Mapping[int, int], int]:
    """Return what one of each variable costs in the price of a level or rule, and what is paid always."""
    _minimize(model, {price: 1})
    objective = model.proto.proto.objective
    return dict(zip(objective.vars, objective.coeffs, strict=True)), round(objective.offset)


def _step(model: Model) -> int:
    """Return what all sums of weights of what may lack are multiples of; 0 where nothing can."""
    _minimize(model, {COVERAGE: 1})
    given = model.proto.proto.objective
    return gcd(*given.coeffs, round(given.offset))


def _in_steps(points: int, step: int) -> int:
    return -(-points // step) * step if step else points


def _minimize(model: Model, weights: Mapping[str, int]) -> None:
    price: cp_model.LinearExprT = sum(weight * model.price(level) for level, weight in weights.items())
    model.proto.minimize(price)
