"""What number a cell means: one that Excel formats as a date or time, or that somebody wrote with a unit."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from inputs.days import MINUTES_AN_HOUR, minute_of
from inputs.faults import look
from inputs.files.cells import Cell
from inputs.meant.times import meant_time

_DAY_0 = datetime(1899, 12, 30)
_LEAP_DAY = 60
"""To Excel 1900 was a leap year, so that from this number on its days are one less from its beginning."""
_FIRST_REAL_YEAR = 2000
_HOURS = re.compile(r"([0-9]+):00")
_WITH_UNIT = re.compile(
    r"'?(?P<whole>[+-]?(?:[0-9]{1,3}(?:[., ’'][0-9]{3})+|[0-9]{1,9}))(?:[.,]0+)?"
    r"(?: ?(?P<unit>[^\W\d_]+|['’′])\.?)?"
)
_UNITS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("min", "mins", "minute", "minutes", "minuten", "'", "’", "′", "分", "分钟"), ("minutes",)
    ),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden", "小时"), ("hours",)),
    **dict.fromkeys(("d", "day", "days", "tag", "tage", "jour", "jours", "天", "日"), ("days",)),
    **dict.fromkeys(
        ("w", "wk", "wks", "week", "weeks", "woche", "wochen", "semaine", "semaines"), ("weeks",)
    ),
    **dict.fromkeys(("周", "个周", "星期", "个星期"), ("weeks",)),
    **dict.fromkeys(("mo", "mos", "month", "months", "monat", "monate", "mois", "月", "个月"), ("months",)),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years", "jahr", "jahre", "年"), ("years",)),
    "m": ("minutes", "months"),
}
"""What lengths of time are measured in, by how people write it."""
_LENGTH = re.compile(r"([0-9]):([0-5][0-9])(?::00)?")
_HOURS_LONG = re.compile(
    r"(?P<hours>[0-9]{1,2}(?:[.,][0-9]{1,2})?) ?(?:h|hrs?|hours?|std|stunden?|小时)\.?"
    r"(?: ?(?P<minutes>[0-5]?[0-9]) ?(?:m|mins?|minutes?|minuten|分钟?)?\.?)?"
)


def number_behind(cell: Cell) -> float | None:
    """Return the number that Excel shows as a date or time, where it is too small to be meant as one.

    ``1900-01-08`` and ``192:00`` are 8, and ``1900-02-28`` is 60 rather than 59.
    """
    if isinstance(cell, str):
        match = _HOURS.fullmatch(cell)
        hours = int(match[1]) if match else 0
        return hours // 24 if hours > 24 and not hours % 24 else None
    if isinstance(cell, date) and cell.year < _FIRST_REAL_YEAR:
        moment = cell if isinstance(cell, datetime) else datetime.combine(cell, time())
        days = (moment - _DAY_0) / timedelta(days=1)
        return days - 1 if 1 < days < _LEAP_DAY else days
    return 0 if cell == time() else None


def time_behind(cell: Cell) -> time | None:
    """Return the time of day that a number, or a date with a time, may mean: 8.5 is half past eight."""
    if isinstance(cell, bool) or (isinstance(cell, float) and not math.isfinite(cell)):
        return None
    number = cell if isinstance(cell, int | float) else number_behind(cell)
    if number is None:
        if isinstance(cell, datetime):
            return _whole_minute(cell.time())
        return _whole_minute(cell) if isinstance(cell, time) else None
    if number == int(number):
        return meant_time(str(int(number)))
    minutes = number * MINUTES_AN_HOUR
    if minutes == int(minutes) and 1 <= number < 24:
        return time(int(minutes) // MINUTES_AN_HOUR, int(minutes) % MINUTES_AN_HOUR)
    return _whole_minute(cell.time()) if isinstance(cell, datetime) else None


def meant_number(text: str) -> int | None:
    """Return the whole number in a text such as ``80,0``, ``1,000``, ``80 seats`` or ``'80``.

    A length of time is none: only a column of weeks or minutes knows what it means.
    """
    match = _WITH_UNIT.fullmatch(look(text))
    return _whole(match) if match and match["unit"] not in _UNITS else None


def amount_of(text: str) -> tuple[int, tuple[str, ...]]:
    """Return the amount of a length of time such as ``6 wks``, and in what it may be; else in nothing."""
    match = _WITH_UNIT.fullmatch(look(text))
    return (_whole(match), _UNITS.get(match["unit"] or "", ())) if match else (0, ())


def _whole(match: re.Match[str]) -> int:
    return int(re.sub("[., ’']", "", match["whole"]))


def meant_minutes(cell: Cell) -> int | None:
    """Return the minutes that a length such as ``0:45``, ``1h`` or ``1.5 hours`` means.

    In a workbook ``1:30`` is a time of day.
    """
    if isinstance(cell, time):
        return minute_of(cell) or None
    if not isinstance(cell, str):
        return None
    if match := _LENGTH.fullmatch(cell):
        return int(match[1]) * MINUTES_AN_HOUR + int(match[2])
    if match := _HOURS_LONG.fullmatch(look(cell)):
        hours = float(match["hours"].replace(",", "."))
        return round(hours * MINUTES_AN_HOUR) + int(match["minutes"] or 0)
    return None


def _whole_minute(moment: time) -> time | None:
    """Return a time in whole minutes that is at most a second away, but not that of the next day."""
    there = datetime.combine(_DAY_0, moment)
    rounded = (there + timedelta(seconds=30)).replace(second=0, microsecond=0)
    near = abs(rounded - there) <= timedelta(seconds=1) and rounded.date() == there.date()
    return rounded.time() if near else None
