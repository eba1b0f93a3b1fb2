"""How much a plan changes of what was promised, as the level stability counts it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from constraints.changed import changes_to
from inputs.published import carry_over

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from constraints.changed import Changed
    from inputs.plan import Plan
    from inputs.term import Term
    from scheduler.comparing.appointments import Side

TO_PROMISES = "to what was promised"


def promises_changed(plan: Plan, term: Term) -> int:
    """Return how many changes to what was promised a plan makes; 0 where nothing was published to the term.

    Each session of each trainee is one, and so is each lead, rotation and main mentor. Nothing was promised
    to those who come, nor what is past, and a topic is no promise.
    """
    return promises_among(changes_to(plan, term))


def promises_among(changes: Iterable[Changed]) -> int:
    """Return how many of some changes to what was published are of something that was promised."""
    return sum(1 for change in changes if change.amount)


def promises_changed_since(now: Side, was: Side, since: date) -> int:
    """Return how many changes to what was promised a plan makes, where the term is not bound to what was.

    Parameters
    ----------
    now
        The plan, with the term as it is now.
    was
        What was published.
    since
        The first day on which the plan may differ.
    """
    published = carry_over(was.plan, was.term, now.term, max(since, now.term.span.start))
    return promises_changed(now.plan, replace(now.term, published=published))
