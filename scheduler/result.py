"""What solving returns: a plan, and what is known about how good it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from inputs.plan import Plan, Shortfall

LevelStatus = Literal["optimal", "feasible", "skipped"]
PlanStatus = Literal["optimal", "feasible", "impossible", "unknown"]


@dataclass(frozen=True)
class Evidence:
    """Where a share of a bound comes from: of which part of the plan, and how it is known."""

    part: str
    bound: int
    source: str


@dataclass(frozen=True)
class LevelResult:
    """How one level ended.

    ``value`` is what the plan pays at the level, as the verification counts it; no plan that keeps the levels
    before at their values pays less than ``bound``. ``optimal`` says that the two are equal. ``parts`` are
    the rules' shares of the value and add up to it.
    """

    name: str
    status: LevelStatus
    value: int = 0
    bound: int = 0
    seconds: float = 0.0
    parts: Mapping[str, int] = field(default_factory=dict)
    reason: str = ""
    """Why the level was skipped, or where its bound comes from."""
    words: str = ""
    """What the value means, where its parts are not meant to be read."""
    evidence: tuple[Evidence, ...] = ()
    """The certificate of the bound: its shares add up to it; empty where the bound is 0."""

    @property
    def gap(self) -> float:
        """The gap between value and bound, as a share of the value; 0 when proven."""
        return 0.0 if self.value <= self.bound else (self.value - self.bound) / self.value


@dataclass(frozen=True)
class Result:
    """The outcome of solving a term; ``plan`` is None when none exists or none was found in time."""

    status: PlanStatus
    plan: Plan | None
    levels: tuple[LevelResult, ...]
    seconds: float
    seed: int
    workers: int
    """Threads of the solver; 0 where nobody knows that one made the plan."""
    shortfalls: tuple[Shortfall, ...] = ()
    """With a reason each, sorted by trainee, date and item."""
    rules_off: Mapping[str, str] = field(default_factory=dict)
    """The rules that the term switches off, each with its reason."""
    conflict: tuple[str, ...] = ()
    """When no plan exists: the pins and rules that cannot hold together, in words."""
    interrupted: bool = False
    others: tuple[Plan, ...] = ()
    """A few plans that are not as good but give something that this one lacks, the better ones first."""
