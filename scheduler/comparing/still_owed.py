"""What lacked in an earlier plan, by what is owed and counted now: for that nobody is moved unless asked for.

Whoever leaves is owed nothing any more, and who stays longer is owed other things than what the last week
lacked. Points that nobody can lack any more are no allowance for others to lack what they had; and where a
weight is another one now, what lacked before counts as much as the same does now.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from constraints.catalogue import soft_rules_named
from inputs.people import Trainee
from inputs.plan import Shortfall
from inputs.programme import Activity
from inputs.term import Term

WIDE = {"once", "monthly"}
"""Cadences of which the same is owed though a stay begins or ends on another day."""


def cost_of_what_is_owed(shortfalls: Iterable[Shortfall], old: Term, term: Term) -> int:
    """Return the points of those shortfalls of an earlier plan that the term as it is now can have, too.

    Parameters
    ----------
    shortfalls
        What lacked.
    old, term
        The term of the earlier plan, and as it is now, by whose weights the points count.
    """
    return sum(
        shortfall.cost for shortfall in weighed_by(shortfalls, old, term) if is_still_owed(shortfall, term)
    )


def weighed_by(shortfalls: Iterable[Shortfall], old: Term, term: Term) -> tuple[Shortfall, ...]:
    """Return shortfalls of an old term with the points that they cost in another one."""
    return tuple(
        replace(shortfall, cost=shortfall.cost // was * now if was else now)
        for shortfall in shortfalls
        for was, now in [(_points(shortfall, old), _points(shortfall, term))]
    )


def is_still_owed(shortfall: Shortfall, term: Term) -> bool:
    """Tell whether the term still owes what lacked once, and counts it."""
    return _points(shortfall, term) > 0 and _is_owed(shortfall, term)


def _points(shortfall: Shortfall, term: Term) -> int:
    """Return what one session, week or lead of a kind costs in a term; nothing where it is not counted."""
    activity = term.activity_by_id.get(shortfall.item)
    match shortfall.kind:
        case "session":
            ends = activity is not None and activity.cadence == "rotation_end"
            name = "rotation_end_sessions" if ends else "owed_sessions"
            return activity.weight if activity is not None and soft_rules_named(term, name) else 0
        case "rotation":
            name = "weeks_on_a_service"
        case "curriculum":
            name = "curriculum"
        case _:
            name = "led_sessions" if activity is not None else "led_rounds"
    return next((rule.setting(term, "weight") for rule in soft_rules_named(term, name)), 0)


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
