"""What is measured: a run of one system on one case, and its levels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Found:
    """A plan that was found: when, in seconds since the run began, and its verified value at each level."""

    seconds: float
    values: Mapping[str, int]


@dataclass(frozen=True)
class LevelFigures:
    """How one level ended.

    ``value`` is verified, and None where no plan was found; no plan that keeps the levels before at their
    values pays less than ``bound``. ``proven`` says that the two are equal, here and at all levels before.
    """

    name: str
    value: int | None
    bound: int
    proven: bool
    best_seconds: float | None = None
    """When a plan was found that has this value, and the final ones of the levels before."""
    proof_seconds: float | None = None

    @property
    def gap(self) -> float | None:
        """The gap between value and bound, as a share of the value; None without a value."""
        if self.value is None:
            return None
        return 0.0 if self.value <= self.bound else (self.value - self.bound) / self.value


@dataclass(frozen=True)
class Run:
    """One system on one case, once; times are in seconds."""

    case: str
    system: str
    number: int
    """Which repetition, from 1."""
    seed: int
    workers: int
    limit_seconds: float
    wall_seconds: float
    peak_megabytes: float
    levels: tuple[LevelFigures, ...]
    trace: tuple[Found, ...]
    """The verified plans, each better than the one before."""
    broken: tuple[str, ...] = ()
    """What plans of the system break, in the words of the rules: such plans do not count."""

    @property
    def first_seconds(self) -> float | None:
        """When the first verified plan was found."""
        return self.trace[0].seconds if self.trace else None

    @property
    def values(self) -> tuple[int, ...] | None:
        """The verified value of each level, in order; None without a plan."""
        return tuple(self.trace[-1].values.values()) if self.trace else None

    def as_json(self) -> dict[str, Any]:
        """Return the run as what JSON can hold."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Run:
        """Return the run that ``as_json`` was made of."""
        fields = dict(data)
        fields["levels"] = tuple(LevelFigures(**level) for level in data["levels"])
        fields["trace"] = tuple(Found(**found) for found in data["trace"])
        fields["broken"] = tuple(data["broken"])
        return cls(**fields)


def best_so_far(found: Iterable[Found]) -> tuple[Found, ...]:
    """Return, in order of time, the plans that are better than all before, level by level."""
    kept: list[Found] = []
    for plan in sorted(found, key=lambda plan: plan.seconds):
        if not kept or tuple(plan.values.values()) < tuple(kept[-1].values.values()):
            kept.append(plan)
    return tuple(kept)


def reached(trace: Sequence[Found], level: str) -> float | None:
    """Return when the final values of a level and of those before it were first there; None without a plan."""
    if not trace:
        return None
    names = list(trace[-1].values)
    heads = names[: names.index(level) + 1]
    final = [trace[-1].values[name] for name in heads]
    return next(plan.seconds for plan in trace if [plan.values[name] for name in heads] == final)
