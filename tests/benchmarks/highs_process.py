"""Solves a MIP with HiGHS, in a process of its own: it and ortools cannot be loaded into one.

python -m tests.benchmarks.highs_process FOLDER

reads ``FOLDER/model.npz`` and writes each better solution as ``FOLDER/00001.npz`` and so on, the bound as
``FOLDER/bound``, both at once: what was found is there also when the process is ended.
"""

from __future__ import annotations

import math
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import highspy

MODEL, BOUND, OPTIMAL = "model.npz", "bound", "optimal"
"""Files of the folder; the last is there when the last solution is proven best."""


@dataclass
class _Watch:
    """Writes what is found while it is found."""

    folder: Path
    count: int = 0
    bound: float = -math.inf

    def on_solution(self, event: Any) -> None:
        self.write(event.data_out.mip_solution)

    def on_progress(self, event: Any) -> None:
        self.write_bound(event.data_out.mip_dual_bound)

    def write(self, solution: Any) -> None:
        self.count += 1
        part = self.folder / "part"
        with part.open("wb") as file:
            np.savez(file, values=np.rint(solution).astype(np.int64), at=time.monotonic())
        part.replace(self.folder / f"{self.count:05}.npz")

    def write_bound(self, bound: float) -> None:
        if math.isfinite(bound) and bound > self.bound:
            self.bound = bound
            (self.folder / BOUND).write_text(repr(bound))


def solve(folder: Path) -> None:
    """Solve the model in a folder; nothing is set but time, threads, seed and a gap of nothing."""
    import highspy  # not where ortools is: the names of the files are read there

    with np.load(folder / MODEL) as stored:
        data = dict(stored)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # as highspy has it
    for option, value in (
        ("output_flag", False),
        ("time_limit", float(data["seconds"])),
        ("threads", int(data["workers"])),
        ("random_seed", int(data["seed"])),
        ("mip_rel_gap", 0.0),
    ):
        solver.setOptionValue(option, value)
    solver.passModel(_program(data))
    if len(data["hint"]):
        places = np.arange(len(data["hint"]), dtype=np.int32)
        solver.setSolution(len(places), places, data["hint"].astype(np.float64))
    watch = _Watch(folder)
    solver.cbMipImprovingSolution += watch.on_solution
    solver.cbMipLogging += watch.on_progress
    solver.run()
    info = solver.getInfo()
    if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
        watch.write(solver.getSolution().col_value)
    if solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
        (folder / BOUND).write_text(repr(info.objective_function_value))
        (folder / OPTIMAL).touch()
    else:
        watch.write_bound(info.mip_dual_bound)


def _program(data: dict[str, Any]) -> highspy.HighsLp:
    import highspy

    columns, rows = len(data["cost"]), len(data["row_lower"])
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = columns, rows
    program.col_cost_, program.offset_ = data["cost"], float(data["offset"])
    program.col_lower_, program.col_upper_ = data["lower"], data["upper"]
    program.row_lower_, program.row_upper_ = data["row_lower"], data["row_upper"]
    matrix = program.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.num_col_, matrix.num_row_ = columns, rows
    matrix.start_, matrix.index_, matrix.value_ = data["start"], data["index"], data["value"]
    program.integrality_ = [highspy.HighsVarType.kInteger] * columns
    return program


if __name__ == "__main__":
    solve(Path(sys.argv[1]))
