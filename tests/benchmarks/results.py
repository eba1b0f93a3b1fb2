"""The results of one day, as a file beside the protocol, and what they come to."""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.figures import LevelFigures, Run


@dataclass(frozen=True)
class Results:
    """Runs of one day, on one machine."""

    date: str
    machine: str
    runs: tuple[Run, ...] = ()
    """In the order in which they were made."""

    def with_run(self, run: Run) -> Results:
        """Return the results with a run in the place of the same one made before, if any."""
        others = tuple(other for other in self.runs if _key(other) != _key(run))
        return Results(self.date, self.machine, (*others, run))

    def without(self, cases: Iterable[str], systems: Iterable[str]) -> Results:
        """Return the results less the runs of some systems on some cases."""
        cases, systems = set(cases), set(systems)
        kept = (run for run in self.runs if run.case not in cases or run.system not in systems)
        return Results(self.date, self.machine, tuple(kept))

    def write(self, path: Path) -> None:
        """Write a file, a line for each run."""
        lines = ",\n".join(json.dumps(run.as_json()) for run in self.runs)
        head = f'"date": {json.dumps(self.date)}, "machine": {json.dumps(self.machine)}'
        path.write_text(f'{{{head}, "runs": [\n{lines}\n]}}\n', encoding="utf-8")


def read_results(path: Path) -> Results:
    """Return the results in a file."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return Results(data["date"], data["machine"], tuple(Run.from_json(run) for run in data["runs"]))


def _key(run: Run) -> tuple[str, str, int]:
    return run.case, run.system, run.number


@dataclass(frozen=True)
class Summary:
    """The repeated runs of one system on one case."""

    case: str
    system: str
    runs: tuple[Run, ...]
    levels: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        names = dict.fromkeys(level.name for run in self.runs for level in run.levels)
        object.__setattr__(self, "levels", tuple(names))

    def median(self, of: Callable[[Run], float | None]) -> float | None:
        """Return the median over the runs; None where most runs have no such number."""
        return _median([of(run) for run in self.runs])

    def median_of(self, level: str, of: Callable[[LevelFigures], float | None]) -> float | None:
        """Return the median over the runs of what is measured of a level; None where most have no such."""
        found = [next((of(own) for own in run.levels if own.name == level), None) for run in self.runs]
        return _median(found)

    def proven(self, level: str) -> int:
        """Return in how many runs a level was proven."""
        return sum(own.proven for run in self.runs for own in run.levels if own.name == level)


def _median(numbers: Sequence[float | None]) -> float | None:
    """Return the median, a missing number counting as larger than any; of two middle ones the larger."""
    ranked = statistics.median_high([float("inf") if number is None else number for number in numbers])
    return None if ranked == float("inf") else ranked


def summarise(results: Results) -> list[Summary]:
    """Return a summary of each case and system, in the order in which they were first measured."""
    grouped: dict[tuple[str, str], list[Run]] = {}
    for run in sorted(results.runs, key=lambda run: run.number):
        grouped.setdefault((run.case, run.system), []).append(run)
    order = {run.case: None for run in results.runs}
    return [
        Summary(case, system, tuple(runs))
        for name in order
        for (case, system), runs in grouped.items()
        if case == name
    ]


def where_worse(results: Results, system: str) -> Iterator[tuple[Run, Run]]:
    """Yield the runs of a system that are worse than another system's with the same number and limits.

    Worse is worse at the first level at which the two differ; a run without a plan is worse than any with.
    """
    for own in results.runs:
        if own.system != system:
            continue
        for other in results.runs:
            same = _limits(own) == _limits(other) and other.system != system
            if same and other.values is not None and (own.values is None or own.values > other.values):
                yield own, other


def _limits(run: Run) -> tuple[str, int, int, int, float]:
    return run.case, run.number, run.seed, run.workers, run.limit_seconds
