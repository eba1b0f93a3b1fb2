"""What stands in the way: the limits that the reasons of shortfalls name, each with all its days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from inputs.days import say_day
from inputs.faults import listed
from inputs.plan import Shortfall
from inputs.term import Term
from scheduler.outputs.board_words import brief_day, capital, say_item
from scheduler.shortfalls import COSTLY, NOT_KNOWN

FULL = "all seats are taken on "
SECONDARY = (
    COSTLY,
    NOT_KNOWN,
    "it would follow another within a week",
    "it overlaps ",
)
"""What only says that the limit lies elsewhere: told where a shortfall has no other reason."""


MOST_DAYS = 4
"""Days that a line names; of more it names the first, and how many there are."""
MOST_CAUSES = 3
MENTORS = {
    "every mentor's hours are taken": "hours of mentors",
    "every mentor's meetings of the week are given to others": "meetings a week of mentors",
}
LONGEST_WINDOW = 7
"""In days: what is owed within a week has a limit in that week."""


@dataclass(frozen=True)
class Limit:
    """One limit: what it is, on which days or in which weeks it holds, and how many shortfalls name it."""

    what: str
    days: tuple[date, ...]
    times: int
    weeks: bool = False
    """Whether the days are the first of weeks."""

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


def find_limits(shortfalls: Iterable[Shortfall], term: Term) -> tuple[Limit, ...]:
    """Return the limits that the reasons name, those named most often first."""
    days: dict[tuple[str, bool], set[date]] = {}
    times: dict[tuple[str, bool], int] = {}
    spoken = {say_day(day): day for day in term.span}
    for shortfall in shortfalls:
        named: set[tuple[str, bool]] = set()
        for what, day, weeks in _named(shortfall, term, spoken):
            named.add((what, weeks))
            days.setdefault((what, weeks), set()).update(() if day is None else (day,))
        for key in named:
            times[key] = times.get(key, 0) + 1
    found = [Limit(key[0], tuple(sorted(days[key])), number, key[1]) for key, number in times.items()]
    return tuple(sorted(found, key=lambda limit: (-limit.times, limit.what)))


def main_causes(shortfall: Shortfall) -> list[str]:
    """Return the causes of a shortfall that are limits; all where none is, each without its full stop."""
    causes = [_plain(cause) for cause in shortfall.reason.split("; ") if cause]
    return [cause for cause in causes if not cause.startswith(SECONDARY)] or causes


def brief_reason(shortfall: Shortfall) -> str:
    """Return the reason of a shortfall in a sentence or two: what limits it, and of many causes the first."""
    if shortfall.kind in ("rotation", "curriculum"):
        return shortfall.reason
    causes = main_causes(shortfall)
    more = f"; and {len(causes) - MOST_CAUSES} more" if len(causes) > MOST_CAUSES else ""
    return f"{capital('; '.join(causes[:MOST_CAUSES]))}{more}." if causes else ""


def _named(
    shortfall: Shortfall, term: Term, spoken: Mapping[str, date]
) -> Iterator[tuple[str, date | None, bool]]:
    """Yield what one shortfall is for, the day where it names one, and whether that begins a week."""
    item, span = say_item(term, shortfall.item), shortfall.span
    monday = term.week_of(max(span.start, term.span.start)).monday
    if shortfall.kind == "curriculum":
        full = "All seats there are taken" in shortfall.reason
        yield f"seats of {item}" if full else f"what seats are left of {item} fit no rotation", None, False
        return
    if shortfall.kind == "rotation":
        full = "All seats of every service" in shortfall.reason
        yield "seats of every service" if full else _plain(shortfall.reason), monday, True
        return
    for cause in main_causes(shortfall):
        day = spoken.get(cause.removeprefix(FULL)) if cause.startswith(FULL) else None
        if day is not None:
            yield _seats(shortfall.item, day, term), day, False
        elif shortfall.trainee is None:
            yield f"lead of {item}: {cause}", span.start, span.days > 1
        elif cause in MENTORS:
            weekly = span.days <= LONGEST_WINDOW
            yield f"{MENTORS[cause]}, for {item}", monday if weekly else None, weekly
        else:
            yield f"{item}: {cause.partition(', and on none of these days')[0]}", None, False


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
    return (
        f"{text[:1].lower()}{text[1:]}"
        if text.startswith(("All ", "It ", "Every ", "Giving ", "Perhaps ", "The ", "No "))
        else text
    )
