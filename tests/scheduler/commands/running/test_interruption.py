"""Work that may be interrupted: by one signal gently, by a second at once."""

from __future__ import annotations

import os
import signal
import threading
import time

import pytest

from scheduler.commands.running.interruption import SAME_SECONDS as SAME
from scheduler.commands.running.interruption import (
    AtOnceError,
    Interruption,
    leave_at_once,
    run_interruptibly,
    stopping,
)


def nothing() -> None:
    """Do nothing."""


def test_without_a_signal_the_work_is_returned_and_the_code_is_0() -> None:
    with Interruption() as interruption:
        assert run_interruptibly(lambda: 42, interruption, nothing, nothing) == 42
    assert (interruption.received, interruption.exit_code) == (None, 0)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_asks_the_work_to_end_until_it_does(number: signal.Signals, code: int) -> None:
    asked = threading.Semaphore(0)

    def work() -> str:
        os.kill(os.getpid(), number)
        for _ in range(3):
            asked.acquire()
        return "the best so far"

    with Interruption() as interruption:
        found = run_interruptibly(work, interruption, asked.release, nothing)
    assert (found, interruption.exit_code) == ("the best so far", code)


def test_what_the_work_raises_is_raised() -> None:
    def work() -> None:
        raise RuntimeError("no")

    with Interruption() as interruption, pytest.raises(RuntimeError, match="no"):
        run_interruptibly(work, interruption, nothing, nothing)


def test_trouble_with_the_terminal_stops_no_work() -> None:
    def draw() -> None:
        raise BrokenPipeError

    def work() -> int:
        time.sleep(0.05)
        return 42

    with Interruption() as interruption:
        assert run_interruptibly(work, interruption, nothing, draw) == 42


def test_the_same_press_may_arrive_twice() -> None:
    with Interruption() as interruption:
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(0)
        assert interruption.exit_code == 130


def test_a_second_signal_ends_at_once_and_a_third_changes_nothing() -> None:
    with Interruption() as interruption:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(SAME + 0.1)
        with pytest.raises(AtOnceError):
            os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0)
    assert interruption.exit_code == 143


def test_signals_mean_afterwards_what_they_meant_before() -> None:
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    with Interruption():
        assert signal.getsignal(signal.SIGINT) != before[0]
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before


def test_the_program_leaves_without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    def leave(code: int) -> None:
        raise LookupError(code)

    monkeypatch.setattr(os, "_exit", leave)
    with pytest.raises(LookupError, match="130"):
        leave_at_once(130)


def test_stopping_is_told_once_and_asked_for_again_and_again() -> None:
    asked: list[int] = []
    told: list[str] = []
    stop = stopping(lambda: asked.append(1), told.append, "the best plans")
    stop()
    stop()
    assert asked == [1, 1]
    assert told == ["Stopping, keeping the best plans so far. Ctrl-C again ends at once."]
