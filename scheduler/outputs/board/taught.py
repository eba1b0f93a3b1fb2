"""What the board shows of each activity: whether all that is owed is given, and where seats are short."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inputs.programme import Activity

if TYPE_CHECKING:
    from inputs.plan import Plan, Shortfall
    from inputs.programme import Occurrence
    from inputs.term import Term


@dataclass(frozen=True)
class TaughtRow:
    """One activity: what of it is given, and what is owed and not given.

    ``topics`` tells how many of its topics come up at all, and is empty where it has none; ``full`` how often
    no seat is left, and is empty where there always is one.
    """

    name: str
    given: str
    missing: str
    to: str
    """How many trainees miss some of it."""
    topics: str
    full: str


def taught_rows(plan: Plan, term: Term, shortfalls: Iterable[Shortfall]) -> tuple[TaughtRow, ...]:
    """Return what is given of each activity, that of which most is missing first, then as in the term."""
    missing: dict[str, list[Shortfall]] = {}
    for shortfall in shortfalls:
        if shortfall.kind == "session":
            missing.setdefault(shortfall.item, []).append(shortfall)
    given: dict[Activity, list[str]] = {}
    for session in plan.sessions:
        given.setdefault(session.activity, []).append(session.topic)
    full = _full(plan, term)
    rows = [
        TaughtRow(
            name=activity.title,
            given=f"{len(given.get(activity, ())):,}",
            missing=f"{len(lacking):,}" if (lacking := missing.get(activity.id, [])) else "",
            to=f"{len({shortfall.trainee for shortfall in lacking}):,}" if lacking else "",
            topics=_say_part(len({*given.get(activity, ())} & {*activity.topics}), len(activity.topics)),
            full=_say_part(*times) if (times := full.get(activity, (0, 0)))[0] else "",
        )
        for activity in sorted(term.activities, key=lambda one: -len(missing.get(one.id, ())))
    ]
    return tuple(rows)


def _full(plan: Plan, term: Term) -> dict[Activity, tuple[int, int]]:
    """Return for each activity with few seats how many of its times are full, and how many are attended."""
    found: dict[Activity, tuple[int, int]] = {}
    for occurrence in term.occurrences:
        there = len(plan.company.get((occurrence.activity, occurrence.period, occurrence.room), ()))
        seats = [*_seats(occurrence, term)]
        if there and seats:
            full, held = found.get(occurrence.activity, (0, 0))
            found[occurrence.activity] = full + (there >= min(seats)), held + 1
    return found


def _seats(occurrence: Occurrence, term: Term) -> Iterator[int]:
    """Yield the seats of the slot and of the room, where they are limited."""
    room = occurrence.room
    for seats in (term.slot_seats(occurrence), term.room_seats(room, occurrence.date) if room else None):
        if seats is not None:
            yield seats


def _say_part(some: int, of: int) -> str:
    return f"{some:,} of {of:,}" if of else ""
