"""Who has looked at which version of a page: noted in memory at once, and written now and then."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from scheduler.store.looks import Look


class Seen:
    """What the pages behind links have shown; safe to use from several threads."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._lock = threading.Lock()
        self._last: dict[int, Look] = {}
        self._unwritten: dict[int, Look] = {}

    def know(self, looks: Mapping[int, Look]) -> None:
        """Take over what the store knows; what was noted and is not written yet is later, and counts."""
        with self._lock:
            self._last = {**looks, **self._unwritten}

    def before(self, link: int, version: int) -> int | None:
        """Return the version that the reader of a page saw before a version, None where there was none."""
        with self._lock:
            last = self._last.get(link)
            return last.then(version).before if last else None

    def note(self, link: int, version: int) -> None:
        """Note that the page behind a link showed a version."""
        with self._lock:
            last = self._last.get(link)
            look = last.then(version) if last else Look(version)
            if look != last:
                self._last[link] = self._unwritten[link] = look

    def take(self) -> dict[int, Look]:
        """Return what is to be written, and begin anew."""
        with self._lock:
            taken, self._unwritten = self._unwritten, {}
        return taken

    def put_back(self, taken: Mapping[int, Look]) -> None:
        """Keep what could not be written; what was noted meanwhile is later, and counts."""
        with self._lock:
            self._unwritten = {**taken, **self._unwritten}
