"""The shape of a rule: a law, an encoding for the solver, and a verification that needs no solver."""

from __future__ import annotations

import inspect
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions
    from inputs.days import Span
    from inputs.people import Trainee
    from inputs.plan import Plan
    from inputs.term import Term

Parameter = int | str | bool


@dataclass(frozen=True)
class At:
    """Where a violation is: who it concerns, which item (an id) and which days.

    For the coverage level ``kind`` names the shortfall: session, rotation, curriculum or lead. ``beside`` is
    the other item (an id), where two of them get in each other's way.
    """

    trainee: Trainee | None = None
    item: str = ""
    span: Span | None = None
    kind: str = ""
    beside: str = ""


@dataclass(frozen=True)
class Violation:
    """One way in which a plan breaks a rule (hard), or pays a price for it (soft).

    ``because`` is what stands in the way of one session, where the same may stand in the way of many.
    """

    rule: str
    text: str
    amount: int
    at: At
    because: str = ""


class Rule(ABC):
    """A rule of the programme; its module's docstring is its law and its module's name is its name.

    ``parameters`` are what ``[rules.NAME]`` in ``term.toml`` may set, with their defaults.
    """

    parameters: ClassVar[Mapping[str, Parameter]] = {}

    @cached_property
    def name(self) -> str:
        """The name of the file that holds the rule."""
        return type(self).__module__.rpartition(".")[2]

    @property
    def law(self) -> str:
        """The rule in plain words."""
        return inspect.cleandoc(sys.modules[type(self).__module__].__doc__ or "")

    def setting(self, term: Term, parameter: str) -> int:
        """Return the number that the term sets for a parameter, or its default.

        Raises
        ------
        TypeError
            When the term sets something else, which `constraints.catalogue.check_settings` would have told.
        """
        value = term.rules.get(self.name, {}).get(parameter, self.parameters[parameter])
        if not isinstance(value, int):
            message = f"rule {self.name}: {parameter} must be a whole number, not {value!r}"
            raise TypeError(message)
        return value

    def off_because(self, term: Term) -> str | None:
        """Return the reason for which the term switches the rule off, or None where it is in force."""
        reason = term.rules.get(self.name, {}).get("off")
        return str(reason) if reason else None

    @abstractmethod
    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield every violation of the rule in ``plan``; written from the law alone."""

    def broken(self, text: str, at: At, amount: int = 1, because: str = "") -> Violation:
        """Return a violation of this rule."""
        return Violation(self.name, text, amount, at, because)


class HardRule(Rule):
    """A rule that every plan must keep."""

    @abstractmethod
    def post(self, model: cp_model.CpModel, x: Decisions, term: Term) -> None:
        """Add the constraints that make the rule hold for the decisions in ``x``."""


class SoftRule(Rule):
    """A rule whose breaches have a price, paid in points of one level.

    ``price`` says in a few words what the points are for: ``topics missed``.
    """

    level: ClassVar[str]
    price: ClassVar[str]

    @abstractmethod
    def penalty(self, model: cp_model.CpModel, x: Decisions, term: Term) -> cp_model.LinearExprT:
        """Return the price that the decisions in ``x`` pay; at its least it equals the sum of amounts."""
