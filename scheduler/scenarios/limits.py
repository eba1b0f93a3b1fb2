"""What stands in the way: the limits that are causes of shortfalls, each with all its days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from inputs.faults import listed
from inputs.people import Room
from inputs.plan import Cause, CauseKind, Shortfall
from inputs.term import Term
from scheduler.outputs.board.words import brief_day, capital, say_item
from scheduler.reasons.costly import NOTHING_HINDERS

SECONDARY: frozenset[CauseKind] = frozenset({"costly", "cadence", "overlap"})
"""What only says that the limit lies elsewhere: told where a shortfall has no other cause."""
MOST_DAYS = 4
"""Days that a line names; of more it names the first, and how many there are."""
MOST_CAUSES = 3
MENTORS: Mapping[str, str] = MappingProxyType(
    {"mentor_hours": "hours of mentors", "mentor_meetings": "meetings a week of mentors"}
)
LONGEST_WINDOW = 7
"""In days: what is owed within a week has a limit in that week."""


@dataclass(frozen=True)
class Limit:
    """One limit: what it is, on which days or in which weeks it holds, and how many shortfalls name it.

    ``item`` is the id of whose limit it is: as a shortfall has it, or of a room, of several joined by ``;``.
    """

    what: str
    days: tuple[date, ...]
    times: int
    weeks: bool = False
    """Whether the days are the first of weeks."""
    kind: CauseKind = "impossible"
    item: str = ""

    @property
    def when(self) -> str:
        """On which days it holds, the first of many; nothing where no days are known."""
        if not self.days:
            return ""
        shown = self.days if len(self.days) <= MOST_DAYS else self.days[: MOST_DAYS - 1]
        rest = [f"{len(self.days) - len(shown)} more"] if len(self.days) > len(shown) else []
        several = "the week of" if len(self.days) == 1 else "the weeks of"
        return f"{f'in {several}' if self.weeks else 'on'} {listed([*map(brief_day, shown), *rest])}"

    def __str__(self) -> str:
        """Return it as ``seats of Simulation on 12 May and 19 May``."""
        return f"{self.what} {self.when}".strip()


class _Name(NamedTuple):
    """What tells one limit from another."""

    what: str
    weeks: bool
    kind: CauseKind
    item: str


def find_limits(shortfalls: Iterable[Shortfall], term: Term) -> tuple[Limit, ...]:
    """Return the limits that are the causes of shortfalls, those named most often first.

    What nothing hinders names none.
    """
    days: dict[_Name, set[date]] = {}
    times: Counter[_Name] = Counter()
    for shortfall in shortfalls:
        named = list(_named(shortfall, term))
        for name, day in named:
            days.setdefault(name, set()).update(() if day is None else (day,))
        times.update({name for name, _ in named})
    found = [
        Limit(name.what, tuple(sorted(days[name])), number, name.weeks, name.kind, name.item)
        for name, number in times.items()
    ]
    return tuple(sorted(found, key=lambda limit: (-limit.times, limit.what, limit.weeks)))


def main_causes(shortfall: Shortfall) -> list[Cause]:
    """Return the causes of a shortfall that are limits; all where none is."""
    causes = list(shortfall.causes)
    return [cause for cause in causes if cause.kind not in SECONDARY] or causes


def brief_reason(shortfall: Shortfall) -> str:
    """Return the reason of a shortfall in a sentence or two: what limits it, and of many causes the first."""
    if shortfall.kind in ("rotation", "curriculum") or not shortfall.causes:
        return shortfall.reason
    causes = [str(cause) for cause in main_causes(shortfall)]
    more = f"; and {len(causes) - MOST_CAUSES} more" if len(causes) > MOST_CAUSES else ""
    return f"{capital('; '.join(causes[:MOST_CAUSES]))}{more}."


def _named(shortfall: Shortfall, term: Term) -> Iterator[tuple[_Name, date | None]]:
    """Yield what one shortfall is for, and the day where it names one."""
    item, span = say_item(term, shortfall.item), shortfall.span
    monday = term.week_of(max(span.start, term.span.start)).monday
    for cause in main_causes(shortfall):
        if cause.text in NOTHING_HINDERS:
            continue
        text, of = cause.brief or cause.text, shortfall.item
        day: date | None = None
        weeks = False
        match shortfall.kind, cause.kind:
            case "curriculum", "service_seats":
                what = f"seats of {item}"
            case "curriculum", "rotation":
                what = f"what seats are left of {item} fit no rotation"
            case "curriculum", _:
                what = text
            case "rotation", kind:
                what = "seats of every service" if kind == "service_seats" else text
                day, weeks = monday, True
            case "lead", _:
                what, day, weeks = f"lead of {item}: {text}", span.start, span.days > 1
            case _, "seats" if cause.day is not None:
                (what, of), day = _seats(shortfall.item, cause.day, term), cause.day
            case _, "mentor_hours" | "mentor_meetings":
                weeks = span.days <= LONGEST_WINDOW
                what, day = f"{MENTORS[cause.kind]}, for {item}", monday if weeks else None
            case _:
                what = f"{item}: {text}"
        yield _Name(what, weeks, cause.kind, of), day


def _seats(item: str, day: date, term: Term) -> tuple[str, str]:
    """Return whose seats are taken, in words and by id: an activity's, or its room's where that has fewer."""
    there = [o for o in term.occurrences if o.activity.id == item and o.date == day]
    rooms: list[Room] = []
    for occurrence in there:
        seats, room = term.slot_seats(occurrence), occurrence.room
        inside = term.room_seats(room, day) if room is not None else None
        if room is not None and inside is not None and (seats is None or inside < seats):
            rooms.append(room)
    if rooms and len(rooms) == len(there):
        unique = list(dict.fromkeys(rooms))
        return f"seats of {listed(room.name for room in unique)}", ";".join(room.id for room in unique)
    return f"seats of {say_item(term, item)}", item
