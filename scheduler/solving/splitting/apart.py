"""
Solves the components of a term each by itself, several at once, and puts together what comes of it.

What is known of the whole then, level by level (`Together.bounds`):

- *Coverage* and *curriculum* are sums over components, of plans and so of what they pay (see `components`).
  A plan of the whole pays at least the sum of the components' bounds at coverage. At curriculum it does so
  among plans that keep coverage at the sum of proven values: each component then pays its own least, for none
  pays less, and so its bound at curriculum holds for it.
- *Fairness* prices the shortfalls of each trainee, and compares meetings and leads over the whole term. Where
  each comparison lies within one component it is a sum like the others. Elsewhere a component is no witness
  of it: a mentor may have more than a fair share in one, and just that share in all. So the rules that
  compare components (`compare_components`) are off in them: such a rule costs no less than 0 in the whole,
  and what is left is a sum, whose bounds add up.
- *Comfort* is a sum too; its bound holds for plans that keep the levels before. Where the whole pays no more
  at fairness than the sum of the components' bounds, each pays its own least there and nothing for
  comparisons, so that its bound at comfort holds for it. Where it pays more, nothing is known of comfort:
  components might be worse in what they were held to, for the sake of comparisons, and better in comfort.

So the bounds of the sums hold level by level, each only while the plan of the whole meets the bounds of all
levels before (see ``bounding``). What is not proven so is searched in the whole, which begins with
the plan put together: mostly what is to be shared among members of faculty, and what that costs in comfort.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from constraints.catalogue import rules_off
from inputs.people import Trainee
from inputs.plan import Plan
from inputs.term import FAIRNESS, Term
from scheduler.fleet.passing_on import passing_on
from scheduler.fleet.running import Failed, run_all
from scheduler.result import Evidence, Result
from scheduler.solving.splitting.components import compare_components, find_components

if TYPE_CHECKING:
    from scheduler.fleet.cluster import Cluster
    from scheduler.fleet.processes import Processes
    from scheduler.solving.search import Control, Progress

SHARE = 0.7
"""Share of the time left for components, where the whole is searched afterwards for what compares them."""
WHOLE_SHARE = 0.95
"""The same where nothing compares them."""


@dataclass(frozen=True)
class Component:
    """One component, a term of its own; ``name`` tells it from the others, ``size`` is how much is open."""

    name: str
    term: Term
    size: int


@dataclass(frozen=True)
class Split:
    """A term as its components; ``adds_up`` tells whether all prices are the sums of theirs."""

    components: tuple[Component, ...]
    adds_up: bool

    @property
    def size(self) -> int:
        """How much is to be chosen in all."""
        return sum(component.size for component in self.components)


@dataclass(frozen=True)
class Bundle:
    """Components that are solved one after another, as one job; time that one leaves is the others'."""

    components: tuple[Component, ...]
    seconds: float
    """For all of them, from when the work begins."""
    workers: int
    seed: int
    steady: bool
    """Whether time is told in the solver's own (see `Control`), as it is for the whole."""


@dataclass(frozen=True)
class Fleet:
    """Where bundles are solved; ``workers`` are the threads of the solver of each that is solved at once."""

    executor: Processes | Cluster
    workers: tuple[int, ...]
    on_loss: Callable[[Bundle, int], None] = lambda _bundle, _attempt: None
    """Called with a bundle whose process was killed, and the number of the attempt that begins now."""


Open = Callable[[Split], AbstractContextManager[Fleet | None]]
"""Opens a fleet for the components of a term; None where they are better solved here."""
SolveComponent = Callable[[Term, "Control"], Result]
"""Solves a component within limits of its own."""


@contextmanager
def solve_here(_whole: Split) -> Iterator[None]:
    """Open no fleet: one component after another is solved in this process, with all workers."""
    yield


def split(term: Term) -> Split | None:
    """Return the components of a term, or None where there is but one."""
    found = find_components(term)
    if len(found) < 2:
        return None
    comparing = compare_components(term, found) if FAIRNESS in term.levels else ()
    rules = {**term.rules, **{rule: {"off": "it compares the parts of the term"} for rule in comparing}}
    return Split(
        tuple(
            Component(
                f"part {number} of {len(found)}",
                replace(term.with_only(*trainees), rules=rules),
                _size(term, trainees),
            )
            for number, trainees in enumerate(found, 1)
        ),
        adds_up=not any(rule not in rules_off(term) for rule in comparing),
    )


def _size(term: Term, trainees: Iterable[Trainee]) -> int:
    return sum(len(term.options_of(trainee)) + len(term.weeks_of_stay(trainee)) for trainee in trainees)


# -- solving -------------------------------------------------------------------------------------------------


def solve_components(
    whole: Split, control: Control, solve_component: SolveComponent, open_fleet: Open
) -> Together:
    """Solve each component by itself, and return what all have come to.

    Raises
    ------
    WorkLost
        When the processes that worked on components were killed again and again.
    """
    seconds = (WHOLE_SHARE if whole.adds_up else SHARE) * control.remaining
    together = Together(whole)
    with open_fleet(whole) as fleet:
        if fleet is None:
            (bundle,) = bundles(whole, (control.workers,), seconds, control)
            together.add(bundle, solve_bundle_here(bundle, control, solve_component))
            return together
        # Only where there is a fleet: its jobs know how to begin in another process.
        from scheduler.fleet.solves import solve_bundle  # noqa: PLC0415 - it imports this file

        jobs = bundles(whole, fleet.workers, seconds, control)
        with passing_on(lambda: control.interrupted, fleet.executor.stop):
            for outcome in run_all(solve_bundle, jobs, fleet.executor, fleet.on_loss):
                if not isinstance(outcome, Failed):
                    together.add(outcome.job, outcome.value)
                elif not control.interrupted:  # work that was stopped before it began has found nothing
                    raise outcome.error
    return together


