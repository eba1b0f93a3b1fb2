"""Work that a person or the system may interrupt at any moment: it ends soon, and keeps what it has."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from scheduler.commands.console import say
from scheduler.commands.exits import DONE, SIGNALLED

if TYPE_CHECKING:
    from typing import Self

Value = TypeVar("Value")
SIGNALS = (signal.SIGINT, signal.SIGTERM)
TICK_SECONDS = 0.1
SAME_SECONDS = 0.5
"""One press of Ctrl-C may arrive twice, from the terminal and from a program around this one."""


class AtOnceError(KeyboardInterrupt):
    """A second signal came: the program is to end without keeping anything."""


class Interruption:
    """Takes note of signals from the moment it is entered; the second raises `AtOnceError`."""

    def __init__(self) -> None:
        self.received: signal.Signals | None = None
        self._since = 0.0
        self._ending = False
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Self:
        for number in SIGNALS:
            self._before[number] = signal.signal(number, self._note)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler or signal.SIG_DFL)

    def _note(self, number: int, _frame: FrameType | None) -> None:
        """Note a signal, and write nothing: the program may be in the middle of writing something else."""
        now = time.monotonic()
        if self.received is None:
            self.received, self._since = signal.Signals(number), now
        elif now - self._since > SAME_SECONDS and not self._ending:
            self._ending = True
            raise AtOnceError

    @property
    def exit_code(self) -> int:
        """The exit code that says what happened; 0 where no signal came."""
        return DONE if self.received is None else SIGNALLED + self.received


@contextmanager
def interruptible() -> Iterator[Interruption]:
    """Take note of signals meanwhile; a second one ends the program at once."""
    with Interruption() as interruption:
        try:
            yield interruption
        except AtOnceError:
            say("Ended at once.", err=True)
            leave_at_once(interruption.exit_code)


def run_interruptibly(
    work: Callable[[], Value],
    interruption: Interruption,
    interrupt: Callable[[], None],
    draw: Callable[[], None],
) -> Value:
    """Do some work in a thread of its own, and return or raise what it returns or raises.

    Parameters
    ----------
    work
        What to do. Its thread is not waited for when a second signal comes.
    interruption
        Tells whether a signal came.
    interrupt
        Asks the work to end soon; called again and again after a signal, until the work ends.
    draw
        Shows how the work stands; called all the time. Trouble with the terminal stops no work.
    """
    future: Future[Value] = Future()
    thread = threading.Thread(target=_fulfil, args=(future, work), name="work", daemon=True)
    thread.start()
    while thread.is_alive():
        if interruption.received is not None:
            interrupt()
        with suppress(OSError):
            draw()
        thread.join(TICK_SECONDS)
    return future.result()


def stopping(stop: Callable[[], None], tell: Callable[[str], None], kept: str) -> Callable[[], None]:
    """Return what asks some work to stop, and tells the first time what is kept."""
    said = False

    def ask() -> None:
        nonlocal said
        stop()
        if not said:
            said = True
            tell(f"Stopping, keeping {kept} so far. Ctrl-C again ends at once.")

    return ask


def _fulfil(future: Future[Value], work: Callable[[], Value]) -> None:
    try:
        future.set_result(work())
    except BaseException as error:  # noqa: BLE001 - it is raised again where somebody waits
        future.set_exception(error)


def leave_at_once(code: int) -> NoReturn:
    """End the program without waiting for its threads."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)
