"""What lacks in a new plan and did not in an old one, and what lacks no more."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from inputs.plan import Shortfall


@dataclass(frozen=True)
class Lacking:
    """The shortfalls of a plan held against those of an older one; each belongs to one of the four.

    The cost of what is ``new`` less that of what is ``gone`` is what lacks more than in the old plan.
    """

    new: tuple[Shortfall, ...] = ()
    moved: tuple[Shortfall, ...] = ()
    """As they are now: the same lacked to the same trainee before, for as many points, at another time."""
    same: tuple[Shortfall, ...] = ()
    gone: tuple[Shortfall, ...] = ()
    """As they were."""


def find_lacking(before: Iterable[Shortfall], now: Iterable[Shortfall]) -> Lacking:
    """Return what lacks now and did not before, what lacks at another time, and what lacks no more."""
    same, others, was = _matched(now, before, lambda s: (*_what(s), s.span))
    moved, new, gone = _matched(others, was, _what)
    return Lacking(tuple(new), tuple(moved), tuple(same), tuple(gone))


def _matched(
    now: Iterable[Shortfall], before: Iterable[Shortfall], key: Callable[[Shortfall], Hashable]
) -> tuple[list[Shortfall], list[Shortfall], list[Shortfall]]:
    """Return what has a partner before, what has none, and what of before is nobody's partner."""
    left: dict[Hashable, list[Shortfall]] = {}
    for shortfall in before:
        left.setdefault(key(shortfall), []).append(shortfall)
    found: list[Shortfall] = []
    alone: list[Shortfall] = []
    for shortfall in now:
        partners = left.get(key(shortfall))
        (found if partners else alone).append(shortfall)
        if partners:
            partners.pop(0)
    return found, alone, [shortfall for partners in left.values() for shortfall in partners]


def _what(shortfall: Shortfall) -> tuple[str, str, str, int]:
    who = shortfall.trainee.id if shortfall.trainee else ""
    return who, shortfall.kind, shortfall.item, shortfall.cost
