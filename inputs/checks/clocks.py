"""Sessions and rounds at a time that the clocks leave out, or show twice, because they change that night."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from inputs.days import ONE_DAY, minutes_after, say_time, say_weekday
from inputs.faults import Notice, Place, at
from inputs.term import Term


def check_clocks(term: Term) -> Iterator[Notice]:
    """Yield what the timetable has in an hour that the clocks leave out or show twice."""
    zone = ZoneInfo(term.timezone)
    for day in term.working_days_in(term.span):
        if _offset(day, time.min, zone) == _offset(day + ONE_DAY, time.min, zone):
            continue
        for occurrence in term.occurrences:
            if occurrence.date == day:
                slot = occurrence.slot
                yield from _notice(at(slot.place, "start"), day, slot.start, slot.end, zone)
        for service in term.services:
            if service.round_start is not None:
                end = minutes_after(service.round_start, service.round_minutes)
                yield from _notice(at(service.place, "round_start"), day, service.round_start, end, zone)


def _notice(place: Place, day: date, start: time, end: time, zone: ZoneInfo) -> Iterator[Notice]:
    last = (datetime.combine(day, end) - timedelta(minutes=1)).time()
    is_whole = _offset(day, start, zone) == _offset(day, last, zone)
    if is_whole and not any(_is_twice(day, each, zone) for each in (start, last)):
        return
    found = (
        f"found {say_time(start)} to {say_time(end)}, which is on {say_weekday(day)} when the clocks change"
    )
    yield Notice(place, found, "calendars show it at another time or with another length; maybe move it then")


def _is_twice(day: date, at_time: time, zone: ZoneInfo) -> bool:
    """Tell whether the clocks show a time twice on a day, or never."""
    moment = datetime.combine(day, at_time, zone)
    return moment.utcoffset() != moment.replace(fold=1).utcoffset()


def _offset(day: date, at_time: time, zone: ZoneInfo) -> timedelta | None:
    return datetime.combine(day, at_time, zone).utcoffset()
