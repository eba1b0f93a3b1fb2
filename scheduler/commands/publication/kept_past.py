"""Holds a plan to limits of the past unless its past is what was published.

Limits that were lowered since hold from the day of planning on: what took place before is not held against
them. A plan's own record tells that day, so what it says took place must have been published. Rotations that
had begun may be as short as they were published, though they should last longer by now.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from inputs.published import carry_over
from scheduler.commands.judgement.judging import Judged
from scheduler.commands.judgement.lineage import base_of
from scheduler.commands.judgement.recorded import settled_as_recorded
from scheduler.verify import verify

if TYPE_CHECKING:
    from inputs.plan import Plan
    from inputs.term import Term
    from scheduler.store.store import Store


def hold_to_past(judged: Judged, term: Term, folder: Path, store: Store) -> Judged:
    """Return how a plan is judged when only a past that was published may go beyond the limits.

    Parameters
    ----------
    judged
        How it is judged by its own record.
    term
        The term as it is now, without a day from which on it was planned.
    folder
        The folder of the plan.
    store
        Where the version is that the plan is based on.
    """
    strict = verify(judged.plan, term)
    since = settled_as_recorded(term, folder).settled_before
    if not strict.violations or since is None:
        return judged
    base = base_of(folder, store.id())
    version = store.version(base) if base is not None else None
    if version is None or not set(_past(judged.plan, since)) <= set(_past(version.plan, since)):
        return replace(judged, verdict=strict)
    published = carry_over(version.plan, version.term, term, max(since, term.span.start))
    held = verify(judged.plan, replace(term, published=published)).violations
    too_short = tuple(violation for violation in held if violation.rule == "rotation_length")
    if not too_short:
        return judged
    return replace(judged, verdict=replace(judged.verdict, violations=too_short))


def _past(plan: Plan, since: date) -> Iterator[tuple[object, ...]]:
    """Yield, by ids, what a plan has before a day: sessions with topics, weeks on services."""
    for session in plan.sessions:
        if session.period.date < since:
            faculty, room = session.faculty, session.room
            yield (
                *("session", session.trainee.id, session.activity.id, session.period),
                *(faculty.id if faculty else "", room.id if room else "", session.topic),
            )
    for rotation in plan.rotations:
        for monday in {day - timedelta(days=day.weekday()) for day in rotation.span if day < since}:
            yield "rotation", rotation.trainee.id, rotation.service.id, monday
