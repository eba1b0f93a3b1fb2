"""Who fetched what last: noted in memory at once, and written to the store now and then, many at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from datetime import datetime

from scheduler.store.links import Fetch, Link

Last = Mapping[tuple[int, str], tuple[datetime, int]]
"""By the number of a link and the kind of a client: when it last fetched, and which version."""


class Fetches:
    """What was fetched last, and what of that is not written yet; safe to use from several threads."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._lock = threading.Lock()
        self._last: dict[tuple[int, str], tuple[datetime, int]] = {}
        self._known: dict[int, dict[str, Fetch]] = {}

    def know(self, links: Iterable[Link]) -> None:
        """Take over what the store knows, unless something later is known."""
        with self._lock:
            for link in links:
                known = self._known.setdefault(link.number, {})
                for fetch in link.fetches:
                    last = known.get(fetch.client)
                    if last is None or last.instant < fetch.instant:
                        known[fetch.client] = fetch

    def of(self, link: int) -> tuple[Fetch, ...]:
        """Return who fetched last through a link, the latest first."""
        with self._lock:
            known = tuple(self._known.get(link, {}).values())
        return tuple(sorted(known, key=lambda fetch: (fetch.instant, fetch.client), reverse=True))

    def note(self, link: int, client: str, instant: datetime, version: int) -> None:
        """Note that a kind of client was given a version through a link."""
        with self._lock:
            self._last[link, client] = instant, version
            self._known.setdefault(link, {})[client] = Fetch(client, instant, version)

    def take(self) -> Last:
        """Return what is to be written, and begin anew."""
        with self._lock:
            taken, self._last = self._last, {}
        return taken

    def put_back(self, taken: Last) -> None:
        """Keep what could not be written; what was noted meanwhile is later, and counts."""
        with self._lock:
            self._last = {**taken, **self._last}
