"""A program that is killed while it writes a folder: the old plan is there or the new one."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from scheduler.outputs.folder import prepare_folder, recover_folder, write_folder
from tests.scheduler.commands.program import ROOT
from tests.scheduler.outputs.folder.written import FROM_WHICH_NEW, MINE, NEW, STEPS, beside, content

CHILD = """
import os, signal, sys
from pathlib import Path
from tests.scheduler.commands.program import ROOT
from scheduler.outputs.folder import write_folder
folder, how, at, *names = sys.argv[1:]
steps = 0
def step(name):
    global steps
    if steps == int(at):
        os.kill(os.getpid(), signal.SIGKILL)
    steps += 1
files = {name: content.encode() for name, _, content in (word.partition("=") for word in names)}
write_folder(Path(folder), files, step=step)
"""


def killed_at(folder: Path, step: int) -> None:
    names = [f"{name}={text.decode()}" for name, text in NEW.items()]
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(folder), "kill", str(step), *names], check=False, cwd=ROOT
    )
    assert done.returncode == -signal.SIGKILL


@pytest.mark.parametrize("step", range(len(STEPS)), ids=STEPS)
@pytest.mark.parametrize("mend", ["recover", "write", "prepare"])
def test_killed_at_any_step_the_next_call_finds_the_old_plan_or_the_new_one(
    plan: Path, step: int, mend: str
) -> None:
    old, new = content(plan), {**NEW, **MINE}
    killed_at(plan, step)
    if plan.exists():
        assert content(plan) == (old if step <= STEPS.index("rename the old folder") else new)
    if mend == "recover":
        recover_folder(plan)
    elif mend == "prepare":
        prepare_folder(plan)
    else:
        write_folder(plan, NEW)
    expected = new if mend == "write" or step >= FROM_WHICH_NEW else old
    assert content(plan) == expected
    assert beside(plan) == ["plan"]


@pytest.mark.parametrize("step", range(6))
def test_killed_before_there_was_a_plan_nothing_is_left_after_the_next_call(
    tmp_path: Path, step: int
) -> None:
    folder = tmp_path / "plan"
    killed_at(folder, step)
    recover_folder(folder)
    assert content(tmp_path) == {}
    write_folder(folder, NEW)
    assert content(folder) == NEW


def test_a_folder_removed_after_a_kill_does_not_come_back(plan: Path) -> None:
    killed_at(plan, STEPS.index("remove the old folder"))
    for path in sorted(plan.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    plan.rmdir()
    recover_folder(plan)
    assert list(plan.parent.iterdir()) == []


def test_there_is_nothing_to_mend_after_a_whole_write(plan: Path) -> None:
    before = content(plan)
    recover_folder(plan)
    assert content(plan) == before
