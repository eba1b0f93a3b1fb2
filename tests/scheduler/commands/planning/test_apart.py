"""``rota plan`` of one term with independent parts: several processes, progress, and every way to end."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest

from inputs.plan_reading import read_plan
from inputs.reading import read_term
from scheduler.commands.cli import main
from scheduler.commands.planning import apart
from scheduler.verify import verify
from tests.scheduler.commands.program import CONTRADICTION, SETTINGS, Captured, contents, write_tiny

TRAINEES = """\
id,name,kind,first_day,last_day
T01,Amara Diallo,fellow,2027-03-01,2027-03-07
T02,Li Wei,fellow,2027-03-08,2027-03-14
"""


@pytest.fixture(autouse=True)
def _in_a_folder_with_a_term(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The two come one after the other, and share nothing."""
    monkeypatch.chdir(tmp_path)
    write_tiny(Path("north"), trainees=TRAINEES)


def plan_of(folder: str, term: str = "north") -> dict[str, object]:
    """Return the record of a plan that breaks no rule."""
    read = read_term(Path(term)).term
    assert read is not None
    plan = read_plan(Path(folder), read).plan
    assert plan is not None
    assert verify(plan, read).violations == ()
    record: dict[str, object] = json.loads(Path(folder, "result.json").read_bytes())
    return record


def test_parts_are_solved_in_processes_and_named(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SMALL", 0)
    assert main(["plan", "north", "-o", "plan", "--workers", "2"]) == 0
    told = capsys.readouterr().err
    assert "part 1 of 2): best" in told
    assert "part 2 of 2): best" in told
    assert plan_of("plan")["status"] == "optimal"


def test_a_small_term_needs_no_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scheduler.fleet.processes.Processes", None)
    assert main(["plan", "north", "-o", "plan", "--workers", "2", "--quiet"]) == 0


def test_with_one_worker_the_bytes_are_the_same_each_time() -> None:
    for folder in ("first", "second"):
        assert main(["plan", "north", "-o", folder, "--workers", "1", "--quiet"]) == 0
    assert contents("first") == contents("second")


def test_with_processes_the_parts_of_a_single_term_are_solved_in_them(capsys: Captured) -> None:
    assert main(["plan", "north", "-o", "plans", "--processes", "2", "--workers", "1"]) == 0
    told = capsys.readouterr()
    assert told.out == "north  proven best; everything owed is given; in plans/north\n"
    assert told.err.startswith(
        "Planning Tiny term in independent parts, 2:00 at most; Ctrl-C keeps the best plan so far.\n"
    )
    assert "part 1 of 2): best" in told.err
    assert main(["plan", "north", "-o", "alone", "--workers", "1", "--quiet"]) == 0
    assert contents("plans/north") == contents("alone")


def test_what_cannot_hold_in_a_part_is_told(capsys: Captured) -> None:
    write_tiny(Path("north"), trainees=TRAINEES, pins=CONTRADICTION.replace("03-03", "03-02"))
    assert main(["plan", "north", "-o", "plan", "--quiet"]) == 1
    assert "These cannot hold together:" in capsys.readouterr().out


def kill_at_first_news(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """Have the first so many processes killed once they tell anything."""
    monkeypatch.setattr(apart, "SMALL", 0)
    killed: set[int] = set()
    hear = apart.hear_part

    def kill(*words: Any) -> None:
        hear(*words)
        for tasks in Path("/proc/self/task").iterdir():
            for child in (tasks / "children").read_text().split():
                spawned = b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()
                if spawned and int(child) not in killed and len(killed) < times:
                    killed.add(int(child))
                    os.kill(int(child), signal.SIGKILL)

    monkeypatch.setattr(apart, "hear_part", kill)


@pytest.mark.no_cover
def test_a_part_whose_process_is_killed_is_begun_again(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    kill_at_first_news(monkeypatch, 1)
    assert main(["plan", "north", "-o", "plan", "--workers", "2"]) == 0
    assert " was killed; it is begun again, attempt 2.\n" in capsys.readouterr().err
    assert plan_of("plan")["status"] == "optimal"


def test_parts_that_are_lost_again_and_again_are_trouble(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    kill_at_first_news(monkeypatch, 99)
    assert main(["plan", "north", "-o", "plan", "--workers", "2", "--quiet"]) == 6
    assert capsys.readouterr().err.endswith(
        "Not planned: the process that worked on it was killed, 3 times out of 3; "
        "maybe it needs more memory than there is.\n"
    )
    assert not Path("plan").exists()


def test_many_terms_of_parts_are_planned_as_others_are(capsys: Captured) -> None:
    write_tiny(Path("south"), term=SETTINGS.replace("Tiny", "Southern"))
    assert main(["plan", "north", "south", "-o", "plans", "--workers", "1"]) == 0
    assert capsys.readouterr().out == (
        "north  proven best; everything owed is given; in plans/north\n"
        "south  proven best; everything owed is given; in plans/south\n"
    )
