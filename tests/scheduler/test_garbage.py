"""Garbage is looked for rarely where models are built: on the command line, and in processes that solve."""

import gc
import subprocess
import sys
from collections.abc import Iterator

import pytest

from scheduler.commands.cli import main
from scheduler.fleet.processes import Processes
from scheduler.garbage import NEW_OBJECTS


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*before)


def test_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert "ortools" in capsys.readouterr().out
    assert gc.get_threshold() == (NEW_OBJECTS, 10, 10)


ENDING = """
import gc
from scheduler.garbage import collect_rarely

class Ring:
    def __init__(self):
        self.itself = self
    def __del__(self):
        print("looked for")

rings = [Ring()]
if {rarely}:
    collect_rarely()
"""


@pytest.mark.parametrize("rarely", [False, True])
def test_nothing_is_looked_through_when_a_process_ends(rarely: bool) -> None:
    ending = [sys.executable, "-c", ENDING.format(rarely=rarely)]
    done = subprocess.run(ending, check=True, capture_output=True, text=True)
    assert done.stdout == ("" if rarely else "looked for\n")


def test_in_a_process_that_solves() -> None:
    with Processes(1) as processes:
        assert processes.submit(gc.get_threshold).result(60) == (NEW_OBJECTS, 10, 10)
    assert gc.get_threshold() == (700, 10, 10)
