"""Who learns and who teaches, where, and when they are away."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from typing import TYPE_CHECKING

from inputs.days import Period, Span

if TYPE_CHECKING:
    from inputs.faults import Place


OWN_CALENDAR = "own calendar"
"""The reason of what stands in no table, but in the calendar of a member of faculty."""


class Entity:
    """Something with an id: two of a kind are equal when their ids are."""

    id: str

    def __eq__(self, other: object) -> bool:
        return self is other or (type(self) is type(other) and self.id == other.id)

    def __hash__(self) -> int:
        return hash(self.id)

    def __str__(self) -> str:
        return self.id


@dataclass(frozen=True, eq=False)
class Trainee(Entity):
    """A fellow, resident or student; ``stay`` is cut to the term."""

    id: str
    name: str
    kind: str
    stay: Span
    email: str = ""
    interests: tuple[str, ...] = ()
    mentor: str | None = None
    """The id of the main mentor who was promised, if any."""
    completed: tuple[str, ...] = ()
    """The ids of activities done before; they count for prerequisites only."""
    documents: tuple[str, ...] = ()
    place: Place | None = field(default=None, repr=False)

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Hours:
    """Weekly hours in which a member of faculty may be met, on the days of ``span`` only."""

    weekday: str
    start: time
    end: time
    span: Span
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, eq=False)
class Faculty(Entity):
    """A member of faculty, who mentors, leads rounds and leads sessions."""

    id: str
    name: str
    email: str = ""
    interests: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    max_meetings_per_week: int | None = None
    """None is no limit; 0 is no mentor."""
    max_mentees: int | None = None
    """Main mentor of how many at one time; None is no limit."""
    leads: tuple[str, ...] = ()
    """The ids of the services and activities that he or she may lead."""
    hours: tuple[Hours, ...] = ()
    place: Place | None = field(default=None, repr=False)

    @property
    def mentors(self) -> bool:
        """Tell whether trainees may meet this member of faculty at all."""
        return bool(self.hours) and self.max_meetings_per_week != 0

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, eq=False)
class Room(Entity):
    """A room; ``seats`` None is no limit."""

    id: str
    name: str
    seats: int | None = None
    site: str = ""
    place: Place | None = field(default=None, repr=False)

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Absence:
    """Days on which a trainee, member of faculty or room is away; whole days unless both times are given."""

    who: str
    span: Span
    start: time | None = None
    end: time | None = None
    reason: str = ""
    place: Place | None = field(default=None, compare=False, repr=False)
    own_calendar: bool = False
    """Whether it comes from the calendar of a member of faculty rather than from the table."""

    def covers(self, period: Period) -> bool:
        """Tell whether any moment of ``period`` falls into the absence."""
        if period.date not in self.span:
            return False
        if self.start is None or self.end is None:
            return True
        return self.start < period.end and period.start < self.end

    def covers_day(self, day: date) -> bool:
        """Tell whether the whole of ``day`` is away."""
        return day in self.span and (self.start is None or self.end is None)


@dataclass(frozen=True)
class Preference:
    """What a trainee wishes: ``value`` from -3 (please not) to 3 (please)."""

    trainee: str
    item: str
    """The id of a service or of a member of faculty."""
    value: int
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Kind:
    """What a trainee of a kind usually brings; what lacks is a warning."""

    kind: str
    min_weeks: int | None = None
    max_weeks: int | None = None
    documents: tuple[str, ...] = ()
    place: Place | None = field(default=None, compare=False, repr=False)
