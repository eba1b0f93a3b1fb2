"""Passes a stop on, from where it is said to where the work is."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

TICK_SECONDS = 0.1


@contextmanager
def passing_on(is_said: Callable[[], bool], stop: Callable[[], None]) -> Iterator[None]:
    """Call ``stop`` once something is said, again and again until the block ends.

    A stop that reaches a solver before its search has begun is lost, hence the repetition.
    """
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(TICK_SECONDS):
            if is_said():
                stop()

    watching = threading.Thread(target=watch, name="watch", daemon=True)
    watching.start()
    try:
        yield
    finally:
        ended.set()
        watching.join()
