"""What might mend a shortfall, in words and as what alters a term."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from inputs.plan import Session
from inputs.programme import Activity
from scheduler.explaining.altered import Alter


@dataclass(frozen=True)
class Remedy:
    """An alteration in words, and what makes it; ``seat`` is an activity and a day with one seat more."""

    words: str
    alter: Alter
    seat: tuple[Activity, date] | None = None
    moves_stay: bool = False

    def is_used(self, sessions: Iterable[Session]) -> bool:
        """Tell whether somebody with these sessions may have made use of it."""
        return self.seat is None or any(
            (session.activity, session.period.date) == self.seat for session in sessions
        )
