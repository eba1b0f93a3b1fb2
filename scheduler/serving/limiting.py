"""
Slows down who guesses addresses: so many wrong ones a minute from one place, and no more are looked at.

Only wrong addresses count, and right ones are always answered: a whole hospital may stand behind one address.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

MOST_FAILURES = 30
"""In one window from one place."""
WINDOW_SECONDS = 60.0
MOST_PLACES = 10_000
"""That are remembered at once."""


@dataclass
class _Window:
    since: float
    failures: int = 0


class Failures:
    """Counts wrong addresses by where they come from."""

    def __init__(self, most: int = MOST_FAILURES, places: int = MOST_PLACES) -> None:
        """Begin without any."""
        self._most = most
        self._most_places = places
        self._windows: dict[str, _Window] = {}

    def is_too_many(self, client: str, now: float) -> bool:
        """Count one more, and tell whether the place has had its share.

        Parameters
        ----------
        client
            The address that the request comes from.
        now
            Seconds on a clock that never goes back.
        """
        place = _place_of(client)
        window = self._windows.get(place)
        if window is None or now - window.since >= WINDOW_SECONDS:
            self._forget(now)
            self._windows.pop(place, None)
            window = self._windows[place] = _Window(now)
        window.failures += 1
        return window.failures > self._most

    def _forget(self, now: float) -> None:
        """Make room for one more: the windows stand in the order in which they began."""
        while self._windows:
            place, oldest = next(iter(self._windows.items()))
            if now - oldest.since < WINDOW_SECONDS and len(self._windows) < self._most_places:
                return
            del self._windows[place]


def _place_of(client: str) -> str:
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
