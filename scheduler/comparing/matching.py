"""
Finds again, in a new plan, the things of an old one.

A session that moved from Tuesday to Thursday is the same session; its calendar entry keeps its UID, and its
trainee reads "moved" and not "gone" and "new". Which is which is settled in this order:

1. What is at the same time and in the same place, of the same trainee and activity (or whatever the thing is
   of), is the same: nobody has to change anything in a calendar for it.
2. What is at the same time.
3. What serves the same window, as :mod:`scheduler.outputs.calendars.identity` names it.
4. Of what is left, sessions in the same week.

The first two come first because names can shift under things that stay where they are: pairs of weeks are
counted from the first day of a stay, slots by their place in the timetable. The last is there for what moves
while its name shifts: the first day of a stay is put off by a week, and the slot is an hour later.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from inputs.days import Period, Span
from scheduler.outputs.calendars.identity import Identity

PARTS_OF_SUBJECT: Mapping[str, int] = {"session": 2, "occurrence": 1}
"""How many parts of an identity say what a thing is of; the others say which of these it is."""


@dataclass(frozen=True)
class Thing:
    """A session, occurrence, rotation or round: what it is, when and where."""

    identity: Identity
    when: Period | Span
    place: str = ""

    @property
    def subject(self) -> tuple[str, ...]:
        """What it is of: ``session``, trainee and activity; ``occurrence`` and activity."""
        kind, parts = self.identity.kind, self.identity.parts
        return (kind, *parts[: PARTS_OF_SUBJECT.get(kind, len(parts))])


def pair_up(old: Sequence[Thing], new: Sequence[Thing], *, by_week: bool = True) -> dict[int, int]:
    """Return which of the old things each new one is.

    Parameters
    ----------
    old, new
        The things; of several that could be meant, the first in order is taken.
    by_week
        Whether a session may be one that is at another time, in another window, and only in the same week.

    Returns
    -------
    dict
        The position in ``old`` by the position in ``new``; what is not there is new. No old thing is taken
        twice.
    """
    pairs: dict[int, int] = {}
    for key in (_by_place, _by_time, _by_identity, *((_by_week,) if by_week else ())):
        _pair(old, new, key, pairs)
    return pairs


def _pair(
    old: Sequence[Thing], new: Sequence[Thing], key: Callable[[Thing], Hashable], pairs: dict[int, int]
) -> None:
    taken = set(pairs.values())
    places: dict[Hashable, list[int]] = {}
    for position in range(len(old) - 1, -1, -1):
        if position not in taken:
            places.setdefault(key(old[position]), []).append(position)
    for position, thing in enumerate(new):
        if position not in pairs and (found := places.get(key(thing))):
            pairs[position] = found.pop()


def _by_place(thing: Thing) -> Hashable:
    return thing.subject, thing.when, thing.place


def _by_time(thing: Thing) -> Hashable:
    return thing.subject, thing.when


def _by_identity(thing: Thing) -> Hashable:
    return thing.identity


def _by_week(thing: Thing) -> Hashable:
    when = thing.when
    if thing.identity.kind != "session" or not isinstance(when, Period):
        return thing.identity
    return thing.subject, when.date - timedelta(days=when.date.weekday())