def solve_bundle_here(
    bundle: Bundle, control: Control, solve_component: SolveComponent
) -> tuple[Result, ...]:
    """Solve the components of a bundle one after another, the small ones first.

    Each has a share of the time left by its size: small ones seldom need it all.
    """
    until, left = control.seconds + bundle.seconds, sum(one.size for one in bundle.components)
    found: dict[str, Result] = {}
    for component in sorted(bundle.components, key=lambda one: one.size):
        share = (until - control.seconds) * component.size / left if left else 0.0
        left -= component.size
        limits = control.part(share)
        limits.report = _Named(component.name, control)
        found[component.name] = solve_component(component.term, limits)
        control.deterministic_seconds += limits.deterministic_seconds
    return tuple(found[component.name] for component in bundle.components)


class _Named:
    """Passes on how a component stands, with its name and the time of the whole run."""

    def __init__(self, name: str, control: Control) -> None:
        self._name = name
        self._control = control

    def __call__(self, progress: Progress) -> None:
        self._control.report(replace(progress, part=self._name, seconds=self._control.seconds))


def bundles(whole: Split, workers: Sequence[int], seconds: float, control: Control) -> list[Bundle]:
    """Return a job for each that is done at once, or each component, all with about as much to do.

    The first, which has the largest component, gets the most workers.
    """
    shares: list[list[Component]] = [[] for _ in workers[: len(whole.components)]]
    for component in sorted(whole.components, key=lambda one: -one.size):
        min(shares, key=lambda share: sum(one.size for one in share)).append(component)
    most_first = sorted(workers, reverse=True)
    return [
        Bundle(tuple(share), seconds, count, control.seed, bool(control.steady))
        for share, count in zip(shares, most_first, strict=False)
    ]


# -- putting together ----------------------------------------------------------------------------------------


@dataclass
class Together:
    """What the components have come to so far."""

    whole: Split
    results: dict[str, Result] = field(default_factory=dict)
    """By the name of the component."""
    seconds: dict[str, float] = field(default_factory=dict)
    """For each level how long was worked on it; of what is done at once the longest."""

    def add(self, bundle: Bundle, results: Sequence[Result]) -> None:
        """Take in what came of a bundle."""
        spent: dict[str, float] = {}
        for component, result in zip(bundle.components, results, strict=True):
            self.results[component.name] = result
            for level in result.levels:
                spent[level.name] = spent.get(level.name, 0.0) + level.seconds
        for name, seconds in spent.items():
            self.seconds[name] = max(seconds, self.seconds.get(name, 0.0))

    @property
    def conflict(self) -> tuple[str, ...]:
        """Why no plan exists: what is impossible in a component is so in the whole."""
        named = (self.results.get(component.name) for component in self.whole.components)
        return next((result.conflict for result in named if result and result.conflict), ())

    @property
    def bounds(self) -> Mapping[str, int]:
        """For each level a bound of the whole, which counts only while the levels before meet theirs."""
        bounds: dict[str, int] = {}
        for result in self.results.values():
            for level in result.levels:
                bounds[level.name] = bounds.get(level.name, 0) + level.bound
        return bounds

    def evidence(self, level: str) -> tuple[Evidence, ...]:
        """Return what the bound of a level rests on, in each component that adds to it."""
        return tuple(
            replace(shown, part=f"{shown.part}, {component.name}")
            for component in self.whole.components
            if component.name in self.results
            for found in self.results[component.name].levels
            if found.name == level
            for shown in found.evidence
        )

    def plan(self, otherwise: Plan | None) -> Plan | None:
        """Return the plans of all components as one; of one without a plan, its share of ``otherwise``.

        None where a component has no plan and there is no other.
        """
        plans: list[Plan] = []
        for component in self.whole.components:
            result = self.results.get(component.name)
            plan = result.plan if result else None
            if plan is None and otherwise is not None:
                plan = _cut(otherwise, component.term)
            if plan is None:
                return None
            plans.append(plan)
        return _joined(plans)


def _joined(plans: Iterable[Plan]) -> Plan:
    """Return several plans that share nothing as one, its rows in order."""
    every = tuple(plans)
    rotations = (row for plan in every for row in plan.rotations)
    rounds = (row for plan in every for row in plan.rounds)
    sessions = (row for plan in every for row in plan.sessions)
    mentorships = (row for plan in every for row in plan.mentorships)
    return Plan(
        tuple(sorted(rotations, key=lambda row: (row.trainee.id, row.span))),
        tuple(sorted(rounds, key=lambda row: (row.service.id, row.week, row.lead.id))),
        tuple(sorted(sessions, key=lambda row: (row.trainee.id, row.period, row.activity.id))),
        tuple(sorted(mentorships, key=lambda row: (row.trainee.id, row.mentor.id))),
    )


def _cut(plan: Plan, term: Term) -> Plan:
    """Return what of a plan is about the trainees of a term."""
    rotations = tuple(row for row in plan.rotations if row.trainee in term.trainees)
    busy = {(row.service, week) for row in rotations for week in term.weeks if row.covers(week)}
    return Plan(
        rotations,
        tuple(row for row in plan.rounds if (row.service, row.week) in busy),
        tuple(row for row in plan.sessions if row.trainee in term.trainees),
        tuple(row for row in plan.mentorships if row.trainee in term.trainees),
    )
