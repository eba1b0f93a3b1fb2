"""``rota plan``: the main job, and every way in which it can end."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from inputs.plan_reading import read_plan
from inputs.reading import read_term
from inputs.term import Term
from scheduler.commands.cli import main
from scheduler.commands.planning.places import default_folder
from scheduler.commands.running.interruption import SAME_SECONDS
from scheduler.result import Result
from scheduler.solving import solve
from scheduler.solving.search import Control
from scheduler.verify import verify
from tests.scheduler.commands.program import (
    CONTRADICTION,
    Captured,
    contents,
    environment,
    start,
    write_long,
    write_tiny,
    write_tiny_plan,
)

Solver = Callable[[Term, Control], Result]
FILES = [
    "board.html", "calendars", "mentors.csv", "plan.xlsx", "result.json",
    "rotations.csv", "rounds.csv", "sessions.csv", "shortfalls.csv",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _in_the_folder_of_a_term(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_tiny(Path("term"))


def earlier_plan(folder: str) -> dict[str, bytes]:
    """Write a plan that an earlier run may have made, and return what it holds."""
    (write_tiny_plan(Path(folder)) / "result.json").write_text('{"schema": "rota-result/1"}')
    return contents(folder)


def test_a_plan_is_written_whole_verified_and_told(capsys: Captured) -> None:
    assert main(["plan", "term", "--workers", "1"]) == 0
    assert sorted(path.name for path in Path("term-plan").iterdir()) == FILES
    told = capsys.readouterr()
    assert told.out == (
        "Tiny term, 1 March 2027 to 14 March 2027.\n"
        "  coverage          0  proven best\n"
        "  stability            skipped: no version has been published yet\n"
        "  curriculum        2  proven best; 2 for trainees without a mentor who shares an interest\n"
        "  fairness          0  proven best\n"
        "  comfort           0  proven best\n"
        "\n"
        "Everything that is owed is given.\n"
        "\n"
        "The plan is in term-plan. To look at it, open term-plan/board.html in a browser.\n"
        "Everybody's calendar, to be imported or put on a web server, is in term-plan/calendars.\n"
    )
    assert told.err.startswith(
        "Planning Tiny term for 2 trainees, 2:00 at most; Ctrl-C keeps the best plan so far.\n"
    )
    assert told.err.endswith("Writing term-plan.\n")
    assert main(["verify", "term", "term-plan"]) == 0
    assert capsys.readouterr().err == ""


def test_the_same_seed_gives_the_same_bytes() -> None:
    for folder in ("one", "two"):
        assert main(["plan", "term", "-o", folder, "--workers", "1", "--seed", "7", "--quiet"]) == 0
    assert contents("one") == contents("two")


def test_a_program_reads_the_record(capsys: Captured) -> None:
    assert main(["plan", "term", "--json", "--quiet", "-o", "out", "--workers", "1", "--seed", "3"]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    assert told.out.encode() == Path("out/result.json").read_bytes()
    record = json.loads(told.out)
    assert (record["schema"], record["status"], record["seed"], record["workers"]) == (
        "rota-result/1",
        "optimal",
        3,
        1,
    )
    assert {"rota", "Python", "ortools"} <= set(record["versions"])


def test_an_earlier_plan_is_replaced() -> None:
    earlier_plan("out")
    assert main(["plan", "term", "-o", "out", "--quiet"]) == 0
    assert sorted(path.name for path in Path("out").iterdir()) == FILES


def test_a_fault_in_the_term_leaves_an_earlier_plan_untouched(capsys: Captured) -> None:
    earlier = earlier_plan("out")
    write_tiny(Path("term"), trainees="id,name,kind,first_day,last_day\nT01,A,fellow,2027-03-01,2027-02-30\n")
    assert main(["plan", "term", "-o", "out"]) == 3
    assert capsys.readouterr().err.endswith("Found one fault. Nothing was done.\n")
    assert contents("out") == earlier


def test_pins_that_contradict_each_other_are_named(capsys: Captured) -> None:
    earlier = earlier_plan("out")
    write_tiny(Path("term"), pins=CONTRADICTION)
    assert main(["plan", "term", "-o", "out"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "There is no plan, and nothing is written. These cannot hold together:"
    assert sorted(lines[1:3]) == [
        "  Amara Diallo must be at CAR-T ward on 2 March 2027 (pins.csv, line 2).",
        "  Amara Diallo must be at Laboratory on 3 March 2027 (pins.csv, line 3).",
    ]
    assert lines[3] == "  Rule one_service_a_week: A trainee is on at most one service in any week."
    assert contents("out") == earlier


def test_a_program_reads_what_contradicts_each_other(capsys: Captured) -> None:
    write_tiny(Path("term"), pins=CONTRADICTION)
    assert main(["plan", "term", "--json"]) == 1
    record = json.loads(capsys.readouterr().out)
    assert (record["status"], len(record["conflict"])) == ("impossible", 3)


def test_without_time_nothing_is_found_and_nothing_overwritten(capsys: Captured) -> None:
    earlier = earlier_plan("out")
    assert main(["plan", "term", "-o", "out", "--time-limit", "0.0001"]) == 4
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.endswith("nothing was written. Maybe give more time with --time-limit.\n")
    assert contents("out") == earlier


def test_a_folder_that_is_no_plan_is_refused_before_the_work(capsys: Captured) -> None:
    assert main(["plan", "term", "-o", "term"]) == 6
    assert "holds other files and no plan, so it is not replaced" in capsys.readouterr().err
    assert not Path("term/result.json").exists()


def test_a_folder_in_a_file_is_refused(capsys: Captured) -> None:
    assert main(["plan", "term", "-o", "term/term.toml/out"]) == 6
    assert capsys.readouterr().err.startswith("term/term.toml/out cannot be written, and is as it was: ")


@pytest.mark.parametrize(
    "words", [["--time-limit", "soon"], ["--workers", "0"], ["--seed", "-1"], ["--cluster", "far away"]]
)
def test_wrong_use_is_told(words: list[str]) -> None:
    assert main(["plan", *words]) == 2


@pytest.mark.parametrize(
    ("term", "folder"),
    [
        (None, "plan"),
        ("terms/spring", "terms/spring-plan"),
        ("spring.xlsx", "spring-plan"),
        ("v1.2", "v1.2-plan"),
        ("/", "plan"),
    ],
)
def test_a_plan_goes_beside_its_term(term: str | None, folder: str) -> None:
    assert default_folder(None if term is None else Path(term)) == Path(folder)


def test_a_plan_goes_beside_its_term_wherever_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir("term")
    assert default_folder(Path()) == tmp_path / "term-plan"


def test_a_fault_of_the_solver_is_told_as_one_of_the_program(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    def broken(term: Term, control: Control, *_: object) -> Result:
        raise RuntimeError("the solver refuses the model")

    monkeypatch.setattr(solve, "solve_term", broken)
    assert main(["plan", "term"]) == 70
    assert "RuntimeError: the solver refuses the model" in capsys.readouterr().err


# -- interruption --------------------------------------------------------------------------------------------


def once_interrupted(term: Term, control: Control, *_: object) -> Result:
    """Wait for the interruption, as solving does that has found nothing yet."""
    os.kill(os.getpid(), signal.SIGTERM)
    while not control.interrupted:
        time.sleep(0.01)
    time.sleep(0.3)
    return Result("unknown", None, (), 1.0, 0, 1, interrupted=True)


def test_interrupted_before_a_plan_nothing_is_written(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    earlier = earlier_plan("out")
    monkeypatch.setattr(solve, "solve_term", once_interrupted)
    assert main(["plan", "term", "-o", "out"]) == 143
    assert capsys.readouterr().err.splitlines()[1:] == [
        "Stopping, keeping the best plan so far. Ctrl-C again ends at once.",
        "Interrupted before a plan was found; nothing was written.",
    ]
    assert contents("out") == earlier


class LeftError(BaseException):
    """Stands for the end of the program."""


def test_a_second_signal_ends_at_once(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    leaving = threading.Event()

    def endless(term: Term, control: Control, *_: object) -> Result:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(SAME_SECONDS + 0.2)
        os.kill(os.getpid(), signal.SIGINT)
        leaving.wait(60)
        return Result("unknown", None, (), 1.0, 0, 1)

    def leave(code: int) -> None:
        leaving.set()
        raise LeftError(code)

    earlier = earlier_plan("out")
    monkeypatch.setattr(solve, "solve_term", endless)
    monkeypatch.setattr(os, "_exit", leave)
    with pytest.raises(LeftError, match="130"):
        main(["plan", "term", "-o", "out"])
    assert capsys.readouterr().err.endswith("Ended at once.\n")
    assert contents("out") == earlier


@pytest.mark.no_cover
def test_an_interrupted_search_writes_the_best_plan_so_far() -> None:
    write_long(Path("long"))
    process = start(["plan", "long", "-o", "out"], Path())
    assert process.stderr is not None
    for line in process.stderr:
        if "plan so far:" in line:
            break
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)
    assert (process.returncode, err.splitlines()[-1]) == (130, "Writing out.")
    assert "Planning was interrupted; this is the best plan found until then.\n" in out
    assert json.loads(Path("out/result.json").read_bytes())["interrupted"]
    term = read_term(Path("long")).term
    assert term is not None
    plan = read_plan(Path("out"), term).plan
    assert plan is not None
    assert verify(plan, term).violations == ()


@pytest.mark.no_cover
@pytest.mark.parametrize("seconds", [0.1, 0.4, 0.8])
def test_a_signal_while_everything_is_loaded_is_heard(seconds: float) -> None:
    write_long(Path("long"))
    process = start(["plan", "long", "-o", "out"], Path())
    time.sleep(seconds)
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=120)
    assert process.returncode in (143, -signal.SIGTERM)  # the latter before this program had begun
    assert "Traceback" not in err
    assert not Path("out").exists() or main(["verify", "long", "out"]) == 0


def test_a_terminal_shows_a_table_without_colours_where_none_are_wanted() -> None:
    main_side, program_side = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "scheduler", "plan", "term"],
        env=environment(TERM="xterm", NO_COLOR="1"),
        stdout=subprocess.PIPE,
        stderr=program_side,
    )
    os.close(program_side)
    shown = b""
    while True:
        try:
            piece = os.read(main_side, 65536)
        except OSError:  # Linux says so that nobody writes any more
            break
        shown += piece
    process.communicate(timeout=120)
    os.close(main_side)
    assert process.returncode == 0
    assert b"Planning Tiny term for 2 trainees" in shown
    assert b"Ctrl-C keeps the best plan so far" in shown
    assert b"\x1b[2K" in shown
    assert b"\x1b[3" not in shown
