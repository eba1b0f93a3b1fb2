"""Which pins and rules cannot hold together: a smallest set, confirmed by solving again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from ortools.sat.python import cp_model

from constraints.catalogue import find_rules, hard_rules
from constraints.decisions import Scope
from inputs.programme import Pin
from inputs.term import Term
from scheduler.model import Model
from scheduler.solving.search import Control

T = TypeVar("T")
SECONDS_A_QUESTION = 10.0


def find_conflict(term: Term, control: Control) -> tuple[str, ...]:
    """Return in words the pins and rules of a term that cannot hold together, none of them to spare.

    Only pins demand anything in a plan (all else may be left out at a price), so the trainees without pins play no
    part. Each answer rests on complete solves: without any one of the pins, or any one of the rules, a plan exists;
    with all of them none does, which is confirmed by a second solve that shares no setting with the first.

    Raises
    ------
    RuntimeError
        When the second solve does not confirm the first: the solver contradicts itself.
    """
    names = frozenset(rule.name for rule in hard_rules(term)) - {"pins"}
    pins = _smallest(term.pins, lambda kept: _impossible(term, kept, names, control))
    rules = _smallest(sorted(names), lambda kept: _impossible(term, pins, frozenset(kept), control))
    if not _impossible(term, pins, frozenset(rules), control, second=True):
        message = "the solver called the pins impossible, and possible when asked again"
        raise RuntimeError(message)
    laws = {rule.name: rule.law.split("\n\n")[0].replace("\n", " ") for rule in find_rules()}
    return (*(f"{pin}." for pin in pins), *(f"Rule {name}: {laws[name]}" for name in rules))


def _smallest(items: Sequence[T], impossible: Callable[[Sequence[T]], bool]) -> tuple[T, ...]:
    """Return items of which none can be spared for ``impossible`` to stay true (deletion filter)."""
    kept = list(items)
    for item in items:
        fewer = [other for other in kept if other is not item]
        if impossible(fewer):
            kept = fewer
    return tuple(kept)


def _impossible(
    term: Term, pins: Sequence[Pin], rules: frozenset[str], control: Control, *, second: bool = False
) -> bool:
    """Tell whether no plan keeps the pins and, of the other hard rules, those named."""
    if not pins:
        return False
    pinned = {pin.trainee for pin in pins}
    off = {rule.name: {"off": "left out"} for rule in hard_rules(term) if rule.name not in rules | {"pins"}}
    few = replace(
        term,
        pins=tuple(pins),
        trainees=tuple(trainee for trainee in term.trainees if trainee in pinned),
        rules={**term.rules, **off},
    )
    model = Model(few, Scope.whole(few))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = control.workers
    solver.parameters.catch_sigint_signal = False
    solver.parameters.max_time_in_seconds = SECONDS_A_QUESTION
    if second:
        solver.parameters.random_seed = control.seed + 1
        solver.parameters.num_workers = 1
        solver.parameters.cp_model_presolve = False
    return solver.solve(model.proto) == cp_model.INFEASIBLE
