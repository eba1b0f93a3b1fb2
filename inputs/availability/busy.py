"""When somebody is busy, as absences: on the days of the term, within its hours, as few as possible."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from inputs.availability.entries import Kind
from inputs.availability.expanding import MARGIN, Occurrence
from inputs.availability.values import Moment, as_time, move
from inputs.availability.zones import Doubt
from inputs.days import MINUTES_AN_HOUR, ONE_DAY, Span, minute_of
from inputs.faults import Place
from inputs.people import OWN_CALENDAR, Absence

ONE_MINUTE = timedelta(minutes=1)

_Stretch = tuple[datetime, datetime, int]
"""From when until when on the clocks of the term, and the line of the entry."""


@dataclass(frozen=True)
class Window:
    """What of a calendar matters: the days of the term, and the hours in which anything is planned."""

    span: Span
    timezone: str
    """An IANA name."""
    day_start: time
    day_end: time


@dataclass(frozen=True)
class Busy:
    """A stretch of minutes of one day, the end not included; all that is kept of an entry."""

    start: int
    end: int
    kinds: frozenset[Kind]
    line: int
    """Of the first entry that it is made of."""


@dataclass(frozen=True)
class BusyDays:
    """When somebody is busy on each day, merged."""

    days: Mapping[date, Sequence[Busy]]
    doubtful: Mapping[int, tuple[Doubt, Moment]]
    """By the line of the entry: what is doubtful about it, and when it first makes somebody busy."""


def busy_days(occurrences: Iterable[Occurrence], window: Window) -> BusyDays:
    """Return when somebody is busy in the hours of the term."""
    stretches: defaultdict[Kind, list[_Stretch]] = defaultdict(list)
    doubtful: dict[int, tuple[Doubt, Moment]] = {}
    for occurrence in occurrences:
        entry = occurrence.entry
        start, end = (_here(at, occurrence, window) for at in (occurrence.start, occurrence.end))
        if end <= start or entry.kind is None:
            continue
        stretches[entry.kind].append((start, end, entry.line))
        first = next(_in_hours(start, end, window), None) if entry.doubt else None
        if entry.doubt and first:
            at = max(start, datetime.combine(first[0], time()))
            if entry.line not in doubtful or at < as_time(doubtful[entry.line][1]):
                doubtful[entry.line] = entry.doubt, at.date() if entry.all_day else at
    found: defaultdict[date, list[Busy]] = defaultdict(list)
    for kind, several in stretches.items():
        for start, end, line in _joined(several):
            for day, first_minute, last_minute in _in_hours(start, end, window):
                found[day].append(Busy(first_minute, last_minute, frozenset({kind}), line))
    return BusyDays({day: list(_merged(several)) for day, several in found.items()}, doubtful)


def _joined(stretches: Iterable[_Stretch]) -> Iterator[_Stretch]:
    """Yield stretches of time with those that overlap or meet made one."""
    current: _Stretch | None = None
    for start, end, line in sorted(stretches):
        if current is not None and start <= current[1]:
            current = current[0], max(current[1], end), min(current[2], line)
        else:
            if current is not None:
                yield current
            current = start, end, line
    if current is not None:
        yield current


def _in_hours(start: datetime, end: datetime, window: Window) -> Iterator[tuple[date, int, int]]:
    """Yield the days of the term that a stretch touches within its hours, each with its minutes.

    A minute that is begun counts as a whole.
    """
    opening, closing = minute_of(window.day_start), minute_of(window.day_end)
    day = max(start.date(), window.span.start)
    while day < window.span.end and (midnight := datetime.combine(day, time())) < end:
        first = max(opening, (start - midnight) // ONE_MINUTE)
        last = min(closing, -((midnight - end) // ONE_MINUTE))
        if first < last:
            yield day, first, last
        day += ONE_DAY


def _here(at: Moment, occurrence: Occurrence, window: Window) -> datetime:
    """Return a moment on the clocks of the term; far away from the term it does not matter which."""
    if not isinstance(at, datetime):
        return datetime.combine(at, time())
    days = window.span
    if days.start - MARGIN <= at.date() < days.end + MARGIN:
        moved = move(at, occurrence.entry.zone.tz, ZoneInfo(window.timezone))
        return moved if isinstance(moved, datetime) else datetime.combine(moved, time())
    return at


def _merged(stretches: Iterable[Busy]) -> Iterator[Busy]:
    current: Busy | None = None
    for one in sorted(stretches, key=lambda busy: (busy.start, busy.end, busy.line)):
        if current is None or one.start > current.end:
            if current is not None:
                yield current
            current = one
        else:
            line = min(current.line, one.line)
            current = Busy(current.start, max(current.end, one.end), current.kinds | one.kinds, line)
    if current is not None:
        yield current


def absences_of(
    who: str, days: Mapping[date, Sequence[Busy]], file: str, window: Window
) -> Iterator[Absence]:
    """Yield the absences of somebody: equal ones on days in a row are one."""
    runs: dict[tuple[int, int, frozenset[Kind]], tuple[date, date, int]] = {}
    for day in sorted(days):
        for busy in days[day]:
            key = (busy.start, busy.end, busy.kinds)
            first, end, line = runs.get(key, (day, day, busy.line))
            if key in runs and end != day:
                yield _absence(who, Span(first, end), key, Place(file, line), window)
                first, line = day, busy.line
            runs[key] = first, day + ONE_DAY, min(line, busy.line)
    for key, (first, end, line) in runs.items():
        yield _absence(who, Span(first, end), key, Place(file, line), window)


def _absence(
    who: str, span: Span, key: tuple[int, int, frozenset[Kind]], place: Place, window: Window
) -> Absence:
    start, end, kinds = key
    kind = next(iter(kinds)) if len(kinds) == 1 else "busy"
    reason = OWN_CALENDAR if kind == "busy" else f"{OWN_CALENDAR}: {kind}"
    if start <= minute_of(window.day_start) and end >= minute_of(window.day_end):
        return Absence(who, span, reason=reason, place=place, own_calendar=True)
    first, last = (time(*divmod(minute, MINUTES_AN_HOUR)) for minute in (start, end))
    return Absence(who, span, first, last, reason, place, own_calendar=True)
