"""
A rotation lasts at least ``min_weeks`` and at most ``max_weeks`` of its service.

Why
    A team invests in a newcomer; too short a stay on a service teaches little, too long a one starves the
    rest.
Reads
    ``services.csv``: ``min_weeks``, ``max_weeks``, in weeks. Where a whole stay is shorter than
    ``min_weeks``, the whole stay may be one rotation. A rotation that was longer than ``max_weeks`` before
    the day of replanning was allowed to be, and ends with the last week that had begun by then. One that had
    begun by then may be as short as it was published, though ``min_weeks`` is more by now; it may last
    longer, and no less. It may also end before a week in which the service was closed since, or has fewer
    seats (``services.csv``, ``seats.csv``) than trainees to whom it was published for that week. One that
    begins from that day on lasts ``min_weeks``.
Violation
    One rotation; its amount is the number of weeks too few or too many.
Encoding
    Nothing to post: only rotations of an allowed length have a variable, longer ones of the past, and
    shorter ones that had begun, from their published length on or up to a week that lacks seats since (all
    lengths when the rule is off).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from constraints.rule import At, HardRule, Violation
from inputs.words import at_most, counted

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions
    from inputs.plan import Plan, Rotation
    from inputs.term import Term


class RotationLength(HardRule):
    """Rotations are neither too short nor too long."""

    def post(self, model: cp_model.CpModel, x: Decisions, term: Term) -> None:
        """Post nothing: rotations of other lengths have no variable."""

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each rotation of a length that its service does not allow."""
        for rotation in plan.rotations:
            trainee, service = rotation.trainee, rotation.service
            length = sum(1 for week in term.weeks if rotation.covers(week))
            stay = sum(1 for week in term.weeks if week.span.overlaps(trainee.stay))
            at = At(trainee, service.id, rotation.span)
            may_be_short = (
                _is_cut_short(rotation, term)
                or _was_as_short(rotation, length, term)
                or _ends_for_want_of_seats(rotation, term)
            )
            if length < service.min_weeks and length != stay and not may_be_short:
                yield self.broken(
                    f"{trainee} is on {service} for {counted(length, 'week')}, from {rotation.span}, but a "
                    f"rotation there lasts at least {service.min_weeks}.",
                    at,
                    service.min_weeks - length,
                )
            elif (
                service.max_weeks is not None and length > service.max_weeks and not _is_past(rotation, term)
            ):
                yield self.broken(
                    f"{trainee} is on {service} for {counted(length, 'week')}, from {rotation.span}, but a "
                    f"rotation there lasts {at_most(service.max_weeks)}.",
                    at,
                    length - service.max_weeks,
                )


def _is_past(rotation: Rotation, term: Term) -> bool:
    """Tell whether the last week of a rotation had begun before all that could be planned."""
    return term.is_settled(term.week_of(rotation.span.last_day).monday)


def _was_as_short(rotation: Rotation, length: int, term: Term) -> bool:
    """Tell whether a rotation that had begun by then is no shorter than it was published.

    Where nobody knows what was published, it may be as short as it is.
    """
    if not term.is_settled(rotation.span.first_day):
        return False
    if term.published is None:
        return True
    first = term.week_of(rotation.span.first_day)
    return any(
        was.service == rotation.service
        and was.covers(first)
        and sum(1 for week in term.weeks if was.covers(week)) <= length
        for was in term.published.plan.rotations_of(rotation.trainee)
    )


def _ends_for_want_of_seats(rotation: Rotation, term: Term) -> bool:
    """Tell whether a rotation that had begun was to go on in a week that has too few seats by now."""
    published, service = term.published, rotation.service
    first, last = term.week_of(rotation.span.first_day), term.week_of(rotation.span.last_day)
    if published is None or not term.is_settled(rotation.span.first_day) or last == term.weeks[-1]:
        return False
    following = term.weeks[last.number]
    promised = {
        was.trainee
        for was in published.promised_rotations
        if was.service == service and was.covers(following) and was.trainee.stay.overlaps(following.span)
    }
    changes = [c for c in term.seat_changes if c.item == service.id and c.span.overlaps(following.span)]
    return len(promised) > min((change.seats for change in changes), default=service.seats) and any(
        was.service == service and was.covers(first) and was.covers(following)
        for was in published.plan.rotations_of(rotation.trainee)
    )


def _is_cut_short(rotation: Rotation, term: Term) -> bool:
    """Tell whether other days of the stay made a rotation shorter that had begun, or was over, by then."""
    stay, span = rotation.trainee.stay, rotation.span
    first, last = term.week_of(stay.first_day), term.week_of(stay.last_day)
    until_the_end = rotation.covers(last) and term.is_settled(term.week_of(span.first_day).monday)
    return until_the_end or (rotation.covers(first) and _was_over(rotation, term))


def _was_over(rotation: Rotation, term: Term) -> bool:
    """Tell whether the last week of a rotation was over by then, and was its last one as published."""
    last = term.week_of(rotation.span.last_day)
    if not term.is_settled(last.span.last_day):
        return False
    return term.published is None or any(
        was.service == rotation.service and was.covers(last) and was.span.last_day <= last.span.last_day
        for was in term.published.plan.rotations_of(rotation.trainee)
    )
