"""A real Dask cluster: its workers killed, stopped, of another version, or gone."""

from __future__ import annotations

import os
import platform
import signal
import threading
import time
from concurrent.futures import CancelledError
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

import pytest

from inputs.plan import Plan
from scheduler.fleet import cluster as cluster_module
from scheduler.fleet.cluster import Cluster, ClusterTrouble, close_line
from scheduler.fleet.contact import News
from scheduler.fleet.running import Done, Failed, WorkLost, run_all
from scheduler.fleet.solves import solve
from scheduler.verify import verify
from tests.scheduler.fleet.clusters import LocalCluster, local_cluster
from tests.scheduler.fleet.jobs import (
    HeldUp,
    answer,
    answers_here,
    begin_and_wait,
    divide,
    double,
    kill_or_double,
    read_id,
    solve_held_up,
    solve_until_stopped,
    solves,
    tell_all,
)

HERE = (
    f"rota {version('fellowship-rota')}, ortools {version('ortools')} and Python {platform.python_version()}"
)


@pytest.mark.no_cover
def test_a_solve_whose_worker_is_killed_is_done_by_another_with_the_same_answer(tmp_path: Path) -> None:
    killed: list[int] = []

    def kill() -> None:
        killed.append(read_id(tmp_path / "south"))
        os.kill(killed[0], signal.SIGKILL)

    killing = threading.Thread(target=kill)
    (tmp_path / "old").touch()
    jobs = [HeldUp(job, tmp_path / ("south" if job.name == "south" else "old")) for job in solves()]
    with local_cluster(tmp_path / "cluster") as local, Cluster(local.address) as cluster:
        killing.start()
        outcomes = list(run_all(solve_held_up, jobs, cluster))
        killing.join()
        left = cluster.submit(tell_all, 0).result()
    assert killed != [left]
    found = {
        outcome.job.solve.name: answer(outcome.value) for outcome in outcomes if isinstance(outcome, Done)
    }
    assert found == answers_here()


@pytest.mark.no_cover
def test_work_that_kills_its_workers_is_given_up_and_the_cluster_goes_on(tmp_path: Path) -> None:
    once_more = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
    with local_cluster(tmp_path / "cluster", 3, **once_more) as local, Cluster(local.address) as cluster:
        (killer,) = run_all(kill_or_double, [0], cluster)
        assert isinstance(killer, Failed)
        assert isinstance(killer.error, WorkLost)
        assert str(killer.error) == str(WorkLost(2))
        assert list(run_all(kill_or_double, [4], cluster)) == [Done(4, 8)]


@pytest.mark.no_cover
def test_a_cluster_that_is_gone_cancels_its_work(tmp_path: Path) -> None:
    with local_cluster(tmp_path / "cluster", 1) as local, Cluster(local.address) as cluster:
        work = cluster.submit(begin_and_wait, tmp_path / "begun")
        read_id(tmp_path / "begun")
        local.kill_scheduler()
        with pytest.raises(CancelledError):
            work.result(timeout=60)


@pytest.mark.parametrize("error", [RuntimeError("Cannot change state of expiring Timeout"), OSError()])
def test_a_line_that_does_not_close_properly_hides_nothing(error: Exception) -> None:
    closed = list[bool]()

    class Line:
        def close(self) -> None:
            closed.append(True)
            raise error

    close_line(Line())
    assert closed == [True]


@pytest.mark.no_cover
def test_stopped_work_that_waits_for_a_worker_is_cancelled(tmp_path: Path) -> None:
    with local_cluster(tmp_path / "cluster", 1) as local, Cluster(local.address) as cluster:
        work = cluster.submit(begin_and_wait, tmp_path / "begun")
        os.kill(read_id(tmp_path / "begun"), signal.SIGKILL)
        assert stop_until_done(cluster, work) is None


def stop_until_done(cluster: Cluster, work: object) -> object:
    from concurrent.futures import Future

    assert isinstance(work, Future)
    end = time.monotonic() + 60
    while not work.done():
        assert time.monotonic() < end, "the work does not end"
        cluster.stop()
        time.sleep(0.05)
    return None if work.cancelled() else work.result()


# -- a cluster that nobody kills -----------------------------------------------------------------------------


