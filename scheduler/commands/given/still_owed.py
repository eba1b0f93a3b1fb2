"""What lacked in a published plan and is still owed: for that nobody is moved unless the coordinator asks.

Whoever leaves is owed nothing any more, and who stays longer is owed other things than what the last week
lacked. Points that nobody can lack any more are no allowance for others to lack what they had.
"""

from __future__ import annotations

from collections.abc import Iterable

from inputs.people import Trainee
from inputs.plan import Shortfall
from inputs.programme import Activity
from inputs.term import Term

WIDE = {"once", "monthly"}
"""Cadences of which the same is owed though a stay begins or ends on another day."""


def cost_of_what_is_owed(shortfalls: Iterable[Shortfall], term: Term) -> int:
    """Return the points of those shortfalls of an earlier plan that the term as it is now can have, too."""
    return sum(shortfall.cost for shortfall in shortfalls if _is_owed(shortfall, term))


def _is_owed(shortfall: Shortfall, term: Term) -> bool:
    if shortfall.trainee is None:
        return shortfall.item in term.activity_by_id or shortfall.item in term.service_by_id
    trainee = term.trainee_by_id.get(shortfall.trainee.id)
    if trainee is None:
        return False
    if shortfall.kind == "session":
        activity = term.activity_by_id.get(shortfall.item)
        return activity is not None and _owes_session(activity, shortfall, trainee, term)
    if shortfall.kind == "rotation":
        return any(week.span.within(trainee.stay) == shortfall.span for week in term.weeks_of_stay(trainee))
    asked = {
        ";".join(sorted(service.id for service in requirement.services))
        for requirement in term.requirements_of(trainee)
    }
    return shortfall.item in asked


def _owes_session(activity: Activity, shortfall: Shortfall, trainee: Trainee, term: Term) -> bool:
    if not activity.admits(trainee.kind):
        return False
    if activity.cadence == "rotation_end":
        weeks = term.weeks_of_stay(trainee)
        return any(term.ending_window(trainee, activity, week).span == shortfall.span for week in weeks)
    spans = [window.span for window in term.windows_of(trainee) if window.activity == activity]
    if activity.cadence in WIDE:
        return any(span.overlaps(shortfall.span) for span in spans)
    return shortfall.span in spans
