"""``rota plan TERM TERM ...``: several terms at once, and every way in which one of them can end."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from inputs.plan_reading import read_plan
from inputs.reading import read_term
from scheduler.commands.cli import main
from scheduler.commands.planning.several_terms import find_entries
from scheduler.verify import verify
from tests.scheduler.commands.program import (
    CONTRADICTION,
    SETTINGS,
    Captured,
    contents,
    environment,
    run_code,
    start,
    write_long,
    write_tiny,
    write_tiny_plan,
)

ONE = ("--processes", "1")
"""Where nothing depends on how many: each takes a second to start."""
FAULTY = "id,name,kind,first_day,last_day\nT01,A,fellow,2027-03-01,2027-02-30\n"


@pytest.fixture(autouse=True)
def _in_a_folder_of_terms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_tiny(Path("north"))
    write_tiny(Path("south"), term=SETTINGS.replace("Tiny", "Southern"))


def test_each_term_gets_its_plan_as_if_it_had_been_planned_alone(capsys: Captured) -> None:
    words = ["--workers", "1", "--seed", "7"]
    assert main(["plan", "north", "south", "-o", "plans", "--processes", "2", *words]) == 0
    told = capsys.readouterr()
    assert told.out == (
        "north  proven best; everything owed is given; in plans/north\n"
        "south  proven best; everything owed is given; in plans/south\n"
    )
    assert told.err.startswith(
        "Planning 2 terms, 2 at once with one thread each, 2:00 at most for each; "
        "Ctrl-C keeps the best plans so far.\n"
    )
    lines = told.err.splitlines()[1:]
    assert {line.split()[0] for line in lines if line} == {"north", "south"}
    for name in ("north", "south"):
        assert main(["plan", name, "-o", "alone", "--quiet", *words]) == 0
        assert contents(f"plans/{name}") == contents("alone")


def test_without_a_folder_each_plan_goes_beside_its_term(capsys: Captured) -> None:
    Path("west").mkdir()
    shutil.copytree("north", "west/north")
    assert main(["plan", "north", "west/north", "--processes", "1"]) == 0
    assert capsys.readouterr().out == (
        "north       proven best; everything owed is given; in north-plan\n"
        "west/north  proven best; everything owed is given; in west/north-plan\n"
    )


def test_one_term_with_processes_gets_a_folder_of_its_own_too() -> None:
    assert main(["plan", "north", "-o", "plans", "--processes", "4", "--quiet"]) == 0
    assert Path("plans/north/board.html").exists()


def test_a_program_reads_one_document(capsys: Captured) -> None:
    write_tiny(Path("south"), pins=CONTRADICTION)
    assert main(["plan", "north", "south", "-o", "plans", "--json", "--quiet", *ONE]) == 1
    told = capsys.readouterr()
    document = json.loads(told.out)
    north, south = document.pop("plans")
    assert document == {"schema": "rota-plans/1", "exit_code": 1}
    assert north.pop("result") == json.loads(Path("plans/north/result.json").read_bytes())
    assert north == {
        "term": "north",
        "folder": "plans/north",
        "exit_code": 0,
        "written": True,
        "message": "proven best; everything owed is given; in plans/north",
    }
    assert len(south.pop("result")["conflict"]) == 3
    assert south == {
        "term": "south",
        "folder": "plans/south",
        "exit_code": 1,
        "written": False,
        "message": "no plan: pins and rules that cannot hold together",
    }
    assert not Path("plans/south").exists()
    assert told.err.startswith(
        "south  no plan: pins and rules that cannot hold together\n"
        "south  There is no plan, and nothing is written. These cannot hold together:\n"
    )


def test_without_time_nothing_is_found(capsys: Captured) -> None:
    assert main(["plan", "north", "south", "-o", "plans", "--time-limit", "0.0001", *ONE]) == 4
    assert capsys.readouterr().out == (
        "north  no plan was found in 0:00; maybe give more time with --time-limit\n"
        "south  no plan was found in 0:00; maybe give more time with --time-limit\n"
    )
    assert not list(Path("plans").iterdir())


# -- before the work -----------------------------------------------------------------------------------------


def test_the_faults_of_all_terms_are_listed_at_once_and_nothing_is_planned(capsys: Captured) -> None:
    write_tiny(Path("east"), trainees=FAULTY)
    assert main(["plan", "north", "east", "nowhere", "-o", "plans"]) == 3
    assert capsys.readouterr().err == (
        'east/trainees.csv, line 2, last_day: found "2027-02-30", which is no day of the calendar; '
        "write a date as 2027-03-01.\n"
        "nowhere: found no such file or folder; look at its name, and where it lies.\n"
        "Found 2 faults. Nothing was done.\n"
    )
    assert not Path("plans").exists()


def test_a_program_reads_the_faults_of_all_terms(capsys: Captured) -> None:
    write_tiny(Path("east"), trainees=FAULTY)
    assert main(["plan", "north", "east", "--json"]) == 3
    document = json.loads(capsys.readouterr().out)
    assert [fault["file"] for fault in document["faults"]] == ["east/trainees.csv"]


def test_notices_say_which_term_they_are_about(capsys: Captured) -> None:
    write_tiny(Path("south"), term=SETTINGS.replace('"none"', '"CN"'))
    assert main(["plan", "north", "south", "-o", "plans", *ONE]) == 0
    assert capsys.readouterr().err.startswith("south/term.toml, line 5, holidays: found CN")


def test_two_terms_of_one_name_are_refused(capsys: Captured) -> None:
    assert main(["plan", "north", "west/North", "-o", "plans"]) == 2
    assert capsys.readouterr().err.endswith(
        "Error: The plans of north and west/North would both be written to plans/north. "
        "Rename one of the terms, or plan them in two calls.\n"
    )


def test_new_workbooks_go_by_the_names_of_their_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is called ``term.xlsx``, as `rota new --xlsx` calls it; here, too, the folder has a name."""
    here = Path("alone/term.xlsx").resolve()
    here.parent.mkdir()
    monkeypatch.chdir(here.parent)
    terms = [Path("../west/term.xlsx"), Path("term.xlsx"), Path("../spring.xlsx")]
    entries = find_entries(terms, Path("plans"))
    assert [(entry.label, entry.folder) for entry in entries] == [
        (name, Path("plans") / name) for name in ("west", "alone", "spring")
    ]


