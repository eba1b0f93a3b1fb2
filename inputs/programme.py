"""What is taught: services, activities and their slots, the curriculum."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from typing import TYPE_CHECKING, Literal

from inputs.days import Period, Span, Week, minutes_after, nth_of_month, say_day, weekday_of
from inputs.people import Entity, Faculty, Room

if TYPE_CHECKING:
    from inputs.faults import Place
    from inputs.people import Trainee

Format = Literal["group", "meeting"]
Cadence = Literal["weekly", "biweekly", "monthly", "first_week", "last_week", "once", "rotation_end"]
CADENCES: tuple[Cadence, ...] = (
    "weekly", "biweekly", "monthly", "first_week", "last_week", "once", "rotation_end",
)  # fmt: skip
OWED_ALWAYS: tuple[Cadence, ...] = ("first_week", "last_week", "once", "rotation_end")
"""Cadences that are owed even where no occurrence is possible."""


@dataclass(frozen=True, eq=False)
class Service(Entity):
    """A ward, clinic or laboratory; ``seats`` is the most trainees in a week."""

    id: str
    name: str
    seats: int
    min_weeks: int = 1
    max_weeks: int | None = None
    round_start: time | None = None
    round_minutes: int = 0
    audience: tuple[str, ...] = ()
    """Kinds of trainees; empty is all."""
    blocks: tuple[str, ...] = ()
    """The ids of activities that a trainee on the service does not attend."""
    after: tuple[str, ...] = ()
    """The ids of services of which a rotation must have come before."""
    place: Place | None = field(default=None, repr=False)

    def __str__(self) -> str:
        return self.name

    @property
    def has_rounds(self) -> bool:
        """Tell whether the service has a daily round."""
        return self.round_start is not None

    def admits(self, kind: str) -> bool:
        """Tell whether a trainee of ``kind`` is of the audience."""
        return not self.audience or kind in self.audience

    def round_on(self, day: date) -> Period | None:
        """Return the time of the round on ``day``, or None where the service has no rounds."""
        if self.round_start is None:
            return None
        return Period(day, self.round_start, minutes_after(self.round_start, self.round_minutes))

    def has_round_in(self, period: Period) -> bool:
        """Tell whether the service's round on that day overlaps ``period``."""
        start = self.round_start
        if start is None or start >= period.end:
            return False
        return period.start < minutes_after(start, self.round_minutes)


@dataclass(frozen=True)
class Prerequisite:
    """``activity`` (an id) must have been attended ``times`` times before."""

    activity: str
    times: int = 1


@dataclass(frozen=True, eq=False)
class Activity(Entity):
    """A line of the programme, ``minutes`` long, owed by its ``cadence``; a miss costs its ``weight``."""

    id: str
    title: str
    format: Format
    cadence: Cadence
    minutes: int
    audience: tuple[str, ...] = ()
    weight: int = 10
    after: tuple[Prerequisite, ...] = ()
    topics: tuple[str, ...] = ()
    """Of a group activity: what its occurrences teach. Of meetings: what they may be about; empty is any."""
    place: Place | None = field(default=None, repr=False)

    def __str__(self) -> str:
        return self.title

    def admits(self, kind: str) -> bool:
        """Tell whether a trainee of ``kind`` is of the audience."""
        return not self.audience or kind in self.audience


@dataclass(frozen=True)
class WeekChoice:
    """Which weeks a slot takes place in: those that any part of it admits, on the days of ``span``."""

    odd: bool = False
    even: bool = False
    nths: tuple[int, ...] = ()
    """1 to 4: the first to fourth such weekday of its month."""
    dates: tuple[date, ...] = ()
    every: bool = False
    span: Span | None = None
    """The slot is there on these days only; None is all of the term."""

    def admits(self, day: date, week: Week) -> bool:
        """Tell whether a slot takes place on ``day`` of ``week``."""
        if self.span is not None and day not in self.span:
            return False
        if self.every or (self.odd and week.number % 2 == 1) or (self.even and week.number % 2 == 0):
            return True
        return nth_of_month(day) in self.nths or day in self.dates


