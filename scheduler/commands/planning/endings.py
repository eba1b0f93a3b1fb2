"""How one of several terms ended: its plan is written as soon as it is there, and what came of it is told."""

from __future__ import annotations

import json
import traceback
from collections.abc import Mapping
from concurrent.futures import CancelledError
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from inputs.term import Term
from inputs.words import counted
from scheduler.commands.exits import DONE, NO, NOTHING_FOUND, OWN_FAULT, TROUBLE
from scheduler.commands.running.progress import say_seconds, say_share
from scheduler.fleet.running import Done, Failed, WorkLost
from scheduler.installed import find_versions
from scheduler.uncounted import say_uncounted

if TYPE_CHECKING:
    from scheduler.fleet.solves import Solve
    from scheduler.result import LevelResult, Result


@dataclass(frozen=True)
class Ending:
    """What came of one term."""

    code: int
    words: str
    """One line for people."""
    details: tuple[str, ...] = ()
    """More lines, where there is no plan."""
    record: Mapping[str, object] | None = None
    """What ``result.json`` holds; None where solving came to nothing."""


def end_of(
    outcome: Done[Solve, Result] | Failed[Solve], term: Term, folder: Path, *, interrupted: bool
) -> Ending:
    """Write the plan of a term, if there is one, and return what came of it.

    Trouble with one term is told as its ending, so that the others go on.
    """
    if isinstance(outcome, Failed):
        return _failure(outcome.error, interrupted=interrupted)
    result = outcome.value
    try:
        return _written(result, term, folder, outcome.job.seconds)
    except OSError as trouble:
        return Ending(TROUBLE, f"not written: {trouble}")
    except Exception as error:  # noqa: BLE001 - the others go on
        return _own_fault(error)


def _written(result: Result, term: Term, folder: Path, seconds: float) -> Ending:
    from scheduler.commands.planning.files import render_files
    from scheduler.commands.planning.keeping import write_plan
    from scheduler.commands.planning.words import tell_conflict
    from scheduler.outputs.record import render_record

    versions = find_versions()
    if result.plan is not None:
        write_plan(folder, render_files(result, result.plan, term, versions))
    record = json.loads(render_record(result, term, versions))
    if result.plan is not None:
        return Ending(DONE, f"{say_worth(result, term)}; in {folder}", record=record)
    if result.status == "impossible":
        words = "no plan: pins and rules that cannot hold together"
        return Ending(NO, words, tuple(tell_conflict(result)), record)
    return Ending(NOTHING_FOUND, _nothing_found(seconds, interrupted=result.interrupted), record=record)


def _nothing_found(seconds: float, *, interrupted: bool) -> str:
    if interrupted:
        return "interrupted before a plan was found; nothing was written"
    return f"no plan was found in {say_seconds(seconds)}; maybe give more time with --time-limit"


def _failure(error: Exception, *, interrupted: bool) -> Ending:
    if isinstance(error, CancelledError):
        if interrupted:
            return Ending(NOTHING_FOUND, "interrupted before it was begun; nothing was written")
        return Ending(TROUBLE, "not planned: the cluster went away")
    if isinstance(error, (WorkLost, OSError)):
        return Ending(TROUBLE, f"not planned: {error}")
    return _own_fault(error)


def _own_fault(error: Exception) -> Ending:
    words = f"not planned, by a fault of the program: {error}"
    return Ending(OWN_FAULT, words, tuple("".join(traceback.format_exception(error)).splitlines()))


# -- words ---------------------------------------------------------------------------------------------------


def say_worth(result: Result, term: Term) -> str:
    """Return how good a plan is, in half a line."""
    lacking = "everything that is counted is given" if say_uncounted(term) else "everything owed is given"
    if result.shortfalls:
        points = sum(shortfall.cost for shortfall in result.shortfalls)
        lacking = f"{counted(len(result.shortfalls), 'shortfall')}, {counted(points, 'point')}"
    return f"{_quality(result)}; {lacking}"


def _quality(result: Result) -> str:
    if result.status == "optimal":
        return "proven best"
    gaps = ", ".join(f"{level.name} {say_share(level.value, level.bound)}" for level in _open(result.levels))
    best = "the best until the interruption" if result.interrupted else "the best found"
    return f"{best}, gap: {gaps}" if gaps else best


def _open(levels: tuple[LevelResult, ...]) -> list[LevelResult]:
    return [level for level in levels if level.status == "feasible" and level.value > level.bound]
