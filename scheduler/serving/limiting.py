"""
Slows down who asks too often: so many times a minute, and no more is answered until the minute is over.

Wrong addresses count by where they come from, against guessing. Right ones count each by itself and never by
where they come from: a whole hospital may stand behind one address, and Google fetches for many at once.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

MOST_FAILURES = 30
"""Wrong addresses, in one window from one place."""
MOST_USES = 3000
"""Of one right address, in one window: that of a room may be on the telephones of a whole programme."""
WINDOW_SECONDS = 60.0
MOST_REMEMBERED = 10_000
"""Places, or addresses, at once."""


@dataclass
class _Window:
    since: float
    times: int = 0


class Limit:
    """Counts how often something happens in a minute, for each key apart."""

    def __init__(self, most: int, remembered: int = MOST_REMEMBERED) -> None:
        """Begin with nothing counted."""
        self._most = most
        self._most_remembered = remembered
        self._windows: dict[Hashable, _Window] = {}

    def is_too_many(self, key: Hashable, now: float) -> bool:
        """Count one more, and tell whether the key has had its share.

        Parameters
        ----------
        key
            Whom or what it is counted for.
        now
            Seconds on a clock that never goes back.
        """
        window = self._windows.get(key)
        if window is None or now - window.since >= WINDOW_SECONDS:
            self._forget(now)
            self._windows.pop(key, None)
            window = self._windows[key] = _Window(now)
        window.times += 1
        return window.times > self._most

    def _forget(self, now: float) -> None:
        """Make room for one more: the windows stand in the order in which they began."""
        while self._windows:
            key, oldest = next(iter(self._windows.items()))
            if now - oldest.since < WINDOW_SECONDS and len(self._windows) < self._most_remembered:
                return
            del self._windows[key]


def place_of(client: str) -> str:
    """Return what counts as one place: an IPv4 address, or the 64 bits that one customer has of IPv6."""
    try:
        address = ip_address(client)
    except ValueError:
        return client
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(IPv6Address(int(address) >> 64 << 64))
    return client
