"""Peak memory of this process together with the processes that it starts."""

from __future__ import annotations

import os
import resource
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

KILOBYTES_A_MEGABYTE = 1024
SAMPLE_SECONDS = 0.2


@dataclass
class Memory:
    """The peak so far, in megabytes."""

    megabytes: float = 0.0


@contextmanager
def watched_memory() -> Iterator[Memory]:
    """Watch the sum over all processes, five times a second, while the context is open.

    Where there is no ``/proc``, what is known afterwards is the peak of this process or of the largest child.
    """
    memory, done = Memory(), threading.Event()

    def watch() -> None:
        while not done.wait(SAMPLE_SECONDS):
            memory.megabytes = max(memory.megabytes, _resident(os.getpid()))

    watcher = threading.Thread(target=watch, daemon=True)
    if Path("/proc/self/statm").exists():
        watcher.start()
    try:
        yield memory
    finally:
        done.set()
        unit = KILOBYTES_A_MEGABYTE if sys.platform != "darwin" else KILOBYTES_A_MEGABYTE**2
        peaks = (
            resource.getrusage(who).ru_maxrss / unit
            for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        memory.megabytes = max(memory.megabytes, *peaks)


def _resident(pid: int) -> float:
    """Return the resident megabytes of a process and of all that it started; 0 for one that has ended."""
    folder = Path("/proc") / str(pid)
    try:
        pages = int((folder / "statm").read_text().split()[1])
        children = [
            child for task in (folder / "task").iterdir() for child in (task / "children").read_text().split()
        ]
    except (OSError, IndexError):
        return 0.0
    own = pages * os.sysconf("SC_PAGE_SIZE") / KILOBYTES_A_MEGABYTE**2
    return own + sum(_resident(int(child)) for child in children)
