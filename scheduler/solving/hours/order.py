"""What must come before what, so that sessions that move keep their order."""

from __future__ import annotations

from collections.abc import Iterable

from inputs.days import Period
from inputs.plan import Session
from inputs.programme import Activity
from inputs.term import Term


class Order:
    """Which activities build on which; who moves keeps the order of sessions that do."""

    def __init__(self, term: Term) -> None:
        self._linked: dict[str, set[str]] = {}
        for activity in term.activities:
            for needed in activity.after:
                self._linked.setdefault(activity.id, set()).add(needed.activity)
                self._linked.setdefault(needed.activity, set()).add(activity.id)

    def is_linked(self, activity: Activity) -> bool:
        """Tell whether an activity builds on others, or others on it."""
        return activity.id in self._linked

    def linked(self, session: Session, others: Iterable[Session]) -> list[Session]:
        """Return those of a trainee's other sessions that must come before or after one."""
        own = self._linked.get(session.activity.id, set())
        return [other for other in others if other.activity.id in own]


def stands_as_before(was: Period, now: Period, other_was: Period, other_now: Period) -> bool:
    """Tell whether two periods, once both have moved, stand to each other as they did."""
    return _is_over(was, other_was) == _is_over(now, other_now) and _is_over(other_was, was) == _is_over(
        other_now, now
    )


def _is_over(period: Period, other: Period) -> bool:
    """Tell whether a period is over when another begins."""
    return (period.date, period.end) <= (other.date, other.start)