EVERY_WEEK = WeekChoice(every=True)


@dataclass(frozen=True)
class Slot:
    """One of an activity's weekly places in the timetable."""

    activity: Activity
    weekday: str
    start: time
    room: Room | None = None
    seats: int | None = None
    weeks: WeekChoice = EVERY_WEEK
    leads: tuple[Faculty, ...] = ()
    place: Place | None = field(default=None, compare=False, repr=False)

    def __hash__(self) -> int:
        return hash((self.activity.id, self.weekday, self.start))

    @property
    def end(self) -> time:
        """When it is over, not included."""
        return minutes_after(self.start, self.activity.minutes)

    def runs_on(self, day: date, week: Week) -> bool:
        """Tell whether the slot's weekday and weeks admit ``day`` (working or not)."""
        return weekday_of(day) == self.weekday and self.weeks.admits(day, week)


@dataclass(frozen=True)
class Occurrence:
    """A slot on a date."""

    slot: Slot
    date: date

    def __hash__(self) -> int:
        return self._hash

    def __post_init__(self) -> None:
        room = self.slot.room
        key = (self.slot.activity.id, self.date, self.slot.start, room.id if room else None)
        object.__setattr__(self, "_hash", hash(key))
        object.__setattr__(self, "period", Period(self.date, self.slot.start, self.slot.end))
        object.__setattr__(self, "activity", self.slot.activity)

    def __reduce__(self) -> tuple[object, ...]:
        """Be made anew in another process: the hash of a text is another one there."""
        return Occurrence, (self.slot, self.date)

    _hash: int = field(init=False, compare=False, repr=False)
    period: Period = field(init=False, compare=False, repr=False)
    activity: Activity = field(init=False, compare=False, repr=False)

    @property
    def room(self) -> Room | None:
        """Where it takes place, if the slot names a room."""
        return self.slot.room

    def __str__(self) -> str:
        return f"{self.activity.title} on {self.period}"


@dataclass(frozen=True)
class MeetingTime:
    """A time at which a mentor could meet a trainee for an activity."""

    activity: Activity
    mentor: Faculty
    period: Period

    def __hash__(self) -> int:
        return self._hash

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.activity.id, self.mentor.id, self.period)))
        object.__setattr__(self, "date", self.period.date)

    def __reduce__(self) -> tuple[object, ...]:
        """Be made anew in another process: the hash of a text is another one there."""
        return MeetingTime, (self.activity, self.mentor, self.period)

    _hash: int = field(init=False, compare=False, repr=False)
    date: date = field(init=False, compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.activity.title} with {self.mentor.name} on {self.period}"


Option = Occurrence | MeetingTime
"""Something that a trainee may attend: an occurrence of a group activity or a time with a mentor."""


@dataclass(frozen=True)
class CurriculumRow:
    """A stay of ``from_weeks`` to ``to_weeks`` needs ``weeks`` on ``services`` and ``rotations`` of them."""

    kind: str
    services: tuple[str, ...]
    weeks: int
    rotations: int = 0
    from_weeks: int = 0
    to_weeks: int | None = None
    place: Place | None = field(default=None, compare=False, repr=False)

    def fits(self, weeks_of_stay: int) -> bool:
        """Tell whether a stay of that many weeks falls under the row."""
        return self.from_weeks <= weeks_of_stay and (self.to_weeks is None or weeks_of_stay <= self.to_weeks)


@dataclass(frozen=True)
class SeatChange:
    """Another number of seats of a service, a room or an activity's slots on the days of ``span``."""

    item: str
    span: Span
    seats: int
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Pin:
    """A promise: the trainee is at ``item`` (or not, by ``must``) on that date and start, where given."""

    trainee: Trainee
    item: Activity | Service
    date: date | None = None
    start: time | None = None
    must: bool = True
    place: Place | None = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        where = f" ({self.place})" if self.place else ""
        when = f" on {say_day(self.date)}" if self.date else ""
        at = f" at {self.start:%H:%M}" if self.start else ""
        verb = "must" if self.must else "must not"
        return f"{self.trainee.name} {verb} be at {self.item}{when}{at}{where}"