def test_work_has_the_cores_of_its_machine_for_itself(
    lasting: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Cluster(lasting.address) as cluster:
        assert (cluster.threads, cluster.open_to_all) == (2, False)
        monkeypatch.setattr(
            cluster,
            "_machines",
            {
                "tcp://10.0.0.1:1": {"cores": 8, "threads": 2},
                "tcp://10.0.0.1:2": {"cores": 8, "threads": 1},
                "tcp://10.0.0.2:1": {"cores": 16, "threads": 1},
            },
        )
        assert (cluster.threads, cluster.cores_a_thread) == (4, 2)


@pytest.mark.parametrize(
    ("address", "is_open"),
    [
        ("tcp://127.0.0.1:8786", False),
        ("tcp://localhost:8786", False),
        ("tls://10.0.0.5:8786", False),
        ("tcp://10.0.0.5:8786", True),
        ("tcp://head.example:8786", True),
    ],
)
def test_a_line_without_encryption_is_open_to_all(lasting: LocalCluster, address: str, is_open: bool) -> None:
    with Cluster(lasting.address) as cluster:
        cluster.address = address
        assert cluster.open_to_all is is_open


def test_what_the_work_raises_is_raised(lasting: LocalCluster) -> None:
    with Cluster(lasting.address) as cluster, pytest.raises(ZeroDivisionError):
        cluster.submit(divide, 0).result()


def test_the_same_work_is_done_as_often_as_it_is_asked_for(lasting: LocalCluster) -> None:
    with Cluster(lasting.address) as cluster:
        assert list(run_all(double, [1, 1, 1], cluster)) == [Done(1, 2)] * 3


def test_what_the_work_says_is_heard(lasting: LocalCluster) -> None:
    heard: list[News] = []
    with Cluster(lasting.address, heard.append) as cluster:
        cluster.submit(tell_all, 3).result()
        end = time.monotonic() + 30
        while len(heard) < 3 and time.monotonic() < end:
            time.sleep(0.02)
    assert heard == [{"number": number, "share": number / 2, "nothing": None} for number in range(3)]


def test_a_stopped_solve_returns_its_best_plan_and_another_call_is_not_stopped(lasting: LocalCluster) -> None:
    job = solves()[0]
    ended = threading.Event()

    def hear(news: News) -> None:
        if news["level"] in ("fairness", "comfort"):
            ended.set()

    with Cluster(lasting.address, hear) as cluster:
        work = cluster.submit(solve_until_stopped, job)
        assert ended.wait(60)
        result = stop_until_done(cluster, work)
        late = cluster.submit(solve, job).result(timeout=60)
    assert isinstance(result, type(late))
    assert result.interrupted
    assert isinstance(result.plan, Plan)
    assert verify(result.plan, job.term).violations == ()
    assert (late.plan, late.interrupted) == (None, True)
    with Cluster(lasting.address) as cluster:
        assert answer(cluster.submit(solve, job).result(timeout=60)) == answers_here()[job.name]


def test_after_an_error_nobody_waits_for_the_work(lasting: LocalCluster, tmp_path: Path) -> None:
    with suppress(ZeroDivisionError), Cluster(lasting.address) as cluster:
        work = cluster.submit(begin_and_wait, tmp_path / "begun")
        read_id(tmp_path / "begun")
        raise ZeroDivisionError
    assert work.done()


def test_work_whose_answer_is_lost_is_given_up_with_the_cluster(
    lasting: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Dask loses the answer when its client is closed just as it comes.
    monkeypatch.setattr("distributed.cfexecutor._cascade_future", lambda *_: None)
    with suppress(ZeroDivisionError), Cluster(lasting.address) as cluster:
        work = cluster.submit(double, 1)
        raise ZeroDivisionError
    assert work.cancelled()


# -- clusters that are refused -------------------------------------------------------------------------------


def test_a_cluster_that_nobody_answers_for_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_module, "SECONDS_TO_CONNECT", 1)
    with pytest.raises(ClusterTrouble) as refused:
        Cluster("tcp://127.0.0.1:9")
    assert str(refused.value) == (
        "The cluster at tcp://127.0.0.1:9 cannot be used: "
        "Timed out trying to connect to tcp://127.0.0.1:9 after 1 s."
    )


@pytest.mark.no_cover
def test_a_cluster_without_workers_is_refused(tmp_path: Path) -> None:
    with local_cluster(tmp_path / "cluster", 0) as local:
        with pytest.raises(ClusterTrouble) as refused:
            Cluster(local.address)
        assert str(refused.value) == (
            f"The cluster at {local.address} has no worker. Start some, and call again."
        )


@pytest.mark.no_cover
def test_workers_with_other_versions_are_refused_now_and_later(tmp_path: Path) -> None:
    other = tmp_path / "other" / "fellowship_rota-9.9.9.dist-info"
    other.mkdir(parents=True)
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: fellowship-rota\nVersion: 9.9.9\n")
    here = version("fellowship-rota")
    with local_cluster(tmp_path / "cluster", 0) as local:
        local.add_worker(PYTHONPATH=str(other.parent))
        local.await_workers(1)
        with pytest.raises(ClusterTrouble) as refused:
            Cluster(local.address)
        lines = str(refused.value).splitlines()
        assert lines[0] == f"The workers of the cluster at {local.address} must have what is here: {HERE}."
        assert [line.partition(" has ")[2] for line in lines[1:]] == [f"rota 9.9.9 (here {here})."]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(cluster_module, "_refuse_strangers", lambda *_: None)
            with Cluster(local.address) as cluster, pytest.raises(ClusterTrouble) as late:
                cluster.submit(double, 1).result(timeout=60)
        assert str(late.value) == f"A worker of the cluster has rota 9.9.9 (here {here})."
