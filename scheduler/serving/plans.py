"""The plans that pages show: the newest version, and the earlier ones that it is compared to."""

from __future__ import annotations

import threading

from scheduler.serving.logs import LOGGER
from scheduler.store.store import Store
from scheduler.store.version import Version

Pair = tuple[Version, Version | None]
MOST_EARLIER = 3
"""Versions before the last two that are held at once: readers who did not look for long are few."""


class Plans:
    """Reads plans from a store, and keeps the last ones; safe to use from several threads."""

    def __init__(self, store: Store) -> None:
        """Name the store; nothing is read yet."""
        self._store = store
        self._lock = threading.Lock()
        self._pair: Pair | None = None
        self._earlier: dict[int, Version] = {}

    def forget(self) -> None:
        """Forget what is kept: other plans have the numbers now."""
        with self._lock:
            self._pair = None
            self._earlier.clear()

    def of(self, number: int, before: int | None = None) -> Pair | None:
        """Return a version, and the one to compare it to.

        Parameters
        ----------
        number
            Of the version; where it cannot be read, the last one that could be is returned, or None.
        before
            Of the one to compare it to; where there is none, or it cannot be read, the one just before it.
        """
        with self._lock:
            if self._pair is None or self._pair[0].number != number:
                try:
                    self._pair = self._store.pages(number)
                    self._earlier.clear()
                except Exception as error:  # noqa: BLE001 - whatever it is, the last good plan is shown
                    LOGGER.error("The plan of the pages cannot be read: %s", error)
            if self._pair is None or before is None:
                return self._pair
            newest, last = self._pair
            return newest, self._version_before(newest, before) or last

    def _version_before(self, newest: Version, number: int) -> Version | None:
        if number >= newest.number - 1:
            return None
        if number not in self._earlier:
            try:
                version = self._store.page(number)
            except Exception as error:  # noqa: BLE001 - whatever it is, the last versions are compared
                LOGGER.error("An earlier plan cannot be read: %s", error)
                return None
            if version is None:
                return None
            while len(self._earlier) >= MOST_EARLIER:
                del self._earlier[next(iter(self._earlier))]
            self._earlier[number] = version
        return self._earlier[number]
