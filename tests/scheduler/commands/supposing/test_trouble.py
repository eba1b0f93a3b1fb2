"""``rota whatif``: interruption, lost work, and a cluster that went away."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import click
import pytest

from scheduler.commands import whatif
from scheduler.commands.running.interruption import AtOnceError, Interruption
from scheduler.commands.supposing import solving
from scheduler.fleet.cluster import ClusterTrouble
from scheduler.fleet.running import WorkLost
from scheduler.result import Result
from tests.scheduler.commands.program import Captured, start, write_long
from tests.scheduler.commands.supposing.asking import ask
from tests.scheduler.store.small import write_small


@pytest.mark.no_cover
def test_interrupted_it_tells_what_it_has(tmp_path: Path) -> None:
    write_long(tmp_path / "long")
    process = start(
        ["whatif", "../long", "--seats", "simulation=4", "--time-limit", "5m", "--workers", "1"],
        write_small(tmp_path / "here"),
    )
    assert process.stderr is not None
    heard = ""
    while "Nothing is published: planning" not in heard:
        heard = process.stderr.readline()
        assert heard
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=100)
    assert process.returncode == 130, err
    assert "What if Simulated therapy procedures has 4 seats" in out or "There is no plan of the term" in err


def test_a_second_signal_ends_at_once(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    def leave(code: int) -> None:
        raise click.exceptions.Exit(code or 130)

    def interrupt(*_: object) -> int:
        raise AtOnceError

    monkeypatch.setattr(whatif, "_answer", interrupt)
    monkeypatch.setattr("scheduler.commands.running.interruption.leave_at_once", leave)
    assert ask("--seats", "lab=3") == 130
    assert capsys.readouterr().err == "Ended at once.\n"


EFFORT = solving.Effort(1.0, 1, 1, 0, quiet=False)


def test_what_was_not_begun_is_not_known() -> None:
    from concurrent.futures import CancelledError

    interruption = Interruption()
    interruption.received = signal.SIGINT
    found = dict(solving.failures_of([("A", CancelledError())], EFFORT, interruption))
    assert found == {"A": Result("unknown", None, (), 0.0, 0, 0, interrupted=True)}


def test_lost_work_is_trouble(capsys: Captured) -> None:
    with pytest.raises(OSError, match=r"^A: the process that worked on it was killed, 3 times out of 3; "):
        list(solving.failures_of([("A", WorkLost(3))], EFFORT, Interruption()))
    with pytest.raises(ValueError, match=r"^wrong$"):
        list(solving.failures_of([("A", ValueError("wrong"))], EFFORT, Interruption()))
    assert capsys.readouterr().err == "A failed.\n"


def test_a_cluster_that_went_away_is_trouble(capsys: Captured) -> None:
    from concurrent.futures import CancelledError

    with pytest.raises(OSError, match=r"^A: the cluster went away\.$"):
        list(solving.failures_of([("A", CancelledError())], EFFORT, Interruption()))
    with pytest.raises(ClusterTrouble, match=r"^A worker has rota 2\.$"):
        list(solving.failures_of([("A", ClusterTrouble("A worker has rota 2."))], EFFORT, Interruption()))
    assert capsys.readouterr().err == ""
