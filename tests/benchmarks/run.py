"""Runs the benchmark: each run in a process of its own, one after another; see README.md for the protocol.

python -m tests.benchmarks.run                               every case and system, five times: half a day
python -m tests.benchmarks.run 20x13 40x26 --runs 1          two cases, once
python -m tests.benchmarks.run 40x26 --systems rota          rota alone
python -m tests.benchmarks.run 40x26 --levels coverage       one level alone
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.cases import EXAMPLE, LIMITS, ROOT, Case
from tests.benchmarks.figures import Run
from tests.benchmarks.report import write_report
from tests.benchmarks.results import Results, read_results

SYSTEMS = ("rota", "textbook", "highs")
RESULTS = Path(__file__).with_name("results")


@dataclass(frozen=True)
class Protocol:
    """What to run, and within which limits; ``limit_seconds`` None is each case's own."""

    cases: tuple[Case, ...]
    systems: tuple[str, ...] = SYSTEMS
    runs: int = 5
    limit_seconds: float | None = None
    workers: int = 2
    seed: int = 0


def run_all(protocol: Protocol, path: Path) -> Results:
    """Run everything, the systems side by side in each repetition; write the results after each run.

    A file of the same day keeps what it holds of other cases and systems. The seed grows by 1 with each
    repetition.
    """
    results = Results(path.stem, _machine())
    if path.exists():
        cases = [case.name for case in protocol.cases]
        results = Results(path.stem, _machine(), read_results(path).runs).without(cases, protocol.systems)
    path.parent.mkdir(parents=True, exist_ok=True)
    for case in protocol.cases:
        for number in range(1, protocol.runs + 1):
            for system in protocol.systems:
                run = run_one(protocol, case, system, number)
                print(_said(run), flush=True)
                results = results.with_run(run)
                results.write(path)
    return results


def run_one(protocol: Protocol, case: Case, system: str, number: int) -> Run:
    """Run a system on a case in a process of its own; one that fails leaves a run without a plan."""
    limit = protocol.limit_seconds or case.limit_seconds
    seed = protocol.seed + number - 1
    arguments = (case.name, system, number, limit, protocol.workers, seed, ",".join(case.levels))
    command = [sys.executable, "-m", "tests.benchmarks.measure", *map(str, arguments)]
    began = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    if done.returncode == 0:
        return Run.from_json(json.loads(done.stdout.splitlines()[-1]))
    lines = done.stderr.strip().splitlines()
    reason = lines[-1] if lines else f"ended with {done.returncode}"
    wall = round(time.monotonic() - began, 3)
    return Run(case.name, system, number, seed, protocol.workers, limit, wall, 0.0, (), (), (reason,))


def _said(run: Run) -> str:
    """Return a line that tells how a run went."""
    levels = ", ".join(
        f"{level.name} {level.value} (bound {level.bound})" for level in run.levels if level.value is not None
    )
    trouble = f"; {run.broken[0]}" if run.broken else ""
    return f"{run.case} {run.system} {run.number}: {levels or 'no plan'} in {run.wall_seconds:.1f} s{trouble}"


def _machine() -> str:
    """Return what the figures depend on: processors, what else kept them busy, and versions."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("ortools", "highspy"))
    load = os.getloadavg()[0]  # of the last minute
    system = (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, load {load:.1f} at the start"
    )
    return f"{system}; Python {platform.python_version()}, rota {version('fellowship-rota')}, {libraries}."


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what the arguments ask for, and report it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, prog="tests.benchmarks.run"
    )
    parser.add_argument("cases", nargs="*", default=list(LIMITS), help="`example`, or sizes such as 40x26")
    parser.add_argument("--systems", nargs="+", choices=SYSTEMS, default=list(SYSTEMS))
    parser.add_argument("--levels", nargs="+", default=[], help="levels to optimise; by default all")
    parser.add_argument("--runs", type=int, default=5, help="repetitions; by default 5")
    parser.add_argument("--limit", type=float, help="seconds for each run; by default each case's own")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0, help="of the first repetition")
    parser.add_argument("--out", type=Path, default=RESULTS, help="folder for results and plots")
    parser.add_argument("--date", default=f"{date.today()}", help="name of the results; by default today")  # noqa: DTZ011  # of the person who runs it
    chosen = parser.parse_args(arguments)
    cases = tuple(Case(name, tuple(chosen.levels)) for name in chosen.cases)
    for case in cases:
        if not case.is_known:
            known = f"`{EXAMPLE}`, or trainees by weeks, as in 40x26"
            parser.error(f"no case {case.name}: write {known}")
    path = chosen.out / f"{chosen.date}.json"
    protocol = Protocol(cases, tuple(chosen.systems), chosen.runs, chosen.limit, chosen.workers, chosen.seed)
    run_all(protocol, path)
    print(write_report(path))


if __name__ == "__main__":
    main()
