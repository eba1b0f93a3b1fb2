"""What stands in the way: the limits that the reasons of shortfalls name, each with all its days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from inputs.days import say_day
from inputs.faults import listed
from inputs.plan import Shortfall
from inputs.term import Term
from inputs.words import counted
from scheduler.outputs.board_words import brief_day, say_item

FULL = "all seats are taken on "
SECONDARY = (
    "giving it would cost others at least as much",
    "it would follow another within a week",
    "it overlaps ",
)
"""What only says that the limit lies elsewhere: told where a shortfall has no other reason."""


@dataclass(frozen=True)
class Limit:
    """One limit: what it is, on which days it holds, and how many shortfalls name it."""

    what: str
    days: tuple[date, ...]
    times: int

    def __str__(self) -> str:
        """Return it as a line: ``seats of Simulation: 12 May and 19 May; named by 2 shortfalls``."""
        days = f": {listed(brief_day(day) for day in self.days)}" if self.days else ""
        return f"{self.what}{days}; named by {counted(self.times, 'shortfall')}"


def find_limits(shortfalls: Iterable[Shortfall], term: Term) -> tuple[Limit, ...]:
    """Return the limits that the reasons name, those named most often first."""
    days: dict[str, set[date]] = {}
    times: dict[str, int] = {}
    spoken = {say_day(day): day for day in term.span}
    for shortfall in shortfalls:
        named: set[str] = set()
        for what, day in _named(shortfall, term, spoken):
            named.add(what)
            days.setdefault(what, set()).update(() if day is None else (day,))
        for what in named:
            times[what] = times.get(what, 0) + 1
    found = [Limit(what, tuple(sorted(days[what])), number) for what, number in times.items()]
    return tuple(sorted(found, key=lambda limit: (-limit.times, limit.what)))


def _named(shortfall: Shortfall, term: Term, spoken: dict[str, date]) -> Iterator[tuple[str, date | None]]:
    """Yield what one shortfall is for, and the day where it names one."""
    item, span = say_item(term, shortfall.item), shortfall.span
    if shortfall.kind == "curriculum":
        full = "All seats there are taken" in shortfall.reason
        yield (f"seats of {item}" if full else f"what seats are left of {item} fit no rotation"), None
        return
    if shortfall.kind == "rotation":
        full = "All seats of every service" in shortfall.reason
        first = max(span.start, term.span.start)
        yield ("seats of every service", first) if full else (_plain(shortfall.reason), None)
        return
    causes = [_plain(cause) for cause in shortfall.reason.split("; ") if cause]
    main = [cause for cause in causes if not cause.startswith(SECONDARY)]
    for cause in main or causes:
        day = spoken.get(cause.removeprefix(FULL)) if cause.startswith(FULL) else None
        if day is not None:
            yield _seats(shortfall.item, day, term), day
        elif shortfall.trainee is None:
            yield f"lead of {item}: {cause}", span.start if span.days == 1 else None
        else:
            yield f"{item}: {cause}", None


def _seats(item: str, day: date, term: Term) -> str:
    """Return whose seats are taken: those of an activity, or of its room where that has fewer."""
    there = [o for o in term.occurrences if o.activity.id == item and o.date == day]
    rooms = []
    for occurrence in there:
        seats, room = term.slot_seats(occurrence), occurrence.room
        if room is not None and room.seats is not None and (seats is None or room.seats < seats):
            rooms.append(room.name)
    if rooms and len(rooms) == len(there):
        return f"seats of {listed(dict.fromkeys(rooms))}"
    return f"seats of {say_item(term, item)}"


def _plain(cause: str) -> str:
    text = cause.strip().removesuffix(".")
    return f"{text[:1].lower()}{text[1:]}" if text.startswith(("All ", "It ", "Every ", "Giving ")) else text
