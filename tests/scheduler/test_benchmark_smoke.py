"""A small run of the benchmark: does it measure what its protocol says? Nothing here looks at a clock."""

from pathlib import Path

import pytest
from defusedxml import ElementTree

from tests.benchmarks.figures import Run
from tests.benchmarks.results import read_results
from tests.benchmarks.run import main
from tests.shared import made_once

LEVELS = ("coverage", "curriculum")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a run of all systems on a term of five trainees that cannot have everything."""

    def measure(out: Path) -> None:
        words = ("--levels", *LEVELS, "--runs", "1", "--limit", "60", "--date", "2027-03-01")
        main(["5x4", *words, "--out", str(out)])

    return made_once(tmp_path_factory, "results", measure)


@pytest.fixture(scope="module")
def runs(folder: Path) -> dict[str, Run]:
    return {run.system: run for run in read_results(folder / "2027-03-01.json").runs}


def test_all_systems_find_plans_that_break_no_rule(runs: dict[str, Run]) -> None:
    assert list(runs) == ["rota", "textbook", "highs"]
    for run in runs.values():
        assert run.broken == ()
        assert run.trace
        assert [level.name for level in run.levels] == list(LEVELS)


def test_values_are_those_of_the_last_verified_plan(runs: dict[str, Run]) -> None:
    for run in runs.values():
        assert run.values == tuple(level.value for level in run.levels)
        assert [found.seconds for found in run.trace] == sorted(found.seconds for found in run.trace)
        worsening = [tuple(found.values.values()) for found in reversed(run.trace)]
        assert worsening == sorted(set(worsening))


def test_what_is_proven_by_one_is_proven_by_all(runs: dict[str, Run]) -> None:
    optima = {
        system: [(level.value, level.bound, level.proven) for level in run.levels]
        for system, run in runs.items()
    }
    assert optima["rota"] == [(30, 30, True), (0, 0, True)]
    assert optima["textbook"] == optima["rota"]
    assert optima["highs"] == optima["rota"]


def test_times_and_memory_are_measured(runs: dict[str, Run]) -> None:
    for run in runs.values():
        assert run.peak_megabytes > 0
        assert run.first_seconds is not None
        for level in run.levels:
            assert level.best_seconds is not None
            assert level.proof_seconds is not None
            assert run.first_seconds <= level.best_seconds <= level.proof_seconds <= run.wall_seconds


def test_results_and_plots_stand_in_the_folder(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == [
        "2027-03-01-5x4.svg",
        "2027-03-01-sizes.svg",
        "2027-03-01.json",
    ]
    for path in folder.glob("*.svg"):
        assert ElementTree.fromstring(path.read_text(encoding="utf-8")).tag.endswith("svg")


def test_what_is_no_case_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["huge"])
    assert stopped.value.code == 2
    assert "no case huge: write `example`, or trainees by weeks, as in 40x26" in capsys.readouterr().err
