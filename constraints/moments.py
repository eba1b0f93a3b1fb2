"""Cliques in time: what would stand in one moment together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from inputs.days import Period

T = TypeVar("T")


def together(at: Mapping[Period, Sequence[T]]) -> Iterator[tuple[Period, list[T]]]:
    """Yield each largest set of items that share a moment, with one period that begins at that moment.

    ``at`` has the items by their times. Sets of a single item are left out. Intervals form a perfect graph:
    these sets say all that pairs could.
    """
    by_day: dict[date, list[tuple[Period, Sequence[T]]]] = {}
    for period, items in at.items():
        by_day.setdefault(period.date, []).append((period, items))
    for of_day in by_day.values():
        of_day.sort(key=lambda pair: (pair[0].start, pair[0].end))
        for clique in _cliques(of_day):
            items = [item for _, of_period in clique for item in of_period]
            if len(items) > 1:
                yield clique[-1][0], items


def _cliques(pairs: list[tuple[Period, T]]) -> Iterator[list[tuple[Period, T]]]:
    """Yield each largest set of periods that share a moment, of periods in order of their starts."""
    active: list[tuple[Period, T]] = []
    for pair in pairs:
        start = pair[0].start
        going_on = [other for other in active if other[0].end > start]
        if len(going_on) < len(active):
            yield active
        active = [*going_on, pair]
    if active:
        yield active
