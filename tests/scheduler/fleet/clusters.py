"""Real Dask clusters on this machine: a scheduler and workers, each a process that a test may kill."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.scheduler.commands.program import ROOT, environment

SECONDS_TO_START = 60
SECONDS_TO_END = 10
NO_PROFILE = "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED"
"""Workers look at their threads a hundred times a second."""


class LocalCluster:
    """A scheduler and its workers, each with one thread; no nanny starts a worker anew."""

    def __init__(self, folder: Path, **variables: str) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []
        self.variables = variables
        port = _free_port()
        self.address = f"tcp://127.0.0.1:{port}"
        self._start("scheduler", "--host", "127.0.0.1", "--port", f"{port}", **variables)
        _wait_for(port)

    def add_worker(self, **variables: str) -> None:
        """Start a worker, with other variables than this program has."""
        place = self.folder / f"worker-{len(self.processes)}"
        words = ["--nthreads", "1", "--no-nanny", "--local-directory", str(place)]
        self._start("worker", self.address, *words, **{**self.variables, **variables})

    def await_workers(self, number: int) -> None:
        """Wait until so many workers have come."""
        from distributed import Client

        client = Client(self.address, timeout=SECONDS_TO_START, set_as_default=False)
        if number:
            client.wait_for_workers(number, timeout=SECONDS_TO_START)
        client.close()

    def kill_scheduler(self) -> None:
        self.processes[0].send_signal(signal.SIGKILL)

    def end(self) -> None:
        """End the workers, then the scheduler: a worker whose scheduler goes first may hang, and is killed."""
        for process in reversed(self.processes):
            if self.processes[0].poll() is None:
                process.terminate()
                with suppress(subprocess.TimeoutExpired):
                    process.wait(timeout=SECONDS_TO_END)
            process.kill()
            process.wait()

    def _start(self, *words: str, **variables: str) -> None:
        log = (self.folder / f"log-{len(self.processes)}").open("wb")
        with log:
            command = [sys.executable, "-m", "dask", *words, "--no-dashboard"]
            around = environment(**{NO_PROFILE: "False", **variables})
            if words[0] == "scheduler":
                around.pop("COVERAGE_PROCESS_CONFIG", None)  # nothing of ours runs there
            self.processes.append(
                subprocess.Popen(command, cwd=ROOT, env=around, stdout=log, stderr=subprocess.STDOUT)
            )


@contextmanager
def local_cluster(folder: Path, workers: int = 2, **variables: str) -> Iterator[LocalCluster]:
    """Give a cluster with so many workers, and end it."""
    folder.mkdir(exist_ok=True)
    cluster = LocalCluster(folder, **variables)
    try:
        for _ in range(workers):
            cluster.add_worker()
        cluster.await_workers(workers)
        yield cluster
    finally:
        cluster.end()


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
    return port


def _wait_for(port: int) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end:
        with socket.socket() as trying:
            if trying.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"no scheduler listens at port {port}")
