"""Who fetched what last: noted in memory at once, and written to the store now and then, many at a time."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

Last = Mapping[tuple[int, str], tuple[datetime, int]]
"""By the number of a link and the kind of a client: when it last fetched, and which version."""
NOTHING: Last = MappingProxyType({})


class Fetches:
    """What was fetched since it was last written; safe to use from several threads."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._lock = threading.Lock()
        self._last: dict[tuple[int, str], tuple[datetime, int]] = {}

    def note(self, link: int, client: str, instant: datetime, version: int) -> None:
        """Note that a kind of client was given a version through a link."""
        with self._lock:
            self._last[link, client] = instant, version

    def take(self) -> Last:
        """Return what was noted, and begin anew."""
        with self._lock:
            taken, self._last = self._last, {}
        return taken

    def put_back(self, taken: Last) -> None:
        """Keep what could not be written; what was noted meanwhile is later, and counts."""
        with self._lock:
            self._last = {**taken, **self._last}
