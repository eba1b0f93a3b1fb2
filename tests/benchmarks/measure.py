"""Measures one run in this process and prints it as JSON; `tests.benchmarks.run` starts it.

python -m tests.benchmarks.measure CASE SYSTEM NUMBER SECONDS WORKERS SEED LEVELS

LEVELS are separated by commas; an empty word stands for all.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from itertools import accumulate

from inputs.term import Term
from scheduler.garbage import collect_rarely
from scheduler.result import Result
from scheduler.solving.search import Control
from scheduler.solving.solve import solve_term
from scheduler.verify import verify
from tests.benchmarks import in_highs, textbook
from tests.benchmarks.cases import Case
from tests.benchmarks.figures import Found, LevelFigures, Run, best_so_far, reached
from tests.benchmarks.joint import JointRun, LevelSolver, Limits
from tests.benchmarks.memory import watched_memory

Measured = tuple[tuple[LevelFigures, ...], tuple[Found, ...], tuple[str, ...]]
"""The levels, the verified plans over time, and what plans break."""


def measure(case: Case, system: str, number: int, limits: tuple[float, int, int]) -> Run:
    """Plan a case with a system within (seconds, workers, seed), and return what was measured."""
    term = case.term()
    seconds, workers, seed = limits
    with watched_memory() as memory:
        start = Limits(seconds, workers, seed)
        collect = STARTS[system](term, start)
        wall = start.seconds
    levels, trace, broken = collect()
    return Run(
        case.name,
        system,
        number,
        seed,
        workers,
        seconds,
        round(wall, 3),
        round(memory.megabytes, 1),
        levels,
        trace,
        broken,
    )


def start_rota(term: Term, limits: Limits) -> Callable[[], Measured]:
    """Plan with rota; return what collects the figures once the clock has stopped."""
    found: list[Found] = []
    control = Control(
        time_limit_seconds=limits.time_limit_seconds,
        workers=limits.workers,
        seed=limits.seed,
        found=lambda values, seconds: found.append(Found(round(seconds, 3), dict(values))),
        started=limits.started,
    )
    result = solve_term(term, control)
    wall = limits.seconds
    return lambda: _of_result(term, result, best_so_far(found), wall)


def _of_result(term: Term, result: Result, trace: tuple[Found, ...], wall: float) -> Measured:
    """Verify the plan once more, and take the bounds from the result.

    When a level was proven is known only as the time that it and those before it took. The time of the last
    is that of the whole run.
    """
    verdict = verify(result.plan, term) if result.plan is not None else None
    optimised = [level for level in result.levels if level.status != "skipped"]
    levels = []
    for level, spent in zip(optimised, accumulate(level.seconds for level in optimised), strict=True):
        proven, best = level.status == "optimal", reached(trace, level.name)
        at = wall if level is optimised[-1] else min(wall, max(spent, best or 0))
        levels.append(
            LevelFigures(
                level.name,
                verdict.value(level.name) if verdict is not None else None,
                level.bound,
                proven,
                best,
                round(at, 3) if proven else None,
            )
        )
    broken = tuple(violation.text for violation in verdict.violations) if verdict is not None else ()
    return tuple(levels), trace, broken


def start_jointly(solve: LevelSolver) -> Callable[[Term, Limits], Callable[[], Measured]]:
    """Return what plans with the joint model in a solver."""

    def start(term: Term, limits: Limits) -> Callable[[], Measured]:
        joint = JointRun(term, limits, solve)
        joint.run()
        return lambda: (*joint.figures(), tuple(joint.broken))

    return start


STARTS = {
    "rota": start_rota,
    "textbook": start_jointly(textbook.solve_level),
    "highs": start_jointly(in_highs.solve_level),
}


def main() -> None:
    """Measure what the arguments say."""
    collect_rarely()  # as on the command line
    case, system, number, seconds, workers, seed, levels = sys.argv[1:]
    run = measure(
        Case(case, tuple(filter(None, levels.split(",")))),
        system,
        int(number),
        (float(seconds), int(workers), int(seed)),
    )
    print(json.dumps(run.as_json()))


if __name__ == "__main__":
    main()
