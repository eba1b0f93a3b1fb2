"""What becomes of the other numbers of seats of a service, activity or room when another is supposed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from inputs.days import DAYS_A_WEEK, ONE_DAY, Span, weeks_of
from inputs.faults import Place
from inputs.people import Room
from inputs.programme import Activity, SeatChange, Service


def days_of_seats(item: Service | Activity | Room, days: Span | None, since: Span) -> Span:
    """Return on which days another number of seats holds.

    Parameters
    ----------
    item
        What has the seats.
    days
        The days that were given, None where it is the usual number that is another.
    since
        From the first day that may change to the last of the term.

    Returns
    -------
    Span
        Of a service whole weeks: those that the days touch; of a usual number those that are still to begin.
    """
    if isinstance(item, Service):
        return _whole_weeks(days or since, begun=days is not None)
    return days or since


def put_in(
    others: Sequence[SeatChange],
    item: Service | Activity | Room,
    days: Span,
    seats: int,
    place: Place,
    *,
    usual: bool,
) -> list[SeatChange]:
    """Return the numbers of seats of an item with one put in.

    On its days it takes the place of others; a ``usual`` one leaves them what holds for a while.
    """
    if not usual:
        left = [replace(other, span=span) for other in others for span in _without_days(other.span, days)]
        return [*left, SeatChange(item.id, days, seats, place)]
    spans = [days]
    for other in others:
        taken = _whole_weeks(other.span) if isinstance(item, Service) else other.span
        spans = [left for span in spans for left in _without_days(span, taken)]
    return [*others, *(SeatChange(item.id, span, seats, place) for span in spans)]


def _whole_weeks(days: Span, *, begun: bool = True) -> Span:
    """Return the weeks that days touch; or only those that begin in them, but for the last."""
    weeks = weeks_of(days)
    start = weeks[0].monday
    if not begun and start < days.start:
        start += timedelta(days=DAYS_A_WEEK)
    return Span(start, max(weeks[-1].span.end, start + ONE_DAY))


def _without_days(days: Span, others: Span) -> Iterator[Span]:
    """Yield what is left of days without others: what comes before these and what comes after."""
    if not days.overlaps(others):
        yield days
        return
    for left in (Span(days.start, others.start), Span(others.end, days.end)):
        if left.days > 0:
            yield left