def test_a_term_given_twice_is_refused(capsys: Captured) -> None:
    assert main(["plan", "north", "south", "./north/"]) == 2
    assert capsys.readouterr().err.endswith("Error: north is given twice; give each term once.\n")


def test_folders_that_are_no_plans_are_refused_before_the_work(capsys: Captured) -> None:
    assert main(["plan", "north", "south", "-o", "."]) == 6
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(" holds other files and no plan")[0] for line in lines] == [
        str(Path("north").resolve()),
        str(Path("south").resolve()),
    ]


@pytest.mark.parametrize("words", [["--processes", "2"], ["north", "--processes", "2", "--cluster", "a:1"]])
def test_wrong_use_is_told(words: list[str], capsys: Captured) -> None:
    assert main(["plan", *words]) == 2
    assert capsys.readouterr().err.endswith(
        "Error: Give --processes, for this machine, or --cluster, for others, and the TERMs to plan.\n"
    )


# -- killed and interrupted ----------------------------------------------------------------------------------


def children_of(process: int) -> list[int]:
    """Return the processes that work for the program."""
    found = []
    for tasks in Path(f"/proc/{process}/task").iterdir():
        found += [int(child) for child in (tasks / "children").read_text().split()]
    return [child for child in found if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


def wait_for(process: subprocess.Popen[str], *words: str) -> None:
    assert process.stderr is not None
    for line in process.stderr:
        if all(word in line for word in words):
            return
    raise AssertionError(f"no line with {words}")


@pytest.mark.no_cover
def test_a_term_whose_process_is_killed_is_begun_again() -> None:
    write_long(Path("long"))
    process = start(
        ["plan", "north", "long", "-o", "plans", "--processes", "2", "--time-limit", "10"], Path()
    )
    wait_for(process, "long", "coverage")  # north may be over by then, or is begun again, too
    for child in children_of(process.pid):
        os.kill(child, signal.SIGKILL)
    out, err = process.communicate(timeout=120)
    assert "long   its process was killed; it is begun again, attempt 2\n" in err
    assert process.returncode in (0, 4)
    assert out.startswith("north  proven best; everything owed is given; in plans/north\nlong   ")


@pytest.mark.no_cover
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_interrupted_every_process_stops_and_the_best_plans_are_kept(
    number: signal.Signals, code: int
) -> None:
    """The whole group gets the signal, as from a terminal; the term that waits is never begun."""
    write_long(Path("long"))
    words = ["plan", "north", "long", "south", "-o", "plans", "--processes", "1"]
    process = subprocess.Popen(
        [sys.executable, "-m", "scheduler", *words],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    wait_for(process, "long", "coverage")
    os.killpg(process.pid, number)
    out, err = process.communicate(timeout=120)
    assert process.returncode == code
    assert "Stopping, keeping the best plans so far. Ctrl-C again ends at once.\n" in err
    assert "Traceback" not in err
    north, long, south = out.splitlines()
    assert north == "north  proven best; everything owed is given; in plans/north"
    assert long.startswith(("long   interrupted before a plan was found", "long   the best until"))
    assert south == "south  interrupted before it was begun; nothing was written"
    for name in ("north", "long"):
        if Path("plans", name).exists():
            term = read_term(Path(name)).term
            assert term is not None
            plan = read_plan(Path("plans", name), term).plan
            assert plan is not None
            assert verify(plan, term).violations == ()


def test_a_plan_that_cannot_be_written_hinders_no_other(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder becomes somebody else's while the terms are solved: the plan is kept elsewhere."""
    from scheduler.outputs import folder

    def prepare(place: Path) -> None:
        if place.name == "north":
            place.mkdir(parents=True)
            (place / "notes.txt").touch()

    elsewhere = Path("elsewhere").resolve()
    elsewhere.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", f"{elsewhere}")
    monkeypatch.setattr(folder, "prepare_folder", prepare)
    assert main(["plan", "north", "south", "-o", "plans"]) == 6
    place = Path("plans/north").resolve()
    (kept,) = elsewhere.iterdir()
    assert (kept / "rotations.csv").exists()
    assert capsys.readouterr().out == (
        f"north  not written: {place} holds other files and no plan, so it is not replaced; "
        f"name a new folder, an empty one, or one with a plan. The new plan is in {kept} instead.\n"
        "south  proven best; everything owed is given; in plans/south\n"
    )


def test_an_earlier_plan_is_replaced() -> None:
    Path("plans").mkdir()
    (write_tiny_plan(Path("plans/north")) / "result.json").write_text('{"schema": "rota-result/1"}')
    assert main(["plan", "north", "south", "-o", "plans", "--quiet", *ONE]) == 0
    assert Path("plans/north/board.html").exists()


# -- a cluster -----------------------------------------------------------------------------------------------


def test_a_cluster_that_cannot_be_used_is_trouble(capsys: Captured) -> None:
    from scheduler.fleet import cluster

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cluster, "SECONDS_TO_CONNECT", 1)
        assert main(["plan", "north", "--cluster", "127.0.0.1:9"]) == 6
    assert capsys.readouterr().err == (
        "The cluster at tcp://127.0.0.1:9 cannot be used: "
        "Timed out trying to connect to tcp://127.0.0.1:9 after 1 s.\n"
    )


def test_without_dask_the_way_to_install_it_is_told() -> None:
    code = (
        "import sys; sys.modules['distributed'] = None; from scheduler.commands.cli import main; "
        "sys.exit(main(['plan', 'north', '--cluster', '127.0.0.1:9']))"
    )
    done = run_code(code, check=False)
    assert done.returncode == 2
    assert done.stderr.endswith(
        "Error: --cluster needs Dask, which is not installed: pip install 'fellowship-rota[cluster]'\n"
    )
