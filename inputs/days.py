"""Days, weeks and times of day: the only place that turns a last day into an end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cached_property, lru_cache

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
ONE_DAY = timedelta(days=1)
DAYS_A_WEEK = 7
MINUTES_AN_HOUR = 60


@dataclass(frozen=True, order=True)
class Span:
    """A half-open run of days: ``start`` belongs to it, ``end`` does not."""

    start: date
    end: date

    @classmethod
    def through(cls, first_day: date, last_day: date) -> Span:
        """Return the days from ``first_day`` to ``last_day``, both included."""
        return cls(first_day, last_day + ONE_DAY)

    @property
    def first_day(self) -> date:
        """The first day of the span, included."""
        return self.start

    @property
    def last_day(self) -> date:
        """The last day of the span, included."""
        return self.end - ONE_DAY

    @property
    def days(self) -> int:
        """The number of days in the span."""
        return (self.end - self.start).days

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def __iter__(self) -> Iterator[date]:
        day = self.start
        while day < self.end:
            yield day
            day += ONE_DAY

    def __str__(self) -> str:
        return say_span(self)

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share a day."""
        return self.start < other.end and other.start < self.end

    def within(self, other: Span) -> Span | None:
        """Return the days that both spans share, or None where they share none."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None


@dataclass(frozen=True, order=True)
class Week:
    """A week of the term, Monday to Sunday; ``number`` counts from 1 on the term's first day."""

    number: int
    monday: date

    @cached_property
    def span(self) -> Span:
        """The seven days of the week."""
        return Span(self.monday, self.monday + timedelta(days=DAYS_A_WEEK))

    def __str__(self) -> str:
        return f"the week of {say_day(self.monday)}"


@dataclass(frozen=True, order=True)
class Period:
    """A time on one day: from ``start`` until ``end``, the end not included."""

    date: date
    start: time
    end: time

    def overlaps(self, other: Period) -> bool:
        """Tell whether the two share a moment; meeting end to end they do not."""
        return self.date == other.date and self.start < other.end and other.start < self.end

    @property
    def minutes(self) -> int:
        """The length in minutes."""
        return minutes_between(self.start, self.end)

    def __str__(self) -> str:
        return f"{say_day(self.date)}, {say_time(self.start)} to {say_time(self.end)}"


def minute_of(moment: time) -> int:
    """Return the minutes since midnight."""
    return moment.hour * MINUTES_AN_HOUR + moment.minute


@lru_cache(maxsize=4096)
def minutes_after(moment: time, minutes: int) -> time:
    """Return the time of day that is ``minutes`` after ``moment``.

    Raises
    ------
    ValueError
        When that is past the end of the day.
    """
    hour, minute = divmod(minute_of(moment) + minutes, MINUTES_AN_HOUR)
    return time(hour, minute)


def minutes_between(start: time, end: time) -> int:
    """Return how many minutes ``end`` is after ``start``."""
    return minute_of(end) - minute_of(start)


def weekday_of(day: date) -> str:
    """Return the short name of a date's weekday, ``Mon`` to ``Sun``."""
    return WEEKDAYS[day.weekday()]


def nth_of_month(day: date) -> int:
    """Return which of its weekday a date is within its month: 1 for the first."""
    return (day.day - 1) // DAYS_A_WEEK + 1


@lru_cache(maxsize=64)
def weeks_of(span: Span) -> tuple[Week, ...]:
    """Return the weeks that cover ``span``, numbered from 1 at the week of its first day."""
    monday = span.start - timedelta(days=span.start.weekday())
    weeks: list[Week] = []
    while monday < span.end:
        weeks.append(Week(len(weeks) + 1, monday))
        monday += timedelta(days=DAYS_A_WEEK)
    return tuple(weeks)


def say_day(day: date) -> str:
    """Return a date as people write it: ``1 March 2027``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say_weekday(day: date) -> str:
    """Return a date with its weekday: ``Monday 1 March 2027``."""
    return f"{WEEKDAY_NAMES[day.weekday()]} {say_day(day)}"


def say_span(span: Span) -> str:
    """Return a span by its first and last day: ``1 March 2027 to 5 March 2027``."""
    if span.days == 1:
        return say_day(span.start)
    return f"{say_day(span.start)} to {say_day(span.last_day)}"


def say_during(span: Span) -> str:
    """Return when something is in a span: ``on 1 March 2027``, or ``from 1 March 2027 to 5 March 2027``."""
    return f"on {say_span(span)}" if span.days == 1 else f"from {say_span(span)}"


def say_time(moment: time) -> str:
    """Return a time of day as ``08:30``."""
    return f"{moment:%H:%M}"
