"""A tiny term with a plan that was made by hand, and ways to start the program."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from shutil import copytree

import pytest

from tests.inputs.folders import write_folder

ROOT = Path(__file__).parents[3]
Captured = pytest.CaptureFixture[str]
"""What the program wrote, where a test runs it in this process."""

SETTINGS = """\
name = "Tiny term"
first_day = 2027-03-01
last_day = 2027-03-14
timezone = "Asia/Shanghai"
holidays = "none"
"""
TINY: Mapping[str, str] = {
    "term": SETTINGS,
    "trainees": """\
id,name,kind,first_day,last_day
T01,Amara Diallo,fellow,2027-03-01,2027-03-14
T02,Li Wei,fellow,2027-03-08,2027-03-14
""",
    "faculty": """\
id,name,leads
F01,Wang Min,ward
""",
    "hours": """\
who,weekday,start,end
F01,Mon,14:00,15:00
""",
    "services": """\
id,name,seats,round_start,round_minutes
ward,CAR-T ward,1,08:00,60
lab,Laboratory,2,,
""",
    "activities": """\
id,title,format,cadence,minutes,weight
lecture,Lecture,group,weekly,60,10
""",
    "slots": """\
activity,weekday,start
lecture,Tue,10:00
""",
}
"""Two weeks, two trainees; everything that is owed can be given. It has no fault and nothing to note."""

TINY_PLAN: Mapping[str, str] = {
    "rotations": """\
trainee,service,first_day,last_day
T01,ward,2027-03-01,2027-03-14
T02,lab,2027-03-08,2027-03-14
""",
    "rounds": """\
service,first_day,last_day,lead
ward,2027-03-01,2027-03-07,F01
ward,2027-03-08,2027-03-14,F01
""",
    "sessions": """\
trainee,activity,topic,date,start,end,room,faculty
T01,lecture,,2027-03-02,10:00,11:00,,
T01,lecture,,2027-03-09,10:00,11:00,,
T02,lecture,,2027-03-09,10:00,11:00,,
""",
    "mentors": """\
trainee,faculty
T01,F01
T02,F01
""",
    "shortfalls": """\
trainee,kind,item,first_day,last_day,cost,reason
""",
}
"""A plan of it that keeps every rule and lacks nothing."""

CONTRADICTION = """\
trainee,item,date
T01,ward,2027-03-02
T01,lab,2027-03-03
"""

AT_NO_PLACE: Mapping[str, None] = dict.fromkeys(("trainee", "item", "first_day", "last_day"))
"""What programs read of a violation that is about no one's row or days."""


def write_tiny(folder: Path, **tables: str) -> Path:
    """Write the tiny term, with other texts for some tables, and return its folder."""
    return write_folder(folder, {**TINY, **tables})


def write_tiny_plan(folder: Path, **changes: tuple[str, str]) -> Path:
    """Write the plan, with one text put for another in each table named, and return its folder."""
    tables = dict(TINY_PLAN)
    for name, (old, new) in changes.items():
        assert old in tables[name], f"{name} does not hold {old!r}"
        tables[name] = tables[name].replace(old, new, 1)
    return write_folder(folder, tables)


def write_long(folder: Path) -> Path:
    """Write the example for four of its trainees, and return its folder.

    A first plan is found within a moment, and to prove that none is better takes longer than any test waits.
    """
    copytree(ROOT / "inputs" / "example", folder)
    trainees = (folder / "trainees.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    gone = tuple(line.partition(",")[0] + "," for line in trainees[5:])
    for path in folder.glob("*.csv"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if not line.startswith(gone)), encoding="utf-8")
    return folder


def start(words: Sequence[str], folder: Path, **variables: str) -> subprocess.Popen[str]:
    """Start the program in a folder."""
    return subprocess.Popen(
        [sys.executable, "-m", "scheduler", *words],
        cwd=folder,
        env=environment(**variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def run(words: Sequence[str], folder: Path, **variables: str) -> tuple[int, str, str]:
    """Run the program in a folder; return its exit code and what it wrote to the two streams."""
    process = start(words, folder, **variables)
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def run_code(
    code: str, folder: Path | None = None, *, check: bool = True
) -> subprocess.CompletedProcess[str]:
    """Run some code of Python, which finds the packages, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=check,
    )


def environment(**variables: str) -> dict[str, str]:
    """Return the variables of a program that finds the packages from any folder."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **variables}


def contents(folder: str) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()
    }
