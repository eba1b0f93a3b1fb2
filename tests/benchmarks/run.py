"""Runs the benchmark: each case in a process of its own, one after another; see README.md for the protocol.

python -m tests.benchmarks.run                  every case, three times
python -m tests.benchmarks.run 40x26 --runs 1   one case, once
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inputs.reading import read_term
from inputs.term import Term
from tests.benchmarks.generator import Size, make_term

ROOT = Path(__file__).resolve().parents[2]
KILOBYTES_A_MEGABYTE = 1024


@dataclass(frozen=True)
class Case:
    """A term to plan within a time limit."""

    name: str
    limit_seconds: float
    size: Size | None = None

    def term(self) -> Term:
        """Return the term: of a size, or the embedded example."""
        if self.size is not None:
            return make_term(self.size)
        term = read_term(ROOT / "inputs" / "example").term
        if term is None:
            message = "the embedded example has faults"
            raise ValueError(message)
        return term


CASES = (
    Case("example", 60),
    Case("20x13", 60, Size(20, 13)),
    Case("40x26", 120, Size(40, 26)),
)


def measure(case: Case) -> dict[str, object]:
    """Plan a case in this process and return what was measured."""
    from scheduler.solving.search import Control, Progress  # not in the process that only collects
    from scheduler.solving.solve import solve_term

    term = case.term()
    first: list[float] = []

    def watch(progress: Progress) -> None:
        if progress.what == "meetings and leads" and not first:
            first.append(progress.seconds)

    began = time.perf_counter()
    result = solve_term(term, Control(time_limit_seconds=case.limit_seconds, workers=2, report=watch))
    return {
        "case": case.name,
        "wall": time.perf_counter() - began,
        "first_plan": first[0] if first else None,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES_A_MEGABYTE,
        "levels": {
            level.name: {
                "value": level.value, "bound": level.bound, "status": level.status, "seconds": level.seconds,
            }
            for level in result.levels
        },
    }  # fmt: skip


def main() -> None:
    """Measure the cases asked for, each run in a process of its own, and print a table of medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", nargs="*", default=[case.name for case in CASES])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--one", action="store_true", help="measure in this process and print JSON")
    arguments = parser.parse_args()
    cases = [case for case in CASES if case.name in arguments.cases]
    if arguments.one:
        print(json.dumps(measure(cases[0])))
        return
    print("| case | level | value | bound | status | median s | first plan s | wall s | peak MB |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for case in cases:
        command = [sys.executable, "-m", "tests.benchmarks.run", case.name, "--one"]
        runs = [
            json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)
            for _ in range(arguments.runs)
        ]
        print_rows(case, runs)


def print_rows(case: Case, runs: list[dict[str, object]]) -> None:
    """Print a row for each level: the worst value, bound and status, and medians of the times."""
    every: list[Any] = [run["levels"] for run in runs]
    totals = [
        statistics.median(float(str(run[key] or "nan")) for run in runs) for key in ("first_plan", "wall")
    ]
    peak = max(float(str(run["peak_mb"])) for run in runs)
    for name in every[0]:
        found = [levels[name] for levels in every]
        values = sorted({int(str(level["value"])) for level in found})
        bounds = sorted({int(str(level["bound"])) for level in found})
        statuses = sorted({str(level["status"]) for level in found})
        seconds = statistics.median(float(str(level["seconds"])) for level in found)
        print(
            f"| {case.name} | {name} | {values} | {bounds} | {', '.join(statuses)} | {seconds:.1f} "
            f"| {totals[0]:.1f} | {totals[1]:.1f} | {peak:.0f} |"
        )


if __name__ == "__main__":
    main()
