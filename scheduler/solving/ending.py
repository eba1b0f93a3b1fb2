"""Puts together what a run returns, however it ended."""

from __future__ import annotations

from constraints.catalogue import rules_off
from inputs.plan import Plan
from inputs.term import COVERAGE, Term
from scheduler.result import LevelResult, Result
from scheduler.shortfalls import list_shortfalls
from scheduler.solving.search import Control
from scheduler.verify import Verdict


def end_with_plan(
    term: Term,
    control: Control,
    plan: Plan,
    verdict: Verdict,
    levels: tuple[LevelResult, ...],
    others: tuple[Plan, ...] = (),
) -> Result:
    """Return the result of a run that found a plan: ``optimal`` where each level is proven or skipped."""
    proven = all(level.status != "feasible" for level in levels)
    first = next((level for level in levels if level.status != "skipped"), None)
    lacks_least = first is not None and first.name == COVERAGE and first.status == "optimal"
    return Result(
        status="optimal" if proven else "feasible",
        plan=plan,
        levels=levels,
        seconds=_seconds(control),
        seed=control.seed,
        workers=control.workers,
        shortfalls=list_shortfalls(plan, term, verdict, proven=lacks_least),
        others=others,
        rules_off=rules_off(term),
        interrupted=control.interrupted,
    )


def end_without_plan(term: Term, control: Control, conflict: tuple[str, ...]) -> Result:
    """Return the result of a run without a plan: ``impossible`` only where it is known why."""
    return Result(
        status="impossible" if conflict else "unknown",
        plan=None,
        levels=(),
        seconds=_seconds(control),
        seed=control.seed,
        workers=control.workers,
        rules_off=rules_off(term),
        conflict=conflict,
        interrupted=control.interrupted,
    )


def _seconds(control: Control) -> float:
    """Return how long the run took; mostly with one worker in the solver's own time."""
    return control.deterministic_seconds if control.steady else control.seconds
