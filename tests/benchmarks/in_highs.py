"""The joint model in HiGHS, which solves it as a mixed integer program in a process of its own."""

from __future__ import annotations

import math
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from scheduler.solving.linear.rows import translate
from tests.benchmarks.highs_process import BOUND, MODEL, OPTIMAL
from tests.benchmarks.joint import Limits, Snapshot, Solved

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

ROOT = Path(__file__).resolve().parents[2]
GRACE_SECONDS = 5.0
"""HiGHS looks at its clock now and then only; after so long it is ended, with what it found until then."""
TOLERANCE = 1e-6
"""How far its bounds may be off."""


def solve_level(model: cp_model.CpModel, hint: Sequence[int], seconds: float, limits: Limits) -> Solved:
    """Minimise the objective of a model for some seconds, in which it is also translated and written."""
    end = time.monotonic() + seconds
    with TemporaryDirectory(prefix="rota-highs-") as name:
        folder = Path(name)
        program = asdict(translate(model))
        seconds = max(0.1, end - time.monotonic())
        np.savez(
            folder / MODEL,
            **program,
            hint=np.array(hint, np.int64),
            seconds=seconds,
            workers=limits.workers,
            seed=limits.seed,
        )
        command = [sys.executable, "-m", "tests.benchmarks.highs_process", str(folder)]
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.DEVNULL
        )  # it says its name and licence
        try:
            if process.wait(seconds + GRACE_SECONDS) > 0:  # below 0 the system ended it, for want of memory
                message = "HiGHS failed"
                raise RuntimeError(message)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        return _read(folder, limits)


def _read(folder: Path, limits: Limits) -> Solved:
    """Return what the process left in the folder."""
    snapshots: list[Snapshot] = []
    values: tuple[int, ...] = ()
    for path in sorted(folder.glob("[0-9]*.npz")):
        with np.load(path) as stored:
            values = tuple(stored["values"].tolist())
            snapshots.append(Snapshot.of(values, float(stored["at"]) - limits.started))
    bound = folder / BOUND
    least = math.ceil(float(bound.read_text()) - TOLERANCE) if bound.exists() else 0
    return Solved(max(0, least), (folder / OPTIMAL).exists(), values, snapshots)
