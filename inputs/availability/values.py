"""The dates, times and lengths that a calendar writes, as Python has them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from inputs.availability.lines import Property
from inputs.availability.zones import IN_UTC, Zone, Zones
from inputs.days import say_day, say_time
from inputs.faults import quoted

FIRST_YEAR, LAST_YEAR = 1600, 2399
"""Of what is read; a calendar repeats after 400 years, which `inputs.availability.expanding` makes use of."""
LONGEST = timedelta(days=366 * 100)

_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)")
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(Z?)")
_LENGTH = re.compile(
    r"([+-]?)P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9})S)?)?"
)

Moment = date | datetime
"""A day, or a time on the wall clock of some zone, without the zone."""


class UnclearError(ValueError):
    """What is wrong with an entry, which is then left out; never leaves `inputs.availability`.

    Parameters
    ----------
    found, allowed
        The two halves of a notice.
    line, column
        Where it is.
    day
        The day of an entry that does not repeat, where it is known: far from the term nobody need know.
    """

    def __init__(
        self, found: str, allowed: str, line: int, column: str | None = None, day: date | None = None
    ) -> None:
        super().__init__(found)
        self.found, self.allowed, self.line, self.column, self.day = found, allowed, line, column, day


@dataclass(frozen=True)
class Wall:
    """A time on the wall clock of its zone, or a day; the zone of a day is that of people around."""

    at: Moment
    zone: Zone

    def __str__(self) -> str:
        utc = " UTC" if isinstance(self.at, datetime) and self.zone is IN_UTC else ""
        return f"{say_moment(self.at)}{utc}"

    def inside(self, zone: Zone) -> Moment:
        """Return what the clocks of another zone show then; a day stays what it is."""
        return move(self.at, self.zone.tz, zone.tz)


def move(at: Moment, here: tzinfo, there: tzinfo) -> Moment:
    """Return what the clocks of ``there`` show when those of ``here`` show ``at``; a day stays."""
    if not isinstance(at, datetime) or here is there:
        return at
    return at.replace(tzinfo=here).astimezone(there).replace(tzinfo=None)


def read_wall(text: str, prop: Property, zones: Zones, local: Zone | None = None) -> Wall:
    """Return a day or time as it is written.

    Parameters
    ----------
    text
        What is written; ``prop`` may hold several.
    prop
        The property, whose TZID counts.
    zones
        The zones of the calendar.
    local
        The zone of a time that names none, where it is not that of the calendar.

    Raises
    ------
    UnclearError
        Where it is no day or time.
    """
    if (match := _DATE.fullmatch(text)) is not None:
        numbers = [int(part) for part in match.groups()]
        return Wall(_date(numbers, text, prop), Zone(zones.floating.tz))
    match = _TIME.fullmatch(text)
    if match is None:
        raise _no_time(text, prop)
    *parts, utc = match.groups()
    numbers = [int(part) for part in parts]
    try:
        hour, minute, second = numbers[3:]
        at = datetime.combine(_date(numbers[:3], text, prop), time(hour, minute, min(second, 59)))
    except ValueError as error:
        raise error if isinstance(error, UnclearError) else _no_time(text, prop) from None
    if utc:
        return Wall(at, IN_UTC)
    if (name := prop.params.get("TZID")) is not None:
        return Wall(at, zones.named(name))
    return Wall(at, local or zones.floating)


def _date(numbers: list[int], text: str, prop: Property) -> date:
    year, month, day = numbers
    if prop.name in ("DTEND", "UNTIL") and year > LAST_YEAR:
        return date(LAST_YEAR, 12, 31)  # some programs let what has no end last until 9999
    if not FIRST_YEAR <= year <= LAST_YEAR:
        allowed = f"the entry does not count, as years from {FIRST_YEAR} to {LAST_YEAR} are read"
        raise UnclearError(f"found the year {year}", allowed, prop.line, prop.name)
    try:
        return date(year, month, day)
    except ValueError:
        raise _no_time(text, prop) from None


def _no_time(text: str, prop: Property) -> UnclearError:
    found = f"found {quoted(text)}, which is no date or time"
    return UnclearError(found, "the entry does not count", prop.line, prop.name)


def read_length(text: str, prop: Property) -> timedelta:
    """Return a length such as ``PT1H30M``.

    Raises
    ------
    UnclearError
        Where it is none, or longer than a century.
    """
    match = _LENGTH.fullmatch(text.upper())
    if match is None or not any(char.isdigit() for char in text) or text.upper().endswith("T"):
        found = f"found {quoted(text)}, which is no length of time"
        raise UnclearError(found, "the entry does not count", prop.line, prop.name)
    sign, *numbers = match.groups()
    weeks, days, hours, minutes, seconds = (int(number or 0) for number in numbers)
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if sign == "-" else min(length, LONGEST)


def as_time(at: Moment) -> datetime:
    """Return a time, of a day the midnight at which it begins."""
    return at if isinstance(at, datetime) else datetime.combine(at, time())


def say_moment(at: Moment) -> str:
    """Return a day, or a day and a time, as people write it: ``1 March 2027, 09:00``."""
    if isinstance(at, datetime):
        return f"{say_day(at.date())}, {say_time(at.time())}"
    return say_day(at)
