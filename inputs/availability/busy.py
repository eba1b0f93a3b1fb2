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

MINUTES_A_DAY = 24 * MINUTES_AN_HOUR
ONE_MINUTE = timedelta(minutes=1)


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
    found: defaultdict[date, list[Busy]] = defaultdict(list)
    doubtful: dict[int, tuple[Doubt, Moment]] = {}
    first, last = minute_of(window.day_start), minute_of(window.day_end)
    for occurrence in occurrences:
        entry = occurrence.entry
        for day, start, end in _minutes(occurrence, window):
            busy = max(start, first), min(end, last)
            if busy[0] >= busy[1] or entry.kind is None:
                continue
            found[day].append(Busy(*busy, frozenset({entry.kind}), entry.line))
            at = datetime.combine(day, time(*divmod(start, MINUTES_AN_HOUR)))
            if entry.doubt and (entry.line not in doubtful or at < as_time(doubtful[entry.line][1])):
                doubtful[entry.line] = entry.doubt, day if entry.all_day else at
    return BusyDays({day: list(_merged(several)) for day, several in found.items()}, doubtful)


def _minutes(occurrence: Occurrence, window: Window) -> Iterator[tuple[date, int, int]]:
    """Yield the days of the term that an occurrence touches in the zone of the term, each with its minutes.

    A minute that is begun counts as a whole.
    """
    start, end = _here(occurrence.start, occurrence, window), _here(occurrence.end, occurrence, window)
    if end <= start:
        return
    day = max(start.date(), window.span.start)
    while day < window.span.end and datetime.combine(day, time()) < end:
        midnight = datetime.combine(day, time())
        last = -((midnight - end) // ONE_MINUTE)
        yield day, max(0, (start - midnight) // ONE_MINUTE), min(MINUTES_A_DAY, last)
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
