"""Cliques in time: what would stand in one moment together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar

from inputs.days import Period

T = TypeVar("T")


def together(items: Iterable[tuple[Period, T]]) -> Iterator[tuple[Period, list[T]]]:
    """Yield each largest set of items that share a moment, with one period that begins at that moment.

    Sets of a single item are left out. Intervals form a perfect graph: these sets say all that pairs could.
    """
    by_day: dict[date, list[tuple[Period, T]]] = {}
    for period, item in items:
        by_day.setdefault(period.date, []).append((period, item))
    for day_items in by_day.values():
        day_items.sort(key=lambda pair: (pair[0].start, pair[0].end))
        yield from _cliques(day_items)


def _cliques(items: list[tuple[Period, T]]) -> Iterator[tuple[Period, list[T]]]:
    starts = dict.fromkeys(period.start for period, _ in items)
    active: list[tuple[Period, T]] = []
    position, pending = 0, False
    for start in starts:
        kept = [pair for pair in active if pair[0].end > start]
        if pending and len(kept) < len(active):
            yield _clique(active)
        active = kept
        while position < len(items) and items[position][0].start == start:
            active.append(items[position])
            position += 1
        pending = len(active) > 1
    if pending:
        yield _clique(active)


def _clique(active: list[tuple[Period, T]]) -> tuple[Period, list[T]]:
    latest = max(active, key=lambda pair: pair[0].start)[0]
    return latest, [item for _, item in active]
