"""The plans that pages show: the newest version and the one before it, read once for each publication."""

from __future__ import annotations

import threading

from scheduler.serving.logs import LOGGER
from scheduler.store.store import Store
from scheduler.store.version import Version

Pair = tuple[Version, Version | None]


class Plans:
    """Reads plans from a store, and keeps the last ones; safe to use from several threads."""

    def __init__(self, store: Store) -> None:
        """Name the store; nothing is read yet."""
        self._store = store
        self._lock = threading.Lock()
        self._pair: Pair | None = None

    def of(self, number: int) -> Pair | None:
        """Return a version and the one before it; where they cannot be read the last ones, or None."""
        with self._lock:
            if self._pair is None or self._pair[0].number != number:
                try:
                    self._pair = self._store.pages(number)
                except Exception as error:  # noqa: BLE001 - whatever it is, the last good plan is shown
                    LOGGER.error("The plan of the pages cannot be read: %s", error)
            return self._pair
