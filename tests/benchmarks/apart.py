"""How much sooner a term of independent parts is proven when they are solved apart.

    .venv/bin/python -m tests.benchmarks.apart                                 # 20x13 three times over
    .venv/bin/python -m tests.benchmarks.apart 20x13 --copies 4 --limit 120 --levels coverage

A generated term is repeated: its trainees come again, as others, when the first have left, to the same
services, rooms and people. The copies share no week, so they are independent; at the level of fairness meetings
and leads are compared over all of them. The term is solved as one and apart, one after the other, each in a
process of its own, with the same time limit, workers and seed. ``ratio`` is the seconds to the proof of a level as
one, through those apart; where one was not proven in time it is a bound of the ratio.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from multiprocessing import get_context

from inputs.days import Span
from inputs.people import Faculty, Trainee
from inputs.term import Term
from inputs.working_days import find_working_days
from scheduler.commands.planning.apart import open_processes
from scheduler.commands.running.progress import Display
from scheduler.result import Result
from scheduler.solving.search import Control
from scheduler.solving.solve import solve_component, solve_term
from tests.benchmarks.cases import Case

WAYS = ("as one", "apart")


@dataclass(frozen=True)
class Words:
    """What was asked for."""

    case: str
    copies: int
    limit: float
    workers: int
    seed: int
    levels: tuple[str, ...]


def repeated(term: Term, copies: int) -> Term:
    """Return a term to which the same trainees, as others, come again and again, a week or two apart."""
    weeks = len(term.weeks) + 1 + (len(term.weeks) + 1) % 2  # even: odd weeks stay odd
    shifts = [timedelta(weeks=weeks * copy) for copy in range(copies)]
    span = Span(term.span.start, term.span.end + shifts[-1])
    people = {trainee.id for trainee in term.trainees}
    return replace(
        term,
        name=f"{term.name}, {copies} times",
        span=span,
        working=find_working_days(span, term.weekdays, "none"),
        trainees=tuple(
            _later(one, copy, shift) for copy, shift in enumerate(shifts) for one in term.trainees
        ),
        faculty=tuple(_again(member, shifts) for member in term.faculty),
        absences=tuple(
            replace(
                row, who=_name(row.who, copy) if row.who in people else row.who, span=_moved(row.span, shift)
            )
            for copy, shift in enumerate(shifts)
            for row in term.absences
        ),
        preferences=tuple(
            replace(row, trainee=_name(row.trainee, copy))
            for copy in range(copies)
            for row in term.preferences
        ),
    )


def _name(who: str, copy: int) -> str:
    return f"{who}-{copy + 1}"


def _moved(span: Span, shift: timedelta) -> Span:
    return Span(span.start + shift, span.end + shift)


def _later(trainee: Trainee, copy: int, shift: timedelta) -> Trainee:
    return replace(trainee, id=_name(trainee.id, copy), stay=_moved(trainee.stay, shift))


def _again(member: Faculty, shifts: Sequence[timedelta]) -> Faculty:
    hours = tuple(replace(row, span=_moved(row.span, shift)) for shift in shifts for row in member.hours)
    return replace(member, hours=hours)


def run(way: str, words: Words) -> Result:
    """Solve the term in one of the two ways."""
    term = repeated(Case(words.case, words.levels).term(), words.copies)
    control = Control(words.limit, words.workers, words.seed)
    if way == "as one":
        return solve_component(term, control)  # as it is without components
    return solve_term(term, control, partial(open_processes, words.workers, Display()))


def main() -> None:
    """Solve in both ways and show the figures."""
    words = _words()
    print(f"{words.case}, {words.copies} copies, {words.workers} workers, {words.limit:g} s at most")
    proofs: dict[str, dict[str, float]] = {}
    for way in WAYS:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            began = time.monotonic()
            result = pool.submit(run, way, words).result()
            proofs[way] = _show(way, result, time.monotonic() - began)
    for level in proofs["apart"]:
        one = proofs["as one"].get(level)
        more = "" if one is not None else "more than "
        print(f"ratio  {level:10}  {more}{(one or words.limit) / max(0.1, proofs['apart'][level]):.1f}")


def _show(way: str, result: Result, seconds: float) -> dict[str, float]:
    """Print how each level ended, and return after how many seconds those were proven that were."""
    spent, proofs = 0.0, dict[str, float]()
    for level in result.levels:
        spent += level.seconds
        if level.status == "optimal":
            proofs[level.name] = spent
        print(
            f"{way:6}  {level.name:10}  {level.status:8}  value {level.value:6}  bound {level.bound:6}  "
            f"{spent:6.1f} s"
        )
    print(f"{way:6}  {result.status}, {seconds:.1f} s in all")
    return proofs


def _words() -> Words:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("case", nargs="?", default="20x13", help="trainees by weeks of one copy")
    parser.add_argument("--copies", type=int, default=3)
    parser.add_argument("--limit", type=float, default=120.0, help="seconds for each way")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--levels", nargs="*", default=(), help="the levels to optimise; all by default")
    given = parser.parse_args()
    return Words(given.case, given.copies, given.limit, given.workers, given.seed, tuple(given.levels))


if __name__ == "__main__":
    main()
