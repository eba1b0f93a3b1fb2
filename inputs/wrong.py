"""Why a cell or a setting cannot be read."""

from __future__ import annotations

from dataclasses import dataclass

from inputs.faults import Fault, Place


@dataclass(frozen=True)
class Wrong:
    """Why a cell cannot be read: the two halves of a sentence, and what was perhaps meant."""

    found: str
    allowed: str
    nearest: str | None = None

    def at(self, place: Place) -> Fault:
        """Return the fault that this is at a place."""
        return Fault(place, self.found, self.allowed, self.nearest)
