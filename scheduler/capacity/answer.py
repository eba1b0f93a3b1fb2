"""What is asked of a term's capacity, and what is answered; without the solver."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from inputs.days import Span, Week
from inputs.people import Trainee
from inputs.plan import Shortfall
from inputs.term import Term

Thing = Literal["service", "activity", "room", "mentor"]


@dataclass(frozen=True)
class Question:
    """How many trainees of a kind, each for so many whole weeks, fit in beside those of the term."""

    kind: str
    weeks: int
    most: int = 10
    """Where counting ends: more than that are not asked for."""

    def stay(self, start: Week) -> Span:
        """Return the days of a stay that begins with a week."""
        return Span(start.monday, start.monday + timedelta(weeks=self.weeks))

    def newcomers(self, term: Term, start: Week, number: int) -> tuple[Trainee, ...]:
        """Return so many newcomers, who wish for nothing and have completed nothing."""
        taken = {person.id for person in (*term.trainees, *term.faculty, *term.rooms)}
        prefix = next(word for word in _prefixes() if not any(other.startswith(word) for other in taken))
        return tuple(
            Trainee(f"{prefix}{count}", f"Newcomer {count}", self.kind, self.stay(start))
            for count in range(1, number + 1)
        )

    def starts(self, term: Term, since: date) -> tuple[Week, ...]:
        """Return the weeks with which a stay may begin: it lies in the term and not in the past."""
        return tuple(
            week for week in term.weeks if week.monday >= since and self.stay(week).end <= term.span.end
        )


def _prefixes() -> list[str]:
    return [f"newcomer-{'x-' * more}" for more in range(10)]


def with_newcomers(term: Term, newcomers: tuple[Trainee, ...]) -> Term:
    """Return a term to which somebody comes beside those who are there."""
    return term.with_more(*newcomers)


@dataclass(frozen=True)
class Resource:
    """Something that there is too little of, and when: the weeks in which it is full, by number."""

    thing: Thing
    id: str
    name: str
    weeks: tuple[int, ...]


@dataclass(frozen=True)
class Remedy:
    """One seat more of each resource throughout the stay, and how many fit then.

    ``at_most`` is None where more may fit than was asked for, or nothing was proven in time.
    """

    resources: tuple[Resource, ...]
    at_least: int
    at_most: int | None


@dataclass(frozen=True)
class Entry:
    """What is known of one start week.

    ``at_least`` newcomers fit: there is a verified plan. More than ``at_most`` do not: that is proven; None
    is not known. ``unmoved`` fit in a plan that moves nothing of any other trainee; no more do where it is
    ``stuck``.
    """

    start: Week
    at_least: int
    at_most: int | None
    unmoved: int
    lacking: int = 0
    """The points that a plan with one more lacks beyond the allowed, at least; 0 is not known."""
    alone: tuple[Shortfall, ...] = ()
    """What a newcomer lacks even if nobody else came."""
    binds: tuple[Resource, ...] = ()
    """What keeps out one more, the tightest first."""
    part: str = ""
    """What one more would not fit into, the rest left aside: rotations, sessions or meetings."""
    remedies: tuple[Remedy, ...] = ()
    tried: bool = False
    """Whether it is known that one seat more of all that binds does not help, where there are no remedies."""
    seconds: float = 0.0
    stuck: bool = False

    @property
    def proven(self) -> bool:
        """Tell whether the number is exact."""
        return self.at_most == self.at_least

    @property
    def unmoved_is_most(self) -> bool:
        """Tell whether no more than ``unmoved`` fit while nobody else moves."""
        return self.stuck or self.unmoved == self.at_most


@dataclass(frozen=True)
class Footing:
    """What the newcomers are compared with: the plan of those who are there."""

    words: str
    """Which plan it is."""
    value: int
    bound: int
    """What it lacks in points of coverage, and what no plan can go below."""


@dataclass(frozen=True)
class Capacity:
    """The answer for a term: an entry for each start week, in order."""

    question: Question
    footing: Footing
    entries: tuple[Entry, ...]
    interrupted: bool = False

    @property
    def most(self) -> int:
        """The most newcomers that are known to fit in any week."""
        return max((entry.at_least for entry in self.entries), default=0)
