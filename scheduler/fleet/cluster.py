"""An executor of the workers of a Dask cluster, whose scheduler gives the work of a lost one to another."""

from __future__ import annotations

import ipaddress
import logging
import platform
import time
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from concurrent.futures import wait as await_all
from contextlib import suppress
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar
from urllib.parse import urlsplit
from uuid import uuid4
from weakref import WeakSet

from inputs.faults import listed
from scheduler.fleet.contact import Contact, Hear, News, ignore, keep_in_contact
from scheduler.fleet.running import WorkLost
from scheduler.installed import version_of

if TYPE_CHECKING:
    from distributed import Worker

Words = ParamSpec("Words")
Value = TypeVar("Value")
SECONDS_TO_CONNECT = 10
SECONDS_BETWEEN_STOPS = 1.0


class ClusterTrouble(OSError):  # noqa: N818 - it is the text that people read
    """A cluster that cannot be used; its text is a sentence for people."""


class Cluster(Executor):
    """Does work on the workers of a Dask cluster that somebody has started.

    Parameters
    ----------
    address
        Of its scheduler: ``tcp://10.0.0.5:8786``, or ``tls://...`` with the certificates that Dask's own
        configuration names.
    hear
        Called with what the work says through its `Contact`, from a thread of this executor.

    Raises
    ------
    ClusterTrouble
        When nobody answers, there is no worker, or one has other versions than `versions_here`.
    """

    def __init__(self, address: str, hear: Hear = ignore) -> None:
        from distributed import Client

        self.address = address
        # Its warnings are of what it mends by itself; what it cannot mend, the futures tell.
        for logger in ("distributed", "distributed.client"):
            logging.getLogger(logger).setLevel(logging.CRITICAL)
        try:
            self._client = Client(address, timeout=SECONDS_TO_CONNECT, set_as_default=False)
        except OSError as error:
            raise ClusterTrouble(f"The cluster at {address} cannot be used: {_reason(error)}.") from error
        try:
            self._machines = self._ask_all(_describe)
            _refuse_strangers(self._machines, address)
        except BaseException:
            self._client.close()
            raise
        self._call = f"rota-{uuid4()}"
        self._client.subscribe_topic(self._call, lambda event: hear(event[1]["news"]))
        # Not pure: the same work is done as often as it is asked for.
        self._executor = self._client.get_executor(pure=False)
        self._told: WeakSet[Future[Any]] = WeakSet()
        self._last_stop = -SECONDS_BETWEEN_STOPS

    @property
    def threads(self) -> int:
        """How many pieces of work are done at once."""
        return sum(machine["threads"] for machine in self._machines.values())

    @property
    def cores_a_thread(self) -> int:
        """How many cores of its machine each piece of work may use, so that all have enough; at least 1."""
        threads: Counter[str] = Counter()
        cores: dict[str, int] = {}
        for worker, machine in self._machines.items():
            host = urlsplit(worker).hostname or worker
            threads[host] += machine["threads"]
            cores[host] = min(machine["cores"], cores.get(host, machine["cores"]))
        return max(1, min(cores[host] // threads[host] for host in threads))

    @property
    def open_to_all(self) -> bool:
        """Tell whether anybody on the network could read what is sent, and run programs on the cluster."""
        place = urlsplit(self.address)
        try:
            is_here = ipaddress.ip_address(place.hostname or "").is_loopback
        except ValueError:
            is_here = place.hostname == "localhost"
        return place.scheme != "tls" and not is_here

    def submit(
        self, fn: Callable[Words, Value], /, *args: Words.args, **kwargs: Words.kwargs
    ) -> Future[Value]:
        """Have a worker call a function, both picklable; work that is lost again and again is `WorkLost`."""
        told: Future[Value] = Future()
        self._told.add(told)
        work = partial(fn, *args, **kwargs)
        future = self._executor.submit(_work_in_contact, self._call, versions_here(), work)
        future.add_done_callback(partial(_pass_on, told))
        told.add_done_callback(lambda told: future.cancel() if told.cancelled() else None)
        return told

    def stop(self) -> None:
        """Ask all work to end soon; may be called again and again, which reaches workers that came later."""
        if time.monotonic() - self._last_stop < SECONDS_BETWEEN_STOPS:
            return
        self._last_stop = time.monotonic()
        with suppress(OSError, RuntimeError):  # of a cluster that is gone, the futures tell
            reached = self._client.run(_stop_here, self._call, on_error="return")
            if not reached:
                # Work that waits for a worker to come would wait for ever.
                for told in list(self._told):
                    told.cancel()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more work and leave the cluster; it goes on without us, and no answer of its reaches us."""
        if wait and not cancel_futures:
            await_all(list(self._told))
        for told in list(self._told):
            told.cancel()
        from distributed.client import ClosedClientError

        with suppress(ClosedClientError):  # of a cluster that is gone, the futures have told
            self._executor.shutdown(wait=False)
        close_line(self._client)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait for the work; after an error nobody waits for it."""
        if error is not None:
            self.stop()
        self.shutdown(wait=error is None)

    def _ask_all(self, question: Callable[..., Any]) -> dict[str, Any]:
        answers: dict[str, Any] = self._client.run(question, on_error="return")
        return answers


def close_line(line: Any) -> None:
    """Close a line to a cluster; of one that is gone it may not close properly, which changes nothing."""
    with suppress(OSError, RuntimeError):
        line.close()


def _pass_on(told: Future[Value], future: Future[Value]) -> None:
    """Pass on how work ended, a failure of the cluster in words of ours."""
    from distributed import KilledWorker

    if future.cancelled():
        told.cancel()
    if not told.set_running_or_notify_cancel():
        return
    error = future.exception()
    if error is None:
        told.set_result(future.result())
    elif isinstance(error, KilledWorker):
        told.set_exception(WorkLost(1 + error.allowed_failures))
    else:
        told.set_exception(error)


def _reason(error: Exception) -> str:
    return str(error).rstrip(".") or type(error).__name__


# -- on the workers ------------------------------------------------------------------------------------------

_STOPPED: set[str] = set()
"""The calls whose work is to end soon."""


class _OnCluster(Contact):
    """The contact of work on a worker to the call that it belongs to."""

    def __init__(self, call: str, worker: Worker) -> None:
        self._call = call
        self._worker = worker

    @property
    def stopped(self) -> bool:
        return self._call in _STOPPED

    def tell(self, news: News) -> None:
        self._worker.log_event(self._call, {"news": dict(news)})


def _work_in_contact(call: str, versions: Mapping[str, str], work: Callable[[], Value]) -> Value:
    from distributed import get_worker

    if different := _differences(versions_here(), versions):  # a worker that came later
        raise ClusterTrouble(f"A worker of the cluster has {different}.")
    keep_in_contact(_OnCluster(call, get_worker()))
    return work()


def _stop_here(call: str) -> None:
    _STOPPED.add(call)


def _describe(dask_worker: Worker) -> dict[str, Any]:
    """Return what a worker is; Dask calls it there and says which one it is."""
    from dask.system import CPU_COUNT

    return {"versions": versions_here(), "cores": CPU_COUNT, "threads": dask_worker.state.nthreads}


# -- the same versions everywhere ----------------------------------------------------------------------------


def versions_here() -> dict[str, str]:
    """Return the versions that have to be the same wherever work is done.

    Of others the same seed gives another plan, and what is sent may mean something else.
    """
    return {
        "rota": version_of("fellowship-rota"),
        "ortools": version_of("ortools"),
        "Python": platform.python_version(),
    }


def _differences(there: Mapping[str, str], here: Mapping[str, str]) -> str:
    return listed(f"{name} {there[name]} (here {here[name]})" for name in here if there[name] != here[name])


def _refuse_strangers(machines: Mapping[str, Any], address: str) -> None:
    if not machines:
        raise ClusterTrouble(f"The cluster at {address} has no worker. Start some, and call again.")
    here, lines = versions_here(), []
    for worker, machine in sorted(machines.items()):
        if isinstance(machine, Exception):
            lines.append(f"  {worker} has no rota, or quite another one: {_reason(machine)}.")
        elif different := _differences(machine["versions"], here):
            lines.append(f"  {worker} has {different}.")
    if lines:
        wanted = listed(f"{name} {found}" for name, found in here.items())
        raise ClusterTrouble(
            f"The workers of the cluster at {address} must have what is here: {wanted}.\n" + "\n".join(lines)
        )
