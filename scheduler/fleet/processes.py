"""
An executor of processes of this machine, each apart from the others.

A `concurrent.futures.ProcessPoolExecutor` breaks as a whole when one of its processes is killed, and takes
the work of all others along. Here each process is a pool of its own: what is lost is the work of that
process, its future raises `BrokenExecutor`, and the next work gets a new process.

Ctrl-C in a terminal, and a service that is stopped, signal every process of a group. The workers heed no
signal: they end when they are told to, or when the program that they work for has gone, however it went.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

from scheduler.fleet.contact import Contact, Hear, News, ignore, keep_in_contact
from scheduler.garbage import collect_rarely

Words = ParamSpec("Words")
Value = TypeVar("Value")
SIGNALS = (signal.SIGINT, signal.SIGTERM)
TICK_SECONDS = 0.05
STOP = "stop"


@dataclass(frozen=True)
class _Task:
    future: Future[Any]
    work: Callable[[], Any]


class Processes(Executor):
    """Does work in so many processes of this machine, each started when it is first needed.

    Parameters
    ----------
    number
        How many processes there are, at least 1.
    hear
        Called with what the work says through its `Contact`, from a thread of this executor.
    """

    def __init__(self, number: int, hear: Hear = ignore) -> None:
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()
        self._stopped = threading.Event()
        self._closed = False
        self._desks = [_Desk(self._tasks, self._stopped, hear) for _ in range(number)]
        for desk in self._desks:
            desk.start()

    def submit(
        self, fn: Callable[Words, Value], /, *args: Words.args, **kwargs: Words.kwargs
    ) -> Future[Value]:
        """Have a process call a function, both picklable; after `stop` the work is cancelled."""
        if self._closed:
            raise RuntimeError("no work is taken after shutdown")
        future: Future[Value] = Future()
        self._tasks.put(_Task(future, _Call(fn, args, kwargs)))
        if self._stopped.is_set():
            self._cancel_waiting()
        return future

    def stop(self) -> None:
        """Cancel what was not begun, and ask the rest to end soon; may be called again and again."""
        self._stopped.set()
        self._cancel_waiting()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more work; end each process when its work is done."""
        self._closed = True
        if cancel_futures:
            self._cancel_waiting()
        for _ in self._desks:
            self._tasks.put(None)
        if wait:
            for desk in self._desks:
                desk.join()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait for the work; after an error nobody waits for it."""
        if error is not None:
            self.stop()
        self.shutdown(wait=error is None)

    def _cancel_waiting(self) -> None:
        ends = 0
        with suppress(Empty):
            while True:
                task = self._tasks.get_nowait()
                if task is None:
                    ends += 1
                else:
                    task.future.cancel()
                    task.future.set_running_or_notify_cancel()  # wakes whoever waits
        for _ in range(ends):
            self._tasks.put(None)


@dataclass(frozen=True)
class _Call:
    work: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]

    def __call__(self) -> Any:
        return self.work(*self.args, **self.kwargs)


# -- the side of the program ---------------------------------------------------------------------------------


class _Worker:
    """One process, and the line to it."""

    def __init__(self) -> None:
        context = get_context("spawn")  # a forked process would inherit the locks of our threads
        self.line, self._far_end = context.Pipe()
        self._pool = ProcessPoolExecutor(
            1, mp_context=context, initializer=_begin_worker, initargs=(self._far_end,)
        )

    def submit(self, work: Callable[[], Any]) -> Future[Any]:
        future = self._pool.submit(work)
        # From now on the process alone holds it, so that the line breaks with the process.
        self._far_end.close()
        return future

    def close(self) -> None:
        self._pool.shutdown()
        self._far_end.close()
        self.line.close()


class _Desk(threading.Thread):
    """Looks after one process: hands it work, listens to it, replaces it when it is lost."""

    def __init__(self, tasks: SimpleQueue[_Task | None], stopped: threading.Event, hear: Hear) -> None:
        super().__init__(name="desk", daemon=True)
        self._tasks = tasks
        self._stopped = stopped
        self._hear = hear
        self._worker: _Worker | None = None

    def run(self) -> None:
        while (task := self._tasks.get()) is not None:
            if task.future.set_running_or_notify_cancel():
                self._do(task)
        self._dismiss()

    def _do(self, task: _Task) -> None:
        try:
            value = self._result_of(task.work)
        except BaseException as error:  # noqa: BLE001 - it is raised again where somebody waits
            if isinstance(error, BrokenExecutor):
                self._dismiss()
            task.future.set_exception(error)
        else:
            task.future.set_result(value)

    def _result_of(self, work: Callable[[], Any]) -> Any:
        if self._worker is None:
            self._worker = _Worker()
            _heed_no_signal()
        future = self._worker.submit(work)
        told_to_stop = False
        with suppress(EOFError, OSError):  # the line breaks with the process; the future says so
            while not future.done():
                if self._stopped.is_set() and not told_to_stop:
                    told_to_stop = True
                    self._worker.line.send(STOP)
                if self._worker.line.poll(TICK_SECONDS):
                    self._hear(self._worker.line.recv())
        return future.result()

    def _dismiss(self) -> None:
        if self._worker is not None:
            self._worker.close()
            self._worker = None


def _heed_no_signal() -> None:
    """Keep signals from this thread: a process that it starts inherits that, from its first moment on.

    The main thread goes on to hear them. Called once the pool is there, which starts a helper of the standard
    library that would undo this.
    """
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)


# -- the side of the worker ----------------------------------------------------------------------------------


class _Line(Contact):
    """The line of a worker to the program that it works for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._sending = threading.Lock()
        self._stopped = threading.Event()
        threading.Thread(target=self._listen, name="line", daemon=True).start()

    @property
    def stopped(self) -> bool:
        return self._stopped.is_set()

    def tell(self, news: News) -> None:
        with self._sending, suppress(OSError):
            self._connection.send(dict(news))

    def _listen(self) -> None:
        """Wait to be stopped; when the line breaks, nobody wants the work any more."""
        with suppress(EOFError, OSError):
            while self._connection.recv() == STOP:
                self._stopped.set()
        os._exit(0)


def _begin_worker(connection: Connection) -> None:
    collect_rarely()
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    keep_in_contact(_Line(connection))
